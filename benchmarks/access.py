"""Accessibility of every page, by axe: role × page × theme × language.

    python -m benchmarks.access            every page in French and English, light and dark
    python -m benchmarks.access --only phone

Prints each fault that is serious or critical, and exits with 1 when there is one. The tests ask the
same of fewer pairs (tests/browser/test_accessible.py): a rule of axe reads no language, and all but
the contrast of colours no theme.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as PatienceLost

from benchmarks.browsers import FLAGS
from benchmarks.house import Server, headline
from run import find_chromium
from workshop.domain.words import Phase
from workshop.live import Hub
from workshop.services import people, workshops
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.storage.engine import open_database

LANGUAGES = ("fr", "en")
THEMES = ("light", "dark")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
GRAVE = ("serious", "critical")
SLOW = 30_000
PALE = 2_000
OPENINGS = 6
"""A button pressed while its page is still being drawn unfolds nothing that stays."""

EXCEPTIONS = {
    # 2026-11-23, Streamlit 1.67: the sections of its navigation are no <li>, and hold some.
    "list": 'data-testid="stSidebarNavItems"',
    "listitem": "st-emotion-cache",
}
"""By rule of axe, what the fault of Streamlit's own looks like. May get shorter, never longer."""

FACILITATOR = (
    "",
    "doctor",
    "room",
    "moderate",
    "projector",
    "settings",
    "agenda",
    "paper",
    *(phase.value for phase in Phase),
)
"""The addresses of a facilitator's pages; the first is the home."""

OPENED = (
    ("settings", ".st-key-settings-delete button"),
    ("journeys", ".st-key-step-edit button"),
    ("capture", ".st-key-conduct-timer button"),
    ("capture", ".st-key-conduct-phones button"),
    ("capture", ".st-key-conduct-keys button"),
    ("matrix", ".st-key-lens button"),
)
"""What a button unfolds over a page: a dialog, a menu, a list."""

UNFOLDED = '[data-testid="stPopoverBody"], [data-testid="stDialog"]'
PALETTE = ".rc-palette[open]"

STRANGERS = ("/", "/signin", "/j", "/j/222222", "/matrix?w=222222", "/f/unknown", "/mine/222222")
"""What somebody meets whom nobody has let in."""

DRAWN = """() => document.querySelector("h1")
    && document.querySelector('[data-test-script-state="notRunning"]')"""
"""True once a page of Streamlit's stands to its end."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule that one page breaks: how gravely, and where."""

    rule: str
    impact: str
    places: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.impact} {self.rule}: {' · '.join(self.places)}"


def faults(page: Page, *, contrast_alone: bool = False) -> list[Fault]:
    """What axe finds on this page as it is drawn now, but for what is excepted."""
    page.evaluate(_axe())
    rules = ["color-contrast"] if contrast_alone else list(RULES)
    found = page.evaluate(
        """rules => axe.run(document, {resultTypes: ["violations"], runOnly: rules})""", rules
    )
    told = []
    for broken in found["violations"]:
        known = EXCEPTIONS.get(broken["id"])
        places = tuple(
            node["html"][:160] for node in broken["nodes"] if not (known and known in node["html"])
        )
        if broken["impact"] in GRAVE and places:
            told.append(Fault(broken["id"], broken["impact"], places))
    return told


@cache
def _axe() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")


