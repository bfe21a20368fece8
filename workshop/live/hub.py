"""Announcements from the thread that committed to the streams that listen.

Two channels. ``room``: phones; woken only when ``room_revision`` moves. ``board``: facilitator
and sponsor screens; woken by every commit. A listener keeps only the latest news: it can
never grow, never blocks the announcer, and a slow one skips what it could not show anyway.
"""

import asyncio
import threading
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Channel = Literal["room", "board"]


@dataclass(frozen=True, slots=True)
class News:
    """Where a workshop stands after a commit."""

    code: str
    revision: int
    room_revision: int
    phase: str


class Listener:
    """One open stream; ``wait`` gives the latest news once, None when the hub closes."""

    def __init__(self, code: str, channel: Channel, loop: asyncio.AbstractEventLoop) -> None:
        self.code = code
        self.channel = channel
        self.loop = loop
        self._latest: News | None = None
        self._newest = 0
        self._event = asyncio.Event()
        self._closed = False
        self.forgotten = False
        """True once the workshop was deleted: what is drawn of it has to go."""

    def put(self, news: News) -> None:
        """Keep ``news`` and wake the stream; called in the stream's own loop.

        Two threads that announce at once may call in the wrong order: what is older than what
        this stream has had already is dropped, or its screen would stay on the older phase.
        """
        if news.revision >= self._newest:
            self._newest = news.revision
            self._latest = news
            self._event.set()

    def close(self) -> None:
        self._closed = True
        self._event.set()

    def forget(self) -> None:
        self.forgotten = True
        self.close()

    async def wait(self, timeout: float) -> News | None:
        """The latest news, or None after ``timeout`` seconds or once closed (see ``closed``)."""
        if not self._closed:
            try:
                async with asyncio.timeout(timeout):
                    await self._event.wait()
            except TimeoutError:
                return None
        self._event.clear()
        news, self._latest = self._latest, None
        return None if self._closed else news

    @property
    def closed(self) -> bool:
        return self._closed


class Hub:
    """The listeners of this process. All methods may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[tuple[str, Channel], set[Listener]] = defaultdict(set)
        self._known: dict[str, News] = {}
        self._elsewhere: dict[str, int] = {}
        self._closed = False
        self.announced = 0
        """How many announcements there were so far: one that stands still is a quiet moment."""

    def listen(self, code: str, channel: Channel) -> Listener:
        """Open a stream in the running loop; give it back with ``leave``."""
        listener = Listener(code, channel, asyncio.get_running_loop())
        with self._lock:
            if self._closed:
                listener.close()
            self._listeners[code, channel].add(listener)
        if channel == "room":
            self._headcount_changed(code)
        return listener

    def leave(self, listener: Listener) -> None:
        with self._lock:
            group = self._listeners.get((listener.code, listener.channel))
            if group is not None:
                group.discard(listener)
                if not group:
                    del self._listeners[listener.code, listener.channel]
        if listener.channel == "room":
            self._headcount_changed(listener.code)

    def phones(self, code: str) -> int:
        """How many phones hold their channel open, in this process and in the others together."""
        with self._lock:
            here = len(self._listeners.get((code, "room"), ()))
            return here + self._elsewhere.get(code, 0)

    def phones_here(self) -> Counter[str]:
        """By code, the phones that hold their channel open in this process; none that has none."""
        with self._lock:
            return Counter(
                {
                    code: len(group)
                    for (code, channel), group in self._listeners.items()
                    if channel == "room" and group
                }
            )

    def set_elsewhere(self, phones: Mapping[str, int]) -> None:
        """Hear how many phones all other processes hold, by code; boards that it concerns wake."""
        with self._lock:
            before, self._elsewhere = self._elsewhere, dict(phones)
            codes = before.keys() | self._elsewhere.keys()
            moved = [code for code in codes if before.get(code, 0) != self._elsewhere.get(code, 0)]
        for code in moved:
            self._headcount_changed(code)

    def streams(self) -> dict[Channel, int]:
        """How many streams of each channel are open in this process."""
        open_now: dict[Channel, int] = {"room": 0, "board": 0}
        with self._lock:
            for (_, channel), group in self._listeners.items():
                open_now[channel] += len(group)
        return open_now

    def known(self, code: str) -> News | None:
        """The last news of a workshop, if this process has heard of it."""
        with self._lock:
            return self._known.get(code)

    def stand(self) -> tuple[News, ...]:
        """Where every workshop stands that this process has heard of."""
        with self._lock:
            return tuple(self._known.values())

    def announce(self, news: News) -> None:
        """Tell everybody concerned; an older revision than the known one tells nobody."""
        with self._lock:
            self.announced += 1
            before = self._known.get(news.code)
            if before is not None and before.revision >= news.revision:
                return
            self._known[news.code] = news
            awake = list(self._listeners.get((news.code, "board"), ()))
            if before is None or before.room_revision != news.room_revision:
                awake += self._listeners.get((news.code, "room"), ())
        self._wake(awake, news)

    def forget(self, code: str) -> None:
        """A workshop was deleted: end its streams."""
        with self._lock:
            self._known.pop(code, None)
            ended = [
                listener
                for channel in ("room", "board")
                for listener in self._listeners.get((code, channel), ())
            ]
        for listener in ended:
            _call(listener.loop, listener.forget)

    def close(self) -> None:
        """End every stream: an open one would keep the server from stopping."""
        with self._lock:
            self._closed = True
            ended = [listener for group in self._listeners.values() for listener in group]
        for listener in ended:
            _call(listener.loop, listener.close)

    def reopen(self) -> None:
        """Start afresh (a server started again in the same process, as tests do)."""
        with self._lock:
            self._closed = False
            self._listeners.clear()
            self._known.clear()
            self._elsewhere.clear()

    def _headcount_changed(self, code: str) -> None:
        with self._lock:
            news = self._known.get(code)
            awake = list(self._listeners.get((code, "board"), ()))
        if news is not None:
            self._wake(awake, news)

    def _wake(self, listeners: list[Listener], news: News) -> None:
        by_loop: dict[asyncio.AbstractEventLoop, list[Listener]] = defaultdict(list)
        for listener in listeners:
            by_loop[listener.loop].append(listener)
        for loop, group in by_loop.items():
            _call(loop, _put_all, group, news)


def _put_all(listeners: list[Listener], news: News) -> None:
    for listener in listeners:
        listener.put(news)


def _call(loop: asyncio.AbstractEventLoop, function: object, *arguments: object) -> None:
    try:
        loop.call_soon_threadsafe(function, *arguments)  # type: ignore[arg-type]
    except RuntimeError:  # the loop is closed: that stream is gone with its server
        return


hub = Hub()
"""The hub of this process: services announce to it, streams listen to it."""
