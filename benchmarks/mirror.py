"""The mirror round over real cards: how many topics wait in the tray before it, and after.

    python -m benchmarks.mirror FILE.csv [--phones 40]

The file's cards (columns text, side, kind, step, topic) are taken in and grouped by their topics;
then each phone answers the four or five questions it is given, skipping one in ten, through the
writer, as phones do. Once all phones have read their questions before the first answers, once
each reads again after every tap. What a phone answers is drawn, most often that it weighs.
"""

import argparse
import csv
import io
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.house import headline
from workshop.domain.words import QUADRANTS, Effect, Quadrant
from workshop.exports import cards_file
from workshop.services.actors import Console, Participant
from workshop.services.capture import import_cards
from workshop.services.house import House
from workshop.services.mirror import MirrorSent, MirrorTask, answer_mirror
from workshop.services.topics import make_topic
from workshop.services.views.room import read_myself
from workshop.services.views.workshop import read_workshop_view
from workshop.services.workshops import create_workshop, set_phase
from workshop.services.writer import Writer
from workshop.storage.engine import open_database
from workshop.storage.schema import prepare

FEWEST, MOST = 4, 5
ANSWERS = (Effect.IRRITANT, Effect.NONE, Effect.ENCHANTMENT, Effect.SKIP)
WEIGHTS = (50, 20, 20, 10)
WAITING_BELOW = 2


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did: the topics' places before and after, and the answers of each topic."""

    before: Counter[Quadrant]
    after: Counter[Quadrant]
    to_confirm: int
    questions: int
    answers: Counter[str]
    seconds: float

    @property
    def waiting(self) -> int:
        """Topics still in the tray at the end."""
        return self.after[Quadrant.ONE_SIDE_MISSING]


def fill(house: House, content: bytes) -> str:
    """A workshop with the file's cards in their topics, in the phase of the mirror round."""
    new = create_workshop(house, title="Mirror round", language="fr")
    console = Console(new.code)
    rows = cards_file.read(content).rows
    labels = import_cards(house, console, rows, create_steps=True)
    topics: dict[str, list[str]] = {}
    for label, row in zip(labels, csv.DictReader(io.StringIO(content.decode())), strict=True):
        if row["topic"]:
            topics.setdefault(row["topic"], []).append(label)
    for title, cards in topics.items():
        make_topic(house, console, title=title, cards=cards)
    set_phase(house, console, "group")
    return new.code


def play(house: House, code: str, *, phones: int, at_once: bool, seed: int) -> Round:
    """The mirror round of so many phones, none of which has spoken before.

    ``at_once``: all read their questions before the first answers; else each reads them again
    after every tap.
    """
    chance = random.Random(seed)
    before = _places(house, code)
    writer = Writer(house)
    answers: Counter[str] = Counter()
    questions = 0
    began = time.perf_counter()
    people = [Participant(code, f"phone {number}") for number in range(phones)]
    lists = {person.token: _tasks(house, person) for person in people}
    taps = [person for person in people for _ in range(chance.randint(FEWEST, MOST))]
    chance.shuffle(taps)
    for person in taps:
        if not at_once:
            lists[person.token] = _tasks(house, person)
        if not lists[person.token]:
            continue
        task = lists[person.token].pop(0)
        [value] = chance.choices(ANSWERS, WEIGHTS)
        sent = MirrorSent(person.token, value, topic=task.topic, side=task.side)
        writer.submit(code, answer_mirror, sent).result()
        questions += 1
        answers[task.topic] += value is not Effect.SKIP
    seconds = time.perf_counter() - began
    writer.close()
    lines = read_workshop_view(house, Console(code)).topics
    to_confirm = sum(line.computed.to_confirm for line in lines)
    return Round(before, _places(house, code), to_confirm, questions, answers, seconds)


def _tasks(house: House, person: Participant) -> list[MirrorTask]:
    """The questions that this phone has not answered."""
    return [task for task in read_myself(house, person).mirror if task.value is None]


def _places(house: House, code: str) -> Counter[Quadrant]:
    topics = read_workshop_view(house, Console(code)).topics
    return Counter(topic.computed.quadrant for topic in topics)


def _line(name: str, places: Counter[Quadrant]) -> str:
    placed = sum(places[quadrant] for quadrant in QUADRANTS)
    waiting = places[Quadrant.ONE_SIDE_MISSING]
    return f"{name:<34}{placed:>8}{places[Quadrant.CONTESTED]:>11}{waiting:>9}"


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; 1 when too many topics still wait."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--phones", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    print(headline())
    missed = 0
    for at_once in (True, False):
        with tempfile.TemporaryDirectory(prefix="regards-") as folder:
            database = open_database(f"sqlite:///{folder}/w.sqlite3")
            prepare(database)
            house = House(database)
            code = fill(house, options.file.read_bytes())
            done = play(house, code, phones=options.phones, at_once=at_once, seed=options.seed)
            database.dispose()
        how = "all read their questions first" if at_once else "each reads again after a tap"
        print(f"\n{options.phones} phones, {done.questions} questions; {how}")
        print(f"{'topics':<34}{'placed':>8}{'contested':>11}{'waiting':>9}")
        print(_line("before", done.before))
        print(_line("after", done.after))
        if done.answers:
            each = sorted(done.answers.values())
            print(
                f"answers a topic: {each[0]} to {each[-1]}, median {statistics.median(each):g}; "
                f"to confirm {done.to_confirm}; {done.seconds * 1000 / done.questions:.0f} ms a tap"
            )
        missed += done.waiting >= WAITING_BELOW
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
