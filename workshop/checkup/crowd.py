"""A room of simulated phones: does this computer hold it?

They join over HTTP, hold their stream and send cards, like a room that has just been asked a
question, at about five times a room's pace. The server is one of its own, on loopback, with a
database in a temporary folder: no workshop of anybody is read or written.
"""

import asyncio
import atexit
import json
import os
import random
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from workshop.addresses import LOOPBACK
from workshop.checkup.computer import answers
from workshop.checkup.findings import Finding, bad, good, warning
from workshop.checkup.line import Line
from workshop.domain.errors import TrialFailed, TrialUnderWay
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.services.views.workshop import read_workshop_view
from workshop.services.workshops import create_workshop, set_phase
from workshop.settings import CHECKOUT
from workshop.storage.engine import open_database
from workshop.storage.schema import prepare

MOST_PHONES = 1_000
JOIN_SECONDS = 5.0
CARDS_EACH = 3
PAUSE_SECONDS = 4.0
START_SECONDS = 60.0
STOP_SECONDS = 10.0
PROMPT_MS = 1_000
"""An acknowledgement within a second: nobody taps "send" twice."""
EXPECTED_SECONDS = JOIN_SECONDS + CARDS_EACH * PAUSE_SECONDS + 5
"""How long a trial takes, its server's start and stop included."""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a trial.

    ``kept``: cards found in the database afterwards. ``lost``: acknowledged and not found.
    ``failed``: refused or never answered. ``p95_ms``: 95 of 100 acknowledgements came within it.
    """

    phones: int
    kept: int
    lost: int
    failed: int
    cards_a_second: float
    p95_ms: float

    def finding(self) -> Finding:
        facts = {"phones": self.phones, "kept": self.kept, "p95": self.p95_ms}
        if self.lost:
            return bad("phones", "check.phones.lost", lost=self.lost, **facts)
        if self.failed:
            return bad("phones", "check.phones.failed", failed=self.failed, **facts)
        facts["rate"] = round(self.cards_a_second)
        if self.p95_ms > PROMPT_MS:
            return warning("phones", "check.phones.slow", **facts)
        return good("phones", "check.phones", **facts)


@dataclass(slots=True)
class _Tally:
    """What the phones have met so far; delays in seconds."""

    labels: list[str] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)
    failed: int = 0
    first: float = 0.0
    last: float = 0.0

    def note(self, began: float, ended: float, label: str) -> None:
        self.first = min(self.first or began, began)
        self.last = max(self.last, ended)
        self.delays.append(ended - began)
        self.labels.append(label)

    def report(self, phones: int, found: set[str]) -> Report:
        ordered = sorted(self.delays)
        p95 = ordered[int(0.95 * len(ordered))] if ordered else 0.0
        seconds = max(self.last - self.first, 0.001)
        return Report(
            phones=phones,
            kept=len(found),
            lost=len(set(self.labels) - found),
            failed=self.failed,
            cards_a_second=len(found) / seconds if ordered else 0.0,
            p95_ms=1000 * p95,
        )


_one_at_a_time = threading.Lock()


def try_crowd(phones: int, *, chance: random.Random | None = None) -> Report:
    """Let so many phones, 1 to MOST_PHONES, into a server of their own; takes EXPECTED_SECONDS.

    Raises TrialUnderWay, TrialFailed when the server did not start.
    """
    assert 1 <= phones <= MOST_PHONES
    if not _one_at_a_time.acquire(blocking=False):
        raise TrialUnderWay()
    try:
        with TemporaryDirectory(prefix="regards-", ignore_cleanup_errors=True) as folder:
            return _try_crowd(Path(folder), phones, chance or random.Random())
    finally:
        _one_at_a_time.release()


def _try_crowd(folder: Path, phones: int, chance: random.Random) -> Report:
    database = open_database(f"sqlite:///{folder / 'trial.sqlite3'}")
    try:
        prepare(database)
        house = House(database)
        room = Console(create_workshop(house, template_slug="contact-centre").code)
        set_phase(house, room, "capture")
        with _serving(database.url, folder) as port:
            tally = asyncio.run(_crowd(port, room.code, phones, chance))
        found = {card.label for card in read_workshop_view(house, room).cards}
        return tally.report(phones, found)
    finally:
        database.dispose()


@contextmanager
def _serving(database_url: str, folder: Path) -> Iterator[int]:
    """The port of ``workshop serve`` on loopback, with this database. Raises TrialFailed."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    surroundings = {
        name: value for name, value in os.environ.items() if not name.startswith("WORKSHOP_")
    }
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "workshop", "serve", "--no-browser"),
                *("--host", LOOPBACK, "--port", str(port), "--database-url", database_url),
            ],
            cwd=CHECKOUT,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    atexit.register(process.kill)  # a server must not outlive the one who tries it
    try:
        _wait_for(process, port)
        yield port
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        atexit.unregister(process.kill)


def _wait_for(process: "subprocess.Popen[bytes]", port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while not answers(LOOPBACK, port):
        if process.poll() is not None or time.monotonic() > until:
            raise TrialFailed()
        time.sleep(0.1)


async def _crowd(port: int, code: str, phones: int, chance: random.Random) -> _Tally:
    tally = _Tally()
    begin = time.monotonic()
    rolls = [random.Random(chance.random()) for _ in range(phones)]
    await asyncio.gather(*(_phone(port, code, begin, roll, tally) for roll in rolls))
    return tally


async def _phone(port: int, code: str, begin: float, chance: random.Random, tally: _Tally) -> None:
    """Scan the code, hold the stream, send a few cards; what fails is counted, not raised."""
    line, stream = Line(port), Line(port)
    left = CARDS_EACH
    try:
        await asyncio.sleep(chance.random() * JOIN_SECONDS)
        joined = await line.ask("GET", f"/j/{code}")
        await stream.open_stream(f"/j/{code}/events", cookie=joined.cookie)
        for turn in range(CARDS_EACH):
            due = begin + JOIN_SECONDS + (turn + chance.random()) * PAUSE_SECONDS
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            if await _send(line, code, joined.cookie, chance, tally):
                left -= 1
    except OSError:
        pass
    finally:
        tally.failed += left
        await line.close()
        await stream.close()


async def _send(line: Line, code: str, cookie: str, chance: random.Random, tally: _Tally) -> bool:
    card_id = str(uuid.UUID(int=chance.getrandbits(128), version=4))
    fields = {
        "card_id": card_id,
        "side": chance.choice(("client", "employee")),
        "kind": chance.choice(("irritant", "enchantment")),
        "step": "any",
        "text": card_id,
    }
    began = time.monotonic()
    answer = await line.ask("POST", f"/j/{code}/cards", cookie=cookie, fields=fields)
    if answer.status != 201:
        return False
    tally.note(began, time.monotonic(), str(json.loads(answer.body)["label"]))
    return True
