"""No part of a page, no dialog and no empty page says a word that no catalogue has.

The browser looks at each page once, with the demo workshop in it (tests/browser). Here the same is
asked, in the same language made for tests, of what nobody has opened there: the other parts of a
page, what its buttons unfold, and a workshop in which nothing is yet.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import streamlit as st
from pandas import DataFrame
from streamlit.testing.v1 import AppTest

from tests.browser.reading import foreign
from tests.i18n.pseudo import PSEUDO, write_pseudo
from tests.pages.conftest import Workshops, stage
from tests.pages.stage import Stage, has
from tests.pages.test_home import home
from workshop.domain.words import Phase
from workshop.services import workshops
from workshop.services.demo import create_demo
from workshop.services.house import House
from workshop.ui.palette import PARTS

DRAWN_BY_US = {"bidi_component", "component_instance"}
"""What the browser draws of codes and words together: it is read there."""
NO_TEXT = re.compile(
    r"(^|_)(id|ids|key|icon|url|path|type|format|mime|css|js|language|anchor|tag|query|color|name|theme|autocomplete|query_param_key|selection_mode)$"
)
TAGS = re.compile(r"<(style|script).*?</\1>|<svg.*?</svg>|:material/\w+:", re.DOTALL)
SPOKEN = re.compile(r'(?:aria-label|title|alt|placeholder)="([^"]*)"')
OF_OTHERS = (
    *("Français", "English", "XLSX", "CSV", "PDF", "JSON", "Wi-Fi", "DD/MM/YYYY"),
    r"\bCtrl\b|\bCmd\b|\bEsc\b|\b[A-Z]\b",  # keys
    r"\bworkshop link\b",
    r"\b[2-9A-Z]{5}(?:-[2-9A-Z]{5}){3}\b",  # a recovery code
)


def _said(app: AppTest) -> set[str]:
    """Every text of Streamlit's own elements and of our lines, with their hints and options."""
    return {text.strip() for node in _nodes(app._tree) for text in _texts(node)} - {""}


def _nodes(block: Any) -> Iterator[Any]:
    for child in block.children.values():
        yield child
        if hasattr(child, "children"):
            yield from _nodes(child)


def _texts(node: Any) -> Iterator[str]:
    if node.type in DRAWN_BY_US:
        return
    if isinstance(value := getattr(node, "value", None), DataFrame):
        yield from (str(name) for name in value.columns)
        yield from (cell for column in value for cell in value[column] if isinstance(cell, str))
    elif hasattr(proto := getattr(node, "proto", None), "ListFields"):
        yield from _of_message(proto)


def _of_message(message: Any) -> Iterator[str]:
    """Every text of a protocol message, and of those in it."""
    for field, value in message.ListFields():
        if NO_TEXT.search(field.name):
            continue
        for one in value if field.is_repeated else [value]:
            if hasattr(one, "ListFields"):
                yield from _of_message(one)
            elif field.name == "spec":
                yield from _of_chart(json.loads(one))
            elif isinstance(one, str):
                yield from _of_markup(one)


def _of_chart(spec: Any, name: str = "") -> Iterator[str]:
    """What a chart writes of itself: its titles, descriptions and texts."""
    if isinstance(spec, dict):
        for key, below in spec.items():
            yield from _of_chart(below, key)
    elif isinstance(spec, list):
        for below in spec:
            yield from _of_chart(below, name)
    elif isinstance(spec, str) and name in ("title", "text", "description"):
        yield spec


def _of_markup(text: str) -> Iterator[str]:
    shown = TAGS.sub(" ", text)
    yield from SPOKEN.findall(shown)
    yield from re.sub(r"<[^>]*>", "\n", shown).split("\n")


def untranslated(app: AppTest) -> list[str]:
    assert not app.exception
    return foreign(_said(app), *OF_OTHERS)


@pytest.fixture
def pseudo(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_pseudo(tmp_path_factory.mktemp("catalogues"), of="fr").parent
    monkeypatch.setenv("WORKSHOP_CATALOGUES", str(folder))


@pytest.fixture
def all_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page runs by itself here: a link to another one, or the way there, leads nowhere."""
    monkeypatch.setattr(st, "page_link", lambda *_, **__: None)
    monkeypatch.setattr(st, "switch_page", lambda *_, **__: None)


@pytest.fixture
def spoken(
    pseudo: None, page_house: House, made: Workshops, monkeypatch: pytest.MonkeyPatch
) -> Stage:
    """The demo workshop, in the language of the tests."""
    return stage(
        page_house,
        PSEUDO,
        lambda language: made.give(
            page_house, f"demo-{language}", lambda: create_demo(page_house, language)
        ),
        monkeypatch,
    )


@pytest.fixture
def empty(pseudo: None, page_house: House, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A workshop with a name and nothing else."""
    return stage(
        page_house,
        PSEUDO,
        lambda language: workshops.create_workshop(page_house, title="Зал", language=language),
        monkeypatch,
    )


def test_what_no_catalogue_has_is_seen(empty: Stage) -> None:
    workshops.frame(empty.house, empty.console, {"ambition": "Less waiting"})
    assert "Less waiting" in untranslated(empty.open("facilitator/frame"))


AROUND = ("room", "agenda", "moderate", "paper", "projector", "settings")
PAGES = (
    *((str(phase), "") for phase in Phase if phase not in PARTS),
    *((page, "") for page in AROUND),
)


def test_an_empty_workshop_says_so_in_its_language(empty: Stage, all_pages: None) -> None:
    told = {"home": untranslated(home(empty))}
    for phase in Phase:
        workshops.set_phase(empty.house, empty.console, phase)
        for page in (phase, "projector"):
            told[f"{page} in {phase}"] = untranslated(empty.open(f"facilitator/{page}"))
    for page in AROUND:
        told[page] = untranslated(empty.open(f"facilitator/{page}"))
    assert {name: words for name, words in told.items() if words} == {}


EVERYWHERE = ("conduct-", "next-phase", "open-phase", "agenda-begin", "rights-", "compass-")
"""Buttons of the bar, which stands on every phase's page: each is pressed once."""
LEADS_TO_A_PART = "trail-of-"
"""Looked at by itself; the simulated browser cannot follow there."""
NUMBER = re.compile(r"[A-Z]?\d+")


def test_what_a_button_brings_speaks_the_language(spoken: Stage, all_pages: None) -> None:
    """Each kind of button of each page and part is pressed once: dialogs, forms, what was done."""
    told, pressed = {}, set[str]()
    parts = ((str(phase), part) for phase, named in PARTS.items() for part in named)
    for page, part in (*PAGES, *parts):
        app = spoken.open(f"facilitator/{page}", part)
        told[f"{page} {part}"] = untranslated(app)
        for key in [str(button.key) for button in app.button if not button.disabled]:
            kind = key if key.startswith(EVERYWHERE) else f"{page} {NUMBER.sub('', key)}"
            if kind in pressed or key.startswith(LEADS_TO_A_PART) or not has(app, key):
                continue  # or what another button did took it away
            pressed.add(kind)
            told[f"{page} {part} {key}"] = untranslated(app.button(key).click().run())
    assert len(pressed) > 100
    assert {name: words for name, words in told.items() if words} == {}
