"""What other processes commit, announced to the hub of this one.

SQLite: ``PRAGMA data_version`` on a connection of its own, several times a second. PostgreSQL:
``LISTEN``, the code of the changed workshop being the payload. Our own commits are seen again:
the hub ignores a revision that it knows. On the same connection processes say how many phones
they hold (``presence``); SQLite has one process that serves.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from typing import Any

import psycopg
from sqlalchemy import Connection, func, select

from workshop.live import Hub, News
from workshop.storage.direct import postgresql_connection, sqlite_connection
from workshop.storage.engine import Database
from workshop.storage.presence import CHANNEL as PHONES
from workshop.storage.presence import Presence

CHANNEL = "workshop_news"
WATCHER = "workshop watcher"
"""What PostgreSQL calls the one connection of each process that listens: they can be counted."""
EVERYTHING = "*"
"""The payload that says: all may have changed, as after a restore."""

_POLL_SECONDS = 0.15
_LISTEN_SECONDS = 0.4
_STOP_SECONDS = 0.9
_FIRST_PAUSE_SECONDS = 0.2
_LONGEST_PAUSE_SECONDS = 5.0
_STAND = "SELECT code, revision, room_revision, phase FROM workshop"

_log = logging.getLogger(__name__)


def notify(connection: Connection, code: str) -> None:
    """Tell the watchers of other processes, once this transaction commits; SQLite needs no word."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_notify(CHANNEL, code)))


class Watcher:
    """The thread that watches; ends with ``stop``."""

    def __init__(self, look: Callable[[threading.Event], None]) -> None:
        self._stopping = threading.Event()
        self._look = look
        self._thread = threading.Thread(target=self._run, name="watcher", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Return within a second, even when the database does not answer."""
        self._stopping.set()
        self._thread.join(_STOP_SECONDS)

    def _run(self) -> None:
        pause = _FIRST_PAUSE_SECONDS
        while not self._stopping.is_set():
            began = time.monotonic()
            try:
                self._look(self._stopping)
            except Exception as error:  # whatever it was, a watcher that died would tell nobody
                # Its text may hold an address: the log gets the kind only.
                _log.warning("watcher lost the database (%s), trying again", type(error).__name__)
            lasted = time.monotonic() - began
            pause = (
                _FIRST_PAUSE_SECONDS
                if lasted > _LONGEST_PAUSE_SECONDS
                else min(pause * 2, _LONGEST_PAUSE_SECONDS)
            )
            self._stopping.wait(pause)


def watch(database: Database, hub: Hub) -> Watcher:
    """Announce each commit of any process to ``hub``, and first where every workshop stands."""
    seen = _Seen(hub)
    if database.is_sqlite:
        return Watcher(lambda stopping: _poll_sqlite(database, seen, stopping))
    presence = Presence(hub)
    return Watcher(lambda stopping: _listen_postgresql(database, seen, presence, stopping))


class _Seen:
    """Where each workshop stood at the last look."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._news: dict[str, News] = {}

    def look_at_all(self, rows: Iterable[Any]) -> None:
        """All workshops there are: those that are not among ``rows`` were deleted."""
        now = [News(*row) for row in rows]
        for code in self._news.keys() - {news.code for news in now}:
            self._forget(code)
        for news in now:
            self._announce(news)

    def look_at_some(self, codes: Iterable[str], rows: Iterable[Any]) -> None:
        """The workshops with these codes: those that are not among ``rows`` were deleted."""
        now = {row[0]: News(*row) for row in rows}
        for code in codes:
            if code in now:
                self._announce(now[code])
            else:
                self._forget(code)

    def begin_again(self) -> None:
        """A restore or an upgrade: screens must draw from scratch, so their streams end."""
        for code in list(self._news):
            self._forget(code)

    def _announce(self, news: News) -> None:
        before = self._news.get(news.code)
        if before == news:
            return
        if before is not None and news.revision < before.revision:
            self._forget(news.code)  # another workshop under the same code
        self._news[news.code] = news
        self._hub.announce(news)

    def _forget(self, code: str) -> None:
        self._news.pop(code, None)
        self._hub.forget(code)


def _poll_sqlite(database: Database, seen: _Seen, stopping: threading.Event) -> None:
    file = database.file
    assert file is not None
    with closing(sqlite_connection(file, timeout_seconds=0.5)) as connection:
        version: int | None = None
        schema: int | None = None
        while not stopping.is_set():
            before, version = version, _pragma(connection, "data_version")
            if version != before:
                # The number moves with each change of the schema and with each restore, which
                # takes the place of all tables at once.
                schema_before, schema = schema, _pragma(connection, "schema_version")
                if schema_before is not None and schema_before != schema:
                    seen.begin_again()
                seen.look_at_all(connection.execute(_STAND).fetchall())
            stopping.wait(_POLL_SECONDS)


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    value = connection.execute(f"PRAGMA {name}").fetchone()[0]
    assert isinstance(value, int)
    return value


def _listen_postgresql(
    database: Database, seen: _Seen, presence: Presence, stopping: threading.Event
) -> None:
    with postgresql_connection(database.engine, application_name=WATCHER) as connection:
        connection.execute(f"LISTEN {CHANNEL}")
        connection.execute(f"LISTEN {PHONES}")
        # After LISTEN, so that nothing falls between; also what was missed while disconnected.
        seen.look_at_all(connection.execute(_STAND))
        _say(connection, presence.begin())
        while not stopping.is_set():
            for word in presence.due():
                _say(connection, word)
            # The first that comes ends the wait, with all that came along with it.
            heard = list(connection.notifies(timeout=_LISTEN_SECONDS, stop_after=1))
            for notification in heard:
                if notification.channel == PHONES:
                    presence.hear(notification.payload)
            _look(connection, seen, {one.payload for one in heard if one.channel == CHANNEL})
        with suppress(psycopg.Error):  # else they will notice that we say nothing any more
            _say(connection, presence.bye())


def _look(connection: psycopg.Connection[Any], seen: _Seen, codes: set[str]) -> None:
    if EVERYTHING in codes:
        seen.begin_again()
        seen.look_at_all(connection.execute(_STAND))
    elif codes:
        rows = connection.execute(f"{_STAND} WHERE code = ANY(%s)", [list(codes)])
        seen.look_at_some(codes, rows)


def _say(connection: psycopg.Connection[Any], word: str) -> None:
    connection.execute("SELECT pg_notify(%s, %s)", [PHONES, word])
