"""Moods: whose phones are asked about which steps, and what they tell, −2 … 2 or skipped.

Asked before, during or after the workshop: the same question of another period is another one, so
that both can be compared. Beside them, what is offered at a step and what is expected of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select, update

from workshop.domain.errors import DoorClosed, PhaseClosed, QuestionClosed, WorkshopError
from workshop.domain.gestures import Gesture
from workshop.domain.phases import PhoneGesture
from workshop.domain.words import Aspect, Deck, Lane, Period, QuestionStatus, Side
from workshop.services.actors import Facilitating
from workshop.services.answers import SCALE_HIGH, SCALE_LOW, SKIP, Said, read_number, record_answers
from workshop.services.decks import deck
from workshop.services.house import House
from workshop.services.journeys import Step, StepFinder, read_steps, step_finder
from workshop.services.participants import settle
from workshop.services.questions import one_of, row_of_deck, store_questions
from workshop.services.transaction import Deed, change
from workshop.storage import tables

MOOD_STEPS = 4
"""Steps whose mood is asked unless the facilitator chooses others (METHOD.md, phase 3)."""

LIVED = (Aspect.FEELING, Aspect.EASE, Aspect.OBSTACLE, Aspect.HELP)
"""The four moods of a step, asked together."""

COMPARED = (Aspect.OFFERED, Aspect.EXPECTED)
"""What a side gets at a step, beside what it wants; asked together."""

MoodKey = tuple[int | None, str, str, str]
"""A mood question: the step's id (None: everywhere), the side, the aspect, the period."""


@dataclass(frozen=True, slots=True)
class MoodSent:
    """How a side feels at a step: ``value`` −2 … 2, or ``skip``."""

    token: str = field(repr=False)
    step: str
    side: str
    value: str


# --- the facilitator's gesture ----------------------------------------------------------------


def choose_moods(
    house: House,
    actor: Facilitating,
    steps: Sequence[str],
    sides: Sequence[str] = (Side.CLIENT, Side.EMPLOYEE),
    *,
    four: bool = True,
    period: str = Period.DURING,
) -> None:
    """Ask the moods of these steps (ids, or ``any``) for these sides, and of no others.

    ``four``: of the team also what is easy, what is in the way and what would help (article D).
    Answers given before stay, those of another period apart. Raises ValueUnknown (``side``,
    ``period``), StepUnknown.
    """
    chosen = [one_of("side", side, Side) for side in sides]
    when = Period(one_of("period", period, Period))
    with change(house, actor, Gesture.CHOOSE_MOODS, room=True) as deed:
        find = step_finder(deed)
        aspects = LIVED if four else (Aspect.FEELING,)
        _ask(deed, [find(step) for step in steps], chosen, aspects, of=LIVED, period=when)


def ask_expectations(
    house: House, actor: Facilitating, steps: Sequence[str], sides: Sequence[str] = (Side.CLIENT,)
) -> None:
    """Ask what these steps (ids, or ``any``) offer these sides and what they expect; no others.

    No step takes the questions off the phones; answers given before stay. Raises ValueUnknown
    (``side``), StepUnknown.
    """
    chosen = [one_of("side", side, Side) for side in sides]
    with change(house, actor, Gesture.ASK_EXPECTATIONS, room=True) as deed:
        find = step_finder(deed)
        _ask(deed, [find(step) for step in steps], chosen, COMPARED, of=COMPARED)


# --- what the phase brings --------------------------------------------------------------------


def begin_moods(deed: Deed) -> None:
    """The workshop comes into the phase of moods: unless some are asked, four steps are.

    Moments of truth first, then spread over the journey; without any step, one mood everywhere.
    """
    if any(
        key[2] in LIVED and row.status == QuestionStatus.OPEN
        for key, row in _moods_there(deed).items()
    ):
        return
    steps = steps_to_feel(read_steps(deed.connection, deed.workshop.id))
    _ask(deed, [step.id for step in steps] or [None], tuple(Side), LIVED, of=LIVED)


def steps_to_feel(steps: Sequence[Step], limit: int = MOOD_STEPS) -> tuple[Step, ...]:
    """At most ``limit`` steps, in order: moments of truth, then evenly among the others."""
    truths = [step for step in steps if step.moment_of_truth]
    others = [step for step in steps if not step.moment_of_truth]
    chosen = _spread(truths, limit)
    chosen += _spread(others, limit - len(chosen))
    return tuple(sorted(chosen, key=lambda step: step.position))


