"""A facilitator alone, without a mouse: time, pause, rights, reveal and the palette by keyboard."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.house import Server
from tests.browser.keyboard import find, reach
from tests.browser.room import IDLE, SLOW, Facilitator, strike, wait_for_keys

LEFT_ALONE = """pressed => document.body.dispatchEvent(
    new KeyboardEvent("keydown", {...pressed, bubbles: true, cancelable: true}))"""
"""Presses a key of another layout, where a character has another place; False where it is ours."""
UNFOLDED = '[data-testid="stPopoverBody"]'


@pytest.fixture
def alice(browser: Browser, server: Server) -> Iterator[Facilitator]:
    """The demo workshop in capture, on the facilitator's screen."""
    made = server.ask("demo")
    alice = Facilitator(browser, server)
    alice.code = made["code"]
    alice.sign_in(f"http://127.0.0.1:{server.port}{urlsplit(made['facilitator_url']).path}")
    server.workshop("phase", alice.code, "capture")
    yield alice
    alice.context.close()


def listening(alice: Facilitator, name: str) -> Page:
    """A page whose keys are heard."""
    page = alice.open(name)
    wait_for_keys(page)
    return page


def test_a_page_is_led_by_keys_alone(alice: Facilitator) -> None:
    page = listening(alice, "capture")
    clock, resume = page.locator(".rc-clock-left"), alice.widget("conduct-resume")
    strike(page, "t")
    expect(clock).to_be_visible(timeout=SLOW)
    strike(page, "+")
    expect(clock).to_have_text(re.compile("^5:"), timeout=SLOW)
    strike(page, "t")
    expect(clock).to_have_count(0, timeout=SLOW)
    strike(page, "p")
    expect(resume).to_be_visible(timeout=SLOW)
    strike(page, "p")
    expect(resume).to_have_count(0, timeout=SLOW)
    page.wait_for_function(IDLE, timeout=SLOW)
    assert not page.evaluate(LEFT_ALONE, {"key": "?", "code": "KeyM", "shiftKey": True})  # azerty
    expect(page.locator(".rc-letters")).to_be_visible(timeout=SLOW)
    strike(page, "Escape")
    expect(page.locator(".rc-letters")).to_be_hidden(timeout=SLOW)


def test_the_rights_of_phones_are_set_and_revealed_without_a_mouse(alice: Facilitator) -> None:
    page = listening(alice, "capture")
    expect(alice.widget("conduct-phones")).to_be_visible(timeout=SLOW)
    reach(page, ".st-key-conduct-phones button")
    strike(page, "Enter")
    save = page.locator(".st-key-rights-save button")
    expect(save).to_be_visible(timeout=SLOW)
    reach(page, f"{UNFOLDED} input[type=radio]:checked")  # the page has others
    strike(page, "ArrowUp")
    expect(save).to_be_enabled(timeout=SLOW)
    reach(page, ".st-key-rights-save")
    page.keyboard.press("Enter")
    reveal = alice.widget("conduct-reveal")
    expect(reveal).to_contain_text("Révéler", timeout=SLOW)
    page.keyboard.press("Escape")
    strike(page, "r")
    expect(reveal).to_contain_text("Cacher", timeout=SLOW)


def test_the_palette_goes_anywhere_by_a_few_letters(alice: Facilitator) -> None:
    page = listening(alice, "capture")
    page.wait_for_function(IDLE, timeout=SLOW)
    assert page.evaluate(LEFT_ALONE, {"key": "s", "code": "KeyK", "ctrlKey": True})  # bépo
    assert not page.evaluate(LEFT_ALONE, {"key": "л", "code": "KeyK", "ctrlKey": True})
    page.keyboard.press("Escape")
    assert not page.evaluate(LEFT_ALONE, {"key": "/", "code": "Period", "shiftKey": True})  # azerty
    line = page.locator(".rc-palette li[aria-selected=true]")
    expect(page.locator(".rc-palette input")).to_be_focused(timeout=SLOW)
    expect(line).to_have_count(0)  # Enter does nothing before anything is typed
    page.keyboard.type("TELEPHONE attent")
    expect(line).to_contain_text("Attente au téléphone", timeout=SLOW)
    page.keyboard.press("Escape")
    expect(page.locator(".rc-palette")).to_have_count(0)
    find(page, "minuteur", "Lancer 5 minutes")
    expect(page.locator(".rc-clock-left")).to_be_visible(timeout=SLOW)
    find(page, "c12", "C12")
    expect(page.locator('.rc-card[data-label="C12"]')).to_be_focused(timeout=SLOW)
    find(page, "reglages", "Réglages")
    expect(page.locator("h1").first).to_have_text("Réglages", timeout=SLOW)
    expect(page.locator(".rc-palette-open")).to_be_visible(timeout=SLOW)


def test_single_letters_can_be_switched_off_and_the_palette_stays(alice: Facilitator) -> None:
    page = listening(alice, "capture")
    strike(page, "?")
    box = page.locator(".rc-letters input")
    expect(box).to_be_focused(timeout=SLOW)
    page.keyboard.press("Space")
    expect(box).not_to_be_checked()
    page.keyboard.press("Escape")
    strike(page, "t", "/")
    find(page, "pause", "Pause de 10 minutes")  # done by now: the letters did nothing before it
    expect(alice.widget("conduct-resume")).to_be_visible(timeout=SLOW)
    expect(page.locator(".rc-clock-left")).to_have_count(0)
    expect(page.locator(".rc-palette")).to_have_count(0)


def test_no_key_acts_while_somebody_types(alice: Facilitator) -> None:
    page = listening(alice, "capture")
    expect(alice.widget("conduct-timer")).to_be_visible(timeout=SLOW)
    alice.widget("paper").locator("summary").click()
    field = page.locator(".st-key-paper textarea:visible")
    field.click()
    page.keyboard.type("t+b ce guichet")
    expect(field).to_have_value("t+b ce guichet")
    page.wait_for_timeout(500)
    expect(page.locator(".rc-clock-left")).to_have_count(0)


def test_a_card_is_set_aside_in_two_keys_from_its_place(alice: Facilitator) -> None:
    page = listening(alice, "capture")
    cards = page.locator(".rc-wall .rc-card")
    expect(cards.first).to_be_visible(timeout=SLOW)
    before = cards.count()
    reach(page, ".rc-act.aside")
    page.keyboard.press("Enter")
    expect(page.locator(".rc-choice").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(cards).to_have_count(before - 1, timeout=SLOW)
    expect(page.locator(".rc-pile[data-status=hidden]")).to_contain_text("1")


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        ("find('.send').style.setProperty('outline', 'none', 'important')", "without a sign"),
        (
            "Object.assign(find('body').appendChild(veil).style, {position: 'fixed', inset: '0'})",
            "under",
        ),
    ],
    ids=["unmarked", "covered"],
)
def test_what_has_the_focus_and_cannot_be_seen_is_found(
    browser: Browser, server: Server, spoilt: str, told: str
) -> None:
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{server.port}/j")
    given = "const find = (name) => document.querySelector(name)"
    page.evaluate(f"() => {{ {given}; const veil = document.createElement('div'); {spoilt}; }}")
    with pytest.raises(AssertionError, match=told):
        reach(page, "button.send")
    page.close()
