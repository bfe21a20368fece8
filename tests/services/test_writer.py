"""Group commit: what is gathered, what each phone is told, and what one bad gesture may not do."""

import asyncio
import threading
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import event, func, select, update
from sqlalchemy.exc import OperationalError

from tests.services.cast import PATIENCE_SECONDS, Cast
from workshop.domain.errors import PhaseClosed, TextEmpty, WorkshopUnknown
from workshop.live import Hub, News
from workshop.services import capture, me_too, workshops
from workshop.services.house import House
from workshop.services.transaction import Deed, glance, snapshot
from workshop.services.writer import Done, Writer, WriterBusy
from workshop.storage import tables


@dataclass
class Gate:
    """Holds the writer up, so that what is sent meanwhile is one batch."""

    reached: threading.Event = field(default_factory=threading.Event)
    opened: threading.Event = field(default_factory=threading.Event)

    def __call__(self, deed: Deed, gestures: Sequence[Any]) -> list[Any]:
        self.reached.set()
        assert self.opened.wait(PATIENCE_SECONDS)
        return [None for _ in gestures]


@contextmanager
def one_batch(cast: Cast) -> Iterator[None]:
    """Everything submitted inside is committed together."""
    gate = Gate()
    held = cast.writer.submit(cast.code, gate, None)
    assert gate.reached.wait(PATIENCE_SECONDS)
    yield
    gate.opened.set()
    held.result(PATIENCE_SECONDS)


def _answer(future: Future[Any]) -> Any:
    error = future.exception(PATIENCE_SECONDS)
    return future.result() if error is None else error


def _revision(cast: Cast) -> int:
    with snapshot(cast.house, cast.alice) as seen:
        return seen.workshop.revision


def _texts(cast: Cast) -> list[str]:
    with glance(cast.house) as connection:
        return sorted(connection.scalars(select(tables.card.c.text)))


class Listening(Hub):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[News] = []

    def announce(self, news: News) -> None:
        self.heard.append(news)
        super().announce(news)


def test_a_batch_is_one_commit_and_a_workshop_is_announced_once(cast: Cast) -> None:
    hub = Listening()
    house = House(cast.house.database, cast.house.clock, cast.house.chance, hub)
    commits: list[int] = []
    writer = Writer(house)
    event.listen(cast.house.database.engine, "commit", lambda connection: commits.append(1))
    gate = Gate()
    writer.submit(cast.code, gate, None)
    assert gate.reached.wait(PATIENCE_SECONDS)
    first, second, third, fourth = (cast.sent(text=f"text {n}") for n in range(4))
    futures = [
        writer.submit(cast.code, capture.add_cards, first),
        writer.submit(cast.code, capture.add_cards, second),
        writer.submit(cast.code, me_too.say_me_too, me_too.MeToo("other", "C1")),
        writer.submit(cast.code, capture.add_cards, third),
        writer.submit(cast.theirs.code, capture.add_cards, capture.CardSent(**_values(fourth))),
    ]
    gate.opened.set()
    for future in futures:
        _answer(future)
    writer.close()
    assert len(commits) == 1
    assert sorted(news.code for news in hub.heard) == sorted([cast.code, cast.theirs.code])
    mine = next(news for news in hub.heard if news.code == cast.code)
    assert mine.revision == _revision(cast)


def _values(card: capture.CardSent) -> dict[str, str]:
    return {
        "token": card.token,
        "card_id": card.card_id,
        "side": card.side,
        "kind": card.kind,
        "step": card.step,
        "text": card.text,
    }


def test_the_answer_comes_when_the_card_can_be_read_by_anyone(cast: Cast) -> None:
    cast.card(text="here")
    assert _texts(cast) == ["here"]


def test_a_refused_card_neither_fails_nor_takes_its_neighbours(cast: Cast) -> None:
    with one_batch(cast):
        futures = [
            cast.writer.submit(cast.code, capture.add_cards, cast.sent(text=words))
            for words in ("one", "\x00", "two")
        ]
    one, empty, two = map(_answer, futures)
    assert isinstance(one, capture.Receipt)
    assert isinstance(empty, TextEmpty)
    assert isinstance(two, capture.Receipt)
    assert _texts(cast) == ["one", "two"]


