"""A crowd of simulated phones in one room, and one observer on the facilitator's live channel.

Each phone does over HTTP what the page's script does: it opens the page, holds its channel, posts
cards, and shows the next phase when it hears of it. What the room measures is in ``Figures``.
"""

import asyncio
import copy
import json
import random
import re
import time
import uuid
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from sqlalchemy import select

from benchmarks.house import Server
from benchmarks.wire import Channel, Line, ask_once
from workshop.live import Hub
from workshop.services import workshops
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.storage import tables
from workshop.storage.engine import open_database

FIRST_EVENT_SECONDS = 60.0
LOOK_AGAIN_SECONDS = 0.3
"""As phone.js: those who hear of a new phase ask for it within a third of a second."""

_ASSET = re.compile(rb'(?:href|src)="(/phone-static/[^"]+)"')


@dataclass(slots=True)
class Figures:
    """What was measured: moments by ``time.perf_counter``, delays in seconds.

    ``sent``, ``acknowledged``, ``seen``: by card id, when it was sent, how long until the answer
    201, when it came on the facilitator's channel. ``twice``: cards that came there under two
    labels. ``refused``: posts answered otherwise. ``broken``: phones that lost the server.
    ``moved``: from a change of the phase to a phone's having its page. ``phones``: how many the
    facilitator's channel said last.
    """

    joins: list[float] = field(default_factory=list)
    sent: dict[str, float] = field(default_factory=dict)
    acknowledged: dict[str, float] = field(default_factory=dict)
    seen: dict[str, float] = field(default_factory=dict)
    moved: list[float] = field(default_factory=list)
    twice: int = 0
    refused: int = 0
    broken: int = 0
    phones: int = 0

    def delays_until_seen(self, among: list[str] | None = None) -> list[float]:
        """From the post to the facilitator's channel, of the cards that were seen there."""
        wanted = self.acknowledged if among is None else among
        return [self.seen[key] - self.sent[key] for key in wanted if key in self.seen]


class Room:
    """A workshop in capture on a running server, and the facilitator who watches it.

    ``others``: more processes on the same database; phones are spread over all of them.
    """

    def __init__(self, server: Server, *others: Server) -> None:
        self.server = server
        self.servers = (server, *others)
        self.house = House(open_database(server.environment["WORKSHOP_DATABASE_URL"]), hub=Hub())
        new = server.ask("new", "--title", "Mesure", "--template", "contact-centre")
        self.code: str = new["code"]
        self.facilitator_url: str = new["facilitator_url"]
        self.enter("capture")

    def enter(self, phase: str) -> None:
        """Change the phase beside the server, which hears of it from the database."""
        workshops.set_phase(self.house, Console(self.code), phase)

    def kept(self) -> Counter[str]:
        """The cards' ids as the phones drew them, with how often each is in the database."""
        card, workshop = tables.card, tables.workshop
        with self.house.database.reading() as connection:
            texts = connection.scalars(
                select(card.c.text).join(workshop).where(workshop.c.code == self.code)
            )
            return Counter(texts)

    def close(self) -> None:
        self.house.database.dispose()

    async def steps(self) -> list[str]:
        state = await ask_once(self.server.port, f"/j/{self.code}/state")
        return [step["id"] for step in json.loads(state.body)["steps"]]

    def at(self, server: Server) -> "Room":
        """The same room, all of whose phones knock at this process."""
        same = copy.copy(self)
        same.server, same.servers = server, (server,)
        return same

    def port_of(self, number: int) -> int:
        """Where the phone with this number knocks."""
        return self.servers[number % len(self.servers)].port

    async def observe(self, figures: Figures, *, at: Server | None = None) -> Channel:
        """Open the facilitator's channel; it notes when each card comes, until it is hung up.

        ``at``: the process that is asked, the first without one.
        """
        port = (at or self.server).port
        link = urlsplit(self.facilitator_url).path
        cookie = (await ask_once(port, link)).cookie()
        labels: dict[str, str] = {}
        ready = asyncio.Event()

        def hears(data: bytes) -> None:
            now = time.perf_counter()
            told = json.loads(data)
            figures.phones = told["counts"]["phones"]
            for card in told["cards"]:
                text = card["text"]
                if labels.setdefault(text, card["label"]) != card["label"]:
                    figures.twice += 1
                figures.seen.setdefault(text, now)
            ready.set()

        path = f"/live/{self.code}/events"
        channel = await Channel.open(port, path, cookie, hears)
        await asyncio.wait_for(ready.wait(), FIRST_EVENT_SECONDS)
        return channel


