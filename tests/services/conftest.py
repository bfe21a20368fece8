"""A house of one's own for each test: a prepared database, a still clock, seeded chance, a hub."""

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.services.cast import Cast, Clock, gather_cast
from tests.services.recorded import Recording, record
from workshop.live import Hub
from workshop.services.house import House
from workshop.services.writer import Writer
from workshop.storage.engine import Database, open_database


@pytest.fixture
def database_url(prepared_url: str) -> str:
    """A database with all tables and no row; each test so runs on SQLite and on PostgreSQL."""
    return prepared_url


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house(database_url: str, clock: Clock, opened: Callable[[str], Database]) -> Iterator[House]:
    database = opened(database_url)
    yield House(database, clock=clock, chance=random.Random(7), hub=Hub())
    database.dispose()


@pytest.fixture
def writer(house: House) -> Iterator[Writer]:
    writer = Writer(house)
    yield writer
    writer.close()


@pytest.fixture(scope="session")
def recording(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Recording:
    """The cast, gathered once by its own gestures."""
    file = tmp_path_factory.mktemp("cast") / "cast.sqlite3"
    shutil.copy(sqlite_template, file)
    database = open_database(f"sqlite:///{file}")
    house = House(database, clock=Clock(), chance=random.Random(7), hub=Hub())
    writer = Writer(house)
    recording = record(gather_cast(house, writer))
    writer.close()
    database.dispose()
    return recording


@pytest.fixture
def cast(house: House, writer: Writer, recording: Recording) -> Cast:
    return recording.play(house, writer)
