"""A small HTTP client for the simulated phones: kept-alive connections to this computer alone."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlencode

from workshop.addresses import LOOPBACK

ANSWER_SECONDS = 15.0
HEAD_LIMIT = 2**16


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes = b""

    @property
    def cookie(self) -> str:
        """What the answer's cookies are sent back as."""
        given = (value.split(";")[0] for name, value in self.headers if name == "set-cookie")
        return "; ".join(given)


class Line:
    """One connection, opened at the first question.

    Questions raise OSError when nobody answers: TimeoutError and a connection that was closed in
    the middle included.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self._ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(
        self, method: str, path: str, *, cookie: str = "", fields: dict[str, str] | None = None
    ) -> Answer:
        """The answer with its whole body."""
        head = await self._begin(method, path, cookie, fields)
        length = next((int(value) for name, value in head.headers if name == "content-length"), 0)
        assert self._ends is not None
        async with asyncio.timeout(ANSWER_SECONDS):
            try:
                body = await self._ends[0].readexactly(length)
            except asyncio.IncompleteReadError as error:
                raise ConnectionResetError(path) from error
        return Answer(head.status, head.headers, body)

    async def open_stream(self, path: str, *, cookie: str) -> int:
        """Ask for a stream that stays open until ``close``; gives its status."""
        return (await self._begin("GET", path, cookie, None)).status

    async def close(self) -> None:
        ends, self._ends = self._ends, None
        if ends is not None:
            ends[1].close()
            with suppress(OSError):
                await ends[1].wait_closed()

    async def _begin(
        self, method: str, path: str, cookie: str, fields: dict[str, str] | None
    ) -> Answer:
        async with asyncio.timeout(ANSWER_SECONDS):
            if self._ends is None:
                self._ends = await asyncio.open_connection(LOOPBACK, self._port, limit=HEAD_LIMIT)
            reader, writer = self._ends
            writer.write(self._question(method, path, cookie, fields))
            await writer.drain()
            try:
                head = await reader.readuntil(b"\r\n\r\n")
            except asyncio.IncompleteReadError as error:
                raise ConnectionResetError(path) from error
        first, *lines = head.decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in lines if line)
        return Answer(
            int(first.split()[1]), [(name.lower(), value.strip()) for name, _, value in pairs]
        )

    def _question(
        self, method: str, path: str, cookie: str, fields: dict[str, str] | None
    ) -> bytes:
        body = urlencode(fields or {}).encode()
        lines = [f"{method} {path} HTTP/1.1", f"Host: {LOOPBACK}:{self._port}"]
        if cookie:
            lines.append(f"Cookie: {cookie}")
        if fields is not None:
            lines.append("Accept: application/json")
            lines.append("Content-Type: application/x-www-form-urlencoded")
            lines.append(f"Content-Length: {len(body)}")
        return "\r\n".join([*lines, "", ""]).encode() + body
