"""What uvicorn leaves without a limit: the lines of a request, and a request that never ends.

Anybody in the network can send them, before the front door sees anything. uvicorn's pure Python
parser has limits of its own; this is for the fast one.
"""

import asyncio
import logging
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_LIMIT = 64 * 1024
"""Bytes that are no body, one after the other, and one more reading of the network besides: the
request line and the headers, or the headers that may follow a body in pieces.
"""
SILENCE_SECONDS = 60.0
"""Between two pieces of one request, and before the first one."""


# A line for each request that nobody can read would fill the disk of whoever is attacked.
_log = logging.getLogger("workshop.connections")
_log.setLevel(logging.ERROR)


class BoundedHttp(HttpToolsProtocol):
    """One connection: 400 and its end for a head that is too long, its end for one that is silent.

    A body is not counted here: each route has its own limit and reads no further.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.logger = _log
        self._lines = 0
        self._in_head = False
        self._had_body = False
        self._unfinished = False
        self._silence: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait_for_more()

    def data_received(self, data: bytes) -> None:
        self._stop_waiting()
        self._had_body = False
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._unfinished and not self._had_body:
            self._lines += len(data)
            if self._lines > HEAD_LIMIT:
                self.send_400_response("Request header fields too large.")
                return
        if self._unfinished:
            self._wait_for_more()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._lines, self._in_head, self._unfinished = 0, True, True

    def on_header(self, name: bytes, value: bytes) -> None:
        # What follows a body was not there when the front door looked at the headers.
        if self._in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._in_head = False
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._lines, self._had_body = 0, True
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._unfinished = False
        super().on_message_complete()

    def _wait_for_more(self) -> None:
        self._silence = self.loop.call_later(SILENCE_SECONDS, self._silent)

    def _stop_waiting(self) -> None:
        if self._silence is not None:
            self._silence.cancel()
            self._silence = None

    def _silent(self) -> None:
        if self.flow.read_paused:  # it is we who do not listen
            self._wait_for_more()
        else:
            self.transport.close()
