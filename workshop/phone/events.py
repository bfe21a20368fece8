"""The room channel: one event when the room changes, a comment now and then, no thread a phone."""

import asyncio
import random

from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from workshop.domain.errors import WorkshopError
from workshop.live import Listener
from workshop.phone.answers import refuse_as_json
from workshop.phone.door import Door
from workshop.phone.rooms import room_event
from workshop.services.house import House

COMMENT_SECONDS = 15.0
_COMMENT = b": here\n\n"
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


class RoomEvents:
    """``GET /j/{code}/events`` as an ASGI application: a stream holds two small tasks, no more."""

    def __init__(
        self, house: House, door: Door, *, comment_seconds: float = COMMENT_SECONDS
    ) -> None:
        self._house = house
        self._door = door
        self._comment_seconds = comment_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HTTPConnection(scope)
        try:
            guest = await self._door.let_in(request)
        except WorkshopError as refused:
            await refuse_as_json(request, refused)(scope, receive, send)
            return
        if scope["method"] == "HEAD":
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            await send({"type": "http.response.body", "body": b""})
            return
        listener = self._house.hub.listen(guest.participant.code, "room")
        gone = asyncio.create_task(_close_when_gone(receive, listener))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            await self._tell(request, listener, send)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except OSError:
            pass  # hung up in the middle of a word
        finally:
            self._house.hub.leave(listener)
            gone.cancel()

    async def _tell(self, request: HTTPConnection, listener: Listener, send: Send) -> None:
        # Read only now that we listen: a change in between would be told to nobody.
        try:
            scene = (await self._door.let_in(request)).scene
        except WorkshopError:
            return
        told = scene.room.room_revision
        # A thousand phones that lost a server must not all come back in the same instant.
        pause = f"retry: {random.randint(1000, 4000)}\n".encode()
        await send({"type": "http.response.body", "body": pause + scene.event, "more_body": True})
        while not listener.closed:
            news = await listener.wait(self._comment_seconds)
            if news is not None and news.room_revision != told:
                told = news.room_revision
                event = room_event(news.room_revision, news.phase)
                await send({"type": "http.response.body", "body": event, "more_body": True})
            elif news is None and not listener.closed:
                await send({"type": "http.response.body", "body": _COMMENT, "more_body": True})


async def _close_when_gone(receive: Receive, listener: Listener) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.close()
