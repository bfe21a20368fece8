"""The schema of the database in hand: made, brought up to date, or refused.

Alembic is loaded only when there is something to do.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Column, Connection, DefaultClause, UniqueConstraint, inspect, text
from sqlalchemy.exc import DatabaseError

from workshop.domain.errors import (
    DatabaseUnreachable,
    DatabaseUnreadable,
    MigrationFailed,
    SchemaHalfDone,
    SchemaNewer,
    WorkshopError,
)
from workshop.storage.engine import Database, open_database
from workshop.storage.snapshot import copy_sqlite, dated
from workshop.storage.tables import metadata

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0007"
"""The newest migration, as a constant: reading the folder costs what a start must not cost."""

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
VERSION_TABLE = "alembic_version"

_LOCK = 7_267_115_902
"""Our number among PostgreSQL's advisory locks."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What ``prepare`` did.

    ``before``: the revision found, None in an empty database. ``backup``: the copy made before an
    upgrade. ``without_backup``: True after an upgrade that made none, as on PostgreSQL, where
    backups are the operator's.
    """

    did: Literal["nothing", "created", "upgraded"]
    before: str | None
    after: str
    backup: Path | None = None

    @property
    def without_backup(self) -> bool:
        return self.did == "upgraded" and self.backup is None


@dataclass(frozen=True, slots=True)
class State:
    """The tables that a database has, and the rows of its version table (None without one)."""

    tables: frozenset[str]
    revisions: tuple[str, ...] | None

    @property
    def ours(self) -> frozenset[str]:
        return self.tables & metadata.tables.keys()

    def revision(self) -> str | None:
        """The revision, None in an empty database. Raises SchemaNewer, SchemaHalfDone."""
        if self.revisions is None and self.ours:
            raise SchemaHalfDone(missing=[VERSION_TABLE])
        if not self.revisions and not self.ours:
            return None
        if not self.revisions or len(self.revisions) > 1:
            raise SchemaHalfDone(missing=[], found=list(self.revisions or ()))
        found = self.revisions[0]
        if not (found.isdigit() and found <= HEAD):
            raise SchemaNewer(found=found, known=HEAD)
        # What an older release had is known to its migrations; no release lacks this one.
        expected = metadata.tables.keys() if found == HEAD else {"workshop"}
        if missing := expected - self.tables:
            raise SchemaHalfDone(missing=sorted(missing))
        return found


def prepare(
    database: Database, *, backup_folder: Path | None = None, now: datetime | None = None
) -> Outcome:
    """Create the schema in an empty database, or bring an older one up to date after a backup.

    The backup of a SQLite file goes beside it, or into ``backup_folder``, with the date of
    ``now`` in its name. Everything is done in one transaction by one process, whatever number
    start at once. Raises SchemaNewer, SchemaHalfDone, MigrationFailed (all of which leave the
    database as it was), DatabaseUnreachable, DatabaseUnreadable, BackupUnwritable.
    """
    if current_revision(database) == HEAD:
        return Outcome("nothing", HEAD, HEAD)
    with _alone(database) as connection:
        before = state(connection).revision()
        if before == HEAD:  # another process was quicker
            return Outcome("nothing", HEAD, HEAD)
        backup = None
        if before is not None and database.file is not None:
            file = database.file
            backup = dated(
                backup_folder or file.parent,
                file.stem,
                f"before-upgrade-from-{before}",
                file.suffix,
                now or datetime.now(UTC).astimezone(),
            )
            # Through a connection of its own, which sees what was committed before our lock.
            copy_sqlite(file, backup)
        try:
            _upgrade(connection)
        except WorkshopError:
            raise
        except Exception as error:
            raise MigrationFailed(
                before=before, after=HEAD, backup=None if backup is None else str(backup)
            ) from error
    return Outcome("created" if before is None else "upgraded", before, HEAD, backup)


def current_revision(database: Database) -> str | None:
    """The revision of the database, None when it is empty.

    Raises SchemaNewer, SchemaHalfDone, DatabaseUnreachable, DatabaseUnreadable.
    """
    try:
        with database.reading() as connection, connection.begin():
            return state(connection).revision()
    except DatabaseError as error:
        address = database.engine.url.render_as_string(hide_password=True)
        if getattr(error.orig, "sqlite_errorname", "") in ("SQLITE_NOTADB", "SQLITE_CORRUPT"):
            raise DatabaseUnreadable(database=address) from error
        raise DatabaseUnreachable(database=address) from error


def head_revision() -> str | None:
    """The newest migration in the folder; the same as HEAD, which a test holds it to."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config()).get_current_head()


