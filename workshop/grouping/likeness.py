"""How sure it is that two cards speak of the same subject, from their words alone.

Several views of the cards are compared: stems and pairs of stems; parts of words (typos, endings);
ideas of the lexicon; each word of one card with the nearest of the other; what all these say of
the cards' neighbours. A small fixed logistic turns them, and the step, side and kind of the two
cards, into one probability. Its weights were fitted on halves of two sets of cards and judged on
the other halves (docs/adr/0008-grouping.md).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from workshop.grouping.lexicon import Lexicon, Unit, reader_of
from workshop.grouping.sayings import Saying
from workshop.grouping.tokens import tokens

Matrix = NDArray[np.floating[Any]]

LONGEST_TEXT = 2_000
PART_COLUMNS, LETTER_COLUMNS = 4_096, 1_024
"""Columns into which parts of words are thrown: few meet by chance, memory stays bounded."""
SAME_IDEA = 0.8
"""How alike two words of one idea are, where the same word is 1."""
TYPO, TYPO_FROM = 0.9, 0.5
"""How alike a word and its misspelling are, and the share of common letters it takes."""
RARE_IDEA = 0.4
"""The power of an idea's rarity: more, and an idea that one card names outweighs the subject."""
CARDS_A_LINE, FEWEST_LINES = 10, 8
"""Broad lines that are kept of all cards together: one for so many cards, and so many at least."""
SMALL, SPARE_LINES, ROUNDS = 120, 8, 5
"""Up to how many cards all lines are computed; beyond, by rounds, with a few lines to spare."""
PLACE_IN_LINES = 0.05
"""What the same step or kind adds to two cards' likeness before the broad lines are drawn."""

WEIGHTS: Mapping[str, float] = {
    "words": 1.0,
    "parts": 2.0,
    "ideas": 1.0,
    "nearest": 2.0,
    "latent": 4.0,
    "step": 1.2,
    "side": 0.2,
    "kind": 1.2,
}
BIAS = -4.6
VECTORS, FARTHEST, SAME_SPREAD = 0.8, 3.0, 1e-9
"""What a sentence model adds for each spread by which its cosine of a pair is beyond the usual one,
and how many spreads count. Models differ in what they call alike: 0.85 is far for one of them."""


def likeness(sayings: Sequence[Saying], lexicon: Lexicon, vectors: Matrix | None = None) -> Matrix:
    """(n, n) certainties in [0, 1] that two sayings are of one subject; symmetric, 1 with itself.

    ``vectors``: (n, any) one vector a saying from a sentence model, when there is one.
    """
    if not sayings:
        return np.zeros((0, 0))
    return combine(views(sayings, lexicon, vectors))


def views(
    sayings: Sequence[Saying], lexicon: Lexicon, vectors: Matrix | None = None
) -> dict[str, Matrix]:
    """How alike each pair is in each respect: (n, n), symmetric, each in [0, 1].

    Of step, side and kind: how much more alike than any two cards of these, in [-1, 1]; of
    vectors: by how many spreads.
    """
    texts = [saying.text[:LONGEST_TEXT] for saying in sayings]
    stems = [tokens(text, lexicon.language) for text in texts]
    reader = reader_of(lexicon)
    units = [reader.units(text) for text in texts]
    found = {
        "words": cosine(_weighted([_with_pairs(row) for row in stems])),
        "parts": cosine(_hashed([_parts(row) for row in stems])),
        "ideas": cosine(_ideas(units, len(reader.codes))),
        "nearest": _nearest_words(units, len(reader.codes)),
    }
    said_alike = np.mean(list(found.values()), axis=0)
    for name in ("step", "side", "kind"):
        found[name] = _same([getattr(saying, name) for saying in sayings])
    found["latent"] = _latent(said_alike + PLACE_IN_LINES * (found["step"] + found["kind"]))
    if vectors is not None:
        found["vectors"] = _beyond_usual(cosine(np.asarray(vectors, dtype=np.float64)))
    return found


