"""The facilitator's browser dies: the room goes on, and any other browser takes over."""

import json
from contextlib import closing
from urllib.request import urlopen

from playwright.sync_api import Browser, expect

from benchmarks.house import Server
from benchmarks.phones import Room
from tests.browser.room import SLOW, Facilitator, Phone
from workshop.domain.words import Role
from workshop.services import timer, workshops
from workshop.services.actors import Console

CARD = {"kind": "irritant", "side": "client"}


def test_the_room_is_unchanged_and_another_browser_leads_it_on(
    browser: Browser, server: Server
) -> None:
    with closing(Room(server)) as room:
        console = Console(room.code)
        alice, phone = Facilitator(browser, server), Phone(browser, server, room.code)
        alice.code = room.code
        alice.sign_in(room.facilitator_url)
        alice.open("capture")
        timer.start_timer(room.house, console, minutes=30)
        phone.join()
        step = phone.page.locator("select[name=step] option").nth(1).text_content() or ""
        card = {**CARD, "step": step.strip()}
        phone.send({**card, "text": "Avant"})
        phone.expect_own_cards(1)
        before = told(server, room.code)

        alice.context.close()

        expect(phone.page.locator(".timer")).to_contain_text("reste", timeout=SLOW)
        phone.send({**card, "text": "Après"})
        phone.expect_own_cards(2)
        assert told(server, room.code) == before

        bob = Facilitator(browser, server)
        bob.code = room.code
        link = workshops.new_link(room.house, console, Role.FACILITATOR)
        bob.sign_in(f"http://127.0.0.1:{server.port}/f/{link}")
        bob.open("capture")
        expect(bob.page.locator(".rc-wall .rc-card")).to_have_count(2, timeout=SLOW)
        bob.go_on()
        expect(phone.page.locator("#room")).to_have_attribute("data-phase", "group", timeout=SLOW)


def told(server: Server, code: str) -> tuple[str, str]:
    """The phase, and when it ends, as a phone that has just come is told."""
    with urlopen(f"http://127.0.0.1:{server.port}/j/{code}/state") as answer:
        state = json.load(answer)
    assert state["closes_at"]
    return state["phase"], state["closes_at"]
