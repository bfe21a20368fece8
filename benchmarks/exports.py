"""How long each file of a workshop takes to make, and how large it is.

    python -m benchmarks.exports                    500 and 5,000 cards
    python -m benchmarks.exports --cards 500 --times 5 --only report.pdf slides.pptx

On a SQLite file of its own, in this process, as the server makes them: one snapshot a file. A topic
for every eight cards and an idea and an action for every twelve, a hundred of each at most. The
first of the times is told too: libraries are loaded then. 1 when a file of 500 cards takes longer
than 5 seconds.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path

from benchmarks.house import headline
from workshop.domain.words import Kind, Side, Term
from workshop.exports import downloads
from workshop.services.actions import ActionDraft, add_action
from workshop.services.actors import Console
from workshop.services.capture import CardRow, import_cards
from workshop.services.house import House
from workshop.services.solutions import add_solution
from workshop.services.templates import demo
from workshop.services.topics import make_topic
from workshop.services.workshops import create_workshop
from workshop.storage.engine import open_database
from workshop.storage.schema import prepare

TARGET_SECONDS = 5.0
TARGET_CARDS = 500
IN_A_TOPIC = 8
FOR_AN_IDEA = 12
MOST = 100
"""Of topics, and of ideas and actions."""
_DUE = date(2027, 1, 15)
_KINDS = (
    (Kind.IRRITANT, Kind.IRRITANT),
    (Kind.IRRITANT, Kind.ENCHANTMENT),
    (Kind.ENCHANTMENT, Kind.IRRITANT),
    (Kind.ENCHANTMENT, Kind.ENCHANTMENT),
)
"""Of the client's and the team's cards of a topic: one for each quadrant."""


def fill(house: House, code: str, cards: int) -> None:
    """Cards in the words of the demo workshop, topics in all quadrants, ideas and actions."""
    me = Console(code)
    words = islice(cycle(card["text"] for card in demo("fr")["cards"]), cards)
    topics = min(MOST, cards // IN_A_TOPIC)
    each = cards // topics // 2 * 2
    rows = [
        CardRow(
            f"{text} ({number})",
            (Side.CLIENT, Side.EMPLOYEE)[number % 2],
            _KINDS[number // each % len(_KINDS)][number % 2],
            "",
        )
        for number, text in enumerate(words)
    ]
    labels = import_cards(house, me, rows)
    for number in range(topics):
        start = number * each
        title = f"{rows[start].text[:80]}, sujet {number + 1}"
        make_topic(house, me, title=title, cards=labels[start : start + each])
    for number in range(min(MOST, cards // FOR_AN_IDEA)):
        _idea(house, me, number, rows[number].text)


def _idea(house: House, me: Console, number: int, text: str) -> None:
    title = f"Changer ce qui suit : {text}"[:140]
    topic = f"T{number + 1}"
    add_solution(house, me, title=title, topics=[topic])
    action = ActionDraft(
        title,
        "Camille Delacroix-Fontenay",
        due=_DUE + timedelta(days=number % 300),
        measure="Part des demandes réglées dès le premier contact, chaque mois",
        status="open",
        topic=topic,
        term=tuple(Term)[number % len(Term)],
    )
    add_action(house, me, action)


def measure(house: House, code: str, name: str, times: int) -> tuple[list[float], int]:
    """Seconds of each time, and the bytes of the file."""
    took, produce = [], downloads()[name].produce
    for _ in range(times):
        began = time.perf_counter()
        content = produce(house, Console(code))
        took.append(time.perf_counter() - began)
    return took, len(content)


def run(house: House, sizes: Sequence[int], names: Sequence[str], times: int) -> bool:
    """Print the table; True when all targets are met."""
    met = True
    for cards in sizes:
        code = create_workshop(
            house, title="Cinq cents cartes", language="fr", template_slug="contact-centre"
        ).code
        fill(house, code, cards)
        print(f"\n{cards:,} cards, {times} times each")
        print(f"{'file':<20}{'first, s':>10}{'median, s':>11}{'worst, s':>10}{'kB':>9}")
        for name in names:
            took, size = measure(house, code, name, times)
            verdict = ""
            if cards <= TARGET_CARDS:
                met &= max(took) <= TARGET_SECONDS
                verdict = "met" if max(took) <= TARGET_SECONDS else "NOT MET"
            figures = f"{took[0]:>10.2f}{statistics.median(took):>11.2f}{max(took):>10.2f}"
            print(f"{name:<20}{figures}{size / 1000:>9.0f}   {verdict}", flush=True)
    return met


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, nargs="+", default=[TARGET_CARDS, 5_000])
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=list(downloads()), default=list(downloads()))
    options = parser.parse_args(argv)
    print(headline())
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'w.sqlite3'}")
        prepare(database)
        house = House(database, chance=random.Random(1))
        met = run(house, options.cards, options.only, options.times)
        database.dispose()
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
