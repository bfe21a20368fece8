"""The frame and the settings of a workshop."""

from dataclasses import asdict, replace
from datetime import UTC, date

from workshop.catalogues import languages
from workshop.domain.agenda import read_agenda, write_agenda
from workshop.domain.codes import read_room_code
from workshop.domain.errors import ValueUnknown
from workshop.domain.phases import read_rights
from workshop.domain.text import CARD_LIMIT, NOTE_LIMIT, TITLE_LIMIT, clean_optional, clean_text
from workshop.domain.transfer import RATING_HIGH, RATING_LOW
from workshop.domain.words import Beyond, JourneyMode, Phase, WallPace
from workshop.services.archive.proofs import distinct, one_of, within
from workshop.services.archive.records import RightsRecord, SlotRecord, WorkshopRecord
from workshop.services.rows import LOWEST_FLOOR, Workshop
from workshop.services.templates import copied_slug
from workshop.services.workshops import FAMILIES_LIMIT, MOST_FLOOR, NAME_LIMIT

EARLIEST, LATEST = date(2000, 1, 1), date(9000, 1, 1)
"""Of the day of a workshop: days and years are counted on from it."""
TEMPLATE_LIMIT = 40
MOST_EDITIONS = 1_000


def read_workshop(workshop: Workshop) -> WorkshopRecord:
    return WorkshopRecord(
        code=workshop.code,
        title=workshop.title,
        language=workshop.language,
        template=workshop.template,
        phase=workshop.phase,
        created_on=workshop.created_at.astimezone(UTC).date(),
        ambition=workshop.ambition,
        scope=workshop.scope,
        out_of_scope=workshop.out_of_scope,
        client_goal=workshop.client_goal,
        employee_goal=workshop.employee_goal,
        joint_owner=workshop.joint_owner,
        client_name=workshop.client_name,
        team_name=workshop.team_name,
        families=tuple(workshop.families),
        door_open=workshop.door_open,
        wall_pace=workshop.wall_pace,
        sponsor_open=workshop.sponsor_open,
        relieve_first=workshop.relieve_first,
        rights=tuple(
            RightsRecord(phase=phase, may=tuple(said["may"]), sees=said["sees"])
            for phase, said in sorted(workshop.phone_rights.items())
        ),
        revealed=workshop.revealed,
        nicknames=workshop.nicknames,
        inbox_first=workshop.inbox_first,
        moderation_rule=workshop.moderation_rule,
        floor=workshop.floor,
        mode=workshop.mode,
        pays_at=workshop.pays_at,
        gains_at=workshop.gains_at,
        also_asks=tuple(workshop.also_asks),
        badges=workshop.badges,
        edition=workshop.edition,
        sealed=workshop.is_sealed,
        agenda=tuple(SlotRecord(**slot) for slot in write_agenda(workshop.agenda)),
    )


def check_workshop(record: WorkshopRecord) -> WorkshopRecord:
    code = read_room_code(record.code) or ""
    if code != record.code.upper():
        raise ValueUnknown(field="code", value=record.code)
    one_of("language", record.language, languages())
    one_of("phase", record.phase, tuple(Phase))
    one_of("wall_pace", record.wall_pace, tuple(WallPace))
    one_of("mode", record.mode, tuple(JourneyMode))
    if not EARLIEST <= record.created_on <= LATEST:
        raise ValueUnknown(field="created_on", value=record.created_on.isoformat())
    families = tuple(clean_text(family, limit=NAME_LIMIT) for family in record.families)
    distinct("families", families)
    within("families", len(families), 0, FAMILIES_LIMIT)
    distinct("rights", tuple(rights.phase for rights in record.rights))
    within("floor", record.floor, LOWEST_FLOOR, MOST_FLOOR)
    within("pays_at", record.pays_at, RATING_LOW, 0)
    within("gains_at", record.gains_at, 0, RATING_HIGH)
    within("edition", record.edition, 1, MOST_EDITIONS)
    for asked in record.also_asks:
        one_of("also_asks", asked, tuple(Beyond))
    distinct("also_asks", record.also_asks)
    read_agenda([asdict(slot) for slot in record.agenda])
    return replace(
        record,
        code=code,
        title=clean_text(record.title, limit=TITLE_LIMIT),
        template=clean_optional(copied_slug(record.template), limit=TEMPLATE_LIMIT) or None,
        ambition=clean_optional(record.ambition, limit=NOTE_LIMIT),
        scope=clean_optional(record.scope, limit=NOTE_LIMIT),
        out_of_scope=clean_optional(record.out_of_scope, limit=NOTE_LIMIT),
        client_goal=clean_optional(record.client_goal, limit=NOTE_LIMIT),
        employee_goal=clean_optional(record.employee_goal, limit=NOTE_LIMIT),
        joint_owner=clean_optional(record.joint_owner, limit=NOTE_LIMIT),
        client_name=clean_text(record.client_name, limit=NAME_LIMIT),
        team_name=clean_text(record.team_name, limit=NAME_LIMIT),
        families=families,
        rights=tuple(check_rights(rights) for rights in record.rights),
        moderation_rule=clean_optional(record.moderation_rule, limit=CARD_LIMIT),
    )


def check_rights(record: RightsRecord) -> RightsRecord:
    one_of("phase", record.phase, tuple(Phase))
    rights = read_rights(record.may, record.sees)
    return replace(record, may=tuple(sorted(rights.may)))
