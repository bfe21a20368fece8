"""When the garbage is collected (ADR 5 and 7): never while a room speaks, if it can wait.

A full collection looks at every object of every open stream while everything else waits: 0.15 s
with a thousand phones. Python would do so whenever many objects have come to stay, which is when
a room comes in.
"""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from workshop.live import Hub

THRESHOLDS = (10_000, 20, 1_000)
"""Of the three generations: the oldest practically never by itself, the young ones as they fill."""
EVERY_SECONDS = 60.0
QUIET_SECONDS = 2.0
LONGEST_SECONDS = 600.0
"""A room that is never quiet for so long is interrupted after all: memory must not grow on."""


@asynccontextmanager
async def tidying(hub: Hub) -> AsyncIterator[None]:
    """While open, collect everything once a minute, in the first moment without news."""
    before = gc.get_threshold()
    gc.set_threshold(*THRESHOLDS)
    task = asyncio.create_task(_tidy(hub))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        gc.set_threshold(*before)


async def _tidy(hub: Hub) -> None:
    while True:
        await asyncio.sleep(EVERY_SECONDS)
        await _quiet(hub)
        gc.collect()


async def _quiet(hub: Hub) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(LONGEST_SECONDS):
            heard = -1
            while heard != hub.announced:
                heard = hub.announced
                await asyncio.sleep(QUIET_SECONDS)
