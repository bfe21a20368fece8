"""The road without a mouse, to its end: a facilitator and one of the phones, by keyboards alone."""

import re
import uuid
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.house import Server
from tests.browser.keyboard import find, press, reach, settle, write
from tests.browser.room import IDLE, SLOW, Facilitator, strike, wait_for_keys
from workshop.domain.words import Deck, Phase, QuestionKind, SolutionStatus
from workshop.live import Hub
from workshop.services import topics
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.services.views.workshop import WorkshopView, read_workshop_view
from workshop.storage.engine import open_database

CARDS = (
    ("client", "irritant", "Une heure au téléphone"),
    ("employee", "irritant", "On répète tout trois fois"),
    ("client", "irritant", "Le délai n’est jamais dit"),
    ("client", "irritant", "Personne ne rappelle"),
    ("employee", "enchantment", "Un merci au guichet"),
)
TOPICS = {"Attente": (0, 1, 2), "Accueil": (3, 4)}
"""Cards by their place above; the phone's own comes to the second topic afterwards."""
OWN = "On répète tout, trois fois par jour"
PEOPLE = len(CARDS)  # as many as the floor: the room may read what they say
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

    def __init__(self, server: Server, code: str) -> None:
        base = f"http://127.0.0.1:{server.port}"
        self._path = f"/j/{code}"
        self._phones = [httpx.Client(base_url=base) for _ in range(PEOPLE)]
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


def test_a_workshop_is_led_and_lived_from_the_template_to_the_sponsor_by_the_keyboard_alone(
    browser: Browser, server: Server, house: House
) -> None:
    alice = Facilitator(browser, server, reduced_motion="reduce")
    page = alice.page
    begin(alice)
    console = Console(alice.code)

    def now() -> WorkshopView:
        return read_workshop_view(house, console)

    def renamed(title: str) -> None:
        topics.rename_topic(house, console, "T2", title=title)

    frame(page, now)
    room, phone = Room(server, alice.code), join(browser, alice)
    moods(page, phone, room, now)
    capture(page, phone, room, now)
    group(page, now)
    place(page, now, renamed)
    vote(page, phone, room, now)
    explain(page, now)
    find_an_idea(page, now)
    weigh(page, now)
    plan(page, now)
    close(page, phone, now)
    sponsor(browser, alice)
    room.leave()
    phone.context.close()
    alice.context.close()


def arrive(page: Page, name: str) -> None:
    """On a page (its address), whose keys are heard."""
    expect(page).to_have_url(re.compile(rf"/{name}\?"), timeout=SLOW)
    page.wait_for_function(IDLE, timeout=SLOW)
    wait_for_keys(page)


def go_on(page: Page, phase: Phase) -> None:
    settle(page, ".st-key-next-phase")
    strike(page, "n")
    arrive(page, phase)


def tap(phone: Page, selector: str, key: str = "Enter") -> None:
    """Go to a thing of a phone's page and press it."""
    expect(phone.locator(selector).first).to_be_attached(timeout=SLOW)
    reach(phone, selector)
    phone.keyboard.press(key)


# --- from the template to the matrix --------------------------------------------------------------


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
    settle(page, ".st-key-room-go-on")
    found = re.search(r"w=([2-9A-Z]{6})", page.url)
    assert found is not None
    alice.code = found[1]


def frame(page: Page, now: Now) -> None:
    find(page, "cadrer", "Cadrer")
    arrive(page, Phase.FRAME)
    write(page, "[class*=st-key-frame-client_goal] :is(input, textarea)", "Réglé en un appel")
    press(page, ".st-key-frame-save button")
    expect(page.locator("[data-testid=stToast]").first).to_be_visible(timeout=SLOW)
    assert now().workshop.client_goal == "Réglé en un appel"
    go_on(page, Phase.JOURNEYS)
    expect(page.locator(".rc-stop").first).to_be_visible(timeout=SLOW)


