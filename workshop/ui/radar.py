"""A radar: one value on each of some axes, from the middle outwards, now and the time before."""

from collections.abc import Mapping, Sequence
from math import cos, pi, sin
from typing import Any

import altair as alt
import pandas as pd

from workshop.pictures.tokens import by_theme
from workshop.ui.charts import INK, SOFT

WIDTH, HEIGHT = 460, 380  # pixels
REACH = 1.42  # of the outermost ring's radius: what is left is for the names of the axes
NOW, BEFORE = by_theme("accent"), by_theme("warn")

Values = Mapping[str, int | None]


def radar(
    axes: Sequence[str], now: Values, before: Values | None, *, most: int, title: str, dark: bool
) -> dict[str, Any]:
    """The picture as a Vega-Lite specification; ``title``: for whoever does not see it.

    Each axis runs from 0 in the middle to ``most``; an unknown value leaves a gap in the outline.
    ``now``, ``before``: by axis, None where nobody could say.
    """
    layers = [_rings(axes, most), _names(axes, dark=dark)]
    if before is not None:
        layers += _outline(axes, before, most, BEFORE[dark], dash=[5, 4], shape="diamond")
    layers += _outline(axes, now, most, NOW[dark], dash=[1, 0], shape="circle")
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .properties(width=WIDTH, height=HEIGHT, description=title)
        .configure_view(stroke=None)
    )
    spec: dict[str, Any] = chart.to_dict()
    return spec


def spot(place: int, count: int, share: float) -> tuple[float, float]:
    """Where the ``place``-th of ``count`` axes, the first on top, stands at a share of its length.

    The radius is 1; y runs upwards.
    """
    angle = 2 * pi * place / count
    return share * sin(angle), share * cos(angle)


def segments(axes: Sequence[str], values: Values, most: int) -> list[tuple[Any, ...]]:
    """The sides of the outline, from one axis to the next, where both are known: x, y, x2, y2."""
    count = len(axes)
    spots = [
        None if (value := values.get(axis)) is None else spot(place, count, value / most)
        for place, axis in enumerate(axes)
    ]
    sides: list[tuple[Any, ...]] = []
    for place, start in enumerate(spots):
        end = spots[(place + 1) % count]
        if start is not None and end is not None:
            sides.append((*start, *end))
    return sides


def _frame(rows: list[tuple[Any, ...]], *names: str) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(names))


def _x(field: str) -> alt.X:
    # As many pixels a unit as upwards, or the rings would lean.
    domain = [-REACH * WIDTH / HEIGHT, REACH * WIDTH / HEIGHT]
    return alt.X(f"{field}:Q", axis=None, scale=alt.Scale(domain=domain))


def _y(field: str) -> alt.Y:
    return alt.Y(f"{field}:Q", axis=None, scale=alt.Scale(domain=[-REACH, REACH]))


def _rings(axes: Sequence[str], most: int) -> alt.Chart:
    rows: list[tuple[Any, ...]] = [
        (0.0, 0.0, *spot(place, len(axes), 1)) for place in range(len(axes))
    ]
    for ring in range(1, most + 1):
        rows += segments(axes, dict.fromkeys(axes, ring), most)
    return _rules(rows, alt.MarkDef(type="rule", stroke=SOFT, strokeOpacity=0.35))


def _rules(rows: list[tuple[Any, ...]], mark: alt.MarkDef) -> alt.Chart:
    chart = alt.Chart(_frame(rows, "x", "y", "x2", "y2"), mark=mark)
    return chart.encode(x=_x("x"), y=_y("y"), x2="x2:Q", y2="y2:Q")


def _names(axes: Sequence[str], *, dark: bool) -> alt.Chart:
    spots = (spot(place, len(axes), 1.17) for place in range(len(axes)))
    # Sideways a name needs more room than upwards: it is wide, and stands on its middle.
    rows = [(1.25 * x, y, axis) for (x, y), axis in zip(spots, axes, strict=True)]
    mark = alt.MarkDef(type="text", fontSize=14, color=INK[dark])
    chart = alt.Chart(_frame(rows, "x", "y", "axis"), mark=mark)
    return chart.encode(x=_x("x"), y=_y("y"), text="axis:N")


def _outline(
    axes: Sequence[str], values: Values, most: int, colour: str, *, dash: list[int], shape: str
) -> list[alt.Chart]:
    points = [
        (*spot(place, len(axes), value / most), axis, value)
        for place, axis in enumerate(axes)
        if (value := values.get(axis)) is not None
    ]
    dots = alt.MarkDef(type="point", shape=shape, size=90, filled=True, color=colour, opacity=1)
    line = alt.MarkDef(type="rule", stroke=colour, strokeWidth=2.5, strokeDash=dash)
    return [
        _rules(segments(axes, values, most), line),
        alt.Chart(_frame(points, "x", "y", "axis", "value"), mark=dots).encode(
            x=_x("x"), y=_y("y"), tooltip=["axis:N", "value:Q"]
        ),
    ]
