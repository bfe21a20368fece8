"""Topics rated on phones: two questions each, one tap a side, each side may be left out."""

import httpx
import pytest

from tests.phone.conftest import JSON, NewPhone, OpenRoom, TheRoom
from workshop.i18n import words
from workshop.services import rounds


@pytest.fixture
def room(open_room: OpenRoom) -> TheRoom:
    room = open_room()
    room.topics("L’attente", "Les formulaires")
    room.phase("matrix")
    rounds.open_topic_round(room.house, room.console)
    return room


async def place(phone: httpx.AsyncClient, room: TheRoom, **fields: str) -> httpx.Response:
    return await phone.post(f"/j/{room.code}/places", data=fields, headers=JSON)


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_each_topic_asks_about_both_sides(
    phone: httpx.AsyncClient, open_room: OpenRoom, language: str
) -> None:
    room = open_room(language=language)
    room.topics("L’attente", "Les formulaires")
    room.phase("matrix")
    rounds.open_topic_round(room.house, room.console)
    page = (await phone.get(f"/j/{room.code}")).text
    t = words(language)
    for key in ("title", "client", "us"):
        assert t(f"phone.places.{key}") in page
    assert page.count(t("phone.places.skip")) == 4
    assert page.count('<form id="places:') == 2
    assert t("phone.mirror.title") not in page  # one thing at a time


async def test_who_speaks_for_the_clients_is_asked_about_the_team(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    await phone.get(f"/j/{room.code}")
    await phone.post(f"/j/{room.code}/me", data={"speaks_for": "client"}, headers=JSON)
    page = (await phone.get(f"/j/{room.code}")).text
    assert words("fr")("phone.places.them") in page
    assert words("fr")("phone.places.us") not in page


async def test_what_was_rated_stays_pressed_and_told(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    await phone.get(f"/j/{room.code}")
    answer = await place(phone, room, topic="T1", client="-2", employee="skip")
    assert answer.json() == {"topic": "T1", "client": "-2", "employee": "skip"}
    page = (await phone.get(f"/j/{room.code}")).text
    form = page.split('<form id="places:T1"')[1].split("</form>")[0]
    assert "name=client value=-2 checked" in form
    assert "name=employee value=skip checked" in form
    assert form.count("checked") == 2
    told = (await phone.get(f"/j/{room.code}/state")).json()["places"]
    assert {task["topic"]: (task["client"], task["employee"]) for task in told} == {
        "T1": ("-2", "skip"),
        "T2": ("", ""),
    }


async def test_a_round_that_is_over_leaves_the_page_and_refuses(
    phone: httpx.AsyncClient, new_phone: NewPhone, room: TheRoom
) -> None:
    other = new_phone()
    for guest in (phone, other):
        await guest.get(f"/j/{room.code}")
    rounds.close_topic_round(room.house, room.console)
    assert (await place(other, room, topic="T1", client="1", employee="1")).status_code == 409
    page = (await phone.get(f"/j/{room.code}")).text
    assert "places:" not in page
    assert words("fr")("phone.mirror.title") in page
    assert "places" not in (await phone.get(f"/j/{room.code}/state")).json()
