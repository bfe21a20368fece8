"""Backup and restore, beside a running server.

SQLite by its own backup interface: copying the bare file missed up to 494 rows that were still in
the journal. PostgreSQL by pg_dump, pg_restore and psql.
"""

import os
import re
import shlex
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import URL

from workshop.domain.errors import (
    BackupUnreadable,
    BackupUnwritable,
    SchemaHalfDone,
    SchemaNewer,
    ToolFailed,
    ToolMissing,
)
from workshop.storage.direct import sqlite_connection
from workshop.storage.engine import Database, open_database
from workshop.storage.schema import HEAD, VERSION_TABLE, current_revision, prepare, state
from workshop.storage.snapshot import appear_whole, copy_sqlite, dated
from workshop.storage.tables import metadata
from workshop.storage.watch import CHANNEL, EVERYTHING

_WHY = "before-restore"


def backup(database: Database, target: Path) -> None:
    """Write one committed state of the database to ``target``, while others go on writing.

    Raises BackupExists, BackupUnwritable, ToolMissing, ToolFailed.
    """
    if database.file is not None:
        copy_sqlite(database.file, target)
    else:
        appear_whole(target, lambda unfinished: _dump(database, unfinished, target))


def restore(database: Database, source: Path, *, now: datetime | None = None) -> Path | None:
    """Put the content of a backup in the place of the present one; a running server goes on.

    An older backup is brought up to date on the way. The present content is kept aside first,
    in a file with the date of ``now`` in its name (SQLite: beside the database; PostgreSQL: beside
    ``source``), and its path is the result: None when there was nothing to keep. A workshop that
    had moved on since the backup keeps its higher revision numbers, raised by one: screens and
    caches that know it by (workshop, revision) must not take the old for the new.

    Raises BackupUnreadable, SchemaNewer, SchemaHalfDone (the present content untouched),
    BackupUnwritable, ToolMissing, ToolFailed.
    """
    if not source.is_file():
        raise BackupUnreadable(path=str(source), reason="missing")
    moment = now or datetime.now(UTC).astimezone()
    if database.file is not None:
        return _restore_sqlite(database.file, source, moment)
    return _restore_postgresql(database, source, moment)


# --- SQLite ---------------------------------------------------------------------------------------


def _restore_sqlite(file: Path, source: Path, now: datetime) -> Path | None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".restore-", dir=file.parent) as folder:
        staged = Path(folder) / "staged.sqlite3"
        _stage(source, staged)
        aside = _keep_aside(file, now)
        _lift_revisions(staged, _revisions(file))
        with (
            closing(sqlite_connection(staged)) as content,
            closing(sqlite_connection(file, mode="rwc")) as live,
        ):
            # One transaction of the live file: readers see all of the old or all of the new.
            try:
                live.execute("PRAGMA journal_mode=WAL")
                live.execute("PRAGMA synchronous=FULL")
                content.backup(live)
                live.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite3.OperationalError as error:  # the disk is full
                raise BackupUnwritable(path=str(file), reason=str(error)) from error
    return aside


def _stage(source: Path, staged: Path) -> None:
    """A copy of the backup, verified and at our revision."""
    try:
        with (
            closing(sqlite_connection(source, mode="ro")) as given,
            closing(sqlite_connection(staged, mode="rwc")) as copy,
        ):
            given.backup(copy)
            whole = [row[0] for row in copy.execute("PRAGMA integrity_check")] == ["ok"]
            whole = whole and not copy.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        reason = "not_a_backup" if error.sqlite_errorname == "SQLITE_NOTADB" else "damaged"
        raise BackupUnreadable(path=str(source), reason=reason) from error
    if not whole:
        raise BackupUnreadable(path=str(source), reason="damaged")
    database = open_database(f"sqlite:///{staged}")
    try:
        if current_revision(database) is None:
            raise BackupUnreadable(path=str(source), reason="not_workshops")
        prepare(database)
    finally:
        database.dispose()


def _keep_aside(file: Path, now: datetime) -> Path | None:
    if not file.exists():
        return None
    aside = dated(file.parent, file.stem, _WHY, file.suffix, now)
    try:
        copy_sqlite(file, aside)
    except sqlite3.DatabaseError:
        # Too damaged to be read, which may be why we are here: keep its bytes as they are.
        for tail in ("", "-wal", "-shm"):
            part = file.with_name(file.name + tail)
            if part.exists():
                part.rename(aside.with_name(aside.name + tail))
    return aside


def _revisions(file: Path) -> dict[str, tuple[int, int]]:
    """Revision and room revision by code; empty when the file has none to tell."""
    try:
        with closing(sqlite_connection(file)) as live:
            rows = live.execute("SELECT code, revision, room_revision FROM workshop")
            return {code: (revision, room) for code, revision, room in rows}
    except sqlite3.DatabaseError:
        return {}


def _lift_revisions(staged: Path, live: Mapping[str, tuple[int, int]]) -> None:
    with closing(sqlite_connection(staged)) as copy:
        copy.execute("BEGIN")
        copy.executemany(
            "UPDATE workshop SET revision = ?, room_revision = max(room_revision, ?) "
            "WHERE code = ? AND revision < ?",
            [(revision + 1, room + 1, code, revision) for code, (revision, room) in live.items()],
        )
        copy.execute("COMMIT")


