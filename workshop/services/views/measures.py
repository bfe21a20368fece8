"""Measures with what was read of them since their baseline, for the whole programme."""

from abc import ABC, abstractmethod
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from workshop.domain.pilots import Change, Read, Sample, change, read_change
from workshop.domain.words import Better, Moment, Side
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.rows import Workshop
from workshop.services.transaction import snapshot
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """What a measure said on a day. ``came_from``: the survey or tool it was taken from."""

    taken_on: date
    sample: Sample
    came_from: str = ""


@dataclass(frozen=True, slots=True)
class Measured(ABC):
    """A measure, and two of its readings that are set against each other."""

    label: str
    side: Side
    name: str
    unit: str
    better: Better
    matters_from: float

    @property
    @abstractmethod
    def ends(self) -> tuple[ReadingLine | None, ReadingLine | None]:
        """The earlier reading and the later one; None where there is none yet."""

    @property
    def change(self) -> Change | None:
        """From the earlier reading to the later; None where too few voices say so."""
        first, last = self.ends
        if first is None or last is None:
            return None
        return change(first.sample, last.sample, self.better)

    @property
    def read(self) -> Read:
        return read_change(self.change, self.matters_from)


@dataclass(frozen=True, slots=True)
class MeasureLine(Measured):
    """A measure and the readings of the whole programme, the oldest first.

    ``pilots``: what those are called that are judged by it.
    """

    readings: tuple[ReadingLine, ...] = ()
    pilots: tuple[str, ...] = ()

    @property
    def baseline(self) -> ReadingLine | None:
        """What it said before anything had changed: its first reading."""
        return self.readings[0] if self.readings else None

    @property
    def latest(self) -> ReadingLine | None:
        """Its newest reading; None while there is only the baseline."""
        return self.readings[-1] if len(self.readings) > 1 else None

    @property
    def ends(self) -> tuple[ReadingLine | None, ReadingLine | None]:
        return self.baseline, self.latest


@dataclass(frozen=True, slots=True)
class MeasuresView:
    """All measures of a workshop, in the order of their labels."""

    revision: int
    measures: tuple[MeasureLine, ...]

    def of(self, side: Side) -> tuple[MeasureLine, ...]:
        return tuple(line for line in self.measures if line.side is side)

    def measure(self, label: str) -> MeasureLine | None:
        return next((line for line in self.measures if line.label == label), None)


def read_measures(house: House, actor: Facilitating) -> MeasuresView:
    """What is measured of both sides. Raises WorkshopUnknown."""
    with snapshot(house, actor) as seen:
        return MeasuresView(seen.revision, measures_of(seen.connection, seen.workshop))


def measures_of(connection: Connection, workshop: Workshop) -> tuple[MeasureLine, ...]:
    """The same inside an open snapshot."""
    measure, reading, tie = tables.measure, tables.reading, tables.pilot_measure
    readings: dict[int, list[ReadingLine]] = defaultdict(list)
    for row in connection.execute(
        select(reading)
        .join(measure)
        .where(measure.c.workshop_id == workshop.id, reading.c.moment == Moment.FOLLOW)
        .order_by(reading.c.taken_on, reading.c.id)
    ):
        readings[row.measure_id].append(reading_line(row))
    pilots: dict[int, list[str]] = defaultdict(list)
    for row in connection.execute(
        select(tie.c.measure_id, tables.pilot.c.title)
        .join(tables.pilot, tables.pilot.c.id == tie.c.pilot_id)
        .where(tables.pilot.c.workshop_id == workshop.id)
        .order_by(tables.pilot.c.number)
    ):
        pilots[row.measure_id].append(row.title)
    return tuple(
        MeasureLine(
            *measured(row),
            readings=tuple(readings[row.id]),
            pilots=tuple(pilots[row.id]),
        )
        for row in connection.execute(
            select(measure).where(measure.c.workshop_id == workshop.id).order_by(measure.c.number)
        )
    )


def measured(row: Any) -> tuple[str, Side, str, str, Better, float]:
    """The fields of a Measured, in their order, of a row of the table ``measure``."""
    better, label = Better(row.better), f"M{row.number}"
    return label, Side(row.side), row.name, row.unit, better, row.matters_from


def reading_line(row: Any) -> ReadingLine:
    """A row of the table ``reading``."""
    return ReadingLine(
        row.taken_on, Sample(row.mean, row.spread, row.voices), came_from=row.came_from
    )
