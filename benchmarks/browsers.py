"""What only real browsers can tell: the size of a phone's page, and the way from tap to projector.

Two Chromiums, so that neither is a window in the background, which draws once a second. Both read
the clock of this machine.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

from benchmarks.phones import Room
from run import find_chromium
from workshop.services import workshops
from workshop.services.actors import Console

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
TAPS = 60
PAUSE_SECONDS = 2.1
"""Between two taps: the pace lets one phone send one card each two seconds."""
PATIENCE_SECONDS = 10.0

_NOTE_TAPS = """
() => {
  window.taps = [];
  addEventListener("click", (event) => {
    if (event.target.closest("button.send")) taps.push(performance.timeOrigin + event.timeStamp);
  }, true);
}
"""
# When a card comes into the page, and in which frame it is drawn.
_NOTE_CARDS = """
() => {
  window.placed = {};
  window.drawn = {};
  const clock = () => performance.timeOrigin + performance.now();
  new MutationObserver((changes) => {
    const fresh = changes
      .flatMap((change) => [...change.addedNodes])
      .filter((node) => node.nodeType === 1)
      .flatMap((node) => [...node.querySelectorAll(".rc-text")].map((text) => text.textContent))
      .filter((text) => text.startsWith("tap ") && !(text in placed));
    for (const text of fresh) placed[text] = clock();
    if (fresh.length) requestAnimationFrame(() => {
      for (const text of fresh) drawn[text] = clock();
    });
  }).observe(document, { childList: true, subtree: true });
}
"""


@dataclass(slots=True)
class Taps:
    """How many cards were sent by hand, and how many seconds after the tap each was there.

    ``placed``: in the projector's page. ``drawn``: in the frame that shows it.
    """

    asked: int = 0
    placed: list[float] = field(default_factory=list)
    drawn: list[float] = field(default_factory=list)


async def cold_page(room: Room) -> tuple[int, int]:
    """Bytes over the wire and requests of a phone's first page, with an empty cache.

    The live channel is left out: it is opened once the page is there, and never ends.
    """
    async with _browser() as browser:
        page = await _phone(browser)
        session = await page.context.new_cdp_session(page)
        sizes: dict[str, int] = {}
        channels: set[str] = set()

        def began(event: Any) -> None:
            if event["request"]["url"].endswith("/events"):
                channels.add(event["requestId"])
            sizes.setdefault(event["requestId"], 0)

        def received(event: Any) -> None:
            sizes[event["requestId"]] += event["encodedDataLength"]

        session.on("Network.requestWillBeSent", began)
        session.on("Network.loadingFinished", received)
        await session.send("Network.enable")
        await page.goto(_join_url(room))
        await page.wait_for_timeout(1_500)
        kept = {key: size for key, size in sizes.items() if key not in channels}
        return sum(kept.values()), len(kept)


async def tap_to_projector(room: Room) -> Taps:
    """Tap Send on one phone again and again, and watch the projector, cards one by one."""
    workshops.save_settings(room.house, Console(room.code), wall_pace="one_by_one")
    async with _browser() as big, _browser() as small:
        projector = await (
            await big.new_context(viewport={"width": 1920, "height": 1080})
        ).new_page()
        await projector.goto(room.facilitator_url)
        await projector.goto(f"{_origin(room)}/projector?w={room.code}")
        await projector.locator("[data-label]").first.wait_for(timeout=60_000)
        await projector.evaluate(_NOTE_CARDS)
        phone = await _phone(small)
        await phone.goto(_join_url(room))
        await phone.evaluate(_NOTE_TAPS)
        for number in range(TAPS):
            await phone.locator("#form textarea").fill(f"tap {number}")
            await phone.locator("#form button.send").click()
            await asyncio.sleep(PAUSE_SECONDS)
        for _ in range(int(PATIENCE_SECONDS)):
            if len(await projector.evaluate("Object.keys(drawn)")) == TAPS:
                break
            await asyncio.sleep(1)
        taps: list[float] = await phone.evaluate("taps")
        placed: dict[str, float] = await projector.evaluate("placed")
        drawn: dict[str, float] = await projector.evaluate("drawn")
        return Taps(len(taps), _after(taps, placed), _after(taps, drawn))


def _after(taps: list[float], moments: dict[str, float]) -> list[float]:
    return [
        (moments[f"tap {number}"] - tapped) / 1000
        for number, tapped in enumerate(taps)
        if f"tap {number}" in moments
    ]


@asynccontextmanager
async def _browser() -> AsyncIterator[Browser]:
    path = find_chromium()
    if path is None:
        raise RuntimeError("no Chromium on this machine (WORKSHOP_TEST_CHROMIUM names one)")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        await browser.close()


async def _phone(browser: Browser) -> Page:
    context = await browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, locale="fr-FR"
    )
    return await context.new_page()


def _origin(room: Room) -> str:
    return f"http://127.0.0.1:{room.server.port}"


def _join_url(room: Room) -> str:
    return f"{_origin(room)}/j/{room.code}"
