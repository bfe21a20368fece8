"""Benefit against effort: ranges, never single numbers, and never of fewer than three people."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.domain.weighing import (
    MIDDLE,
    SCORERS_NEEDED,
    WEIGHT_HIGH,
    WEIGHT_LOW,
    Crossing,
    Range,
    Worth,
    range_of,
    worth_of,
)

ENDS = st.tuples(st.integers(WEIGHT_LOW, WEIGHT_HIGH), st.integers(WEIGHT_LOW, WEIGHT_HIGH)).map(
    lambda ends: (min(ends), max(ends))
)
BALLOTS = st.lists(ENDS, min_size=SCORERS_NEEDED, max_size=12)


def _range(ballots: list[tuple[int, int]]) -> Range:
    found = range_of([low for low, _ in ballots], [high for _, high in ballots])
    assert found is not None
    return found


FOUND = BALLOTS.map(_range)


@pytest.mark.parametrize("scorers", range(SCORERS_NEEDED))
def test_fewer_than_three_people_make_no_range(scorers: int) -> None:
    assert range_of([1] * scorers, [5] * scorers) is None


def test_a_range_is_the_median_of_the_lows_and_of_the_highs() -> None:
    assert range_of([1, 2, 4], [3, 3, 5]) == Range(2, 3, 3)
    assert range_of([1, 2, 3, 5], [2, 2, 4, 5]) == Range(2.5, 3, 4)


@given(BALLOTS)
def test_a_range_lies_within_what_was_said_and_its_low_end_below_its_high_one(
    ballots: list[tuple[int, int]],
) -> None:
    found = _range(ballots)
    assert min(low for low, _ in ballots) <= found.low <= found.high
    assert found.high <= max(high for _, high in ballots)
    assert found.scorers == len(ballots)


@given(BALLOTS, st.randoms())
def test_the_order_of_ballots_does_not_matter(
    ballots: list[tuple[int, int]], chance: Random
) -> None:
    shuffled = list(ballots)
    chance.shuffle(shuffled)
    assert _range(shuffled) == _range(ballots)


@given(BALLOTS, st.integers(0, 11))
def test_nobody_s_higher_opinion_lowers_a_range(ballots: list[tuple[int, int]], who: int) -> None:
    raised = list(ballots)
    low, high = raised[who % len(raised)]
    raised[who % len(raised)] = (min(low + 1, WEIGHT_HIGH), min(high + 1, WEIGHT_HIGH))
    before, after = _range(ballots), _range(raised)
    assert (after.low, after.high) >= (before.low, before.high)
    assert after.high >= before.high


def test_one_extreme_opinion_moves_no_range() -> None:
    assert range_of([2, 2, 2, 1], [3, 3, 3, 1]) == Range(2, 3, 4)


@pytest.mark.parametrize(
    ("benefit", "effort", "crossing"),
    [
        ((4, 5), (1, 2), Crossing.QUICK_WIN),
        ((4, 5), (4, 5), Crossing.BIG_BET),
        ((1, 2), (1, 2), Crossing.FILL_IN),
        ((1, 2), (4, 5), Crossing.LEAVE),
    ],
)
def test_benefit_and_effort_make_four_kinds(
    benefit: tuple[int, int], effort: tuple[int, int], crossing: Crossing
) -> None:
    assert worth_of(Range(*benefit, 3), Range(*effort, 3)) == Worth(crossing, unsure=False)


@pytest.mark.parametrize(
    ("benefit", "unsure"),
    [((2, 4), True), ((3, 3), True), ((3, 4), False), ((2, 3), False), ((1, 4), True)],
)
def test_a_range_on_both_sides_of_the_middle_leaves_it_unsure(
    benefit: tuple[int, int], unsure: bool
) -> None:
    for one, other in (
        ((Range(*benefit, 3)), Range(1, 2, 3)),
        (Range(4, 5, 3), Range(*benefit, 3)),
    ):
        found = worth_of(one, other)
        assert found is not None
        assert found.unsure is unsure


def test_right_on_the_middle_a_benefit_is_not_high_nor_an_effort_low() -> None:
    middle = Range(MIDDLE, MIDDLE, 3)
    assert worth_of(middle, middle) == Worth(Crossing.LEAVE, unsure=True)


@pytest.mark.parametrize("known", [Range(1, 2, 3), None])
def test_an_idea_of_which_one_is_unknown_lies_nowhere(known: Range | None) -> None:
    assert worth_of(known, None) is None
    assert worth_of(None, known) is None


@given(FOUND, FOUND)
def test_sure_means_that_either_end_gives_the_same_kind(benefit: Range, effort: Range) -> None:
    found = worth_of(benefit, effort)
    assert found is not None
    ends = {
        (bringing > MIDDLE, taking > MIDDLE)
        for bringing in (benefit.low, benefit.high)
        for taking in (effort.low, effort.high)
        if MIDDLE not in (bringing, taking)
    }
    if len(ends) > 1:
        assert found.unsure
