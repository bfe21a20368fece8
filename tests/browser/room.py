"""The people of a browser test, and what their hands do."""

import csv
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from benchmarks.house import Server

DATA = Path(__file__).resolve().parents[1] / "data"
SLOW = 15_000  # milliseconds: a script run on two busy cores


def french_cards() -> list[dict[str, str]]:
    """Forty cards written by people for this project, with the topic each belongs to."""
    with (DATA / "cartes_fr_40.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


HEARS = """() => !document.body.dispatchEvent(
    new KeyboardEvent("keydown", {key: "t", repeat: true, bubbles: true, cancelable: true}))"""
"""True once the page takes keys: of a key that is held down it does nothing but take it."""

IDLE = """() => performance.now() > (window.rcRuns?.until ?? Infinity)
    && document.querySelector('[data-test-script-state="notRunning"]')"""
"""True once the page would send a key at once, and its keys know the picture that is drawn."""


def wait_for_keys(page: Page) -> None:
    """Until the keys of this page are heard: an eye sees a page before its last component runs."""
    page.wait_for_function(HEARS, timeout=SLOW)


def strike(page: Page, *keys: str) -> None:
    """Press keys as a hand does: once the eye has seen what the last one did.

    A picture is drawn some milliseconds before its keys know it, and a key pressed in between
    counts as one pressed in front of the picture before. No eye is so fast; a test is.
    """
    page.wait_for_function(IDLE, timeout=SLOW)
    for key in keys:
        page.keyboard.press(key)


class Facilitator:
    """One browser at 1366×768, signed in by link, on the pages of one workshop."""

    def __init__(
        self, browser: Browser, server: Server, *, language: str = "fr", **options: Any
    ) -> None:
        self.server = server
        self.context: BrowserContext = browser.new_context(
            viewport={"width": 1366, "height": 768}, locale=f"{language}-FR", **options
        )
        self.page: Page = self.context.new_page()
        self.code = ""

    def sign_in(self, link: str) -> None:
        self.page.goto(link)
        expect(self.page.locator("h1").first).to_be_visible(timeout=SLOW)

    def open(self, name: str, page: Page | None = None) -> Page:
        """Open a page of the workshop by its address; ``page`` for a second window."""
        window = page or self.page
        window.goto(f"http://127.0.0.1:{self.server.port}/{name}?w={self.code}")
        expect(window.locator("h1").first).to_be_visible(timeout=SLOW)
        return window

    def widget(self, key: str) -> Locator:
        return self.page.locator(f".st-key-{key}")

    def press(self, key: str) -> None:
        self.widget(key).get_by_role("button").first.click()

    def go_on(self) -> None:
        """The one next step of a phase's page."""
        before = self.page.url
        self.press("next-phase")
        expect(self.page).not_to_have_url(before, timeout=SLOW)
        expect(self.page.locator("h1").first).to_be_visible(timeout=SLOW)


class Phone:
    """A participant's phone, 390×844."""

    def __init__(self, browser: Browser, server: Server, code: str, **options: Any) -> None:
        self.context = browser.new_context(
            viewport={"width": 390, "height": 844}, locale="fr-FR", has_touch=True, **options
        )
        self.page = self.context.new_page()
        self.url = f"http://127.0.0.1:{server.port}/j/{code}"

    def join(self) -> None:
        self.page.goto(self.url)

    def write(self, card: dict[str, str]) -> None:
        """Fill the form in as a thumb does, without sending."""
        for name in ("kind", "side"):
            self.page.locator(f"label:has(input[name={name}][value={card[name]}])").click()
        self.page.locator("select[name=step]").select_option(label=card["step"])
        self.page.locator("#form textarea").fill(card["text"])

    def send(self, card: dict[str, str]) -> None:
        """Write a card and press Send; the form is empty again once it is in the outbox."""
        self.write(card)
        self.page.locator("#form button.send").click()
        expect(self.page.locator("#form textarea")).to_have_value("")

    def expect_own_cards(self, count: int) -> None:
        """All cards sent so far have their receipt, and none waits in the outbox."""
        expect(self.page.locator("#own li")).to_have_count(count, timeout=4 * SLOW)
        expect(self.page.locator("#outbox li")).to_have_count(0, timeout=SLOW)
