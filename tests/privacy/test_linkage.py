"""Whoever has the list of who came, in what order, guesses no better who wrote which card.

The attacker knows who sent when and everybody's role, and has all that a facilitator, a sponsor or
a phone can see or take away. Each strategy lines one of these up with the list; over many rooms it
finds as many cards' authors as chance does. Each is run once more on a house that leaks what it
looks for: a strategy that could find nothing would prove nothing.

What is known: numbers are dealt from blocks of sixteen, so that in a larger room a label says in
which sixteen its card came, and no more. While cards come in the facilitator's own wall is
immediate: who sits beside it sees them come.
"""

import csv
import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import sqrt
from typing import Any
from unittest.mock import patch

import pytest

from tests.services.cast import Clock
from workshop.domain.codes import LABEL_BLOCK
from workshop.domain.words import Role
from workshop.exports import downloads
from workshop.live import Hub
from workshop.services import capture, participants, workshops
from workshop.services.actors import Console, Visitor
from workshop.services.capture import CardSent
from workshop.services.house import House
from workshop.services.participants import Introduction
from workshop.services.signin import open_link
from workshop.services.views.board import _card, read_board
from workshop.services.views.deeds import read_deeds
from workshop.services.views.workshop import read_workshop_view
from workshop.services.writer import Writer
from workshop.storage.engine import open_database

ROOMS = 16
PEOPLE = 16
FAMILIES = ("Desk", "Lab", "Chief")
SIZES = (12, 3, 1)
"""How many of each role are in a room: the one chief would be found at once."""


@dataclass(frozen=True)
class Seen:
    """What the attacker has of a room: cards as they stand in one place, by what they say.

    ``orders``: by strategy, the cards in the order in which the attacker lines them up.
    ``roles``: by card, what the complete file says of its voice.
    """

    orders: dict[str, list[str]]
    roles: dict[str, str]


def test_no_strategy_finds_more_authors_than_chance(sqlite_house: House) -> None:
    hits = _play(sqlite_house)
    assert len(hits) == 10
    # Of a blind guess, one card a room finds its author, give or take one.
    limit = ROOMS + 5 * sqrt(ROOMS)
    assert {name: found for name, found in hits.items() if found > limit} == {}


def test_the_strategies_find_what_is_planted(sqlite_house: House) -> None:
    with _leaking():
        hits = _play(sqlite_house, rooms=4)
    whole = 4 * PEOPLE
    told = {name for name, found in hits.items() if found == whole}
    # The room's own list follows the rank alone; who has a role of their own is found by it.
    assert told >= {"label", "voice", "json", "csv", "view", "board", "revision", "voices listed"}
    assert hits["role"] > 4 * 3


def test_in_a_larger_room_a_label_tells_its_sixteen_and_no_more(sqlite_house: House) -> None:
    rooms, people = 5, 3 * LABEL_BLOCK
    hits = _play(sqlite_house, rooms=rooms, people=people, only="label")["label"]
    expected = rooms * people / LABEL_BLOCK
    assert hits <= expected + 5 * sqrt(expected)


@pytest.fixture
def sqlite_house(tmp_path: Any, sqlite_template: Any) -> Iterator[House]:
    file = tmp_path / "rooms.sqlite3"
    file.write_bytes(sqlite_template.read_bytes())
    database = open_database(f"sqlite:///{file}")
    yield House(database, clock=Clock(), chance=random.Random(2026), hub=Hub())
    database.dispose()


def _play(
    house: House, *, rooms: int = ROOMS, people: int = PEOPLE, only: str = ""
) -> dict[str, int]:
    """So many rooms; by strategy, how many cards were given to whoever wrote them."""
    order = random.Random(4711)
    hits: dict[str, int] = {}
    writer = Writer(house)
    try:
        for _ in range(rooms):
            came = [f"person {n}" for n in range(people)]
            order.shuffle(came)
            roles = _roles(came)
            code, sponsor = _room(house, writer, came, roles)
            seen = _look(house, code, sponsor, only=only)
            for name, guess in _guesses(seen, came, roles).items():
                found = sum(card == f"said by {who}" for card, who in guess.items())
                hits[name] = hits.get(name, 0) + found
    finally:
        writer.close()
    return hits


def _roles(came: list[str]) -> dict[str, str]:
    names = [family for family, size in zip(FAMILIES, SIZES, strict=True) for _ in range(size)]
    return {who: names[n] if n < len(names) else "Desk" for n, who in enumerate(sorted(came))}


