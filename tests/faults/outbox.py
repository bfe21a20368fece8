"""A phone over HTTP that never gives up: it sends until it is told that all was received."""

import asyncio
import json
import random
import uuid
from typing import Any

from benchmarks.house import Server
from benchmarks.wire import Channel, Line

AGAIN_SECONDS = 0.2
CUT_SECONDS = 0.02
"""A network that drops out does so within this time from sending: before, or after it arrived."""
PATIENCE_SECONDS = 120


class Outbox:
    """One participant. ``drops``: the share of what it sends during which the network drops out.

    ``phase``: the last one that its channel told; ``outages``: how often it lost the channel.
    """

    def __init__(self, server: Server, code: str, number: int, *, drops: float = 0.0) -> None:
        self.chance = random.Random(number)
        self.phase = ""
        self.outages = 0
        self._server = server
        self._path = f"/j/{code}"
        self._drops = drops
        self._line = Line(server.port)
        self._cookie = ""

    def new_id(self) -> str:
        return str(uuid.UUID(int=self.chance.getrandbits(128), version=4))

    async def join(self) -> None:
        while not self._cookie:
            try:
                self._cookie = (await self._line.ask("GET", self._path)).cookie()
            except OSError:
                await asyncio.sleep(AGAIN_SECONDS)

    async def deliver(self, path: str, fields: dict[str, str]) -> dict[str, Any]:
        """Send, and after any failure send the same again; gives what the server said at last."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                drops_out = self.chance.random() < self._drops
                try:
                    async with asyncio.timeout(
                        self.chance.random() * CUT_SECONDS if drops_out else None
                    ):
                        answer = await self._line.ask(
                            "POST", f"{self._path}/{path}", cookie=self._cookie, fields=fields
                        )
                except (OSError, TimeoutError):
                    self._line.hang_up()
                    await asyncio.sleep(AGAIN_SECONDS)
                    continue
                if answer.status in (200, 201):
                    said: dict[str, Any] = json.loads(answer.body)
                    return said
                assert answer.status in (429, 503), answer
                await asyncio.sleep(AGAIN_SECONDS)

    async def listen(self) -> None:
        """Hold the channel, opening it again whenever it is lost, until cancelled."""
        while True:
            try:
                channel = await Channel.open(
                    self._server.port, f"{self._path}/events", self._cookie, self._hears
                )
            except OSError:
                await asyncio.sleep(AGAIN_SECONDS)
                continue
            try:
                await channel.closed.wait()
            finally:
                channel.hang_up()
            self.outages += 1
            await asyncio.sleep(AGAIN_SECONDS)

    def _hears(self, data: bytes) -> None:
        self.phase = json.loads(data)["phase"]

    def hang_up(self) -> None:
        self._line.hang_up()
