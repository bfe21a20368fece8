"""How fast: one participant's gestures, and wrong room codes in the whole process."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

from workshop.settings import Pace

PHONES_LIMIT = 50_000
WRONG_CODES_FREE = 40
WRONG_CODES_PER_SECOND = 10.0
LONGEST_DELAY_SECONDS = 5.0


class Buckets:
    """One token bucket for each key, in memory; ``pace`` None lets everything through.

    Kept as the moment at which a bucket will be full again, one number a key; beyond 50,000 keys
    the one unused for longest is forgotten, which only ever gives somebody a full bucket.
    """

    def __init__(self, pace: Pace | None, *, now: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._now = now
        self._full_at: OrderedDict[Hashable, float] = OrderedDict()

    def take(self, key: Hashable) -> float:
        """Take one token: 0 when there was one, else the seconds until there is one."""
        if self._pace is None:
            return 0.0
        now = self._now()
        full_at = max(self._full_at.get(key, now), now)
        missing = full_at - now - (self._pace.burst - 1) * self._pace.seconds
        if missing > 0:
            return missing
        self._full_at[key] = full_at + self._pace.seconds
        self._full_at.move_to_end(key)
        if len(self._full_at) > PHONES_LIMIT:
            self._full_at.popitem(last=False)
        return 0.0


class WrongCodes:
    """Slows the answers to wrong room codes down, all of them together and never a right one.

    By process and not by address: a whole firm shares one. The first 40 go free, then ten a
    second; an answer waits for its turn, five seconds at most.
    """

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._turn = 0.0

    def delay(self) -> float:
        """Count one wrong code; gives the seconds its answer should wait."""
        now = self._now()
        free = WRONG_CODES_FREE / WRONG_CODES_PER_SECOND
        self._turn = min(
            max(self._turn, now - free) + 1 / WRONG_CODES_PER_SECOND, now + LONGEST_DELAY_SECONDS
        )
        return max(0.0, self._turn - now)
