"""Measures of both sides: what is followed, from the baseline to today."""

import pandas as pd
import streamlit as st

from workshop.domain.text import TITLE_LIMIT
from workshop.domain.words import Better, Moment, Side
from workshop.pictures.measure_words import figure
from workshop.services.measures import (
    UNIT_LIMIT,
    MeasureDraft,
    add_measure,
    remove_measure,
    save_measure,
)
from workshop.services.views.measures import MeasureLine, MeasuresView, read_measures
from workshop.ui import cache, lines, live
from workshop.ui.before_after import draw_before_after
from workshop.ui.fields import fits
from workshop.ui.gestures import renew, turn_of
from workshop.ui.merging import opened_with, reconciled
from workshop.ui.pilot_words import change_said, joined, read_chip, sample_said, small
from workshop.ui.reading_form import ask_reading, take_back
from workshop.ui.shell import Visit, done, refresh, refusals

FORM = "measure-form"
ENOUGH = 3
"""Measures of one side that people will still look at (article A)."""


def draw_measures(visit: Visit) -> None:
    """Both sides beside each other, then from the baseline to today."""
    lines.dress_lines()
    _measures(visit)


@st.fragment
def _measures(visit: Visit) -> None:
    visit = refresh(visit)
    live.listen(visit, key="measures-ear")
    t = visit.words
    view = cache.part_view(visit.house, visit.facilitator, read_measures)
    lines.draw(lines.sentence(t("ui.measures.says"), soft=True))
    for side, column in zip(Side, st.columns(2, gap="large"), strict=True):
        with column, st.container(border=True, key=f"measures-{side}"):
            _side(visit, view, side)
    _before_after(visit, view)


def _side(visit: Visit, view: MeasuresView, side: Side) -> None:
    t, found = visit.words, view.of(side)
    with lines.row():
        lines.draw(lines.section(t(f"side.label.{side}")))
        if st.button(
            t("ui.measures.add"),
            key=f"add-measure-{side}",
            type="tertiary" if found else "primary",
            icon=":material/add:",
        ):
            _ask_measure(visit, side, None)
    if not found:
        lines.draw(lines.sentence(t("ui.measures.none"), soft=True))
    if len(found) > ENOUGH:
        lines.draw(lines.sentence(t("ui.measures.many"), soft=True))
    for line in found:
        _measure(visit, line)


def _measure(visit: Visit, line: MeasureLine) -> None:
    t = visit.words
    with st.container(gap=None, key=f"measure-{line.label}"):
        lines.draw(
            lines.entry(
                line.name,
                label=line.label,
                note=_said(visit, line),
                chip=read_chip(line.read, t) if line.latest else lines.EMPTY,
            ),
            small(_rules(visit, line)),
        )
        with st.container(horizontal=True):
            if st.button(
                t("ui.measures.read"),
                key=f"read-{line.label}",
                type="tertiary",
                icon=":material/edit_note:",
            ):
                ask_reading(visit, line.label)
            if st.button(
                t("ui.measures.edit"),
                key=f"edit-{line.label}",
                type="tertiary",
                icon=":material/edit:",
            ):
                _ask_measure(visit, line.side, line)
            if line.readings:
                _history(visit, line)


def _said(visit: Visit, line: MeasureLine) -> str:
    """Where it began, where it is, and what that says."""
    t, first, last = visit.words, line.baseline, line.latest
    said = [t("ui.measures.no_reading")]
    if first is not None:
        value = sample_said(line, first.sample, t)
        said = [t("ui.measures.baseline", date=t.date(first.taken_on), value=value)]
        if last is None:
            said.append(t("ui.measures.no_latest"))
        else:
            value = sample_said(line, last.sample, t)
            said.append(t("ui.measures.latest", date=t.date(last.taken_on), value=value))
            said.append(change_said(line, t))
    return joined(*said)


def _rules(visit: Visit, line: MeasureLine) -> str:
    """Which way is better, what counts, and which pilots are judged by it."""
    t = visit.words
    return joined(
        t(f"ui.measures.better.{line.better}"),
        t("ui.pilots.matters", value=figure(line, line.matters_from, t)),
        t.count(
            "ui.measures.in_pilots", len(line.pilots), pilots=t.listing(map(t.quoted, line.pilots))
        )
        if line.pilots
        else "",
    )


def _before_after(visit: Visit, view: MeasuresView) -> None:
    """The picture of every measure that was read twice."""
    pairs = [
        (line, line.baseline, line.latest)
        for side in Side
        for line in view.of(side)
        if line.baseline is not None and line.latest is not None
    ]
    if pairs:
        lines.draw(lines.section(visit.words("ui.measures.before_after")))
        draw_before_after(visit, pairs, key="measures")


