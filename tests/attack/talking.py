"""Bytes on a connection, as no browser would send them, and the answers that come back."""

import re
import socket
from collections.abc import Iterable
from contextlib import suppress

PATIENCE_SECONDS = 60.0
_STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) ")


def talk(port: int, *pieces: bytes) -> bytes:
    """All that comes back until the server hangs up; what it no longer takes is not sent."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS) as line:
        # A server that has hung up on us resets the line: what it said before is still there.
        with suppress(ConnectionError):
            for piece in pieces:
                line.sendall(piece)
        return _all_of(line)


def _all_of(line: socket.socket) -> bytes:
    got = b""
    with suppress(ConnectionError):
        while piece := line.recv(65536):
            got += piece
    return got


def statuses(answer: bytes) -> list[int]:
    """Of each answer on the connection."""
    return [int(found) for found in _STATUS.findall(answer)]


def request(
    line: bytes,
    *,
    cookie: str = "",
    headers: Iterable[bytes] = (),
    body: bytes = b"",
    host: bytes = b"localhost",
) -> bytes:
    """A request whose first line is ``line``, after which the server is to hang up."""
    said = [b"Host: " + host, b"Connection: close", *headers]
    said += [b"Cookie: " + cookie.encode()] if cookie else []
    return b"\r\n".join([line, *said, b"", body])
