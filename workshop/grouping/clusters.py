"""From how sure each pair is to groups of cards, merged from the surest on.

How many groups is unknown: the two whose pairs are on average the surest become one, so that one
chance likeness does not chain two subjects together, while that mean is sure enough. So many are
wanted: cards are near when they are sure of the same others, and groups are kept even (Ward), or
a few stray cards would be topics of their own and all others one. Merging never takes back what
it did: so each card then goes where it is surest of the others, as long as no group is emptied.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.floating[Any]]
Linkage = Callable[[Matrix, Matrix, int, int], Matrix]

SURE_ENOUGH = 0.35
"""The mean certainty over the pairs of two groups above which they are one, N unknown."""

WELCOME = 0.25
"""What being sure of a card of a group has to exceed to speak for it, where N is asked for.

Without it the largest group would draw every card, as it holds the most that are a little alike.
"""
MOVES = 10
"""Rounds over all cards, at most, in which cards change their group."""
SURELY = 1e-9
"""By how much another group has to be better: less is what sums in another order differ by."""


def cluster(
    certainty: Matrix, topics: int | None = None, kinds: Sequence[str] | None = None
) -> list[list[int]]:
    """The cards' places as groups, in the order of their first card; every card in one group.

    ``certainty``: (n, n), symmetric, in [0, 1]. ``topics``: exactly so many groups (no more than
    cards); None merges while the mean certainty is at least ``SURE_ENOUGH``, and leaves single
    cards. ``kinds``: one a card; no group holds two kinds, be the groups more than ``topics``.
    """
    count = len(certainty)
    if not count:
        return []
    if topics is None:
        apart = _kept_apart(1 - np.asarray(certainty, dtype=np.float64), kinds)
        return _merged(apart, _average, fewest=1, farthest=1 - SURE_ENOUGH)
    apart = _kept_apart(_unlike_neighbours(certainty), kinds)
    groups = _merged(apart, _ward, fewest=min(max(topics, 1), count))
    return _settled(certainty, groups, kinds)


def _kept_apart(apart: Matrix, kinds: Sequence[str] | None) -> Matrix:
    """Infinitely far where two kinds meet."""
    if kinds is not None:
        names = np.array(kinds)
        apart[names[:, None] != names[None, :]] = np.inf
    return apart


def _unlike_neighbours(certainty: Matrix) -> Matrix:
    """(n, n) squared distances between how sure two cards are of all others."""
    rows = np.asarray(certainty, dtype=np.float64)
    rows = rows / np.sqrt((rows * rows).sum(axis=1, keepdims=True))
    return np.asarray(2 - 2 * rows @ rows.T)


def _average(apart: Matrix, sizes: Matrix, one: int, other: int) -> Matrix:
    """How far each group is from two that become one: the mean over all their pairs."""
    a, b = sizes[one], sizes[other]
    return np.asarray((a * apart[one] + b * apart[other]) / (a + b))


def _ward(apart: Matrix, sizes: Matrix, one: int, other: int) -> Matrix:
    """The same after Ward (1963): what the merger adds to the spread inside groups."""
    a, b = sizes[one], sizes[other]
    near = (a + sizes) * apart[one] + (b + sizes) * apart[other] - sizes * apart[one, other]
    return np.asarray(near / (a + b + sizes))


def _merged(
    apart: Matrix, farther: Linkage, *, fewest: int, farthest: float = np.inf
) -> list[list[int]]:
    """The two nearest groups become one, until ``fewest`` are left or all are ``farthest``."""
    count = len(apart)
    apart = apart.copy()
    np.fill_diagonal(apart, np.inf)
    sizes = np.ones(count)
    groups = {place: [place] for place in range(count)}
    while len(groups) > fewest:
        one, other = sorted(divmod(int(apart.argmin()), count))
        if apart[one, other] > farthest or not np.isfinite(apart[one, other]):
            break
        row = farther(apart, sizes, one, other)
        row[~np.isfinite(apart[one]) | ~np.isfinite(apart[other])] = np.inf
        apart[one] = apart[:, one] = row
        apart[other] = apart[:, other] = np.inf
        sizes[one] += sizes[other]
        groups[one] = sorted(groups[one] + groups.pop(other))
    return sorted(groups.values())


def _settled(
    certainty: Matrix, groups: Sequence[Sequence[int]], kinds: Sequence[str] | None
) -> list[list[int]]:
    """The groups, as many as before, after each card went where it is surest of the others."""
    count = len(certainty)
    for_it = _kept_apart(WELCOME - np.asarray(certainty, dtype=np.float64), kinds)
    np.fill_diagonal(for_it, 0)
    held = np.zeros((count, len(groups)))
    for at, group in enumerate(groups):
        held[group, at] = 1
    # Infinite times nothing is no number: another kind is farther than all cards together.
    against = np.minimum(for_it, count) @ held
    place = held.argmax(axis=1)
    sizes = held.sum(axis=0)
    for _ in range(MOVES):
        moved = False
        for card in range(count):
            here, there = place[card], int(against[card].argmin())
            if sizes[here] == 1 or against[card, there] > against[card, here] - SURELY:
                continue
            way = np.minimum(for_it[card], count)
            against[:, here] -= way
            against[:, there] += way
            sizes[here] -= 1
            sizes[there] += 1
            place[card] = there
            moved = True
        if not moved:
            break
    found = [np.nonzero(place == at)[0].tolist() for at in range(len(groups))]
    return sorted(found)


def mean_certainty(certainty: Matrix, group: Sequence[int]) -> float:
    """The mean over the pairs of a group; 0 for a single card, which has none."""
    if len(group) < 2:
        return 0.0
    inside = certainty[np.ix_(group, group)]
    size = len(group)
    return float((inside.sum() - np.trace(inside)) / (size * (size - 1)))
