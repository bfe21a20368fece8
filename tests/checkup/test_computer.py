"""Python, disk, clock, port and the ways in: each finding says what is, and what to do."""

import http.server
import json
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from workshop.addresses import LOOPBACK
from workshop.checkup import computer
from workshop.checkup.computer import (
    answers,
    check_clock,
    check_disk,
    check_port,
    check_public_url,
    check_python,
    check_ways_in,
    made_at,
)
from workshop.checkup.findings import Finding, Level
from workshop.settings import CHECKOUT, Settings

HEALTHY = json.dumps({"status": "ok", "database": "ok", "version": "0.1.0"}).encode()
MADE = datetime(2026, 3, 1, tzinfo=UTC)
NOW = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
LAN = ("192.168.1.7", "10.0.0.5")


def settings(public_url: str = "") -> Settings:
    return Settings(database_url="", public_url=public_url, pace=None)


def said(finding: Finding) -> tuple[Level, str]:
    return finding.level, finding.key


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

    with http.server.ThreadingHTTPServer((LOOPBACK, 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("status", "body", "ours"),
    [
        (200, HEALTHY, True),
        (503, b'{"status": "down", "database": "down", "version": "0.1.0"}', True),
        (404, b"nothing", False),
        (200, b"<html>", False),
        (200, b'["ok"]', False),
        (200, b'{"status": "ok"}', False),
    ],
)
def test_a_port_is_free_or_ours_or_taken(status: int, body: bytes, ours: bool) -> None:
    with answering(status, body) as port:
        found = check_port(port)
        assert answers(LOOPBACK, port) is ours
    expected = (Level.OK, "check.port.ours") if ours else (Level.ERROR, "check.port.taken")
    assert said(found) == expected
    assert found.facts == {"port": str(port)}
    assert said(check_port(port)) == (Level.OK, "check.port.free")


def test_a_program_that_speaks_no_http_is_not_ours() -> None:
    class Silent(threading.Thread):
        def __init__(self) -> None:
            super().__init__()
            self.door = socket.create_server((LOOPBACK, 0))
            self.port: int = self.door.getsockname()[1]

        def run(self) -> None:
            line, _ = self.door.accept()
            line.sendall(b"220 mail\r\n")
            line.close()

    mail = Silent()
    mail.start()
    assert not answers(LOOPBACK, mail.port)
    mail.join()
    mail.door.close()


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The addresses under which this app answers."""
    answering_at: set[str] = set()
    monkeypatch.setattr(computer, "answers", lambda address, port: address in answering_at)
    return answering_at


def ways(public_url: str = "", addresses: tuple[str, ...] = LAN) -> list[tuple[Level, str]]:
    found = list(check_ways_in(settings(public_url), 8142, addresses))
    return [said(finding) for finding in found if finding.check != "wifi"]


def test_every_address_of_the_network_is_tried(reached: set[str]) -> None:
    reached |= {LOOPBACK, *LAN}
    assert ways() == [(Level.OK, "check.network.answers")] * 2
    [first, *_] = check_ways_in(settings(), 8142, LAN)
    assert first.facts == {"url": "http://192.168.1.7:8142/j"}


def test_before_the_app_is_open_its_addresses_are_told(reached: set[str]) -> None:
    assert ways() == [(Level.OK, "check.network.later")] * 2


def test_an_address_that_does_not_answer_is_a_warning_beside_one_that_does(
    reached: set[str],
) -> None:
    reached.add(LAN[1])
    assert ways() == [
        (Level.WARNING, "check.network.silent"),
        (Level.OK, "check.network.answers"),
    ]


def test_an_app_that_is_open_to_this_computer_alone_lets_no_phone_in(reached: set[str]) -> None:
    reached.add(LOOPBACK)
    assert ways() == [(Level.ERROR, "check.network.closed")] * 2


def test_without_a_network_no_phone_gets_in(reached: set[str]) -> None:
    reached.add(LOOPBACK)
    assert ways(addresses=(LOOPBACK,)) == [(Level.ERROR, "check.network.none")]


def test_where_there_is_a_public_address_no_other_counts(reached: set[str]) -> None:
    url = "https://workshop.example.org"
    assert ways(url, (LOOPBACK,)) == [(Level.OK, "check.public_url")]


def test_the_wifi_is_spoken_of_where_phones_need_it(reached: set[str]) -> None:
    checks = [finding.check for finding in check_ways_in(settings(), 8142, LAN)]
    assert checks == ["network", "network", "wifi"]


@pytest.mark.parametrize(
    ("url", "level", "key"),
    [
        ("https://workshop.example.org", Level.OK, "check.public_url"),
        ("https://workshop.example.org:8443", Level.OK, "check.public_url"),
        ("http://192.168.1.7:8080", Level.OK, "check.public_url"),
        ("http://salle.local", Level.OK, "check.public_url"),
        ("http://laptop", Level.OK, "check.public_url"),
        ("http://workshop.example.org", Level.WARNING, "check.public_url.open"),
        ("http://8.8.8.8", Level.WARNING, "check.public_url.open"),
        ("http://localhost:8080", Level.ERROR, "check.public_url.here"),
        ("http://127.0.0.1", Level.ERROR, "check.public_url.here"),
        ("http://[::1]:8080", Level.ERROR, "check.public_url.here"),
        ("http://0.0.0.0:8080", Level.ERROR, "check.public_url.here"),
        ("workshop.example.org", Level.ERROR, "check.public_url.malformed"),
        ("ftp://workshop.example.org", Level.ERROR, "check.public_url.malformed"),
        ("https://", Level.ERROR, "check.public_url.malformed"),
        ("https://workshop.example.org/app", Level.ERROR, "check.public_url.malformed"),
        ("https://workshop.example.org?w=1", Level.ERROR, "check.public_url.malformed"),
        ("https://me:secret@workshop.example.org", Level.ERROR, "check.public_url.malformed"),
        ("https://workshop.example.org:port", Level.ERROR, "check.public_url.malformed"),
        ("http://[::1", Level.ERROR, "check.public_url.malformed"),
    ],
)
def test_a_public_address_is_one_that_a_phone_can_open(url: str, level: Level, key: str) -> None:
    found = check_public_url(url)
    assert said(found) == (level, key)
    assert "secret" not in str(found.facts)


@pytest.mark.parametrize(
    ("free_mb", "level"),
    [(501, Level.OK), (500, Level.OK), (499, Level.WARNING), (49, Level.ERROR)],
)
def test_a_disk_has_room_or_little_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free_mb: int, level: Level
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=free_mb * 2**20))
    found = check_disk(tmp_path)
    assert (found.level, found.facts["free"]) == (level, free_mb)


def test_this_very_disk_is_measured(tmp_path: Path) -> None:
    assert check_disk(tmp_path).facts["free"] == pytest.approx(
        shutil.disk_usage(tmp_path).free / 2**20, rel=0.2
    )


@pytest.mark.parametrize(
    ("now", "newest", "level", "key"),
    [
        (NOW, None, Level.OK, "check.clock"),
        (NOW, NOW - timedelta(days=1), Level.OK, "check.clock"),
        (NOW, NOW + timedelta(minutes=4), Level.OK, "check.clock"),
        (NOW, NOW + timedelta(minutes=6), Level.WARNING, "check.clock.back"),
        (MADE - timedelta(days=1), None, Level.ERROR, "check.clock.slow"),
        (NOW.replace(year=2090), None, Level.ERROR, "check.clock.fast"),
    ],
)
def test_a_clock_is_right_or_it_is_said_how_it_is_wrong(
    now: datetime, newest: datetime | None, level: Level, key: str
) -> None:
    assert said(check_clock(now, made=MADE, newest=newest)) == (level, key)


def test_the_clock_says_its_time_zone() -> None:
    zone = str(check_clock(NOW, made=MADE).facts["zone"])
    assert zone.startswith("UTC")
    assert zone[3] in "+-"
    assert zone[6] == ":"


def test_this_very_clock_is_right() -> None:
    made = made_at(CHECKOUT / "workshop" / "settings.py")
    assert check_clock(datetime.now(UTC), made=made).level is Level.OK


def test_an_old_python_is_said_to_be_one() -> None:
    assert said(check_python((3, 10, 9))) == (Level.ERROR, "check.python.old")
    assert said(check_python((3, 11, 0))) == (Level.OK, "check.python")
