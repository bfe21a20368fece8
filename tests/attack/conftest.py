"""A server of ours on loopback, that the whole suite attacks, and its workshops."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.attack.scene import Stage, furnish
from tests.databases import fresh_sqlite_url
from tests.web.running import Running, free_port, running, serve_command
from workshop.live import Hub
from workshop.services.house import House
from workshop.services.writer import Writer
from workshop.storage.engine import open_database
from workshop.storage.schema import prepare


@dataclass(frozen=True, slots=True)
class Target:
    """A running server, and the same database from the inside."""

    server: Running
    stage: Stage

    @property
    def port(self) -> int:
        return self.server.port


@pytest.fixture(scope="session")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    folder = tmp_path_factory.mktemp("target")
    url = fresh_sqlite_url(folder)
    database = open_database(url)
    prepare(database)
    house = House(database, hub=Hub())
    writer = Writer(house)
    stage = furnish(house, writer)
    port = free_port()
    with running(serve_command(port), port=port, database_url=url, folder=folder) as server:
        server.wait_until_open()
        yield Target(server, stage)
        assert "Traceback" not in server.output()
    writer.close()
    database.dispose()
