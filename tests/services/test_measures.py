"""Measures of both sides, and what was read of them for the whole programme."""

import math
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.services.cast import Cast
from workshop.domain.errors import (
    FigureUnusable,
    MeasureInUse,
    MeasureUnknown,
    ReadingUnknown,
    TextEmpty,
    TextTooLong,
    TooMany,
    ValuesUnreadable,
    ValueUnknown,
    WorkshopError,
)
from workshop.domain.pilots import Read, Sample
from workshop.domain.words import Better, Side
from workshop.services import measures, pilots, readings
from workshop.services.measures import MeasureDraft
from workshop.services.pilots import PilotDraft
from workshop.services.readings import ReadingDraft
from workshop.services.views.measures import MeasuresView, read_measures

TRUST = MeasureDraft("client", "Trust", "out of 10", "up", 0.5)
CALLS = MeasureDraft("employee", "Calls back", "a day", "down", 2)
MARCH, JUNE = date(2026, 3, 1), date(2026, 6, 1)
TEN = "6 7 5 6 7 6 5 6 6 6"


def _view(cast: Cast) -> MeasuresView:
    return read_measures(cast.house, cast.alice)


def _follow(measure: str, day: date = MARCH, **said: Any) -> ReadingDraft:
    return replace(ReadingDraft(measure, "follow", day, values=TEN), **said)


def test_a_measure_says_of_whom_it_tells_what_and_which_way_is_better(cast: Cast) -> None:
    label = measures.add_measure(cast.house, cast.alice, replace(TRUST, name=" Trust\n"))
    [line] = _view(cast).of(Side.CLIENT)
    assert (label, line.label, line.name, line.unit) == ("M1", "M1", "Trust", "out of 10")
    assert (line.better, line.matters_from) == (Better.UP, 0.5)
    assert (line.baseline, line.latest, line.change, line.read) == (None, None, None, Read.TOO_FEW)
    assert _view(cast).of(Side.EMPLOYEE) == ()
    assert _view(cast).measure("M1") == line
    assert _view(cast).measure("M2") is None


def test_a_measure_is_changed_and_removed_with_its_readings(cast: Cast) -> None:
    label = measures.add_measure(cast.house, cast.alice, TRUST)
    readings.record_reading(cast.house, cast.alice, _follow(label))
    measures.save_measure(cast.house, cast.bob, label, CALLS)
    [line] = _view(cast).measures
    assert (line.side, line.name, line.better) == (Side.EMPLOYEE, "Calls back", Better.DOWN)
    measures.remove_measure(cast.house, cast.alice, label)
    assert _view(cast).measures == ()
    assert measures.add_measure(cast.house, cast.alice, TRUST) == "M2"
    assert _view(cast).measures[0].readings == ()


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (replace(TRUST, name=" "), TextEmpty),
        (replace(TRUST, name="", matters_from=0), TextEmpty),
        (replace(TRUST, name="x" * 121), TextTooLong),
        (replace(TRUST, unit="x" * 41), TextTooLong),
        (replace(TRUST, side="both"), ValueUnknown),
        (replace(TRUST, better="sideways"), ValueUnknown),
        (replace(TRUST, matters_from=0), FigureUnusable),
        (replace(TRUST, matters_from=-1), FigureUnusable),
        (replace(TRUST, matters_from=math.nan), FigureUnusable),
        (replace(TRUST, matters_from=math.inf), FigureUnusable),
        (replace(TRUST, matters_from=1e13), FigureUnusable),
    ],
)
def test_a_measure_that_breaks_a_rule_is_refused(
    cast: Cast, draft: MeasureDraft, refusal: type[WorkshopError]
) -> None:
    label = measures.add_measure(cast.house, cast.alice, TRUST)
    before = _view(cast).measures
    with pytest.raises(refusal):
        measures.add_measure(cast.house, cast.alice, draft)
    with pytest.raises(refusal):
        measures.save_measure(cast.house, cast.alice, label, draft)
    assert _view(cast).measures == before


@pytest.mark.parametrize("label", ["M9", "M99999999999", "C1", "", "M1\x00"])
def test_an_unknown_measure_is_refused(cast: Cast, label: str) -> None:
    measures.add_measure(cast.house, cast.alice, TRUST)
    with pytest.raises(MeasureUnknown):
        measures.save_measure(cast.house, cast.alice, label, TRUST)
    with pytest.raises(MeasureUnknown):
        measures.remove_measure(cast.house, cast.alice, label)
    with pytest.raises(MeasureUnknown):
        readings.record_reading(cast.house, cast.alice, _follow(label))
    with pytest.raises(MeasureUnknown):
        readings.remove_reading(
            cast.house, cast.alice, label, moment="follow", taken_on=MARCH, pilot=None
        )


