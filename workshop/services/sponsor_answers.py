"""What a sponsor says through their own link: it only ever adds.

No answer replaces another one, nor what the facilitator wrote at a review.
"""

import uuid
from dataclasses import dataclass

from sqlalchemy import func, insert, select

from workshop.domain.errors import AnswersFull, ValueUnknown
from workshop.domain.leaders import Prompt
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_optional, clean_text
from workshop.services.actors import Visitor
from workshop.services.decisions import find_decision
from workshop.services.house import House
from workshop.services.transaction import change_as_sponsor
from workshop.storage import tables

MOST_ANSWERS = 50
"""To one question, by all who hold the sponsor's link."""


@dataclass(frozen=True, slots=True)
class SponsorSaid:
    """``to``: the id of a decision that is asked, or one of the prompts for leaders.

    ``answer_id``: a UUID drawn by the form, the same when it is sent again.
    """

    answer_id: str
    to: int | str
    text: str
    said_by: str = ""


def answer_as_sponsor(house: House, actor: Visitor, said: SponsorSaid) -> bool:
    """Add an answer; False for one that was there already, which changes nothing.

    Raises WorkshopUnknown, SponsorLinkEnded, SponsorPageClosed, DecisionUnknown, ValueUnknown,
    TextEmpty, TextTooLong, AnswersFull.
    """
    values = clean_answer(said)
    answer = tables.sponsor_answer
    with change_as_sponsor(house, actor) as deed:
        mine = answer.c.workshop_id == deed.workshop.id
        sent_before = select(answer.c.id).where(mine, answer.c.answer_id == values["answer_id"])
        if deed.connection.scalar(sent_before) is not None:
            return False
        decision_id = values["decision_id"]
        if decision_id is not None:
            find_decision(deed, decision_id)
        there = deed.connection.scalar(
            select(func.count())
            .select_from(answer)
            .where(
                mine,
                answer.c.decision_id.is_not_distinct_from(decision_id),
                answer.c.prompt == values["prompt"],
            )
        )
        if (there or 0) >= MOST_ANSWERS:
            raise AnswersFull(most=MOST_ANSWERS)
        deed.connection.execute(
            insert(answer).values(
                workshop_id=deed.workshop.id, said_on=house.clock().date(), **values
            )
        )
        return True


def clean_answer(said: SponsorSaid) -> dict[str, object]:
    """Its own columns, fit to be stored. Raises ValueUnknown, TextEmpty, TextTooLong."""
    to_prompt = isinstance(said.to, str)
    if to_prompt and said.to not in tuple(Prompt):
        raise ValueUnknown(field="to", value=said.to)
    try:
        answer_id = str(uuid.UUID(said.answer_id))
    except ValueError:
        raise ValueUnknown(field="answer_id", value=said.answer_id) from None
    return {
        "answer_id": answer_id,
        "decision_id": None if to_prompt else said.to,
        "prompt": said.to if to_prompt else "",
        "text": clean_text(said.text, limit=NOTE_LIMIT),
        "said_by": clean_optional(said.said_by, limit=TITLE_LIMIT),
    }
