"""The colours of a picture: one paper, one ink, one accent, as on the screens."""

from dataclasses import dataclass

from workshop.domain.words import Quadrant


@dataclass(frozen=True, slots=True)
class Palette:
    """``soft``: lesser words; ``line``: rules and levels; ``card``: what stands on the paper;
    ``tint``: behind a moment of truth; ``alarm``: what somebody ought to look at.

    Each pair that touches keeps 4.5:1 for words and 3:1 for marks, and differs in lightness, so
    that a printer without colour loses nothing: marks differ in shape besides.
    """

    paper: str
    card: str
    ink: str
    soft: str
    line: str
    accent: str
    tint: str
    alarm: str


_PAPER, _DARK = "#fbfaf6", "#14181f"
_INK, _SOFT, _PALE, _DIM = "#1c2330", "#5b6472", "#eceae4", "#a9b1bd"
_LINE, _RULE, _NIGHT_LINE = "#e4e0d6", "#d5d0c3", "#39414d"
_ACCENT, _GLOW = "#0d5c63", "#63b7bd"

LIGHT = Palette(
    paper=_PAPER,
    card="#ffffff",
    ink=_INK,
    soft=_SOFT,
    line=_RULE,
    accent=_ACCENT,
    tint="#e2f0ef",
    alarm="#a52f28",
)
DARK = Palette(
    paper=_DARK,
    card="#20262f",
    ink=_PALE,
    soft=_DIM,
    line=_NIGHT_LINE,
    accent=_GLOW,
    tint="#173438",
    alarm="#ef896b",
)
PRINT = Palette(
    paper="#ffffff",
    card="#ffffff",
    ink="#000000",
    soft="#404040",
    line="#b0b0b0",
    accent=_ACCENT,
    tint="#ececec",
    alarm="#9a2a10",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A quadrant's colours: ``mark`` for its border and shape, on ``ground``; words in ``ink``.

    ``night``: the mark on a dark page, seen on that page and on the ground; ``glow``: what is
    drawn in its colour on a dark page without its ground.
    """

    mark: str
    ground: str
    night: str
    glow: str
    ink: str = _INK
    soft: str = "#4f5866"


PLACES = {
    Quadrant.PRIORITY: Place("#a52f28", "#fbe9e3", "#ce4c35", "#ef896b"),
    Quadrant.INDICATORS: Place("#1f5fa8", "#e4eefa", "#3f82d1", "#8aaee9"),
    Quadrant.TREAT_NEXT: Place("#8a5a00", "#faf0d9", "#ab7607", "#e0b04a"),
    Quadrant.CAPITALISE: Place("#22713f", "#e3f3e8", "#2f9256", "#74c690"),
}
"""The same on every screen and in every picture, light or dark around them."""
