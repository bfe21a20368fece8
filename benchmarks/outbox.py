"""A phone over HTTP that never gives up: it sends until it is told that all was received."""

import asyncio
import json
import random
import time
import uuid
from collections.abc import Hashable
from contextlib import suppress
from typing import Any, Protocol

from benchmarks.histories import Gesture, History
from benchmarks.wire import Channel, Line, ask_once

AGAIN_SECONDS = 0.2
CUT_SECONDS = 0.02
"""A network that drops out does so within this time from sending: before, or after it arrived."""
PATIENCE_SECONDS = 120
FRESH_SECONDS = 10
"""Whoever looks so long after a change of the phase was made is shown that one, or a later one."""


class Refused(Exception):
    """The room said no: the phase has moved on, the budget is spent."""


class Reachable(Protocol):
    """A server, or what stands before several."""

    @property
    def port(self) -> int: ...


class Outbox:
    """One participant.

    ``drops``: the share of what it sends during which the network drops out. ``history``: where
    its gestures and readings are noted. ``back_seconds``: the shortest and the longest wait before
    a lost channel is opened again. ``phase``: the last one that its channel told; ``outages``: how
    often it lost the channel.
    """

    def __init__(
        self,
        server: Reachable,
        code: str,
        number: int,
        *,
        drops: float = 0.0,
        history: History | None = None,
        back_seconds: tuple[float, float] = (AGAIN_SECONDS, AGAIN_SECONDS),
    ) -> None:
        self.number = number
        self.chance = random.Random(number)
        self.phase = ""
        self.outages = 0
        self.history = history or History()
        self._server = server
        self._path = f"/j/{code}"
        self._drops = drops
        self._back_seconds = back_seconds
        self._line = Line(server.port)
        self._cookie = ""
        self._channel: Channel | None = None

    def new_id(self) -> str:
        return str(uuid.UUID(int=self.chance.getrandbits(128), version=4))

    async def join(self) -> None:
        while not self._cookie:
            with suppress(OSError):
                self._cookie = (await self._line.ask("GET", self._path)).cookie()
            if not self._cookie:
                await asyncio.sleep(AGAIN_SECONDS)

    async def deliver(
        self,
        path: str,
        fields: dict[str, str],
        *,
        noun: str = "",
        key: Hashable = "",
        value: Any = 1,
    ) -> dict[str, Any]:
        """Send, and after any failure send the same again; gives what the server said at last.

        ``noun``, ``key``, ``value``: what the history calls it, nothing is noted without a noun.
        Raises Refused; TimeoutError after two minutes.
        """
        noted = self.history.begin(noun, self.number, key, value) if noun else None
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await self._deliver(path, fields, noted)

    async def _deliver(
        self, path: str, fields: dict[str, str], noted: Gesture | None
    ) -> dict[str, Any]:
        may_be_there = False
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
                may_be_there = True
                self._line.hang_up()
            else:
                if answer.status in (200, 201):
                    if noted is not None:
                        self.history.acknowledge(noted)
                    said: dict[str, Any] = json.loads(answer.body)
                    return said
                if answer.status not in (429, 503):
                    assert answer.status < 500, answer
                    # An earlier try, whose answer was lost, may have been taken.
                    if noted is not None and not may_be_there:
                        self.history.refuse(noted)
                    raise Refused(answer)
            await asyncio.sleep(AGAIN_SECONDS)

    async def look(self) -> dict[str, Any] | None:
        """What this phone is shown now, noted; None while the server cannot be asked."""
        asked = time.monotonic() - FRESH_SECONDS
        try:
            answer = await ask_once(self._server.port, f"{self._path}/state", cookie=self._cookie)
        except OSError:
            return None
        if answer.status != 200:
            return None
        shown: dict[str, Any] = json.loads(answer.body)
        self.history.see_phase(
            self.number, shown["phase"], asked=asked, revision=shown["room_revision"]
        )
        if (vote := shown.get("vote")) and "left" in vote:
            given = {target["label"]: target["points"] for target in vote["targets"]}
            self.history.see_purse(self.number, given, vote["left"])
        return shown

    async def listen(self) -> None:
        """Hold the channel, opening it again whenever it is lost, until cancelled."""
        while True:
            try:
                self._channel = channel = await Channel.open(
                    self._server.port, f"{self._path}/events", self._cookie, self._hears
                )
            except OSError:
                await self._wait_before_coming_back()
                continue
            try:
                await channel.closed.wait()
            finally:
                channel.hang_up()
            self.phase = ""
            self.outages += 1
            await self._wait_before_coming_back()

    async def _wait_before_coming_back(self) -> None:
        await asyncio.sleep(self.chance.uniform(*self._back_seconds))

    def _hears(self, data: bytes) -> None:
        told = json.loads(data)
        self.phase = told["phase"]
        # A viewer apart: an answer may overtake what the channel tells.
        self.history.see_phase(
            (self.number, "channel"), told["phase"], revision=told["room_revision"]
        )

    def drop(self) -> None:
        """The network is gone for a moment: both connections break without a word."""
        self._line.hang_up()
        if self._channel is not None:
            self._channel.hang_up()

    def hang_up(self) -> None:
        self._line.hang_up()
