"""The room's order of ideas beside that of named stakeholders (METHOD.md, phase 11, article E)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean

MARK_LOW, MARK_HIGH = 1, 5
"""What a stakeholder may say of an idea: from "hardly" to "entirely"."""

GAP_TOLD = 2
"""Places between the two orders from which on a gap is worth a word."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What one stakeholder thinks of an idea: can it be done, and would they stand behind it."""

    feasibility: int
    buy_in: int


@dataclass(frozen=True, slots=True)
class Opinion:
    """The means of the stakeholders' marks, 1 … 5 each, and how many of them gave one."""

    feasibility: float
    buy_in: float
    voices: int

    @property
    def score(self) -> float:
        """What the stakeholders' order follows, 2 … 10."""
        return self.feasibility + self.buy_in


@dataclass(frozen=True, slots=True)
class Places:
    """Where an idea stands in both orders, 1 the first; ideas that are level share a place."""

    room: int
    stakeholders: int

    @property
    def gap(self) -> int:
        """By how many places the stakeholders put it higher than the room; negative: lower."""
        return self.room - self.stakeholders


def opinion_of(marks: Iterable[Mark]) -> Opinion | None:
    """What several marks say together; None without one."""
    given = list(marks)
    if not given:
        return None
    return Opinion(
        fmean(mark.feasibility for mark in given), fmean(mark.buy_in for mark in given), len(given)
    )


def compare_orders(
    room: Mapping[str, float], stakeholders: Mapping[str, float]
) -> dict[str, Places]:
    """The places of what both have an opinion of, by label; more points stand higher.

    Of nothing else: an idea that one of them never saw would push the others apart.
    """
    shared = [label for label in room if label in stakeholders]
    return {
        label: Places(_place(label, room, shared), _place(label, stakeholders, shared))
        for label in shared
    }


def _place(label: str, scores: Mapping[str, float], among: Iterable[str]) -> int:
    return 1 + sum(scores[other] > scores[label] for other in among)
