"""Which two cards a phone is asked about: where the machine doubts, and an answer changes much.

A pair is worth a question as far as it is open whether its cards belong together, and by how many
other cards would go with them. So a card is asked about against what stands in the middle of a
group rather than at its edge, and an answer that contradicts what is known of the pair is asked
for once more, because the pair is open again. A whole room is asked from one list: a pair whose
answer will follow from those before it in the list comes late.
"""

from collections.abc import Collection, Sequence

import numpy as np

from workshop.grouping.answers import (
    RIGHT,
    Link,
    Matrix,
    Places,
    imagine,
    read_links,
    together,
)
from workshop.grouping.sayings import Answer, Saying

OFTEN = 5
"""Phones that are asked about one pair, at most."""
AGREED = 2
"""Answers by which yes or no leads once a pair has been settled."""
LOOKED_AT = 2_000
"""Pairs worth a question that are looked at for a list that is spread over the cards."""
NOISE = RIGHT * (1 - RIGHT) / (2 * RIGHT - 1) ** 2
"""The variance that wrong answers add to whether two cards are one, 0 or 1."""
REPEATED = 2
"""The power by which a pair is worth less, the more those before it say what its answer will be."""
TURNS = 4
"""How many pairs of one list a card may be in."""


def questions_to_ask(
    sayings: Sequence[Saying],
    certainty: Matrix,
    answers: Sequence[Answer],
    *,
    asked: Collection[tuple[str, str]],
    limit: int,
    topics: int | None = None,
    settled: Sequence[Sequence[str]] = (),
) -> list[tuple[str, str]]:
    """The labels of at most ``limit`` pairs, what is best asked first, spread over the cards.

    ``certainty``: (n, n) the machine's own, in the order of ``sayings``. ``asked``: pairs, in any
    order of their labels, that phones have before them now: their answers are waited for.
    ``topics``: how many there are, where somebody has said. ``settled``: labels of the cards that
    the facilitator has put together; nobody is asked about two cards of these groups.
    """
    place = {saying.label: at for at, saying in enumerate(sayings)}
    links = read_links(answers, place)
    members = [[place[label] for label in group if label in place] for group in settled]
    known = [*links, *settled_links(members)]
    pictures = imagine(certainty, known, topics)
    worth = _worth(together(pictures))
    waiting = [(place[a], place[b]) for a, b in asked if a in place and b in place]
    for one, other in [*waiting, *(pair for pair in map(_closed, links) if pair)]:
        worth[one, other] = worth[other, one] = 0
    sorted_out = [card for group in members for card in group]
    worth[np.ix_(sorted_out, sorted_out)] = 0
    return [(sayings[a].label, sayings[b].label) for a, b in _spread(worth, pictures, limit)]


def settled_links(groups: Sequence[Sequence[int]]) -> list[Link]:
    """What a facilitator's groups say, as if many had answered it of their first cards."""
    firsts = [group[0] for group in groups if group]
    inside = [Link(group[0], card, OFTEN, 0) for group in groups for card in group[1:]]
    apart = [Link(a, b, 0, OFTEN) for at, a in enumerate(firsts) for b in firsts[:at]]
    return inside + apart


def _worth(sure: Matrix) -> Matrix:
    """(n, n) how open a pair is, times how many cards go with its two."""
    company = np.sqrt(sure.sum(axis=1))
    return np.asarray(np.triu(sure * (1 - sure) * company[:, None] * company[None, :], 1))


def _closed(link: Link) -> tuple[int, int] | None:
    """The pair that enough phones have answered, None for one that is still open."""
    is_told = link.yes + link.no >= OFTEN or abs(link.yes - link.no) >= AGREED
    return (link.a, link.b) if is_told else None


def _spread(worth: Matrix, pictures: Places, limit: int) -> list[tuple[int, int]]:
    """The pairs worth most, spread over the cards, none that those before it will have answered.

    In how many of the ``pictures`` two pairs are both together tells what the answer to one says
    of the other: what is left open of a pair, once all before it in the list are answered, is
    its variance given theirs.
    """
    count, flat = len(worth), worth.ravel()
    best = np.argsort(-flat, kind="stable")[:LOOKED_AT]
    best = best[flat[best] > 0]
    ones, others = np.divmod(best, max(count, 1))
    held = np.asarray(pictures[:, ones] == pictures[:, others], dtype=np.float32).T
    tied = (held - held.mean(axis=1, keepdims=True)) / len(pictures)
    at_first = (tied * held).sum(axis=1)
    left, free = at_first.copy(), np.ones(len(best), dtype=bool)
    times = np.zeros(count, dtype=np.int64)
    chosen: list[tuple[int, int]] = []
    turn = 0
    # Each card once, as long as there are cards; then once more, for a room of many phones.
    while turn < TURNS and len(chosen) < limit:
        now = flat[best] * (np.maximum(left, 0) / at_first) ** REPEATED
        now[~free | (times[ones] > turn) | (times[others] > turn)] = 0
        at = int(now.argmax()) if len(now) else 0
        if not len(now) or now[at] <= 0:
            turn += 1
            continue
        a, b = int(ones[at]), int(others[at])
        chosen.append((a, b))
        free[at] = False
        times[[a, b]] += 1
        told, open_then = tied @ held[at], left[at] + NOISE
        tied = tied - np.outer(told / open_then, tied[at])
        left = left - told * told / open_then
    return chosen
