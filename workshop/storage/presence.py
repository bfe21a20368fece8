"""How many phones the other processes on this database hold: said and heard, never stored.

A word is the payload of a notification: the name of the process that speaks, then ``CODE:N`` for
each room it speaks of. Every room that has a phone is named again each few seconds; one that was
not named for longer is forgotten, and so are the phones of a process that was killed. The database
keeps none of it, and no word says which phone.
"""

import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterable

from workshop.live import Hub

CHANNEL = "workshop_phones"

TELL_SECONDS = 0.4
"""Between two words of which only a number is news: a thousand phones may join at once."""
REPEAT_SECONDS = 2.0
SILENT_SECONDS = 6.5
"""Three words in a row that did not come: the process is gone, or hangs."""
ROOMS_A_WORD = 400
"""Of some fourteen bytes each: PostgreSQL carries less than 8,000 in one notification."""

_ASK, _BYE = "?", "-"


class Presence:
    """What this process says of its phones, and what it has heard of the others'.

    Used by one thread, the watcher's. ``now``: a monotonic clock, in seconds.
    """

    def __init__(self, hub: Hub, *, now: Callable[[], float] = time.monotonic) -> None:
        self._hub = hub
        self._now = now
        self._name = secrets.token_hex(6)
        self._told: Counter[str] = Counter()
        self._told_at = self._repeated_at = now() - REPEAT_SECONDS
        self._heard: dict[tuple[str, str], tuple[int, float]] = {}

    def begin(self) -> str:
        """The first word on a new connection, which asks everybody else for theirs.

        What was heard before it broke counts a little longer, or numbers would fall and rise.
        """
        now = self._now()
        self._heard = {key: (phones, now) for key, (phones, _) in self._heard.items()}
        self._told_at = self._repeated_at = now - REPEAT_SECONDS
        return f"{self._name} {_ASK}"

    def due(self) -> list[str]:
        """The words to say now: rooms whose number moved, now and then all of them."""
        now = self._now()
        self._forget_silent(now)
        if now - self._told_at < TELL_SECONDS:
            return []
        here = self._hub.phones_here()
        if now - self._repeated_at >= REPEAT_SECONDS:
            self._repeated_at = now
            codes = sorted(here.keys() | self._told.keys())
        else:
            codes = sorted(
                code for code in here.keys() | self._told.keys() if here[code] != self._told[code]
            )
        if codes:
            self._told_at, self._told = now, here
        return list(self._words(codes, here))

    def bye(self) -> str:
        """The last word: the phones of this process are on their way to another one."""
        return f"{self._name} {_BYE}"

    def hear(self, word: str) -> None:
        """A word of any process; our own ones, and what nobody can have said, are left aside."""
        name, _, said = word.partition(" ")
        if name == self._name:
            return
        if said == _ASK:
            self._told_at = self._repeated_at = self._now() - REPEAT_SECONDS
        elif said == _BYE:
            self._heard = {key: kept for key, kept in self._heard.items() if key[0] != name}
        else:
            for part in said.split():
                code, _, number = part.partition(":")
                if number.isascii() and number.isdigit():
                    self._heard[name, code] = (int(number[:9]), self._now())
        self._tell_hub()

    def _forget_silent(self, now: float) -> None:
        silent = [key for key, (_, at) in self._heard.items() if now - at > SILENT_SECONDS]
        for key in silent:
            del self._heard[key]
        if silent:
            self._tell_hub()

    def _tell_hub(self) -> None:
        elsewhere: Counter[str] = Counter()
        for (_, code), (phones, _) in self._heard.items():
            elsewhere[code] += phones
        self._hub.set_elsewhere(+elsewhere)

    def _words(self, codes: list[str], here: Counter[str]) -> Iterable[str]:
        for first in range(0, len(codes), ROOMS_A_WORD):
            some = codes[first : first + ROOMS_A_WORD]
            yield " ".join([self._name, *(f"{code}:{here[code]}" for code in some)])
