"""Solutions, what the room thinks of them, and actions."""

from dataclasses import replace

from sqlalchemy import select

from workshop.domain.text import CARD_LIMIT, clean_text
from workshop.domain.transfer import RATING_HIGH, RATING_LOW
from workshop.services.actions import ActionDraft, clean_action
from workshop.services.archive.passage import Entering, Labels, Leaving
from workshop.services.archive.proofs import distinct, labelled, number_of, there, within
from workshop.services.archive.records import ActionRecord, RatingRecord, SolutionRecord
from workshop.services.archive.storing import ids_of, store
from workshop.storage import tables


def read_solutions(out: Leaving) -> tuple[SolutionRecord, ...]:
    tie, solution = tables.solution_topic, tables.solution
    ties: dict[int, set[str]] = {}
    for row in out.connection.execute(
        select(tie).join(solution).where(solution.c.workshop_id == out.workshop.id)
    ):
        if row.topic_id in out.topics:
            ties.setdefault(row.solution_id, set()).add(out.topics[row.topic_id])
    return tuple(
        SolutionRecord(
            label=f"S{row.number}",
            title=row.title,
            topics=tuple(sorted(ties.get(row.id, ()), key=number_of)),
            voice=out.voices.get(row.participant_id),
        )
        for row in out.solution_rows
    )


def read_ratings(out: Leaving) -> tuple[RatingRecord, ...]:
    rating, solution = tables.rating, tables.solution
    return tuple(
        RatingRecord(
            solution=out.solutions[row.solution_id],
            voice=out.voices[row.participant_id],
            client=row.client,
            employee=row.employee,
            usability=row.usability,
        )
        for row in out.connection.execute(
            select(rating)
            .join(solution)
            .where(solution.c.workshop_id == out.workshop.id)
            .order_by(rating.c.rank, rating.c.id)
        )
    )


def read_actions(out: Leaving) -> tuple[ActionRecord, ...]:
    return tuple(
        ActionRecord(
            label=f"A{row.number}",
            what=row.what,
            owner=row.owner,
            to_confirm_with=row.to_confirm_with,
            due=row.due,
            measure=row.measure,
            status=row.status,
            topic=out.topics.get(row.topic_id),
            solution=out.solutions.get(row.solution_id),
        )
        for row in out.by_rank(tables.action)
    )


def check_solution(record: SolutionRecord, labels: Labels) -> SolutionRecord:
    labelled(record.label, "S")
    there(record.voice, labels.voices)
    for topic in record.topics:
        there(topic, labels.topics)
    distinct("topics", record.topics)
    return replace(record, title=clean_text(record.title, limit=CARD_LIMIT))


def check_rating(record: RatingRecord, labels: Labels) -> RatingRecord:
    there(record.solution, labels.solutions)
    there(record.voice, labels.voices)
    within("client", record.client, RATING_LOW, RATING_HIGH)
    within("employee", record.employee, RATING_LOW, RATING_HIGH)
    within("usability", record.usability, RATING_LOW, RATING_HIGH)
    return record


def check_action(record: ActionRecord, labels: Labels) -> ActionRecord:
    labelled(record.label, "A")
    there(record.topic, labels.topics)
    there(record.solution, labels.solutions)
    cleaned = clean_action(
        ActionDraft(
            what=record.what,
            owner=record.owner,
            to_confirm_with=record.to_confirm_with,
            due=record.due,
            measure=record.measure,
            status=record.status,
        )
    )
    return replace(
        record,
        what=str(cleaned["what"]),
        owner=str(cleaned["owner"]),
        to_confirm_with=str(cleaned["to_confirm_with"]),
        measure=str(cleaned["measure"]),
    )


def take_solutions(into: Entering) -> None:
    store(
        into.connection,
        tables.solution,
        [
            {
                "workshop_id": into.workshop_id,
                "solution_id": into.house.new_uuid(),
                "number": number_of(idea.label),
                "rank": rank,
                "participant_id": None if idea.voice is None else into.voices[idea.voice],
                "title": idea.title,
                "changed": 1,
            }
            for rank, idea in into.ranked(into.archive.solutions)
        ],
    )
    into.solutions = ids_of(into.connection, tables.solution, "number", into.workshop_id)
    store(
        into.connection,
        tables.solution_topic,
        [
            {
                "solution_id": into.solutions[number_of(idea.label)],
                "topic_id": into.topics[number_of(topic)],
            }
            for idea in into.archive.solutions
            for topic in idea.topics
        ],
    )
    _take_ratings(into)


def _take_ratings(into: Entering) -> None:
    store(
        into.connection,
        tables.rating,
        [
            {
                "solution_id": into.solutions[number_of(rating.solution)],
                "participant_id": into.voices[rating.voice],
                "rank": rank,
                "client": rating.client,
                "employee": rating.employee,
                "usability": rating.usability,
            }
            for rank, rating in into.ranked(into.archive.ratings)
        ],
    )


def take_actions(into: Entering) -> None:
    store(
        into.connection,
        tables.action,
        [
            {
                "workshop_id": into.workshop_id,
                "number": number_of(action.label),
                "rank": rank,
                "what": action.what,
                "owner": action.owner,
                "to_confirm_with": action.to_confirm_with,
                "due": action.due,
                "measure": action.measure,
                "status": action.status,
                "topic_id": None if action.topic is None else into.topics[number_of(action.topic)],
                "solution_id": (
                    None if action.solution is None else into.solutions[number_of(action.solution)]
                ),
                "changed": 1,
            }
            for rank, action in into.ranked(into.archive.actions)
        ],
    )
