"""Votes, moods and answers on a phone whose network or room goes away under the finger."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from benchmarks.house import Server
from tests.browser.room import SLOW
from workshop.services import moderation, questions, timer, topics, votes, workshops
from workshop.services.actors import Console, Participant
from workshop.services.capture import CardRow, import_cards
from workshop.services.house import House
from workshop.services.questions import QuestionDraft
from workshop.services.views.room import Myself, read_myself
from workshop.services.views.workshop import read_workshop_view
from workshop.storage.engine import open_database

SAID = "une phrase commencée"


@pytest.fixture(scope="module")
def house(server: Server) -> Iterator[tuple[Server, House]]:
    """The server of all rooms, and its database for the facilitator's part."""
    database = open_database(server.environment["WORKSHOP_DATABASE_URL"])
    yield server, House(database)
    database.dispose()


@dataclass(frozen=True)
class Hand:
    """One phone in a room of three topics, and what the room holds of it."""

    house: House
    facilitator: Console
    context: BrowserContext
    page: Page
    address: str
    posts: list[str]

    def enter(self, phase: str) -> None:
        workshops.set_phase(self.house, self.facilitator, phase)
        self.page.goto(self.address)

    @property
    def held(self) -> Myself:
        [token] = [
            cookie["value"]
            for cookie in self.context.cookies()
            if cookie.get("name") == "participant" and "value" in cookie
        ]
        return read_myself(self.house, Participant(self.facilitator.code, token))

    def stepper(self, topic: str, sign: str) -> Locator:
        return self.page.locator(f'[id="votes:{topic}"] button', has_text=sign)

    def wait_until_sent(self) -> None:
        kept = f"localStorage['rc:{self.facilitator.code}:outbox']"
        self.page.wait_for_function(f"() => !{kept}", timeout=2 * SLOW)


@pytest.fixture
def hand(browser: Browser, house: tuple[Server, House]) -> Iterator[Hand]:
    server, rooms = house
    new = workshops.create_workshop(
        rooms, title="Guichet", language="fr", template_slug="public-counter"
    )
    facilitator = Console(new.code)
    for title in ("Attente", "Formulaires", "Merci"):
        cards = import_cards(rooms, facilitator, [CardRow(title, "client", "irritant", "")])
        topics.make_topic(rooms, facilitator, title=title, cards=cards)
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="fr-FR", has_touch=True
    )
    page = context.new_page()
    posts: list[str] = []
    page.on("request", lambda sent: posts.append(sent.url) if sent.method == "POST" else None)
    address = f"http://127.0.0.1:{server.port}/j/{new.code}"
    yield Hand(rooms, facilitator, context, page, address, posts)
    context.close()


def test_a_finger_that_goes_on_tapping_is_one_request_for_each_topic(hand: Hand) -> None:
    hand.enter("vote")
    for _ in range(3):
        hand.stepper("T1", "+").click()
    for _ in range(2):
        hand.stepper("T2", "+").click()
    expect(hand.page.locator("#bank b")).to_have_text("0")
    for stepper in (hand.stepper("T2", "+"), hand.stepper("T3", "+")):
        stepper.click(force=True)  # nothing left to give
    hand.wait_until_sent()
    assert dict(hand.held.points) == {"T1": 3, "T2": 2}
    assert len(hand.posts) <= 3  # never one for each tap: the pace of a phone would refuse them


def test_votes_that_cannot_leave_are_shown_as_waiting_survive_a_reload_and_arrive_once(
    hand: Hand,
) -> None:
    hand.enter("vote")
    hand.stepper("T1", "+").click()
    hand.wait_until_sent()
    hand.context.route("**/votes", lambda route: route.abort())
    hand.stepper("T1", "−").click()
    hand.stepper("T2", "+").click()
    hand.stepper("T2", "+").click()
    shown = [hand.page.locator(f'[id="votes:{topic}"]') for topic in ("T1", "T2")]
    for _ in range(2):
        for line, points in zip(shown, ("0", "2"), strict=True):
            expect(line.locator("output")).to_have_text(points)
            expect(line.locator(".note")).to_have_text("en attente du réseau…", timeout=SLOW)
        expect(hand.page.locator("#bank b")).to_have_text("3")
        hand.page.reload()
    hand.context.unroute("**/votes")
    hand.page.reload()
    hand.wait_until_sent()
    assert dict(hand.held.points) == {"T2": 2}
    assert hand.held.left == 3
    expect(hand.page.locator("#bank b")).to_have_text("3")
    expect(shown[1].locator("output")).to_have_attribute("data-is", "✓")


def test_of_taps_on_the_same_question_only_the_last_one_leaves(hand: Hand) -> None:
    hand.enter("mood")
    question = hand.page.locator("form[id^=moods]").first
    hand.context.set_offline(True)
    for face in (0, 4, 3):
        question.locator(".five button").nth(face).click()
    hand.posts.clear()
    hand.context.set_offline(False)
    hand.wait_until_sent()
    expect(question.locator(".note")).to_have_text("✓ C’est noté.")
    expect(question.locator(".five [aria-pressed=true]")).to_have_attribute("value", "1")
    assert {value for value, _ in hand.held.answers.values()} == {1}


