"""Cards shown while somebody types: how often any, how often one that says the same, how fast.

    python -m benchmarks.similar --cards FILE.csv [--lang fr]

Each card of the file (columns text, step, topic) is typed among the others of its step. Beside
it stands a yardstick that knows nothing of languages: the first six letters of longer words, one
in common being enough. Time is one query among so many cards made of the file's own words.
"""

import argparse
import csv
import random
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from pathlib import Path

from benchmarks.house import CHECKOUT, headline
from workshop.grouping.similar import alike

CROWD = 1_000
QUERIES = 300
SHOWN = 3

Search = Callable[[str, Sequence[str], str], list[int]]


@dataclass(frozen=True, slots=True)
class Card:
    """A card and the topic that people put it in, "" for none."""

    text: str
    step: str
    topic: str


@dataclass(frozen=True, slots=True)
class Quality:
    """Counts over all cards typed."""

    queries: int
    answered: int
    right: int
    shown: int
    shown_right: int

    def line(self, name: str) -> str:
        return (
            f"{name:<12}{self.answered / self.queries:>12.0%}"
            f"{self.right / max(1, self.answered):>26.0%}"
            f"{self.right / self.queries:>18.0%}"
            f"{self.shown_right / max(1, self.shown):>20.0%}"
        )


def first_letters(typed: str, texts: Sequence[str], language: str) -> list[int]:
    """The yardstick: texts that share the beginning of a word of four letters or more."""
    wanted = _beginnings(typed)
    shares = {}
    for place, text in enumerate(texts):
        found = _beginnings(text)
        if wanted & found:
            shares[place] = len(wanted & found) / len(wanted | found)
    return nlargest(SHOWN, shares, key=lambda place: (shares[place], -place))


def _beginnings(text: str) -> frozenset[str]:
    letters = "".join(sign if sign.isalnum() else " " for sign in text.casefold())
    return frozenset(word[:6] for word in letters.split() if len(word) > 3)


def judge(cards: Sequence[Card], language: str, search: Search) -> Quality:
    """Type each card among the others of its step."""
    steps = defaultdict(list)
    for card in cards:
        steps[card.step].append(card)
    answered = right = shown = shown_right = 0
    for here in steps.values():
        for place, card in enumerate(here):
            others = here[:place] + here[place + 1 :]
            found = search(card.text, [other.text for other in others], language)
            same = [bool(card.topic) and others[n].topic == card.topic for n in found]
            answered += bool(found)
            right += any(same)
            shown += len(found)
            shown_right += sum(same)
    return Quality(len(cards), answered, right, shown, shown_right)


def crowd(cards: Sequence[Card], chance: random.Random) -> list[str]:
    """So many texts as long as the file's, of its own words in another order."""
    vocabulary = [word for card in cards for word in card.text.split()]
    lengths = [len(card.text.split()) for card in cards]
    return [" ".join(chance.choices(vocabulary, k=chance.choice(lengths))) for _ in range(CROWD)]


def timed(cards: Sequence[Card], language: str) -> list[float]:
    """Seconds of each query, the first one with nothing in memory."""
    chance = random.Random(7)
    texts = crowd(cards, chance)
    spent = []
    for _ in range(QUERIES):
        typed = chance.choice(cards).text
        # As rows of a query come: equal strings, but new ones each time.
        fresh = [text.encode().decode() for text in texts]
        began = time.perf_counter()
        alike(typed, fresh, language)
        spent.append(time.perf_counter() - began)
    return spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--cards", type=Path, default=CHECKOUT / "tests" / "data" / "cartes_fr_40.csv"
    )
    parser.add_argument("--lang", choices=("fr", "en"), default="fr")
    options = parser.parse_args()
    with options.cards.open(encoding="utf-8-sig", newline="") as file:
        cards = [Card(row["text"], row["step"], row["topic"]) for row in csv.DictReader(file)]
    spent = timed(cards, options.lang)
    first, others = spent[0], sorted(spent[1:])
    print(headline())
    print(f"cards:   {len(cards)} in {len({card.step for card in cards})} steps\n")
    print(f"{'':<12}{'any shown':>12}{'same topic, where shown':>26}{'of all typed':>18}", end="")
    print(f"{'of lines shown':>20}")
    print(judge(cards, options.lang, first_letters).line("yardstick"))
    print(judge(cards, options.lang, alike).line("similar"))
    print(
        f"\n{CROWD:,} cards of one step: {1000 * others[len(others) // 2]:.1f} ms a query, "
        f"p95 {1000 * others[int(0.95 * len(others))]:.1f} ms, the first {1000 * first:.0f} ms"
    )


if __name__ == "__main__":
    main()