def _history(visit: Visit, line: MeasureLine) -> None:
    """All readings, the newest last; the newest can be taken back."""
    t = visit.words
    columns = [
        t("ui.measures.history.day"),
        t("ui.measures.history.mean"),
        t("ui.readings.spread"),
        t("ui.readings.voices"),
        t("ui.readings.came_from"),
    ]
    rows = [
        (
            t.date(found.taken_on),
            figure(line, found.sample.mean, t),
            "–"
            if found.sample.spread is None
            else figure(line, found.sample.spread, t, unit=False),
            "–" if found.sample.voices is None else t.number(found.sample.voices),
            found.came_from or "–",
        )
        for found in line.readings
    ]
    with st.popover(
        t("ui.measures.history"),
        icon=":material/history:",
        type="tertiary",
        key=f"history-{line.label}",
    ):
        st.dataframe(
            pd.DataFrame(rows, columns=columns),
            hide_index=True,
            key=f"readings-{line.label}",
            width="stretch",
        )
        newest = line.readings[-1]
        if st.button(
            t("ui.measures.take_back", date=t.date(newest.taken_on)),
            key=f"remove-newest-{line.label}",
            type="tertiary",
            icon=":material/delete:",
        ):
            with refusals(visit):
                take_back(visit, line.label, Moment.FOLLOW, newest.taken_on, None)
                st.rerun()


# --- the form -------------------------------------------------------------------------------------


def _ask_measure(visit: Visit, side: Side, line: MeasureLine | None) -> None:
    """A new measure of a side, or a change of one."""
    renew(FORM)
    title = "ui.measures.add" if line is None else "ui.measures.edit.title"

    @st.dialog(visit.words(title), width="medium")
    def asked() -> None:
        here = refresh(visit)
        t = here.words
        if line is not None:
            opened_with(FORM, turn_of(FORM), draft_of(line))
        with st.form(f"measure-{turn_of(FORM)}", border=False, enter_to_submit=False):
            draft = _fields(here, side, line)
            problem = st.container()
            saved = st.form_submit_button(
                t("ui.measures.form.add") if line is None else t("ui.save"),
                key="save-measure",
                type="primary",
            )
        if saved:
            with problem, refusals(here, empty=t("ui.measures.form.name")):
                if _kept(here, line, draft):
                    st.rerun()
        if line is not None:
            _remove(here, line)

    asked()


def _kept(visit: Visit, line: MeasureLine | None, draft: MeasureDraft) -> bool:
    """True once it is stored; False where a colleague has changed the same meanwhile."""
    if line is None:
        add_measure(visit.house, visit.facilitator, draft)
        done(visit, "ui.measures.added")
        return True
    now = cache.part_view(visit.house, visit.facilitator, read_measures).measure(line.label)
    wanted = reconciled(visit, FORM, turn_of(FORM), draft, draft_of(now or line))
    if wanted is None:
        return False
    save_measure(visit.house, visit.facilitator, line.label, wanted)
    done(visit, "ui.measures.saved")
    return True


def draft_of(line: MeasureLine) -> MeasureDraft:
    """What is stored of a measure, to be said again with a change."""
    return MeasureDraft(line.side, line.name, line.unit, line.better, line.matters_from)


def _remove(visit: Visit, line: MeasureLine) -> None:
    """A second tap is needed: its readings go too."""
    t = visit.words
    with st.popover(t("ui.measures.form.remove"), icon=":material/delete:", key="remove-measure"):
        sure = st.button(
            t("ui.measures.form.remove.sure"), key="remove-measure-sure", type="primary"
        )
    if sure:
        with refusals(visit):
            remove_measure(visit.house, visit.facilitator, line.label)
            done(visit, "ui.measures.removed")
            st.rerun()


def _fields(visit: Visit, side: Side, line: MeasureLine | None) -> MeasureDraft:
    t, turn = visit.words, turn_of(FORM)
    sides = list(Side)
    whose = st.radio(
        t("ui.measures.form.side"),
        sides,
        index=sides.index(line.side if line else side),
        format_func=lambda code: t(f"side.label.{code}"),
        horizontal=True,
        key=f"measure-side-{turn}",
    )
    name = fits(
        t,
        st.text_input(
            t("ui.measures.form.name"),
            value=line.name if line else "",
            placeholder=t("ui.measures.form.name.hint"),
            key=f"measure-name-{turn}",
        ),
        TITLE_LIMIT,
    )
    left, right = st.columns(2)
    with left:
        unit = fits(
            t,
            st.text_input(
                t("ui.measures.form.unit"),
                value=line.unit if line else "",
                placeholder=t("ui.measures.form.unit.hint"),
                key=f"measure-unit-{turn}",
            ),
            UNIT_LIMIT,
        )
    ways = list(Better)
    with right:
        better = st.radio(
            t("ui.measures.form.better"),
            ways,
            index=ways.index(line.better) if line else 0,
            format_func=lambda code: t(f"ui.measures.better.{code}"),
            key=f"measure-better-{turn}",
        )
    matters = st.number_input(
        t("ui.measures.form.matters_from"),
        value=line.matters_from if line else None,
        min_value=0.0,
        step=0.1,
        key=f"measure-matters-{turn}",
    )
    return MeasureDraft(
        side=whose or side,
        name=name or "",
        unit=unit or "",
        better=better or Better.UP,
        matters_from=matters or 0.0,
    )
