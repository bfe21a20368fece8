"""What phones are told of moderation: the rule, how many cards were set aside, one's own card."""

import httpx
import pytest

from tests.phone.conftest import JSON, NewPhone, OpenRoom, TheRoom
from workshop.domain.words import SetAside
from workshop.i18n import words
from workshop.services import moderation, rights


async def send(phone: httpx.AsyncClient, room: TheRoom, text: str) -> str:
    fields = room.card(text=text)
    label = (await phone.post(f"/j/{room.code}/cards", data=fields, headers=JSON)).json()["label"]
    return str(label)


async def see(phone: httpx.AsyncClient, room: TheRoom) -> str:
    return (await phone.get(f"/j/{room.code}")).text


def own(page: str, text: str) -> str:
    """The line of one's own card with this text."""
    return (
        page.split('data-of="cards"')[1].split(f'<p class="said">{text}</p>')[1].split("</li>")[0]
    )


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_the_public_rule_stands_beside_the_form(
    phone: httpx.AsyncClient, open_room: OpenRoom, language: str
) -> None:
    room = open_room(language=language)
    spoken = words(language)
    assert spoken("phone.rule.read_first") not in await see(phone, room)
    moderation.save_moderation(room.house, room.console, inbox_first=True, rule="Pas de <noms>.")
    page = await see(phone, room)
    assert spoken("phone.rule.read_first") in page
    assert "Pas de &lt;noms&gt;." in page
    assert (await phone.get(f"/j/{room.code}/state")).json()["inbox_first"] is True


async def test_one_s_own_card_says_that_it_waits_and_then_that_it_is_there(
    phone: httpx.AsyncClient, new_phone: NewPhone, room: TheRoom
) -> None:
    moderation.save_moderation(room.house, room.console, inbox_first=True)
    await see(phone, room)
    label = await send(phone, room, "une carte qui attend")
    spoken = words("fr")
    page = await see(phone, room)
    assert spoken("phone.own.waiting") in own(page, "une carte qui attend")
    template = page.split("<template>")[-1].split("</template>")[0]
    assert spoken("phone.own.waiting") in template  # what the script says of the next one
    assert "une carte qui attend" not in await see(new_phone(), room)
    moderation.show_card(room.house, room.console, label)
    page = await see(phone, room)
    assert spoken("phone.own.received") in own(page, "une carte qui attend")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("reason", list(SetAside))
async def test_a_card_set_aside_tells_its_author_why(
    phone: httpx.AsyncClient, open_room: OpenRoom, reason: SetAside, language: str
) -> None:
    room = open_room(language=language)
    await see(phone, room)
    label = await send(phone, room, "une carte")
    moderation.set_aside(room.house, room.console, label, reason=reason)
    spoken = words(language)
    why = spoken(f"phone.aside.{reason}")
    assert spoken("phone.own.aside", reason=why) in own(await see(phone, room), "une carte")


async def test_a_parked_card_says_that_it_is_kept_for_the_end(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    await see(phone, room)
    moderation.park(room.house, room.console, await send(phone, room, "une carte"))
    assert words("fr")("phone.own.parked") in own(await see(phone, room), "une carte")
    room.phase("causes")
    assert words("fr")("phone.own.parked") in await see(phone, room)


async def test_how_many_are_set_aside_is_public_and_asks_for_no_new_page(
    phone: httpx.AsyncClient, new_phone: NewPhone, room: TheRoom
) -> None:
    await see(phone, room)
    label = await send(phone, room, "une carte")
    before = (await phone.get(f"/j/{room.code}/state")).json()
    moderation.set_aside(room.house, room.console, label, reason="hurtful")
    after = (await phone.get(f"/j/{room.code}/state")).json()
    assert (before["moderated"], after["moderated"]) == (0, 1)
    assert after["room_revision"] > before["room_revision"]
    assert after["look"] == before["look"]
    other = await see(new_phone(), room)
    assert words("fr").count("phone.rule.set_aside", 1) in other
    assert 'data-moderated="1"' in other
    assert "une carte<" not in other
    rights.set_rights(room.house, room.console, "capture", may=("add_card",), sees="nothing")
    assert (await phone.get(f"/j/{room.code}/state")).json()["moderated"] == 0


async def test_a_removed_device_finds_no_room_any_more(
    phone: httpx.AsyncClient, new_phone: NewPhone, room: TheRoom
) -> None:
    await see(phone, room)
    label = await send(phone, room, "une carte")
    neighbour = new_phone()
    await see(neighbour, room)
    moderation.remove_device(room.house, room.console, label, set_cards_aside=True)
    for path in ("", "/state", "/state?me=no", "/privacy", "/similar?step=any&text=carte"):
        gone = await phone.get(f"/j/{room.code}{path}")
        assert gone.status_code == 404, path
        assert "Service client" not in gone.text
    for path, fields in (
        ("cards", room.card()),
        ("ready", {"wanted": "yes"}),
        ("me", {"speaks_for": "client"}),
    ):
        told = await phone.post(f"/j/{room.code}/{path}", data=fields, headers=JSON)
        assert (told.status_code, told.json()["error"]) == (404, "workshop_unknown")
        page = await phone.post(f"/j/{room.code}/{path}", data=fields)
        assert (page.status_code, "Service client" in page.text) == (404, False)
    assert (await neighbour.get(f"/j/{room.code}")).status_code == 200
    assert (await new_phone().get(f"/j/{room.code}")).status_code == 200


async def test_a_device_that_is_let_be_is_looked_up_once_for_each_removal(
    phone: httpx.AsyncClient, new_phone: NewPhone, room: TheRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    await see(phone, room)
    bad = new_phone()
    await see(bad, room)
    label = await send(bad, room, "une carte")
    moderation.remove_device(room.house, room.console, label, set_cards_aside=False)
    assert (await phone.get(f"/j/{room.code}/state")).status_code == 200

    def never(*_: object) -> bool:
        raise AssertionError("looked up again")

    monkeypatch.setattr("workshop.phone.door.is_removed", never)
    assert (await phone.get(f"/j/{room.code}/state")).status_code == 200
