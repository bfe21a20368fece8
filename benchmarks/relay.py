"""What stands before several processes: each new connection goes to one that takes it.

The plainest of reverse proxies, for drills: it reads nothing of what it passes on. A real one has
its own tests in ``tests/deploy``.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType

from benchmarks.wire import HOST

_PIECE = 65_536


class Relay:
    """``port``: where phones knock, once entered; ``targets``: the ports behind, in turn."""

    def __init__(self, targets: Sequence[int]) -> None:
        self.port = 0
        self._targets = list(targets)
        self._next = 0
        self._server: asyncio.Server | None = None
        self._passing: set[asyncio.Task[None]] = set()
        self._open_to: Counter[int] = Counter()

    async def __aenter__(self) -> "Relay":
        self._server = await asyncio.start_server(self._knock, HOST, 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._passing:
            task.cancel()
        await asyncio.gather(*self._passing, return_exceptions=True)

    def open_to(self, port: int) -> int:
        """How many connections it passes on to this port now."""
        return self._open_to[port]

    async def _knock(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._passing.add(task)
        task.add_done_callback(self._passing.discard)
        with suppress(asyncio.CancelledError):  # the end of the drill, which is no fault
            await self._lead_on(reader, writer)

    async def _lead_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            port, there, back = await self._open()
        except OSError:
            writer.transport.abort()
            return
        self._open_to[port] += 1
        try:
            both = [
                asyncio.ensure_future(_pass_on(reader, back)),
                asyncio.ensure_future(_pass_on(there, writer)),
            ]
            try:
                await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for one in both:
                    one.cancel()
                await asyncio.gather(*both, return_exceptions=True)
        finally:
            self._open_to[port] -= 1
            for end in (writer, back):
                end.transport.abort()

    async def _open(self) -> tuple[int, asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection to the next one in turn that takes it. Raises OSError when none does."""
        self._next += 1
        turn = self._next % len(self._targets)
        *first, last = self._targets[turn:] + self._targets[:turn]
        for port in first:
            with suppress(OSError):
                return port, *await asyncio.open_connection(HOST, port)
        return last, *await asyncio.open_connection(HOST, last)


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while piece := await reader.read(_PIECE):
            writer.write(piece)
            await writer.drain()
