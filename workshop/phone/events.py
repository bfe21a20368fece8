"""The room channel: one event when the room changes, a comment now and then, no thread a phone."""

import asyncio
import math
import random
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from workshop.domain.errors import WorkshopError
from workshop.live import Listener
from workshop.phone.answers import refuse_as_json
from workshop.phone.door import Door
from workshop.phone.refusals import Unavailable
from workshop.phone.rooms import room_event
from workshop.services.actors import Participant
from workshop.services.house import House

COMMENT_SECONDS = 15.0
TOGETHER_SECONDS = 0.25
"""Comments leave together, this far apart: else each of a thousand clocks wakes the process."""
MOST_STREAMS = 4
"""Open streams of one phone: one more, and the oldest ends, which a lost network left behind."""
MOST_STREAMS_IN_ALL = 12_000
TRY_AGAIN_SECONDS = 10
_COMMENT = b": here\n\n"
# To a stream that ends for a newer one: a tab that is still there must not push out the next.
_COME_BACK_LATER = b"retry: 60000\n\n"
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
        self._open: dict[Participant, deque[Listener]] = {}
        self._open_in_all = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HTTPConnection(scope)
        try:
            guest = await self._door.let_in(request)
            if self._open_in_all >= MOST_STREAMS_IN_ALL:
                raise Unavailable(seconds=TRY_AGAIN_SECONDS)
        except WorkshopError as refused:
            await refuse_as_json(request, refused)(scope, receive, send)
            return
        if scope["method"] == "HEAD":
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            await send({"type": "http.response.body", "body": b""})
            return
        with self._listening(guest.participant) as listener:
            gone = asyncio.create_task(_close_when_gone(receive, listener))
            try:
                await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
                await self._tell(request, listener, send)
                made_room = listener not in self._open.get(guest.participant, ())
                last = _COME_BACK_LATER if made_room else b""
                await send({"type": "http.response.body", "body": last, "more_body": False})
            except OSError:
                pass  # hung up in the middle of a word
            finally:
                gone.cancel()

    @contextmanager
    def _listening(self, participant: Participant) -> Iterator[Listener]:
        listener = self._house.hub.listen(participant.code, "room")
        theirs = self._open.setdefault(participant, deque())
        theirs.append(listener)
        self._open_in_all += 1
        if len(theirs) > MOST_STREAMS:
            theirs.popleft().close()
        try:
            yield listener
        finally:
            self._open_in_all -= 1
            if listener in theirs:
                theirs.remove(listener)
            if not theirs and self._open.get(participant) is theirs:
                del self._open[participant]
            self._house.hub.leave(listener)

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
            news = await listener.wait(self._until_comment())
            if news is not None and news.room_revision != told:
                if not await self._is_welcome(request):
                    return
                told = news.room_revision
                event = room_event(news.room_revision, news.phase)
                await send({"type": "http.response.body", "body": event, "more_body": True})
            elif news is None and not listener.closed:
                await send({"type": "http.response.body", "body": _COMMENT, "more_body": True})

    async def _is_welcome(self, request: HTTPConnection) -> bool:
        """False once the device was removed: a stream must not outlive its right to the room."""
        try:
            await self._door.let_in(request)
        except WorkshopError:
            return False
        return True

    def _until_comment(self) -> float:
        """Seconds, a little less than asked, to a moment that many streams share."""
        now = asyncio.get_running_loop().time()
        due = now + self._comment_seconds
        shared = math.floor(due / TOGETHER_SECONDS) * TOGETHER_SECONDS
        return (shared if shared - now >= TOGETHER_SECONDS else due) - now


async def _close_when_gone(receive: Receive, listener: Listener) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.close()
