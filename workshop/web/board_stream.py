"""``GET /live/{code}/events``: the board channel of facilitator's and sponsor's screens.

The first event holds all that this audience may see, the next ones what is new or changed. The
right is looked up in the database for every event; only the reading is shared between streams.
"""

import asyncio
import json
import logging
import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from workshop.domain.codes import read_room_code
from workshop.domain.errors import WorkshopUnknown
from workshop.domain.words import Role
from workshop.live import News
from workshop.live.hub import Listener
from workshop.services.actors import Visitor
from workshop.services.house import House
from workshop.services.signin import role_in
from workshop.services.views.board import read_board
from workshop.web.cookies import session_token

HEARTBEAT_SECONDS = 15.0
HEADCOUNT_SECONDS = 0.25
"""Between events of which only the number of phones is news: a thousand may join at once."""
COMMIT_SECONDS = 0.008
"""Between events of commits: what comes meanwhile goes with the next one."""
STUCK_SECONDS = 20.0
"""A browser that takes nothing for so long has gone, whatever its network says."""
MOST_STREAMS = 24
"""Open streams of one browser in one workshop."""
MOST_TOGETHER = 300
"""Of all browsers in one role in one workshop: each look at a link may make a new browser."""
KEPT_READINGS = 16
SHARED_SECONDS = 1.0
"""For those that wake together; later the same revision may be that of a restored workshop."""

GONE = b"event: gone\ndata: {}\n\n"
"""The last word to a browser whose right has ended."""

_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]
_log = logging.getLogger("workshop.web")

