"""The voices of a room, without anybody's name."""

import secrets
from dataclasses import replace

from workshop.domain.text import (
    clean_optional,
)
from workshop.domain.words import (
    Origin,
    Side,
)
from workshop.services.archive.passage import Entering, Leaving
from workshop.services.archive.proofs import (
    one_of,
    within,
)
from workshop.services.archive.records import (
    VoiceRecord,
)
from workshop.services.archive.storing import ids_of, store
from workshop.services.house import RANDOM_LIMIT
from workshop.services.workshops import NAME_LIMIT
from workshop.storage import tables


def read_people(out: Leaving) -> tuple[VoiceRecord, ...]:
    return tuple(
        VoiceRecord(
            voice=row.voice,
            speaks_for=row.speaks_for,
            role=row.family,
            origin=row.origin,
            away=row.away,
            removed=row.removed,
        )
        for row in out.people_rows
    )


def check_voice(record: VoiceRecord) -> VoiceRecord:
    within("voice", record.voice, 1, RANDOM_LIMIT - 1)
    one_of("speaks_for", record.speaks_for, tuple(Side))
    one_of("origin", record.origin, set(Origin) - {Origin.GONE})
    return replace(record, role=clean_optional(record.role, limit=NAME_LIMIT))


def take_people(into: Entering) -> None:
    store(
        into.connection,
        tables.participant,
        [
            {
                "workshop_id": into.workshop_id,
                "key_hash": secrets.token_hex(32),
                "voice": person.voice,
                "speaks_for": person.speaks_for,
                "family": person.role,
                "origin": person.origin,
                "away": person.away,
                "removed": person.removed,
            }
            for person in into.archive.participants
        ],
    )
    into.voices = ids_of(into.connection, tables.participant, "voice", into.workshop_id)
