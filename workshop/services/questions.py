"""Questions on the phones: prompt decks, the facilitator's own, the exit vote."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from workshop.catalogues import languages
from workshop.domain.errors import NumberOutOfRange, ValueUnknown
from workshop.domain.gestures import Gesture
from workshop.domain.text import CARD_LIMIT, TITLE_LIMIT, clean_optional, clean_text
from workshop.domain.words import Deck, Horizon, Period, QuestionKind, QuestionStatus, Side
from workshop.services.actors import Facilitating
from workshop.services.decks import PROMPT_DECKS, DeckQuestion, deck
from workshop.services.house import House
from workshop.services.journeys import ANY_STEP, step_finder
from workshop.services.labels import QUESTION, find_id, find_row, issue
from workshop.services.transaction import Deed, change
from workshop.storage import tables

FEWEST_OPTIONS, MOST_OPTIONS = 2, 6

_PROMPTS = (*PROMPT_DECKS, Deck.OWN)
"""What is asked one question at a time; moods and the exit vote are lists."""


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """A question of the facilitator's own.

    ``step``: a step's id, "" or ``any`` for none; ``side``: "" for none; ``options``: of a choice.
    """

    text: str
    kind: str
    step: str = ""
    side: str = ""
    horizon: str = Horizon.NOW
    period: str = Period.DURING
    options: tuple[str, ...] = ()


# --- the facilitator's gestures ---------------------------------------------------------------


def add_question(house: House, actor: Facilitating, draft: QuestionDraft) -> str:
    """A question of the facilitator's own, ready to be pushed; gives its label.

    Raises ValueUnknown, StepUnknown, TextEmpty, TextTooLong, NumberOutOfRange (2 to 6 options).
    """
    values: dict[str, Any] = {
        "text": clean_text(draft.text, limit=CARD_LIMIT),
        "kind": one_of("kind", draft.kind, QuestionKind),
        "side": one_of("side", draft.side, ("", *Side)),
        "horizon": one_of("horizon", draft.horizon, Horizon),
        "period": one_of("period", draft.period, Period),
        "options": _clean_options(draft),
    }
    with change(house, actor, Gesture.ADD_QUESTION, room=True) as deed:
        step_id = step_finder(deed)(draft.step or ANY_STEP)
        [label] = store_questions(
            deed, [{**values, "deck": Deck.OWN, "step_id": step_id, "aspect": ""}]
        )
        return label


def add_deck(house: House, actor: Facilitating, deck: str, *, step: str = "") -> list[str]:
    """All questions of a deck, ready to be pushed; gives their labels in the deck's order.

    Those that are there already, about the same step, are not added again. Raises ValueUnknown
    (also for moods, which ``choose_moods`` asks), StepUnknown.
    """
    slug = Deck(one_of("deck", deck, (*PROMPT_DECKS, Deck.EXIT)))
    with change(house, actor, Gesture.ADD_DECK, room=True) as deed:
        return _add_deck(deed, slug, step_finder(deed)(step or ANY_STEP))


def push_question(house: House, actor: Facilitating, label: str) -> None:
    """Put a question on the phones; of the prompts one at a time, so that the others close.

    A question that is pushed again begins with its results hidden. Raises QuestionUnknown.
    """
    question = tables.question
    with change(house, actor, Gesture.PUSH_QUESTION, room=True) as deed:
        found = find_row(deed, QUESTION, label)
        if found.deck in _PROMPTS:
            deed.connection.execute(
                update(question)
                .where(
                    question.c.workshop_id == deed.workshop.id,
                    question.c.deck.in_(_PROMPTS),
                    question.c.status == QuestionStatus.OPEN,
                    question.c.id != found.id,
                )
                .values(status=QuestionStatus.CLOSED)
            )
        if found.status != QuestionStatus.OPEN:
            _set(deed, found.id, status=QuestionStatus.OPEN, revealed=False)


def close_question(house: House, actor: Facilitating, label: str) -> None:
    """Take a question off the phones; its answers stay. Raises QuestionUnknown."""
    with change(house, actor, Gesture.CLOSE_QUESTION, room=True) as deed:
        _set(deed, find_id(deed, QUESTION, label), status=QuestionStatus.CLOSED)


def reveal_question(house: House, actor: Facilitating, label: str, *, revealed: bool) -> None:
    """Show the room what it answered, from the floor on; or hide it. Raises QuestionUnknown."""
    with change(house, actor, Gesture.REVEAL_QUESTION, room=True) as deed:
        _set(deed, find_id(deed, QUESTION, label), revealed=revealed)


def remove_question(house: House, actor: Facilitating, label: str) -> None:
    """Remove a question and its answers; cards and ideas made of them stay.

    Raises QuestionUnknown.
    """
    question = tables.question
    with change(house, actor, Gesture.REMOVE_QUESTION, room=True) as deed:
        found = find_row(deed, QUESTION, label)
        deed.connection.execute(question.delete().where(question.c.id == found.id))


# --- what a phase brings ----------------------------------------------------------------------


def end_prompts(deed: Deed) -> None:
    """The workshop comes into another phase: what the last one asked leaves phones and projector.

    The answers stay, and the question can be pushed again.
    """
    question = tables.question
    deed.connection.execute(
        update(question)
        .where(
            question.c.workshop_id == deed.workshop.id,
            question.c.deck.in_(_PROMPTS),
            question.c.status == QuestionStatus.OPEN,
        )
        .values(status=QuestionStatus.CLOSED)
    )


def begin_exit(deed: Deed) -> None:
    """The workshop comes to its close: the two questions of the exit vote go to the phones."""
    question = tables.question
    here = (question.c.workshop_id == deed.workshop.id, question.c.deck == Deck.EXIT)
    if deed.connection.execute(select(question.c.id).where(*here)).first() is None:
        _add_deck(deed, Deck.EXIT, None)
    deed.connection.execute(
        update(question)
        .where(*here, question.c.status == QuestionStatus.READY)
        .values(status=QuestionStatus.OPEN)
    )


def reword(deed: Deed, *, client_name: str, team_name: str) -> None:
    """The sides get other names: questions of the decks say them too."""
    before = (deed.workshop.client_name, deed.workshop.team_name)
    if before == (client_name, team_name):
        return
    question = tables.question
    texts = {
        asked.worded(*before): asked.worded(client_name, team_name)
        for slug in Deck
        if slug is not Deck.OWN
        for language in languages()
        for asked in deck(slug, language).questions
    }
    rows = deed.connection.execute(
        select(question.c.id, question.c.text).where(
            question.c.workshop_id == deed.workshop.id,
            question.c.deck != Deck.OWN,
            question.c.text.in_(texts),
        )
    ).all()
    if rows:
        deed.connection.execute(
            update(question)
            .where(question.c.id == bindparam("row_id"))
            .values(text=bindparam("worded")),
            [{"row_id": row.id, "worded": texts[row.text]} for row in rows],
        )


# --- finding and storing ----------------------------------------------------------------------


def _set(deed: Deed, question_id: int, **values: Any) -> None:
    deed.connection.execute(
        update(tables.question).where(tables.question.c.id == question_id).values(values)
    )


def one_of(name: str, value: str, allowed: Iterable[str]) -> str:
    """The value, one of those allowed. Raises ValueUnknown with ``name`` as its field."""
    if value not in tuple(allowed):
        raise ValueUnknown(field=name, value=value)
    return str(value)


def _clean_options(draft: QuestionDraft) -> list[str]:
    if draft.kind != QuestionKind.CHOICE:
        return []
    options = [clean_optional(option, limit=TITLE_LIMIT) for option in draft.options]
    options = list(dict.fromkeys(option for option in options if option))
    if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
        raise NumberOutOfRange(field="options", low=FEWEST_OPTIONS, high=MOST_OPTIONS)
    return options


def store_questions(
    deed: Deed,
    rows: Sequence[dict[str, Any]],
    status: QuestionStatus = QuestionStatus.READY,
) -> list[str]:
    """Insert questions in order; gives their labels."""
    last = issue(deed, QUESTION, len(rows))
    numbers = range(last - len(rows) + 1, last + 1)
    deed.connection.execute(
        insert(tables.question),
        [
            {
                **row,
                "workshop_id": deed.workshop.id,
                "number": number,
                "status": status,
                "revealed": False,
            }
            for number, row in zip(numbers, rows, strict=True)
        ],
    )
    return [f"Q{number}" for number in numbers]


def _worded(deed: Deed, asked: DeckQuestion, tool: str = "") -> str:
    return asked.worded(deed.workshop.client_name, deed.workshop.team_name, tool)


def row_of_deck(
    deed: Deed, slug: Deck, asked: DeckQuestion, step_id: int | None, *, tool: str = ""
) -> dict[str, Any]:
    """A question of a deck as it is stored, about a step (None: everywhere) or a tool."""
    return {
        "deck": slug,
        "kind": asked.kind,
        "text": _worded(deed, asked, tool),
        "about": tool,
        "step_id": step_id,
        "side": asked.side or "",
        "aspect": asked.aspect or "",
        "horizon": asked.horizon,
        "period": asked.period,
        "options": [],
    }


def _add_deck(deed: Deed, slug: Deck, step_id: int | None) -> list[str]:
    question = tables.question
    there = {
        row.text: f"Q{row.number}"
        for row in deed.connection.execute(
            select(question.c.text, question.c.number).where(
                question.c.workshop_id == deed.workshop.id,
                question.c.deck == slug,
                question.c.step_id.is_(None) if step_id is None else question.c.step_id == step_id,
            )
        )
    }
    # A question asked in another language, before the workshop changed its own, is there too.
    spoken = zip(*(deck(slug, language).questions for language in languages()), strict=True)
    labels = [
        next((there[text] for asked in same if (text := _worded(deed, asked)) in there), None)
        for same in spoken
    ]
    missing = [
        row_of_deck(deed, slug, asked, step_id)
        for asked, label in zip(deck(slug, deed.workshop.language).questions, labels, strict=True)
        if label is None
    ]
    added = iter(store_questions(deed, missing) if missing else ())
    return [label or next(added) for label in labels]
