"""Capture: what phones are asked, the wall's controls, and the keys before the room."""

from typing import Any

import pytest

from tests.pages.people import send_cards
from tests.pages.stage import Stage
from tests.pages.test_group import Sent, drawn  # noqa: F401  (a fixture)
from workshop.domain.words import CardStatus, Phase, SetAside
from workshop.services import moderation, signin, workshops
from workshop.services.views.workshop import CardLine

PAGE = "facilitator/capture"


def card(stage: Stage, label: str) -> CardLine:
    found = stage.view.card(label)
    assert found is not None
    return found


def test_the_step_and_side_of_the_room_are_sent_to_phones(demo: Stage) -> None:
    app = demo.open(PAGE)
    assert not app.exception
    assert app.button(key="push-focus").disabled
    step = str(demo.view.steps[2].id)
    app.selectbox(key="focus-step").select(step)
    app.selectbox(key="focus-side").select("employee").run()
    app.button(key="push-focus").click().run()
    workshop = demo.view.workshop
    assert (workshop.focus_step, workshop.focus_side) == (step, "employee")


def test_the_wall_speaks_the_words_of_the_workshop(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    demo.open(PAGE)
    wall = drawn["wall"]
    assert [step["title"] for step in wall["steps"]] == [
        step.client_title for step in demo.view.steps
    ]
    assert wall["words"]["client"] == demo.words("side.label.client")
    assert set(wall["words"]["reasons"]) == set(SetAside)
    assert "cards" not in wall  # texts come by the board channel alone


def test_a_card_is_set_aside_with_a_reason_and_put_back(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    asked = {"card": "C1", "reason": "names_somebody", "note": "un prénom", "at": 1}
    drawn["wall!"] = Sent(aside=asked)
    app = demo.open(PAGE)
    assert card(demo, "C1").status is CardStatus.HIDDEN
    (line,) = demo.view.moderation.log
    assert (line.card, line.reason, line.note) == ("C1", SetAside.NAMES_SOMEBODY, "un prénom")
    assert app.toast[0].value == demo.words("ui.wall.was_set_aside", card="C1")
    drawn["wall!"] = Sent(show={"card": "C1", "at": 2})
    app.run()
    assert card(demo, "C1").status is CardStatus.SHOWN


def test_a_card_is_parked(demo: Stage, drawn: dict[str, Any]) -> None:  # noqa: F811
    drawn["wall!"] = Sent(park={"card": "C1", "at": 1})
    demo.open(PAGE)
    assert card(demo, "C1").status is CardStatus.PARKED


def test_cards_that_wait_are_shown_one_by_one_or_all_at_once(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    workshops.set_phase(demo.house, demo.console, Phase.CAPTURE)
    moderation.save_moderation(demo.house, demo.console, inbox_first=True)
    labels = send_cards(demo, 3)
    drawn["wall!"] = Sent(show={"card": labels[0], "at": 1})
    app = demo.open(PAGE)
    assert drawn["wall"]["inbox_first"]
    assert demo.view.moderation.waiting == 2
    drawn["wall!"] = Sent(show_all={"card": "", "at": 2})
    app.run()
    assert demo.view.moderation.waiting == 0
    assert app.toast[0].value == demo.words.count("ui.wall.approved", 2)


def test_a_card_that_changed_since_it_was_read_is_not_let_out(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    workshops.set_phase(demo.house, demo.console, Phase.CAPTURE)
    moderation.save_moderation(demo.house, demo.console, inbox_first=True)
    seen = demo.view.workshop.revision  # before any of these was there
    labels = send_cards(demo, 2)
    drawn["wall!"] = Sent(show={"card": labels[0], "seen": seen, "at": 1})
    app = demo.open(PAGE)
    assert len(app.error) == 1
    drawn["wall!"] = Sent(show_all={"card": "", "seen": seen, "at": 2})
    app.run()
    assert demo.view.moderation.waiting == 2
    drawn["wall!"] = Sent(show_all={"card": "", "seen": demo.view.workshop.revision, "at": 3})
    app.run()
    assert demo.view.moderation.waiting == 0


@pytest.mark.parametrize(
    "asked",
    [
        {"aside": {"card": "C999", "reason": "twice"}},
        {"aside": {"card": "C1", "reason": "because"}},
        {"aside": "C1"},
        {"aside": {"card": "C1", "reason": "other", "note": "x" * 400}},
        {"show": {"card": "C999"}},
        {"show": ["C1"]},
        {"park": {"card": "'; --"}},
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_no_failure(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
    asked: dict[str, Any],
) -> None:
    revision = demo.view.workshop.revision
    drawn["wall!"] = Sent(**asked)
    app = demo.open(PAGE)
    assert not app.exception
    assert len(app.error) == 1
    assert demo.view.workshop.revision == revision


def test_a_device_is_removed_only_after_a_second_tap(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    workshops.set_phase(demo.house, demo.console, Phase.CAPTURE)
    one, two = send_cards(demo, 2, token="one-phone")
    drawn["wall!"] = Sent(remove={"card": one, "at": 1})
    app = demo.open(PAGE)
    assert card(demo, one).status is CardStatus.SHOWN
    assert any(card(demo, one).text in text.value for text in app.text)
    drawn["wall!"] = Sent(remove={"card": one, "at": 1})
    app.checkbox("remove-cards-too").check()
    app.button("remove-sure").click().run()
    assert not app.exception
    assert {card(demo, label).status for label in (one, two)} == {CardStatus.HIDDEN}


def test_a_browser_that_signed_out_sets_nothing_aside(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    app = demo.open(PAGE)
    signin.sign_out(demo.house, demo.cookie)
    drawn["wall!"] = Sent(aside={"card": "C1", "reason": "twice"})
    app.run()
    assert card(demo, "C1").status is CardStatus.SHOWN
    assert app.title[0].value == demo.words("ui.signed_out.title")
