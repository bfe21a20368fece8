"""What the room answers, with what the machine thinks: groups, and how sure they are.

Phones are asked whether two cards speak of one subject; one answer in ten is wrong. So an answer
is evidence, never a rule: ``log(0.9 / 0.1)`` for or against, added up over those who were asked.
The machine's own likeness is evidence too. Many groupings that fit both are drawn by lot (Gibbs
sampling, each from another start), and how often two cards meet in them tells how sure it is that
they belong together. One "yes" thus draws whole groups together, through all the cards that
resemble the two, and one wrong answer is outvoted by them.

The same cards, certainties and answers always give the same groups: the lots are drawn from one
fixed seed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workshop.grouping.sayings import Answer

Matrix = NDArray[np.floating[Any]]
Places = NDArray[np.integer[Any]]

RIGHT = 0.9
"""How often a phone's answer is right."""
EVIDENCE = log(RIGHT / (1 - RIGHT))
"""What one answer weighs, as log-odds."""
PICTURES = 48
"""Groupings that are drawn."""
WARMTH = (0.3, 0.5, 0.7, 0.85, *[1.0] * 7)
"""One round over all cards each: loose at first, so that no start is kept for itself."""
RENEWED, SHARE = (6, 8), 3
"""Before these rounds the worst third of the groupings makes room for copies of the best third:
one that has put two subjects into one group seldom finds out of it by single cards.
"""
TRUST = 2.5
"""What the machine's likeness to a whole group weighs, as a multiple of its log-odds.

One card's likeness to the next is a poor witness, its likeness to a group a better one.
"""
DOUBT = 0.1
"""Cards of no opinion that every group holds besides its own: a single one is no group yet."""
LEAST, MOST = -4.0, 5.0
"""Log-odds beyond which two cards are neither more alike nor more different."""
DRAWN = 0.65
"""The weight of the groupings drawn; the rest is that of the machine's own pair by pair."""
SMALLEST = 1e-30
"""Keeps the logarithm of a lot finite."""
A_TOPIC = 12
"""Cards of a topic, roughly, while nobody has said how many topics there are."""


@dataclass(frozen=True, slots=True)
class Link:
    """How many phones said of two cards, by their places, that they are one subject, or not."""

    a: int
    b: int
    yes: int
    no: int

    @property
    def evidence(self) -> float:
        """Log-odds that they are one, as far as the answers tell."""
        return EVIDENCE * (self.yes - self.no)


def read_links(answers: Sequence[Answer], place: Mapping[str, int]) -> list[Link]:
    """The answers about cards that are there, by their places."""
    return [
        Link(place[answer.a], place[answer.b], answer.yes, answer.no)
        for answer in answers
        if answer.a in place and answer.b in place
    ]


def heard(certainty: Matrix, links: Sequence[Link], topics: int | None = None) -> Matrix:
    """(n, n) how sure it is that two cards are of one subject, in [0, 1], all cards considered.

    ``certainty``: (n, n) the machine's own of each pair alone, symmetric, 1 with itself.
    ``links``: what the room has answered; without any, whole groups still say more than pairs.
    ``topics``: how many there are, None where nobody has said.
    """
    if len(certainty) < 2:
        return certainty
    drawn = together(imagine(certainty, links, topics))
    return np.asarray(DRAWN * drawn + (1 - DRAWN) * certainty)


def imagine(certainty: Matrix, links: Sequence[Link], topics: int | None = None) -> Places:
    """(PICTURES, n) groupings that fit certainties and answers: each card's group in each."""
    count = len(certainty)
    if count < 2:
        return np.zeros((PICTURES, count), dtype=np.int64)
    groups = groups_expected(count, topics)
    drawing = _Drawing(_ratios(certainty), _evidence(count, links), groups)
    for at, warmth in enumerate(WARMTH):
        if at in RENEWED:
            drawing.renew()
        drawing.round(warmth)
    return drawing.places


def groups_expected(count: int, topics: int | None) -> int:
    """How many groups to draw with: as said, else a dozen cards each."""
    expected = topics if topics is not None else round(count / A_TOPIC)
    return min(max(expected, 2), count)


def together(pictures: Places) -> Matrix:
    """(n, n) in how many of the groupings two cards are together, in [0, 1]."""
    held = _one_hot(pictures, int(pictures.max(initial=0)) + 1)
    drawn, count, groups = held.shape
    flat = held.transpose(1, 0, 2).reshape(count, drawn * groups)
    return np.asarray((flat @ flat.T) / drawn, dtype=np.float64)


