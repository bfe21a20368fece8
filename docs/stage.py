"""The demo workshop on a server of its own, the windows that look at it, and what a picture is."""

import json
import random
import socket
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import typst
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from benchmarks.house import Server
from docs.still import NOW, clock
from run import find_chromium
from tests.browser.conftest import FLAGS
from tests.browser.room import IDLE
from workshop.exports.note_file import LAYOUT, sheet_told
from workshop.live import Hub
from workshop.services import workshops
from workshop.services.actors import Console
from workshop.services.demo import create_demo
from workshop.services.house import House
from workshop.services.people import new_person_link
from workshop.services.signin import new_signin_link
from workshop.services.views.note import read_note
from workshop.services.writer import Apply, Writer
from workshop.storage.engine import open_database

ADDRESS = "http://192.168.1.20:8080"  # what a laptop's address looks like
SIZES = {"projector": (1920, 1080), "laptop": (1366, 768), "phone": (390, 844)}
TALLEST = {"projector": 1080, "laptop": 1200, "phone": 1200}
"""Pixels of a screen's picture at most: what lies below is more of the same."""
SCALES = {"projector": 1.0, "laptop": 1.0, "phone": 1.25}
KEPT_WIDTH = 1440  # pixels of a picture at most: two hundred of them lie in the repository
PORTS = {"fr": 8080, "en": 8081}
ZONE = "Europe/Paris"
THEMES = ("light", "dark")
LOCALES = {"fr": "fr-FR", "en": "en-GB"}
NOTE = Path(__file__).resolve().parent.parent / "workshop" / "exports" / "layouts" / LAYOUT
SHEET_PPI = 96
QUALITY = 52
PATIENCE = 60_000  # milliseconds, for whatever is still to be drawn on a busy computer
WRITER_SECONDS = 20

Who = Literal["owner", "sponsor", "named", "phone", "writer"]

STREAMLIT = "() => Boolean(document.querySelector('[data-testid=stApp]'))"

CHANCE = """(() => {
  let seed = 7;
  Math.random = () => (seed = seed * 16807 % 2147483647) / 2147483647;
})();"""
"""Which cards of many a wall shows first, and where: always the same."""

STANDS = """async () => {
  await document.fonts.ready;
  if (document.querySelector("[data-testid=stSkeleton], [data-testid=stAppSkeleton]")) return false;
  return await new Promise((tell) => {
    let timer;
    const watcher = new MutationObserver(() => begin());
    const end = () => {
      clearTimeout(timer);
      clearTimeout(late);
      watcher.disconnect();
      tell(true);
    };
    const begin = () => { clearTimeout(timer); timer = setTimeout(end, 220); };
    const late = setTimeout(end, 4000);
    watcher.observe(document.body,
      {subtree: true, childList: true, characterData: true, attributes: true});
    begin();
  });
}"""
"""True once letters are there and nothing of the page has moved for a moment."""

