"""Pages run by themselves, as a signed-in browser opens them: in French and in English."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.databases import fresh_sqlite_url
from tests.pages.stage import Stage
from workshop.live import Hub
from workshop.services import signin
from workshop.services.demo import create_demo
from workshop.services.house import House, set_house
from workshop.services.workshops import NewWorkshop, create_workshop
from workshop.storage.engine import open_database
from workshop.storage.schema import prepare
from workshop.ui import shell


@pytest.fixture(scope="session")
def page_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and no row, to be copied."""
    file = tmp_path_factory.mktemp("pages") / "template.sqlite3"
    database = open_database(f"sqlite:///{file}")
    prepare(database)
    database.empty_journal()
    database.dispose()
    return file


@pytest.fixture
def page_house(page_template: Path, tmp_path: Path) -> Iterator[House]:
    url = fresh_sqlite_url(tmp_path)
    shutil.copy(page_template, url.removeprefix("sqlite:///"))
    house = House(open_database(url), hub=Hub())
    set_house(house)
    yield house
    set_house(None)
    house.database.dispose()


Make = Callable[[str], NewWorkshop]


def stage(house: House, language: str, make: Make, patch: pytest.MonkeyPatch) -> Stage:
    """Make a workshop and sign the laptop's owner in."""
    cookie = signin.use_signin_link(house, signin.new_signin_link(house))
    here = Stage(house, make(language), language, cookie)
    patch.setattr(shell, "session_token", lambda: here.cookie)
    patch.setattr(shell, "browser_language", lambda: language)
    return here


@pytest.fixture(params=["fr", "en"])
def demo(
    request: pytest.FixtureRequest, page_house: House, monkeypatch: pytest.MonkeyPatch
) -> Stage:
    """The demo workshop: 24 people, cards, topics, ideas and actions."""
    return stage(
        page_house, request.param, lambda language: create_demo(page_house, language), monkeypatch
    )


@pytest.fixture(params=["fr", "en"])
def bare(
    request: pytest.FixtureRequest, page_house: House, monkeypatch: pytest.MonkeyPatch
) -> Stage:
    """A workshop just made from a template: journeys, and nothing of the room's."""
    return stage(
        page_house,
        request.param,
        lambda language: create_workshop(
            page_house, language=language, template_slug="contact-centre"
        ),
        monkeypatch,
    )


@pytest.fixture
def is_known() -> bool:
    """The server knows the components that a page draws, as ever but right after a restart."""
    return True
