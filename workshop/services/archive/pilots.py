"""What is measured of both sides, and pilots."""

import math
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from workshop.domain.errors import (
    DatesReversed,
    NumberOutOfRange,
    PilotSidePays,
    PilotUnread,
    TextEmpty,
)
from workshop.domain.pilots import Outcome, Read, Sample, change, judge_pilot, read_change
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_optional
from workshop.domain.words import Better, Moment, PilotDecision, Side
from workshop.services.archive.passage import Entering, Labels, Leaving, found
from workshop.services.archive.plan_records import MeasureRecord, PilotRecord, ReadingRecord
from workshop.services.archive.proofs import (
    at,
    distinct,
    labelled,
    number_of,
    one_of,
    there,
    within,
)
from workshop.services.archive.records import Archive
from workshop.services.archive.storing import store, store_ties
from workshop.services.measures import MeasureDraft, clean_measure
from workshop.services.pilots import PilotDraft, clean_pilot
from workshop.storage import tables

_MEASURE = ("side", "name", "unit", "better", "matters_from")
_PILOT = ("title", "tried_with", "starts_on", "ends_on", "decision", "because", "decided_on")
_READING = ("moment", "taken_on", "mean", "spread", "voices", "came_from")
"""The columns that a file holds under the same name."""

_OF_A_PILOT = (Moment.BEFORE, Moment.AFTER)

MOST = 10**12
"""Of any figure: beyond it a table cannot be read, and a mean cannot be computed."""
MOST_VOICES = 10**9


def read_measures(out: Leaving) -> tuple[MeasureRecord, ...]:
    return tuple(
        MeasureRecord(label=f"M{row.number}", **{name: getattr(row, name) for name in _MEASURE})
        for row in out.by_rank(tables.measure)
    )


def read_pilots(out: Leaving) -> tuple[PilotRecord, ...]:
    actions, projects = out.labels(tables.action, "A"), out.labels(tables.project, "J")
    tie, measures = tables.pilot_measure, out.labels(tables.measure, "M")
    measured: dict[int, list[str]] = {}
    for row in out.connection.execute(select(tie).where(tie.c.measure_id.in_(measures))):
        measured.setdefault(row.pilot_id, []).append(measures[row.measure_id])
    return tuple(
        PilotRecord(
            label=f"E{row.number}",
            action=actions.get(row.action_id),
            project=projects.get(row.project_id),
            measures=tuple(sorted(measured.get(row.id, ()), key=number_of)),
            **{name: getattr(row, name) for name in _PILOT},
        )
        for row in out.by_rank(tables.pilot)
    )


def read_readings(out: Leaving) -> tuple[ReadingRecord, ...]:
    reading = tables.reading
    measures, pilots = out.labels(tables.measure, "M"), out.labels(tables.pilot, "E")
    said = [
        ReadingRecord(
            measure=measures[row.measure_id],
            pilot=pilots.get(row.pilot_id),
            **{name: getattr(row, name) for name in _READING},
        )
        for row in out.connection.execute(
            select(reading)
            .where(reading.c.measure_id.in_(measures))
            .order_by(reading.c.taken_on, reading.c.id)
        )
    ]
    return tuple(sorted(said, key=lambda one: (number_of(one.measure), one.taken_on)))


def check_measure(record: MeasureRecord) -> MeasureRecord:
    labelled(record.label, "M")
    draft = MeasureDraft(**{name: getattr(record, name) for name in _MEASURE})
    values: dict[str, Any] = clean_measure(draft)
    return replace(record, **values)


def check_pilot(record: PilotRecord, labels: Labels) -> PilotRecord:
    labelled(record.label, "E")
    there(record.action, labels.actions)
    there(record.project, labels.projects)
    for measure in record.measures:
        there(measure, labels.measures)
    distinct("measures", record.measures)
    one_of("decision", record.decision, {"", *PilotDecision})
    because = clean_optional(record.because, limit=NOTE_LIMIT)
    if record.decision and not because:
        raise TextEmpty()
    draft = PilotDraft(record.title, record.tried_with, record.starts_on, record.ends_on)
    values: dict[str, Any] = clean_pilot(draft)
    return replace(record, because=because, **values)


