"""Which two cards a phone is asked about: where the machine doubts, and an answer changes much.

A pair is worth a question as far as it is open whether its cards belong together, and by how many
other cards would go with them. So a card is asked about against what stands in the middle of a
group rather than at its edge, and an answer that contradicts what is known of the pair is asked
for once more, because the pair is open again.
"""

from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np

from workshop.grouping.answers import Link, Matrix, imagine, read_links, together
from workshop.grouping.sayings import Answer, Saying

OFTEN = 5
"""Phones that are asked about one pair, at most."""
AGREED = 2
"""Answers by which yes or no leads once a pair has been settled."""
LOOKED_AT = 4_000
"""Pairs worth a question that are looked at for a list that is spread over the cards."""
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
    worth = _worth(together(imagine(certainty, known, topics)))
    waiting = [(place[a], place[b]) for a, b in asked if a in place and b in place]
    for one, other in [*waiting, *(pair for pair in map(_closed, links) if pair)]:
        worth[one, other] = worth[other, one] = 0
    sorted_out = [card for group in members for card in group]
    worth[np.ix_(sorted_out, sorted_out)] = 0
    return [(sayings[a].label, sayings[b].label) for a, b in _spread(worth, limit)]


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


def _spread(worth: Matrix, limit: int) -> list[tuple[int, int]]:
    """The pairs worth most, spread over the cards."""
    count = len(worth)
    flat = worth.ravel()
    looked_at = min(LOOKED_AT, flat.size)
    best = np.argpartition(-flat, looked_at - 1)[:looked_at] if flat.size else np.zeros(0, int)
    best = best[np.lexsort((best, -flat[best]))]
    pairs = [divmod(int(at), count) for at in best if flat[at] > 0]
    chosen: dict[tuple[int, int], None] = {}
    times: Counter[int] = Counter()
    # Each card once, as long as there are cards; then once more, for a room of many phones.
    for turn in range(TURNS):
        for pair in pairs:
            if (
                len(chosen) < limit
                and pair not in chosen
                and not any(times[n] > turn for n in pair)
            ):
                chosen[pair] = None
                times.update(pair)
    return list(chosen)