def test_a_refusal_is_told_and_the_page_goes_back_to_what_the_server_holds(hand: Hand) -> None:
    hand.enter("vote")
    hand.stepper("T1", "+").click()
    hand.wait_until_sent()
    # Another page of the same browser has spent the rest meanwhile.
    hand.page.evaluate(
        """code => fetch(`/j/${code}/votes`, {method: "POST", body: new URLSearchParams(
             {session: "V1", target: "T3", points: "3"})})""",
        hand.facilitator.code,
    )
    for _ in range(3):
        hand.stepper("T2", "+").click()
    told = hand.page.locator('[id="votes:T2"] .note')
    expect(told).to_contain_text("Il vous reste 1", timeout=SLOW)
    expect(told).to_have_class("note problem")
    expect(hand.page.locator('[id="votes:T2"] output')).to_have_text("0")
    expect(hand.page.locator('[id="votes:T3"] output')).to_have_text("3")
    expect(hand.page.locator("#bank b")).to_have_text("1")


def test_a_round_that_closes_under_the_finger_is_gone_from_the_page(hand: Hand) -> None:
    hand.enter("vote")
    hand.stepper("T1", "+").click()
    hand.wait_until_sent()
    hand.context.set_offline(True)
    hand.stepper("T1", "+").click()
    votes.close_vote(hand.house, hand.facilitator, "V1")
    hand.context.set_offline(False)
    expect(hand.page.locator("h1")).to_have_text(
        "Levez les yeux, ça se passe à l’écran", timeout=SLOW
    )
    hand.wait_until_sent()
    assert dict(hand.held.points) == {}  # a closed round is on no phone
    votes.reveal_vote(hand.house, hand.facilitator, "V1")
    expect(hand.page.locator(".results li").first).to_contain_text("1 point ·", timeout=SLOW)


def test_whoever_writes_is_asked_before_the_page_changes_and_not_for_the_clock(hand: Hand) -> None:
    hand.enter("capture")
    text = hand.page.locator("#form textarea")
    text.fill(SAID)
    timer.start_timer(hand.house, hand.facilitator, minutes=2)
    expect(hand.page.locator(".timer")).to_contain_text("reste", timeout=SLOW)
    moved = hand.page.locator("#moved")
    expect(moved).to_be_hidden()
    expect(text).to_have_value(SAID)

    label = questions.add_question(
        hand.house, hand.facilitator, QuestionDraft("Qu’est-ce qui retient ?", "card")
    )
    questions.push_question(hand.house, hand.facilitator, label)
    expect(moved).to_be_visible(timeout=SLOW)
    expect(text).to_have_value(SAID)
    moved.locator("button").click()
    expect(hand.page.locator("h1").first).to_contain_text("Qu’est-ce qui retient")
    expect(text).to_have_value("")
    expect(hand.page.locator("#outbox")).to_contain_text(SAID)  # kept for its own form
    hand.page.locator(".pass .skip").click()
    expect(hand.page.locator("h1").first).to_contain_text("Qu’est-ce qui coince", timeout=SLOW)
    expect(text).to_have_value(SAID)


def test_the_last_minute_is_said_to_those_who_listen(hand: Hand) -> None:
    hand.enter("capture")
    timer.start_timer(hand.house, hand.facilitator, minutes=64 / 60)
    expect(hand.page.locator(".timer")).to_contain_text("reste 1:0", timeout=SLOW)
    expect(hand.page.locator("#live")).to_have_text("Il reste une minute.", timeout=SLOW)
    expect(hand.page.locator(".late")).to_be_hidden()


def test_an_author_learns_at_once_that_a_card_was_set_aside_and_why(hand: Hand) -> None:
    hand.enter("capture")
    hand.page.locator("#form textarea").fill("le chef du guichet 3")
    hand.page.locator("#form button.send").click()
    own = hand.page.locator("#own li")
    expect(own).to_have_count(1, timeout=SLOW)
    hand.page.locator("#form textarea").fill(SAID)
    view = read_workshop_view(hand.house, hand.facilitator)
    [card] = [card for card in view.cards if "chef" in card.text]
    moderation.set_aside(hand.house, hand.facilitator, card.label, reason="names_somebody")
    expect(own).to_contain_text("mise de côté\u00a0: elle désigne quelqu’un", timeout=SLOW)
    expect(hand.page.locator("#form textarea")).to_have_value(SAID)

    moderation.remove_device(hand.house, hand.facilitator, card.label, set_cards_aside=False)
    expect(hand.page.locator("#code")).to_be_visible(timeout=2 * SLOW)  # as for an unknown room
    expect(hand.page.locator("body")).not_to_contain_text("Guichet")
