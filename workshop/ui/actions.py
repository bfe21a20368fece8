"""The actions of the plan: what, who, when, how measured; gaps on top, ideas at hand."""

from collections.abc import Iterable
from datetime import date

import streamlit as st

from workshop.domain.words import FINISHED, UNDER_WAY, ActionStatus, SolutionStatus
from workshop.domain.workload import AT_ONCE, Charge, overloaded
from workshop.services.handling import set_action_status
from workshop.services.views.actions import ActionLine
from workshop.services.views.solutions import SolutionLine
from workshop.services.views.workshop import TopicLine
from workshop.ui import lines, live
from workshop.ui.action_entry import action_entry
from workshop.ui.action_form import EDITING, FROM_SOLUTION, FROM_TOPIC, draw_form, open_form
from workshop.ui.action_post import draw_post
from workshop.ui.plain import plain
from workshop.ui.shell import STATIC, Visit, done, refresh, refusals

FILTERED_FROM = 5
"""Fewer actions are seen at once: to choose among them would only be more to read."""

STATES = ("late", "to_confirm", "draft")


def draw_actions(visit: Visit) -> None:
    """Gaps, actions and ideas on the left, live; one form on the right."""
    lines.dress_lines()
    st.html(STATIC / "action.css")
    left, right = st.columns([3, 2], gap="large")
    with right:
        draw_form(visit)
    with left:
        _plan(visit)
        draw_post(visit)


@st.fragment
def _plan(visit: Visit) -> None:
    visit = refresh(visit)
    live.listen(visit, key="plan-ear")
    _gaps(visit)
    _actions(visit)
    _ideas(visit)


def _gaps(visit: Visit) -> None:
    t, view = visit.words, visit.view
    gaps = view.uncarried_priorities
    if gaps:
        with st.container(border=True, key="plan-gap"):
            lines.draw(
                lines.section(t("ui.plan.gap")), lines.sentence(t("ui.plan.gap.says"), soft=True)
            )
            for topic in gaps:
                _to_plan(visit, topic)
    elif view.topics and view.actions:
        st.success(t("ui.plan.gap.none"), icon=":material/check:")
    chosen = [topic for topic in view.room_first if not view.carried(topic.label)]
    if chosen:
        with st.container(border=True, key="plan-chosen"):
            lines.draw(
                lines.section(t("ui.plan.chosen")),
                lines.sentence(t("ui.plan.chosen.says"), soft=True),
            )
            for topic in chosen:
                _to_plan(visit, topic, note=t.count("count.votes", topic.votes))


def _to_plan(visit: Visit, topic: TopicLine, *, note: str = "") -> None:
    """A topic that nobody carries yet, and the way to an action for it."""
    t = visit.words
    with lines.row():
        mark = lines.shape(topic.quadrant, t)
        lines.draw(lines.entry(topic.title, label=topic.label, note=note, mark=mark))
        asked = st.button(t("ui.plan.plan_it"), key=f"plan-{topic.label}", icon=":material/add:")
    if asked:
        open_form(**{FROM_TOPIC: topic.label})


def _actions(visit: Visit) -> None:
    """What is under way, the next one due on top; what has ended is folded below."""
    t, today = visit.words, visit.house.clock().date()
    found = visit.view.actions_by_due
    lines.draw(lines.section(t("ui.plan.actions"), _counted(visit, found, today)))
    if not found:
        none = "ui.plan.none" if _unplanned(visit) else "ui.plan.none.alone"
        lines.draw(lines.sentence(t(none), soft=True))
    _loads(visit, found)
    if len(found) >= FILTERED_FROM:
        found = _filtered(visit, found, today)
        if not found:
            lines.draw(lines.sentence(t("ui.plan.filter.none"), soft=True))
    for line in found:
        if line.status not in FINISHED:
            _row(visit, line, today)
    ended = [line for line in found if line.status in FINISHED]
    if ended:
        with st.expander(t.count("ui.plan.ended", len(ended)), key="plan-ended"):
            for line in ended:
                _row(visit, line, today)


def _counted(visit: Visit, found: Iterable[ActionLine], today: date) -> str:
    t = visit.words
    under_way = [line for line in found if line.status in UNDER_WAY]
    late = sum(line.late(today) for line in under_way)
    asked = sum(bool(line.to_confirm_with) for line in under_way)
    parts = [t.count("ui.plan.count.under_way", len(under_way))] if under_way else []
    parts += [t.count("ui.plan.count.late", late)] if late else []
    parts += [t.count("ui.plan.count.to_confirm", asked)] if asked else []
    return " · ".join(parts)


