"""Histories: what a run asked, what it was told and what it read; and whether that can be true.

A drill notes each gesture when it is sent and again when its answer comes, and each thing that it
read. Afterwards the checkers compare the notes with what the database holds. Every checker gives
sentences, one for each fault, none when all is well:

``check_set``      each acknowledged gesture is there once, none that was refused or never sent
``check_counter``  each total is the sum of what was acknowledged
``check_register`` each kept value is the last one that its author was told
``check_bank``     points given + points left = the budget, at every reading
``check_order``    a phase moves only when asked, never back, and an answered change is seen

A gesture without an answer ("unknown") may be there or not, never twice.
"""

import itertools
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """What became of a gesture, as far as who sent it knows."""

    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(slots=True, eq=False)
class Gesture:
    """One thing asked by ``who``: a card by its id, points on a target, a change of the phase.

    ``began``, ``ended``: moments by ``time.monotonic``; ``ended`` is None without an answer.
    """

    noun: str
    who: Hashable
    key: Hashable
    value: Any
    began: float
    ended: float | None = None
    outcome: Outcome = Outcome.UNKNOWN


@dataclass(frozen=True, slots=True)
class Purse:
    """What one voter saw of their budget at one moment."""

    who: Hashable
    given: Mapping[Hashable, int]
    left: int


@dataclass(frozen=True, slots=True)
class Glance:
    """The phase, and the room's revision if told, that ``who`` saw at the moment ``seen``.

    ``asked``: when they asked to see it; None where they were told without asking.
    """

    who: Hashable
    phase: str
    seen: float
    asked: float | None = None
    revision: int | None = None


@dataclass(slots=True)
class History:
    """The notes of one run; any thread or task may write them."""

    gestures: list[Gesture] = field(default_factory=list)
    purses: list[Purse] = field(default_factory=list)
    glances: list[Glance] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, noun: str, who: Hashable, key: Hashable, value: Any = 1) -> Gesture:
        """Note that it is being sent: until an answer is noted too, it is unknown."""
        gesture = Gesture(noun, who, key, value, time.monotonic())
        with self._lock:
            self.gestures.append(gesture)
        return gesture

    def acknowledge(self, gesture: Gesture) -> None:
        gesture.ended, gesture.outcome = time.monotonic(), Outcome.ACKNOWLEDGED

    def refuse(self, gesture: Gesture) -> None:
        gesture.ended, gesture.outcome = time.monotonic(), Outcome.REFUSED

    def see_purse(self, who: Hashable, given: Mapping[Any, int], left: int) -> None:
        with self._lock:
            self.purses.append(Purse(who, dict(given), left))

    def see_phase(
        self,
        who: Hashable,
        phase: str,
        *,
        asked: float | None = None,
        revision: int | None = None,
    ) -> None:
        with self._lock:
            self.glances.append(Glance(who, phase, time.monotonic(), asked, revision))

    def of(self, noun: str) -> list[Gesture]:
        return [gesture for gesture in self.gestures if gesture.noun == noun]

    def count(self, noun: str, outcome: Outcome = Outcome.ACKNOWLEDGED) -> int:
        return sum(gesture.outcome is outcome for gesture in self.of(noun))


# --- set ------------------------------------------------------------------------------------------


def check_set(history: History, noun: str, kept: Mapping[Any, int]) -> list[str]:
    """``kept``: by the key of a gesture, how often it is there."""
    outcomes: dict[Hashable, set[Outcome]] = defaultdict(set)
    for gesture in history.of(noun):
        outcomes[gesture.key].add(gesture.outcome)
    faults = []
    for key, known in outcomes.items():
        count = kept.get(key, 0)
        if Outcome.ACKNOWLEDGED in known and count == 0:
            faults.append(f"{noun} {key} was acknowledged and is lost")
        if count > 1:
            faults.append(f"{noun} {key} is there {count} times")
        if known == {Outcome.REFUSED} and count:
            faults.append(f"{noun} {key} was refused and is there")
    faults += [f"{noun} {key} was never sent" for key in kept if key not in outcomes]
    return faults


# --- counter and register -------------------------------------------------------------------------


def check_counter(history: History, noun: str, totals: Mapping[Any, int]) -> list[str]:
    """``totals``: by key, the sum over everybody of the last value that each gave it."""
    low, high = Counter[Hashable](), Counter[Hashable]()
    for (_, key), values in _possible(history.of(noun), nothing=0).items():
        low[key] += min(values)
        high[key] += max(values)
    faults = []
    for key in sorted({*low, *totals}, key=str):
        total = totals.get(key, 0)
        if not low[key] <= total <= high[key]:
            told = f"{low[key]}" if low[key] == high[key] else f"{low[key]} to {high[key]}"
            faults.append(f"{noun} {key}: {total} are there, {told} were acknowledged")
    return faults


