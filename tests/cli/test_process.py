"""Commands as processes of their own: exit codes, streams, and a quick start."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def environment_of(folder: Path, language: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WORKSHOP_")}
    return {
        **kept,
        "LC_ALL": language,
        "PYTHONPATH": str(ROOT),
        "WORKSHOP_DATABASE_URL": f"sqlite:///{folder / 'workshops.sqlite3'}",
    }


def workshop(
    folder: Path, *words: object, language: str = "en_GB.UTF-8"
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "workshop", *map(str, words)],
        cwd=folder,
        env=environment_of(folder, language),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_the_road_works_from_another_folder(tmp_path: Path) -> None:
    made = json.loads(workshop(tmp_path, "new", "--title", "Été", "--json").stdout)
    moved = workshop(tmp_path, "phase", made["code"], "capture")
    assert (moved.returncode, moved.stdout, moved.stderr) == (0, "capture\n", "")
    shown = workshop(tmp_path, "show", made["code"], "--json")
    assert json.loads(shown.stdout)["phase"] == "capture"


@pytest.mark.parametrize("language", ["C", "fr_FR.UTF-8", "en_GB.UTF-8"])
def test_a_refusal_is_one_line_on_stderr(tmp_path: Path, language: str) -> None:
    for words in (["phase", "nowhere", "plan"], ["phase"], ["import", tmp_path / "none"]):
        done = workshop(tmp_path, *words, language=language)
        assert done.returncode in (1, 2)
        assert done.stdout == ""
        assert len(done.stderr.splitlines()) == 1
        assert "Traceback" not in done.stderr


def test_a_taken_port_is_one_clear_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = workshop(tmp_path, "serve", "--host", "127.0.0.1", "--port", port, "--no-browser")
    assert done.returncode == 1
    assert done.stdout == ""
    assert str(port) in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "workshops.sqlite3").exists()


def test_a_light_command_loads_nothing_heavy(tmp_path: Path) -> None:
    heavy = ("streamlit", "pandas", "numpy", "uvicorn", "starlette", "alembic")
    workshop(tmp_path, "migrate")
    probe = (
        "import sys; from workshop.cli import main; main(['phase', 'ABC234', 'plan']);"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "WORKSHOP_DATABASE_URL": f"sqlite:///{tmp_path / 'workshops.sqlite3'}",
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_reader_that_stops_early_causes_no_noise(tmp_path: Path) -> None:
    command = f'"{sys.executable}" -m workshop --help | head -n 1'
    if os.name == "nt":
        return
    done = subprocess.run(
        ["sh", "-c", command],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM")
def test_serve_says_where_the_data_lies_and_its_link_signs_in(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = ["serve", "--host", "127.0.0.1", "--port", str(port), "--no-browser"]
    with subprocess.Popen(
        [sys.executable, "-m", "workshop", *command],
        cwd=tmp_path,
        env=environment_of(tmp_path, "en_GB.UTF-8"),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as server:
        try:
            assert server.stdout is not None
            data, join, link, stop = (server.stdout.readline().strip() for _ in range(4))
            assert data == f"The data is here: {tmp_path / 'workshops.sqlite3'}"
            assert join.endswith(f":{port}/j")
            assert stop == "To stop: Ctrl+C."
            url = link.rpartition(" ")[2]
            assert url.startswith(f"http://localhost:{port}/signin?key=")
            opener = urllib.request.build_opener(
                urllib.request.ProxyHandler({}), _SeeTheFirstAnswer()
            )
            with opener.open(url, timeout=20) as answer:
                assert answer.status == 303
                assert "session=" in answer.headers["Set-Cookie"]
            made = workshop(tmp_path, "new", "--title", "Counter", "--json")
            code = json.loads(made.stdout)["code"]
            with opener.open(f"http://localhost:{port}/j/{code}", timeout=20) as answer:
                assert answer.status == 200
            server.send_signal(signal.SIGTERM)
            assert server.wait(15) == 0
        finally:
            server.kill()


class _SeeTheFirstAnswer(urllib.request.HTTPErrorProcessor):
    """Follow no redirection and raise nothing: the answer itself is what counts."""

    def http_response(self, request: object, response: Any) -> Any:
        return response
