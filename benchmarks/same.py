"""How far the room's own answers bring the grouping: phones say whether two cards are one subject.

    python -m benchmarks.same --cards FILE.csv [--lang fr] [--draw TOPICS CARDS] [--seeds N]
        [--together PHONES]

The file has the columns text and topic (or category), and side, kind and step where there are any;
cards without a topic are left out. ``--draw`` takes so many topics at random and so many cards of
each, other ones for each seed. So many phones answer a few questions each, in random order, one
answer in ten wrong; what is asked is chosen from what was answered before, as often as the service
chooses. Figures: the adjusted Rand index against the file's topics, before and after.
"""

import argparse
import csv
import random
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import comb
from pathlib import Path

from benchmarks.house import CHECKOUT, headline
from workshop.grouping.asking import questions_to_ask
from workshop.grouping.lexicon import shipped
from workshop.grouping.likeness import likeness
from workshop.grouping.sayings import Answer, Saying
from workshop.grouping.suggest import suggest

PHONES, QUESTIONS, WRONG = 80, 3, 0.1
TOGETHER = 8
"""Phones that are given their question from one choice: so many answer in a second."""


@dataclass(frozen=True, slots=True)
class Deck:
    """Cards, and the topic that each belongs to."""

    sayings: tuple[Saying, ...]
    topics: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(set(self.topics))


@dataclass(slots=True)
class Played:
    """Adjusted Rand indexes, the number of topics known and not, and seconds of each choice."""

    before: float
    after: float = 0.0
    unknown_before: float = 0.0
    unknown_after: float = 0.0
    yes: float = 0.0
    seconds: list[float] = field(default_factory=list)


def read_deck(
    file: Path, *, draw: tuple[int, int] | None = None, chance: random.Random | None = None
) -> Deck:
    """The cards of a file that have a topic, or so many topics of so many cards each."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    by_topic: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        if topic := row.get("topic", row.get("category", "")):
            by_topic.setdefault(topic, []).append(row)
    names = sorted(by_topic)
    if draw is not None and chance is not None:
        names = chance.sample(names, min(draw[0], len(names)))
        by_topic = {
            name: chance.sample(by_topic[name], min(draw[1], len(by_topic[name]))) for name in names
        }
    kept = [(row, name) for name in names for row in by_topic[name]]
    return Deck(
        tuple(
            Saying(
                f"C{at}",
                row["text"],
                row.get("side", ""),
                row.get("kind", ""),
                row.get("step", ""),
            )
            for at, (row, _) in enumerate(kept, 1)
        ),
        tuple(name for _, name in kept),
    )


def play(
    deck: Deck,
    language: str,
    seed: int,
    *,
    phones: int = PHONES,
    each: int = QUESTIONS,
    together: int = TOGETHER,
) -> Played:
    """Let phones answer, ``together`` of them from one choice, then group again."""
    chance = random.Random(seed)
    certainty = likeness(deck.sayings, shipped(language))
    done = Played(
        before=_judged(deck, language, (), deck.count),
        unknown_before=_judged(deck, language, (), None),
    )
    turns = [phone for phone in range(phones) for _ in range(each)]
    chance.shuffle(turns)
    answers: Counter[tuple[str, str, bool]] = Counter()
    said: set[tuple[int, str, str]] = set()
    topic = dict(zip((saying.label for saying in deck.sayings), deck.topics, strict=True))
    for at in range(0, len(turns), together):
        began = time.perf_counter()
        pairs = questions_to_ask(
            deck.sayings, certainty, _tally(answers), asked=(), limit=3 * together
        )
        done.seconds.append(time.perf_counter() - began)
        for phone in turns[at : at + together]:
            pair = next((pair for pair in pairs if (phone, *pair) not in said), None)
            if pair is None:
                continue
            pairs.remove(pair)
            said.add((phone, *pair))
            is_same = topic[pair[0]] == topic[pair[1]]
            answers[(*pair, is_same ^ (chance.random() < WRONG))] += 1
    done.after = _judged(deck, language, _tally(answers), deck.count)
    done.unknown_after = _judged(deck, language, _tally(answers), None)
    done.yes = sum(n for (*_, yes), n in answers.items() if yes) / max(1, answers.total())
    return done


def _tally(answers: Counter[tuple[str, str, bool]]) -> list[Answer]:
    pairs = sorted({(a, b) for a, b, _ in answers})
    return [Answer(a, b, answers[a, b, True], answers[a, b, False]) for a, b in pairs]


def _judged(deck: Deck, language: str, answers: Sequence[Answer], topics: int | None) -> float:
    found = suggest(deck.sayings, shipped(language), answers=answers, topics=topics)
    group = {card: at for at, topic in enumerate(found.topics) for card in topic.cards}
    # A card that is left alone is a group of its own.
    labels = [saying.label for saying in deck.sayings]
    return adjusted_rand([group.get(label, label) for label in labels], deck.topics)


def adjusted_rand(ones: Sequence[object], others: Sequence[object]) -> float:
    """How far two groupings agree: 1 wholly, 0 as much as by chance (Hubert and Arabie 1985)."""
    both = sum(comb(n, 2) for n in Counter(zip(ones, others, strict=True)).values())
    one = sum(comb(n, 2) for n in Counter(ones).values())
    other = sum(comb(n, 2) for n in Counter(others).values())
    by_chance = one * other / max(1, comb(len(ones), 2))
    most = (one + other) / 2
    return 1.0 if most == by_chance else (both - by_chance) / (most - by_chance)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--cards", type=Path, default=CHECKOUT / "tests" / "data" / "cartes_fr_40.csv"
    )
    parser.add_argument("--lang", choices=("fr", "en"), default="fr")
    parser.add_argument("--draw", type=int, nargs=2, metavar=("TOPICS", "CARDS"))
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--phones", type=int, default=PHONES)
    parser.add_argument("--each", type=int, default=QUESTIONS)
    parser.add_argument("--together", type=int, default=TOGETHER, help="phones asked of one choice")
    options = parser.parse_args()
    print(headline())
    print(f"{options.phones} phones, {options.each} questions each, {WRONG:.0%} wrong answers")
    print(f"\n{'':<8}{'cards':>6}{'topics':>8}{'adjusted Rand, topics known':>30}", end="")
    print(f"{'not known':>20}{'yes':>6}{'a choice':>10}")
    found = []
    for seed in range(1, options.seeds + 1):
        draw = tuple(options.draw) if options.draw else None
        deck = read_deck(options.cards, draw=draw, chance=random.Random(seed))
        done = play(
            deck,
            options.lang,
            seed,
            phones=options.phones,
            each=options.each,
            together=options.together,
        )
        found.append(done)
        print(f"seed {seed:<3}{len(deck.topics):>6}{deck.count:>8}{_line(done)}", flush=True)
    print(f"{'mean':<22}{_line(_mean(found))}")


def _mean(found: Sequence[Played]) -> Played:
    return Played(
        before=statistics.mean(done.before for done in found),
        after=statistics.mean(done.after for done in found),
        unknown_before=statistics.mean(done.unknown_before for done in found),
        unknown_after=statistics.mean(done.unknown_after for done in found),
        yes=statistics.mean(done.yes for done in found),
        seconds=[second for done in found for second in done.seconds],
    )


def _line(done: Played) -> str:
    known = f"{done.before:.2f} -> {done.after:.2f}"
    unknown = f"{done.unknown_before:.2f} -> {done.unknown_after:.2f}"
    spent = 1000 * statistics.median(done.seconds)
    return f"{known:>30}{unknown:>20}{done.yes:>6.0%}{spent:>7.0f} ms"


if __name__ == "__main__":
    main()
