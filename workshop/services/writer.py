"""Group commit: what phones send is gathered for a few milliseconds and committed together.

One commit costs one wait for the disk however many cards it holds; single commits reached 460
cards a second, gathered ones more than twice that. The one exception to "one gesture, one
transaction": each *group* (same workshop, same kind of gesture) has its own savepoint, and a
refused gesture neither fails nor bumps its neighbours.
"""

import asyncio
import queue
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import Connection

from workshop.domain.errors import WorkshopError, WorkshopSealed
from workshop.services.house import House
from workshop.services.rows import Workshop
from workshop.services.transaction import Deed, announce, bump
from workshop.storage.engine import AWAY
from workshop.storage.watch import notify

BATCH_LIMIT = 500
CLOSING_SECONDS = 8.0
MOST_WAITING = 5_000
"""Gestures in the queue: what a thousand phones send while a slow disk holds us up for seconds."""

Apply = Callable[[Deed, Sequence[Any]], list[Any]]
"""Applies gestures of one workshop in order; gives for each its result, or the WorkshopError."""


@dataclass(slots=True)
class _Sent:
    code: str
    apply: Apply
    gesture: Any
    answer: Future[Any] | asyncio.Future[Any]

    def is_wanted(self) -> bool:
        """False when who sent it has hung up meanwhile; no longer to be cancelled from now on."""
        if isinstance(self.answer, Future):
            return self.answer.set_running_or_notify_cancel()
        return not self.answer.cancelled()


class _NothingDone(Exception):
    """Undoes a group's bump: all its gestures were refused or repeats."""

    def __init__(self, results: list[Any]) -> None:
        self.results = results


class WriterBusy(RuntimeError):
    """The queue is full: the database takes less than phones send. They keep it and send again."""