def combine(found: Mapping[str, Matrix]) -> Matrix:
    """The probabilities, from all views: a logistic with fixed weights."""
    score = sum((weight * found[name] for name, weight in WEIGHTS.items()), np.float64(BIAS))
    if "vectors" in found:
        score = score + VECTORS * found["vectors"]
    sure = np.asarray(1 / (1 + np.exp(-score)), dtype=np.float64)
    sure = (sure + sure.T) / 2
    np.fill_diagonal(sure, 1.0)
    return sure


def cosine(matrix: Matrix) -> Matrix:
    """Cosines between the rows; 0 where a row is empty."""
    unit = _unit(matrix)
    return np.asarray(unit @ unit.T)


def _unit(matrix: Matrix) -> Matrix:
    length = np.sqrt((matrix * matrix).sum(axis=1, keepdims=True))
    return np.asarray(matrix / np.where(length > 0, length, 1))


def _rarity(held: Matrix | float, count: int) -> Any:
    """What a feature weighs that so many of ``count`` cards hold: never quite nothing."""
    return np.maximum(0.05, np.log((count + 1) / (held + 0.5)))


def _weighted(rows: Sequence[Mapping[str, int]]) -> Matrix:
    """Rows of features as a matrix: the root of how often, times how rare."""
    names = sorted({name for row in rows for name in row})
    place = {name: at for at, name in enumerate(names)}
    matrix = np.zeros((len(rows), max(1, len(names))), dtype=np.float32)
    for at, row in enumerate(rows):
        for name, times in row.items():
            matrix[at, place[name]] = times
    return _by_rarity(matrix)


def _hashed(rows: Sequence[Mapping[str, int]]) -> Matrix:
    matrix = np.zeros((len(rows), PART_COLUMNS), dtype=np.float32)
    for at, row in enumerate(rows):
        for name, times in row.items():
            matrix[at, crc32(name.encode()) % PART_COLUMNS] += times
    return _by_rarity(matrix)


def _by_rarity(matrix: Matrix) -> Matrix:
    held = (matrix > 0).sum(axis=0).astype(np.float32)
    return np.asarray(np.sqrt(matrix) * _rarity(held, len(matrix)), dtype=np.float32)


def _with_pairs(stems: Sequence[str]) -> Counter[str]:
    found = Counter(stems)
    found.update(f"{one} {other}" for one, other in pairwise(stems))
    return found


def _parts(stems: Sequence[str], sizes: Sequence[int] = (3, 4, 5)) -> Counter[str]:
    found: Counter[str] = Counter()
    for word in stems:
        framed = f"^{word}$"
        for size in sizes:
            found.update(framed[at : at + size] for at in range(len(framed) - size + 1))
    return found


def _ideas(units: Sequence[Sequence[Unit]], ideas: int) -> Matrix:
    """How much each card speaks of each idea: rare words and rare ideas weigh more."""
    count = len(units)
    held = Counter(name for row in units for name in {unit.name for unit in row})
    matrix = np.zeros((count, max(1, ideas)), dtype=np.float64)
    for at, row in enumerate(units):
        for unit in row:
            if unit.ideas:
                share = np.sqrt(_rarity(held[unit.name], count)) / len(unit.ideas)
                matrix[at, list(unit.ideas)] += share * np.array(unit.says)
    speaking = (matrix > 0).sum(axis=0)
    return np.asarray(matrix * _rarity(speaking, count) ** RARE_IDEA)


def _nearest_words(units: Sequence[Sequence[Unit]], ideas: int) -> Matrix:
    """Which part of two cards' words has a like one in the other: the same, its typo, its idea."""
    known = {unit.name: unit for row in units for unit in row}
    names = sorted(known)
    if not names:
        return np.zeros((len(units), len(units)))
    place = {name: at for at, name in enumerate(names)}
    rows = [np.array([place[unit.name] for unit in row], dtype=np.intp) for row in units]
    alike = _words_alike([known[name] for name in names], rows, ideas)
    held = np.zeros(len(names))
    for row in rows:
        held[np.unique(row)] += 1
    weights = np.zeros((len(units), len(names)), dtype=np.float32)
    best = np.zeros((len(units), len(names)), dtype=np.float32)
    rarity = _rarity(held, len(units))
    for at, row in enumerate(rows):
        if len(row):
            weights[at, row] = rarity[row]
            best[at] = alike[row].max(axis=0)
    total = weights.sum(axis=1, keepdims=True)
    found = (weights @ best.T) / np.where(total > 0, total, 1)
    return np.asarray((found + found.T) / 2, dtype=np.float64)


