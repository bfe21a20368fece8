"""Decisions: asked of the sponsor, answered at a review of a day."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, insert, select, update

from workshop.domain.errors import DecisionUnknown
from workshop.domain.gestures import Gesture
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_optional, clean_text
from workshop.domain.words import MeetingKind
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.labels import check_own
from workshop.services.meetings import session_of
from workshop.services.transaction import Deed, change
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """What is asked, and, once it is answered, what the answer is and who gave it."""

    what: str
    answer: str = ""
    answered_by: str = ""


def ask_decision(house: House, actor: Facilitating, what: str) -> int:
    """Ask something of the sponsor, for the next review; gives its id.

    The same question again while it waits changes nothing. Raises TextEmpty, TextTooLong.
    """
    values = clean_decision(DecisionDraft(what))
    decision = tables.decision
    with change(house, actor, Gesture.ASK_DECISION) as deed:
        waiting: int | None = deed.connection.scalar(
            select(decision.c.id).where(
                decision.c.workshop_id == deed.workshop.id,
                decision.c.what == values["what"],
                decision.c.answered_on.is_(None),
            )
        )
        if waiting is not None:
            return waiting
        decision_id: int = deed.connection.execute(
            insert(decision)
            .values(
                workshop_id=deed.workshop.id,
                asked_on=house.clock().date(),
                **values,
            )
            .returning(decision.c.id)
        ).scalar_one()
        return decision_id


def answer_decision(
    house: House,
    actor: Facilitating,
    decision_id: int,
    answer: str,
    *,
    answered_by: str = "",
    held_on: date | None = None,
) -> None:
    """What was answered at the review of ``held_on`` (today without one), which is made if need be.

    Raises DecisionUnknown, TextEmpty, TextTooLong, DayAhead.
    """
    said = clean_text(answer, limit=NOTE_LIMIT)
    who = clean_optional(answered_by, limit=TITLE_LIMIT)
    with change(house, actor, Gesture.ANSWER_DECISION) as deed:
        day = held_on or house.clock().date()
        find_decision(deed, decision_id)
        meeting = session_of(deed, MeetingKind.REVIEW, day)
        _set(deed, decision_id, answer=said, answered_by=who, answered_on=day, meeting_id=meeting)


def reopen_decision(house: House, actor: Facilitating, decision_id: int) -> None:
    """Ask again: what was answered is forgotten. Raises DecisionUnknown."""
    with change(house, actor, Gesture.REOPEN_DECISION) as deed:
        find_decision(deed, decision_id)
        _set(deed, decision_id, answer="", answered_by="", answered_on=None, meeting_id=None)


def remove_decision(house: House, actor: Facilitating, decision_id: int) -> None:
    """Take a question and its answer away. Raises DecisionUnknown."""
    with change(house, actor, Gesture.REMOVE_DECISION) as deed:
        find_decision(deed, decision_id)
        deed.connection.execute(delete(tables.decision).where(tables.decision.c.id == decision_id))


def clean_decision(draft: DecisionDraft) -> dict[str, object]:
    """Its columns, fit to be stored. Raises TextEmpty, TextTooLong."""
    return {
        "what": clean_text(draft.what, limit=NOTE_LIMIT),
        "answer": clean_optional(draft.answer, limit=NOTE_LIMIT),
        "answered_by": clean_optional(draft.answered_by, limit=TITLE_LIMIT),
    }


def find_decision(deed: Deed, decision_id: object) -> None:
    """Refuse what is no decision of this workshop. Raises DecisionUnknown."""
    check_own(deed, tables.decision, decision_id, DecisionUnknown(decision=decision_id))


def _set(deed: Deed, decision_id: int, **values: object) -> None:
    decision = tables.decision
    deed.connection.execute(update(decision).where(decision.c.id == decision_id).values(**values))
