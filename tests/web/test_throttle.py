"""Guessing made slow, with bounded memory."""

import asyncio

import pytest

from workshop.web.throttle import (
    FORGET_SECONDS,
    FREE_TURNS,
    KEPT_NAMES,
    LONGEST_DELAY_SECONDS,
    MOST_WAITING,
    TURN_SECONDS,
    Throttle,
    TooManyTries,
    Turns,
)


class Time:
    def __init__(self) -> None:
        self.now = 0.0
        self.waited: list[float] = []

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.waited.append(seconds)

    def throttle(self) -> Throttle:
        return Throttle(clock=self.clock, sleep=self.sleep)


async def tries(throttle: Throttle, name: str, times: int) -> None:
    for _ in range(times):
        async with throttle.one_try(name):
            pass


async def test_ten_tries_are_free_then_each_waits_longer_up_to_a_limit() -> None:
    time = Time()
    await tries(time.throttle(), "room", 40)
    assert time.waited[:5] == [0.5, 1.0, 2.0, 4.0, LONGEST_DELAY_SECONDS]
    assert len(time.waited) == 30
    assert max(time.waited) == LONGEST_DELAY_SECONDS


async def test_tries_at_the_same_moment_are_slowed_too() -> None:
    time = Time()
    throttle = time.throttle()
    await asyncio.gather(*(tries(throttle, "room", 1) for _ in range(30)))
    assert len(time.waited) == 20


async def test_a_quarter_of_an_hour_of_peace_forgets() -> None:
    time = Time()
    throttle = time.throttle()
    await tries(throttle, "room", 12)
    time.now += FORGET_SECONDS + 1
    time.waited.clear()
    await tries(throttle, "room", 10)
    assert time.waited == []


async def test_names_that_are_tried_are_kept_up_to_a_limit() -> None:
    throttle = Time().throttle()
    for number in range(KEPT_NAMES + 100):
        await tries(throttle, f"account {number}", 1)
    assert len(throttle._tries) == KEPT_NAMES


async def test_only_so_many_wait_at_once_and_nobody_else_is_shut_out_by_them() -> None:
    opened = asyncio.Event()

    async def sleep(seconds: float) -> None:
        await opened.wait()

    throttle = Throttle(sleep=sleep)
    await tries(throttle, "room", 10)
    waiting = [asyncio.create_task(tries(throttle, "room", 1)) for _ in range(MOST_WAITING)]
    await asyncio.sleep(0)
    with pytest.raises(TooManyTries):
        await tries(throttle, "room", 1)
    await tries(throttle, "another", 1)
    opened.set()
    await asyncio.gather(*waiting)
    await tries(throttle, "room", 1)


def test_a_burst_of_turns_is_free_then_each_comes_in_its_time() -> None:
    time = Time()
    turns = Turns(clock=time.clock)
    assert [turns.take("ann") for _ in range(FREE_TURNS)] == [0] * FREE_TURNS
    assert turns.take("ann") == TURN_SECONDS
    assert turns.take("bob") == 0
    time.now = TURN_SECONDS / 2
    assert turns.take("ann") == TURN_SECONDS / 2
    time.now = TURN_SECONDS
    assert (turns.take("ann"), turns.take("ann")) == (0, TURN_SECONDS)


def test_the_memory_of_turns_is_bounded() -> None:
    turns = Turns(clock=Time().clock)
    for number in range(KEPT_NAMES + 10):
        turns.take(str(number))
    assert len(turns._free_at) == KEPT_NAMES
