"""What a room sees: slides that the last row can read, and a reveal that is played once."""

import io
import re
from collections.abc import Iterator
from contextlib import closing

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, expect

from benchmarks.access import DRAWN, Hall
from benchmarks.house import Server
from tests.browser.room import IDLE, SLOW, wait_for_keys
from workshop.domain.words import Phase, Quadrant
from workshop.services import ballots, rights, topics, votes, workshops
from workshop.services.house import House
from workshop.services.views.workshop import WorkshopView, read_workshop_view
from workshop.services.writer import Writer

ROOM = ViewportSize(width=1920, height=1080)
OTHER_SIZES = ((1280, 720), (1024, 768), (3840, 2160))
TITLE, MAIN, NOTE = 56, 44, 28
"""The least letters in pixels of 1920×1080: of a title, of what a slide says first, of anything."""
TENTH = 10
SURVIVES = 60
"""How far a letter must still differ from its ground, of 255, in a picture a tenth as wide."""

READ = """() => {
  const u = Math.min(innerWidth / 1920, innerHeight / 1080);
  const said = [];
  const main = document.querySelector('[data-testid="stMain"]');
  const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent.trim();
    const node = walk.currentNode.parentElement;
    const box = node.getBoundingClientRect();
    const seen = text && box.width > 2 && box.height > 2 && !node.closest("style, .rc-heard")
      && getComputedStyle(node).visibility === "visible";
    if (!seen) continue;
    const svg = node.ownerSVGElement;
    const scale = svg ? svg.getScreenCTM().a : 1;
    const size = parseFloat(getComputedStyle(node).fontSize) * scale / u;
    said.push({text: text.slice(0, 60), size, right: box.right, bottom: box.bottom});
  }
  return {said, wide: innerWidth, high: innerHeight,
    scrolls: [...document.querySelectorAll("html, body, [data-testid=stMain]")]
      .filter((node) => !["hidden", "clip"].includes(getComputedStyle(node).overflowY)).length};
}"""
"""Every text in sight: its letters in pixels of 1920×1080, and where it stands."""

SLICED = """() => [...document.querySelectorAll(".rc-q .rc-t")].filter((topic) => {
  const title = topic.querySelector("b");
  const [own, list] = [topic, topic.parentElement].map((one) => one.getBoundingClientRect());
  return title.scrollHeight > title.clientHeight + 4 || own.bottom > list.bottom + 1;
}).map((topic) => topic.textContent)"""
"""Topics of the matrix whose title or border is cut."""

FURNITURE = ", ".join(
    f'[data-testid="{name}"]'
    for name in ("stSidebar", "stHeader", "stToolbar", "stStatusWidget", "stMainMenu")
)


class Room:
    """The demo workshop, and the one window that a room looks at."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self.hall = Hall(browser, server, "fr")
        self._link = str(self.hall._made["facilitator_url"])
        self._browser = browser
        self.window = self.open()

    @property
    def house(self) -> House:
        return self.hall.house

    @property
    def view(self) -> WorkshopView:
        return read_workshop_view(self.house, self.hall.console)

    def open(self) -> Page:
        """Another window, of a browser of its own."""
        context = self._browser.new_context(viewport=ROOM, locale="fr-FR")
        page = context.new_page()
        page.goto(self.hall.address("/" + self._link.split("/", 3)[3]))
        page.wait_for_function(DRAWN, timeout=SLOW)
        self.hall.show(page, "projector")
        return page

    def enter(self, phase: str, window: Page | None = None) -> None:
        """Move the workshop, and wait until the window has followed."""
        workshops.set_phase(self.house, self.hall.console, phase)
        window = window or self.window
        expect(window.locator(f'[data-phase="{phase}"]')).to_be_attached(timeout=SLOW)
        window.wait_for_function(IDLE, timeout=SLOW)

    def vote(self) -> None:
        """Three topics get points of six phones."""
        topics = [topic.label for topic in self.view.topics]
        given = ((1, 5), (2, 3), (3, 1))
        with closing(Writer(self.house)) as writer:
            for place, people in given:
                for n in range(people):
                    sent = ballots.PointsGiven(f"phone-{n}", "V1", topics[place], "1")
                    writer.submit(self.hall.code, ballots.give_points, sent).result(10)


@pytest.fixture(scope="module")
def room(browser: Browser, server: Server) -> Iterator[Room]:
    room = Room(browser, server)
    yield room
    room.hall.close()


def too_small(window: Page) -> list[str]:
    """What the last row could not read, or that is cut by the window's edge."""
    found = window.evaluate(READ)
    faults = [
        f"{said['text']!r} has {said['size']:.0f}"
        for said in found["said"]
        if said["size"] < NOTE - 0.5
    ]
    faults += [
        f"{said['text']!r} is cut"
        for said in found["said"]
        if said["right"] > found["wide"] + 2 or said["bottom"] > found["high"] + 2
    ]
    if found["scrolls"]:
        faults.append("it may be scrolled")
    if max(said["size"] for said in found["said"]) < TITLE:
        faults.append("no title")
    if sum(said["size"] >= MAIN - 0.5 for said in found["said"]) < 2:
        faults.append("nothing said in large letters but the title")
    return faults