def state(connection: Connection) -> State:
    """What the database at the end of ``connection`` holds."""
    tables = frozenset(inspect(connection).get_table_names())
    if VERSION_TABLE not in tables:
        return State(tables, None)
    rows = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}"))
    return State(tables, tuple(sorted(rows.scalars())))


def draft(message: str) -> Path:
    """Write the migration from what the folder gives to what ``tables`` says, for a developer."""
    from alembic import command

    with TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'draft.sqlite3'}")
        with database.writing() as connection, connection.begin():
            config = _config(connection)
            command.upgrade(config, "head")
            number = int(head_revision() or 0) + 1
            config.attributes["in_batches"] = number > 1
            script = command.revision(config, message, autogenerate=True, rev_id=f"{number:04d}")
        database.dispose()
    assert script is not None
    assert not isinstance(script, list)
    return Path(script.path)


@contextmanager
def _alone(database: Database) -> Iterator[Connection]:
    """A transaction that no other process can have at the same time."""
    with database.writing() as connection:
        # Changing a table on SQLite makes a new one and drops the old one: with foreign keys on,
        # that would delete every row that points at it. Only outside a transaction can they be
        # switched off.
        _switch_foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                if not database.is_sqlite:
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
                yield connection
        finally:
            _switch_foreign_keys(connection, "ON")


def _switch_foreign_keys(connection: Connection, position: Literal["ON", "OFF"]) -> None:
    raw = connection.connection.driver_connection
    if isinstance(raw, sqlite3.Connection):
        raw.execute(f"PRAGMA foreign_keys={position}")


def _upgrade(connection: Connection) -> None:
    from alembic import command

    command.upgrade(_config(connection), "head")
    _catch_up(connection)
    if (
        connection.dialect.name == "sqlite"
        and connection.execute(text("PRAGMA foreign_key_check")).all()
    ):
        raise RuntimeError("a migration left rows that point at nothing")
    if state(connection).revision() != HEAD:
        raise RuntimeError("the migrations did not lead to HEAD")


def _catch_up(connection: Connection) -> None:
    """Add what a migration was given only after this database had been through it.

    A migration may be written anew until a release holds it, and somebody may have kept a workshop
    of that time: its database is said to have come as far, without the last columns. What needs a
    value that nobody gave cannot be added: the upgrade fails then, and leaves the old data.
    """
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext

    operations = Operations(MigrationContext.configure(connection))
    held = inspect(connection)
    for table in metadata.sorted_tables:
        columns = {column["name"] for column in held.get_columns(table.name)}
        indexes = {index["name"] for index in held.get_indexes(table.name)}
        missing = [column for column in table.columns if column.name not in columns]
        if missing:
            unique = {
                tuple(rule["column_names"]) for rule in held.get_unique_constraints(table.name)
            }
            with operations.batch_alter_table(table.name) as batch:
                for column in missing:
                    batch.add_column(_new_column(column))
                for rule in table.constraints:
                    names = tuple(rule.columns.keys()) if isinstance(rule, UniqueConstraint) else ()
                    if names and names not in unique:
                        batch.create_unique_constraint(str(rule.name), list(names))
        for index in table.indexes:
            if index.name not in indexes:
                index.create(connection)


def _new_column(column: Column[Any]) -> Column[Any]:
    """The column as a migration writes it, part of no table."""
    default = column.server_default
    given: Any = default.arg if isinstance(default, DefaultClause) else None
    return Column(column.name, column.type, nullable=column.nullable, server_default=given)


def _config(connection: Connection | None = None) -> "Config":
    from alembic.config import Config

    config = Config()
    for name, value in (
        ("script_location", str(MIGRATIONS)),
        ("file_template", "%(rev)s_%(slug)s"),
        ("output_encoding", "utf-8"),
    ):
        config.set_main_option(name, value.replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
