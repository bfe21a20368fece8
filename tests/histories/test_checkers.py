"""The checkers of recorded runs find every fault that is planted, and none that is not there."""

import random
from collections import Counter
from collections.abc import Hashable

import pytest

from benchmarks.histories import (
    Gesture,
    History,
    Outcome,
    check_bank,
    check_counter,
    check_order,
    check_register,
    check_set,
)

ACKNOWLEDGED, REFUSED, UNKNOWN = Outcome


def sent(history: History, noun: str, who: Hashable, key: Hashable, value: object = 1) -> Gesture:
    """An acknowledged gesture."""
    gesture = history.begin(noun, who, key, value)
    history.acknowledge(gesture)
    return gesture


# --- set ------------------------------------------------------------------------------------------


@pytest.fixture
def cards() -> History:
    """Two acknowledged cards, one refused, one without an answer."""
    history = History()
    for key, outcome in (
        ("a", ACKNOWLEDGED),
        ("b", ACKNOWLEDGED),
        ("r", REFUSED),
        ("u", UNKNOWN),
    ):
        history.begin("card", "phone", key).outcome = outcome
    return history


@pytest.mark.parametrize("kept", ["ab", "abu"])
def test_what_was_never_answered_may_be_there_or_not(cards: History, kept: str) -> None:
    assert check_set(cards, "card", Counter(kept)) == []


@pytest.mark.parametrize(
    ("kept", "fault"),
    [
        ("a", "card b was acknowledged and is lost"),
        ("abb", "card b is there 2 times"),
        ("abuu", "card u is there 2 times"),
        ("abr", "card r was refused and is there"),
        ("abx", "card x was never sent"),
    ],
)
def test_a_fault_of_the_set_is_found(cards: History, kept: str, fault: str) -> None:
    assert check_set(cards, "card", Counter(kept)) == [fault]


def test_a_card_refused_at_first_and_acknowledged_later_must_be_there() -> None:
    history = History()
    history.refuse(history.begin("card", "phone", "a"))
    sent(history, "card", "phone", "a")
    assert check_set(history, "card", {"a": 1}) == []
    assert check_set(history, "card", {}) == ["card a was acknowledged and is lost"]


def test_every_lost_and_every_doubled_card_of_many_is_found() -> None:
    history, chance = History(), random.Random(5)
    kept: Counter[Hashable] = Counter()
    for number in range(500):
        sent(history, "card", number % 50, number)
        kept[number] += 1
    lost, doubled = set(chance.sample(range(250), 20)), set(chance.sample(range(250, 500), 20))
    for number in lost:
        del kept[number]
    kept.update(doubled)
    assert len(check_set(history, "card", kept)) == 40


# --- counter and register -------------------------------------------------------------------------


@pytest.fixture
def votes() -> History:
    """Ann gave T1 two points and then one; Bob gave it three, which was refused, and T2 one."""
    history = History()
    sent(history, "vote", "ann", "T1", 2)
    sent(history, "vote", "ann", "T1", 1)
    history.refuse(history.begin("vote", "bob", "T1", 3))
    sent(history, "vote", "bob", "T2", 1)
    return history


def test_totals_are_the_sum_of_the_last_acknowledged(votes: History) -> None:
    assert check_counter(votes, "vote", {"T1": 1, "T2": 1, "T3": 0}) == []


@pytest.mark.parametrize(
    ("totals", "fault"),
    [
        ({"T1": 0, "T2": 1}, "vote T1: 0 are there, 1 were acknowledged"),
        ({"T1": 2, "T2": 1}, "vote T1: 2 are there, 1 were acknowledged"),
        ({"T1": 1}, "vote T2: 0 are there, 1 were acknowledged"),
        ({"T1": 1, "T2": 1, "T3": 1}, "vote T3: 1 are there, 0 were acknowledged"),
    ],
)
def test_a_wrong_total_is_found(votes: History, totals: dict[Hashable, int], fault: str) -> None:
    assert check_counter(votes, "vote", totals) == [fault]


def test_points_without_an_answer_count_once_or_not_at_all(votes: History) -> None:
    votes.begin("vote", "cyd", "T1", 2)
    assert check_counter(votes, "vote", {"T1": 1, "T2": 1}) == []
    assert check_counter(votes, "vote", {"T1": 3, "T2": 1}) == []
    assert check_counter(votes, "vote", {"T1": 5, "T2": 1}) == [
        "vote T1: 5 are there, 1 to 3 were acknowledged"
    ]


def test_each_kept_value_is_the_last_that_was_told(votes: History) -> None:
    kept: dict[tuple[Hashable, Hashable], int | None] = {("ann", "T1"): 1, ("bob", "T2"): 1}
    assert check_register(votes, "vote", kept) == []
    assert check_register(votes, "vote", kept | {("ann", "T1"): 2}) == [
        "vote of ann on T1: 2 is there, told 1"
    ]
    assert check_register(votes, "vote", kept | {("bob", "T1"): 3}) == [
        "vote of bob on T1: 3 is there, told None"
    ]
    assert check_register(votes, "vote", kept | {("bob", "T2"): None}) == [
        "vote of bob on T2: None is there, told 1"
    ]
    votes.begin("vote", "ann", "T1", 2)
    assert check_register(votes, "vote", kept | {("ann", "T1"): 2}) == []


