"""``migrate``, ``restore`` and ``doctor``: the state of the database and of the computer."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Type
from workshop.checkup.crowd import Report
from workshop.checkup.findings import Finding, Level, warning
from workshop.cli import database, doctor
from workshop.domain.errors import BackupUnreadable
from workshop.settings import CHECKOUT, Settings
from workshop.storage.schema import HEAD

PORT = 8142


def checks(doctor_says: dict[str, object]) -> dict[str, bool]:
    found = doctor_says["checks"]
    assert isinstance(found, list)
    return {line["check"]: line["ok"] for line in found}


def test_migrate_creates_then_has_nothing_to_do(run: Type, tmp_path: Path) -> None:
    here = ("--database-url", f"sqlite:///{tmp_path / 'w.sqlite3'}")
    assert f"created ({HEAD})" in run("migrate", *here).line
    assert f"up to date ({HEAD})" in run("migrate", *here).line


def test_restore_keeps_what_was_there(on_sqlite: Type, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    on_sqlite("backup", copy)
    answer = on_sqlite("restore", copy)
    assert "What was there before is kept here: " in answer.out


def test_a_timer_keeps_the_newest_backups_and_tries_them(on_sqlite: Type, tmp_path: Path) -> None:
    on_sqlite("new", "--title", "Counter")
    for night in (1, 2, 3):
        (tmp_path / f"workshops-2026-01-0{night}-020000Z.sqlite3").touch()
    answer = on_sqlite("backup", "--folder", tmp_path, "--keep", 2, "--check")
    made, tried, removed = answer.out.splitlines()
    assert Path(made).parent == tmp_path
    assert "Workshops: 1, cards: 0" in tried
    assert removed == "2 old backups removed."
    kept = sorted(file.name for file in tmp_path.iterdir())
    assert kept == ["workshops-2026-01-03-020000Z.sqlite3", Path(made).name]
    assert answer.exit_code == 0


def test_nothing_is_removed_when_the_new_backup_is_of_no_use(
    on_sqlite: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "workshops-2026-01-01-020000Z.sqlite3").touch()

    def useless(source: Path) -> None:
        raise BackupUnreadable(path=str(source), reason="damaged")

    monkeypatch.setattr(database, "check", useless)
    answer = on_sqlite("backup", "--folder", tmp_path, "--keep", 1, "--check")
    assert answer.exit_code == 1
    assert "not a whole backup" in answer.err
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize(
    "typed",
    [
        [],
        ["x.sqlite3", "--folder", "."],
        ["x.sqlite3", "--keep", "3"],
        *(["--folder", ".", "--keep", keep] for keep in ("0", "-1", "all", "1.5", "10001")),
    ],
)
def test_a_backup_is_told_where_and_how_many(on_sqlite: Type, typed: list[str]) -> None:
    answer = on_sqlite("backup", *typed)
    assert (answer.exit_code, len(answer.refusal) > 10) == (2, True)


def test_a_drill_of_restoring_touches_nothing(
    on_sqlite: Type, tmp_path: Path, sqlite_template: Path
) -> None:
    on_sqlite("new", "--title", "Counter")
    copy = tmp_path / "copy.sqlite3"
    on_sqlite("backup", copy)
    on_sqlite("new", "--title", "Later")
    empty = tmp_path / "empty.sqlite3"
    shutil.copy(sqlite_template, empty)
    for into in ((), ("--into", f"sqlite:///{empty}")):
        answer = on_sqlite("restore", copy, "--check", *into)
        assert (answer.exit_code, "Workshops: 1, cards: 0" in answer.line) == (0, True)
    with sqlite3.connect(empty) as tried:
        assert tried.execute("SELECT count(*) FROM workshop").fetchone() == (0,)
    tried.close()
    assert on_sqlite("restore", copy, "--into", f"sqlite:///{empty}").exit_code == 2
    filled = ("--into", f"sqlite:///{copy}")
    assert on_sqlite("restore", copy, "--check", *filled).exit_code == 1
    assert on_sqlite("restore", tmp_path / "none", "--check").exit_code == 1


@pytest.fixture(autouse=True)
def no_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The public address of these tests is nobody's: it is not asked."""
    monkeypatch.setattr(doctor, "check_public_address", lambda settings: iter(()))


