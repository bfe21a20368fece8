"""The bank of one participant: given + left = budget, whatever is merged, removed or undone."""

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.domain.errors import VoteBudgetSpent, VoteCapReached
from workshop.domain.votes import Purse

FOUR = {1: 1, 2: 2, 3: 3, 4: 4}
TOPICS = st.integers(1, 4)
PUTS = st.tuples(st.just("put"), TOPICS, st.integers(0, 6))


def _standing(live: set[int], merged: dict[int, int]) -> dict[int, int]:
    """Live topics stand for themselves, merged ones for a live one, the others for nothing."""
    there = {topic: topic for topic in live}
    return there | {
        topic: into for topic, into in merged.items() if into in live and topic not in live
    }


STANDINGS = st.tuples(
    st.just("stand"),
    st.builds(_standing, st.sets(TOPICS), st.dictionaries(TOPICS, TOPICS)),
    st.none(),
)


def _purse(**held: int) -> Purse:
    return Purse(5, 3, FOUR, {int(name[1:]): points for name, points in held.items()})


def test_points_are_totals_and_zero_takes_them_back() -> None:
    purse = _purse()
    purse.put(1, 2)
    purse.put(1, 3)
    purse.put(2, 1)
    assert (purse.on(1), purse.on(2), purse.given, purse.left) == (3, 1, 4, 1)
    purse.put(1, 0)
    assert (purse.held, purse.left) == ({2: 1}, 4)


def test_more_than_the_cap_is_refused_and_changes_nothing() -> None:
    purse = _purse(t1=1)
    with pytest.raises(VoteCapReached) as refused:
        purse.put(1, 4)
    assert refused.value.facts == {"cap": 3}
    assert purse.held == {1: 1}


def test_more_than_is_left_is_refused_and_changes_nothing() -> None:
    purse = _purse(t1=3, t2=1)
    with pytest.raises(VoteBudgetSpent) as refused:
        purse.put(3, 2)
    assert refused.value.facts == {"budget": 5, "left": 1}
    purse.put(2, 2)
    assert purse.left == 0


def test_merged_topics_hold_their_points_together_until_a_new_total_replaces_them() -> None:
    purse = _purse(t1=2, t2=2)
    purse.targets = {1: 1, 2: 1, 3: 3}
    assert (purse.on(1), purse.left) == (4, 1)
    purse.put(1, 3)
    assert purse.held == {1: 3}


def test_points_on_what_is_gone_are_free_and_come_back_unless_spent() -> None:
    purse = _purse(t1=3, t2=1)
    purse.targets = {2: 2, 3: 3}
    assert purse.left == 4
    purse.put(3, 1)
    purse.targets = FOUR
    assert (purse.held, purse.left) == ({1: 3, 2: 1, 3: 1}, 0)
    purse.targets = {2: 2, 3: 3}
    purse.put(3, 2)
    purse.targets = FOUR
    assert (purse.held, purse.left) == ({2: 1, 3: 2}, 2)


@given(st.integers(1, 20), st.integers(1, 20), st.lists(PUTS | STANDINGS, max_size=20))
def test_given_and_left_make_the_budget_after_every_gesture(
    budget: int, cap: int, gestures: list[tuple[str, Any, Any]]
) -> None:
    purse = Purse(budget, min(cap, budget), FOUR)
    for gesture, what, total in gestures:
        if gesture == "stand":
            purse.targets = what
        elif what in purse.targets.values():
            before = dict(purse.held)
            with contextlib.suppress(VoteBudgetSpent, VoteCapReached):
                purse.put(what, total)
                assert purse.on(what) == total <= purse.cap
                before = purse.held
            assert purse.held == before
        assert purse.given + purse.left == budget
        assert 0 <= purse.left <= budget
        assert sum(purse.held.values()) <= budget
        assert all(purse.held.values())
        assert purse.given == sum(map(purse.on, set(purse.targets.values())))
