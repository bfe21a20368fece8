"""Causes under topics: how many whys there are, and which kinds weigh most (METHOD.md, phase 8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from workshop.domain.words import CauseTag

WHYS_LIMIT = 5
"""The five whys; a ladder may end sooner."""

LEADING_SHARE = Fraction(7, 10)
"""What the leading kinds make up together at least."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One kind of cause in the Pareto picture.

    ``weight``: what stands behind it, above 0; ``cumulated``: the share of the whole that it and
    all heavier kinds make up, in ]0, 1].
    """

    tag: CauseTag
    weight: int
    cumulated: Fraction


def pareto(weights: Mapping[CauseTag, int]) -> tuple[Bar, ...]:
    """The kinds of cause from the heaviest on; those without any weight are absent.

    Of two that weigh the same, the one that stands first in ``CauseTag``.
    """
    present = [tag for tag in CauseTag if weights.get(tag, 0) > 0]
    present.sort(key=lambda tag: -weights[tag])
    whole = sum(weights[tag] for tag in present)
    bars, reached = [], 0
    for tag in present:
        reached += weights[tag]
        bars.append(Bar(tag, weights[tag], Fraction(reached, whole)))
    return tuple(bars)


def leading(bars: Sequence[Bar]) -> tuple[Bar, ...]:
    """The fewest heaviest kinds that make up ``LEADING_SHARE``; none of no bars."""
    enough = next((n for n, bar in enumerate(bars, 1) if bar.cumulated >= LEADING_SHARE), 0)
    return tuple(bars[:enough])
