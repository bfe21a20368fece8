"""Wait for what another process or thread is about to do, however long this machine takes."""

import asyncio
from collections.abc import Callable

PATIENCE_SECONDS = 120
"""For what takes a moment: nobody waits as long but on a machine that stands still."""


async def until(is_true: Callable[[], bool]) -> None:
    """Look again and again. Raises TimeoutError when it never comes."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not is_true():
            await asyncio.sleep(0.02)
