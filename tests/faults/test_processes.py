"""Two app processes on one PostgreSQL: one room, whichever of them a phone has come to.

The load and the forty kills are ``benchmarks/processes.py``; a real reverse proxy before two
processes is tried in ``tests/deploy``.
"""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import func, select

from benchmarks.house import Server, several
from benchmarks.outbox import Outbox
from benchmarks.phones import Figures, Room
from benchmarks.relay import Relay
from benchmarks.wire import Answer, Channel, Line, ask_once
from tests.waiting import PATIENCE_SECONDS, until
from workshop.domain.votes import BUDGET, CAP
from workshop.domain.words import Role
from workshop.services.actors import Console
from workshop.services.topics import make_topic
from workshop.services.workshops import revoke_links
from workshop.storage import tables

PHONES = 20
CARDS = 6  # of each phone, below the burst that the pace allows


@pytest.fixture(scope="module")
def pair(postgres_url: str) -> Iterator[list[Server]]:
    with several(2, server_url=postgres_url) as servers:
        yield servers


@pytest.fixture
def room(pair: list[Server]) -> Iterator[Room]:
    for server in pair:
        if not server.is_running:  # a test has killed it
            server.start()
    with closing(Room(*pair)) as made:
        yield made


@dataclass(slots=True)
class Ear:
    """One phone's channel."""

    phase: str = ""
    events: list[dict[str, Any]] = field(default_factory=list)

    def hears(self, data: bytes) -> None:
        self.events.append(json.loads(data))
        self.phase = self.events[-1]["phase"]


@asynccontextmanager
async def phones(room: Room, at: Server, count: int) -> AsyncIterator[list[Ear]]:
    """So many phones that hold their channel at this process."""
    ears, channels = [Ear() for _ in range(count)], []
    for ear in ears:
        cookie = (await ask_once(at.port, f"/j/{room.code}")).cookie()
        path = f"/j/{room.code}/events"
        channels.append(await Channel.open(at.port, path, cookie, ear.hears))
    await until(lambda: all(ear.events for ear in ears))
    try:
        yield ears
    finally:
        for channel in channels:
            channel.hang_up()


async def post(room: Room, at: Server, path: str, cookie: str, **fields: str) -> Answer:
    line = Line(at.port)
    try:
        return await line.ask("POST", f"/j/{room.code}/{path}", cookie=cookie, fields=fields)
    finally:
        line.hang_up()


async def post_card(room: Room, at: Server, cookie: str, card_id: str) -> Answer:
    step = (await room.steps())[0]
    card = {"side": "client", "kind": "irritant", "step": step, "text": card_id}
    return await post(room, at, "cards", cookie, card_id=card_id, **card)


async def test_a_card_posted_on_one_process_is_on_the_board_of_the_other(room: Room) -> None:
    here, there = room.servers
    figures = Figures()
    board = await room.observe(figures, at=there)
    cookie = (await ask_once(here.port, f"/j/{room.code}")).cookie()
    card_id = "11111111-1111-4111-8111-111111111111"
    assert (await post_card(room, here, cookie, card_id)).status == 201
    await until(lambda: card_id in figures.seen)
    board.hang_up()


async def test_a_change_of_phase_reaches_the_phones_of_each_process(room: Room) -> None:
    here, there = room.servers
    async with phones(room, here, 2) as ours, phones(room, there, 2) as theirs:
        await asyncio.to_thread(room.enter, "group")
        await until(lambda: all(ear.phase == "group" for ear in ours + theirs))
        for server in room.servers:
            shown = json.loads((await ask_once(server.port, f"/j/{room.code}/state")).body)
            assert shown["phase"] == "group"


async def test_each_board_counts_the_phones_of_both(room: Room) -> None:
    here, there = room.servers
    boards = [Figures(), Figures()]
    channels = [
        await room.observe(figures, at=server)
        for figures, server in zip(boards, room.servers, strict=True)
    ]
    async with phones(room, here, 2):
        async with phones(room, there, 3):
            await until(lambda: [figures.phones for figures in boards] == [5, 5])
        await until(lambda: [figures.phones for figures in boards] == [2, 2])
    for channel in channels:
        channel.hang_up()


