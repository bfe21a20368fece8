"""``POST /j/{code}/cards`` and what an author may do to a card of theirs."""

import asyncio
import uuid

import httpx
import pytest

from tests.phone.conftest import JSON, NewPhone, OpenRoom, TheRoom
from workshop.services import moderation, workshops
from workshop.services.actors import Participant
from workshop.services.views.room import read_myself


async def send(phone: httpx.AsyncClient, room: TheRoom, **values: str) -> httpx.Response:
    return await phone.post(f"/j/{room.code}/cards", data=room.card(**values), headers=JSON)


async def test_a_card_is_acknowledged_with_its_label(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    card_id = str(uuid.uuid4())
    answer = await send(phone, room, card_id=card_id)
    assert answer.status_code == 201
    assert answer.json().keys() == {"card_id", "label"}
    assert answer.json()["card_id"] == card_id
    assert answer.json()["label"][0] == "C"
    assert answer.headers["cache-control"] == "no-store"


async def test_the_same_card_again_gives_the_same_body_and_200(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    card = room.card()
    first = await phone.post(f"/j/{room.code}/cards", data=card, headers=JSON)
    room.phase("group")
    again = await phone.post(f"/j/{room.code}/cards", data=card, headers=JSON)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()


async def test_the_same_card_from_many_tabs_at_once_is_one_card(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    card = room.card()
    answers = await asyncio.gather(
        *(phone.post(f"/j/{room.code}/cards", data=card, headers=JSON) for _ in range(6))
    )
    assert sorted(answer.status_code for answer in answers) == [200] * 5 + [201]
    assert len({answer.text for answer in answers}) == 1


async def test_json_and_multipart_bodies_are_read_as_well(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    card: dict[str, object] = {**room.card(), "step": int(room.step)}
    as_json = await phone.post(f"/j/{room.code}/cards", json=card, headers=JSON)
    parts = {name: (None, value) for name, value in room.card().items()}
    as_parts = await phone.post(f"/j/{room.code}/cards", files=parts, headers=JSON)
    assert (as_json.status_code, as_parts.status_code) == (201, 201)


async def test_everywhere_is_a_step_too(phone: httpx.AsyncClient, room: TheRoom) -> None:
    assert (await send(phone, room, step="any")).status_code == 201


@pytest.mark.parametrize(
    ("values", "status", "error"),
    [
        ({"step": "999999"}, 404, "step_unknown"),
        ({"step": "nowhere"}, 404, "step_unknown"),
        ({"text": " \u200f\u0000 "}, 422, "text_empty"),
        ({"text": "a" * 281}, 422, "text_too_long"),
        ({"side": "sponsor"}, 422, "value_unknown"),
        ({"kind": "nice"}, 422, "value_unknown"),
        ({"card_id": "12"}, 422, "id_malformed"),
    ],
)
async def test_what_is_not_usable_is_refused_with_code_and_sentence(
    phone: httpx.AsyncClient, room: TheRoom, values: dict[str, str], status: int, error: str
) -> None:
    answer = await send(phone, room, **values)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert answer.json()["message"] not in ("", f"error.{error}")


async def test_280_characters_after_trimming_are_allowed(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    assert (await send(phone, room, text="  " + "é" * 280 + " \n")).status_code == 201


async def test_facts_of_a_refusal_are_told(phone: httpx.AsyncClient, room: TheRoom) -> None:
    told = (await send(phone, room, text="a" * 300)).json()
    assert (told["limit"], told["length"]) == (280, 300)


async def test_a_closed_phase_refuses_with_409(phone: httpx.AsyncClient, room: TheRoom) -> None:
    room.phase("group")
    answer = await send(phone, room)
    assert (answer.status_code, answer.json()["error"]) == (409, "phase_closed")
    assert answer.json()["phase"] == "group"


async def test_refusals_speak_the_language_of_the_workshop(
    new_phone: NewPhone, open_room: OpenRoom
) -> None:
    english = open_room(language="en")
    told = (await send(new_phone("fr"), english, text="")).json()["message"]
    french = (await send(new_phone("en"), open_room(), text="")).json()["message"]
    assert (told, french) == ("Write at least one word.", "Écrivez au moins un mot.")


async def test_the_eleventh_card_at_once_waits(phone: httpx.AsyncClient, room: TheRoom) -> None:
    await phone.get(f"/j/{room.code}")
    answers = [await send(phone, room) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [201] * 10 + [429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 2
    assert answers[-1].json()["error"] == "too_fast"


async def test_another_phone_behind_the_same_address_does_not_wait(
    new_phone: NewPhone, room: TheRoom
) -> None:
    fast, calm = new_phone(), new_phone()
    for _ in range(11):
        await send(fast, room)
    assert (await send(calm, room)).status_code == 201


async def test_a_room_code_is_read_in_any_case(phone: httpx.AsyncClient, room: TheRoom) -> None:
    answer = await phone.post(f"/j/{room.code.lower()}/cards", data=room.card(), headers=JSON)
    assert answer.status_code == 201


async def test_an_unknown_workshop_is_404(phone: httpx.AsyncClient, room: TheRoom) -> None:
    for code in ("ABCDEF", "nonsense", "IIIIII"):
        answer = await phone.post(f"/j/{code}/cards", data=room.card(), headers=JSON)
        assert (answer.status_code, answer.json()["error"]) == (404, "workshop_unknown")


async def test_another_workshops_step_is_unknown_here(
    phone: httpx.AsyncClient, room: TheRoom, open_room: OpenRoom
) -> None:
    other = open_room()
    assert (await send(phone, room, step=other.step)).status_code == 404


async def test_a_plain_form_comes_back_to_the_room_with_its_choices(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    await phone.get(f"/j/{room.code}")
    sent = room.card(kind="enchantment", side="employee", text="merci les collègues")
    answer = await phone.post(f"/j/{room.code}/cards", data=sent)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/j/{room.code}")
    page = (await phone.get(answer.headers["location"])).text
    assert 'value="enchantment" checked' in page
    assert 'value="employee" checked' in page
    assert f'value="{room.step}" selected' in page
    assert "merci les collègues" in page
    assert "✓ C’est reçu, merci." in page
    assert "✓ C’est reçu, merci.</p>" not in (await phone.get(f"/j/{room.code}")).text


async def test_a_refused_plain_form_keeps_what_was_typed_in_its_place(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    text = "trop long " * 30
    answer = await phone.post(
        f"/j/{room.code}/cards", data=room.card(text=text, kind="enchantment")
    )
    assert answer.status_code == 422
    assert text in answer.text
    assert "299 caractères, c’est trop" in answer.text
    assert 'value="enchantment" checked' in answer.text


async def test_a_text_that_came_too_late_is_given_back(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    room.phase("matrix")
    answer = await phone.post(f"/j/{room.code}/cards", data=room.card(text="trop tard"))
    assert answer.status_code == 409
    assert ">trop tard</textarea>" in answer.text
    assert "Ce moment de l’atelier est passé" in answer.text


async def test_a_text_for_no_room_is_given_back_with_the_form_for_the_code(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    answer = await phone.post("/j/ABCDEF/cards", data=room.card(text="égaré"))
    assert answer.status_code == 404
    assert ">égaré</textarea>" in answer.text
    assert 'name="code"' in answer.text


async def test_markup_in_a_card_is_shown_as_letters(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    await phone.get(f"/j/{room.code}")
    nasty = "<script>alert(1)</script>\"><img src=x onerror=alert(1)>'"
    await phone.post(f"/j/{room.code}/cards", data=room.card(text=nasty))
    page = (await phone.get(f"/j/{room.code}")).text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)" in page
    refused = await phone.post(f"/j/{room.code}/cards", data=room.card(text=nasty * 9))
    assert "<img" not in refused.text


async def test_an_author_corrects_and_withdraws_a_card(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    await phone.get(f"/j/{room.code}")
    card = room.card(text="premier jet")
    label = (await phone.post(f"/j/{room.code}/cards", data=card, headers=JSON)).json()["label"]
    path = f"/j/{room.code}/cards/{card['card_id']}"
    edited = await phone.post(path, data={"text": "mieux dit"}, headers=JSON)
    assert (edited.status_code, edited.json()["label"]) == (200, label)
    assert "mieux dit" in (await phone.get(f"/j/{room.code}")).text
    gone = await phone.post(f"{path}/withdraw")
    assert gone.status_code == 303
    assert "mieux dit" not in (await phone.get(f"/j/{room.code}")).text
    assert (await phone.post(f"{path}/withdraw", headers=JSON)).status_code == 200


async def test_a_refused_correction_is_shown_beside_its_card(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    await phone.get(f"/j/{room.code}")
    card = room.card(text="premier jet")
    await phone.post(f"/j/{room.code}/cards", data=card)
    path = f"/j/{room.code}/cards/{card['card_id']}"
    answer = await phone.post(path, data={"text": "b" * 281})
    assert answer.status_code == 422
    assert "<details open>" in answer.text
    assert "b" * 281 in answer.text


async def test_nobody_touches_anothers_card(new_phone: NewPhone, room: TheRoom) -> None:
    author, other = new_phone(), new_phone()
    card = room.card()
    await author.post(f"/j/{room.code}/cards", data=card, headers=JSON)
    await other.get(f"/j/{room.code}")
    path = f"/j/{room.code}/cards/{card['card_id']}"
    for target, fields in ((path, {"text": "à moi"}), (f"{path}/withdraw", {})):
        answer = await other.post(target, data=fields, headers=JSON)
        assert (answer.status_code, answer.json()["error"]) == (404, "card_unknown")


async def test_a_phone_is_the_same_participant_with_its_cookie(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    await send(phone, room, text="une")
    await send(phone, room, text="deux")
    token = phone.cookies["participant"]
    mine = read_myself(room.house, Participant(room.code, token))
    assert [card.text for card in mine.cards] == ["deux", "une"]


async def test_a_hidden_card_is_told_to_its_author_alone(
    new_phone: NewPhone, room: TheRoom
) -> None:
    author, other = new_phone(), new_phone()
    label = (await send(author, room, text="mot blessant ici")).json()["label"]
    for number in range(6):
        await send(new_phone(), room, text=f"mot doux {number}")
    moderation.set_aside(room.house, room.console, label, reason="other")
    query = {"step": room.step, "text": "mot blessant"}
    found = (await other.get(f"/j/{room.code}/similar", params=query)).json()["cards"]
    assert found == [] or all("blessant" not in card["text"] for card in found)
    assert "mot blessant" not in (await other.get(f"/j/{room.code}")).text
    assert "mise de côté" in (await author.get(f"/j/{room.code}")).text


async def test_the_door_closed_in_between_reads_as_no_such_workshop(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    workshops.set_door(room.house, room.console, is_open=False)
    answer = await send(phone, room)
    assert (answer.status_code, answer.json()["error"]) == (404, "workshop_unknown")
    assert "participant" not in answer.cookies
