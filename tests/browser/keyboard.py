"""Hands that know no mouse: Tab, letters, arrows, Enter, the palette; and eyes that look for them.

Wherever they arrive, the thing that has the focus must be in sight, with nothing over it, and look
otherwise than it did without the focus (WCAG 2.4.7 and 2.4.11).
"""

from playwright.sync_api import Page, expect

from tests.browser.room import IDLE, SLOW, strike

MOST_TABS = 150

HELD = "s => Boolean(document.activeElement?.closest(s))"

REMEMBER = """selector => {
  const STOPS = "a[href], button, input, select, textarea, summary, [tabindex], [role=slider]";
  const parts = (node) => {
    const found = [node, ...[...node.querySelectorAll("*")].slice(0, 8)];
    for (let up = node, n = 0; n < 4 && up.parentElement; n++) found.push(up = up.parentElement);
    return [...found, ...(node.parentElement?.children ?? [])];
  };
  const look = (part) => ["", "::before", "::after"].map((which) => {
    const style = getComputedStyle(part, which);
    return [style.outlineStyle === "none" ? "" : style.outline, style.boxShadow,
      style.borderColor, style.backgroundColor, style.textDecorationLine].join();
  }).join();
  const all = [...document.querySelectorAll(selector)].flatMap(
    (node) => [node, ...node.querySelectorAll("*")].filter((each) => each.matches(STOPS)));
  const held = document.activeElement;
  const before = new Map(all.filter((node) => node !== held).map(
    (node) => [node, parts(node).map((part) => [part, look(part)])]));
  window.rcSight = () => {
    const node = document.activeElement;
    const label = node.closest("label");
    const box = (label ?? node).getBoundingClientRect();
    const at = [Math.max(box.left, 0) + Math.min(box.right, innerWidth),
      Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)].map((sum) => sum / 2);
    const inside = box.width && box.bottom > 0 && box.right > 0 && box.top < innerHeight
      && box.left < innerWidth;
    if (!inside) return "out of sight";
    // What was done is said in a corner for four seconds: that goes by itself.
    const top = document.elementsFromPoint(...at)
      .find((found) => !found.closest("[data-testid=stToastContainer]"));
    if (!top || !((label ?? node).contains(top) || top.contains(node))) {
      return `under ${top?.outerHTML.slice(0, 200)}`;
    }
    const was = before.get(node);
    if (was ? was.some(([part, looked]) => part.isConnected && look(part) !== looked)
      : /[1-9]/.test(look(node))) return "";
    return "without a sign of its own";
  };
}"""
"""Keeps how each thing looks that may get the focus, for ``SIGHT``."""

SIGHT = """() => {
  const fault = window.rcSight();
  return fault && `${document.activeElement.outerHTML.slice(0, 200)} is ${fault}`;
}"""
"""What is wrong with the sight of what has the focus; "" for nothing."""


def reach(page: Page, selector: str, key: str = "Tab") -> None:
    """Press Tab until the focus is on it, or inside it, where an eye must find it."""
    page.evaluate(REMEMBER, selector)
    for _ in range(MOST_TABS):
        if page.evaluate(HELD, selector):
            break
        page.keyboard.press(key)
    else:
        raise AssertionError(f"{key} never reaches {selector}")
    fault = page.evaluate(SIGHT)
    assert not fault, fault


def settle(page: Page, selector: str) -> None:
    """Until it is there, and nothing is drawn any more."""
    expect(page.locator(selector).first).to_be_attached(timeout=SLOW)
    page.wait_for_function(IDLE, timeout=SLOW)


def press(page: Page, selector: str) -> None:
    """Go to a button that is there and press it, once the page has settled."""
    settle(page, selector)
    reach(page, selector)
    strike(page, "Enter")


def write(page: Page, selector: str, text: str) -> None:
    """Go to a field that is there and type into it, over what stands in it."""
    settle(page, selector)
    reach(page, selector)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def find(page: Page, letters: str, says: str) -> None:
    """Open the palette, type a few letters, and go where the first line says."""
    settle(page, ".rc-palette-open")  # it listens from then on
    page.keyboard.press("Control+k")
    expect(page.locator(".rc-palette input")).to_be_focused(timeout=SLOW)
    page.keyboard.type(letters)
    chosen = page.locator(".rc-palette li[aria-selected=true]")
    expect(chosen).to_contain_text(says, timeout=SLOW)
    page.keyboard.press("Enter")
    expect(page.locator(".rc-palette")).to_have_count(0, timeout=SLOW)
