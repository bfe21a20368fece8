"""What phones answer to a question; one tap makes a card or an idea of an answer in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, insert, select, tuple_, update

from workshop.domain.codes import read_label
from workshop.domain.errors import (
    AnswerUnknown,
    DoorClosed,
    NumberOutOfRange,
    PhaseClosed,
    QuestionClosed,
    QuestionUnknown,
    ValueUnknown,
    WorkshopError,
)
from workshop.domain.gestures import Gesture
from workshop.domain.phases import PhoneGesture
from workshop.domain.text import CARD_LIMIT, clean_optional
from workshop.domain.words import Deck, Kind, QuestionKind, QuestionStatus
from workshop.services.actors import Facilitating
from workshop.services.cards import store_cards
from workshop.services.house import House
from workshop.services.labels import QUESTION, find_row
from workshop.services.participants import settle
from workshop.services.questions import one_of
from workshop.services.solutions import store_solution
from workshop.services.transaction import Deed, change
from workshop.services.writer import Done
from workshop.storage import tables

SCALE_LOW, SCALE_HIGH = -2, 2
SCALE_WORDS = ("worst", "bad", "even", "good", "best")
"""What the catalogue calls the values of a scale, the lowest first."""

SKIP = "skip"

_Key = tuple[int, int]
"""A question's id and a participant's: one answer."""

_What = tuple[int | None, str]
"""An answer's value and its text."""


