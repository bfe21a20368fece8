"""Badges: of domains whose promises were kept, never of a person, and nothing below."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workshop.domain.promises import (
    DUE_NEEDED,
    KEPT_NEEDED,
    OWNERS_NEEDED,
    Badge,
    Promise,
    badges,
)
from workshop.domain.words import ActionStatus

TODAY = date(2026, 5, 12)
DONE, OPEN = ActionStatus.DONE, ActionStatus.OPEN


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def kept(owner: str, domain: str = "Counter") -> Promise:
    return Promise(domain, owner, DONE, day(-5), day(-5))


def broken(owner: str, domain: str = "Counter") -> Promise:
    return Promise(domain, owner, OPEN, day(-5))


def test_three_promises_kept_by_two_people_earn_a_badge() -> None:
    assert badges([kept("Nadia"), kept("Paul"), kept("Nadia")], TODAY) == (Badge("Counter", 3, 3),)


def test_two_promises_are_too_few_and_one_person_is_nobody_else_s_business() -> None:
    assert badges([kept("Nadia"), kept("Paul")], TODAY) == ()
    assert badges([kept("Nadia"), kept("nadia "), kept("NADIA")], TODAY) == ()


def test_four_in_five_are_enough_and_three_in_four_are_not() -> None:
    four = [kept("Nadia"), kept("Paul"), kept("Nadia"), kept("Paul")]
    assert badges([*four, broken("Nadia")], TODAY) == (Badge("Counter", 4, 5),)
    assert badges([*four[:3], broken("Nadia")], TODAY) == ()


def test_only_promises_whose_day_has_passed_count() -> None:
    three = [kept("Nadia"), kept("Paul"), kept("Nadia")]
    others = [
        Promise("Counter", "Paul", OPEN, TODAY),
        Promise("Counter", "Paul", OPEN, None),
        Promise("Counter", "Paul", ActionStatus.DRAFT, day(-5)),
        Promise("Counter", "Paul", ActionStatus.DROPPED, day(-5)),
        Promise("", "Paul", OPEN, day(-5)),
    ]
    assert badges([*three, *others], TODAY) == (Badge("Counter", 3, 3),)


def test_late_is_not_kept() -> None:
    three = [kept("Nadia"), kept("Paul")]
    assert badges([*three, Promise("Counter", "Paul", DONE, day(-5), day(-4))], TODAY) == ()
    assert badges([*three, Promise("Counter", "Paul", DONE, day(-5), None)], TODAY) == ()


def test_domains_stand_by_their_names() -> None:
    found = badges(
        [kept(owner, domain) for domain in "BA" for owner in ("Nadia", "Paul", "Zoe")], TODAY
    )
    assert [badge.domain for badge in found] == ["A", "B"]


promises = st.builds(
    Promise,
    domain=st.sampled_from(("", "A", "B")),
    owner=st.sampled_from(("Nadia", "Paul", "Zoe")),
    status=st.sampled_from(tuple(ActionStatus)),
    due=st.none() | st.integers(-9, 9).map(day),
    done_on=st.none() | st.integers(-9, 0).map(day),
)


@given(st.lists(promises, max_size=30))
def test_whoever_has_a_badge_has_earned_it(given_ones: list[Promise]) -> None:
    for badge in badges(given_ones, TODAY):
        mine = [
            promise
            for promise in given_ones
            if promise.domain == badge.domain and promise.due and promise.due < TODAY
        ]
        assert badge.due >= DUE_NEEDED
        assert badge.kept >= KEPT_NEEDED * badge.due
        assert len({promise.owner for promise in mine}) >= OWNERS_NEEDED
    assert badges(reversed(given_ones), TODAY) == badges(given_ones, TODAY)
