"""What the front door knows: filled in when the house opens, emptied when it closes."""

import asyncio
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

from starlette.types import ASGIApp

from workshop.services.house import House
from workshop.web.hosts import Hosts
from workshop.web.streamlit_page import StreamlitPage

DRAIN_SECONDS = 0.5
"""From the signal to the closed door: /healthz says 503, and what has been sent is finished."""


@dataclass(slots=True)
class Entrance:
    """Shared by ``app.py``, the front door and our routes; one per process.

    ``rooms``: our own routes, None while the house is closed. ``closing``: a signal came.
    """

    hosts: Hosts
    streamlit_page: StreamlitPage
    house: House | None = None
    rooms: ASGIApp | None = None
    closing: bool = field(default=False)

    def open(self, house: House, rooms: ASGIApp) -> None:
        self.house, self.rooms, self.closing = house, rooms, False

    def close(self) -> None:
        self.closing = True
        self.house = self.rooms = None

    @contextmanager
    def closing_on_signals(self, end_streams: Callable[[], None]) -> Iterator[None]:
        """On SIGTERM or Ctrl-C, end the streams before the server waits for them.

        The server tells the lifespan only once every request is answered, and an open stream is
        a request that never is. Works under any server that handles the signals itself; a second
        signal goes straight to it.
        """
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        loop = asyncio.get_running_loop()
        before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

        def hear(number: int, frame: FrameType | None) -> None:
            handler = before[signal.Signals(number)]
            assert callable(handler)
            if self.closing:
                handler(number, frame)
                return
            self.closing = True

            def drain() -> None:
                end_streams()
                loop.call_later(DRAIN_SECONDS, handler, number, None)

            loop.call_soon_threadsafe(drain)

        handled = [
            number
            for number, handler in before.items()
            if callable(handler) and handler is not signal.default_int_handler
        ]
        for number in handled:
            signal.signal(number, hear)
        try:
            yield
        finally:
            for number in handled:
                signal.signal(number, before[number])
