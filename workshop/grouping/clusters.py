"""From how sure each pair is to groups of cards: average linkage, merged from the surest on.

Average linkage joins the two groups whose pairs are on average the surest, so that one chance
likeness does not chain two subjects together.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.floating[Any]]

SURE_ENOUGH = 0.35
"""The mean certainty over the pairs of two groups above which they are one, N unknown."""


def cluster(certainty: Matrix, topics: int | None = None) -> list[list[int]]:
    """The cards' places as groups, in the order of their first card; every card in one group.

    ``certainty``: (n, n), symmetric, in [0, 1]. ``topics``: how many groups (no more than cards);
    None merges while the mean certainty is at least ``SURE_ENOUGH``, and leaves single cards.
    """
    count = len(certainty)
    if not count:
        return []
    groups: list[list[int] | None] = [[place] for place in range(count)]
    sizes = np.ones(count)
    mean = np.array(certainty, dtype=np.float64)
    np.fill_diagonal(mean, -1.0)
    wanted = count if topics is None else min(max(topics, 1), count)
    left = count
    while left > (1 if topics is None else wanted):
        best = int(mean.argmax())
        one, other = sorted(divmod(best, count))
        if topics is None and mean[one, other] < SURE_ENOUGH:
            break
        merged = (mean[one] * sizes[one] + mean[other] * sizes[other]) / (sizes[one] + sizes[other])
        gone = mean[one] < 0
        merged[gone | (mean[other] < 0)] = -1.0
        mean[one], mean[:, one] = merged, merged
        mean[one, one] = -1.0
        mean[other], mean[:, other] = -1.0, -1.0
        sizes[one] += sizes[other]
        groups[one] = sorted((groups[one] or []) + (groups[other] or []))
        groups[other] = None
        left -= 1
    return [group for group in groups if group]


def mean_certainty(certainty: Matrix, group: Sequence[int]) -> float:
    """The mean over the pairs of a group; 1 for a single card."""
    if len(group) < 2:
        return 1.0
    inside = certainty[np.ix_(group, group)]
    size = len(group)
    return float((inside.sum() - np.trace(inside)) / (size * (size - 1)))
