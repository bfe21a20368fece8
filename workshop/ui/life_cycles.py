"""Two ways of reading the journeys, and what links two life cycles step to step."""

import streamlit as st

from workshop.domain.words import JourneyMode, Lane
from workshop.services import lanes
from workshop.services.journeys import Step
from workshop.ui.plain import plain
from workshop.ui.shell import Visit, done, refusals
from workshop.ui.step_words import numbered


def other_lane(visit: Visit, step: Step) -> tuple[Step, ...]:
    """The steps that this one may be linked to."""
    return tuple(found for found in visit.view.steps if found.lane is not step.lane)


def linked(visit: Visit, step: Step) -> tuple[int, ...]:
    """The ids of the steps of the other lane that this one meets."""
    own = 1 if step.lane is Lane.EMPLOYEE else 0
    return tuple(pair[1 - own] for pair in visit.view.links if pair[own] == step.id)


def draw_links(visit: Visit, step: Step) -> None:
    """Which steps of the other lane this one meets: a list to add to and to take from."""
    t = visit.words
    others = {found.id: numbered(found) for found in other_lane(visit, step)}
    now = [found for found in others if found in linked(visit, step)]
    wanted = st.multiselect(
        t("ui.journeys.links", step=plain(numbered(step))),
        list(others),
        now,
        format_func=lambda found: others.get(found, ""),
        key=f"links-{step.id}-{'-'.join(map(str, now))}",
        placeholder=t("ui.journeys.links.hint"),
        select_all=False,
    )
    if set(wanted) != set(now):
        with refusals(visit):
            for other in set(wanted) ^ set(now):
                toggle_link(visit, step, other)
            done(visit, "ui.journeys.links.saved")
            st.rerun()


def toggle_link(visit: Visit, step: Step, other: int) -> None:
    """Link these two, or part them when they are linked. Raises StepUnknown."""
    gesture = lanes.unlink_steps if other in linked(visit, step) else lanes.link_steps
    pair = (other, step.id) if step.lane is Lane.EMPLOYEE else (step.id, other)
    gesture(visit.house, visit.facilitator, *pair)


def draw_mode(visit: Visit) -> None:
    """What the two ways are, and the button that changes from one to the other."""
    t, mode = visit.words, visit.view.workshop.mode
    other = JourneyMode.MIRROR if mode is JourneyMode.LIFE_CYCLE else JourneyMode.LIFE_CYCLE
    for each in JourneyMode:
        name, text = t(f"ui.journeys.mode.{each}"), t(f"ui.journeys.mode.{each}.text")
        mark = "●" if each is mode else "○"
        st.write(f"{mark} **{name}**{t('ui.colon')} {text}")
    st.caption(t(f"ui.journeys.mode.to.{other}.text"))
    if st.button(
        t(f"ui.journeys.mode.to.{other}"), key="journeys-mode", icon=":material/swap_vert:"
    ):
        with refusals(visit):
            lanes.set_mode(visit.house, visit.facilitator, other)
            done(visit, "ui.journeys.mode.saved")
            st.rerun()
