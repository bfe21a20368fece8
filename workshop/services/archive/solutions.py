"""Solutions, what the room thinks of them, and who would help."""

import secrets
from dataclasses import replace

from sqlalchemy import select

from workshop.domain.errors import ValueUnknown
from workshop.domain.text import CARD_LIMIT, NOTE_LIMIT, clean_optional, clean_text
from workshop.domain.transfer import RATING_HIGH, RATING_LOW
from workshop.domain.words import SolutionStatus, Tick
from workshop.services.archive.passage import Entering, Labels, Leaving
from workshop.services.archive.plan_records import HelpRecord
from workshop.services.archive.proofs import distinct, labelled, number_of, one_of, there, within
from workshop.services.archive.records import RatingRecord, SolutionRecord
from workshop.services.archive.storing import ids_of, store, store_ties
from workshop.services.workshops import NAME_LIMIT
from workshop.storage import tables

MOST = 5
"""Of benefit and effort."""

_LEFT_OUT_OR_NOT = (
    "suppliers",
    "citizens",
    "benefit_low",
    "benefit_high",
    "effort_low",
    "effort_high",
)
"""What a ballot may say beside the three effects."""


def read_solutions(out: Leaving) -> tuple[SolutionRecord, ...]:
    tie, solution = tables.solution_topic, tables.solution
    ties: dict[int, set[str]] = {}
    for row in out.connection.execute(
        select(tie).join(solution).where(solution.c.workshop_id == out.workshop.id)
    ):
        if row.topic_id in out.topics:
            ties.setdefault(row.solution_id, set()).add(out.topics[row.topic_id])
    causes = _causes_of(out)
    return tuple(
        SolutionRecord(
            label=f"S{row.number}",
            title=row.title,
            topics=tuple(sorted(ties.get(row.id, ()), key=number_of)),
            voice=out.voices.get(row.participant_id),
            causes=tuple(sorted(causes.get(row.id, ()), key=number_of)),
            ticks=tuple(tick for tick in Tick if tick in row.ticks),
            status=row.status,
            automates=row.automates,
            human_answer=row.human_answer,
            pain_answer=row.pain_answer,
        )
        for row in out.solution_rows
    )


def _causes_of(out: Leaving) -> dict[int, set[str]]:
    """The labels of the causes that an idea is tied to, by its id."""
    tie, solution = tables.solution_cause, tables.solution
    labels = out.labels(tables.cause, "R")
    ties: dict[int, set[str]] = {}
    for row in out.connection.execute(
        select(tie).join(solution).where(solution.c.workshop_id == out.workshop.id)
    ):
        ties.setdefault(row.solution_id, set()).add(labels[row.cause_id])
    return ties


def read_helpers(out: Leaving) -> tuple[HelpRecord, ...]:
    offer, solution = tables.help_offer, tables.solution
    return tuple(
        HelpRecord(solution=out.solutions[row.solution_id], name=row.name)
        for row in out.connection.execute(
            select(offer)
            .join(solution)
            .where(solution.c.workshop_id == out.workshop.id)
            .order_by(offer.c.rank, offer.c.id)
        )
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
            **{name: getattr(row, name) for name in _LEFT_OUT_OR_NOT},
        )
        for row in out.connection.execute(
            select(rating)
            .join(solution)
            .where(solution.c.workshop_id == out.workshop.id)
            .order_by(rating.c.rank, rating.c.id)
        )
    )


def check_solution(record: SolutionRecord, labels: Labels) -> SolutionRecord:
    labelled(record.label, "S")
    there(record.voice, labels.voices)
    for topic in record.topics:
        there(topic, labels.topics)
    distinct("topics", record.topics)
    for cause in record.causes:
        there(cause, labels.causes)
    distinct("causes", record.causes)
    for tick in record.ticks:
        one_of("ticks", tick, tuple(Tick))
    distinct("ticks", record.ticks)
    one_of("status", record.status, tuple(SolutionStatus))
    return replace(
        record,
        title=clean_text(record.title, limit=CARD_LIMIT),
        human_answer=clean_optional(record.human_answer, limit=NOTE_LIMIT),
        pain_answer=clean_optional(record.pain_answer, limit=NOTE_LIMIT),
    )


def check_helper(record: HelpRecord, labels: Labels) -> HelpRecord:
    there(record.solution, labels.solutions)
    return replace(record, name=clean_text(record.name, limit=NAME_LIMIT))


def check_rating(record: RatingRecord, labels: Labels) -> RatingRecord:
    there(record.solution, labels.solutions)
    there(record.voice, labels.voices)
    within("client", record.client, RATING_LOW, RATING_HIGH)
    within("employee", record.employee, RATING_LOW, RATING_HIGH)
    within("usability", record.usability, RATING_LOW, RATING_HIGH)
    for name in ("suppliers", "citizens"):
        _within_if_said(name, getattr(record, name), RATING_LOW, RATING_HIGH)
    for name in ("benefit", "effort"):
        low, high = getattr(record, f"{name}_low"), getattr(record, f"{name}_high")
        _within_if_said(name, low, 1, MOST)
        _within_if_said(name, high, 1, MOST)
        if (low is None) != (high is None) or (low is not None and low > high):
            raise ValueUnknown(field=name, value=f"{low}…{high}")
    return record


def _within_if_said(field: str, value: int | None, low: int, high: int) -> None:
    if value is not None:
        within(field, value, low, high)


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
                "ticks": list(idea.ticks),
                "status": idea.status,
                "automates": idea.automates,
                "human_answer": idea.human_answer,
                "pain_answer": idea.pain_answer,
                "changed": 1,
            }
            for rank, idea in into.ranked(into.archive.solutions)
        ],
    )
    into.solutions = ids_of(into.connection, tables.solution, "number", into.workshop_id)
    store_ties(
        into.connection,
        tables.solution_topic,
        into.solutions,
        into.topics,
        ((idea.label, idea.topics) for idea in into.archive.solutions),
    )
    store_ties(
        into.connection,
        tables.solution_cause,
        into.solutions,
        into.causes,
        ((idea.label, idea.causes) for idea in into.archive.solutions),
    )
    _take_ratings(into)
    _take_helpers(into)


def _take_helpers(into: Entering) -> None:
    """Nobody's phone is known here: the keys are new, and nobody can take an offer back."""
    store(
        into.connection,
        tables.help_offer,
        [
            {
                "solution_id": into.solutions[number_of(offer.solution)],
                "help_key": secrets.token_hex(32),
                "rank": rank,
                "name": offer.name,
            }
            for rank, offer in into.ranked(into.archive.helpers)
        ],
    )


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
                **{name: getattr(rating, name) for name in _LEFT_OUT_OR_NOT},
            }
            for rank, rating in into.ranked(into.archive.ratings)
        ],
    )
