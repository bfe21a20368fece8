"""The process that serves: uvicorn around ``app:app``, and how it stops."""

import asyncio
import errno
import importlib.util
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

import uvicorn

from workshop.addresses import serve_on
from workshop.domain.errors import PortForbidden, PortTaken
from workshop.logs import set_up_logs
from workshop.settings import CHECKOUT

BACKLOG = 4096
"""Phones that may knock at the same moment: a whole room scans one code."""
KEEP_ALIVE_SECONDS = 75
"""Longer than a phone's pause between two gestures, or each would begin with a new connection."""
STOPPING_SECONDS = 8
"""For what is under way after the signal; the whole stop takes ten at most."""
MESSAGE_LIMIT = 25_000_000
"""Bytes of one message to Streamlit, which reads no longer one; only signed-in browsers may send
any.
"""
MOST_FILES = (65_536, 10_240)
"""Open files to ask for, a phone holds two connections; the second is what any system grants."""
GONE_SECONDS = 60
"""For a phone to take what was sent; one that walked out of the Wi-Fi hangs up for nobody."""
START_FAILED = 3
"""Exit code when the app refused to start; the reason was printed."""


def serve(
    *, host: str, port: int, log: str = "plain", on_ready: Callable[[], None] | None = None
) -> None:
    """Serve until SIGTERM or Ctrl-C, then return once what was sent is finished.

    ``port``: never another one, silently. ``log``: how its lines look, ``plain`` or ``json``.
    ``on_ready``: called once browsers are answered. Raises PortTaken, PortForbidden; SystemExit
    with START_FAILED when the app refuses to start.
    """
    door = listen(host, port)
    open_many_files()
    set_up_logs(log)
    serve_on(port)
    if str(CHECKOUT) not in sys.path:  # the console command starts elsewhere
        sys.path.insert(0, str(CHECKOUT))
    try:
        _Server(_config(host, port), on_ready).run(sockets=[door])
    except KeyboardInterrupt:
        return
    finally:
        door.close()


def _config(host: str, port: int) -> uvicorn.Config:
    return uvicorn.Config(
        "app:app",
        host=host,
        port=port,
        loop="uvloop" if _has("uvloop") else "auto",
        http=_bounded_http() if _has("httptools") else "auto",
        ws="websockets-sansio",
        ws_max_size=MESSAGE_LIMIT,
        ws_per_message_deflate=False,
        ws_ping_interval=30,
        ws_ping_timeout=30,
        lifespan="on",
        log_config=None,  # ours is set up already: see logs.py
        log_level="warning",
        access_log=False,  # it would write addresses and secret links
        # Who came by https is known from WORKSHOP_PUBLIC_URL, and whence they came is not asked.
        proxy_headers=False,
        server_header=False,
        use_colors=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=STOPPING_SECONDS,
    )


def listen(host: str, port: int) -> socket.socket:
    """A socket that browsers can knock at. Raises PortTaken, PortForbidden."""
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        door = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        raise PortForbidden(host=host, port=port) from error
    try:
        if os.name != "nt":  # on Windows this would let two programs share one port
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux; each connection takes it over
            door.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 1000 * GONE_SECONDS)
        door.bind(address)
        door.listen(BACKLOG)
        door.setblocking(False)
    except OSError as error:
        door.close()
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(port=port) from error
        raise PortForbidden(host=host, port=port) from error
    return door


def open_many_files() -> None:
    """Each phone holds a stream: the 256 or 1,024 files of a shell would be a small room's.

    Up to what the system lets this user have; Windows has no such limit.
    """
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        for most in MOST_FILES:
            wanted = most if hard == resource.RLIM_INFINITY else min(hard, most)
            if soft == resource.RLIM_INFINITY or soft >= wanted:
                return
            with suppress(OSError, ValueError):  # macOS refuses more than its kernel's limit
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
                return


class _Server(uvicorn.Server):
    """uvicorn, but for two things: it says when it is ready, and a stop asked for is no failure.

    The original raises the signal again once it has stopped, which ends the process with 143
    instead of 0.
    """

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None] | None) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and self._on_ready is not None:
            self._on_ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
        self.should_exit = True


def _bounded_http() -> type[asyncio.Protocol]:
    from workshop.connections import BoundedHttp

    return BoundedHttp


def _has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None
