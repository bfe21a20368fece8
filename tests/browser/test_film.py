"""The film of the workshop by keyboard, and the projector's window that follows it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from benchmarks.house import Server
from tests.browser.room import SLOW, Facilitator
from tests.browser.test_whole_road import open_a_workshop
from workshop.live import Hub
from workshop.services import topics
from workshop.services.actors import Console
from workshop.services.capture import CardRow, import_cards
from workshop.services.house import House
from workshop.services.replay import record_minutes
from workshop.storage.engine import open_database

BEGAN = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)


@pytest.fixture
def house(server: Server) -> Iterator[House]:
    house = House(open_database(server.environment["WORKSHOP_DATABASE_URL"]), hub=Hub())
    yield house
    house.database.dispose()


def three_minutes(house: House, console: Console) -> None:
    """A topic that waits for a side, that gets its place, and that is joined by another."""

    def record(minute: int) -> None:
        now = BEGAN + timedelta(minutes=minute)
        record_minutes(House(house.database, clock=lambda: now, hub=house.hub), [console.code])

    client, team, other, theirs = import_cards(
        house,
        console,
        [
            CardRow("On attend", "client", "irritant", ""),
            CardRow("On nous crie dessus", "employee", "irritant", ""),
            CardRow("Le numéro est caché", "client", "irritant", ""),
            CardRow("On est tranquille", "employee", "enchantment", ""),
        ],
    )
    topics.make_topic(house, console, title="Attente", cards=[client])
    record(0)
    topics.move_cards(house, console, [team], to="T1")
    record(1)
    topics.make_topic(house, console, title="Numéro", cards=[other, theirs])
    record(2)


def test_the_film_goes_by_the_keyboard_and_the_projector_follows(
    browser: Browser, server: Server, house: House
) -> None:
    alice = Facilitator(browser, server)
    open_a_workshop(alice)
    three_minutes(house, Console(alice.code))
    window = alice.open("projector", alice.context.new_page())
    page = alice.open("matrix")
    page.bring_to_front()
    alice.widget("replay-open").locator("label").first.click()
    slider = page.locator(".rc-film input[type=range]")
    expect(slider).to_be_visible(timeout=SLOW)
    priority = page.locator('.rc-film-dot.priority[data-label="T1"]')
    expect(priority).to_have_count(0)  # it has no place yet
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(priority).to_be_visible()
    expect(page.locator(".rc-film-move")).to_have_text(re.compile("Attente.*Priorité"))
    page.keyboard.press("End")
    expect(page.locator('.rc-film-dot.indicators[data-label="T2"]')).to_be_visible()
    expect(slider).to_have_attribute("aria-valuetext", re.compile(r"\d\d:32"))
    page.keyboard.press("ArrowLeft")

    page.locator(".rc-film-room").click()
    expect(page.locator(".rc-film-room")).to_have_text("Rendre l’écran à la salle", timeout=SLOW)
    window.bring_to_front()
    minute = window.locator(".rc-film.big .rc-film-minute")
    expect(minute).to_have_text(re.compile(r"\d\d:31"), timeout=SLOW)

    page.bring_to_front()
    page.locator(".rc-film-play").click()
    window.bring_to_front()
    expect(minute).to_have_text(re.compile(r"\d\d:32"), timeout=SLOW)

    page.bring_to_front()
    page.locator(".rc-film-room").click()
    window.bring_to_front()
    expect(window.locator(".rc-film")).to_have_count(0, timeout=SLOW)
