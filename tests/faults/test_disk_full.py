"""The disk is full: screens go on, nobody is told that anything was kept, all resumes by itself.

On a file system of a few megabytes, which only root may mount; and, everywhere, on a database that
may not grow.
"""

import asyncio
import json
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from benchmarks.histories import History, check_set
from benchmarks.house import Server
from benchmarks.outbox import Outbox
from benchmarks.phones import Room
from benchmarks.wire import Answer, Line
from workshop.live import Hub
from workshop.services import topics, workshops
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.services.views.workshop import read_workshop_view
from workshop.storage.engine import AWAY, Database, is_full, open_database
from workshop.storage.schema import prepare

MEGABYTES = 8
MOST_CARDS = 5_000


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(folder)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("a file system of a few megabytes can only be mounted by root on Linux")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


class Ballast:
    """A file that takes all the space that is left, until it is thrown away."""

    def __init__(self, disk: Path) -> None:
        self._file = disk / "ballast"

    def fill(self) -> None:
        with suppress(OSError), self._file.open("ab", buffering=0) as file:
            while file.write(b"0" * 4096):
                pass

    def throw_away(self) -> None:
        self._file.unlink()


class Phone:
    """One that sends each card once, whatever the answer."""

    def __init__(self, server: Server, code: str, history: History) -> None:
        self._line = Line(server.port)
        self._path = f"/j/{code}"
        self._history = history
        self._cookie = ""

    async def join(self) -> None:
        self._cookie = (await self._line.ask("GET", self._path)).cookie()

    async def see(self, path: str = "") -> Answer:
        return await self._line.ask("GET", f"{self._path}{path}", cookie=self._cookie)

    async def send(self) -> Answer:
        text = str(uuid.uuid4())
        noted = self._history.begin("card", "phone", text)
        answer = await self._line.ask(
            "POST", f"{self._path}/cards", cookie=self._cookie, fields=card(text)
        )
        if answer.status == 201:
            self._history.acknowledge(noted)
        else:
            self._history.refuse(noted)
        return answer

    async def send_until_refused(self) -> Answer:
        """What the journal still has space for is kept; gives the first refusal."""
        for _ in range(MOST_CARDS):
            answer = await self.send()
            if answer.status != 201:
                return answer
        raise AssertionError("the disk is not full")

    def hang_up(self) -> None:
        self._line.hang_up()


def card(text: str) -> dict[str, str]:
    kind = {"side": "client", "kind": "irritant", "step": "any"}
    return {"card_id": text, "text": text, **kind}


async def live_through(server: Server, room: Room, ballast: Ballast, history: History) -> None:
    phone = Phone(server, room.code, history)
    patient = Outbox(server, room.code, 1, history=history)
    await phone.join()
    await patient.join()
    assert (await phone.send()).status == 201

    ballast.fill()
    refused = await phone.send_until_refused()
    assert (refused.status, json.loads(refused.body)["error"]) == (503, "unavailable")
    for path in ("", "/state", "/privacy"):
        assert (await phone.see(path)).status == 200
    await asyncio.to_thread(make_topics_until_refused, room.house, me(room))
    assert read_workshop_view(room.house, me(room)).cards
    text = str(uuid.uuid4())
    waiting = asyncio.create_task(patient.deliver("cards", card(text), noun="card", key=text))
    assert (await phone.send_until_refused()).status == 503

    ballast.throw_away()
    await waiting
    assert (await phone.send()).status == 201
    workshops.set_phase(room.house, me(room), "group")
    assert json.loads((await phone.see("/state")).body)["phase"] in ("capture", "group")
    phone.hang_up()
    patient.hang_up()


def make_topics_until_refused(house: House, console: Console) -> int:
    """A facilitator's gestures, as long as there is space; gives how many were done."""
    for number in range(MOST_CARDS):
        try:
            topics.make_topic(house, console, title=f"{number} {'x' * 100}")
        except AWAY as error:
            if is_full(error):
                return number
            raise
    raise AssertionError("there is still space")


def me(room: Room) -> Console:
    return Console(room.code)


def test_on_a_full_disk_screens_go_on_and_all_resumes_once_there_is_space(
    small_disk: Path,
) -> None:
    history = History()
    url = f"sqlite:///{small_disk / 'w.sqlite3'}"
    with Server(database_url=url, pace="off") as server, closing(Room(server)) as room:
        asyncio.run(live_through(server, room, Ballast(small_disk), history))
        assert check_set(history, "card", room.kept()) == []
        labels = [topic.label for topic in read_workshop_view(room.house, me(room)).topics]
        assert labels == [f"T{number}" for number in range(1, len(labels) + 1)]
        assert "Traceback" not in server.log()


@pytest.fixture
def tight(tmp_path: Path) -> Iterator[Database]:
    """A SQLite file whose size the test sets."""
    database = open_database(f"sqlite:///{tmp_path / 'w.sqlite3'}")
    prepare(database)
    yield database
    database.dispose()


def test_a_gesture_that_finds_no_space_leaves_nothing_half_done(tight: Database) -> None:
    most = [2**30]

    def bound(connection: Any, *_: object) -> None:
        connection.connection.driver_connection.execute(f"PRAGMA max_page_count={most[0]}")

    event.listen(tight.engine, "begin", bound)
    house = House(tight, hub=Hub())
    console = Console(workshops.create_workshop(house, title="Plein", language="fr").code)
    most[0] = 1  # never less than it has
    before = read_workshop_view(house, console)
    kept = make_topics_until_refused(house, console)
    after = read_workshop_view(house, console)
    assert len(after.topics) == kept
    assert after.workshop.revision == before.workshop.revision + kept
    most[0] = 2**30
    assert (
        topics.make_topic(house, console, title="Il y a de la place") == f"T{len(after.topics) + 1}"
    )
