"""What is said of a database: in order, without changing it, and never with a password."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from workshop.checkup import storing
from workshop.checkup.drive import Drive
from workshop.checkup.findings import Level, sentence
from workshop.checkup.rounds import check_time, make_rounds
from workshop.checkup.storing import check_database, check_drive, check_server, name_of
from workshop.i18n import languages, words
from workshop.live import Hub
from workshop.services.house import House
from workshop.services.workshops import create_workshop
from workshop.settings import Settings
from workshop.storage.checkup import Server, ask_server
from workshop.storage.engine import Database, open_database
from workshop.storage.schema import prepare
from workshop.storage.watch import watch

HERE = Settings(database_url="", public_url="https://workshop.example.org", pace=None)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """Ready for use; each call closes what it opened."""
    found = open_database(f"sqlite:///{tmp_path / 'workshops.sqlite3'}")
    prepare(found)
    found.dispose()
    return found


def told(database: Database) -> dict[str, Level]:
    found = {line.check: line.level for line in check_database(database, "workshops.sqlite3")}
    database.dispose()
    return found


def test_a_ready_database_is_well_in_every_respect(database: Database) -> None:
    checks = ("database", "schema", "integrity", "journal", "disk", "drive")
    assert told(database) == dict.fromkeys(checks, Level.OK)


def test_a_damaged_or_careless_database_is_told(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing, "is_durable", lambda _: False)
    assert told(database)["journal"] is Level.WARNING
    monkeypatch.setattr(storing, "is_whole", lambda _: False)
    found = told(database)
    assert found["integrity"] is Level.ERROR
    assert "journal" not in found


@pytest.mark.parametrize("kind", [Drive.NETWORK, Drive.SYNCED])
def test_a_drive_of_others_is_a_warning(
    database: Database, monkeypatch: pytest.MonkeyPatch, kind: Drive
) -> None:
    monkeypatch.setattr(storing, "drive_of", lambda _: kind)
    found = check_drive(database)
    assert (found.level, found.key) == (Level.WARNING, f"check.drive.{kind}")


def test_an_unreadable_database_is_named_as_the_screen_wants_it(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Sir, " * 1000, encoding="utf-8")
    database = open_database(f"sqlite:///{letter}")
    found = list(check_database(database, "letter.txt"))
    database.dispose()
    assert {line.level for line in found if line.check in ("database", "schema")} >= {Level.ERROR}
    assert str(tmp_path) not in " ".join(sentence(words("en"), line) for line in found)


def test_a_screen_calls_a_database_by_its_file_or_its_kind(database: Database) -> None:
    assert name_of(database) == "workshops.sqlite3"
    assert name_of(open_database("postgresql://me:secret@127.0.0.1:1/none")) == "PostgreSQL"


def test_an_unreachable_server_has_neither_disk_nor_password() -> None:
    database = open_database("postgresql://me:secret@127.0.0.1:1/none")
    [found] = check_database(database, "PostgreSQL")
    assert (found.check, found.level) == ("database", Level.ERROR)
    assert "secret" not in sentence(words("en"), found)


def test_a_clock_behind_the_newest_row_is_told(database: Database) -> None:
    now = datetime.now(UTC)
    create_workshop(House(database, clock=lambda: now + timedelta(hours=1)), title="Counter")
    assert check_time(now, database).key == "check.clock.back"
    assert check_time(now, None).key == "check.clock"
    database.dispose()


@pytest.mark.parametrize("language", languages())
def test_the_rounds_end_in_sentences_without_a_gap(database: Database, language: str) -> None:
    found = list(make_rounds(database, "workshops.sqlite3", HERE, 8142, datetime.now(UTC)))
    database.dispose()
    lines = [sentence(words(language), finding) for finding in found]
    assert len(lines) == 9
    assert not [line for line in lines if "{" in line or line.startswith("check.")]


def test_a_postgresql_server_says_its_version_its_room_and_its_time(postgres_home: str) -> None:
    database = open_database(postgres_home)
    watcher = watch(database, Hub())
    try:
        until = time.monotonic() + 60
        version, room, clock = check_server(database, 32)
        while not room.facts.get("running") and time.monotonic() < until:
            version, room, clock = check_server(database, 32)
        assert [version.level, room.level, clock.level] == [Level.OK] * 3
        assert room.facts["running"] == 1
        [_, crowded, _] = check_server(database, 10_000)
        assert crowded.level is Level.ERROR
        for language in languages():
            assert "32" not in sentence(words(language), clock)
            assert "10" in sentence(words(language), crowded)
    finally:
        watcher.stop()
        database.dispose()


@pytest.mark.parametrize(
    ("server", "levels"),
    [
        (Server(130_011, 97, 2, timedelta(seconds=1)), ["error", "ok", "ok"]),
        (Server(140_011, 97, 4, timedelta(seconds=-5)), ["ok", "error", "warning"]),
        (Server(170_002, 97, 3, timedelta(seconds=-90)), ["ok", "ok", "error"]),
        (None, ["warning"]),
    ],
)
def test_a_server_that_is_old_narrow_or_of_another_time_is_told(
    monkeypatch: pytest.MonkeyPatch, server: Server | None, levels: list[str]
) -> None:
    database = open_database("postgresql://nobody@127.0.0.1:1/none")
    monkeypatch.setattr(Database, "ping", lambda _: True)
    monkeypatch.setattr(storing, "ask_server", lambda _: server)
    found = list(check_server(database, 32))
    assert [finding.level for finding in found] == levels
    for finding in found:
        for language in languages():
            assert finding.key not in sentence(words(language), finding)


def test_nothing_is_said_of_sqlite_nor_of_a_server_that_is_away(database: Database) -> None:
    away = open_database("postgresql://nobody@127.0.0.1:1/none")
    assert ask_server(away) is None
    assert [*check_server(database, 32), *check_server(away, 32)] == []
