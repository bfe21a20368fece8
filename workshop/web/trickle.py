"""``GET /live/check/events``: two events, a moment apart, that say nothing to anybody.

Shaped like the live channels, so that ``workshop doctor`` sees what becomes of those on their way
through a reverse proxy, without a room.
"""

import asyncio
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from workshop.checkup.wayin import BETWEEN_SECONDS, STREAM

_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def trickle() -> Route:
    """Before the route of the boards: ``check`` is no code of a room."""
    return Route(STREAM, _answer, methods=["GET"])


async def _answer(request: Request) -> Response:
    return StreamingResponse(_events(), headers=_HEADERS, media_type="text/event-stream")


async def _events() -> AsyncIterator[bytes]:
    yield b"data: 1\n\n"
    await asyncio.sleep(BETWEEN_SECONDS)
    yield b"data: 2\n\n"
