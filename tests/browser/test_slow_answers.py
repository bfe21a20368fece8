"""A server that answers late: the page waits for it, and comes back if it was lost."""

import pytest
from playwright.sync_api import Browser, WebSocketRoute, expect

from benchmarks.house import Server
from tests.browser.room import SLOW, Facilitator
from tests.browser.test_whole_road import open_a_workshop

ANSWERED_AFTER = 3_000  # milliseconds
SETTLED = 2_500  # the first run of a page, its ears, and what they wait for


class SlowRoad:
    """Between one window and the server: holds back what the server answers, until let go."""

    def __init__(self) -> None:
        self.held: list[tuple[WebSocketRoute, str | bytes]] | None = None
        self.asked = 0

    def __call__(self, browser: WebSocketRoute) -> None:
        server = browser.connect_to_server()

        def answer(message: str | bytes) -> None:
            if self.held is None:
                browser.send(message)
            else:
                self.held.append((browser, message))

        def ask(message: str | bytes) -> None:
            self.asked += 1
            server.send(message)

        server.on_message(answer)
        browser.on_message(ask)

    def hold(self) -> None:
        self.held, self.asked = [], 0

    def let_go(self) -> None:
        held, self.held = self.held or [], None
        for browser, message in held:
            browser.send(message)


@pytest.fixture
def road() -> SlowRoad:
    return SlowRoad()


@pytest.fixture
def alice(browser: Browser, server: Server, road: SlowRoad) -> Facilitator:
    """With a workshop of her own, every answer of the server going over the slow road."""
    alice = Facilitator(browser, server)
    alice.context.route_web_socket("**/_stcore/stream", road)
    open_a_workshop(alice)
    server.workshop("phase", alice.code, "mood")
    alice.open("mood")
    alice.page.wait_for_timeout(SETTLED)
    return alice


def test_nothing_is_asked_of_a_page_that_is_being_left(alice: Facilitator, road: SlowRoad) -> None:
    """The room's phase moves, so every ear of the old page has something to draw again."""
    for phase in ("Cartes", "Regrouper"):
        road.hold()
        alice.press("next-phase")
        alice.page.wait_for_timeout(ANSWERED_AFTER)
        assert road.asked == 1  # the press
        road.let_go()
        expect(alice.page.locator("h1").first).to_have_text(phase, timeout=SLOW)
        alice.page.wait_for_timeout(SETTLED)


def test_a_page_that_lost_everything_opens_itself_again(alice: Facilitator) -> None:
    """Even its own watchman: nothing of it is drawn, and nobody is left to ask for a run."""
    alice.page.evaluate(
        """() => {
            window.rcAgain = null;
            document.querySelector('[data-testid="stMain"]').remove();
        }"""
    )
    expect(alice.page.locator("h1")).to_have_count(0)
    expect(alice.page.locator("h1").first).to_be_visible(timeout=SLOW)
    expect(alice.widget("next-phase")).to_be_visible()
