"""Backup and restore, beside a running server; a backup is a SQLite file, whatever the database.

SQLite is copied by its own backup interface: copying the bare file missed up to 494 rows that were
still in the journal. From PostgreSQL the rows are copied, as of one moment: pg_dump refuses any
server newer than itself, and a file that both databases read moves a workshop between them.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Table,
    bindparam,
    case,
    delete,
    func,
    insert,
    select,
    text,
    update,
)

from workshop.domain.errors import (
    BackupUnreadable,
    BackupUnwritable,
    DatabaseMissing,
    DatabaseNotEmpty,
)
from workshop.storage.direct import sqlite_connection
from workshop.storage.engine import Database, open_database
from workshop.storage.schema import current_revision, prepare
from workshop.storage.snapshot import appear_whole, copy_sqlite, dated
from workshop.storage.tables import metadata, workshop
from workshop.storage.watch import EVERYTHING, notify

_WHY = "before-restore"
_ROWS_AT_ONCE = 1_000

Revisions = Mapping[str, tuple[int, int]]
"""Revision and room revision by workshop code."""


def backup(database: Database, target: Path) -> None:
    """Write one committed state of the database to ``target``, while others go on writing.

    Raises BackupExists, BackupUnwritable, and what ``prepare`` raises.
    """
    if database.file is not None:
        copy_sqlite(database.file, target)
        return
    prepare(database)
    appear_whole(target, lambda unfinished: _copy_into_file(database, unfinished))


def restore(database: Database, source: Path, *, now: datetime | None = None) -> Path | None:
    """Put the content of a backup in the place of the present one; a running server goes on.

    An older backup is brought up to date on the way. The present content is kept aside first,
    in a backup with the date of ``now`` in its name (SQLite: beside the database; PostgreSQL:
    beside ``source``), and its path is the result: None when there was nothing to keep. A workshop
    that had moved on since the backup gets a revision above its last one: screens and caches
    that know it by (workshop, revision) must not take the old for the new.

    Raises BackupUnreadable, SchemaNewer, SchemaHalfDone, BackupUnwritable (all of which leave the
    present content as it was), and on PostgreSQL what ``prepare`` raises.
    """
    if not source.is_file():
        raise BackupUnreadable(path=str(source), reason="missing")
    moment = now or datetime.now(UTC).astimezone()
    if database.file is not None:
        return _restore_sqlite(database.file, source, moment)
    return _restore_server(database, source, moment)


def copy(source: Database, target: Database) -> None:
    """Copy everything from one database to another, which has no workshop and no account yet.

    Raises DatabaseMissing when a mistyped source would be made anew and copied as nothing,
    DatabaseNotEmpty, and what ``prepare`` raises.
    """
    missing = source.file is not None and not source.file.exists()
    if missing or current_revision(source) is None:
        raise DatabaseMissing(database=source.engine.url.render_as_string(hide_password=True))
    prepare(source)
    prepare(target)
    with _one_moment(source) as given, target.writing() as taken, taken.begin():
        _refuse_rows(taken, target)
        _copy_rows(given, taken)


@dataclass(frozen=True, slots=True)
class Checked:
    """How much a backup gave back; ``rows``: of all tables."""

    workshops: int
    cards: int
    rows: int


def check(source: Path, into: Database | None = None) -> Checked:
    """Restore a backup into an empty database, compare every value, and take it out again.

    ``into``: where to try it, such as an empty database of the server that it would be restored
    on; nothing but empty tables stays there. None: a file of its own, which goes.

    Raises BackupUnreadable, SchemaNewer, SchemaHalfDone, DatabaseNotEmpty, and what ``prepare``
    raises.
    """
    if not source.is_file():
        raise BackupUnreadable(path=str(source), reason="missing")
    with (
        TemporaryDirectory(prefix="workshop-check-") as folder,
        _staged(source, Path(folder)) as staged,
    ):
        target = into or open_database(f"sqlite:///{Path(folder) / 'restored.sqlite3'}")
        try:
            prepare(target)
            counts = _try_rows(staged, target, source)
        finally:
            if into is None:
                target.dispose()
    return Checked(counts["workshop"], counts["card"], sum(counts.values()))


def _try_rows(staged: Database, target: Database, source: Path) -> dict[str, int]:
    """The rows of each table, once they stood in the target as they are in the backup."""
    counts = {}
    with _one_moment(staged) as given, target.writing() as taken, taken.begin() as tried:
        _refuse_rows(taken, target)
        _copy_rows(given, taken)
        for table in metadata.sorted_tables:
            before, after = (_fingerprints(end, table) for end in (given, taken))
            if before != after:
                raise BackupUnreadable(path=str(source), reason="damaged")
            counts[table.name] = before.total()
        tried.rollback()
    return counts


def _fingerprints(connection: Connection, table: Table) -> Counter[int]:
    """Every row, whatever their order, the same on both kinds of database."""
    rows = connection.execute(select(table))
    return Counter(
        hash(json.dumps([*row], sort_keys=True, default=_written))
        for part in rows.partitions(_ROWS_AT_ONCE)
        for row in part
    )


def _written(value: object) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else repr(value)


# --- SQLite ---------------------------------------------------------------------------------------


def _restore_sqlite(file: Path, source: Path, now: datetime) -> Path | None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with _staged(source, file.parent) as staged:
        aside = None
        if file.exists():
            aside = dated(file.parent, file.stem, _WHY, file.suffix, now)
            try:
                copy_sqlite(file, aside)
                revisions = _revisions_of_file(file)
            except sqlite3.DatabaseError:
                # Too damaged to be read, which may be why we are here: keep its bytes.
                revisions = {}
                _move(file, aside)
            with staged.writing() as connection, connection.begin():
                _lift_revisions(connection, revisions)
        staged.dispose()
        assert staged.file is not None
        _replace(file, staged.file)
    return aside


def _replace(file: Path, content: Path) -> None:
    with (
        closing(sqlite_connection(content)) as given,
        closing(sqlite_connection(file, mode="rwc")) as live,
    ):
        try:
            # One transaction of the live file: readers see all of the old or all of the new.
            live.execute("PRAGMA journal_mode=WAL")
            live.execute("PRAGMA synchronous=FULL")
            given.backup(live)
            live.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.OperationalError as error:  # the disk is full
            raise BackupUnwritable(path=str(file), reason=str(error)) from error


def _revisions_of_file(file: Path) -> Revisions:
    with closing(sqlite_connection(file)) as live:
        if live.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("damaged")
        if not live.execute("SELECT 1 FROM sqlite_master WHERE name = 'workshop'").fetchone():
            return {}
        rows = live.execute("SELECT code, revision, room_revision FROM workshop")
        return {code: (revision, room) for code, revision, room in rows}


def _move(file: Path, aside: Path) -> None:
    aside.unlink(missing_ok=True)
    for tail in ("", "-wal", "-shm"):
        part = file.with_name(file.name + tail)
        if part.exists():
            part.rename(aside.with_name(aside.name + tail))


# --- PostgreSQL -----------------------------------------------------------------------------------


def _restore_server(database: Database, source: Path, now: datetime) -> Path | None:
    with (
        TemporaryDirectory(prefix="workshop-restore-") as folder,
        _staged(source, Path(folder)) as staged,
    ):
        was_empty = prepare(database).did == "created"
        with (
            _one_moment(staged) as given,
            database.writing() as connection,
            connection.begin(),
        ):
            _lock(connection)
            aside = None
            if not was_empty:
                stem = database.engine.url.database or "workshops"
                aside = dated(source.parent, stem, _WHY, ".sqlite3", now)
                # Through a connection of its own, which sees what was committed before our lock.
                backup(database, aside)
            before = {
                row.code: (row.revision, row.room_revision)
                for row in connection.execute(
                    select(workshop.c.code, workshop.c.revision, workshop.c.room_revision)
                )
            }
            # DELETE and not TRUNCATE, which readers of an older snapshot would see as empty.
            for table in reversed(metadata.sorted_tables):
                connection.execute(delete(table))
            _copy_rows(given, connection)
            _lift_revisions(connection, before)
            notify(connection, EVERYTHING)
    return aside


# --- both -----------------------------------------------------------------------------------------


@contextmanager
def _staged(source: Path, folder: Path) -> Iterator[Database]:
    """A copy of the backup in a folder of its own within ``folder``, verified and up to date."""
    # Named so that git ignores it in data/, should a power cut leave it there.
    with TemporaryDirectory(prefix=".restore.sqlite3-", dir=folder) as private:
        copied = Path(private) / "staged.sqlite3"
        try:
            with (
                closing(sqlite_connection(source, mode="ro")) as given,
                closing(sqlite_connection(copied, mode="rwc")) as copy,
            ):
                given.backup(copy)
                faults = copy.execute("PRAGMA integrity_check").fetchall()
                faults += copy.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.DatabaseError as error:
            reason = "not_a_backup" if error.sqlite_errorname == "SQLITE_NOTADB" else "damaged"
            raise BackupUnreadable(path=str(source), reason=reason) from error
        if faults != [("ok",)]:
            raise BackupUnreadable(path=str(source), reason="damaged")
        staged = open_database(f"sqlite:///{copied}")
        try:
            if current_revision(staged) is None:
                raise BackupUnreadable(path=str(source), reason="not_workshops")
            prepare(staged)
            yield staged
        finally:
            staged.dispose()


def _copy_into_file(database: Database, file: Path) -> None:
    copied = open_database(f"sqlite:///{file}")
    try:
        prepare(copied)
        with (
            _one_moment(database) as given,
            copied.writing() as connection,
            connection.begin(),
        ):
            _copy_rows(given, connection)
    finally:
        copied.dispose()
    with closing(sqlite_connection(file)) as connection_of_file:
        connection_of_file.execute("PRAGMA journal_mode=DELETE")


@contextmanager
def _one_moment(database: Database) -> Iterator[Connection]:
    with database.reading() as connection, connection.begin():
        yield connection


def _refuse_rows(connection: Connection, target: Database) -> None:
    """Keep other writers out. Raises DatabaseNotEmpty when somebody has written already."""
    _lock(connection)
    if any(connection.execute(select(table).limit(1)).first() for table in metadata.sorted_tables):
        raise DatabaseNotEmpty(database=target.engine.url.render_as_string(hide_password=True))


def _lock(connection: Connection) -> None:
    """Keep every other writer out until the end of the transaction; readers go on."""
    if connection.dialect.name == "postgresql":
        # Workshops first, as each change begins with its workshop: the other way round, one that
        # is under way and we could wait for each other.
        others = [table.name for table in metadata.sorted_tables if table is not workshop]
        names = ", ".join([workshop.name, *others])
        connection.execute(text(f"LOCK TABLE {names} IN EXCLUSIVE MODE"))


def _copy_rows(source: Connection, target: Connection) -> None:
    """All rows of all tables; numbers that the target hands out later go on from the last one."""
    for table in metadata.sorted_tables:
        statement = insert(table).values({column.name: _value(column) for column in table.columns})
        for rows in source.execute(select(table)).mappings().partitions(_ROWS_AT_ONCE):
            target.execute(statement, [dict(row) for row in rows])
        if target.dialect.name == "postgresql" and table.autoincrement_column is not None:
            number = table.autoincrement_column
            highest = select(func.max(number)).scalar_subquery()
            sequence = func.pg_get_serial_sequence(table.name, number.name)
            target.execute(
                select(func.setval(sequence, func.coalesce(highest, 1), highest.is_not(None)))
            )


def _value(column: Column[Any]) -> Any:
    # In a column that may be empty, None is "empty", and not the JSON value null.
    kind = (
        JSON(none_as_null=bool(column.nullable)) if isinstance(column.type, JSON) else column.type
    )
    return bindparam(column.name, type_=kind)


def _lift_revisions(connection: Connection, before: Revisions) -> None:
    for code, (revision, room_revision) in before.items():
        connection.execute(
            update(workshop)
            .where(workshop.c.code == code, workshop.c.revision < revision)
            .values(
                revision=revision + 1,
                room_revision=case(
                    (workshop.c.room_revision > room_revision, workshop.c.room_revision),
                    else_=room_revision + 1,
                ),
            )
        )
