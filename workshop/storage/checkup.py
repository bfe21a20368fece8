"""Is the database whole and safe? Asked before a room sits down; nothing is changed."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError

from workshop.storage import tables
from workshop.storage.direct import sqlite_connection
from workshop.storage.engine import Database
from workshop.storage.watch import WATCHER

_FULL = 2
"""``PRAGMA synchronous``: each commit waits for the disk."""


def is_whole(database: Database) -> bool:
    """Whether every page and every reference of a SQLite file is sound; changes nothing.

    On PostgreSQL, which looks after its own pages: whether every table can be read.
    """
    if database.file is not None:
        try:
            with closing(sqlite_connection(database.file)) as file:
                sound = file.execute("PRAGMA quick_check").fetchall() == [("ok",)]
                return sound and not file.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.DatabaseError:
            return False
    try:
        with database.reading() as connection, connection.begin():
            for table in tables.metadata.sorted_tables:
                connection.execute(select(func.count()).select_from(table))
    except DatabaseError:
        return False
    return True


def is_durable(database: Database) -> bool:
    """Whether a power cut loses nothing of what was acknowledged.

    On SQLite: the write-ahead journal, which a network drive refuses, written through to the disk
    at each commit. On PostgreSQL: its server waits for its own disk.
    """
    with database.reading() as connection, connection.begin():
        if database.is_sqlite:
            journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
            level: int = connection.exec_driver_sql("PRAGMA synchronous").scalar_one()
            return journal == "wal" and level >= _FULL
        waits = (
            connection.exec_driver_sql(f"SHOW {option}").scalar_one()
            for option in ("fsync", "synchronous_commit")
        )
        return all(value != "off" for value in waits)


def newest_row(database: Database) -> datetime | None:
    """When the database was last written to as far as it knows, None where nothing says so.

    Workshops and sign-ins have a date; what a room says has none, by promise.
    """
    if database.file is not None and not database.file.exists():  # looking would make it
        return None
    dates = [
        select(func.max(table.c.created_at)).scalar_subquery()
        for table in (tables.workshop, tables.browser, tables.access_link)
    ]
    try:
        with database.reading() as connection, connection.begin():
            found = connection.execute(select(*dates)).one()
    except DatabaseError:
        return None
    return max((moment for moment in found if moment is not None), default=None)


@dataclass(frozen=True, slots=True)
class Server:
    """What a PostgreSQL server says of itself.

    ``version``: 140011 is 14.11. ``admits``: connections for users such as ours. ``watchers``:
    processes of the app that listen to this database. ``ahead``: its clock before this computer's.
    """

    version: int
    admits: int
    watchers: int
    ahead: timedelta


def ask_server(database: Database) -> Server | None:
    """What the server behind a PostgreSQL database says, None where it cannot be asked."""
    asked = (
        "SELECT current_setting('server_version_num')::int,"
        " current_setting('max_connections')::int"
        " - current_setting('superuser_reserved_connections')::int,"
        " (SELECT count(*) FROM pg_stat_activity"
        f" WHERE application_name = '{WATCHER}' AND datname = current_database())"
    )
    try:
        with database.reading() as connection, connection.begin():
            version, admits, watchers = connection.exec_driver_sql(asked).one()
            before = datetime.now(UTC)
            theirs = connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
            after = datetime.now(UTC)
    except DatabaseError:
        return None
    return Server(version, admits, watchers, theirs - (before + (after - before) / 2))
