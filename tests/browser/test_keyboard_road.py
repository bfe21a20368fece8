"""The road without a mouse: from a template to the first topics on the matrix."""

import re
import uuid
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.house import Server
from tests.browser.keyboard import find, press, reach, write
from tests.browser.room import IDLE, SLOW, Facilitator, strike, wait_for_keys
from workshop.live import Hub
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.services.views.workshop import WorkshopView, read_workshop_view
from workshop.storage.engine import open_database

CARDS = (
    ("client", "irritant", "Une heure au téléphone"),
    ("employee", "irritant", "On répète tout trois fois"),
    ("client", "irritant", "Le délai n’est jamais dit"),
    ("employee", "enchantment", "Un merci au guichet"),
)
Now = Callable[[], WorkshopView]
"""The workshop as it is on disk."""


@pytest.fixture
def house(server: Server) -> Iterator[House]:
    """Beside the server, on its database: what became of each gesture."""
    house = House(open_database(server.environment["WORKSHOP_DATABASE_URL"]), hub=Hub())
    yield house
    house.database.dispose()


class Room:
    """Phones that post what they have to say, each with its own cookie."""

    def __init__(self, server: Server, code: str, people: int) -> None:
        base = f"http://127.0.0.1:{server.port}"
        self._path = f"/j/{code}"
        self._phones = [httpx.Client(base_url=base) for _ in range(people)]
        for phone in self._phones:
            phone.get(self._path).raise_for_status()

    def post(self, person: int, path: str, **fields: str) -> None:
        answer = self._phones[person].post(
            f"{self._path}/{path}", data=fields, headers={"Accept": "application/json"}
        )
        assert answer.status_code in (200, 201), answer.text

    def leave(self) -> None:
        for phone in self._phones:
            phone.close()


def test_a_workshop_goes_from_the_template_to_the_matrix_by_the_keyboard_alone(
    browser: Browser, server: Server, house: House
) -> None:
    alice = Facilitator(browser, server)
    page = alice.page
    begin(alice)
    console = Console(alice.code)

    def now() -> WorkshopView:
        return read_workshop_view(house, console)

    frame(page, now)
    room = Room(server, alice.code, 5)
    moods(page, room, now)
    capture(page, room, now)
    group(page, now)
    place(page)
    room.leave()
    alice.context.close()


def title(page: Page, says: str) -> None:
    expect(page.locator("h1").first).to_have_text(says, timeout=SLOW)
    wait_for_keys(page)


def begin(alice: Facilitator) -> None:
    """Sign in by the link, a workshop from the template, and open it."""
    printed = re.search(r"https?://\S+", alice.server.workshop("link"))
    assert printed is not None
    link = urlsplit(printed[0])
    alice.sign_in(f"http://127.0.0.1:{alice.server.port}{link.path}?{link.query}")
    page = alice.page
    press(page, ".st-key-new button")
    press(page, ".st-key-new-create button")
    press(page, ".st-key-fresh-open button")
    expect(page).to_have_url(re.compile(r"w=[2-9A-Z]{6}"), timeout=SLOW)
    found = re.search(r"w=([2-9A-Z]{6})", page.url)
    assert found is not None
    alice.code = found[1]


def frame(page: Page, now: Now) -> None:
    find(page, "cadrer", "Cadrer")
    title(page, "Cadrer")
    write(page, "[class*=st-key-frame-client_goal] :is(input, textarea)", "Réglé en un appel")
    press(page, ".st-key-frame-save button")
    expect(page.locator("[data-testid=stToast]").first).to_be_visible(timeout=SLOW)
    assert now().workshop.client_goal == "Réglé en un appel"
    strike(page, "n")
    title(page, "Parcours")
    expect(page.locator(".rc-stop").first).to_be_visible(timeout=SLOW)


def moods(page: Page, room: Room, now: Now) -> None:
    strike(page, "n")
    title(page, "Ressenti")
    step = str(now().steps[0].id)
    for person in range(5):
        room.post(person, "moods", step=step, side="client", value="-1")
        room.post(person, "moods", step=step, side="employee", value="1")
    press(page, ".st-key-mood-reveal button:enabled")
    expect(page.locator(".st-key-mood-reveal")).to_contain_text("Cacher", timeout=SLOW)
    assert now().workshop.revealed


def capture(page: Page, room: Room, now: Now) -> None:
    strike(page, "n")
    title(page, "Cartes")
    step = str(now().steps[0].id)
    for number, (side, kind, text) in enumerate(CARDS):
        card = {"card_id": str(uuid.uuid4()), "side": side, "kind": kind, "step": step}
        room.post(number, "cards", text=text, **card)
    expect(page.locator(".rc-wall .rc-card")).to_have_count(len(CARDS), timeout=SLOW)


def group(page: Page, now: Now) -> None:
    """Three cards make a topic, the one that is left another."""
    strike(page, "n")
    title(page, "Regrouper")
    rows = page.locator(".rc-pile li")
    expect(rows).to_have_count(len(CARDS), timeout=SLOW)
    for name, cards in (("Attente", 3), ("Accueil", 1)):
        page.wait_for_function(IDLE, timeout=SLOW)
        reach(page, ".rc-pile li input")
        for place in range(cards):
            if place:
                page.keyboard.press("Tab")
            page.keyboard.press("Space")
        expect(page.locator(".rc-pile li.ticked")).to_have_count(cards)
        write(page, ".rc-pile-bar input", name)
        page.keyboard.press("Enter")
        expect(page.locator(".rc-topic-line", has_text=name)).to_be_visible(timeout=SLOW)
    assert [topic.title for topic in sorted(now().topics, key=lambda topic: topic.label)] == [
        "Attente",
        "Accueil",
    ]


def place(page: Page) -> None:
    """On to the matrix, though the focus is in a field, and to one topic there."""
    find(page, "etape suivante", "Passer à l’étape suivante")
    title(page, "Matrice")
    find(page, "t1", "Attente")
    expect(page.locator('.rc-t[data-label="T1"]')).to_be_focused(timeout=SLOW)
