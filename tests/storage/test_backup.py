"""A backup is one whole state, and a restore gives it back under a running server."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, insert, select, text

from tests.databases import fresh_postgres_url, fresh_sqlite_url
from tests.storage.rows import add_workshop, bump, column_of, filled, put
from workshop.domain.errors import (
    BackupExists,
    BackupUnreadable,
    BackupUnwritable,
    DatabaseMissing,
    DatabaseNotEmpty,
    SchemaHalfDone,
    SchemaNewer,
)
from workshop.storage import tables
from workshop.storage.backup import backup, copy, restore
from workshop.storage.engine import Database, open_database
from workshop.storage.schema import HEAD, current_revision, prepare

NOW = datetime(2026, 3, 31, 14, 5, tzinfo=UTC)


@pytest.fixture
def other(request: pytest.FixtureRequest, database: Database, tmp_path: Path) -> Iterator[Database]:
    """A second database of the same kind, empty."""
    if database.is_sqlite:
        opened = open_database(fresh_sqlite_url(tmp_path))
        yield opened
        opened.dispose()
        return
    with fresh_postgres_url(request.getfixturevalue("postgres_url")) as url:
        opened = open_database(url)
        yield opened
        opened.dispose()


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    """A prepared SQLite file with one workshop in it."""
    database = open_database(f"sqlite:///{tmp_path / 'workshops.sqlite3'}")
    prepare(database)
    add_workshop(database, "CODE23", title="Lumeo")
    yield database
    database.dispose()


def titles(database: Database) -> list[str]:
    with database.reading() as connection, connection.begin():
        return sorted(connection.execute(select(tables.workshop.c.title)).scalars())


def everything(database: Database) -> dict[str, list[Any]]:
    with database.reading() as connection, connection.begin():
        return {
            table.name: [tuple(row) for row in connection.execute(select(table))]
            for table in tables.metadata.sorted_tables
        }


@contextmanager
def a_busy_room(database: Database) -> Iterator[None]:
    """Threads that add a step and count it in one transaction, so that both figures must agree."""
    leaving = threading.Event()

    def write() -> None:
        while not leaving.is_set():
            with database.writing() as connection, connection.begin():
                bump(connection, "CODE23")
                connection.execute(insert(tables.step).values(filled(tables.step, workshop_id=1)))

    threads = [threading.Thread(target=write) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        leaving.set()
        for thread in threads:
            thread.join()


def steps_and_count(database: Database) -> tuple[int, int]:
    with database.reading() as connection, connection.begin():
        steps = connection.execute(select(func.count()).select_from(tables.step)).scalar_one()
        count = connection.execute(select(tables.workshop.c.revision)).scalar_one()
        return steps, count


def test_a_backup_while_the_room_writes_is_one_state(
    database: Database, other: Database, tmp_path: Path
) -> None:
    add_workshop(database, "CODE23")
    with a_busy_room(database):
        for number in range(3):
            acknowledged = steps_and_count(database)[0]
            backup(database, tmp_path / f"{number}.backup")
            restore(other, tmp_path / f"{number}.backup", now=NOW)
            steps, count = steps_and_count(other)
            assert steps == count
            assert steps >= acknowledged


def test_a_restore_gives_the_content_back(database: Database, tmp_path: Path) -> None:
    add_workshop(database, "CODE23", title="Lumeo")
    backup(database, tmp_path / "good.backup")
    with database.writing() as connection, connection.begin():
        connection.execute(delete(tables.workshop))
    add_workshop(database, "CODE24", title="by mistake")

    restore(database, tmp_path / "good.backup")

    assert titles(database) == ["Lumeo"]
    assert current_revision(database) == HEAD
    assert prepare(database).did == "nothing"
    add_workshop(database, "CODE25", title="afterwards")
    assert titles(database) == ["Lumeo", "afterwards"]


def test_what_a_restore_replaces_is_kept_aside(database: Database, tmp_path: Path) -> None:
    backup(database, tmp_path / "good.backup")
    add_workshop(database, "CODE24", title="by mistake")

    aside = restore(database, tmp_path / "good.backup", now=NOW)

    assert aside is not None
    assert "-before-restore-2026-03-31-1405" in aside.name
    assert titles(database) == []
    assert restore(database, aside, now=NOW) not in (None, aside)
    assert titles(database) == ["by mistake"]


def test_on_an_empty_server_there_is_nothing_to_keep_aside(
    postgres_database: Database, sqlite: Database, tmp_path: Path
) -> None:
    backup(sqlite, tmp_path / "good.backup")
    assert restore(postgres_database, tmp_path / "good.backup") is None
    assert prepare(postgres_database).did == "nothing"


def test_a_lost_sqlite_file_is_restored(sqlite: Database, tmp_path: Path) -> None:
    backup(sqlite, tmp_path / "good.backup")
    lost = open_database(f"sqlite:///{tmp_path / 'new laptop' / 'workshops.sqlite3'}")
    assert restore(lost, tmp_path / "good.backup") is None
    assert titles(lost) == ["Lumeo"]
    lost.dispose()


@pytest.mark.parametrize("damage", ["first page", "all but the first page"])
def test_a_damaged_sqlite_file_is_kept_aside_and_replaced(
    sqlite: Database, tmp_path: Path, damage: str
) -> None:
    backup(sqlite, tmp_path / "good.backup")
    sqlite.dispose()
    assert sqlite.file is not None
    whole = sqlite.file.read_bytes()
    noise = b"\xa5" * len(whole)
    broken = noise[:4096] + whole[4096:] if damage == "first page" else whole[:4096] + noise[4096:]
    sqlite.file.write_bytes(broken)

    aside = restore(sqlite, tmp_path / "good.backup", now=NOW)

    assert aside is not None
    assert noise[:4096] in aside.read_bytes()
    assert titles(sqlite) == ["Lumeo"]


def test_revisions_never_go_back(database: Database, tmp_path: Path) -> None:
    """A screen that knows revision 12 would take the restored 10, then another 12, for its own."""
    add_workshop(database, "CODE23", revision=10, room_revision=3)
    add_workshop(database, "CODE24", revision=5, room_revision=2)
    backup(database, tmp_path / "good.backup")
    with database.writing() as connection, connection.begin():
        bump(connection, "CODE23")
        bump(connection, "CODE23")

    restore(database, tmp_path / "good.backup")

    assert column_of(database, "CODE23", "revision") == 13
    assert column_of(database, "CODE23", "room_revision") == 4
    assert column_of(database, "CODE24", "revision") == 5
    assert column_of(database, "CODE24", "room_revision") == 2


def test_readers_see_all_of_the_old_or_all_of_the_new(database: Database, tmp_path: Path) -> None:
    add_workshop(database, "CODE23", title="old")
    with database.writing() as connection, connection.begin():
        put(connection, tables.step, workshop_id=1, client_title="old")
    backup(database, tmp_path / "old.backup")
    with database.writing() as connection, connection.begin():
        connection.execute(text("UPDATE workshop SET title = 'new'"))
        connection.execute(text("UPDATE step SET client_title = 'new'"))
    seen: set[tuple[str, str]] = set()
    leaving = threading.Event()

    def read() -> None:
        both = select(tables.workshop.c.title, tables.step.c.client_title).join(tables.step)
        while not leaving.is_set():
            with database.reading() as connection, connection.begin():
                row = connection.execute(both).one()
                seen.add((row[0], row[1]))

    reader = threading.Thread(target=read)
    reader.start()
    restore(database, tmp_path / "old.backup")
    leaving.set()
    reader.join()
    assert seen <= {("old", "old"), ("new", "new")}
    assert titles(database) == ["old"]


def test_a_backup_is_one_file_that_only_its_owner_reads(database: Database, tmp_path: Path) -> None:
    add_workshop(database, "CODE23", title="Lumeo")
    folder = tmp_path / "stick"
    folder.mkdir()
    backup(database, folder / "good.backup")
    with closing(sqlite3.connect(folder / "good.backup")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT title FROM workshop").fetchall() == [("Lumeo",)]
        assert [file.name for file in folder.iterdir()] == ["good.backup"]
    assert (folder / "good.backup").stat().st_mode & 0o077 == 0


def test_a_backup_overwrites_nothing(database: Database, tmp_path: Path) -> None:
    target = tmp_path / "good.backup"
    target.write_text("precious")
    with pytest.raises(BackupExists):
        backup(database, target)
    assert target.read_text() == "precious"


def test_a_backup_leaves_nothing_behind_when_it_cannot_be_written(
    database: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    with pytest.raises(BackupUnwritable):
        backup(database, folder / "good.backup")
    folder.mkdir()
    (folder / "good.backup").symlink_to(folder / "no such folder" / "good.backup")
    with pytest.raises(BackupExists):
        backup(database, folder / "good.backup")
    assert [file.name for file in folder.iterdir()] == ["good.backup"]


def refused(database: Database, source: Path) -> str:
    """The reason for which this file is not restored, while the present content stays."""
    before = titles(database)
    with pytest.raises(BackupUnreadable) as refusal:
        restore(database, source)
    assert titles(database) == before
    return str(refusal.value.facts["reason"])


def test_a_backup_that_is_not_there_is_refused(database: Database, tmp_path: Path) -> None:
    assert refused(database, tmp_path / "gone.backup") == "missing"


def test_a_letter_is_refused(database: Database, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear reader, this is not a backup. " * 200)
    assert refused(database, tmp_path / "letter") == "not_a_backup"


def test_a_backup_cut_short_is_refused(database: Database, tmp_path: Path) -> None:
    add_workshop(database, "CODE23", title="Lumeo")
    whole = tmp_path / "whole.backup"
    backup(database, whole)
    (tmp_path / "short.backup").write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    assert refused(database, tmp_path / "short.backup") == "damaged"


def test_the_database_of_something_else_is_refused(sqlite: Database, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "recipes.sqlite3")) as connection:
        connection.execute("CREATE TABLE recipe (id INTEGER PRIMARY KEY)")
    assert refused(sqlite, tmp_path / "recipes.sqlite3") == "not_workshops"


def test_a_backup_of_a_newer_release_is_refused(
    sqlite: Database, database: Database, tmp_path: Path
) -> None:
    with sqlite.writing() as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    backup(sqlite, tmp_path / "newer.backup")
    with pytest.raises(SchemaNewer):
        restore(database, tmp_path / "newer.backup")
    assert current_revision(database) == HEAD


def test_a_half_done_sqlite_file_is_healed_by_a_restore(sqlite: Database, tmp_path: Path) -> None:
    backup(sqlite, tmp_path / "good.backup")
    with sqlite.writing() as connection, connection.begin():
        connection.execute(text("DROP TABLE alembic_version"))
    with pytest.raises(SchemaHalfDone):
        prepare(sqlite)
    restore(sqlite, tmp_path / "good.backup")
    assert prepare(sqlite).did == "nothing"


def test_a_backup_of_one_kind_of_database_is_restored_into_the_other(
    sqlite: Database, postgres_database: Database, tmp_path: Path
) -> None:
    backup(sqlite, tmp_path / "laptop.backup")
    restore(postgres_database, tmp_path / "laptop.backup")
    assert titles(postgres_database) == ["Lumeo"]
    add_workshop(postgres_database, "CODE24", title="on the server")
    backup(postgres_database, tmp_path / "server.backup")
    restore(sqlite, tmp_path / "server.backup")
    assert titles(sqlite) == ["Lumeo", "on the server"]


def test_every_value_survives_the_way_there_and_back(database: Database, tmp_path: Path) -> None:
    add_workshop(
        database,
        "CODE23",
        title="L’été à « Lumeo » 🌻",
        families=["caisse", {"é": [1, None, 2.5]}],
        participant_key=bytes(range(32)),
        label_seed=2**53 - 1,
        closes_at=datetime(2026, 3, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    )
    with database.writing() as connection, connection.begin():
        put(connection, tables.action, workshop_id=1, due=date(2026, 12, 31))
    before = everything(database)
    backup(database, tmp_path / "good.backup")
    restore(database, tmp_path / "good.backup")
    assert everything(database) == before


def test_a_copy_brings_everything_into_an_empty_database(sqlite: Database, empty: Database) -> None:
    copy(sqlite, empty)
    assert everything(empty) == everything(sqlite)


def test_a_mistyped_source_is_refused_and_made_nowhere(tmp_path: Path, empty: Database) -> None:
    mistyped, target = (
        open_database(f"sqlite:///{tmp_path / name}") for name in ("mistyped", "target")
    )
    for source in (mistyped, empty):
        with pytest.raises(DatabaseMissing):
            copy(source, target)
        source.dispose()
    target.dispose()
    assert not (tmp_path / "mistyped").exists()
    assert not (tmp_path / "target").exists()


def test_a_copy_mixes_nothing(sqlite: Database, database: Database) -> None:
    add_workshop(database, "CODE24", title="already here")
    with pytest.raises(DatabaseNotEmpty):
        copy(sqlite, database)
    assert titles(database) == ["already here"]
