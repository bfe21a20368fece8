"""The two curves of the moods: how each side lives each step, and the gap between them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from workshop.domain.words import Side
from workshop.pictures.tokens import by_theme

HEIGHT = 400  # pixels
LOW, HIGH = -2, 2
AIR = 0.45  # beyond both ends of the scale: room for the figures above and below the points
INK, SOFT, PAPER, LINE = (by_theme(name) for name in ("ink", "soft", "paper", "line"))
COLOURS = {
    Side.CLIENT: by_theme("accent"),
    Side.EMPLOYEE: INK,
}
SHAPES = {Side.CLIENT: "circle", Side.EMPLOYEE: "square"}
_TITLE_LETTERS = 16  # of a step's title on one line under the chart
_TITLE_LINES = 3


@dataclass(frozen=True, slots=True)
class StepPoint:
    """One step of the curves; a mean is in [−2, 2], None while a side has too few voices.

    ``said``: both means as figures of the language, client first, such as "+1,2". ``by_team``:
    nobody who speaks for clients said how they live it.
    """

    title: str
    client: float | None
    employee: float | None
    said: tuple[str, str]
    by_team: bool = False

    def mean(self, side: Side) -> float | None:
        return self.client if side is Side.CLIENT else self.employee


@lru_cache(maxsize=16)
def mood_chart(
    points: tuple[StepPoint, ...],
    scale: tuple[str, ...],
    title: str,
    *,
    dark: bool,
) -> dict[str, Any]:
    """Both curves over the steps, the gap between them shaded, as a Vega-Lite specification.

    ``scale``: five words, from the hardest to the most pleasant. The client's curve is dotted, and
    its points are hollow, where the team alone tells it.
    """
    layers: list[Any] = [_gap(points, dark), _bars(points, dark)]
    for side in Side:
        layers += [_line(points, side, dark, dotted=dotted) for dotted in (False, True)]
        layers += [_dots(points, side, dark, hollow=hollow) for hollow in (False, True)]
        layers += _figures(points, side, dark)
    return _finish(layers, points, scale, title, dark)


def in_lines(title: str) -> str:
    """A step's title in at most three short lines, cut at a word where it can be."""
    lines: list[str] = []
    for word in title.split():
        if lines and len(lines[-1]) + 1 + len(word) <= _TITLE_LETTERS:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > _TITLE_LINES:
        lines = [*lines[: _TITLE_LINES - 1], f"{lines[_TITLE_LINES - 1]}…"]
    return "\n".join(lines)


def _gap(points: tuple[StepPoint, ...], dark: bool) -> Any:
    """The gap between neighbours of which both curves are known."""
    rows = [
        {"step": in_lines(end.title), "y": end.client, "y2": end.employee, "stretch": place}
        for place, ends in enumerate(pairwise(points))
        if all(_is_whole(end) for end in ends)
        for end in ends
    ]
    return (
        alt.Chart(_frame(rows, "step", "y", "y2", "stretch"))
        .mark_area(color=SOFT[dark], opacity=0.16)
        .encode(x=_x(points), y=_y("y"), y2="y2:Q", detail="stretch:N")
    )


def _is_whole(point: StepPoint) -> bool:
    return point.client is not None and point.employee is not None


def _bars(points: tuple[StepPoint, ...], dark: bool) -> Any:
    """The gap at each step itself: an area is nothing where one step stands alone."""
    rows = [
        {"step": in_lines(point.title), "y": point.client, "y2": point.employee}
        for point in points
        if _is_whole(point)
    ]
    return (
        alt.Chart(_frame(rows, "step", "y", "y2"))
        .mark_rule(color=SOFT[dark], opacity=0.5, strokeWidth=2, aria=bool(rows))
        .encode(x=_x(points), y=_y("y"), y2="y2:Q")
    )


def _line(points: tuple[StepPoint, ...], side: Side, dark: bool, *, dotted: bool) -> Any:
    """The stretches between neighbours that are both known, solid or dotted."""
    rows = [
        {"step": in_lines(end.title), "y": end.mean(side), "stretch": place}
        for place, ends in enumerate(pairwise(points))
        if None not in (ends[0].mean(side), ends[1].mean(side))
        and any(_is_told(end, side) for end in ends) is dotted
        for end in ends
    ]
    return (
        alt.Chart(_frame(rows, "step", "y", "stretch"))
        .mark_line(
            color=COLOURS[side][dark],
            strokeWidth=4,
            strokeDash=[2, 7] if dotted else [1, 0],
            strokeCap="round",
        )
        .encode(x=_x(points), y=_y("y"), detail="stretch:N")
    )


