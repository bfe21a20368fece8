"""Two settings of Python for a process in which a whole room speaks (ADR 7).

**Garbage.** A full collection looks at every object of every open stream while everything else
waits: 0.15 s with a thousand phones. Python does so whenever many objects have come to stay, which
is when a room comes in; here it waits for a quiet moment.

**Turns.** One thread at a time runs Python. A thread that wants to must wait for one that does not
let go, a facilitator's page that is being drawn, for 5 ms by default, and the way of a card from
tap to acknowledgement asks for its turn some ten times.
"""

import asyncio
import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from workshop.live import Hub

TURN_SECONDS = 0.001
THRESHOLDS = (10_000, 20, 1_000)
"""Of the three generations: the oldest practically never by itself, the young ones as they fill."""
EVERY_SECONDS = 60.0
QUIET_SECONDS = 2.0
LONGEST_SECONDS = 600.0
"""A room that is never quiet for so long is interrupted after all: memory must not grow on."""


@asynccontextmanager
async def tuned(hub: Hub) -> AsyncIterator[None]:
    """While open: short turns, and all garbage once a minute in the first moment without news."""
    turn, thresholds = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(TURN_SECONDS)
    gc.set_threshold(*THRESHOLDS)
    task = asyncio.create_task(_tidy(hub))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        gc.set_threshold(*thresholds)
        sys.setswitchinterval(turn)


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
