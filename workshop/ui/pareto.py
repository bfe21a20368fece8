"""The Pareto picture of causes: bars from the heaviest kind on, and the share they make up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from workshop.pictures.tokens import by_theme
from workshop.ui.charts import INK, SOFT

HEIGHT = 260  # pixels
_BARS = by_theme("bar")
_ORDER = 8  # kinds of cause at most: names must have room beside each other without turning


@dataclass(frozen=True, slots=True)
class Step:
    """A bar. ``share``: what it and the bars before it make up, in ]0, 1]; ``said``: in words."""

    name: str
    weight: int
    weight_said: str
    share: float
    said: str


def pareto_chart(steps: Sequence[Step], *, title: str, dark: bool) -> dict[str, Any]:
    """The picture as a Vega-Lite specification; ``title``: for whoever does not see it.

    Bars and line share one scale, so that the line begins on top of the first bar and never
    crosses another. The figures stand under the names, clear of both.
    """
    rows = pd.DataFrame(
        [
            {
                "name": f"{step.name}\n{step.weight_said}",
                "weight": step.weight,
                "reached": step.share * sum(each.weight for each in steps),
                "said": step.said,
            }
            for step in steps[:_ORDER]
        ]
    )
    across = alt.X(
        "name:N",
        sort=None,
        axis=alt.Axis(
            title=None,
            labelAngle=0,
            labelLimit=0,
            labelOverlap=False,
            labelExpr="split(datum.label, '\\n')",
            labelFontSize=13,
            labelColor=INK[dark],
            labelPadding=8,
            labelLineHeight=17,
            ticks=False,
            domainColor=SOFT,
        ),
        scale=alt.Scale(paddingInner=0.25, paddingOuter=0.2),
    )
    whole = float(rows["weight"].sum())
    scale = alt.Scale(domain=[0, whole * 1.14], nice=False)
    base = alt.Chart(rows)
    height = alt.Y("reached:Q", axis=None, scale=scale)
    bars = base.mark_bar(color=_BARS[dark], cornerRadiusEnd=3).encode(
        x=across, y=alt.Y("weight:Q", axis=None, scale=scale)
    )
    line = base.mark_line(color=INK[dark], strokeWidth=2).encode(x=across, y=height)
    points = base.mark_point(color=INK[dark], filled=True, size=60, opacity=1).encode(
        x=across, y=height
    )
    said = base.mark_text(dy=-14, fontSize=14, fontWeight=600, color=INK[dark]).encode(
        x=across, y=height, text="said:N"
    )
    chart: alt.LayerChart = (
        alt.layer(bars, line, points, said)
        .properties(height=HEIGHT, description=title)
        .configure_view(stroke=None)
    )
    spec: dict[str, Any] = chart.to_dict()
    return spec
