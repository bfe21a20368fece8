"""``/j/{code}`` of a workshop sealed for good: read by anybody, as nobody in particular."""

import httpx
import pytest

from tests.phone.conftest import JSON, NewPhone, OpenRoom, TheRoom
from workshop.i18n import words
from workshop.services import questions, workshops
from workshop.services.questions import QuestionDraft
from workshop.services.sealing import seal


@pytest.fixture
def room(open_room: OpenRoom) -> TheRoom:
    return open_room("capture")


def close_for_good(room: TheRoom, phase: str = "follow") -> None:
    room.phase(phase)
    seal(room.house, room.console, typed_code=room.code)


async def test_a_phone_that_was_here_is_nobody_any_more(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    await phone.post(f"/j/{room.code}/cards", data=room.card(text="Zanzibar"), headers=JSON)
    assert "Zanzibar" in (await phone.get(f"/j/{room.code}")).text
    assert phone.cookies.get("participant")
    close_for_good(room)
    page = await phone.get(f"/j/{room.code}")
    assert page.status_code == 200
    assert room.now.sealed
    assert words(room.now.language)("phone.sealed.title") in page.text
    assert 'id="receipt"' in page.text
    assert "Zanzibar" not in page.text
    assert "<form" not in page.text
    assert not phone.cookies.get("participant")
    again = await phone.get(f"/j/{room.code}")
    assert "set-cookie" not in again.headers


async def test_all_gestures_are_refused_in_words(phone: httpx.AsyncClient, room: TheRoom) -> None:
    await phone.get(f"/j/{room.code}")
    asked = questions.add_question(room.house, room.console, QuestionDraft("Why?", "text"))
    questions.push_question(room.house, room.console, asked)
    close_for_good(room, "capture")
    sentence = words(room.now.language)("error.workshop_sealed")
    for path, fields in {
        "cards": room.card(text="Too late"),
        "me": {"speaks_for": "client"},
        "ready": {"wanted": "yes"},
        "answers": {"question": asked, "text": "Because"},
    }.items():
        answer = await phone.post(f"/j/{room.code}/{path}", data=fields, headers=JSON)
        assert (answer.status_code, answer.json()["message"]) == (409, sentence), path
    plain = await phone.post(f"/j/{room.code}/cards", data=room.card(text="Too late"))
    assert plain.status_code == 409
    assert sentence in plain.text
    assert "Too late" in plain.text  # what was typed is not lost to whoever typed it
    state = (await phone.get(f"/j/{room.code}/state")).json()
    assert state["prompts"] == []
    assert "me" not in state


async def test_behind_a_closed_door_it_knows_nobody(
    phone: httpx.AsyncClient, new_phone: NewPhone, room: TheRoom
) -> None:
    await phone.post(f"/j/{room.code}/cards", data=room.card(), headers=JSON)
    workshops.set_door(room.house, room.console, is_open=False)
    assert (await phone.get(f"/j/{room.code}")).status_code == 200
    close_for_good(room)
    assert (await phone.get(f"/j/{room.code}")).status_code == 404
    workshops.set_door(room.house, room.console, is_open=True)
    async with new_phone() as stranger:
        page = await stranger.get(f"/j/{room.code}")
    assert page.status_code == 200
    assert "set-cookie" not in page.headers


async def test_the_privacy_page_says_it_and_takes_the_cookie(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    t = words(room.now.language)
    await phone.get(f"/j/{room.code}")
    page = (await phone.get(f"/j/{room.code}/privacy")).text
    assert t("phone.privacy.seal") in page
    close_for_good(room)
    answer = await phone.get(f"/j/{room.code}/privacy")
    assert t("phone.privacy.sealed") in answer.text
    assert t("phone.privacy.yours") not in answer.text
    assert 'participant=""' in answer.headers["set-cookie"]
