"""Readings: what a measure said on a day, for a pilot or for the whole programme."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select, update

from workshop.domain.errors import (
    DatesReversed,
    FigureUnusable,
    MeasureUnknown,
    PilotDecided,
    PilotOneSided,
    ReadingUnknown,
    ValueUnknown,
)
from workshop.domain.gestures import Gesture
from workshop.domain.pilots import Sample
from workshop.domain.samples import read_values, sample_of
from workshop.domain.text import TITLE_LIMIT, clean_optional
from workshop.domain.words import Moment, Side
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.labels import MEASURE, PILOT, find_id, find_row
from workshop.services.measures import clean_figure
from workshop.services.transaction import Deed, change
from workshop.storage import tables

MOST_VOICES = 10**9


@dataclass(frozen=True, slots=True)
class ReadingDraft:
    """What a form says of a reading.

    ``pilot``: a label, None for the whole programme. ``moment``: before or after for a pilot,
    follow without one. ``values``: answers one by one, as pasted; they are turned into mean,
    spread and voices, and not kept. Without them ``mean`` is asked for; ``spread`` (standard
    deviation) and ``voices`` are None where nobody knows.
    """

    measure: str
    moment: str
    taken_on: date
    pilot: str | None = None
    values: str = ""
    mean: float | None = None
    spread: float | None = None
    voices: int | None = None
    came_from: str = ""


def record_reading(house: House, actor: Facilitating, draft: ReadingDraft) -> Sample:
    """Keep what a measure said, and give it; the same moment of the same pilot, or the same day
    of the programme, said again replaces it.

    Raises MeasureUnknown, PilotUnknown, PilotDecided, PilotOneSided, DatesReversed (after would
    come before before), and what ``clean_reading`` raises.
    """
    values = clean_reading(draft)
    with change(house, actor, Gesture.RECORD_READING) as deed:
        measure_id = find_id(deed, MEASURE, draft.measure)
        pilot_id = _open_pilot(deed, draft, measure_id) if draft.pilot else None
        same = _same(measure_id, pilot_id, draft.moment, draft.taken_on)
        row = {"measure_id": measure_id, "pilot_id": pilot_id, **values}
        found = deed.connection.scalar(select(tables.reading.c.id).where(*same))
        if found is None:
            deed.connection.execute(insert(tables.reading).values(row))
        else:
            deed.connection.execute(
                update(tables.reading).where(tables.reading.c.id == found).values(row)
            )
    return Sample(values["mean"], values["spread"], values["voices"])


def remove_reading(
    house: House,
    actor: Facilitating,
    measure: str,
    *,
    moment: str,
    taken_on: date,
    pilot: str | None = None,
) -> None:
    """Take a reading back.

    Raises MeasureUnknown, PilotUnknown, PilotDecided, ReadingUnknown.
    """
    with change(house, actor, Gesture.REMOVE_READING) as deed:
        measure_id = find_id(deed, MEASURE, measure)
        pilot_id = find_open_pilot(deed, pilot).id if pilot else None
        same = _same(measure_id, pilot_id, moment, taken_on)
        gone = deed.connection.execute(
            delete(tables.reading).where(*same, tables.reading.c.taken_on == taken_on)
        )
        if gone.rowcount == 0:
            raise ReadingUnknown(measure=measure)


def clean_reading(draft: ReadingDraft) -> dict[str, Any]:
    """Its columns, fit to be stored.

    Raises ValueUnknown (moment), ValuesUnreadable, TooMany (values), FigureUnusable (mean, spread
    or voices), TextTooLong.
    """
    allowed = (Moment.BEFORE, Moment.AFTER) if draft.pilot else (Moment.FOLLOW,)
    if draft.moment not in allowed:
        raise ValueUnknown(field="moment", value=draft.moment)
    sample = _sample(draft)
    return {
        "moment": draft.moment,
        "taken_on": draft.taken_on,
        "mean": sample.mean,
        "spread": sample.spread,
        "voices": sample.voices,
        "came_from": clean_optional(draft.came_from, limit=TITLE_LIMIT),
    }


def _sample(draft: ReadingDraft) -> Sample:
    """Of the pasted values, else what the form says."""
    values = read_values(draft.values)
    if values:
        return sample_of(values)
    if draft.mean is None:
        raise FigureUnusable(field="mean")
    if draft.voices is not None and not 1 <= draft.voices <= MOST_VOICES:
        raise FigureUnusable(field="voices")
    if draft.spread is not None and not draft.spread >= 0:
        raise FigureUnusable(field="spread")
    return Sample(
        mean=clean_figure("mean", draft.mean),
        spread=None if draft.spread is None else clean_figure("spread", draft.spread),
        voices=draft.voices,
    )


def _same(
    measure_id: int, pilot_id: int | None, moment: str, taken_on: date
) -> list[ColumnElement[bool]]:
    """Which row a reading is: one a moment of a pilot, one a day of the whole programme."""
    reading = tables.reading
    whose = [reading.c.measure_id == measure_id, reading.c.moment == moment]
    if pilot_id is None:
        return [*whose, reading.c.pilot_id.is_(None), reading.c.taken_on == taken_on]
    return [*whose, reading.c.pilot_id == pilot_id]


def _open_pilot(deed: Deed, draft: ReadingDraft, measure_id: int) -> int:
    """The pilot that may be read with this measure on this day."""
    pilot_id: int = find_open_pilot(deed, draft.pilot or "").id
    sides = {
        row.id: row.side
        for row in deed.connection.execute(
            select(tables.measure.c.id, tables.measure.c.side)
            .join(tables.pilot_measure)
            .where(tables.pilot_measure.c.pilot_id == pilot_id)
        )
    }
    if measure_id not in sides:
        raise MeasureUnknown(measure=draft.measure)
    if set(sides.values()) != set(Side):
        raise PilotOneSided(pilot=draft.pilot)
    _check_order(deed, draft, measure_id, pilot_id)
    return pilot_id


def _check_order(deed: Deed, draft: ReadingDraft, measure_id: int, pilot_id: int) -> None:
    """The day before comes before the day after, whichever is said first."""
    reading = tables.reading
    is_after = draft.moment == Moment.AFTER
    other = deed.connection.execute(
        select(reading.c.taken_on).where(
            reading.c.measure_id == measure_id,
            reading.c.pilot_id == pilot_id,
            reading.c.moment == (Moment.BEFORE if is_after else Moment.AFTER),
        )
    ).scalar()
    if other is None:
        return
    before, after = (other, draft.taken_on) if is_after else (draft.taken_on, other)
    if after < before:
        raise DatesReversed(name=draft.measure)


def find_open_pilot(deed: Deed, label: str) -> Any:
    """The row of a pilot that is not decided. Raises PilotUnknown, PilotDecided."""
    row = find_row(deed, PILOT, label)
    if row.decision:
        raise PilotDecided(pilot=f"E{row.number}")
    return row
