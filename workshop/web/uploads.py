"""Files of those who have no account: a table is small, and what comes is held in memory.

Streamlit keeps every file that is sent until the page is closed, whatever page shows a form for it:
a link that was passed on must not be able to fill the memory of the machine.
"""

import time
from collections import OrderedDict, deque
from collections.abc import Callable

from starlette.datastructures import Headers

from workshop.services.sheets.reading import SIZE_LIMIT

MOST_BYTES = SIZE_LIMIT + 2**16
"""Of one request: the largest table that is read, and what is around it."""
MOST_FILES = 20
"""By one link within ``WINDOW_SECONDS``, however many browsers it is opened in."""
WINDOW_SECONDS = 600.0
LINKS_KEPT = 4096


class Uploads:
    """Counts the files that came by each link of late."""

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._sent: OrderedDict[int, deque[float]] = OrderedDict()

    def refusal(self, link_id: int, method: str, headers: Headers) -> int:
        """The status that answers a file that is too much, 0 for one that may come in."""
        if method != "PUT":
            return 0
        said = headers.get("content-length", "")
        if not (said.isascii() and said.isdigit()):
            return 411
        if int(said[:20]) > MOST_BYTES:
            return 413
        now = self._now()
        sent = self._sent.setdefault(link_id, deque())
        self._sent.move_to_end(link_id)
        if len(self._sent) > LINKS_KEPT:
            self._sent.popitem(last=False)
        while sent and now - sent[0] >= WINDOW_SECONDS:
            sent.popleft()
        if len(sent) >= MOST_FILES:
            return 429
        sent.append(now)
        return 0
