"""A figure split by group never tells of fewer people than the floor, nor does its complement."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from workshop.domain.floor import splits_shown

COUNTS = st.dictionaries(st.sampled_from(["", "a", "b", "c", "d", "e"]), st.integers(0, 30))
FLOORS = st.integers(3, 8)


@given(COUNTS, FLOORS)
def test_no_two_shown_totals_isolate_fewer_people_than_the_floor(
    counts: dict[str, int], floor: int
) -> None:
    shown = splits_shown(counts, floor)
    totals = [
        (frozenset(some), sum(counts[group] for group in some))
        for size in range(len(shown) + 1)
        for some in combinations(sorted(shown), size)
    ]
    everybody = (frozenset(counts), sum(counts.values()))
    for one, people in [*totals, everybody]:
        for other, fewer in totals:
            split_off = other or one != everybody[0]  # the whole figure alone splits nobody off
            if other < one and people != fewer and split_off:
                assert people - fewer >= floor


@given(COUNTS, FLOORS)
def test_only_groups_of_the_floor_or_more_are_shown(counts: dict[str, int], floor: int) -> None:
    assert all(counts[group] >= floor for group in splits_shown(counts, floor))


@given(st.dictionaries(st.sampled_from("abcde"), st.integers(8, 30)), FLOORS)
def test_where_every_group_is_large_enough_all_are_shown(
    counts: dict[str, int], floor: int
) -> None:
    assert splits_shown(counts, floor) == set(counts)


@given(COUNTS, FLOORS)
def test_the_order_in_which_groups_are_told_does_not_matter(
    counts: dict[str, int], floor: int
) -> None:
    assert splits_shown(dict(reversed(counts.items())), floor) == splits_shown(counts, floor)


def test_a_small_group_hides_the_next_larger_one_too() -> None:
    assert splits_shown({"desk": 9, "phone": 6, "back": 2}, 5) == {"desk"}
    assert splits_shown({"desk": 9, "back": 2}, 5) == set()
    assert splits_shown({"desk": 9, "phone": 6, "back": 2, "": 3}, 5) == {"desk", "phone"}


def test_nobody_in_a_group_betrays_nobody() -> None:
    assert splits_shown({"desk": 9, "back": 0}, 5) == {"desk"}
    assert splits_shown({}, 5) == set()
