"""Is the database whole? For ``workshop doctor``, before a room sits down."""

import sqlite3
from contextlib import closing

from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError

from workshop.storage import tables
from workshop.storage.direct import sqlite_connection
from workshop.storage.engine import Database


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
