"""The agenda: chosen and changed on its page, followed by the next step, cut when time slips."""

from dataclasses import replace
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages import test_home
from tests.pages.stage import Stage, has
from workshop.domain.agenda import Slot, total
from workshop.domain.agenda_templates import agenda_template
from workshop.domain.shortening import Kind
from workshop.domain.words import Phase
from workshop.services import agenda, workshops
from workshop.services.actors import Console
from workshop.services.house import set_house
from workshop.services.views.workshop import read_workshop_view
from workshop.ui.agenda_page import slots_of
from workshop.ui.agenda_words import agenda_said, what_is_lost

PAGE = "facilitator/agenda"
HALF_DAY = agenda_template("half_day").slots


def press(app: AppTest, key: str) -> AppTest:
    app.button(key).click().run()
    assert not app.exception
    return app


def later(stage: Stage, minutes: float) -> None:
    """From now on it is so much later in this house."""
    moment = stage.house.clock() + timedelta(minutes=minutes)
    stage.house = replace(stage.house, clock=lambda: moment)
    set_house(stage.house)


@pytest.fixture
def half_day(bare: Stage) -> Stage:
    agenda.choose_agenda(bare.house, bare.console, HALF_DAY)
    return bare


def test_a_template_is_looked_at_and_taken(bare: Stage) -> None:
    app = bare.open(PAGE)
    assert not app.exception
    assert not has(app, "agenda-take")
    [choice] = [radio for radio in app.radio if str(radio.key).startswith("agenda-template")]
    choice.set_value("short").run()
    assert not app.exception
    assert bare.view.workshop.agenda == ()
    press(app, "agenda-take")
    assert bare.view.workshop.agenda == agenda_template("short").slots
    [choice] = [radio for radio in app.radio if str(radio.key).startswith("agenda-template")]
    assert choice.value == "short"
    choice.set_value("none").run()
    press(app, "agenda-take")
    assert bare.view.workshop.agenda == ()


def test_minutes_are_changed_a_phase_left_out_and_a_break_added(half_day: Stage) -> None:
    app = half_day.open(PAGE)
    fields = {
        str(field.key).rpartition("-")[2]: field
        for field in app.number_input
        if "minutes" in str(field.key)
    }
    fields["weigh"].set_value(0)
    fields["plan"].set_value(40)
    [more] = [box for box in app.selectbox if str(box.key).startswith("agenda-more")]
    more.set_value(Phase.VOTE)
    [save] = [button for button in app.button if button.key == "agenda-save"]
    save.click().run()
    assert not app.exception
    kept = half_day.view.workshop.agenda
    assert total(kept) == 180 - 15 + 10 + 15
    assert Slot(None, 15) in kept
    assert Phase.WEIGH not in [slot.phase for slot in kept]
    [choice] = [radio for radio in app.radio if str(radio.key).startswith("agenda-template")]
    assert choice.value == "own"


def test_what_is_typed_makes_slots_with_breaks_between_phases_only() -> None:
    typed = {Phase.PLAN: 30, Phase.FRAME: 10, Phase.VOTE: 0}
    breaks = {Phase.FRAME: 15, Phase.VOTE: 15, Phase.PLAN: 15}
    assert slots_of(typed, breaks) == [Slot(Phase.FRAME, 10), Slot(None, 15), Slot(Phase.PLAN, 30)]
    assert slots_of({}, breaks) == []


def test_a_phase_whose_minutes_stay_keeps_what_was_cut_of_it() -> None:
    before = (Slot(Phase.FRAME, 10), Slot(Phase.VOTE, 0, cut=8), Slot(Phase.PLAN, 20, cut=10))
    typed = {Phase.FRAME: 10, Phase.VOTE: 0, Phase.PLAN: 20}
    assert slots_of(typed, {}, before) == list(before)
    assert slots_of({**typed, Phase.PLAN: 25}, {}, before)[-1] == Slot(Phase.PLAN, 25)


def test_no_minutes_at_all_are_no_agenda_and_said_to_be(half_day: Stage) -> None:
    app = half_day.open(PAGE)
    for field in app.number_input:
        field.set_value(0)
    press(app, "agenda-save")
    assert half_day.view.workshop.agenda == ()
    assert app.toast[0].value == half_day.words("ui.agenda.dropped")


def test_a_break_is_only_added_after_a_phase_that_there_is(half_day: Stage) -> None:
    [more] = [
        box for box in half_day.open(PAGE).selectbox if str(box.key).startswith("agenda-more")
    ]
    t = half_day.words
    before_the_last = ["frame", "journeys", "mood", "group", "matrix", "vote", "ideate"]
    before_the_last += ["weigh", "plan"]
    assert more.options == [t(f"phase.{phase}") for phase in before_the_last]


def test_minutes_typed_over_a_colleague_s_change_are_not_said_to_be_saved(half_day: Stage) -> None:
    app = half_day.open(PAGE)
    next(iter(app.number_input)).set_value(30)
    agenda.choose_agenda(half_day.house, half_day.console, agenda_template("day").slots)
    press(app, "agenda-save")
    assert half_day.view.workshop.agenda == agenda_template("day").slots
    assert app.toast[0].value == half_day.words("ui.agenda.meanwhile")


def test_a_room_back_in_its_first_phase_keeps_its_clock_and_may_begin_again(
    half_day: Stage,
) -> None:
    workshops.set_phase(half_day.house, half_day.console, "frame")
    workshops.go_on(half_day.house, half_day.console, seen=Phase.FRAME)
    later(half_day, 20)
    workshops.set_phase(half_day.house, half_day.console, "frame")
    began = half_day.view.workshop.agenda_began_at
    app = half_day.open("facilitator/frame")
    assert app.button("agenda-begin").label == half_day.words("ui.agenda.again.first")
    app = press(app, "agenda-begin")
    assert half_day.view.workshop.agenda_began_at != began
    assert not has(app, "agenda-begin")


