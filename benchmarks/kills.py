"""``kill -9`` again and again in a workshop at work: is anything lost, and how soon is it back?

    python -m benchmarks.kills                   50 phones, 40 kills, some five minutes
    python -m benchmarks.kills --kills 5         fewer
    python -m benchmarks.kills --postgresql      on the packaged PostgreSQL instead of SQLite

Phones send cards, me-toos, points, ballots on solutions and "ready", each what the phase is for;
the facilitator changes the phase, and often the server dies right after. A phone sends again what
was not answered, and opens its channel again after one to four seconds, as a browser does. What
was acknowledged is compared with the database by ``benchmarks.histories``. The load goes to
loopback only, stops by itself and removes its files.
"""

import argparse
import asyncio
import time
from collections import Counter
from collections.abc import Callable, Hashable
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from benchmarks.histories import (
    History,
    Outcome,
    check_bank,
    check_counter,
    check_order,
    check_register,
    check_set,
)
from benchmarks.house import Server, headline, several
from benchmarks.outbox import Outbox, Reachable, Refused
from benchmarks.phones import Room
from benchmarks.room import Line
from workshop.domain.votes import BUDGET, CAP
from workshop.services.actors import Console
from workshop.services.solutions import add_solution
from workshop.services.topics import make_topic
from workshop.storage import tables

PHONES, KILLS = 50, 40
TOPICS, SOLUTIONS = 5, 4
ROUND = ("capture", "vote", "weigh")
"""The phases that come again and again: each has a work of its own for phones."""
LAST = "close"
EFFECTS = ("client", "employee", "usability")
LIKE_A_BROWSER = (1.0, 4.0)
PAUSE_SECONDS = 1.2
"""The longest between two gestures of one phone; faster, and its pace would be the test."""
PATIENCE_SECONDS = 120
HEALTHY_SECONDS, CURRENT_SECONDS = 5, 10


