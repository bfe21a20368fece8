"""Several app processes on one PostgreSQL, measured and killed.

    python -m benchmarks.processes                        all of it, some ten minutes
    python -m benchmarks.processes --only seen            a post on one, seen on the other
    python -m benchmarks.processes --only crowd           5,000 phones over two processes
    python -m benchmarks.processes --only kills --kills 5 one killed each time, fewer times

The packaged PostgreSQL runs as it is shipped (100 connections, each commit on disk). Phones knock
at both processes; before the kills stands ``benchmarks.relay``, as a reverse proxy would. Driver,
database and processes share the machine. The load goes to loopback only, stops by itself, and
everything started is stopped.
"""

import argparse
import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import ExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from typing import Any

import uvloop
from sqlalchemy import text

from benchmarks.house import Server, headline, several
from benchmarks.kills import KILLS, PHONES, Drill
from benchmarks.kills import lines as kill_lines
from benchmarks.phones import Crowd, Figures, Room, worst_health
from benchmarks.relay import Relay
from benchmarks.room import EVERY_SECONDS, SETTLE_SECONDS, Line, kept_lines, ms
from benchmarks.wire import Channel

SEEN_PHONES = 200
CROWD_PHONES = 5_000
POSTING_SECONDS = 60.0
LOOK_SECONDS = 0.5
MOST_CONNECTIONS = 100
"""What PostgreSQL grants by default; three of them are its administrator's."""


@dataclass(slots=True)
class Connections:
    """How many connections the database had at most, one of them our own that looks."""

    most: int = 0

    def look(self, room: Room) -> None:
        with room.house.database.reading() as connection:
            asked = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
            self.most = max(self.most, int(connection.scalar(asked) or 0))

    def line(self) -> Line:
        return Line("connections to the database, at most", self.most, most=MOST_CONNECTIONS)


@asynccontextmanager
async def counted(room: Room) -> AsyncIterator[Connections]:
    """While open, the connections to the database are counted twice a second."""
    found = Connections()

    async def look() -> None:
        while True:
            await asyncio.to_thread(found.look, room)
            await asyncio.sleep(LOOK_SECONDS)

    looking = asyncio.create_task(look())
    try:
        yield found
    finally:
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)


@dataclass(slots=True)
class Way:
    """The phones of one process, and who watches for their cards at the other."""

    name: str
    figures: Figures
    people: Crowd
    watching: Channel

    def told(self) -> list[Line]:
        posted = f"posted on {self.name}"
        delays = self.figures.delays_until_seen()
        unseen = set(self.figures.acknowledged) - set(self.figures.seen)
        return [
            Line(f"{posted}: cards acknowledged", len(self.figures.acknowledged)),
            Line(f"{posted}: never seen on the other", len(unseen), most=0),
            Line(f"{posted}: seen on the other, p50", ms(delays, 0.5), "ms"),
            Line(f"{posted}: seen on the other, p95", ms(delays, 0.95), "ms", 300),
            Line(f"{posted}: phones on the other's board", self.figures.phones, least=SEEN_PHONES),
        ]


async def seen(_: argparse.Namespace) -> list[Line]:
    """A hundred phones at each of two processes; who watches sits at the other one."""
    with ExitStack() as stack:
        servers = stack.enter_context(several(2))
        room = stack.enter_context(closing(Room(*servers)))
        steps = await room.steps()
        ways = []
        for number, (name, at, beyond) in enumerate(zip("AB", servers, servers[::-1], strict=True)):
            figures, half = Figures(), SEEN_PHONES // 2
            watching = await room.observe(figures, at=beyond)
            people = Crowd(room.at(at), steps, figures, half, first=number * half)
            ways.append(Way(name, figures, people, watching))
        async with counted(room) as connections:
            await asyncio.gather(*(way.people.join(within=2) for way in ways))
            await asyncio.gather(
                *(way.people.post(every=EVERY_SECONDS, seconds=POSTING_SECONDS) for way in ways)
            )
            await asyncio.sleep(SETTLE_SECONDS)
        told = [line for way in ways for line in way.told()]
        for way in ways:
            way.people.leave()
            way.watching.hang_up()
        kept = room.kept()
        acknowledged = {key for way in ways for key in way.figures.acknowledged}
        return [
            *told,
            Line("cards lost", len(acknowledged - set(kept)), most=0),
            Line("cards there twice", sum(count > 1 for count in kept.values()), most=0),
            connections.line(),
        ]


