"""The whole road, played: a facilitator, a projector and three phones, from template to plan.

Forty French cards; the server is killed in the middle of capture and started again.
"""

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, TimeoutError, expect

from benchmarks.house import Server
from tests.browser.room import SLOW, Facilitator, Phone, french_cards

TITLES = {
    "attente-telephone": "Attente au téléphone",
    "repeter-son-histoire": "Répéter son histoire",
    "numero-introuvable": "Numéro introuvable",
    "geste-commercial": "Geste commercial",
    "conseiller-a-l-ecoute": "Conseillers à l’écoute",
}
QUADRANTS = {
    "Attente au téléphone": "priority",
    "Répéter son histoire": "priority",
    "Numéro introuvable": "indicators",
    "Geste commercial": "capitalise",
    "Conseillers à l’écoute": "one_side_missing",
}
KILLED_AFTER = 15  # cards


@pytest.fixture
def mortal() -> Iterator[Server]:
    """A server of its own, as it is killed on the way."""
    with Server() as running:
        yield running


def test_a_workshop_from_the_template_to_two_actions(browser: Browser, mortal: Server) -> None:
    server = mortal
    alice = Facilitator(browser, server)
    open_a_workshop(alice)
    projector = alice.open("projector", alice.context.new_page())
    projector.set_viewport_size({"width": 1920, "height": 1080})
    alice.open("frame")
    for phase in ("Parcours", "Ressenti", "Cartes"):
        alice.go_on()
        expect(alice.page.locator("h1").first).to_have_text(phase)

    phones = [Phone(browser, server, alice.code) for _ in range(3)]
    for phone in phones:
        phone.join()
    cards = with_steps_of(phones[0], french_cards())
    capture(server, alice, projector, phones, cards)
    group(alice, cards)
    see_the_matrix(server, alice, projector)
    find_ideas(alice, phones[0])
    plan_two_actions(server, alice)


def open_a_workshop(alice: Facilitator) -> None:
    """Sign in with the one-time link, make a workshop from the template on screen."""
    printed = alice.server.workshop("link")
    link = re.search(r"https?://\S+", printed)
    assert link is not None
    place = urlsplit(link[0])
    alice.sign_in(f"http://127.0.0.1:{alice.server.port}{place.path}?{place.query}")
    alice.press("new")
    alice.page.locator(".st-key-new-create").get_by_role("button").click()
    expect(alice.widget("fresh-open")).to_be_visible(timeout=SLOW)
    alice.press("fresh-open")
    expect(alice.page).to_have_url(re.compile(r"w=[2-9A-Z]{6}"), timeout=SLOW)
    found = re.search(r"w=([2-9A-Z]{6})", alice.page.url)
    assert found is not None
    alice.code = found[1]


def with_steps_of(phone: Phone, cards: list[dict[str, str]]) -> list[dict[str, str]]:
    """The cards with the steps of this workshop: the template's third and fourth, in turn."""
    labels = phone.page.locator("select[name=step] option").all_inner_texts()
    steps = [label for label in labels if label[:1].isdigit()]
    at = {
        name: steps[2 + place % 2] for place, name in enumerate(sorted({c["step"] for c in cards}))
    }
    return [{**card, "step": at[card["step"]]} for card in cards]


