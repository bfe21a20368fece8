"""No two totals that a screen shows isolate fewer people of a role than the floor.

Looked at on the real views of crowds drawn at random, against what the database knows: which
people a figure rests on. Two figures of one topic, one idea or one screen are compared, and those
of two screens and of two audiences.

Not promised: figures that are not split by role, such as what the one person who speaks for the
clients rated (METHOD.md wants to see that side), or the difference that one more person makes
between two moments at which a family was shown both times. When a family comes to be shown for
the first time, it shows the floor's number of people at once.
"""

import io
import json
import random
import re
import shutil
import uuid
import zipfile
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from tests.services.cast import Cast
from workshop.domain import matrix
from workshop.domain.matrix import SideReading
from workshop.domain.words import Role, Side
from workshop.exports import csv_file, json_file
from workshop.i18n import words
from workshop.services import capture, solutions, topics, workshops
from workshop.services.actors import Visitor
from workshop.services.capture import CardRow
from workshop.services.paper import PaperCard
from workshop.services.paper_rows import Sheet
from workshop.services.paper_sheets import type_sheet
from workshop.services.signin import open_link
from workshop.services.transaction import find_workshop, glance
from workshop.services.views.away import read_away
from workshop.services.views.lens import Lens, families_to_show, read_lens
from workshop.services.views.receipt import read_receipt
from workshop.services.views.room import read_room
from workshop.services.views.sponsor import read_sponsor_view
from workshop.services.views.workshop import read_workshop_view
from workshop.storage import tables

FAMILIES = ("Quokkas", "Tapirs", "Okapis", "Lorises")
FLOORS = (3, 5)
TOPICS, IDEAS, PEOPLE = 6, 5, 40

People = frozenset[int]
"""The ids of those that a figure rests on."""


def isolates(totals: list[People], floor: int) -> list[tuple[int, int]]:
    """The pairs of which one less the other is somebody, and fewer than the floor."""
    return [
        (len(one), len(other))
        for pair in combinations(totals, 2)
        for one, other in (pair, pair[::-1])
        if other < one and len(one - other) < floor
    ]


class Crowd:
    """A room of people of several roles who answered about topics and rated ideas."""

    def __init__(self, cast: Cast, floor: int) -> None:
        self.cast, self.floor = cast, floor
        self.chance = random.Random(floor)
        self.heard: dict[tuple[str, Side], People] = {}
        self.family: dict[int, str] = {}
        self.speaks: dict[int, Side] = {}
        self.rated: dict[str, People] = {}
        house, alice = cast.house, cast.alice
        workshops.frame(house, alice, {}, families=FAMILIES)
        workshops.save_settings(house, alice, floor=floor)
        workshops.open_to_sponsor(house, alice, is_open=True)
        with glance(house) as connection:
            self.workshop = find_workshop(connection, cast.code).id
        self._come()
        for n in range(TOPICS):
            self._speak_of(f"Topic {n}")
        for n in range(IDEAS):
            self._rate(f"Idea {n}")
        workshops.set_phase(house, alice, "follow")

    def _come(self) -> None:
        weights = (12, 5, 3, 1, 4)
        people = [
            {
                "workshop_id": self.workshop,
                "key_hash": f"{n:064}",
                "voice": n + 1,
                "speaks_for": self.chance.choice((Side.CLIENT, *([Side.EMPLOYEE] * 3))),
                "family": self.chance.choices((*FAMILIES, ""), weights)[0],
            }
            for n in range(PEOPLE)
        ]
        with self.cast.house.database.writing() as connection, connection.begin():
            connection.execute(insert(tables.participant), people)
            for row in connection.execute(select(tables.participant)):
                self.family[row.id] = row.family
                self.speaks[row.id] = Side(row.speaks_for)

    def _some(self) -> list[int]:
        count = self.chance.randrange(1, len(self.family))
        return self.chance.sample(sorted(self.family), count)

    def _speak_of(self, title: str) -> None:
        house, alice = self.cast.house, self.cast.alice
        row = CardRow(f"On {title}", "client", "irritant", "")
        label = topics.make_topic(
            house, alice, title=title, cards=capture.import_cards(house, alice, [row])
        )
        with house.database.writing() as connection, connection.begin():
            topic, card = tables.topic, tables.card
            known = connection.scalar(select(topic.c.id).where(topic.c.title == title))
            # Its own card's voice would be one of no role on one side: it is nobody of the crowd.
            connection.execute(card.update().where(card.c.topic_id == known).values(source="data"))
            for side in Side:
                said = self._some()
                self.heard[label, side] = frozenset(said)
                values = ("irritant", "enchantment", "none")
                connection.execute(
                    insert(tables.mirror),
                    [
                        {
                            "workshop_id": self.workshop,
                            "participant_id": who,
                            "topic_id": known,
                            "side": side,
                            "value": self.chance.choice(values),
                        }
                        for who in said
                    ],
                )

    def _rate(self, title: str) -> None:
        house, alice = self.cast.house, self.cast.alice
        label = solutions.add_solution(house, alice, title=title)
        said = self._some()
        self.rated[label] = frozenset(said)
        with house.database.writing() as connection, connection.begin():
            solution = tables.solution
            known = connection.scalar(select(solution.c.id).where(solution.c.title == title))
            connection.execute(
                insert(tables.rating),
                [
                    {
                        "solution_id": known,
                        "participant_id": who,
                        "rank": who,
                        **{name: self.chance.randint(-2, 2) for name in ("client", "employee")},
                        "usability": 0,
                    }
                    for who in said
                ],
            )

    def of(self, people: People, family: str) -> People:
        return frozenset(who for who in people if self.family[who] == family)


