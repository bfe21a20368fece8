"""Solutions with what the room said of them."""

from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from workshop.domain.transfer import Rating, Verdict, judge
from workshop.domain.words import Side, Tick
from workshop.services.rows import Workshop
from workshop.services.views.merged import survivors
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class SolutionLine:
    """An idea as its facilitator sees it. ``topics``, ``causes``: labels.

    ``helpers``: the names of those who would help, in random order; for no other audience.
    """

    label: str
    title: str
    topics: tuple[str, ...]
    verdict: Verdict
    ballots: int
    causes: tuple[str, ...] = ()
    ticks: tuple[Tick, ...] = ()
    helpers: tuple[str, ...] = field(default=(), repr=False)

    @property
    def is_tied(self) -> bool:
        """True when it answers something: without, it waits to be tied."""
        return bool(self.topics or self.causes)


def read_solutions(connection: Connection, workshop: Workshop) -> tuple[SolutionLine, ...]:
    solution, rating, person = tables.solution, tables.rating, tables.participant
    ballots: dict[int, list[Rating]] = {}
    for row in connection.execute(
        select(rating, person.c.speaks_for)
        .join_from(rating, person)
        .join(solution, solution.c.id == rating.c.solution_id)
        .where(solution.c.workshop_id == workshop.id)
    ):
        ballots.setdefault(row.solution_id, []).append(
            Rating(Side(row.speaks_for), row.client, row.employee, row.usability)
        )
    ties: dict[int, list[int]] = {}
    tie, topic = tables.solution_topic, tables.topic
    stands = survivors(connection, workshop)
    for row in connection.execute(
        select(tie.c.solution_id, topic.c.id)
        .join_from(tie, topic)
        .where(topic.c.workshop_id == workshop.id)
        .order_by(topic.c.number)
    ):
        number = stands.get(row.id)
        held = ties.setdefault(row.solution_id, [])
        if number is not None and number not in held:
            held.append(number)
    causes, helpers = _causes(connection, workshop), _helpers(connection, workshop)
    return tuple(
        SolutionLine(
            label=f"S{row.number}",
            title=row.title,
            topics=tuple(f"T{number}" for number in ties.get(row.id, ())),
            verdict=judge(ballots.get(row.id, ())),
            ballots=len(ballots.get(row.id, ())),
            causes=causes.get(row.id, ()),
            ticks=tuple(Tick(tick) for tick in row.ticks),
            helpers=helpers.get(row.id, ()),
        )
        for row in connection.execute(
            select(solution)
            .where(solution.c.workshop_id == workshop.id)
            .order_by(solution.c.number)
        )
    )


def _causes(connection: Connection, workshop: Workshop) -> dict[int, tuple[str, ...]]:
    """The labels of the causes of each idea, by its id."""
    tie, cause = tables.solution_cause, tables.cause
    found: dict[int, list[str]] = {}
    for row in connection.execute(
        select(tie.c.solution_id, cause.c.number)
        .join_from(tie, cause)
        .where(cause.c.workshop_id == workshop.id)
        .order_by(cause.c.number)
    ):
        found.setdefault(row.solution_id, []).append(f"R{row.number}")
    return {solution_id: tuple(labels) for solution_id, labels in found.items()}


def _helpers(connection: Connection, workshop: Workshop) -> dict[int, tuple[str, ...]]:
    """The names of those who would help with each idea, by its id."""
    offer, solution = tables.help_offer, tables.solution
    found: dict[int, list[str]] = {}
    for row in connection.execute(
        select(offer.c.solution_id, offer.c.name)
        .join_from(offer, solution)
        .where(solution.c.workshop_id == workshop.id)
        .order_by(offer.c.rank)
    ):
        found.setdefault(row.solution_id, []).append(row.name)
    return {solution_id: tuple(names) for solution_id, names in found.items()}