def capture(
    server: Server,
    alice: Facilitator,
    projector: Page,
    phones: list[Phone],
    cards: list[dict[str, str]],
) -> None:
    for place, card in enumerate(cards[:KILLED_AFTER]):
        phones[place % 3].send(card)
    for phone in phones:
        phone.expect_own_cards(KILLED_AFTER // 3)
    wall = alice.page.locator(".rc-wall .rc-card")
    expect(wall).to_have_count(KILLED_AFTER, timeout=SLOW)
    expect(projector.locator(".rc-wall .rc-card").first).to_be_visible(timeout=SLOW)

    server.kill()
    phones[0].send(cards[KILLED_AFTER])  # waits in the outbox: nobody answers
    phones[1].write(cards[KILLED_AFTER + 1])  # a draft, not sent
    # The room's picture stays, and says in our words that nobody answers.
    expect(projector.locator(".rc-cut")).to_be_visible(timeout=SLOW)
    expect(projector.locator(".rc-wall .rc-card").first).to_be_visible()
    expect(projector.get_by_role("dialog")).to_have_count(0)
    server.start()
    phones[1].page.reload()
    expect(phones[1].page.locator("#form textarea")).to_have_value(cards[KILLED_AFTER + 1]["text"])
    phones[1].send(cards[KILLED_AFTER + 1])
    for place, card in enumerate(cards[KILLED_AFTER + 2 :]):
        phones[(place + 2) % 3].send(card)
    phones[0].expect_own_cards(14)
    phones[1].expect_own_cards(13)
    phones[2].expect_own_cards(13)
    expect(wall).to_have_count(len(cards), timeout=2 * SLOW)
    expect(projector.locator(".rc-cut")).to_have_count(0, timeout=2 * SLOW)
    assert sorted(texts_in(server, alice.code)) == sorted(card["text"] for card in cards)


def texts_in(server: Server, code: str) -> list[str]:
    exported = server.folder / "capture.json"
    server.workshop("export", code, "--format", "json", "-o", str(exported))
    found: list[str] = [card["text"] for card in json.loads(exported.read_text("utf-8"))["cards"]]
    exported.unlink()
    return found


def group(alice: Facilitator, cards: list[dict[str, str]]) -> None:
    """Tick the cards of each topic and name it; one mistake is undone."""
    alice.page.bring_to_front()  # a window behind another draws once a second
    alice.page.reload()
    alice.go_on()
    pile = alice.page.locator(".rc-pile").first
    topics: dict[str, list[str]] = {}
    for card in cards:
        topics.setdefault(card["topic"], []).append(card["text"])
    for code, texts in topics.items():
        tick_and_name(alice.page, texts, TITLES[code])
    expect(pile.locator("li")).to_have_count(0, timeout=SLOW)


def tick_and_name(page: Page, texts: list[str], title: str) -> None:
    pile = page.locator(".rc-pile").first
    for text in texts:
        row = pile.locator("li").filter(has=page.get_by_text(text, exact=True))
        row.locator("input[type=checkbox]").check()
    pile.get_by_label(re.compile("titre", re.IGNORECASE)).fill(title)
    before = pile.locator("li").count()
    pile.get_by_role("button", name="Faire un sujet").click()
    expect(pile.locator("li")).to_have_count(before - len(texts), timeout=SLOW)


def see_the_matrix(server: Server, alice: Facilitator, projector: Page) -> None:
    alice.go_on()
    shown = server.ask("show", alice.code)
    assert {topic["title"]: topic["quadrant"] for topic in shown["topics"]} == QUADRANTS
    for quadrant in ("priority", "indicators", "capitalise"):
        for title in (title for title, where in QUADRANTS.items() if where == quadrant):
            for page in (alice.page, projector):
                box = page.locator(f".rc-q.{quadrant}")
                expect(box.get_by_text(title)).to_be_visible(timeout=SLOW)
    label = next(t["label"] for t in shown["topics"] if t["title"] == "Numéro introuvable")
    expect(projector.locator(f'[data-label="{label}"]')).to_be_visible()


def find_ideas(alice: Facilitator, phone: Phone) -> None:
    alice.go_on()
    for phase in ("Voter", "Causes"):
        expect(alice.page.locator("h1").first).to_have_text(phase, timeout=SLOW)
        alice.go_on()
    expect(phone.page.locator("form[data-send=solutions]")).to_be_visible(timeout=SLOW)
    phone.page.locator("label.tick", has_text="Attente au téléphone").click()
    phone.page.locator("#form textarea").fill("Rappeler à l’heure choisie")
    phone.page.locator("#form button.send").click()
    expect(alice.page.get_by_text("Rappeler à l’heure choisie").first).to_be_visible(timeout=SLOW)


def plan_two_actions(server: Server, alice: Facilitator) -> None:
    for phase in ("Évaluer", "Plan"):
        alice.go_on()
        expect(alice.page.locator("h1").first).to_have_text(phase, timeout=SLOW)
    page = alice.page
    for label, what, topic in (
        ("A1", "Tester le rappel sur une équipe", "Attente au téléphone"),
        ("A2", "Remettre le numéro en page d’accueil", "Numéro introuvable"),
    ):
        page.locator("[class*=st-key-action-what-] textarea").fill(what)
        page.locator("[class*=st-key-action-owner-] input").fill("Responsable de plateau")
        page.locator("[class*=st-key-action-measure-] input").fill("attente de 9 à 4 minutes")
        choose_topic(page, topic)
        page.locator(".st-key-commit-action button").click()
        expect(page.locator(".st-key-action-form")).to_contain_text("il manquait", timeout=SLOW)
        page.locator("[class*=st-key-action-due-] [role=spinbutton]").first.click()
        page.keyboard.type("15012027")
        page.locator(".st-key-commit-action button").click()
        expect(page.locator(f'[data-label="{label}"]')).to_contain_text(what, timeout=SLOW)
    assert server.ask("show", alice.code)["counts"]["actions"] == 2


def choose_topic(page: Page, name: str) -> None:
    """Opened while the page is still being drawn, a list closes again: then it is opened anew."""
    option = page.get_by_role("option", name=name)
    for _ in range(6):
        page.locator("[class*=st-key-action-topic-] button").last.click()
        try:
            option.click(timeout=4_000)
        except TimeoutError:
            page.keyboard.press("Escape")
        else:
            return
    raise AssertionError(f"{name} cannot be chosen")


def test_a_cold_phone_page_is_light(browser: Browser, server: Server) -> None:
    """At most 40 kB and 5 requests before the first card can be written (TARGETS.md)."""
    code = server.ask("new", "--title", "Léger", "--template", "contact-centre")["code"]
    server.workshop("phase", code, "capture")
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="fr-FR")
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    received: dict[str, float] = {}
    asked: list[str] = []
    session.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
    session.on(
        "Network.dataReceived",
        lambda event: received.update(
            {event["requestId"]: received.get(event["requestId"], 0) + event["dataLength"]}
        ),
    )
    page.goto(f"http://127.0.0.1:{server.port}/j/{code}")
    expect(page.locator("#form textarea")).to_be_visible()
    page.wait_for_timeout(1500)
    outside = [url for url in asked if not url.startswith(f"http://127.0.0.1:{server.port}/")]
    assert [url for url in outside if not url.startswith("data:")] == []
    assert 1 <= len(asked) <= 5, asked
    assert 5_000 < sum(received.values()) <= 40_000, received
    context.close()