def _words_alike(
    known: Sequence[Unit], rows: Sequence[NDArray[np.intp]], ideas: int
) -> NDArray[np.float32]:
    """(words, words) how alike two words are, in [0, 1]."""
    speaking = np.zeros(max(1, ideas))
    for row in rows:
        here = {idea for at in row for idea in known[at].ideas}
        speaking[list(here)] += 1
    rarity = _rarity(speaking, len(rows))
    of_idea = np.zeros((len(known), max(1, ideas)), dtype=np.float32)
    says = np.array([max(unit.says, default=0) for unit in known], dtype=np.float32)
    letters = np.zeros((len(known), LETTER_COLUMNS), dtype=np.float32)
    for at, unit in enumerate(known):
        chosen = list(unit.ideas)
        of_idea[at, chosen] = rarity[chosen] * np.array(unit.says)
        for part, times in _parts((unit.name,), (2, 3)).items():
            letters[at, crc32(part.encode()) % LETTER_COLUMNS] += times
    alike = SAME_IDEA * cosine(of_idea) * np.sqrt(says[:, None] * says[None, :])
    spelled_alike = cosine(letters)
    np.maximum(alike, np.where(spelled_alike > TYPO_FROM, TYPO * spelled_alike, 0), out=alike)
    np.fill_diagonal(alike, 1.0)
    return np.asarray(alike, dtype=np.float32)


def _latent(alike: Matrix) -> Matrix:
    """Cosines in the few directions in which the cards differ most; 0 against a card of none."""
    count = len(alike)
    whole = np.asarray((alike + alike.T) / 2, dtype=np.float64)
    np.fill_diagonal(whole, whole.max())
    values, directions = _broadest(whole, max(FEWEST_LINES, round(count / CARDS_A_LINE)))
    rows = directions * np.sqrt(np.maximum(values, 0))
    return np.asarray(cosine(rows).clip(0, 1))


def _broadest(whole: Matrix, wanted: int) -> tuple[Matrix, Matrix]:
    """The greatest eigenvalues of a symmetric matrix and their vectors, by subspace iteration.

    Of 500 cards 50 are wanted: a fifth of the time that all would take. The start is drawn from
    one fixed seed, so that the same cards give the same lines.
    """
    count = len(whole)
    if count <= SMALL:
        values, directions = np.linalg.eigh(whole)
        return values[-wanted:], directions[:, -wanted:]
    start = np.random.default_rng(0).standard_normal((count, wanted + SPARE_LINES))
    basis = np.linalg.qr(whole @ start)[0]
    for _ in range(ROUNDS):
        basis = np.linalg.qr(whole @ basis)[0]
    values, inside = np.linalg.eigh(basis.T @ whole @ basis)
    return values[-wanted:], basis @ inside[:, -wanted:]


def _beyond_usual(alike: Matrix) -> Matrix:
    """By how many spreads each pair is more alike than any two; 0 where all are as alike."""
    pairs = alike[~np.eye(len(alike), dtype=bool)]
    spread = pairs.std() if len(pairs) else 0.0
    if spread < SAME_SPREAD:
        return np.zeros_like(alike)
    return np.asarray(((alike - pairs.mean()) / spread).clip(-FARTHEST, FARTHEST))


def _same(values: Sequence[str]) -> Matrix:
    """1 for the same value, 0 for another, less what any two cards have; 0 where it is unknown."""
    codes = {value: at for at, value in enumerate(sorted(set(values)))}
    row = np.array([codes[value] for value in values])
    known = np.array([bool(value) for value in values])
    both = known[:, None] & known[None, :]
    same = np.asarray((row[:, None] == row[None, :]) & both, dtype=np.float64)
    apart = both & ~np.eye(len(values), dtype=bool)
    usual = same[apart].mean() if apart.any() else 0.0
    return np.asarray(np.where(both, same - usual, 0.0))
