"""A long day: does the memory of the server stay bounded while a workshop is used for hours?

    python -m benchmarks.soak                  ten minutes
    python -m benchmarks.soak --minutes 480    the eight hours that are promised

Round after round, without a pause: forty phones come in, word their card anew, give points and take
them back, and leave; two facilitators' windows open every page of the road through
Streamlit's own websocket, run each a few times, and leave; the files are made. After each round the
workshop is as big as it was before, so that what still grows is a leak. The first third of the time
fills caches and is left out. Loopback only; it stops by itself.
"""

import argparse
import asyncio
import statistics
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from benchmarks.house import CHECKOUT, Server, headline
from benchmarks.outbox import Outbox, Refused
from benchmarks.phones import Room
from benchmarks.room import Line
from benchmarks.wire import ask_once
from workshop.services.actors import Console
from workshop.services.topics import make_topic

MINUTES = 10.0
PHONES, WINDOWS, RERUNS = 40, 2, 3
TOPICS = 5
FILES = ("workshop.json", "workshop.xlsx", "workshop-csv.zip", "report.pdf", "map.svg")
PAGE_SECONDS = 60
MOST_GROWTH = 10.0
"""Per cent, from the end of the first third to the end, however long that takes."""


@dataclass(slots=True)
class Soak:
    """``memory``: the moment, in minutes since the start, and megabytes after each round."""

    server: Server
    room: Room
    cookie: str = ""
    memory: list[tuple[float, float]] = field(default_factory=list)
    runs: int = 0
    gestures: int = 0
    files: int = 0
    phones: list[Outbox] = field(default_factory=list)

    async def live(self, minutes: float) -> None:
        for number in range(TOPICS):
            make_topic(self.room.house, Console(self.room.code), title=f"Sujet {number}")
        self.phones = [Outbox(self.server, self.room.code, number) for number in range(PHONES)]
        link = urlsplit(self.room.facilitator_url).path
        self.cookie = (await ask_once(self.server.port, link)).cookie()
        began = time.monotonic()
        while time.monotonic() - began < 60 * minutes:
            await self._round()
            memory = self.server.cost().memory_mb
            self.memory.append(((time.monotonic() - began) / 60, memory))

    async def _round(self) -> None:
        for phase in ("capture", "vote"):
            await asyncio.to_thread(self.room.enter, phase)
            await asyncio.gather(
                *(self._come_and_leave(phone, phase) for phone in self.phones),
                *(self._window(number) for number in range(WINDOWS)),
            )
        for file in FILES:
            path = f"/x/{self.room.code}/{file}"
            answer = await ask_once(self.server.port, path, cookie=self.cookie)
            self.files += answer.status == 200

    async def _come_and_leave(self, phone: Outbox, phase: str) -> None:
        await phone.join()
        listening = asyncio.create_task(phone.listen())
        with suppress(Refused):  # the word of the phase is on its way
            await (self._capture(phone) if phase == "capture" else self._vote(phone))
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        phone.hang_up()

    async def _capture(self, phone: Outbox) -> None:
        card = f"00000000-0000-4000-8000-{phone.number:012d}"
        kind = {"side": "client", "kind": "irritant", "step": "any"}
        await phone.deliver("cards", {"card_id": card, "text": "On attend", **kind})
        await phone.deliver(f"cards/{card}", {"text": f"On attend {phone.new_id()}"})
        self.gestures += 2

    async def _vote(self, phone: Outbox) -> None:
        while "vote" not in (shown := await phone.look() or {}):
            await asyncio.sleep(0.1)  # the word of the phase is on its way
        vote = shown["vote"]
        target = phone.chance.choice(vote["targets"])["label"]
        for points in ("2", "0"):
            fields = {"session": vote["session"], "target": target, "points": points}
            await phone.deliver("votes", fields)
            self.gestures += 1

    async def _window(self, number: int) -> None:
        """One window after the other on half of the pages each, run again a few times."""
        for page in pages()[number::WINDOWS]:
            async with connect(
                f"ws://127.0.0.1:{self.server.port}/_stcore/stream",
                additional_headers={"Cookie": self.cookie},
                subprotocols=[Subprotocol("streamlit")],
                max_size=None,
            ) as socket:
                for _ in range(RERUNS):
                    request = BackMsg()
                    request.rerun_script.query_string = f"w={self.room.code}"
                    request.rerun_script.page_name = page
                    await socket.send(request.SerializeToString())
                    await self._finish(socket)

    async def _finish(self, socket: object) -> None:
        async with asyncio.timeout(PAGE_SECONDS):
            async for piece in socket:  # type: ignore[attr-defined]
                message = ForwardMsg()
                message.ParseFromString(piece)
                if message.WhichOneof("type") == "script_finished":
                    self.runs += 1
                    return


def pages() -> list[str]:
    """The pages of the road, by name."""
    return sorted(path.stem for path in (CHECKOUT / "pages").glob("*/*.py"))


def lines(soak: Soak) -> list[Line]:
    memory = [value for _, value in soak.memory]
    some = max(1, len(memory) // 6)
    warm = memory[len(memory) // 3 :]
    before, after = statistics.median(warm[:some]), statistics.median(warm[-some:])
    return [
        Line("rounds", len(soak.memory)),
        Line("phones that came and left", 2 * PHONES * len(soak.memory)),
        Line("gestures of phones", soak.gestures),
        Line("runs of a page", soak.runs),
        Line("files made", soak.files),
        Line("memory after the first round", soak.memory[0][1], "MB"),
        Line("memory after a third of the time", before, "MB"),
        Line("memory at the end", after, "MB"),
        Line("growth from then to the end", 100 * (after / before - 1), "%", MOST_GROWTH),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=MINUTES)
    asked = parser.parse_args()
    print(headline())
    with Server(pace="off") as server, closing(Room(server)) as room:
        soak = Soak(server, room)
        asyncio.run(soak.live(asked.minutes))
        print(f"\n{asked.minutes:g} minutes of {PHONES} phones and {WINDOWS} windows")
        print("\n".join(map(str, lines(soak))))
        told = [f"{moment:.0f} min {value:.0f} MB" for moment, value in soak.memory]
        step = max(1, len(told) // 12)
        print("  " + ", ".join(told[::step]))


if __name__ == "__main__":
    main()
