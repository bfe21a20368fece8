"""Connections beside the pool: to watch, to copy, to ask whether the database answers."""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

import psycopg
from sqlalchemy import Engine

LINE = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}
"""Seconds after which a server that says nothing has gone; else a gesture waits for minutes."""


def sqlite_connection(
    file: Path,
    *,
    mode: Literal["ro", "rw", "rwc"] = "rw",
    timeout_seconds: float = 30.0,
) -> sqlite3.Connection:
    """A connection in autocommit; without mode ``rwc`` a missing file is an error, not created."""
    if mode == "rwc":
        create_for_owner(file)
    return sqlite3.connect(
        f"{file.resolve().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=timeout_seconds,
        check_same_thread=False,
    )


def create_for_owner(file: Path) -> None:
    """Make the empty file that a database begins with, unless it is there: its owner's alone.

    It holds the workshops' keys and all that was said; SQLite gives its journal the same rights.
    """
    with suppress(OSError):  # SQLite says better why it cannot
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def postgresql_connection(engine: Engine, **options: Any) -> psycopg.Connection[Any]:
    """A connection in autocommit with the engine's address; it notices a dead line by itself."""
    positional, named = engine.dialect.create_connect_args(engine.url)
    settings = {**LINE, **named, **options}
    return psycopg.connect(*positional, autocommit=True, **settings)
