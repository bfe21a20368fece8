"""Benefit against effort: an idea is a box as wide as the room is unsure, its centre marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

import altair as alt
import pandas as pd

from workshop.domain.weighing import MIDDLE, WEIGHT_HIGH, WEIGHT_LOW, Crossing, Range
from workshop.domain.words import Transfer
from workshop.pictures.tokens import by_theme
from workshop.ui.curves import INK, LINE, PAPER, SOFT

HEIGHT = 460  # pixels
_WIDTH = 430.0  # of a laptop: names that fit there fit on larger screens
_AIR = 0.45  # beyond both ends of the scale
_LETTER, _TALL = 6.9, 17.0  # pixels: a letter of a name, its line
_BESIDE, _ABOVE = 9.0, 4.0  # pixels between a mark and its name, which no rule may strike out
_NAME_LETTERS = 26
_APART = 0.17  # of the scale: between centres that would lie on each other

COLOURS = {
    Transfer.RED: by_theme("bad"),
    Transfer.AMBER: by_theme("warn"),
    Transfer.GREEN: by_theme("good"),
}
SHAPES = {Transfer.RED: "cross", Transfer.AMBER: "diamond", Transfer.GREEN: "circle"}
CORNERS: dict[Crossing, tuple[Literal["left", "right"], Literal["top", "bottom"]]] = {
    Crossing.QUICK_WIN: ("left", "top"),
    Crossing.BIG_BET: ("right", "top"),
    Crossing.FILL_IN: ("left", "bottom"),
    Crossing.LEAVE: ("right", "bottom"),
}


@dataclass(frozen=True, slots=True)
class Box:
    """An idea on the chart. ``unsure``: a range crosses the middle. ``name``: where one fits.

    ``x`` and ``y``: the centre, moved a little where another idea has the same one.
    """

    label: str
    title: str
    transfer: Transfer
    benefit: Range
    effort: Range
    unsure: bool
    x: float = 0.0
    y: float = 0.0
    name: str = ""
    align: str = "left"


@dataclass(frozen=True, slots=True)
class ChartWords:
    """What the chart says: its title, both axes with the word for each end, and its corners."""

    title: str
    benefit: str
    effort: str
    little: str
    much: str
    corners: tuple[str, ...]
    """In the order of ``Crossing``."""


def lay_out(boxes: Sequence[Box]) -> list[Box]:
    """Centres that nobody would tell apart are moved apart, and names given where none collide.

    The same ideas always give the same picture; a name is shortened, then left to the label.
    """
    placed: list[Box] = []
    taken: list[tuple[float, float, float, float]] = []
    for box in boxes:
        x, y = box.effort.centre, box.benefit.centre
        while any(abs(x - one.x) < _APART / 2 and abs(y - one.y) < _APART / 2 for one in placed):
            x += _APART
        here = replace(box, x=x, y=y)
        placed.append(here)
        taken.append(_mark(here))
    named = []
    for here in placed:
        found = next(
            (
                found
                for name in (f"{here.label} {_short(here.title)}", here.label)
                for align in ("left", "right")
                if _fits(found := replace(here, name=name, align=align), taken)
            ),
            replace(here, name=here.label),
        )
        taken.append(_text(found))
        named.append(found)
    return named


@lru_cache(maxsize=16)
def benefit_chart(boxes: tuple[Box, ...], words: ChartWords, *, dark: bool) -> dict[str, Any]:
    """The chart as a Vega-Lite specification."""
    rows = pd.DataFrame([_row(box, dark) for box in lay_out(boxes)])
    chart: alt.LayerChart = (
        alt.layer(
            _middle(dark),
            *_corners(words, dark),
            _boxes(rows, words),
            _rules(rows, words, "benefit"),
            _rules(rows, words, "effort"),
            _points(rows, words, dark),
            *_names(rows, words, dark),
        )
        .properties(height=HEIGHT, description=words.title)
        .configure_view(stroke=LINE[dark])
        .configure_axis(
            labelColor=SOFT[dark],
            titleColor=INK[dark],
            labelFontSize=13,
            titleFontSize=14,
            titleFontWeight=600,
            grid=False,
            ticks=False,
            domain=False,
            titlePadding=10,
        )
    )
    spec: dict[str, Any] = chart.to_dict()
    return spec


def _row(box: Box, dark: bool) -> dict[str, Any]:
    colour = COLOURS[box.transfer][dark]
    return {
        "title": f"{box.label} · {box.title}",
        "name": box.name,
        "align": box.align,
        "x": box.x,
        "y": box.y,
        "left": box.effort.low,
        "right": box.effort.high,
        "bottom": box.benefit.low,
        "top": box.benefit.high,
        "colour": colour,
        "fill": PAPER[dark] if box.unsure else colour,
        "shape": SHAPES[box.transfer],
    }


def _x(field: str, words: ChartWords) -> alt.X:
    return alt.X(f"{field}:Q", title=words.effort, scale=_scale(), axis=_axis(words, up=False))


def _y(field: str, words: ChartWords) -> alt.Y:
    return alt.Y(f"{field}:Q", title=words.benefit, scale=_scale(), axis=_axis(words, up=True))


def _scale() -> alt.Scale:
    return alt.Scale(domain=[WEIGHT_LOW - _AIR, WEIGHT_HIGH + _AIR], nice=False)


def _axis(words: ChartWords, *, up: bool) -> alt.Axis:
    """Words at both ends of the scale, which tell more than 1 and 5."""
    return alt.Axis(
        values=[WEIGHT_LOW, WEIGHT_HIGH],
        labelExpr=f"datum.value < {MIDDLE} ? {_quoted(words.little)} : {_quoted(words.much)}",
        labelAngle=-90 if up else 0,
        labelAlign="center",
        labelPadding=12 if up else 6,
    )


def _quoted(said: str) -> str:
    """A word of the catalogue in a Vega expression."""
    return "'" + said.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _middle(dark: bool) -> Any:
    low, high = WEIGHT_LOW - _AIR, WEIGHT_HIGH + _AIR
    frame = pd.DataFrame(
        {"x": [low, MIDDLE], "x2": [high, MIDDLE], "y": [MIDDLE, low], "y2": [MIDDLE, high]}
    )
    return (
        alt.Chart(frame)
        .mark_rule(color=LINE[dark], strokeWidth=1.5)
        .encode(
            x=alt.X("x:Q", scale=_scale()),
            x2="x2:Q",
            y=alt.Y("y:Q", scale=_scale()),
            y2="y2:Q",
        )
    )


def _corners(words: ChartWords, dark: bool) -> Iterator[Any]:
    """What an idea is worth in each corner, in words."""
    edge = _AIR * 0.85
    for crossing, said in zip(Crossing, words.corners, strict=True):
        across, down = CORNERS[crossing]
        place = pd.DataFrame(
            {
                "x": [WEIGHT_LOW - edge if across == "left" else WEIGHT_HIGH + edge],
                "y": [WEIGHT_HIGH + edge if down == "top" else WEIGHT_LOW - edge],
                "said": [said],
            }
        )
        yield (
            alt.Chart(place)
            .mark_text(align=across, baseline=down, fontSize=14, fontWeight=600, color=SOFT[dark])
            .encode(x=_x("x", words), y=_y("y", words), text="said:N")
        )


def _boxes(rows: pd.DataFrame, words: ChartWords) -> Any:
    """How far the room's answers go, both ways at once."""
    return (
        alt.Chart(rows)
        .mark_rect(opacity=0.12)
        .encode(
            x=_x("left", words),
            x2="right:Q",
            y=_y("bottom", words),
            y2="top:Q",
            color=alt.Color("colour:N", scale=None),
        )
    )


