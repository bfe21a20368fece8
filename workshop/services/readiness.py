"""How ready the programme is: six axes, one look a day, kept as a history."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import delete, insert

from workshop.domain.errors import NumberOutOfRange, ReadinessUnknown
from workshop.domain.gestures import Gesture
from workshop.domain.readiness import LEAST, MOST, Levels
from workshop.domain.text import NOTE_LIMIT, clean_optional
from workshop.domain.words import Axis
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.meetings import check_day
from workshop.services.transaction import Deed, change
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class ReadinessDraft:
    """``levels``: by axis from 1 to 5, None or absent where nobody could say."""

    taken_on: date
    levels: Levels = field(default_factory=dict)
    note: str = ""


def record_readiness(house: House, actor: Facilitating, draft: ReadinessDraft) -> None:
    """Keep how ready the programme is on a day; what was said for that day is replaced.

    Raises NumberOutOfRange (``level``), TextTooLong, DayAhead.
    """
    values = clean_readiness(draft)
    with change(house, actor, Gesture.RECORD_READINESS) as deed:
        check_day(house, draft.taken_on)
        _drop(deed, draft.taken_on)
        deed.connection.execute(
            insert(tables.readiness).values(workshop_id=deed.workshop.id, **values)
        )


def remove_readiness(house: House, actor: Facilitating, taken_on: date) -> None:
    """Forget what was said for a day. Raises ReadinessUnknown."""
    with change(house, actor, Gesture.REMOVE_READINESS) as deed:
        if not _drop(deed, taken_on):
            raise ReadinessUnknown(day=taken_on)


def clean_readiness(draft: ReadinessDraft) -> dict[str, object]:
    """Its columns, fit to be stored. Raises NumberOutOfRange (``level``), TextTooLong."""
    values: dict[str, object] = {}
    for axis in Axis:
        level = draft.levels.get(axis)
        if level is not None and (type(level) is not int or not LEAST <= level <= MOST):
            raise NumberOutOfRange(field="level", low=LEAST, high=MOST)
        values[str(axis)] = level
    return {
        **values,
        "taken_on": draft.taken_on,
        "note": clean_optional(draft.note, limit=NOTE_LIMIT),
    }


def _drop(deed: Deed, taken_on: date) -> bool:
    readiness = tables.readiness
    gone = deed.connection.execute(
        delete(readiness).where(
            readiness.c.workshop_id == deed.workshop.id, readiness.c.taken_on == taken_on
        )
    )
    return gone.rowcount > 0