def _spread(steps: Sequence[Step], count: int) -> list[Step]:
    """``count`` of the steps, or all if they are fewer, as far from each other as can be."""
    if len(steps) <= count:
        return list(steps)
    if count == 1:
        return [steps[len(steps) // 2]]
    return [steps[round(place * (len(steps) - 1) / (count - 1))] for place in range(count)]


# --- the phones' gesture ----------------------------------------------------------------------


def set_moods(deed: Deed, gestures: Sequence[MoodSent]) -> list[object]:
    """Apply moods in order (for ``Writer.submit``); a participant's last one counts.

    A step that was never asked about is, from then on; one that was taken off the phones is not.
    Refusals: PhaseClosed, DoorClosed, StepUnknown, ValueUnknown (``side``), NumberOutOfRange,
    QuestionClosed.
    """
    if not deed.workshop.may(PhoneGesture.MOOD):
        return [PhaseClosed(phase=deed.workshop.phase)] * len(gestures)
    people = settle(deed, (gesture.token for gesture in gestures))
    find = step_finder(deed)
    checked = [_check_mood(gesture, people, find) for gesture in gestures]
    there = _feelings(deed, [found for found in checked if isinstance(found, _Mood)])
    said: list[WorkshopError | Said] = []
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
            said.append(Said(question_id, people[gesture.token], found.value, "", answer))
    return record_answers(deed, said)


def put_moods(deed: Deed, said: Sequence[tuple[int, int | None, str, int]]) -> None:
    """Inside an open change: what voices on paper felt: participant, step, side and value.

    Whatever the phase, and whether or not phones are asked: the sheet was filled in when they were.
    """
    there = _feelings(deed, [_Mood(step_id, side, value) for _, step_id, side, value in said])
    record_answers(
        deed,
        [
            Said(there[step_id, side].id, person, value, "", {})
            for person, step_id, side, value in said
        ],
    )


@dataclass(frozen=True, slots=True)
class _Mood:
    step_id: int | None
    side: str
    value: int | None


def _check_mood(
    gesture: MoodSent, people: Mapping[str, int], find: "StepFinder"
) -> WorkshopError | _Mood:
    if gesture.token not in people:
        return DoorClosed()
    try:
        return _Mood(
            step_id=find(gesture.step),
            side=one_of("side", gesture.side, Side),
            value=read_number(gesture.value, SCALE_LOW, SCALE_HIGH),
        )
    except WorkshopError as refused:
        return refused


def _feelings(deed: Deed, wanted: Iterable[_Mood]) -> dict[tuple[int | None, str], Any]:
    """The question behind each mood that is sent; made, ready, where there is none.

    Asked in several periods, it is the one that is on the phones, else the one that was last made.
    """
    there = _feelings_there(deed)
    missing = {(mood.step_id, mood.side): None for mood in wanted}
    fresh = [key for key in missing if key not in there]
    if fresh:
        keys = [
            (step_id, side, Aspect.FEELING.value, Period.DURING.value) for step_id, side in fresh
        ]
        _store_moods(deed, keys, QuestionStatus.READY)
        there = _feelings_there(deed)
    return there


def _feelings_there(deed: Deed) -> dict[tuple[int | None, str], Any]:
    found: dict[tuple[int | None, str], Any] = {}
    for (step_id, side, aspect, _), row in _moods_there(deed).items():
        if aspect == Aspect.FEELING:
            before = found.get((step_id, side))
            if before is None or before.status != QuestionStatus.OPEN:
                found[step_id, side] = row
    return found


# --- finding and storing ----------------------------------------------------------------------


def _moods_there(deed: Deed) -> dict[MoodKey, Any]:
    question = tables.question
    return {
        (row.step_id, row.side, row.aspect, row.period): row
        for row in deed.connection.execute(
            select(question)
            .where(question.c.workshop_id == deed.workshop.id, question.c.deck == Deck.MOOD)
            .order_by(question.c.number)
        )
    }


def _ask(
    deed: Deed,
    step_ids: Sequence[int | None],
    sides: Sequence[str],
    aspects: Sequence[Aspect],
    *,
    of: Sequence[Aspect],
    period: Period = Period.DURING,
) -> None:
    """Open what is asked of these steps and sides, made where there is none; close the others.

    ``of``: the aspects that are asked together; what is asked beside them stays as it is.
    """
    drafts = deck(Deck.MOOD, deed.workshop.language).questions
    theirs = _sides_of_steps(deed)
    wanted: list[MoodKey] = [
        (step_id, str(asked.side), str(asked.aspect), period.value)
        for step_id in dict.fromkeys(step_ids)
        for asked in drafts
        if asked.side in sides
        and asked.aspect in aspects
        and asked.side in theirs.get(step_id, tuple(Side))
    ]
    there = _moods_there(deed)
    question = tables.question
    kept = [there[key].id for key in wanted if key in there]
    family = (
        question.c.workshop_id == deed.workshop.id,
        question.c.deck == Deck.MOOD,
        question.c.aspect.in_(of),
    )
    for which, status in (
        (question.c.id.in_(kept), QuestionStatus.OPEN),
        (question.c.id.not_in(kept), QuestionStatus.CLOSED),
    ):
        deed.connection.execute(update(question).where(*family, which).values(status=status))
    missing = [key for key in wanted if key not in there]
    if missing:
        _store_moods(deed, missing, QuestionStatus.OPEN)


def _sides_of_steps(deed: Deed) -> dict[int | None, tuple[Side, ...]]:
    """Who lives the steps of a life cycle: the side whose it is, and not the other one."""
    step = tables.step
    return {
        row.id: (Side(row.lane),)
        for row in deed.connection.execute(
            select(step.c.id, step.c.lane).where(
                step.c.workshop_id == deed.workshop.id, step.c.lane != Lane.BOTH
            )
        )
    }


def _store_moods(deed: Deed, keys: Sequence[MoodKey], status: QuestionStatus) -> None:
    drafts = {
        (asked.side, asked.aspect): asked
        for asked in deck(Deck.MOOD, deed.workshop.language).questions
    }
    rows = [
        {
            **row_of_deck(deed, Deck.MOOD, drafts[Side(side), Aspect(aspect)], step_id),
            "period": period,
        }
        for step_id, side, aspect, period in keys
    ]
    store_questions(deed, rows, status)
