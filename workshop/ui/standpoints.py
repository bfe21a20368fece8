"""What the journeys say besides their steps: departments apart, and who is in the room."""

import streamlit as st
from markupsafe import Markup

from workshop.domain.journey import departments_apart
from workshop.services.views.coverage import RoleCoverage
from workshop.ui import lines
from workshop.ui.shell import Visit
from workshop.ui.step_words import numbered


def draw_silos(visit: Visit) -> None:
    """The steps that several departments measure, each by figures of its own."""
    t = visit.words
    apart = {step: departments_apart(step.kpis) for step in visit.view.steps}
    found = [
        lines.sentence(t("ui.journeys.silo", step=numbered(step), departments=t.listing(names)))
        for step, names in apart.items()
        if names
    ]
    if found:
        lines.draw(lines.section(t("ui.journeys.silos"), t("ui.journeys.silos.why")), *found)


def draw_coverage(visit: Visit) -> None:
    """Who serves on the map, and whether somebody of that role has joined."""
    t, roles = visit.words, visit.view.coverage
    if not roles:
        return
    present = sum(role.present for role in roles)
    title = t("ui.journeys.coverage", present=present, roles=len(roles))
    with st.expander(title, key="journeys-coverage", icon=":material/groups:"):
        st.caption(t("ui.journeys.coverage.help"))
        for column, office in zip(st.columns(2, gap="large"), ("front", "back"), strict=True):
            with column:
                here = [_role(visit, role) for role in roles if role.office == office]
                lines.draw(lines.section(t(f"ui.journeys.{office}.label")), *here)


def _role(visit: Visit, role: RoleCoverage) -> Markup:
    t = visit.words
    state = "here" if role.present else "away"
    return lines.entry(
        role.name,
        note=t.count("count.steps", role.steps),
        chip=lines.chip(t(f"ui.journeys.coverage.{state}"), "green" if role.present else "calm"),
    )
