"""``/j/{code}`` weeks later: what became of the room's words, the same on every phone."""

import re
from datetime import date

import httpx
import pytest

from tests.phone.conftest import NewPhone, OpenRoom, TheRoom
from workshop.i18n import words
from workshop.phone.door import COOKIE_DAYS
from workshop.phone.pages import PAGES_KEPT
from workshop.services import actions, capture, rights, topics, workshops
from workshop.services.actions import ActionDraft
from workshop.services.capture import CardRow

RECEIPT = re.compile(r'<section id="receipt".*?</section>', re.DOTALL)


def _topic(room: TheRoom, title: str, voices: int) -> str:
    rows = [
        CardRow(f"phrase {n} de {title}", side, "irritant", "")
        for side in ("client", "employee")
        for n in range(voices)
    ]
    cards = capture.import_cards(room.house, room.console, rows)
    return topics.make_topic(room.house, room.console, title=title, cards=cards)


def _act(room: TheRoom, what: str, topic: str | None = None, status: str = "open") -> None:
    draft = ActionDraft(
        what,
        owner="Dora Martin",
        due=date(2027, 3, 17),
        measure="moins d’appels",
        quadrant="priority",
        status=status,
        topic=topic,
    )
    actions.add_action(room.house, room.console, draft)


@pytest.fixture
def told(open_room: OpenRoom) -> TheRoom:
    """A room whose day is over: a topic of many, one of few, and what was decided."""
    room = open_room("capture")
    waiting = _topic(room, "L’attente", 5)
    few = _topic(room, "Le secret", 4)
    _act(room, "Rappeler sous 24 h", waiting)
    _act(room, "Afficher les délais", few, "done")
    room.phase("follow")
    return room


async def _page(phone: httpx.AsyncClient, room: TheRoom) -> str:
    answer = await phone.get(f"/j/{room.code}")
    assert answer.status_code == 200
    return answer.text


def _receipt(page: str) -> str:
    found = RECEIPT.search(page)
    assert found is not None
    return found[0]


async def test_the_receipt_says_what_was_decided_and_nothing_below_the_floor(
    phone: httpx.AsyncClient, told: TheRoom
) -> None:
    page = await _page(phone, told)
    receipt = _receipt(page)
    t = words("fr")
    assert t("phone.receipt.title") in receipt
    assert "L’attente" in receipt
    assert "Priorité" in receipt
    assert "Rappeler sous 24 h <b>En cours, prévu pour mars 2027</b>" in receipt
    assert "Afficher les délais <b>Fait</b>" in receipt
    assert t("phone.receipt.withheld") in receipt
    for word in ("Le secret", "phrase 1", "Dora", "Martin"):
        assert word not in page
    assert t("phone.up") not in page


async def test_no_two_phones_read_another_receipt(new_phone: NewPhone, told: TheRoom) -> None:
    """A stranger, somebody who wrote, somebody who speaks for clients, and one from elsewhere."""
    stranger, author, client, away = (new_phone() for _ in range(4))
    told.phase("capture")
    await author.get(f"/j/{told.code}")
    sent = await author.post(f"/j/{told.code}/cards", data=told.card(text="ma phrase"))
    assert sent.status_code == 303
    for phone, says in ((client, {"speaks_for": "client"}), (away, {"where": "away"})):
        await phone.get(f"/j/{told.code}")
        await phone.post(f"/j/{told.code}/me", data={"speaks_for": "employee", **says})
    told.phase("follow")
    pages = [await _page(phone, told) for phone in (stranger, author, client, away, stranger)]
    assert len({_receipt(page) for page in pages}) == 1
    assert not any("Le secret" in page for page in pages)


async def test_it_moves_with_the_actions_though_nothing_calls_phones(
    phone: httpx.AsyncClient, told: TheRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workshop.phone.rooms.LATELY_SECONDS", 0.0)
    for n in range(PAGES_KEPT + 3):
        assert f"Encore {n}" not in await _page(phone, told)
        _act(told, f"Encore {n}")
        assert f"Encore {n}" in await _page(phone, told)


async def test_a_stranger_s_page_is_drawn_once_for_one_receipt(
    new_phone: NewPhone, told: TheRoom
) -> None:
    first, second = new_phone(), new_phone()
    assert await _page(first, told) == await _page(second, told)


async def test_at_the_close_it_stands_below_the_exit_vote(
    phone: httpx.AsyncClient, told: TheRoom
) -> None:
    told.phase("close")
    page = await _page(phone, told)
    assert page.index('class="prompt"') < page.index('id="receipt"')
    assert words("fr")("phone.receipt.so_far") in _receipt(page)
    assert words("fr")("phone.receipt.title") not in page


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_a_room_that_decided_nothing_says_so(
    phone: httpx.AsyncClient, open_room: OpenRoom, language: str
) -> None:
    room = open_room("follow", language)
    receipt = _receipt(await _page(phone, room))
    assert words(language)("phone.receipt.empty") in receipt
    assert words(language)("phone.receipt.withheld") not in receipt


async def test_where_phones_see_nothing_there_is_no_receipt(
    phone: httpx.AsyncClient, told: TheRoom
) -> None:
    rights.set_rights(told.house, told.console, "follow", may=(), sees="nothing")
    page = await _page(phone, told)
    assert 'id="receipt"' not in page
    assert words("fr")("phone.up") in page
    assert "Rappeler" not in page


async def test_behind_a_closed_door_those_who_were_here_still_read_it(
    new_phone: NewPhone, told: TheRoom
) -> None:
    here, newcomer = new_phone(), new_phone()
    await _page(here, told)
    workshops.set_door(told.house, told.console, is_open=False)
    assert "Rappeler" in _receipt(await _page(here, told))
    refused = await newcomer.get(f"/j/{told.code}")
    assert refused.status_code == 404
    assert "Rappeler" not in refused.text


async def test_a_look_at_the_receipt_counts_the_days_of_the_cookie_anew(
    phone: httpx.AsyncClient, told: TheRoom
) -> None:
    told.phase("plan")
    token = (await phone.get(f"/j/{told.code}")).cookies["participant"]
    assert "set-cookie" not in (await phone.get(f"/j/{told.code}")).headers
    told.phase("follow")
    workshops.set_door(told.house, told.console, is_open=False)
    given = (await phone.get(f"/j/{told.code}")).headers["set-cookie"]
    assert f"participant={token};" in given
    assert f"Max-Age={COOKIE_DAYS * 86_400};" in given
    assert phone.cookies["participant"] == token


async def test_a_page_that_is_read_does_not_load_itself_anew(
    phone: httpx.AsyncClient, told: TheRoom
) -> None:
    assert 'http-equiv="refresh"' not in await _page(phone, told)


async def test_what_people_typed_is_never_read_as_html(
    phone: httpx.AsyncClient, told: TheRoom
) -> None:
    _act(told, "<script>alert(1)</script>")
    page = await _page(phone, told)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in _receipt(page)


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_the_privacy_page_says_who_reads_it(
    phone: httpx.AsyncClient, open_room: OpenRoom, language: str
) -> None:
    room = open_room("capture", language)
    page = (await phone.get(f"/j/{room.code}/privacy")).text
    assert words(language)("phone.privacy.after.title") in page