def _is_told(point: StepPoint, side: Side) -> bool:
    """True for the client's side where only the team speaks of it."""
    return side is Side.CLIENT and point.by_team


def _dots(points: tuple[StepPoint, ...], side: Side, dark: bool, *, hollow: bool) -> Any:
    rows = [
        {"step": in_lines(point.title), "y": point.mean(side)}
        for point in points
        if point.mean(side) is not None and _is_told(point, side) is hollow
    ]
    return (
        alt.Chart(_frame(rows, "step", "y"))
        .mark_point(
            shape=SHAPES[side],
            size=260,
            opacity=1,
            stroke=COLOURS[side][dark],
            strokeWidth=3,
            fill=PAPER[dark] if hollow else COLOURS[side][dark],
            aria=bool(rows),  # a picture of nothing would be one without words
        )
        .encode(x=_x(points), y=_y("y"))
    )


def _figures(points: tuple[StepPoint, ...], side: Side, dark: bool) -> Iterator[Any]:
    """The mean beside its point: above the higher one, below the lower one."""
    rows = [
        {
            "step": in_lines(point.title),
            "y": mean,
            "said": point.said[tuple(Side).index(side)],
            "above": _is_above(point, side),
        }
        for point in points
        if (mean := point.mean(side)) is not None
    ]
    for above, away in ((True, -20), (False, 21)):
        yield (
            alt.Chart(
                _frame([row for row in rows if row["above"] is above], "step", "y", "said", "above")
            )
            .mark_text(dy=away, fontSize=17, fontWeight=600, color=COLOURS[side][dark])
            .encode(x=_x(points), y=_y("y"), text="said:N")
        )


def _is_above(point: StepPoint, side: Side) -> bool:
    mine, other = point.mean(side), point.mean(side.other)
    if mine is None or other is None or mine == other:
        return side is Side.CLIENT
    return mine > other


def _finish(
    layers: list[Any],
    points: tuple[StepPoint, ...],
    scale: tuple[str, ...],
    title: str,
    dark: bool,
) -> dict[str, Any]:
    """The axes: steps below, the five words of the scale on the left."""
    first = [{"step": in_lines(point.title), "y": 0} for point in points[:1]]
    ground = (
        alt.Chart(_frame(first, "step", "y"))
        .mark_point(opacity=0)
        .encode(
            x=_x(
                points,
                alt.Axis(
                    # The titles are values, never part of the expression.
                    labelExpr="split(datum.value, '\\n')",
                    labelAngle=0,
                    labelFontSize=15,
                    labelLineHeight=19,
                    labelColor=INK[dark],
                    labelPadding=10,
                    labelOverlap="greedy",
                    ticks=False,
                    domain=False,
                ),
            ),
            y=alt.Y(
                "y:Q",
                title=None,
                scale=_down(),
                axis=alt.Axis(
                    values=list(range(LOW, HIGH + 1)),
                    labelExpr=_in_words(dict(enumerate(scale, LOW))),
                    labelFontSize=14,
                    labelLimit=170,
                    labelColor=SOFT[dark],
                    labelPadding=10,
                    gridColor=LINE[dark],
                    ticks=False,
                    domain=False,
                ),
            ),
        )
    )
    chart: dict[str, Any] = (
        alt.layer(ground, *layers)
        .properties(height=HEIGHT, description=title)
        .configure_view(stroke=None)
        .to_dict()
    )
    return chart


def _in_words(words: dict[int, str]) -> str:
    """A Vega expression that gives the words of an axis's value; the words are the catalogue's."""
    said = "''"
    for value, word in words.items():
        said = f"datum.value === {value} ? {json.dumps(word)} : {said}"
    return said


def _frame(rows: list[dict[str, Any]], *columns: str) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(columns))


def _x(points: tuple[StepPoint, ...], axis: alt.Axis | None = None) -> alt.X:
    """One place a step, all in one scale; ``axis`` is given once, by the layer that draws it."""
    scale = alt.Scale(type="point", domain=[in_lines(point.title) for point in points], padding=0.5)
    if axis is None:
        return alt.X("step:N", sort=None, title=None, scale=scale)
    return alt.X("step:N", sort=None, title=None, scale=scale, axis=axis)


def _y(field: str) -> alt.Y:
    return alt.Y(f"{field}:Q", scale=_down())


def _down() -> alt.Scale:
    return alt.Scale(domain=[LOW - AIR, HIGH + AIR], nice=False, zero=False)
