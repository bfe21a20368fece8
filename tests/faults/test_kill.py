"""``kill -9`` at any moment: what was acknowledged is there, once (TRUST.md, "Nothing lost").

The short one of ``python -m benchmarks.kills``, which says how soon it is back.
"""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest

from benchmarks.house import Server
from benchmarks.kills import Drill
from benchmarks.phones import Room
from tests.databases import fresh_postgres_url

PHONES, KILLS = 20, 3
NOUNS = ("card", "me_too", "vote", "rating", "ready", "phase")


@pytest.fixture(params=["sqlite", "postgresql"])
def drill(request: pytest.FixtureRequest) -> Iterator[Drill]:
    with ExitStack() as stack:
        url = None
        if request.param == "postgresql":
            home = request.getfixturevalue("postgres_url")
            url = stack.enter_context(fresh_postgres_url(home))
        server = stack.enter_context(Server(database_url=url, pace="off"))
        yield Drill(server, stack.enter_context(closing(Room(server))))


def test_after_kills_all_that_was_acknowledged_is_there_once(drill: Drill) -> None:
    """Cards, me-toos, points, ballots and "ready", while the facilitator changes the phase."""
    asyncio.run(drill.play(PHONES, KILLS, back_seconds=(0.1, 0.3), work_seconds=0.5))
    assert drill.faults() == []
    assert len(drill.healthy) == len(drill.current) == KILLS
    assert all(drill.history.count(noun) for noun in NOUNS)
    assert drill.history.purses
