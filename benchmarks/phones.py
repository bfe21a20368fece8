"""A room of phones: each joins, holds its channel, posts cards; one observer on the board.

    python -m benchmarks.phones --phones 200 --every 20 --seconds 60

``seen`` is from the post being sent to the card reaching the facilitator's live channel, over the
HTTP contract, driver and server on the same machine. Lost: acknowledged cards that the command
line does not find afterwards. Load goes to loopback only and stops by itself.
"""

import argparse
import asyncio
import contextlib
import json
import random
import time
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from benchmarks.house import Server, headline

JOIN_SECONDS = 10.0
SETTLE_SECONDS = 5.0
MAX_PHONES = 5_000
MAX_SECONDS = 900


@dataclass(slots=True)
class Figures:
    """What one run measured; delays in seconds."""

    joins: list[float] = field(default_factory=list)
    acknowledged: dict[str, float] = field(default_factory=dict)
    sent: dict[str, float] = field(default_factory=dict)
    seen: dict[str, float] = field(default_factory=dict)
    twice: int = 0
    refused: int = 0
    broken: int = 0


@dataclass(slots=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def cookie(self) -> str:
        pairs = [value.split(";")[0] for name, value in self.headers if name == "set-cookie"]
        return "; ".join(pairs)


class Line:
    """One kept-alive HTTP/1.1 connection."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def ask(
        self, method: str, path: str, *, cookie: str = "", fields: dict[str, str] | None = None
    ) -> Answer:
        for attempt in (1, 2, 3):
            try:
                await self._send(method, path, cookie, fields)
                return await self._answer()
            except (OSError, asyncio.IncompleteReadError):
                await self.close()
                if attempt == 3:
                    raise
        raise AssertionError

    async def _send(
        self, method: str, path: str, cookie: str, fields: dict[str, str] | None
    ) -> None:
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection(
                "127.0.0.1", self.port, limit=2**24
            )
        body = urlencode(fields).encode() if fields is not None else b""
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
        head += "Accept: application/json\r\n" if fields is not None else "Accept: text/html\r\n"
        if cookie:
            head += f"Cookie: {cookie}\r\n"
        if fields is not None:
            head += "Content-Type: application/x-www-form-urlencoded\r\n"
            head += f"Content-Length: {len(body)}\r\n"
        self.writer.write(head.encode() + b"\r\n" + body)
        await self.writer.drain()

    async def _answer(self) -> Answer:
        assert self.reader is not None
        status, headers = await read_head(self.reader)
        length = next((int(value) for name, value in headers if name == "content-length"), None)
        if length is not None:
            return Answer(status, headers, await self.reader.readexactly(length))
        parts = []
        while size := int((await self.reader.readuntil(b"\r\n")).split(b";")[0], 16):
            parts.append(await self.reader.readexactly(size))
            await self.reader.readexactly(2)
        await self.reader.readexactly(2)
        return Answer(status, headers, b"".join(parts))

    async def close(self) -> None:
        writer, self.reader, self.writer = self.writer, None, None
        if writer is not None:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()


async def ask_once(port: int, path: str, *, cookie: str = "") -> Answer:
    """One GET on a connection of its own."""
    line = Line(port)
    try:
        return await line.ask("GET", path, cookie=cookie)
    finally:
        await line.close()


async def read_head(reader: asyncio.StreamReader) -> tuple[int, list[tuple[str, str]]]:
    raw = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = [
        (name.lower(), value.strip())
        for name, _, value in (line.partition(":") for line in raw[1:] if line)
    ]
    return int(raw[0].split()[1]), headers


async def stream(port: int, path: str, cookie: str) -> AsyncIterator[str]:
    """The data lines of a server-sent-events route."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**24)
    try:
        writer.write(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n"
            "Accept: text/event-stream\r\n\r\n".encode()
        )
        await writer.drain()
        status, _ = await read_head(reader)
        if status != 200:
            raise RuntimeError(f"{path}: {status}")
        while line := await reader.readline():
            if line.startswith(b"data:"):
                yield line[5:].decode()
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


async def observe(
    port: int, code: str, cookie: str, figures: Figures, ready: asyncio.Event
) -> None:
    texts: dict[str, str] = {}
    async for data in stream(port, f"/live/{code}/events", cookie):
        now = time.perf_counter()
        for card in json.loads(data)["cards"]:
            if card["text"] in figures.seen and texts.get(card["text"]) != card["label"]:
                figures.twice += 1
            texts[card["text"]] = card["label"]
            figures.seen.setdefault(card["text"], now)
        ready.set()


async def hold(port: int, code: str, cookie: str) -> None:
    with contextlib.suppress(OSError, asyncio.IncompleteReadError):
        async for _ in stream(port, f"/j/{code}/events", cookie):
            pass


async def phone(
    number: int,
    *,
    server: Server,
    code: str,
    steps: list[str],
    figures: Figures,
    every: float,
    begin: float,
    end: float,
) -> None:
    """One phone: join somewhere in the join wave, then a card each ``every`` seconds."""
    chance = random.Random(number)
    await asyncio.sleep(chance.random() * JOIN_SECONDS)
    line = Line(server.port)
    began = time.perf_counter()
    try:
        joined = await line.ask("GET", f"/j/{code}")
        figures.joins.append(time.perf_counter() - began)
        cookie = joined.cookie()
        channel = asyncio.create_task(hold(server.port, code, cookie))
        due = begin + chance.random() * every
        while due < end:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            await post(line, code, cookie, steps, figures, chance)
            due += every
        await asyncio.sleep(max(0.0, end + SETTLE_SECONDS - time.perf_counter()))
        channel.cancel()
    except OSError:
        figures.broken += 1
    finally:
        await line.close()


async def post(
    line: Line,
    code: str,
    cookie: str,
    steps: list[str],
    figures: Figures,
    chance: random.Random,
) -> None:
    card_id = str(uuid.UUID(int=chance.getrandbits(128), version=4))
    figures.sent[card_id] = began = time.perf_counter()
    answer = await line.ask(
        "POST",
        f"/j/{code}/cards",
        cookie=cookie,
        fields={
            "card_id": card_id,
            "side": chance.choice(("client", "employee")),
            "kind": chance.choice(("irritant", "enchantment")),
            "step": chance.choice(steps),
            "text": card_id,
        },
    )
    if answer.status in (200, 201):
        figures.acknowledged[card_id] = time.perf_counter() - began
    else:
        figures.refused += 1


def percentile(values: list[float], share: float) -> float:
    """The smallest value that ``share`` of the values do not exceed, in milliseconds."""
    ordered = sorted(values)
    return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


async def run(server: Server, *, phones: int, every: float, seconds: float) -> dict[str, float]:
    """One room on a running server; gives the row of the table."""
    new = server.ask("new", "--title", "Mesure", "--template", "contact-centre")
    code = new["code"]
    server.workshop("phase", code, "capture")
    link = urlsplit(new["facilitator_url"]).path
    facilitator = (await ask_once(server.port, link)).cookie()
    state = await ask_once(server.port, f"/j/{code}/state")
    steps = [step["id"] for step in json.loads(state.body)["steps"]]
    figures, ready = Figures(), asyncio.Event()
    observer = asyncio.create_task(observe(server.port, code, facilitator, figures, ready))
    await asyncio.wait_for(ready.wait(), 10)
    before = server.cost()
    begin = time.perf_counter() + JOIN_SECONDS
    end = begin + seconds
    await asyncio.gather(
        *(
            phone(
                number,
                server=server,
                code=code,
                steps=steps,
                figures=figures,
                every=every,
                begin=begin,
                end=end,
            )
            for number in range(phones)
        )
    )
    left = time.perf_counter()
    health = await ask_once(server.port, "/healthz")
    after_leaving = time.perf_counter() - left
    after = server.cost()
    observer.cancel()
    kept = server.ask("show", code)["counts"]["cards"]
    exported = server.folder / "out.json"
    server.workshop("export", code, "--format", "json", "-o", str(exported))
    texts = [card["text"] for card in json.loads(exported.read_text("utf-8"))["cards"]]
    seen = [
        figures.seen[key] - figures.sent[key] for key in figures.acknowledged if key in figures.seen
    ]
    acknowledgements = list(figures.acknowledged.values())
    return {
        "phones": phones,
        "cards/s": len(figures.acknowledged) / seconds,
        "acknowledged": len(figures.acknowledged),
        "lost": len(set(figures.acknowledged) - set(texts)),
        "twice": len(texts) - len(set(texts)) + figures.twice,
        "unseen": len(figures.acknowledged) - len(seen),
        "refused": figures.refused,
        "broken": figures.broken,
        "kept": kept,
        "seen p50 ms": percentile(seen, 0.5),
        "seen p95 ms": percentile(seen, 0.95),
        "ack p50 ms": percentile(acknowledgements, 0.5),
        "ack p95 ms": percentile(acknowledgements, 0.95),
        "join p95 ms": percentile(figures.joins, 0.95),
        "CPU s": after.cpu_seconds - before.cpu_seconds,
        "memory MB": after.memory_mb,
        "health after all left ms": 1000 * after_leaving if health.status == 200 else -1.0,
    }


def table(row: dict[str, float]) -> str:
    width = max(map(len, row))
    return "\n".join(
        f"{name:<{width}}  {value:,.1f}"
        if isinstance(value, float)
        else f"{name:<{width}}  {value:,}"
        for name, value in row.items()
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=200)
    parser.add_argument(
        "--every", type=float, default=20.0, help="seconds between cards of a phone"
    )
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--pace", default="", help="WORKSHOP_PACE of the server, such as off")
    asked = parser.parse_args()
    phones, seconds = min(asked.phones, MAX_PHONES), min(asked.seconds, MAX_SECONDS)
    print(headline())
    print(f"pace:    {asked.pace or 'as shipped (10 at once, then one each 2 s)'}\n")
    with Server(pace=asked.pace) as server:
        print(table(asyncio.run(run(server, phones=phones, every=asked.every, seconds=seconds))))


if __name__ == "__main__":
    main()
