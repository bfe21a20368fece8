"""What uvicorn would take without an end."""

import asyncio
from collections.abc import Callable
from typing import Any, cast

import pytest

pytest.importorskip("httptools")

import uvicorn
from uvicorn.server import ServerState

from workshop.connections import HEAD_LIMIT, SILENCE_SECONDS, BoundedHttp


class Later(asyncio.TimerHandle):
    """A timer that goes off when the test says so."""

    def __init__(self, callback: Callable[[], None]) -> None:
        self.callback = callback
        self.stopped = False

    def cancel(self) -> None:
        self.stopped = True


class Loop:
    """Remembers what is to happen later."""

    def __init__(self) -> None:
        self.timers: list[Later] = []

    def call_later(self, seconds: float, callback: Callable[[], None]) -> Later:
        assert seconds == SILENCE_SECONDS
        self.timers.append(Later(callback))
        return self.timers[-1]

    @property
    def running(self) -> list[Later]:
        return [timer for timer in self.timers if not timer.stopped]


class Line(asyncio.Transport):
    def __init__(self) -> None:
        super().__init__({"peername": ("127.0.0.1", 1), "sockname": ("127.0.0.1", 2)})
        self.written = b""
        self.closed = False

    def write(self, data: Any) -> None:
        self.written += data

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def pause_reading(self) -> None:
        pass

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        self.protocol = protocol


class Nobody:
    """A task that never runs."""

    def __init__(self, ended: object) -> None:
        pass

    def add_done_callback(self, callback: Callable[..., object]) -> None:
        pass


class Websocket(asyncio.Protocol):
    """What takes the line over from then on."""

    def __init__(self, **given: object) -> None:
        pass


def connect() -> tuple[BoundedHttp, Line, Loop]:
    loop, line = Loop(), Line()
    config = uvicorn.Config("tests.web.test_connections:app", log_config=None)
    connection = BoundedHttp(
        config, ServerState(), {}, _loop=cast("asyncio.AbstractEventLoop", loop)
    )
    connection.connection_made(line)
    return connection, line, loop


async def app(scope: object, receive: object, send: object) -> None:
    raise AssertionError("no request is whole here")


def test_a_head_that_goes_on_is_refused() -> None:
    connection, line, loop = connect()
    connection.data_received(b"GET / HTTP/1.1\r\nX: ")
    connection.data_received(b"a" * (HEAD_LIMIT - 20))
    assert not line.closed
    connection.data_received(b"a" * 100)
    assert line.closed
    assert line.written.startswith(b"HTTP/1.1 400 ")
    assert loop.running == []


def in_pieces() -> tuple[BoundedHttp, Line, Loop]:
    """A connection on which a body in pieces began; nobody asks for it."""
    connection, line, loop = connect()
    loop.create_task = lambda coroutine: Nobody(coroutine.close())  # type: ignore[attr-defined]
    connection.data_received(
        b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    return connection, line, loop


@pytest.mark.parametrize(
    "endless", [b"X: " + b"a" * 1_000 + b"\r\n", b"a" * 1_000], ids=["lines", "one line"]
)
def test_headers_that_follow_a_body_and_go_on_are_refused(endless: bytes) -> None:
    connection, line, _ = in_pieces()
    connection.data_received(b"1\r\na\r\n0\r\n")
    for _ in range(HEAD_LIMIT // len(endless)):
        connection.data_received(endless)
        assert not line.closed
    connection.data_received(endless)
    assert line.closed


def test_a_body_in_many_pieces_is_no_head() -> None:
    connection, line, _ = in_pieces()
    for _ in range(3 * HEAD_LIMIT // 1_000):
        connection.data_received(b"3e8\r\n")
        connection.data_received(b"a" * 1_000 + b"\r\n")
    assert not line.closed


def test_no_header_is_taken_from_behind_a_body() -> None:
    connection, _, _ = in_pieces()
    before = list(connection.headers)
    connection.data_received(b"1\r\na\r\n0\r\nCookie: session=other\r\n\r\n")
    assert connection.headers == before


def test_whoever_falls_silent_is_hung_up_on() -> None:
    for beginning in (b"", b"GE", b"GET / HTTP/1.1\r\n"):
        connection, line, loop = connect()
        if beginning:
            connection.data_received(beginning)
        [timer] = loop.running
        timer.callback()
        assert line.closed


def test_nobody_is_hung_up_on_because_we_do_not_listen() -> None:
    connection, line, loop = connect()
    connection.flow.pause_reading()
    [timer] = loop.running
    timer.callback()
    assert not line.closed
    connection.connection_lost(None)
    assert loop.running == [timer]  # it has gone off already; the one after it is stopped


def test_a_websocket_may_be_silent_for_as_long_as_it_likes() -> None:
    connection, line, loop = connect()
    connection.ws_protocol_class = Websocket
    connection.data_received(b"GET /_stcore/stream HTTP/1.1\r\nHost: localhost\r\n")
    connection.data_received(b"Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
    assert isinstance(line.protocol, Websocket)
    assert loop.running == []
