"""The table of TARGETS.md, "A room of phones", measured in one run on this machine.

    python -m benchmarks.room                   all of it, some eight minutes
    python -m benchmarks.room --only thousand   one part; several may be named

Driver and server share the machine. ``seen`` is from the post being sent to the card reaching the
facilitator's live channel. ``lost`` and ``twice`` compare what was acknowledged with the rows of
the database afterwards. Load goes to loopback only and stops by itself.
"""

import argparse
import asyncio
import os
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import Any

import uvloop

from benchmarks.browsers import cold_page, tap_to_projector
from benchmarks.house import Server, driver_cpu_seconds, headline
from benchmarks.phones import Crowd, Figures, Room, worst_health

EVERY_SECONDS = 20.0
"""Between two cards of one phone: 1,000 phones send 50 a second."""
SETTLE_SECONDS = 3.0
LEAVING_SECONDS = 3.0
RAMP = (100, 200, 400, 600, 800, 1_000, 1_200, 1_500)
RAMP_SECONDS = 8.0
RAMP_PHONES = 200
RAMP_LIMIT_MS = 50.0


@dataclass(frozen=True, slots=True)
class Line:
    """One figure beside its target; ``most`` and ``least``: what it may be, None: told only."""

    name: str
    value: float
    unit: str = ""
    most: float | None = None
    least: float | None = None

    @property
    def is_met(self) -> bool:
        return not (
            (self.most is not None and self.value > self.most)
            or (self.least is not None and self.value < self.least)
        )

    def __str__(self) -> str:
        target = ""
        if self.most is not None:
            target = f"≤ {self.most:,.6g}"
        if self.least is not None:
            target = f"≥ {self.least:,.6g}"
        verdict = ("met" if self.is_met else "NOT MET") if target else ""
        number = (
            f"{self.value:,.1f}"
            if self.unit in ("ms", "s", "MB", "kB", "%")
            else (f"{self.value:,.0f}")
        )
        return f"  {self.name:<44} {number:>10} {self.unit:<4} {target:<9} {verdict}".rstrip()


async def crowd(
    count: int, *, within: float, seconds: float, targets: Mapping[str, float]
) -> list[Line]:
    """One room: all join, post as people do, see the phase change, and leave at once."""
    with ExitStack() as stack:
        server = stack.enter_context(Server())
        room = stack.enter_context(closing(Room(server)))
        figures = Figures()
        steps = await room.steps()
        observer = await room.observe(figures)
        people = Crowd(room, steps, figures, count)
        before, driver_before = server.cost(), driver_cpu_seconds()
        await people.join(within=within)
        joined = server.cost()
        await people.post(every=EVERY_SECONDS, seconds=seconds)
        await asyncio.sleep(SETTLE_SECONDS)
        after, driver_after = server.cost(), driver_cpu_seconds()
        await people.follow("group", patience=30)
        people.leave()
        health = await worst_health(server, seconds=LEAVING_SECONDS)
        observer.hang_up()
        return [
            Line("phones that joined", len(figures.joins), least=count),
            Line(
                f"joining (page and channel), {within:g} s for all, p95",
                ms(figures.joins, 0.95),
                "ms",
                targets["join"],
            ),
            Line("cards acknowledged", len(figures.acknowledged)),
            Line("cards a second", len(figures.acknowledged) / seconds),
            *kept_lines(room, figures),
            Line("seen p50", ms(figures.delays_until_seen(), 0.5), "ms", targets.get("p50")),
            Line("seen p95", ms(figures.delays_until_seen(), 0.95), "ms", targets["p95"]),
            Line("acknowledged p95", ms(list(figures.acknowledged.values()), 0.95), "ms"),
            Line(
                "server CPU, joining and posting",
                after.cpu_seconds - before.cpu_seconds,
                "s",
                targets.get("cpu"),
            ),
            Line("  of which joining", joined.cpu_seconds - before.cpu_seconds, "s"),
            Line("driver CPU, joining and posting", driver_after - driver_before, "s"),
            Line("server memory", after.memory_mb, "MB", targets.get("memory")),
            Line("phase changed: phones that show it", len(figures.moved), least=count),
            Line(
                "phase changed: shown by a phone, p95",
                ms(figures.moved, 0.95),
                "ms",
                targets.get("moved"),
            ),
            Line("all left at once: worst answer of /healthz", 1000 * health, "ms", 1_000),
        ]


def kept_lines(room: Room, figures: Figures) -> list[Line]:
    """What became of the cards: the acknowledged against the rows, each once."""
    kept = room.kept()
    unknown = set(figures.sent) - set(figures.acknowledged)
    extra = [key for key in kept if key not in figures.sent]
    return [
        Line("cards lost", len(set(figures.acknowledged) - set(kept)), most=0),
        Line(
            "cards there twice", sum(count > 1 for count in kept.values()) + figures.twice, most=0
        ),
        Line("cards never sent", len(extra), most=0),
        Line(
            "cards kept but never seen", len(set(figures.acknowledged) - set(figures.seen)), most=0
        ),
        Line("posts refused", figures.refused, most=0),
        Line("posts without an answer", len(unknown) - figures.refused, most=0),
        Line("phones that lost the server", figures.broken, most=0),
    ]


async def thousand() -> list[Line]:
    targets = {"join": 100, "p50": 5, "p95": 25, "cpu": 12, "memory": 300, "moved": 2_000}
    return await crowd(1_000, within=10, seconds=60, targets=targets)


