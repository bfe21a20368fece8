"""What is said at the weekly point, the sponsor's review and the change board: the minutes."""

from dataclasses import dataclass, fields
from datetime import date, timedelta

from sqlalchemy import delete, insert, select, update

from workshop.domain.errors import (
    DayAhead,
    MeetingExists,
    MeetingUnknown,
    ScreenStale,
    TextEmpty,
    ValueUnknown,
)
from workshop.domain.gestures import Gesture
from workshop.domain.text import clean_lines
from workshop.domain.words import MeetingKind
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.transaction import Deed, change
from workshop.storage import tables

BOX_LIMIT = 2_000
MINUTES_LIMIT = 10_000
"""Characters of one of the four boxes, and of the minutes."""

_BOXES = ("progress", "successes", "blockers", "next_steps")


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """What a form says of a meeting: its day, four boxes and the minutes, of several lines each."""

    kind: str
    held_on: date
    progress: str = ""
    successes: str = ""
    blockers: str = ""
    next_steps: str = ""
    minutes: str = ""


def add_meeting(house: House, actor: Facilitating, draft: MeetingDraft) -> int:
    """Keep the minutes of a meeting; gives its id. The same minutes again change nothing.

    Raises ValueUnknown (kind), TextEmpty (a weekly point or a review without a word), TextTooLong,
    DayAhead, and MeetingExists when there was one of that kind on that day.
    """
    values = _said(draft)
    with change(house, actor, Gesture.ADD_MEETING) as deed:
        check_day(house, draft.held_on)
        there = deed.connection.execute(
            select(tables.meeting).where(
                tables.meeting.c.workshop_id == deed.workshop.id,
                tables.meeting.c.kind == values["kind"],
                tables.meeting.c.held_on == draft.held_on,
            )
        ).one_or_none()
        if there is None:
            return _insert(deed, values)
        if all(there._mapping[name] == value for name, value in values.items()):
            return int(there.id)
        raise MeetingExists(day=draft.held_on)


def save_meeting(
    house: House,
    actor: Facilitating,
    meeting_id: int,
    draft: MeetingDraft,
    *,
    seen: MeetingDraft | None = None,
) -> None:
    """Replace what was kept of a meeting; its kind stays.

    ``seen``: what the screen had shown. Raises MeetingUnknown, ScreenStale when somebody else has
    written meanwhile, and what ``add_meeting`` raises.
    """
    values = _said(draft)
    meeting = tables.meeting
    with change(house, actor, Gesture.SAVE_MEETING) as deed:
        check_day(house, draft.held_on)
        rows = {
            row.id: row
            for row in deed.connection.execute(
                select(meeting).where(
                    meeting.c.workshop_id == deed.workshop.id, meeting.c.kind == values["kind"]
                )
            )
        }
        if meeting_id not in rows:
            raise MeetingUnknown(meeting=meeting_id)
        if seen is not None and seen != _draft_of(rows[meeting_id]):
            raise ScreenStale()
        if any(row.held_on == draft.held_on for row in rows.values() if row.id != meeting_id):
            raise MeetingExists(day=draft.held_on)
        deed.connection.execute(update(meeting).where(meeting.c.id == meeting_id).values(**values))


def remove_meeting(house: House, actor: Facilitating, meeting_id: int) -> None:
    """Forget the minutes; what was decided there stays decided. Raises MeetingUnknown."""
    meeting = tables.meeting
    with change(house, actor, Gesture.REMOVE_MEETING) as deed:
        gone = deed.connection.execute(
            delete(meeting).where(
                meeting.c.id == meeting_id, meeting.c.workshop_id == deed.workshop.id
            )
        )
        if gone.rowcount == 0:
            raise MeetingUnknown(meeting=meeting_id)


def session_of(deed: Deed, kind: MeetingKind, held_on: date) -> int:
    """Inside an open change: the meeting of that kind on that day, which is made if need be.

    Raises DayAhead.
    """
    meeting = tables.meeting
    check_day(deed.house, held_on)
    found: int | None = deed.connection.scalar(
        select(meeting.c.id).where(
            meeting.c.workshop_id == deed.workshop.id,
            meeting.c.kind == kind,
            meeting.c.held_on == held_on,
        )
    )
    return found or _insert(deed, clean_meeting(MeetingDraft(kind, held_on)))


def clean_meeting(draft: MeetingDraft) -> dict[str, object]:
    """The columns of a meeting, fit to be stored. Raises ValueUnknown (kind), TextTooLong."""
    if draft.kind not in tuple(MeetingKind):
        raise ValueUnknown(field="kind", value=draft.kind)
    return {
        "kind": str(draft.kind),
        "held_on": draft.held_on,
        **{box: clean_lines(getattr(draft, box), limit=BOX_LIMIT) for box in _BOXES},
        "minutes": clean_lines(draft.minutes, limit=MINUTES_LIMIT),
    }


def check_day(house: House, day: date) -> None:
    """A day on which something can have happened, wherever on earth. Raises DayAhead."""
    if day > house.clock().date() + timedelta(days=1):
        raise DayAhead(day=day)


def _said(draft: MeetingDraft) -> dict[str, object]:
    """What a person wants kept: a change board may have nothing but its decisions."""
    values = clean_meeting(draft)
    if draft.kind != MeetingKind.BOARD and not any(values[name] for name in (*_BOXES, "minutes")):
        raise TextEmpty()
    return values


def _draft_of(row: object) -> MeetingDraft:
    return MeetingDraft(**{field.name: getattr(row, field.name) for field in fields(MeetingDraft)})


def _insert(deed: Deed, values: dict[str, object]) -> int:
    meeting_id: int = deed.connection.execute(
        insert(tables.meeting)
        .values(workshop_id=deed.workshop.id, **values)
        .returning(tables.meeting.c.id)
    ).scalar_one()
    return meeting_id
