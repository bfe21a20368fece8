"""A facilitator alone in front of the room, with the projector's window and its keyboard."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.house import Server
from tests.browser.room import SLOW, Facilitator, Phone, french_cards, strike, wait_for_keys
from tests.browser.test_whole_road import open_a_workshop, with_steps_of
from workshop.live import Hub
from workshop.services import ballots, rights
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.storage.engine import open_database

CARDS = 6
SENT = 3  # by each phone


@pytest.fixture
def house(server: Server) -> Iterator[House]:
    """Beside the server, on its database: what was prepared before the room, and paper ballots."""
    house = House(open_database(server.environment["WORKSHOP_DATABASE_URL"]), hub=Hub())
    yield house
    house.database.dispose()


def test_capture_reveal_vote_and_timer_are_led_by_the_keyboard_alone(
    browser: Browser, server: Server, house: House
) -> None:
    alice = Facilitator(browser, server)
    open_a_workshop(alice)
    console = Console(alice.code)
    rights.set_rights(house, console, "capture", may=["add_card"], sees="count")
    window = alice.open("projector", alice.context.new_page())
    window.set_viewport_size({"width": 1920, "height": 1080})
    window.bring_to_front()  # a window behind another draws once a second

    capture(browser, server, alice, window)
    reveal(window)
    group(server, alice, window)
    vote(house, console, window)
    rest(window)


def title(window: Page, says: str) -> None:
    found = window.locator("h1")
    expect(found.filter(has_text=says)).to_be_visible(timeout=SLOW)
    expect(found).to_have_count(1, timeout=SLOW)  # nothing of the last picture stays


def capture(browser: Browser, server: Server, alice: Facilitator, window: Page) -> None:
    """On to the cards; the time runs; the room sees their number alone."""
    title(window, "Bienvenue")
    wait_for_keys(window)
    strike(window, "n", "n")  # pressed twice in front of the same picture: one step
    title(window, "Deux parcours")
    strike(window, "n")
    title(window, "Comment le vit-on")
    strike(window, "n")
    title(window, "Qu’est-ce qui coince")
    clock = window.locator(".rc-time strong")
    strike(window, "t")
    expect(clock).to_have_text(re.compile(r"^(5:00|4:5\d)$"), timeout=SLOW)
    strike(window, "+")
    expect(clock).to_have_text(re.compile(r"^(6:00|5:\d\d)$"), timeout=SLOW)

    phones = [Phone(browser, server, alice.code) for _ in range(CARDS // SENT)]
    for phone in phones:
        phone.join()
    cards = with_steps_of(phones[0], french_cards())[:CARDS]
    for place, card in enumerate(cards):
        phones[place % len(phones)].send(card)
    for phone in phones:
        phone.expect_own_cards(SENT)
    window.bring_to_front()
    expect(window.locator(".rc-came strong")).to_have_text(str(CARDS), timeout=SLOW)
    assert not any(card["text"] in window.content() for card in cards)
    strike(window, "h")
    expect(window.locator(".rc-came strong")).to_have_text(str(CARDS - 1), timeout=SLOW)


def reveal(window: Page) -> None:
    cards = window.locator(".rc-wall .rc-card")
    strike(window, "r")
    expect(cards).to_have_count(CARDS - 1, timeout=SLOW)
    strike(window, "r")
    expect(cards).to_have_count(0, timeout=SLOW)
    strike(window, "r")
    expect(cards).to_have_count(CARDS - 1, timeout=SLOW)
    strike(window, "t")
    expect(window.locator(".rc-time strong")).to_have_text("", timeout=SLOW)


def group(server: Server, alice: Facilitator, window: Page) -> None:
    """The grouping is the page's; two topics made beside are enough to vote on."""
    strike(window, "n")
    title(window, "Ce dont la salle a parlé")
    shown = cards_shown(server, alice.code)
    for name, cards in (("Attente", shown[:2]), ("Accueil", shown[2:4])):
        server.workshop("topic", alice.code, "--title", name, "--cards", ",".join(cards))
    expect(window.locator('[data-label="T2"]')).to_be_visible(timeout=SLOW)
    strike(window, "n")
    title(window, "Ce que vit")


def cards_shown(server: Server, code: str) -> list[str]:
    exported = server.folder / "keyboard.json"
    server.workshop("export", code, "--format", "json", "-o", str(exported))
    cards = json.loads(exported.read_text("utf-8"))["cards"]
    return [card["label"] for card in cards if card["status"] == "shown"]


def vote(house: House, console: Console, window: Page) -> None:
    """The round opens with its phase; V closes it, R reveals it."""
    strike(window, "n")
    title(window, "Par où commencer")
    for _ in range(3):
        ballots.vote_by_hand(house, console, "V1", {"T1": 1, "T2": 3})
    figures = window.locator(".rc-poll-figures strong")
    expect(figures.first).to_have_text("3", timeout=SLOW)
    strike(window, "v")
    expect(window.get_by_text("Le vote est fermé")).to_be_visible(timeout=SLOW)
    strike(window, "v")
    expect(window.get_by_text("Donnez vos points")).to_be_visible(timeout=SLOW)
    strike(window, "v")
    expect(window.get_by_text("Le vote est fermé")).to_be_visible(timeout=SLOW)
    expect(window.locator(".rc-bar-row")).to_have_count(0)
    strike(window, "r")
    rows = window.locator(".rc-bar-row")
    expect(rows).to_have_count(2, timeout=SLOW)
    expect(rows.first).to_contain_text("9 points")
    expect(rows.first).to_have_attribute("data-label", "T2")


def rest(window: Page) -> None:
    """Pause, dark screen, and the list of keys."""
    strike(window, "p")
    title(window, "Pause · reprise à")
    strike(window, "b")
    expect(window.locator(".rc-blank")).to_be_visible(timeout=SLOW)
    strike(window, "b")
    title(window, "Pause · reprise à")
    strike(window, "p")
    title(window, "Par où commencer")
    strike(window, "?")
    expect(window.locator(".rc-keys-help")).to_be_visible()