async def test_a_phone_is_the_same_one_for_both_processes(room: Room) -> None:
    here, there = room.servers
    cookie = (await ask_once(here.port, f"/j/{room.code}")).cookie()
    known = await ask_once(there.port, f"/j/{room.code}", cookie=cookie)
    assert (known.status, known.cookie()) == (200, "")
    card_id = "22222222-2222-4222-8222-222222222222"
    sent = [await post_card(room, server, cookie, card_id) for server in (here, there, here)]
    assert sorted(answer.status for answer in sent) == [200, 200, 201]
    assert len({json.loads(answer.body)["label"] for answer in sent}) == 1
    assert room.kept() == {card_id: 1}
    person, workshop = tables.participant, tables.workshop
    with room.house.database.reading() as connection:
        people = connection.scalar(
            select(func.count())
            .select_from(person.join(workshop))
            .where(workshop.c.code == room.code)
        )
    assert people == 1


async def test_points_given_on_both_at_once_keep_the_budget(room: Room) -> None:
    console = Console(room.code)
    topics = [
        await asyncio.to_thread(make_topic, room.house, console, title=f"Sujet {number}")
        for number in range(BUDGET + 1)
    ]
    await asyncio.to_thread(room.enter, "vote")
    cookie = (await ask_once(room.server.port, f"/j/{room.code}")).cookie()
    state = f"/j/{room.code}/state"
    async with asyncio.timeout(PATIENCE_SECONDS):  # the phase may not have come to it yet
        while not (vote := json.loads((await ask_once(room.server.port, state)).body).get("vote")):
            await asyncio.sleep(0.02)
    given = await asyncio.gather(
        *(
            post(
                room,
                server,
                "votes",
                cookie,
                session=vote["session"],
                target=target["label"],
                points=str(CAP),
            )
            for target in vote["targets"]
            for server in room.servers
        )
    )
    assert len(topics) == len(vote["targets"]) == BUDGET + 1
    assert {answer.status for answer in given} <= {200, 409}
    for server in room.servers:
        shown = json.loads((await ask_once(server.port, state, cookie=cookie)).body)["vote"]
        points = [target["points"] for target in shown["targets"]]
        assert sum(points) + shown["left"] == BUDGET
        assert max(points) == CAP


async def test_a_link_revoked_on_one_process_ends_the_stream_of_the_other(room: Room) -> None:
    board = await room.observe(Figures(), at=room.servers[1])
    revoked = await asyncio.to_thread(
        revoke_links, room.house, Console(room.code), Role.FACILITATOR
    )
    assert revoked
    async with asyncio.timeout(PATIENCE_SECONDS):
        await board.closed.wait()


async def test_phones_go_on_through_the_other_when_one_is_killed(room: Room) -> None:
    here, there = room.servers
    step = (await room.steps())[0]
    figures = Figures()
    board = await room.observe(figures, at=there)
    labels: list[str] = []

    async def write(phone: Outbox, number: int) -> None:
        for place in range(CARDS):
            card = {"side": "client", "kind": "irritant", "step": step, "text": f"{number}/{place}"}
            said = await phone.deliver("cards", {"card_id": phone.new_id(), **card})
            labels.append(said["label"])
            await asyncio.sleep(phone.chance.random() * 0.3)

    async with Relay([here.port, there.port]) as relay:
        crowd = [Outbox(relay, room.code, number) for number in range(PHONES)]
        await asyncio.gather(*(phone.join() for phone in crowd))
        listening = [asyncio.create_task(phone.listen()) for phone in crowd]
        writing = [asyncio.create_task(write(phone, number)) for number, phone in enumerate(crowd)]
        await until(lambda: len(labels) > PHONES)
        here.kill()
        await asyncio.gather(*writing)
        # All are with the one that is left, and nobody is counted with the one that is gone.
        await until(lambda: figures.phones == PHONES)
        for task in listening:
            task.cancel()
        await asyncio.gather(*listening, return_exceptions=True)
        for phone in crowd:
            phone.hang_up()
    board.hang_up()

    expected = Counter(f"{number}/{place}" for number in range(PHONES) for place in range(CARDS))
    assert room.kept() == expected
    assert len(set(labels)) == len(labels) == len(expected)
    assert set(figures.seen) == set(expected)
    assert figures.twice == 0
