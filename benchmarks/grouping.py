"""How well cards are grouped from their words, without a model, beside the figures to reach.

    python -m benchmarks.grouping --bank FILE.csv --cards FILE.csv [--draws 10] [--no-room]

``--bank``: customers' questions in English (columns text, category). ``--cards``: French workshop
cards (text, side, kind, step, topic; empty topic: none). Each file's subjects are cut in two by a
fixed lot: the weights of ``workshop.grouping.likeness`` were fitted on one half, the figures of
"kept apart" come from the other alone. Ten subjects with twelve cards each are drawn from the bank,
eight from the French cards, as often as ``--draws`` says, and the answers of a room are played.
"""

import argparse
import csv
import random
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.house import headline
from benchmarks.same import Deck, adjusted_rand, play
from workshop.grouping.answers import heard
from workshop.grouping.clusters import cluster
from workshop.grouping.lexicon import shipped
from workshop.grouping.likeness import Matrix, likeness
from workshop.grouping.sayings import Saying
from workshop.grouping.suggest import suggest

HALVES_SEED = 2026
BANK_TOPICS, BANK_CARDS = 10, 12
FRENCH_TOPICS = 8
PRECISION = 0.8
CROWD = 500


@dataclass(frozen=True, slots=True)
class Row:
    """One figure over all draws, beside what is to be reached; at least, or at most."""

    name: str
    values: Sequence[float]
    wanted: float
    at_most: bool = False

    def line(self) -> str:
        reached = [
            value <= self.wanted if self.at_most else value >= self.wanted for value in self.values
        ]
        spread = statistics.stdev(self.values) if len(self.values) > 1 else 0.0
        sign = "≤" if self.at_most else "≥"
        return (
            f"{self.name:<58}{statistics.mean(self.values):>7.2f} ± {spread:.2f}"
            f"{sign + f' {self.wanted:.2f}':>9}{statistics.mean(reached):>13.0%}"
        )