def test_half_of_a_phase_loses_something_else_than_all_of_it(half_day: Stage) -> None:
    t = half_day.words
    for phase in (Phase.WEIGH, Phase.IDEATE):
        said = {what_is_lost(t, phase, kind) for kind in Kind}
        assert len(said) == 2
    assert what_is_lost(t, Phase.GROUP, Kind.HALVE) == t("ui.phase.group.short")


def test_the_day_begins_from_the_page_and_from_the_bar(half_day: Stage) -> None:
    press(half_day.open(PAGE), "agenda-begin")
    began = half_day.view.workshop.agenda_began_at
    assert began is not None
    agenda.choose_agenda(half_day.house, half_day.console, ())
    agenda.choose_agenda(half_day.house, half_day.console, HALF_DAY)
    app = press(half_day.open("facilitator/frame"), "agenda-begin")
    assert half_day.view.workshop.agenda_began_at is not None
    assert not has(app, "agenda-begin")


def test_the_next_step_follows_the_agenda_with_its_break(half_day: Stage) -> None:
    workshops.set_phase(half_day.house, half_day.console, "capture")
    app = half_day.open("facilitator/capture")
    t = half_day.words
    assert app.button("next-phase").label == t("ui.phase.next_break", phase=t("phase.group"), n=15)
    workshops.set_phase(half_day.house, half_day.console, "vote")
    app = half_day.open("facilitator/vote")
    assert app.button("next-phase").label == t("ui.phase.next", phase=t("phase.ideate"))


def test_the_guide_says_the_minutes_of_the_agenda(half_day: Stage) -> None:
    app = half_day.open("facilitator/capture")
    t = half_day.words
    labels = [expander.label for expander in app.expander]
    assert t("ui.guide", minutes=t("ui.conduct.minutes", n=20)) in labels
    agenda.choose_agenda(half_day.house, half_day.console, ())
    labels = [expander.label for expander in half_day.open("facilitator/capture").expander]
    assert t("ui.guide", minutes=t("ui.phase.capture.minutes")) in labels


def test_a_room_that_is_late_cuts_and_takes_it_back(half_day: Stage) -> None:
    workshops.set_phase(half_day.house, half_day.console, "frame")
    workshops.set_phase(half_day.house, half_day.console, "group")
    app = half_day.open("facilitator/group")
    assert not has(app, "agenda-short-confirm")
    workshops.set_phase(half_day.house, half_day.console, "frame")
    workshops.go_on(half_day.house, half_day.console, seen=Phase.FRAME)
    later(half_day, 30)
    app = half_day.open("facilitator/journeys")
    assert not app.exception
    ticked = [box for box in app.checkbox if str(box.key).startswith("agenda-cut") and box.value]
    assert len(ticked) >= 2
    press(app, "agenda-short-confirm")
    clock = half_day.view.workshop.clock(half_day.house.clock())
    assert clock is not None
    assert clock.late_minutes < 5
    press(half_day.open("facilitator/journeys"), "agenda-short-back")
    assert half_day.view.workshop.agenda == HALF_DAY


def test_to_leave_a_phase_out_saves_all_its_minutes_whatever_was_said_of_half_of_it(
    half_day: Stage,
) -> None:
    workshops.set_phase(half_day.house, half_day.console, "frame")
    workshops.go_on(half_day.house, half_day.console, seen=Phase.FRAME)
    later(half_day, 40)
    app = half_day.open("facilitator/journeys")
    boxes = [box for box in app.checkbox if str(box.key).startswith("agenda-cut-")]
    for box in boxes:
        box.set_value("weigh-drop" in str(box.key))
    app.run()
    confirm = app.button("agenda-short-confirm")
    assert confirm.label == half_day.words("ui.agenda.short.confirm", n=15)


def test_a_shortened_agenda_is_taken_back_from_its_page(half_day: Stage) -> None:
    agenda.cut_agenda(half_day.house, half_day.console, {Phase.VOTE: 0})
    press(half_day.open(PAGE), "agenda-back")
    assert half_day.view.workshop.agenda == HALF_DAY


def test_a_phase_outside_the_agenda_is_reached_all_the_same(half_day: Stage) -> None:
    app = press(half_day.open("facilitator/causes"), "open-phase")
    assert half_day.view.workshop.phase is Phase.CAUSES
    t = half_day.words
    assert app.button("next-phase").label == t("ui.phase.next", phase=t("phase.ideate"))


def test_no_clock_is_drawn_without_an_agenda(bare: Stage) -> None:
    app = bare.open("facilitator/capture")
    assert not has(app, "agenda-begin")


def test_the_room_is_told_what_it_is_going_to_do(half_day: Stage) -> None:
    t = half_day.words
    told = agenda_said(t, half_day.view.workshop.agenda)
    assert told.startswith(f"{t('phase.frame')} · ")
    assert f" · {t('ui.agenda.break')} · " in told
    assert "180" in told
    assert t("phase.causes") not in told
    assert agenda_said(t, ()) == ""


def test_a_workshop_is_created_for_the_length_of_its_session(bare: Stage) -> None:
    app = test_home.press(test_home.home(bare), "new")
    app.button_group("new-agenda").set_value("short")
    test_home.press(app, "new", "new-create")
    [made] = [line.code for line in test_home.lines(bare) if line.code != bare.code]
    workshop = read_workshop_view(bare.house, Console(made)).workshop
    assert workshop.agenda == agenda_template("short").slots
