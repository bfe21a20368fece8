"""What needs what: circles are found with their way round, and the wrong order is named."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.domain.dependencies import (
    MEDIUM_DAYS,
    SHORT_DAYS,
    Disorder,
    OrderProblem,
    Planned,
    circle_closed,
    first_circle,
    order_problems,
    path_between,
    term_of,
)
from workshop.domain.words import ActionStatus, Term

NEEDS = {"A1": ["A2", "A3"], "A2": ["A4"], "A3": ["A4"], "A4": []}
HELD = date(2026, 3, 12)


def test_the_shortest_way_is_given_both_ends_included() -> None:
    assert path_between(NEEDS, "A1", "A4") == ("A1", "A2", "A4")
    assert path_between({**NEEDS, "A1": ["A2", "A4"]}, "A1", "A4") == ("A1", "A4")
    assert path_between(NEEDS, "A4", "A1") is None
    assert path_between({}, "A1", "A1") == ("A1",)


def test_a_circle_is_told_from_the_action_back_to_it() -> None:
    assert circle_closed(NEEDS, "A4", "A1") == ("A4", "A1", "A2", "A4")
    assert circle_closed(NEEDS, "A4", "A4") == ("A4", "A4")
    assert circle_closed(NEEDS, "A1", "A4") is None


def test_a_circle_that_is_there_already_is_found() -> None:
    assert first_circle(NEEDS) is None
    assert first_circle({"A1": ["A4"], "A4": ["A1"]}) == ("A1", "A4", "A1")


class _Counted(dict[str, list[str]]):
    """What needs what, and how often somebody looked."""

    looks = 0

    def __getitem__(self, label: str) -> list[str]:
        self.looks += 1
        return super().__getitem__(label)

    def get(self, label: str, default: object = None) -> list[str]:
        self.looks += 1
        return super().get(label, [])


@pytest.mark.parametrize("is_round", [False, True])
def test_a_long_way_from_a_file_is_walked_once(is_round: bool) -> None:
    """Each of ten thousand waits for the next: pair by pair that would take minutes."""
    many = 10_000
    needs = _Counted({f"A{n}": [f"A{n + 1}"] for n in range(1, many)})
    if is_round:
        needs[f"A{many}"] = ["A1"]
    circle = first_circle(needs)
    assert (circle is None) is not is_round
    assert needs.looks <= 3 * many


LABELS = st.integers(1, 7).map(lambda number: f"A{number}")


@given(st.lists(st.tuples(LABELS, LABELS), max_size=25))
def test_refusing_each_circle_leaves_none(wanted: list[tuple[str, str]]) -> None:
    """Whatever is asked for in whatever order; and what is refused would have closed one."""
    needs: dict[str, list[str]] = {}
    for action, needed in wanted:
        circle = circle_closed(needs, action, needed)
        tried = {**needs, action: [*needs.get(action, []), needed]}
        if circle is None:
            needs = tried
            assert first_circle(needs) is None
        else:
            assert first_circle(tried) is not None
            assert circle[0] == circle[-1] == action
            assert all(after in tried[before] for before, after in pairwise(circle))


DAY = date(2026, 5, 1)
EARLY = Planned(DAY, Term.SHORT)
LATE = Planned(DAY + timedelta(days=1), Term.MEDIUM)


@pytest.mark.parametrize(
    ("action", "needed", "how"),
    [
        (EARLY, LATE, Disorder.DUE),
        (LATE, EARLY, None),
        (EARLY, EARLY, None),
        (Planned(None, Term.SHORT), LATE, Disorder.TERM),
        (Planned(LATE.due, Term.MEDIUM), Planned(EARLY.due, Term.LONG), Disorder.TERM),
        (Planned(None, None), LATE, None),
        (EARLY, Planned(None, None), None),
        (LATE, Planned(status=ActionStatus.DROPPED), Disorder.DROPPED),
        (EARLY, Planned(LATE.due, LATE.term, ActionStatus.DONE), None),
        (Planned(DAY, Term.SHORT, ActionStatus.DONE), LATE, None),
        (Planned(DAY, Term.SHORT, ActionStatus.DROPPED), LATE, None),
    ],
)
def test_the_wrong_order_is_named(action: Planned, needed: Planned, how: Disorder | None) -> None:
    found = order_problems({"A1": action, "A2": needed}, {"A1": ["A2"], "A2": []})
    assert found == (() if how is None else (OrderProblem("A1", "A2", how),))


@pytest.mark.parametrize(
    ("days", "term"),
    [
        (-400, Term.SHORT),
        (0, Term.SHORT),
        (SHORT_DAYS, Term.SHORT),
        (SHORT_DAYS + 1, Term.MEDIUM),
        (MEDIUM_DAYS, Term.MEDIUM),
        (MEDIUM_DAYS + 1, Term.LONG),
    ],
)
def test_terms_are_counted_from_the_workshop(days: int, term: Term) -> None:
    assert term_of(HELD + timedelta(days=days), since=HELD) is term