def test_the_doctor_knocks_at_the_public_address(
    run: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def knock(settings: Settings) -> Iterator[Finding]:
        asked.append(settings.public_url)
        yield warning("public_app", "check.way.silent", url=settings.public_url)

    monkeypatch.setattr(doctor, "check_public_address", knock)
    answer = run("doctor", "--port", PORT)
    assert (len(asked), answer.exit_code) == (1, 0)
    assert f"! Nobody answers at {asked[0]} from here" in answer.out


def test_what_is_no_backup_is_not_restored(on_sqlite: Type, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Sir", encoding="utf-8")
    assert "letter.txt" in on_sqlite("restore", letter).refusal


def test_the_doctor_finds_a_ready_computer(workshop: Type) -> None:
    workshop("migrate")
    answer = workshop("doctor", "--json", "--port", PORT)
    found = checks(answer.json)
    # Where the database is a file of this computer, and where it is on a server.
    for name in ("disk", "drive", "server", "connections", "server_clock"):
        assert found.pop(name, True)
    always = "python database schema integrity journal public_url port clock streamlit"
    assert found == dict.fromkeys(always.split(), True)
    assert (answer.exit_code, answer.json["ok"]) == (0, True)


def test_the_doctor_prints_one_line_a_check_and_makes_no_file(run: Type, tmp_path: Path) -> None:
    file = tmp_path / "none" / "yet.sqlite3"
    answer = run("doctor", "--port", PORT, "--database-url", f"sqlite:///{file}")
    assert answer.exit_code == 0
    assert all(line.startswith("✓ ") for line in answer.out.splitlines())
    assert "will be created" in answer.out
    assert not file.exists()


def test_the_doctor_says_what_is_wrong_with_a_database(run: Type, tmp_path: Path) -> None:
    empty = tmp_path / "empty.sqlite3"
    empty.touch()
    assert "will be created" in run("doctor", "--database-url", f"sqlite:///{empty}").out
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Sir, " * 100, encoding="utf-8")
    for url in (f"sqlite:///{letter}", "postgresql://me:secret@127.0.0.1:1/none", "mysql:x"):
        answer = run("doctor", "--json", "--port", PORT, "--database-url", url)
        assert answer.exit_code == 1
        assert checks(answer.json)["database"] is False
        assert "secret" not in answer.out


def test_the_doctor_knows_newer_and_older_schemas(run: Type, tmp_path: Path) -> None:
    file = tmp_path / "workshops.sqlite3"
    url = f"sqlite:///{file}"
    run("migrate", "--database-url", url)
    for revision, ok in (("9999", False), ("0000", True)):
        with sqlite3.connect(file) as connection:
            connection.execute("UPDATE alembic_version SET version_num = ?", [revision])
        connection.close()
        answer = run("doctor", "--json", "--port", PORT, "--database-url", url)
        assert checks(answer.json)["schema"] is ok
        assert revision in answer.out


def test_a_malformed_setting_is_one_of_the_findings(
    run: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKSHOP_PACE", "quickly")
    answer = run("doctor", "--json", "--port", PORT)
    assert (answer.exit_code, checks(answer.json)["settings"]) == (1, False)


def test_options_are_looked_at(tmp_path: Path) -> None:
    config = CHECKOUT / ".streamlit" / "config.toml"
    assert doctor.check_streamlit(config).level is Level.OK
    wrong = tmp_path / "config.toml"
    wrong.write_text("[runner]\npostScriptGC = true\n", encoding="utf-8")
    finding = doctor.check_streamlit(wrong)
    assert finding.level is Level.ERROR
    assert "runner.postScriptGC" in str(finding.facts["wrong"])
    assert doctor.check_streamlit(tmp_path / "none.toml").level is Level.ERROR


def test_a_warning_is_said_and_does_not_stop_anybody(
    on_sqlite: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKSHOP_PUBLIC_URL", "http://workshop.example.org")
    answer = on_sqlite("doctor", "--port", PORT)
    assert answer.exit_code == 0
    [line] = [line for line in answer.out.splitlines() if not line.startswith("✓ ")]
    assert line.startswith("! The public address http://workshop.example.org")


def test_simulated_phones_are_let_in_when_asked_for(
    on_sqlite: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The crowd itself has its own tests: here it is told how many, and its report is a line."""
    asked: list[int] = []

    def crowd(phones: int) -> Report:
        asked.append(phones)
        return Report(phones, 3 * phones, 0, 0, 50.0, 12.4)

    monkeypatch.setattr(doctor, "try_crowd", crowd)
    answer = on_sqlite("doctor", "--port", PORT, "--phones", 200)
    assert answer.exit_code == 0
    assert answer.out.splitlines()[-1].startswith(
        "✓ Simulated phones: 200. Cards kept: 600, which is 50 a second, and 95 in 100 "
        "acknowledged within 12 ms."
    )
    assert asked == [200]
    told = on_sqlite("doctor", "--port", PORT, "--phones", 7, "--json").json["checks"][-1]
    assert (told["check"], told["level"], told["ok"]) == ("phones", "ok", True)


@pytest.mark.parametrize("typed", ["0", "1001", "-3", "many", "1.5"])
def test_a_crowd_has_a_number_from_one_to_a_thousand(on_sqlite: Type, typed: str) -> None:
    answer = on_sqlite("doctor", "--phones", typed)
    assert answer.exit_code == 2
    assert "--phones" in answer.refusal
