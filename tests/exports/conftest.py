"""A prepared database of one's own for each test."""

import random
from collections.abc import Iterator

import pytest

from workshop.live import Hub
from workshop.services.house import House
from workshop.storage.engine import open_database
from workshop.storage.schema import prepare


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    database = open_database(database_url)
    prepare(database)
    yield House(database, chance=random.Random(7), hub=Hub())
    database.dispose()
