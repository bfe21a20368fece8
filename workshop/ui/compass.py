"""The line of the compass under the bar: one thing worth knowing now, why, and where to go.

It does nothing by itself. What is put aside stays so in this browser's session, for this workshop.
"""

import streamlit as st

from workshop.domain.compass import Hint
from workshop.domain.words import Phase
from workshop.pictures.compass_words import hint_rests_on, hint_said, hint_why
from workshop.services.views.compass import hints_of
from workshop.ui.gestures import again
from workshop.ui.navigation import AGENDA, path_of, phase_script
from workshop.ui.plain import plain
from workshop.ui.shell import STATIC, Visit

RESTS_ON_SHOWN = 5

_LATER = "compass-later"


def compass_line(visit: Visit, phase: Phase) -> None:
    """Nothing at all while nothing is worth a word; ``phase``: of the page."""
    hints = _wanted(visit)
    if not hints:
        return
    st.html(STATIC / "compass.css")
    first, *others = hints
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="compass"):
        st.caption(f":material/explore: {_said(visit, first)}", width="content")
        _why(visit, first)
        _go(visit, first, phase, place="first")
        if others:
            _others(visit, others, phase)


def _wanted(visit: Visit) -> list[Hint]:
    """The hints of now that were not put aside here."""
    later = st.session_state.get(_LATER, frozenset())
    code = visit.view.workshop.code
    now = visit.house.clock()
    return [hint for hint in hints_of(visit.view, now) if (code, hint.code) not in later]


def _said(visit: Visit, hint: Hint) -> str:
    return hint_said(visit.words, visit.view, hint, plain)


def _why(visit: Visit, hint: Hint) -> None:
    t = visit.words
    with st.popover(t("ui.compass.why"), key="compass-why", type="tertiary"):
        st.markdown(hint_why(t, visit.view, hint, plain))
        _source(visit, hint)
        _later(visit, hint)


def _source(visit: Visit, hint: Hint) -> None:
    t = visit.words
    named = hint_rests_on(visit.view, hint)
    if named:
        st.caption(t("ui.compass.rests_on"))
        for name in named[:RESTS_ON_SHOWN]:
            st.text(name)
        if len(named) > RESTS_ON_SHOWN:
            st.caption(t.count("ui.compass.rests_on.more", len(named) - RESTS_ON_SHOWN))
    st.caption(t("ui.compass.method", phase=t(f"phase.{hint.method}")))


def _later(visit: Visit, hint: Hint) -> None:
    t = visit.words
    label, key = t("ui.compass.later"), f"compass-later-{hint.code}"
    if st.button(label, key=key, icon=":material/schedule:", help=t("ui.compass.later.help")):
        later: frozenset[tuple[str, str]] = st.session_state.get(_LATER, frozenset())
        st.session_state[_LATER] = later | {(visit.view.workshop.code, hint.code)}
        again()


def _go(visit: Visit, hint: Hint, phase: Phase, *, place: str) -> None:
    """The way to the page where one acts on it, unless it is this one."""
    if hint.goes_to in ("", phase):
        return
    t = visit.words
    script = AGENDA if hint.goes_to == AGENDA.url else phase_script(Phase(hint.goes_to))
    label = t("ui.compass.go", page=t(script.title))
    key = f"compass-go-{place}-{hint.code}"
    if st.button(label, key=key, type="tertiary", icon=":material/arrow_forward:"):
        st.switch_page(path_of(script))


def _others(visit: Visit, hints: list[Hint], phase: Phase) -> None:
    t = visit.words
    label = t.count("ui.compass.others", len(hints))
    with st.popover(label, key="compass-others", type="tertiary"):
        for hint in hints:
            st.markdown(_said(visit, hint))
            st.caption(hint_why(t, visit.view, hint, plain))
            with st.container(horizontal=True, gap="small"):
                _go(visit, hint, phase, place="others")
                _later(visit, hint)
