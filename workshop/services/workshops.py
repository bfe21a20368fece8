"""A workshop as a whole: created, framed, moved along the road, opened, duplicated, deleted."""

import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, update

from workshop.domain.agenda import Agenda, break_after, road_of
from workshop.domain.codes import new_recovery_code
from workshop.domain.errors import NumberOutOfRange, TitleDoesNotMatch, ValueUnknown
from workshop.domain.gestures import Gesture
from workshop.domain.phases import next_phase
from workshop.domain.shortening import whole
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_optional, clean_text
from workshop.domain.transfer import GAINS_AT, PAYS_AT, check_thresholds
from workshop.domain.words import Beyond, Lane, Phase, Role, Side, WallPace
from workshop.services import agenda as day
from workshop.services import journeys
from workshop.services.access import hash_token
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.journeys import ANY_STEP
from workshop.services.moods import begin_moods
from workshop.services.new_workshop import (
    FRAME_NOTES,
    NewWorkshop,
    copied_frame,
    insert_link,
    open_workshop,
)
from workshop.services.questions import begin_exit, end_prompts, reword
from workshop.services.rows import LOWEST_FLOOR, Workshop
from workshop.services.templates import known_language, template
from workshop.services.transaction import Deed, change, housekeeping, snapshot
from workshop.services.votes import begin_vote
from workshop.storage import tables

NAME_LIMIT = 60
FAMILIES_LIMIT = 8
MOST_FLOOR = 20

_FRAME_NAMES = ("client_name", "team_name")


def create_workshop(
    house: House,
    *,
    title: str = "",
    language: str = "fr",
    template_slug: str | None = None,
    owner_id: int | None = None,
    agenda: Agenda = (),
) -> NewWorkshop:
    """A new workshop, from a template or bare; an empty title takes the template's.

    ``owner_id``: the account it belongs to; None gives it to the laptop's own account alone.
    ``agenda``: of its day, already clean.
    Raises TemplateUnknown, TextEmpty, TextTooLong, ValueUnknown (language).
    """
    known_language(language)
    draft = template(template_slug, language) if template_slug else None
    named = clean_text(title or (draft.title if draft else ""), limit=TITLE_LIMIT)
    with housekeeping(house) as connection:
        _, new = open_workshop(
            house,
            connection,
            title=named,
            language=language,
            draft=draft,
            owner_id=owner_id,
            agenda=agenda,
        )
    return new


def duplicate(house: House, actor: Facilitating, *, title: str) -> NewWorkshop:
    """A new workshop with the same frame, words, journeys and agenda, and nothing of the room's."""
    named = clean_text(title, limit=TITLE_LIMIT)
    with snapshot(house, actor) as seen:
        source, draft = seen.workshop, copied_frame(seen, title=named)
    with housekeeping(house) as connection:
        _, new = open_workshop(
            house,
            connection,
            title=named,
            language=source.language,
            draft=draft,
            owner_id=source.owner_id,
            agenda=whole(source.agenda),
        )
    return new


def delete_workshop(house: House, actor: Facilitating, *, typed_title: str) -> None:
    """Delete everything of a workshop. Raises TitleDoesNotMatch unless its title is typed.

    On SQLite no byte of it stays in the file: deleted rows are overwritten and the journal is
    emptied. On PostgreSQL, and in older backups, this cannot be promised.
    """
    with change(house, actor, Gesture.DELETE_WORKSHOP) as deed:
        if _as_typed(typed_title) != _as_typed(deed.workshop.title):
            raise TitleDoesNotMatch()
        _delete_rows(deed.connection, deed.workshop.id)
        deed.trace.happened = False  # the log goes with its workshop
    house.hub.forget(actor.code)
    house.database.empty_journal()


def _as_typed(title: str) -> str:
    """A title as any keyboard may give it: accents composed or not, any kind of space."""
    return unicodedata.normalize("NFC", " ".join(title.split()))


def _delete_rows(connection: Connection, workshop_id: int) -> None:
    connection.execute(delete(tables.card).where(tables.card.c.workshop_id == workshop_id))
    connection.execute(delete(tables.workshop).where(tables.workshop.c.id == workshop_id))


