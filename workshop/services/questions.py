"""Questions on the phones: moods, prompt decks, the facilitator's own, the exit vote; answers."""

from collections.abc import Iterable, Mapping, Sequence
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
    StepUnknown,
    ValueUnknown,
    WorkshopError,
)
from workshop.domain.phases import PhoneGesture
from workshop.domain.text import CARD_LIMIT, TITLE_LIMIT, clean_optional, clean_text
from workshop.domain.words import (
    Aspect,
    Deck,
    Horizon,
    Kind,
    Period,
    QuestionKind,
    QuestionStatus,
    Side,
)
from workshop.services.actors import Facilitating
from workshop.services.capture import store_cards
from workshop.services.decks import PROMPT_DECKS, DeckQuestion, deck
from workshop.services.house import House
from workshop.services.journeys import ANY_STEP, Step, read_steps
from workshop.services.participants import settle
from workshop.services.solutions import store_solution
from workshop.services.templates import LANGUAGES
from workshop.services.transaction import Deed, change
from workshop.services.writer import Done
from workshop.storage import tables

SCALE_LOW, SCALE_HIGH = -2, 2
FEWEST_OPTIONS, MOST_OPTIONS = 2, 6
MOOD_STEPS = 4
"""Steps whose mood is asked unless the facilitator chooses others (METHOD.md, phase 3)."""

SKIP = "skip"

_PROMPTS = (*PROMPT_DECKS, Deck.OWN)
"""What is asked one question at a time; moods and the exit vote are lists."""

MoodKey = tuple[int | None, str, str]
"""A mood question: the step's id (None: everywhere), the side, the aspect."""


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


@dataclass(frozen=True, slots=True)
class MoodSent:
    """How a side feels at a step: ``value`` −2 … 2, or ``skip``."""

    token: str = field(repr=False)
    step: str
    side: str
    value: str


@dataclass(frozen=True, slots=True)
class AnswerSent:
    """An answer as a phone sent it; both empty, or the value ``skip``: skipped."""

    token: str = field(repr=False)
    question: str
    value: str = ""
    text: str = ""


# --- the facilitator's gestures ---------------------------------------------------------------


def add_question(house: House, actor: Facilitating, draft: QuestionDraft) -> str:
    """A question of the facilitator's own, ready to be pushed; gives its label.

    Raises ValueUnknown, StepUnknown, TextEmpty, TextTooLong, NumberOutOfRange (2 to 6 options).
    """
    values: dict[str, Any] = {
        "text": clean_text(draft.text, limit=CARD_LIMIT),
        "kind": _one_of("kind", draft.kind, QuestionKind),
        "side": _one_of("side", draft.side, ("", *Side)),
        "horizon": _one_of("horizon", draft.horizon, Horizon),
        "period": _one_of("period", draft.period, Period),
        "options": _clean_options(draft),
    }
    with change(house, actor, room=True) as deed:
        step_id = _step_ids(deed)(draft.step or ANY_STEP)
        [label] = _store(deed, [{**values, "deck": Deck.OWN, "step_id": step_id, "aspect": ""}])
        return label


def add_deck(house: House, actor: Facilitating, deck: str, *, step: str = "") -> list[str]:
    """All questions of a deck, ready to be pushed; gives their labels in the deck's order.

    Those that are there already, about the same step, are not added again. Raises ValueUnknown
    (also for moods, which ``choose_moods`` asks), StepUnknown.
    """
    slug = Deck(_one_of("deck", deck, (*PROMPT_DECKS, Deck.EXIT)))
    with change(house, actor, room=True) as deed:
        return _add_deck(deed, slug, _step_ids(deed)(step or ANY_STEP))


def push_question(house: House, actor: Facilitating, label: str) -> None:
    """Put a question on the phones; of the prompts one at a time, so that the others close.

    A question that is pushed again begins with its results hidden. Raises QuestionUnknown.
    """
    question = tables.question
    with change(house, actor, room=True) as deed:
        found = find_question(deed, label)
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
    with change(house, actor, room=True) as deed:
        _set(deed, find_question(deed, label).id, status=QuestionStatus.CLOSED)


def reveal_question(house: House, actor: Facilitating, label: str, *, revealed: bool) -> None:
    """Show the room what it answered, from the floor on; or hide it. Raises QuestionUnknown."""
    with change(house, actor, room=True) as deed:
        _set(deed, find_question(deed, label).id, revealed=revealed)


def remove_question(house: House, actor: Facilitating, label: str) -> None:
    """Remove a question and its answers; cards and ideas made of them stay.

    Raises QuestionUnknown.
    """
    question = tables.question
    with change(house, actor, room=True) as deed:
        found = find_question(deed, label)
        deed.connection.execute(question.delete().where(question.c.id == found.id))


