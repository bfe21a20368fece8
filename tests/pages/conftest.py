"""Pages run by themselves, as a signed-in browser opens them: in French or in English."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4
from zlib import crc32

import pytest

from tests.databases import fresh_sqlite_url
from tests.pages.stage import Stage
from workshop.live import Hub
from workshop.services import signin
from workshop.services.demo import create_demo
from workshop.services.house import House, set_house
from workshop.services.new_workshop import NewWorkshop
from workshop.services.workshops import create_workshop
from workshop.storage.engine import Database, open_database
from workshop.ui import shell

LANGUAGES = ("fr", "en")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each test of a page speaks one language, always the same, half of them each.

    That a screen has all its words in each language is asked of all screens at once elsewhere
    (tests/i18n). ``WORKSHOP_TEST_LANGUAGES=all`` runs each test in both.
    """
    if "screen_language" not in metafunc.fixturenames:
        return
    chosen = crc32(metafunc.function.__name__.encode()) % len(LANGUAGES)
    every = os.environ.get("WORKSHOP_TEST_LANGUAGES") == "all"
    metafunc.parametrize("screen_language", LANGUAGES if every else LANGUAGES[chosen : chosen + 1])


@pytest.fixture(scope="session")
def page_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The database of every page's test: its file is replaced from test to test, the engine stays,
    for what it has compiled of our statements.
    """
    database = open_database(fresh_sqlite_url(tmp_path_factory.mktemp("page")))
    yield database
    database.dispose()


@pytest.fixture
def page_house(sqlite_template: Path, page_database: Database) -> Iterator[House]:
    _fill(page_database, sqlite_template)
    # Screens keep what they have read by the name of the database: each test has one of its own.
    house = House(replace(page_database, url=f"{page_database.url}#{uuid4()}"), hub=Hub())
    set_house(house)
    yield house
    set_house(None)
    page_database.dispose()


def _fill(database: Database, template: Path) -> None:
    """Put a copy of a file in the place of the database."""
    assert database.file is not None
    database.dispose()
    for old in database.file.parent.glob(f"{database.file.name}*"):
        old.unlink()
    shutil.copy(template, database.file)


class Workshops:
    """Workshops made once for the whole run, each in a file that tests get a copy of."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[str, NewWorkshop] = {}

    def give(self, house: House, name: str, make: Callable[[], NewWorkshop]) -> NewWorkshop:
        """The workshop of this name, in the house's own database."""
        template = self._folder / f"{name}.sqlite3"
        if name in self._made:
            _fill(house.database, template)
        else:
            self._made[name] = make()
            house.database.empty_journal()
            house.database.dispose()
            assert house.database.file is not None
            shutil.copy(house.database.file, template)
        return self._made[name]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workshops:
    return Workshops(tmp_path_factory.mktemp("made"))


Make = Callable[[str], NewWorkshop]


def stage(house: House, language: str, make: Make, patch: pytest.MonkeyPatch) -> Stage:
    """Make a workshop and sign the laptop's owner in."""
    new = make(language)
    cookie = signin.use_signin_link(house, signin.new_signin_link(house))
    here = Stage(house, new, language, cookie)
    patch.setattr(shell, "session_token", lambda: here.cookie)
    patch.setattr(shell, "browser_language", lambda: language)
    return here


@pytest.fixture
def demo(
    screen_language: str,
    page_house: House,
    made: Workshops,
    monkeypatch: pytest.MonkeyPatch,
) -> Stage:
    """The demo workshop: 24 people, cards, topics, ideas and actions."""

    def make(language: str) -> NewWorkshop:
        return made.give(page_house, f"demo-{language}", lambda: create_demo(page_house, language))

    return stage(page_house, screen_language, make, monkeypatch)


@pytest.fixture
def bare(screen_language: str, page_house: House, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A workshop just made from a template: journeys, and nothing of the room's."""
    return stage(
        page_house,
        screen_language,
        lambda language: create_workshop(
            page_house, language=language, template_slug="contact-centre"
        ),
        monkeypatch,
    )


@pytest.fixture
def is_known() -> bool:
    """The server knows the components that a page draws, as ever but right after a restart."""
    return True
