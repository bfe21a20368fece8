"""A browser of the attacker's own: one request straight into the app, with no manners at all."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Scope

PATIENCE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; of a stream that goes on, its first words."""

    status: int
    headers: Headers
    body: bytes
    goes_on: bool = False

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


@dataclass(slots=True)
class _Line:
    """The connection: gives the request, takes the answer, hangs up on a stream."""

    body: bytes
    sent: bool = False
    status: int = 0
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    parts: list[bytes] = field(default_factory=list)
    goes_on: bool = False
    done: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self) -> Message:
        if not self.sent:
            self.sent = True
            return {"type": "http.request", "body": self.body, "more_body": False}
        await self.done.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message.get("headers", ()))
            return
        self.parts.append(message.get("body", b""))
        streams = any(value.startswith(b"text/event-stream") for _, value in self.headers)
        self.goes_on = self.goes_on or (streams and message.get("more_body", False))
        if streams or not message.get("more_body", False):
            self.done.set()


async def ask(
    app: ASGIApp,
    verb: str,
    address: str,
    *,
    cookie: str = "",
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """One request to ``address`` (path and query, decoded). A stream is left after its first word.

    Any failure of the app comes out of here: a server would have answered 500.
    """
    path, _, query = address.partition("?")
    said = {"host": "localhost", "content-type": "application/x-www-form-urlencoded"}
    said |= {"cookie": cookie} if cookie else {}
    said |= {"content-length": str(len(body))} | dict(headers or {})
    scope: Scope = {
        "type": "http",
        "http_version": "1.1",
        "method": verb,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode("utf-8", "surrogatepass"),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in said.items()],
        "client": ("127.0.0.1", 1),
        "server": ("localhost", 80),
    }
    line = _Line(body)
    async with asyncio.timeout(PATIENCE_SECONDS):
        await app(scope, line.receive, line.send)
    return Answer(line.status, Headers(raw=line.headers), b"".join(line.parts), line.goes_on)
