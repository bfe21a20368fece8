"""The clock of the room: server time, the pause, and who is ready."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.services.cast import Cast, Clock
from tests.services.test_races import together
from workshop.domain.errors import DoorClosed, NumberOutOfRange
from workshop.domain.words import Phase
from workshop.services import moderation, paper, participants, timer, workshops
from workshop.services.paper import PaperCard
from workshop.services.participants import Introduction
from workshop.services.rows import Workshop
from workshop.services.timer import Ready
from workshop.services.transaction import snapshot
from workshop.services.views.conduct import RoomState
from workshop.services.views.room import read_myself, read_room
from workshop.services.views.workshop import read_workshop_view


def _row(cast: Cast) -> Workshop:
    with snapshot(cast.house, cast.alice) as seen:
        return seen.workshop


def _left(cast: Cast) -> int | None:
    return _row(cast).seconds_left(cast.house.clock())


def _ready(cast: Cast, token: str, *, wanted: bool = True) -> Any:
    return cast.send(timer.say_ready, Ready(token, wanted))


def _room(cast: Cast) -> RoomState:
    return read_workshop_view(cast.house, cast.alice).room


def test_a_timer_runs_by_the_server_s_time(cast: Cast, clock: Clock) -> None:
    assert _left(cast) is None
    timer.start_timer(cast.house, cast.alice, minutes=7.5)
    assert _left(cast) == 450
    clock.go_on(seconds=0.5)
    assert _left(cast) == 450
    clock.go_on(seconds=400)
    assert _left(cast) == 50
    clock.go_on(seconds=400)
    assert _left(cast) == 0
    assert read_room(cast.house, cast.code).closes_at == _row(cast).closes_at
    timer.stop_timer(cast.house, cast.alice)
    assert _left(cast) is None


def test_of_two_timers_the_last_one_counts(cast: Cast) -> None:
    timer.start_timer(cast.house, cast.alice, minutes=10)
    timer.start_timer(cast.house, cast.bob, minutes=3)
    assert _left(cast) == 180


def test_more_time_is_added_to_what_is_left(cast: Cast, clock: Clock) -> None:
    timer.start_timer(cast.house, cast.alice, minutes=2)
    clock.go_on(seconds=30)
    timer.extend_timer(cast.house, cast.alice, seconds=60)
    assert _left(cast) == 150


def test_more_time_counts_from_now_when_the_time_is_over_or_was_never_set(
    cast: Cast, clock: Clock
) -> None:
    timer.extend_timer(cast.house, cast.alice, seconds=60)
    assert _left(cast) == 60
    clock.go_on(minutes=20)
    timer.extend_timer(cast.house, cast.alice, seconds=120)
    assert _left(cast) == 120


def test_two_facilitators_who_give_more_time_at_once_give_both(cast: Cast) -> None:
    timer.start_timer(cast.house, cast.alice, minutes=1)
    together(10, lambda n: timer.extend_timer(cast.house, cast.bob, seconds=60))
    assert _left(cast) == 660


@pytest.mark.parametrize("minutes", [0, 0.4, -5, 240.5, float("nan"), float("inf")])
def test_a_timer_is_of_half_a_minute_to_four_hours(cast: Cast, minutes: float) -> None:
    with pytest.raises(NumberOutOfRange):
        timer.start_timer(cast.house, cast.alice, minutes=minutes)
    assert _left(cast) is None


@pytest.mark.parametrize("seconds", [0, -60, 14_401, 1.5])
def test_more_time_is_a_whole_number_of_seconds(cast: Cast, seconds: Any) -> None:
    with pytest.raises(NumberOutOfRange):
        timer.extend_timer(cast.house, cast.alice, seconds=seconds)


def test_a_pause_says_when_the_room_comes_back(cast: Cast, clock: Clock) -> None:
    timer.pause(cast.house, cast.alice, minutes=15)
    until = read_room(cast.house, cast.code).paused_until
    assert until is not None
    assert (until - clock.now).total_seconds() == 900
    timer.resume(cast.house, cast.alice)
    assert read_room(cast.house, cast.code).paused_until is None
    for minutes in (0, 241):
        with pytest.raises(NumberOutOfRange):
            timer.pause(cast.house, cast.alice, minutes=minutes)


def test_phones_are_told_of_timer_and_pause(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    gestures: tuple[Callable[[], None], ...] = (
        lambda: timer.start_timer(house, alice, minutes=5),
        lambda: timer.extend_timer(house, alice, seconds=30),
        lambda: timer.stop_timer(house, alice),
        lambda: timer.pause(house, alice, minutes=5),
        lambda: timer.resume(house, alice),
    )
    for gesture in gestures:
        before = _row(cast).room_revision
        gesture()
        assert _row(cast).room_revision == before + 1


def test_a_new_phase_begins_without_timer_or_pause_and_nobody_ready(cast: Cast) -> None:
    timer.start_timer(cast.house, cast.alice, minutes=5)
    timer.pause(cast.house, cast.alice, minutes=5)
    _ready(cast, "one")
    _ready(cast, "two")
    assert _room(cast).ready == 2
    workshops.set_phase(cast.house, cast.alice, "group")
    room = read_room(cast.house, cast.code)
    assert (room.closes_at, room.paused_until, _room(cast).ready) == (None, None, 0)
    assert not read_myself(cast.house, cast.phone("one")).ready
    _ready(cast, "one")
    workshops.go_on(cast.house, cast.alice, seen=Phase.GROUP)
    assert _room(cast).ready == 0


def test_a_phone_says_that_it_is_ready_and_takes_it_back(cast: Cast) -> None:
    assert _ready(cast, "phone") == {"ready": True}
    assert (read_myself(cast.house, cast.phone("phone")).ready, _room(cast).ready) == (True, 1)
    before = _row(cast).revision
    assert _ready(cast, "phone") == {"ready": True}
    assert _row(cast).revision == before
    assert _ready(cast, "phone", wanted=False) == {"ready": False}
    assert _room(cast).ready == 0


def test_of_what_a_phone_says_at_once_the_last_counts(cast: Cast) -> None:
    sent = [
        cast.writer.submit(cast.code, timer.say_ready, Ready(token, wanted))
        for token, wanted in (("a", True), ("b", True), ("a", False), ("c", False), ("b", True))
    ]
    assert [future.result(30)["ready"] for future in sent] == [True, True, False, False, True]
    assert _room(cast).ready == 1


def test_behind_a_closed_door_no_newcomer_is_ready(cast: Cast) -> None:
    workshops.set_door(cast.house, cast.alice, is_open=False)
    with pytest.raises(DoorClosed):
        _ready(cast, "late")


def test_the_room_is_counted_by_where_and_how_people_take_part(cast: Cast) -> None:
    assert _room(cast) == RoomState()
    for token, origin, where in (
        ("one", "", ""),
        ("two", "phone", "room"),
        ("table", "table", ""),
        ("far", "", "away"),
        ("far table", "table", "away"),
        ("rude", "", ""),
    ):
        introduction = Introduction(token, origin=origin, where=where)
        cast.send(participants.introduce, introduction)
        _ready(cast, token)
    moderation.remove_device(cast.house, cast.alice, cast.card("rude"), set_cards_aside=True)
    sheet = [PaperCard("By hand", "client", "irritant")] * 3
    paper.add_by_hand(cast.house, cast.alice, sheet, one_person=False)
    assert _room(cast) == RoomState(ready=5, here=3, tables=1, away=2, by_hand=3, rehearsal=0)
