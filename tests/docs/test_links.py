"""A reader who follows a link arrives; pictures that are shown are there, and none besides."""

from pathlib import Path

import pytest

from tests.docs.pages import (
    ROOT,
    anchors_of,
    documents,
    headings_of,
    links_of,
    slug_of,
)

SCREENSHOTS = ROOT / "docs" / "screenshots"
PICTURES = {".webp", ".png", ".svg", ".jpg", ".gif"}
ENOUGH_WEIGHT = 15_000_000  # bytes of all pictures of screens together


def twins() -> list[tuple[Path, Path]]:
    """The documents that there are in both languages, French first."""
    docs = ROOT / "docs"
    pairs = [(ROOT / "README.md", ROOT / "README.en.md")]
    pairs += [
        (one, one.with_name(one.name.replace(".fr.md", ".en.md"))) for one in docs.glob("*.fr.md")
    ]
    return pairs


def test_documents_are_found() -> None:
    assert {ROOT / "README.md", ROOT / "docs" / "operations.md"} < set(documents())


def test_headings_become_anchors_as_on_the_sites_that_show_them() -> None:
    assert slug_of("`workshop` link, à l’heure !") == "workshop-link-à-lheure-"
    assert slug_of("[Here](x.md) & there") == "here--there"


@pytest.mark.parametrize("page", documents(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    dead = [
        str(link)
        for link in links_of(page)
        if not link.file.exists()
        or (link.anchor and link.file.suffix == ".md" and link.anchor not in anchors_of(link.file))
    ]
    assert dead == []


def test_every_picture_of_a_screen_is_shown_and_they_are_light() -> None:
    shown = {link.file for page in documents() for link in links_of(page)}
    pictures = [one for one in (ROOT / "docs").rglob("*") if one.suffix in PICTURES]
    assert [str(one) for one in pictures if one.resolve() not in shown] == []
    assert sum(one.stat().st_size for one in SCREENSHOTS.rglob("*.webp")) < ENOUGH_WEIGHT


@pytest.mark.parametrize("pair", twins(), ids=lambda pair: pair[0].name)
def test_both_languages_have_the_same_chapters(pair: tuple[Path, Path]) -> None:
    french, english = pair
    assert [level for level, _ in headings_of(french)] == [
        level for level, _ in headings_of(english)
    ]
