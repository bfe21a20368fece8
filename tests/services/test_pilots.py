"""Pilots: never read on one side only, never generalised while a side pays or nobody can tell."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.services.cast import Cast
from workshop.domain.errors import (
    ActionUnknown,
    DatesReversed,
    MeasureUnknown,
    PilotDecided,
    PilotMeasureRead,
    PilotOneSided,
    PilotOpen,
    PilotSidePays,
    PilotUnknown,
    PilotUnread,
    ProjectUnknown,
    ReadingUnknown,
    TextEmpty,
    TextTooLong,
    ValueUnknown,
    WorkshopError,
)
from workshop.domain.pilots import PilotVerdict, Read, Why
from workshop.domain.words import Moment, PilotDecision, Side
from workshop.services import actions, measures, pilots, projects, readings, workshops
from workshop.services.actions import ActionDraft
from workshop.services.actors import Visitor
from workshop.services.measures import MeasureDraft
from workshop.services.pilots import PilotDraft
from workshop.services.projects import ProjectDraft
from workshop.services.readings import ReadingDraft
from workshop.services.transaction import glance
from workshop.services.views.pilots import PilotLine, PilotsView, read_pilots
from workshop.services.views.sponsor import read_sponsor_view
from workshop.services.views.workshop import read_script_view
from workshop.storage import tables

APRIL, MAY = date(2026, 4, 1), date(2026, 5, 15)
LOW = "5 6 4 5 6 5 4 5 5 5"
HIGH = "8 9 7 8 9 8 7 8 8 8"


def _view(cast: Cast) -> PilotsView:
    return read_pilots(cast.house, cast.alice)


def _pilot(cast: Cast, label: str = "E1") -> PilotLine:
    line = _view(cast).pilot(label)
    assert line is not None
    return line


def _two_sided(cast: Cast, **said: Any) -> str:
    """A pilot with M1 of the client's side and M2 of the team's."""
    for side in Side:
        measure = MeasureDraft(side, f"Ease, {side}", "out of 10", "up", 0.5)
        measures.add_measure(cast.house, cast.alice, measure)
    draft = PilotDraft("Call back", "six advisers", APRIL, MAY, measures=("M1", "M2"))
    return pilots.add_pilot(cast.house, cast.alice, replace(draft, **said))


def _read(cast: Cast, measure: str, before: str, after: str, *, pilot: str = "E1") -> None:
    for moment, day, values in (("before", APRIL, before), ("after", MAY, after)):
        draft = ReadingDraft(measure, moment, day, pilot=pilot, values=values)
        readings.record_reading(cast.house, cast.alice, draft)


def _decide(cast: Cast, decision: str, because: str = "Because", label: str = "E1") -> None:
    pilots.decide_pilot(cast.house, cast.alice, label, decision=decision, because=because)


def test_a_pilot_says_what_is_tried_with_whom_and_when(cast: Cast) -> None:
    action = actions.add_action(cast.house, cast.alice, ActionDraft("Call back"))
    project = projects.add_project(cast.house, cast.alice, ProjectDraft("One voice"))
    label = _two_sided(cast, title=" Call\nback ", action=action, project=project)
    line = _pilot(cast, label)
    assert (line.label, line.title, line.tried_with) == ("E1", "Call back", "six advisers")
    assert (line.starts_on, line.ends_on) == (APRIL, MAY)
    assert (line.action, line.project, line.decision) == (action, project, None)
    assert [(found.label, found.side) for found in line.measures] == [
        ("M1", Side.CLIENT),
        ("M2", Side.EMPLOYEE),
    ]
    assert line.is_two_sided
    assert line.voices is None
    assert (line.outcome.verdict, line.outcome.why) == (PilotVerdict.UNDECIDED, Why.BOTH_UNREAD)
    view = _view(cast)
    assert (view.actions, view.projects) == ({action: "Call back"}, {project: "One voice"})
    assert view.pilot("E2") is None


def test_client_up_and_team_down_is_not_a_success_and_cannot_be_generalised(cast: Cast) -> None:
    _two_sided(cast)
    _read(cast, "M1", LOW, HIGH)
    _read(cast, "M2", HIGH, LOW)
    outcome = _pilot(cast).outcome
    assert (outcome.client, outcome.employee) == (Read.UP, Read.DOWN)
    assert (outcome.verdict, outcome.why) == (PilotVerdict.NOT_A_SUCCESS, Why.EMPLOYEE_PAYS)
    assert outcome.suggests is PilotDecision.CORRECT
    with pytest.raises(PilotSidePays) as refused:
        _decide(cast, "generalise", label="e1")
    assert refused.value.facts == {"pilot": "E1"}
    assert _pilot(cast).decision is None
    _decide(cast, "stop")
    assert _pilot(cast).decision is PilotDecision.STOP


def test_the_sponsor_reads_both_sides_and_no_mean_of_a_handful_of_people(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    _two_sided(cast)
    _read(cast, "M1", LOW, HIGH)
    _read(cast, "M2", "9 8 9", "4 5 4")
    readings.record_reading(house, alice, ReadingDraft("M2", "follow", MAY, mean=7.5))
    workshops.open_to_sponsor(house, alice, is_open=True)
    results = read_sponsor_view(house, cast.sam)
    [pilot] = results.pilots
    assert (pilot.label, pilot.title, pilot.tried_with) == ("E1", "Call back", "six advisers")
    assert (pilot.outcome.verdict, pilot.decision) == (PilotVerdict.UNDECIDED, None)
    assert [(line.label, line.before, line.after, line.read) for line in pilot.measures] == [
        ("M1", 5, 8, Read.UP),
        ("M2", None, None, Read.TOO_FEW),
    ]
    assert [(line.label, line.before, line.after) for line in results.measures] == [
        ("M2", 7.5, None)
    ]


def test_a_script_reads_that_client_up_and_team_down_is_not_a_success(cast: Cast) -> None:
    _two_sided(cast)
    _read(cast, "M1", LOW, HIGH)
    _read(cast, "M2", HIGH, LOW)
    [pilot] = read_script_view(cast.house, cast.alice).pilots
    assert pilot.outcome.verdict is PilotVerdict.NOT_A_SUCCESS


def test_a_pilot_of_which_a_side_is_untold_cannot_be_generalised(cast: Cast) -> None:
    _two_sided(cast)
    _read(cast, "M1", LOW, HIGH)
    with pytest.raises(PilotUnread):
        _decide(cast, "generalise")
    _read(cast, "M2", "5 5 5", "8 8 8")  # three voices tell nothing
    assert _pilot(cast).voices == 3
    with pytest.raises(PilotUnread):
        _decide(cast, "generalise")
    _decide(cast, "correct")


def test_a_pilot_in_which_both_gain_is_generalised_with_its_reason(cast: Cast) -> None:
    _two_sided(cast)
    _read(cast, "M1", LOW, HIGH)
    _read(cast, "M2", LOW, HIGH)
    line = _pilot(cast)
    assert (line.outcome.verdict, line.outcome.why) == (PilotVerdict.SUCCESS, Why.BOTH_GAIN)
    assert line.voices == 10
    [client] = line.of(Side.CLIENT)
    assert client.change is not None
    assert client.change.estimate == 3
    _decide(cast, "generalise", " Both\ngain ")
    line = _pilot(cast)
    assert (line.decision, line.because) == (PilotDecision.GENERALISE, "Both gain")
    assert line.decided_on == cast.house.clock().date()


@pytest.mark.parametrize(
    ("decision", "because", "refusal"),
    [
        ("celebrate", "x", ValueUnknown),
        ("", "x", ValueUnknown),
        ("stop", " ", TextEmpty),
        ("stop", "x" * 1001, TextTooLong),
    ],
)
def test_a_decision_is_one_of_three_and_says_why(
    cast: Cast, decision: str, because: str, refusal: type[WorkshopError]
) -> None:
    _two_sided(cast)
    with pytest.raises(refusal):
        _decide(cast, decision, because)
    assert _pilot(cast).decision is None


def test_what_is_decided_stands_until_it_is_opened_again(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    _two_sided(cast)
    _read(cast, "M1", LOW, HIGH)
    with pytest.raises(PilotOpen):
        pilots.reopen_pilot(house, alice, "E1")
    _decide(cast, "correct")
    before = _pilot(cast)
    reading = ReadingDraft("M1", "after", MAY, pilot="E1", values=LOW)
    for late in (
        lambda: _decide(cast, "stop"),
        lambda: pilots.save_pilot(house, alice, "E1", PilotDraft("Other")),
        lambda: readings.record_reading(house, alice, reading),
        lambda: readings.remove_reading(
            house, alice, "M1", moment="after", taken_on=MAY, pilot="E1"
        ),
    ):
        with pytest.raises(PilotDecided):
            late()
    assert _pilot(cast) == before
    pilots.reopen_pilot(house, cast.bob, "E1")
    line = _pilot(cast)
    assert (line.decision, line.because, line.decided_on) == (None, "", None)
    readings.record_reading(house, alice, reading)
    pilots.remove_pilot(house, alice, "E1")
    assert _view(cast).pilots == ()
    assert len(_view(cast).measures) == 2
    with glance(house) as connection:
        assert connection.scalar(select(func.count()).select_from(tables.reading)) == 0
    assert pilots.add_pilot(house, alice, PilotDraft("Next")) == "E2"


def test_a_pilot_is_read_only_with_a_measure_of_each_side(cast: Cast) -> None:
    _two_sided(cast, measures=("M1",))
    draft = ReadingDraft("M1", "before", APRIL, pilot="E1", values=LOW)
    with pytest.raises(PilotOneSided):
        readings.record_reading(cast.house, cast.alice, draft)
    with pytest.raises(MeasureUnknown):  # not one of this pilot's
        readings.record_reading(cast.house, cast.alice, replace(draft, measure="M2"))
    line = _pilot(cast)
    assert not line.is_two_sided
    assert line.of(Side.EMPLOYEE) == ()
    pilots.save_pilot(
        cast.house, cast.alice, "E1", PilotDraft("Call back", measures=("M2", "M1", "M1"))
    )
    readings.record_reading(cast.house, cast.alice, draft)
    line = _pilot(cast)
    assert [found.label for found in line.waits_for(Moment.BEFORE)] == ["M2"]
    assert [found.label for found in line.waits_for(Moment.AFTER)] == ["M1", "M2"]


def test_a_reading_of_a_pilot_is_put_right_and_taken_back(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    _two_sided(cast)
    draft = ReadingDraft("M1", "before", APRIL, pilot="E1", values=LOW)
    readings.record_reading(house, alice, draft)
    # The same moment on another day is the same reading.
    readings.record_reading(house, cast.bob, replace(draft, taken_on=MAY, values="", mean=7))
    [first, _] = _pilot(cast).measures
    assert first.before is not None
    assert (first.before.taken_on, first.before.sample.mean) == (MAY, 7)
    assert (first.change, first.read) == (None, Read.TOO_FEW)
    with pytest.raises(ReadingUnknown):
        readings.remove_reading(house, alice, "M1", moment="before", taken_on=APRIL, pilot="E1")
    readings.remove_reading(house, alice, "M1", moment="before", taken_on=MAY, pilot="E1")
    assert _pilot(cast).measures[0].before is None


def test_after_never_comes_before_before(cast: Cast) -> None:
    _two_sided(cast)
    for first, second in (("before", "after"), ("after", "before")):
        day = {"before": MAY, "after": APRIL}
        draft = ReadingDraft("M1", first, day[first], pilot="E1", values=LOW)
        readings.record_reading(cast.house, cast.alice, draft)
        wrong = replace(draft, moment=second, taken_on=day[second])
        with pytest.raises(DatesReversed):
            readings.record_reading(cast.house, cast.alice, wrong)
        readings.record_reading(cast.house, cast.alice, replace(wrong, taken_on=day[first]))
        for moment in (first, second):
            readings.remove_reading(
                cast.house, cast.alice, "M1", moment=moment, taken_on=day[first], pilot="E1"
            )


def test_a_measure_that_was_read_for_a_pilot_stays_with_it(cast: Cast) -> None:
    _two_sided(cast)
    _read(cast, "M2", LOW, HIGH)
    without, with_it = (PilotDraft("Call back", measures=(label,)) for label in ("M1", "M2"))
    with pytest.raises(PilotMeasureRead) as refused:
        pilots.save_pilot(cast.house, cast.alice, "E1", without)
    assert refused.value.facts == {"measure": "M2"}
    pilots.save_pilot(cast.house, cast.alice, "E1", with_it)
    assert [found.label for found in _pilot(cast).measures] == ["M2"]


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"title": " "}, TextEmpty),
        ({"title": "x" * 121}, TextTooLong),
        ({"tried_with": "x" * 1001}, TextTooLong),
        ({"starts_on": MAY, "ends_on": APRIL}, DatesReversed),
        ({"action": "A9"}, ActionUnknown),
        ({"action": "A1\x00"}, ActionUnknown),
        ({"project": "J9"}, ProjectUnknown),
        ({"measures": ("M1", "M9")}, MeasureUnknown),
    ],
)
def test_a_pilot_that_breaks_a_rule_is_refused(
    cast: Cast, said: dict[str, Any], refusal: type[WorkshopError]
) -> None:
    _two_sided(cast)
    before = _view(cast).pilots
    draft = replace(PilotDraft("Try"), **said)
    with pytest.raises(refusal):
        pilots.add_pilot(cast.house, cast.alice, draft)
    with pytest.raises(refusal):
        pilots.save_pilot(cast.house, cast.alice, "E1", draft)
    assert _view(cast).pilots == before


@pytest.mark.parametrize("label", ["E9", "E99999999999", "M1", "", "E1\x00"])
def test_an_unknown_pilot_is_refused(cast: Cast, label: str) -> None:
    _two_sided(cast)
    house, alice = cast.house, cast.alice
    reading = ReadingDraft("M1", "before", APRIL, pilot=label or "E0", values=LOW)
    for gesture in (
        lambda: pilots.save_pilot(house, alice, label, PilotDraft("Try")),
        lambda: pilots.remove_pilot(house, alice, label),
        lambda: pilots.reopen_pilot(house, alice, label),
        lambda: _decide(cast, "stop", label=label),
        lambda: readings.record_reading(house, alice, reading),
    ):
        with pytest.raises(PilotUnknown):
            gesture()


def test_of_two_facilitators_who_decide_at_once_the_second_is_told(cast: Cast) -> None:
    _two_sided(cast)

    def decide(one: tuple[Visitor, str]) -> str:
        actor, decision = one
        try:
            pilots.decide_pilot(
                cast.house,
                actor,
                "E1",
                decision=decision,
                because=decision,
            )
        except PilotDecided:
            return ""
        return decision

    with ThreadPoolExecutor(2) as pool:
        decided = list(pool.map(decide, [(cast.alice, "stop"), (cast.bob, "correct")] * 4))
    [kept] = [decision for decision in decided if decision]
    line = _pilot(cast)
    assert (line.decision, line.because) == (kept, kept)


def test_of_two_facilitators_who_read_the_same_moment_one_reading_is_left(cast: Cast) -> None:
    _two_sided(cast)
    follow = ReadingDraft("M1", "follow", APRIL, values=LOW)

    def record(draft: ReadingDraft) -> None:
        readings.record_reading(cast.house, cast.alice, draft)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(record, [replace(follow, moment="before", pilot="E1"), follow] * 4))
    with glance(cast.house) as connection:
        assert connection.scalar(select(func.count()).select_from(tables.reading)) == 2
