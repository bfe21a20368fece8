"""Once a minute, and soon after a change of phase, where the topics lie is kept for the replay."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from workshop.live import News
from workshop.services.house import House
from workshop.services.replay import record_minutes

LOOK_SECONDS = 5.0
MINUTE_SECONDS = 60.0

_log = logging.getLogger(__name__)


class Recorder:
    """What was kept of each workshop, and what is due; without any clock of its own."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[News, float]] = {}

    def due(self, stand: tuple[News, ...], now: float) -> list[str]:
        """The workshops to look at now (``now`` in seconds); they count as kept from here on.

        A workshop heard of for the first time is due once it moves: at a start, all are.
        """
        codes = []
        for news in stand:
            if news.code not in self._kept:
                self._kept[news.code] = (news, now - MINUTE_SECONDS)
                continue
            before, kept_at = self._kept[news.code]
            if news.revision == before.revision:
                continue
            if news.phase != before.phase or now - kept_at >= MINUTE_SECONDS:
                self._kept[news.code] = (news, now)
                codes.append(news.code)
        return codes


@asynccontextmanager
async def recorded(house: House) -> AsyncIterator[None]:
    """While open: the minutes of this process's workshops are kept, in a thread of their own."""
    task = asyncio.create_task(_record(house))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _record(house: House) -> None:
    recorder = Recorder()
    while True:
        codes = recorder.due(house.hub.stand(), time.monotonic())
        if codes:
            try:
                await asyncio.to_thread(record_minutes, house, codes)
            except Exception as error:  # the database may be away: the next minute tries again
                # Its text may hold an address: the log gets the kind only.
                _log.warning("a minute of the replay was not kept (%s)", type(error).__name__)
        await asyncio.sleep(LOOK_SECONDS)
