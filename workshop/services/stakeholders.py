"""Named stakeholders rank ideas beside the room, each on a page of their own."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from workshop.domain.errors import (
    MarkMissing,
    NumberOutOfRange,
    SolutionUnknown,
    StakeholderUnknown,
)
from workshop.domain.ranking import MARK_HIGH, MARK_LOW, Mark
from workshop.domain.words import SolutionStatus
from workshop.services.actors import Named
from workshop.services.house import House
from workshop.services.ratings import LEADING, revealed_points
from workshop.services.rows import Workshop
from workshop.services.transaction import change_as_person
from workshop.storage import tables
from workshop.storage.upsert import insert_or_update

_FIELDS = ("feasibility", "buy_in")
_NUMBERS = {str(number): number for number in range(MARK_LOW, MARK_HIGH + 1)}


@dataclass(frozen=True, slots=True)
class Idea:
    """An idea that stakeholders are asked about."""

    id: int
    label: str
    title: str


def rank_solutions(house: House, actor: Named, marks: Mapping[str, Mark]) -> None:
    """What a stakeholder thinks of ideas (by label), 1 to 5 each: all are kept, or none.

    Their last word counts. Raises WorkshopUnknown, StakeholderUnknown for somebody who is not
    asked, NumberOutOfRange, and SolutionUnknown, also for an idea that was left aside.
    """
    for mark in marks.values():
        clean_mark(mark)
    with change_as_person(house, actor) as (deed, person):
        if not person.ranks:
            raise StakeholderUnknown(name=person.name)
        ids = _ids(deed.connection, deed.workshop)
        unknown = [label for label in marks if label not in ids]
        if unknown:
            raise SolutionUnknown(solution=unknown[0])
        if not marks:
            return
        ballot = tables.stakeholder_ballot
        deed.connection.execute(
            insert_or_update(
                deed.connection,
                ballot,
                [ballot.c.person_id, ballot.c.solution_id],
                [ballot.c.feasibility, ballot.c.buy_in],
            ),
            [
                {
                    "person_id": person.id,
                    "solution_id": ids[label],
                    "feasibility": mark.feasibility,
                    "buy_in": mark.buy_in,
                }
                for label, mark in marks.items()
            ],
        )


def read_marks(sent: Mapping[str, str]) -> dict[str, Mark]:
    """The marks in a form with fields such as ``feasibility-S1`` and ``buy_in-S1``; others are
    not looked at.

    Raises MarkMissing (``solution``) where only one of both was given.
    """
    marks = {}
    for name in sent:
        label = name.partition("-")[2]
        feasibility, buy_in = (sent.get(f"{field}-{label}", "") for field in _FIELDS)
        if not feasibility and not buy_in:
            continue
        if not feasibility or not buy_in:
            raise MarkMissing(solution=label)
        marks[label] = Mark(_NUMBERS.get(feasibility, 0), _NUMBERS.get(buy_in, 0))
    return marks


def clean_mark(mark: Mark) -> Mark:
    """A mark that may be stored. Raises NumberOutOfRange (by field)."""
    for field, value in zip(_FIELDS, (mark.feasibility, mark.buy_in), strict=True):
        # A form may send 1.5 or nothing at all, whatever its buttons say.
        if type(value) is not int or not MARK_LOW <= value <= MARK_HIGH:
            raise NumberOutOfRange(field=field, low=MARK_LOW, high=MARK_HIGH)
    return mark


def read_ideas_to_rank(connection: Connection, workshop: Workshop) -> tuple[Idea, ...]:
    """The ideas stakeholders are asked about, by number: adopted ones, and those that lead.

    Leading: the eight with the most points of the newest round of votes on ideas that was
    revealed; without such a round, the eight with the most ballots.
    """
    solution, rating = tables.solution, tables.rating
    ballots = (
        select(func.count())
        .where(rating.c.solution_id == solution.c.id)
        .correlate(solution)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(
            solution.c.id,
            solution.c.number,
            solution.c.title,
            solution.c.status,
            ballots.label("ballots"),
        ).where(
            solution.c.workshop_id == workshop.id, solution.c.status != SolutionStatus.SET_ASIDE
        )
    ).all()
    points = revealed_points(connection, workshop)
    weight = points if points else {row.id: row.ballots for row in rows}
    proposed = [
        row
        for row in sorted(rows, key=lambda row: (-weight.get(row.id, 0), row.number))
        if row.status == SolutionStatus.PROPOSED and (not points or points.get(row.id))
    ]
    adopted = [row for row in rows if row.status == SolutionStatus.ADOPTED]
    return tuple(
        Idea(row.id, f"S{row.number}", row.title)
        for row in sorted([*adopted, *proposed[:LEADING]], key=lambda row: row.number)
    )


def _ids(connection: Connection, workshop: Workshop) -> dict[str, int]:
    """By label, the ideas that were not left aside."""
    solution = tables.solution
    return {
        f"S{row.number}": row.id
        for row in connection.execute(
            select(solution.c.number, solution.c.id).where(
                solution.c.workshop_id == workshop.id,
                solution.c.status != SolutionStatus.SET_ASIDE,
            )
        )
    }
