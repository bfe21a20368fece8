"""Solutions with what the room said of them."""

from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from workshop.domain.transfer import Verdict
from workshop.domain.weighing import Range, Worth, worth_of
from workshop.domain.words import SolutionStatus, Tick, Transfer
from workshop.services.journeys import Step
from workshop.services.main_steps import read_human_topics, steps_of
from workshop.services.rows import Workshop
from workshop.services.views.merged import survivors
from workshop.services.weighed import read_weighed
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class SolutionLine:
    """An idea as its facilitator sees it. ``topics``, ``causes``: labels.

    ``helpers``: the names of those who would help, in random order; for no other audience.
    ``benefit``, ``effort``: None while too few have said them. ``human_steps``: the titles of the
    human moments that it is about, the main steps of its topics. ``pain_answer``: what is answered
    to the side that pays; ``human_answer``: what stays human where it ``automates``.
    """

    label: str
    title: str
    topics: tuple[str, ...]
    verdict: Verdict
    ballots: int
    causes: tuple[str, ...] = ()
    ticks: tuple[Tick, ...] = ()
    helpers: tuple[str, ...] = field(default=(), repr=False)
    benefit: Range | None = None
    effort: Range | None = None
    status: SolutionStatus = SolutionStatus.PROPOSED
    automates: bool = False
    human_answer: str = ""
    pain_answer: str = ""
    human_steps: tuple[str, ...] = ()

    @property
    def is_tied(self) -> bool:
        """True when it answers something: without, it waits to be tied."""
        return bool(self.topics or self.causes)

    @property
    def win_win(self) -> bool:
        """One side gains and the other does not lose, each by its own ballots."""
        return self.verdict.win_win

    @property
    def worth(self) -> Worth | None:
        """Its benefit against its effort; None while one of them is unknown."""
        return worth_of(self.benefit, self.effort)

    @property
    def lacks_pain_answer(self) -> bool:
        """A side pays, and nothing is answered to it yet."""
        return self.verdict.transfer is Transfer.RED and not self.pain_answer

    @property
    def lacks_human_answer(self) -> bool:
        """A machine takes the place of people at a human moment, and nobody says what stays."""
        return self.automates and bool(self.human_steps) and not self.human_answer

    @property
    def answer_owed(self) -> bool:
        """It was adopted before it turned red, or before it took a human moment away."""
        adopted = self.status is SolutionStatus.ADOPTED
        return adopted and (self.lacks_pain_answer or self.lacks_human_answer)


def read_solutions(
    connection: Connection, workshop: Workshop, steps: tuple[Step, ...]
) -> tuple[SolutionLine, ...]:
    """The solutions of a workshop, by number. ``steps``: of its journeys."""
    solution = tables.solution
    rows = connection.execute(
        select(solution).where(solution.c.workshop_id == workshop.id).order_by(solution.c.number)
    ).all()
    weighed = read_weighed(connection, workshop, [row.id for row in rows])
    ties = _topics(connection, workshop)
    human = read_human_topics(connection, workshop.id, steps)
    causes, helpers = _causes(connection, workshop), _helpers(connection, workshop)
    return tuple(
        SolutionLine(
            label=f"S{row.number}",
            title=row.title,
            topics=tuple(f"T{number}" for number in ties.get(row.id, ())),
            verdict=weighed[row.id].verdict,
            ballots=weighed[row.id].ballots,
            causes=causes.get(row.id, ()),
            ticks=tuple(Tick(tick) for tick in row.ticks),
            helpers=helpers.get(row.id, ()),
            benefit=weighed[row.id].benefit,
            effort=weighed[row.id].effort,
            status=SolutionStatus(row.status),
            automates=row.automates,
            human_answer=row.human_answer,
            pain_answer=row.pain_answer,
            human_steps=steps_of(ties.get(row.id, ()), human),
        )
        for row in rows
    )


def _topics(connection: Connection, workshop: Workshop) -> dict[int, list[int]]:
    """The numbers of the topics that each solution (id) answers today."""
    tie, topic = tables.solution_topic, tables.topic
    stands = survivors(connection, workshop)
    ties: dict[int, list[int]] = {}
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
    return ties


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
