"""A house of one's own for each test: a prepared database, a still clock, seeded chance, a hub."""

import random
from collections.abc import Iterator

import pytest

from tests.services.cast import Cast, Clock, gather_cast
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
def house(database_url: str, clock: Clock, opened: dict[str, Database]) -> Iterator[House]:
    database = opened.setdefault(database_url, open_database(database_url))
    yield House(database, clock=clock, chance=random.Random(7), hub=Hub())
    database.dispose()


@pytest.fixture
def writer(house: House) -> Iterator[Writer]:
    writer = Writer(house)
    yield writer
    writer.close()


@pytest.fixture
def cast(house: House, writer: Writer) -> Cast:
    return gather_cast(house, writer)
