"""Capture: what phones are asked, the wall's controls, and the keys before the room."""

from typing import Any

from tests.pages.stage import Stage
from tests.pages.test_group import Sent, drawn  # noqa: F401  (a fixture)
from workshop.domain.words import CardStatus
from workshop.services import signin

PAGE = "facilitator/capture"


def status(stage: Stage, label: str) -> CardStatus:
    card = stage.view.card(label)
    assert card is not None
    return card.status


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
    assert "cards" not in wall  # texts come by the board channel alone


def test_a_card_is_hidden_and_put_back_from_the_wall(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    drawn["wall!"] = Sent(hide="C1")
    app = demo.open(PAGE)
    assert status(demo, "C1") is CardStatus.HIDDEN
    drawn["wall!"] = Sent(restore="C1")
    app.run()
    assert status(demo, "C1") is CardStatus.SHOWN


def test_a_card_that_went_meanwhile_is_a_sentence_and_no_failure(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    drawn["wall!"] = Sent(hide="C999")
    app = demo.open(PAGE)
    assert not app.exception
    assert "C999" in app.error[0].value


def test_one_key_hides_the_last_card_and_another_darkens_the_projector(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    shown = len(demo.view.shown_cards)
    drawn["keys!"] = Sent(hide_last=1.0)
    app = demo.open(PAGE)
    assert len(demo.view.shown_cards) == shown - 1
    drawn["keys!"] = Sent(blank=2.0)
    app.run()
    assert demo.view.workshop.projector_blank
    assert [warning.value for warning in app.warning] == [demo.words("ui.wall.dark")]


def test_a_browser_that_signed_out_hides_nothing(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    app = demo.open(PAGE)
    signin.sign_out(demo.house, demo.cookie)
    drawn["wall!"] = Sent(hide="C1")
    app.run()
    assert status(demo, "C1") is CardStatus.SHOWN
    assert app.title[0].value == demo.words("ui.signed_out.title")
