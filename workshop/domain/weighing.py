"""Benefit against effort, as ranges: how much of each, and how sure (METHOD.md, article E)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

WEIGHT_LOW, WEIGHT_HIGH = 1, 5
"""What a ballot may say of benefit or effort, from very little to very much."""

MIDDLE = 3
SCORERS_NEEDED = 3
"""Ballots below which a range would be one person's opinion."""


@dataclass(frozen=True, slots=True)
class Range:
    """Between ``low`` and ``high``, 1 … 5, as ``scorers`` people see it together."""

    low: float
    high: float
    scorers: int

    @property
    def centre(self) -> float:
        return (self.low + self.high) / 2

    @property
    def crosses(self) -> bool:
        """True when it lies on both sides of the middle, or right on it."""
        return self.low < MIDDLE < self.high or self.low == self.high == MIDDLE


class Crossing(StrEnum):
    """What an idea is worth: its benefit against the effort that it takes."""

    QUICK_WIN = "quick_win"
    BIG_BET = "big_bet"
    FILL_IN = "fill_in"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Worth:
    """Where an idea lies. ``unsure``: a range crosses the middle, so that it may lie elsewhere."""

    crossing: Crossing
    unsure: bool


def range_of(lows: Sequence[int], highs: Sequence[int]) -> Range | None:
    """The median of the lows and the median of the highs, one of each from everybody.

    None below ``SCORERS_NEEDED`` people. The medians, so that one extreme opinion moves neither.
    """
    if len(lows) < SCORERS_NEEDED:
        return None
    return Range(float(median(lows)), float(median(highs)), len(lows))


def worth_of(benefit: Range | None, effort: Range | None) -> Worth | None:
    """Where an idea lies by the centres of its ranges; None while one of them is unknown.

    Right on the middle a benefit is not taken for high, nor an effort for low.
    """
    if benefit is None or effort is None:
        return None
    brings, is_light = benefit.centre > MIDDLE, effort.centre < MIDDLE
    if brings:
        crossing = Crossing.QUICK_WIN if is_light else Crossing.BIG_BET
    else:
        crossing = Crossing.FILL_IN if is_light else Crossing.LEAVE
    return Worth(crossing, unsure=benefit.crosses or effort.crosses)
