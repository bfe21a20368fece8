"""How often the rule of ``pilots`` finds what is true, by the number of voices.

From ``python -m benchmarks.pilots`` (4 000 simulated pilots a figure); a test plays some of them
again. Single answers spread over twice the smallest change that counts, and an effect is twice
that; one measure a side, and as many voices before as after on each.
"""

from collections.abc import Mapping
from dataclasses import dataclass

TRUTHS = ("both_gain", "one_gains", "one_pays", "pays_a_little", "nothing")
"""What a pilot may really do; ``pays_a_little``: one side loses just what counts."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Of 100 pilots: how many get the verdict they deserve, and how many its opposite.

    The rest is left undecided.
    """

    right: int
    wrong: int


RATES: Mapping[int, Mapping[str, Rate]] = {
    voices: dict(zip(TRUTHS, (Rate(*pair) for pair in pairs), strict=True))
    for voices, pairs in {
        8: ((70, 0), (15, 5), (60, 0), (25, 3), (10, 2)),
        12: ((89, 0), (25, 6), (75, 0), (32, 4), (10, 3)),
        20: ((99, 0), (43, 5), (92, 0), (45, 5), (8, 4)),
        30: ((100, 0), (59, 3), (97, 0), (50, 6), (9, 3)),
        50: ((100, 0), (80, 0), (100, 0), (50, 5), (38, 1)),
        100: ((100, 0), (97, 0), (100, 0), (50, 5), (88, 0)),
    }.items()
}


def size_for(voices: int) -> int | None:
    """The largest size of ``RATES`` that so many voices reach; None below the smallest."""
    return max((size for size in RATES if size <= voices), default=None)
