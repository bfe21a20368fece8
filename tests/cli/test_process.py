"""Commands as processes of their own: exit codes, streams, and a quick start."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def workshop(
    folder: Path, *words: object, language: str = "en_GB.UTF-8"
) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WORKSHOP_")}
    environment = {
        **kept,
        "LC_ALL": language,
        "PYTHONPATH": str(ROOT),
        "WORKSHOP_DATABASE_URL": f"sqlite:///{folder / 'workshops.sqlite3'}",
    }
    return subprocess.run(
        [sys.executable, "-m", "workshop", *map(str, words)],
        cwd=folder,
        env=environment,
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
    import socket

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
