"""The voices of a room, without anybody's name."""

import secrets
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from workshop.domain.floor import splits_shown
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
    """The voices, each with what it has in common with enough others.

    A file in which one voice alone says "head of sales", "from elsewhere" or "on paper" would give
    that person's cards away to whoever has the list of who came.
    """
    floor = out.workshop.floor
    roles = _told(out.people_rows, floor, lambda row: row.speaks_for, lambda row: row.family)
    places = _told(
        out.people_rows,
        floor,
        lambda row: (row.speaks_for, roles[row.id]),
        lambda row: "away" if row.away else "",
    )
    written = _told(
        out.people_rows,
        floor,
        lambda row: (row.speaks_for, roles[row.id], places[row.id]),
        lambda row: row.origin if row.origin == Origin.HAND else "",
    )
    return tuple(
        VoiceRecord(
            voice=row.voice,
            speaks_for=row.speaks_for,
            role=roles[row.id],
            origin=row.origin if row.origin != Origin.HAND else written[row.id] or Origin.PHONE,
            away=bool(places[row.id]),
            removed=row.removed,
        )
        for row in out.people_rows
    )


def _told(
    rows: Sequence[Any], floor: int, among: Callable[[Any], object], trait: Callable[[Any], str]
) -> dict[int, str]:
    """The trait of each row by its id, "" where too few of those it is ``among`` share it."""
    cells: dict[object, Counter[str]] = defaultdict(Counter)
    for row in rows:
        cells[among(row)][trait(row)] += 1
    shown = {cell: splits_shown(counts, floor) for cell, counts in cells.items()}
    return {row.id: trait(row) if trait(row) in shown[among(row)] else "" for row in rows}


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
