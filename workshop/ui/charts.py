"""The cross matrix as an interactive chart: a point for each topic, where its voices put it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import hypot, sqrt
from typing import Any, Literal, cast

import altair as alt
import pandas as pd

from workshop.domain.words import QUADRANTS, Quadrant
from workshop.pictures import palette
from workshop.pictures.palette import PLACES
from workshop.pictures.tokens import COLOURS, by_theme

WIDTH, HEIGHT = 560, 500  # pixels of a laptop: labels that fit there fit on larger screens
EDGE = 1.22  # valences run from −1 to 1; the rest is room for the points at the corners
TOPIC = "topic"
"""The name of the chart's selection; each item of it holds the topic's ``label``."""

SHAPES = {
    Quadrant.PRIORITY: "triangle-up",
    Quadrant.INDICATORS: "circle",
    Quadrant.TREAT_NEXT: "diamond",
    Quadrant.CAPITALISE: "square",
    Quadrant.CONTESTED: (
        "M-1,0A1,1,0,1,1,1,0A1,1,0,1,1,-1,0"  # a circle, and a small one in it
        "M-.35,0A.35,.35,0,1,1,.35,0A.35,.35,0,1,1,-.35,0"
    ),
}
LIGHT = {
    **{one: place.mark for one, place in PLACES.items()},
    Quadrant.CONTESTED: palette.LIGHT.soft,
}
DARK = {**{one: place.glow for one, place in PLACES.items()}, Quadrant.CONTESTED: palette.DARK.soft}
INK = by_theme("ink")
PAPER = {False: palette.LIGHT.card, True: palette.DARK.paper}
SOFT = COLOURS["edge"][True]

Align = Literal["left", "center", "right"]

_LETTER, _LINE, _GAP = 6.9, 16.0, 8.0  # pixels: a letter of a label, its line, the air around
_REACH = 52  # pixels: a point never strays further from its place than this
_LABEL_LETTERS = 26
_TITLES = 24  # topics that may have their title on the chart; the others have their label


@dataclass(frozen=True, slots=True)
class Dot:
    """A topic on the chart. ``x``: the team's valence, ``y``: the client's, both in [−1, 1].

    ``voices``: of the side with fewer; ``hollow``: to confirm; ``dotted``: the client's side is
    told by the team; ``origin``: the computed place (x, y) of a topic moved by hand; ``facts``:
    lines of the tooltip, title to text.
    """

    label: str
    title: str
    quadrant: Quadrant
    x: float
    y: float
    voices: int
    hollow: bool = False
    dotted: bool = False
    origin: tuple[float, float] | None = None
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a dot is drawn, in pixels from the top left; ``text`` is "" where none fits."""

    dot: Dot
    x: float
    y: float
    radius: float
    text: str = ""
    to_the_left: bool = False


@dataclass(frozen=True, slots=True)
class ChartWords:
    """What the chart says: names of the quadrants and the ends of both axes."""

    quadrants: tuple[str, ...]
    """In the order of ``QUADRANTS``."""
    client_hurts: str
    client_delights: str
    team_hurts: str
    team_delights: str
    title: str


def spread(dots: Sequence[Dot]) -> list[Spot]:
    """Draw dots apart that would cover each other, and give them labels that cover nothing.

    The same dots always give the same picture. A dot stays in its quadrant and within
    ``_REACH`` pixels of its place, earlier dots first; the last ones of a crowd may overlap.
    """
    spots: list[Spot] = []
    taken: list[tuple[float, float, float, float]] = []
    for dot in dots:
        home = Spot(dot, _across(dot.x), _down(dot.y), 6 + min(10.0, 2.2 * sqrt(dot.voices)))
        named = len(spots) < _TITLES and dot.quadrant is not Quadrant.CONTESTED
        names = (_short(dot.title), dot.label, "") if named else (dot.label, "")
        spot = next(
            (
                found
                for name in names
                for found in _around(home, name)
                if not _hits(_box(found), taken)
            ),
            home,
        )
        taken.append(_box(spot))
        spots.append(spot)
    return spots


