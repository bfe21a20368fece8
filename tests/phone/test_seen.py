"""What a phase lets phones see: nothing, a count or everything; and what is read from elsewhere."""

import re

import httpx
import pytest

from tests.phone.conftest import JSON, NewPhone, TheRoom
from workshop.i18n import words
from workshop.services import moderation, rights, topics, votes

SECRET = "un mot que personne ne doit lire"


async def see(phone: httpx.AsyncClient, room: TheRoom) -> str:
    return (await phone.get(f"/j/{room.code}")).text


async def say(new_phone: NewPhone, room: TheRoom, *texts: str) -> list[str]:
    """Each sentence by a phone of its own; gives the labels."""
    labels = []
    for text in texts:
        phone = new_phone()
        await see(phone, room)
        fields = room.card(text=text)
        sent = await phone.post(f"/j/{room.code}/cards", data=fields, headers=JSON)
        labels.append(sent.json()["label"])
    return labels


async def take_part_from_elsewhere(phone: httpx.AsyncClient, room: TheRoom) -> None:
    await see(phone, room)
    await phone.post(f"/j/{room.code}/me", data={"speaks_for": "", "where": "away"})


async def everything_sent(phone: httpx.AsyncClient, room: TheRoom) -> str:
    """All bytes that this phone can get of the room's words."""
    similar = {"step": room.step, "text": SECRET}
    return "".join(
        [
            await see(phone, room),
            (await phone.get(f"/j/{room.code}/state")).text,
            (await phone.get(f"/j/{room.code}/similar", params=similar)).text,
        ]
    )


@pytest.mark.parametrize("sees", ["nothing", "count"])
async def test_hidden_words_are_in_no_byte_that_a_phone_gets(
    phone: httpx.AsyncClient, new_phone: NewPhone, room: TheRoom, sees: str
) -> None:
    await say(new_phone, room, *[f"{SECRET} {number}" for number in range(6)])
    topics.make_topic(room.house, room.console, title=f"{SECRET}, en sujet")
    await take_part_from_elsewhere(phone, room)
    assert SECRET in await everything_sent(phone, room)
    for phase, may in (
        ("capture", ("add_card", "me_too")),
        ("group", ()),
        ("matrix", ()),
        ("ideate", ("add_solution",)),
        ("plan", ()),
    ):
        rights.set_rights(room.house, room.console, phase, may=may, sees=sees)
        room.phase(phase)
        assert SECRET not in await everything_sent(phone, room)


async def test_the_reveal_shows_what_was_hidden(
    phone: httpx.AsyncClient, new_phone: NewPhone, room: TheRoom
) -> None:
    await say(new_phone, room, *[f"{SECRET} {number}" for number in range(6)])
    await take_part_from_elsewhere(phone, room)
    rights.set_rights(room.house, room.console, "capture", may=("add_card",), sees="nothing")
    assert SECRET not in await everything_sent(phone, room)
    rights.reveal(room.house, room.console, shown=True)
    assert SECRET in await see(phone, room)


