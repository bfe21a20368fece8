"""Votes under a hundred threads, on SQLite and PostgreSQL: the bank and the counter.

Bank: points given + points left = the budget at every reading. Counter: the results are the sum
of the acknowledged totals. Points come through two writers, as from two processes, and as
transactions of their own; check that both tests fail when the revision is bumped last.
"""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.services.cast import PATIENCE_SECONDS, Cast
from tests.services.test_races import together
from workshop.domain.errors import (
    NothingToRedo,
    NothingToUndo,
    TargetUnknown,
    TopicUnknown,
    VoteBudgetSpent,
    VoteCapReached,
    VoteCodeRefused,
    VoteOpen,
    WorkshopError,
)
from workshop.domain.gestures import Gesture
from workshop.services import ballots, slips, topics, votes, workshops
from workshop.services.ballots import PointsGiven, give_points
from workshop.services.slips import ClaimCode, claim_codes
from workshop.services.transaction import change, glance
from workshop.services.views.room import read_myself
from workshop.services.views.workshop import read_workshop_view
from workshop.services.votes import NewVote
from workshop.services.writer import Done, Writer
from workshop.storage import tables

THREADS, TURNS = 100, 6
BUDGET, CAP, TOPICS = 5, 3, 6


@pytest.fixture(autouse=True)
def _in_the_vote(cast: Cast) -> None:
    for number in range(TOPICS):
        topics.make_topic(cast.house, cast.alice, title=f"Topic {number}")
    workshops.set_phase(cast.house, cast.alice, "vote")


class _Doors:
    """Every way by which points reach the database, taken in turn at random."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self.other = Writer(cast.house)

    def give(self, chance: random.Random, token: str, target: str, total: int) -> dict[str, Any]:
        sent = PointsGiven(token, "V1", target, str(total))
        door = chance.randrange(3)
        if door == 2:
            with change(self._cast.house, self._cast.alice, Gesture.FRAME) as deed:
                [answer] = give_points(deed, [sent])
            if isinstance(answer, WorkshopError):
                raise answer
            told: Any = answer.value if isinstance(answer, Done) else answer
        else:
            writer = (self._cast.writer, self.other)[door]
            told = writer.submit(self._cast.code, give_points, sent).result(PATIENCE_SECONDS)
        assert isinstance(told, dict)
        return told

    def check_bank(self, token: str) -> None:
        me = read_myself(self._cast.house, self._cast.phone(token))
        assert sum(me.points.values()) + me.left == BUDGET
        assert 0 <= me.left <= BUDGET


@pytest.fixture
def doors(cast: Cast) -> Iterator[_Doors]:
    doors = _Doors(cast)
    yield doors
    doors.other.close()


def test_the_results_are_the_sum_of_what_was_acknowledged(cast: Cast, doors: _Doors) -> None:
    """A hundred participants give, give less, take back and repeat; some vote on paper."""

    def work(number: int) -> Counter[str]:
        chance = random.Random(number)
        token, held = f"phone-{number}", Counter[str]()
        for _ in range(TURNS):
            target, total = f"T{chance.randint(1, TOPICS)}", chance.randint(0, CAP + 1)
            with suppress(VoteBudgetSpent, VoteCapReached):
                told = doors.give(chance, token, target, total)
                held[target] = total
                assert (told["target"], told["points"]) == (target, total)
                assert told["left"] == BUDGET - held.total()
            doors.check_bank(token)
        if number % 10 == 0:
            ballots.vote_by_hand(cast.house, cast.bob, "V1", {target: 1})
            held[target] += 1
        return held

    held = sum(together(THREADS, work), Counter[str]())
    assert read_workshop_view(cast.house, cast.alice).votes[0].points_given == held.total()
    votes.reveal_vote(cast.house, cast.alice, "V1")
    [line] = read_workshop_view(cast.house, cast.alice).votes
    assert Counter({result.label: result.points for result in line.results}) == held
    assert line.points_given == held.total()
    assert line.by_hand == THREADS // 10


def test_no_budget_is_overspent_by_ten_devices_of_one_participant_at_once(
    cast: Cast, doors: _Doors
) -> None:
    """Ten threads for each of ten cookies, while topics are merged, dissolved and brought back."""

    def work(number: int) -> None:
        chance = random.Random(number)
        token = f"phone-{number % 10}"
        for turn in range(TURNS):
            if number < 5 and turn % 2:
                _regroup(cast, chance)
            else:
                target, total = f"T{chance.randint(1, TOPICS)}", chance.randint(0, CAP)
                with suppress(VoteBudgetSpent, TargetUnknown):
                    assert 0 <= doors.give(chance, token, target, total)["left"] <= BUDGET
            doors.check_bank(token)

    together(THREADS, work)
    ballot = tables.ballot
    with glance(cast.house) as connection:
        spent = connection.execute(
            select(func.sum(ballot.c.points), func.max(ballot.c.points)).group_by(
                ballot.c.participant_id
            )
        ).all()
    assert len(spent) <= 10
    assert all(total <= BUDGET and most <= CAP for total, most in spent)
    for number in range(10):
        doors.check_bank(f"phone-{number}")


def _regroup(cast: Cast, chance: random.Random) -> None:
    one, other = (f"T{number}" for number in chance.sample(range(1, TOPICS + 1), 2))
    gestures = [
        lambda: topics.merge_topics(cast.house, cast.alice, [one], into=other),
        lambda: topics.dissolve_topic(cast.house, cast.bob, one),
        lambda: topics.undo(cast.house, cast.alice),
        lambda: topics.redo(cast.house, cast.bob),
    ]
    with suppress(TopicUnknown, NothingToUndo, NothingToRedo):
        chance.choice(gestures)()


def test_one_code_typed_on_forty_devices_at_once_serves_one_of_them(cast: Cast) -> None:
    [code] = slips.new_codes(cast.house, cast.alice, "V1", 1)
    other = Writer(cast.house)

    def claim(number: int) -> bool:
        writer = (cast.writer, other)[number % 2]
        sent = ClaimCode(f"phone-{number}", "V1", code)
        try:
            writer.submit(cast.code, claim_codes, sent).result(PATIENCE_SECONDS)
        except VoteCodeRefused:
            return False
        return True

    assert sum(together(40, claim)) == 1
    other.close()
    [line] = read_workshop_view(cast.house, cast.alice).votes
    assert (line.codes, line.codes_used) == (1, 1)


def test_two_facilitators_open_one_round_between_them(cast: Cast) -> None:
    votes.close_vote(cast.house, cast.alice, "V1")

    def open_one(number: int) -> bool:
        try:
            votes.open_vote(cast.house, (cast.alice, cast.bob)[number % 2], NewVote())
        except VoteOpen:
            return False
        return True

    assert sum(together(20, open_one)) == 1
    assert len(read_workshop_view(cast.house, cast.alice).votes) == 2


def test_the_phase_opens_its_round_once_however_many_go_there(cast: Cast) -> None:
    votes.remove_vote(cast.house, cast.alice, "V1")
    together(10, lambda number: workshops.set_phase(cast.house, cast.alice, "vote"))
    assert len(read_workshop_view(cast.house, cast.alice).votes) == 1
