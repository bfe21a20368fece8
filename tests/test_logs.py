"""What the process writes on stderr: one way for all, and of an error never its words."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from workshop.settings import CHECKOUT, read_settings

SECRET = "Tombouctou 4717"
TOKEN = "aB3-" * 10 + "xyz"
PROGRAM = f"""
import asyncio, gc, logging, sqlite3, sys, threading, warnings
from workshop.logs import listen_to, set_up_logs

SECRET = {SECRET!r}
before = logging.getLogger("uvicorn.error")
before.addHandler(logging.StreamHandler(sys.stdout))
before.propagate = False
set_up_logs(sys.argv[1])
set_up_logs(sys.argv[1])  # once more changes nothing
after = logging.getLogger("streamlit.late")
after.propagate = False
after.addHandler(logging.StreamHandler(sys.stdout))
ours = logging.getLogger("workshop.web")

def fail(error):
    raise error

def log(error):
    try:
        try:
            sqlite3.connect(":memory:").execute("SELECT x FROM y")
        except sqlite3.Error as cause:
            raise error from cause
    except Exception:
        ours.exception("it failed", extra={{"code": "K7QWM"}})

log(ValueError(SECRET))
ours.info("a %s\\nin two lines", "message")
before.info("%s - closed", SECRET)
before.warning("%s - %d odd", SECRET, 7)
after.error("%(who)s left", {{"who": SECRET}})
ours.warning("GET /f/{TOKEN} with key={TOKEN}, {TOKEN}")
logging.getLogger("streamlit.error_util").error("Uncaught app execution", exc_info=ValueError())
logging.getLogger("streamlit.error_util").error("something else")
thread = threading.Thread(target=fail, args=[ValueError(SECRET)])
thread.start(); thread.join()

class Odd:
    def __del__(self):
        raise ValueError(SECRET)

Odd(); gc.collect()
warnings.warn(SECRET)

async def main():
    listen_to(asyncio.get_running_loop())
    async def task(text):
        raise ValueError(text)
    running = asyncio.create_task(task(SECRET))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del running
    gc.collect()

asyncio.run(main())
"""


def write(style: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, style],
        cwd=CHECKOUT,
        env={**os.environ, "WORKSHOP_DEBUG": "", **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    assert done.stdout == ""
    return done.stderr


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    return [json.loads(line) for line in write("json").splitlines()]


def test_each_line_is_one_record(records: list[dict[str, Any]]) -> None:
    told = [(line["level"], line["logger"], line["message"]) for line in records]
    assert told == [
        ("error", "workshop.web", "it failed"),
        ("info", "workshop.web", "a message in two lines"),
        ("warning", "uvicorn.error", "… - … odd"),
        ("error", "streamlit.late", "… left"),
        ("warning", "workshop.web", "GET … with … …"),
        ("error", "streamlit.error_util", "something else"),
        ("error", "workshop", "a thread ended"),
        ("warning", "workshop", "an error had nobody to tell"),
        ("warning", "py.warnings", "a library warns"),
        ("error", "workshop", "a task ended and nobody waited for it"),
    ]
    assert all(line["time"].endswith("Z") for line in records)


def test_an_error_is_told_by_kind_place_and_code(records: list[dict[str, Any]]) -> None:
    first = records[0]
    assert first["code"] == "K7QWM"
    assert first["error"] == ["ValueError", "OperationalError (SQLITE_ERROR)"]
    assert first["trace"] == ["<string>:24 in log"]
    assert records[6]["error"] == records[7]["error"] == records[9]["error"] == ["ValueError"]
    assert "code" not in records[1]
    assert "error" not in records[1]


def test_plain_lines_say_the_same(records: list[dict[str, Any]]) -> None:
    lines = write("plain").splitlines()
    heads = [line for line in lines if not line.startswith("    ")]
    assert len(heads) == len(records)
    assert heads[0].split(" ", 1)[1] == (
        "ERROR workshop.web: it failed (code K7QWM): "
        "ValueError, because of OperationalError (SQLITE_ERROR)"
    )
    assert lines[1] == "    <string>:24 in log"
    assert heads[1].endswith("Z INFO workshop.web: a message in two lines")


@pytest.mark.parametrize("style", ["plain", "json"])
def test_nothing_is_quoted_unless_a_developer_asks(style: str) -> None:
    for secret in (SECRET, TOKEN):
        assert secret not in write(style)
    assert SECRET in write(style, WORKSHOP_DEBUG="1")


def test_there_are_two_kinds_of_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    for written, style in (("", "plain"), ("plain", "plain"), (" JSON ", "json")):
        monkeypatch.setenv("WORKSHOP_LOG", written)
        assert read_settings().log == style
    monkeypatch.setenv("WORKSHOP_LOG", "xml")
    with pytest.raises(ValueError, match="WORKSHOP_LOG"):
        read_settings()