def _room(house: House, writer: Writer, came: list[str], roles: dict[str, str]) -> tuple[str, str]:
    """Everybody says who they are and sends one card, one after the other in this order."""
    new = workshops.create_workshop(house, title="Room", language="en")
    me = Console(new.code)
    workshops.frame(house, me, {}, families=FAMILIES)
    workshops.set_phase(house, me, "capture")
    workshops.open_to_sponsor(house, me, is_open=True)
    met = [
        writer.submit(new.code, participants.introduce, Introduction(who, "employee", roles[who]))
        for who in came
    ]
    for who, answer in zip(came, met, strict=True):
        answer.result(60)
        card = CardSent(who, house.new_uuid(), "client", "irritant", "any", f"said by {who}")
        writer.submit(new.code, capture.add_cards, card).result(60)  # each has its own revision
    return new.code, new.sponsor_token


def _look(house: House, code: str, sponsor: str, *, only: str) -> Seen:
    """All that leaves the room once its cards are in, each in the order in which it stands."""
    workshops.set_phase(house, Console(code), "group")
    me = Console(code)
    view = read_workshop_view(house, me)
    labels = {card.label: card.text for card in view.cards}
    orders = {"label": [labels[name] for name in sorted(labels, key=lambda one: int(one[1:]))]}
    if only:
        return Seen(orders, {})
    files = downloads()
    told = json.loads(files["workshop.json"].produce(house, me))
    voices = {card["text"]: card["voice"] for card in told["cards"]}
    said_by = {voice: text for text, voice in voices.items()}
    listed = [said_by[person["voice"]] for person in told["participants"]]
    opened = open_link(house, link_token=sponsor, role=Role.SPONSOR, token=None)
    theirs = read_board(house, Visitor(code, opened.token, Role.SPONSOR)).cards
    link = workshops.new_link(house, me, Role.FACILITATOR)
    helper = open_link(house, link_token=link, role=Role.FACILITATOR, token=None)
    mine = read_board(house, Visitor(code, helper.token, Role.FACILITATOR)).cards
    about = [line.about for line in read_deeds(house, me).lines if line.about in labels]
    orders |= {
        "voice": sorted(voices, key=voices.__getitem__),
        "voices listed": listed,
        "json": [card["text"] for card in told["cards"]],
        "csv": _csv_order(files["workshop-csv.zip"].produce(house, me)),
        "view": [card.text for card in view.cards],
        "board": [card["text"] for card in theirs],
        "revision": [card["text"] for card in sorted(mine, key=lambda card: card["changed"])],
        # A line of the log that names a card would tell when it came.
        "deeds": [labels[name] for name in about],
    }
    role = {person["voice"]: person["role"] for person in told["participants"]}
    return Seen(orders, {text: role[voice] for text, voice in voices.items()})


def _csv_order(packed: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(packed)) as files:
        [name] = [name for name in files.namelist() if "card" in name.lower()]
        table = files.read(name).decode("utf-8-sig")
    return [cell for row in csv.reader(io.StringIO(table)) for cell in row if "said by" in cell]


def _guesses(seen: Seen, came: list[str], roles: dict[str, str]) -> dict[str, dict[str, str]]:
    """By strategy: whom each card is given to."""
    guesses = {name: dict(zip(cards, came, strict=False)) for name, cards in seen.orders.items()}
    if seen.roles:
        left = {family: [who for who in came if roles[who] == family] for family in FAMILIES}
        nobody_in_particular = iter(came)
        guesses["role"] = {
            card: left[family].pop(0) if left.get(family) else next(nobody_in_particular)
            for card, family in seen.roles.items()
        }
    return guesses


@contextmanager
def _leaking() -> Iterator[None]:
    """A house in which each thing that is drawn at random comes in the order of arrival instead,
    a revision stays told, and each role is written down."""
    drawn = iter(range(1, 1_000_000))
    everything: Callable[..., frozenset[str]] = lambda counts, floor: frozenset(counts)  # noqa: E731

    def told(row: Any) -> dict[str, Any]:
        return {**_card(row), "changed": row.changed}

    with (
        patch.object(House, "draw", lambda house: next(drawn)),
        patch("workshop.services.capture.card_number", lambda seed, arrival: arrival + 1),
        patch("workshop.services.archive.people.splits_shown", everything),
        patch("workshop.services.views.board._told", lambda row, **_: told(row)),
    ):
        yield
