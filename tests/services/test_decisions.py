"""Decisions: asked once, answered at the review of a day, and kept with it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.services.cast import Cast
from tests.services.test_races import together
from workshop.domain.errors import (
    DayAhead,
    DecisionUnknown,
    TextEmpty,
    TextTooLong,
    WorkshopError,
)
from workshop.domain.words import MeetingKind
from workshop.services import decisions, meetings
from workshop.services.actors import Console
from workshop.services.meetings import MeetingDraft
from workshop.services.views.follow import FollowView, read_follow

TODAY = date(2026, 3, 12)


def _view(cast: Cast) -> FollowView:
    return read_follow(cast.house, cast.alice)


def _ask(cast: Cast, what: str = "May we hire?") -> int:
    return decisions.ask_decision(cast.house, cast.alice, what)


def _answer(cast: Cast, number: int, answer: str = "Yes, two", **values: Any) -> None:
    decisions.answer_decision(cast.house, cast.alice, number, answer, **values)


def test_a_question_waits_and_is_answered_at_a_review(cast: Cast) -> None:
    number = _ask(cast)
    [line] = _view(cast).asked
    assert (line.what, line.asked_on, line.answered_on) == ("May we hire?", TODAY, None)
    _answer(cast, number, answered_by="Sam")
    [line] = _view(cast).answered
    assert (line.answer, line.answered_by, line.answered_on) == ("Yes, two", "Sam", TODAY)
    assert _view(cast).asked == ()
    [review] = _view(cast).held(MeetingKind.REVIEW)
    assert review.held_on == TODAY
    assert _view(cast).answers_at(review) == (line,)


def test_the_answers_of_a_day_are_one_review_with_its_minutes(cast: Cast) -> None:
    meetings.add_meeting(cast.house, cast.alice, MeetingDraft("review", TODAY, minutes="Said"))
    first, second = _ask(cast), _ask(cast, "May we buy?")
    _answer(cast, first)
    _answer(cast, second, "No", held_on=TODAY)
    [review] = _view(cast).held(MeetingKind.REVIEW)
    assert review.said.minutes == "Said"
    assert len(_view(cast).answers_at(review)) == 2


def test_the_oldest_question_comes_first_and_the_newest_answer(cast: Cast) -> None:
    one, two, three = (_ask(cast, what) for what in ("One", "Two", "Three"))
    assert [line.id for line in _view(cast).asked] == [one, two, three]
    _answer(cast, three, held_on=TODAY - timedelta(days=20))
    _answer(cast, one)
    assert [line.id for line in _view(cast).answered] == [one, three]


def test_the_same_question_waits_once(cast: Cast) -> None:
    number = _ask(cast)
    assert _ask(cast, " May we  hire? ") == number
    _answer(cast, number)
    assert _ask(cast) != number


def test_asked_at_once_by_several_it_waits_once(cast: Cast) -> None:
    assert len(set(together(8, lambda _: _ask(cast)))) == 1
    assert len(_view(cast).asked) == 1


def test_it_is_asked_again_or_taken_away(cast: Cast) -> None:
    number = _ask(cast)
    _answer(cast, number)
    decisions.reopen_decision(cast.house, cast.alice, number)
    [line] = _view(cast).asked
    assert (line.answer, line.answered_by, line.answered_on) == ("", "", None)
    decisions.remove_decision(cast.house, cast.alice, number)
    assert _view(cast).decisions == ()
    assert len(_view(cast).meetings) == 1


@pytest.mark.parametrize(
    ("what", "refusal"), [("", TextEmpty), ("\x00", TextEmpty), ("x" * 1_001, TextTooLong)]
)
def test_what_is_no_question_is_refused(
    cast: Cast, what: str, refusal: type[WorkshopError]
) -> None:
    with pytest.raises(refusal):
        _ask(cast, what)
    assert _view(cast).decisions == ()


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"answer": " "}, TextEmpty),
        ({"answer": "x" * 1_001}, TextTooLong),
        ({"answered_by": "x" * 121}, TextTooLong),
        ({"held_on": TODAY + timedelta(days=2)}, DayAhead),
    ],
)
def test_what_is_no_answer_is_refused(
    cast: Cast, values: dict[str, Any], refusal: type[WorkshopError]
) -> None:
    number = _ask(cast)
    with pytest.raises(refusal):
        _answer(cast, number, **values)
    assert len(_view(cast).asked) == 1
    assert _view(cast).meetings == ()


def test_a_question_of_another_workshop_is_unknown(cast: Cast) -> None:
    theirs = decisions.ask_decision(cast.house, Console(cast.theirs.code), "Theirs?")
    gestures: tuple[Callable[[], object], ...] = (
        lambda: _answer(cast, theirs),
        lambda: decisions.reopen_decision(cast.house, cast.alice, theirs),
        lambda: decisions.remove_decision(cast.house, cast.alice, theirs),
        lambda: decisions.remove_decision(cast.house, cast.alice, theirs + 1),
    )
    for gesture in gestures:
        with pytest.raises(DecisionUnknown):
            gesture()
    assert _view(cast).meetings == ()
