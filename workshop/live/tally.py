"""What has happened in this process since it began, counted for whoever keeps it running.

Counts and nothing else: what is counted is named by words of our own code, of which there are a
known number, never by a workshop, an address, a token or what somebody typed.
"""

import threading
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

COMMIT_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper ends of the classes in which commits are counted by how long they took."""

Labels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Commits:
    """How long phones' commits took: ``classes`` has one number more than ``COMMIT_SECONDS``."""

    classes: tuple[int, ...]
    seconds: float
    gestures: int


class Tally:
    """The counts of one process. All methods may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[tuple[str, Labels]] = Counter()
        self._classes = [0] * (len(COMMIT_SECONDS) + 1)
        self._seconds = 0.0
        self._gestures = 0

    def count(self, what: str, *labels: str) -> None:
        """One more ``what``, told apart by ``labels``: words of the code, a known number."""
        with self._lock:
            self._counts[what, labels] += 1

    def gesture(self, hand: str, gesture: str, outcome: str) -> None:
        """One gesture of a ``phone`` or a ``facilitator``.

        ``outcome``: ``done``, ``refused``, ``busy`` (to be sent again) or ``failed``.
        """
        self.count("gestures", hand, gesture, outcome)

    def committed(self, seconds: float, gestures: int) -> None:
        """One commit of phones' gestures, answered or given up."""
        with self._lock:
            self._classes[bisect_left(COMMIT_SECONDS, seconds)] += 1
            self._seconds += seconds
            self._gestures += gestures

    def counts(self) -> dict[tuple[str, Labels], int]:
        """All counts so far."""
        with self._lock:
            return dict(self._counts)

    def commits(self) -> Commits:
        with self._lock:
            return Commits(tuple(self._classes), self._seconds, self._gestures)


tally = Tally()
"""The tally of this process."""
