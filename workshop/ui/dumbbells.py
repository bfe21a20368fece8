"""Before and after of several measures under each other, each with its range.

Measures have units of their own. What they share is the smallest change that counts: it is the
unit of the picture, and better is to the right whichever way the measure runs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from workshop.domain.pilots import range_of_mean
from workshop.domain.words import Better, Side
from workshop.services.views.measures import Measured, ReadingLine
from workshop.ui.curves import COLOURS, INK, LINE, PAPER, SHAPES, SOFT

ROW = 74  # pixels of a measure
_LEAST = 2.5  # changes that count, on either side of 0
_FURTHEST = 12.0  # beyond it a point stands at the edge: its figures say how far it is
_TITLE_LETTERS = 24


@dataclass(frozen=True, slots=True)
class Bell:
    """A measure on the picture, in changes that count, better to the right; before is at 0.

    ``name``: its line. ``said``: both means in words. ``before``, ``after``: ranges around the
    means; None where only the mean is known.
    """

    name: str
    side: Side
    gain: float
    said: str
    before: tuple[float, float] | None
    after: tuple[float, float] | None


def bell(
    line: Measured,
    before: ReadingLine,
    after: ReadingLine,
    *,
    name: str,
    said: str,
) -> Bell:
    """Two readings of a measure as a line of the picture."""
    unit = line.matters_from or 1.0
    sign = 1 if line.better is Better.UP else -1

    def place(value: float) -> float:
        far = sign * (value - before.sample.mean) / unit
        return max(-_FURTHEST, min(_FURTHEST, far))

    def span(reading: ReadingLine) -> tuple[float, float] | None:
        found = range_of_mean(reading.sample)
        if found is None:
            return None
        low, high = sorted(map(place, found))
        return low, high

    return Bell(name, line.side, place(after.sample.mean), said, span(before), span(after))


def dumbbell_chart(
    bells: Sequence[Bell], words: tuple[str, str, str], title: str, *, dark: bool
) -> dict[str, Any]:
    """The picture as a Vega-Lite specification; ``words``: worse, before, better."""
    reach = max(
        _LEAST,
        *(
            abs(value) * 1.08
            for found in bells
            for value in (found.gain, *(found.before or ()), *(found.after or ()))
        ),
    )
    order = [in_lines(found.name) for found in bells]
    x = _across(reach, words, dark)
    chart: alt.LayerChart = (
        alt.layer(
            _band(bells, order, x, dark),
            *(_side(bells, order, x, side, dark) for side in Side),
        )
        .properties(height=ROW * len(bells) + 10, description=title)
        .configure_view(stroke=None)
    )
    spec: dict[str, Any] = chart.to_dict()
    return spec


def in_lines(name: str) -> str:
    """A measure's name in two short lines at most, cut at a word where it can be."""
    kept: list[str] = []
    for word in name.split():
        if kept and len(kept[-1]) + 1 + len(word) <= _TITLE_LETTERS:
            kept[-1] += f" {word}"
        else:
            kept.append(word)
    if len(kept) > 2:
        kept = [kept[0], f"{kept[1]}…"]
    return "\n".join(kept)


def _across(reach: float, words: tuple[str, str, str], dark: bool) -> alt.X:
    """Words instead of numbers below: worse, before, better."""
    worse, before, better = words
    return alt.X(
        "x:Q",
        title=None,
        scale=alt.Scale(domain=[-reach, reach], nice=False),
        axis=alt.Axis(
            values=[-0.8 * reach, 0, 0.8 * reach],
            labelExpr=(
                f"datum.value < 0 ? {_quoted('← ' + worse)} : "
                f"datum.value > 0 ? {_quoted(better + ' →')} : {_quoted(before)}"
            ),
            labelFontSize=13,
            labelColor=SOFT[dark],
            labelPadding=6,
            grid=False,
            ticks=False,
            domain=False,
        ),
    )


def _quoted(said: str) -> str:
    """A word of the catalogue in a Vega expression."""
    return "'" + said.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _down(order: list[str], dark: bool) -> alt.Y:
    return alt.Y(
        "name:N",
        sort=None,
        title=None,
        scale=alt.Scale(domain=order, paddingInner=0.3),
        axis=alt.Axis(
            # The names are values, never part of the expression.
            labelExpr="split(datum.value, '\\n')",
            labelFontSize=14,
            labelLineHeight=17,
            labelLimit=220,
            labelColor=INK[dark],
            labelPadding=12,
            ticks=False,
            domain=False,
        ),
    )


def _band(bells: Sequence[Bell], order: list[str], x: alt.X, dark: bool) -> Any:
    """Changes too small to count, and the line where things were before."""
    band = (
        alt.Chart(pd.DataFrame([{"x": -1.0, "x2": 1.0}]))
        .mark_rect(color=LINE[dark], opacity=0.6)
        .encode(x=x, x2="x2:Q")
    )
    zero = (
        alt.Chart(pd.DataFrame([{"x": 0.0}]))
        .mark_rule(color=SOFT[dark], strokeWidth=1.5)
        .encode(x=x)
    )
    return alt.layer(band, zero)


def _side(bells: Sequence[Bell], order: list[str], x: alt.X, side: Side, dark: bool) -> Any:
    """The lines of one side: what lies between, both ranges, both points, and the figures."""
    mine = [found for found in bells if found.side is side]
    y, colour, shape = _down(order, dark), COLOURS[side][dark], SHAPES[side]
    spans = [
        {"name": in_lines(found.name), "x": span[0], "x2": span[1]}
        for found in mine
        for span in (found.before, found.after)
        if span is not None
    ]
    between = [{"name": in_lines(found.name), "x": 0.0, "x2": found.gain} for found in mine]
    ends = [{"name": in_lines(found.name), "x": found.gain, "said": found.said} for found in mine]

    def base(rows: list[dict[str, Any]]) -> alt.Chart:
        return alt.Chart(pd.DataFrame(rows, columns=["name", "x", "x2", "said"]))

    points: dict[str, Any] = {
        "shape": shape,
        "size": 190,
        "opacity": 1,
        "stroke": colour,
        "strokeWidth": 3,
    }
    return alt.layer(
        base(between).mark_rule(color=colour, strokeWidth=5, opacity=0.45).encode(x, y, x2="x2:Q"),
        base(spans).mark_rule(color=colour, strokeWidth=1.6).encode(x, y, x2="x2:Q"),
        base(spans).mark_tick(color=colour, thickness=1.6, size=14).encode(x, y),
        base([{"name": row["name"], "x": row["x2"]} for row in spans])
        .mark_tick(color=colour, thickness=1.6, size=14)
        .encode(x, y),
        base(between).mark_point(fill=PAPER[dark], **points).encode(x, y),
        base(ends).mark_point(fill=colour, **points).encode(x, y),
        base(ends)
        .mark_text(dy=-20, fontSize=13.5, fontWeight=600, color=INK[dark])
        .encode(x, y, text="said:N"),
    )
