"""A prepared database of one's own for each test."""

import random
from collections.abc import Callable, Iterator

import pytest

from tests.services.cast import Cast, gather_cast
from tests.services.everything import live_through
from workshop.live import Hub
from workshop.services.house import House
from workshop.services.writer import Writer
from workshop.storage.engine import Database


@pytest.fixture
def house(prepared_url: str, opened: Callable[[str], Database]) -> Iterator[House]:
    database = opened(prepared_url)
    yield House(database, chance=random.Random(7), hub=Hub())
    database.dispose()


@pytest.fixture
def cast(house: House) -> Iterator[Cast]:
    """A workshop in which nothing was said yet."""
    writer = Writer(house)
    yield gather_cast(house, writer)
    writer.close()


@pytest.fixture
def lived(cast: Cast) -> Cast:
    """A workshop with one of everything that files must carry or leave behind."""
    live_through(cast)
    return cast
