"""A sponsor's open page: what it shows dies with the right to it, what is being typed does not."""

import time

from playwright.sync_api import Browser, Page, expect

from benchmarks.house import Server
from tests.browser.room import SLOW
from workshop.domain.words import Role
from workshop.live import Hub
from workshop.services import decisions, workshops
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.storage.engine import open_database

ASKED = "Peut-on embaucher deux personnes"
PROMISED_SECONDS = 3


def test_results_go_within_three_seconds_of_the_link_s_end_and_the_typed_answer_stays(
    browser: Browser, server: Server
) -> None:
    database = open_database(server.environment["WORKSHOP_DATABASE_URL"])
    house = House(database, hub=Hub())
    try:
        new = workshops.create_workshop(house, title="Lumeo", language="fr")
        me = Console(new.code)
        workshops.open_to_sponsor(house, me, is_open=True)
        number = decisions.ask_decision(house, me, ASKED)
        page = _open(browser, f"http://127.0.0.1:{server.port}/s/{new.sponsor_token}")
        _begin(page, number, "Oui, dès mars")

        workshops.open_to_sponsor(house, me, is_open=False)
        _gone_in_time(page)
        expect(page.get_by_role("textbox").first).to_have_value("Oui, dès mars")

        workshops.open_to_sponsor(house, me, is_open=True)
        expect(page.get_by_text(ASKED)).to_be_visible(timeout=SLOW)
        expect(page.get_by_role("textbox").first).to_have_value("Oui, dès mars")
        workshops.revoke_links(house, me, Role.SPONSOR)
        _gone_in_time(page)
        expect(page.get_by_role("textbox").first).to_have_value("Oui, dès mars")
        page.context.close()
    finally:
        database.dispose()


def _open(browser: Browser, link: str) -> Page:
    page = browser.new_context(viewport={"width": 1366, "height": 768}, locale="fr-FR").new_page()
    page.goto(link)
    expect(page.get_by_text(ASKED)).to_be_visible(timeout=SLOW)
    return page


def _begin(page: Page, number: int, text: str) -> None:
    page.locator(f".st-key-sponsor-reply-{number}").get_by_role("button").click()
    page.get_by_role("textbox").first.fill(text)


def _gone_in_time(page: Page) -> None:
    began = time.monotonic()
    page.wait_for_function(
        "said => !document.body.innerText.includes(said)", arg=ASKED, timeout=SLOW
    )
    assert time.monotonic() - began < PROMISED_SECONDS
    assert "Lumeo" not in page.locator("section.main, [data-testid=stMain]").first.inner_text()