async def test_a_count_tells_how_many_cards_and_nothing_else(
    phone: httpx.AsyncClient, new_phone: NewPhone, room: TheRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workshop.phone.rooms.LATELY_SECONDS", 0.0)
    rights.set_rights(room.house, room.console, "capture", may=("add_card",), sees="count")
    counted = words("fr").count("phone.count", 3)
    assert "dans la salle" not in await see(phone, room)
    [label, *_] = await say(new_phone, room, "une", "deux", "trois")
    assert counted in await see(phone, room)
    assert counted in await see(new_phone(), room)
    moderation.set_aside(room.house, room.console, label, reason="twice")
    assert words("fr").count("phone.count", 2) in await see(phone, room)
    rights.set_rights(room.house, room.console, "capture", may=("add_card",), sees="nothing")
    assert "dans la salle" not in await see(phone, room)


async def test_the_count_is_read_at_most_once_in_two_seconds(
    phone: httpx.AsyncClient, room: TheRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    rights.set_rights(room.house, room.console, "capture", may=("add_card",), sees="count")
    readings = []

    def count(*_: object) -> int:
        readings.append(1)
        return 7

    monkeypatch.setattr("workshop.phone.rooms.read_card_count", count)
    for _ in range(4):
        assert words("fr").count("phone.count", 7) in await see(phone, room)
    assert len(readings) == 1


async def test_what_the_phase_forbids_is_not_drawn(phone: httpx.AsyncClient, room: TheRoom) -> None:
    rights.set_rights(room.house, room.console, "capture", may=("me_too",), sees="everything")
    page = await see(phone, room)
    assert "data-send" not in page
    assert words("fr")("phone.up") in page
    rights.set_rights(room.house, room.console, "plan", may=("add_card",), sees="nothing")
    room.phase("plan")
    page = await see(phone, room)
    assert 'data-send="cards"' in page
    assert 'id="near"' not in page


async def test_two_acts_in_one_phase_stand_one_above_the_other(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    both = ("add_card", "add_solution")
    rights.set_rights(room.house, room.console, "capture", may=both, sees="everything")
    page = await see(phone, room)
    assert page.index('data-send="cards"') < page.index('data-send="solutions"')
    assert page.count('id="form"') == page.count('id="own"') == 1
    drawn = re.sub(r"<template.*?</template>", "", page, flags=re.DOTALL)
    ids = re.findall(r'\sid="?([\w:-]+)', drawn)
    assert len(ids) == len(set(ids))
    idea = {"solution_id": "12", "text": "une idée gardée"}
    refused = await phone.post(f"/j/{room.code}/solutions", data=idea)
    form = refused.text.split('data-send="solutions"')[1].split("</form>")[0]
    assert "une idée gardée" in form


# --- from elsewhere -------------------------------------------------------------------------------


async def test_only_those_who_say_so_get_the_room_in_text(
    phone: httpx.AsyncClient, new_phone: NewPhone, room: TheRoom
) -> None:
    room.topics("L’attente", "Les formulaires")
    room.phase("causes")
    await see(phone, room)
    assert 'id="away"' not in await see(phone, room)
    await take_part_from_elsewhere(phone, room)
    page = await see(phone, room)
    assert words("fr")("phone.away.title") in page
    assert words("fr")("phone.up") not in page
    assert 'id="away"' not in await see(new_phone(), room)
    await phone.post(f"/j/{room.code}/me", data={"speaks_for": "", "where": "room"})
    assert words("fr")("phone.up") in await see(phone, room)


async def test_cards_are_read_from_elsewhere_from_the_floor_on_and_shuffled(
    phone: httpx.AsyncClient, new_phone: NewPhone, room: TheRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workshop.phone.rooms.LATELY_SECONDS", 0.0)
    await take_part_from_elsewhere(phone, room)
    said = [f"une phrase {number}" for number in range(12)]
    await say(new_phone, room, *said[:4])
    assert "une phrase" not in (await see(phone, room)).split('id="away"')[1]
    await say(new_phone, room, *said[4:])
    part = (await see(phone, room)).split('id="away"')[1].split("</section>")[0]
    shown = re.findall(r'<p class="said">(une phrase \d+)</p>', part)
    assert sorted(shown) == sorted(said)
    assert shown != said  # 1 in 12! that chance gives the order of arrival


async def test_topics_are_read_by_quadrant_from_the_matrix_on(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    [first, _] = room.topics("L’attente", "Les formulaires")
    for number in range(3):
        fields = {"topic": first, "side": "employee", "value": "irritant"}
        room.phase("group")
        other = {"participant": f"voice-{number}".ljust(40, "x")}
        phone.cookies.update(other)
        await phone.post(f"/j/{room.code}/mirror", data=fields, headers=JSON)
    await take_part_from_elsewhere(phone, room)
    rights.set_rights(room.house, room.console, "group", may=(), sees="everything")
    part = (await see(phone, room)).split('id="away"')[1].split("</section>")[0]
    assert "<li>L’attente</li>" in part
    assert "<h3>" not in part
    room.phase("plan")
    part = (await see(phone, room)).split('id="away"')[1].split("</section>")[0]
    placed, waiting = part.split(words("fr")("phone.away.waiting"))
    assert words("fr")("quadrant.priority") in placed
    assert "<li>L’attente</li>" in placed
    assert "<li>Les formulaires</li>" in waiting


async def test_results_of_the_vote_are_read_from_elsewhere_too(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    room.topics("L’attente", "Les formulaires")
    room.phase("vote")
    await take_part_from_elsewhere(phone, room)
    fields = {"session": "V1", "target": "T2", "points": "3"}
    await phone.post(f"/j/{room.code}/votes", data=fields)
    votes.reveal_vote(room.house, room.console, "V1")
    page = await see(phone, room)
    assert "3 points · 1 personne" in page
