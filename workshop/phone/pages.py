"""The participants' pages: one frozen sheet of what a page says, drawn by a template."""

import secrets
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import escape

from workshop.domain.text import CARD_LIMIT
from workshop.domain.weighing import WEIGHT_HIGH, WEIGHT_LOW
from workshop.domain.words import (
    FINISHED,
    Aspect,
    CardStatus,
    Effect,
    Kind,
    Lane,
    Phase,
    Sees,
    Side,
)
from workshop.i18n import Words
from workshop.phone.acts import acts_of, now_compared
from workshop.phone.assets import address
from workshop.phone.keeping import keeping_said
from workshop.phone.rooms import Scene
from workshop.phone.state import how_might_we
from workshop.services.answers import SCALE_HIGH, SCALE_LOW, SCALE_WORDS
from workshop.services.help import HELPER_LIMIT
from workshop.services.journeys import ANY_STEP
from workshop.services.model import model_notice
from workshop.services.moods import COMPARED, LIVED
from workshop.services.same import QUESTIONS
from workshop.services.views.away import AwayCard, AwayView
from workshop.services.views.questions import PhoneQuestion
from workshop.services.views.receipt import Receipt, ReceiptAction, ReceiptMeasure
from workshop.services.views.room import Myself, OwnCard, Room, SaidCard
from workshop.services.views.votes import TargetResult

# Nobody's words can be these: drawn anew at each start of the process.
_ID_HERE = f"id-{secrets.token_hex(16)}"
_LEFT_HERE = f"left-{secrets.token_hex(16)}"
_LATE_HERE = f"late-{secrets.token_hex(16)}"
_COUNT_HERE = f"count-{secrets.token_hex(16)}"

SCALE = tuple(zip(range(SCALE_LOW, SCALE_HIGH + 1), SCALE_WORDS, strict=True))
"""The five answers of a scale: the value, and what ends the key of its word."""

PAGES_KEPT = 8
"""Of one scene: more receipts of a room that stands still are drawn for each who asks."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen last: the form keeps it, so that the next card is a sentence and a tap.

    "Everywhere" until somebody says otherwise: a first step chosen for people would draw cards
    that do not belong to it.
    """

    kind: str = Kind.IRRITANT
    side: str = Side.CLIENT
    step: str = ANY_STEP


def fit_choice(room: Room, kind: str, side: str, step: str) -> Choice:
    """The choice as this room can keep it; what the facilitator pushed comes first."""
    spoken_of = Side(room.focus_side or (side if side in tuple(Side) else Choice().side))
    steps = {str(found.id) for found in room.steps if found.is_of(spoken_of)}
    return Choice(
        kind=kind if kind in tuple(Kind) else Choice().kind,
        side=spoken_of,
        step=room.focus_step or (step if step in steps else Choice().step),
    )


@dataclass(frozen=True, slots=True)
class Options:
    """What a menu of the card form offers, value to words; ``side``: "" for both."""

    side: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """A refusal to show in its place (``Gesture.place``), with what was typed."""

    place: str
    message: str
    text: str = ""
    topics: tuple[str, ...] = ()


NO_PROBLEM = Problem("", "")


def draw_room(
    scene: Scene,
    *,
    now: datetime,
    myself: Myself | None = None,
    choice: Choice | None = None,
    said: tuple[SaidCard, ...] = (),
    problem: Problem = NO_PROBLEM,
    sent: str = "",
    away: AwayView | None = None,
    cards: int = 0,
    opened: str = "",
    receipt: Receipt | None = None,
) -> str:
    """The page of a room in its phase.

    ``myself``: None for a stranger. ``sent``: the label of what has just been received. ``away``:
    what those read who see no projector. ``cards``: how many there are, where phones see a count.
    ``opened``: the step about which the other three questions of its mood are asked. ``receipt``:
    what became of the room's words, which whoever is elsewhere reads in place of its wall.

    A stranger's page is the same for all strangers, unless the phase asks each something else:
    it is drawn once for each scene, and only the fresh id, the time left and the count are put in.
    """
    is_strangers = myself is None and choice is None and not (problem.message or sent or opened)
    drawn = "room" if cards else "empty room"
    if receipt is not None:  # it may be another one next week, in the very same scene
        drawn, away = f"receipt {hash(receipt)}", None
        is_strangers = is_strangers and len(scene.drawn) < PAGES_KEPT
    page = scene.drawn.get(drawn) if is_strangers else None
    if page is None:
        facts = _facts(scene, myself or _stranger(scene.room), choice, problem, cards)
        facts |= {"said": said, "sent": sent, "away": away, "opened": opened}
        facts |= {"receipt": receipt}
        page = _draw("room.html", scene.words, **facts, stray=False)
        if problem.message and str(escape(problem.message)) not in page:
            # What was refused has no place on the page of this phase.
            page = _draw("room.html", scene.words, **facts, stray=True)
        if is_strangers:
            scene.drawn[drawn] = page
    left = _seconds_left(scene.room, now)
    return (
        page.replace(_ID_HERE, str(uuid.uuid4()))
        .replace(_LEFT_HERE, str(left))
        .replace(_LATE_HERE, " hidden" if left else "")
        .replace(_COUNT_HERE, scene.words.count("phone.count", cards))
    )


