"""What every screen is made of, once: colours by what they are for, sizes of letters, corners.

``python docs/make_tokens.py`` writes the colours into the style sheets; tests hold all that is
drawn to what stands here. docs/design.md shows the parts.
"""

from collections.abc import Collection, Iterator

from workshop.domain.words import Quadrant
from workshop.pictures.palette import DARK, LIGHT, PLACES

WHITE = "#ffffff"

COLOURS: dict[str, tuple[str, str]] = {
    "paper": (LIGHT.paper, DARK.paper),
    "card": (LIGHT.card, DARK.card),
    "ink": (LIGHT.ink, DARK.ink),
    "soft": (LIGHT.soft, DARK.soft),
    "line": ("#e4e0d6", DARK.line),
    "rule": (LIGHT.line, DARK.line),
    "side": (WHITE, "#191e26"),
    "edge": ("#8a8578", "#7d8795"),
    "field": ("#f1eee6", DARK.card),
    "accent": (LIGHT.accent, DARK.accent),
    "accent-soft": (LIGHT.tint, DARK.tint),
    "bar": ("#5f9a9c", "#3f8388"),
    "press": (LIGHT.accent, "#1f7f86"),
    "on-press": (WHITE, WHITE),
    "good": ("#195c31", PLACES[Quadrant.CAPITALISE].glow),
    "good-soft": (PLACES[Quadrant.CAPITALISE].ground, "#17301f"),
    "warn": ("#6d4700", PLACES[Quadrant.TREAT_NEXT].glow),
    "warn-soft": (PLACES[Quadrant.TREAT_NEXT].ground, "#352a12"),
    "bad": ("#93290f", PLACES[Quadrant.PRIORITY].glow),
    "bad-soft": (PLACES[Quadrant.PRIORITY].ground, "#3b211b"),
    **{
        name: pair
        for quadrant, place in PLACES.items()
        for name, pair in (
            (quadrant.replace("_", "-"), (place.mark, place.night)),
            (f"{quadrant.replace('_', '-')}-soft", (place.ground, place.ground)),
        )
    },
    "place-card": (WHITE, WHITE),
    "place-ink": (PLACES[Quadrant.PRIORITY].ink, PLACES[Quadrant.PRIORITY].ink),
    "place-soft": (PLACES[Quadrant.PRIORITY].soft, PLACES[Quadrant.PRIORITY].soft),
    "place-stripe": ("#f4efe4", "#f4efe4"),
    "blank": ("#0b0d10", "#0b0d10"),
}
"""Light and dark, by what a colour is for.

``line`` parts, ``rule`` measures, ``edge`` is a field's own, ``bar`` stands for a number;
``press`` is behind the words of the one button to press; ``good``, ``warn`` and ``bad`` are
words, each on its ``-soft`` ground; a quadrant keeps its light ground in the dark, and
``place-*`` is what stands on it.
"""

LETTERS = (0.75, 0.8, 0.88, 0.95, 1.0, 1.1, 1.3, 1.5, 1.9, 2.4)
"""Sizes of letters, in rem. Below 0.88 only marks beside what is said; titles from 1.1 on."""

LAST_ROW = 25
"""Pixels of a projector of 1920 × 1080: no letter on it is smaller."""

CORNERS = (4, 8, 12, 16)
"""Corners, in pixels: of bars, of small buttons, of fields and cards, of panels. Pills are 99."""

SHAPES = {
    Quadrant.PRIORITY: "▲",
    Quadrant.INDICATORS: "●",
    Quadrant.TREAT_NEXT: "◆",
    Quadrant.CAPITALISE: "■",
}
"""Of the quadrants: each is known without its colour."""

MINUS, PLUS = "−", "+"
"""What hurts and what delights, as signs: a true minus, as wide as the plus."""

BEGIN, END = "/* colours: python docs/make_tokens.py */", "/* end of colours */"


def root_block(names: Collection[str], *, dark_too: bool = True) -> str:
    """The style sheet's own lines for these colours, light first; in the order given above.

    ``dark_too``: not for what is printed. Raises KeyError for a colour that there is not.
    """
    unknown = sorted(set(names) - COLOURS.keys())
    if unknown:
        raise KeyError(*unknown)
    light = {name: pair[0] for name, pair in COLOURS.items() if name in names}
    dark = {name: pair[1] for name, pair in COLOURS.items() if name in names and pair[0] != pair[1]}
    parts = [f":root {{{_lines(light)}\n}}"]
    if dark_too:
        parts.append(f"@media (prefers-color-scheme: dark) {{ :root {{{_lines(dark)}\n}} }}")
    return "\n".join((BEGIN, *parts, END))


def _lines(colours: dict[str, str]) -> str:
    return "".join(f"\n  --{name}: {colour};" for name, colour in colours.items())


def by_theme(name: str) -> dict[bool, str]:
    """A colour by whether the page around it is dark."""
    light, dark = COLOURS[name]
    return {False: light, True: dark}


def every_colour() -> Iterator[str]:
    """Each colour that a screen or a file may have."""
    for pair in COLOURS.values():
        yield from pair
    for place in PLACES.values():
        yield place.glow
