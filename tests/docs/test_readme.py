"""What the README says of a screen, a screen says: its first workshop is gone word by word."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, text_of
from workshop.catalogues import file_of

QUOTED = {"fr": re.compile(r"« ?([^»]+?) ?»"), "en": re.compile(r"“([^”]+)”")}
PAGES = {"fr": ROOT / "README.md", "en": ROOT / "README.en.md"}
WALK = {"fr": "## Le premier atelier en dix minutes", "en": "## The first workshop in ten minutes"}
SAID = re.compile(r'^msgstr(?:\[\d\])? "(.+)"$', re.MULTILINE)
FILLED = re.compile(r"[ \u00a0\u202f]*[(«“]*[\u202f ]*\{.*")


def plain(words: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", " ", words).strip(" …")


def said_in(language: str) -> list[str]:
    return SAID.findall(Path(file_of(language)).read_text("utf-8"))


def on_screens(language: str) -> set[str]:
    """Every sentence of the catalogue, up to where it is filled in."""
    return {plain(FILLED.sub("", said)) for said in said_in(language)}


def strangers(labels: list[str], language: str) -> list[str]:
    """Those that no screen says: neither as they are, nor one filled in with another one."""
    known = on_screens(language)
    begun = {plain(said.partition("{")[0]) for said in said_in(language) if "{" in said}

    def is_filled(label: str) -> bool:
        words = label.split(" ")
        parts = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
        return any(lead in begun and fact in known for lead, fact in parts)

    return [one for one in labels if one not in known and not is_filled(one)]


def walk(language: str) -> str:
    text = text_of(PAGES[language])
    begun = text.index(WALK[language])
    return text[begun : text.index("\n## ", begun + 1)]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_label_of_the_first_workshop_stands_on_a_screen(language: str) -> None:
    labels = [plain(one) for one in QUOTED[language].findall(walk(language))]
    assert len(labels) > 15
    assert strangers(labels, language) == []


def test_a_label_that_no_screen_has_is_found() -> None:
    assert strangers(["Cadrer", "Continuer : Cadrer"], "fr") == []
    assert strangers(["Continuer : Nulle part", "Poursuivre : Cadrer"], "fr") == [
        "Continuer : Nulle part",
        "Poursuivre : Cadrer",
    ]


def test_both_languages_go_the_same_way() -> None:
    steps = [re.findall(r"^(\d)\. ", walk(language), re.MULTILINE) for language in PAGES]
    assert steps[0] == steps[1] == list("1234567")