def draw_privacy(scene: Scene) -> str:
    """What is stored of a participant, for how long, and who sees what."""
    return _draw("privacy.html", scene.words, room=scene.room)


def draw_join(words: Words, *, typed: str = "", message: str = "", text: str = "") -> str:
    """The form for a room's code; ``text``: a sentence that found no room, kept for its author."""
    return _draw("join.html", words, typed=typed, message=message, text=text)


def _stranger(room: Room) -> Myself:
    return Myself(left=room.vote.budget if room.vote else 0)


def _facts(
    scene: Scene, myself: Myself, choice: Choice | None, problem: Problem, cards: int
) -> dict[str, object]:
    """What the page of a room says; see the templates for where."""
    room, words = scene.room, scene.words
    acts = acts_of(room, myself)
    steps = _step_titles(scene)
    has_answered = any(answer != (None, "") for answer in myself.answers.values())
    is_silent = not (myself.cards or myself.solutions or has_answered)
    return {
        "scene": scene,
        "room": room,
        "myself": myself,
        "choice": choice or fit_choice(room, "", "", ""),
        "problem": problem,
        "acts": acts.names,
        "asked": acts.asked,
        "prompts": acts.prompts,
        "moods": acts.moods,
        "tools": acts.tools,
        "is_silent": is_silent,
        "notice_first": is_silent and not _FREE_TEXT.isdisjoint(acts.names),
        "steps": steps,
        "compared": now_compared(myself),
        "compared_before": sum(task.value is not None for task in myself.same),
        "compared_most": QUESTIONS,
        "step_menu": _step_menu(room, steps),
        "persona_menu": _persona_menu(room),
        "vote_title": _vote_title(room, words),
        "left": myself.left,
        "needs_code": bool(room.vote and room.vote.with_codes and not myself.code_claimed),
        "most_points": max((result.points for result in _results(room)), default=0) or 1,
        "counted": _COUNT_HERE if room.rights.sees is Sees.COUNT and cards else "",
        "about_card": _about_card(words, steps),
        "card_state": _card_state(words),
        "new_card_state": words("phone.own.waiting" if room.inbox_first else "phone.own.received"),
        "fresh_id": _ID_HERE,
        "seconds_left": _LEFT_HERE,
        "late_hidden": _LATE_HERE,
    }


def _draw(template: str, words: Words, **facts: object) -> str:
    return _templates.get_template(template).render(t=words, **facts)


_FREE_TEXT = frozenset({"prompts", "moods", "cards", "solutions"})
"""Acts in which people may write: whoever has sent nothing reads first what becomes of it."""


def _step_titles(scene: Scene) -> Mapping[str, str]:
    titles = {str(step.id): f"{step.number} · {step.client_title}" for step in scene.room.steps}
    return MappingProxyType({**titles, ANY_STEP: scene.words("step.any")})


def _step_menu(room: Room, titles: Mapping[str, str]) -> list[Options]:
    """The steps under whose they are; all in one where the sides share them."""
    found = []
    for lane in Lane:
        steps = {str(step.id): titles[str(step.id)] for step in room.steps if step.lane is lane}
        if steps:
            found.append(Options("" if lane is Lane.BOTH else lane, steps))
    return found


def _persona_menu(room: Room) -> list[Options]:
    return [
        Options(side, names)
        for side in Side
        if (names := {one.id: one.name for one in room.personas if one.side is side})
    ]


def _vote_title(room: Room, words: Words) -> str:
    if room.vote is None:
        return ""
    asked = words(f"phone.vote.{room.vote.subject}")
    if room.vote.title:
        return room.vote.title
    if room.vote.number == 1:
        return asked
    return words("phone.vote.round", number=room.vote.number, asked=asked)


def _results(room: Room) -> tuple[TargetResult, ...]:
    return room.vote.results if room.vote else ()


def _about_card(words: Words, steps: Mapping[str, str]) -> Callable[[OwnCard | AwayCard], str]:
    def about(card: OwnCard | AwayCard) -> str:
        said = words(
            "phone.own.about",
            sign="−" if card.kind == Kind.IRRITANT else "+",
            kind=words(f"kind.{card.kind}.phone"),
            side=words(f"side.label.{card.side}"),
            step=steps.get(card.step, ""),
        )
        is_data = isinstance(card, AwayCard) and card.data
        return f"{said} · {words('phone.away.data')}" if is_data else said

    return about