Result = TypeVar("Result")
Key = tuple[str, Role, bool, int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """One event but for the number of phones; ``cards`` is JSON already.

    ``withheld``: a projector was sent no card, for the room may not read them yet; the event then
    says so, and the next reading is of everything.
    """

    revision: int
    phase: str
    stage: str
    cards_count: int
    topics_count: int
    cards: str
    withheld: bool = False

    def event(self, phones: int) -> bytes:
        withheld = ',"withheld":true' if self.withheld else ""
        text = (
            f'{{"revision":{self.revision},"phase":"{self.phase}","stage":"{self.stage}","counts":'
            f'{{"cards":{self.cards_count},"topics":{self.topics_count},"phones":{phones}}},'
            f'"cards":{self.cards}{withheld}}}'
        )
        return f"event: board\ndata: {text}\n\n".encode()


class BoardChannel:
    """All open board streams of this process, and the readings they share."""

    def __init__(self, house: House, *, now: Callable[[], float] = time.monotonic) -> None:
        self.house = house
        self.now = now
        # By workshop and browser, and by workshop and role.
        self.open: Counter[tuple[str, str]] = Counter()
        self._readers = ThreadPoolExecutor(3, thread_name_prefix="board")
        self._shared: OrderedDict[Key, tuple[float, asyncio.Task[Reading]]] = OrderedDict()

    def routes(self) -> list[BaseRoute]:
        return [Route("/live/{code}/events", self.listen, methods=["GET"])]

    async def listen(self, request: Request) -> Response:
        """The stream, in the best role of the cookie, or as a sponsor sees it (``?role=sponsor``).

        ``?screen=projector``: for the facilitator's window that the whole room looks at, which is
        never sent what the room may not read yet.
        401 without a right, the same for a workshop that does not exist.
        """
        code = read_room_code(request.path_params["code"])
        token = session_token(request)
        role = await self.run(lambda: role_in(self.house, code=code or "", token=token))
        if role is None or code is None or token is None:
            raise HTTPException(401, "unauthorized")
        if request.query_params.get("role") == Role.SPONSOR:
            role = Role.SPONSOR
        if self.open[code, token] >= MOST_STREAMS or self.open[code, role] >= MOST_TOGETHER:
            raise HTTPException(429, "too many streams", {"Retry-After": "5"})
        projector = request.query_params.get("screen") == "projector"
        return BoardStream(self, Visitor(code, token, role), projector=projector)

    async def run(self, read: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._readers, read)

    async def read(
        self, visitor: Visitor, *, since: int, revision: int, projector: bool = False
    ) -> Reading:
        """What is new for this visitor. Raises WorkshopUnknown once the right is gone.

        ``revision``: the news that woke the stream. Streams that were woken together and had
        seen the same share one reading, each after its own check.
        """
        key = (visitor.code, visitor.role, projector, since, revision)
        begun, shared = self._shared.get(key, (-SHARED_SECONDS, None))
        if shared is None or self.now() - begun > SHARED_SECONDS:
            shared = asyncio.create_task(self.run(lambda: self._read(visitor, since, projector)))
            shared.add_done_callback(lambda task: task.cancelled() or task.exception())
            self._shared[key] = (self.now(), shared)
            while len(self._shared) > KEPT_READINGS:
                self._shared.popitem(last=False)
            return await asyncio.shield(shared)
        await self.check(visitor)
        try:
            return await asyncio.shield(shared)
        except WorkshopUnknown:  # that was the one who read for all: its right, not ours
            return await self.run(lambda: self._read(visitor, since, projector))

    async def check(self, visitor: Visitor) -> None:
        """Raises WorkshopUnknown unless the visitor may still see in this role."""
        role = await self.run(lambda: role_in(self.house, code=visitor.code, token=visitor.token))
        if role is None or (visitor.role is Role.FACILITATOR and role is not Role.FACILITATOR):
            raise WorkshopUnknown(code=visitor.code)

    def _read(self, visitor: Visitor, since: int, projector: bool) -> Reading:
        board = read_board(self.house, visitor, since=since, projector=projector)
        cards = json.dumps(board.cards, ensure_ascii=False, separators=(",", ":"))
        return Reading(
            board.revision,
            board.phase,
            board.stage,
            board.cards_count,
            board.topics_count,
            cards,
            board.withheld,
        )


class BoardStream(Response):
    """One open stream. Ends when the browser leaves, the right ends or the server stops."""

    def __init__(self, channel: BoardChannel, visitor: Visitor, *, projector: bool) -> None:
        super().__init__()
        self._channel = channel
        self._visitor = visitor
        self._projector = projector
        self._stuck = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        channel, visitor = self._channel, self._visitor
        places = [(visitor.code, visitor.token), (visitor.code, visitor.role)]
        channel.open.update(places)
        # Listening begins before the first reading: nothing can fall between the two.
        listener = channel.house.hub.listen(visitor.code, "board")
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        telling = asyncio.create_task(self._tell(listener, send))
        leaving = asyncio.create_task(_until_gone(receive))
        try:
            await asyncio.wait({telling, leaving}, return_when=asyncio.FIRST_COMPLETED)
            # To a browser that takes nothing, the last word would wait for ever too.
            if telling.done() and not leaving.done() and not self._stuck:
                await send({"type": "http.response.body", "body": b""})
        finally:
            telling.cancel()
            leaving.cancel()
            await asyncio.gather(telling, leaving, return_exceptions=True)
            channel.house.hub.leave(listener)
            channel.open.subtract(places)
            for place in places:
                if not channel.open[place]:
                    del channel.open[place]

    async def _tell(self, listener: Listener, send: Send) -> None:
        try:
            await self._tell_all(listener, send)
            if listener.forgotten:
                raise WorkshopUnknown(code=self._visitor.code)
        except WorkshopUnknown:
            # Revoked, closed, signed out or deleted. An open page looks at once what it may still
            # show; the browser asks for a stream again, and is told 401.
            with suppress(TimeoutError):
                await _write(send, GONE)
        except TimeoutError:
            self._stuck = True
        except Exception as error:  # the database is away: the browser comes back by itself
            _log.warning("a board stream ended (%s)", type(error).__name__)

    async def _tell_all(self, listener: Listener, send: Send) -> None:
        channel, visitor, hub = self._channel, self._visitor, self._channel.house.hub
        known = hub.known(visitor.code)
        phones = hub.phones(visitor.code)
        reading = await channel.read(
            visitor,
            since=0,
            revision=known.revision if known else 0,
            projector=self._projector,
        )
        await _write(send, b"retry: 1000\n\n" + reading.event(phones))
        told_at = channel.now()
        while not listener.closed:
            news = await listener.wait(HEARTBEAT_SECONDS)
            if news is None:
                if not listener.closed:
                    await channel.check(visitor)
                    await _write(send, b": still here\n\n")
                continue
            if news.revision <= reading.revision and hub.phones(visitor.code) == phones:
                continue  # a commit that went with the last event
            if news.revision <= reading.revision:
                newer = await self._let_them_in(listener, reading.revision, told_at)
                news = newer or news
            if (left := told_at + COMMIT_SECONDS - channel.now()) > 0:
                await asyncio.sleep(left)
            if listener.closed:
                return
            phones = hub.phones(visitor.code)
            if news.revision > reading.revision:
                reading = await channel.read(
                    visitor,
                    since=0 if reading.withheld else reading.revision,
                    revision=news.revision,
                    projector=self._projector,
                )
                await _write(send, reading.event(phones))
            else:
                await channel.check(visitor)
                await _write(send, _without_cards(reading).event(phones))
            told_at = channel.now()

    async def _let_them_in(self, listener: Listener, revision: int, told_at: float) -> News | None:
        """Wait until the next headcount is due, or give the commit that comes before."""
        while (left := told_at + HEADCOUNT_SECONDS - self._channel.now()) > 0:
            news = await listener.wait(left)
            if listener.closed:
                return None
            if news is not None and news.revision > revision:
                return news
        return None


def _without_cards(reading: Reading) -> Reading:
    return replace(reading, cards="[]")


async def _write(send: Send, body: bytes) -> None:
    async with asyncio.timeout(STUCK_SECONDS):
        await send({"type": "http.response.body", "body": body, "more_body": True})


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue
