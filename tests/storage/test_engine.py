"""Nothing acknowledged is lost, and nobody reads "database is locked"."""

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, select, text, update
from sqlalchemy.exc import IntegrityError, InternalError
from sqlalchemy.pool import QueuePool

from tests.databases import fresh_sqlite_url
from tests.storage.rows import add_workshop, bump, column_of, filled
from workshop.storage import tables
from workshop.storage.engine import AWAY, Database, open_database
from workshop.storage.schema import prepare

THREADS = 100
TIMES = 20


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL: on disk before it is acknowledged, or a power cut loses it
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("busy_timeout", 30_000),
    ],
)
def test_each_sqlite_connection_is_set_up(tmp_path: Path, pragma: str, value: object) -> None:
    database = open_database(fresh_sqlite_url(tmp_path))
    with database.reading() as first, database.writing() as second:
        for connection in (first, second):
            assert connection.execute(text(f"PRAGMA {pragma}")).scalar_one() == value
    database.dispose()


def test_a_change_takes_the_lock_before_it_reads(database: Database) -> None:
    add_workshop(database, "CODE23")

    def count(connection: Connection) -> None:
        # The order of a real change: the bump holds the row, so what is read stays true.
        bump(connection, "CODE23")
        cards = connection.execute(select(tables.workshop.c.cards_issued)).scalar_one()
        connection.execute(update(tables.workshop).values(cards_issued=cards + 1))

    def gesture(_thread: int) -> None:
        for _time in range(TIMES):
            with database.writing() as connection, connection.begin():
                count(connection)

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(gesture, range(THREADS)))

    assert column_of(database, "CODE23", "cards_issued") == THREADS * TIMES
    assert column_of(database, "CODE23", "revision") == THREADS * TIMES


def test_on_sqlite_even_a_change_that_reads_first_loses_nothing(tmp_path: Path) -> None:
    database = open_database(fresh_sqlite_url(tmp_path))
    prepare(database)
    add_workshop(database, "CODE23")

    def gesture(_thread: int) -> None:
        for _time in range(5):
            with database.writing() as connection, connection.begin():
                cards = connection.execute(select(tables.workshop.c.cards_issued)).scalar_one()
                connection.execute(update(tables.workshop).values(cards_issued=cards + 1))

    with ThreadPoolExecutor(20) as threads:
        list(threads.map(gesture, range(20)))

    assert column_of(database, "CODE23", "cards_issued") == 100
    database.dispose()


def test_a_reader_sees_one_state_while_others_commit(database: Database) -> None:
    add_workshop(database, "CODE23")
    title = select(tables.workshop.c.revision)
    with database.reading() as reader, reader.begin():
        before = reader.execute(title).scalar_one()
        with database.writing() as writer, writer.begin():
            bump(writer, "CODE23")
        assert reader.execute(title).scalar_one() == before
    assert column_of(database, "CODE23", "revision") == before + 1


def test_on_postgresql_a_reading_transaction_cannot_write(postgres_url: str) -> None:
    database = open_database(postgres_url)
    with (
        database.reading() as connection,
        connection.begin(),
        pytest.raises(InternalError, match="read-only"),
    ):
        connection.execute(text("CREATE TABLE stray (id int)"))
    database.dispose()


def test_a_row_cannot_point_at_nothing(database: Database) -> None:
    with database.writing() as connection, connection.begin(), pytest.raises(IntegrityError):
        connection.execute(insert(tables.step).values(filled(tables.step, workshop_id=404)))


def test_moments_come_back_in_utc(database: Database) -> None:
    row = filled(tables.workshop)
    add_workshop(database, "CODE23")
    assert column_of(database, "CODE23", "created_at") == row["created_at"]
    assert column_of(database, "CODE23", "created_at").tzinfo is not None


def test_a_deleted_text_leaves_no_byte_in_the_sqlite_file(tmp_path: Path) -> None:
    database = open_database(fresh_sqlite_url(tmp_path))
    prepare(database)
    add_workshop(database, "CODE23", title="never to be found again")
    database.empty_journal()
    with database.writing() as connection, connection.begin():
        connection.execute(text("DELETE FROM workshop"))
    database.empty_journal()
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"never to be found again" not in left
    database.dispose()


@pytest.mark.skipif(os.name == "nt", reason="rights are not kept in a mode there")
def test_the_file_and_its_journal_are_for_their_owner_alone(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'w.sqlite3'}")
    assert list(tmp_path.iterdir()) == []  # not before it is asked for
    with database.writing() as connection, connection.begin():
        connection.execute(text("CREATE TABLE said (words TEXT)"))
        modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    assert modes == dict.fromkeys(("w.sqlite3", "w.sqlite3-wal", "w.sqlite3-shm"), 0o600)
    database.dispose()


def test_a_database_that_answers_answers_the_ping(database: Database) -> None:
    assert database.ping()


def test_the_ping_answers_while_somebody_writes(database: Database) -> None:
    add_workshop(database, "CODE23")
    with database.writing() as connection, connection.begin():
        bump(connection, "CODE23")
        assert database.ping()


def test_a_sqlite_file_that_is_gone_does_not_answer(tmp_path: Path) -> None:
    database = open_database(fresh_sqlite_url(tmp_path))
    assert database.file is not None
    assert not database.ping()
    assert not database.file.exists()


def test_a_file_that_is_no_database_does_not_answer(tmp_path: Path) -> None:
    file = tmp_path / "letter.sqlite3"
    file.write_text("Dear reader, this is not a database. " * 100)
    assert not open_database(f"sqlite:///{file}").ping()


def test_a_server_that_is_gone_does_not_answer(tmp_path: Path) -> None:
    assert not open_database(f"postgresql://nobody@/nothing?host={tmp_path}").ping()


def test_the_bare_driver_would_find_the_database_locked(tmp_path: Path) -> None:
    """What the 30 s of patience prevent: without them the second writer is turned away at once."""
    database = open_database(fresh_sqlite_url(tmp_path))
    prepare(database)
    with database.writing() as connection, connection.begin():
        assert database.file is not None
        impatient = sqlite3.connect(database.file, timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            impatient.execute("BEGIN IMMEDIATE")
        impatient.close()
    database.dispose()


def test_a_process_holds_no_more_connections_than_it_may(postgres_url: str) -> None:
    database = open_database(postgres_url, connections=12)  # two of them beside the pool
    pool = database.engine.pool
    held = [database.reading() for _ in range(10)]
    assert isinstance(pool, QueuePool)
    assert (pool.checkedout(), pool.overflow()) == (10, 0)
    pool._timeout = 0.1
    with pytest.raises(AWAY):
        database.reading()
    for connection in held:
        connection.close()
    database.dispose()
