"""The limit to what one person carries at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.domain.words import ActionStatus, Term
from workshop.domain.workload import AT_ONCE, Charge, overloaded

OPEN = ActionStatus.OPEN


def charges(carrier: str, count: int, first: int = 1) -> list[Charge]:
    return [Charge(f"A{first + n}", carrier, OPEN) for n in range(count)]


def test_so_many_at_once_are_no_overload_and_one_more_is() -> None:
    assert overloaded(charges("Nadia", AT_ONCE)) == {}
    found = overloaded(charges("Nadia", AT_ONCE + 1))
    assert found == {"Nadia": ("A1", "A2", "A3", "A4")}


def test_the_most_loaded_come_first() -> None:
    found = overloaded([*charges("Ada", AT_ONCE + 1), *charges("Paul", AT_ONCE + 2, 10)])
    assert list(found) == ["Paul", "Ada"]


@pytest.mark.parametrize(
    "idle",
    [
        Charge("A9", "Nadia", ActionStatus.DRAFT),
        Charge("A9", "Nadia", ActionStatus.DONE),
        Charge("A9", "Nadia", ActionStatus.DROPPED),
        Charge("A9", "Nadia", OPEN, Term.MEDIUM),
        Charge("A9", "Nadia", OPEN, Term.LONG),
        Charge("A9", "", OPEN),
    ],
)
def test_what_is_not_under_way_now_weighs_on_nobody(idle: Charge) -> None:
    assert overloaded([*charges("Nadia", AT_ONCE), idle]) == {}


def test_what_is_blocked_is_carried_all_the_same() -> None:
    blocked = Charge("A9", "Nadia", ActionStatus.BLOCKED, Term.SHORT)
    assert list(overloaded([*charges("Nadia", AT_ONCE), blocked])) == ["Nadia"]


@given(st.lists(st.sampled_from("abc")))
def test_whoever_is_named_carries_more_than_the_limit(carriers: list[str]) -> None:
    found = overloaded(Charge(f"A{n}", one, OPEN) for n, one in enumerate(carriers))
    assert set(found) == {one for one in carriers if carriers.count(one) > AT_ONCE}
    assert all(len(labels) == carriers.count(one) for one, labels in found.items())