def choose_moods(
    house: House,
    actor: Facilitating,
    steps: Sequence[str],
    sides: Sequence[str] = (Side.CLIENT, Side.EMPLOYEE),
    *,
    four: bool = True,
) -> None:
    """Ask the moods of these steps (ids, or ``any``) for these sides, and of no others.

    ``four``: of the team also what is easy, what is in the way and what would help (article D).
    Answers given before stay. Raises ValueUnknown (``side``), StepUnknown.
    """
    chosen = [_one_of("side", side, Side) for side in sides]
    with change(house, actor, room=True) as deed:
        find = _step_ids(deed)
        _ask_moods(deed, [find(step) for step in steps], chosen, four=four)


def make_card(
    house: House, actor: Facilitating, question: str, answer: int, *, kind: str = Kind.IRRITANT
) -> str:
    """One tap: an answer in words becomes a card of whoever gave it; gives its label.

    ``answer``: its rank. The card has the question's step, side and horizon; of a question about
    no side, the side its author speaks for. Tapped twice, it is the same card. Raises
    ValueUnknown (``kind``), QuestionUnknown, AnswerUnknown.
    """
    _one_of("kind", kind, Kind)
    card = tables.card
    with change(house, actor) as deed:
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
    with change(house, actor) as deed:
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


# --- what a phase brings ----------------------------------------------------------------------


def begin_moods(deed: Deed) -> None:
    """The workshop comes into the phase of moods: unless some were chosen, four steps are asked.

    Moments of truth first, then spread over the journey; without any step, one mood everywhere.
    """
    if _moods_there(deed):
        return
    steps = steps_to_feel(read_steps(deed.connection, deed.workshop.id))
    _ask_moods(deed, [step.id for step in steps] or [None], tuple(Side), four=True)


def steps_to_feel(steps: Sequence[Step], limit: int = MOOD_STEPS) -> tuple[Step, ...]:
    """At most ``limit`` steps, in order: moments of truth, then evenly among the others."""
    truths = [step for step in steps if step.moment_of_truth]
    others = [step for step in steps if not step.moment_of_truth]
    chosen = _spread(truths, limit)
    chosen += _spread(others, limit - len(chosen))
    return tuple(sorted(chosen, key=lambda step: step.position))


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
        for language in LANGUAGES
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


# --- the phones' gestures ---------------------------------------------------------------------


def set_moods(deed: Deed, gestures: Sequence[MoodSent]) -> list[object]:
    """Apply moods in order (for ``Writer.submit``); a participant's last one counts.

    A step that was never asked about is, from then on; one that was taken off the phones is not.
    Refusals: PhaseClosed, DoorClosed, StepUnknown, ValueUnknown (``side``), NumberOutOfRange,
    QuestionClosed.
    """
    if not deed.workshop.may(PhoneGesture.MOOD):
        return [PhaseClosed(phase=deed.workshop.phase)] * len(gestures)
    people = settle(deed, (gesture.token for gesture in gestures))
    find = _step_ids(deed)
    checked = [_check_mood(gesture, people, find) for gesture in gestures]
    there = _feelings(deed, [found for found in checked if isinstance(found, _Mood)])
    said: list[WorkshopError | _Said] = []
    for gesture, found in zip(gestures, checked, strict=True):
        if isinstance(found, WorkshopError):
            said.append(found)
        elif there[found.step_id, found.side].status == QuestionStatus.CLOSED:
            said.append(QuestionClosed(step=gesture.step, side=gesture.side))
        else:
            answer = {"step": gesture.step, "side": gesture.side, "value": found.value}
            if found.value is None:
                answer["value"] = SKIP
            question_id = there[found.step_id, found.side].id
            said.append(_Said(question_id, people[gesture.token], found.value, "", answer))
    return _record(deed, said)


def answer_questions(deed: Deed, gestures: Sequence[AnswerSent]) -> list[object]:
    """Apply answers in order (for ``Writer.submit``); a participant's last one counts.

    Refusals: DoorClosed, QuestionUnknown, QuestionClosed, PhaseClosed (a mood in another phase),
    NumberOutOfRange, TextTooLong, ValueUnknown (a card question is answered by a card).
    """
    people = settle(deed, (gesture.token for gesture in gestures))
    question = tables.question
    asked = {
        row.number: row
        for row in deed.connection.execute(
            select(question).where(question.c.workshop_id == deed.workshop.id)
        )
    }
    said: list[WorkshopError | _Said] = []
    for gesture in gestures:
        try:
            said.append(_check_answer(deed, gesture, people, asked))
        except WorkshopError as refused:
            said.append(refused)
    return _record(deed, said)


@dataclass(frozen=True, slots=True)
class _Mood:
    step_id: int | None
    side: str
    value: int | None


