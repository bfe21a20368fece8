"""Every page with axe, light and dark; phones for thumbs, narrow windows and large letters."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.access import EXCEPTIONS, ROLES, SIGNED_IN, Fault, Hall, faults
from benchmarks.house import Server
from tests.browser.room import IDLE, SLOW
from workshop.services.capture import CardRow, import_cards

THUMB = 44  # CSS pixels, the least that a finger meets
EXCEPTED = 2  # kinds of faults of Streamlit's own on 2026-11-23

SMALL = """least => [...document.querySelectorAll(`button, select, textarea, summary,
    input:not([type=hidden], [type=radio], [type=checkbox], [type=range]),
    label:has(input[type=radio]), label:has(input[type=checkbox]), a`)]
  .filter((node) => node.checkVisibility({visibilityProperty: true, opacityProperty: true}))
  .filter((node) => node.tagName !== "A" || getComputedStyle(node).display !== "inline")
  .map((node) => [node, node.getBoundingClientRect()])
  .filter(([, box]) => box.width && Math.min(box.width, box.height) < least - .5)
  .map(([node, box]) => `${node.outerHTML.slice(0, 120)} ${box.width}×${box.height}`)"""
"""What can be pressed and is smaller than a thumb; links inside a sentence are as high as it."""

WIDER = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  return [...document.body.querySelectorAll("*")]
    .filter((node) => node.getBoundingClientRect().right > room + 1)
    .map((node) => node.outerHTML.slice(0, 120));
}"""
"""What sticks out of the window, where it makes the page scroll sideways."""


@pytest.fixture(scope="module")
def hall(browser: Browser, server: Server) -> Iterator[Hall]:
    hall = Hall(browser, server, "fr")
    yield hall
    hall.close()


def in_both_themes(page: Page) -> list[Fault]:
    """Of the dark one the contrast alone: nothing else depends on it."""
    told = faults(page)
    page.emulate_media(color_scheme="dark")
    told += faults(page, contrast_alone=True)
    page.emulate_media(color_scheme="light")
    return told


def standing_faults(page: Page, role: str) -> list[Fault]:
    """What is found twice: a page that is still being drawn may lack its colours for a moment."""
    told = in_both_themes(page)
    if told and role in SIGNED_IN:
        page.wait_for_function(IDLE, timeout=SLOW)
        told = in_both_themes(page)
    return told


@pytest.mark.parametrize("role", ROLES)
def test_no_page_has_a_serious_fault_in_either_theme(hall: Hall, role: str) -> None:
    told: dict[str, list[str]] = {}
    with hall.window(role) as page:
        for name in hall.pages(role, page):
            grave = [str(fault) for fault in standing_faults(page, role)]
            if (spoken := page.evaluate("() => document.documentElement.lang")) != "fr":
                grave.append(f"lang: {spoken}")
            if grave:
                told[name] = grave
    assert told == {}


def test_a_fault_is_found(hall: Hall) -> None:
    with hall.window("phone") as page:
        page.goto(hall.address("/j"))
        page.evaluate("() => { document.querySelector('label').style.color = '#ccc'; }")
        assert [fault.rule for fault in faults(page)] == ["color-contrast"]
        page.evaluate("""() => {
          for (const name of ["+", "−"]) {
            const button = document.createElement("button");
            document.querySelector("main").append(button);
            button.textContent = name;
            for (const side of ["width", "height"]) button.style[side] = "16px";
          }
        }""")
        assert [fault.rule for fault in faults(page)] == ["color-contrast", "target-size"]
    assert len(EXCEPTIONS) <= EXCEPTED


def test_what_a_thumb_presses_is_as_large_as_a_thumb(hall: Hall) -> None:
    told = {}
    with hall.window("phone") as page:
        for name in hall.pages("phone", page):
            if small := page.evaluate(SMALL, THUMB):
                told[name] = small
        assert page.evaluate(SMALL, 10 * THUMB)
    assert told == {}


@pytest.mark.parametrize(("width", "letters"), [(320, 100), (390, 200)])
def test_a_narrow_phone_and_large_letters_lose_nothing(
    hall: Hall, width: int, letters: int
) -> None:
    told = {}
    with hall.window("phone") as page:
        page.set_viewport_size({"width": width, "height": 640})
        for name in hall.pages("phone", page):
            page.evaluate(
                "size => { document.documentElement.style.fontSize = size; }", f"{letters}%"
            )
            if wider := page.evaluate(WIDER):
                told[name] = wider
    assert told == {}


def test_the_focus_stays_where_it_was_after_a_rerun(hall: Hall) -> None:
    with hall.window("facilitator") as page:
        hall.show(page, "ideate")
        page.locator("[class*=st-key-edit-S] button").first.click()
        tick = page.locator("[class*=st-key-idea-ticks] button").first
        page.wait_for_function(IDLE, timeout=SLOW)
        before = tick.get_attribute("aria-pressed")
        tick.focus()
        page.keyboard.press("Space")
        expect(tick).to_have_attribute("aria-pressed", str(before == "false").lower(), timeout=SLOW)
        page.wait_for_function(IDLE, timeout=SLOW)
        expect(tick).to_be_focused()


def test_nothing_pales_while_it_is_drawn_anew(hall: Hall) -> None:
    with hall.window("sponsor") as page:
        hall.show(page, "sponsor")
        pale = """() => {
          const node = document.querySelector("[data-testid=stElementContainer]");
          node.style.opacity = .33;
          const before = getComputedStyle(node).opacity;
          node.dataset.stale = "true";
          return [before, getComputedStyle(node).opacity];
        }"""
        assert page.evaluate(pale) == ["0.33", "1"]


def test_nothing_that_is_read_moves_while_the_wall_is_paused(hall: Hall) -> None:
    def come(text: str) -> None:
        row = CardRow(text=text, side="client", kind="irritant", step="")
        import_cards(hall.house, hall.console, [row])

    with hall.window("facilitator") as page:
        hall.show(page, "capture")
        pause = page.locator(".rc-pause")
        expect(page.locator(".rc-wall .rc-card").first).to_be_visible(timeout=SLOW)
        pause.click()
        come("Venue pendant la pause")
        expect(pause).to_contain_text("1", timeout=SLOW)
        expect(page.get_by_text("Venue pendant la pause")).to_have_count(0)
        pause.click()
        expect(page.get_by_text("Venue pendant la pause")).to_have_count(1, timeout=SLOW)


def test_the_code_to_scan_has_its_address_in_words(hall: Hall) -> None:
    with hall.window("facilitator") as page:
        hall.show(page, "room")
        address = page.locator(".rc-address").first.inner_text()
        assert address.endswith(f"/j/{hall.code}")
        expect(page.locator(".rc-qr svg").first).to_have_attribute("aria-label", address)
