"""How fast one participant may send, and how slowly wrong codes are answered."""

from workshop.phone import pace
from workshop.phone.pace import Buckets, WrongCodes
from workshop.settings import Pace


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_ten_at_once_then_one_each_two_seconds() -> None:
    clock = Clock()
    buckets = Buckets(Pace(10, 2.0), now=clock)
    assert [buckets.take("a") for _ in range(10)] == [0.0] * 10
    assert buckets.take("a") == 2.0
    clock.now += 1.5
    assert buckets.take("a") == 0.5
    clock.now += 0.5
    assert buckets.take("a") == 0.0
    assert buckets.take("a") == 2.0
    clock.now += 3600
    assert [buckets.take("a") for _ in range(10)] == [0.0] * 10
    assert buckets.take("a") > 0


def test_participants_do_not_slow_each_other_down() -> None:
    buckets = Buckets(Pace(1, 60.0), now=Clock())
    assert buckets.take("a") == 0.0
    assert buckets.take("b") == 0.0
    assert buckets.take("a") > 0


def test_no_pace_is_no_limit() -> None:
    buckets = Buckets(None)
    assert {buckets.take("a") for _ in range(1000)} == {0.0}


def test_the_buckets_are_bounded_and_forget_the_oldest() -> None:
    buckets = Buckets(Pace(1, 60.0), now=Clock())
    for number in range(pace.PHONES_LIMIT + 5):
        buckets.take(number)
    assert buckets.take(pace.PHONES_LIMIT) > 0
    assert buckets.take(0) == 0.0  # forgotten: a full bucket again


def test_a_few_wrong_codes_cost_nothing_and_a_flood_is_slowed() -> None:
    clock = Clock()
    wrong = WrongCodes(now=clock)
    assert max(wrong.delay() for _ in range(40)) < 1e-6
    delays = [wrong.delay() for _ in range(200)]
    assert delays == sorted(delays)
    assert 0 < delays[0] <= 0.2
    assert delays[-1] == pace.LONGEST_DELAY_SECONDS
    clock.now += 60
    assert wrong.delay() == 0.0
