"""What is attacked: the app in this process, and a server of ours on loopback."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.types import ASGIApp
from streamlit import file_util

from tests.attack.places import Place, all_places
from tests.attack.rules import Family
from tests.attack.scene import Stage, files, furnish, own_files, own_routes, streamlit
from tests.databases import fresh_sqlite_url
from tests.services.cast import Clock
from tests.web.running import Running, free_port, running, serve_command
from workshop.live import Hub
from workshop.phone.routes import phone_routes
from workshop.services.house import House
from workshop.services.writer import Writer
from workshop.settings import Settings
from workshop.storage.engine import open_database
from workshop.storage.schema import prepare
from workshop.web.entrance import Entrance
from workshop.web.front_door import FrontDoor
from workshop.web.hosts import Hosts
from workshop.web.routes import all_rooms
from workshop.web.streamlit_page import StreamlitPage


@dataclass(frozen=True, slots=True)
class Target:
    """A running server, and the same database from the inside."""

    server: Running
    stage: Stage

    @property
    def port(self) -> int:
        return self.server.port


@pytest.fixture(scope="session")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    folder = tmp_path_factory.mktemp("target")
    url = fresh_sqlite_url(folder)
    database = open_database(url)
    prepare(database)
    house = House(database, hub=Hub())
    writer = Writer(house)
    stage = furnish(house, writer)
    port = free_port()
    with running(serve_command(port), port=port, database_url=url, folder=folder) as server:
        server.wait_until_open()
        yield Target(server, stage)
        assert "Traceback" not in server.output()
    writer.close()
    database.dispose()


@pytest.fixture
def house(sqlite_template: Path, tmp_path: Path) -> Iterator[House]:
    file = shutil.copy(sqlite_template, tmp_path / "workshops.sqlite3")
    database = open_database(f"sqlite:///{file}")
    yield House(database, clock=Clock(), hub=Hub())
    database.dispose()


@pytest.fixture
def writer(house: House) -> Iterator[Writer]:
    writer = Writer(house)
    yield writer
    writer.close()


@pytest.fixture
def stage(house: House, writer: Writer) -> Stage:
    return furnish(house, writer)


@pytest.fixture
def entrance(house: House, writer: Writer) -> Entrance:
    settings = Settings(database_url="", public_url="", pace=None)
    entrance = Entrance(
        Hosts(settings, look=lambda: ("localhost",)),
        StreamlitPage(Path(file_util.get_static_dir())),
    )
    phones = phone_routes(house, writer, None)
    rooms = all_rooms(house, entrance, phones=phones, downloads=files(), personal=own_files())
    entrance.open(house, rooms)
    return entrance


@pytest.fixture
def door(entrance: Entrance) -> ASGIApp:
    return FrontDoor(streamlit, entrance=entrance)


@pytest.fixture
def places(stage: Stage, entrance: Entrance) -> dict[Place, Family]:
    return all_places(own_routes(stage, entrance), stage.code)
