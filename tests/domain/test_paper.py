"""Strokes on paper as voices, and a tally of points as ballots."""

from hypothesis import given
from hypothesis import strategies as st

from workshop.domain.paper import spread_out, voices_of
from workshop.domain.votes import deal_points


def test_a_sheet_is_as_many_voices_as_its_fullest_row_has_strokes() -> None:
    assert voices_of([(1, 2, 0), (0, 0, 4), (0, 0, 0)]) == 4
    assert voices_of([]) == 0


@given(st.lists(st.integers(0, 6), max_size=5))
def test_strokes_one_by_one_are_the_same_strokes(counts: list[int]) -> None:
    strokes = spread_out(counts)
    assert [strokes.count(place) for place in range(len(counts))] == counts
    assert strokes == sorted(strokes)


@given(st.data(), st.integers(1, 12), st.integers(1, 20), st.integers(1, 12))
def test_a_tally_within_its_limits_makes_ballots_within_theirs(
    data: st.DataObject, voters: int, budget: int, targets: int
) -> None:
    cap = data.draw(st.integers(1, budget))
    left, points = budget * voters, {}
    for target in range(targets):
        points[target] = data.draw(st.integers(0, min(cap * voters, left)))
        left -= points[target]
    ballots = deal_points(points, voters)
    assert len(ballots) == voters
    for ballot in ballots:
        assert sum(ballot.values()) <= budget
        assert all(0 < given <= cap for given in ballot.values())
    for target, total in points.items():
        assert sum(ballot.get(target, 0) for ballot in ballots) == total
