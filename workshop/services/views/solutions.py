"""Solutions with what the room said of them."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from workshop.domain.transfer import Rating, Verdict, judge
from workshop.domain.words import Side
from workshop.services.rows import Workshop
from workshop.services.views.merged import survivors
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class SolutionLine:
    label: str
    title: str
    topics: tuple[str, ...]
    verdict: Verdict
    ballots: int


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
    return tuple(
        SolutionLine(
            label=f"S{row.number}",
            title=row.title,
            topics=tuple(f"T{number}" for number in ties.get(row.id, ())),
            verdict=judge(ballots.get(row.id, ())),
            ballots=len(ballots.get(row.id, ())),
        )
        for row in connection.execute(
            select(solution)
            .where(solution.c.workshop_id == workshop.id)
            .order_by(solution.c.number)
        )
    )
