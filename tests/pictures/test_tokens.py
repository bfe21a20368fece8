"""One visual language: what is drawn is made of the tokens, and they can be read by everyone."""

import importlib.util
import re
import tomllib
from itertools import combinations
from pathlib import Path
from types import ModuleType

import pytest

from tests.pictures.colours import Sight, apart, contrast
from workshop.domain.words import QUADRANTS
from workshop.pictures.palette import DARK, LIGHT, PLACES
from workshop.pictures.tokens import (
    BEGIN,
    COLOURS,
    CORNERS,
    END,
    LAST_ROW,
    LETTERS,
    SHAPES,
    every_colour,
    root_block,
)
from workshop.settings import CHECKOUT

PACKAGE = CHECKOUT / "workshop"
SHEETS = sorted(PACKAGE.rglob("static/*.css"))
DRAWN = sorted(
    path
    for kind in ("py", "js", "html", "svg", "typ")
    for path in PACKAGE.rglob(f"*.{kind}")
    if path.name not in ("palette.py", "tokens.py")
)
COLOUR = re.compile(r"(?:#|%23)([0-9a-fA-F]{6}|[0-9a-fA-F]{3})(?=['\";)\s,}/]|$)")
WORDS = ("ink", "soft", "accent", "good", "warn", "bad")
TWO_SIGNS = 3.0
"""What a mark needs before its ground (WCAG 1.4.11); words need 4.5 (1.4.3)."""


def _maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_tokens", CHECKOUT / "docs/make_tokens.py")
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    return maker


def _own(path: Path) -> str:
    """A style sheet without the colours that were written into it, and without its comments."""
    text = path.read_text("utf-8")
    head, _, rest = text.partition(BEGIN)
    text = head + rest.partition(END)[2] if rest else text
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def test_the_style_sheets_hold_the_colours_of_the_tokens() -> None:
    maker = _maker()
    for sheet in maker.SHEETS:
        written = (CHECKOUT / sheet).read_text("utf-8")
        assert BEGIN in written
        assert written == maker.written(sheet), "run: python docs/make_tokens.py"


def test_a_colour_that_there_is_not_is_not_written() -> None:
    with pytest.raises(KeyError, match="mauve"):
        root_block({"ink", "mauve"})


def test_streamlit_s_own_theme_has_the_same_colours() -> None:
    theme = tomllib.loads((CHECKOUT / ".streamlit/config.toml").read_text("utf-8"))["theme"]
    places = {
        "primaryColor": "press",
        "backgroundColor": "paper",
        "secondaryBackgroundColor": "field",
        "textColor": "ink",
        "linkColor": "accent",
        "borderColor": "line",
    }
    told = {"blue": "accent", "green": "good", "yellow": "warn", "orange": "warn", "red": "bad"}
    for theirs, ours in told.items():
        places |= {f"{theirs}TextColor": ours, f"{theirs}BackgroundColor": f"{ours}-soft"}
    for dark, name in enumerate(("light", "dark")):
        said = {option: theme[name][option] for option in places}
        assert said == {option: COLOURS[token][dark] for option, token in places.items()}
        assert theme[name]["sidebar"]["backgroundColor"] == COLOURS["side"][dark]
    assert theme["baseRadius"] == f"{CORNERS[2] / 16}rem"


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_has_no_colour_letter_or_corner_of_its_own(path: Path) -> None:
    text = _own(path)
    assert not COLOUR.findall(text)
    assert not re.findall(r"\b(?:rgba?|hsla?)\((?!0 0 0 /)", text)  # a shadow is black
    letters = re.findall(r"font(?:-size)?:\s?(?:\d00 |\d50 )?([\d.]+)rem", text)
    assert {float(size) for size in letters} <= set(LETTERS)
    far = re.findall(r"font-size: calc\(([\d.]+) \* var\(--u\)\)", text)
    assert all(float(size) >= LAST_ROW for size in far)
    for size, unit in re.findall(r"border-radius:\s?([\d.]+)(px|rem)", text):
        corner = float(size) * (16 if unit == "rem" else 1)
        assert corner in (0, *CORNERS, 99), f"{size}{unit}"


