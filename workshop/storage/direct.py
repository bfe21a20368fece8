"""Connections beside the pool: to watch, to copy, to ask whether the database answers."""

import sqlite3
from pathlib import Path
from typing import Any, Literal

import psycopg
from sqlalchemy import Engine


def sqlite_connection(
    file: Path,
    *,
    mode: Literal["ro", "rw", "rwc"] = "rw",
    timeout_seconds: float = 30.0,
) -> sqlite3.Connection:
    """A connection in autocommit; without mode ``rwc`` a missing file is an error, not created."""
    return sqlite3.connect(
        f"{file.resolve().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=timeout_seconds,
        check_same_thread=False,
    )


def postgresql_connection(engine: Engine, **options: Any) -> psycopg.Connection[Any]:
    """A connection in autocommit with the engine's address; it notices a dead line by itself."""
    positional, named = engine.dialect.create_connect_args(engine.url)
    settings = {
        "connect_timeout": 5,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        **named,
        **options,
    }
    return psycopg.connect(*positional, autocommit=True, **settings)
