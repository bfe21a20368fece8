"""Python in a room that speaks: garbage waits for a quiet moment, and not for ever."""

import asyncio
import gc
import sys

import pytest

from workshop.domain.words import Phase
from workshop.live import Hub, News
from workshop.web import interpreter
from workshop.web.interpreter import THRESHOLDS, TURN_SECONDS


@pytest.fixture
def collections(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The hub's news at each full collection; a minute lasts 20 ms."""
    seen: list[int] = []
    monkeypatch.setattr(interpreter, "EVERY_SECONDS", 0.02)
    monkeypatch.setattr(interpreter, "QUIET_SECONDS", 0.1)
    monkeypatch.setattr(gc, "collect", lambda: seen.append(1))
    return seen


async def speak(hub: Hub, *, seconds: float) -> None:
    end = asyncio.get_running_loop().time() + seconds
    while asyncio.get_running_loop().time() < end:
        hub.announce(News("ABCDEF", hub.announced + 1, 1, Phase.CAPTURE))
        await asyncio.sleep(0.01)


async def test_it_waits_until_the_rooms_are_quiet(collections: list[int]) -> None:
    hub = Hub()
    async with interpreter.tuned(hub):
        await speak(hub, seconds=0.5)
        assert collections == []
        await asyncio.sleep(0.5)
        assert collections


async def test_rooms_that_are_never_quiet_do_not_put_it_off_for_ever(
    collections: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interpreter, "LONGEST_SECONDS", 0.2)
    hub = Hub()
    async with interpreter.tuned(hub):
        await speak(hub, seconds=0.6)
        assert collections


async def test_python_is_given_its_own_settings_back() -> None:
    before = gc.get_threshold(), sys.getswitchinterval()
    async with interpreter.tuned(Hub()):
        assert gc.get_threshold() == THRESHOLDS
        assert sys.getswitchinterval() == pytest.approx(TURN_SECONDS)
    assert (gc.get_threshold(), sys.getswitchinterval()) == before
