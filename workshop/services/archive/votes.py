"""Voting rounds, and the points of each voice."""

import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import repeat

from sqlalchemy import select, update

from workshop.domain.errors import ValueUnknown
from workshop.domain.text import (
    TITLE_LIMIT,
    clean_optional,
)
from workshop.domain.votes import BUDGET_LIMIT
from workshop.domain.words import (
    Subject,
)
from workshop.services.archive.passage import Entering, Labels, Leaving
from workshop.services.archive.proofs import (
    at,
    distinct,
    labelled,
    number_of,
    one_of,
    there,
    within,
)
from workshop.services.archive.records import (
    Archive,
    BallotRecord,
    VoteRecord,
)
from workshop.services.archive.storing import ids_of, store
from workshop.storage import tables

MOST_CODES, MOST_CODES_IN_ALL = 10_000, 100_000
"""Of one round, and of all of them."""


def read_votes(out: Leaving) -> tuple[VoteRecord, ...]:
    session, code = tables.vote_session, tables.vote_code
    codes: dict[int, list[int | None]] = {}
    for slip in out.connection.execute(
        select(code.c.session_id, code.c.participant_id)
        .join_from(code, session)
        .where(session.c.workshop_id == out.workshop.id)
    ):
        codes.setdefault(slip.session_id, []).append(out.voices.get(slip.participant_id))
    # A round names its targets by number: what was merged since stands under another.
    names: dict[Subject, dict[int, str | None]] = {
        Subject.TOPICS: {row.number: out.topics.get(row.id) for row in out.topic_rows},
        Subject.SOLUTIONS: {row.number: f"S{row.number}" for row in out.solution_rows},
    }
    rows = out.connection.execute(
        select(session).where(session.c.workshop_id == out.workshop.id).order_by(session.c.number)
    ).all()
    labels = {row.id: f"V{row.number}" for row in rows}
    return tuple(
        VoteRecord(
            label=labels[row.id],
            title=row.title,
            subject=row.subject,
            chosen=tuple(
                dict.fromkeys(
                    label
                    for number in row.chosen
                    if (label := names[Subject(row.subject)].get(number))
                )
            ),
            budget=row.budget,
            cap=row.cap,
            is_open=row.is_open,
            revealed=row.revealed,
            with_codes=row.with_codes,
            follows=labels.get(row.follows_id),
            codes=len(codes.get(row.id, ())),
            coded=tuple(sorted(voice for voice in codes.get(row.id, ()) if voice)),
        )
        for row in rows
    )


def read_ballots(out: Leaving) -> tuple[BallotRecord, ...]:
    """By rank; points on topics since merged are points on the one that stands for them."""
    ballot, session = tables.ballot, tables.vote_session
    given: dict[tuple[str, int, str], int] = {}
    for row in out.connection.execute(
        select(ballot, session.c.number.label("session"))
        .join_from(ballot, session)
        .where(session.c.workshop_id == out.workshop.id)
        .order_by(ballot.c.rank, ballot.c.id)
    ):
        target = out.topics.get(row.topic_id) or out.solutions.get(row.solution_id)
        if target is not None:
            key = (f"V{row.session}", out.voices[row.participant_id], target)
            given[key] = given.get(key, 0) + row.points
    return tuple(
        BallotRecord(session=label, voice=voice, target=target, points=points)
        for (label, voice, target), points in given.items()
    )


def check_vote(record: VoteRecord, labels: Labels) -> VoteRecord:
    labelled(record.label, "V")
    one_of("subject", record.subject, tuple(Subject))
    for target in record.chosen:
        there(target, labels.topics if record.subject == Subject.TOPICS else labels.solutions)
    distinct("chosen", record.chosen)
    within("budget", record.budget, 1, BUDGET_LIMIT)
    within("cap", record.cap, 1, record.budget)
    alike = {vote.label for vote in labels.votes.values() if vote.subject == record.subject}
    there(record.follows, alike - {record.label})
    for voice in record.coded:
        there(voice, labels.voices)
    distinct("coded", record.coded)
    within("codes", record.codes, len(record.coded), MOST_CODES)
    if record.is_open and record.revealed:
        raise ValueUnknown(field="revealed", value=record.label)
    return replace(record, title=clean_optional(record.title, limit=TITLE_LIMIT))


def check_ballot(record: BallotRecord, labels: Labels) -> BallotRecord:
    there(record.session, labels.votes)
    there(record.voice, labels.voices)
    session = labels.votes[record.session]
    there(record.target, labels.topics if session.subject == Subject.TOPICS else labels.solutions)
    within("points", record.points, 1, session.budget)
    return record


def check_banks(archive: Archive, labels: Labels) -> None:
    """Nobody has spent more than the budget of a round. Raises FileUnreadable."""
    spent: Counter[tuple[str, int]] = Counter()
    for index, ballot in enumerate(archive.ballots):
        spent[ballot.session, ballot.voice] += ballot.points
        with at(f"ballots[{index}]"):
            within(
                "points",
                spent[ballot.session, ballot.voice],
                1,
                labels.votes[ballot.session].budget,
            )


def check_slips(archive: Archive) -> None:
    """All rounds together: each slip is a row, which a small file could ask for by the million.

    Raises FileUnreadable.
    """
    printed = 0
    for index, vote in enumerate(archive.votes):
        printed += vote.codes
        with at(f"votes[{index}]"):
            within("codes", printed, 0, MOST_CODES_IN_ALL)


def take_votes(into: Entering) -> None:
    store(
        into.connection,
        tables.vote_session,
        [
            {
                "workshop_id": into.workshop_id,
                "number": number_of(vote.label),
                "title": vote.title,
                "subject": vote.subject,
                "chosen": [number_of(target) for target in vote.chosen],
                "budget": vote.budget,
                "cap": vote.cap,
                "is_open": vote.is_open,
                "revealed": vote.revealed,
                "with_codes": vote.with_codes,
            }
            for vote in into.archive.votes
        ],
    )
    sessions = ids_of(into.connection, tables.vote_session, "number", into.workshop_id)
    for vote in into.archive.votes:
        if vote.follows is not None:
            into.connection.execute(
                update(tables.vote_session)
                .where(tables.vote_session.c.id == sessions[number_of(vote.label)])
                .values(follows_id=sessions[number_of(vote.follows)])
            )
    _take_slips(into, sessions)
    _take_ballots(into, sessions)


def _take_slips(into: Entering, sessions: Mapping[int, int]) -> None:
    # The slips that were printed open nothing here: only how many there are, and who typed one.
    store(
        into.connection,
        tables.vote_code,
        [
            {
                "session_id": sessions[number_of(vote.label)],
                "code_hash": secrets.token_hex(32),
                "participant_id": None if voice is None else into.voices[voice],
            }
            for vote in into.archive.votes
            for voice in (*vote.coded, *repeat(None, vote.codes - len(vote.coded)))
        ],
    )


def _take_ballots(into: Entering, sessions: Mapping[int, int]) -> None:
    store(
        into.connection,
        tables.ballot,
        [
            {
                "session_id": sessions[number_of(ballot.session)],
                "participant_id": into.voices[ballot.voice],
                "rank": rank,
                "topic_id": into.topics.get(number_of(ballot.target)) if is_topic else None,
                "solution_id": None if is_topic else into.solutions.get(number_of(ballot.target)),
                "points": ballot.points,
            }
            for rank, ballot in into.ranked(into.archive.ballots)
            for is_topic in (ballot.target.startswith("T"),)
        ],
    )
