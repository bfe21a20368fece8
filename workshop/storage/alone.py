"""What one process at a time may do: serve a SQLite file, send a digest."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from workshop.domain.errors import FileServed
from workshop.storage.direct import postgresql_connection
from workshop.storage.engine import Database

_SUFFIX = "-serving"
_HELD = (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK)


@contextmanager
def serving(database: Database) -> Iterator[None]:
    """While open, this process is the one that serves the file; a server takes any number.

    Two on one file would each count and tell half of the room. Commands may work beside it. The
    lock is the system's: it goes with the process, however that ends. Raises FileServed.
    """
    if database.file is None:
        yield
        return
    beside = database.file.with_name(database.file.name + _SUFFIX)
    descriptor = _open(beside)
    try:
        if descriptor is not None and not _lock(descriptor):
            raise FileServed(database=str(database.file.resolve()))
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


@contextmanager
def alone(database: Database, what: str) -> Iterator[bool]:
    """While open, no other process on this server does ``what``: True, or False if one does.

    The lock goes with its connection, which is beside the pool. On SQLite always True.
    """
    if database.is_sqlite:
        yield True
        return
    with postgresql_connection(database.engine) as connection:
        asked = "SELECT pg_try_advisory_lock(hashtextextended(%s, 0))"
        row = connection.execute(asked, [what]).fetchone()
        yield bool(row and row[0])


def _open(file: Path) -> int | None:
    with suppress(OSError):  # a folder in which nothing may be written: SQLite says it better
        return os.open(file, os.O_CREAT | os.O_RDWR, 0o600)
    return None


def _lock(descriptor: int) -> bool:
    """False when another process holds it; True also on a drive that knows no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _HELD
    return True
