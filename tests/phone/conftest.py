"""A room in capture, and phones that speak HTTP to the real routes, without a network between."""

import shutil
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from starlette.routing import BaseRoute, Router

from tests.services.cast import Clock
from workshop.live import Hub
from workshop.phone.routes import phone_routes
from workshop.services import capture, topics, workshops
from workshop.services.actors import Console
from workshop.services.capture import CardRow
from workshop.services.house import House
from workshop.services.views.room import Room, read_room
from workshop.services.writer import Writer
from workshop.settings import Pace
from workshop.storage.engine import open_database

JSON = {"Accept": "application/json"}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house(tmp_path: Path, sqlite_template: Path, clock: Clock) -> Iterator[House]:
    file = shutil.copy(sqlite_template, tmp_path / "workshops.sqlite3")
    database = open_database(f"sqlite:///{file}")
    yield House(database, clock=clock, hub=Hub())
    database.dispose()


@pytest.fixture
def writer(house: House) -> Iterator[Writer]:
    writer = Writer(house)
    yield writer
    writer.close()


@pytest.fixture
def routes(house: House, writer: Writer) -> list[BaseRoute]:
    return phone_routes(house, writer, Pace())


@dataclass(frozen=True)
class TheRoom:
    """A workshop whose phones send cards, and what its facilitator may do to it."""

    house: House
    code: str

    @property
    def console(self) -> Console:
        return Console(self.code)

    @property
    def now(self) -> Room:
        return read_room(self.house, self.code)

    @property
    def step(self) -> str:
        return str(self.now.steps[1].id)

    def phase(self, phase: str) -> None:
        workshops.set_phase(self.house, self.console, phase)

    def card(self, **values: str) -> dict[str, str]:
        """The fields of a card that is right in everything but ``values``."""
        return {
            "card_id": str(uuid.uuid4()),
            "side": "client",
            "kind": "irritant",
            "step": self.step,
            "text": "on attend vingt minutes",
            **values,
        }

    def topics(self, *titles: str) -> list[str]:
        """A topic for each title, of one card by a voice of its own; gives the topics' labels."""
        labels = []
        for title in titles:
            row = CardRow(f"carte de {title}", "client", "irritant", "")
            cards = capture.import_cards(self.house, self.console, [row])
            labels.append(topics.make_topic(self.house, self.console, title=title, cards=cards))
        return labels


OpenRoom = Callable[..., TheRoom]


@pytest.fixture
def open_room(house: House) -> OpenRoom:
    def open_it(phase: str = "capture", language: str = "fr") -> TheRoom:
        new = workshops.create_workshop(
            house, title="Service client", language=language, template_slug="contact-centre"
        )
        room = TheRoom(house, new.code)
        room.phase(phase)
        return room

    return open_it


@pytest.fixture
def room(open_room: OpenRoom) -> TheRoom:
    return open_room()


NewPhone = Callable[..., httpx.AsyncClient]


@pytest.fixture
async def new_phone(routes: list[BaseRoute]) -> AsyncIterator[NewPhone]:
    """Makes browsers that keep their own cookies, and closes them all."""
    opened: list[httpx.AsyncClient] = []

    def make(language: str = "fr", base: str = "http://room.test") -> httpx.AsyncClient:
        phone = httpx.AsyncClient(
            transport=httpx.ASGITransport(Router(routes)),
            base_url=base,
            headers={"Accept-Language": language, "Accept": "text/html"},
        )
        opened.append(phone)
        return phone

    yield make
    for phone in opened:
        await phone.aclose()


@pytest.fixture
def phone(new_phone: NewPhone) -> httpx.AsyncClient:
    return new_phone()
