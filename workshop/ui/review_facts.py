"""What a review begins with: actions by state, and where each measure stands on both sides."""

import streamlit as st
from markupsafe import Markup

from workshop.domain.words import ActionStatus, Side
from workshop.services.views.actions import ActionLine
from workshop.services.views.measures import MeasureLine, read_measures
from workshop.ui import cache, lines
from workshop.ui.pilot_words import change_said, joined, read_chip, sample_said
from workshop.ui.shell import Visit

STATES = ("done", "open", "late", "blocked")


def draw_facts(visit: Visit) -> None:
    """The figures; below them what was measured since the baseline. Nothing before a promise."""
    t, states = visit.words, _states(visit)
    if any(states.values()):
        lines.draw(
            lines.figures(
                (t.number(count), t.count(f"ui.review.{state}", count), lines.EMPTY)
                for state, count in states.items()
            )
        )
    measured = [line for line in _measures(visit) if line.latest]
    if measured:
        with st.expander(t("ui.review.measured", n=len(measured)), key="review-measured"):
            for side in Side:
                _side(visit, side, [line for line in measured if line.side is side])


def _states(visit: Visit) -> dict[str, int]:
    """Each action once: one that is blocked is told as such, be it late or not."""
    today = visit.house.clock().date()
    counted = dict.fromkeys(STATES, 0)
    for line in visit.view.actions:
        state = _state(line, late=line.late(today))
        if state in counted:
            counted[state] += 1
    return counted


def _state(line: ActionLine, *, late: bool) -> str:
    return "late" if late and line.status is ActionStatus.OPEN else line.status


def _measures(visit: Visit) -> tuple[MeasureLine, ...]:
    return cache.part_view(visit.house, visit.facilitator, read_measures).measures


def _side(visit: Visit, side: Side, measured: list[MeasureLine]) -> None:
    t = visit.words
    lines.draw(lines.section(t(f"side.label.{side}")))
    if not measured:
        lines.draw(lines.sentence(t("ui.review.unmeasured"), soft=True))
    lines.draw(*(_measure(visit, line) for line in measured))


def _measure(visit: Visit, line: MeasureLine) -> Markup:
    t = visit.words
    ends = [
        sample_said(line, reading.sample, t) for reading in (line.baseline, line.latest) if reading
    ]
    return lines.entry(
        line.name,
        label=line.label,
        note=joined(" → ".join(ends), change_said(line, t)),
        chip=read_chip(line.read, t),
    )