class Hall:
    """The demo workshop in one language on a server, and the browsers that look at it."""

    def __init__(self, browser: Browser, server: Server, language: str) -> None:
        self._browser = browser
        self._port = server.port
        self._language = language
        self._made = server.ask("demo", "--lang", language)
        self.code = str(self._made["code"])
        self.house = House(open_database(server.environment["WORKSHOP_DATABASE_URL"]), hub=Hub())
        self.console = Console(self.code)
        workshops.open_to_sponsor(self.house, self.console, is_open=True)

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self._port}{path}"

    def enter(self, phase: str) -> None:
        workshops.set_phase(self.house, self.console, phase)

    def close(self) -> None:
        self.house.database.dispose()

    @contextmanager
    def window(self, role: str, theme: str = "light") -> Iterator[Page]:
        """A window of this role (one of ``ROLES``), signed in where the role is."""
        width, height = (390, 844) if role in ON_PHONES else (1366, 768)
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            locale=f"{self._language}-FR",
            color_scheme="dark" if theme == "dark" else "light",
            reduced_motion="reduce",  # no colour is met half-way to another one
        )
        page = context.new_page()
        if role in SIGNED_IN:
            page.goto(self.address(urlsplit(self._made[f"{role}_url"]).path))
            page.wait_for_function(DRAWN, timeout=SLOW)
        yield page
        context.close()

    def show(self, page: Page, name: str) -> None:
        """One of the pages behind the gate, drawn to its end."""
        page.goto(self.address(f"/{name}?w={self.code}"))
        page.wait_for_function(DRAWN, timeout=SLOW)

    def pages(self, role: str, page: Page) -> Iterator[str]:
        """Draw each page of this role, one after the other; gives its name once it stands."""
        if role == "facilitator":
            for name in FACILITATOR:
                self.show(page, name)
                yield name or "home"
            yield from self._opened(page)
        elif role == "sponsor":
            self.show(page, "sponsor")
            yield "sponsor"
        elif role == "owner":
            page.goto(self.address(f"/p/{people.new_person_link(self.house, self.console, 'P1')}"))
            yield "own page"
        elif role == "stranger":
            for path in STRANGERS:
                page.goto(self.address(path))
                yield f"stranger at {path}"
        else:
            for path in ("/signin", "/j", f"/j/{self.code}/privacy"):
                page.goto(self.address(path))
                yield path
            for phase in Phase:
                self.enter(phase)
                page.goto(self.address(f"/j/{self.code}"))
                yield f"phone in {phase}"

    def _opened(self, page: Page) -> Iterator[str]:
        """Over some pages what they unfold, and the palette with and without letters."""
        for name, button in OPENED:
            self.show(page, name)
            for _ in range(OPENINGS):
                page.locator(button).first.click()
                with suppress(PatienceLost):
                    page.locator(UNFOLDED).first.wait_for(timeout=SLOW / OPENINGS)
                    break
            yield f"{name or 'home'} with {button}"
        for name, letters in (("settings", ""), ("capture", "a"), ("capture", "zzz")):
            self.show(page, name)
            # From then on the palette listens; where a bar has its button, this one is not seen.
            page.locator(".rc-palette-open").wait_for(state="attached", timeout=SLOW)
            page.keyboard.press("Control+k")
            page.locator(PALETTE).wait_for(timeout=SLOW)
            page.keyboard.type(letters)
            yield f"{name} with the palette at {letters!r}"


ON_PHONES = ("phone", "owner", "stranger")
SIGNED_IN = ("facilitator", "sponsor")
ROLES = (*SIGNED_IN, *ON_PHONES)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=ROLES, help="the pages of one role")
    options = parser.parse_args()
    print(headline())
    began, grave, looked = time.monotonic(), 0, 0
    with Server() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        for language in LANGUAGES:
            hall = Hall(browser, server, language)
            for theme in THEMES:
                for role in (options.only,) if options.only else ROLES:
                    with hall.window(role, theme) as page:
                        for name in hall.pages(role, page):
                            looked += 1
                            if faults(page):  # while it is drawn, a page pales for a moment
                                page.wait_for_timeout(PALE)
                            for fault in faults(page):
                                grave += 1
                                print(f"{language} {theme} {role} {name}: {fault}", flush=True)
            hall.close()
        browser.close()
    seconds = time.monotonic() - began
    print(f"{looked} pages, {grave} faults that are serious or critical, {seconds:.0f} s")
    return 1 if grave else 0


if __name__ == "__main__":
    sys.exit(main())
