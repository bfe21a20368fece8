"""How sure it is that two cards speak of the same subject, from their words alone.

Several views of the cards are compared, each by the cosine of weighted features: stems and pairs
of stems, parts of words (typos, endings), ideas of the lexicon; and how alike their neighbours
are. A small fixed logistic turns them, and the step, side and kind of the two cards, into one
probability. Its weights are few and fixed: they were fitted on drawn halves of two sets of cards
and judged on the other halves (docs/adr/0008-grouping.md).
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from itertools import pairwise
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from workshop.grouping.lexicon import Lexicon, Reader
from workshop.grouping.sayings import Saying
from workshop.grouping.tokens import tokens

Matrix = NDArray[np.floating[Any]]

LONGEST_TEXT = 2_000
PART_BUCKETS = 4_096
"""Columns into which parts of words are thrown: a few meet by chance, memory stays bounded."""


def likeness(sayings: Sequence[Saying], lexicon: Lexicon, vectors: Matrix | None = None) -> Matrix:
    """(n, n) certainties in [0, 1] that two sayings are of one subject; symmetric, 1 with itself.

    ``vectors``: (n, any) one vector a saying from a sentence model, when there is one.
    """
    count = len(sayings)
    if not count:
        return np.zeros((0, 0))
    found = views(sayings, lexicon, vectors)
    sure = combine(found)
    np.fill_diagonal(sure, 1.0)
    return sure


def views(
    sayings: Sequence[Saying], lexicon: Lexicon, vectors: Matrix | None = None
) -> dict[str, Matrix]:
    """Each view's (n, n) cosines in [0, 1]."""
    language = lexicon.language
    texts = [saying.text[:LONGEST_TEXT] for saying in sayings]
    stems = [tokens(text, language) for text in texts]
    reader = Reader(lexicon)
    found = {
        "words": cosine(weighted([_with_pairs(row) for row in stems])),
        "parts": cosine(weighted([_parts(row) for row in stems], PART_BUCKETS)),
        "ideas": cosine(weighted([reader.ideas(text) for text in texts])),
        "step": _same([saying.step for saying in sayings]),
        "side": _same([saying.side for saying in sayings]),
        "kind": _same([saying.kind for saying in sayings]),
    }
    if vectors is not None:
        found["vectors"] = np.clip(cosine(np.asarray(vectors, dtype=np.float64)), 0, 1)
    return found


def combine(found: dict[str, Matrix]) -> Matrix:
    score = -5.0 + 4 * found["words"] + 4 * found["parts"] + 4 * found["ideas"]
    score = score + 0.5 * found["step"] + 0.5 * found["side"] + 0.5 * found["kind"]
    if "vectors" in found:
        score = score + 8 * (found["vectors"] - 0.4)
    return np.asarray(1 / (1 + np.exp(-score)))


def weighted(rows: Sequence[dict[Any, float]], buckets: int | None = None) -> Matrix:
    """Rows of features as a matrix: the root of how often, by how few rows hold the feature."""
    count = len(rows)
    held: Counter[Hashable] = Counter()
    for row in rows:
        held.update(row.keys())
    if buckets is None:
        # A feature that one row alone holds is alike to nothing: it only lengthens its row.
        names: Iterable[Any] = sorted(held, key=repr)
        place = {name: at for at, name in enumerate(names)}
        width = len(place)
    else:
        width = buckets
        place = {name: crc32(str(name).encode()) % buckets for name in held}
    matrix = np.zeros((count, max(1, width)), dtype=np.float32)
    rarity = {name: np.log((count + 1) / (times + 0.5)) for name, times in held.items()}
    for at, row in enumerate(rows):
        for name, times in row.items():
            matrix[at, place[name]] += np.sqrt(times) * max(0.05, rarity[name])
    return matrix


def cosine(matrix: Matrix) -> Matrix:
    """Cosines between the rows; 0 where a row is empty."""
    length = np.sqrt((matrix * matrix).sum(axis=1, keepdims=True))
    unit = matrix / np.where(length > 0, length, 1)
    return np.asarray(unit @ unit.T)


def _with_pairs(stems: Sequence[str]) -> dict[str, float]:
    found: Counter[str] = Counter(stems)
    found.update(f"{one} {other}" for one, other in pairwise(stems))
    return {name: float(times) for name, times in found.items()}


def _parts(stems: Sequence[str]) -> dict[str, float]:
    found: Counter[str] = Counter()
    for word in stems:
        framed = f"^{word}$"
        for size in (3, 4, 5):
            found.update(framed[at : at + size] for at in range(len(framed) - size + 1))
    return {name: float(times) for name, times in found.items()}


def _same(values: Sequence[str]) -> Matrix:
    codes = {value: at for at, value in enumerate(sorted(set(values)))}
    row = np.array([codes[value] for value in values])
    return np.asarray(row[:, None] == row[None, :], dtype=np.float64)
