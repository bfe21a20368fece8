"""The benchmark of a room, short: counts and ratios only, which no slow machine can change."""

import asyncio
from contextlib import closing

from benchmarks.house import Server
from benchmarks.phones import Crowd, Figures, Room, worst_health
from benchmarks.room import kept_lines

PHONES = 100
SECONDS = 0.15
"""Of a card each hundredth: fifteen from each phone, however late the answers are. Ten times as
many words that nobody else says kept a busy machine comparing them for longer than a minute."""


async def play(server: Server, room: Room) -> tuple[Figures, int]:
    """All join, send in one burst, follow to the next phase and leave at once.

    Gives what was measured, and how often the workshop's revision moved in the burst.
    """
    figures = Figures()
    observer = await room.observe(figures)
    people = Crowd(room, await room.steps(), figures, PHONES)
    await people.join(within=1, with_files=True)
    before = await asyncio.to_thread(server.ask, "show", room.code)
    await people.post(every=0.01, seconds=SECONDS)  # each as soon as it has its answer
    after = await asyncio.to_thread(server.ask, "show", room.code)
    await people.follow("group", patience=60)
    people.leave()
    await worst_health(server, seconds=0.5)
    observer.hang_up()
    return figures, after["revision"] - before["revision"]


def test_a_burst_of_a_hundred_phones_is_kept_shown_and_committed_together() -> None:
    with Server(pace="off") as server, closing(Room(server)) as room:
        figures, commits = asyncio.run(play(server, room))
        assert [str(line) for line in kept_lines(room, figures) if not line.is_met] == []
    assert len(figures.joins) == PHONES
    assert len(figures.acknowledged) >= 5 * PHONES
    assert len(figures.moved) == PHONES
    # Each commit is one wait for the disk: many cards share one.
    assert commits < len(figures.acknowledged) / 2
