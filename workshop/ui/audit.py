"""The log on a page: who did what on the facilitators' side, by day, the newest first."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import streamlit as st
from markupsafe import Markup

from workshop.domain.gestures import GestureKind
from workshop.i18n import Words
from workshop.pictures.deed_words import deed_said, who_said
from workshop.services.views.deeds import DeedLine, read_deeds
from workshop.ui import lines
from workshop.ui.gestures import again
from workshop.ui.shell import Visit, refresh

SHOWN = 25
"""Lines at first, and how many more each time."""

_LENGTH = "audit-length"


def draw_audit(visit: Visit) -> None:
    """A heading and a folded log: it is read when something has to be understood."""
    t = visit.words
    lines.dress_lines()
    st.subheader(t("audit.title"), anchor=False)
    st.caption(t("audit.line"))
    with st.expander(t("audit.open"), key="audit"):
        _log(visit)


@st.fragment
def _log(visit: Visit) -> None:
    """What to show, the table to take away, and the lines; it stands still while it is read."""
    visit = refresh(visit)
    t = visit.words
    with st.container(horizontal=True, vertical_alignment="bottom", key="audit-head"):
        kind = st.selectbox(
            t("audit.kind"),
            [None, *GestureKind],
            format_func=lambda one: t(f"audit.kind.{one or 'all'}"),
            key="audit-kind",
            width=280,
        )
        st.link_button(
            t("audit.csv"), f"/x/{visit.facilitator.code}/audit.csv", icon=":material/download:"
        )
    length: int = st.session_state.get(_LENGTH, SHOWN)
    log = read_deeds(visit.house, visit.facilitator, kind=kind, limit=length)
    if not log.lines:
        lines.draw(lines.sentence(t("audit.none"), soft=True))
    lines.draw(*_days(t, log.lines))
    if log.goes_on and st.button(t("audit.older"), key="audit-older"):
        st.session_state[_LENGTH] = length + SHOWN
        again()


def _days(t: Words, told: Sequence[DeedLine]) -> Iterator[Markup]:
    """A heading a day, by the clock on this machine's wall, and its lines."""
    for day, found in groupby(told, key=lambda line: line.at.astimezone().date()):
        yield lines.title(t.date(day))
        for line in found:
            yield Markup(
                '<div class="rc-log"><time>{}</time><p>{}</p><small>{}</small></div>'
            ).format(t.hour(line.at), deed_said(t, line), who_said(t, line))
