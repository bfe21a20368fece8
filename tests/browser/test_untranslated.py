"""No screen says a word that no catalogue has, and each is set as French is set.

The workshop speaks a language made for tests, French in Cyrillic letters, as one more file; what
is typed in it comes from that file too. A Latin letter is then a word that somebody wrote into the
code, or that a library says by itself; signs and spaces are French ones.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.access import FACILITATOR, SLOW, Hall
from benchmarks.house import Server
from tests.browser.reading import NAMED_ANEW, foreign, misprints, read
from tests.i18n.pseudo import PSEUDO, write_pseudo
from workshop.domain.words import Phase

SHOWN = (Phase.CAPTURE, Phase.MATRIX, Phase.VOTE, Phase.PLAN, Phase.CLOSE)
"""Phases in which the projector is looked at; the others are parts of these, or empty here."""

OF_OTHERS = (
    *("Français", "English"),  # each language is offered by its own name
    r"\S*workshop link --port \d+",  # a command, to be typed
    r"\bXLSX\b|\bCSV\b|\bPDF\b",
)
"""What stands on a page in no language of its own."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = write_pseudo(tmp_path_factory.mktemp("catalogues"), of="fr").parent
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKSHOP_CATALOGUES", str(folder))
        with Server() as running:
            yield running


@pytest.fixture(scope="module")
def hall(browser: Browser, server: Server) -> Iterator[Hall]:
    hall = Hall(browser, server, PSEUDO)
    yield hall
    hall.close()


def _pages(hall: Hall, role: str, page: Page) -> Iterator[str]:
    """Each page of a role, drawn to its end; the projector's in some phases."""
    if role == "phone":
        yield from hall.pages(role, page)
        return
    names = {"facilitator": FACILITATOR, "sponsor": ("sponsor",), "projector": SHOWN}[role]
    for name in names:
        if role == "projector":
            hall.enter(name)
        hall.show(page, "projector" if role == "projector" else name)
        page.wait_for_function(NAMED_ANEW, timeout=SLOW)
        yield name or "home"


ROLES = ("phone", "facilitator", "sponsor", "projector")


@pytest.mark.parametrize("role", ROLES)
def test_every_word_on_a_screen_is_from_a_catalogue_and_set_as_it_is_there(
    hall: Hall, role: str
) -> None:
    told = {}
    with hall.window("facilitator" if role == "projector" else role) as page:
        for name in _pages(hall, role, page):
            texts = read(page)
            if wrong := {*foreign(texts, *OF_OTHERS), *misprints(texts)}:
                told[name] = wrong
    assert told == {}


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("Qui le vit ?", True),
        ("Qui le vit\u202f?", False),
        ("Plan: deux", True),
        ("Plan\u00a0: à 10:45, sur https://example.org/?x=1", False),
        ("« deux »", True),
        ("40 %", True),
        ("l'étape", True),
        ("? À vérifier", False),
    ],
)
def test_a_misprint_is_seen(written: str, wrong: bool) -> None:
    assert bool(misprints([written])) is wrong


def test_a_word_of_no_catalogue_is_seen() -> None:
    assert foreign(["Карте", "Карте C12", "https://example.org", "ABC234"]) == []
    assert foreign(["Карте: open", "Open"]) == ["Карте: open", "Open"]
