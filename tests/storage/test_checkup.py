"""A database that is whole and safe is said to be, another one is not."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.databases import fresh_postgres_url, fresh_sqlite_url
from tests.services.cast import Clock
from workshop.services.house import House
from workshop.services.workshops import create_workshop
from workshop.storage.checkup import is_durable, is_whole, newest_row
from workshop.storage.engine import Database, open_database
from workshop.storage.schema import prepare

NOWHERE = "postgresql://me@127.0.0.1:1/none"


@pytest.fixture
def prepared(database_url: str) -> Iterator[Database]:
    database = open_database(database_url)
    prepare(database)
    yield database
    database.dispose()


def test_a_damaged_file_is_found(tmp_path: Path) -> None:
    file = tmp_path / "workshops.sqlite3"
    database = open_database(f"sqlite:///{file}")
    prepare(database)
    database.empty_journal()
    assert is_whole(database)
    database.dispose()
    content = bytearray(file.read_bytes())
    content[8192 : 8192 + 4096] = b"\xff" * 4096
    file.write_bytes(content)
    damaged = open_database(f"sqlite:///{file}")
    assert not is_whole(damaged)
    damaged.dispose()
    file.write_bytes(b"Dear Sir, " * 1000)
    assert not is_whole(damaged)
    damaged.dispose()


def test_a_whole_database_is_whole_and_an_unreachable_one_is_not(prepared: Database) -> None:
    assert is_whole(prepared)
    nowhere = open_database(NOWHERE)
    assert not is_whole(nowhere)
    nowhere.dispose()


def test_a_file_as_we_open_it_survives_a_power_cut(tmp_path: Path) -> None:
    database = open_database(fresh_sqlite_url(tmp_path))
    prepare(database)
    assert is_durable(database)
    database.dispose()


@pytest.mark.parametrize("waits", ["on", "off"])
def test_a_server_survives_one_when_it_waits_for_its_disk(postgres_url: str, waits: str) -> None:
    """A server of tests may be told not to, to be quick."""
    with fresh_postgres_url(postgres_url) as url:
        database = open_database(url)
        with database.writing() as connection, connection.begin():
            fsync = connection.exec_driver_sql("SHOW fsync").scalar_one()
            name = connection.exec_driver_sql("SELECT current_database()").scalar_one()
            connection.exec_driver_sql(f"ALTER DATABASE {name} SET synchronous_commit = {waits}")
        database.dispose()
        assert is_durable(database) is (waits == "on" and fsync == "on")
        database.dispose()


def test_a_file_that_cannot_have_the_journal_is_not_called_safe(tmp_path: Path) -> None:
    """As on a network drive, where the journal falls back without a word."""
    database = open_database("sqlite:///:memory:")
    assert not is_durable(database)
    database.dispose()


def test_the_newest_row_is_the_last_workshop_or_sign_in(prepared: Database) -> None:
    assert newest_row(prepared) is None
    clock = Clock()
    for days in (0, 2, -1):
        clock.go_on(days=days)
        create_workshop(House(prepared, clock=clock), title="Counter")
    assert newest_row(prepared) == datetime(2026, 3, 14, 9, 30, tzinfo=UTC)


def test_without_tables_nothing_is_newest(tmp_path: Path) -> None:
    empty = open_database(fresh_sqlite_url(tmp_path))
    assert newest_row(empty) is None
    empty.dispose()