@pytest.fixture
def database_url(tmp_path: Path, sqlite_template: Path) -> str:
    """What a figure rests on is the same on every database: the services' tests see to that."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'crowd.sqlite3')}"


@pytest.fixture(params=FLOORS, ids="floor {}".format)
def crowd(cast: Cast, request: pytest.FixtureRequest) -> Crowd:
    return Crowd(cast, request.param)


def _groups(crowd: Crowd, people: People, side: SideReading) -> list[People]:
    """Everybody behind a side, and each group that it tells apart; alone and put together."""
    told: Mapping[str, object] = side.split
    alone = [crowd.of(people, family) for family in told]
    for family, group in zip(told, alone, strict=True):
        assert side.split[family].people == len(group)
    together = [
        frozenset().union(*some)
        for size in range(2, len(alone) + 1)
        for some in combinations(alone, size)
    ]
    return [people, *alone, *together]


def _sides(crowd: Crowd, lens: Lens | None = None) -> Iterator[tuple[str, Side, SideReading]]:
    cast = crowd.cast
    view = (
        read_workshop_view(cast.house, cast.alice)
        if lens is None
        else read_lens(cast.house, cast.alice, lens).view
    )
    for topic in view.topics:
        yield topic.label, Side.CLIENT, topic.client
        yield topic.label, Side.EMPLOYEE, topic.employee


def test_the_matrix_and_all_its_lenses_together_isolate_nobody(crowd: Crowd) -> None:
    totals: dict[tuple[str, Side], list[People]] = {}
    for label, side, reading in _sides(crowd):
        assert reading.room.people == len(crowd.heard[label, side])
        totals[label, side] = _groups(crowd, crowd.heard[label, side], reading)
    view = read_workshop_view(crowd.cast.house, crowd.cast.alice)
    assert families_to_show(view)  # something is split, or this would prove nothing
    for family in FAMILIES:
        for label, side, reading in _sides(crowd, Lens(family=family)):
            if reading.room.people:
                group = crowd.of(crowd.heard[label, side], family)
                assert reading.room.people == len(group)
                totals[label, side].append(group)
    for label, side, reading in _sides(crowd, Lens(evened=True)):
        if reading.weighed:
            groups = [crowd.of(crowd.heard[label, side], family) for family in reading.weighed]
            totals[label, side] += [frozenset().union(*groups)]
    found = {place: isolates(shown, crowd.floor) for place, shown in totals.items()}
    assert {place: pairs for place, pairs in found.items() if pairs} == {}


def test_families_named_beside_a_topic_or_an_idea_isolate_nobody(crowd: Crowd) -> None:
    view = read_workshop_view(crowd.cast.house, crowd.cast.alice)
    for topic in view.topics:
        assert topic.carried_by in {None, *topic.client.split, *topic.employee.split}
    told = 0
    for idea in view.solutions:
        for side, low in idea.verdict.families.items():
            own = frozenset(who for who in crowd.rated[idea.label] if crowd.speaks[who] is side)
            group = crowd.of(own, low.family)
            assert low.ballots == len(group)
            assert isolates([own, group], crowd.floor) == []
            assert len(group) >= crowd.floor
            told += 1
    assert told or crowd.floor > min(FLOORS)


def test_other_audiences_read_of_no_family_at_all(cast: Cast) -> None:
    """So that no difference between what two audiences read tells of one."""
    Crowd(cast, min(FLOORS))
    opened = open_link(cast.house, link_token=cast.new.sponsor_token, role=Role.SPONSOR, token=None)
    read = {
        "sponsor": read_sponsor_view(cast.house, Visitor(cast.code, opened.token, Role.SPONSOR)),
        "receipt": read_receipt(cast.house, cast.code),
        "away": read_away(cast.house, cast.code),
        # What a phone may choose from is not what anybody has said.
        "phones": repr(read_room(cast.house, cast.code)).replace(repr(FAMILIES), ""),
    }
    named = [name for name, seen in read.items() for one in FAMILIES if one in repr(seen)]
    assert named == []


def test_a_family_comes_to_be_shown_with_all_of_the_floor_at_once(cast: Cast) -> None:
    """Before and after one person joins: what is new is a figure of the floor, not of one."""
    crowd = Crowd(cast, 5)
    before = {(label, side): set(reading.split) for label, side, reading in _sides(crowd)}
    seen = 0
    for _ in range(6):
        for place, people in list(crowd.heard.items()):
            missing = sorted(set(crowd.family) - people)
            if missing:
                _join(crowd, place, missing[0])
        for label, side, reading in _sides(crowd):
            for family in set(reading.split) - before[label, side]:
                assert reading.split[family].people >= crowd.floor
                seen += 1
            before[label, side] = set(reading.split)
    assert seen


def _join(crowd: Crowd, place: tuple[str, Side], who: int) -> None:
    label, side = place
    topic = tables.topic
    with crowd.cast.house.database.writing() as connection, connection.begin():
        known = connection.scalar(select(topic.c.id).where(topic.c.number == int(label[1:])))
        tap = {"participant_id": who, "topic_id": known, "side": side, "value": "none"}
        connection.execute(insert(tables.mirror).values(workshop_id=crowd.workshop, **tap))
    crowd.heard[place] |= {who}


def test_a_file_tells_of_paper_what_as_many_as_the_floor_wrote(cast: Cast) -> None:
    """Everybody saw who alone had no phone: a file that marks one voice so has all its cards."""
    house, alice = cast.house, cast.alice
    cast.cards(5, side="client")
    card = PaperCard("By hand", "client", "irritant")
    workshop = read_workshop_view(house, alice).workshop
    floor, marked = workshop.floor, words(workshop.language)("file.origin.hand")
    for voices in range(1, floor + 1):
        typed = Sheet(str(uuid.uuid4()), (card,))
        type_sheet(house, alice, typed)
        told = [
            voice["origin"] for voice in json.loads(json_file.produce(house, alice))["participants"]
        ]
        with zipfile.ZipFile(io.BytesIO(csv_file.produce(house, alice))) as files:
            table = files.read("cards.csv").decode("utf-8-sig")
        cells = re.split(r'[;,"\r\n]+', table)
        expected = voices if voices == floor else 0
        assert (told.count("hand"), cells.count(marked)) == (expected, expected)


def test_this_drill_finds_a_floor_that_does_not_hold(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd = Crowd(cast, max(FLOORS))
    monkeypatch.setattr(matrix, "splits_shown", lambda counts, floor: frozenset(counts))
    found = [
        pair
        for label, side, reading in _sides(crowd)
        for pair in isolates(_groups(crowd, crowd.heard[label, side], reading), crowd.floor)
    ]
    assert found
