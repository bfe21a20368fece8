"""The clock on phones: time left, time over, the pause, and who said "ready"; all server time."""

import re

import httpx
import pytest

from tests.phone.conftest import JSON, NewPhone, OpenRoom, TheRoom
from tests.services.cast import Clock
from workshop.i18n import words
from workshop.phone.pages import clock_time
from workshop.services import timer
from workshop.services.views.workshop import read_workshop_view


async def see(phone: httpx.AsyncClient, room: TheRoom) -> str:
    return (await phone.get(f"/j/{room.code}")).text


def left(page: str) -> int | None:
    found = re.search(r'class="timer" data-left="(\d+)">', page)
    return int(found[1]) if found else None


def is_late(page: str) -> bool | None:
    """Whether the page says that time is up; None without a timer."""
    found = re.search(r'<p class="late"( hidden)?>', page)
    return None if found is None else not found[1]


async def test_the_time_left_is_counted_by_the_server_at_each_page(
    phone: httpx.AsyncClient, room: TheRoom, clock: Clock
) -> None:
    assert left(await see(phone, room)) is None
    timer.start_timer(room.house, room.console, minutes=6.5)
    assert left(await see(phone, room)) == 390
    clock.go_on(seconds=100)
    page = await see(phone, room)
    assert (left(page), is_late(page)) == (290, False)
    state = (await phone.get(f"/j/{room.code}/state")).json()
    assert state["closes_at"] == "2026-03-12T09:36:30+00:00"
    timer.stop_timer(room.house, room.console)
    page = await see(phone, room)
    assert (left(page), is_late(page)) == (None, None)
    assert (await phone.get(f"/j/{room.code}/state")).json()["closes_at"] is None


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_when_time_is_up_the_page_says_so_and_nothing_closes(
    phone: httpx.AsyncClient, open_room: OpenRoom, clock: Clock, language: str
) -> None:
    room = open_room(language=language)
    timer.start_timer(room.house, room.console, minutes=1)
    await see(phone, room)
    clock.go_on(seconds=61)
    page = await see(phone, room)
    assert (left(page), is_late(page)) == (0, True)
    assert words(language)("phone.late") in page
    sent = await phone.post(f"/j/{room.code}/cards", data=room.card(), headers=JSON)
    assert sent.status_code == 201
    timer.extend_timer(room.house, room.console, seconds=60)
    page = await see(phone, room)
    assert (left(page), is_late(page)) == (60, False)


async def test_without_a_script_the_end_is_told_as_a_time_of_day(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    timer.start_timer(room.house, room.console, minutes=6)
    ends = room.now.closes_at
    assert ends
    said = words("fr")("phone.until", time=clock_time(ends))
    assert f">{said}</span>" in await see(phone, room)


async def test_more_time_does_not_ask_a_phone_in_use_for_a_new_page(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    """The clock takes its place by itself: whoever writes must not be called away for it."""
    before = (await phone.get(f"/j/{room.code}/state")).json()
    timer.start_timer(room.house, room.console, minutes=6)
    timer.pause(room.house, room.console, minutes=10)
    after = (await phone.get(f"/j/{room.code}/state")).json()
    assert after["room_revision"] > before["room_revision"]
    assert (after["look"] == before["look"], after["clock"] == before["clock"]) == (True, False)
    page = await see(phone, room)
    assert f'data-clock="{after["clock"]}"' in page
    assert (
        page.index('<div id="clock">') < page.index('class="timer"') < page.index('class="pause"')
    )


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_a_pause_says_when_the_room_comes_back(
    phone: httpx.AsyncClient, open_room: OpenRoom, language: str
) -> None:
    room = open_room("journeys", language)
    spoken = words(language)
    assert spoken("phone.up") in await see(phone, room)
    timer.pause(room.house, room.console, minutes=15)
    back = room.now.paused_until
    assert back
    page = await see(phone, room)
    assert f"<h1>{spoken('phone.pause')}</h1>" in page
    assert spoken("phone.pause.until", time=clock_time(back)) in page
    assert spoken("phone.up") not in page
    state = (await phone.get(f"/j/{room.code}/state")).json()
    assert state["paused_until"] == "2026-03-12T09:45:00+00:00"
    timer.resume(room.house, room.console)
    assert spoken("phone.up") in await see(phone, room)


async def test_a_sentence_begun_before_the_pause_can_be_sent_in_it(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    timer.pause(room.house, room.console, minutes=15)
    page = await see(phone, room)
    assert page.index('class="pause"') < page.index('id="form"')
    sent = await phone.post(f"/j/{room.code}/cards", data=room.card(), headers=JSON)
    assert sent.status_code == 201


async def test_ready_is_said_taken_back_and_forgotten_with_the_phase(
    phone: httpx.AsyncClient, new_phone: NewPhone, room: TheRoom
) -> None:
    def ready() -> int:
        return read_workshop_view(room.house, room.console).room.ready

    page = await see(phone, room)
    button = page.split('id="ready"')[1].split("</form>")[0]
    assert 'value="yes" aria-pressed="false"' in button
    assert (await phone.post(f"/j/{room.code}/ready", data={"wanted": "yes"})).status_code == 303
    await new_phone().post(f"/j/{room.code}/ready", data={"wanted": "yes"}, headers=JSON)
    assert ready() == 2
    button = (await see(phone, room)).split('id="ready"')[1].split("</form>")[0]
    assert 'value="no" aria-pressed="true"' in button
    await phone.post(f"/j/{room.code}/ready", data={"wanted": "no"}, headers=JSON)
    assert ready() == 1
    room.phase("ideate")
    assert ready() == 0
    assert 'value="yes" aria-pressed="false"' in await see(phone, room)


@pytest.mark.parametrize("phase", ["frame", "journeys", "causes", "plan", "follow"])
async def test_with_nothing_to_do_there_is_nothing_to_be_ready_with(
    phone: httpx.AsyncClient, open_room: OpenRoom, phase: str
) -> None:
    assert 'id="ready"' not in await see(phone, open_room(phase))
