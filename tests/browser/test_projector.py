"""The projector's window by itself: what ticks, and what it is never sent."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import update

from benchmarks.house import Server
from tests.browser.room import SLOW, Facilitator
from tests.browser.test_whole_road import open_a_workshop
from workshop.domain.gestures import Gesture
from workshop.live import Hub
from workshop.services import rights, timer, workshops
from workshop.services.actors import Console
from workshop.services.capture import CardRow, import_cards
from workshop.services.house import House
from workshop.services.transaction import change
from workshop.services.views.workshop import read_workshop_view
from workshop.storage import tables
from workshop.storage.engine import open_database

SECRET = "On attend vingt minutes"


@pytest.fixture
def house(server: Server) -> Iterator[House]:
    house = House(open_database(server.environment["WORKSHOP_DATABASE_URL"]), hub=Hub())
    yield house
    house.database.dispose()


def open_window(browser: Browser, server: Server) -> tuple[Page, Console]:
    alice = Facilitator(browser, server)
    open_a_workshop(alice)
    window = alice.open("projector", alice.context.new_page())
    window.set_viewport_size({"width": 1920, "height": 1080})
    window.bring_to_front()
    return window, Console(alice.code)


def close_in(house: House, console: Console, seconds: float) -> None:
    """A timer shorter than the service takes."""
    with change(house, console, Gesture.FRAME) as deed:
        deed.connection.execute(
            update(tables.workshop)
            .where(tables.workshop.c.id == deed.workshop.id)
            .values(closes_at=house.clock() + timedelta(seconds=seconds))
        )


def test_the_last_minute_is_said_and_its_end_is_calm(
    browser: Browser, server: Server, house: House
) -> None:
    window, console = open_window(browser, server)
    top, voice = window.locator(".rc-top"), window.locator(".rc-heard")
    left = window.locator(".rc-time strong")
    timer.start_timer(house, console, minutes=5)
    expect(left).to_have_text("4:58", timeout=SLOW)  # it ticks by itself
    expect(voice).to_have_text("")
    close_in(house, console, 50)
    expect(top).to_have_class(re.compile(r"\blast\b"), timeout=SLOW)
    expect(voice).to_have_text("dernière minute")
    close_in(house, console, 2)
    expect(left).to_have_text("Temps écoulé", timeout=SLOW)
    expect(voice).to_have_text("Temps écoulé")
    timer.stop_timer(house, console)
    expect(left).to_have_text("", timeout=SLOW)


def test_a_card_is_in_the_window_only_while_the_room_may_read_it(
    browser: Browser, server: Server, house: House
) -> None:
    window, console = open_window(browser, server)
    rights.set_rights(house, console, "capture", may=["add_card"], sees="count")
    workshops.set_phase(house, console, "capture")
    import_cards(house, console, [CardRow(SECRET, "client", "irritant", "")])
    expect(window.locator(".rc-came strong")).to_have_text("1", timeout=SLOW)
    known = """() => [...window.rcBoards.values()].flatMap((board) => [...board.cards.values()])"""
    assert window.evaluate(known) == []
    rights.reveal(house, console, shown=True)
    expect(window.get_by_text(SECRET)).to_be_visible(timeout=SLOW)
    rights.reveal(house, console, shown=False)
    expect(window.get_by_text(SECRET)).to_have_count(0, timeout=SLOW)
    assert window.evaluate(known) == []


def test_the_menu_opens_a_window_of_its_own_and_nothing_stays_of_a_deleted_workshop(
    browser: Browser, server: Server, house: House
) -> None:
    alice = Facilitator(browser, server)
    open_a_workshop(alice)
    page = alice.open("frame")
    page.locator(".rc-palette-open").wait_for(state="attached", timeout=SLOW)
    with page.expect_popup() as opened:
        page.get_by_test_id("stSidebarNavLink").filter(has_text="Projecteur").click()
    window = opened.value
    expect(window.locator(".rc-top")).to_be_visible(timeout=SLOW)
    expect(page).to_have_url(re.compile("/frame"))
    there = alice.open("projector", alice.context.new_page())
    back = there.locator(".rc-back")
    expect(back).to_be_hidden()
    there.keyboard.press("Escape")
    expect(back).to_be_focused(timeout=SLOW)
    title = read_workshop_view(house, Console(alice.code)).workshop.title
    workshops.delete_workshop(house, Console(alice.code), typed_title=title)
    for seen in (page, window, there):
        expect(seen.get_by_test_id("stMain").locator("h1")).to_have_count(1, timeout=SLOW)
        expect(seen.locator(".rc-top")).to_have_count(0, timeout=SLOW)
        expect(seen.locator("body")).not_to_contain_text(title, timeout=SLOW)