def halves(names: Iterable[str]) -> tuple[list[str], list[str]]:
    """The subjects tuned on and those kept apart: always the same for the same names."""
    mixed = sorted(name for name in names if name)
    random.Random(HALVES_SEED).shuffle(mixed)
    return mixed[: len(mixed) // 2], mixed[len(mixed) // 2 :]


def read_subjects(file: Path) -> dict[str, list[Saying]]:
    """The cards of a file by subject; those of none under the empty name."""
    found: dict[str, list[Saying]] = defaultdict(list)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        for at, row in enumerate(csv.DictReader(opened), 1):
            found[row.get("topic", row.get("category", ""))].append(
                Saying(
                    f"C{at}",
                    row["text"],
                    row.get("side", ""),
                    row.get("kind", ""),
                    row.get("step", ""),
                )
            )
    return dict(found)


def deck(
    subjects: dict[str, list[Saying]], names: Sequence[str], seed: int, most: int | None = None
) -> Deck:
    """All cards of these subjects, or the first so many of each, in random order.

    Side by side in the file, cards of one subject would come first wherever two are as sure.
    """
    kept = [(saying, name) for name in names for saying in subjects[name][:most]]
    random.Random(seed).shuffle(kept)
    return Deck(tuple(saying for saying, _ in kept), tuple(name for _, name in kept))


def drawn(
    subjects: dict[str, list[Saying]], names: Sequence[str], topics: int, seed: int
) -> tuple[dict[str, list[Saying]], list[str]]:
    """Some of the subjects, their cards in random order."""
    chance = random.Random(seed)
    chosen = chance.sample(sorted(names), min(topics, len(names)))
    return {name: chance.sample(subjects[name], len(subjects[name])) for name in chosen}, chosen


def certainty_of(cards: Deck, language: str) -> Matrix:
    """What ``suggest`` thinks of every pair while nobody has answered."""
    return heard(likeness(cards.sayings, shipped(language)), ())


def nearest_right(certainty: Matrix, topics: Sequence[str]) -> float:
    """Of the cards that have a subject, the share whose likest card is of the same."""
    nearest = (certainty - 2 * np.eye(len(topics))).argmax(axis=1)
    return float(np.mean([topics[nearest[at]] == topics[at] for at in _named(topics)]))


def found_at(certainty: Matrix, topics: Sequence[str], precision: float = PRECISION) -> float:
    """The share of same-subject pairs above the lowest bar over which so many are right."""
    ones, others = np.triu_indices(len(topics), 1)
    names = np.array(topics)
    same = (names[ones] == names[others]) & (names[ones] != "")
    sure = certainty[ones, others]
    order = np.argsort(-sure, kind="stable")
    right = np.cumsum(same[order])
    # Pairs that are equally sure come together or not at all.
    is_last = np.append(np.diff(sure[order]) != 0, True)
    good = is_last & (right / np.arange(1, len(order) + 1) >= precision)
    return float(right[good].max() / max(1, right[-1])) if good.any() else 0.0


def grouped(certainty: Matrix, topics: Sequence[str], number: int | None) -> float:
    """Adjusted Rand over the cards that have a subject."""
    place = {card: at for at, group in enumerate(cluster(certainty, number)) for card in group}
    named = _named(topics)
    return adjusted_rand([place[at] for at in named], [topics[at] for at in named])


def _named(topics: Sequence[str]) -> list[int]:
    return [at for at, topic in enumerate(topics) if topic]


def bank_rows(file: Path, draws: int, seed: int, *, room: bool = True) -> Iterator[Row]:
    subjects = read_subjects(file)
    tuned, apart = halves(subjects)
    for name, names in (("kept apart", apart), ("tuned on", tuned)):
        decks = []
        for at in range(draws):
            some, chosen = drawn(subjects, names, BANK_TOPICS, seed + at)
            decks.append(deck(some, chosen, seed + at, BANK_CARDS))
        sure = [certainty_of(cards, "en") for cards in decks]
        yield Row(
            f"bank, {name}: adjusted Rand, {BANK_TOPICS} topics known",
            _each(sure, decks, lambda s, d: grouped(s, d.topics, d.count)),
            0.60,
        )
        yield Row(
            f"bank, {name}: adjusted Rand, number unknown",
            _each(sure, decks, lambda s, d: grouped(s, d.topics, None)),
            0.60,
        )
        yield Row(
            f"bank, {name}: nearest card of the same topic",
            _each(sure, decks, lambda s, d: nearest_right(s, d.topics)),
            0.90,
        )
        if room:
            yield Row(
                f"bank, {name}: adjusted Rand, after the room has answered",
                [play(cards, "en", seed + at).after for at, cards in enumerate(decks)],
                0.75,
            )


def french_rows(file: Path, draws: int, seed: int, *, room: bool = True) -> Iterator[Row]:
    subjects = read_subjects(file)
    tuned, apart = halves(subjects)
    for name, names, topics in (
        ("whole file", [*tuned, *apart], None),
        ("kept apart", apart, FRENCH_TOPICS),
        ("tuned on", tuned, FRENCH_TOPICS),
    ):
        decks = []
        for at in range(draws if topics else 1):
            some, chosen = drawn(subjects, names, topics or len(names), seed + at)
            some[""] = subjects.get("", [])
            decks.append(deck(some, [*chosen, ""], seed + at))
        sure = [certainty_of(cards, "fr") for cards in decks]
        bare = [certainty_of(_text_and_step(cards), "fr") for cards in decks]
        yield Row(
            f"French, {name}: nearest, text and step",
            _each(bare, decks, lambda s, d: nearest_right(s, d.topics)),
            0.60,
        )
        yield Row(
            f"French, {name}: nearest, side and kind too",
            _each(sure, decks, lambda s, d: nearest_right(s, d.topics)),
            0.60,
        )
        yield Row(
            f"French, {name}: pairs found at precision {PRECISION}",
            _each(sure, decks, lambda s, d: found_at(s, d.topics)),
            0.15,
        )
        if room:
            yield Row(
                f"French, {name}: adjusted Rand, after the room has answered",
                [play(_with_topic(cards), "fr", seed + at).after for at, cards in enumerate(decks)],
                0.75,
            )


def _each(
    sure: Sequence[Matrix], decks: Sequence[Deck], figure: Callable[[Matrix, Deck], float]
) -> list[float]:
    return [figure(*both) for both in zip(sure, decks, strict=True)]


def _text_and_step(cards: Deck) -> Deck:
    return Deck(
        tuple(Saying(said.label, said.text, step=said.step) for said in cards.sayings),
        cards.topics,
    )


def _with_topic(cards: Deck) -> Deck:
    """Without the cards of no subject: phones cannot say what these belong with."""
    kept = _named(cards.topics)
    return Deck(tuple(cards.sayings[at] for at in kept), tuple(cards.topics[at] for at in kept))


def seconds_for_a_crowd(
    files: Sequence[tuple[Path, str]],
) -> list[tuple[str, float, float, float]]:
    """Of each file's language: seconds for so many cards, the first time, again, of processor."""
    found = []
    for file, language in files:
        cards = [said for group in read_subjects(file).values() for said in group]
        chance = random.Random(7)
        crowd = [
            Saying(f"C{at}", said.text, said.side, said.kind, said.step)
            for at, said in enumerate(chance.choices(cards, k=CROWD))
        ]
        spent, worked = [], []
        for _ in range(4):
            began, used = time.perf_counter(), time.process_time()
            suggest(crowd, shipped(language))
            spent.append(time.perf_counter() - began)
            worked.append(time.process_time() - used)
        found.append((language, spent[0], min(spent[1:]), min(worked)))
    return found


def import_megabytes() -> tuple[float, float]:
    """Resident megabytes of a new process with numpy alone, and with the grouping and a lexicon."""
    return _resident("import numpy"), _resident(
        "from workshop.grouping.suggest import suggest, Saying\n"
        "from workshop.grouping.lexicon import shipped\n"
        "suggest([Saying('C1', 'attente'), Saying('C2', 'file')], shipped('fr'))"
    )


def _resident(code: str) -> float:
    asked = f"{code}\nprint(open('/proc/self/status').read())"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    line = next(line for line in told.stdout.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--bank", type=Path)
    parser.add_argument("--cards", type=Path)
    parser.add_argument("--draws", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-room", action="store_true", help="without the answers of a room")
    options = parser.parse_args()
    if not options.bank and not options.cards:
        parser.error("--bank, --cards, or both")
    print(headline())
    print(f"{'':<58}{'mean and spread':>14}{'wanted':>9}{'draws there':>13}")
    if options.bank:
        for row in bank_rows(options.bank, options.draws, options.seed, room=not options.no_room):
            print(row.line(), flush=True)
    if options.cards:
        for row in french_rows(
            options.cards, options.draws, options.seed, room=not options.no_room
        ):
            print(row.line(), flush=True)
    files = [(options.bank, "en"), (options.cards, "fr")]
    for language, *spent in seconds_for_a_crowd([pair for pair in files if pair[0]]):
        print(
            f"{CROWD} cards, {language}: {spent[0]:.2f} s the first time, {spent[1]:.2f} s after, "
            f"of which {spent[2]:.2f} s of processor (≤ 1 s)"
        )
    bare, whole = import_megabytes()
    print(f"memory: {bare:.0f} MB with numpy alone, {whole:.0f} MB with the grouping")


if __name__ == "__main__":
    main()
