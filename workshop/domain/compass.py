"""The compass: what a facilitator may be glad to hear now, from figures alone (METHOD.md).

It is the same for the same figures, tells nothing about anybody, and does nothing by itself. A
hint is given in those phases only in which something can still be done about it, and only once the
room has had the chance to settle it without us. ``RULES`` has a line for each.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from workshop.domain.compass_figures import Figures
from workshop.domain.figures import GoodwillAlarm
from workshop.domain.matrix import CONTROVERSY_TO_BE_SHARED
from workshop.domain.words import CauseTag, Phase, Quadrant, Side

CARDS_ON_ONE_STEP = 6
"""On one step, before its other side counts as silent there."""

ALMOST_SILENT = 0.1
"""The share of the wall up to which a side is almost silent: one card in ten."""

PHONES_TO_JUDGE = 5
"""Phones in the room before it is said who is not: roles come in one after the other."""

ROLES_SHARED = 1 / 3
"""The share of the map's roles that must be here before the others are missed: with fewer, people
call theirs otherwise than the map does."""

QUIET_MINUTES = 5
"""How long a phase is open before phones that did nothing in it count as quiet."""

LATE_MINUTES = 5
"""Behind the agenda, from which on it is worth a word: less is made up for while talking."""

IDEAS_TO_JUDGE = 3
"""Ideas before it is asked for those of tomorrow."""


class HintCode(StrEnum):
    """What a hint is about; the most urgent first: what cannot be made up for later."""

    PHONES_QUIET = "phones_quiet"
    LATE = "late"
    SILENT_SIDE = "silent_side"
    SILENT_STEP = "silent_step"
    SILENT_SIDE_ON_STEP = "silent_side_on_step"
    NO_MIRROR = "no_mirror"
    UNHEARD_PAYER = "unheard_payer"
    UNCARRIED_PRIORITY = "uncarried_priority"
    NO_MEASURE = "no_measure"
    GOODWILL = "goodwill"
    CONTRARY_KPI = "contrary_kpi"
    CONTROVERSIAL = "controversial"
    ONE_FAMILY = "one_family"
    ABSENT_ROLES = "absent_roles"
    TOMORROW_UNASKED = "tomorrow_unasked"


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing worth knowing now.

    ``about``: what it rests on, labels (T3, S4, A5), ids of steps, or names of roles; ``figures``:
    the counts, by what they count; ``side``: the one that is missing, where it is one; ``goes_to``:
    a phase's code or "agenda", "" where one is already.
    """

    code: HintCode
    about: tuple[str, ...] = ()
    figures: Mapping[str, int] = field(default_factory=dict)
    side: Side | None = None
    goes_to: str = ""

    @property
    def method(self) -> Phase:
        """The phase of the method whose rule it is."""
        return RULES[self.code].method


def hints(figures: Figures) -> tuple[Hint, ...]:
    """What is worth a word now, the most urgent first; nothing of an empty workshop."""
    found = (RULES[code].find(figures) for code in HintCode if figures.phase in RULES[code].in_time)
    return tuple(hint for hint in found if hint is not None)


# --- the room and its time ------------------------------------------------------------------------


def _phones_quiet(figures: Figures) -> Hint | None:
    """Most of the phones have done nothing yet of what the phase asks."""
    room = figures.room
    if room.heard is None or room.minutes is None or room.minutes < QUIET_MINUTES:
        return None
    if room.heard * 2 >= room.phones or not _is_there(figures):
        return None
    counts = {"phones": room.phones, "heard": room.heard, "minutes": room.minutes}
    return Hint(HintCode.PHONES_QUIET, figures=counts)


def _late(figures: Figures) -> Hint | None:
    """Not of an agenda that was begun while the workshop was tried out, the evening before."""
    if figures.room.late < LATE_MINUTES or figures.is_empty:
        return None
    return _hint(HintCode.LATE, minutes=figures.room.late)


def _absent_roles(figures: Figures) -> Hint | None:
    room = figures.room
    roles = len(room.absent) + room.present
    if not room.absent or room.present < ROLES_SHARED * roles or not _is_there(figures):
        return None
    return _hint(HintCode.ABSENT_ROLES, room.absent, phones=room.phones)


def _is_there(figures: Figures) -> bool:
    """Enough phones to speak of the room, and to tell of nobody in it."""
    return figures.room.phones >= max(PHONES_TO_JUDGE, figures.floor)


# --- the wall -------------------------------------------------------------------------------------


