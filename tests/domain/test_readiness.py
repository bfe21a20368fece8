"""Readiness: what is weak, what nobody knows, and what has moved."""

from hypothesis import given
from hypothesis import strategies as st

from workshop.domain.readiness import LEAST, MOST, WEAK_UP_TO, Missing, missing_in, moved
from workshop.domain.words import Axis

LEVELS = st.dictionaries(
    st.sampled_from(tuple(Axis)), st.none() | st.integers(LEAST, MOST), max_size=len(Axis)
)


def test_the_weakest_comes_first_and_unknown_is_not_weak() -> None:
    levels = {
        Axis.PRIORITISATION: 5,
        Axis.TRAINING: 2,
        Axis.ENGAGEMENT: 1,
        Axis.MANAGEMENT: None,
        Axis.BUDGET: 3,
    }
    assert missing_in(levels) == Missing(
        weak=(Axis.ENGAGEMENT, Axis.TRAINING), unknown=(Axis.MANAGEMENT, Axis.RETURNS)
    )


def test_an_axis_moves_only_where_both_days_know_it() -> None:
    before = {Axis.TRAINING: 2, Axis.BUDGET: 4, Axis.RETURNS: None, Axis.ENGAGEMENT: 3}
    after = {Axis.TRAINING: 4, Axis.BUDGET: 3, Axis.RETURNS: 5, Axis.ENGAGEMENT: 3}
    assert moved(before, after) == {Axis.TRAINING: 2, Axis.BUDGET: -1}


@given(LEVELS)
def test_every_axis_is_weak_unknown_or_well(levels: dict[Axis, int | None]) -> None:
    missing = missing_in(levels)
    well = {axis for axis in Axis if (levels.get(axis) or 0) > WEAK_UP_TO}
    assert {*missing.weak, *missing.unknown} == set(Axis) - well
    assert not set(missing.weak) & set(missing.unknown)


@given(LEVELS, LEVELS)
def test_what_moved_there_moves_back(
    one: dict[Axis, int | None], other: dict[Axis, int | None]
) -> None:
    assert moved(one, other) == {axis: -step for axis, step in moved(other, one).items()}
    assert moved(one, one) == {}
