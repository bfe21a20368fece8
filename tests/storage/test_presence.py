"""Phones of other processes: counted while their process speaks of them, and no longer."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from tests.databases import fresh_postgres_url
from tests.waiting import until
from workshop.live import Hub
from workshop.storage.engine import Database, open_database
from workshop.storage.presence import (
    REPEAT_SECONDS,
    ROOMS_A_WORD,
    SILENT_SECONDS,
    TELL_SECONDS,
    Presence,
)
from workshop.storage.watch import watch

CODE = "ABC234"


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Process:
    """A hub and what is said of it; its phones come and go at will."""

    def __init__(self, clock: Clock) -> None:
        self.hub = Hub()
        self.presence = Presence(self.hub, now=clock)

    async def join(self, count: int, code: str = CODE) -> None:
        for _ in range(count):
            self.hub.listen(code, "room")


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def test_a_room_has_the_phones_of_all_processes(clock: Clock) -> None:
    here, there, third = Process(clock), Process(clock), Process(clock)
    await here.join(1)
    await there.join(2)
    await third.join(4)
    for other in (there, third):
        for word in other.presence.due():
            here.presence.hear(word)
    assert here.hub.phones(CODE) == 7
    assert here.hub.phones("XYZ234") == 0
    assert here.hub.phones_here() == {CODE: 1}


async def test_only_what_moved_is_said_and_not_too_often(clock: Clock) -> None:
    here = Process(clock)
    await here.join(1)
    await here.join(1, "XYZ234")
    first = here.presence.due()
    assert [word.split()[1:] for word in first] == [[f"{CODE}:1", "XYZ234:1"]]
    await here.join(1)
    assert here.presence.due() == []
    clock.now += TELL_SECONDS
    assert [word.split()[1:] for word in here.presence.due()] == [[f"{CODE}:2"]]
    clock.now += TELL_SECONDS
    assert here.presence.due() == []


async def test_a_room_that_nobody_is_in_any_more_is_said_to_be_empty(clock: Clock) -> None:
    here, there = Process(clock), Process(clock)
    listener = there.hub.listen(CODE, "room")
    for word in there.presence.due():
        here.presence.hear(word)
    there.hub.leave(listener)
    clock.now += TELL_SECONDS
    for word in there.presence.due():
        here.presence.hear(word)
    assert here.hub.phones(CODE) == 0


async def test_the_phones_of_a_killed_process_vanish(clock: Clock) -> None:
    here, there = Process(clock), Process(clock)
    await there.join(3)
    for _ in range(4):  # while it lives, it goes on saying so
        for word in there.presence.due():
            here.presence.hear(word)
        here.presence.due()
        assert here.hub.phones(CODE) == 3
        clock.now += REPEAT_SECONDS
    clock.now += SILENT_SECONDS
    here.presence.due()
    assert here.hub.phones(CODE) == 0


async def test_a_process_that_stops_takes_its_phones_along(clock: Clock) -> None:
    here, there, third = Process(clock), Process(clock), Process(clock)
    await there.join(3)
    await third.join(1)
    for word in there.presence.due() + third.presence.due() + [there.presence.bye()]:
        here.presence.hear(word)
    assert here.hub.phones(CODE) == 1


async def test_a_process_that_begins_asks_and_is_told_at_once(clock: Clock) -> None:
    here, there = Process(clock), Process(clock)
    await there.join(3)
    there.presence.due()
    there.presence.hear(here.presence.begin())
    for word in there.presence.due():
        here.presence.hear(word)
    assert here.hub.phones(CODE) == 3


async def test_what_was_heard_outlasts_a_broken_line(clock: Clock) -> None:
    here, there = Process(clock), Process(clock)
    await there.join(3)
    for word in there.presence.due():
        here.presence.hear(word)
    clock.now += 60  # the database was away: nobody could say anything
    here.presence.begin()
    here.presence.due()
    assert here.hub.phones(CODE) == 3


async def test_a_hub_does_not_count_its_own_phones_twice(clock: Clock) -> None:
    here = Process(clock)
    await here.join(2)
    for word in [here.presence.begin(), *here.presence.due(), here.presence.bye()]:
        here.presence.hear(word)
    assert here.hub.phones(CODE) == 2


async def test_words_of_nobody_are_left_aside(clock: Clock) -> None:
    here = Process(clock)
    for word in ("", "x", f"x {CODE}", f"x {CODE}:many", f"x {CODE}:-3", "x :::"):
        here.presence.hear(word)
    assert here.hub.phones(CODE) == 0


async def test_very_many_rooms_are_said_in_words_that_the_database_carries(clock: Clock) -> None:
    here, there = Process(clock), Process(clock)
    codes = [f"R{number:05}" for number in range(ROOMS_A_WORD + 1)]
    for code in codes:
        await there.join(1, code)
    said = there.presence.due()
    assert len(said) == 2
    assert max(map(len, said)) < 8_000
    for word in said:
        here.presence.hear(word)
    assert all(here.hub.phones(code) == 1 for code in codes)


# --- over a server --------------------------------------------------------------------------------


@pytest.fixture
def shared(postgres_url: str, postgres_template: str) -> Iterator[Database]:
    """A database on PostgreSQL, with all tables, for several processes."""
    with fresh_postgres_url(postgres_url, like=postgres_template) as url:
        database = open_database(url)
        yield database
        database.dispose()


@contextmanager
def closing_watchers(database: Database, *hubs: Hub) -> Iterator[None]:
    """Each hub watches the database as a process of its own would."""
    with ExitStack() as stack:
        for hub in hubs:
            stack.callback(watch(database, hub).stop)
        yield


async def test_the_numbers_travel_through_the_database(shared: Database) -> None:
    here, there = Hub(), Hub()
    with closing_watchers(shared, here, there):
        phone = there.listen(CODE, "room")
        there.listen(CODE, "room")
        here.listen(CODE, "room")
        await until(lambda: here.phones(CODE) == there.phones(CODE) == 3)
        there.leave(phone)
        await until(lambda: here.phones(CODE) == 2)


async def test_the_phones_of_a_stopped_process_leave_with_it(shared: Database) -> None:
    here, there = Hub(), Hub()
    with closing_watchers(shared, here):
        with closing_watchers(shared, there):
            there.listen(CODE, "room")
            await until(lambda: here.phones(CODE) == 1)
        await until(lambda: here.phones(CODE) == 0)