def settled(window: Page) -> list[str]:
    """The same, once what stands there is fitted into a window that has changed its size."""
    for _ in range(SLOW // 100):
        if not too_small(window):
            break
        window.wait_for_timeout(100)
    return too_small(window)


def survives(window: Page) -> int:
    """How far the title still differs from its ground once the picture is a tenth as wide."""
    box = window.locator(".rc-top h1").bounding_box()
    assert box is not None
    picture = Image.open(io.BytesIO(window.screenshot())).convert("L")
    small = picture.resize((picture.width // TENTH, picture.height // TENTH), Image.Resampling.BOX)
    left, top = box["x"] / TENTH, box["y"] / TENTH
    title = small.crop((left, top, left + box["width"] / TENTH, top + box["height"] / TENTH))
    shades = list(title.tobytes())
    return max(shades) - min(shades)


def test_every_slide_can_be_read_from_the_last_row_on_any_projector(room: Room) -> None:
    window = room.window
    for phase in Phase:
        room.enter(phase)
        assert too_small(window) == [], phase
        assert survives(window) >= SURVIVES, phase
        assert not [one for one in window.locator(FURNITURE).all() if one.is_visible()], phase
    for width, height in OTHER_SIZES:
        window.set_viewport_size(ViewportSize(width=width, height=height))
        for phase in (Phase.MATRIX, Phase.GROUP):
            room.enter(phase)
            assert settled(window) == [], (phase, width, height)
    window.set_viewport_size(ROOM)


def watch(window: Page) -> None:
    """Keep which acts of a reveal were ever on."""
    window.evaluate(
        """() => {
            window.acts = new Set();
            new MutationObserver(() => {
                for (const act of ["playing", "come", "alone", "placed", "rc-first"])
                    if (document.querySelector(`.${act}`)) window.acts.add(act);
            }).observe(document.body, {subtree: true, childList: true, attributes: true});
        }"""
    )


def ended(window: Page, *acts: str) -> None:
    """Wait until all these acts have been on, and nothing plays any more."""
    window.wait_for_function(
        """(acts) => acts.every((act) => window.acts.has(act))
            && !document.querySelector(".playing")""",
        arg=list(acts),
        timeout=2 * SLOW,
    )


def test_a_vote_is_revealed_up_to_the_first_alone_and_at_once_to_who_comes_later(
    room: Room,
) -> None:
    window = room.window
    room.enter("vote")
    room.vote()
    expect(window.locator(".rc-poll-figures strong").first).to_have_text("5", timeout=SLOW)
    assert window.locator(".rc-bar-row").count() == 0
    watch(window)
    votes.close_vote(room.house, room.hall.console, "V1")
    votes.reveal_vote(room.house, room.hall.console, "V1")
    ended(window, "playing", "come", "alone", "rc-first")
    assert [one.is_visible() for one in window.locator(".rc-bar-row").all()] == [True] * 3
    later = room.open()
    expect(later.locator(".rc-bar-row")).to_have_count(3, timeout=SLOW)
    assert later.locator(".playing").count() == 0
    later.context.close()


def test_topics_come_to_their_places_once_and_a_key_places_them_all(room: Room) -> None:
    room.enter("frame")
    window = room.open()
    watch(window)
    workshops.set_phase(room.house, room.hall.console, "matrix")
    window.wait_for_function("() => window.acts.has('placed')", timeout=SLOW)
    # From here on nothing would go on by itself.
    window.evaluate("() => { window.setTimeout = () => 0; }")
    window.keyboard.press("ArrowRight")
    ended(window, "playing", "placed")
    window.context.close()
    again = room.window
    watch(again)
    room.enter("vote")
    room.enter("matrix")
    expect(again.locator(".rc-t").first).to_be_visible()
    assert not again.evaluate("() => window.acts.has('playing')")
    long = "Un nouveau mot de passe à inventer à chaque facture reçue"
    for topic in room.view.in_quadrant(Quadrant.PRIORITY):
        topics.rename_topic(room.house, room.hall.console, topic.label, title=long)
    expect(again.locator(".rc-q.priority .rc-t b").first).to_have_text(long, timeout=SLOW)
    again.locator(".rc-q.priority .rc-more", has_text=" / 4").wait_for(timeout=SLOW)
    again.keyboard.press("ArrowRight")
    expect(again.locator(".rc-q.priority .rc-more")).to_have_text(re.compile(r"4 / 4"))
    # Measured and laid out anew after each change: what stays cut is a fault.
    again.wait_for_function(f"() => ({SLICED})().length === 0", timeout=SLOW)


def test_motion_is_switched_off_by_a_key_in_this_browser(room: Room) -> None:
    room.enter("mood")
    window = room.open()
    wait_for_keys(window)
    window.keyboard.press("m")
    hint = window.locator(".rc-hint")
    expect(hint).to_have_text(re.compile("Animations coupées"), timeout=SLOW)
    room.hall.show(window, "projector")
    expect(window.locator("html.rc-still")).to_be_attached(timeout=SLOW)
    watch(window)
    rights.reveal(room.house, room.hall.console, shown=True)
    expect(window.locator(".rc-mood-stage .rc-mark").first).to_be_visible(timeout=SLOW)
    assert not window.evaluate("() => window.acts.has('playing')")
    # The other window saw the curves draw themselves.
    expect(room.window.locator(".rc-mood-stage .rc-mark").first).to_be_visible(timeout=SLOW)
    window.context.close()
