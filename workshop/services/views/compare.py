"""Two workshops, or two editions of one, beside each other: which topics are the same, and moved.

Topics are matched by their titles; what is left, by the words of their titles and cards. A match
that rests on words alone says how sure it is, and can be taken apart.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log, sqrt

from workshop.domain.words import QUADRANTS
from workshop.grouping.tokens import fold, tokens
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.views.workshop import TopicLine, WorkshopView, read_workshop_view

SURE_ENOUGH = 0.3
"""The likeness in words, in [0, 1], from which two topics are offered as one."""

SUREST = 0.99
"""What words alone can be sure of: only the same title is certain."""


@dataclass(frozen=True, slots=True)
class TopicPair:
    """One topic in both workshops. ``certainty`` in ]0, 1]; 1: they have the same title."""

    here: TopicLine
    there: TopicLine
    certainty: float

    @property
    def labels(self) -> tuple[str, str]:
        return self.here.label, self.there.label

    @property
    def placed(self) -> bool:
        """True where both have one of the four places."""
        return self.here.quadrant in QUADRANTS and self.there.quadrant in QUADRANTS

    @property
    def moved(self) -> bool:
        """True where both have a place, and not the same."""
        return self.placed and self.here.quadrant is not self.there.quadrant


@dataclass(frozen=True, slots=True)
class Comparison:
    """``here``: the workshop on the table. ``other_is_older``: arrows go from there to here."""

    title: str
    other_title: str
    other_is_older: bool
    pairs: tuple[TopicPair, ...]
    only_here: tuple[TopicLine, ...]
    only_there: tuple[TopicLine, ...]

    @property
    def moved(self) -> tuple[TopicPair, ...]:
        return tuple(pair for pair in self.pairs if pair.moved)


def read_comparison(
    house: House,
    actor: Facilitating,
    other: Facilitating,
    *,
    apart: Collection[tuple[str, str]] = (),
) -> Comparison:
    """This workshop beside another one that the same browser leads. Raises WorkshopUnknown.

    ``apart``: labels (here, there) of topics that somebody said are not the same.
    """
    here, there = read_workshop_view(house, actor), read_workshop_view(house, other)
    pairs = _matched(here, there, apart)
    found_here = {pair.here.label for pair in pairs}
    found_there = {pair.there.label for pair in pairs}
    return Comparison(
        title=here.workshop.title,
        other_title=there.workshop.title,
        other_is_older=_age(there) < _age(here),
        pairs=pairs,
        only_here=tuple(line for line in here.topics_in_order if line.label not in found_here),
        only_there=tuple(line for line in there.topics_in_order if line.label not in found_there),
    )


def _age(view: WorkshopView) -> tuple[datetime, int]:
    """Sorts workshops by their day; an import keeps the day of its file, and comes later."""
    return view.workshop.created_at, view.workshop.id


def _matched(
    here: WorkshopView, there: WorkshopView, apart: Collection[tuple[str, str]]
) -> tuple[TopicPair, ...]:
    """Each topic at most once, the surest pairs first; given in the order of this workshop."""
    left = {line.label: line for line in here.topics_in_order}
    right = {line.label: line for line in there.topics_in_order}
    order = list(left)
    found = []
    for certainty, one, other in sorted(_candidates(here, there), key=lambda row: -row[0]):
        if one in left and other in right and (one, other) not in apart:
            found.append(TopicPair(left.pop(one), right.pop(other), certainty))
    return tuple(sorted(found, key=lambda pair: order.index(pair.here.label)))


def _candidates(here: WorkshopView, there: WorkshopView) -> Iterator[tuple[float, str, str]]:
    """Certainty and both labels of whatever may be the same topic.

    The mean of what titles and what cards say: a title is short and a card may speak of anything.
    """
    ours, theirs = _read(here), _read(there)
    both = [*ours.values(), *theirs.values()]
    titles = _rarity([words.title for words in both])
    cards = _rarity([words.cards for words in both])
    for one in here.topics_in_order:
        for other in there.topics_in_order:
            if _same_title(one.title, other.title):
                yield 1.0, one.label, other.label
                continue
            mine, yours = ours[one.label], theirs[other.label]
            alike = _cosine(mine.title, yours.title, titles) + _cosine(
                mine.cards, yours.cards, cards
            )
            if alike / 2 >= SURE_ENOUGH:
                yield min(alike / 2, SUREST), one.label, other.label


def _same_title(one: str, other: str) -> bool:
    return fold(one).split() == fold(other).split()


@dataclass(frozen=True, slots=True)
class _TopicWords:
    """The stems of a topic's title, and how many of its shown cards hold each (title included)."""

    title: Counter[str]
    cards: Counter[str]


def _read(view: WorkshopView) -> dict[str, _TopicWords]:
    language = view.workshop.language
    texts = {card.label: card.text for card in view.shown_cards}
    found = {}
    for line in view.topics:
        title = Counter(set(tokens(line.title, language)))
        cards = title.copy()
        for label in line.cards:
            cards.update(set(tokens(texts.get(label, ""), language)))
        found[line.label] = _TopicWords(title, cards)
    return found


def _rarity(documents: Sequence[Counter[str]]) -> dict[str, float]:
    held = Counter(stem for document in documents for stem in document)
    return {stem: log(1 + len(documents) / times) for stem, times in held.items()}


def _cosine(one: Counter[str], other: Counter[str], weights: Mapping[str, float]) -> float:
    """How alike two topics are in their words, in [0, 1]; 0 where one has none."""

    def length(document: Counter[str]) -> float:
        return sqrt(sum(times * weights[stem] ** 2 for stem, times in document.items()))

    whole = length(one) * length(other)
    if not whole:
        return 0.0
    shared = sum(
        sqrt(one[stem] * other[stem]) * weights[stem] ** 2 for stem in one.keys() & other.keys()
    )
    return min(1.0, shared / whole)
