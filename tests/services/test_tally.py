"""What services count: every gesture by how it ended, every commit by how long it took."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from tests.services.cast import PATIENCE_SECONDS, Cast
from workshop.domain.errors import TextEmpty, WorkshopUnknown
from workshop.domain.gestures import Gesture
from workshop.domain.words import Role
from workshop.live import Tally
from workshop.services import capture, workshops
from workshop.services.actors import Visitor
from workshop.services.house import House
from workshop.services.transaction import change
from workshop.services.writer import Writer


@pytest.fixture
def counting(cast: Cast) -> House:
    return replace(cast.house, tally=Tally())


def gestures(house: House) -> dict[str, int]:
    counts = house.tally.counts().items()
    return {" ".join(labels): number for (_, labels), number in counts}


def test_a_facilitator_s_gesture_is_counted_by_how_it_ended(cast: Cast, counting: House) -> None:
    workshops.set_phase(counting, cast.alice, "vote")
    stranger = Visitor(cast.code, cast.charlie.token, Role.FACILITATOR)
    with pytest.raises(WorkshopUnknown):
        workshops.set_phase(counting, stranger, "matrix")
    with pytest.raises(ZeroDivisionError), change(counting, cast.alice, Gesture.SET_PHASE):
        _ = 1 / 0
    assert gestures(counting) == {
        "facilitator set_phase done": 1,
        "facilitator set_phase refused": 1,
        "facilitator set_phase failed": 1,
        WorkshopUnknown.code: 1,
    }


def test_a_commit_is_counted_with_its_gestures_and_its_time(cast: Cast, counting: House) -> None:
    writer = Writer(counting)
    futures = [writer.submit(cast.code, capture.add_cards, cast.sent()) for _ in range(3)]
    refused = writer.submit(cast.code, capture.add_cards, cast.sent(text=" "))
    for future in futures:
        future.result(PATIENCE_SECONDS)
    assert isinstance(refused.exception(PATIENCE_SECONDS), TextEmpty)
    writer.close()
    assert writer.waiting == 0
    commits = counting.tally.commits()
    assert commits.gestures == 4
    assert 1 <= sum(commits.classes) <= 4
    assert commits.seconds > 0


def test_a_commit_that_is_given_up_is_counted_apart(cast: Cast, counting: House) -> None:
    def away(*_: Any) -> list[Any]:
        raise OperationalError("UPDATE", {}, Exception("gone"))

    writer = Writer(counting)
    future = writer.submit(cast.code, away, None)
    assert isinstance(future.exception(PATIENCE_SECONDS), OperationalError)
    writer.close()
    assert counting.tally.counts() == {("commits_lost", ()): 1}
    assert sum(counting.tally.commits().classes) == 0
