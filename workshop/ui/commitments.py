"""Commitments of leaders on the facilitator's side: who promised what, and the form for it."""

from datetime import date

import streamlit as st

from workshop.domain.leaders import Level
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT
from workshop.services.commitments import (
    CommitmentDraft,
    add_commitment,
    remove_commitment,
    save_commitment,
)
from workshop.services.views.leaders import CommitmentLine, Leaders
from workshop.ui import lines
from workshop.ui.commitment_lines import commitment_entry, silent_levels_said
from workshop.ui.fields import fits
from workshop.ui.gestures import close_form, key_of, shut
from workshop.ui.shell import Visit, done, refusals

COMMITTING = "review-committing"
"""The id of the commitment in the form; 0 for a new one."""
FORM = "commitment-form"


def draw_commitments(visit: Visit, leaders: Leaders) -> int | None:
    """What each level promised; gives the commitment that is to be opened, 0 for a new one."""
    t, wanted = visit.words, None
    lines.draw(lines.section(t("ui.commitments.title")), silent_levels_said(visit, leaders))
    for line in leaders.commitments:
        with lines.row():
            lines.draw(commitment_entry(visit, line))
            if st.button(
                t("ui.minutes.edit"),
                key=f"edit-commitment-{line.id}",
                type="tertiary",
                icon=":material/edit:",
            ):
                wanted = line.id
            gone = st.button(
                t("ui.minutes.remove"),
                key=f"drop-commitment-{line.id}",
                type="tertiary",
                icon=":material/delete:",
            )
        if gone:
            with refusals(visit):
                remove_commitment(visit.house, visit.facilitator, line.id)
                shut(COMMITTING, line)
                done(visit, "ui.commitments.removed")
                st.rerun()
    if st.button(t("ui.commitments.add"), key="add-commitment", icon=":material/add:"):
        wanted = 0
    return wanted


def draw_form(visit: Visit, line: CommitmentLine | None) -> None:
    """The form of a new commitment, or of one that is there."""
    t, key = visit.words, f"{key_of(FORM)}-{line.id if line else 0}"
    with st.form(key, border=False, enter_to_submit=False):
        lines.draw(lines.section(t("ui.commitments.edit" if line else "ui.commitments.new")))
        draft = _fields(visit, line, key)
        problem = st.container()
        with st.container(horizontal=True):
            saved = st.form_submit_button(t("ui.save"), key=f"{key}-save", type="primary")
            left = st.form_submit_button(t("ui.cancel"), key=f"{key}-leave")
    if left:
        close_form(FORM, COMMITTING)
    if saved:
        with problem, refusals(visit):
            if line:
                save_commitment(visit.house, visit.facilitator, line.id, draft)
            else:
                add_commitment(visit.house, visit.facilitator, draft)
            done(visit, "ui.saved")
            close_form(FORM, COMMITTING)


def _fields(visit: Visit, line: CommitmentLine | None, key: str) -> CommitmentDraft:
    t, levels = visit.words, list(Level)
    level = st.selectbox(
        t("ui.commitments.level"),
        levels,
        index=levels.index(line.level) if line else 0,
        format_func=lambda code: t(f"level.{code}"),
        key=f"{key}-level",
    )
    who = fits(
        t,
        st.text_input(
            t("ui.commitments.who"),
            value=line.who if line else "",
            key=f"{key}-who",
        ),
        TITLE_LIMIT,
    )
    what = fits(
        t,
        st.text_area(
            t("ui.commitments.what"),
            value=line.what if line else "",
            height=90,
            key=f"{key}-what",
        ),
        NOTE_LIMIT,
    )
    due = st.date_input(
        t("ui.commitments.by"),
        value=line.due if line else None,
        format="DD/MM/YYYY",
        key=f"{key}-due",
    )
    proof = fits(
        t,
        st.text_input(
            t("ui.commitments.proof"),
            value=line.proof if line else "",
            placeholder=t("ui.commitments.proof.hint"),
            key=f"{key}-proof",
        ),
        NOTE_LIMIT,
    )
    kept = None
    if line:
        kept = st.date_input(
            t("ui.commitments.kept_on"),
            value=line.kept_on,
            format="DD/MM/YYYY",
            key=f"{key}-kept",
        )
    return CommitmentDraft(
        level or Level.GENERAL,
        who or "",
        what or "",
        due if isinstance(due, date) else None,
        proof or "",
        kept if isinstance(kept, date) else None,
    )
