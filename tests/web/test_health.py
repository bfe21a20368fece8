"""May this process be sent visitors?"""

import asyncio
import time

import pytest

from tests.web.conftest import Browser
from workshop import __version__
from workshop.storage.engine import Database
from workshop.web.entrance import Entrance


async def test_all_is_well(browser: Browser) -> None:
    answer = await browser().get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": "ok", "version": __version__}
    assert answer.headers["cache-control"] == "no-store"


async def test_a_database_that_does_not_answer_is_said(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Database, "ping", lambda self: False)
    answer = await browser().get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "down"


async def test_a_process_that_stops_is_sent_nobody(browser: Browser, entrance: Entrance) -> None:
    entrance.closing = True
    answer = await browser().get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["status"] == "closing"


async def test_many_who_ask_at_once_ask_the_database_once(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Database] = []

    def ping(database: Database) -> bool:
        asked.append(database)
        time.sleep(0.05)
        return True

    monkeypatch.setattr(Database, "ping", ping)
    client = browser()
    answers = await asyncio.gather(*(client.get("/healthz") for _ in range(20)))
    assert {answer.status_code for answer in answers} == {200}
    assert len(asked) == 1