def matrix_chart(
    dots: Sequence[Dot], words: ChartWords, *, chosen: str | None, dark: bool
) -> dict[str, Any]:
    """The chart as a Vega-Lite specification; ``chosen``: the label of the topic to ring.

    The picture's frame is made once by Altair, which checks each word of it and takes its time
    for that; only the rows differ from one run to the next, so that the browser keeps the chart
    and what is selected on it.
    """
    spots = _spread_once(tuple(dots))
    facts = tuple(title for title, _ in dots[0].facts) if dots else ()
    moved = [spot for spot in spots if spot.dot.origin is not None]
    rows = {
        "points": [_point_row(spot, dark) for spot in spots],
        "left": [_label_row(spot) for spot in spots if spot.text and spot.to_the_left],
        "right": [_label_row(spot) for spot in spots if spot.text and not spot.to_the_left],
        "dotted": [_ring_row(spot, 5) for spot in spots if spot.dot.dotted],
        "chosen": [_ring_row(spot, 6) for spot in spots if spot.dot.label == chosen],
        "moved": [_journey_row(spot) for spot in moved],
    }
    frame = _frame(words, facts, dark)
    datasets = {
        name: pd.DataFrame(found, columns=list(_COLUMNS[name]) if not found else None)
        for name, found in rows.items()
    }
    return {
        **frame,
        "datasets": {**frame["datasets"], **datasets},
    }


_COLUMNS = {
    "points": ("x", "y", "label", "shape", "ink", "fill", "area"),
    "left": ("x", "y", "text"),
    "right": ("x", "y", "text"),
    "dotted": ("x", "y", "area"),
    "chosen": ("x", "y", "area"),
    "moved": ("x", "y", "x0", "y0"),
}


@lru_cache(maxsize=16)
def _frame(words: ChartWords, facts: tuple[str, ...], dark: bool) -> dict[str, Any]:
    """All of the chart but its rows, which come under the names of ``_COLUMNS``."""
    colours = DARK if dark else LIGHT
    layers: list[Any] = [
        *_ground(words, colours, dark),
        *_journeys(dark),
        _rings("dotted", INK[dark], dash=[1.5, 3.5]),
        _rings("chosen", by_theme("accent")[dark], dash=[1, 0]),
        _points(facts),
        *_labels(dark),
    ]
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .properties(height=HEIGHT, description=words.title)
        .configure_view(stroke=None)
    )
    spec: dict[str, Any] = chart.to_dict()
    return spec


@lru_cache(maxsize=16)
def _spread_once(dots: tuple[Dot, ...]) -> list[Spot]:
    return spread(dots)


def _ground(words: ChartWords, colours: dict[Quadrant, str], dark: bool) -> Iterable[alt.Chart]:
    left, right, top, bottom = (-EDGE, 0.0), (0.0, EDGE), (-EDGE, 0.0), (0.0, EDGE)
    corners = {
        Quadrant.PRIORITY: (left, top),
        Quadrant.INDICATORS: (right, top),
        Quadrant.TREAT_NEXT: (left, bottom),
        Quadrant.CAPITALISE: (right, bottom),
    }
    fields = pd.DataFrame(
        {
            "x": [corners[quadrant][0][0] for quadrant in QUADRANTS],
            "x2": [corners[quadrant][0][1] for quadrant in QUADRANTS],
            "y": [corners[quadrant][1][0] for quadrant in QUADRANTS],
            "y2": [corners[quadrant][1][1] for quadrant in QUADRANTS],
            "colour": [colours[quadrant] for quadrant in QUADRANTS],
        }
    )
    yield (
        alt.Chart(fields)
        .mark_rect(opacity=0.14 if dark else 0.1)
        .encode(x=_x("x"), x2="x2", y=_y("y"), y2="y2", color=_as_is("colour"))
    )
    cross = pd.DataFrame(
        {"x": [-EDGE, 0.0], "x2": [EDGE, 0.0], "y": [0.0, -EDGE], "y2": [0.0, EDGE]}
    )
    yield (
        alt.Chart(cross)
        .mark_rule(color=SOFT, strokeWidth=1.2)
        .encode(x=_x("x"), x2="x2", y=_y("y"), y2="y2")
    )
    yield from _names(words, colours)
    yield from _axis_ends(words)


