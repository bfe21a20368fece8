"""Each gesture of a phone, by its own thumb in a real browser, in French and in English.

The facilitator's part is played beside the running server, as a command line would.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import Table, select

from benchmarks.house import Server
from tests.browser.room import SLOW
from workshop.services import questions, rights, slips, solutions, topics, votes, workshops
from workshop.services.actors import Console
from workshop.services.capture import CardRow, import_cards
from workshop.services.house import House
from workshop.services.paper import PaperCard, add_by_hand
from workshop.services.questions import QuestionDraft
from workshop.services.transaction import snapshot
from workshop.services.views.workshop import WorkshopView, read_workshop_view
from workshop.services.votes import NewVote
from workshop.storage import tables
from workshop.storage.engine import open_database

LANGUAGES = ("fr", "en")


@pytest.fixture(scope="module")
def house(server: Server) -> Iterator[tuple[Server, House]]:
    """The server of all rooms, and its database for the facilitator's part."""
    database = open_database(server.environment["WORKSHOP_DATABASE_URL"])
    yield server, House(database)
    database.dispose()


@dataclass
class Room:
    """A room with three topics, two of which one side has not spoken of."""

    server: Server
    house: House
    facilitator: Console
    page: Page

    def enter(self, phase: str) -> None:
        workshops.set_phase(self.house, self.facilitator, phase)

    def show(self) -> None:
        self.page.goto(f"http://127.0.0.1:{self.server.port}/j/{self.facilitator.code}")

    @property
    def view(self) -> WorkshopView:
        return read_workshop_view(self.house, self.facilitator)

    def held(self, table: Table) -> list[Any]:
        """What the participants of this room have in a table."""
        person = tables.participant
        with snapshot(self.house, self.facilitator) as seen:
            rows = select(table).join(person, person.c.id == table.c.participant_id)
            here = person.c.workshop_id == seen.workshop.id
            return list(seen.connection.execute(rows.where(here)))

    def eventually(self, is_so: Callable[[], bool]) -> None:
        """Wait until the gesture that the page has shown is on disk too."""
        for _ in range(100):
            if is_so():
                return
            self.page.wait_for_timeout(100)
        raise AssertionError("the gesture did not reach the room")

    def tap(self, form: str, value: str, name: str = "value") -> Locator:
        button = self.page.locator(f'[id="{form}"] button[name={name}][value="{value}"]')
        button.click()
        return button


def furnish(server: Server, house: House, page: Page, language: str) -> Room:
    new = workshops.create_workshop(
        house, title="Guichet", language=language, template_slug="public-counter"
    )
    room = Room(server, house, Console(new.code), page)
    for title, side in (("Attente", "client"), ("Écrans", "employee"), ("Merci", "client")):
        [label] = import_cards(
            house, room.facilitator, [CardRow(f"{title} trop longue", side, "irritant", "")]
        )
        topics.make_topic(house, room.facilitator, title=title, cards=[label])
    return room


@pytest.fixture(params=LANGUAGES)
def room(
    request: pytest.FixtureRequest, browser: Browser, house: tuple[Server, House]
) -> Iterator[Room]:
    language: str = request.param
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale=f"{language}-FR", has_touch=True
    )
    yield furnish(*house, context.new_page(), language)
    context.close()


