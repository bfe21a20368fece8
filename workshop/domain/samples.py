"""What people typed or pasted as figures: answers one by one, of which only the sample is kept."""

import math
import re
from collections.abc import Sequence
from statistics import fmean, stdev

from workshop.domain.errors import TooMany, ValuesUnreadable
from workshop.domain.pilots import Sample

MOST_VALUES = 10_000
_LONGEST = 40  # characters of a value that is told back

_BREAKS = re.compile(r"[;\s]+")
_LISTED = re.compile(r",\s+|,$", re.MULTILINE)


def read_values(text: str) -> tuple[float, ...]:
    """The numbers in what was pasted: one a line, or with spaces, tabs or semicolons between.

    A comma is a decimal comma, unless a space follows it or there are two of them in one word.
    Raises ValuesUnreadable, TooMany (10 000).
    """
    words: list[str] = []
    for word in _BREAKS.split(_LISTED.sub(" ", text)):
        words += word.split(",") if word.count(",") > 1 else [word]
    kept = [word for word in words if word]
    if len(kept) > MOST_VALUES:
        raise TooMany(field="value", limit=MOST_VALUES)
    return tuple(_number(word) for word in kept)


def sample_of(values: Sequence[float]) -> Sample:
    """Their mean, standard deviation (n − 1; None for a single one) and number; at least one."""
    return Sample(
        mean=fmean(values),
        spread=stdev(values) if len(values) > 1 else None,
        voices=len(values),
    )


def _number(word: str) -> float:
    """Raises ValuesUnreadable: no number, or one that figures cannot be made of."""
    try:
        value = float(word.replace(",", ".").replace("−", "-"))
    except ValueError:
        value = math.nan
    # Their squares must be numbers still.
    if not abs(value) <= 1e12 or "_" in word:
        raise ValuesUnreadable(value=word[:_LONGEST])
    return value
