"""Grouping: what is proposed, cards to tick, topics to tend, a board; all of it can be undone."""

from collections.abc import Callable

import streamlit as st

from workshop.domain.words import Phase
from workshop.services.topics import redo, undo
from workshop.services.views.grouping import GroupingStep, read_grouping_steps
from workshop.ui import live
from workshop.ui.gestures import again
from workshop.ui.group_board import draw_board
from workshop.ui.group_pile import draw_pile, heed_pile
from workshop.ui.group_shown import shortened
from workshop.ui.group_topics import draw_topics, heed_topics
from workshop.ui.mirror import draw_mirror
from workshop.ui.navigation import path_of, phase_script
from workshop.ui.plain import plain
from workshop.ui.same import draw_same
from workshop.ui.shell import Visit, done, refresh, refusals, say_what_was_done
from workshop.ui.suggestions import draw_suggestions, heed_suggestions, is_proposed


@st.fragment
def draw_group(visit: Visit) -> None:
    """Everything under the head of the page; it follows the room by itself."""
    visit = refresh(visit)
    history, compared, proposed = st.container(), st.container(), st.container()
    loose, made = st.columns([1, 1], gap="large")
    # What was done in the drawn parts comes first: the page is then drawn once, as that left it.
    with proposed:
        changed = heed_suggestions(visit)
    with loose:
        changed = heed_pile(visit) or changed
    if changed:
        visit = refresh(visit)
    heed_topics(visit)
    live.listen(visit, key="group-ear")
    say_what_was_done()
    t, view = visit.words, visit.view
    if not view.cards:
        st.info(t("ui.group.empty"), icon=":material/sms:")
        if st.button(t("ui.group.empty.go"), key="group-go", icon=":material/arrow_back:"):
            st.switch_page(path_of(phase_script(Phase.CAPTURE)))
        return
    with history:
        _history(visit)
    with compared:
        draw_same(visit)
    computed = is_proposed(visit)
    if computed:
        with proposed:
            draw_suggestions(visit)
    with loose:
        st.subheader(t.count("ui.group.free", len(view.free_cards)), anchor=False)
        draw_pile(visit)
    with made, st.container(key="group-made"):
        st.subheader(t.count("count.topics", len(view.topics)), anchor=False)
        draw_topics(visit)
    if view.topics:
        draw_mirror(visit, Phase.GROUP)
        draw_board(visit)
    if not computed:
        # Last, above the rest: what may take a second to compute holds up nothing.
        with proposed:
            draw_suggestions(visit)


def _history(visit: Visit) -> None:
    steps = read_grouping_steps(visit.house, visit.facilitator)
    with st.container(horizontal=True, key="group-history"):
        _turn(visit, "undo", steps.undo, undo)
        _turn(visit, "redo", steps.redo, redo)


def _turn(visit: Visit, name: str, step: GroupingStep | None, gesture: Callable[..., None]) -> None:
    """A button that says what it will do; grey when there is nothing to do."""
    t = visit.words
    said = "" if step is None else plain(step_said(visit, step))
    if st.button(
        t(f"ui.group.{name}" if said else f"ui.group.{name}.none", what=said),
        key=f"group-{name}",
        icon=f":material/{name}:",
        type="tertiary",
        disabled=step is None,
    ):
        with refusals(visit):
            gesture(visit.house, visit.facilitator)
            done(visit, f"ui.group.{name}.done")
            again()


def step_said(visit: Visit, step: GroupingStep) -> str:
    """A change of the grouping in words: "« Attente », fait de 5 cartes"."""
    return visit.words.count(
        f"ui.group.step.{step.gesture}", step.count, title=shortened(step.title)
    )
