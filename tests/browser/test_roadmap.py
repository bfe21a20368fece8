"""The roadmap in a real browser: what is dragged stays there, and no arrow crosses a word."""

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.house import Server
from tests.browser.room import SLOW, Facilitator
from workshop.domain.words import Term
from workshop.services import actions, domains, roadmap
from workshop.services.actions import ActionDraft
from workshop.services.actors import Console
from workshop.services.domains import DomainDraft
from workshop.services.house import House
from workshop.services.views.roadmap import read_roadmap
from workshop.storage.engine import open_database

ROWS = ("Accueil", "Facturation", "Informatique")
SIZES = ((1366, 768), (1920, 1080))

CROSSED = """() => {
  const svg = document.querySelector('.rc-roadmap-arrows').getBoundingClientRect();
  const cards = [...document.querySelectorAll('.rc-roadmap-card')].map((card) =>
    [card.dataset.label, card.getBoundingClientRect()]);
  const crossed = [];
  for (const line of document.querySelectorAll('.rc-roadmap-arrow .line')) {
    const long = line.getTotalLength();
    for (let at = 0; at <= long; at += 3) {
      const point = line.getPointAtLength(at);
      const [x, y] = [point.x + svg.left, point.y + svg.top];
      for (const [label, box] of cards) {
        const inside = x > box.left + 2 && x < box.right - 2 && y > box.top && y < box.bottom;
        if (inside) crossed.push(`${line.parentNode.dataset.from} over ${label}`);
      }
    }
  }
  return crossed;
}"""

ENDS = """() => [...document.querySelectorAll('.rc-roadmap-arrow')].map((arrow) => {
  const line = arrow.querySelector('.line');
  const end = line.getPointAtLength(line.getTotalLength());
  const svg = arrow.ownerSVGElement.getBoundingClientRect();
  const query = `.rc-roadmap-card[data-label="${arrow.dataset.to}"]`;
  const box = document.querySelector(query).getBoundingClientRect();
  const [x, y] = [end.x + svg.left, end.y + svg.top];
  return Math.min(Math.abs(x - box.left), Math.abs(x - box.right)) < 2
    && y > box.top && y < box.bottom;
})"""
"""Of each arrow: whether it ends at the side of the card that waits."""

LAID_OUT = """(width) => window.innerWidth === width
  && document.querySelector('.rc-roadmap-arrows').getBoundingClientRect().right <= width"""
"""Once the picture has taken the new size of the window."""


@pytest.fixture
def alice(browser: Browser, server: Server) -> Iterator[Facilitator]:
    """A workshop with three domains and seven actions, the last one still to be placed."""
    made = json.loads(server.workshop("new", "--title", "Plan", "--lang", "fr", "--json"))
    alice = Facilitator(browser, server)
    alice.code = made["code"]
    alice.sign_in(f"http://127.0.0.1:{server.port}{urlsplit(made['facilitator_url']).path}")
    house, console = house_of(server), Console(alice.code)
    for name in ROWS:
        domains.add_domain(house, console, DomainDraft(name))
    for number in range(7):
        draft = ActionDraft(f"Faire la chose numéro {number} " + "avec soin " * (number % 4))
        label = actions.add_action(house, console, draft)
        if number < 6:
            term = tuple(Term)[number % 3]
            roadmap.place_action(house, console, label, term, ROWS[number // 2])
    for action, needed in (("A2", "A1"), ("A6", "A1"), ("A4", "A3"), ("A5", "A6"), ("A1", "A4")):
        roadmap.need_action(house, console, action, needed)
    yield alice
    alice.context.close()


def house_of(server: Server) -> House:
    return House(open_database(f"sqlite:///{server.folder / 'w.sqlite3'}"))


def look(alice: Facilitator) -> Page:
    page = alice.page
    page.goto(f"http://127.0.0.1:{alice.server.port}/plan?w={alice.code}&part=roadmap")
    expect(page.locator(".rc-roadmap-arrow")).to_have_count(5, timeout=SLOW)
    return page


def test_an_action_stays_where_it_was_dropped(alice: Facilitator) -> None:
    page = look(alice)
    card = page.locator('.rc-roadmap-card[data-label="A7"]')
    there = page.locator('.rc-roadmap-drop[data-code="long|Accueil"]')
    card.drag_to(there)
    expect(there.locator('[data-label="A7"]')).to_be_visible(timeout=SLOW)
    expect(page.locator("[data-testid=stToast]")).to_contain_text("A7", timeout=SLOW)
    line = read_roadmap(house_of(alice.server), Console(alice.code)).action("A7")
    assert line is not None
    assert (line.term, line.domain) == (Term.LONG, "Accueil")
    page.reload()
    expect(there.locator('[data-label="A7"]')).to_be_visible(timeout=SLOW)


def test_no_arrow_crosses_a_card_and_each_ends_at_its_own(alice: Facilitator) -> None:
    page = look(alice)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(LAID_OUT, arg=width, timeout=SLOW)
        page.wait_for_function(f"() => ({ENDS})().every(Boolean)", timeout=SLOW)
        assert page.evaluate(ENDS) == [True] * 5
        assert page.evaluate(CROSSED) == []


def test_on_a_narrow_screen_words_stand_for_the_arrows(alice: Facilitator) -> None:
    page = look(alice)
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator(".rc-roadmap-arrow")).to_have_count(0, timeout=SLOW)
    expect(page.locator('.rc-roadmap-card[data-label="A5"]')).to_contain_text("après A6")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
