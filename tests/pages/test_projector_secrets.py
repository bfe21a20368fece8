"""The room never sees what is not revealed: in no phase, in no facilitator's window.

Words that nobody else uses are planted wherever somebody may have said or typed one. All that
reaches a projector's window is looked through: what its components are given, the text of its page,
and what its stream is sent.
"""

import json
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.pages.asking import answer, give, phones
from tests.pages.stage import Stage, shown
from tests.pages.test_group import drawn  # noqa: F401  (a fixture)
from workshop.domain.words import Phase, Role
from workshop.services import (
    capture,
    moderation,
    moods,
    people,
    questions,
    rights,
    signin,
    solutions,
    topics,
    votes,
    workshops,
)
from workshop.services.actors import Visitor
from workshop.services.people import PersonDraft
from workshop.services.questions import QuestionDraft
from workshop.services.views.board import read_board

PAGE = "facilitator/projector"
SAID = "zyxsaid"  # a card on the wall
IDEA = "zyxidea"
NEVER = ("zyxaside", "zyxwhy", "zyxparked", "zyxready", "Zyxelle", "zyx@example.org")
"""A card set aside and why, a parked one, a question not asked, a person and her address."""
TOPIC = "zyxtopic"
MEAN = "1.4"  # of the mood that is planted

Drawn = dict[str, Any]


@pytest.fixture
def planted(bare: Stage) -> Stage:
    house, me = bare.house, bare.console
    workshops.set_phase(house, me, Phase.CAPTURE)
    cards = [
        capture.CardSent(f"phone-{n}", str(uuid.uuid4()), "client", "irritant", "any", text)
        for n, text in enumerate((SAID, "zyxaside", "zyxparked"))
    ]
    phones(bare, capture.add_cards, cards)
    by_text = {card.text: card.label for card in bare.view.cards}
    moderation.set_aside(house, me, by_text["zyxaside"], reason="other", note="zyxwhy")
    moderation.park(house, me, by_text["zyxparked"])
    topics.make_topic(house, me, title=TOPIC, cards=[by_text[SAID]])
    questions.add_question(house, me, QuestionDraft("zyxready", "text"))
    people.add_person(house, me, PersonDraft("Zyxelle", email="zyx@example.org"))
    workshops.set_phase(house, me, Phase.MOOD)
    step = next(line.step for line in bare.view.questions if line.step)
    felt = [
        moods.MoodSent(f"phone-{n}", step, "client", value)
        for n, value in enumerate(("2", "2", "1", "1", "1"))
    ]
    phones(bare, moods.set_moods, felt)
    workshops.set_phase(house, me, Phase.IDEATE)
    idea = solutions.SolutionSent("phone-1", str(uuid.uuid4()), IDEA, ("T1",))
    phones(bare, solutions.add_solutions, [idea])
    return bare


@pytest.fixture
def facilitators(planted: Stage) -> list[Visitor]:
    """Two of them, each with a window of her own."""
    cookies = [
        signin.use_signin_link(planted.house, signin.new_signin_link(planted.house))
        for _ in range(2)
    ]
    return [Visitor(planted.code, cookie, Role.FACILITATOR) for cookie in cookies]


Told = Callable[[list[Visitor]], Iterator[str]]


@pytest.fixture
def told(planted: Stage, drawn: Drawn) -> Told:  # noqa: F811
    """Gives all that reaches each facilitator's window on the projector."""

    def tell(windows: list[Visitor]) -> Iterator[str]:
        for visitor in windows:
            planted.cookie = visitor.token
            drawn.clear()
            app = planted.open(PAGE)
            assert not app.exception
            streamed = read_board(planted.house, visitor, projector=True).cards
            yield "\n".join((json.dumps([drawn, streamed], default=str), shown(app)))

    return tell


def test_no_window_is_told_what_the_room_may_not_read(
    planted: Stage, told: Told, facilitators: list[Visitor]
) -> None:
    house, (alice, bob) = planted.house, facilitators
    for phase in Phase:
        rights.set_rights(house, alice, phase, may=[], sees="count")
        workshops.set_phase(house, bob, phase)
        [text] = told([alice])
        assert not [word for word in (SAID, IDEA, MEAN, *NEVER) if word in text], phase
        rights.reveal(house, alice, shown=True)
        [text] = told([bob])
        assert not [word for word in NEVER if word in text], phase
        assert SAID in text
        assert (IDEA in text) is (phase in (Phase.IDEATE, Phase.WEIGH)), phase
        assert (MEAN in text) is (phase in (Phase.JOURNEYS, Phase.MOOD)), phase


def test_what_one_facilitator_hides_again_is_gone_from_both_windows(
    planted: Stage, told: Told, facilitators: list[Visitor]
) -> None:
    house, (alice, bob) = planted.house, facilitators
    rights.set_rights(house, alice, Phase.IDEATE, may=[], sees="count")
    rights.reveal(house, alice, shown=True)
    assert all(IDEA in text for text in told(facilitators))
    rights.reveal(house, bob, shown=False)
    assert not [text for text in told(facilitators) if SAID in text or IDEA in text]


def test_no_window_is_told_a_vote_before_its_reveal(
    planted: Stage, told: Told, facilitators: list[Visitor]
) -> None:
    house, (alice, bob) = planted.house, facilitators
    workshops.set_phase(house, alice, Phase.VOTE)
    give(planted, "V1", {"T1": 3}, {"T1": 2})
    votes.close_vote(house, bob, "V1")
    assert not [text for text in told(facilitators) if TOPIC in text]
    votes.reveal_vote(house, alice, "V1")
    assert all(TOPIC in text for text in told(facilitators))


def test_no_window_is_told_an_answer_before_its_reveal(
    planted: Stage, told: Told, facilitators: list[Visitor]
) -> None:
    house, (alice, bob) = planted.house, facilitators
    label = questions.add_question(house, alice, QuestionDraft("Why?", "text"))
    questions.push_question(house, bob, label)
    answer(planted, label, texts=["zyxanswer"] * 5)
    assert not [text for text in told(facilitators) if "zyxanswer" in text]
    questions.reveal_question(house, alice, label, revealed=True)
    assert all("zyxanswer" in text for text in told(facilitators))
