"""What a sheet of paper may hold, and how many voices its strokes are."""

from collections.abc import Sequence
from enum import StrEnum

MOST_VOICES = 200
"""Voices of one sheet, at most: more is a slip of the finger."""


class SheetKind(StrEnum):
    """The sheets that are typed in, called like those that are printed."""

    CARDS = "cards"
    MOOD = "mood"
    MIRROR = "mirror"
    VOTE = "vote"
    IDEAS = "ideas"
    WEIGH = "weigh"


def voices_of(rows: Sequence[Sequence[int]]) -> int:
    """How many people a sheet of strokes is: those of the row that has the most.

    ``rows``: for each row the strokes under each value. Who made which stroke nobody knows, and no
    figure asks: each is of one question.
    """
    return max((sum(counts) for counts in rows), default=0)


def spread_out(counts: Sequence[int]) -> list[int]:
    """The strokes of a row one by one, each by the place of its value: (0, 2, 1) is 1, 1, 2."""
    return [place for place, count in enumerate(counts) for _ in range(count)]
