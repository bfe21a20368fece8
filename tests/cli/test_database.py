"""``migrate``, ``restore`` and ``doctor``: the state of the database and of the computer."""

import http.server
import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Type
from workshop.cli import doctor
from workshop.settings import CHECKOUT, Settings
from workshop.storage.checkup import is_whole
from workshop.storage.engine import open_database
from workshop.storage.schema import HEAD, prepare

PORT = 8142


def checks(doctor_says: dict[str, object]) -> dict[str, bool]:
    found = doctor_says["checks"]
    assert isinstance(found, list)
    return {line["check"]: line["ok"] for line in found}


def test_migrate_creates_then_has_nothing_to_do(workshop: Type) -> None:
    assert f"created ({HEAD})" in workshop("migrate").line
    assert f"up to date ({HEAD})" in workshop("migrate").line


def test_restore_keeps_what_was_there(on_sqlite: Type, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    on_sqlite("backup", copy)
    answer = on_sqlite("restore", copy)
    assert "What was there before is kept here: " in answer.out


def test_what_is_no_backup_is_not_restored(on_sqlite: Type, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Sir", encoding="utf-8")
    assert "letter.txt" in on_sqlite("restore", letter).refusal


def test_the_doctor_finds_a_ready_computer(workshop: Type) -> None:
    workshop("migrate")
    answer = workshop("doctor", "--json", "--port", PORT)
    found = checks(answer.json)
    found.pop("disk", None)  # only where the database is a file of this computer
    assert found == dict.fromkeys(
        ("python", "database", "schema", "integrity", "network", "port", "clock", "streamlit"),
        True,
    )
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


def test_a_damaged_file_is_found(tmp_path: Path) -> None:
    file = tmp_path / "workshops.sqlite3"
    database = open_database(f"sqlite:///{file}")
    prepare(database)
    database.empty_journal()
    assert is_whole(database)
    database.dispose()
    content = bytearray(file.read_bytes())
    content[8192 : 8192 + 4096] = b"\xff" * 4096
    file.write_bytes(content)
    damaged = open_database(f"sqlite:///{file}")
    assert not is_whole(damaged)
    damaged.dispose()
    file.write_bytes(b"Dear Sir, " * 1000)
    assert not is_whole(damaged)
    damaged.dispose()


def test_a_whole_database_is_whole_and_an_unreachable_one_is_not(database_url: str) -> None:
    database = open_database(database_url)
    prepare(database)
    assert is_whole(database)
    database.dispose()
    nowhere = open_database("postgresql://me@127.0.0.1:1/none")
    assert not is_whole(nowhere)
    nowhere.dispose()


@contextmanager
def answering(status: int, body: bytes) -> Iterator[int]:
    """Some program on a port of this computer."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


HEALTHY = json.dumps({"status": "ok", "database": "ok", "version": "0.1.0"}).encode()


@pytest.mark.parametrize(
    ("status", "body", "ok"),
    [
        (200, HEALTHY, True),
        (503, b'{"status": "down", "database": "down", "version": "0.1.0"}', True),
        (404, b"nothing", False),
        (200, b"<html>", False),
        (200, b'["ok"]', False),
        (200, b'{"status": "ok"}', False),
    ],
)
def test_a_port_is_free_or_ours_or_taken(
    elsewhere: None, status: int, body: bytes, ok: bool
) -> None:
    with answering(status, body) as port:
        assert doctor.check_port(port).ok is ok
    assert doctor.check_port(port).ok


def test_a_laptop_without_network_cannot_receive_phones(elsewhere: None) -> None:
    alone = Settings(database_url="", public_url="", pace=None)
    assert not doctor.check_network(alone, PORT, ("127.0.0.1",)).ok
    assert doctor.check_network(alone, PORT, ("192.168.1.7",)).ok
    public = Settings(database_url="", public_url="https://workshop.example.org", pace=None)
    assert doctor.check_network(public, PORT, ("127.0.0.1",)).ok


def test_python_disk_clock_and_options_are_looked_at(elsewhere: None, tmp_path: Path) -> None:
    assert not doctor.check_python((3, 10, 9)).ok
    assert doctor.check_disk(tmp_path).check == "disk"
    assert not doctor.check_clock(datetime(2001, 1, 1, tzinfo=UTC)).ok
    config = CHECKOUT / ".streamlit" / "config.toml"
    assert doctor.check_streamlit(config).ok
    wrong = tmp_path / "config.toml"
    wrong.write_text("[runner]\npostScriptGC = true\n", encoding="utf-8")
    finding = doctor.check_streamlit(wrong)
    assert not finding.ok
    assert "runner.postScriptGC" in finding.says
    assert not doctor.check_streamlit(tmp_path / "none.toml").ok