def test_no_other_file_draws_in_a_colour_of_its_own() -> None:
    known = {colour.lower() for colour in every_colour()}
    for path in DRAWN:
        for said in COLOUR.findall(path.read_text("utf-8")):
            whole = said if len(said) == 6 else "".join(2 * sign for sign in said)
            assert f"#{whole.lower()}" in known, f"{path.relative_to(CHECKOUT)}: #{said}"


def test_every_name_that_a_style_sheet_uses_is_given_somewhere() -> None:
    drawn = [*SHEETS, *PACKAGE.rglob("static/*.js")]
    given = {
        name
        for path in drawn
        for name in re.findall(r"--([a-z][a-z-]*)[\"'`]?[:,]", path.read_text("utf-8"))
    }
    for path in SHEETS:
        used = set(re.findall(r"var\(--([a-z][a-z-]*)\)", path.read_text("utf-8")))
        assert used <= given, path.name


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_words_and_edges_stand_out_on_every_ground(dark: bool) -> None:
    colours = {name: pair[dark] for name, pair in COLOURS.items()}
    grounds = ("paper", "card", "field", "accent-soft", "side")
    for word in WORDS:
        softly = (f"{word}-soft",) if f"{word}-soft" in colours else ()
        for ground in (*grounds, *softly):
            assert contrast(colours[word], colours[ground]) >= 4.5, (word, ground)
    for ground in ("paper", "card", "field"):
        assert contrast(colours["edge"], colours[ground]) >= TWO_SIGNS
    assert contrast(colours["on-press"], colours["press"]) >= 4.5
    assert contrast(colours["press"], colours["paper"]) >= TWO_SIGNS


@pytest.mark.parametrize("quadrant", QUADRANTS)
def test_a_quadrant_is_seen_and_read_on_its_ground_and_on_the_page(quadrant: str) -> None:
    place = {str(one): look for one, look in PLACES.items()}[quadrant]
    for words in (place.ink, place.soft):
        assert contrast(words, place.ground) >= 4.5
        assert contrast(words, COLOURS["place-stripe"][0]) >= 4.5
    for ground in (place.ground, LIGHT.paper, LIGHT.card):
        assert contrast(place.mark, ground) >= TWO_SIGNS
    for ground in (place.ground, DARK.paper, DARK.card):
        assert contrast(place.night, ground) >= TWO_SIGNS
    assert contrast(place.glow, DARK.paper) >= 4.5


@pytest.mark.parametrize("sight", ["all", "no red", "no green", "no blue"])
@pytest.mark.parametrize("look", ["mark", "night", "glow"])
def test_two_quadrants_differ_for_every_kind_of_sight(sight: Sight, look: str) -> None:
    for one, other in combinations(PLACES.values(), 2):
        assert apart(getattr(one, look), getattr(other, look), sight) >= 12, (one, other)


def test_each_quadrant_has_a_shape_and_a_colour_of_its_own() -> None:
    assert len(set(SHAPES.values())) == len({place.mark for place in PLACES.values()}) == 4


def test_nothing_moves_for_whoever_asks_that_nothing_moves() -> None:
    whoever = "@media (prefers-reduced-motion: reduce) { *, ::before, ::after"
    everywhere = (PACKAGE / "ui/static/theme.css").read_text("utf-8")
    assert f"{whoever} {{ animation: none !important" in everywhere
    for path in SHEETS:
        if "ui" in path.parts:
            continue  # theme.css is on each of these pages
        calm = re.sub(r"@media \(prefers-reduced-motion:no-preference\)\{.*", "", _own(path))
        assert not re.search(r"\b(?:animation|transition|scroll-behavior)\b", calm), path.name
    for path in PACKAGE.rglob("static/*.js"):
        script = path.read_text("utf-8")
        if 'behavior: "smooth"' in script or ".animate(" in script:
            assert "prefers-reduced-motion" in script, path.name
