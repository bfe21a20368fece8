"""Which ideas come first: benefit against effort, and the room's order beside the stakeholders'."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, select

from workshop.domain.ranking import (
    GAP_TOLD,
    Mark,
    Opinion,
    Places,
    compare_orders,
    opinion_of,
)
from workshop.domain.weighing import Crossing
from workshop.domain.words import SolutionStatus, Subject
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.journeys import read_steps
from workshop.services.ratings import revealed_points
from workshop.services.rows import Workshop
from workshop.services.stakeholders import read_ideas_to_rank
from workshop.services.standing import read_standing
from workshop.services.transaction import snapshot
from workshop.services.views.solutions import SolutionLine, read_solutions
from workshop.services.views.votes import read_rounds
from workshop.storage import tables


class Basis(StrEnum):
    """What the room's order rests on."""

    VOTES = "votes"
    RANGES = "ranges"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class RankedIdea:
    """An idea with what the room and the stakeholders make of it.

    ``score``: the room's, None where it has none; ``asked``: stakeholders are asked about it.
    ``places``: in both orders, None where one of them says nothing.
    """

    line: SolutionLine
    score: float | None
    asked: bool
    opinion: Opinion | None
    places: Places | None

    @property
    def gap(self) -> int:
        """By how many places the stakeholders put it higher than the room."""
        return self.places.gap if self.places else 0


@dataclass(frozen=True, slots=True)
class Stakeholder:
    """One who is asked. ``answered``: of how many of the ideas asked about they said something."""

    label: str
    name: str
    answered: int


@dataclass(frozen=True, slots=True)
class RankingView:
    """The ideas that were not left aside, the room's first one first."""

    revision: int
    basis: Basis
    ideas: tuple[RankedIdea, ...]
    stakeholders: tuple[Stakeholder, ...]

    @property
    def asked(self) -> int:
        """About how many ideas stakeholders are asked."""
        return sum(idea.asked for idea in self.ideas)

    @property
    def silent(self) -> tuple[Stakeholder, ...]:
        """Who has not answered for every idea yet."""
        return tuple(found for found in self.stakeholders if found.answered < self.asked)

    @property
    def gaps(self) -> tuple[RankedIdea, ...]:
        """The ideas that the two orders put far apart, the widest gap first."""
        wide = [idea for idea in self.ideas if abs(idea.gap) >= GAP_TOLD]
        return tuple(sorted(wide, key=lambda idea: -abs(idea.gap)))

    def worth(self, crossing: Crossing) -> tuple[RankedIdea, ...]:
        """The ideas of one crossing of benefit and effort."""
        return tuple(
            idea for idea in self.ideas if idea.line.worth and idea.line.worth.crossing is crossing
        )


def read_ranking(house: House, actor: Facilitating) -> RankingView:
    """Both orders, for the facilitator. Raises WorkshopUnknown."""
    with snapshot(house, actor) as seen:
        return _ranking(seen.connection, seen.workshop)


def _ranking(connection: Connection, workshop: Workshop) -> RankingView:
    ids = {idea.id: idea.label for idea in read_ideas_to_rank(connection, workshop)}
    asked = set(ids.values())
    lines = [
        line
        for line in read_solutions(connection, workshop, read_steps(connection, workshop.id))
        if line.status is not SolutionStatus.SET_ASIDE
    ]
    basis, scores = _room(connection, workshop, lines)
    marks = _marks(connection, workshop)
    opinions = {label: opinion_of(given.values()) for label, given in marks.items()}
    places = compare_orders(
        scores,
        {label: opinion.score for label, opinion in opinions.items() if opinion is not None},
    )
    ideas = [
        RankedIdea(
            line=line,
            score=scores.get(line.label),
            asked=line.label in asked,
            opinion=opinions.get(line.label),
            places=places.get(line.label),
        )
        for line in lines
    ]
    return RankingView(
        revision=workshop.revision,
        basis=basis,
        ideas=tuple(sorted(ideas, key=lambda idea: (idea.score is None, -(idea.score or 0.0)))),
        stakeholders=_stakeholders(connection, workshop, marks, asked),
    )


def _room(
    connection: Connection, workshop: Workshop, lines: Sequence[SolutionLine]
) -> tuple[Basis, dict[str, float]]:
    """What the room thinks of each idea: its points once a round on ideas was revealed, else how
    far its benefit is above its effort."""
    voted = [
        found
        for found in read_rounds(connection, workshop)
        if found.revealed and found.subject is Subject.SOLUTIONS
    ]
    if voted:
        chosen = {f"S{number}" for number in voted[-1].chosen}
        points = _by_label(connection, workshop, revealed_points(connection, workshop))
        here = [line.label for line in lines if not chosen or line.label in chosen]
        return Basis.VOTES, {label: float(points.get(label, 0)) for label in here}
    scores = {
        line.label: line.benefit.centre - line.effort.centre
        for line in lines
        if line.benefit and line.effort
    }
    return (Basis.RANGES if scores else Basis.NOTHING), scores


def _by_label(
    connection: Connection, workshop: Workshop, points: Mapping[int, int]
) -> dict[str, int]:
    standing = read_standing(connection, workshop.id, Subject.SOLUTIONS)
    return {label: points.get(id_, 0) for id_, label in standing.labels.items()}


def _marks(connection: Connection, workshop: Workshop) -> dict[str, dict[str, Mark]]:
    """By idea, then by person (labels), what those who rank today have said."""
    ballot, solution, person = tables.stakeholder_ballot, tables.solution, tables.person
    found: dict[str, dict[str, Mark]] = {}
    for row in connection.execute(
        select(
            ballot.c.feasibility,
            ballot.c.buy_in,
            solution.c.number.label("idea"),
            person.c.number.label("person"),
        )
        .select_from(ballot.join(solution).join(person))
        .where(
            person.c.workshop_id == workshop.id,
            person.c.ranks,
            solution.c.status != SolutionStatus.SET_ASIDE,
        )
    ):
        marks = found.setdefault(f"S{row.idea}", {})
        marks[f"P{row.person}"] = Mark(row.feasibility, row.buy_in)
    return found


def _stakeholders(
    connection: Connection,
    workshop: Workshop,
    marks: Mapping[str, Mapping[str, Mark]],
    asked: Collection[str],
) -> tuple[Stakeholder, ...]:
    person = tables.person
    rows = connection.execute(
        select(person.c.number, person.c.name)
        .where(person.c.workshop_id == workshop.id, person.c.ranks)
        .order_by(person.c.number)
    )
    return tuple(
        Stakeholder(
            label=f"P{row.number}",
            name=row.name,
            answered=sum(f"P{row.number}" in marks.get(label, ()) for label in asked),
        )
        for row in rows
    )