@dataclass(frozen=True, slots=True)
class _Said:
    """One answer on its way into the database, and what its phone is told."""

    question_id: int
    person_id: int
    value: int | None
    text: str
    answer: dict[str, Any]


def _check_mood(
    gesture: MoodSent, people: Mapping[str, int], find: "_StepFinder"
) -> WorkshopError | _Mood:
    if gesture.token not in people:
        return DoorClosed()
    try:
        return _Mood(
            step_id=find(gesture.step),
            side=_one_of("side", gesture.side, Side),
            value=_number(gesture.value, SCALE_LOW, SCALE_HIGH),
        )
    except WorkshopError as refused:
        return refused


def _feelings(deed: Deed, wanted: Iterable[_Mood]) -> dict[tuple[int | None, str], Any]:
    """The question behind each mood that is sent; made, ready, where there is none."""
    there = _moods_there(deed)
    missing = {(mood.step_id, mood.side, Aspect.FEELING.value): None for mood in wanted}
    fresh = [key for key in missing if key not in there]
    if fresh:
        _store_moods(deed, fresh, QuestionStatus.READY)
        there = _moods_there(deed)
    return {
        (step_id, side): row
        for (step_id, side, aspect), row in there.items()
        if aspect == Aspect.FEELING
    }


def _check_answer(
    deed: Deed, gesture: AnswerSent, people: Mapping[str, int], asked: Mapping[int, Any]
) -> _Said:
    if gesture.token not in people:
        raise DoorClosed()
    number = read_label(gesture.question, "Q")
    if number is None or number not in asked:
        raise QuestionUnknown(question=gesture.question)
    row = asked[number]
    if row.status != QuestionStatus.OPEN:
        raise QuestionClosed(question=gesture.question)
    if row.deck == Deck.MOOD and not deed.workshop.may(PhoneGesture.MOOD):
        raise PhaseClosed(phase=deed.workshop.phase)
    value, text = _read_answer(row, gesture)
    answer = {"question": f"Q{number}", "value": value, "text": text}
    return _Said(row.id, people[gesture.token], value, text, answer)


def _read_answer(row: Any, gesture: AnswerSent) -> tuple[int | None, str]:
    """The value or the text; neither for a question that is skipped."""
    text = clean_optional(gesture.text, limit=CARD_LIMIT)
    if gesture.value == SKIP or not (gesture.value or text):
        return None, ""
    match QuestionKind(row.kind):
        case QuestionKind.TEXT:
            return None, text
        case QuestionKind.SCALE:
            return _number(gesture.value, SCALE_LOW, SCALE_HIGH), ""
        case QuestionKind.CHOICE:
            return _number(gesture.value, 0, len(row.options) - 1), ""
        case _:  # a card, which comes by its own gesture
            raise ValueUnknown(field="value", value=gesture.value or text)


def _number(sent: str, low: int, high: int) -> int | None:
    """A whole number as a form sends it; None for ``skip``. Raises NumberOutOfRange."""
    if sent == SKIP:
        return None
    numbers = {str(number): number for number in range(low, high + 1)}
    if sent not in numbers:
        raise NumberOutOfRange(field="value", low=low, high=high)
    return numbers[sent]


def _record(deed: Deed, said: Sequence[WorkshopError | _Said]) -> list[object]:
    """Write the answers, at most three statements; Done for those that changed something."""
    answer = tables.answer
    keys = {(one.question_id, one.person_id) for one in said if isinstance(one, _Said)}
    if not keys:
        return list(said)
    before = {
        (row.question_id, row.participant_id): (row.value, row.text)
        for row in deed.connection.execute(
            select(
                answer.c.question_id, answer.c.participant_id, answer.c.value, answer.c.text
            ).where(tuple_(answer.c.question_id, answer.c.participant_id).in_(list(keys)))
        )
    }
    now = dict(before)
    results: list[object] = []
    for one in said:
        if isinstance(one, WorkshopError):
            results.append(one)
            continue
        key = (one.question_id, one.person_id)
        results.append(one.answer if now.get(key) == (one.value, one.text) else Done(one.answer))
        now[key] = (one.value, one.text)
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
    return results


# --- finding and storing ----------------------------------------------------------------------


def find_question(deed: Deed, label: str) -> Any:
    """The row of the question with this label in this workshop. Raises QuestionUnknown."""
    question = tables.question
    row = deed.connection.execute(
        select(question).where(
            question.c.workshop_id == deed.workshop.id,
            question.c.number == read_label(label, "Q"),
        )
    ).one_or_none()
    if row is None:
        raise QuestionUnknown(question=label)
    return row


def _find_answer(deed: Deed, label: str, rank: int) -> tuple[Any, Any]:
    """A question, and the answer in words with this rank. Raises AnswerUnknown as well."""
    asked = find_question(deed, label)
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


