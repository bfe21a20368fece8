"""The mirror question: about one's own card just sent, and about topics in the mirror round."""

import re
import uuid

import httpx
import pytest

from tests.phone.conftest import JSON, NewPhone, OpenRoom, TheRoom
from workshop.i18n import words
from workshop.services.places import read_voices
from workshop.services.transaction import find_workshop, glance


async def mirror(phone: httpx.AsyncClient, room: TheRoom, **fields: str) -> httpx.Response:
    return await phone.post(f"/j/{room.code}/mirror", data=fields, headers=JSON)


async def test_the_page_that_follows_a_plain_card_asks_about_its_other_side(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    page = (await phone.get(f"/j/{room.code}")).text
    assert '<div id="after" tabindex="-1" aria-live="polite">\n</div>' in page
    await phone.post(f"/j/{room.code}/cards", data=room.card(side="client"))
    page = (await phone.get(f"/j/{room.code}")).text
    asked = page.split('<div id="after"')[1].split("</form>")[0]
    assert words("fr")("phone.mirror.us") in asked
    for effect in ("irritant", "none", "enchantment"):
        assert words("fr")(f"phone.mirror.us.{effect}") in asked
    assert words("fr")("phone.skip") in asked
    [label] = re.findall(r'name="card" value="(C\d+)"', asked)
    answer = await phone.post(f"/j/{room.code}/mirror", data={"card": label, "value": "irritant"})
    assert answer.status_code == 303
    page = (await phone.get(f"/j/{room.code}")).text
    assert (
        '<div id="after" tabindex="-1" aria-live="polite">\n</div>' in page
    )  # asked once, not in the way


async def test_a_card_about_the_team_asks_about_the_clients(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    await phone.get(f"/j/{room.code}")
    await phone.post(f"/j/{room.code}/cards", data=room.card(side="employee"))
    page = (await phone.get(f"/j/{room.code}")).text
    asked = page.split('<div id="after"')[1].split("</form>")[0]
    assert words("fr")("phone.mirror.client") in asked
    assert words("fr")("phone.mirror.client.enchantment") in asked


async def test_the_script_has_both_questions_ready(phone: httpx.AsyncClient, room: TheRoom) -> None:
    page = (await phone.get(f"/j/{room.code}")).text
    for side, whom in (("client", "us"), ("employee", "client")):
        template = page.split(f'<template id="ask-{side}">')[1].split("</template>")[0]
        assert words("fr")(f"phone.mirror.{whom}.irritant") in template


async def test_one_s_own_card_is_answered_by_its_author_alone(
    phone: httpx.AsyncClient, new_phone: NewPhone, room: TheRoom
) -> None:
    card = room.card(card_id=str(uuid.uuid4()))
    label = (await phone.post(f"/j/{room.code}/cards", data=card, headers=JSON)).json()["label"]
    stranger = new_phone()
    await stranger.get(f"/j/{room.code}")
    refused = await mirror(stranger, room, card=label, value="none")
    assert (refused.status_code, refused.json()["error"]) == (404, "card_unknown")
    await phone.get(f"/j/{room.code}")


async def test_the_mirror_round_asks_five_topics_at_most_on_the_silent_side(
    phone: httpx.AsyncClient, open_room: OpenRoom
) -> None:
    room = open_room()
    room.topics(*(f"Sujet {number}" for number in range(8)))
    room.phase("group")
    await phone.get(f"/j/{room.code}")
    await phone.post(f"/j/{room.code}/me", data={"speaks_for": "employee"})
    page = (await phone.get(f"/j/{room.code}")).text
    asked = re.findall(r'id="mirror:(T\d+)"', page)
    assert len(asked) == len(set(asked)) == 5
    assert page.count('name="side" value="employee"') == 5
    tasks = (await phone.get(f"/j/{room.code}/state")).json()["mirror"]
    assert [task["topic"] for task in tasks] == asked  # the same ones at each reading
    answer = await mirror(phone, room, topic=asked[2], side="employee", value="enchantment")
    assert answer.json() == {"topic": asked[2], "side": "employee", "value": "enchantment"}
    again = (await phone.get(f"/j/{room.code}")).text
    assert set(re.findall(r'id="mirror:(T\d+)"', again)) == set(asked)
    row = again.split(f'id="mirror:{asked[2]}"')[1].split("</form>")[0]
    assert "value=enchantment aria-pressed=true" in row
    skipped = await mirror(phone, room, topic=asked[0], side="employee", value="skip")
    assert skipped.status_code == 200
    with glance(room.house) as connection:
        workshop = find_workshop(connection, room.code)
        voices = read_voices(connection, workshop.id)
    spoken = [reading for reading in voices.values() if reading.employee.placing.people]
    assert len(spoken) == 1


@pytest.mark.parametrize(("speaks_for", "whom"), [("employee", "us"), ("client", "them")])
async def test_the_question_fits_whoever_answers_it(
    phone: httpx.AsyncClient, open_room: OpenRoom, speaks_for: str, whom: str
) -> None:
    room = open_room()
    room.topics("L’attente")
    room.phase("matrix")
    await phone.get(f"/j/{room.code}")
    await phone.post(f"/j/{room.code}/me", data={"speaks_for": speaks_for})
    page = (await phone.get(f"/j/{room.code}")).text
    assert words("fr")(f"phone.mirror.{whom}.irritant") in page


async def test_nothing_left_to_answer_is_eyes_up(
    phone: httpx.AsyncClient, open_room: OpenRoom
) -> None:
    room = open_room("group")
    assert words("fr")("phone.up") in (await phone.get(f"/j/{room.code}")).text


async def test_mirror_taps_do_not_make_the_room_be_read_again(
    phone: httpx.AsyncClient, open_room: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = open_room()
    [topic] = room.topics("L’attente")
    room.phase("group")
    await phone.get(f"/j/{room.code}")

    def never(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr("workshop.phone.rooms.read_room", never)
    for value in ("irritant", "none"):
        answer = await mirror(phone, room, topic=topic, side="employee", value=value)
        assert answer.status_code == 200
        [task] = (await phone.get(f"/j/{room.code}/state")).json()["mirror"]
        assert task["value"] == value
