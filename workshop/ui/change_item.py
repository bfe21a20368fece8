"""One new item: what has to be known of it, then what the board decides."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import streamlit as st

from workshop.domain.text import NOTE_LIMIT
from workshop.domain.words import ItemDecision, Priority
from workshop.services.board import (
    LEAST_IMPORTANT,
    MOST_IMPORTANT,
    ItemDraft,
    Qualification,
    decide_item,
    qualify_item,
    remove_item,
    save_item,
)
from workshop.services.views.follow import FollowView, ItemLine
from workshop.ui import lines
from workshop.ui.fields import fits
from workshop.ui.gestures import turn_of
from workshop.ui.merging import know, opened_with, reconciled
from workshop.ui.shell import Visit, done, refusals

FORM = "board-form"
LEVELS = tuple(range(MOST_IMPORTANT, LEAST_IMPORTANT - 1, -1))


def draw_item(
    visit: Visit, follow: FollowView, line: ItemLine, *, leave: Callable[[], None]
) -> None:
    """Its words; then the one question that is next: how important, or what is decided."""
    t = visit.words
    lines.draw(lines.section(t("ui.board.item", label=line.label)), lines.sentence(line.what))
    if line.importance is None:
        _qualify(visit, line)
    else:
        _decide(visit, follow, line, leave)
        with st.expander(t("ui.board.qualified"), key=f"requalify-{line.label}"):
            _qualify(visit, line)
    with st.expander(t("ui.board.correct"), key=f"correct-{line.label}"):
        _correct(visit, line, leave)
    if st.button(t("ui.board.leave"), key="leave-item", type="tertiary"):
        leave()


def asked_first(line: ItemLine) -> str:
    """The key of the field in which the next question is answered."""
    if line.importance is None:
        return f"qualify-{line.label}-importance"
    return f"decide-{line.label}-decision"


def _qualify(visit: Visit, line: ItemLine) -> None:
    t, key = visit.words, f"qualify-{line.label}"
    opened_with(key, turn_of(FORM), _qualification(line))
    with st.form(key, border=False, enter_to_submit=False):
        importance = st.segmented_control(
            t("ui.item.importance"),
            LEVELS,
            default=line.importance,
            format_func=lambda level: t(f"ui.item.importance.{level}"),
            key=f"{key}-importance",
        )
        priority = st.segmented_control(
            t("ui.item.priority"),
            list(Priority),
            default=line.priority,
            required=True,
            format_func=lambda found: t(f"ui.item.priority.{found}"),
            key=f"{key}-priority",
        )
        needed_by = st.date_input(
            t("ui.item.needed_by"),
            value=line.needed_by,
            format="DD/MM/YYYY",
            key=f"{key}-needed",
        )
        resources = fits(
            t,
            st.text_input(
                t("ui.item.resources"),
                value=line.resources,
                placeholder=t("ui.item.resources.hint"),
                key=f"{key}-resources",
            ),
            NOTE_LIMIT,
        )
        problem = st.container()
        saved = st.form_submit_button(
            t("ui.board.qualify.save"),
            key=f"{key}-save",
            type="primary" if line.importance is None else "secondary",
        )
    if not saved:
        return
    if importance is None:
        problem.error(t("ui.board.importance_first"), icon=":material/error:")
        return
    day = needed_by if isinstance(needed_by, date) else None
    said = Qualification(importance, priority or Priority.NORMAL, day, resources or "")
    with problem, refusals(visit):
        wanted = reconciled(visit, key, turn_of(FORM), said, _qualification(line))
        if wanted is not None:
            qualify_item(visit.house, visit.facilitator, line.label, wanted)
            know(key, turn_of(FORM), wanted)
            done(visit, "ui.board.qualified.done")
            st.rerun()


def _qualification(line: ItemLine) -> Qualification:
    """What is known of an item by now, or what the form begins with where nobody has said it."""
    return Qualification(line.importance or 0, line.priority, line.needed_by, line.resources)


def _decide(visit: Visit, follow: FollowView, line: ItemLine, leave: Callable[[], None]) -> None:
    t, key, today = visit.words, f"decide-{line.label}", visit.house.clock().date()
    with st.form(key, border=False, enter_to_submit=False):
        decision = st.segmented_control(
            t("ui.board.decision"),
            list(ItemDecision),
            default=ItemDecision.ACCEPTED,
            required=True,
            format_func=lambda found: t(f"ui.item.decision.{found}"),
            help=t("ui.board.decision.help"),
            key=f"{key}-decision",
        )
        because = fits(
            t,
            st.text_area(
                t("ui.board.because"),
                height=80,
                placeholder=t("ui.board.because.hint"),
                key=f"{key}-because",
            ),
            NOTE_LIMIT,
        )
        held_on = st.date_input(
            t("ui.board.held_on"), value=today, format="DD/MM/YYYY", key=f"{key}-day"
        )
        problem = st.container()
        saved = st.form_submit_button(t("ui.board.decide.save"), key=f"{key}-save", type="primary")
    if not saved:
        return
    day = held_on if isinstance(held_on, date) else today
    with problem, refusals(visit, empty=t("ui.board.because")):
        action = decide_item(
            visit.house,
            visit.facilitator,
            line.label,
            decision or "",
            because=because or "",
            held_on=day,
        )
        if action:
            done(visit, "ui.board.accepted", action=action)
        else:
            done(visit, "ui.board.kept")
        leave()


def _correct(visit: Visit, line: ItemLine, leave: Callable[[], None]) -> None:
    t, key, now = visit.words, f"correct-item-{line.label}", _said(line)
    opened_with(key, turn_of(FORM), now)
    with st.form(key, border=False, enter_to_submit=False):
        what = fits(
            t,
            st.text_area(
                t("ui.item.what"),
                value=line.what,
                height=90,
                key=f"{key}-what",
            ),
            NOTE_LIMIT,
        )
        problem = st.container()
        with st.container(horizontal=True):
            saved = st.form_submit_button(t("ui.save"), key=f"{key}-save")
            gone = st.form_submit_button(
                t("ui.minutes.remove"), key=f"{key}-remove", icon=":material/delete:"
            )
    with problem, refusals(visit):
        wanted = saved and reconciled(visit, key, turn_of(FORM), replace(now, what=what or ""), now)
        if wanted:
            save_item(visit.house, visit.facilitator, line.label, wanted)
            know(key, turn_of(FORM), wanted)
            done(visit, "ui.saved")
            st.rerun()
        if gone:
            remove_item(visit.house, visit.facilitator, line.label)
            done(visit, "ui.board.removed")
            leave()


def _said(line: ItemLine) -> ItemDraft:
    """What is stored of an item, to be said again with a change."""
    return ItemDraft(line.what, line.reason, line.came_from)