def _names(words: ChartWords, colours: dict[Quadrant, str]) -> Iterable[alt.Chart]:
    at = 1.18
    for quadrants, align, x in (
        ((Quadrant.PRIORITY, Quadrant.TREAT_NEXT), "left", -at),
        ((Quadrant.INDICATORS, Quadrant.CAPITALISE), "right", at),
    ):
        frame = pd.DataFrame(
            {
                "x": [x, x],
                "y": [-at, at],
                "name": [words.quadrants[QUADRANTS.index(quadrant)] for quadrant in quadrants],
                "colour": [colours[quadrant] for quadrant in quadrants],
            }
        )
        yield (
            alt.Chart(frame)
            .mark_text(align=cast("Align", align), baseline="middle", fontSize=16, fontWeight=600)
            .encode(x=_x("x"), y=_y("y"), text="name:N", color=_as_is("colour"))
        )


def _axis_ends(words: ChartWords) -> Iterable[alt.Chart]:
    """Which end of each axis is which, in plain words; nothing to turn one's head for."""
    frame = pd.DataFrame(
        {
            "x": [-1.2, 1.2, 0.0, 0.0],
            "y": [-0.05, -0.05, -1.17, 1.17],
            "said": [
                words.team_hurts,
                words.team_delights,
                words.client_hurts,
                words.client_delights,
            ],
        }
    )
    for rows, align in (([0], "left"), ([1], "right"), ([2, 3], "center")):
        yield (
            alt.Chart(frame.iloc[rows])
            .mark_text(align=cast("Align", align), fontSize=12.5, color=SOFT)
            .encode(x=_x("x"), y=_y("y"), text="said:N")
        )


def _journeys(dark: bool) -> list[alt.Chart]:
    """From the computed place, a small cross, to the place given by hand."""
    moved = alt.NamedData(name="moved")  # often empty, and then a picture without words
    line = (
        alt.Chart(moved)
        .mark_rule(color=INK[dark], strokeDash=[5, 4], opacity=0.75, aria=False)
        .encode(x=_x("x0"), y=_y("y0"), x2="x:Q", y2="y:Q")
    )
    cross = (
        alt.Chart(moved)
        .mark_point(shape="cross", size=70, color=INK[dark], filled=True, opacity=0.75, aria=False)
        .encode(x=_x("x0"), y=_y("y0"))
    )
    return [line, cross]


def _rings(name: str, colour: str, *, dash: list[float]) -> Any:
    return (
        alt.Chart(alt.NamedData(name=name))
        .mark_point(
            shape="circle",
            filled=False,
            color=colour,
            strokeWidth=2.2,
            strokeDash=dash,
            aria=False,
        )
        .encode(x=_x("x"), y=_y("y"), size=alt.Size("area:Q", scale=None))
    )


def _points(facts: tuple[str, ...]) -> Any:
    choose = alt.selection_point(name=TOPIC, fields=["label"], on="click")
    return (
        alt.Chart(alt.NamedData(name="points"))
        .mark_point(strokeWidth=2.4, opacity=1, cursor="pointer")
        .encode(
            x=_x("x"),
            y=_y("y"),
            shape=alt.Shape("shape:N", scale=None),
            fill=_as_is("fill", alt.Fill),
            stroke=_as_is("ink", alt.Stroke),
            size=alt.Size("area:Q", scale=None),
            tooltip=[
                alt.Tooltip(f"fact{place}:N", title=title) for place, title in enumerate(facts)
            ],
        )
        .add_params(choose)
    )


def _point_row(spot: Spot, dark: bool) -> dict[str, Any]:
    colour = (DARK if dark else LIGHT)[spot.dot.quadrant]
    hollow = spot.dot.hollow or spot.dot.quadrant is Quadrant.CONTESTED
    return {
        **_where(spot),
        "label": spot.dot.label,
        "shape": SHAPES[spot.dot.quadrant],
        "ink": colour,
        "fill": PAPER[dark] if hollow else colour,
        "area": (2 * spot.radius) ** 2 * _EVEN.get(spot.dot.quadrant, 1.0),
        **{f"fact{place}": said for place, (_, said) in enumerate(spot.dot.facts)},
    }


def _ring_row(spot: Spot, away: float) -> dict[str, float]:
    return {**_where(spot), "area": (2 * (spot.radius + away)) ** 2}


