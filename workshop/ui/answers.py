"""Answers to a question of the phones: how many, what they say once revealed, what they become."""

from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from workshop.domain.words import Aspect, Deck, QuestionKind
from workshop.i18n import Words
from workshop.services.answers import SCALE_WORDS, make_card, make_solution
from workshop.services.moods import COMPARED
from workshop.services.views.questions import WITH_MOODS, QuestionLine, is_shown
from workshop.ui import lines, live
from workshop.ui.gestures import again
from workshop.ui.shell import Visit, done, refusals

DIVIDED_AT = 0.5
"""The controversy (METHOD.md, "Figures") from which answers are said to divide the room."""
CARD, SEED = "card", "seed"


def scale_words(t: Words, question: QuestionLine | None = None) -> tuple[str, ...]:
    """The five words of a question's scale on phones, the lowest first; without one, of a mood."""
    aspect = question.aspect if question is not None else Aspect.FEELING
    name = "level" if aspect in COMPARED else aspect or "agree"
    return tuple(t(f"phone.scale.{name}.{word}") for word in SCALE_WORDS)


def how_many(t: Words, question: QuestionLine) -> str:
    """Who has answered, by count: "12 réponses, 3 ont passé"."""
    said = t.count("ui.ask.answers", question.answers)
    if not question.skipped:
        return said
    return t("ui.ask.and", one=said, two=t.count("ui.ask.skipped", question.skipped))


def missing(question: QuestionLine, floor: int) -> int:
    """How many answers a result still waits for."""
    return max(0, floor - question.answers)


def standing(visit: Visit, question: QuestionLine) -> str:
    """Who has answered, by count, and why there is no result yet, in one line."""
    t, floor = visit.words, visit.view.workshop.floor
    said = [how_many(t, question)]
    if question.kind is QuestionKind.CARD:
        said.append(t("ui.ask.as_cards"))
    elif question.kind is not QuestionKind.TEXT:
        if not is_shown(visit.view.workshop, question):
            said.append(t("ui.ask.hidden"))
        elif question.below_floor:
            said.append(t.count("ui.ask.missing", missing(question, floor)))
    return " · ".join(said)


def draw_result(visit: Visit, question: QuestionLine) -> None:
    """What the answers of a scale or a choice say, once revealed and above the floor."""
    t = visit.words
    if question.spread and is_shown(visit.view.workshop, question):
        lines.draw(
            lines.sentence(result_said(t, question)),
            _spread(t, question),
            lines.sentence(divided_said(t, question.controversy), soft=True)
            if question.kind is QuestionKind.SCALE
            else lines.EMPTY,
        )


def result_said(t: Words, question: QuestionLine) -> str:
    """A result in one sentence: the mean of a scale, or the choice most of them made."""
    if question.mean is not None:
        return t(
            "ui.ask.mean",
            mean=lines.signed(question.mean, t),
            answers=t.count("ui.ask.answers", question.answers),
        )
    most = max(question.spread)
    first = [
        option for option, n in zip(question.options, question.spread, strict=True) if n == most
    ]
    return t("ui.ask.first", options=t.listing(first), n=t.number(most))


def divided_said(t: Words, controversy: float) -> str:
    """How much the answers go apart, in words."""
    if controversy >= DIVIDED_AT:
        return t("ui.ask.divided")
    return t("ui.ask.leaning" if controversy > 0 else "ui.ask.agreed")


def _spread(t: Words, question: QuestionLine) -> Markup:
    """How many gave each answer: a bar, the word and the number."""
    names: Sequence[str] = question.options or scale_words(t, question)
    most = max(1, *question.spread)
    return Markup('<ul class="rc-spread">{}</ul>').format(
        lines.EMPTY.join(
            Markup('<li><span>{}</span><i style="width:{}%"></i><b>{}</b></li>').format(
                name, round(100 * n / most), t.number(n)
            )
            for name, n in zip(names, question.spread, strict=True)
        )
    )


def draw_texts(visit: Visit, questions: Iterable[QuestionLine], *, key: str) -> None:
    """Sentences of the room, each with one tap that makes a card or the seed of an idea of it."""
    t = visit.words
    answers = [
        {
            "question": question.label,
            "rank": str(answer.rank),  # longer than what a browser holds as a number
            "text": answer.text,
            CARD: answer.card,
            SEED: answer.solution,
        }
        for question in questions
        for answer in question.texts
    ]
    if not answers:
        return
    data: dict[str, Any] = {
        "answers": answers,
        "turns": [CARD, SEED],
        "words": {
            name: t(f"ui.ask.turn.{name}")
            for name in (CARD, SEED, f"{CARD}_made", f"{SEED}_made", "list")
        },
    }
    pressed = live.draw("answers", data, key=key, on=(CARD, SEED))
    gestures = {CARD: make_card, SEED: make_solution}
    for name, gesture in gestures.items():
        if wanted := getattr(pressed, name):
            with refusals(visit):
                label = gesture(
                    visit.house, visit.facilitator, str(wanted["question"]), int(wanted["rank"])
                )
                done(visit, f"ui.ask.turn.{name}_done", label=label)
                again()


def draw_texts_read(visit: Visit, question: QuestionLine) -> None:
    """Sentences of the room to read, and nothing to make of them."""
    if question.texts:
        data = {
            "answers": [
                {"rank": str(answer.rank), "text": answer.text} for answer in question.texts
            ],
            "turns": [],
            "words": {"list": visit.words("ui.ask.turn.list")},
        }
        live.draw("answers", data, key=f"answers-read-{question.label}", on=(CARD, SEED))


def is_prompt(question: QuestionLine) -> bool:
    """True for what the facilitator pushes one at a time: no mood, no tool, no exit vote."""
    return question.deck not in (*WITH_MOODS, Deck.EXIT)
