"""A command's commit reaches the screens of a server that runs beside it."""

import asyncio
from pathlib import Path

import pytest

from benchmarks.house import free_port
from tests.cli.conftest import Type
from workshop.cli import rehearsal
from workshop.live import Hub
from workshop.services import simulated
from workshop.storage.alone import serving
from workshop.storage.engine import open_database
from workshop.storage.watch import watch

PATIENCE_SECONDS = 10


async def test_phones_hear_of_a_phase_set_by_a_command(workshop: Type, database_url: str) -> None:
    code = workshop("new", "--title", "Counter", "--json").json["code"]
    hub = Hub()
    database = open_database(database_url)
    watcher = watch(database, hub)
    listener = hub.listen(code, "room")
    try:
        while hub.known(code) is None:
            await asyncio.sleep(0.02)
        await listener.wait(1)
        await asyncio.to_thread(workshop, "phase", code, "capture")
        news = await listener.wait(PATIENCE_SECONDS)
        assert news is not None
        assert news.phase == "capture"
    finally:
        hub.leave(listener)
        watcher.stop()
        database.dispose()


async def test_screens_hear_of_what_simulated_participants_do(
    workshop: Type, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rehearsal, "SECONDS_A_MINUTE", 1.0)
    monkeypatch.setattr(simulated, "SECONDS_BETWEEN", 0.1)
    code = workshop("new", "--title", "Counter", "--json").json["code"]
    workshop("phase", code, "capture")
    hub = Hub()
    database = open_database(database_url)
    watcher = watch(database, hub)
    try:
        while hub.known(code) is None:
            await asyncio.sleep(0.02)
        before = hub.known(code)
        playing = asyncio.create_task(
            asyncio.to_thread(workshop, "rehearse", code, "--phones", 5, "--minutes", 1)
        )
        heard = set()
        while not playing.done():
            heard.add(hub.known(code))
            await asyncio.sleep(0.02)
        assert (await playing).exit_code == 0
        assert len(heard - {before}) > 2
    finally:
        watcher.stop()
        database.dispose()


def test_a_second_server_on_one_file_is_refused_and_commands_are_not(
    run: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'w.sqlite3'}"
    monkeypatch.setenv("WORKSHOP_DATABASE_URL", url)
    database = open_database(url)
    with serving(database):
        refusal = run("serve", "--host", "127.0.0.1", "--port", free_port()).refusal
        assert "already running on this file" in refusal
        assert str(tmp_path) in refusal
        assert run("new", "--title", "Counter", "--json").json["code"]
    database.dispose()