class Writer:
    """One thread that owns the write connection of this process for phones' gestures."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._connection: Connection | None = None
        self._queue: queue.SimpleQueue[_Sent | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="capture-writer", daemon=True)
        self._closed = False
        # Without it, a gesture could be queued behind the word that ends the thread, and its phone
        # would wait for ever.
        self._gate = threading.Lock()
        self._thread.start()

    def submit(self, code: str, apply: Apply, gesture: Any) -> Future[Any]:
        """Queue one gesture; the future holds its result only once it is on disk.

        ``apply`` is shared by all gestures of one kind: those that wait together for the same
        workshop are given to one call. Raises WriterBusy when too many wait, RuntimeError once
        closed.
        """
        answer: Future[Any] = Future()
        self._put(_Sent(code, apply, gesture, answer))
        return answer

    async def send(self, code: str, apply: Apply, gesture: Any) -> Any:
        """As ``submit``, for an event loop: gives the result, or raises the refusal.

        A batch wakes the loop once, not once for each of its gestures.
        """
        answer = asyncio.get_running_loop().create_future()
        self._put(_Sent(code, apply, gesture, answer))
        return await answer

    def _put(self, sent: _Sent) -> None:
        with self._gate:
            if self._closed:
                raise RuntimeError("the writer is closed")
            if self._queue.qsize() >= MOST_WAITING:
                raise WriterBusy
            self._queue.put(sent)

    @property
    def waiting(self) -> int:
        """Gestures in the queue."""
        return self._queue.qsize()

    def close(self) -> None:
        """Finish what is queued, then stop."""
        with self._gate:
            self._closed = True
            self._queue.put(None)
        self._thread.join(CLOSING_SECONDS)

    def _run(self) -> None:
        while True:
            first = self._queue.get()
            if first is None:
                self._disconnect()
                return
            batch = [first]
            stop = False
            while len(batch) < BATCH_LIMIT:
                try:
                    sent = self._queue.get_nowait()
                except queue.Empty:
                    break
                if sent is None:
                    stop = True
                    break
                batch.append(sent)
            # A phone that hung up has cancelled its future: answering that one would raise and
            # end this thread, and with it the capture of every room.
            self._commit([sent for sent in batch if sent.is_wanted()])
            if stop:
                self._disconnect()
                return

    def _commit(self, batch: list[_Sent]) -> None:
        groups = _group(batch)
        began = time.perf_counter()
        try:
            outcomes = self._try(groups)
        except AWAY as error:
            self._house.tally.count("commits_lost")
            _answer([(sent, error) for sent in batch])
            return
        except Exception as error:
            if len(batch) == 1:
                _answer([(batch[0], error)])
                return
            for sent in batch:  # one poisoned gesture must not take its neighbours with it
                self._commit([sent])
            return
        self._house.tally.committed(time.perf_counter() - began, len(batch))
        for workshop in outcomes.changed.values():
            announce(self._house, workshop)
        _answer(
            [
                answered
                for group, results in zip(groups, outcomes.results, strict=True)
                for answered in zip(group, results, strict=True)
            ]
        )

    def _try(self, groups: list[list[_Sent]]) -> "_Outcomes":
        """Write, and once more when the database went away (a restart) or chose us in a deadlock.

        Raises what the database said when it is still away: no gesture is tried alone then, five
        hundred waits for a lock would hold every room up for hours.
        """
        try:
            return self._write(groups)
        except AWAY:
            return self._write(groups)

    def _write(self, groups: list[list[_Sent]]) -> "_Outcomes":
        try:
            # Kept from batch to batch: to take one from the pool costs as much as a statement.
            if self._connection is None:
                self._connection = self._house.database.writing()
            return self._write_all(self._connection, groups)
        except BaseException:
            self._disconnect()
            raise

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _write_all(self, connection: Connection, groups: list[list[_Sent]]) -> "_Outcomes":
        outcomes = _Outcomes()
        with connection.begin() as transaction:
            # A group that is alone needs no savepoint: what it undoes is the whole transaction.
            apart = connection.begin_nested if len(groups) > 1 else nullcontext
            for group in groups:
                results, workshop = self._write_group(connection, group, apart)
                outcomes.results.append(results)
                if workshop is not None:
                    outcomes.changed[workshop.code] = workshop
            if not outcomes.changed:
                transaction.rollback()
            for code in outcomes.changed:
                notify(connection, code)
        return outcomes

    def _write_group(
        self,
        connection: Connection,
        group: list[_Sent],
        apart: Callable[[], AbstractContextManager[object]],
    ) -> tuple[list[Any], Workshop | None]:
        try:
            with apart():
                workshop = bump(connection, group[0].code)
                if workshop.is_sealed:
                    raise WorkshopSealed()
                deed = Deed(self._house, connection, workshop)
                results = group[0].apply(deed, [sent.gesture for sent in group])
                if not any(isinstance(result, Done) for result in results):
                    raise _NothingDone(results)
                return results, workshop
        except _NothingDone as nothing:
            return nothing.results, None
        except WorkshopError as refused:
            return [refused] * len(group), None


@dataclass(frozen=True, slots=True)
class Done:
    """A gesture that changed something; ``value`` is its answer. Anything else changed nothing."""

    value: Any


@dataclass(slots=True)
class _Outcomes:
    results: list[list[Any]] = field(default_factory=list)
    changed: dict[str, Workshop] = field(default_factory=dict)


def _group(batch: list[_Sent]) -> list[list[_Sent]]:
    """Same workshop and kind together, workshops in one order everywhere (no deadlock)."""
    ordered = sorted(batch, key=lambda sent: sent.code)
    return [
        list(group) for _, group in groupby(ordered, key=lambda sent: (sent.code, id(sent.apply)))
    ]


def _answer(answered: list[tuple[_Sent, Any]]) -> None:
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Any], Any]]]
    by_loop = defaultdict(list)
    for sent, result in answered:
        if isinstance(sent.answer, Future):
            _settle(sent.answer, result)
        else:
            by_loop[sent.answer.get_loop()].append((sent.answer, result))
    for loop, theirs in by_loop.items():
        with suppress(RuntimeError):  # the loop is closed: nobody waits there any more
            loop.call_soon_threadsafe(_settle_all, theirs)


def _settle_all(answers: list[tuple[asyncio.Future[Any], Any]]) -> None:
    for answer, result in answers:
        if not answer.done():  # hung up while it was written
            _settle(answer, result)


def _settle(answer: Future[Any] | asyncio.Future[Any], result: Any) -> None:
    if isinstance(result, Exception):
        answer.set_exception(result)
    else:
        answer.set_result(result.value if isinstance(result, Done) else result)
