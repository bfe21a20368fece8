"""Two cards at a time: what a phone shows of them, what it sends, and what comes after."""

import re

import httpx
import pytest

from tests.phone.conftest import JSON, NewPhone, OpenRoom, TheRoom
from workshop.i18n import words
from workshop.services import capture, moderation, topics
from workshop.services.capture import CardRow
from workshop.services.rights import set_rights
from workshop.services.same import QUESTIONS

TEXTS = (
    "On attend vingt minutes au téléphone",
    "L’attente au téléphone décourage",
    "Le formulaire est incompréhensible",
    "Personne ne comprend <b>le formulaire</b>",
    "Le logiciel plante chaque matin",
    "Notre logiciel est trop lent",
    "La facture arrive en retard",
    "Une facture fausse, encore",
)


def fill(room: TheRoom) -> list[str]:
    """A card by each of eight voices, then the phase where they are compared."""
    rows = [CardRow(text, "client", "irritant", "") for text in TEXTS]
    labels = capture.import_cards(room.house, room.console, rows)
    room.phase("group")
    return list(labels)


def form(page: str) -> str:
    return page.split('id="same:')[1].split("</form>")[0]


async def asked(phone: httpx.AsyncClient, room: TheRoom) -> list[dict[str, str | None]]:
    told = (await phone.get(f"/j/{room.code}/state")).json()["same"]
    return [task for task in told if task["value"] is None]


async def answer(
    phone: httpx.AsyncClient, room: TheRoom, value: str, **cards: str | None
) -> httpx.Response:
    fields = {name: str(card) for name, card in cards.items()}
    return await phone.post(f"/j/{room.code}/same", data={**fields, "value": value}, headers=JSON)


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_a_page_shows_two_cards_their_steps_and_three_answers(
    phone: httpx.AsyncClient, open_room: OpenRoom, language: str
) -> None:
    room = open_room("capture", language)
    fill(room)
    page = (await phone.get(f"/j/{room.code}")).text
    spoken = words(language)
    markup = form(page)
    assert page.count('id="same:') == 1
    assert markup.count('class="said"') == 2
    assert markup.count(spoken("step.any")) == 2
    assert re.findall(r"value=(\w+) aria", markup) == ["yes", "no", "skip"]
    assert spoken("phone.same.count", n=1, most=QUESTIONS) in page
    assert "<b>le formulaire" not in page


async def test_a_plain_form_leads_to_the_next_two_cards(
    phone: httpx.AsyncClient, open_room: OpenRoom
) -> None:
    room = open_room()
    fill(room)
    seen = set()
    for n in range(QUESTIONS):
        page = (await phone.get(f"/j/{room.code}")).text
        assert words("fr")("phone.same.count", n=n + 1, most=QUESTIONS) in page
        cards = dict(re.findall(r'name="([ab])" value="(C\d+)"', form(page)))
        seen.add(frozenset(cards.values()))
        sent = await phone.post(f"/j/{room.code}/same", data={**cards, "value": "no"})
        assert sent.status_code == 303
        assert sent.headers["location"] == f"/j/{room.code}#same%3A{cards['a']}%3A{cards['b']}"
    assert len(seen) == QUESTIONS
    page = (await phone.get(f"/j/{room.code}")).text
    assert 'id="same:' not in page
    assert words("fr")("phone.up") in page


async def test_the_state_tells_what_was_answered_and_what_is_asked(
    phone: httpx.AsyncClient, open_room: OpenRoom
) -> None:
    room = open_room()
    fill(room)
    first, *later = await asked(phone, room)
    assert set(first) == {"a", "b", "text_a", "text_b", "step_a", "step_b", "value"}
    assert len(later) == 2
    told = await answer(phone, room, "yes", a=first["a"], b=first["b"])
    assert told.json() == {"a": first["a"], "b": first["b"], "value": "yes"}
    again = await answer(phone, room, "yes", a=first["b"], b=first["a"])
    assert again.status_code == 200
    state = (await phone.get(f"/j/{room.code}/state")).json()["same"]
    assert [task["value"] for task in state].count("yes") == 1
    assert {state[0]["a"], state[0]["b"]} == {first["a"], first["b"]}


