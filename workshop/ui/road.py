"""The head of a phase's page: its title, where the room is, the guide, and one next step."""

from typing import TYPE_CHECKING

import streamlit as st

from workshop.domain.agenda import break_after, minutes_of, road_of
from workshop.domain.phases import next_phase
from workshop.domain.words import Phase
from workshop.services.workshops import go_on, set_phase
from workshop.ui.conduct import conduct_bar
from workshop.ui.keys import key_tip
from workshop.ui.navigation import path_of, phase_script
from workshop.ui.new_item import draw_new_item
from workshop.ui.plain import plain
from workshop.ui.shell import Visit, refusals, say_what_was_done

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

BRINGS_NEW = (Phase.PLAN, Phase.CLOSE, Phase.FOLLOW)
"""Where something new may come up that is not to slip into the plan by itself."""

GUIDE_PARTS = ("goal", "script", "traps", "phones", "short")


def phase_head(visit: Visit, phase: Phase) -> "DeltaGenerator":
    """Title, the phase of the room with its one next step, the bar, and the folded guide.

    Gives the row that the guide stands in: what else a page keeps folded goes beside it, and takes
    the whole width while it is open.
    """
    say_what_was_done()
    t, current = visit.words, visit.view.workshop.phase
    title, step = st.columns([2, 3] if phase in BRINGS_NEW else [3, 2], vertical_alignment="center")
    with title:
        st.title(t(f"phase.{phase}"), anchor=False)
        st.caption(t(f"ui.phase.{phase}.line"))
    with step.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        if phase in BRINGS_NEW:
            draw_new_item(visit)
        if current is phase:
            _next_step(visit, phase)
        else:
            _open_here(visit, phase, current)
    if phase is not Phase.FRAME:
        _pin_goal(visit)
    conduct_bar(visit, phase)
    row = st.container(horizontal=True, gap="xsmall", key="folds")
    with row.expander(t("ui.guide", minutes=_minutes(visit, phase)), icon=":material/menu_book:"):
        for part in GUIDE_PARTS:
            st.markdown(f"**{t(f'ui.guide.{part}')}**")
            st.markdown(t(f"ui.phase.{phase}.{part}"))
    return row


def _minutes(visit: Visit, phase: Phase) -> str:
    """How long the phase takes: what the agenda gives it, else what it usually does."""
    t, given = visit.words, minutes_of(visit.view.workshop.agenda, phase)
    return t("ui.conduct.minutes", n=given) if given else t(f"ui.phase.{phase}.minutes")


def _pin_goal(visit: Visit) -> None:
    """The double goal, in sight all along the road once it has been written."""
    workshop = visit.view.workshop
    goals = [plain(goal) for goal in (workshop.client_goal, workshop.employee_goal) if goal]
    if goals:
        st.caption(f":material/target: {visit.words('ui.goal')} {' + '.join(goals)}")


def _next_step(visit: Visit, phase: Phase) -> None:
    t = visit.words
    agenda = visit.view.workshop.agenda
    following, pause = next_phase(phase, road_of(agenda)), break_after(agenda, phase)
    if following is None:
        st.caption(t("ui.phase.last"), width="content")
        return
    key = "ui.phase.next_break" if pause else "ui.phase.next"
    label = t(key, phase=t(f"phase.{following}"), n=pause)
    if st.button(
        label,
        key="next-phase",
        type="primary",
        icon=":material/arrow_forward:",
        help=key_tip(visit, "N"),
    ):
        with refusals(visit):
            reached = go_on(visit.house, visit.facilitator, seen=phase)
            st.switch_page(path_of(phase_script(reached)))


def _open_here(visit: Visit, phase: Phase, current: Phase) -> None:
    t = visit.words
    st.caption(t("ui.phase.elsewhere", phase=t(f"phase.{current}")), width="content")
    if st.button(t("ui.phase.open_here"), key="open-phase", icon=":material/play_arrow:"):
        with refusals(visit):
            set_phase(visit.house, visit.facilitator, phase)
            st.rerun()
