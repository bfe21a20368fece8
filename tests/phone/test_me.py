"""Who a phone is: the same after everything, nobody else's, and what it says of itself."""

import re

import httpx
import pytest

from tests.phone.conftest import JSON, NewPhone, OpenRoom, TheRoom
from workshop.i18n import words
from workshop.services import rights, workshops
from workshop.services.views.workshop import read_workshop_view


async def see(phone: httpx.AsyncClient, room: TheRoom) -> str:
    return (await phone.get(f"/j/{room.code}")).text


async def tell(phone: httpx.AsyncClient, room: TheRoom, **fields: str) -> dict[str, object]:
    answer = await phone.post(f"/j/{room.code}/me", data=fields, headers=JSON)
    assert answer.status_code == 200
    told: dict[str, object] = answer.json()
    return told


def form(page: str) -> str:
    return page.split('class="speaks"')[1].split("</form>")[0]


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_the_page_says_that_two_browsers_are_two_participants(
    phone: httpx.AsyncClient, open_room: OpenRoom, language: str
) -> None:
    room = open_room("frame", language)
    assert words(language)("phone.me.two") in form(await see(phone, room))
    privacy = (await phone.get(f"/j/{room.code}/privacy")).text
    assert words(language)("phone.me.two") in privacy


async def test_two_browsers_of_one_person_are_two_participants(
    new_phone: NewPhone, room: TheRoom
) -> None:
    for phone in (new_phone(), new_phone()):
        await see(phone, room)
        await phone.post(f"/j/{room.code}/ready", data={"wanted": "yes"})
    assert read_workshop_view(room.house, room.console).room.ready == 2


async def test_what_is_left_out_stays_as_it_was(phone: httpx.AsyncClient, room: TheRoom) -> None:
    await see(phone, room)
    family = room.now.families[0]
    assert await tell(phone, room, speaks_for="client", role=family) == {
        "speaks_for": "client",
        "role": family,
        "origin": "phone",
        "where": "room",
    }
    told = await tell(phone, room, origin="table", role=family)
    assert (told["speaks_for"], told["origin"], told["where"]) == ("client", "table", "room")
    told = await tell(phone, room, where="away", role=family)
    assert (told["speaks_for"], told["origin"], told["where"]) == ("client", "table", "away")


async def test_a_box_that_is_not_ticked_says_so_without_a_script(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    """A form leaves an empty box out: the hidden field before it speaks for it."""
    page = form(await see(phone, room))
    for name, off, on in (("origin", "phone", "table"), ("where", "room", "away")):
        hidden = page.index(f'type="hidden" name="{name}" value="{off}"')
        assert hidden < page.index(f'type="checkbox" name="{name}" value="{on}"')
    ticked = "speaks_for=employee&role=&origin=phone&origin=table&where=room"
    headers = {**JSON, "Content-Type": "application/x-www-form-urlencoded"}
    told = await phone.post(f"/j/{room.code}/me", content=ticked, headers=headers)
    assert (told.json()["origin"], told.json()["where"]) == ("table", "room")
    page = form(await see(phone, room))
    assert 'value="table" checked' in page
    assert 'value="away" checked' not in page
    assert read_workshop_view(room.house, room.console).room.tables == 1


async def test_the_form_is_open_while_people_wait_and_folded_while_they_act(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    folded = (await see(phone, room)).split('class="speaks"')[0]
    assert "<details><summary>" in folded[-400:]
    room.phase("frame")
    assert "<details" not in await see(phone, room)


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_a_nickname_is_told_where_the_workshop_gives_them(
    phone: httpx.AsyncClient, open_room: OpenRoom, language: str
) -> None:
    room = open_room("frame", language)
    await see(phone, room)
    await tell(phone, room, speaks_for="employee")
    begin = words(language)("phone.me.nickname", name="|").split("|")[0]
    assert begin not in await see(phone, room)
    workshops.save_settings(room.house, room.console, nicknames=True)
    page = form(await see(phone, room))
    [name] = re.findall(re.escape(begin) + r"([^<.]+)\.", page)
    assert name in form(await see(phone, room))  # the same at each visit
    await phone.get("/j")
    assert name in form(await see(phone, room))


async def test_the_state_tells_a_phone_who_it_is_where_the_phase_asks_it_anything(
    phone: httpx.AsyncClient, open_room: OpenRoom
) -> None:
    room = open_room("mood")
    await see(phone, room)
    await tell(phone, room, speaks_for="client", origin="table", where="away")
    state = (await phone.get(f"/j/{room.code}/state")).json()
    assert state["me"] == {
        "speaks_for": "client",
        "role": "",
        "origin": "table",
        "where": "away",
    }
    assert state["ready"] is False
    room.phase("capture")
    assert "me" not in (await phone.get(f"/j/{room.code}/state")).json()


async def test_a_phase_that_asks_nothing_reads_nothing_of_one_s_own_for_the_state(
    phone: httpx.AsyncClient, open_room: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = open_room("journeys")
    await see(phone, room)
    readings = []

    def read(*_: object) -> None:
        readings.append(1)
        raise AssertionError("read")

    monkeypatch.setattr("workshop.phone.routes.read_myself", read)
    for phase in ("journeys", "capture", "causes", "plan"):
        room.phase(phase)
        assert (await phone.get(f"/j/{room.code}/state")).status_code == 200
    room.phase("mood")
    assert (await phone.get(f"/j/{room.code}/state?me=no")).status_code == 200
    assert readings == []
    assert (await phone.get(f"/j/{room.code}/state")).status_code == 503
    rights.set_rights(room.house, room.console, "mood", may=(), sees="nothing")
    assert (await phone.get(f"/j/{room.code}/state")).status_code == 200
