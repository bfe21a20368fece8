"""Steps: added, said, reordered, removed with their cards dealt with."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.services.cast import Cast
from tests.services.test_races import together
from workshop.domain.errors import (
    NumberOutOfRange,
    ScreenStale,
    StepHasCards,
    StepUnknown,
    TextEmpty,
    TextTooLong,
    ValueUnknown,
)
from workshop.domain.journey import Channel, Kpi
from workshop.domain.words import Backing, Known, Push, VolumePeriod, VolumeUnit
from workshop.services import capture, journeys, moderation, workshops
from workshop.services.journeys import Step
from workshop.services.templates import StepDraft
from workshop.services.transaction import snapshot
from workshop.services.views.room import read_room
from workshop.services.views.workshop import read_workshop_view


def _steps(cast: Cast) -> tuple[Step, ...]:
    return read_workshop_view(cast.house, cast.alice).steps


def _titles(cast: Cast) -> list[str]:
    return [step.client_title for step in _steps(cast)]


def test_a_step_is_added_behind_all_others_whatever_was_removed(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    for step in cast.steps[:2]:
        journeys.remove_step(house, alice, step)
    journeys.add_step(house, alice, StepDraft(" Come \n back "))
    assert _titles(cast) == ["Leave", "Come back"]
    assert [step.position for step in _steps(cast)] == [1, 2]


def test_a_step_has_a_client_title_that_fits(cast: Cast) -> None:
    for title, refusal in (("", TextEmpty), ("\x00", TextEmpty), ("x" * 121, TextTooLong)):
        with pytest.raises(refusal):
            journeys.add_step(cast.house, cast.alice, StepDraft(title))
    with pytest.raises(TextTooLong):
        journeys.add_step(cast.house, cast.alice, StepDraft("x", "x" * 121))


def test_everything_a_step_says_is_replaced(cast: Cast) -> None:
    first = StepDraft(
        "Call",
        "Answer",
        moment_of_truth=True,
        front=("Agent", " Agent "),
        back=("IT",),
        channels=(Channel("Phone"),),
        tools=("CRM",),
    )
    second = StepDraft("Call us", front=("Host",), tools=tuple(f"Tool {n}" for n in range(20)))
    for draft in (first, second):
        journeys.save_step(cast.house, cast.alice, cast.steps[1], draft)
        step = _steps(cast)[1]
        if draft is first:
            assert (step.client_title, step.employee_title) == ("Call", "Answer")
            assert (step.front, step.back) == (("Agent",), ("IT",))
            assert (step.channel_names, step.tools) == (("Phone",), ("CRM",))
            assert step.moment_of_truth
    assert (step.client_title, step.employee_title, step.front) == ("Call us", "", ("Host",))
    assert (step.back, step.channels) == ((), ())
    assert step.tools == second.tools[:12]
    assert _titles(cast) == ["Arrive", "Call us", "Leave"]


FULL = StepDraft(
    "Call",
    channels=(
        Channel(
            "Phone",
            0,
            VolumeUnit.CLIENTS,
            VolumePeriod.WEEK,
            Known.NO,
            "Switchboard",
            date(2026, 3, 1),
        ),
        Channel("Chat"),
    ),
    kpis=(
        Kpi("Calls a day", "Operations", Push.DOWN, Push.DOWN),
        Kpi("Satisfaction", "Quality", Push.UP, Push.UNKNOWN),
        Kpi("Satisfaction", "Sales", Push.UP, Push.NONE),
    ),
    backed=Backing.PARTLY,
    client_choice=Known.NO,
)


def test_figures_kpis_choice_and_backing_are_kept_as_they_were_said(cast: Cast) -> None:
    journeys.save_step(cast.house, cast.alice, cast.steps[0], FULL)
    assert _steps(cast)[0].draft == FULL
    assert journeys.add_step(cast.house, cast.alice, FULL) == _steps(cast)[-1].id
    assert _steps(cast)[-1].draft == FULL


def test_an_unknown_volume_is_not_zero(cast: Cast) -> None:
    journeys.save_step(cast.house, cast.alice, cast.steps[0], FULL)
    assert [channel.volume for channel in _steps(cast)[0].channels] == [0, None]


def test_lists_are_cleaned_and_each_name_is_there_once(cast: Cast) -> None:
    draft = StepDraft(
        "Call",
        channels=(Channel(" Phone "), Channel("Phone", 5), Channel(""), Channel("\x00", 7)),
        kpis=(Kpi("", "Sales"), Kpi(" Calls", " Sales "), Kpi("Calls", "Sales", Push.UP)),
    )
    journeys.save_step(cast.house, cast.alice, cast.steps[0], draft)
    step = _steps(cast)[0]
    assert (step.channels, step.kpis) == ((Channel("Phone"),), (Kpi("Calls", "Sales"),))
    many = StepDraft(
        "Call",
        channels=tuple(Channel(f"Way {n}") for n in range(20)),
        kpis=tuple(Kpi(f"KPI {n}") for n in range(20)),
    )
    journeys.save_step(cast.house, cast.alice, cast.steps[0], many)
    step = _steps(cast)[0]
    assert (step.channels, step.kpis) == (many.channels[:12], many.kpis[:12])


@pytest.mark.parametrize("volume", [-1, 10**12 + 1, 10**30, True, 1.5, "12"])
def test_a_volume_is_a_whole_number_or_unknown(cast: Cast, volume: Any) -> None:
    with pytest.raises(NumberOutOfRange):
        journeys.add_step(
            cast.house, cast.alice, StepDraft("Call", channels=(Channel("Phone", volume),))
        )
    assert len(_steps(cast)) == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"lane": "left"},
        {"backed": "maybe"},
        {"client_choice": ""},
        {"channels": (Channel("Phone", unit="calls"),)},  # type: ignore[arg-type]
        {"channels": (Channel("Phone", period="hour"),)},  # type: ignore[arg-type]
        {"channels": (Channel("Phone", findable="often"),)},  # type: ignore[arg-type]
        {"kpis": (Kpi("Calls", client="sideways"),)},  # type: ignore[arg-type]
        {"kpis": (Kpi("Calls", employee=""),)},  # type: ignore[arg-type]
    ],
)
def test_words_outside_their_lists_are_refused(cast: Cast, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueUnknown):
        journeys.save_step(cast.house, cast.alice, cast.steps[0], StepDraft("Call", **wrong))
    assert _titles(cast)[0] == "Arrive"


def test_who_saves_a_step_that_a_colleague_has_changed_is_told_and_nothing_is_lost(
    cast: Cast,
) -> None:
    house, step = cast.house, cast.steps[0]
    seen = _steps(cast)[0].draft
    journeys.save_step(house, cast.bob, step, replace(seen, tools=("CRM",)), seen=seen)
    with pytest.raises(ScreenStale):
        journeys.save_step(house, cast.alice, step, replace(seen, back=("IT",)), seen=seen)
    assert (_steps(cast)[0].tools, _steps(cast)[0].back) == (("CRM",), ())
    now = _steps(cast)[0].draft
    journeys.save_step(house, cast.alice, step, replace(now, back=("IT",)), seen=now)
    assert (_steps(cast)[0].tools, _steps(cast)[0].back) == (("CRM",), ("IT",))


def test_of_those_who_save_a_step_at_once_one_is_heard_and_the_others_are_told(
    cast: Cast,
) -> None:
    seen = _steps(cast)[0].draft

    def save(number: int) -> str:
        draft = replace(seen, client_title=f"Arrive {number}")
        try:
            journeys.save_step(cast.house, cast.alice, cast.steps[0], draft, seen=seen)
        except ScreenStale:
            return "stale"
        return draft.client_title

    [kept] = [answer for answer in together(8, save) if answer != "stale"]
    assert _titles(cast)[0] == kept


def test_phones_are_woken_by_titles_and_not_by_figures(cast: Cast) -> None:
    def woken(draft: StepDraft) -> bool:
        before = read_room(cast.house, cast.code).room_revision
        journeys.save_step(cast.house, cast.alice, cast.steps[0], draft)
        return read_room(cast.house, cast.code).room_revision > before

    assert woken(FULL)
    assert not woken(replace(FULL, kpis=(), channels=(), front=("Agent",)))
    assert woken(replace(FULL, employee_title="Answer"))


def test_steps_are_put_in_another_order(cast: Cast) -> None:
    journeys.reorder_steps(cast.house, cast.alice, list(reversed(cast.steps)))
    assert _titles(cast) == ["Leave", "Ask", "Arrive"]


def test_an_order_names_each_step_once(cast: Cast) -> None:
    one, two, three = cast.steps
    for order in ([one, two], [one, two, two], [one, two, three, three], [one, two, 10**30]):
        with pytest.raises(ValueUnknown):
            journeys.reorder_steps(cast.house, cast.alice, order)
    with pytest.raises(ValueUnknown):
        journeys.reorder_steps(cast.house, cast.alice, [one, two, cast.their_step])
    assert _titles(cast) == ["Arrive", "Ask", "Leave"]


@pytest.mark.parametrize("step", [0, -1, 10**30, "99999999999999999999", "\x00", "any"])
def test_an_unknown_step_is_refused(cast: Cast, step: Any) -> None:
    with pytest.raises(StepUnknown):
        journeys.save_step(cast.house, cast.alice, step, StepDraft("x"))
    with pytest.raises(StepUnknown):
        journeys.remove_step(cast.house, cast.alice, step)
    if step != "any":
        with pytest.raises(StepUnknown):
            workshops.push_focus(cast.house, cast.alice, step=str(step), side="")


def test_a_step_with_cards_is_removed_only_with_a_word_on_them(cast: Cast) -> None:
    arrive, ask, leave = cast.steps
    shown, hidden = cast.cards(2, step=arrive)
    moderation.set_aside(cast.house, cast.alice, hidden, reason="other")
    with pytest.raises(StepHasCards) as refused:
        journeys.remove_step(cast.house, cast.alice, arrive)
    assert refused.value.facts == {"cards": 2}
    for target in (str(arrive), str(cast.their_step), "99999999999999999999", ""):
        with pytest.raises(StepUnknown):
            journeys.remove_step(cast.house, cast.alice, arrive, cards_to=target)
    journeys.remove_step(cast.house, cast.alice, arrive, cards_to=str(leave))
    journeys.remove_step(cast.house, cast.alice, leave, cards_to="any")
    view = read_workshop_view(cast.house, cast.alice)
    assert [step.id for step in view.steps] == [ask]
    assert {card.label: card.step for card in view.cards} == {shown: "any", hidden: "any"}


def test_a_withdrawn_card_holds_no_step_back(cast: Cast) -> None:
    sent = cast.sent("author", step=cast.steps[0])
    cast.send(capture.add_cards, sent)
    cast.send(capture.edit_own_cards, capture.CardEdit("author", sent.card_id, None))
    journeys.remove_step(cast.house, cast.alice, cast.steps[0])
    assert _titles(cast) == ["Ask", "Leave"]


def test_the_step_that_the_room_speaks_of_is_forgotten_with_it(cast: Cast) -> None:
    arrive, ask, _ = cast.steps
    workshops.push_focus(cast.house, cast.alice, step=str(ask), side="client")
    journeys.remove_step(cast.house, cast.alice, arrive)
    with snapshot(cast.house, cast.alice) as seen:
        assert seen.workshop.focus_step == str(ask)
    journeys.remove_step(cast.house, cast.alice, ask)
    with snapshot(cast.house, cast.alice) as seen:
        assert (seen.workshop.focus_step, seen.workshop.focus_side) == ("", "client")