# --- PostgreSQL -----------------------------------------------------------------------------------

_KEEP_REVISIONS = """
SET lock_timeout = '30s';
DO $$ BEGIN
    IF to_regclass('public.workshop') IS NULL THEN
        CREATE TEMP TABLE stood (code text, revision bigint, room_revision bigint);
    ELSE
        LOCK TABLE public.workshop IN ACCESS EXCLUSIVE MODE;
        CREATE TEMP TABLE stood AS SELECT code, revision, room_revision FROM public.workshop;
    END IF;
END $$;
"""

_LIFT_REVISIONS = f"""
UPDATE public.workshop SET revision = stood.revision + 1,
    room_revision = greatest(workshop.room_revision, stood.room_revision + 1)
FROM pg_temp.stood WHERE stood.code = workshop.code AND workshop.revision < stood.revision;
SELECT pg_catalog.pg_notify('{CHANNEL}', '{EVERYTHING}');
"""


_PLAIN = ("--no-owner", "--no-privileges")


def _dump(database: Database, into: Path, target: Path) -> None:
    chosen = [f"--table=public.{table}" for table in sorted({*_tables(database), VERSION_TABLE})]
    options = ["--format=custom", *_PLAIN, *chosen, _to(database)]
    by_hand = ["pg_dump", *options, f"--file={target}"]
    _run("pg_dump", *options, f"--file={into}", database=database, by_hand=by_hand)


def _restore_postgresql(database: Database, source: Path, now: datetime) -> Path | None:
    by_hand = ["pg_restore", "--clean", "--if-exists", "--single-transaction", *_PLAIN]
    by_hand += [_to(database), str(source)]
    with TemporaryDirectory(prefix="workshop-restore-") as folder:
        content = Path(folder) / "content.sql"
        _read_dump(source, content, by_hand)
        with suppress(
            SchemaHalfDone
        ):  # which a restore heals; a newer one has tables unknown to us
            current_revision(database)
        aside = None
        if _tables(database):
            stem = database.engine.url.database or "workshops"
            aside = dated(source.parent, stem, _WHY, ".dump", now)
            backup(database, aside)
        script = Path(folder) / "restore.sql"
        with script.open("wb") as whole, content.open("rb") as given:
            whole.write(_KEEP_REVISIONS.encode())
            for table in (*metadata.tables, VERSION_TABLE):
                whole.write(f"DROP TABLE IF EXISTS public.{table} CASCADE;\n".encode())
            shutil.copyfileobj(given, whole)
            whole.write(_LIFT_REVISIONS.encode())
        options = ["--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1"]
        options += [_to(database), f"--file={script}"]
        _run("psql", *options, database=database, by_hand=by_hand)
    prepare(database)
    return aside


def _read_dump(source: Path, into: Path, by_hand: list[str]) -> None:
    """Write the SQL of a dump that is whole, of workshops, and not newer than we are."""
    with source.open("rb") as given:
        if given.read(5) != b"PGDMP":
            raise BackupUnreadable(path=str(source), reason="not_a_backup")
    try:
        _run("pg_restore", *_PLAIN, f"--file={into}", str(source), by_hand=by_hand)
    except ToolFailed as error:
        raise BackupUnreadable(path=str(source), reason="damaged") from error
    sql = into.read_text(encoding="utf-8")
    version = re.search(rf"^COPY public\.{VERSION_TABLE} .*;\n(\w+)\n\\\.$", sql, re.MULTILINE)
    if version is None or "\nCREATE TABLE public.workshop (" not in sql:
        raise BackupUnreadable(path=str(source), reason="not_workshops")
    found = version.group(1)
    if not (found.isdigit() and found <= HEAD):
        raise SchemaNewer(found=found, known=HEAD)
    # The tools of release 17 say this to servers that do not know it.
    into.write_text(sql.replace("SET transaction_timeout = 0;\n", "", 1), encoding="utf-8")


def _tables(database: Database) -> frozenset[str]:
    with database.reading() as connection, connection.begin():
        return state(connection).ours


def _run(tool: str, *arguments: str, by_hand: list[str], database: Database | None = None) -> None:
    """Run one of PostgreSQL's programs; ``by_hand``: the command to tell when it is missing."""
    found = shutil.which(tool)
    if found is None:
        raise ToolMissing(tool=tool, command=shlex.join(by_hand))
    environment = dict(os.environ)
    if database is not None and database.engine.url.password is not None:
        # Not among the arguments, which every user of the machine can read.
        environment["PGPASSWORD"] = str(database.engine.url.password)
    done = subprocess.run(
        [found, *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    if done.returncode != 0:
        words = done.stderr.decode(errors="replace").strip().splitlines()
        raise ToolFailed(tool=tool, reason=words[-1] if words else f"exit code {done.returncode}")


def _to(database: Database) -> str:
    """The address as PostgreSQL's own programs read it, without the password."""
    url = database.engine.url
    plain = URL.create(
        "postgresql", url.username, None, url.host, url.port, url.database, url.query
    )
    return f"--dbname={plain.render_as_string(hide_password=False)}"