async def five_thousand() -> list[Line]:
    return await crowd(5_000, within=25, seconds=60, targets={"join": 100, "p95": 100})


async def wave() -> list[Line]:
    """A thousand scan the code within ten seconds, and load the page's files too."""
    with ExitStack() as stack:
        server = stack.enter_context(Server())
        room = stack.enter_context(closing(Room(server)))
        figures = Figures()
        people = Crowd(room, await room.steps(), figures, 1_000)
        before = server.cost()
        await people.join(within=10, with_files=True)
        after = server.cost()
        people.leave()
        return [
            Line("phones that joined", len(figures.joins), least=1_000),
            Line("joining (page, its files, channel), p95", ms(figures.joins, 0.95), "ms", 100),
            Line("server CPU", after.cpu_seconds - before.cpu_seconds, "s"),
        ]


async def ramp() -> list[Line]:
    """Two hundred phones, faster and faster, the pace lifted (WORKSHOP_PACE=off)."""
    with ExitStack() as stack:
        server = stack.enter_context(Server(pace="off"))
        room = stack.enter_context(closing(Room(server)))
        figures = Figures()
        observer = await room.observe(figures)
        people = Crowd(room, await room.steps(), figures, RAMP_PHONES)
        await people.join(within=2)
        best = 0.0
        for asked in RAMP:
            earlier, before = set(figures.sent), server.cost()
            driver_before = driver_cpu_seconds()
            await people.post(every=RAMP_PHONES / asked, seconds=RAMP_SECONDS)
            driver = 100 * (driver_cpu_seconds() - driver_before) / RAMP_SECONDS
            cpu = 100 * (server.cost().cpu_seconds - before.cpu_seconds) / RAMP_SECONDS
            await asyncio.sleep(1)
            new = [key for key in figures.acknowledged if key not in earlier]
            rate, p95 = len(new) / RAMP_SECONDS, ms(figures.delays_until_seen(new), 0.95)
            print(
                f"  {asked:>6,}/s asked: {rate:7,.0f}/s acknowledged, seen p95 {p95:8,.1f} ms, "
                f"server {cpu:3.0f} %, driver {driver:3.0f} % of a core",
                flush=True,
            )
            if p95 <= RAMP_LIMIT_MS:
                best = max(best, rate)
            if p95 > 10 * RAMP_LIMIT_MS:
                break
        people.leave()
        observer.hang_up()
        top = f"highest rate acknowledged, seen p95 ≤ {RAMP_LIMIT_MS:g} ms"
        return [Line(top, best, "/s", least=0.99 * 1_000), *kept_lines(room, figures)]


async def projector() -> list[Line]:
    """Real browsers: one that taps, one that shows the projector, among 199 simulated phones."""
    with ExitStack() as stack:
        server = stack.enter_context(Server())
        room = stack.enter_context(closing(Room(server)))
        figures = Figures()
        size, requests = await cold_page(room)
        people = Crowd(room, await room.steps(), figures, 199)
        await people.join(within=2)
        posting = asyncio.create_task(people.post(every=EVERY_SECONDS, seconds=600))
        taps = await tap_to_projector(room)
        posting.cancel()
        people.leave()
        return [
            Line("cold first page of a phone", size / 1000, "kB", 40),
            Line("cold first page of a phone", requests, "req", 5),
            Line("taps in a real browser", taps.asked),
            Line("of which seen on the projector", len(taps.drawn), least=taps.asked),
            Line("tap to card in the projector's page, p50", ms(taps.placed, 0.5), "ms"),
            Line("tap to card in the projector's page, p95", ms(taps.placed, 0.95), "ms", 60),
            Line("tap to the frame that draws it, p50", ms(taps.drawn, 0.5), "ms"),
            Line("tap to the frame that draws it, p95", ms(taps.drawn, 0.95), "ms", 60),
        ]


def ms(values: Sequence[float], share: float) -> float:
    """The smallest value that ``share`` of the values do not exceed, in milliseconds."""
    ordered = sorted(values)
    return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


PARTS: dict[str, tuple[str, Callable[[], Coroutine[Any, Any, list[Line]]]]] = {
    "thousand": ("1,000 phones, a card each 20 s (50 a second), 60 s", thousand),
    "wave": ("1,000 phones join within 10 s", wave),
    "ramp": (f"{RAMP_PHONES} phones, faster and faster; pace lifted (WORKSHOP_PACE=off)", ramp),
    "projector": ("From a tap to the projector in real browsers, 200 phones", projector),
    "five-thousand": ("5,000 phones, a card each 20 s (250 a second), 60 s", five_thousand),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", choices=list(PARTS), default=list(PARTS))
    asked = parser.parse_args()
    print(headline())
    print("pace:    as shipped (10 at once, then one each 2 s) unless said otherwise")
    missed = 0
    for name in asked.only:
        title, measure = PARTS[name]
        others = os.getloadavg()[0]
        print(f"\n{title} (load of the machine before: {others:.1f})", flush=True)
        lines = uvloop.run(measure())
        print("\n".join(map(str, lines)), flush=True)
        missed += sum(not line.is_met for line in lines)
    print(f"\n{missed or 'no'} figure{'s' * (missed != 1)} beyond the target")


if __name__ == "__main__":
    main()
