"""The weekly point: what is done, what is late, what is blocked, and what comes next."""

import streamlit as st

from workshop.domain.rhythm import Task, Week, week_of
from workshop.ui import lines, live
from workshop.ui.actions import action_entry
from workshop.ui.shell import Visit, refresh

FACTS = ("done", "late", "blocked", "coming")


def draw_week(visit: Visit) -> None:
    """The facts on the left, live."""
    lines.dress_lines()
    _facts(visit)


@st.fragment
def _facts(visit: Visit) -> None:
    visit = refresh(visit)
    live.listen(visit, key="week-ear")
    t, view = visit.words, visit.view
    week = week_of(
        (Task(line.label, line.status, line.due) for line in view.actions),
        today=visit.house.clock().date(),
    )
    if not view.actions:
        lines.draw(lines.sentence(t("ui.week.no_action"), soft=True))
        return
    by_label = {line.label: line for line in view.actions}
    if week == Week():
        lines.draw(lines.sentence(t("ui.week.calm"), soft=True))
    for fact in FACTS:
        labels = getattr(week, fact)
        if labels:
            lines.draw(
                lines.section(t(f"ui.week.{fact}")),
                *(action_entry(by_label[label], t) for label in labels),
            )
