"""Frame: one form for the ambition, the scope, the double goal and the words for both sides."""

from collections.abc import Mapping

import streamlit as st

from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT
from workshop.services import workshops
from workshop.services.rows import Workshop
from workshop.services.workshops import FAMILIES_LIMIT, NAME_LIMIT
from workshop.ui.fields import fits
from workshop.ui.shell import Visit, done, refusals

NOTES = ("ambition", "scope", "out_of_scope")
GOALS = ("client_goal", "employee_goal")
OWNER = "joint_owner"
NAMES = ("client_name", "team_name")
NEEDED = ("title", *NAMES)
FIELDS = ("title", *NOTES, *GOALS, OWNER, *NAMES)

_BEFORE = "frame-before"


def draw_frame(visit: Visit) -> None:
    """The form; Save sends only what was changed in it."""
    t, workshop = visit.words, visit.view.workshop
    before = _before(workshop)
    typed: dict[str, str] = {}
    with st.form("frame-form"):
        typed["title"] = _line(visit, "title", before, limit=TITLE_LIMIT)
        why, goal = st.columns(2, gap="large")
        with why:
            st.subheader(t("ui.frame.why"), anchor=False)
            for name in NOTES:
                typed[name] = _note(visit, name, before)
        with goal:
            st.subheader(t("ui.frame.goal"), anchor=False)
            st.caption(t("ui.frame.goal.help"))
            for name in GOALS:
                typed[name] = _note(visit, name, before)
            typed[OWNER] = _line(visit, OWNER, before, limit=NOTE_LIMIT)
        st.subheader(t("ui.frame.words"), anchor=False)
        st.caption(t("ui.frame.words.help"))
        for column, name in zip(st.columns(2, gap="large"), NAMES, strict=True):
            with column:
                typed[name] = _line(visit, name, before, limit=NAME_LIMIT)
        families = st.multiselect(
            t("ui.frame.families"),
            before["families"].split("\n") if before["families"] else [],
            before["families"].split("\n") if before["families"] else [],
            key=_key("families", before),
            help=t("ui.frame.families.help"),
            placeholder=t("ui.frame.families.hint"),
            accept_new_options=True,
            max_selections=FAMILIES_LIMIT,
            select_all=False,
        )
        save = st.form_submit_button(t("ui.save"), key="frame-save", type="primary")
    missing = [t(f"ui.frame.{name}") for name in NEEDED if not typed[name].strip()]
    if save and missing:
        st.error(t("ui.frame.missing", fields=t.listing(missing)), icon=":material/error:")
    elif save:
        changed = {name: text for name, text in typed.items() if text != before[name]}
        with refusals(visit):
            workshops.frame(
                visit.house,
                visit.facilitator,
                changed,
                families=families if "\n".join(families) != before["families"] else None,
            )
            st.session_state.pop(_BEFORE, None)
            done(visit, "ui.saved")
            st.rerun()


def _before(workshop: Workshop) -> Mapping[str, str]:
    """What the fields held when this form was first drawn, which is what "changed" means.

    A colleague may save in between: their fields must not be put back by ours.
    """
    kept = st.session_state.get(_BEFORE)
    if isinstance(kept, dict) and _key("title", kept) in st.session_state:
        return kept
    before = {name: str(getattr(workshop, name)) for name in FIELDS}
    before["families"] = "\n".join(workshop.families)
    before["code"], before["revision"] = workshop.code, str(workshop.revision)
    st.session_state[_BEFORE] = before
    return before


def _key(name: str, before: Mapping[str, str]) -> str:
    """The widget's key: another one after each save, so that fields show what was kept."""
    return f"frame-{name}-{before['code']}-{before['revision']}"


def _line(visit: Visit, name: str, before: Mapping[str, str], *, limit: int) -> str:
    t = visit.words
    return fits(
        t,
        st.text_input(
            t(f"ui.frame.{name}"),
            before[name],
            key=_key(name, before),
            placeholder=t(f"ui.frame.{name}.hint"),
        ),
        limit,
    )


def _note(visit: Visit, name: str, before: Mapping[str, str]) -> str:
    t = visit.words
    return fits(
        t,
        st.text_area(
            t(f"ui.frame.{name}"),
            before[name],
            key=_key(name, before),
            height="content",
            placeholder=t(f"ui.frame.{name}.hint"),
        ),
        NOTE_LIMIT,
    )
