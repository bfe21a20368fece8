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


LIGHT = Palette(
    paper="#fbfaf6",
    card="#ffffff",
    ink="#1c2330",
    soft="#5b6472",
    line="#d5d0c3",
    accent="#0d5c63",
    tint="#e2f0ef",
    alarm="#b83a1b",
)
DARK = Palette(
    paper="#14181f",
    card="#1d232c",
    ink="#eceae4",
    soft="#a9b1bd",
    line="#39414d",
    accent="#63b7bd",
    tint="#1f3338",
    alarm="#f08a6c",
)
PRINT = Palette(
    paper="#ffffff",
    card="#ffffff",
    ink="#000000",
    soft="#404040",
    line="#b0b0b0",
    accent="#0d5c63",
    tint="#ececec",
    alarm="#9a2a10",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A quadrant's colours: ``mark`` for its border and shape, on ``ground``; words in ``ink``."""

    mark: str
    ground: str
    ink: str = "#1c2330"
    soft: str = "#4f5866"


PLACES = {
    Quadrant.PRIORITY: Place("#b83a1b", "#fbe9e3"),
    Quadrant.INDICATORS: Place("#1f5fa8", "#e4eefa"),
    Quadrant.TREAT_NEXT: Place("#8a5a00", "#faf0d9"),
    Quadrant.CAPITALISE: Place("#22713f", "#e3f3e8"),
}
"""The same on every screen (``theme.css``) and in every picture, light or dark around them."""
