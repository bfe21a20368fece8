"""What the questions gathered: for the facilitator's screens, and for the phones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from workshop.domain.codes import label_of
from workshop.domain.matrix import controversy
from workshop.domain.phases import PhoneGesture
from workshop.domain.words import (
    Aspect,
    CardStatus,
    Deck,
    Horizon,
    Period,
    QuestionKind,
    QuestionStatus,
    Side,
)
from workshop.services.answers import SCALE_HIGH, SCALE_LOW
from workshop.services.journeys import ANY_STEP, Step
from workshop.services.rows import Workshop
from workshop.storage import tables

_SCALE = range(SCALE_LOW, SCALE_HIGH + 1)
_PERIODS = tuple(Period)

WITH_MOODS = (Deck.MOOD, Deck.TOOLS)
"""The decks that are asked where moods are, and nowhere else."""


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer in words, without its author. ``card``, ``solution``: what was made of it."""

    rank: int
    text: str
    card: str | None
    solution: str | None


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question as the facilitator sees it.

    ``step``: an id, or "" for none. ``answers``: people who did not skip; of a card question,
    those whose card is there. ``mean`` (of a scale), ``spread`` (how many gave each value, from
    −2 on, or each option) and ``controversy`` stay empty below the floor, for the facilitator
    too; ``texts`` do not, for they are moderated, and come in random order. Nobody else is shown
    anything before ``revealed``, or below the floor. ``about``: the tool whose ease is asked.
    """

    label: str
    deck: Deck
    kind: QuestionKind
    text: str
    step: str
    side: Side | None
    aspect: Aspect | None
    horizon: Horizon
    period: Period
    options: tuple[str, ...]
    status: QuestionStatus
    revealed: bool
    answers: int
    skipped: int
    below_floor: bool
    mean: float | None
    spread: tuple[int, ...]
    controversy: float
    texts: tuple[AnswerLine, ...]
    about: str = ""


@dataclass(frozen=True, slots=True)
class StepMood:
    """How both sides feel at a step, −2 … +2; None below the floor, however many voices.

    ``step``: an id, or ``any``. ``client_by_team``: of those who answered for the client's side,
    nobody speaks for the clients. ``client_first``, ``employee_first``: what the same side said
    when it was asked in an earlier period; None where there is nothing to compare with.
    """

    step: str
    client: float | None
    client_voices: int
    client_by_team: bool
    employee: float | None
    employee_voices: int
    ease: float | None
    ease_voices: int
    client_first: float | None = None
    employee_first: float | None = None


@dataclass(frozen=True, slots=True)
class PhoneQuestion:
    """A question on the phones; ``mean``, ``spread`` and ``answers`` only once the room may see.

    ``revealed``: by its own button or the phase's one, and above the floor.
    """

    label: str
    deck: Deck
    kind: QuestionKind
    text: str
    step: str
    side: Side | None
    aspect: Aspect | None
    options: tuple[str, ...]
    revealed: bool
    mean: float | None
    spread: tuple[int, ...]
    answers: int
    about: str = ""


@dataclass(frozen=True, slots=True)
class _Counted:
    """The answers to one question: how many of each value, in words, and skipped."""

    values: Mapping[int, int]
    in_words: int
    skipped: int

    @property
    def given(self) -> int:
        return sum(self.values.values()) + self.in_words


_NOTHING = _Counted({}, 0, 0)


def read_questions(connection: Connection, workshop: Workshop) -> tuple[QuestionLine, ...]:
    """All questions of a workshop in the order of their labels, in four statements."""
    question = tables.question
    rows = connection.execute(
        select(question).where(question.c.workshop_id == workshop.id).order_by(question.c.number)
    ).all()
    counts = _counts(connection, question.c.workshop_id == workshop.id)
    cards = _cards_given(connection, workshop)
    texts = _texts(connection, workshop)
    lines = []
    for row in rows:
        counted = counts.get(row.id, _NOTHING)
        answers = cards.get(row.id, 0) if row.kind == QuestionKind.CARD else counted.given
        enough = answers >= workshop.floor
        mean, spread = _figures(row, counted) if enough else (None, ())
        lines.append(
            QuestionLine(
                label=f"Q{row.number}",
                deck=Deck(row.deck),
                kind=QuestionKind(row.kind),
                text=row.text,
                step="" if row.step_id is None else str(row.step_id),
                side=Side(row.side) if row.side else None,
                aspect=Aspect(row.aspect) if row.aspect else None,
                horizon=Horizon(row.horizon),
                period=Period(row.period),
                options=tuple(row.options),
                status=QuestionStatus(row.status),
                revealed=row.revealed,
                answers=answers,
                skipped=counted.skipped,
                below_floor=not enough,
                mean=mean,
                spread=spread,
                controversy=_controversy(spread) if mean is not None else 0.0,
                texts=texts.get(row.id, ()),
                about=row.about,
            )
        )
    return tuple(lines)


def read_moods(
    connection: Connection,
    workshop: Workshop,
    questions: Sequence[QuestionLine],
    steps: Sequence[Step],
) -> tuple[StepMood, ...]:
    """The mood of each step that was asked about, in the order of the journey.

    Of what was asked in several periods the latest that has a mean counts, else the latest.
    """
    asked: dict[tuple[str, Aspect | None, Side | None], list[QuestionLine]] = {}
    for line in questions:
        if line.deck is Deck.MOOD:
            asked.setdefault((line.step, line.aspect, line.side), []).append(line)
    by_clients = _spoken_of_by_clients(connection, workshop)
    moods = []
    for step in ("", *(str(step.id) for step in steps)):
        client, client_first = _latest(asked.get((step, Aspect.FEELING, Side.CLIENT)))
        employee, employee_first = _latest(asked.get((step, Aspect.FEELING, Side.EMPLOYEE)))
        ease, _ = _latest(asked.get((step, Aspect.EASE, Side.EMPLOYEE)))
        if client or employee or ease:
            heard = client.answers if client else 0
            moods.append(
                StepMood(
                    step=step or ANY_STEP,
                    client=client.mean if client else None,
                    client_voices=heard,
                    client_by_team=bool(client and heard and client.label not in by_clients),
                    employee=employee.mean if employee else None,
                    employee_voices=employee.answers if employee else 0,
                    ease=ease.mean if ease else None,
                    ease_voices=ease.answers if ease else 0,
                    client_first=client_first,
                    employee_first=employee_first,
                )
            )
    return tuple(moods)


def _latest(lines: Sequence[QuestionLine] | None) -> tuple[QuestionLine | None, float | None]:
    """The question whose answers count, and the mean of an earlier period beside it."""
    if not lines:
        return None, None
    in_order = sorted(lines, key=lambda line: _PERIODS.index(line.period))
    heard = [line for line in in_order if line.mean is not None]
    if not heard:
        return in_order[-1], None
    return heard[-1], heard[0].mean if len(heard) > 1 else None


def is_shown(workshop: Workshop, question: Any) -> bool:
    """True once the room may see the result, by the question's button or the phase's one.

    ``question``: a row or a line. The floor holds besides.
    """
    return bool(question.revealed or (workshop.revealed and question.status == QuestionStatus.OPEN))


def read_phone_questions(connection: Connection, workshop: Workshop) -> tuple[PhoneQuestion, ...]:
    """The questions on the phones now, by label; moods and tools in their phase only."""
    question = tables.question
    which = [
        question.c.workshop_id == workshop.id,
        question.c.status == QuestionStatus.OPEN,
    ]
    if not workshop.may(PhoneGesture.MOOD):
        which.append(question.c.deck.not_in(WITH_MOODS))
    rows = connection.execute(select(question).where(*which).order_by(question.c.number)).all()
    shown = [row.id for row in rows if is_shown(workshop, row)]
    counts = _counts(connection, question.c.id.in_(shown)) if shown else {}
    return tuple(_phone_question(row, counts.get(row.id, _NOTHING), workshop.floor) for row in rows)


def read_own_answers(connection: Connection, person_id: int) -> dict[str, tuple[int | None, str]]:
    """One participant's answers by the question's label; neither value nor text: skipped."""
    return {
        f"Q{row.number}": (row.value, row.text)
        for row in connection.execute(_OWN_ANSWERS, {"person": person_id})
    }


# Made once: a thousand phones ask at once when the phase changes.
_OWN_ANSWERS = (
    select(tables.question.c.number, tables.answer.c.value, tables.answer.c.text)
    .join_from(tables.answer, tables.question)
    .where(tables.answer.c.participant_id == bindparam("person"))
    .order_by(tables.question.c.number)
)


def _phone_question(row: Any, counted: _Counted, floor: int) -> PhoneQuestion:
    shown = counted.given >= floor
    mean, spread = _figures(row, counted) if shown else (None, ())
    return PhoneQuestion(
        label=f"Q{row.number}",
        deck=Deck(row.deck),
        kind=QuestionKind(row.kind),
        text=row.text,
        step="" if row.step_id is None else str(row.step_id),
        side=Side(row.side) if row.side else None,
        aspect=Aspect(row.aspect) if row.aspect else None,
        options=tuple(row.options),
        revealed=shown,
        mean=mean,
        spread=spread,
        answers=counted.given if shown else 0,
        about=row.about,
    )


def _counts(connection: Connection, which: Any) -> dict[int, _Counted]:
    """The answers to each question, counted in the database: a room has thousands.

    A removed device has none, as it has no vote.
    """
    answer, question, person = tables.answer, tables.question, tables.participant
    spoken = answer.c.text != ""
    found: dict[int, tuple[dict[int, int], int, int]] = {}
    for row in connection.execute(
        select(
            answer.c.question_id,
            answer.c.value,
            spoken.label("spoken"),
            func.count().label("people"),
        )
        .select_from(answer.join(question).join(person))
        .where(which, person.c.removed.is_(False))
        .group_by(answer.c.question_id, answer.c.value, spoken)
    ):
        values, in_words, skipped = found.get(row.question_id, ({}, 0, 0))
        if row.value is not None:
            values[row.value] = row.people
        elif row.spoken:
            in_words = row.people
        else:
            skipped = row.people
        found[row.question_id] = (values, in_words, skipped)
    return {question_id: _Counted(*counted) for question_id, counted in found.items()}


def _cards_given(connection: Connection, workshop: Workshop) -> dict[int, int]:
    card = tables.card
    return {
        row.question_id: row.people
        for row in connection.execute(
            select(card.c.question_id, func.count(card.c.participant_id.distinct()).label("people"))
            .where(
                card.c.workshop_id == workshop.id,
                card.c.question_id.is_not(None),
                card.c.status != CardStatus.WITHDRAWN,
            )
            .group_by(card.c.question_id)
        )
    }


def _texts(connection: Connection, workshop: Workshop) -> dict[int, tuple[AnswerLine, ...]]:
    """The answers in words, those of removed devices left out: once revealed, a projector has
    them all."""
    answer, question, person = tables.answer, tables.question, tables.participant
    card, solution = tables.card, tables.solution
    texts: dict[int, list[AnswerLine]] = {}
    for row in connection.execute(
        select(
            answer.c.question_id,
            answer.c.rank,
            answer.c.text,
            card.c.number.label("card"),
            solution.c.number.label("solution"),
        )
        .select_from(
            answer.join(question, question.c.id == answer.c.question_id)
            .join(person, person.c.id == answer.c.participant_id)
            .outerjoin(card, card.c.id == answer.c.card_id)
            .outerjoin(solution, solution.c.id == answer.c.solution_id)
        )
        .where(
            question.c.workshop_id == workshop.id, answer.c.text != "", person.c.removed.is_(False)
        )
        .order_by(answer.c.rank)
    ):
        line = AnswerLine(
            rank=row.rank,
            text=row.text,
            card=label_of("C", row.card),
            solution=label_of("S", row.solution),
        )
        texts.setdefault(row.question_id, []).append(line)
    return {question_id: tuple(lines) for question_id, lines in texts.items()}


def _spoken_of_by_clients(connection: Connection, workshop: Workshop) -> set[str]:
    """The mood questions about the client's side that somebody answered who speaks for them."""
    answer, question, person = tables.answer, tables.question, tables.participant
    rows = connection.execute(
        select(question.c.number)
        .select_from(
            answer.join(question, question.c.id == answer.c.question_id).join(
                person, person.c.id == answer.c.participant_id
            )
        )
        .where(
            question.c.workshop_id == workshop.id,
            question.c.deck == Deck.MOOD,
            question.c.side == Side.CLIENT,
            answer.c.value.is_not(None),
            person.c.speaks_for == Side.CLIENT,
            person.c.removed.is_(False),
        )
        .distinct()
    )
    return {f"Q{row.number}" for row in rows}


def _figures(row: Any, counted: _Counted) -> tuple[float | None, tuple[int, ...]]:
    """The mean of a scale, and how many gave each value of a scale or a choice."""
    match QuestionKind(row.kind):
        case QuestionKind.SCALE:
            total = sum(value * people for value, people in counted.values.items())
            return total / counted.given, tuple(counted.values.get(value, 0) for value in _SCALE)
        case QuestionKind.CHOICE:
            return None, tuple(counted.values.get(place, 0) for place in range(len(row.options)))
        case _:
            return None, ()


def _controversy(spread: tuple[int, ...]) -> float:
    against, in_favour = sum(spread[:-SCALE_LOW]), sum(spread[-SCALE_HIGH:])
    return controversy(in_favour, against, sum(spread))
