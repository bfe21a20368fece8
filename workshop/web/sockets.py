"""Websockets to Streamlit: how many one browser may hold, and how fast each may speak.

Streamlit takes in whatever it is sent as fast as it comes, in the one loop that also answers every
phone. Whoever holds a link to one workshop must not be able to stop all others.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from starlette.types import Message, Receive

MOST_SOCKETS = 48
"""Of one browser, a tab each; each holds a session in memory."""
FREE_MESSAGES = 200
"""That go at once: a page with everything on it sends a dozen."""
MESSAGE_SECONDS = 0.025
"""How long each further one takes to come free: nobody clicks forty times a second."""


class Sockets:
    """Counts the open websockets of each browser."""

    def __init__(self) -> None:
        self._open: Counter[int] = Counter()

    def is_full(self, browser_id: int) -> bool:
        """True when this browser holds as many as one may."""
        return self._open[browser_id] >= MOST_SOCKETS

    @contextmanager
    def holding(self, browser_id: int) -> Iterator[None]:
        self._open[browser_id] += 1
        try:
            yield
        finally:
            self._open[browser_id] -= 1
            if not self._open[browser_id]:
                del self._open[browser_id]


def paced(
    receive: Receive,
    *,
    now: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> Receive:
    """A ``receive`` that lets messages in at a pace. None is lost: the sender waits."""
    # As if nobody had spoken for a while: the first messages are free.
    free_at = now() - FREE_MESSAGES * MESSAGE_SECONDS

    async def receive_in_turn() -> Message:
        nonlocal free_at
        message = await receive()
        if message["type"] == "websocket.receive":
            free_at = max(free_at, now() - FREE_MESSAGES * MESSAGE_SECONDS) + MESSAGE_SECONDS
            if (early := free_at - now()) > 0:
                await sleep(early)
        return message

    return receive_in_turn