def _silent_side(figures: Figures) -> Hint | None:
    side, cards = _quieter(figures)
    if not figures.wall_is_full or cards > ALMOST_SILENT * figures.cards:
        return None
    return _hint(HintCode.SILENT_SIDE, side=side, cards=cards, of=figures.cards)


def _quieter(figures: Figures) -> tuple[Side, int]:
    """The side with fewer cards, and how many those are."""
    if figures.client < figures.employee:
        return Side.CLIENT, figures.client
    return Side.EMPLOYEE, figures.employee


def _silent_step(figures: Figures) -> Hint | None:
    silent = tuple(step.step for step in figures.steps if not step.cards)
    if not silent or not figures.wall_is_full:
        return None
    return _hint(HintCode.SILENT_STEP, silent, of=figures.cards)


def _silent_side_on_step(figures: Figures) -> Hint | None:
    """Not of a side that is silent everywhere: that is told once, of the whole wall."""
    told = _silent_side(figures)
    found = [
        step
        for step in figures.steps
        if step.cards >= CARDS_ON_ONE_STEP
        and step.silent is not None
        and (told is None or told.side is not step.silent)
    ]
    if not found:
        return None
    fullest = max(found, key=lambda step: step.cards)
    alike = tuple(step.step for step in found if step.silent is fullest.silent)
    about = (fullest.step, *(step for step in alike if step != fullest.step))
    return _hint(HintCode.SILENT_SIDE_ON_STEP, about, side=fullest.silent, cards=fullest.cards)


def _tomorrow_unasked(figures: Figures) -> Hint | None:
    ideas = len(figures.ideas)
    ready = ideas >= IDEAS_TO_JUDGE if figures.phase is Phase.IDEATE else figures.wall_is_full
    if figures.tomorrow or not ready:
        return None
    return _hint(HintCode.TOMORROW_UNASKED, cards=figures.cards)


# --- the matrix -----------------------------------------------------------------------------------


def _no_mirror(figures: Figures) -> Hint | None:
    """In the phase where topics are made phones ask by themselves, unless they may not."""
    asks_itself = figures.phase is Phase.GROUP and figures.may_mirror
    if not figures.waiting or figures.mirrored or asks_itself:
        return None
    to = Phase.MATRIX if figures.phase is Phase.MATRIX else Phase.GROUP
    counts = {"topics": len(figures.waiting)}
    return Hint(HintCode.NO_MIRROR, figures.waiting, counts, goes_to=to)


def _controversial(figures: Figures) -> Hint | None:
    """Only while nobody has looked below it: a cause is what becomes of a disagreement."""
    found = [topic for topic in figures.topics if topic.controversy >= CONTROVERSY_TO_BE_SHARED]
    labels = tuple(topic.label for topic in found if not topic.worked_on)
    return _hint(HintCode.CONTROVERSIAL, labels) if labels else None


def _one_family(figures: Figures) -> Hint | None:
    labels = tuple(topic.label for topic in figures.topics if topic.family)
    return _hint(HintCode.ONE_FAMILY, labels) if labels else None


# --- causes, ideas, actions -----------------------------------------------------------------------


def _goodwill(figures: Figures) -> Hint | None:
    """A team that may be compensating, and no topic of that step is worked on."""
    answered = {topic.step for topic in figures.topics if topic.worked_on}
    alarmed = [step for step in figures.steps if step.goodwill is not GoodwillAlarm.NONE]
    steps = tuple(step.step for step in alarmed if step.step not in answered)
    return _hint(HintCode.GOODWILL, steps) if steps else None


def _contrary_kpi(figures: Figures) -> Hint | None:
    """On the main step of a priority topic; until one of its causes is a KPI."""
    priorities = [topic for topic in figures.topics if topic.quadrant is Quadrant.PRIORITY]
    open_steps = {topic.step for topic in priorities if CauseTag.KPI not in topic.tags}
    steps = tuple(step.step for step in figures.steps if step.contrary and step.step in open_steps)
    return _hint(HintCode.CONTRARY_KPI, steps) if steps else None


def _unheard_payer(figures: Figures) -> Hint | None:
    """Enough have rated for the missing side to have had the chance."""
    found = [
        idea for idea in figures.ideas if idea.unheard is not None and idea.ballots >= figures.floor
    ]
    if not found:
        return None
    side = found[0].unheard
    labels = tuple(idea.label for idea in found if idea.unheard is side)
    return _hint(HintCode.UNHEARD_PAYER, labels, side=side)


