"""The first visit of whoever is to lead a room: shown once, found again, with a rehearsal after."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.house import Server
from tests.browser.room import SLOW, Facilitator
from workshop.i18n import words
from workshop.ui.tour import STEPS


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One where nobody has a workshop yet."""
    with Server() as running:
        yield running


def _said(page: Page, step: str, language: str) -> None:
    title = page.locator(".rc-tour h2")
    expect(title).to_have_text(words(language)(f"ui.tour.{step}"), timeout=SLOW)


def _apart(page: Page, one: str, other: str) -> bool:
    """Whether two things to press do not lie on each other."""
    a, b = page.locator(one).bounding_box(), page.locator(other).bounding_box()
    assert a is not None
    assert b is not None
    return a["y"] + a["height"] <= b["y"] or a["x"] + a["width"] <= b["x"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_first_visit_is_shown_once_and_ends_in_a_rehearsal(
    browser: Browser, server: Server, language: str
) -> None:
    alice = Facilitator(browser, server, language=language)
    page, link = alice.page, re.search(r"http\S+", server.workshop("link"))
    assert link is not None
    alice.sign_in(link[0])
    places = set()
    for step in STEPS:
        _said(page, step, language)
        places.add(str(page.locator("[data-tour=on]").bounding_box()))
        if step != STEPS[-1]:
            page.locator("[data-tour=on]").click()
    assert len(places) == 1  # one spot leads on, and to nothing else
    page.locator("[data-tour=rehearse]").click()
    mark = page.locator(".st-key-rehearsal-mark")
    expect(mark).to_contain_text("20", timeout=SLOW)
    # The whole menu is in sight on a small laptop, and one's own page stands out in it.
    last = page.locator("[data-testid=stSidebarNavLink]").last
    expect(last).to_be_in_viewport(ratio=1)
    # Back at home with a workshop on the table: nothing lies on anything, the visit is over.
    page.locator("[data-testid=stSidebarNavLink]").first.click()
    expect(page.locator(".st-key-sign-out")).to_be_visible(timeout=SLOW)
    expect(page.locator(".rc-palette-open")).to_be_visible(timeout=SLOW)
    assert _apart(page, ".rc-palette-open", ".st-key-sign-out button")
    expect(page.locator(".rc-tour-none")).to_be_attached(timeout=SLOW)
    # It is found again where it was, and put away in one press; the rehearsal goes as easily.
    alice.press("tour")
    _said(page, STEPS[0], language)
    page.locator("[data-tour=skip]").click()
    expect(page.locator(".rc-tour")).to_have_count(0)
    page.locator("[class*=st-key-open-] button").click()
    mark.get_by_role("button").first.click()
    page.locator(".st-key-rehearsal-mark-all button").click()
    # Nobody has a workshop again, and the visit does not come by itself any more.
    expect(page.locator(".rc-tour-none")).to_be_attached(timeout=SLOW)
    expect(page.locator("[class*=st-key-open-]")).to_have_count(0, timeout=SLOW)
    expect(page.locator(".rc-tour")).to_have_count(0)
    alice.context.close()
