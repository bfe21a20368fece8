"""Guessing made slow, per account or room and never per address: a whole firm shares one.

Nobody is ever locked out: after ten tries each further one waits a few seconds, the real
facilitator's too, and a right answer forgets the wrong ones. Whoever came in keeps a pace.
"""

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

FREE_TRIES = 10
FIRST_DELAY_SECONDS = 0.5
LONGEST_DELAY_SECONDS = 5.0
FORGET_SECONDS = 15 * 60.0
KEPT_NAMES = 4096
MOST_WAITING = 200
FREE_TURNS = 30
TURN_SECONDS = 2.0
"""Gestures of one person that go at once, and how long each further one takes to come free."""


class TooManyTries(Exception):
    """More people are trying at this moment than we let wait."""


class Throttle:
    """Counts tries by name (an account, a room); memory and waiting are bounded."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._tries: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._waiting = 0

    @asynccontextmanager
    async def one_try(self, name: str) -> AsyncIterator[None]:
        """Wait as long as earlier tries ask for. Raises TooManyTries without waiting.

        A try counts from its beginning, so that many at once are slowed too. Only those who must
        wait can be too many: guesses at one room must not shut out the facilitator of another.
        """
        delay = self._count(name)
        if delay:
            await self._wait(delay)
        yield

    async def _wait(self, delay: float) -> None:
        if self._waiting >= MOST_WAITING:
            raise TooManyTries
        self._waiting += 1
        try:
            await self._sleep(delay)
        finally:
            self._waiting -= 1

    def succeeded(self, name: str) -> None:
        self._tries.pop(name, None)

    def _count(self, name: str) -> float:
        now = self._clock()
        tries, last = self._tries.pop(name, (0, now))
        if now - last > FORGET_SECONDS:
            tries = 0
        self._tries[name] = (tries + 1, now)
        while len(self._tries) > KEPT_NAMES:
            self._tries.popitem(last=False)
        beyond = min(tries - FREE_TRIES, 16)
        return min(FIRST_DELAY_SECONDS * 2**beyond, LONGEST_DELAY_SECONDS) if beyond >= 0 else 0.0


class Turns:
    """The pace of each person's gestures: a link that went astray fills no board by itself."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._free_at: OrderedDict[str, float] = OrderedDict()

    def take(self, name: str) -> int:
        """Take a turn: 0 when there was one, else the seconds until there is one."""
        now = self._clock()
        free_at = max(self._free_at.pop(name, now), now)
        missing = free_at - now - (FREE_TURNS - 1) * TURN_SECONDS
        self._free_at[name] = free_at if missing > 0 else free_at + TURN_SECONDS
        while len(self._free_at) > KEPT_NAMES:
            self._free_at.popitem(last=False)
        return max(0, math.ceil(missing))
