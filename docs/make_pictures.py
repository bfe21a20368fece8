"""Take the pictures of the documentation, in both languages, from the demo workshop.

python docs/make_pictures.py       writes docs/images/fr/*.png and docs/images/en/*.png
"""

import sys
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    FloatRect,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.house import Server  # noqa: E402 - run from the checkout
from run import find_chromium  # noqa: E402
from tests.browser.conftest import FLAGS  # noqa: E402

ADDRESS = "http://192.168.1.20:8080"  # what a laptop's address looks like
PHONE, LAPTOP, PROJECTOR = (390, 844), (1366, 768), (1920, 1080)
DRAWN = 3_500  # milliseconds: fonts, chart and live channel are there
PATIENCE = 60_000  # milliseconds, for whatever is still to be drawn on a busy computer

PAGES = ("room", "journeys", "group", "matrix", "weigh", "plan", "sponsor")
"""Pages of the demo as it is made, as a laptop shows them."""

PARTS = ("plan&part=roadmap", "follow&part=pilots")
"""Parts of a page: what lies below the choice of the part, without the head of the page."""

TALL: ViewportSize = {"width": 1366, "height": 1240}
CHOICE = "[data-testid=stButtonGroup]"
SHOWN = 880  # pixels below the choice

NAMES = {
    "fr": {
        "": "accueil",
        "room": "salle",
        "journeys": "parcours",
        "capture": "mur",
        "group": "regrouper",
        "matrix": "matrice",
        "weigh": "evaluer",
        "plan": "plan",
        "plan&part=roadmap": "feuille-de-route",
        "follow&part=pilots": "essai",
        "sponsor": "sponsor",
        "projector": "matrice-projecteur",
        "wall": "mur-projecteur",
        "phone": "telephone-cartes",
    },
    "en": {
        "": "home",
        "room": "room",
        "journeys": "journeys",
        "capture": "wall",
        "group": "group",
        "matrix": "matrix",
        "weigh": "weigh",
        "plan": "plan",
        "plan&part=roadmap": "roadmap",
        "follow&part=pilots": "pilot",
        "sponsor": "sponsor",
        "projector": "matrix-projector",
        "wall": "wall-projector",
        "phone": "phone-capture",
    },
}


def main() -> None:
    with Server() as server, sync_playwright() as playwright:
        server.stop()
        server.environment["WORKSHOP_PUBLIC_URL"] = ADDRESS
        server.start()
        browser = playwright.chromium.launch(executable_path=str(find_chromium()), args=list(FLAGS))
        for language in NAMES:
            take(browser, server, language)
        browser.close()


def take(browser: Browser, server: Server, language: str) -> None:
    """All pictures of one language."""
    new = server.ask("demo", "--lang", language)
    base, code = f"http://127.0.0.1:{server.port}", new["code"]
    laptop = open_browser(browser, LAPTOP, language)
    page = laptop.new_page()
    page.goto(base + urlsplit(new["facilitator_url"]).path)
    for name in PAGES:
        shoot(page, f"{base}/{name}?w={code}", language, name)
    page.set_viewport_size(TALL)
    for name in PARTS:
        where, _, part = name.partition("&")
        shoot(page, f"{base}/{where}?w={code}&{part}", language, name, below=CHOICE)
    page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
    shoot(page, server_home(server), language, "")
    page.set_viewport_size({"width": PROJECTOR[0], "height": PROJECTOR[1]})
    shoot(page, f"{base}/projector?w={code}", language, "projector")
    server.workshop("phase", code, "capture")
    shoot(page, f"{base}/projector?w={code}", language, "wall")
    page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
    shoot(page, f"{base}/capture?w={code}", language, "capture")
    phone = open_browser(browser, PHONE, language, scale=2).new_page()
    phone.goto(f"{base}/j/{code}")
    phone.locator("#form textarea").fill(
        "on attend 20 min et ça raccroche" if language == "fr" else "20 min wait, then cut off"
    )
    phone.locator("select[name=step]").select_option(index=5)
    phone.locator("#form textarea").blur()  # while it has the focus, the page keeps to the form
    phone.wait_for_timeout(1_500)
    save(phone, language, "phone")
    laptop.close()


def server_home(server: Server) -> str:
    """The home page as the laptop's owner sees it, by a one-time link."""
    found = urlsplit(server.workshop("link").split()[-1])
    return f"http://127.0.0.1:{server.port}{found.path}?{found.query}"


def open_browser(
    browser: Browser, size: tuple[int, int], language: str, *, scale: int = 1
) -> BrowserContext:
    return browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale={"fr": "fr-FR", "en": "en-GB"}[language],
        device_scale_factor=scale,
        color_scheme="light",
    )


def shoot(page: Page, address: str, language: str, name: str, *, below: str = "") -> None:
    """The whole window, or the part of it that begins with ``below`` and lies beside the menu."""
    page.goto(address)
    page.locator("h1").first.wait_for()
    page.wait_for_timeout(DRAWN)
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0, timeout=PATIENCE)
    box = page.locator(below).first.bounding_box() if below else None
    if box is None:
        save(page, language, name)
        return
    left, top = box["x"] - 24, box["y"] - 16
    clip: FloatRect = {"x": left, "y": top, "width": TALL["width"] - left, "height": SHOWN}
    save(page, language, name, clip)


def save(page: Page, language: str, name: str, clip: FloatRect | None = None) -> None:
    folder = ROOT / "docs" / "images" / language
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{NAMES[language][name]}.png", clip=clip)


if __name__ == "__main__":
    main()
