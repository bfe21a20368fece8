"""What becomes of the action that is open: accepted, handed over, moved on; and its history."""

import streamlit as st
from markupsafe import Markup

from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT
from workshop.domain.words import ActionStatus
from workshop.services.handling import (
    DAYS_TO_ACCEPT,
    accept_action,
    hand_over,
    say_of_action,
    set_action_status,
)
from workshop.services.views.actions import ActionLine
from workshop.services.views.history import read_history
from workshop.ui import cache, lines
from workshop.ui.action_entry import carried_by, said_of
from workshop.ui.fields import fits
from workshop.ui.gestures import renew
from workshop.ui.shell import Visit, done, refresh, refusals
from workshop.ui.trail import trail_button

WHO = "plan-who"
"""The fields of the form that say who; in the session, that this was changed beside them."""

STATES = (ActionStatus.OPEN, ActionStatus.BLOCKED, ActionStatus.DONE, ActionStatus.DROPPED)


def draw_gestures(visit: Visit, line: ActionLine) -> None:
    """What a draft lacks, or who carries it; a button for each thing that may happen to it."""
    t = visit.words
    if line.status is ActionStatus.DRAFT:
        if line.missing:
            missing = t.listing(t(f"field.{name}") for name in line.missing)
            lines.draw(lines.sentence(t("ui.plan.missing", missing=missing), soft=True))
    else:
        who = carried_by(line, t)
        lines.draw(lines.sentence(f"{who[:1].upper()}{who[1:]}.", soft=True))
    with st.container(horizontal=True, key="action-gestures"):
        if line.to_confirm_with and st.button(
            t("ui.plan.accept"), key="accept-action", icon=":material/thumb_up:"
        ):
            with refusals(visit):
                accept_action(visit.house, visit.facilitator, line.label)
                _say_who_anew()
                done(visit, "ui.plan.accepted")
                st.rerun()
        if line.carrier and st.button(
            t("ui.plan.hand_over"), key="hand-over", icon=":material/swap_horiz:"
        ):
            _hand_over(visit, line)
        if line.status is not ActionStatus.DRAFT and st.button(
            t("ui.plan.tell"), key="tell-action", icon=":material/chat:"
        ):
            _tell(visit, line)
        trail_button(visit, line.label)


def _say_who_anew() -> None:
    """The form is open below: it is to say who, and must not put back who it was."""
    renew(WHO)
    st.session_state[WHO] = True


def draw_history(visit: Visit, line: ActionLine) -> None:
    """Folded: what became of it, the newest first."""
    t = visit.words
    events = cache.part_view(visit.house, visit.facilitator, read_history).of(line.label)
    if not events:
        return
    with st.expander(t.count("ui.plan.history", len(events)), key="action-history"):
        lines.draw(
            *(
                Markup('<div class="rc-minutes"><small>{}</small><p>{}</p>{}</div>').format(
                    t.date(event.on),
                    said_of(event, t),
                    lines.quote(event.says) if event.says else lines.EMPTY,
                )
                for event in events
            )
        )


def _hand_over(visit: Visit, line: ActionLine) -> None:
    """Who takes it on; unless they have said yes, they are asked within a week."""

    @st.dialog(visit.words("ui.plan.hand_over.title"))
    def ask() -> None:
        here = refresh(visit)
        t = here.words
        lines.draw(lines.sentence(line.what))
        names = sorted(
            {other.carrier for other in here.view.actions if other.carrier} - {line.carrier},
            key=str.casefold,
        )
        with st.form("hand-over-form", border=False, enter_to_submit=False):
            to = st.selectbox(
                t("ui.plan.hand_over.to"),
                names,
                index=None,
                placeholder=t("ui.plan.hand_over.to.hint"),
                accept_new_options=True,
                key="hand-over-to",
            )
            says = fits(
                t, st.text_input(t("ui.plan.hand_over.says"), key="hand-over-says"), NOTE_LIMIT
            )
            accepted = st.checkbox(t("ui.plan.hand_over.accepted"), key="hand-over-accepted")
            st.caption(t("ui.plan.hand_over.else", days=DAYS_TO_ACCEPT))
            sent = st.form_submit_button(
                t("ui.plan.hand_over.do"), key="hand-over-do", type="primary"
            )
            if sent:
                with refusals(here, empty=t("ui.plan.hand_over.to")):
                    hand_over(
                        here.house,
                        here.facilitator,
                        line.label,
                        (to or "")[: TITLE_LIMIT + 1],
                        says,
                        accepted=accepted,
                    )
                    _say_who_anew()
                    done(here, "ui.plan.handed_over")
                    st.rerun()

    ask()


def _tell(visit: Visit, line: ActionLine) -> None:
    """Where it stands, and a sentence: needed when it is blocked."""

    @st.dialog(visit.words("ui.plan.tell.title"))
    def ask() -> None:
        here = refresh(visit)
        t = here.words
        lines.draw(lines.sentence(line.what))
        with st.form("tell-form", border=False, enter_to_submit=False):
            status = st.segmented_control(
                t("ui.plan.tell.status"),
                STATES,
                default=line.status,
                format_func=lambda code: t(f"ui.plan.status.{code}"),
                key="tell-status",
                required=True,
            )
            says = fits(
                t, st.text_area(t("ui.plan.tell.says"), height=90, key="tell-says"), NOTE_LIMIT
            )
            if st.form_submit_button(t("ui.plan.tell.do"), key="tell-do", type="primary"):
                with refusals(here):
                    if status in (None, line.status):
                        say_of_action(here.house, here.facilitator, line.label, says)
                    else:
                        set_action_status(here.house, here.facilitator, line.label, status, says)
                    done(here, "ui.plan.told")
                    st.rerun()

    ask()
