"""The room channel, spoken to as a server would: one first event, one a change, an end."""

import asyncio
import json
from collections.abc import MutableMapping
from typing import Any

import pytest

from tests.phone.conftest import NewPhone, TheRoom
from workshop.phone.door import Door
from workshop.phone.events import RoomEvents
from workshop.phone.rooms import Rooms
from workshop.services import workshops
from workshop.services.house import House

Message = MutableMapping[str, Any]
WAIT = 5.0


class Stream:
    """One phone's open channel."""

    def __init__(
        self, house: House, code: str, *, comment_seconds: float = 60, method: str = "GET"
    ) -> None:
        self.sent: asyncio.Queue[Message] = asyncio.Queue()
        self._received: asyncio.Queue[Message] = asyncio.Queue()
        scope = {
            "type": "http",
            "method": method,
            "path": f"/j/{code}/events",
            "headers": [],
            "query_string": b"",
            "path_params": {"code": code},
        }
        channel = RoomEvents(house, Door(house, Rooms(house)), comment_seconds=comment_seconds)
        self.task = asyncio.create_task(channel(scope, self._received.get, self.sent.put))

    def hang_up(self) -> None:
        self._received.put_nowait({"type": "http.disconnect"})

    async def message(self) -> Message:
        return await asyncio.wait_for(self.sent.get(), WAIT)

    async def text(self) -> str:
        body = (await self.message())["body"]
        assert isinstance(body, bytes)
        return body.decode()

    async def event(self) -> dict[str, object]:
        name, data = (await self.text()).strip().splitlines()[-2:]
        assert name == "event: room"
        told = json.loads(data.removeprefix("data: "))
        assert isinstance(told, dict)
        return told

    async def end(self) -> None:
        await asyncio.wait_for(self.task, WAIT)


async def test_the_first_event_comes_at_once_and_one_with_each_change(room: TheRoom) -> None:
    stream = Stream(room.house, room.code)
    start = await stream.message()
    headers = dict(start["headers"])
    assert start["status"] == 200
    assert headers[b"content-type"].startswith(b"text/event-stream")
    assert headers[b"cache-control"] == b"no-store"
    assert headers[b"x-accel-buffering"] == b"no"
    first = await stream.event()
    assert first == {"room_revision": room.now.room_revision, "phase": "capture"}
    room.phase("group")
    assert await stream.event() == {
        "room_revision": room.now.room_revision,
        "phase": "group",
    }
    stream.hang_up()
    await stream.end()


async def test_a_card_is_no_news_for_phones(room: TheRoom, new_phone: NewPhone) -> None:
    stream = Stream(room.house, room.code)
    await stream.message()
    await stream.event()
    await new_phone().post(f"/j/{room.code}/cards", data=room.card())
    await asyncio.sleep(0.1)
    assert stream.sent.empty()
    stream.hang_up()
    await stream.end()


async def test_a_comment_keeps_a_quiet_channel_open(room: TheRoom) -> None:
    stream = Stream(room.house, room.code, comment_seconds=0.05)
    await stream.message()
    await stream.event()
    assert (await stream.text()).startswith(":")
    assert (await stream.text()).startswith(":")
    stream.hang_up()
    await stream.end()


async def test_shutdown_ends_the_channel(room: TheRoom) -> None:
    stream = Stream(room.house, room.code)
    await stream.message()
    await stream.event()
    room.house.hub.close()
    assert (await stream.message())["more_body"] is False
    await stream.end()


async def test_a_phone_that_hangs_up_is_forgotten(room: TheRoom) -> None:
    stream = Stream(room.house, room.code)
    await stream.message()
    await stream.event()
    assert room.house.hub.phones(room.code) == 1
    stream.hang_up()
    await stream.end()
    assert room.house.hub.phones(room.code) == 0


async def test_a_deleted_room_ends_its_channels(room: TheRoom) -> None:
    stream = Stream(room.house, room.code)
    await stream.message()
    await stream.event()
    workshops.delete_workshop(room.house, room.console, typed_title="Service client")
    assert (await stream.message())["more_body"] is False
    await stream.end()


@pytest.mark.parametrize("code", ["ABCDEF", "x"])
async def test_an_unknown_room_has_no_channel(house: House, code: str) -> None:
    stream = Stream(house, code)
    assert (await stream.message())["status"] == 404
    assert json.loads(await stream.text())["error"] == "workshop_unknown"
    await stream.end()


async def test_a_closed_door_has_no_channel_for_newcomers(room: TheRoom) -> None:
    workshops.set_door(room.house, room.console, is_open=False)
    stream = Stream(room.house, room.code)
    assert (await stream.message())["status"] == 404
    await stream.text()
    await stream.end()


async def test_a_look_at_the_headers_opens_no_channel(room: TheRoom) -> None:
    stream = Stream(room.house, room.code, method="HEAD")
    assert (await stream.message())["status"] == 200
    await stream.end()
    assert room.house.hub.phones(room.code) == 0
