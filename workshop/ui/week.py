"""The weekly point: it begins with what happened to the plan, and its minutes are kept."""

from datetime import date

import streamlit as st

from workshop.domain.rhythm import Week
from workshop.domain.words import MeetingKind
from workshop.services.meetings import (
    BOX_LIMIT,
    MINUTES_LIMIT,
    MeetingDraft,
)
from workshop.services.views.actions import ActionLine
from workshop.services.views.follow import FollowView, MeetingLine, read_follow
from workshop.ui import cache, lines, live
from workshop.ui.fields import fits
from workshop.ui.gestures import close_form
from workshop.ui.minutes import draw_minutes
from workshop.ui.point import keep_point, open_point
from workshop.ui.shell import Visit, done, refresh, refusals
from workshop.ui.week_timer import draw_timer

FACTS = ("done", "late", "blocked", "coming")
BOXES = (("progress", "successes"), ("blockers", "next_steps"))
FORM = "week-form"
EDITING = "week-editing"


def draw_week(visit: Visit) -> None:
    """Figures and clock, live; the four boxes; the points held before."""
    lines.dress_lines()
    _facts(visit)
    follow = cache.part_view(visit.house, visit.facilitator, read_follow)
    held = follow.held(MeetingKind.WEEKLY)
    _form(visit, follow, held)
    draw_minutes(visit, held, title=visit.words("ui.week.held"), edit=_open)


@st.fragment
def _facts(visit: Visit) -> None:
    visit = refresh(visit)
    live.listen(visit, key="week-ear")
    t = visit.words
    follow = cache.part_view(visit.house, visit.facilitator, read_follow)
    week = follow.week(visit.house.clock().date())
    facts, clock = st.columns([4, 1], vertical_alignment="center")
    with facts.container(key="week-facts"):
        lines.draw(
            lines.figures(
                (
                    t.number(len(getattr(week, fact))),
                    t.count(f"ui.week.{fact}", len(getattr(week, fact))),
                    lines.EMPTY,
                )
                for fact in FACTS
            )
        )
    with clock:
        draw_timer(visit)


def _form(visit: Visit, follow: FollowView, held: tuple[MeetingLine, ...]) -> None:
    """The point of today, or the one of another day that was opened."""
    t, today = visit.words, visit.house.clock().date()
    asked = st.session_state.get(EDITING)
    begun = _begun(visit, follow, follow.week(today), today)
    point = open_point(visit, FORM, held, begun, asked=asked, field="week-progress")
    with (
        st.container(border=True, key="week-form"),
        st.form(f"week-{point.turn}", border=False, enter_to_submit=False),
    ):
        lines.draw(lines.section(t("ui.week.point", date=t.date(point.start.held_on))))
        draft = _fields(visit, point.start, point.turn)
        problem = st.container()
        with st.container(horizontal=True):
            saved = st.form_submit_button(t("ui.week.save"), key="save-week", type="primary")
            left = asked is not None and st.form_submit_button(t("ui.cancel"), key="leave-week")
    if left:
        close_form(FORM, EDITING)
    if saved:
        with problem, refusals(visit):
            if keep_point(visit, FORM, point, draft):
                done(visit, "ui.week.saved")
                close_form(FORM, EDITING)


def _fields(visit: Visit, start: MeetingDraft, turn: str) -> MeetingDraft:
    t = visit.words
    said: dict[str, str] = {}
    for pair in BOXES:
        for column, box in zip(st.columns(2, gap="medium"), pair, strict=True):
            with column:
                said[box] = fits(
                    t,
                    st.text_area(
                        t(f"ui.minutes.{box}"),
                        value=getattr(start, box),
                        height=112,
                        placeholder=t(f"ui.week.{box}.hint"),
                        key=f"week-{box}-{turn}",
                    ),
                    BOX_LIMIT,
                )
    minutes = fits(
        t,
        st.text_area(
            t("ui.minutes.minutes"),
            value=start.minutes,
            height=80,
            placeholder=t("ui.week.minutes.hint"),
            key=f"week-minutes-{turn}",
        ),
        MINUTES_LIMIT,
    )
    day = st.date_input(
        t("ui.minutes.day"),
        value=start.held_on,
        format="DD/MM/YYYY",
        width=180,
        key=f"week-day-{turn}",
    )
    return MeetingDraft(
        MeetingKind.WEEKLY,
        day if isinstance(day, date) else start.held_on,
        minutes=minutes or "",
        **said,
    )


def _begun(visit: Visit, follow: FollowView, week: Week, today: date) -> MeetingDraft:
    """A new point with the facts already written: what they were on that day stays readable."""
    t = visit.words
    by_label = {line.label: line for line in visit.view.actions}

    def told(fact: str, labels: tuple[str, ...]) -> list[str]:
        found = (by_label[label] for label in labels if label in by_label)
        return [t(f"ui.week.fact.{fact}", **_facts_of(visit, line)) for line in found]

    success = follow.success
    return MeetingDraft(
        MeetingKind.WEEKLY,
        today,
        progress="\n".join(told("done", week.done)),
        successes=success.fact if success else "",
        blockers="\n".join([*told("late", week.late), *told("blocked", week.blocked)]),
        next_steps="\n".join(told("coming", week.coming)),
    )


def _facts_of(visit: Visit, line: ActionLine) -> dict[str, str]:
    t = visit.words
    return {
        "what": line.what,
        "owner": line.owner or line.to_confirm_with or t("ui.plan.no_owner"),
        "due": t.date(line.due) if line.due else t("ui.plan.no_due"),
    }


def _open(line: MeetingLine) -> None:
    st.session_state[EDITING] = line.id
    st.rerun()