def _uncarried_priority(figures: Figures) -> Hint | None:
    """Where the plan is made, only once it holds something: before, all of them wait."""
    labels = tuple(
        topic.label
        for topic in figures.topics
        if topic.quadrant is Quadrant.PRIORITY and not topic.carried
    )
    begun = bool(figures.actions) or figures.phase is Phase.CLOSE
    return _hint(HintCode.UNCARRIED_PRIORITY, labels) if labels and begun else None


def _no_measure(figures: Figures) -> Hint | None:
    """Where the plan is made, only of an action whose owner and day are said: the last is left."""
    closing = figures.phase is Phase.CLOSE
    labels = tuple(
        action.label
        for action in figures.actions
        if not action.measured and (closing or action.settled)
    )
    return _hint(HintCode.NO_MEASURE, labels) if labels else None


def _hint(
    code: HintCode, about: Sequence[str] = (), *, side: Side | None = None, **counts: int
) -> Hint:
    return Hint(code, tuple(about), counts, side, RULES[code].goes_to)


# --- one line a hint ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rule:
    """How a hint is found and what becomes of it.

    ``method``: the phase of the method whose rule it is. ``goes_to``: the page where one acts on
    it, a phase's or "agenda"; "" where it is settled on the spot, or where ``find`` says the page.
    ``in_time``: the phases in which something can still be done about it.
    """

    find: Callable[[Figures], Hint | None]
    method: Phase
    goes_to: str
    in_time: tuple[Phase, ...]


_BEFORE_CARDS_END = (Phase.FRAME, Phase.JOURNEYS, Phase.MOOD, Phase.CAPTURE)
_ASKING = (Phase.MOOD, Phase.CAPTURE, Phase.GROUP, Phase.MATRIX, Phase.VOTE)
_IN_THE_ROOM = tuple(phase for phase in Phase if phase not in (Phase.CLOSE, Phase.FOLLOW))
_WALL = (Phase.CAPTURE, Phase.GROUP)
_WAITING = (Phase.GROUP, Phase.MATRIX, Phase.VOTE)
_PLACED = (Phase.MATRIX, Phase.VOTE)
_SPLIT = (Phase.MATRIX, Phase.VOTE, Phase.CAUSES)
_SOLVING = (Phase.CAUSES, Phase.IDEATE, Phase.WEIGH, Phase.PLAN)
_PAYING = (Phase.WEIGH, Phase.PLAN)
_ENDING = (Phase.PLAN, Phase.CLOSE)
_FINDING = (Phase.CAPTURE, Phase.IDEATE)

RULES: Mapping[HintCode, Rule] = MappingProxyType(
    {
        HintCode.PHONES_QUIET: Rule(_phones_quiet, Phase.CAPTURE, "", _ASKING),
        HintCode.LATE: Rule(_late, Phase.FRAME, "agenda", _IN_THE_ROOM),
        HintCode.SILENT_SIDE: Rule(_silent_side, Phase.CAPTURE, Phase.CAPTURE, _WALL),
        HintCode.SILENT_STEP: Rule(_silent_step, Phase.CAPTURE, Phase.CAPTURE, _WALL),
        HintCode.SILENT_SIDE_ON_STEP: Rule(
            _silent_side_on_step, Phase.CAPTURE, Phase.CAPTURE, _WALL
        ),
        HintCode.NO_MIRROR: Rule(_no_mirror, Phase.GROUP, "", _WAITING),
        HintCode.UNHEARD_PAYER: Rule(_unheard_payer, Phase.WEIGH, Phase.WEIGH, _PAYING),
        HintCode.UNCARRIED_PRIORITY: Rule(_uncarried_priority, Phase.CLOSE, Phase.PLAN, _ENDING),
        HintCode.NO_MEASURE: Rule(_no_measure, Phase.PLAN, Phase.PLAN, _ENDING),
        HintCode.GOODWILL: Rule(_goodwill, Phase.MOOD, Phase.CAUSES, _SOLVING),
        HintCode.CONTRARY_KPI: Rule(_contrary_kpi, Phase.JOURNEYS, Phase.CAUSES, _SOLVING),
        HintCode.CONTROVERSIAL: Rule(_controversial, Phase.MATRIX, Phase.MATRIX, _SPLIT),
        HintCode.ONE_FAMILY: Rule(_one_family, Phase.MATRIX, Phase.MATRIX, _PLACED),
        HintCode.ABSENT_ROLES: Rule(_absent_roles, Phase.FRAME, Phase.FRAME, _BEFORE_CARDS_END),
        HintCode.TOMORROW_UNASKED: Rule(_tomorrow_unasked, Phase.CAPTURE, Phase.CAPTURE, _FINDING),
    }
)