def frame(
    house: House,
    actor: Facilitating,
    values: Mapping[str, str],
    *,
    families: Sequence[str] | None = None,
) -> None:
    """Save fields of the frame: ``title``, the notes, and the words for both sides.

    ``families``: also replace the role families a participant may choose from (each once, the
    first 8 stay); None leaves them. Raises ValueUnknown for other fields, TextTooLong, and
    TextEmpty for the title and both names.
    """
    cleaned: dict[str, Any] = {}
    for name, raw in values.items():
        if name == "title":
            cleaned[name] = clean_text(raw, limit=TITLE_LIMIT)
        elif name in _FRAME_NAMES:
            cleaned[name] = clean_text(raw, limit=NAME_LIMIT)
        elif name in FRAME_NOTES:
            cleaned[name] = clean_optional(raw, limit=NOTE_LIMIT)
        else:
            raise ValueUnknown(field="field", value=name)
    if families is not None:
        cleaned["families"] = _clean_families(families)
    with change(house, actor, Gesture.FRAME, room=True) as deed:
        reword(
            deed,
            client_name=cleaned.get("client_name", deed.workshop.client_name),
            team_name=cleaned.get("team_name", deed.workshop.team_name),
        )
        _update(deed.connection, deed.workshop, **cleaned)


def _clean_families(families: Sequence[str]) -> list[str]:
    cleaned = (clean_optional(raw, limit=NAME_LIMIT) for raw in families)
    return list(dict.fromkeys(family for family in cleaned if family))[:FAMILIES_LIMIT]


def save_settings(
    house: House,
    actor: Facilitating,
    *,
    language: str | None = None,
    wall_pace: str | None = None,
    relieve_first: bool | None = None,
    nicknames: bool | None = None,
    floor: int | None = None,
    pays_at: float | None = None,
    gains_at: float | None = None,
    also_asks: Sequence[str] | None = None,
) -> None:
    """Save what is said of the settings; None leaves one as it is.

    ``language``: of the workshop's screens, phones and files. ``wall_pace``: how cards reach the
    projector, ``batches`` or ``one_by_one``. ``relieve_first``: True swaps the two middle
    quadrants in the order of treatment. ``nicknames``: True gives each phone a name in jest.
    ``floor``: voices below which nothing is split or quoted, 3 to 20. ``pays_at``, ``gains_at``:
    where a side's mean effect says that it pays, or gains. ``also_asks``: who else is asked about
    on ballots, codes of Beyond. Raises ValueUnknown, NumberOutOfRange, ThresholdOutOfRange.
    """
    if language is not None:
        known_language(language)
    if wall_pace is not None and wall_pace not in tuple(WallPace):
        raise ValueUnknown(field="wall_pace", value=wall_pace)
    if floor is not None and not (isinstance(floor, int) and LOWEST_FLOOR <= floor <= MOST_FLOOR):
        raise NumberOutOfRange(field="floor", low=LOWEST_FLOOR, high=MOST_FLOOR)
    check_thresholds(
        pays_at=PAYS_AT if pays_at is None else pays_at,
        gains_at=GAINS_AT if gains_at is None else gains_at,
    )
    said = {
        "language": language,
        "wall_pace": wall_pace,
        "relieve_first": relieve_first,
        "nicknames": nicknames,
        "floor": floor,
        "pays_at": pays_at,
        "gains_at": gains_at,
        "also_asks": None if also_asks is None else clean_also_asks(also_asks),
    }
    values = {name: value for name, value in said.items() if value is not None}
    of_phones = {"language", "nicknames", "floor", "also_asks"}
    room = bool(of_phones & values.keys())
    with change(house, actor, Gesture.SAVE_SETTINGS, room=room) as deed:
        _update(deed.connection, deed.workshop, **values)


def clean_also_asks(asked: Sequence[str]) -> list[str]:
    """Who else is asked about on ballots, in the order of Beyond. Raises ValueUnknown."""
    for whom in asked:
        if whom not in tuple(Beyond):
            raise ValueUnknown(field="also_asks", value=whom)
    return [whom.value for whom in Beyond if whom in asked]


def set_phase(house: House, actor: Facilitating, phase: str) -> Phase:
    """Jump to any phase; the app advises, it does not forbid. Raises ValueUnknown."""
    if phase not in tuple(Phase):
        raise ValueUnknown(field="phase", value=phase)
    with change(house, actor, Gesture.SET_PHASE, room=True) as deed:
        _enter(deed, Phase(phase))
        deed.trace.says(about="", before=deed.workshop.phase, after=phase)
    return Phase(phase)


def go_on(house: House, actor: Facilitating, *, seen: Phase) -> Phase:
    """The phase that the agenda has after ``seen``, the phase the screen showed.

    Its break, if it has one there, begins. A second tap, or a second facilitator on an older
    screen, changes nothing: a phase is never skipped. Gives the phase the workshop is in.
    """
    with change(house, actor, Gesture.GO_ON, room=True) as deed:
        current, agenda = deed.workshop.phase, deed.workshop.agenda
        target = next_phase(current, road_of(agenda)) if current == seen else None
        if target is None:
            return current
        _enter(deed, target, break_minutes=break_after(agenda, current))
        deed.trace.says(about="", before=current, after=target)
        return target


