"""The rhythm of the weeks after: what a weekly point begins with, and when a board may be held."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.domain.rhythm import (
    BOARD_DAYS,
    SLOT,
    WEEK,
    Task,
    Week,
    days_since_board,
    next_board,
    week_of,
)
from workshop.domain.words import ActionStatus

TODAY = date(2026, 5, 12)
OPEN, DONE, BLOCKED = ActionStatus.OPEN, ActionStatus.DONE, ActionStatus.BLOCKED


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def test_a_point_begins_with_what_is_done_late_blocked_and_coming() -> None:
    tasks = [
        Task("A1", DONE, day(-10), day(-2)),
        Task("A2", OPEN, day(-1)),
        Task("A3", BLOCKED, day(-30)),
        Task("A4", OPEN, day(0)),
        Task("A5", OPEN, day(7)),
        Task("A6", OPEN, day(8)),
        Task("A7", OPEN, None),
        Task("A8", ActionStatus.DRAFT, day(1)),
        Task("A9", ActionStatus.DROPPED, day(-1)),
        Task("A10", OPEN, day(-20)),
    ]
    assert week_of(tasks, today=TODAY) == Week(
        done=("A1",), late=("A10", "A2"), blocked=("A3",), coming=("A4", "A5")
    )


@pytest.mark.parametrize(
    ("since", "done"), [(None, ("A2",)), (day(-9), ("A1", "A2")), (day(-3), ("A2",))]
)
def test_done_is_what_was_done_since_the_last_point(
    since: date | None, done: tuple[str, ...]
) -> None:
    tasks = [
        Task("A1", DONE, day(-20), day(-9)),
        Task("A2", DONE, day(-10), day(-3)),
        Task("A3", DONE, day(-1), None),
    ]
    assert week_of(tasks, today=TODAY, since=since).done == done


@given(
    st.lists(
        st.tuples(
            st.sampled_from(tuple(ActionStatus)),
            st.none() | st.integers(-30, 30),
            st.none() | st.integers(-30, 0),
        ),
        max_size=12,
    )
)
def test_nothing_is_told_twice(rows: list[tuple[ActionStatus, int | None, int | None]]) -> None:
    tasks = [
        Task(
            f"A{number}",
            status,
            None if due is None else day(due),
            None if done is None else day(done),
        )
        for number, (status, due, done) in enumerate(rows)
    ]
    week = week_of(tasks, today=TODAY)
    told = [*week.done, *week.late, *week.blocked, *week.coming]
    assert len(told) == len(set(told))


def test_the_next_board_is_about_a_month_after_the_last_on_the_same_weekday() -> None:
    assert next_board([], TODAY) == TODAY
    assert next_board([day(-60), day(-3)], TODAY) == day(-3) + SLOT
    assert next_board([day(-3)], TODAY).weekday() == day(-3).weekday()
    assert next_board([day(-60)], TODAY) == TODAY


@given(st.integers(1, 60))
def test_a_board_comes_too_soon_for_25_days(days: int) -> None:
    found = days_since_board([day(-days), day(-days - 40)], TODAY)
    assert found == (days if days < BOARD_DAYS else None)


def test_the_board_that_sits_today_is_not_too_soon_after_itself() -> None:
    assert days_since_board([TODAY], TODAY) is None
    assert days_since_board([TODAY, day(-2)], TODAY) == 2
    assert days_since_board([], TODAY) is None
    assert WEEK.days == 7