def _journey_row(spot: Spot) -> dict[str, float]:
    x0, y0 = spot.dot.origin or (spot.dot.x, spot.dot.y)
    return {**_where(spot), "x0": x0, "y0": y0}


def _label_row(spot: Spot) -> dict[str, Any]:
    """The distance belongs to each point, and is no channel of the chart: shift the place."""
    away = (spot.radius + _GAP) * (-1 if spot.to_the_left else 1)
    return {**_where(replace(spot, x=spot.x + away)), "text": spot.text}


_EVEN = {Quadrant.PRIORITY: 0.85, Quadrant.TREAT_NEXT: 0.8, Quadrant.CAPITALISE: 0.75}
"""What makes the four shapes look equally large: a square fills more than a circle."""


def _labels(dark: bool) -> Iterable[alt.Chart]:
    for name, align in (("left", "right"), ("right", "left")):
        yield (
            alt.Chart(alt.NamedData(name=name))
            .mark_text(align=cast("Align", align), baseline="middle", fontSize=13, color=INK[dark])
            .encode(x=_x("x"), y=_y("y"), text="text:N")
        )


def _around(home: Spot, name: str) -> Iterable[Spot]:
    """The spot itself with its label on either side, then ever further from it."""
    # First away from the middle: a name that crosses an axis reads as of the other quadrant.
    sides = (home.dot.x < 0, home.dot.x >= 0) if name else (False,)
    for dx, dy in _STEPS:
        moved = replace(home, x=home.x + dx, y=home.y + dy, text=name)
        for left in sides:
            found = replace(moved, to_the_left=left)
            if _inside(found):
                yield found


_STEPS = sorted(
    ((dx, dy) for dx in range(-48, 49, 12) for dy in range(-52, 53, 13) if hypot(dx, dy) <= _REACH),
    key=lambda step: (hypot(*step), step),
)


def _box(spot: Spot) -> tuple[float, float, float, float]:
    half = max(spot.radius, _LINE / 2 if spot.text else 0.0)
    reach = spot.radius + (_GAP + _LETTER * len(spot.text) if spot.text else 0.0)
    left, right = (reach, spot.radius) if spot.to_the_left else (spot.radius, reach)
    return (spot.x - left - 1, spot.y - half - 1, spot.x + right + 1, spot.y + half + 1)


def _hits(
    box: tuple[float, float, float, float], taken: list[tuple[float, float, float, float]]
) -> bool:
    return any(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
        for other in taken
    )


def _inside(spot: Spot) -> bool:
    """Within the picture, clear of the quadrants' names, and never across an axis."""
    left, top, right, bottom = _box(spot)
    if left < 2 or right > WIDTH - 2 or top < 24 or bottom > HEIGHT - 24:
        return False
    across = spot.dot.x == 0 or (spot.x - WIDTH / 2) * spot.dot.x > 0
    down = spot.dot.y == 0 or (spot.y - HEIGHT / 2) * spot.dot.y > 0
    return across and down


def _short(title: str) -> str:
    if len(title) <= _LABEL_LETTERS:
        return title
    return title[: _LABEL_LETTERS - 1].rstrip() + "…"


def _across(x: float) -> float:
    return (x + EDGE) / (2 * EDGE) * WIDTH


def _down(y: float) -> float:
    return (y + EDGE) / (2 * EDGE) * HEIGHT


def _where(spot: Spot) -> dict[str, float]:
    return {
        "x": spot.x / WIDTH * 2 * EDGE - EDGE,
        "y": spot.y / HEIGHT * 2 * EDGE - EDGE,
    }


def _x(field: str) -> alt.X:
    return alt.X(f"{field}:Q", axis=None, scale=alt.Scale(domain=[-EDGE, EDGE], nice=False))


def _y(field: str) -> alt.Y:
    """Reversed: what hurts the client is on top, so that the eye begins at the priority."""
    scale = alt.Scale(domain=[-EDGE, EDGE], nice=False, reverse=True)
    return alt.Y(f"{field}:Q", axis=None, scale=scale)


def _as_is(field: str, channel: Any = alt.Color) -> Any:
    return channel(f"{field}:N", scale=None, legend=None)
