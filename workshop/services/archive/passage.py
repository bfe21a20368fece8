"""What every noun of an archive needs on its way out of the database, and in again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Table, select

from workshop.domain.words import Origin
from workshop.services.archive.proofs import number_of
from workshop.services.archive.records import Archive, QuestionRecord, VoteRecord
from workshop.services.archive.storing import ids_of, ranks
from workshop.services.house import House
from workshop.services.journeys import ANY_STEP, Step, read_steps
from workshop.services.personas import read_personas
from workshop.services.rows import Workshop
from workshop.services.transaction import Deed
from workshop.services.views.merged import survivors
from workshop.storage import tables

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Leaving:
    """A workshop on its way out: rows that several nouns need, and what files call them, by id.

    ``topics``: the label of the one that stands for it; ``own_topics``: its own, also of a topic
    that was merged since. ``personas`` and ``steps``: their place, from "1" on.
    """

    connection: Connection
    workshop: Workshop
    journey: Sequence[Step]
    people_rows: Sequence[Any]
    topic_rows: Sequence[Any]
    solution_rows: Sequence[Any]
    question_rows: Sequence[Any]
    voices: Mapping[int, int]
    steps: Mapping[int, str]
    personas: Mapping[int, str]
    topics: Mapping[int, str]
    own_topics: Mapping[int, str]
    solutions: Mapping[int, str]
    questions: Mapping[int, str]

    def by_rank(self, table: Table) -> Sequence[Any]:
        """The workshop's rows of a table, in the order of their random rank."""
        return _rows(self.connection, self.workshop, table, table.c.rank, table.c.number)

    def ordered(self, table: Table, *order: Column[Any]) -> Sequence[Any]:
        """The workshop's rows of a table in this order."""
        return _rows(self.connection, self.workshop, table, *order)

    def labels(self, table: Table, letter: str) -> dict[int, str]:
        """What files call the workshop's rows of a table, by their id."""
        rows = self.connection.execute(
            select(table.c.id, table.c.number).where(table.c.workshop_id == self.workshop.id)
        )
        return {row.id: f"{letter}{row.number}" for row in rows}


def leave(seen: Deed) -> Leaving:
    """Inside an open snapshot: a workshop ready to be read noun by noun."""
    connection, workshop = seen.connection, seen.workshop
    journey = read_steps(connection, workshop.id)
    people = [
        row
        for row in _rows(connection, workshop, tables.participant, tables.participant.c.voice)
        if row.origin != Origin.GONE
    ]
    topic, solution, question = tables.topic, tables.solution, tables.question
    topics = _rows(connection, workshop, topic, topic.c.rank, topic.c.number)
    solutions = _rows(connection, workshop, solution, solution.c.rank, solution.c.number)
    questions = _rows(connection, workshop, question, question.c.number)
    standing = survivors(connection, workshop)
    return Leaving(
        connection=connection,
        workshop=workshop,
        journey=journey,
        people_rows=people,
        topic_rows=topics,
        solution_rows=solutions,
        question_rows=questions,
        voices={row.id: row.voice for row in people},
        steps={step.id: str(step.position) for step in journey},
        personas={
            int(persona.id): str(place)
            for place, persona in enumerate(read_personas(connection, workshop.id), 1)
        },
        topics={topic_id: f"T{number}" for topic_id, number in standing.items()},
        own_topics={row.id: f"T{row.number}" for row in topics if row.id in standing},
        solutions={row.id: f"S{row.number}" for row in solutions},
        questions={row.id: f"Q{row.number}" for row in questions},
    )


def _rows(
    connection: Connection, workshop: Workshop, table: Table, *order: Column[Any]
) -> Sequence[Any]:
    return connection.execute(
        select(table).where(table.c.workshop_id == workshop.id).order_by(*order)
    ).all()


class Labels:
    """What an archive calls its things: what a record points at has to be among them."""

    def __init__(self, archive: Archive) -> None:
        self.steps = archive.steps
        self.places = {str(number) for number in range(1, len(archive.steps) + 1)} | {ANY_STEP}
        self.voices = {person.voice for person in archive.participants}
        self.topics = {topic.label for topic in archive.topics}
        self.merged = {topic.label for topic in archive.merged}
        self.cards = {card.label for card in archive.cards}
        self.solutions = {solution.label for solution in archive.solutions}
        self.rounds = {held.number for held in archive.topic_rounds}
        self.questions: Mapping[str, QuestionRecord] = {
            question.label: question for question in archive.questions
        }
        self.votes: Mapping[str, VoteRecord] = {vote.label: vote for vote in archive.votes}
        self.personas = {
            str(place): persona.side for place, persona in enumerate(archive.personas, 1)
        }
        self.causes = {cause.label for cause in archive.causes}
        self.people = {person.label for person in archive.people}
        self.domains = {domain.name for domain in archive.domains}
        self.projects = {project.label for project in archive.projects}
        self.actions = {action.label for action in archive.actions}
        self.measures = {measure.label for measure in archive.measures}
        self.pilots = {pilot.label for pilot in archive.pilots}
        self.meetings = {str(place) for place in range(1, len(archive.meetings) + 1)}
        self.decisions = {str(place) for place in range(1, len(archive.decisions) + 1)}


@dataclass(slots=True)
class Entering:
    """An archive on its way in. What was stored already is known by its number, or its place."""

    house: House
    connection: Connection
    workshop_id: int
    archive: Archive
    voices: dict[int, int] = field(default_factory=dict)
    steps: dict[str, int] = field(default_factory=dict)
    personas: dict[str, int] = field(default_factory=dict)
    topics: dict[int, int] = field(default_factory=dict)
    questions: dict[int, int] = field(default_factory=dict)
    cards: dict[int, int] = field(default_factory=dict)
    solutions: dict[int, int] = field(default_factory=dict)
    causes: dict[int, int] = field(default_factory=dict)
    people: dict[int, int] = field(default_factory=dict)
    domains: dict[str, int] = field(default_factory=dict)
    projects: dict[int, int] = field(default_factory=dict)
    actions: dict[int, int] = field(default_factory=dict)
    measures: dict[int, int] = field(default_factory=dict)
    pilots: dict[int, int] = field(default_factory=dict)
    meetings: dict[str, int] = field(default_factory=dict)

    def ranked(self, records: Sequence[T]) -> Iterable[tuple[int, T]]:
        """Each record with a random rank that keeps the order they have."""
        return zip(ranks(self.house, records), records, strict=True)

    def numbered(self, table: Table) -> dict[int, int]:
        """The ids of what was just stored in a table, by the number in their labels."""
        return ids_of(self.connection, table, "number", self.workshop_id)


def found(known: Mapping[int, int], label: str | None) -> int | None:
    """The id behind a label that ``check`` has let through; None for none."""
    return None if label is None else known[number_of(label)]
