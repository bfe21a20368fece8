"""The facilitator's browser dies: the room and its day go on, and any other browser takes over."""

import json
import re
from contextlib import closing
from urllib.request import urlopen

from playwright.sync_api import Browser, expect

from benchmarks.house import Server
from benchmarks.phones import Room
from tests.browser.room import SLOW, Facilitator, Phone
from workshop.domain.agenda import Slot
from workshop.domain.words import Phase, Role
from workshop.services import agenda, timer, workshops
from workshop.services.actors import Console

DAY = (Slot(Phase.CAPTURE, 20), Slot(None, 15), Slot(Phase.GROUP, 10))
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
        agenda.choose_agenda(room.house, console, DAY)
        agenda.begin_agenda(room.house, console)
        bob.open("capture")
        expect(bob.page.locator(".rc-wall .rc-card")).to_have_count(2, timeout=SLOW)
        see_the_clock_run(bob)
        bob.go_on()
        expect(phone.page.locator("#room")).to_have_attribute("data-phase", "group", timeout=SLOW)
        come_back_from_the_break(bob)


def see_the_clock_run(bob: Facilitator) -> None:
    """The minutes go by in the browser alone: no run of the page is needed to say who is late."""
    clock = bob.widget("agenda-clock")
    expect(clock).to_contain_text(re.compile(r"\b0\smin sur 20"), timeout=SLOW)
    bob.page.evaluate("window.rcAhead += 26 * 60_000")
    expect(clock).to_contain_text("26 min sur 20", timeout=SLOW)
    expect(clock).to_contain_text("6 min de retard")
    bob.page.evaluate("window.rcAhead -= 26 * 60_000")
    expect(clock).not_to_contain_text("retard", timeout=SLOW)


def come_back_from_the_break(bob: Facilitator) -> None:
    """Nothing of the phase is used up until the room is back."""
    clock, back = bob.widget("agenda-clock"), bob.widget("conduct-resume")
    expect(clock).to_contain_text(re.compile(r"\b0\smin sur 10"), timeout=SLOW)
    bob.page.evaluate("window.rcAhead += 21 * 60_000")  # of which 15 are the break's
    expect(clock).to_contain_text(re.compile(r"\b[56]\smin sur 10"), timeout=SLOW)
    bob.press("conduct-resume")
    expect(back).to_have_count(0, timeout=SLOW)
    expect(clock).to_contain_text("21 min sur 10", timeout=SLOW)


def told(server: Server, code: str) -> tuple[str, str]:
    """The phase, and when it ends, as a phone that has just come is told."""
    with urlopen(f"http://127.0.0.1:{server.port}/j/{code}/state") as answer:
        state = json.load(answer)
    assert state["closes_at"]
    return state["phase"], state["closes_at"]
