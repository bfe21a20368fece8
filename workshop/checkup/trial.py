"""A trial with simulated phones beside a screen that waits for it: in a thread of its own."""

import logging
import threading
import time

from workshop.checkup.crowd import EXPECTED_SECONDS, Report, try_crowd
from workshop.domain.errors import TrialFailed, TrialUnderWay, WorkshopError

_log = logging.getLogger("workshop.checkup")


class Trial:
    """One crowd let in; ``outcome`` is None while it is under way."""

    def __init__(self, phones: int) -> None:
        self.phones = phones
        self.outcome: Report | WorkshopError | None = None
        self._began = time.monotonic()

    @property
    def progress(self) -> float:
        """How far it has come, in [0, 1], by the time it usually takes."""
        return min(1.0, (time.monotonic() - self._began) / EXPECTED_SECONDS)

    def run(self) -> None:
        """Let the crowd in and keep what became of it."""
        try:
            self.outcome = try_crowd(self.phones)
        except WorkshopError as refused:
            self.outcome = refused
        except Exception as error:  # a disk that is full, a process that may not start
            _log.error("a trial with simulated phones failed (%s)", type(error).__name__)
            self.outcome = TrialFailed()


_lock = threading.Lock()
_last: list[Trial] = []


def begin(phones: int) -> Trial:
    """Let so many phones in, and come back at once. Raises TrialUnderWay."""
    with _lock:
        if _last and _last[0].outcome is None:
            raise TrialUnderWay()
        trial = Trial(phones)
        _last[:] = [trial]
    threading.Thread(target=trial.run, daemon=True).start()
    return trial


def last() -> Trial | None:
    """The trial under way, or the last one of this process: it tells of the computer, for all."""
    return _last[0] if _last else None
