"""Databases that are made before the test, and closed after it."""

from collections.abc import Iterator

import pytest

from tests.databases import fresh_postgres_url
from workshop.storage.engine import Database, open_database
from workshop.storage.schema import prepare


@pytest.fixture
def empty(database_url: str) -> Iterator[Database]:
    """A database without a table."""
    database = open_database(database_url)
    yield database
    database.dispose()


@pytest.fixture
def database(empty: Database) -> Database:
    """A database with all tables and no row."""
    prepare(empty)
    return empty


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[Database]:
    """An empty database on PostgreSQL, for what is true only there."""
    with fresh_postgres_url(postgres_url) as url:
        database = open_database(url)
        yield database
        database.dispose()