def test_a_batch_of_refusals_moves_no_revision_and_tells_nobody(cast: Cast) -> None:
    workshops.set_phase(cast.house, cast.alice, "group")
    before, known = _revision(cast), cast.house.hub.known(cast.code)
    with one_batch(cast):
        futures = [cast.writer.submit(cast.code, capture.add_cards, cast.sent()) for _ in range(3)]
    assert all(isinstance(_answer(future), PhaseClosed) for future in futures)
    assert _revision(cast) == before
    assert cast.house.hub.known(cast.code) == known


def test_an_unknown_workshop_is_refused_and_the_others_are_served(cast: Cast) -> None:
    with one_batch(cast):
        lost = cast.writer.submit("ZZZZZZ", capture.add_cards, cast.sent())
        kept = cast.writer.submit(cast.code, capture.add_cards, cast.sent(text="kept"))
    assert isinstance(_answer(lost), WorkshopUnknown)
    assert isinstance(_answer(kept), capture.Receipt)
    assert _texts(cast) == ["kept"]


def _poison(deed: Deed, gestures: Sequence[Any]) -> list[Any]:
    deed.connection.execute(select(tables.card.c.id).where(tables.card.c.id == 10**30)).all()
    deed.connection.execute(update(tables.workshop).values(topics_issued=10**30))
    raise AssertionError("the database took it")


def _fail(deed: Deed, gestures: Sequence[Any]) -> list[Any]:
    raise ZeroDivisionError


@pytest.mark.parametrize("poison", [_fail, _poison])
def test_a_poisoned_gesture_fails_alone(cast: Cast, poison: Any) -> None:
    with one_batch(cast):
        before = cast.writer.submit(cast.code, capture.add_cards, cast.sent(text="before"))
        bad = cast.writer.submit(cast.code, poison, None)
        after = cast.writer.submit(cast.code, capture.add_cards, cast.sent(text="after"))
    assert isinstance(_answer(bad), Exception)
    assert isinstance(_answer(before), capture.Receipt)
    assert isinstance(_answer(after), capture.Receipt)
    assert _texts(cast) == ["after", "before"]


def test_a_database_that_goes_away_once_is_asked_again(cast: Cast) -> None:
    tries: list[int] = []

    def flaky(deed: Deed, gestures: Sequence[Any]) -> list[Any]:
        tries.append(len(gestures))
        if len(tries) == 1:
            raise OperationalError("BEGIN", {}, Exception("server closed the connection"))
        return [Done("there") for _ in gestures]

    with one_batch(cast):
        futures = [cast.writer.submit(cast.code, flaky, None) for _ in range(3)]
    assert [_answer(future) for future in futures] == ["there"] * 3
    assert tries == [3, 3]


def test_a_connection_that_was_cut_between_two_batches_is_opened_anew(cast: Cast) -> None:
    cast.card(text="before")
    kept = cast.writer._connection
    assert kept is not None
    if cast.house.database.is_sqlite:
        kept.invalidate()
    else:  # the server was started again
        pid = kept.connection.driver_connection.info.backend_pid  # type: ignore[union-attr]
        with glance(cast.house) as connection:
            connection.execute(select(func.pg_terminate_backend(pid)))
    cast.card(text="after")
    assert cast.writer._connection is not None
    assert _texts(cast) == ["after", "before"]


def test_a_database_that_stays_away_is_told_to_all_at_once(cast: Cast) -> None:
    tries: list[int] = []

    def away(deed: Deed, gestures: Sequence[Any]) -> list[Any]:
        tries.append(len(gestures))
        raise OperationalError("BEGIN", {}, Exception("database or disk is full"))

    with one_batch(cast):
        futures = [cast.writer.submit(cast.code, away, None) for _ in range(5)]
        other = cast.writer.submit(cast.code, capture.add_cards, cast.sent())
    assert all(isinstance(_answer(future), OperationalError) for future in [*futures, other])
    assert tries == [5, 5]
    assert cast.card(text="it came back")


def test_a_phone_that_hangs_up_does_not_stop_the_writer(cast: Cast) -> None:
    with one_batch(cast):
        gone = cast.writer.submit(cast.code, capture.add_cards, cast.sent(text="gone"))
        stays = cast.writer.submit(cast.code, capture.add_cards, cast.sent(text="stays"))
        assert gone.cancel()
    assert isinstance(_answer(stays), capture.Receipt)
    assert _texts(cast) == ["stays"]