@dataclass(slots=True)
class Drill:
    """A workshop under fire.

    ``door``: what stands before several servers, where phones knock instead. ``healthy``,
    ``current``: seconds from each kill until the server was well again, and until every phone's
    channel had told the phase. ``kept``: what the phones read of their own at the end, by noun,
    then by phone and target.
    """

    server: Server
    room: Room
    door: Reachable | None = None
    history: History = field(default_factory=History)
    healthy: list[float] = field(default_factory=list)
    current: list[float] = field(default_factory=list)
    phones: list[Outbox] = field(default_factory=list)
    labels: list[tuple[int, str]] = field(default_factory=list)
    kept: dict[str, dict[tuple[Hashable, Hashable], Any]] = field(
        default_factory=lambda: {"vote": {}, "rating": {}}
    )
    is_over: bool = False

    def enter(self, phase: str) -> None:
        noted = self.history.begin("phase", "facilitator", "", phase)
        self.room.enter(phase)
        self.history.acknowledge(noted)

    async def play(
        self,
        phones: int,
        kills: int,
        *,
        back_seconds: tuple[float, float] = LIKE_A_BROWSER,
        work_seconds: float = 1.0,
    ) -> None:
        """Everything, until all that was sent is acknowledged and every phone shows the end."""
        self._furnish()
        steps = await self.room.steps()
        self.phones = [self._phone(number, back_seconds) for number in range(phones)]
        await asyncio.gather(*(phone.join() for phone in self.phones))
        listening = [asyncio.create_task(phone.listen()) for phone in self.phones]
        await self._until_all_show("capture")
        working = [asyncio.create_task(self._work(phone, steps)) for phone in self.phones]
        for number in range(kills):
            await asyncio.sleep(work_seconds)
            phase = ROUND[number % len(ROUND)]
            if number:
                await asyncio.to_thread(self.enter, phase)
            # Right after the change at every other kill; else in the middle of its work.
            if number % 2 == 0:
                await asyncio.sleep(work_seconds / 2)
            await self._kill(phase)
        await self._work_in_each_phase(work_seconds)
        self.is_over = True
        await asyncio.gather(*working)
        await self._end()
        for task in listening:
            task.cancel()
        await asyncio.gather(*listening, return_exceptions=True)
        for phone in self.phones:
            phone.hang_up()

    def _phone(self, number: int, back_seconds: tuple[float, float]) -> Outbox:
        return Outbox(
            self.door or self.server,
            self.room.code,
            number,
            history=self.history,
            back_seconds=back_seconds,
        )

    def _furnish(self) -> None:
        console = Console(self.room.code)
        for number in range(TOPICS):
            make_topic(self.room.house, console, title=f"Sujet {number}")
        for number in range(SOLUTIONS):
            add_solution(self.room.house, console, title=f"Solution {number}")

    async def _kill(self, phase: str) -> None:
        """All phones lose their channel, and get it back with the phase that is now."""
        before = [phone.outages for phone in self.phones]
        began = time.monotonic()
        self.server.kill()
        await asyncio.to_thread(self.server.start)
        self.healthy.append(time.monotonic() - began)
        await self._until(
            lambda: all(
                phone.phase == phase and phone.outages > lost
                for phone, lost in zip(self.phones, before, strict=True)
            )
        )
        self.current.append(time.monotonic() - began)

    async def _work_in_each_phase(self, work_seconds: float) -> None:
        """Once more through all of them in peace, so that there is something of everything."""
        for phase, nouns in zip(ROUND, (("card", "me_too"), ("vote",), ("rating",)), strict=True):
            await asyncio.to_thread(self.enter, phase)
            await self._until_all_show(phase)
            await asyncio.sleep(work_seconds)
            for noun in nouns:
                await self._until_there_is(noun)

    async def _end(self) -> None:
        """Every phone reads what it gave, then says that it is ready; some take it back."""
        for phase, noun in (("vote", "vote"), ("weigh", "rating")):
            await asyncio.to_thread(self.enter, phase)
            await self._until_all_show(phase)
            for phone in self.phones:
                for key, value in (await own(phone, noun)).items():
                    self.kept[noun][phone.number, key] = value
        await asyncio.to_thread(self.enter, LAST)
        await self._until_all_show(LAST)
        await asyncio.gather(*(self._say_ready(phone) for phone in self.phones))

    async def _say_ready(self, phone: Outbox) -> None:
        for wanted in (True, False, True)[: 1 + phone.number % 3]:
            fields = {"wanted": "yes" if wanted else "no"}
            await phone.deliver("ready", fields, noun="ready", value=int(wanted))

    async def _until_all_show(self, phase: str) -> None:
        await self._until(lambda: all(phone.phase == phase for phone in self.phones))

    async def _until_there_is(self, noun: str) -> None:
        await self._until(lambda: self.history.count(noun) > 0)

    async def _until(self, happened: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not happened():
                await asyncio.sleep(0.02)

    # --- what a phone does -----------------------------------------------------------------------

    async def _work(self, phone: Outbox, steps: list[str]) -> None:
        while not self.is_over:
            await asyncio.sleep(phone.chance.random() * PAUSE_SECONDS)
            with suppress(Refused):  # the phase has moved on meanwhile
                if phone.chance.random() < 0.1:
                    await phone.deliver("ready", {"wanted": phone.chance.choice(("yes", "no"))})
                elif phone.phase == "capture":
                    await self._capture(phone, steps)
                elif phone.phase == "vote":
                    await self._vote(phone)
                elif phone.phase == "weigh":
                    await self._rate(phone)

    async def _capture(self, phone: Outbox, steps: list[str]) -> None:
        others = [label for who, label in self.labels if who != phone.number]
        if others and phone.chance.random() < 0.4:
            label = phone.chance.choice(others)
            wanted = phone.chance.random() < 0.7
            fields = {"card": label, "wanted": "yes" if wanted else "no"}
            await phone.deliver("me-too", fields, noun="me_too", key=label, value=int(wanted))
            return
        card_id = phone.new_id()
        fields = {
            "card_id": card_id,
            "side": phone.chance.choice(("client", "employee")),
            "kind": phone.chance.choice(("irritant", "enchantment")),
            "step": phone.chance.choice(steps),
            "text": card_id,
        }
        said = await phone.deliver("cards", fields, noun="card", key=card_id)
        self.labels.append((phone.number, said["label"]))

    async def _vote(self, phone: Outbox) -> None:
        shown = await phone.look()
        if not shown or "left" not in shown.get("vote", {}):
            return
        vote = shown["vote"]
        target = phone.chance.choice(vote["targets"])
        points = phone.chance.randint(0, min(vote["cap"], target["points"] + vote["left"]))
        fields = {"session": vote["session"], "target": target["label"], "points": str(points)}
        said = await phone.deliver("votes", fields, noun="vote", key=target["label"], value=points)
        assert said["points"] == points
        await phone.look()

    async def _rate(self, phone: Outbox) -> None:
        shown = await phone.look()
        if not shown or not shown.get("ratings"):
            return
        solution = phone.chance.choice(shown["ratings"])["solution"]
        effects = [phone.chance.randint(-2, 2) for _ in EFFECTS]
        fields = {"solution": solution} | {
            name: str(effect) for name, effect in zip(EFFECTS, effects, strict=True)
        }
        await phone.deliver("ratings", fields, noun="rating", key=solution, value=tuple(effects))

    # --- what is left of it ----------------------------------------------------------------------

    def faults(self) -> list[str]:
        """What the database and the phones' own pages do not say as it was acknowledged."""
        return [
            *check_set(self.history, "card", self.room.kept()),
            *check_counter(self.history, "me_too", self._me_toos()),
            *check_counter(self.history, "vote", self._points()),
            *check_counter(self.history, "ready", self._ready()),
            *check_register(self.history, "vote", self.kept["vote"], nothing=0),
            *check_register(self.history, "rating", self.kept["rating"]),
            *check_bank(self.history, budget=BUDGET, cap=CAP),
            *check_order(self.history, first="capture"),
        ]

    def _me_toos(self) -> dict[Hashable, int]:
        card, me_too = tables.card, tables.me_too
        counted = select(card.c.number, func.count()).join(me_too).group_by(card.c.number)
        return {f"C{number}": count for number, count in self._rows(counted)}

    def _points(self) -> dict[Hashable, int]:
        topic, ballot = tables.topic, tables.ballot
        counted = (
            select(topic.c.number, func.sum(ballot.c.points)).join(ballot).group_by(topic.c.number)
        )
        return {f"T{number}": int(total) for number, total in self._rows(counted)}

    def _ready(self) -> dict[Hashable, int]:
        person = tables.participant
        [(count,)] = self._rows(select(func.count()).where(person.c.ready.is_(True)))
        return {"": count}

    def _rows(self, query: Any) -> list[Any]:
        with self.room.house.database.reading() as connection, connection.begin():
            return list(connection.execute(query).all())


async def own(phone: Outbox, noun: str) -> dict[Hashable, Any]:
    """The points or the ballots that this phone is shown as its own, by target."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while (shown := await phone.look()) is None:
            await asyncio.sleep(0.1)
    if noun == "vote":
        return {target["label"]: target["points"] for target in shown["vote"]["targets"]}
    return {
        task["solution"]: tuple(task[effect] for effect in EFFECTS)
        for task in shown["ratings"]
        if task[EFFECTS[0]] is not None
    }


def lines(drill: Drill) -> list[Line]:
    """The figures of one drill beside what TRUST.md promises."""
    history, faults = drill.history, drill.faults()
    for fault in faults[:20]:
        print(f"  FAULT: {fault}")
    told = Counter(gesture.noun for gesture in history.gestures)
    return [
        *(
            Line(f"{noun}: acknowledged", history.count(noun))
            for noun in ("card", "me_too", "vote", "rating", "ready", "phase")
        ),
        Line(
            "gestures without an answer at the end",
            sum(history.count(noun, Outcome.UNKNOWN) for noun in told),
        ),
        Line("readings of points given and left", len(history.purses)),
        Line("readings of the phase", len(history.glances)),
        Line("lost, doubled or otherwise wrong", len(faults), most=0),
        Line("kills", len(drill.healthy)),
        Line("healthy again, median", _middle(drill.healthy), "s"),
        Line("healthy again, worst", max(drill.healthy), "s", HEALTHY_SECONDS),
        Line("every phone on the phase, median", _middle(drill.current), "s"),
        Line("every phone on the phase, worst", max(drill.current), "s", CURRENT_SECONDS),
    ]


def _middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--phones", type=int, default=PHONES)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--postgresql", action="store_true", help="not on a SQLite file")
    asked = parser.parse_args()
    print(headline())
    with ExitStack() as stack:
        if asked.postgresql:
            server = stack.enter_context(several(1))[0]
        else:
            server = stack.enter_context(Server())
        drill = Drill(server, stack.enter_context(closing(Room(server))))
        asyncio.run(drill.play(asked.phones, asked.kills))
        kind = "PostgreSQL" if asked.postgresql else "SQLite"
        print(f"\n{asked.phones} phones, {asked.kills} times kill -9, on {kind}")
        told = lines(drill)
        print("\n".join(map(str, told)))
    missed = sum(not line.is_met for line in told)
    print(f"\n{missed or 'no'} figure{'s' * (missed != 1)} beyond the target")


if __name__ == "__main__":
    main()