def join(browser: Browser, alice: Facilitator) -> Page:
    """The code by hand, since a keyboard scans nothing."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="fr-FR", reduced_motion="reduce"
    )
    phone = context.new_page()
    phone.goto(f"http://127.0.0.1:{alice.server.port}/j")
    reach(phone, "#code")
    phone.keyboard.type(alice.code.lower())
    phone.keyboard.press("Enter")
    expect(phone.locator("#room")).to_be_visible(timeout=SLOW)
    return phone


def moods(page: Page, phone: Page, room: Room, now: Now) -> None:
    go_on(page, Phase.MOOD)
    step = str(now().steps[0].id)
    for person in range(PEOPLE):
        room.post(person, "moods", step=step, side="client", value="-1")
        room.post(person, "moods", step=step, side="employee", value="1")
    tap(phone, "form[id^='moods:'] button[value='-1']", "Space")
    pressed = phone.locator("form[id^='moods:'] button[value='-1']").first
    expect(pressed).to_have_attribute("aria-pressed", "true", timeout=SLOW)
    expect(pressed).to_be_focused()
    press(page, ".st-key-mood-reveal button:enabled")
    expect(page.locator(".st-key-mood-reveal")).to_contain_text("Cacher", timeout=SLOW)
    assert now().workshop.revealed


def capture(page: Page, phone: Page, room: Room, now: Now) -> None:
    """What others say at the step that the phone has chosen is said already: it joins them."""
    go_on(page, Phase.CAPTURE)
    strike(page, "r")
    expect(phone.locator("#near")).to_be_attached(timeout=SLOW)
    tap(phone, "#form input[name=kind]", "Space")
    tap(phone, "#form input[name=side]", "ArrowRight")
    tap(phone, "#step", "ArrowUp")  # “anywhere” is the last of the list
    step = phone.locator("#step").input_value()
    for number, (side, kind, text) in enumerate(CARDS):
        card = {"card_id": str(uuid.uuid4()), "side": side, "kind": kind, "step": step}
        room.post(number, "cards", text=text, **card)
    reach(phone, "#form textarea")
    phone.keyboard.type(OWN)
    tap(phone, "#near button.too")
    expect(phone.locator("#near button.too").first).to_be_focused()
    reach(phone, "#form textarea", "Shift+Tab")
    phone.keyboard.press("Enter")
    expect(phone.locator("#own li")).to_have_count(1, timeout=SLOW)
    expect(phone.locator("#form textarea")).to_be_focused()
    expect(page.locator(".rc-wall .rc-card")).to_have_count(len(CARDS) + 1, timeout=SLOW)
    assert [card.me_too for card in now().cards if card.text == CARDS[1][2]] == [1]


def group(page: Page, now: Now) -> None:
    """Three cards make a topic, two another, and the last one goes to it by the menu."""
    go_on(page, Phase.GROUP)
    rows = page.locator(".rc-pile").first.locator("li")
    expect(rows).to_have_count(len(CARDS) + 1, timeout=SLOW)
    labels = {card.text: card.label for card in now().cards}
    for name, places in TOPICS.items():
        page.wait_for_function(IDLE, timeout=SLOW)
        for label in sorted((labels[CARDS[place][2]] for place in places), key=in_pile(page)):
            reach(page, f'.rc-pile li[data-label="{label}"] input')
            page.keyboard.press("Space")
        expect(page.locator(".rc-pile li.ticked")).to_have_count(len(places))
        write(page, ".rc-pile-bar input", name)
        page.keyboard.press("Enter")
        expect(page.locator(".rc-topic-line", has_text=name)).to_be_visible(timeout=SLOW)
    page.wait_for_function(IDLE, timeout=SLOW)
    reach(page, ".rc-pile li input")
    page.keyboard.press("Space")
    reach(page, ".rc-pile-bar select")
    strike(page, "ArrowDown", "ArrowDown", "Enter")
    expect(rows).to_have_count(0, timeout=SLOW)
    assert {topic.title: len(topic.cards) for topic in now().topics} == {"Attente": 3, "Accueil": 3}


def in_pile(page: Page) -> Callable[[str], int]:
    """The order in which Tab comes to cards, by their labels."""
    pile = [row.get_attribute("data-label") for row in page.locator(".rc-pile li").all()]
    return pile.index


def place(page: Page, now: Now, renamed: Callable[[str], None]) -> None:
    """On to the matrix, though the focus is in a field; a topic gets its place by hand."""
    find(page, "etape suivante", "Passer à l’étape suivante")
    arrive(page, Phase.MATRIX)
    find(page, "t2", "Accueil")
    topic = page.locator('.rc-t[data-label="T2"]')
    expect(topic).to_be_focused(timeout=SLOW)
    renamed("L’accueil")  # the picture is drawn anew under the hand
    expect(topic).to_contain_text("L’accueil", timeout=SLOW)
    expect(topic).to_be_focused()
    strike(page, "Enter")
    press(page, "[data-testid=stExpander]:has(.st-key-matrix-place) summary")
    write(page, "[class*=st-key-matrix-why-T2] textarea", "La salle l’a dit")
    press(page, ".st-key-matrix-place button")
    expect(page.locator(".rc-t.moved")).to_have_attribute("data-label", "T2", timeout=SLOW)
    [moved] = [topic for topic in now().topics if topic.label == "T2"]
    assert moved.moved_because == "La salle l’a dit"
    assert moved.moved_to not in (None, moved.computed.quadrant)


# --- from the vote to the sponsor -----------------------------------------------------------------


def vote(page: Page, phone: Page, room: Room, now: Now) -> None:
    go_on(page, Phase.VOTE)
    for person in range(PEOPLE):
        room.post(person, "votes", session="V1", target="T1", points="3")
    expect(phone.locator("#moved button")).to_be_visible(timeout=SLOW)  # it was in its field
    reach(phone, "#moved button", "Shift+Tab")
    phone.keyboard.press("Enter")
    for left in ("4", "3"):
        tap(phone, '[id="votes:T2"] button:last-of-type')
        expect(phone.locator("#bank b")).to_have_text(left)
    expect(phone.locator('[id="votes:T2"] [data-is="✓"]')).to_be_attached(timeout=SLOW)
    strike(page, "v")
    expect(page.locator(".st-key-vote-turn")).to_contain_text("Rouvrir", timeout=SLOW)
    strike(page, "r")
    expect(page.locator(".rc-results tbody tr").first).to_contain_text("15", timeout=SLOW)
    points = {line.label: line.points for line in now().votes[0].results}
    assert points == {"T1": 3 * PEOPLE, "T2": 2}


def choose_first(page: Page, selector: str) -> None:
    """The first line of a list that opens, by its arrows."""
    settle(page, f"{selector} input")
    reach(page, f"{selector} input")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible(timeout=SLOW)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("option")).to_have_count(0, timeout=SLOW)


def explain(page: Page, now: Now) -> None:
    go_on(page, Phase.CAUSES)
    press(page, ".st-key-cause-for-T1 button")
    write(page, "[class*=st-key-cause-why-1] input", "Deux outils qui ne se parlent pas")
    choose_first(page, "[class*=st-key-cause-tag-]")
    press(page, ".st-key-save-cause button")
    settle(page, "[class*=st-key-edit-]")
    [cause] = now().causes
    assert cause.topics == ("T1",)
    assert cause.tag


def find_an_idea(page: Page, now: Now) -> None:
    go_on(page, Phase.IDEATE)
    press(page, ".st-key-idea-for-T1 button")
    write(page, "[class*=st-key-idea-title-] textarea", "Rappeler à l’heure choisie")
    press(page, ".st-key-save-idea button")
    settle(page, "[class*=st-key-edit-S1-]")
    assert [(line.title, line.topics) for line in now().solutions] == [
        ("Rappeler à l’heure choisie", ("T1",))
    ]


def weigh(page: Page, now: Now) -> None:
    go_on(page, Phase.WEIGH)
    for field in ("client", "employee"):
        settle(page, f"[class*=st-key-ballot-{field}-] input[type=range]")
        reach(page, f"[class*=st-key-ballot-{field}-] input[type=range]")
        page.keyboard.press("ArrowRight")
    press(page, ".st-key-save-ballot button")
    expect(page.locator("[data-testid=stToast]").first).to_be_visible(timeout=SLOW)
    press(page, ".st-key-adopt-S1 button")
    settle(page, ".st-key-reopen-S1")
    [idea] = now().solutions
    assert (idea.ballots, idea.status) == (1, SolutionStatus.ADOPTED)


def plan(page: Page, now: Now) -> None:
    go_on(page, Phase.PLAN)
    press(page, ".st-key-plan-T1 button, .st-key-plan-S1 button")
    write(page, "[class*=st-key-action-what-] textarea", "Tester le rappel")
    write(page, "[class*=st-key-action-owner-] input", "Responsable de plateau")
    settle(page, "[class*=st-key-action-due-] [role=spinbutton]")
    reach(page, "[class*=st-key-action-due-] [role=spinbutton]")
    page.keyboard.type("15012027")
    write(page, "[class*=st-key-action-measure-] input", "attente de 9 à 4 minutes")
    press(page, ".st-key-commit-action button")
    expect(page.locator('[data-label="A1"]').first).to_be_visible(timeout=SLOW)
    [action] = now().actions
    assert (action.owner, str(action.due)) == ("Responsable de plateau", "2027-01-15")
    assert action.measure == "attente de 9 à 4 minutes"


def close(page: Page, phone: Page, now: Now) -> None:
    """The phone answers the two last questions, the facilitator takes a file along."""
    go_on(page, Phase.CLOSE)
    asked = [question for question in now().questions if question.deck is Deck.EXIT]
    for question in asked:
        form = f'[id="answers:{question.label}"]'
        expect(phone.locator(form)).to_be_attached(timeout=SLOW)
        if question.kind is QuestionKind.TEXT:
            reach(phone, f"{form} textarea")
            phone.keyboard.type("Tenir parole")
            phone.keyboard.press("Enter")
        else:
            tap(phone, f"{form} button[name=value]")
        expect(phone.locator(f"{form} .note.ok")).to_be_visible(timeout=SLOW)
    assert [question.answers for question in now().questions if question.deck is Deck.EXIT] == [
        1,
        1,
    ]
    settle(page, ".st-key-files a")
    reach(page, ".st-key-files a")
    with page.expect_download(timeout=SLOW) as taken:
        page.keyboard.press("Enter")
    assert taken.value.suggested_filename.endswith(".json")


def sponsor(browser: Browser, alice: Facilitator) -> None:
    """Open the page, make a link, and answer by it."""
    page = alice.page
    find(page, "la salle", "La salle")
    press(page, ".st-key-sponsor-closed button")
    settle(page, ".st-key-sponsor-open")
    press(page, ".st-key-room-links summary")
    press(page, ".st-key-link-new-sponsor button")
    shown = page.locator(".st-key-room-links [data-testid=stCode]")
    expect(shown).to_be_visible(timeout=SLOW)
    link = urlsplit(shown.inner_text().strip())
    context = browser.new_context(locale="fr-FR", reduced_motion="reduce")
    theirs = context.new_page()
    said = "Nous suivrons chaque mois"
    theirs.goto(f"http://127.0.0.1:{alice.server.port}{link.path}")
    press(theirs, "[class*=st-key-sponsor-reply-] button")
    write(theirs, "[class*=st-key-sponsor-answer-][class*=-text] textarea", said)
    press(theirs, "[class*=st-key-sponsor-answer-][class*=-send] button")
    expect(theirs.get_by_text(said)).to_be_visible(timeout=SLOW)
    expect(theirs.locator("[class*=-send] button")).to_have_count(0, timeout=SLOW)
    context.close()
