"""Databases that are made before the test, and closed after it."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.databases import fresh_postgres_url
from workshop.storage.engine import Database, open_database


@pytest.fixture
def empty(database_url: str) -> Iterator[Database]:
    """A database without a table."""
    database = open_database(database_url)
    yield database
    database.dispose()


@pytest.fixture
def database(
    database_kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Database]:
    """A database with all tables and no row; each test so runs on SQLite and on PostgreSQL."""
    with ExitStack() as stack:
        if database_kind == "sqlite":
            url = f"sqlite:///{shutil.copy(request.getfixturevalue('sqlite_template'), tmp_path)}"
        else:
            like = request.getfixturevalue("postgres_template")
            server = request.getfixturevalue("postgres_url")
            url = stack.enter_context(fresh_postgres_url(server, like=like))
        database = open_database(url)
        yield database
        database.dispose()


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[Database]:
    """An empty database on PostgreSQL, for what is true only there."""
    with fresh_postgres_url(postgres_url) as url:
        database = open_database(url)
        yield database
        database.dispose()
