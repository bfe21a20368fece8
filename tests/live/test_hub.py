"""Who is woken, by what, and in which order, whatever thread announces."""

import asyncio
import threading
from collections.abc import Callable

from workshop.live import Hub, Listener, News
from workshop.live import hub as process_hub

CODE = "ABC234"
SOON_SECONDS = 5
NEVER_SECONDS = 0.05


def _news(revision: int, room_revision: int = 1, *, code: str = CODE) -> News:
    return News(code, revision, room_revision, "capture")


async def _nothing(listener: Listener) -> bool:
    return await listener.wait(NEVER_SECONDS) is None


def _elsewhere(work: Callable[[], None]) -> None:
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


async def test_a_board_hears_every_commit_of_its_workshop_from_any_thread() -> None:
    hub = Hub()
    board = hub.listen(CODE, "board")
    for revision in (1, 2):
        _elsewhere(lambda revision=revision: hub.announce(_news(revision)))  # type: ignore[misc]
        assert await board.wait(SOON_SECONDS) == _news(revision)
    hub.announce(_news(9, code="XYZ234"))
    assert await _nothing(board)


async def test_phones_wake_only_when_the_room_moves() -> None:
    hub = Hub()
    phone = hub.listen(CODE, "room")
    hub.announce(_news(1, 1))
    assert await phone.wait(SOON_SECONDS) == _news(1, 1)
    hub.announce(_news(2, 1))
    assert await _nothing(phone)
    hub.announce(_news(3, 2))
    assert await phone.wait(SOON_SECONDS) == _news(3, 2)


async def test_a_revision_that_is_known_or_older_wakes_nobody() -> None:
    hub = Hub()
    board = hub.listen(CODE, "board")
    hub.announce(_news(5, 2))
    assert await board.wait(SOON_SECONDS) == _news(5, 2)
    hub.announce(_news(5, 3))
    hub.announce(_news(4, 1))
    assert await _nothing(board)
    assert hub.known(CODE) == _news(5, 2)


async def test_news_that_two_threads_deliver_in_the_wrong_order_end_on_the_newest() -> None:
    board = Hub().listen(CODE, "board")
    board.put(_news(6))
    board.put(_news(5))
    assert await board.wait(SOON_SECONDS) == _news(6)
    board.put(_news(5))
    assert await _nothing(board)


async def test_a_slow_listener_gets_the_latest_news_once() -> None:
    hub = Hub()
    board = hub.listen(CODE, "board")
    for revision in range(1, 100):
        hub.announce(_news(revision))
    await asyncio.sleep(0)
    assert await board.wait(SOON_SECONDS) == _news(99)
    assert await _nothing(board)


async def test_many_threads_announce_and_every_listener_ends_on_the_last_revision() -> None:
    hub = Hub()
    boards = [hub.listen(CODE, "board") for _ in range(20)]

    def announce(first: int) -> None:
        for revision in range(first, 400, 8):
            hub.announce(_news(revision, revision))

    threads = [threading.Thread(target=announce, args=(first,)) for first in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        await asyncio.to_thread(thread.join)
    for board in boards:
        last = None
        while last is None or last.revision < 399:
            last = await board.wait(SOON_SECONDS)
            assert last is not None
    assert hub.known(CODE) == _news(399, 399)


async def test_closing_ends_every_stream_and_those_that_come_later() -> None:
    hub = Hub()
    streams = [hub.listen(CODE, "board"), hub.listen(CODE, "room")]
    waiting = [asyncio.create_task(stream.wait(60)) for stream in streams]
    await asyncio.sleep(0)
    _elsewhere(hub.close)
    assert await asyncio.gather(*waiting) == [None, None]
    assert all(stream.closed for stream in streams)
    late = hub.listen(CODE, "room")
    assert late.closed
    assert await late.wait(60) is None
    hub.reopen()
    again = hub.listen(CODE, "board")
    hub.announce(_news(1))
    assert await again.wait(SOON_SECONDS) == _news(1)


async def test_forgetting_a_workshop_ends_its_streams_and_no_other() -> None:
    hub = Hub()
    gone, stays = hub.listen(CODE, "board"), hub.listen("XYZ234", "board")
    hub.announce(_news(7))
    assert await gone.wait(SOON_SECONDS) == _news(7)
    _elsewhere(lambda: hub.forget(CODE))
    assert await gone.wait(SOON_SECONDS) is None
    assert (gone.closed, stays.closed) == (True, False)
    assert hub.known(CODE) is None
    hub.leave(gone)
    reborn = hub.listen(CODE, "board")
    hub.announce(_news(1))
    assert await reborn.wait(SOON_SECONDS) == _news(1)


async def test_phones_are_counted_and_the_boards_are_told_when_they_come_and_go() -> None:
    hub = Hub()
    hub.announce(_news(1))
    board = hub.listen(CODE, "board")
    assert hub.phones(CODE) == 0
    phones = [hub.listen(CODE, "room") for _ in range(3)]
    assert hub.phones(CODE) == 3
    assert await board.wait(SOON_SECONDS) == _news(1)
    for phone in phones:
        hub.leave(phone)
    assert hub.phones(CODE) == 0
    assert await board.wait(SOON_SECONDS) == _news(1)
    hub.leave(phones[0])
    hub.leave(board)
    assert hub.phones(CODE) == 0


async def test_phones_of_other_processes_count_and_wake_the_boards_of_their_room() -> None:
    hub = Hub()
    hub.announce(_news(1))
    hub.announce(_news(1, code="XYZ234"))
    board, other = hub.listen(CODE, "board"), hub.listen("XYZ234", "board")
    hub.listen(CODE, "room")
    assert await board.wait(SOON_SECONDS) == _news(1)
    _elsewhere(lambda: hub.set_elsewhere({CODE: 4}))
    assert await board.wait(SOON_SECONDS) == _news(1)
    assert hub.phones(CODE) == 5
    assert hub.phones_here() == {CODE: 1}
    hub.set_elsewhere({CODE: 4})
    assert await _nothing(board)
    hub.set_elsewhere({})
    assert await board.wait(SOON_SECONDS) == _news(1)
    assert hub.phones(CODE) == 1
    assert await _nothing(other)
    hub.set_elsewhere({CODE: 4})
    hub.reopen()
    assert hub.phones(CODE) == 0


async def test_a_phone_of_a_workshop_not_heard_of_wakes_no_board() -> None:
    hub = Hub()
    board = hub.listen(CODE, "board")
    hub.leave(hub.listen(CODE, "room"))
    assert await _nothing(board)


def test_a_stream_whose_server_is_gone_does_not_stop_the_others() -> None:
    hub = Hub()

    async def listen() -> Listener:
        return hub.listen(CODE, "board")

    asyncio.run(listen())  # its loop is closed now
    hub.announce(_news(1))

    async def live() -> None:
        board = hub.listen(CODE, "board")
        hub.announce(_news(2))
        assert await board.wait(SOON_SECONDS) == _news(2)

    asyncio.run(live())
    hub.close()


def test_the_process_has_one_hub() -> None:
    assert isinstance(process_hub, Hub)
