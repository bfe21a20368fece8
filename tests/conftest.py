"""What tests of every tier may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.databases import fresh_postgres_url, fresh_sqlite_url, running_postgres

# Two busy cores are slow now and then: a property that holds must not fail for the time it took.
settings.register_profile("workshop", deadline=None)
settings.load_profile("workshop")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server for the whole run; use `database_url` for a database of one's own."""
    with running_postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh, empty database for one test, which so runs twice: on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield fresh_sqlite_url(tmp_path)
        return
    with fresh_postgres_url(request.getfixturevalue("postgres_url")) as url:
        yield url