def _enter(deed: Deed, phase: Phase, *, break_minutes: int = 0) -> None:
    """The workshop comes into a phase: what belonged to the last one is over."""
    _update(
        deed.connection,
        deed.workshop,
        phase=phase,
        projector_topic=None,
        replay_frame=None,
        replay_since=None,
        closes_at=None,
        revealed=False,
        **day.enter(deed, phase, break_minutes=break_minutes),
    )
    person = tables.participant
    deed.connection.execute(
        update(person)
        .where(person.c.workshop_id == deed.workshop.id, person.c.ready.is_(True))
        .values(ready=False)
    )
    end_prompts(deed)
    match phase:
        case Phase.MOOD:
            begin_moods(deed)
        case Phase.VOTE:
            begin_vote(deed)
        case Phase.CLOSE:
            begin_exit(deed)


def push_focus(house: House, actor: Facilitating, *, step: str, side: str) -> None:
    """Say which step and side the room speaks of: phones then ask only − or + and a sentence.

    ``step``: a step's id, ``any``, or "" for free choice; ``side`` alike, "" for free choice. A
    step of one side's own life cycle brings its side with it.
    Raises StepUnknown, ValueUnknown.
    """
    if side and side not in tuple(Side):
        raise ValueUnknown(field="side", value=side)
    with change(house, actor, Gesture.PUSH_FOCUS, room=True) as deed:
        if step and step != ANY_STEP:
            found = journeys.find_step(deed.connection, deed.workshop.id, step)
            step = str(found.id)
            side = side if found.lane is Lane.BOTH else Side(found.lane)
        _update(deed.connection, deed.workshop, focus_step=step, focus_side=side)


def set_door(house: House, actor: Facilitating, *, is_open: bool) -> None:
    """Let newcomers in, or not; those already here stay."""
    _save(house, actor, Gesture.SET_DOOR, room=True, becomes=_ajar(is_open), door_open=is_open)


def open_to_sponsor(house: House, actor: Facilitating, *, is_open: bool) -> None:
    """Open or close the sponsor's page; phones are told that a sponsor will see results."""
    state = _ajar(is_open)
    _save(house, actor, Gesture.OPEN_TO_SPONSOR, room=True, becomes=state, sponsor_open=is_open)


def blank_projector(house: House, actor: Facilitating, *, blank: bool) -> None:
    """Blank the projector window, or show it again."""
    _save(house, actor, Gesture.BLANK_PROJECTOR, projector_blank=blank)


def _ajar(is_open: bool) -> str:
    """What the log of deeds says of a door."""
    return "open" if is_open else "closed"


def new_link(house: House, actor: Facilitating, role: Role) -> str:
    """A fresh link's token for a role; the older ones of that role keep working until revoked."""
    with change(house, actor, Gesture.NEW_LINK) as deed:
        deed.trace.says(after=role)
        return insert_link(house, deed.connection, deed.workshop.id, role)


def revoke_links(house: House, actor: Facilitating, role: Role) -> int:
    """Revoke every link of a role, at once on open pages too; gives how many there were."""
    link = tables.access_link
    with change(house, actor, Gesture.REVOKE_LINKS) as deed:
        deed.trace.says(after=role)
        result = deed.connection.execute(
            update(link)
            .where(
                link.c.workshop_id == deed.workshop.id,
                link.c.role == role,
                link.c.revoked_at.is_(None),
            )
            .values(revoked_at=house.clock())
        )
        return result.rowcount


def new_recovery(house: House, actor: Facilitating) -> str:
    """A fresh recovery code, shown once; the older one opens nothing any more."""
    recovery_code = new_recovery_code(secrets.SystemRandom())
    _save(house, actor, Gesture.NEW_RECOVERY, recovery_hash=hash_token(recovery_code))
    return recovery_code


def _save(
    house: House,
    actor: Facilitating,
    gesture: Gesture,
    *,
    room: bool = False,
    becomes: str = "",
    **values: Any,
) -> None:
    """``becomes``: the code of what it is now, for the log of deeds."""
    with change(house, actor, gesture, room=room) as deed:
        deed.trace.says(after=becomes)
        _update(deed.connection, deed.workshop, **values)


def _update(connection: Connection, workshop: Workshop, **values: Any) -> None:
    if values:
        connection.execute(
            update(tables.workshop).where(tables.workshop.c.id == workshop.id).values(values)
        )
