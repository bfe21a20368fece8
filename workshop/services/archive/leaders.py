"""What leaders gave: commitments, and the answers of the sponsor."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from workshop.domain.errors import FileUnreadable
from workshop.domain.leaders import Prompt
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_optional, clean_text
from workshop.services.archive.passage import Entering, Labels, Leaving
from workshop.services.archive.plan_records import CommitmentRecord, SponsorAnswerRecord
from workshop.services.archive.proofs import one_of, there
from workshop.services.archive.storing import store
from workshop.services.commitments import CommitmentDraft, clean_commitment
from workshop.storage import tables

_COMMITMENT = ("level", "who", "what", "due", "proof", "kept_on")
_ANSWER = ("prompt", "text", "said_by", "said_on")
"""The columns that a file holds under the same name."""


def read_commitments(out: Leaving) -> tuple[CommitmentRecord, ...]:
    commitment = tables.commitment
    return tuple(
        CommitmentRecord(**{name: getattr(row, name) for name in _COMMITMENT})
        for row in out.ordered(commitment, commitment.c.rank, commitment.c.id)
    )


def read_answers(out: Leaving) -> tuple[SponsorAnswerRecord, ...]:
    decisions = out.ordered(tables.decision, tables.decision.c.id)
    places = {row.id: str(place) for place, row in enumerate(decisions, 1)}
    return tuple(
        SponsorAnswerRecord(
            decision=places.get(row.decision_id), **{name: getattr(row, name) for name in _ANSWER}
        )
        for row in out.ordered(tables.sponsor_answer, tables.sponsor_answer.c.id)
    )


def check_commitment(record: CommitmentRecord) -> CommitmentRecord:
    draft = CommitmentDraft(**{name: getattr(record, name) for name in _COMMITMENT})
    values: dict[str, Any] = clean_commitment(draft)
    return replace(record, **values)


def check_answer(record: SponsorAnswerRecord, labels: Labels) -> SponsorAnswerRecord:
    """It answers a decision or a prompt, and not both."""
    there(record.decision, labels.decisions)
    if record.decision is None:
        one_of("prompt", record.prompt, tuple(Prompt))
    elif record.prompt:
        raise FileUnreadable(reason="value_unknown", field="prompt", value=record.prompt)
    return replace(
        record,
        text=clean_text(record.text, limit=NOTE_LIMIT),
        said_by=clean_optional(record.said_by, limit=TITLE_LIMIT),
    )


def take_leaders(into: Entering) -> None:
    """In the order of the file: answers find a decision by its place."""
    store(
        into.connection,
        tables.commitment,
        [
            {
                "workshop_id": into.workshop_id,
                "rank": rank,
                **{name: getattr(record, name) for name in _COMMITMENT},
            }
            for rank, record in into.ranked(into.archive.commitments)
        ],
    )
    decision = tables.decision
    ids = into.connection.scalars(
        select(decision.c.id)
        .where(decision.c.workshop_id == into.workshop_id)
        .order_by(decision.c.id)
    ).all()
    store(
        into.connection,
        tables.sponsor_answer,
        [
            {
                "workshop_id": into.workshop_id,
                "answer_id": into.house.new_uuid(),
                "decision_id": None if one.decision is None else ids[int(one.decision) - 1],
                **{name: getattr(one, name) for name in _ANSWER},
            }
            for one in into.archive.sponsor_answers
        ],
    )
