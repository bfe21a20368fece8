"""Before and after of measures: the picture with its sentence, and its twin as a table."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from workshop.pictures.measure_words import figure
from workshop.services.views.measures import Measured, ReadingLine
from workshop.ui import lines
from workshop.ui.dumbbells import bell, dumbbell_chart
from workshop.ui.pilot_words import signed
from workshop.ui.shell import Visit

Pair = tuple[Measured, ReadingLine, ReadingLine]
"""A measure, and the two readings of it that are compared."""


def draw_before_after(visit: Visit, pairs: Sequence[Pair], *, key: str) -> None:
    """At least one pair; ``key`` tells the elements of one picture from another's."""
    t = visit.words
    bells = [
        bell(
            line,
            before,
            after,
            name=f"{line.label} · {line.name}",
            said=t(
                "ui.pilots.from_to",
                before=figure(line, before.sample.mean, t, unit=False),
                after=figure(line, after.sample.mean, t),
            ),
        )
        for line, before, after in pairs
    ]
    words = (
        t("ui.pilots.chart.worse"),
        t("ui.pilots.chart.before"),
        t("ui.pilots.chart.better"),
    )
    st.vega_lite_chart(
        spec=dumbbell_chart(
            bells, words, t("ui.pilots.chart"), dark=st.context.theme.type == "dark"
        ),
        key=f"bells-{key}",
        width="stretch",
    )
    with st.expander(t("ui.pilots.table"), key=f"figures-{key}"):
        lines.draw(lines.sentence(t("ui.pilots.chart.says"), soft=True))
        st.dataframe(
            pd.DataFrame([_row(visit, *pair) for pair in pairs]),
            hide_index=True,
            key=f"bells-table-{key}",
            width="stretch",
        )


def _row(visit: Visit, line: Measured, before: ReadingLine, after: ReadingLine) -> dict[str, str]:
    t, change = visit.words, line.change
    said = {
        "side": t(f"side.label.{line.side}"),
        "measure": f"{line.label} · {line.name}",
        "before": figure(line, before.sample.mean, t),
        "after": figure(line, after.sample.mean, t),
        "voices": " / ".join(
            "–" if found.sample.voices is None else t.number(found.sample.voices)
            for found in (before, after)
        ),
        "change": "–" if change is None else signed(line, change.estimate, t),
        "range": "–"
        if change is None
        else f"{signed(line, change.low, t)} … {signed(line, change.high, t)}",
        "read": t(f"pilot.read.{line.read}"),
        "from": " / ".join(found.came_from or "–" for found in (before, after)),
    }
    return {t(f"ui.pilots.table.{name}"): value for name, value in said.items()}