class Phone:
    """One participant: a line, a channel, and chance of their own."""

    def __init__(self, number: int, room: Room, steps: list[str], figures: Figures) -> None:
        self._room = room
        self._path = f"/j/{room.code}"
        self._steps = steps
        self._figures = figures
        self._chance = random.Random(number)
        self._port = room.port_of(number)
        self._line = Line(self._port)
        self._channel: Channel | None = None
        self._cookie = ""
        self._phase = ""
        self._heard = asyncio.Event()
        self._showing: asyncio.Task[None] | None = None
        self.expects = ("", 0.0)
        """A phase that will come, and when it was asked for."""

    async def join(self, delay: float, *, with_files: bool) -> None:
        """Open the page, its files if asked, and the channel, until its first event."""
        await asyncio.sleep(delay)
        began = time.perf_counter()
        try:
            page = await self._line.ask("GET", self._path)
            self._cookie = page.cookie()
            for asset in _ASSET.findall(page.body) if with_files else ():
                await self._line.ask("GET", asset.decode())
            await self._listen()
        except (OSError, TimeoutError):
            self._figures.broken += 1
        else:
            self._figures.joins.append(time.perf_counter() - began)

    async def _listen(self) -> None:
        self._channel = await Channel.open(
            self._port, f"{self._path}/events", self._cookie, self._hears
        )
        async with asyncio.timeout(FIRST_EVENT_SECONDS):
            await self._heard.wait()

    def _hears(self, data: bytes) -> None:
        phase = json.loads(data)["phase"]
        if self._phase and phase == self.expects[0] != self._phase:
            self._showing = asyncio.get_running_loop().create_task(self._show())
        self._phase = phase
        self._heard.set()

    async def _show(self) -> None:
        await asyncio.sleep(self._chance.random() * LOOK_AGAIN_SECONDS)
        phase, since = self.expects
        with suppress(OSError):
            await self._line.ask("GET", f"{self._path}/state?me=no", cookie=self._cookie)
            page = await self._line.ask("GET", self._path, cookie=self._cookie)
            if f'data-phase="{phase}"'.encode() in page.body:
                self._figures.moved.append(time.perf_counter() - since)

    async def post_until(self, end: float, *, every: float) -> None:
        """A card each ``every`` seconds until the moment ``end``, beginning somewhere within."""
        due = time.perf_counter() + self._chance.random() * every
        try:
            while due < end:
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                await self._post()
                due += every
        except OSError:
            self._figures.broken += 1

    async def _post(self) -> None:
        card_id = str(uuid.UUID(int=self._chance.getrandbits(128), version=4))
        fields = {
            "card_id": card_id,
            "side": self._chance.choice(("client", "employee")),
            "kind": self._chance.choice(("irritant", "enchantment")),
            "step": self._chance.choice(self._steps),
            "text": card_id,
        }
        self._figures.sent[card_id] = began = time.perf_counter()
        answer = await self._line.ask(
            "POST", f"{self._path}/cards", cookie=self._cookie, fields=fields
        )
        if answer.status in (200, 201):
            self._figures.acknowledged[card_id] = time.perf_counter() - began
        else:
            self._figures.refused += 1

    def hang_up(self) -> None:
        self._line.hang_up()
        if self._channel is not None:
            self._channel.hang_up()


class Crowd:
    """All the phones of a room; ``first``: the number of the first, where others have numbers."""

    def __init__(
        self, room: Room, steps: list[str], figures: Figures, count: int, *, first: int = 0
    ) -> None:
        self._room = room
        self._figures = figures
        self._phones = [Phone(first + number, room, steps, figures) for number in range(count)]

    async def join(self, *, within: float, with_files: bool = False) -> None:
        """All come in, at moments spread evenly by chance over ``within`` seconds."""
        chance = random.Random(0)
        await asyncio.gather(
            *(phone.join(chance.random() * within, with_files=with_files) for phone in self._phones)
        )

    async def post(self, *, every: float, seconds: float) -> None:
        """Each posts a card each ``every`` seconds, for ``seconds``."""
        end = time.perf_counter() + seconds
        await asyncio.gather(*(phone.post_until(end, every=every) for phone in self._phones))

    async def follow(self, phase: str, *, patience: float) -> None:
        """The phase changes; wait until every phone has its page, ``patience`` seconds at most."""
        since = time.perf_counter()
        for phone in self._phones:
            phone.expects = (phase, since)
        await asyncio.to_thread(self._room.enter, phase)
        end = since + patience
        while len(self._figures.moved) < len(self._phones) and time.perf_counter() < end:
            await asyncio.sleep(0.02)

    def leave(self) -> None:
        """All at once, without a word."""
        for phone in self._phones:
            phone.hang_up()


async def worst_health(server: Server, *, seconds: float) -> float:
    """The longest that /healthz took during the next ``seconds``; raises OSError when it fails."""
    worst = 0.0
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        began = time.perf_counter()
        answer = await ask_once(server.port, "/healthz")
        if answer.status != 200:
            raise OSError(f"/healthz says {answer.status}")
        worst = max(worst, time.perf_counter() - began)
        await asyncio.sleep(0.05)
    return worst
