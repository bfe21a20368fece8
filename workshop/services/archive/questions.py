"""Questions and their answers."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from workshop.domain.codes import label_of
from workshop.domain.errors import FileUnreadable
from workshop.domain.text import CARD_LIMIT, TITLE_LIMIT, clean_optional, clean_text
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
from workshop.services.archive.passage import Entering, Labels, Leaving
from workshop.services.archive.proofs import distinct, labelled, number_of, one_of, there, within
from workshop.services.archive.records import AnswerRecord, QuestionRecord
from workshop.services.archive.storing import ids_of, store
from workshop.services.journeys import ANY_STEP
from workshop.services.questions import FEWEST_OPTIONS, MOST_OPTIONS
from workshop.storage import tables


def read_questions(out: Leaving) -> tuple[QuestionRecord, ...]:
    return tuple(_question(out, row) for row in out.question_rows)


def _question(out: Leaving, row: Any) -> QuestionRecord:
    return QuestionRecord(
        label=f"Q{row.number}",
        deck=row.deck,
        kind=row.kind,
        text=row.text,
        step=out.steps.get(row.step_id, ""),
        side=row.side,
        aspect=row.aspect,
        about=row.about,
        horizon=row.horizon,
        period=row.period,
        options=tuple(row.options),
        status=row.status,
        revealed=row.revealed,
    )


def read_answers(out: Leaving) -> tuple[AnswerRecord, ...]:
    answer, question, card = tables.answer, tables.question, tables.card
    return tuple(
        AnswerRecord(
            question=out.questions[row.question_id],
            voice=out.voices[row.participant_id],
            value=row.value,
            text=None if row.text == row.made_text else row.text,
            card=label_of("C", row.made),
            solution=out.solutions.get(row.solution_id),
        )
        for row in out.connection.execute(
            select(answer, card.c.number.label("made"), card.c.text.label("made_text"))
            .select_from(
                answer.join(question).outerjoin(
                    card,
                    (card.c.id == answer.c.card_id) & (card.c.status != CardStatus.WITHDRAWN),
                )
            )
            .where(question.c.workshop_id == out.workshop.id)
            .order_by(answer.c.rank, answer.c.id)
        )
    )


def check_question(record: QuestionRecord, labels: Labels) -> QuestionRecord:
    labelled(record.label, "Q")
    one_of("deck", record.deck, tuple(Deck))
    one_of("kind", record.kind, tuple(QuestionKind))
    one_of("step", record.step, {"", *labels.places} - {ANY_STEP})
    one_of("side", record.side, {"", *Side})
    one_of("aspect", record.aspect, {"", *Aspect})
    one_of("horizon", record.horizon, tuple(Horizon))
    one_of("period", record.period, tuple(Period))
    one_of("status", record.status, tuple(QuestionStatus))
    options = tuple(clean_text(option, limit=TITLE_LIMIT) for option in record.options)
    fewest, most = (FEWEST_OPTIONS, MOST_OPTIONS) if record.kind == QuestionKind.CHOICE else (0, 0)
    within("options", len(options), fewest, most)
    distinct("options", options)
    return replace(
        record,
        text=clean_text(record.text, limit=CARD_LIMIT),
        options=options,
        about=clean_optional(record.about, limit=TITLE_LIMIT),
    )


def check_answer(record: AnswerRecord, labels: Labels) -> AnswerRecord:
    there(record.question, labels.questions)
    there(record.voice, labels.voices)
    there(record.card, labels.cards)
    there(record.solution, labels.solutions)
    asked = labels.questions[record.question]
    text = record.text
    if text is None:
        there(record.card or "", labels.cards)
    else:
        text = clean_optional(text, limit=CARD_LIMIT)
    rated = asked.kind in (QuestionKind.SCALE, QuestionKind.CHOICE)
    told = text != "" and asked.kind != QuestionKind.TEXT
    if told or (record.value is not None and not rated):
        raise FileUnreadable(reason="wrong_type")
    if record.value is not None:
        low, high = SCALE_LOW, SCALE_HIGH
        if asked.kind == QuestionKind.CHOICE:
            low, high = 0, len(asked.options) - 1
        within("value", record.value, low, high)
    return replace(record, text=text)


def take_questions(into: Entering) -> None:
    store(
        into.connection,
        tables.question,
        [
            {
                "workshop_id": into.workshop_id,
                "number": number_of(asked.label),
                "deck": asked.deck,
                "kind": asked.kind,
                "text": asked.text,
                "step_id": into.steps.get(asked.step),
                "side": asked.side,
                "aspect": asked.aspect,
                "about": asked.about,
                "horizon": asked.horizon,
                "period": asked.period,
                "options": list(asked.options),
                "status": asked.status,
                "revealed": asked.revealed,
            }
            for asked in into.archive.questions
        ],
    )
    into.questions = ids_of(into.connection, tables.question, "number", into.workshop_id)


def take_answers(into: Entering) -> None:
    texts: dict[str | None, str] = {card.label: card.text for card in into.archive.cards}
    store(
        into.connection,
        tables.answer,
        [
            {
                "question_id": into.questions[number_of(said.question)],
                "participant_id": into.voices[said.voice],
                "rank": rank,
                "value": said.value,
                "text": texts[said.card] if said.text is None else said.text,
                "card_id": None if said.card is None else into.cards[number_of(said.card)],
                "solution_id": (
                    None if said.solution is None else into.solutions[number_of(said.solution)]
                ),
            }
            for rank, said in into.ranked(into.archive.answers)
        ],
    )