def test_a_queue_that_is_full_refuses_more_and_takes_them_again_later(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workshop.services.writer.MOST_WAITING", 3)
    card = cast.sent()
    with one_batch(cast):
        waiting = [cast.writer.submit(cast.code, capture.add_cards, cast.sent()) for _ in range(3)]
        with pytest.raises(WriterBusy):
            cast.writer.submit(cast.code, capture.add_cards, card)
    assert all(_answer(future).is_new for future in waiting)
    assert _answer(cast.writer.submit(cast.code, capture.add_cards, card)).is_new
    assert len(_texts(cast)) == 4


async def test_a_loop_is_given_results_and_refusals_and_woken_once_a_batch(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = asyncio.get_running_loop()
    woken: list[int] = []
    wake = loop.call_soon_threadsafe

    def counted(callback: Any, *arguments: Any, **options: Any) -> asyncio.Handle:
        if threading.current_thread() is not threading.main_thread():
            woken.append(1)
        return wake(callback, *arguments, **options)

    monkeypatch.setattr(loop, "call_soon_threadsafe", counted)
    with one_batch(cast):
        sending = [
            asyncio.create_task(
                cast.writer.send(cast.code, capture.add_cards, cast.sent(text=text))
            )
            for text in ("one", "\x00", "two", "gone")
        ]
        await asyncio.sleep(0.05)  # all four are queued
        sending[-1].cancel()
    one, empty, two, gone = await asyncio.gather(*sending, return_exceptions=True)
    assert isinstance(one, capture.Receipt)
    assert isinstance(empty, TextEmpty)
    assert isinstance(two, capture.Receipt)
    assert isinstance(gone, asyncio.CancelledError)
    assert len(woken) == 1
    assert {"one", "two"} <= set(_texts(cast))


async def test_who_hangs_up_while_it_is_written_stops_nobody(cast: Cast) -> None:
    gate = Gate()
    held = asyncio.create_task(cast.writer.send(cast.code, gate, None))
    while not gate.reached.is_set():
        await asyncio.sleep(0.01)
    held.cancel()
    await asyncio.sleep(0)
    gate.opened.set()
    receipt = await cast.writer.send(cast.code, capture.add_cards, cast.sent(text="after"))
    assert receipt.is_new
    assert held.cancelled()


def test_a_loop_that_is_gone_stops_nobody(cast: Cast) -> None:
    gate = Gate()

    async def leave() -> None:
        task = asyncio.create_task(cast.writer.send(cast.code, gate, None))
        while not gate.reached.is_set():
            await asyncio.sleep(0.01)
        del task

    asyncio.run(leave())
    gate.opened.set()
    assert cast.card(text="after")


def test_gestures_of_one_phone_keep_their_order_across_kinds(cast: Cast) -> None:
    card = cast.sent("phone")
    with one_batch(cast):
        sent = cast.writer.submit(cast.code, capture.add_cards, card)
        edited = cast.writer.submit(
            cast.code, capture.edit_own_cards, capture.CardEdit("phone", card.card_id, "edited")
        )
        again = cast.writer.submit(cast.code, capture.add_cards, card)
    assert _answer(sent).is_new
    assert _answer(edited).label == _answer(again).label == _answer(sent).label
    assert not _answer(again).is_new
    assert _texts(cast) == ["edited"]


def test_closing_finishes_what_is_queued_and_then_takes_no_more(cast: Cast) -> None:
    writer = Writer(cast.house)
    gate = Gate()
    writer.submit(cast.code, gate, None)
    assert gate.reached.wait(PATIENCE_SECONDS)
    futures = [writer.submit(cast.code, capture.add_cards, cast.sent()) for _ in range(20)]
    closing = threading.Thread(target=writer.close)
    closing.start()
    gate.opened.set()
    closing.join(PATIENCE_SECONDS)
    assert all(future.done() for future in futures)
    assert len(_texts(cast)) == 20
    with pytest.raises(RuntimeError):
        writer.submit(cast.code, capture.add_cards, cast.sent())
    writer.close()


def test_a_flood_is_cut_into_batches_and_nothing_is_lost(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workshop.services.writer.BATCH_LIMIT", 7)
    with one_batch(cast):
        futures = [
            cast.writer.submit(cast.code, capture.add_cards, cast.sent(card_id=str(uuid.uuid4())))
            for _ in range(50)
        ]
    labels = {_answer(future).label for future in futures}
    assert len(labels) == 50
    with glance(cast.house) as connection:
        assert connection.scalar(select(func.count()).select_from(tables.card)) == 50
