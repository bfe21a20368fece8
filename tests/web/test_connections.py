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
