"""From the laptop to the server and back: every file of the workshop is the same to the byte."""

import io
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.databases import fresh_postgres_url, fresh_sqlite_url
from tests.services.cast import Clock, gather_cast
from tests.services.everything import live_through
from tests.storage.test_backup import everything
from workshop.cli import main
from workshop.exports import downloads, log_downloads
from workshop.live import Hub
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.services.writer import Writer
from workshop.storage.engine import open_database
from workshop.storage.schema import prepare


@contextmanager
def house_at(url: str) -> Iterator[House]:
    database = open_database(url)
    prepare(database)
    try:
        yield House(database, clock=Clock(), chance=random.Random(7), hub=Hub())
    finally:
        database.dispose()


AGAIN = ("map.png", "matrix.png", "matrix-a3.pdf", "matrix-a0.pdf", "summary.pdf")
"""Drawn from what the others show."""


def files_of(house: House, code: str) -> dict[str, list[bytes]]:
    """By name; of slides the parts, since their archives note when they were packed."""
    made = {
        name: download.produce(house, Console(code))
        for name, download in {**downloads(), **log_downloads()}.items()
        if name not in AGAIN
    }
    return {name: parts(name, content) for name, content in made.items()}


def parts(name: str, content: bytes) -> list[bytes]:
    if not name.endswith(".pptx"):
        return [content]
    with ZipFile(io.BytesIO(content)) as packed:
        return [packed.read(part) for part in packed.namelist() if part.endswith(".xml")]


def test_a_workshop_goes_to_the_server_and_back_and_every_file_stays_the_same(
    postgres_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    laptop, back = fresh_sqlite_url(tmp_path), fresh_sqlite_url(tmp_path)
    with fresh_postgres_url(postgres_url) as server, house_at(laptop) as house:
        writer = Writer(house)
        cast = gather_cast(house, writer)
        live_through(cast)
        writer.close()
        rows, files = everything(house.database), files_of(house, cast.code)
        assert len(files) > 8
        for source, target in ((laptop, server), (server, back)):
            assert main(["copy", "--from", source, "--to", target]) == 0
            with house_at(target) as there:
                assert everything(there.database) == rows
        with house_at(back) as there:
            found = files_of(there, cast.code)
        assert [name for name, content in files.items() if found[name] != content] == []
    assert capsys.readouterr().err == ""