def test_what_judges_a_pilot_stays_what_it_is(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    trust, calls = (measures.add_measure(house, alice, draft) for draft in (TRUST, CALLS))
    pilot = pilots.add_pilot(house, alice, PilotDraft("Try", measures=(trust, calls)))
    renamed = replace(TRUST, name="Confidence", matters_from=1)
    measures.save_measure(house, alice, trust, renamed)  # nothing was read yet
    with pytest.raises(MeasureInUse) as refused:
        measures.remove_measure(house, alice, trust)
    assert refused.value.facts == {"measure": trust, "pilots": pilot}
    with pytest.raises(MeasureInUse) as refused:
        measures.save_measure(house, alice, trust, replace(renamed, side="employee"))
    assert refused.value.facts == {"measure": trust, "pilots": pilot}
    before = ReadingDraft(trust, "before", MARCH, pilot=pilot, values=TEN)
    readings.record_reading(house, alice, before)
    for moved in (replace(renamed, matters_from=0.1), replace(renamed, better="down")):
        with pytest.raises(MeasureInUse):
            measures.save_measure(house, alice, trust, moved)
    measures.save_measure(house, alice, trust, replace(renamed, name="Trust", unit="/10"))
    [line] = _view(cast).of(Side.CLIENT)
    assert (line.name, line.unit, line.matters_from, line.pilots) == ("Trust", "/10", 1, ("Try",))
    pilots.remove_pilot(house, alice, pilot)
    measures.remove_measure(house, alice, trust)


def test_the_first_reading_is_the_baseline_and_the_newest_is_compared_with_it(cast: Cast) -> None:
    label = measures.add_measure(cast.house, cast.alice, TRUST)
    better = "8 9 7 8 8 9 8 7 8 8"
    # Said in any order: the days count.
    readings.record_reading(cast.house, cast.alice, _follow(label, JUNE, values=better))
    readings.record_reading(cast.house, cast.alice, _follow(label, came_from=" Survey "))
    [line] = _view(cast).measures
    assert line.baseline is not None
    assert line.latest is not None
    assert (line.baseline.taken_on, line.baseline.came_from) == (MARCH, "Survey")
    assert (line.baseline.sample.mean, line.latest.sample.mean) == (6, 8)
    assert line.baseline.sample.voices == 10
    assert line.read is Read.UP


def test_answers_are_kept_as_a_sample_and_no_more(cast: Cast) -> None:
    label = measures.add_measure(cast.house, cast.alice, TRUST)
    kept = readings.record_reading(cast.house, cast.alice, _follow(label, mean=99, voices=3))
    assert kept == Sample(6, kept.spread, 10)
    assert kept.spread == pytest.approx(0.6667, abs=1e-3)
    assert _view(cast).measures[0].readings[0].sample == kept


def test_the_same_day_said_again_replaces_what_was_said(cast: Cast) -> None:
    label = measures.add_measure(cast.house, cast.alice, TRUST)
    readings.record_reading(cast.house, cast.alice, _follow(label))
    again = _follow(label, values="", mean=7.25)
    assert readings.record_reading(cast.house, cast.bob, again) == Sample(7.25)
    [line] = _view(cast).measures
    assert [found.sample for found in line.readings] == [Sample(7.25)]
    assert line.latest is None


def test_a_reading_is_taken_back_once(cast: Cast) -> None:
    label = measures.add_measure(cast.house, cast.alice, TRUST)
    for day in (MARCH, JUNE):
        readings.record_reading(cast.house, cast.alice, _follow(label, day))
    readings.remove_reading(cast.house, cast.alice, label, moment="follow", taken_on=MARCH)
    [line] = _view(cast).measures
    assert [found.taken_on for found in line.readings] == [JUNE]
    for moment, day in (("follow", MARCH), ("before", JUNE)):
        with pytest.raises(ReadingUnknown):
            readings.remove_reading(cast.house, cast.alice, label, moment=moment, taken_on=day)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"moment": "before"}, ValueUnknown),  # before and after are a pilot's
        ({"moment": "soon"}, ValueUnknown),
        ({"pilot": "E1"}, ValueUnknown),  # a pilot is read before and after
        ({"values": "7 eight"}, ValuesUnreadable),
        ({"values": "1 " * 10_001}, TooMany),
        ({"values": ""}, FigureUnusable),
        ({"values": "", "mean": math.nan}, FigureUnusable),
        ({"values": "", "mean": math.inf}, FigureUnusable),
        ({"values": "", "mean": 1e13}, FigureUnusable),
        ({"values": "", "mean": 1, "spread": -0.1}, FigureUnusable),
        ({"values": "", "mean": 1, "spread": math.nan}, FigureUnusable),
        ({"values": "", "mean": 1, "spread": math.inf}, FigureUnusable),
        ({"values": "", "mean": 1, "voices": 0}, FigureUnusable),
        ({"values": "", "mean": 1, "voices": 10**10}, FigureUnusable),
        ({"came_from": "x" * 121}, TextTooLong),
    ],
)
def test_a_reading_that_breaks_a_rule_is_refused(
    cast: Cast, said: dict[str, Any], refusal: type[WorkshopError]
) -> None:
    label = measures.add_measure(cast.house, cast.alice, TRUST)
    with pytest.raises(refusal):
        readings.record_reading(cast.house, cast.alice, _follow(label, **said))
    assert _view(cast).measures[0].readings == ()
