"""Which workshops are kept for the replay, and when."""

import asyncio
from collections.abc import Callable, Iterable

import pytest

from tests.web.conftest import Cast
from workshop.live import News
from workshop.services import topics, workshops
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.services.replay import read_replay
from workshop.web import recorder
from workshop.web.recorder import Recorder, recorded


def news(revision: int, phase: str = "capture", code: str = "AAAAAA") -> News:
    return News(code, revision, 1, phase)


def test_a_workshop_is_due_when_it_moves_and_once_a_minute() -> None:
    kept = Recorder()
    assert kept.due((news(1),), 0) == []
    assert kept.due((news(1),), 100) == []
    assert kept.due((news(2),), 101) == ["AAAAAA"]
    assert kept.due((news(3),), 130) == []
    assert kept.due((news(3), news(1, code="BBBBBB")), 161) == ["AAAAAA"]
    assert kept.due((news(3), news(2, code="BBBBBB")), 162) == ["BBBBBB"]


def test_a_change_of_phase_does_not_wait_for_the_minute() -> None:
    kept = Recorder()
    kept.due((news(1),), 0)
    kept.due((news(2),), 1)
    assert kept.due((news(3, "group"),), 2) == ["AAAAAA"]


async def test_what_happens_in_an_open_house_is_kept(
    house: House, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder, "LOOK_SECONDS", 0.01)
    actor = Console(cast.code)
    await asyncio.to_thread(workshops.set_phase, house, actor, "capture")
    async with recorded(house):
        await asyncio.sleep(0.1)
        await asyncio.to_thread(topics.make_topic, house, actor, title="Waiting")
        await _until(lambda: len(read_replay(house, actor).frames) == 1)


async def test_a_minute_that_fails_is_logged_and_the_next_one_is_kept(
    house: House, cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(recorder, "LOOK_SECONDS", 0.01)
    actor = Console(cast.code)
    asked: list[list[str]] = []

    def record(_house: House, codes: Iterable[str]) -> None:
        asked.append(list(codes))
        if len(asked) == 1:
            raise OSError("somewhere secret")

    monkeypatch.setattr(recorder, "record_minutes", record)
    await asyncio.to_thread(workshops.set_phase, house, actor, "capture")
    async with recorded(house):
        await asyncio.sleep(0.1)
        for times, phase in enumerate(("group", "matrix"), 1):
            await asyncio.to_thread(workshops.set_phase, house, actor, phase)
            await _until(lambda n=times: len(asked) == n)  # type: ignore[misc]
    assert asked == [[cast.code], [cast.code]]
    assert "OSError" in caplog.text
    assert "secret" not in caplog.text


async def _until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not happened():
            await asyncio.sleep(0.02)
