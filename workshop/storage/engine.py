"""One engine per database, set up so that nothing acknowledged can be lost."""

import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import InterfaceError, OperationalError, TimeoutError
from sqlalchemy.pool import QueuePool

from workshop.settings import CONNECTIONS
from workshop.storage.direct import (
    LINE,
    create_for_owner,
    postgresql_connection,
    sqlite_connection,
)

BUSY_TIMEOUT_SECONDS = 30
_BESIDE_THE_POOL = 2
"""Connections: one watches, one asks now and then whether the server answers."""
_KEPT = 10
"""Of the pool, those that stay open; the others are opened when many ask at once."""
TURN_SECONDS = 60
"""For a connection to come free: turns are not dealt in order, and a starved thread lost a gesture
after the usual 30 when a hundred changed one workshop at once on a busy machine."""
AGAIN_SECONDS = 1.0
"""Before the one second try: a server that is restarted is back within a few seconds."""

AWAY = (OperationalError, InterfaceError, TimeoutError)
"""What is raised while the database cannot be asked: restarted, unreachable, locked, disk full."""


def is_full(error: Exception) -> bool:
    """Whether one of AWAY says that the disk has no space left: nothing of it was written."""
    cause = getattr(error, "orig", None)
    named = getattr(cause, "sqlite_errorname", "")
    return named == "SQLITE_FULL" or isinstance(cause, psycopg.errors.DiskFull)


_WRITES = "workshop_writes"


@dataclass(frozen=True, slots=True)
class Database:
    """Where everything is kept: the engine and the URL it was opened with."""

    url: str
    engine: Engine

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @property
    def file(self) -> Path | None:
        """The SQLite file, or None on a server."""
        name = self.engine.url.database
        return Path(name) if self.is_sqlite and name else None

    def writing(self) -> Connection:
        """A connection whose transaction takes the write lock at its first statement.

        Raises one of AWAY.
        """
        return self._connect().execution_options(**{_WRITES: True})

    def reading(self) -> Connection:
        """A connection that sees one snapshot and blocks nobody. Raises one of AWAY."""
        return self._connect()

    def _connect(self) -> Connection:
        """A live connection; a server that refuses is asked once more, a second later.

        Later than here nothing is tried again: what had begun may have been done.
        """
        try:
            return self.engine.connect()
        except (OperationalError, InterfaceError):
            if self.is_sqlite:
                raise
            time.sleep(AGAIN_SECONDS)
            return self.engine.connect()

    def empty_journal(self) -> None:
        """On SQLite, move the write-ahead log into the file and truncate it; nothing elsewhere."""
        if self.is_sqlite:
            with self.engine.connect() as connection:
                raw = connection.connection.driver_connection
                assert isinstance(raw, sqlite3.Connection)
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def ping(self) -> bool:
        """Whether the database answers within some two seconds, however busy the pool is."""
        try:
            if self.file is not None:
                with closing(sqlite_connection(self.file, timeout_seconds=1)) as file:
                    file.execute("SELECT count(*) FROM sqlite_master")
            else:
                limits = {"connect_timeout": 2, "options": "-c statement_timeout=2000"}
                with postgresql_connection(self.engine, **limits) as server:
                    server.execute("SELECT 1")
        except (sqlite3.Error, psycopg.Error, OSError):
            return False
        return True

    def dispose(self) -> None:
        self.engine.dispose()


def open_database(url: str, *, connections: int = CONNECTIONS) -> Database:
    """An engine for ``url`` (``sqlite:///…``, ``postgresql+psycopg://…``), not connected yet.

    SQLite: WAL, ``synchronous=FULL``, foreign keys, deleted text overwritten, a 30 s wait for the
    lock, and transactions that begin when we say so: SQLAlchemy's defaults lost 93 % of
    concurrent read-modify-writes. PostgreSQL: repeatable read for readers, so that each read view
    is one snapshot; writers lock the workshop's row first and read what was committed. A connection
    is tried before it is used, so that a restart of the server between two gestures is not noticed.
    ``connections``: to the server, of this process, 10 at least; who finds none free waits.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return Database(url, _sqlite(url, parsed.database))
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    pool = connections - _BESIDE_THE_POOL
    engine = create_engine(
        parsed,
        pool_size=min(_KEPT, pool),
        max_overflow=max(0, pool - _KEPT),
        pool_timeout=TURN_SECONDS,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={name: value for name, value in LINE.items() if name not in parsed.query},
    )
    event.listen(engine, "begin", _begin_postgresql)
    return Database(url, engine)


def _sqlite(url: str, name: str | None) -> Engine:
    if name:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=10,
        max_overflow=40,
        pool_timeout=TURN_SECONDS,
        hide_parameters=True,  # an error in the log must not quote a card
        connect_args={
            "isolation_level": None,
            "timeout": BUSY_TIMEOUT_SECONDS,
            "check_same_thread": False,
        },
    )
    if name and not name.startswith((":memory:", "file:")):
        event.listen(engine, "do_connect", lambda *_: create_for_owner(Path(name)))
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        f"busy_timeout={BUSY_TIMEOUT_SECONDS * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if not connection.get_execution_options().get(_WRITES):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
