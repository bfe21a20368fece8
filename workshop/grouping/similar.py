"""Which sentences look like the one that is being typed.

A word weighs the more the fewer of the sentences hold it; a word with a typo counts for the one
it was meant for, a little less. Likeness is the cosine of the two weighted sets of stems, in
[0, 1]: 1 for the same words in any order, 0 where no word that counts is shared.
"""

import threading
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from heapq import nlargest
from itertools import chain
from math import log, sqrt

from workshop.grouping.tokens import WORDS_KEPT, tokens

ALIKE = 0.15
"""The least likeness that is worth a line on a phone: one shared word in six or seven."""
MEANT = 0.62
"""The least share of pairs of letters that makes one word the other with a typo."""
SHORTEST_TYPO = 4
"""Letters: in a shorter word one wrong letter makes another word."""
LONGEST_TEXT = 2_000
TEXTS_KEPT = 20_000


def alike(typed: str, texts: Sequence[str], language: str, *, limit: int = 3) -> list[int]:
    """The places in ``texts`` of those most like ``typed``, the likest first, ``limit`` at most.

    Among equals the first wins; none where nothing is like it enough. ``language``: of what is
    typed and of the texts, ``fr`` or ``en``.
    """
    wanted = _sketches.of(typed, language)
    if not wanted:
        return []
    sketches = [_sketches.of(text, language) for text in texts]
    found = Counter(chain.from_iterable(sketches))
    weights = {word: _weight(count, len(texts)) for word, count in found.items()}
    reach = _reach(wanted, weights)
    unknown = _weight(0, len(texts))
    length = _length(weights.get(word, unknown) for word in wanted)
    likeness: dict[int, float] = {}
    for place, sketch in enumerate(sketches):
        if shared := reach.keys() & sketch:
            pull = sum(reach[word] for word in shared)
            # A typo and its word in one text pull twice for one that was typed.
            share = min(1.0, pull / (length * _length(weights[word] for word in sketch)))
            if share >= ALIKE:
                likeness[place] = share
    return nlargest(limit, likeness, key=lambda place: (likeness[place], -place))


def _weight(count: int, texts: int) -> float:
    """What a word weighs that ``count`` of so many texts hold.

    The root keeps a chance meeting of two rare words from beating what the room speaks of.
    """
    return sqrt(log(1 + (texts + 1) / (count + 1)))


def _length(weights: Iterable[float]) -> float:
    return sqrt(sum(weight * weight for weight in weights))


def _reach(wanted: frozenset[str], weights: Mapping[str, float]) -> dict[str, float]:
    """What each word of the texts adds where it occurs: itself, or the typo of a wanted one."""
    reach = {word: weights[word] ** 2 for word in wanted if word in weights}
    near = defaultdict(list)
    for word in weights:
        near[word[0]].append(word)
    for word in wanted:
        if len(word) < SHORTEST_TYPO:
            continue
        for other in near[word[0]]:
            if other not in wanted and abs(len(other) - len(word)) < SHORTEST_TYPO:
                share = _share(word, other)
                if share >= MEANT:
                    pull = share * weights[other] * weights.get(word, weights[other])
                    reach[other] = max(pull, reach.get(other, 0.0))
    return reach


def _share(one: str, other: str) -> float:
    """Which part of the pairs of letters of two words they share, in [0, 1] (Dice)."""
    pairs, others = _pairs(one), _pairs(other)
    return 2 * len(pairs & others) / (len(pairs) + len(others))


@lru_cache(maxsize=WORDS_KEPT)
def _pairs(word: str) -> frozenset[str]:
    framed = f"^{word}$"
    return frozenset(framed[at : at + 2] for at in range(len(framed) - 1))


class Sketches:
    """The stems of the texts that were last compared.

    Known by a number that the text cannot be read from, and few enough: what somebody withdrew
    must not be kept for the life of the process.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[str, int], frozenset[str]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def of(self, text: str, language: str) -> frozenset[str]:
        key = (language, hash(text))
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        sketch = frozenset(tokens(text[:LONGEST_TEXT], language))
        with self._lock:
            self._kept[key] = sketch
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return sketch


_sketches = Sketches(TEXTS_KEPT)
