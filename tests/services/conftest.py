"""A house of one's own for each test: a prepared database, a still clock, seeded chance, a hub."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import empty_tables, fresh_postgres_url
from tests.services.cast import Cast, Clock, gather_cast
from workshop.live import Hub
from workshop.services.house import House
from workshop.services.writer import Writer
from workshop.storage.engine import Database, open_database
from workshop.storage.schema import prepare
from workshop.storage.tables import metadata


def _prepare(url: str) -> None:
    database = open_database(url)
    prepare(database)
    database.empty_journal()
    database.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and no row, to be copied."""
    file = tmp_path_factory.mktemp("template") / "template.sqlite3"
    _prepare(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgres_home(postgres_url: str) -> Iterator[str]:
    """A PostgreSQL database with all tables, of which each test takes the rows out again."""
    with fresh_postgres_url(postgres_url) as url:
        _prepare(url)
        yield url


@pytest.fixture(scope="session")
def sqlite_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the SQLite file of each test lies: always the same, so that its engine can stay."""
    return tmp_path_factory.mktemp("home") / "workshops.sqlite3"


@pytest.fixture(scope="session")
def opened() -> dict[str, Database]:
    """By URL: an engine is kept from test to test, for what it has compiled of our statements."""
    return {}


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A database with all tables and no row; each test so runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        file: Path = request.getfixturevalue("sqlite_home")
        for old in file.parent.glob(f"{file.name}*"):
            old.unlink()
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        url = f"sqlite:///{file}"
    else:
        url = str(request.getfixturevalue("postgres_home"))
        empty_tables(url, metadata)
    return url


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
