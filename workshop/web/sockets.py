"""Websockets to Streamlit: how many one browser or link may hold, and how fast each may speak.

Streamlit takes in whatever it is sent as fast as it comes, in the one loop that also answers every
phone. Whoever holds a link to one workshop must not be able to stop all others.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterator
from contextlib import contextmanager

from starlette.types import Message, Receive

MOST_SOCKETS = 48
"""Of one browser, a tab each; each holds a session in memory."""
MOST_OF_A_LINK = 240
"""Of all browsers without an account that came by one link: each look at it may make a new one."""
FREE_MESSAGES = 200
"""That go at once: a page with everything on it sends a dozen."""
MESSAGE_SECONDS = 0.025
"""How long each further one takes to come free: nobody clicks forty times a second."""


class Sockets:
    """Counts the open websockets of each browser, and of each link by which browsers came."""

    def __init__(self) -> None:
        self._open: Counter[tuple[str, int]] = Counter()

    def is_full(self, browser_id: int, links: Collection[int] = ()) -> bool:
        """True when this browser holds as many as one may, or each of its links does.

        ``links``: none for a browser with an account.
        """
        if self._open["browser", browser_id] >= MOST_SOCKETS:
            return True
        return bool(links) and all(self._open["link", link] >= MOST_OF_A_LINK for link in links)

    @contextmanager
    def holding(self, browser_id: int, links: Collection[int] = ()) -> Iterator[None]:
        held = [("browser", browser_id), *(("link", link) for link in links)]
        self._open.update(held)
        try:
            yield
        finally:
            self._open.subtract(held)
            for one in held:
                if not self._open[one]:
                    del self._open[one]


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