def check_reading(record: ReadingRecord, labels: Labels) -> ReadingRecord:
    there(record.measure, labels.measures)
    there(record.pilot, labels.pilots)
    one_of("moment", record.moment, _OF_A_PILOT if record.pilot else (Moment.FOLLOW,))
    _within("mean", record.mean)
    if record.spread is not None:
        _within("spread", record.spread, low=0)
    if record.voices is not None:
        within("voices", record.voices, 1, MOST_VOICES)
    return replace(record, came_from=clean_optional(record.came_from, limit=TITLE_LIMIT))


def check_pilots(archive: Archive) -> None:
    """What was read for each pilot, and what was decided then, can have happened.

    Raises FileUnreadable: a pilot is read by its own measures, before and then after; and nothing
    is generalised where a side pays, or where nobody can tell.
    """
    pilots = {pilot.label: pilot for pilot in archive.pilots}
    begun = {
        (one.pilot, one.measure): one.taken_on
        for one in archive.readings
        if one.moment == Moment.BEFORE
    }
    for place, one in enumerate(archive.readings):
        with at(f"readings[{place}]"):
            if one.pilot is not None:
                there(one.measure, pilots[one.pilot].measures)
            if one.taken_on < begun.get((one.pilot, one.measure), one.taken_on):
                raise DatesReversed(name=one.measure)
    for place, pilot in enumerate(archive.pilots):
        if pilot.decision == PilotDecision.GENERALISE:
            with at(f"pilots[{place}]"):
                _refuse_to_generalise(pilot.label, _outcome(pilot, archive))


def _outcome(pilot: PilotRecord, archive: Archive) -> Outcome:
    """What the readings of a pilot come to."""
    said = {
        (one.measure, one.moment): Sample(one.mean, one.spread, one.voices)
        for one in archive.readings
        if one.pilot == pilot.label
    }
    reads: dict[Side, list[Read]] = {side: [] for side in Side}
    for measure in archive.measures:
        if measure.label in pilot.measures:
            before, after = (said.get((measure.label, moment)) for moment in _OF_A_PILOT)
            found = change(before, after, Better(measure.better)) if before and after else None
            reads[Side(measure.side)].append(read_change(found, measure.matters_from))
    return judge_pilot(reads[Side.CLIENT], reads[Side.EMPLOYEE])


def _refuse_to_generalise(label: str, outcome: Outcome) -> None:
    if outcome.a_side_pays:
        raise PilotSidePays(pilot=label)
    if outcome.is_unread:
        raise PilotUnread(pilot=label)


def _within(field: str, value: float, *, low: float = -MOST) -> None:
    """A number there is, and no more than a table can hold. Raises NumberOutOfRange."""
    if not math.isfinite(value) or not low <= value <= MOST:
        raise NumberOutOfRange(field=field, low=low, high=MOST)


def take_measures(into: Entering) -> None:
    store(
        into.connection,
        tables.measure,
        [
            {
                "workshop_id": into.workshop_id,
                "number": number_of(measure.label),
                "rank": rank,
                "changed": 1,
                **{name: getattr(measure, name) for name in _MEASURE},
            }
            for rank, measure in into.ranked(into.archive.measures)
        ],
    )
    into.measures = into.numbered(tables.measure)


def take_pilots(into: Entering) -> None:
    store(
        into.connection,
        tables.pilot,
        [
            {
                "workshop_id": into.workshop_id,
                "number": number_of(pilot.label),
                "rank": rank,
                "action_id": found(into.actions, pilot.action),
                "project_id": found(into.projects, pilot.project),
                "changed": 1,
                **{name: getattr(pilot, name) for name in _PILOT},
            }
            for rank, pilot in into.ranked(into.archive.pilots)
        ],
    )
    into.pilots = into.numbered(tables.pilot)
    store_ties(
        into.connection,
        tables.pilot_measure,
        into.pilots,
        into.measures,
        ((pilot.label, pilot.measures) for pilot in into.archive.pilots),
    )
    store(
        into.connection,
        tables.reading,
        [
            {
                "measure_id": into.measures[number_of(record.measure)],
                "pilot_id": found(into.pilots, record.pilot),
                **{name: getattr(record, name) for name in _READING},
            }
            for record in into.archive.readings
        ],
    )
