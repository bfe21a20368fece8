"""The projector's window: it follows the phase, and shows what the room may see."""

from typing import Any

import pytest

from tests.pages.stage import Stage
from tests.pages.test_group import drawn  # noqa: F401  (a fixture)
from workshop.domain.words import Phase
from workshop.services import moderation, signin, topics, workshops

PAGE = "facilitator/projector"


@pytest.mark.parametrize("phase", list(Phase))
def test_every_phase_has_its_picture_and_title(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
    phase: Phase,
) -> None:
    workshops.set_phase(demo.house, demo.console, phase)
    app = demo.open(PAGE)
    assert not app.exception
    assert app.title[0].value == demo.words(f"ui.projector.{phase}")
    pictures = set(drawn) - {"projector-ear", "keys"}
    assert len(pictures) == (2 if phase is Phase.CAPTURE else 1)


def test_the_window_has_no_control(demo: Stage) -> None:
    app = demo.open(PAGE)
    assert not app.button
    assert not app.selectbox
    assert not app.text_input


def test_a_quadrant_shows_four_topics_or_three_and_how_many_more(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    demo.open(PAGE)
    first = drawn["projector-matrix"]["quadrants"][0]
    assert (first["code"], len(first["topics"]), first["more"]) == ("priority", 4, 0)
    label = demo.view.topics[-1].label
    for topic in demo.view.topics:
        if topic.quadrant == "indicators":
            label = topic.label
    topics.place_topics(demo.house, demo.console, {label: "priority"}, because="the room says so")
    demo.open(PAGE)
    first = drawn["projector-matrix"]["quadrants"][0]
    assert (len(first["topics"]), first["more"]) == (3, 2)


def test_the_tray_of_topics_without_a_place_is_in_sight(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    demo.open(PAGE)
    tray = drawn["projector-matrix"]["tray"]
    assert demo.words.count("ui.matrix.tray", 1) in tray["text"]


def test_one_topic_opens_full_screen_without_its_hidden_cards(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    topic = demo.view.topics[0]
    card = demo.view.card(topic.cards[0])
    assert card is not None
    moderation.set_aside(demo.house, demo.console, card.label, reason="other")
    topics.show_topic(demo.house, demo.console, topic.label)
    app = demo.open(PAGE)
    assert app.title[0].value == demo.words("ui.projector.topic")
    lines = drawn["slide-topic"]["items"]
    assert lines[0]["label"] == topic.label
    assert all(card.text not in line.get("under", "") for line in lines)


def test_it_says_what_the_room_speaks_of(demo: Stage) -> None:
    workshops.set_phase(demo.house, demo.console, Phase.CAPTURE)
    step = demo.view.steps[1]
    workshops.push_focus(demo.house, demo.console, step=str(step.id), side="client")
    app = demo.open(PAGE)
    assert app.text[0].value == f"{demo.words('side.label.client')} · {step.client_title}"


def test_a_dark_projector_shows_nothing_of_the_workshop(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    workshops.blank_projector(demo.house, demo.console, blank=True)
    app = demo.open(PAGE)
    assert not app.title
    assert set(drawn) <= {"projector-ear", "keys"}


def test_verdicts_have_words_and_a_sign_beside_their_colour(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    workshops.set_phase(demo.house, demo.console, Phase.WEIGH)
    demo.open(PAGE)
    lines = drawn["slide-list"]["items"]
    assert [line["tone"] for line in lines].count("red") == 1
    assert lines[0]["note"] == f"✕ {demo.words('transfer.red')}"


def test_a_revoked_browser_sees_nothing(demo: Stage, drawn: dict[str, Any]) -> None:  # noqa: F811
    signin.sign_out(demo.house, demo.cookie)
    app = demo.open(PAGE)
    assert app.title[0].value == demo.words("ui.signed_out.title")
    assert drawn == {}
