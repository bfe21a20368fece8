"""``run.py audit``, against a service of our own: the real one is out of reach of many a CI."""

import json
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import run

FLAW = {
    "id": "TEST-2026-1",
    "summary": "Templates read files.",
    "affected": [
        {
            "package": {"name": "jinja2", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "3.0.1"}]}],
        }
    ],
}


class Advisories(BaseHTTPRequestHandler):
    """Knows one flaw; ``silent``: takes the question and says nothing for long."""

    silent = False

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if self.silent:
            time.sleep(3)
        is_old = asked.get("package", {}).get("name") == "jinja2" and asked["version"] == "2.0"
        answer = json.dumps({"vulns": [FLAW]} if is_old else {}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(run, "PYTHON", Path(sys.executable))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Advisories)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1/query"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def pinned(tmp_path: Path) -> Path:
    file = tmp_path / "pinned.txt"
    file.write_text("Jinja2==3.1.6\nuvloop==0.23.0; sys_platform != 'win32'\n", encoding="utf-8")
    return file


def test_a_known_flaw_fails_and_is_named(
    service: str, pinned: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pinned.write_text("Jinja2==2.0\nattrs==26.1.0\n", encoding="utf-8")
    assert run.audit(strict=False, service=service, pinned=pinned) == 1
    assert "jinja2 2.0: TEST-2026-1, mended in 3.0.1\n" in capfd.readouterr().out


def test_a_flaw_that_does_not_touch_us_is_left_out(
    service: str, pinned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pinned.write_text("Jinja2==2.0\n", encoding="utf-8")
    monkeypatch.setattr(run, "ACCEPTED", {"TEST-2026-1": "no template of others is read"})
    assert run.audit(strict=True, service=service, pinned=pinned) == 0


def test_packages_without_a_known_flaw_are_fine(
    service: str, pinned: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run.audit(strict=True, service=service, pinned=pinned) == 0
    assert "None in 2 packages" in capfd.readouterr().out


@pytest.mark.parametrize("strict", [False, True])
def test_without_a_service_nothing_was_checked_and_one_line_says_so(
    service: str, pinned: Path, capfd: pytest.CaptureFixture[str], strict: bool
) -> None:
    nowhere = "http://127.0.0.1:9/v1/query"
    assert run.audit(strict=strict, service=nowhere, pinned=pinned) == int(strict)
    told = [line for line in capfd.readouterr().out.splitlines() if line]
    assert told[1:] == [f"--- {nowhere} is not reachable: nothing was checked."]


def test_a_service_that_is_silent_is_not_waited_for(
    service: str, pinned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Advisories, "silent", True)
    monkeypatch.setattr(run, "KNOCK_SECONDS", 0.5)
    assert run.audit(strict=False, service=service, pinned=pinned) == 0
    assert run.audit(strict=True, service=service, pinned=pinned) == 1


def test_one_that_falls_silent_after_the_first_word_is_given_up(
    service: str, pinned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "answers", lambda service: True)
    monkeypatch.setattr(run, "AUDIT_SECONDS", 0.01)
    assert run.audit(strict=True, service=service, pinned=pinned) == 1


def test_what_ci_runs_asks_too() -> None:
    text = Path(run.__file__).read_text(encoding="utf-8")
    assert '"audit": audit(strict=False)' in text
