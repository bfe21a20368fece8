"""Is the database whole and safe? Asked before a room sits down; nothing is changed."""

import sqlite3
from contextlib import closing
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError

from workshop.storage import tables
from workshop.storage.direct import sqlite_connection
from workshop.storage.engine import Database

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
