"""A phone whose network goes away, in a real browser: the outbox waits, then sends each once."""

import json
from collections import Counter

import pytest
from playwright.sync_api import Browser, Route, expect

from benchmarks.house import Server
from tests.browser.room import SLOW, Phone

AWAY_SECONDS = 4  # a minute takes no other way: it is between two tries of the outbox


def card(text: str, step: str) -> dict[str, str]:
    return {"kind": "irritant", "side": "client", "step": step, "text": text}


def kept(server: Server, code: str) -> Counter[str]:
    exported = server.folder / "out.json"
    server.workshop("export", code, "--format", "json", "-o", str(exported))
    return Counter(found["text"] for found in json.loads(exported.read_text("utf-8"))["cards"])


@pytest.fixture
def code(server: Server) -> str:
    found: str = server.ask("new", "--title", "Avion", "--template", "contact-centre")["code"]
    server.workshop("phase", found, "capture")
    return found


def first_step(phone: Phone) -> str:
    option = phone.page.locator("select[name=step] option").nth(1)
    return (option.text_content() or "").strip()


def test_in_airplane_mode_the_outbox_waits_and_each_card_leaves_once(
    browser: Browser, server: Server, code: str
) -> None:
    phone = Phone(browser, server, code)
    phone.join()
    step = first_step(phone)
    phone.send(card("Avant", step))
    phone.expect_own_cards(1)

    phone.context.set_offline(True)
    texts = [f"En vol {number}" for number in range(3)]
    for text in texts:
        phone.send(card(text, step))
    expect(phone.page.locator("#outbox li")).to_have_count(3, timeout=SLOW)
    phone.page.wait_for_timeout(1000 * AWAY_SECONDS)
    expect(phone.page.locator("#outbox li")).to_have_count(3)
    assert kept(server, code) == Counter(["Avant"])
    server.workshop("phase", code, "group")  # the room goes on meanwhile
    server.workshop("phase", code, "capture")

    phone.context.set_offline(False)
    phone.expect_own_cards(4)
    assert kept(server, code) == Counter(["Avant", *texts])


def test_a_card_whose_answer_was_lost_is_sent_again_and_kept_once(
    browser: Browser, server: Server, code: str
) -> None:
    phone = Phone(browser, server, code)
    phone.join()
    lost: list[int] = []

    def lose_the_answer(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort("connectionfailed")
        phone.page.unroute("**/cards")

    phone.page.route("**/cards", lose_the_answer)
    phone.send(card("Une seule fois", first_step(phone)))
    phone.expect_own_cards(1)
    assert lost == [201]
    assert kept(server, code) == Counter(["Une seule fois"])


def test_a_page_loaded_anew_while_the_network_is_away_keeps_its_outbox(
    browser: Browser, server: Server, code: str
) -> None:
    phone = Phone(browser, server, code)
    phone.join()
    step = first_step(phone)
    phone.page.route("**/cards", lambda route: route.abort("internetdisconnected"))
    phone.send(card("Gardée", step))
    expect(phone.page.locator("#outbox li")).to_have_count(1, timeout=SLOW)
    phone.page.reload()
    expect(phone.page.locator("#outbox li")).to_have_count(1, timeout=SLOW)
    phone.page.unroute("**/cards")
    phone.expect_own_cards(1)
    assert kept(server, code) == Counter(["Gardée"])