HEIGHT = """() => {
  const main = document.querySelector("[data-testid=stMain]");
  return Math.ceil(main ? main.scrollHeight : document.documentElement.scrollHeight);
}"""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: in whose window, on which screen, at which address, under which name.

    ``hands``: what is done on the page before.
    """

    screen: str
    name: str
    path: str
    who: Who
    hands: Callable[[Page], None] | None = None


class Stage:
    """The demo workshop in one language, always the same, on a server with a still clock."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._server = Server(
            public_url=ADDRESS,
            module="docs.still",
            port=_port(language),
            settings={"TZ": ZONE},
        )
        self._windows: dict[tuple[str, str], Page] = {}

    def __enter__(self) -> "Stage":
        self._server.start()
        self.house = House(
            open_database(self._server.environment["WORKSHOP_DATABASE_URL"]),
            clock=clock,
            chance=random.Random(7),
            hub=Hub(),
        )
        made = create_demo(self.house, self.language)
        self.code, self.actor = made.code, Console(made.code)
        self._sponsor = made.sponsor_token
        self._playing = sync_playwright().start()
        self._browser = self._launch(self._playing)
        return self

    def __exit__(self, *_: object) -> None:
        self._browser.close()
        self._playing.stop()
        self.house.database.dispose()
        self._server.stop()

    def _launch(self, playing: Playwright) -> Browser:
        host = ADDRESS.removeprefix("http://")
        return playing.chromium.launch(
            executable_path=find_chromium(),
            args=[*FLAGS, f"--host-resolver-rules=MAP {host} 127.0.0.1:{self._server.port}"],
        )

    # --- the room -------------------------------------------------------------------------------

    def enter(self, phase: str) -> None:
        workshops.set_phase(self.house, self.actor, phase)

    def send(self, apply: Apply, gestures: Sequence[object]) -> list[Any]:
        """What phones send, in order; gives the answers."""
        writer = Writer(self.house)
        try:
            return [
                writer.submit(self.code, apply, gesture).result(WRITER_SECONDS)
                for gesture in gestures
            ]
        finally:
            writer.close()

    def new_id(self) -> str:
        return str(uuid.UUID(int=self.house.chance.getrandbits(128), version=4))

    def note(self) -> bytes:
        """The note on data of this workshop, as a picture of its one sheet."""
        note = read_note(self.house, self.actor)
        told = sheet_told(note, self.language, NOW.date())
        content = typst.compile(
            NOTE, format="png", ppi=SHEET_PPI, sys_inputs={"told": json.dumps(told)}
        )
        assert isinstance(content, bytes)
        return content

    # --- windows --------------------------------------------------------------------------------

    def window(self, who: Who, screen: str) -> Page:
        """The one window of this screen in which this person is signed in."""
        if (who, screen) not in self._windows:
            width, height = SIZES[screen]
            page = self.context(screen).new_page()
            page.set_default_timeout(PATIENCE)
            page.set_viewport_size({"width": width, "height": height})
            if entry := self._entry(who):
                page.goto(f"{ADDRESS}{entry}")
            self._windows[who, screen] = page
        return self._windows[who, screen]

    def context(self, screen: str) -> BrowserContext:
        width, height = SIZES[screen]
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            locale=LOCALES[self.language],
            timezone_id=ZONE,
            device_scale_factor=SCALES[screen],
            color_scheme="light",
            reduced_motion="reduce",
            has_touch=screen == "phone",
        )
        context.clock.set_fixed_time(NOW)
        context.add_init_script(CHANCE)
        return context

    def _entry(self, who: Who) -> str:
        if who == "owner":
            return f"/signin?key={new_signin_link(self.house)}"
        if who == "sponsor":
            return f"/s/{self._sponsor}"
        return f"/p/{new_person_link(self.house, self.actor, 'P1')}" if who == "named" else ""

    def show(self, shot: Shot) -> Page:
        """The window with the shot's page in it, drawn to its end."""
        page = self.window(shot.who, shot.screen)
        width, height = SIZES[shot.screen]
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.goto(f"{ADDRESS}{shot.path.format(code=self.code)}")
        settle(page)
        if shot.hands is not None:
            shot.hands(page)
            settle(page)
        return page


def _port(language: str) -> int | None:
    """The same each time, for it stands on the sign-in page; another where it is taken."""
    port = PORTS[language]
    with socket.socket() as probe:
        return port if probe.connect_ex(("127.0.0.1", port)) else None


def settle(page: Page) -> None:
    """Wait until the page stands: scripts run, letters there, nothing moving."""
    page.locator("h1, h2, main, form").first.wait_for(state="attached")
    if page.evaluate(STREAMLIT):
        page.wait_for_function(IDLE, timeout=PATIENCE)
    while not page.evaluate(STANDS):
        page.wait_for_timeout(50)
    if page.evaluate(STREAMLIT):
        page.wait_for_function(IDLE, timeout=PATIENCE)


@contextmanager
def stretched(page: Page, screen: str) -> Iterator[int]:
    """The window as tall as its page, within reason; gives the height of the picture."""
    width, height = SIZES[screen]
    tall = min(max(int(page.evaluate(HEIGHT)), height), TALLEST[screen])
    if tall > height:
        page.set_viewport_size({"width": width, "height": tall})
        settle(page)
    yield tall


def save(page: Page, path: Path) -> None:
    """What the window shows, as a small file."""
    keep(page.screenshot(), path)


def keep(taken: bytes, path: Path) -> None:
    """A picture (PNG) as a small file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(BytesIO(taken)) as picture:
        kept = picture.convert("RGB")
        if kept.width > KEPT_WIDTH:
            height = round(kept.height * KEPT_WIDTH / kept.width)
            kept = kept.resize((KEPT_WIDTH, height), Image.Resampling.LANCZOS)
        kept.save(path, "WEBP", quality=QUALITY, method=6)
