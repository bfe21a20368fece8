"""A command's commit reaches the screens of a server that runs beside it."""

import asyncio

from tests.cli.conftest import Type
from workshop.live import Hub
from workshop.storage.engine import open_database
from workshop.storage.watch import watch

PATIENCE_SECONDS = 10


async def test_phones_hear_of_a_phase_set_by_a_command(workshop: Type, database_url: str) -> None:
    code = workshop("new", "--title", "Counter", "--json").json["code"]
    hub = Hub()
    database = open_database(database_url)
    watcher = watch(database, hub)
    listener = hub.listen(code, "room")
    try:
        while hub.known(code) is None:
            await asyncio.sleep(0.02)
        await listener.wait(1)
        await asyncio.to_thread(workshop, "phase", code, "capture")
        news = await listener.wait(PATIENCE_SECONDS)
        assert news is not None
        assert news.phase == "capture"
    finally:
        hub.leave(listener)
        watcher.stop()
        database.dispose()
