"""What all phones of a room share: read once, also when a thousand ask in the same moment."""

import asyncio

import pytest

from tests.phone.conftest import TheRoom
from workshop.phone import rooms
from workshop.services.house import House


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    seen: list[str] = []

    def count(house: House, code: str) -> int:
        seen.append(code)
        if len(seen) == 1:
            raise OSError("disk")
        return 12

    monkeypatch.setattr(rooms, "read_card_count", count)
    return seen


async def test_many_who_ask_at_once_share_one_reading_and_no_failure_is_kept(
    house: House, room: TheRoom, readings: list[str]
) -> None:
    shared = rooms.Rooms(house)
    scene = await shared.scene(room.code)
    failed = await asyncio.gather(
        *(shared.card_count(scene) for _ in range(20)), return_exceptions=True
    )
    assert [type(error) for error in failed] == [OSError] * 20
    assert len(readings) == 1
    assert await asyncio.gather(*(shared.card_count(scene) for _ in range(20))) == [12] * 20
    assert await shared.card_count(scene) == 12
    assert len(readings) == 2
