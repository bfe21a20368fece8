"""Copies of a live SQLite file, and files that appear whole or not at all."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import mkstemp

from workshop.domain.errors import BackupExists, BackupUnwritable
from workshop.storage.direct import sqlite_connection


def copy_sqlite(source: Path, target: Path) -> None:
    """One committed state of ``source``, while others write to it, as one file without a journal.

    Raises BackupExists, BackupUnwritable; sqlite3.DatabaseError when ``source`` is damaged.
    """

    def fill(unfinished: Path) -> None:
        with (
            closing(sqlite_connection(source)) as live,
            closing(sqlite_connection(unfinished)) as copy,
        ):
            # All pages in one step: one read transaction, so one state; in several steps each
            # commit of somebody else would send it back to the first page.
            live.backup(copy)
            # The copied header says WAL, and a reader would lay two files beside the backup.
            copy.execute("PRAGMA journal_mode=DELETE")

    appear_whole(target, fill)


def appear_whole(target: Path, fill: Callable[[Path], None]) -> None:
    """Let ``fill`` write a file under another name, then give it its own once it is on disk.

    Readable by its owner only, as it holds what the database holds. Raises BackupExists,
    BackupUnwritable.
    """
    if target.exists():
        raise BackupExists(path=str(target))
    try:
        descriptor, name = mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise BackupUnwritable(path=str(target), reason=error.strerror or "") from error
    os.close(descriptor)
    unfinished = Path(name)
    try:
        fill(unfinished)
        _flush(unfinished, os.O_RDWR)
        _name(unfinished, target)
        if os.name != "nt":  # Windows opens no folders
            _flush(target.parent, os.O_RDONLY)
    except OSError as error:
        raise BackupUnwritable(path=str(target), reason=error.strerror or "") from error
    except sqlite3.OperationalError as error:  # the disk is full
        raise BackupUnwritable(path=str(target), reason=str(error)) from error
    finally:
        for tail in ("", "-journal", "-wal", "-shm"):
            unfinished.with_name(unfinished.name + tail).unlink(missing_ok=True)


def dated(folder: Path, stem: str, why: str, suffix: str, now: datetime) -> Path:
    """A free name such as ``workshops-before-restore-2026-03-31-1405.sqlite3`` in ``folder``."""
    name = f"{stem}-{why}-{now:%Y-%m-%d-%H%M}"
    free = folder / f"{name}{suffix}"
    count = 1
    while free.exists():
        count += 1
        free = folder / f"{name}-{count}{suffix}"
    return free


def _name(unfinished: Path, target: Path) -> None:
    try:
        os.link(unfinished, target)  # unlike a rename it never replaces what came meanwhile
    except FileExistsError as error:
        raise BackupExists(path=str(target)) from error
    except OSError:  # a memory stick knows no links
        if target.exists():
            raise BackupExists(path=str(target)) from None
        unfinished.rename(target)


def _flush(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
