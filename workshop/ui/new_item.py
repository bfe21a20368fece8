"""Something new comes up: one small form, at hand wherever the plan is looked at."""

import streamlit as st

from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT
from workshop.domain.words import ItemReason
from workshop.services.board import ItemDraft, add_item
from workshop.ui.fields import fits
from workshop.ui.gestures import key_of, renew
from workshop.ui.shell import Visit, done, refusals

FORM = "new-item"


def draw_new_item(visit: Visit) -> None:
    """A button that opens the form, over whatever stands below."""
    t = visit.words
    says = t("ui.item.new.says")
    with st.popover(t("ui.item.new"), help=says, key="new-item", icon=":material/add_alert:"):
        st.caption(says)
        item_form(visit, FORM)


def item_form(visit: Visit, field: str) -> None:
    """What is new, why it comes up now, and where from; emptied once it is kept."""
    t, reasons = visit.words, list(ItemReason)
    with st.form(key_of(field), border=False, enter_to_submit=False):
        what = fits(
            t, st.text_area(t("ui.item.what"), height=90, key=f"{key_of(field)}-what"), NOTE_LIMIT
        )
        reason = st.selectbox(
            t("ui.item.reason"),
            reasons,
            index=None,
            placeholder=t("ui.item.reason.hint"),
            format_func=lambda found: t(f"ui.item.reason.{found}"),
            key=f"{key_of(field)}-reason",
        )
        origin = fits(
            t,
            st.text_input(
                t("ui.item.came_from"),
                placeholder=t("ui.item.came_from.hint"),
                key=f"{key_of(field)}-from",
            ),
            TITLE_LIMIT,
        )
        problem = st.container()
        sent = st.form_submit_button(t("ui.item.add"), key=f"{field}-add", type="primary")
    if sent:
        with problem, refusals(visit, empty=t("ui.item.what")):
            draft = ItemDraft(what or "", reason or ItemReason.OTHER, origin or "")
            label = add_item(visit.house, visit.facilitator, draft)
            renew(field)
            done(visit, "ui.item.added", label=label)
            st.rerun()
