"""What tests of every tier may ask for."""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import settings

from tests.databases import empty_tables, fresh_postgres_url, fresh_sqlite_url, running_postgres
from workshop.storage.engine import Database, open_database
from workshop.storage.schema import prepare
from workshop.storage.tables import metadata

# Two busy cores are slow now and then: a property that holds must not fail for the time it took.
settings.register_profile("workshop", deadline=None)
settings.load_profile("workshop")


DATABASES = ("sqlite", "postgresql")
ON_BOTH = ("services", "storage", "faults", "privacy")
"""Folders whose tests are about what is stored. The tiers above ask the same services."""
ALL = os.environ.get("WORKSHOP_TEST_DATABASES") == "all"
EACH_CASE_ON_BOTH = ("test_races.py", "test_statements.py", "test_writer.py")
"""Services whose cases are about the database itself."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each test of storage and services runs on both databases; one of the tiers above on one of
    them, always the same, half of them each, or on both with ``WORKSHOP_TEST_DATABASES=all``.
    """
    if "database_kind" not in metafunc.fixturenames:
        return
    folder = metafunc.definition.path.relative_to(Path(__file__).parent).parts[0]
    chosen = crc32(metafunc.function.__name__.encode()) % len(DATABASES)
    every = folder in ON_BOTH or ALL
    metafunc.parametrize("database_kind", DATABASES if every else DATABASES[chosen : chosen + 1])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A table of cases of a service is tried in turn: one case on SQLite, the next on PostgreSQL.

    So every test still meets both, and a refusal that reads no row is not waited for twice.
    """
    if ALL:
        return
    turns: dict[object, dict[object, int]] = {}
    left_out = {item for item in items if _is_other_s_turn(item, turns)}
    if left_out:
        config.hook.pytest_deselected(items=[*left_out])
        items[:] = [item for item in items if item not in left_out]


def _is_other_s_turn(item: pytest.Item, turns: dict[object, dict[object, int]]) -> bool:
    """``turns``: of each test, its cases by what they are made of, in the order they were met."""
    place = item.path.relative_to(Path(__file__).parent)
    call = getattr(item, "callspec", None)
    if call is None or place.parts[0] != "services" or place.name in EACH_CASE_ON_BOTH:
        return False
    # A table's values are the same objects on either database; pytest's own counts go on over both.
    case = tuple(id(value) for name, value in call.params.items() if name != "database_kind")
    if not case or "database_kind" not in call.params:
        return False
    cases = turns.setdefault(item.nodeid.partition("[")[0], {})
    turn = cases.setdefault(case, len(cases)) % len(DATABASES)
    return bool(call.params["database_kind"] != DATABASES[turn])


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server for the whole run; use `database_url` for a database of one's own."""
    with running_postgres() as url:
        yield url


@pytest.fixture
def database_url(
    database_kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[str]:
    """A fresh, empty database for one test, on SQLite or on PostgreSQL."""
    if database_kind == "sqlite":
        yield fresh_sqlite_url(tmp_path)
        return
    with fresh_postgres_url(request.getfixturevalue("postgres_url")) as url:
        yield url


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
def postgres_template(postgres_url: str) -> Iterator[str]:
    """A PostgreSQL database with all tables and no row, to be copied."""
    with fresh_postgres_url(postgres_url) as url:
        _prepare(url)
        yield url


@pytest.fixture(scope="session")
def sqlite_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the SQLite file of each test lies: always the same, so that its engine can stay."""
    return tmp_path_factory.mktemp("home") / "workshops.sqlite3"


@pytest.fixture(scope="session")
def opened() -> Callable[[str], Database]:
    """Opens a database by its URL: its engine stays, for what it has compiled of our statements."""
    return cache(open_database)


@pytest.fixture
def prepared_url(database_kind: str, request: pytest.FixtureRequest) -> str:
    """A database with all tables and no row for one test, on SQLite or on PostgreSQL. Its URL is
    the same each time.
    """
    if database_kind == "sqlite":
        file: Path = request.getfixturevalue("sqlite_home")
        for old in file.parent.glob(f"{file.name}*"):
            old.unlink()
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        url = f"sqlite:///{file}"
    else:
        url = str(request.getfixturevalue("postgres_home"))
        empty_tables(url, metadata)
    return url
