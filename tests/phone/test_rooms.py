"""What all phones of a room share: read once, also when a thousand ask in the same moment."""

import asyncio
import re

import httpx
import pytest

from tests.phone.conftest import TheRoom
from workshop.live import Hub
from workshop.phone import rooms, routes
from workshop.services import workshops
from workshop.services.actors import Participant
from workshop.services.house import House
from workshop.services.views.room import Myself, read_myself


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


@pytest.mark.parametrize("path", ["/state", ""])
async def test_what_a_phone_reads_of_its_own_is_of_the_same_moment_as_the_room(
    room: TheRoom, phone: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """Another process changes the phase in the middle: nobody is told of a vote without points."""
    elsewhere = House(room.house.database, clock=room.house.clock, hub=Hub())
    room.topics("L’attente")
    room.phase("vote")
    await phone.get(f"/j/{room.code}")

    def meanwhile(house: House, participant: Participant) -> Myself:
        if room.now.phase == "vote":
            workshops.set_phase(elsewhere, room.console, "causes")
        return read_myself(house, participant)

    monkeypatch.setattr(routes, "read_myself", meanwhile)
    answer = await phone.get(f"/j/{room.code}{path}")
    assert re.search(r'phase"?(=|: )"causes"', answer.text)
    assert not re.search(r'left"?(=|: )"?\d', answer.text)


async def test_a_room_that_never_stands_still_is_shown_all_the_same(
    room: TheRoom, phone: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.phase("vote")
    await phone.get(f"/j/{room.code}")

    def meanwhile(house: House, participant: Participant) -> Myself:
        room.phase("vote")
        return read_myself(house, participant)

    monkeypatch.setattr(routes, "read_myself", meanwhile)
    assert (await phone.get(f"/j/{room.code}/state")).status_code == 200