async def test_refusals_are_told_by_their_codes(
    phone: httpx.AsyncClient, open_room: OpenRoom
) -> None:
    room = open_room()
    [a, b, *others] = fill(room)
    for cards, value, status, code in (
        ({"a": a, "b": b}, "maybe", 422, "value_unknown"),
        ({"a": a, "b": a}, "yes", 422, "value_unknown"),
        ({"a": a, "b": "C99"}, "yes", 404, "card_unknown"),
    ):
        refused = await answer(phone, room, value, **cards)
        assert (refused.status_code, refused.json()["error"]) == (status, code)
    for other in others[:QUESTIONS]:
        assert (await answer(phone, room, "skip", a=a, b=other)).status_code == 200
    refused = await answer(phone, room, "yes", a=a, b=b)
    assert (refused.status_code, refused.json()["error"]) == (409, "enough_compared")
    assert refused.json()["limit"] == QUESTIONS
    room.phase("vote")
    refused = await answer(phone, room, "no", a=a, b=others[0])
    assert (refused.status_code, refused.json()["error"]) == (409, "phase_closed")


async def test_a_refusal_of_a_plain_form_is_said_on_the_page(
    phone: httpx.AsyncClient, open_room: OpenRoom
) -> None:
    room = open_room()
    [a, b, *_] = fill(room)
    moderation.set_aside(room.house, room.console, b, reason="twice")
    await phone.get(f"/j/{room.code}")
    page = await phone.post(f"/j/{room.code}/same", data={"a": a, "b": b, "value": "yes"})
    assert page.status_code == 404
    assert 'role="alert"' in page.text
    assert 'id="same:' in page.text


async def test_the_mirror_waits_until_the_cards_are_compared(
    phone: httpx.AsyncClient, open_room: OpenRoom
) -> None:
    room = open_room()
    labels = fill(room)
    topics.make_topic(room.house, room.console, title="L’attente", cards=labels[:2])
    for n in range(QUESTIONS):
        page = (await phone.get(f"/j/{room.code}")).text
        assert 'id="mirror:' not in page, n
        now = (await asked(phone, room))[0]
        await answer(phone, room, "skip", a=now["a"], b=now["b"])
    page = (await phone.get(f"/j/{room.code}")).text
    assert 'id="same:' not in page
    assert 'id="mirror:T1"' in page


async def test_a_phone_is_not_told_which_card_is_its_own(
    phone: httpx.AsyncClient, new_phone: NewPhone, open_room: OpenRoom
) -> None:
    room = open_room()
    await phone.get(f"/j/{room.code}")
    for text in TEXTS:
        await phone.post(f"/j/{room.code}/cards", data=room.card(text=text), headers=JSON)
    rows = [CardRow("Rien à redire", "client", "enchantment", "")] * 5
    capture.import_cards(room.house, room.console, rows)
    room.phase("group")
    markup = form((await phone.get(f"/j/{room.code}")).text)
    stranger = new_phone()
    theirs = form((await stranger.get(f"/j/{room.code}")).text)
    words_of_cards = r"C\d+|<p.*?</p>"
    assert re.sub(words_of_cards, "", markup) == re.sub(words_of_cards, "", theirs)


@pytest.mark.parametrize("sees", ["count", "nothing"])
async def test_where_phones_see_no_words_nothing_is_compared(
    phone: httpx.AsyncClient, open_room: OpenRoom, sees: str
) -> None:
    room = open_room()
    fill(room)
    set_rights(room.house, room.console, "group", may=["same", "mirror"], sees=sees)
    page = (await phone.get(f"/j/{room.code}")).text
    assert 'id="same:' not in page
    assert not any(text in page for text in TEXTS)
    assert "same" not in (await phone.get(f"/j/{room.code}/state")).json()
