"""The threads that read for phones: a crowd of them must hold up no facilitator, nor /healthz."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

READERS = 3
"""More would only wait for each other, and the answers of all for them."""

P = ParamSpec("P")
Result = TypeVar("Result")

_readers = ThreadPoolExecutor(READERS, thread_name_prefix="phones")


async def in_thread(reading: Callable[P, Result], *args: P.args, **facts: P.kwargs) -> Result:
    """What ``reading(*args, **facts)`` gives, read in one of these threads."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_readers, partial(reading, *args, **facts))
