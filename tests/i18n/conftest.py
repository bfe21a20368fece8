"""A third language, in one file, and a workshop that speaks it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.i18n.pseudo import PSEUDO, write_pseudo
from workshop.live import Hub
from workshop.services.actors import Console
from workshop.services.demo import create_demo
from workshop.services.house import House
from workshop.storage.engine import open_database


@pytest.fixture(scope="module")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of the language, in which the app looks while the tests of a file run."""
    folder = write_pseudo(tmp_path_factory.mktemp("catalogues")).parent
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKSHOP_CATALOGUES", str(folder))
        yield folder


@pytest.fixture(scope="module")
def spoken(
    catalogues: Path, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[House, Console]]:
    """The demo workshop in that language: whatever was typed in it is from the catalogue too."""
    assert catalogues.is_dir()
    file = tmp_path_factory.mktemp("spoken") / "workshops.sqlite3"
    shutil.copy(sqlite_template, file)
    house = House(open_database(f"sqlite:///{file}"), hub=Hub())
    yield house, Console(create_demo(house, PSEUDO).code)
    house.database.dispose()
