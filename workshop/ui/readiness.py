"""The readiness radar: six axes on which a programme may stall, and what is missing, in words."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from workshop.domain.readiness import LEAST, MOST, missing_in, moved
from workshop.domain.text import NOTE_LIMIT
from workshop.domain.words import Axis
from workshop.services.readiness import ReadinessDraft, record_readiness, remove_readiness
from workshop.services.views.follow import ReadinessLine, read_follow
from workshop.ui import cache, lines, live
from workshop.ui.fields import fits
from workshop.ui.gestures import key_of, renew, turn_of
from workshop.ui.merging import opened_with, reconciled
from workshop.ui.radar import radar
from workshop.ui.shell import Visit, done, refresh, refusals

FORM = "readiness-form"
LEVELS = tuple(range(LEAST, MOST + 1))


def draw_readiness(visit: Visit) -> None:
    """The picture on the left, live; the six questions on the right."""
    lines.dress_lines()
    left, right = st.columns([5, 4], gap="large")
    with right, st.container(border=True, key="readiness-form"):
        _form(visit)
    with left:
        _picture(visit)


def _history(visit: Visit) -> tuple[ReadinessLine, ...]:
    return cache.part_view(visit.house, visit.facilitator, read_follow).readiness


@st.fragment
def _picture(visit: Visit) -> None:
    visit = refresh(visit)
    live.listen(visit, key="readiness-ear")
    t, history = visit.words, _history(visit)
    if not history:
        lines.draw(lines.sentence(t("ui.readiness.none"), soft=True))
        return
    now, before = history[0], history[1] if len(history) > 1 else None
    names = {axis: t(f"ui.readiness.axis.{axis}") for axis in Axis}
    said = readiness_said(visit, now, before)
    lines.draw(
        lines.section(
            t("ui.readiness.now", date=t.date(now.taken_on)),
            t("ui.readiness.before", date=t.date(before.taken_on)) if before else "",
        ),
        *map(lines.sentence, said),
        lines.quote(now.note) if now.note else lines.EMPTY,
    )
    st.vega_lite_chart(
        spec=radar(
            list(names.values()),
            {names[axis]: level for axis, level in now.levels.items()},
            {names[axis]: level for axis, level in before.levels.items()} if before else None,
            most=MOST,
            title=" ".join(said),
            dark=st.context.theme.type == "dark",
        ),
        key="readiness-radar",
        width="content",
    )
    _table(visit, history, names)


def readiness_said(
    visit: Visit, now: ReadinessLine, before: ReadinessLine | None
) -> tuple[str, ...]:
    """What is missing, what nobody knows, and what has moved, in words."""
    t = visit.words
    missing = missing_in(now.levels)
    said = [
        t(
            "ui.readiness.weak",
            axes=t.listing(t(f"ui.readiness.missing.{axis}") for axis in missing.weak),
        )
        if missing.weak
        else t("ui.readiness.solid")
    ]
    if missing.unknown:
        axes = t.listing(t(f"ui.readiness.the.{axis}") for axis in missing.unknown)
        said.append(t("ui.readiness.unknown", axes=axes))
    steps = moved(before.levels, now.levels) if before else {}
    if steps:
        moves = (
            f"{t(f'ui.readiness.the.{axis}')} {t.signed(step, decimals=0)}"
            for axis, step in steps.items()
        )
        said.append(t("ui.readiness.moved", axes=t.listing(moves)))
    return tuple(said)


def _table(visit: Visit, history: tuple[ReadinessLine, ...], names: dict[Axis, str]) -> None:
    """The picture in figures, and the days before; what was noted by mistake can be taken away."""
    t = visit.words
    with st.expander(t("ui.readiness.table"), key="readiness-table"):
        st.dataframe(
            pd.DataFrame(
                [
                    {
                        t("ui.minutes.day"): t.date(line.taken_on),
                        **{
                            name: "–" if line.levels[axis] is None else str(line.levels[axis])
                            for axis, name in names.items()
                        },
                    }
                    for line in history
                ]
            ),
            hide_index=True,
            key="readiness-days",
        )
        days = [line.taken_on for line in history]
        day = st.selectbox(
            t("ui.readiness.forget.which"), days, format_func=t.date, key="readiness-forget-day"
        )
        if st.button(t("ui.readiness.forget"), key="readiness-remove", icon=":material/delete:"):
            with refusals(visit):
                remove_readiness(visit.house, visit.facilitator, day)
                done(visit, "ui.readiness.forgotten")
                st.rerun()


@dataclass(frozen=True, slots=True)
class _Said:
    """What the form says: a level for each axis, None where nobody can tell, and a sentence."""

    prioritisation: int | None = None
    training: int | None = None
    engagement: int | None = None
    management: int | None = None
    budget: int | None = None
    returns: int | None = None
    note: str = ""


def _said_on(visit: Visit, day: date) -> _Said:
    """What is stored of a day."""
    line = next((one for one in _history(visit) if one.taken_on == day), None)
    if line is None:
        return _Said()
    return _Said(**{str(axis): level for axis, level in line.levels.items()}, note=line.note)


def _form(visit: Visit) -> None:
    """The six questions, as they were answered today if they were."""
    t, today, key = visit.words, visit.house.clock().date(), key_of(FORM)
    start = opened_with(FORM, turn_of(FORM), _said_on(visit, today))
    with st.form(key, border=False, enter_to_submit=False):
        lines.draw(
            lines.section(t("ui.readiness.ask")),
            lines.sentence(t("ui.readiness.ask.says"), soft=True),
        )
        mine = _fields(visit, start, key)
        day = st.date_input(t("ui.minutes.day"), value=today, format="DD/MM/YYYY", key=f"{key}-day")
        problem = st.container()
        saved = st.form_submit_button(t("ui.save"), key="save-readiness", type="primary")
    if not saved:
        return
    if all(getattr(mine, axis) is None for axis in Axis):
        problem.error(t("ui.readiness.nothing"), icon=":material/error:")
        return
    with problem, refusals(visit):
        _keep(visit, day if isinstance(day, date) else today, mine)


def _fields(visit: Visit, start: _Said, key: str) -> _Said:
    t = visit.words
    levels = {
        str(axis): st.segmented_control(
            t(f"ui.readiness.question.{axis}"),
            LEVELS,
            default=getattr(start, axis),
            key=f"{key}-{axis}",
        )
        for axis in Axis
    }
    note = fits(
        t,
        st.text_input(
            t("ui.readiness.note"),
            value=start.note,
            placeholder=t("ui.readiness.note.hint"),
            key=f"{key}-note",
        ),
        NOTE_LIMIT,
    )
    return _Said(**levels, note=note or "")


def _keep(visit: Visit, day: date, mine: _Said) -> None:
    """Store it; of today with what a colleague has answered meanwhile."""
    wanted: _Said | None = mine
    if day == visit.house.clock().date():
        wanted = reconciled(visit, FORM, turn_of(FORM), mine, _said_on(visit, day))
    if wanted is None:
        return
    levels = {axis: getattr(wanted, axis) for axis in Axis}
    record_readiness(visit.house, visit.facilitator, ReadinessDraft(day, levels, wanted.note))
    renew(FORM)
    done(visit, "ui.saved")
    st.rerun()
