"""How soon a facilitator sees what they did: from the press to the frame that shows it.

    python -m benchmarks.gestures                 500 cards, 60 topics, 20 times each
    python -m benchmarks.gestures --only merge    one gesture; several may be named

A real Chromium, on the grouping and the matrix pages, beside the server on the same machine. The
clock is the browser's own: it begins with the press that ends the gesture, and stops in the first
frame in which the page shows the outcome.
"""

import argparse
import json
import random
import statistics
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.browsers import FLAGS
from benchmarks.house import Server, headline
from run import find_chromium
from workshop.domain.words import Kind, Phase, Side
from workshop.services.actors import Console
from workshop.services.capture import CardRow, import_cards
from workshop.services.house import House
from workshop.services.templates import demo
from workshop.services.topics import make_topic
from workshop.services.views.workshop import read_workshop_view
from workshop.services.workshops import set_phase
from workshop.storage.engine import open_database

CARDS, TOPICS = 500, 60
IN_TOPICS = 360
"""Cards that lie in a topic from the start; the others are free."""
TARGET_MS = 300
WARM_UPS = 2
PATIENCE_MS = 20_000
SETTLE_MS = 400
"""Between two gestures: the page has drawn all that the last one moved."""

_LISTEN = """
() => {
  if (window.rcGesture) return;
  window.rcGesture = { began: 0, shown: null };
  for (const kind of ["click", "change"]) {
    addEventListener(kind, (event) => { rcGesture.began = event.timeStamp; }, true);
  }
}
"""
_WATCH = """
() => {
  rcGesture.shown = null;
  const look = () => {
    if (SEEN) rcGesture.shown = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
"""


