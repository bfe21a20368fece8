"""From certainties to groups."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop.grouping.clusters import WELCOME, Matrix, cluster, mean_certainty


def blocks(*sizes: int, inside: float = 0.8, outside: float = 0.02) -> Matrix:
    count = sum(sizes)
    certainty = np.full((count, count), outside)
    start = 0
    for size in sizes:
        certainty[start : start + size, start : start + size] = inside
        start += size
    np.fill_diagonal(certainty, 1.0)
    return certainty


def test_clear_groups_are_found_with_their_number_or_without() -> None:
    certainty = blocks(3, 2, 4)
    groups = [[0, 1, 2], [3, 4], [5, 6, 7, 8]]
    assert cluster(certainty) == groups
    assert cluster(certainty, 3) == groups


def test_a_card_of_no_group_stays_alone_unless_a_number_is_asked() -> None:
    certainty = blocks(3, 1, 3)
    assert cluster(certainty) == [[0, 1, 2], [3], [4, 5, 6]]
    assert sorted(len(group) for group in cluster(certainty, 2)) in ([3, 4], [1, 6])


def test_one_chance_likeness_does_not_chain_two_groups() -> None:
    certainty = blocks(4, 4)
    certainty[3, 4] = certainty[4, 3] = 0.7
    assert cluster(certainty) == [[0, 1, 2, 3], [4, 5, 6, 7]]


@given(st.integers(1, 14), st.integers(1, 20), st.integers(0, 1_000))
@settings(max_examples=60)
def test_as_many_groups_as_asked_and_every_card_once(count: int, topics: int, seed: int) -> None:
    drawn = np.random.default_rng(seed).random((count, count))
    certainty = (drawn + drawn.T) / 2
    np.fill_diagonal(certainty, 1.0)
    groups = cluster(certainty, topics)
    assert len(groups) == min(topics, count)
    assert sorted(place for group in groups for place in group) == list(range(count))
    assert sorted(place for group in cluster(certainty) for place in group) == list(range(count))


@pytest.mark.parametrize("topics", [None, 1, 2, 5])
def test_no_group_holds_two_kinds(topics: int | None) -> None:
    kinds = ["a", "b", "a", "c", "a", "b"]
    groups = cluster(blocks(6), topics, kinds)
    assert all(len({kinds[place] for place in group}) == 1 for group in groups)
    if topics is not None:
        assert len(groups) == max(topics, 3)


@pytest.mark.parametrize("seed", range(6))
def test_no_card_would_go_better_with_another_group_of_the_number_asked(seed: int) -> None:
    chance = np.random.default_rng(seed)
    truth = chance.integers(0, 5, 40)
    odds = chance.normal(-1.5, 1.2, (40, 40)) + 2.0 * np.equal.outer(truth, truth)
    certainty = 1 / (1 + np.exp(-(odds + odds.T) / 2))
    np.fill_diagonal(certainty, 1.0)
    groups = cluster(certainty, 5)
    for group in groups:
        for card in group[: len(group) if len(group) > 1 else 0]:
            others = [[other for other in one if other != card] for one in groups]
            gained = [float((certainty[card, one] - WELCOME).sum()) for one in others]
            assert gained[groups.index(group)] >= max(gained) - 1e-6


def test_nothing_to_group_is_no_group() -> None:
    assert cluster(np.zeros((0, 0))) == cluster(np.zeros((0, 0)), 3) == []


def test_the_certainty_of_a_group_is_the_mean_of_its_pairs() -> None:
    certainty = blocks(2, 1)
    assert mean_certainty(certainty, [0, 1]) == pytest.approx(0.8)
    assert mean_certainty(certainty, [0, 1, 2]) == pytest.approx((0.8 + 0.02 + 0.02) / 3)
    assert mean_certainty(certainty, [2]) == 0
