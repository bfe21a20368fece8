"""Backups on a schedule: dated, whole, tried, and no more of them than were asked for."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, func, insert, select, update

from tests.storage.rows import add_workshop, filled
from workshop.domain.errors import (
    BackupExists,
    BackupUnreadable,
    BackupUnwritable,
    DatabaseNotEmpty,
    SchemaNewer,
)
from workshop.storage import backup as backups
from workshop.storage import tables
from workshop.storage.backup import Checked, backup, check
from workshop.storage.engine import Database, open_database
from workshop.storage.schema import current_revision
from workshop.storage.shelf import UNFINISHED_SECONDS, shelve, thin_out

NIGHT = datetime(2026, 3, 31, 2, 0, tzinfo=UTC)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "shelf"
    folder.mkdir()
    return folder


def fill(database: Database) -> Database:
    for code in ("CODE23", "CODE24"):
        add_workshop(database, code, title="L’été", families=["caisse", {"é": [1, None, 2.5]}])
    with database.writing() as connection, connection.begin():
        for _ in range(3):
            connection.execute(insert(tables.step).values(filled(tables.step, workshop_id=1)))
    return database


@pytest.fixture
def filled_in(database: Database) -> Database:
    """Two workshops and three steps."""
    return fill(database)


@pytest.fixture
def on_sqlite(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """The same, where the kind of database makes no difference."""
    database = open_database(f"sqlite:///{shutil.copy(sqlite_template, tmp_path)}")
    yield fill(database)
    database.dispose()


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def on_shelf(folder: Path, moment: datetime) -> Path:
    """A file with the name that ``shelve`` gives; only its name matters here."""
    file = folder / f"workshops-{moment:%Y-%m-%d-%H%M%S}Z.sqlite3"
    file.touch()
    return file


def rows(database: Database) -> int:
    with database.reading() as connection, connection.begin():
        counts = (
            select(func.count()).select_from(table) for table in tables.metadata.sorted_tables
        )
        return sum(connection.execute(count).scalar_one() for count in counts)


def test_a_night_has_its_backup_with_the_moment_in_its_name(
    filled_in: Database, shelf: Path
) -> None:
    paris = timezone(timedelta(hours=2))
    made = shelve(filled_in, shelf, now=NIGHT.astimezone(paris))
    assert names(shelf) == [made.name] == ["workshops-2026-03-31-020000Z.sqlite3"]
    assert made.stat().st_mode & 0o077 == 0
    with pytest.raises(BackupExists):
        shelve(filled_in, shelf, now=NIGHT)


def test_the_newest_stay(shelf: Path) -> None:
    for night in range(5):
        newest = on_shelf(shelf, NIGHT + timedelta(days=night))
        gone = thin_out(newest, 3)
        assert len(gone) == (1 if night >= 3 else 0)
    assert [name[10:20] for name in names(shelf)] == ["2026-04-02", "2026-04-03", "2026-04-04"]
    assert thin_out(newest, 1) == [
        shelf / f"workshops-2026-04-0{day}-020000Z.sqlite3" for day in (2, 3)
    ]
    assert names(shelf) == [newest.name]


def test_what_was_just_made_stays_whatever_the_clock_said(shelf: Path) -> None:
    later = on_shelf(shelf, NIGHT + timedelta(days=400))
    now = on_shelf(shelf, NIGHT)
    assert thin_out(now, 1) == [later]
    assert names(shelf) == [now.name]


def test_files_of_others_stay(shelf: Path) -> None:
    others = [
        "workshops.sqlite3",
        "workshops-2026-01-01-020000Z.sqlite3.gz",
        "my-workshops-2026-01-01-020000Z.sqlite3",
        "workshops-before-restore-2026-01-01-0200.sqlite3",
        "workshops-2026-01-01.sqlite3",
        "notes.txt",
        ".workshops-2026-01-01-020000Z.sqlite3.still_on",
    ]
    for name in others:
        (shelf / name).write_text("not ours", encoding="utf-8")
    elsewhere = shelf.parent / "elsewhere.sqlite3"
    elsewhere.touch()
    (shelf / "workshops-2026-01-02-020000Z.sqlite3").symlink_to(elsewhere)
    (shelf / "workshops-2026-01-03-020000Z.sqlite3").mkdir()
    before = names(shelf)
    newest = on_shelf(shelf, NIGHT)
    assert thin_out(newest, 1) == []
    assert names(shelf) == sorted([*before, newest.name])
    assert elsewhere.exists()


def test_what_a_killed_backup_left_goes_after_a_day(shelf: Path) -> None:
    left = shelf / ".workshops-2026-03-01-020000Z.sqlite3.ab12_xyz"
    for file in (left, left.with_name(left.name + "-journal")):
        file.touch()
        moment = NIGHT.timestamp() - UNFINISHED_SECONDS
        os.utime(file, (moment, moment))
    newest = on_shelf(shelf, NIGHT)
    assert thin_out(newest, 30) == []
    assert names(shelf) == [newest.name]


def test_a_folder_that_is_not_there_is_not_made(on_sqlite: Database, shelf: Path) -> None:
    with pytest.raises(BackupUnwritable):
        shelve(on_sqlite, shelf / "disk that is not mounted")
    assert names(shelf) == []


def test_a_file_that_stays_is_said(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = on_shelf(shelf, NIGHT - timedelta(days=1))
    newest = on_shelf(shelf, NIGHT)

    def refuse(file: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(BackupUnwritable) as refused:
        thin_out(newest, 1)
    assert refused.value.facts == {"path": str(old), "reason": "Permission denied"}


def test_a_backup_is_tried_without_touching_anything(
    filled_in: Database, shelf: Path, tmp_path: Path
) -> None:
    made = shelve(filled_in, shelf, now=NIGHT)
    content = made.read_bytes()
    before = rows(filled_in)
    assert check(made) == Checked(workshops=2, cards=0, rows=before)
    assert (made.read_bytes(), names(shelf), rows(filled_in)) == (content, [made.name], before)


def test_a_backup_is_tried_where_it_would_be_restored(
    filled_in: Database, empty: Database, shelf: Path
) -> None:
    """Each kind of database into each kind: the target is empty before and after."""
    made = shelve(filled_in, shelf, now=NIGHT)
    for _ in range(2):
        assert check(made, empty).rows == rows(filled_in)
        assert rows(empty) == 0
        assert current_revision(empty) == current_revision(filled_in)


def test_it_is_never_tried_over_what_somebody_wrote(on_sqlite: Database, shelf: Path) -> None:
    made = shelve(on_sqlite, shelf, now=NIGHT)
    before = rows(on_sqlite)
    with pytest.raises(DatabaseNotEmpty):
        check(made, on_sqlite)
    assert rows(on_sqlite) == before


def cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def forget(file: Path) -> None:
    file.unlink()


def age(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()


@pytest.mark.parametrize(
    ("damage", "refusal"),
    [(cut, BackupUnreadable), (forget, BackupUnreadable), (age, SchemaNewer)],
)
def test_a_backup_of_no_use_is_found_out(
    on_sqlite: Database, shelf: Path, damage: Callable[[Path], None], refusal: type[Exception]
) -> None:
    made = shelve(on_sqlite, shelf, now=NIGHT)
    damage(made)
    with pytest.raises(refusal):
        check(made)


def test_one_value_that_does_not_come_back_is_found_out(
    on_sqlite: Database, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = shelve(on_sqlite, shelf, now=NIGHT)
    honest = backups._copy_rows

    def nearly(source: Connection, target: Connection) -> None:
        honest(source, target)
        titled = update(tables.workshop).where(tables.workshop.c.code == "CODE24")
        target.execute(titled.values(title="L’ete"))

    monkeypatch.setattr(backups, "_copy_rows", nearly)
    with pytest.raises(BackupUnreadable) as refused:
        check(made)
    assert refused.value.facts["reason"] == "damaged"


def test_a_backup_that_is_killed_leaves_no_backup(
    on_sqlite: Database, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has the name of a backup is whole: it gets it last."""
    seen: list[Any] = []
    flush = os.fsync

    def look(descriptor: int) -> None:
        seen.append([name for name in names(shelf) if not name.startswith(".")])
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", look)
    backup(on_sqlite, shelf / "workshops-2026-03-31-020000Z.sqlite3")
    assert seen[0] == []