def _set(deed: Deed, question_id: int, **values: Any) -> None:
    deed.connection.execute(
        update(tables.question).where(tables.question.c.id == question_id).values(values)
    )


class _StepFinder:
    """The steps of a workshop by what phones and screens call them, read once."""

    def __init__(self, ids: Iterable[int]) -> None:
        self._ids: dict[str, int | None] = {str(step_id): step_id for step_id in ids}
        self._ids[ANY_STEP] = None

    def __call__(self, step: str) -> int | None:
        """A step's id; None for everywhere. Raises StepUnknown."""
        if step not in self._ids:
            raise StepUnknown(step=step)
        return self._ids[step]


def _step_ids(deed: Deed) -> _StepFinder:
    step = tables.step
    return _StepFinder(
        deed.connection.scalars(select(step.c.id).where(step.c.workshop_id == deed.workshop.id))
    )


def _one_of(name: str, value: str, allowed: Iterable[str]) -> str:
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


def _store(
    deed: Deed,
    rows: Sequence[dict[str, Any]],
    status: QuestionStatus = QuestionStatus.READY,
) -> list[str]:
    """Insert questions in order; gives their labels."""
    workshop = tables.workshop
    last: int = deed.connection.execute(
        update(workshop)
        .where(workshop.c.id == deed.workshop.id)
        .values(questions_issued=workshop.c.questions_issued + len(rows))
        .returning(workshop.c.questions_issued)
    ).scalar_one()
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


def _worded(deed: Deed, asked: DeckQuestion) -> str:
    return asked.worded(deed.workshop.client_name, deed.workshop.team_name)


def _row_of(deed: Deed, slug: Deck, asked: DeckQuestion, step_id: int | None) -> dict[str, Any]:
    return {
        "deck": slug,
        "kind": asked.kind,
        "text": _worded(deed, asked),
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
    # A question asked in the other language, before the workshop changed its own, is there too.
    spoken = zip(*(deck(slug, language).questions for language in LANGUAGES), strict=True)
    labels = [
        next((there[text] for asked in both if (text := _worded(deed, asked)) in there), None)
        for both in spoken
    ]
    missing = [
        _row_of(deed, slug, asked, step_id)
        for asked, label in zip(deck(slug, deed.workshop.language).questions, labels, strict=True)
        if label is None
    ]
    added = iter(_store(deed, missing) if missing else ())
    return [label or next(added) for label in labels]


def _moods_there(deed: Deed) -> dict[MoodKey, Any]:
    question = tables.question
    return {
        (row.step_id, row.side, row.aspect): row
        for row in deed.connection.execute(
            select(question)
            .where(question.c.workshop_id == deed.workshop.id, question.c.deck == Deck.MOOD)
            .order_by(question.c.number)
        )
    }


def _ask_moods(
    deed: Deed, step_ids: Sequence[int | None], sides: Sequence[str], *, four: bool
) -> None:
    """Open the moods of these steps and sides, made where there are none; close the others."""
    drafts = deck(Deck.MOOD, deed.workshop.language).questions
    wanted: list[MoodKey] = [
        (step_id, str(asked.side), str(asked.aspect))
        for step_id in dict.fromkeys(step_ids)
        for asked in drafts
        if asked.side in sides and (four or asked.aspect is Aspect.FEELING)
    ]
    there = _moods_there(deed)
    question = tables.question
    kept = [there[key].id for key in wanted if key in there]
    moods = (question.c.workshop_id == deed.workshop.id, question.c.deck == Deck.MOOD)
    for which, status in (
        (question.c.id.in_(kept), QuestionStatus.OPEN),
        (question.c.id.not_in(kept), QuestionStatus.CLOSED),
    ):
        deed.connection.execute(update(question).where(*moods, which).values(status=status))
    missing = [key for key in wanted if key not in there]
    if missing:
        _store_moods(deed, missing, QuestionStatus.OPEN)


def _store_moods(deed: Deed, keys: Sequence[MoodKey], status: QuestionStatus) -> None:
    drafts = {
        (asked.side, asked.aspect): asked
        for asked in deck(Deck.MOOD, deed.workshop.language).questions
    }
    rows = [
        _row_of(deed, Deck.MOOD, drafts[Side(side), Aspect(aspect)], step_id)
        for step_id, side, aspect in keys
    ]
    _store(deed, rows, status)


def _spread(steps: Sequence[Step], count: int) -> list[Step]:
    """``count`` of the steps, or all if they are fewer, as far from each other as can be."""
    if len(steps) <= count:
        return list(steps)
    if count == 1:
        return [steps[len(steps) // 2]]
    return [steps[round(place * (len(steps) - 1) / (count - 1))] for place in range(count)]
