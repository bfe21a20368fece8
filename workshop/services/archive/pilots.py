"""What is measured of both sides, and pilots."""

import math
from dataclasses import replace

from sqlalchemy import select

from workshop.domain.errors import NumberOutOfRange
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_optional, clean_text
from workshop.domain.words import Better, Moment, PilotDecision, Side
from workshop.services.archive.passage import Entering, Labels, Leaving, found
from workshop.services.archive.plan_records import MeasureRecord, PilotRecord, ReadingRecord
from workshop.services.archive.proofs import distinct, labelled, number_of, one_of, there, within
from workshop.services.archive.storing import store
from workshop.storage import tables

_MEASURE = ("side", "name", "unit", "better", "matters_from")
_PILOT = ("title", "tried_with", "starts_on", "ends_on", "decision", "because", "decided_on")
_READING = ("moment", "taken_on", "mean", "spread", "voices", "came_from")
"""The columns that a file holds under the same name."""

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
    one_of("side", record.side, tuple(Side))
    one_of("better", record.better, tuple(Better))
    _within("matters_from", record.matters_from, low=0)
    return replace(
        record,
        name=clean_text(record.name, limit=TITLE_LIMIT),
        unit=clean_optional(record.unit, limit=TITLE_LIMIT),
    )


def check_pilot(record: PilotRecord, labels: Labels) -> PilotRecord:
    labelled(record.label, "E")
    there(record.action, labels.actions)
    there(record.project, labels.projects)
    for measure in record.measures:
        there(measure, labels.measures)
    distinct("measures", record.measures)
    one_of("decision", record.decision, {"", *PilotDecision})
    return replace(
        record,
        title=clean_text(record.title, limit=TITLE_LIMIT),
        tried_with=clean_optional(record.tried_with, limit=NOTE_LIMIT),
        because=clean_optional(record.because, limit=NOTE_LIMIT),
    )


def check_reading(record: ReadingRecord, labels: Labels) -> ReadingRecord:
    there(record.measure, labels.measures)
    there(record.pilot, labels.pilots)
    one_of("moment", record.moment, tuple(Moment))
    _within("mean", record.mean)
    if record.spread is not None:
        _within("spread", record.spread, low=0)
    if record.voices is not None:
        within("voices", record.voices, 1, MOST_VOICES)
    return replace(record, came_from=clean_optional(record.came_from, limit=TITLE_LIMIT))


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
    store(
        into.connection,
        tables.pilot_measure,
        [
            {
                "pilot_id": into.pilots[number_of(pilot.label)],
                "measure_id": into.measures[number_of(measure)],
            }
            for pilot in into.archive.pilots
            for measure in pilot.measures
        ],
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
