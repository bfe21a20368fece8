"""Minutes that were kept: read one below the other, the newest first."""

from collections.abc import Callable, Sequence

import streamlit as st
from markupsafe import Markup

from workshop.services.meetings import remove_meeting
from workshop.services.views.follow import MeetingLine
from workshop.ui import lines
from workshop.ui.shell import Visit, done, refusals

BOXES = ("progress", "successes", "blockers", "next_steps", "minutes")
SHOWN = 12
"""Meetings that are listed; the others are behind one more button."""


def draw_minutes(
    visit: Visit,
    meetings: Sequence[MeetingLine],
    *,
    title: str,
    edit: Callable[[MeetingLine], None],
    more: Callable[[MeetingLine], Sequence[Markup]] = lambda _: (),
) -> None:
    """Past meetings, each folded under its day. ``more``: what else was done there, as lines.

    ``edit``: opens the form of one.
    """
    t = visit.words
    if not meetings:
        return
    lines.draw(lines.section(title))
    kind = meetings[0].kind
    all_of_them = len(meetings) <= SHOWN or st.session_state.get(f"{kind}-all-minutes", False)
    for line in meetings if all_of_them else meetings[:SHOWN]:
        with st.expander(t.date(line.held_on), key=f"minutes-{line.id}"):
            _one(visit, line, more(line))
            with st.container(horizontal=True):
                asked = st.button(
                    t("ui.minutes.edit"),
                    key=f"minutes-edit-{line.id}",
                    type="tertiary",
                    icon=":material/edit:",
                )
                gone = st.button(
                    t("ui.minutes.remove"),
                    key=f"minutes-remove-{line.id}",
                    type="tertiary",
                    icon=":material/delete:",
                )
            if gone:
                with refusals(visit):
                    remove_meeting(visit.house, visit.facilitator, line.id)
                    done(visit, "ui.minutes.removed")
                    st.rerun()
        if asked:
            edit(line)
    if not all_of_them and st.button(
        t("ui.minutes.all", n=len(meetings)), key=f"{kind}-more-minutes", type="tertiary"
    ):
        st.session_state[f"{kind}-all-minutes"] = True
        st.rerun()


def _one(visit: Visit, line: MeetingLine, more: Sequence[Markup]) -> None:
    t = visit.words
    said = [(box, getattr(line.said, box)) for box in BOXES if getattr(line.said, box)]
    lines.draw(
        *(
            Markup('<div class="rc-minutes"><small>{}</small><p>{}</p></div>').format(
                t(f"ui.minutes.{box}"), text
            )
            for box, text in said
        ),
        *more,
        lines.EMPTY if said or more else lines.sentence(t("ui.minutes.none"), soft=True),
    )
