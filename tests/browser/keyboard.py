"""Hands that know no mouse: Tab, letters, Enter, the skip link and the palette."""

from playwright.sync_api import Page, expect

from tests.browser.room import IDLE, SLOW, strike

MOST_TABS = 150


def reach(page: Page, selector: str) -> None:
    """Press Tab until the focus is on it, or inside it."""
    for _ in range(MOST_TABS):
        if page.evaluate("s => Boolean(document.activeElement?.closest(s))", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {selector}")


def press(page: Page, selector: str) -> None:
    """Go to a button that is there and press it, once the page has settled."""
    expect(page.locator(selector).first).to_be_attached(timeout=SLOW)
    page.wait_for_function(IDLE, timeout=SLOW)
    reach(page, selector)
    strike(page, "Enter")


def write(page: Page, selector: str, text: str) -> None:
    """Go to a field that is there and type into it."""
    expect(page.locator(selector).first).to_be_attached(timeout=SLOW)
    page.wait_for_function(IDLE, timeout=SLOW)
    reach(page, selector)
    page.keyboard.type(text)


def find(page: Page, letters: str, says: str) -> None:
    """Open the palette, type a few letters, and go where the first line says."""
    expect(page.locator(".rc-palette-open")).to_be_attached(timeout=SLOW)  # it listens from then on
    page.wait_for_function(IDLE, timeout=SLOW)
    page.keyboard.press("Control+k")
    expect(page.locator(".rc-palette input")).to_be_focused(timeout=SLOW)
    page.keyboard.type(letters)
    chosen = page.locator(".rc-palette li[aria-selected=true]")
    expect(chosen).to_contain_text(says, timeout=SLOW)
    page.keyboard.press("Enter")
    expect(page.locator(".rc-palette")).to_have_count(0, timeout=SLOW)
