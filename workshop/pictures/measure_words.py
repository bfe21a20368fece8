"""The figures of measures in words: on screens and in files alike.

A figure gets as many decimals as tell apart what counts.
"""

from math import floor, log10
from typing import Protocol

from workshop.i18n import Words

_MOST_DECIMALS = 4


class Counted(Protocol):
    """Something that is measured: which changes count, in which unit."""

    @property
    def matters_from(self) -> float:
        """The smallest change that counts."""

    @property
    def unit(self) -> str:
        """Of its figures."""


def decimals_of(line: Counted) -> int:
    """How many decimals tell apart what counts: two for 0.5, one for 1, none from 10 on."""
    if line.matters_from <= 0:  # a file may say that everything counts
        return 2
    return min(_MOST_DECIMALS, max(0, 1 - floor(log10(line.matters_from))))


def figure(line: Counted, value: float, t: Words, *, unit: bool = True) -> str:
    """A figure of a measure, with its unit."""
    said = t.number(value, decimals=decimals_of(line))
    return f"{said} {line.unit}".strip() if unit else said
