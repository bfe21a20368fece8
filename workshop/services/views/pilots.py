"""Pilots with what both sides said before and after, and what that comes to."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from workshop.domain.codes import label_of
from workshop.domain.pilots import Outcome, Read, judge_pilot
from workshop.domain.words import Moment, PilotDecision, Side
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.rows import Workshop
from workshop.services.transaction import snapshot
from workshop.services.views.measures import (
    Measured,
    MeasureLine,
    ReadingLine,
    measured,
    measures_of,
    reading_line,
)
from workshop.storage import tables

_NOTHING = judge_pilot((), ())


@dataclass(frozen=True, slots=True)
class PilotMeasure(Measured):
    """A measure as one pilot reads it; None on a day when it was not read."""

    before: ReadingLine | None = None
    after: ReadingLine | None = None

    @property
    def ends(self) -> tuple[ReadingLine | None, ReadingLine | None]:
        return self.before, self.after


@dataclass(frozen=True, slots=True)
class PilotLine:
    """A pilot and its outcome. ``action``, ``project``: labels. ``decision``: None until then."""

    label: str
    title: str
    tried_with: str
    starts_on: date | None
    ends_on: date | None
    action: str | None
    project: str | None
    measures: tuple[PilotMeasure, ...]
    outcome: Outcome = _NOTHING
    decision: PilotDecision | None = None
    because: str = ""
    decided_on: date | None = None

    def of(self, side: Side) -> tuple[PilotMeasure, ...]:
        return tuple(line for line in self.measures if line.side is side)

    @property
    def is_two_sided(self) -> bool:
        """True when each side has a measure: nothing is read before."""
        return {line.side for line in self.measures} == set(Side)

    def waits_for(self, moment: Moment) -> tuple[PilotMeasure, ...]:
        """The measures that were not read yet before, or after."""
        return tuple(
            line
            for line in self.measures
            if (line.before if moment is Moment.BEFORE else line.after) is None
        )

    @property
    def voices(self) -> int | None:
        """The fewest voices behind any reading of it; None while none of them is known."""
        said = [
            found.sample.voices
            for line in self.measures
            for found in (line.before, line.after)
            if found is not None and found.sample.voices is not None
        ]
        return min(said, default=None)


@dataclass(frozen=True, slots=True)
class PilotsView:
    """All pilots of a workshop, in the order of their labels, and its measures.

    ``actions``, ``projects``: what may be tried, label by label, in words.
    """

    revision: int
    pilots: tuple[PilotLine, ...]
    measures: tuple[MeasureLine, ...]
    actions: dict[str, str] = field(default_factory=dict)
    projects: dict[str, str] = field(default_factory=dict)

    def pilot(self, label: str) -> PilotLine | None:
        return next((line for line in self.pilots if line.label == label), None)


def read_pilots(house: House, actor: Facilitating) -> PilotsView:
    """What was tried, and what became of both sides. Raises WorkshopUnknown."""
    with snapshot(house, actor) as seen:
        connection, workshop = seen.connection, seen.workshop
        return PilotsView(
            revision=seen.revision,
            pilots=pilots_of(connection, workshop),
            measures=measures_of(connection, workshop),
            actions=_names(connection, workshop, tables.action.c.what, "A"),
            projects=_names(connection, workshop, tables.project.c.title, "J"),
        )


def pilots_of(connection: Connection, workshop: Workshop) -> tuple[PilotLine, ...]:
    """All pilots inside an open snapshot, in the order of their labels."""
    pilot, action, project = tables.pilot, tables.action, tables.project
    measures = _measures(connection, workshop)
    return tuple(
        _line(row, tuple(measures[row.id]))
        for row in connection.execute(
            select(pilot, action.c.number.label("action"), project.c.number.label("project"))
            .select_from(pilot)
            .outerjoin(action, action.c.id == pilot.c.action_id)
            .outerjoin(project, project.c.id == pilot.c.project_id)
            .where(pilot.c.workshop_id == workshop.id)
            .order_by(pilot.c.number)
        )
    )


def outcome_of(connection: Connection, workshop: Workshop, label: str) -> Outcome:
    """What a pilot that is there comes to, inside an open transaction."""
    return next(line.outcome for line in pilots_of(connection, workshop) if line.label == label)


def _line(row: Any, measures: tuple[PilotMeasure, ...]) -> PilotLine:
    reads: dict[Side, list[Read]] = {side: [] for side in Side}
    for line in measures:
        reads[line.side].append(line.read)
    return PilotLine(
        label=f"E{row.number}",
        title=row.title,
        tried_with=row.tried_with,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        action=label_of("A", row.action),
        project=label_of("J", row.project),
        measures=measures,
        outcome=judge_pilot(reads[Side.CLIENT], reads[Side.EMPLOYEE]),
        decision=PilotDecision(row.decision) if row.decision else None,
        because=row.because,
        decided_on=row.decided_on,
    )


def _measures(connection: Connection, workshop: Workshop) -> dict[int, list[PilotMeasure]]:
    """By the id of the pilot: its measures, the client's side first, with both readings."""
    measure, pilot, tie, reading = (
        tables.measure,
        tables.pilot,
        tables.pilot_measure,
        tables.reading,
    )
    read = {
        (row.pilot_id, row.measure_id, row.moment): reading_line(row)
        for row in connection.execute(
            select(reading)
            .join(pilot, pilot.c.id == reading.c.pilot_id)
            .where(pilot.c.workshop_id == workshop.id)
        )
    }
    found: dict[int, list[PilotMeasure]] = defaultdict(list)
    for row in connection.execute(
        select(tie.c.pilot_id, measure)
        .join(measure, measure.c.id == tie.c.measure_id)
        .where(measure.c.workshop_id == workshop.id)
        .order_by(measure.c.side, measure.c.number)
    ):
        found[row.pilot_id].append(
            PilotMeasure(
                *measured(row),
                before=read.get((row.pilot_id, row.id, Moment.BEFORE)),
                after=read.get((row.pilot_id, row.id, Moment.AFTER)),
            )
        )
    return found


def _names(connection: Connection, workshop: Workshop, said: Any, letter: str) -> dict[str, str]:
    table = said.table
    return {
        f"{letter}{row.number}": row[1]
        for row in connection.execute(
            select(table.c.number, said)
            .where(table.c.workshop_id == workshop.id)
            .order_by(table.c.number)
        )
    }
