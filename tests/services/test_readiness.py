"""Readiness: six axes, one look a day, and the days before stay."""

from datetime import date, timedelta

import pytest

from tests.services.cast import Cast
from tests.services.test_races import together
from workshop.domain.errors import (
    DayAhead,
    NumberOutOfRange,
    ReadinessUnknown,
    TextTooLong,
    WorkshopError,
)
from workshop.domain.readiness import Levels
from workshop.domain.words import Axis
from workshop.services import readiness
from workshop.services.actors import Console
from workshop.services.readiness import ReadinessDraft
from workshop.services.views.follow import ReadinessLine, read_follow

TODAY = date(2026, 3, 12)
LEVELS: Levels = {Axis.TRAINING: 2, Axis.BUDGET: 5, Axis.MANAGEMENT: None}


def _days(cast: Cast) -> tuple[ReadinessLine, ...]:
    return read_follow(cast.house, cast.alice).readiness


def _record(cast: Cast, day: date = TODAY, levels: Levels = LEVELS, note: str = "") -> None:
    draft = ReadinessDraft(day, levels, note)
    readiness.record_readiness(cast.house, cast.alice, draft)


def test_unknown_is_kept_as_unknown(cast: Cast) -> None:
    _record(cast, note=" A  try ")
    [line] = _days(cast)
    assert (line.taken_on, line.note) == (TODAY, "A try")
    assert line.levels == {**dict.fromkeys(Axis), Axis.TRAINING: 2, Axis.BUDGET: 5}


def test_the_newest_day_comes_first_and_a_day_is_told_once(cast: Cast) -> None:
    _record(cast)
    _record(cast, TODAY - timedelta(days=30))
    _record(cast, levels={Axis.RETURNS: 1})
    assert [line.taken_on for line in _days(cast)] == [TODAY, TODAY - timedelta(days=30)]
    assert _days(cast)[0].levels[Axis.RETURNS] == 1
    assert _days(cast)[0].levels[Axis.TRAINING] is None


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (ReadinessDraft(TODAY, {Axis.BUDGET: 0}), NumberOutOfRange),
        (ReadinessDraft(TODAY, {Axis.BUDGET: 6}), NumberOutOfRange),
        (ReadinessDraft(TODAY, {Axis.BUDGET: True}), NumberOutOfRange),
        (ReadinessDraft(TODAY, note="x" * 1_001), TextTooLong),
        (ReadinessDraft(TODAY + timedelta(days=2)), DayAhead),
    ],
)
def test_what_is_no_level_is_refused_and_the_day_stays(
    cast: Cast, draft: ReadinessDraft, refusal: type[WorkshopError]
) -> None:
    _record(cast)
    before = _days(cast)
    with pytest.raises(refusal):
        readiness.record_readiness(cast.house, cast.alice, draft)
    assert _days(cast) == before


def test_those_who_note_the_same_day_at_once_leave_one_line(cast: Cast) -> None:
    together(8, lambda number: _record(cast, levels={Axis.BUDGET: number % 5 + 1}))
    assert len(_days(cast)) == 1


def test_a_day_is_forgotten_in_this_workshop_only(cast: Cast) -> None:
    theirs = Console(cast.theirs.code)
    readiness.record_readiness(cast.house, theirs, ReadinessDraft(TODAY, LEVELS))
    with pytest.raises(ReadinessUnknown):
        readiness.remove_readiness(cast.house, cast.alice, TODAY)
    _record(cast)
    readiness.remove_readiness(cast.house, cast.alice, TODAY)
    assert _days(cast) == ()
    assert len(read_follow(cast.house, theirs).readiness) == 1
