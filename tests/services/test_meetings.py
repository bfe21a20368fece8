"""Minutes: one point a day, kept as they were written, and nobody writes over a colleague."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.services.cast import Cast
from tests.services.test_races import together
from workshop.domain.errors import (
    DayAhead,
    MeetingExists,
    MeetingUnknown,
    ScreenStale,
    TextEmpty,
    TextTooLong,
    ValueUnknown,
    WorkshopError,
)
from workshop.domain.words import MeetingKind
from workshop.services import actions, meetings
from workshop.services.actions import ActionDraft
from workshop.services.actors import Console
from workshop.services.meetings import MeetingDraft
from workshop.services.views.follow import MeetingLine, read_follow

TODAY = date(2026, 3, 12)
POINT = MeetingDraft(
    "weekly", TODAY, "Second counter open\nSigns are up", "Nobody waited", "The printer", "Call IT"
)


def _held(cast: Cast) -> tuple[MeetingLine, ...]:
    return read_follow(cast.house, cast.alice).meetings


def _add(cast: Cast, draft: MeetingDraft = POINT) -> int:
    return meetings.add_meeting(cast.house, cast.alice, draft)


def test_minutes_are_kept_line_by_line(cast: Cast) -> None:
    number = _add(cast, replace(POINT, minutes="  One \r\n\n two "))
    [line] = _held(cast)
    assert (line.id, line.kind, line.held_on) == (number, MeetingKind.WEEKLY, TODAY)
    assert line.said == replace(POINT, minutes="One\n\ntwo")


def test_the_newest_comes_first_and_kinds_are_apart(cast: Cast) -> None:
    for days, kind in ((14, "weekly"), (7, "weekly"), (7, "review"), (7, "board"), (0, "weekly")):
        _add(cast, replace(POINT, kind=kind, held_on=TODAY - timedelta(days=days)))
    view = read_follow(cast.house, cast.alice)
    assert [line.held_on for line in view.held(MeetingKind.WEEKLY)] == [
        TODAY - timedelta(days=days) for days in (0, 7, 14)
    ]
    assert len(view.held(MeetingKind.REVIEW)) == len(view.held(MeetingKind.BOARD)) == 1


def test_the_same_minutes_again_change_nothing_and_others_are_refused(cast: Cast) -> None:
    first = _add(cast)
    assert _add(cast) == first
    with pytest.raises(MeetingExists) as refused:
        _add(cast, replace(POINT, blockers="Other"))
    assert refused.value.facts == {"day": TODAY}
    assert [line.said for line in _held(cast)] == [POINT]


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"kind": "party"}, ValueUnknown),
        ({"progress": "x" * 2_001}, TextTooLong),
        ({"minutes": "x" * 10_001}, TextTooLong),
        ({"held_on": TODAY + timedelta(days=2)}, DayAhead),
        ({"progress": "", "successes": "", "blockers": " ", "next_steps": "\x00"}, TextEmpty),
    ],
)
def test_what_are_no_minutes_is_refused(
    cast: Cast, values: dict[str, Any], refusal: type[WorkshopError]
) -> None:
    with pytest.raises(refusal):
        _add(cast, replace(POINT, **values))
    number = _add(cast, replace(POINT, held_on=TODAY - timedelta(days=1)))
    with pytest.raises(refusal):
        meetings.save_meeting(cast.house, cast.alice, number, replace(POINT, **values))
    assert len(_held(cast)) == 1


def test_a_board_may_have_nothing_but_its_decisions(cast: Cast) -> None:
    _add(cast, MeetingDraft("board", TODAY))
    assert len(_held(cast)) == 1


def test_minutes_are_gone_on_with_and_moved_to_another_day(cast: Cast) -> None:
    number = _add(cast)
    other = _add(cast, replace(POINT, held_on=TODAY - timedelta(days=7)))
    later = replace(POINT, minutes="More", held_on=TODAY - timedelta(days=1))
    meetings.save_meeting(cast.house, cast.alice, number, later, seen=POINT)
    assert _held(cast)[0].said == later
    with pytest.raises(MeetingExists):
        meetings.save_meeting(cast.house, cast.alice, other, later)
    meetings.save_meeting(cast.house, cast.alice, number, later)


def test_who_saves_what_a_colleague_has_changed_is_told_and_nothing_is_lost(cast: Cast) -> None:
    number = _add(cast)
    bobs = replace(POINT, blockers="Bob's")
    meetings.save_meeting(cast.house, cast.bob, number, bobs, seen=POINT)
    with pytest.raises(ScreenStale):
        meetings.save_meeting(
            cast.house, cast.alice, number, replace(POINT, blockers="Alice's"), seen=POINT
        )
    assert [line.said for line in _held(cast)] == [bobs]


def test_of_those_who_begin_the_point_at_once_one_does(cast: Cast) -> None:
    def add(number: int) -> str:
        try:
            _add(cast, replace(POINT, blockers=str(number)))
        except MeetingExists:
            return "there"
        return str(number)

    [kept] = [answer for answer in together(8, add) if answer != "there"]
    assert [line.said.blockers for line in _held(cast)] == [kept]


def test_removed_minutes_are_gone_and_others_stay(cast: Cast) -> None:
    number = _add(cast)
    theirs = meetings.add_meeting(cast.house, Console(cast.theirs.code), POINT)
    gestures: tuple[Callable[[], object], ...] = (
        lambda: meetings.remove_meeting(cast.house, cast.alice, theirs),
        lambda: meetings.save_meeting(cast.house, cast.alice, theirs, POINT),
        lambda: meetings.save_meeting(
            cast.house, cast.alice, number, replace(POINT, kind="review")
        ),
    )
    for gesture in gestures:
        with pytest.raises(MeetingUnknown):
            gesture()
    meetings.remove_meeting(cast.house, cast.alice, number)
    assert _held(cast) == ()
    with pytest.raises(MeetingUnknown):
        meetings.remove_meeting(cast.house, cast.alice, number)


def test_a_point_begins_with_what_was_done_since_the_one_before(cast: Cast) -> None:
    draft = ActionDraft("Do", "Nadia", due=TODAY, measure="m", status="done", quadrant="priority")
    label = actions.add_action(cast.house, cast.alice, draft)
    view = read_follow(cast.house, cast.alice)
    assert view.week(TODAY + timedelta(days=3)).done == (label,)
    _add(cast, replace(POINT, held_on=TODAY + timedelta(days=1)))
    view = read_follow(cast.house, cast.alice)
    assert view.week(TODAY + timedelta(days=3)).done == ()
    assert view.week(TODAY + timedelta(days=1)).done == (label,)