def _rules(rows: pd.DataFrame, words: ChartWords, of: str) -> Any:
    """The same as a cross: where boxes lie on each other it still tells which is whose."""
    chart = alt.Chart(rows).mark_rule(strokeWidth=1.5, opacity=0.75)
    colour = alt.Color("colour:N", scale=None)
    if of == "benefit":
        return chart.encode(x=_x("x", words), y=_y("bottom", words), y2="top:Q", color=colour)
    return chart.encode(x=_x("left", words), x2="right:Q", y=_y("y", words), color=colour)


def _points(rows: pd.DataFrame, words: ChartWords, dark: bool) -> Any:
    return (
        alt.Chart(rows)
        .mark_point(size=170, strokeWidth=2.4, opacity=1)
        .encode(
            x=_x("x", words),
            y=_y("y", words),
            shape=alt.Shape("shape:N", scale=None),
            stroke=alt.Stroke("colour:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            tooltip=alt.Tooltip("title:N", title=" "),
        )
    )


def _names(rows: pd.DataFrame, words: ChartWords, dark: bool) -> Iterator[Any]:
    sides: tuple[Literal["left", "right"], ...] = ("left", "right")
    for align in sides:
        here = rows[rows["align"] == align]
        if not here.empty:
            yield (
                alt.Chart(here)
                .mark_text(
                    align=align,
                    baseline="bottom",
                    dx=_BESIDE if align == "left" else -_BESIDE,
                    dy=-_ABOVE,
                    fontSize=13,
                    color=INK[dark],
                )
                .encode(x=_x("x", words), y=_y("y", words), text="name:N")
            )


# --- where a name fits ----------------------------------------------------------------------------

_Area = tuple[float, float, float, float]


def _pixels(box: Box) -> tuple[float, float]:
    """From the left and from the top."""
    span = WEIGHT_HIGH - WEIGHT_LOW + 2 * _AIR
    across = (box.x - WEIGHT_LOW + _AIR) / span
    down = (WEIGHT_HIGH + _AIR - box.y) / span
    return across * _WIDTH, down * HEIGHT


def _mark(box: Box) -> _Area:
    x, y = _pixels(box)
    return x - 8, y - 8, x + 8, y + 8


def _text(box: Box) -> _Area:
    x, y = _pixels(box)
    wide = len(box.name) * _LETTER
    start = x + _BESIDE if box.align == "left" else x - _BESIDE - wide
    return start, y - _ABOVE - _TALL, start + wide, y - _ABOVE


def _fits(box: Box, taken: Sequence[_Area]) -> bool:
    left, top, right, bottom = _text(box)
    inside = left >= 0 and right <= _WIDTH
    return inside and not any(
        left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
        for other in taken
    )


def _short(title: str) -> str:
    return title if len(title) <= _NAME_LETTERS else f"{title[: _NAME_LETTERS - 1].rstrip()}…"