def _loads(visit: Visit, found: tuple[ActionLine, ...]) -> None:
    """Who carries too much at once: said, never refused."""
    t, named = visit.words, {line.person or line.carrier: line.carrier for line in found}
    charges = (
        Charge(line.label, line.person or line.carrier, line.status, line.term) for line in found
    )
    for carrier, labels in overloaded(charges).items():
        said = t(
            "ui.plan.load",
            name=named[carrier],
            n=t.number(len(labels)),
            actions=t.listing(labels),
            most=t.number(AT_ONCE),
        )
        st.warning(plain(said), icon=":material/weight:")


def _filtered(visit: Visit, found: tuple[ActionLine, ...], today: date) -> tuple[ActionLine, ...]:
    """By state, by who carries them, by domain; nothing chosen is everything."""
    t = visit.words
    carriers = {line.person or line.carrier: line.carrier for line in found if line.carrier}
    domains = sorted({line.domain for line in found if line.domain})
    with st.container(horizontal=True, vertical_alignment="center", key="plan-filter"):
        state = st.segmented_control(
            t("ui.plan.filter.state"),
            STATES,
            format_func=lambda code: t(f"ui.plan.filter.{code}"),
            key="plan-state",
            label_visibility="collapsed",
        )
        who = st.selectbox(
            t("ui.plan.filter.who"),
            sorted(carriers, key=lambda key: carriers[key].casefold()),
            index=None,
            format_func=lambda key: carriers.get(key, key),
            placeholder=t("ui.plan.filter.who"),
            key="plan-who",
            label_visibility="collapsed",
            width=220,
        )
        domain = None
        if domains:
            domain = st.selectbox(
                t("ui.plan.filter.domain"),
                domains,
                index=None,
                placeholder=t("ui.plan.filter.domain"),
                key="plan-domain",
                label_visibility="collapsed",
                width=220,
            )
    return tuple(
        line
        for line in found
        if (state is None or _is_in(line, state, today))
        and (who is None or who == (line.person or line.carrier))
        and (domain is None or domain == line.domain)
    )


def _is_in(line: ActionLine, state: str, today: date) -> bool:
    if state == "late":
        return line.late(today)
    if state == "to_confirm":
        return bool(line.to_confirm_with) and line.status not in FINISHED
    return line.status is ActionStatus.DRAFT


def _row(visit: Visit, line: ActionLine, today: date) -> None:
    t = visit.words
    with lines.row():
        lines.draw(action_entry(line, t, today=today))
        asked = st.button(
            t("ui.plan.edit"), key=f"edit-{line.label}", type="tertiary", icon=":material/edit:"
        )
        if line.status is not ActionStatus.DRAFT:
            _finish(visit, line)
    if asked:
        open_form(**{EDITING: line.label})


def _finish(visit: Visit, line: ActionLine) -> None:
    t, has_ended = visit.words, line.status in FINISHED
    if st.button(
        t("ui.plan.reopen") if has_ended else t("ui.plan.finish"),
        key=f"finish-{line.label}",
        type="tertiary",
        icon=":material/undo:" if has_ended else ":material/check:",
    ):
        status = ActionStatus.OPEN if has_ended else ActionStatus.DONE
        with refusals(visit):
            set_action_status(visit.house, visit.facilitator, line.label, status)
            done(visit, "ui.plan.reopened" if has_ended else "ui.plan.finished")
            st.rerun()


def _unplanned(visit: Visit) -> list[SolutionLine]:
    """The ideas that no action came from, adopted ones first."""
    view = visit.view
    taken = {line.solution for line in view.actions}
    return sorted(
        (
            line
            for line in view.solutions
            if line.label not in taken and line.status is not SolutionStatus.SET_ASIDE
        ),
        key=lambda line: line.status is not SolutionStatus.ADOPTED,
    )


def _ideas(visit: Visit) -> None:
    """What the room proposed and nobody took yet: one click fills the form in."""
    t, left = visit.words, _unplanned(visit)
    if not left:
        return
    lines.draw(lines.section(t("ui.plan.ideas")))
    for line in left:
        with lines.row():
            lines.draw(
                lines.entry(
                    line.title,
                    label=line.label,
                    chip=lines.verdict(line.verdict.transfer, t) if line.ballots else lines.EMPTY,
                )
            )
            asked = st.button(
                t("ui.plan.make"),
                key=f"action-from-{line.label}",
                type="tertiary",
                icon=":material/arrow_forward:",
            )
        if asked:
            open_form(**{FROM_SOLUTION: line.label})