@pytest.fixture(params=LANGUAGES)
def plain_room(
    request: pytest.FixtureRequest, browser: Browser, house: tuple[Server, House]
) -> Iterator[Room]:
    """The same, on a phone that runs no script."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=False, has_touch=True
    )
    yield furnish(*house, context.new_page(), request.param)
    context.close()


def write_card(page: Page, text: str) -> None:
    page.locator("label:has(input[name=kind][value=irritant])").click()
    page.locator("label:has(input[name=side][value=client])").click()
    page.locator("#form textarea").fill(text)
    page.locator("#form button.send").click()


def test_a_card_is_sent_looked_at_from_the_other_side_corrected_and_withdrawn(room: Room) -> None:
    room.enter("capture")
    room.show()
    write_card(room.page, "Le formulaire est introuvable")
    own = room.page.locator("#own li")
    expect(own).to_have_count(1, timeout=SLOW)
    room.page.locator("#after button[value=irritant]").click()
    room.eventually(lambda: [row.value for row in room.held(tables.mirror)][-1:] == ["irritant"])

    own.locator("summary").click()
    own.locator("textarea").fill("Le formulaire est en ligne")
    own.locator("form[data-live=edit] button").click()
    expect(own.locator(".said")).to_have_text("Le formulaire est en ligne", timeout=SLOW)
    own.locator("summary").click()
    own.locator("form[data-live=withdraw] button").click()
    own.locator("form[data-live=withdraw] button").click()  # it asks once whether one is sure
    expect(own).to_have_count(0, timeout=SLOW)
    assert [card.text for card in room.view.cards if "formulaire" in card.text] == []


def test_a_card_of_the_room_is_joined_and_left_again(room: Room, browser: Browser) -> None:
    room.enter("capture")
    texts = [f"La file d’attente déborde le matin {number}" for number in range(6)]
    for text in texts:
        import_cards(room.house, room.facilitator, [CardRow(text, "client", "irritant", "")])
    room.show()
    room.page.locator("#form textarea").fill("La file d’attente du matin")
    near = room.page.locator("#near li button").first
    expect(near).to_be_visible(timeout=SLOW)
    near.click()
    expect(near).to_have_attribute("aria-pressed", "true", timeout=SLOW)
    room.eventually(lambda: len(room.held(tables.me_too)) == 1)
    near.click()
    expect(near).to_have_attribute("aria-pressed", "false", timeout=SLOW)
    room.eventually(lambda: room.held(tables.me_too) == [])


def test_a_step_is_felt_skipped_and_said_more_about(room: Room) -> None:
    room.enter("mood")
    room.show()
    form = room.page.locator("form[id^='moods:']").first
    name = form.get_attribute("id") or ""
    room.tap(name, "-2")
    room.eventually(lambda: [row.value for row in room.held(tables.answer)] == [-2])
    room.tap(name, "skip")
    room.eventually(lambda: [row.value for row in room.held(tables.answer)] == [None])

    room.page.locator("a[href*='more=']").first.click()
    obstacle = room.page.locator("#more textarea").first
    obstacle.fill("Deux écrans pour une réponse")
    room.page.locator("#more form:has(textarea) button.plain").first.click()
    room.eventually(
        lambda: "Deux écrans pour une réponse" in [row.text for row in room.held(tables.answer)]
    )


@pytest.mark.parametrize("kind", ["scale", "choice", "text", "card"])
def test_a_question_that_is_pushed_is_answered_whatever_its_kind(room: Room, kind: str) -> None:
    options = ("Le matin", "Le soir") if kind == "choice" else ()
    label = questions.add_question(
        room.house,
        room.facilitator,
        QuestionDraft("Quand est-ce le plus dur ?", kind, side="client", options=options),
    )
    room.enter("journeys")
    room.show()
    questions.push_question(room.house, room.facilitator, label)
    expect(room.page.get_by_text("Quand est-ce le plus dur ?")).to_be_visible(timeout=SLOW)
    form = f"answers:{label}"
    if kind == "card":
        room.page.locator("label:has(input[name=kind][value=irritant])").click()
        room.page.locator("#form textarea").fill("Le lundi matin")
        room.page.locator("#form button.send").click()
        expect(room.page.locator("#own li")).to_have_count(1, timeout=SLOW)
        assert [card.question for card in room.view.cards if card.text == "Le lundi matin"] == [
            label
        ]
        return
    if kind == "text":
        room.page.locator(f'[id="{form}"] textarea').fill("Le lundi matin")
        room.page.locator(f'[id="{form}"] button.plain').click()
    else:
        room.tap(form, "1")
    room.eventually(
        lambda: (
            [(row.value, row.text) for row in room.held(tables.answer)]
            == [(None, "Le lundi matin") if kind == "text" else (1, "")]
        )
    )


def test_one_tap_gives_the_side_that_has_not_spoken_its_voice(room: Room) -> None:
    room.enter("group")
    room.show()
    room.tap("mirror:T1", "irritant")
    room.tap("mirror:T2", "none")
    room.tap("mirror:T3", "skip")
    room.eventually(
        lambda: (
            sorted(row.value for row in room.held(tables.mirror)) == ["irritant", "none", "skip"]
        )
    )
    room.page.reload()
    pressed = room.page.locator('[id="mirror:T1"] button[aria-pressed=true]')
    expect(pressed).to_have_attribute("value", "irritant")


def test_points_are_given_and_taken_back_and_the_result_waits_for_the_reveal(room: Room) -> None:
    room.enter("vote")
    room.show()
    bank = room.page.locator("#bank b")
    expect(bank).to_have_text("5")
    more = room.page.locator('[id="votes:T1"] button', has_text="+")
    for left in ("4", "3", "2"):
        more.click()
        expect(bank).to_have_text(left)
    expect(more).to_have_attribute("aria-disabled", "true")  # three at most in one place
    room.page.locator('[id="votes:T1"] button', has_text="−").click()
    expect(bank).to_have_text("3")
    room.page.locator('[id="votes:T2"] button', has_text="+").click()
    expect(bank).to_have_text("2")
    room.eventually(
        lambda: sorted(row.points for row in room.held(tables.ballot)) == [1, 2],
    )
    room.page.reload()
    expect(bank).to_have_text("2")
    expect(room.page.locator(".results")).to_have_count(0)

    votes.reveal_vote(room.house, room.facilitator, "V1")
    results = room.page.locator(".results li")
    expect(results.first).to_contain_text("Attente", timeout=SLOW)
    expect(results.first).to_contain_text("2")


def test_a_round_with_paper_codes_asks_for_one_first(room: Room) -> None:
    label = votes.open_vote(room.house, room.facilitator, NewVote(with_codes=True))
    [slip] = slips.new_codes(room.house, room.facilitator, label, 1)
    room.enter("vote")
    room.show()
    field = room.page.locator("#slip")
    field.fill("2222-2222")
    room.page.locator("form[data-live=code] button").click()
    expect(room.page.locator("form[data-live=code] .err")).to_be_visible(timeout=SLOW)
    expect(field).to_have_value("2222-2222")
    field.fill(slip.lower())
    room.page.locator("form[data-live=code] button").click()
    expect(room.page.locator("#bank b")).to_have_text("5", timeout=SLOW)


def test_an_idea_is_sent_with_the_topic_it_answers(room: Room) -> None:
    room.enter("ideate")
    room.show()
    room.page.locator(".topics label").first.click()
    room.page.locator("#idea").fill("Prendre rendez-vous en ligne")
    room.page.locator("form[data-send=solutions] button.send").click()
    expect(room.page.locator("[data-of=solutions] li")).to_have_count(1, timeout=SLOW)
    [idea] = room.view.solutions
    assert (idea.title, idea.topics) == ("Prendre rendez-vous en ligne", ("T1",))


def test_whoever_would_help_gives_a_name_and_may_take_it_back(room: Room) -> None:
    solutions.add_solution(room.house, room.facilitator, title="Un seul écran", topics=["T1"])
    cards = [PaperCard(f"On attend {number}", "client", "irritant", "any") for number in range(5)]
    add_by_hand(room.house, room.facilitator, cards, one_person=False)
    room.enter("ideate")
    room.show()
    room.page.locator("a[href='?more=help#help']").click()
    offer, name = room.page.locator('[id="help:S1"] button'), room.page.locator("#helper")
    offer.click()
    expect(room.page.locator("#help .say")).to_be_visible(timeout=SLOW)
    expect(name).to_be_focused()
    name.fill("Ada Martin")
    name.press("Enter")  # which one would be meant?
    expect(offer).to_have_attribute("aria-pressed", "false")
    offer.click()
    expect(offer).to_have_attribute("aria-pressed", "true", timeout=SLOW)
    room.eventually(lambda: room.view.solutions[0].helpers == ("Ada Martin",))
    room.show()
    expect(offer).to_have_attribute("aria-pressed", "true", timeout=SLOW)
    expect(name).to_have_value("Ada Martin")
    offer.click()
    room.eventually(lambda: room.view.solutions[0].helpers == ())


def test_a_question_of_the_facilitator_takes_the_place_of_the_topics(room: Room) -> None:
    room.enter("ideate")
    room.show()
    expect(room.page.locator(".topics")).to_have_count(1)
    solutions.focus_topic(room.house, room.facilitator, "T2")
    expect(room.page.locator(".topics")).to_have_count(0, timeout=SLOW)
    room.page.locator("#idea").fill("Prendre rendez-vous en ligne")
    room.page.locator("form[data-send=solutions] button.send").click()
    room.eventually(lambda: [line.topics for line in room.view.solutions] == [("T2",)])


def test_an_idea_is_rated_on_its_three_effects(room: Room) -> None:
    solutions.add_solution(room.house, room.facilitator, title="Un seul écran", topics=["T1"])
    room.enter("weigh")
    room.show()
    for effect, value in (("client", "1"), ("employee", "2"), ("usability", "0")):
        room.page.locator(f"label:has(input[name={effect}][value='{value}'])").click()
    save = room.page.locator('[id="ratings:S1"] button.plain')
    if save.is_visible():
        save.click()
    room.eventually(
        lambda: (
            [(row.client, row.employee, row.usability) for row in room.held(tables.rating)]
            == [(1, 2, 0)]
        )
    )


def test_a_phone_says_that_it_has_finished_and_whose_it_is(room: Room) -> None:
    room.enter("capture")
    room.show()
    ready = room.page.locator("#ready button")
    ready.click()
    expect(ready).to_have_attribute("aria-pressed", "true", timeout=SLOW)
    room.eventually(lambda: room.view.room.ready == 1)
    room.page.locator("details:has(.speaks) summary").click()
    room.page.locator("label:has(input[name=speaks_for][value=client])").click()
    room.page.locator("label:has(input[name=origin][value=table])").click()
    room.eventually(lambda: (room.view.room.tables, room.view.room.for_client) == (1, 1))
    room.page.locator("label:has(input[name=where][value=away])").click()
    # Who takes part from elsewhere is counted there, whatever device it is.
    room.eventually(lambda: (room.view.room.tables, room.view.room.away) == (0, 1))
    room.enter("group")
    room.eventually(lambda: room.view.room.ready == 0)  # each phase begins anew


def test_what_the_phase_hides_comes_with_the_reveal(room: Room) -> None:
    rights.set_rights(
        room.house, room.facilitator, "capture", may=["add_card", "me_too"], sees="nothing"
    )
    room.enter("capture")
    for number in range(6):
        row = CardRow(f"La file d’attente du matin {number}", "client", "irritant", "")
        import_cards(room.house, room.facilitator, [row])
    room.show()
    assert "file d’attente" not in room.page.content()
    expect(room.page.locator("#near")).to_have_count(0)
    rights.reveal(room.house, room.facilitator, shown=True)
    expect(room.page.locator("#near")).to_have_count(1, timeout=SLOW)


def test_a_card_is_sent_without_any_script(plain_room: Room) -> None:
    plain_room.enter("capture")
    plain_room.show()
    write_card(plain_room.page, "Le guichet ferme trop tôt")
    expect(plain_room.page.locator("#own li .said")).to_have_text("Le guichet ferme trop tôt")
    plain_room.page.locator("#after button[value=none]").click()
    assert [row.value for row in plain_room.held(tables.mirror)][-1:] == ["none"]

    write_card(plain_room.page, " ")
    expect(plain_room.page.locator("#form [role=alert]")).to_be_visible()
    assert len([card for card in plain_room.view.cards if "guichet" in card.text]) == 1


def test_points_are_given_without_any_script(plain_room: Room) -> None:
    plain_room.enter("vote")
    plain_room.show()
    for left in ("4", "3"):
        plain_room.page.locator('[id="votes:T1"] button', has_text="+").click()
        expect(plain_room.page.locator("#bank b")).to_have_text(left)
    plain_room.page.locator('[id="votes:T1"] button', has_text="−").click()
    expect(plain_room.page.locator("#bank b")).to_have_text("4")
    assert [row.points for row in plain_room.held(tables.ballot)] == [1]
    votes.reveal_vote(plain_room.house, plain_room.facilitator, "V1")
    plain_room.page.wait_for_timeout(1500)  # another process tells the server within a second
    plain_room.show()
    expect(plain_room.page.locator(".results li").first).to_contain_text(re.compile("Attente"))
