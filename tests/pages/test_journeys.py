"""Journeys: steps are added, changed, moved and removed, and no card is lost on the way."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.stage import Stage, has, keyed, shown
from workshop.domain.words import Role
from workshop.i18n import words
from workshop.services import journeys
from workshop.ui import sortables
from workshop.ui.plain import plain

PAGE = "facilitator/journeys"


def press(app: AppTest, *keys: str) -> AppTest:
    """Press these together: a dialog is open only in the run of the button that opens it."""
    for key in keys:
        app.button(key).click()
    app.run()
    assert not app.exception
    return app


def choose(app: AppTest, step: int) -> AppTest:
    return app.selectbox(keyed(app, "journeys-menu")).set_value(step).run()


def ids(stage: Stage) -> list[int]:
    return [step.id for step in stage.view.steps]


def remove_all(stage: Stage) -> None:
    for step in ids(stage):
        journeys.remove_step(stage.house, stage.console, step, cards_to="any")


def test_a_workshop_without_steps_says_where_to_begin(bare: Stage) -> None:
    remove_all(bare)
    app = bare.open(PAGE)
    assert bare.words("ui.journeys.none") in shown(app)
    press(app, "step-add")
    app.text_input("step-client-new").set_value("Chercher")
    press(app, "step-add", "step-save")
    assert [step.client_title for step in bare.view.steps] == ["Chercher"]


def test_a_step_is_added_with_all_it_says(bare: Stage) -> None:
    app = press(bare.open(PAGE), "step-add")
    app.text_input("step-client-new").set_value("Payer")
    app.text_input("step-employee-new").set_value("Encaisser")
    app.multiselect("step-front-new").set_value(["Caissière"])
    app.multiselect("step-tools-new").set_value(["Caisse", "Terminal"])
    app.checkbox("step-truth-new").set_value(True)
    press(app, "step-add", "step-save")
    added = bare.view.steps[-1]
    assert (added.client_title, added.employee_title) == ("Payer", "Encaisser")
    assert (added.front, added.back, added.tools) == (("Caissière",), (), ("Caisse", "Terminal"))
    assert added.moment_of_truth


def test_a_step_is_renamed_and_the_others_stay(bare: Stage) -> None:
    before = bare.view.steps
    app = choose(bare.open(PAGE), before[2].id)
    press(app, "step-edit")
    app.text_input(f"step-client-{before[2].id}").set_value("Autrement dit")
    press(app, "step-edit", "step-save")
    after = bare.view.steps
    assert after[2].client_title == "Autrement dit"
    assert (after[2].front, after[2].tools) == (before[2].front, before[2].tools)
    assert after[:2] + after[3:] == before[:2] + before[3:]


def test_a_step_needs_a_title(bare: Stage) -> None:
    app = press(bare.open(PAGE), "step-add")
    press(app, "step-add", "step-save")
    assert [error.value for error in app.error] == [bare.words("error.text_empty")]
    assert len(bare.view.steps) == 7


def test_steps_move_without_a_mouse(bare: Stage) -> None:
    first, second, third, *rest = ids(bare)
    app = choose(bare.open(PAGE), second)
    press(app, "step-before")
    assert ids(bare) == [second, first, third, *rest]
    press(app, "step-after")
    assert ids(bare) == [first, second, third, *rest]
    press(app, "step-after")
    assert ids(bare) == [first, third, second, *rest]
    app = choose(app, first)
    assert app.button("step-before").disabled


def test_a_drag_is_one_change_of_order(bare: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    before = ids(bare)
    app = bare.open(PAGE)
    app.session_state["journeys-order"] = True
    drags = [1]

    def drag_once(items: list[str], **_: object) -> list[str]:
        return [*items[1:], items[0]] if drags and drags.pop() else items

    monkeypatch.setattr(sortables, "sort_items", drag_once)
    revision = bare.view.workshop.revision
    app.run()
    assert not app.exception
    assert ids(bare) == [*before[1:], before[0]]
    assert bare.view.workshop.revision == revision + 1


def test_labels_of_an_older_screen_move_nothing(
    bare: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ids(bare)
    app = bare.open(PAGE)
    app.session_state["journeys-order"] = True
    monkeypatch.setattr(sortables, "sort_items", lambda items, **_: [*items[1:], "9 · Ailleurs"])
    app.run()
    assert ids(bare) == before
    assert [error.value for error in app.error] == [plain(bare.words("error.screen_stale"))]


def test_the_menu_puts_a_step_before_another(bare: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sortables, "sort_items", lambda items, **_: items)
    before = ids(bare)
    app = choose(bare.open(PAGE), before[4])
    app.session_state["journeys-order"] = True
    app.run()
    app.selectbox(f"order-before-{before[4]}").set_value(before[1])
    press(app, "order-move")
    moved = [before[0], before[4], before[1], before[2], before[3], *before[5:]]
    assert ids(bare) == moved


def test_cards_of_a_removed_step_go_where_they_are_told(demo: Stage) -> None:
    view = demo.view
    step, target = view.steps[0], view.steps[1]
    held = [card.label for card in view.cards if card.step == str(step.id)]
    assert held
    app = choose(demo.open(PAGE), step.id)
    press(app, "step-remove")
    press(app, "step-remove", "remove-sure")
    assert [error.value for error in app.error] == [
        plain(demo.words("error.step_has_cards", cards=len(held)))
    ]
    assert len(demo.view.steps) == len(view.steps)
    app.selectbox(f"remove-to-{step.id}").set_value(str(target.id))
    press(app, "step-remove", "remove-sure")
    after = demo.view
    assert len(after.steps) == len(view.steps) - 1
    assert {card.step for card in after.cards if card.label in held} == {str(target.id)}
    assert len(after.cards) == len(view.cards)


def test_a_step_without_cards_goes_after_one_question(bare: Stage) -> None:
    app = press(bare.open(PAGE), "step-remove")
    assert len(bare.view.steps) == 7
    press(app, "step-remove", "remove-sure")
    assert len(bare.view.steps) == 6


def test_a_stranger_and_the_sponsor_see_no_step(bare: Stage) -> None:
    bare.become(Role.SPONSOR)
    app = bare.open(PAGE)
    assert [title.value for title in app.title] == [words(bare.language)("ui.not_here.title")]
    assert not has(app, "step-add")
    bare.cookie = "nothing"
    app = bare.open(PAGE)
    assert [title.value for title in app.title] == [words(bare.language)("ui.signed_out.title")]
    assert not has(app, "step-add")