async def crowd(_: argparse.Namespace) -> list[Line]:
    """Five thousand join, hold their channel, post, follow the phase and leave at once."""
    with ExitStack() as stack:
        servers = stack.enter_context(several(2))
        room = stack.enter_context(closing(Room(*servers)))
        figures = Figures()
        steps = await room.steps()
        watching = await room.observe(figures)
        people = Crowd(room, steps, figures, CROWD_PHONES)
        before = [server.cost() for server in servers]
        async with counted(room) as connections:
            await people.join(within=25)
            await people.post(every=EVERY_SECONDS, seconds=POSTING_SECONDS)
            await asyncio.sleep(SETTLE_SECONDS)
            here = figures.phones
            after = [server.cost() for server in servers]
            await people.follow("group", patience=120)
        people.leave()
        health = max([await worst_health(server, seconds=1.5) for server in servers])
        watching.hang_up()
        delays = figures.delays_until_seen()
        return [
            Line("phones that joined", len(figures.joins), least=CROWD_PHONES),
            Line("joining (page and channel), 25 s for all, p95", ms(figures.joins, 0.95), "ms"),
            Line("phones on the board, of both processes", here, least=CROWD_PHONES),
            Line("cards acknowledged", len(figures.acknowledged)),
            Line("cards a second", len(figures.acknowledged) / POSTING_SECONDS),
            *kept_lines(room, figures),
            Line("seen p50", ms(delays, 0.5), "ms"),
            Line("seen p95", ms(delays, 0.95), "ms", 300),
            *(
                Line(f"process {name}: CPU", end.cpu_seconds - begin.cpu_seconds, "s")
                for name, begin, end in zip("AB", before, after, strict=True)
            ),
            *(
                Line(f"process {name}: memory", end.memory_mb, "MB")
                for name, end in zip("AB", after, strict=True)
            ),
            connections.line(),
            Line("phase changed: phones that show it", len(figures.moved), least=CROWD_PHONES),
            Line("phase changed: shown by a phone, p95", ms(figures.moved, 0.95), "ms"),
            Line("all left at once: worst answer of /healthz", 1000 * health, "ms", 1_000),
        ]


class DrillOfTwo(Drill):
    """The workshop of ``benchmarks.kills`` behind a relay, one of two processes killed each time.

    All phones are with the one that dies: they have all fled there from the one killed before.
    """

    relay: Relay
    servers: Sequence[Server]

    async def _kill(self, phase: str) -> None:
        victim = max(self.servers, key=lambda server: self.relay.open_to(server.port))
        began = time.monotonic()
        victim.kill()
        starting = asyncio.create_task(asyncio.to_thread(victim.start))
        await self._until(lambda: not self.relay.open_to(victim.port))
        await self._until(lambda: all(phone.phase == phase for phone in self.phones))
        self.current.append(time.monotonic() - began)
        await starting
        self.healthy.append(time.monotonic() - began)


async def kills(asked: argparse.Namespace) -> list[Line]:
    """Fifty phones at all that a phase is for, while one process after the other is killed."""
    with ExitStack() as stack:
        servers = stack.enter_context(several(2))
        room = stack.enter_context(closing(Room(*servers)))
        async with Relay([server.port for server in servers]) as relay:
            drill = DrillOfTwo(servers[0], room, door=relay)
            drill.relay, drill.servers = relay, servers
            await drill.play(asked.phones, asked.kills)
            return kill_lines(drill)


PARTS: dict[str, tuple[str, Callable[[argparse.Namespace], Coroutine[Any, Any, list[Line]]]]] = {
    "seen": (
        f"{SEEN_PHONES} phones, a card each 20 s, 60 s: a post on one, seen on the other",
        seen,
    ),
    "crowd": (f"{CROWD_PHONES:,} phones over two processes, a card each 20 s, 60 s", crowd),
    "kills": ("One of two processes killed with kill -9, phones going on through the other", kills),
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="+", choices=list(PARTS), default=list(PARTS))
    parser.add_argument("--kills", type=int, default=KILLS, help="how often one is killed")
    parser.add_argument("--phones", type=int, default=PHONES, help="of the part kills")
    asked = parser.parse_args()
    print(headline())
    missed = 0
    for name in asked.only:
        title, measure = PARTS[name]
        print(f"\n{title} (load of the machine before: {os.getloadavg()[0]:.1f})", flush=True)
        told = uvloop.run(measure(asked))
        print("\n".join(map(str, told)), flush=True)
        missed += sum(not line.is_met for line in told)
    print(f"\n{missed or 'no'} figure{'s' * (missed != 1)} beyond the target")


if __name__ == "__main__":
    main()
