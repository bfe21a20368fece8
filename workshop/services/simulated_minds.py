"""What simulated participants have in mind: the demo's sentences, and how its people lean.

A room of coins would put everything into the middle of the matrix: whoever rehearses would see
one quadrant. These people lean as the demo's do, a few of them against it.
"""

import random
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import cycle
from typing import Any

from sqlalchemy import select

from workshop.domain.codes import read_label
from workshop.domain.words import CardStatus, Effect, Kind, Side
from workshop.services.house import House
from workshop.services.templates import demo
from workshop.services.transaction import find_workshop, glance
from workshop.storage import tables

AGAINST = 0.05
"""How often somebody says the opposite of what most do."""

UNSURE = 0.1
"""How often somebody sees no effect, or gives no answer."""

_TAPS = (Effect.IRRITANT, Effect.IRRITANT, Effect.NONE, Effect.ENCHANTMENT, Effect.SKIP)
_SCALE = (-2, -1, -1, 0, 1, 1, 2)
_EFFECTS = (-2, -1, 0, 1, 1, 2)
_RATED = ("client", "employee", "usability")


class Minds:
    """Sentences in random order, cards and ideas once, and what people think.

    ``said``: sentences of cards that the room has already; nobody says them again.
    """

    def __init__(
        self, chance: random.Random, language: str, said: Collection[str] = frozenset()
    ) -> None:
        whole = demo(language)
        self._chance = chance
        self._ideas = iter(chance.sample(whole["solutions"], len(whole["solutions"])))
        self._subjects = {
            _with(whole["cards"][card]["text"], more): place
            for place, topic in enumerate(whole["topics"])
            for card in topic["cards"]
            for more in ("", *whole["again"])
        }
        # Of those that belong to no topic of the demo nobody knows how they lean.
        told = [card for card in whole["cards"] if card["text"] in self._subjects]
        texts = [str(card["text"]) for card in told]
        self._answers = cycle(chance.sample(texts, len(texts)))
        self._farewells: list[str] = whole["farewells"]
        self._cards = self._sentences(told, whole["again"], frozenset(said))
        self._leanings = [_leaning(whole, topic["cards"]) for topic in whole["topics"]]
        self._ballots = {idea["title"]: idea["ratings"] for idea in whole["solutions"]}
        self._known: dict[str, int | None] = {}

    def _sentences(
        self, told: list[dict[str, Any]], again: list[str], said: frozenset[str]
    ) -> Iterator[dict[str, Any]]:
        """Each sentence once; in a larger room as it happened to others, in other words."""
        places = range(len(told))
        for turn in range(len(again) + 1):
            for place in self._chance.sample(places, len(told)):
                card, more = told[place], again[(place + turn) % len(again)] if turn else ""
                text = _with(card["text"], more)
                if text not in said:
                    yield {**card, "text": text}

    def card(self) -> dict[str, Any] | None:
        """None once all has been said: what is left is to join what others say."""
        return next(self._cards, None)

    def answer(self, *, leaving: bool = False) -> str:
        """What somebody writes below a question; all over again in a large room.

        ``leaving``: below one of those that end the day.
        """
        return self._chance.choice(self._farewells) if leaving else next(self._answers)

    def idea(self) -> dict[str, Any] | None:
        """None once all have been said."""
        return next(self._ideas, None)

    def subject_of(self, text: str) -> int | None:
        """Which of the demo's topics a sentence belongs to."""
        return self._subjects.get(text)

    def subject_of_topic(self, house: House, code: str, label: str) -> int | None:
        """Which of them most cards of a topic belong to; looked up once."""
        if label not in self._known:
            counts = Counter(map(self.subject_of, _texts(house, code, label)))
            counts.pop(None, None)
            self._known[label] = max(counts, key=lambda subject: counts[subject], default=None)
        return self._known[label]

    def tap(self, subject: int | None, side: Side) -> Effect:
        """What the mirror round is answered about a subject on a side."""
        lean = self._lean(subject, side)
        if not lean:
            return self._chance.choice(_TAPS)
        if self._chance.random() < UNSURE:
            return self._chance.choice((Effect.NONE, Effect.SKIP))
        return Effect.ENCHANTMENT if lean > 0 else Effect.IRRITANT

    def level(self, subject: int | None, side: Side) -> int:
        """How a subject is felt on a side, −2 … +2."""
        lean = self._lean(subject, side)
        return lean * self._chance.choice((0, 1, 1, 2, 2)) if lean else self._chance.choice(_SCALE)

    def feeling(self, place: int, side: Side | None) -> int:
        """A mood at a step, by its place: some steps weigh on one side, some on the other."""
        lean = (place + (side is Side.CLIENT)) % 3 - 1
        return max(-2, min(2, lean + self._chance.choice((-1, 0, 0, 1))))

    def effects(self, title: str, speaks_for: Side) -> dict[str, int]:
        """A ballot on an idea, like one of the demo's by somebody who speaks for the same side."""
        like = [one for one in self._ballots.get(title, ()) if one["by"] == speaks_for]
        if like:
            ballot = self._chance.choice(like)
            return {name: ballot[name] for name in _RATED}
        return dict(zip(_RATED, self._chance.choices(_EFFECTS, k=len(_RATED)), strict=True))

    def _lean(self, subject: int | None, side: Side) -> int:
        """Where this person leans, −1 or 1; 0 where nothing says so."""
        lean = 0 if subject is None else self._leanings[subject][side]
        return -lean if self._chance.random() < AGAINST else lean


def _with(text: str, more: str) -> str:
    """A sentence and what somebody else adds to it."""
    if not more:
        return text
    return f"{text} {more}" if text[-1] in ".!?…" else f"{text}. {more}"


def _leaning(whole: dict[str, Any], cards: list[int]) -> dict[Side, int]:
    """What the demo's voices say of a topic on each side: −1, 0 or 1."""
    total = dict.fromkeys(Side, 0)
    for card in (whole["cards"][place] for place in cards):
        voices = 1 + len(card["me_too"])
        total[Side(card["side"])] += voices if card["kind"] == Kind.ENCHANTMENT else -voices
    return {side: (said > 0) - (said < 0) for side, said in total.items()}


def texts_of(house: House, code: str) -> frozenset[str]:
    """What the cards of a room say. Raises WorkshopUnknown."""
    card = tables.card
    with glance(house) as connection:
        workshop = find_workshop(connection, code)
        return frozenset(
            connection.scalars(select(card.c.text).where(card.c.workshop_id == workshop.id))
        )


def _texts(house: House, code: str, label: str) -> list[str]:
    """The cards of a topic, as they stand."""
    card, topic = tables.card, tables.topic
    with glance(house) as connection:
        workshop = find_workshop(connection, code)
        return list(
            connection.scalars(
                select(card.c.text)
                .join_from(card, topic, card.c.topic_id == topic.c.id)
                .where(
                    topic.c.workshop_id == workshop.id,
                    topic.c.number == read_label(label, "T"),
                    card.c.status == CardStatus.SHOWN,
                )
            )
        )