def check_register(
    history: History,
    noun: str,
    kept: Mapping[tuple[Any, Any], Any],
    *,
    nothing: Any = None,
) -> list[str]:
    """``kept``: by who and key, the value that is there now; ``nothing``, or no entry: none is."""
    possible = _possible(history.of(noun), nothing=nothing)
    faults = []
    for place in sorted({*possible, *kept}, key=str):
        value = kept.get(place, nothing)
        allowed = possible.get(place, [nothing])
        if value not in allowed:
            told = " or ".join(dict.fromkeys(map(str, allowed)))
            faults.append(f"{noun} of {place[0]} on {place[1]}: {value} is there, told {told}")
    return faults


def _possible(
    gestures: Iterable[Gesture], *, nothing: Any
) -> dict[tuple[Hashable, Hashable], list[Any]]:
    """By who and key, the values that may be the last one.

    One participant sends one gesture after the other, so the acknowledged have an order. What was
    never answered may arrive at any moment after it was sent, even after later ones.
    """
    last: dict[tuple[Hashable, Hashable], Any] = {}
    unknown: dict[tuple[Hashable, Hashable], list[Any]] = defaultdict(list)
    for gesture in sorted(gestures, key=lambda gesture: gesture.began):
        place = (gesture.who, gesture.key)
        if gesture.outcome is Outcome.ACKNOWLEDGED:
            last[place] = gesture.value
        elif gesture.outcome is Outcome.UNKNOWN:
            unknown[place].append(gesture.value)
    return {
        place: [last.get(place, nothing), *unknown.get(place, ())] for place in {*last, *unknown}
    }


# --- bank -----------------------------------------------------------------------------------------


def check_bank(history: History, *, budget: int, cap: int | None = None) -> list[str]:
    """``cap``: the most points on one target, None without a limit of its own."""
    faults = []
    for purse in history.purses:
        given = sum(purse.given.values())
        if given + purse.left != budget:
            faults.append(f"{purse.who} saw {given} given and {purse.left} left of {budget}")
        if purse.left < 0 or any(points < 0 for points in purse.given.values()):
            faults.append(f"{purse.who} saw less than nothing: {purse.left} left")
        if cap is not None and any(points > cap for points in purse.given.values()):
            faults.append(f"{purse.who} saw more than {cap} points on one target")
    return faults


# --- order ----------------------------------------------------------------------------------------


def check_order(history: History, *, first: str, noun: str = "phase") -> list[str]:
    """``first``: the phase before any was asked for; the values of ``noun`` are those asked for.

    Whoever looks walks forward along what was asked: no phase that nobody asked for, none before
    it was asked for, none a second time without being asked for again, and none older than the
    last change that had been acknowledged before they asked. The room's revision never goes back.
    """
    asked = [
        gesture
        for gesture in sorted(history.of(noun), key=lambda gesture: gesture.began)
        if gesture.outcome is not Outcome.REFUSED
    ]
    by_viewer: dict[Hashable, list[Glance]] = defaultdict(list)
    for glance in history.glances:
        by_viewer[glance.who].append(glance)
    return [
        fault
        for who, glances in by_viewer.items()
        for fault in (*_walk(who, glances, asked, first), *_backwards(who, glances))
    ]


def _walk(
    who: Hashable, glances: Sequence[Glance], asked: Sequence[Gesture], first: str
) -> list[str]:
    """``place``: how many of the changes asked for this viewer must have seen by now."""
    place = 0
    for glance in glances:
        place = max(place, _answered(asked, glance.asked))
        later = (
            number
            for number in range(place, len(asked) + 1)
            if (asked[number - 1].value if number else first) == glance.phase
            and (number == 0 or asked[number - 1].began <= glance.seen)
        )
        found = next(later, None)
        if found is None:
            before = asked[place - 1].value if place else first
            return [f"{who} saw the phase {glance.phase} after {before}, which nobody asked for"]
        place = found
    return []


def _answered(asked: Sequence[Gesture], moment: float | None) -> int:
    """How many of the changes were made for certain at this moment: up to the last answered."""
    if moment is None:
        return 0
    done = (
        number
        for number, gesture in enumerate(asked, start=1)
        if gesture.outcome is Outcome.ACKNOWLEDGED
        and gesture.ended is not None
        and gesture.ended <= moment
    )
    return max(done, default=0)


def _backwards(who: Hashable, glances: Sequence[Glance]) -> list[str]:
    told = [glance.revision for glance in glances if glance.revision is not None]
    return [
        f"{who} saw revision {later} after {earlier}"
        for earlier, later in itertools.pairwise(told)
        if later < earlier
    ]
