"""Journeys: steps are added, changed, moved and removed, and no card is lost on the way."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.stage import Stage, has, keyed, shown
from workshop.domain.journey import Channel, Kpi
from workshop.domain.words import (
    Backing,
    JourneyMode,
    Known,
    Lane,
    Push,
    Role,
    VolumePeriod,
    VolumeUnit,
)
from workshop.i18n import words
from workshop.services import journeys, lanes
from workshop.services.journeys import Step
from workshop.services.templates import StepDraft
from workshop.ui import sortables, step_form
from workshop.ui.plain import plain
from workshop.ui.shell import Visit

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


def test_a_channel_says_how_many_from_where_and_whether_it_is_found(bare: Stage) -> None:
    step = bare.view.steps[1]
    app = press(choose(bare.open(PAGE), step.id), "step-edit")
    app.number_input(keyed(app, "channel-volume-0-")).set_value(12_500)
    app.selectbox(keyed(app, "channel-unit-0-")).set_value(VolumeUnit.FILES)
    app.selectbox(keyed(app, "channel-per-0-")).set_value(VolumePeriod.WEEK)
    app.selectbox(keyed(app, "channel-find-0-")).set_value(Known.NO)
    press(app, "step-edit")
    app.text_input(keyed(app, "channel-from-0-")).set_value("Standard")
    app.date_input(keyed(app, "channel-on-0-")).set_value(date(2026, 3, 1))
    press(app, "step-edit", "step-save")
    first, *others = bare.view.steps[1].channels
    assert first == Channel(
        step.channels[0].name,
        12_500,
        VolumeUnit.FILES,
        VolumePeriod.WEEK,
        Known.NO,
        "Standard",
        date(2026, 3, 1),
    )
    assert tuple(others) == step.channels[1:]
    assert {channel.volume for channel in others} == {None}


def test_a_volume_is_unknown_again_when_its_field_is_emptied(bare: Stage) -> None:
    step = bare.view.steps[1]
    known = tuple(replace(one, volume=7, figure_on=date(2026, 3, 1)) for one in step.channels)
    journeys.save_step(bare.house, bare.console, step.id, replace(step.draft, channels=known))
    app = press(choose(bare.open(PAGE), step.id), "step-edit")
    field = app.number_input(keyed(app, "channel-volume-0-"))
    assert (field.value, field.proto.HasField("default")) == (7, False)
    field.set_value(None)
    press(app, "step-edit", "step-save")
    assert [channel.volume for channel in bare.view.steps[1].channels][:2] == [None, 7]
    assert {channel.figure_on for channel in bare.view.steps[1].channels} == {date(2026, 3, 1)}


def test_a_kpi_says_who_owns_it_and_where_it_pushes(bare: Stage) -> None:
    app = press(bare.open(PAGE), "step-add")
    app.text_input("step-client-new").set_value("Payer")
    app.multiselect("step-kpis-new").set_value(["Appels par jour"])
    press(app, "step-add")
    app.text_input(keyed(app, "kpi-department-0-")).set_value("Exploitation")
    app.selectbox(keyed(app, "kpi-client-0-")).set_value(Push.DOWN)
    app.selectbox(keyed(app, "kpi-own-0-")).set_value(Push.UP)
    app.selectbox("step-backed-new").set_value(Backing.PARTLY)
    app.selectbox("step-choice-new").set_value(Known.YES)
    press(app, "step-add", "step-save")
    added = bare.view.steps[-1]
    assert added.kpis == (Kpi("Appels par jour", "Exploitation", Push.DOWN, Push.UP),)
    assert (added.backed, added.client_choice) == (Backing.PARTLY, Known.YES)


def test_who_saves_after_a_colleague_reads_what_they_wrote_and_may_save_again(bare: Stage) -> None:
    step = bare.view.steps[0]
    app = press(bare.open(PAGE), "step-edit")
    journeys.save_step(bare.house, bare.console, step.id, replace(step.draft, tools=("Loupe",)))
    app.text_input(f"step-client-{step.id}").set_value("Ma version")
    _save_as_it_was_opened(app, step)
    assert [warning.value for warning in app.warning] == [bare.words("ui.journeys.stale")]
    assert any("Loupe" in text.value for text in app.text)
    assert bare.view.steps[0].client_title == step.client_title


def _save_as_it_was_opened(app: AppTest, step: Step) -> None:
    """Press save in a dialog that was opened before the colleague saved."""

    def asked_before(visit: Visit, _: Step | None, **named: Any) -> None:
        step_form.ask_step(visit, step, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("workshop.ui.journeys.ask_step", asked_before)
        press(app, "step-edit", "step-save")


def test_departments_that_share_no_figure_are_named(bare: Stage) -> None:
    step = bare.view.steps[0]
    apart = (Kpi("A", "Ventes"), Kpi("B", "Qualité"))
    journeys.save_step(bare.house, bare.console, step.id, replace(step.draft, kpis=apart))
    seen = shown(bare.open(PAGE))
    assert bare.words("ui.journeys.silos") in seen
    assert bare.words.listing(["Ventes", "Qualité"]) in seen
    for found in bare.view.steps:
        shared = (Kpi("A", "Ventes, Qualité"),)
        journeys.save_step(bare.house, bare.console, found.id, replace(found.draft, kpis=shared))
    assert bare.words("ui.journeys.silos") not in shown(bare.open(PAGE))


def test_roles_of_the_map_are_held_against_the_room(bare: Stage) -> None:
    roles = bare.view.coverage
    seen = shown(bare.open(PAGE))
    assert all(role.name in seen for role in roles)
    assert bare.words("ui.journeys.coverage.away") in seen
    remove_all(bare)
    journeys.add_step(bare.house, bare.console, StepDraft("Payer"))
    assert bare.words("ui.journeys.coverage.help") not in shown(bare.open(PAGE))


def test_the_journeys_are_read_in_another_way_and_back(bare: Stage) -> None:
    before = bare.view.steps
    app = press(bare.open(PAGE), "journeys-mode")
    assert bare.view.workshop.mode is JourneyMode.LIFE_CYCLE
    assert has(app, "step-add-client")
    assert has(app, "step-add-employee")
    press(app, "journeys-mode")
    assert bare.view.steps == before


def test_a_step_of_each_side_is_added_to_its_lane(bare: Stage) -> None:
    lanes.set_mode(bare.house, bare.console, "life_cycle")
    for lane in ("client", "employee"):
        app = press(bare.open(PAGE), f"step-add-{lane}")
        app.text_input("step-client-new").set_value(f"Nouvelle {lane}")
        press(app, f"step-add-{lane}", "step-save")
    assert {
        step.client_title: step.lane for step in bare.view.steps if "Nouvelle" in step.client_title
    } == {"Nouvelle client": Lane.CLIENT, "Nouvelle employee": Lane.EMPLOYEE}


def test_steps_are_linked_and_parted_without_a_mouse(bare: Stage) -> None:
    lanes.set_mode(bare.house, bare.console, "life_cycle")
    client = [step.id for step in bare.view.steps if step.lane is Lane.CLIENT]
    own = [step.id for step in bare.view.steps if step.lane is Lane.EMPLOYEE]
    app = choose(bare.open(PAGE), client[0])
    app.multiselect(keyed(app, "links-")).set_value([own[0], own[2]]).run()
    assert not app.exception
    assert (client[0], own[2]) in bare.view.links
    app = choose(app, own[2])
    app.multiselect(keyed(app, "links-")).set_value([client[0]]).run()
    assert [pair for pair in bare.view.links if pair[1] == own[2]] == [(client[0], own[2])]


def test_the_way_back_is_refused_in_words_while_something_would_be_lost(bare: Stage) -> None:
    lanes.set_mode(bare.house, bare.console, "life_cycle")
    journeys.add_step(bare.house, bare.console, StepDraft("Être recruté", lane=Lane.EMPLOYEE))
    app = press(bare.open(PAGE), "journeys-mode")
    assert [error.value for error in app.error] == [plain(bare.words("error.mode_mixed", steps=1))]
    assert bare.view.workshop.mode is JourneyMode.LIFE_CYCLE


def test_a_step_of_a_lane_moves_inside_it(bare: Stage) -> None:
    lanes.set_mode(bare.house, bare.console, "life_cycle")
    client = [step.id for step in bare.view.steps if step.lane is Lane.CLIENT]
    first, second, *rest = [step.id for step in bare.view.steps if step.lane is Lane.EMPLOYEE]
    press(choose(bare.open(PAGE), second), "step-before")
    assert ids(bare) == [*client, second, first, *rest]