@dataclass(frozen=True, slots=True)
class AnswerSent:
    """An answer as a phone sent it; both empty, or the value ``skip``: skipped."""

    token: str = field(repr=False)
    question: str
    value: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One answer on its way into the database, and what its phone is told."""

    question_id: int
    person_id: int
    value: int | None
    text: str
    answer: dict[str, Any]


# --- the phones' gesture ----------------------------------------------------------------------


def answer_questions(deed: Deed, gestures: Sequence[AnswerSent]) -> list[object]:
    """Apply answers in order (for ``Writer.submit``); a participant's last one counts.

    Refusals: DoorClosed, QuestionUnknown, QuestionClosed, PhaseClosed (a mood or a tool in another
    phase), NumberOutOfRange, TextTooLong, ValueUnknown (a card question is answered by a card).
    """
    people = settle(deed, (gesture.token for gesture in gestures))
    question = tables.question
    asked = {
        row.number: row
        for row in deed.connection.execute(
            select(question).where(question.c.workshop_id == deed.workshop.id)
        )
    }
    said: list[WorkshopError | Said] = []
    for gesture in gestures:
        try:
            said.append(_check_answer(deed, gesture, people, asked))
        except WorkshopError as refused:
            said.append(refused)
    return record_answers(deed, said)


# --- the facilitator's gestures ---------------------------------------------------------------


def make_card(
    house: House, actor: Facilitating, question: str, answer: int, *, kind: str = Kind.IRRITANT
) -> str:
    """One tap: an answer in words becomes a card of whoever gave it; gives its label.

    ``answer``: its rank. The card has the question's step, side and horizon; of a question about
    no side, the side its author speaks for. Tapped twice, it is the same card. Raises
    ValueUnknown (``kind``), QuestionUnknown, AnswerUnknown.
    """
    one_of("kind", kind, Kind)
    card = tables.card
    with change(house, actor, Gesture.MAKE_CARD) as deed:
        asked, found = _find_answer(deed, question, answer)
        if found.card_id is not None:
            number = deed.connection.scalar(select(card.c.number).where(card.c.id == found.card_id))
            return f"C{number}"
        [label] = store_cards(
            deed,
            [
                {
                    "participant_id": found.participant_id,
                    "side": asked.side or found.speaks_for,
                    "kind": kind,
                    "step_id": asked.step_id,
                    "text": found.text,
                    "question_id": asked.id,
                    "horizon": asked.horizon,
                }
            ],
        )
        made = select(card.c.id).where(
            card.c.workshop_id == deed.workshop.id, card.c.number == read_label(label, "C")
        )
        _made_of(deed, found.id, card_id=made.scalar_subquery())
        return label


def make_solution(house: House, actor: Facilitating, question: str, answer: int) -> str:
    """One tap: an answer in words becomes an idea, tied to no topic yet; gives its label.

    Tapped twice, it is the same idea. Raises QuestionUnknown, AnswerUnknown.
    """
    solution = tables.solution
    with change(house, actor, Gesture.MAKE_SOLUTION) as deed:
        _, found = _find_answer(deed, question, answer)
        if found.solution_id is not None:
            number = deed.connection.scalar(
                select(solution.c.number).where(solution.c.id == found.solution_id)
            )
            return f"S{number}"
        number = store_solution(
            deed, found.text, (), solution_id=house.new_uuid(), person=found.participant_id
        )
        made = select(solution.c.id).where(
            solution.c.workshop_id == deed.workshop.id, solution.c.number == number
        )
        _made_of(deed, found.id, solution_id=made.scalar_subquery())
        return f"S{number}"


# --- checking and recording -------------------------------------------------------------------


def _check_answer(
    deed: Deed, gesture: AnswerSent, people: Mapping[str, int], asked: Mapping[int, Any]
) -> Said:
    if gesture.token not in people:
        raise DoorClosed()
    number = read_label(gesture.question, "Q")
    if number is None or number not in asked:
        raise QuestionUnknown(question=gesture.question)
    row = asked[number]
    if row.status != QuestionStatus.OPEN:
        raise QuestionClosed(question=gesture.question)
    if row.deck in (Deck.MOOD, Deck.TOOLS) and not deed.workshop.may(PhoneGesture.MOOD):
        raise PhaseClosed(phase=deed.workshop.phase)
    value, text = _read_answer(row, gesture)
    answer = {"question": f"Q{number}", "value": value, "text": text}
    return Said(row.id, people[gesture.token], value, text, answer)


def _read_answer(row: Any, gesture: AnswerSent) -> tuple[int | None, str]:
    """The value or the text; neither for a question that is skipped."""
    text = clean_optional(gesture.text, limit=CARD_LIMIT)
    if gesture.value == SKIP or not (gesture.value or text):
        return None, ""
    match QuestionKind(row.kind):
        case QuestionKind.TEXT:
            return None, text
        case QuestionKind.SCALE:
            return read_number(gesture.value, SCALE_LOW, SCALE_HIGH), ""
        case QuestionKind.CHOICE:
            return read_number(gesture.value, 0, len(row.options) - 1), ""
        case _:  # a card, which comes by its own gesture
            raise ValueUnknown(field="value", value=gesture.value or text)


def read_number(sent: str, low: int, high: int) -> int | None:
    """A whole number as a form sends it; None for ``skip``. Raises NumberOutOfRange."""
    if sent == SKIP:
        return None
    numbers = {str(number): number for number in range(low, high + 1)}
    if sent not in numbers:
        raise NumberOutOfRange(field="value", low=low, high=high)
    return numbers[sent]


def record_answers(deed: Deed, said: Sequence[WorkshopError | Said]) -> list[object]:
    """Write the answers, at most three statements; Done for those that changed something."""
    keys = {(one.question_id, one.person_id) for one in said if isinstance(one, Said)}
    if not keys:
        return list(said)
    before = _kept(deed, list(keys))
    now = dict(before)
    results: list[object] = []
    for one in said:
        if isinstance(one, WorkshopError):
            results.append(one)
            continue
        key = (one.question_id, one.person_id)
        results.append(one.answer if now.get(key) == (one.value, one.text) else Done(one.answer))
        now[key] = (one.value, one.text)
    _write(deed, before, now)
    return results


def _kept(deed: Deed, keys: Sequence[_Key]) -> dict[_Key, _What]:
    """What was answered before, by question and participant."""
    answer = tables.answer
    return {
        (row.question_id, row.participant_id): (row.value, row.text)
        for row in deed.connection.execute(
            select(
                answer.c.question_id, answer.c.participant_id, answer.c.value, answer.c.text
            ).where(tuple_(answer.c.question_id, answer.c.participant_id).in_(keys))
        )
    }


def _write(deed: Deed, before: Mapping[_Key, _What], now: Mapping[_Key, _What]) -> None:
    answer = tables.answer
    fresh = [
        {
            "question_id": question_id,
            "participant_id": person_id,
            "rank": deed.house.draw(),
            "value": value,
            "text": text,
        }
        for (question_id, person_id), (value, text) in now.items()
        if (question_id, person_id) not in before
    ]
    if fresh:
        deed.connection.execute(insert(answer), fresh)
    moved = [
        {"asked": key[0], "who": key[1], "new_value": now[key][0], "new_text": now[key][1]}
        for key in before
        if now[key] != before[key]
    ]
    if moved:
        deed.connection.execute(
            update(answer)
            .where(
                answer.c.question_id == bindparam("asked"),
                answer.c.participant_id == bindparam("who"),
            )
            .values(value=bindparam("new_value"), text=bindparam("new_text")),
            moved,
        )


# --- finding, and tying to what it became -----------------------------------------------------


def _find_answer(deed: Deed, label: str, rank: int) -> tuple[Any, Any]:
    """A question, and the answer in words with this rank. Raises AnswerUnknown as well."""
    asked = find_row(deed, QUESTION, label)
    answer, person = tables.answer, tables.participant
    row = deed.connection.execute(
        select(answer, person.c.speaks_for)
        .join_from(answer, person)
        .where(answer.c.question_id == asked.id, answer.c.rank == rank, answer.c.text != "")
    ).one_or_none()
    if row is None:
        raise AnswerUnknown(question=label, answer=rank)
    return asked, row


def _made_of(deed: Deed, answer_id: int, **values: Any) -> None:
    deed.connection.execute(
        update(tables.answer).where(tables.answer.c.id == answer_id).values(values)
    )
