"""A commit of any process reaches those who listen in this one."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete, text

from tests.storage.rows import add_workshop, bump
from workshop.live import Hub, Listener, News
from workshop.storage import tables
from workshop.storage.backup import backup, restore
from workshop.storage.direct import postgresql_connection
from workshop.storage.engine import Database, open_database
from workshop.storage.watch import notify, watch

PATIENCE_SECONDS = 5.0

COMMIT = """
import sys
from sqlalchemy import text
from workshop.storage.engine import open_database
from workshop.storage.watch import notify

with open_database(sys.argv[1]).writing() as connection, connection.begin():
    connection.execute(text("UPDATE workshop SET revision = revision + 1"))
    notify(connection, "CODE23")
"""


@pytest.fixture
def hub() -> Hub:
    return Hub()


@pytest.fixture
def watched(database: Database, hub: Hub) -> Iterator[Database]:
    """A database with one workshop at revision 1, which the hub already knows."""
    add_workshop(database, "CODE23", revision=1, room_revision=1)
    watcher = watch(database, hub)
    until_known(hub, 1)
    yield database
    watcher.stop()


@pytest.fixture
async def board(watched: Database, hub: Hub) -> AsyncIterator[Listener]:
    listener = hub.listen("CODE23", "board")
    yield listener
    hub.leave(listener)


def until_known(hub: Hub, revision: int | None, code: str = "CODE23") -> News | None:
    """Wait for the hub to know this revision (None: to know nothing), and give its news."""
    limit = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < limit:
        news = hub.known(code)
        if (news and news.revision) == revision:
            return news
        time.sleep(0.01)
    raise AssertionError(f"the hub knows {hub.known(code)}, not revision {revision}")


def change(database: Database, *, room: bool = False) -> None:
    with database.writing() as connection, connection.begin():
        bump(connection, "CODE23")
        if room:
            connection.execute(text("UPDATE workshop SET room_revision = 2, phase = 'vote'"))
        notify(connection, "CODE23")


async def test_a_commit_of_another_process_reaches_a_listener(
    watched: Database, board: Listener
) -> None:
    other = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "error", "-c", COMMIT, watched.url
    )
    news = await board.wait(PATIENCE_SECONDS)
    assert await other.wait() == 0
    assert news == News("CODE23", revision=2, room_revision=1, phase="collect")


async def test_a_commit_is_heard_within_half_a_second(watched: Database, board: Listener) -> None:
    waits = []
    for _attempt in range(3):  # two busy cores are slow now and then, not each time
        await asyncio.to_thread(change, watched)
        began = time.monotonic()
        assert await board.wait(PATIENCE_SECONDS)
        waits.append(time.monotonic() - began)
    assert min(waits) < 0.5


async def test_our_own_commit_seen_again_wakes_nobody(
    watched: Database, board: Listener, hub: Hub
) -> None:
    await asyncio.to_thread(change, watched)
    hub.announce(News("CODE23", 2, 1, "collect"))
    assert await board.wait(PATIENCE_SECONDS)
    assert await board.wait(0.5) is None
    assert not board.closed


def test_the_phase_and_the_room_revision_come_along(watched: Database, hub: Hub) -> None:
    change(watched, room=True)
    assert until_known(hub, 2) == News("CODE23", 2, 2, "vote")


def test_a_new_workshop_is_announced(watched: Database, hub: Hub) -> None:
    add_workshop(watched, "CODE24", revision=7)
    with watched.writing() as connection, connection.begin():
        notify(connection, "CODE24")
    until_known(hub, 7, "CODE24")


async def test_the_streams_of_a_deleted_workshop_end(
    watched: Database, board: Listener, hub: Hub
) -> None:
    def remove() -> None:
        with watched.writing() as connection, connection.begin():
            connection.execute(delete(tables.workshop))
            notify(connection, "CODE23")

    await asyncio.to_thread(remove)
    assert await board.wait(PATIENCE_SECONDS) is None
    assert board.closed
    assert hub.known("CODE23") is None


async def test_after_a_restore_every_screen_draws_from_scratch(
    watched: Database, board: Listener, hub: Hub, tmp_path: Path
) -> None:
    def go_back() -> None:
        backup(watched, tmp_path / "good.backup")
        change(watched)
        until_known(hub, 2)
        restore(watched, tmp_path / "good.backup")
        until_known(hub, 3)

    await asyncio.to_thread(go_back)
    await board.wait(PATIENCE_SECONDS)
    assert board.closed


def test_a_watcher_stops_within_a_second(database: Database, hub: Hub) -> None:
    watcher = watch(database, hub)
    began = time.monotonic()
    watcher.stop()
    assert time.monotonic() - began < 1


def test_a_watcher_of_a_server_that_is_gone_stops_within_a_second(
    postgres_database: Database, hub: Hub
) -> None:
    watcher = watch(postgres_database, hub)  # there is not even a table to read
    time.sleep(0.1)
    began = time.monotonic()
    watcher.stop()
    assert time.monotonic() - began < 1


def test_a_watcher_finds_its_way_back_to_the_server(watched: Database, hub: Hub) -> None:
    if watched.is_sqlite:
        pytest.skip("a file does not hang up")
    with closing(postgresql_connection(watched.engine)) as server:
        hung_up = server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchall()
        assert hung_up
    # Whether before or after the new LISTEN: what was missed meanwhile is read on the return.
    change(watched)
    until_known(hub, 2)


def test_the_log_names_no_address(
    watched: Database, hub: Hub, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    watcher = watch(open_database(f"postgresql://anna:secret@/workshops?host={tmp_path}"), hub)
    limit = time.monotonic() + PATIENCE_SECONDS
    while not caplog.records and time.monotonic() < limit:
        time.sleep(0.01)
    watcher.stop()
    assert "OperationalError" in caplog.text
    assert "anna" not in caplog.text
    assert str(tmp_path) not in caplog.text


def test_on_sqlite_a_commit_needs_no_word(database: Database) -> None:
    if database.is_sqlite:
        with database.writing() as connection:
            notify(connection, "CODE23")
            assert not connection.in_transaction()


def test_a_change_that_is_undone_is_not_announced(watched: Database, hub: Hub) -> None:
    with watched.writing() as connection:
        transaction = connection.begin()
        bump(connection, "CODE23")
        notify(connection, "CODE23")
        transaction.rollback()
    time.sleep(0.3)
    until_known(hub, 1)