def _ratios(certainty: Matrix) -> Matrix:
    """How many times likelier than any two cards these two are one subject."""
    count = len(certainty)
    apart = ~np.eye(count, dtype=bool)
    sure = np.clip(np.asarray(certainty, dtype=np.float64), 1e-4, 1 - 1e-4)
    any_two = sure[apart].mean()
    odds = np.log(sure / (1 - sure)) - np.log(any_two / (1 - any_two))
    return np.asarray(np.exp(np.clip(odds, LEAST, MOST)) * apart, dtype=np.float32)


def _evidence(count: int, links: Sequence[Link]) -> Matrix:
    evidence = np.zeros((count, count), dtype=np.float32)
    for link in links:
        if link.a != link.b:
            evidence[link.a, link.b] += link.evidence
            evidence[link.b, link.a] += link.evidence
    return evidence


def _one_hot(places: Places, groups: int) -> NDArray[np.float32]:
    held = np.zeros((*places.shape, groups), dtype=np.float32)
    np.put_along_axis(held, places[:, :, None], 1.0, axis=2)
    return held


class _Drawing:
    """All the groupings at once, one card after the other put where it is drawn to."""

    def __init__(self, ratios: Matrix, evidence: Matrix, groups: int) -> None:
        count = len(ratios)
        self._chance = np.random.default_rng(0)
        self._ratios, self._evidence = ratios, evidence
        self._answered = [np.nonzero(row)[0] for row in evidence]
        self._all = np.arange(PICTURES)
        self.places = self._chance.integers(0, groups, (PICTURES, count))
        held = _one_hot(self.places, groups)
        # By picture, group and card: how alike to the group's cards together, and what answers
        # say. Cards come last because a card that moves changes what all others read of a group.
        flat = held.transpose(0, 2, 1).reshape(PICTURES * groups, count)
        self._alike = (flat @ ratios).reshape(PICTURES, groups, count)
        self._said = (flat @ evidence).reshape(PICTURES, groups, count)
        self._sizes = held.sum(axis=1)

    def round(self, warmth: float) -> None:
        """Put every card anew, in random order; ``warmth`` in (0, 1]: 0 would be by lot alone."""
        count, shape = len(self._ratios), self._sizes.shape
        # Gumbel's lots: the largest sum with them is a draw by the exponentials of the terms.
        lots = self._chance.standard_exponential((count, *shape), dtype=np.float32)
        lots = -np.log(np.maximum(lots, SMALLEST))
        for card in self._chance.permutation(count):
            here = self.places[:, card]
            self._sizes[self._all, here] -= 1
            likelier = np.maximum(self._alike[:, :, card], 0)
            likelier += DOUBT
            likelier /= self._sizes + DOUBT
            drawn = np.log(likelier, out=likelier)
            drawn *= TRUST * warmth
            if len(self._answered[card]):
                drawn += warmth * self._said[:, :, card]
            drawn += lots[card]
            there = drawn.argmax(axis=1)
            self._sizes[self._all, there] += 1
            moved = np.nonzero(there != here)[0]
            if len(moved):
                self._move(card, moved, here[moved], there[moved])

    def renew(self) -> None:
        """Put copies of the groupings that fit best in place of those that fit worst."""
        best_first = np.argsort(-self._fit(), kind="stable")
        few = len(best_first) // SHARE
        for held in (self.places, self._alike, self._said, self._sizes):
            held[best_first[-few:]] = held[best_first[:few]]

    def _fit(self) -> Matrix:
        """By picture: how well its cards fit their groups, as log-odds; each answer counts once."""
        own = self.places[:, None, :]
        alike = np.take_along_axis(self._alike, own, axis=1)[:, 0]
        said = np.take_along_axis(self._said, own, axis=1)[:, 0]
        others = np.take_along_axis(self._sizes, self.places, axis=1) - 1
        likelier = (np.maximum(alike, 0) + DOUBT) / (others + DOUBT)
        return np.asarray((TRUST * np.log(likelier) + said / 2).sum(axis=1))

    def _move(self, card: int, moved: Places, here: Places, there: Places) -> None:
        self._alike[moved, here] -= self._ratios[card]
        self._alike[moved, there] += self._ratios[card]
        answered = self._answered[card]
        if len(answered):
            evidence = self._evidence[card, answered]
            self._said[moved[:, None], here[:, None], answered] -= evidence
            self._said[moved[:, None], there[:, None], answered] += evidence
        self.places[moved, card] = there
