"""Every screen has its picture, in both languages, light and dark."""

import re
from pathlib import Path

from docs.scenes import PARTS
from docs.screenshots_index import index, prune
from tests.docs.pages import ROOT, text_of
from workshop.catalogues import file_of
from workshop.domain.words import Phase

FOLDER = ROOT / "docs" / "screenshots"


def names(language: str, screen: str, theme: str) -> set[str]:
    return {one.stem for one in (FOLDER / language / screen / theme).glob("*.webp")}


def test_each_screen_is_there_in_both_languages_light_and_dark() -> None:
    for screen in ("projector", "laptop", "phone"):
        found = {
            (language, theme): names(language, screen, theme)
            for language in ("fr", "en")
            for theme in ("light", "dark")
        }
        whole = set.union(*found.values())
        assert {place: whole - there for place, there in found.items() if whole - there} == {}


def test_each_phase_is_there_on_each_screen() -> None:
    pages = {phase.value for phase in Phase if phase not in PARTS}
    pages |= {f"{phase}-{part}" for phase, parts in PARTS.items() for part in parts}
    assert pages <= names("fr", "laptop", "light")
    assert set(Phase) <= names("fr", "projector", "light") & names("fr", "phone", "light")


def test_no_part_of_a_page_is_forgotten() -> None:
    keys = re.findall(r'^msgid "ui\.(\w+)\.part\.(\w+)"$', text_of(file_of("fr")), re.MULTILINE)
    for phase, parts in PARTS.items():
        assert {part for page, part in keys if page == phase} == set(parts)


def test_the_index_shows_what_lies_there() -> None:
    assert (FOLDER / "README.md").read_text("utf-8") == index(FOLDER), (
        "run: python docs/make_screenshots.py"
    )


def test_pictures_of_screens_that_are_no_more_go(tmp_path: Path) -> None:
    for name in ("kept", "gone"):
        picture = tmp_path / "fr" / "phone" / "light" / f"{name}.webp"
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_bytes(b"")
    prune(tmp_path, {"fr/phone/light/kept"})
    assert [one.stem for one in tmp_path.rglob("*.webp")] == ["kept"]