def test_what_was_taken_back_may_be_there_as_nothing_or_not_at_all() -> None:
    history = History()
    sent(history, "vote", "ann", "T1", 2)
    sent(history, "vote", "ann", "T1", 0)
    assert check_register(history, "vote", {}, nothing=0) == []
    assert check_register(history, "vote", {("ann", "T1"): 0}, nothing=0) == []
    assert len(check_register(history, "vote", {("ann", "T1"): 2}, nothing=0)) == 1


# --- bank -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "left", "fault"),
    [
        ({"T1": 2, "T2": 1}, 2, None),
        ({}, 5, None),
        ({"T1": 3}, 1, "ann saw 3 given and 1 left of 5"),
        ({"T1": 3}, 3, "ann saw 3 given and 3 left of 5"),
        ({"T1": 3, "T2": 3}, -1, "ann saw less than nothing: -1 left"),
        ({"T1": -1, "T2": 3}, 3, "ann saw less than nothing: 3 left"),
        ({"T1": 4}, 1, "ann saw more than 3 points on one target"),
    ],
)
def test_a_purse_that_does_not_add_up_is_found(
    given: dict[Hashable, int], left: int, fault: str | None
) -> None:
    history = History()
    history.see_purse("bob", {"T1": 1}, 4)
    history.see_purse("ann", given, left)
    assert check_bank(history, budget=5, cap=3) == ([fault] if fault else [])


def test_without_a_cap_all_points_may_lie_on_one_target() -> None:
    history = History()
    history.see_purse("ann", {"T1": 5}, 0)
    assert check_bank(history, budget=5) == []


# --- order ----------------------------------------------------------------------------------------


def walked(*seen: str, asked: tuple[str, ...] = ("vote", "causes", "vote")) -> list[str]:
    """What is wrong when a phone saw these phases after all of those were asked for."""
    history = History()
    for phase in asked:
        sent(history, "phase", "alice", "", phase)
    for phase in seen:
        history.see_phase("phone", phase)
    return check_order(history, first="capture")


@pytest.mark.parametrize(
    "seen",
    [
        ("capture", "vote", "causes", "vote"),
        ("capture", "capture", "causes"),
        ("vote", "vote"),
        ("causes", "vote"),
        (),
    ],
)
def test_a_phone_may_miss_a_phase_but_walks_forward(seen: tuple[str, ...]) -> None:
    assert walked(*seen) == []


@pytest.mark.parametrize(
    ("seen", "fault"),
    [
        (("ideate",), "phone saw the phase ideate after capture, which nobody asked for"),
        (("vote", "capture"), "phone saw the phase capture after vote, which nobody asked for"),
        (
            ("causes", "vote", "causes"),
            "phone saw the phase causes after vote, which nobody asked for",
        ),
    ],
)
def test_a_phase_that_moves_by_itself_is_found(seen: tuple[str, ...], fault: str) -> None:
    assert walked(*seen) == [fault]


def test_a_phase_seen_before_it_was_asked_for_is_found() -> None:
    history = History()
    history.see_phase("phone", "vote")
    sent(history, "phase", "alice", "", "vote")
    assert len(check_order(history, first="capture")) == 1


def test_an_acknowledged_change_is_seen_by_whoever_asks_afterwards() -> None:
    history = History()
    change = sent(history, "phase", "alice", "", "vote")
    assert change.ended is not None
    history.see_phase("slow", "capture", asked=change.began)
    history.see_phase("told", "capture")  # without asking: it may have been on its way
    assert check_order(history, first="capture") == []
    history.see_phase("late", "capture", asked=change.ended)
    assert check_order(history, first="capture") == [
        "late saw the phase capture after vote, which nobody asked for"
    ]


def test_a_change_without_an_answer_may_have_happened_and_a_refused_one_may_not() -> None:
    history = History()
    history.begin("phase", "alice", "", "vote")
    history.see_phase("one", "capture")
    history.see_phase("other", "vote")
    assert check_order(history, first="capture") == []
    history.refuse(history.gestures[0])
    assert len(check_order(history, first="capture")) == 1


def test_a_revision_that_goes_back_is_found() -> None:
    history = History()
    for revision in (4, None, 4, 7):
        history.see_phase("phone", "capture", revision=revision)
    assert check_order(history, first="capture") == []
    history.see_phase("phone", "capture", revision=6)
    history.see_phase("other", "capture", revision=2)
    assert check_order(history, first="capture") == ["phone saw revision 6 after 7"]


def test_what_was_noted_can_be_counted(cards: History) -> None:
    assert [cards.count("card", outcome) for outcome in Outcome] == [2, 1, 1]
    assert cards.count("vote") == 0
