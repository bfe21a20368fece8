"""HTTP/1.1 by hand: thousands of simulated phones must cost the machine little beside the server.

A phone holds two connections as a browser does: a ``Line``, kept alive, for what it asks and
sends, and a ``Channel``, on which the server tells. Loopback only.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode

HOST = "127.0.0.1"
Hears = Callable[[bytes], None]

TRIES = 3
"""The server closes a connection that was quiet for long: browsers too send once more."""
ASK_SECONDS = 60.0


@dataclass(slots=True)
class Answer:
    """What came back; header names in small letters."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def cookie(self) -> str:
        """What to send as ``Cookie`` from now on, "" when no cookie was given."""
        pairs = [value.split(";")[0] for name, value in self.headers if name == "set-cookie"]
        return "; ".join(pairs)

    def header(self, wanted: str) -> str:
        return next((value for name, value in self.headers if name == wanted), "")


class Line:
    """One kept-alive connection, one question at a time."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._wire: _AnswerReader | None = None

    async def ask(
        self, method: str, path: str, *, cookie: str = "", fields: dict[str, str] | None = None
    ) -> Answer:
        """Send and wait for the answer; again on a new connection when this one was closed.

        Raises OSError when the server cannot be reached or hangs up in the middle.
        """
        request = _request(self.port, method, path, cookie, fields)
        for attempt in range(1, TRIES + 1):
            try:
                if self._wire is None or self._wire.is_closed:
                    loop = asyncio.get_running_loop()
                    _, self._wire = await loop.create_connection(_AnswerReader, HOST, self.port)
                async with asyncio.timeout(ASK_SECONDS):
                    return await self._wire.ask(request)
            except OSError:
                self.hang_up()
                if attempt == TRIES:
                    raise
        raise AssertionError

    def hang_up(self) -> None:
        """Close at once, as a phone that leaves the network does."""
        wire, self._wire = self._wire, None
        if wire is not None:
            wire.abort()


async def ask_once(port: int, path: str, *, cookie: str = "") -> Answer:
    """One GET on a connection of its own."""
    line = Line(port)
    try:
        return await line.ask("GET", path, cookie=cookie)
    finally:
        line.hang_up()


def _request(
    port: int, method: str, path: str, cookie: str, fields: dict[str, str] | None
) -> bytes:
    body = b"" if fields is None else urlencode(fields).encode()
    accept = "text/html" if fields is None else "application/json"
    head = f"{method} {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\nAccept: {accept}\r\n"
    if cookie:
        head += f"Cookie: {cookie}\r\n"
    if fields is not None:
        head += "Content-Type: application/x-www-form-urlencoded\r\n"
        head += f"Content-Length: {len(body)}\r\n"
    return head.encode() + b"\r\n" + body


class _AnswerReader(asyncio.Protocol):
    """Reads one answer with a length after each request."""

    def __init__(self) -> None:
        self.is_closed = False
        self._transport: asyncio.Transport | None = None
        self._received = b""
        self._waiting: asyncio.Future[Answer] | None = None

    async def ask(self, request: bytes) -> Answer:
        assert self._transport is not None
        self._received = b""
        self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._waiting

    def abort(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._received += data
        end = self._received.find(b"\r\n\r\n")
        if end < 0 or self._waiting is None:
            return
        status, headers = _read_head(self._received[:end])
        length = next((int(value) for name, value in headers if name == "content-length"), 0)
        if len(self._received) >= end + 4 + length and not self._waiting.done():
            self._waiting.set_result(Answer(status, headers, self._received[end + 4 :]))

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_closed = True
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(ConnectionResetError("the server hung up"))


class Channel(asyncio.Protocol):
    """One open stream of server-sent events; ``hears`` is called with the data of each.

    ``closed`` is set once the server, or we, have hung up; ``status`` is 0 until it answered.
    """

    def __init__(self, port: int, path: str, cookie: str, hears: Hears) -> None:
        self.status = 0
        self.closed = asyncio.Event()
        self._hears = hears
        self._transport: asyncio.Transport | None = None
        self._parts: list[bytes] = []
        self._request = (
            f"GET {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\nCookie: {cookie}\r\n"
            "Accept: text/event-stream\r\n\r\n"
        ).encode()

    @classmethod
    async def open(cls, port: int, path: str, cookie: str, hears: Hears) -> "Channel":
        """Raises OSError when the server cannot be reached."""
        channel = cls(port, path, cookie, hears)
        await asyncio.get_running_loop().create_connection(lambda: channel, HOST, port)
        return channel

    def hang_up(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        # The first event of a full board comes in hundreds of pieces: joined once, at its end.
        self._parts.append(data)
        if b"\n" not in data:
            return
        *lines, rest = b"".join(self._parts).split(b"\n")
        self._parts = [rest] if rest else []
        for line in lines:
            if line.startswith(b"data:"):
                self._hears(line[5:])
            elif line.startswith(b"HTTP/1.1 "):
                self.status = int(line[9:12])

    def connection_lost(self, exc: Exception | None) -> None:
        self.closed.set()


def _read_head(raw: bytes) -> tuple[int, list[tuple[str, str]]]:
    first, *lines = raw.decode("latin-1").split("\r\n")
    headers = [
        (name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines)
    ]
    return int(first.split()[1]), headers
