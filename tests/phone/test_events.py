"""The room channel, spoken to as a server would: one first event, one a change, an end."""

import asyncio
import json
from collections.abc import MutableMapping
from contextlib import ExitStack
from typing import Any

import httpx
import pytest

from tests.phone.conftest import JSON, NewPhone, TheRoom
from workshop.phone.door import Door
from workshop.phone.events import MOST_STREAMS, TOGETHER_SECONDS, RoomEvents
from workshop.phone.rooms import Rooms
from workshop.services import moderation, workshops
from workshop.services.actors import Participant
from workshop.services.house import House

Message = MutableMapping[str, Any]
WAIT = 5.0


def new_channel(house: House, *, comment_seconds: float = 60) -> RoomEvents:
    return RoomEvents(house, Door(house, Rooms(house)), comment_seconds=comment_seconds)


class Stream:
    """One phone's open channel."""

    def __init__(
        self,
        house: House,
        code: str,
        *,
        comment_seconds: float = 60,
        method: str = "GET",
        token: str = "",
        channel: RoomEvents | None = None,
    ) -> None:
        self.sent: asyncio.Queue[Message] = asyncio.Queue()
        self._received: asyncio.Queue[Message] = asyncio.Queue()
        scope = {
            "type": "http",
            "method": method,
            "path": f"/j/{code}/events",
            "headers": [(b"cookie", f"participant={token}".encode())] if token else [],
            "query_string": b"",
            "path_params": {"code": code},
        }
        channel = channel or new_channel(house, comment_seconds=comment_seconds)
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


async def test_one_stream_too_many_of_a_phone_ends_its_oldest_and_nobody_else_s(
    room: TheRoom,
) -> None:
    channel = new_channel(room.house)

    async def open_one(token: str) -> Stream:
        stream = Stream(room.house, room.code, token=token, channel=channel)
        await stream.message()
        await stream.event()
        return stream

    other = await open_one("b" * 43)
    mine = [await open_one("a" * 43) for _ in range(MOST_STREAMS)]
    assert room.house.hub.phones(room.code) == MOST_STREAMS + 1
    newest = await open_one("a" * 43)
    last = await mine[0].message()
    assert last["more_body"] is False
    assert last["body"] == b"retry: 60000\n\n"  # it must not push the next one out at once
    await mine[0].end()
    assert room.house.hub.phones(room.code) == MOST_STREAMS + 1
    room.phase("group")
    for stream in (other, *mine[1:], newest):
        assert (await stream.event())["phase"] == "group"
        stream.hang_up()
        await stream.end()
    assert room.house.hub.phones(room.code) == 0
    assert channel._open == {}


async def test_a_stream_that_made_room_takes_nothing_along_when_it_ends_late(room: TheRoom) -> None:
    channel = new_channel(room.house)
    token = Participant(room.code, "a" * 43)
    with ExitStack() as first:
        first.enter_context(channel._listening(token))
        with ExitStack() as later:
            for _ in range(MOST_STREAMS):
                later.enter_context(channel._listening(token))
        with channel._listening(token) as newest:
            first.close()
            assert list(channel._open[token]) == [newest]
    assert channel._open == {}


async def test_beyond_all_that_the_process_holds_a_phone_is_asked_to_come_back(
    room: TheRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workshop.phone.events.MOST_STREAMS_IN_ALL", 1)
    channel = new_channel(room.house)
    stream = Stream(room.house, room.code, channel=channel)
    await stream.message()
    await stream.event()
    refused = Stream(room.house, room.code, channel=channel)
    start = await refused.message()
    assert start["status"] == 503
    assert dict(start["headers"])[b"retry-after"] == b"10"
    stream.hang_up()
    await stream.end()
    again = Stream(room.house, room.code, channel=channel)
    assert (await again.message())["status"] == 200
    again.hang_up()
    await again.end()


async def test_comments_of_many_streams_leave_together(room: TheRoom) -> None:
    channel = new_channel(room.house, comment_seconds=15)
    now = asyncio.get_running_loop().time()
    due = now + channel._until_comment()
    assert 14.7 < due - now <= 15
    assert abs(due - TOGETHER_SECONDS * round(due / TOGETHER_SECONDS)) < 0.05
    assert new_channel(room.house, comment_seconds=0.05)._until_comment() == pytest.approx(0.05)


async def test_a_deleted_room_ends_its_channels(room: TheRoom) -> None:
    stream = Stream(room.house, room.code)
    await stream.message()
    await stream.event()
    workshops.delete_workshop(room.house, room.console, typed_title="Service client")
    assert (await stream.message())["more_body"] is False
    await stream.end()


async def test_a_removed_device_hears_nothing_more_of_the_room(
    room: TheRoom, phone: httpx.AsyncClient, new_phone: NewPhone
) -> None:
    other = new_phone()
    await other.get(f"/j/{room.code}")
    await phone.get(f"/j/{room.code}")
    sent = await phone.post(f"/j/{room.code}/cards", data=room.card(), headers=JSON)
    channel = new_channel(room.house)
    removed, kept = (
        Stream(room.house, room.code, token=one.cookies["participant"], channel=channel)
        for one in (phone, other)
    )
    for stream in (removed, kept):
        await stream.message()
        await stream.event()
    moderation.remove_device(room.house, room.console, sent.json()["label"], set_cards_aside=False)
    await kept.event()
    assert not await removed.text()
    await removed.end()
    room.phase("group")
    assert (await kept.event())["phase"] == "group"
    kept.hang_up()
    await kept.end()


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