@dataclass(slots=True)
class Stage:
    """The workshop that is played, and the facilitator's window."""

    house: House
    code: str
    origin: str
    page: Page
    spent: dict[str, list[float]] = field(default_factory=dict)

    @property
    def console(self) -> Console:
        return Console(self.code)

    def open(self, name: str, wait_for: str) -> None:
        """Open a page of the road and wait until it is drawn and calm."""
        self.page.goto(f"{self.origin}/{name}?w={self.code}")
        self.page.locator(wait_for).first.wait_for(timeout=60_000)
        self.page.wait_for_timeout(2_000)
        self.page.evaluate(_LISTEN)

    def measure(self, press: Callable[[], None], *, seen: str) -> float:
        """Milliseconds from the last press or choice in ``press`` to the frame where ``seen``,
        a JavaScript condition, holds."""
        self.page.evaluate(_LISTEN)
        self.page.evaluate(_WATCH.replace("SEEN", seen))
        press()
        for _ in range(PATIENCE_MS // 100):
            if self.page.evaluate("rcGesture.shown !== null"):
                break
            self.page.wait_for_timeout(100)
        took: float = self.page.evaluate("rcGesture.shown - rcGesture.began")
        self.page.wait_for_timeout(SETTLE_MS)
        return took


Gesture = Callable[[Stage, int], float]


def fill(house: House, code: str) -> None:
    """Cards in the words of the demo workshop, most of them in topics, both sides in each."""
    words = [card["text"] for card in demo("fr")["cards"]]
    chance = random.Random(1)
    rows = [
        CardRow(
            f"{text} ({number})",
            (Side.CLIENT, Side.EMPLOYEE)[number % 2],
            chance.choice(list(Kind)),
            "",
        )
        for number, text in enumerate(islice(cycle(words), CARDS))
    ]
    labels = import_cards(house, Console(code), rows)
    each = IN_TOPICS // TOPICS
    for number in range(TOPICS):
        cards = labels[number * each : (number + 1) * each]
        make_topic(house, Console(code), title=f"Sujet numéro {number + 1}", cards=cards)


# --- the gestures ---------------------------------------------------------------------------------


def move_card(stage: Stage, turn: int) -> float:
    """A ticked card is put into a topic: it leaves the pile."""
    page = stage.page
    card = page.locator(".st-key-group-pile li").nth(0)
    label = card.get_attribute("data-label")
    card.locator("input").check()
    to = page.locator(".st-key-group-pile .rc-pile-bar select")
    gone = f"!document.querySelector('.st-key-group-pile [data-label=\"{label}\"]')"
    return stage.measure(lambda: _choose(to, turn + 1), seen=gone)


def _choose(menu: object, place: int) -> None:
    menu.select_option(index=place)  # type: ignore[attr-defined]


def merge(stage: Stage, turn: int) -> float:
    """Two topics become one: the other's line leaves the list."""
    page = stage.page
    lines = page.locator(".rc-topics .rc-topic-line")
    lines.nth(0).click()
    page.wait_for_timeout(SETTLE_MS)
    other = lines.nth(lines.count() - 1).get_attribute("data-label")
    field = page.locator("[class*='st-key-group-merge-with'] input").first
    field.click()
    field.fill(f"{other} ·")
    page.locator("[role='option']").first.click()
    button = page.locator(".st-key-group-merge button:enabled")
    button.wait_for()
    page.keyboard.press("Escape")
    page.wait_for_timeout(SETTLE_MS)
    gone = f"!document.querySelector('.rc-topics [data-label=\"{other}\"]')"
    return stage.measure(button.click, seen=gone)


def accept(stage: Stage, turn: int) -> float:
    """A proposed topic is confirmed: it leaves the proposals."""
    proposal = stage.page.locator(".rc-proposal").first
    key = proposal.get_attribute("data-key")
    gone = f"!document.querySelector('.rc-proposal[data-key=\"{key}\"]')"
    return stage.measure(proposal.locator(".rc-one").click, seen=gone)


def undo(stage: Stage, turn: int) -> float:
    """The last change is taken back: the button offers to do it again."""
    button = stage.page.locator(".st-key-group-undo button")
    before = json.dumps(button.inner_text())
    seen = f"document.querySelector('.st-key-group-undo button').innerText !== {before}"
    return stage.measure(button.click, seen=seen)


def place(stage: Stage, turn: int) -> float:
    """A topic is moved by hand: the picture marks it as moved."""
    page = stage.page
    line = page.locator(".rc-matrix .rc-t[data-label]:not(.moved)").first
    label = line.get_attribute("data-label")
    line.click()
    page.locator(f".rc-topic h3, .st-key-matrix-place-form-{label}").first.wait_for()
    page.wait_for_timeout(SETTLE_MS)
    form = page.locator("[data-testid='stForm']").filter(
        has=page.locator(".st-key-matrix-place button")
    )
    if not form.is_visible():
        page.locator("[data-testid='stExpander']").filter(has=form).locator("summary").click()
    form.locator("textarea").fill(f"Parce que {turn}")
    page.wait_for_timeout(SETTLE_MS)
    moved = f"document.querySelector('.rc-matrix [data-label=\"{label}\"]')"
    return stage.measure(
        form.locator(".st-key-matrix-place button").click,
        seen=f"{moved}?.classList.contains('moved')",
    )


def next_phase(stage: Stage, turn: int) -> float:
    """From grouping on to the matrix: its page is there, with its picture."""
    set_phase(stage.house, stage.console, Phase.GROUP)
    stage.open("group", ".rc-topics")
    button = stage.page.locator(".st-key-next-phase button")
    return stage.measure(button.click, seen="document.querySelector('.rc-matrix .rc-t')")


GESTURES: dict[str, tuple[str, str, str, Gesture]] = {
    "move": ("a card into a topic", "group", ".rc-pile li", move_card),
    "accept": ("a proposed topic confirmed", "group", ".rc-proposal", accept),
    "undo": ("a change taken back", "group", ".rc-topics", undo),
    "merge": ("two topics merged", "group", ".rc-topics", merge),
    "place": ("a topic moved by hand", "matrix", ".rc-matrix .rc-t", place),
    "phase": ("next phase", "", "", next_phase),
}


# --- the run --------------------------------------------------------------------------------------


@contextmanager
def facilitator(server: Server) -> Iterator[Stage]:
    """A filled workshop and its facilitator's signed-in window."""
    new = server.ask("new", "--title", "Cinq cents cartes", "--template", "contact-centre")
    database = open_database(server.environment["WORKSHOP_DATABASE_URL"])
    house = House(database)
    fill(house, new["code"])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        context = browser.new_context(viewport={"width": 1920, "height": 1080}, locale="fr-FR")
        page = context.new_page()
        page.goto(new["facilitator_url"])
        yield Stage(house, new["code"], f"http://127.0.0.1:{server.port}", page)
        browser.close()
    database.dispose()


def play(stage: Stage, name: str, times: int) -> list[float]:
    """So many milliseconds for each time, the first few left out: nothing is loaded yet then."""
    _, page, wait_for, gesture = GESTURES[name]
    if page:
        set_phase(stage.house, stage.console, page)
        stage.open(page, wait_for)
    return [gesture(stage, turn) for turn in range(WARM_UPS + times)][WARM_UPS:]


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; 1 when a gesture misses its target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", choices=list(GESTURES), default=list(GESTURES))
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--picture", type=Path, help="keep a picture of the last page here")
    options = parser.parse_args(argv)
    print(headline())
    missed = False
    with Server() as server, facilitator(server) as stage:
        view = read_workshop_view(stage.house, stage.console)
        print(f"\n{len(view.cards)} cards, {len(view.topics)} topics, {options.times} times each")
        print(f"{'from the press to the frame, ms':<34}{'p50':>8}{'p95':>8}{'worst':>8}")
        for name in options.only:
            took = sorted(play(stage, name, options.times))
            p95 = took[min(len(took) - 1, round(0.95 * (len(took) - 1)))]
            missed |= p95 > TARGET_MS
            verdict = "met" if p95 <= TARGET_MS else "NOT MET"
            print(
                f"{GESTURES[name][0]:<34}{statistics.median(took):>8.0f}{p95:>8.0f}"
                f"{took[-1]:>8.0f}   p95 ≤ {TARGET_MS} {verdict}",
                flush=True,
            )
        if options.picture:
            stage.page.screenshot(path=str(options.picture), full_page=True)
        print(f"server memory {server.cost().memory_mb:.0f} MB")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