def _card_state(words: Words) -> Callable[[OwnCard], str]:
    """What became of one's own card, in words."""
    keys = {
        CardStatus.SHOWN: "phone.own.received",
        CardStatus.WAITING: "phone.own.waiting",
        CardStatus.PARKED: "phone.own.parked",
    }

    def state(card: OwnCard) -> str:
        if card.status in keys:
            return words(keys[card.status])
        return words("phone.own.aside", reason=words(f"phone.aside.{card.set_aside or 'other'}"))

    return state


def _seconds_left(room: Room, now: datetime) -> int:
    if room.closes_at is None:
        return 0
    end = room.closes_at if room.closes_at.tzinfo else room.closes_at.replace(tzinfo=UTC)
    return max(0, int((end - now).total_seconds()))


# --- what the templates ask for -----------------------------------------------------------------


def phase_says(phase: Phase) -> str:
    """The key of the line that tells what the room is doing."""
    return f"phone.phase.{phase}"


def clock_time(moment: datetime) -> str:
    """A time of day as the clock on the server's wall shows it: 10:45."""
    return moment.astimezone().strftime("%H:%M")


def _effects(words: Words, key: str) -> list[tuple[str, str]]:
    """The answers to a mirror question: the value and its words."""
    values = (Effect.IRRITANT, Effect.NONE, Effect.ENCHANTMENT)
    return [(value.value, words(f"{key}.{value}")) for value in values]


def _mirror_words(side: str, speaks_for: str) -> str:
    """Whom a mirror question asks about: the clients, us, or (asked of a client) the team."""
    whom = "them" if speaks_for == Side.CLIENT else "us"
    return f"phone.mirror.{'client' if side == Side.CLIENT else whom}"


def _place_words(side: str, speaks_for: str) -> str:
    """Whose life with a topic is rated: the clients', ours, or (asked of a client) the team's."""
    whom = "them" if speaks_for == Side.CLIENT else "us"
    return f"phone.places.{'client' if side == Side.CLIENT else whom}"


def _options(asked: PhoneQuestion) -> list[tuple[int, str]]:
    return list(enumerate(asked.options))


def _feelings(questions: Sequence[PhoneQuestion]) -> list[PhoneQuestion]:
    return [asked for asked in questions if asked.aspect is Aspect.FEELING]


def _levels(questions: Sequence[PhoneQuestion]) -> list[PhoneQuestion]:
    """What is offered at a step and what is expected of it, beside each other."""
    return [asked for asked in questions if asked.aspect in COMPARED]


def _more(questions: Sequence[PhoneQuestion]) -> list[PhoneQuestion]:
    """The other moods of a step, asked only of whoever wants to say more."""
    return [asked for asked in questions if asked.aspect in LIVED[1:]]


def _outcome(words: Words, asked: PhoneQuestion, scale: str) -> list[tuple[str, int]]:
    """How many gave each answer to a revealed question, in the order of the answers."""
    labels = asked.options or [words(f"phone.scale.{scale}.{word}") for _, word in SCALE]
    return list(zip(labels, asked.spread, strict=False))


def _signed(words: Words, number: float, decimals: int = 0) -> str:
    """+2, −1 or 0."""
    shown = words.number(abs(number), decimals=decimals)
    return shown if not float(round(number, decimals)) else ("+" if number > 0 else "−") + shown


def _fate(words: Words, action: ReceiptAction) -> str:
    """Where an action stands, and for which month it was promised while it is not finished."""
    said = words(f"phone.receipt.status.{action.status}")
    if action.due is None or action.status in FINISHED:
        return said
    return words("phone.receipt.due", said=said, month=words.month(action.due))


def _measured(words: Words, measure: ReceiptMeasure) -> str:
    """What a measure said first, and what it says today."""
    figures = {"first": words.number(measure.first, decimals=1), "unit": measure.unit}
    if measure.last is None:
        return words("phone.receipt.once", **figures).strip()
    return words("phone.receipt.since", **figures, last=words.number(measure.last, decimals=1))


_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_templates.globals.update(
    address=address,
    any_step=ANY_STEP,
    clock_time=clock_time,
    effects=_effects,
    fate=_fate,
    feelings=_feelings,
    helper_limit=HELPER_LIMIT,
    how_might_we=how_might_we,
    keeping_said=keeping_said,
    kinds=tuple(Kind),
    levels=_levels,
    limit=CARD_LIMIT,
    measured=_measured,
    mirror_words=_mirror_words,
    model_notice=model_notice,
    more=_more,
    options=_options,
    outcome=_outcome,
    phase_says=phase_says,
    place_words=_place_words,
    scale=SCALE,
    sides=tuple(Side),
    signed=_signed,
    weights=tuple(range(WEIGHT_LOW, WEIGHT_HIGH + 1)),
)
