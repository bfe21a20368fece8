"""The actions of the plan: what, who, when, how measured; gaps on top, ideas at hand."""

from dataclasses import replace
from datetime import date

import streamlit as st
from markupsafe import Markup

from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT
from workshop.domain.words import ActionStatus
from workshop.i18n import Words
from workshop.services.actions import ActionDraft, add_action, remove_action, save_action
from workshop.services.views.actions import ActionLine
from workshop.services.views.solutions import SolutionLine
from workshop.services.views.sponsor import SponsorAction
from workshop.ui import lines, live
from workshop.ui.gestures import renew, turn_of
from workshop.ui.shell import Visit, done, refresh, refusals

EDITING = "plan-editing"
FROM_TOPIC = "plan-topic"
FROM_SOLUTION = "plan-solution"
FORM = "plan-form"


def draw_actions(visit: Visit) -> None:
    """Gaps, actions and ideas on the left, live; one form on the right."""
    lines.dress_lines()
    left, right = st.columns([5, 3], gap="large")
    with right:
        _form(visit)
    with left:
        _plan(visit)


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
    if not gaps:
        if view.topics and view.actions:
            st.success(t("ui.plan.gap.none"), icon=":material/check:")
        return
    with st.container(border=True, key="plan-gap"):
        lines.draw(
            lines.section(t("ui.plan.gap")), lines.sentence(t("ui.plan.gap.says"), soft=True)
        )
        for topic in gaps:
            with lines.row():
                lines.draw(
                    lines.entry(topic.title, label=topic.label, mark=lines.shape(topic.quadrant, t))
                )
                asked = st.button(
                    t("ui.plan.plan_it"), key=f"plan-{topic.label}", icon=":material/add:"
                )
            if asked:
                _open_form(**{FROM_TOPIC: topic.label})


def _actions(visit: Visit) -> None:
    t, view = visit.words, visit.view
    lines.draw(lines.section(t("ui.plan.actions")))
    if not view.actions:
        lines.draw(lines.sentence(t("ui.plan.none"), soft=True))
    for line in view.actions_by_due:
        with lines.row():
            lines.draw(action_entry(line, t))
            asked = st.button(
                t("ui.plan.edit"),
                key=f"edit-{line.label}",
                type="tertiary",
                icon=":material/edit:",
            )
            if line.status is not ActionStatus.DRAFT:
                _finish(visit, line)
        if asked:
            _open_form(**{EDITING: line.label})


def action_entry(line: ActionLine | SponsorAction, t: Words, *, mark: bool = True) -> Markup:
    """An action in full: its shape, what, its state, then owner, date and measure in words.

    ``mark``: False where the topic's shape stands above already.
    """
    if line.owner and line.to_confirm_with:
        who = ", ".join(
            (
                t("ui.plan.by", name=line.owner),
                t("ui.plan.to_confirm", name=line.to_confirm_with),
            )
        )
    elif line.owner:
        who = t("ui.plan.by", name=line.owner)
    elif line.to_confirm_with:
        who = t("ui.plan.to_confirm", name=line.to_confirm_with)
    else:
        who = t("ui.plan.no_owner")
    due = t("ui.plan.due", date=t.date(line.due)) if line.due else t("ui.plan.no_due")
    measure = (
        t("ui.plan.measure", measure=line.measure) if line.measure else t("ui.plan.no_measure")
    )
    return lines.entry(
        line.what,
        label=line.label,
        note=" · ".join((who, due, measure)),
        mark=lines.shape(line.quadrant if mark else None, t),
        chip=lines.chip(t(f"ui.plan.status.{line.status}"), f"calm {line.status}"),
    )


def _finish(visit: Visit, line: ActionLine) -> None:
    t, is_done = visit.words, line.status is ActionStatus.DONE
    if st.button(
        t("ui.plan.reopen") if is_done else t("ui.plan.finish"),
        key=f"finish-{line.label}",
        type="tertiary",
        icon=":material/undo:" if is_done else ":material/check:",
    ):
        status = ActionStatus.OPEN if is_done else ActionStatus.DONE
        with refusals(visit):
            save_action(
                visit.house,
                visit.facilitator,
                line.label,
                replace(_draft_of(line), status=status),
            )
            done(visit, "ui.plan.reopened" if is_done else "ui.plan.finished")
            st.rerun()


def _ideas(visit: Visit) -> None:
    """The ideas that no action came from: one click fills the form in."""
    t, view = visit.words, visit.view
    taken = {line.solution for line in view.actions}
    left = [line for line in view.solutions if line.label not in taken]
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
            _open_form(**{FROM_SOLUTION: line.label})


def _form(visit: Visit) -> None:
    """One form for a new action and for a change, filled in from where it was opened."""
    t, view = visit.words, visit.view
    editing = next(
        (line for line in view.actions if line.label == st.session_state.get(EDITING)), None
    )
    start = _draft_of(editing) if editing else _draft_asked_for(visit)
    turn = turn_of(FORM)
    with st.container(border=True, key="action-form"):
        lines.draw(
            lines.section(
                t("ui.plan.form.edit", label=editing.label) if editing else t("ui.plan.form.new")
            )
        )
        with st.form(f"action-{turn}", border=False, enter_to_submit=False):
            draft = _fields(visit, start, turn)
            problem = st.container()  # above the buttons: below them it may be off the screen
            with st.container(horizontal=True):
                is_done = editing is not None and editing.status is ActionStatus.DONE
                commit = st.form_submit_button(
                    t("ui.plan.form.save") if is_done else t("ui.plan.form.commit"),
                    key="commit-action",
                    type="primary",
                )
                keep = st.form_submit_button(t("ui.plan.form.draft"), key="draft-action")
        with problem:
            if commit:
                _save(visit, editing, draft, ActionStatus.DONE if is_done else ActionStatus.OPEN)
            elif keep:
                _save(visit, editing, draft, ActionStatus.DRAFT)
        if editing or start.what or start.topic:
            _leave_or_remove(visit, editing)


def _fields(visit: Visit, start: ActionDraft, turn: int) -> ActionDraft:
    t, view = visit.words, visit.view
    topics = {topic.label: topic for topic in view.topics_in_order}
    solutions = {line.label: line.title for line in view.solutions}
    what = st.text_area(
        t("ui.plan.form.what"),
        value=start.what,
        max_chars=NOTE_LIMIT,
        height=90,
        key=f"action-what-{turn}",
    )
    owner = st.text_input(
        t("ui.plan.form.owner"),
        value=start.owner,
        max_chars=TITLE_LIMIT,
        key=f"action-owner-{turn}",
    )
    confirm = st.text_input(
        t("ui.plan.form.to_confirm_with"),
        value=start.to_confirm_with,
        max_chars=TITLE_LIMIT,
        placeholder=t("ui.plan.form.to_confirm_with.hint"),
        key=f"action-confirm-{turn}",
    )
    due = st.date_input(
        t("ui.plan.form.due"), value=start.due, format="DD/MM/YYYY", key=f"action-due-{turn}"
    )
    measure = st.text_input(
        t("ui.plan.form.measure"),
        value=start.measure,
        max_chars=NOTE_LIMIT,
        key=f"action-measure-{turn}",
    )
    topic = st.selectbox(
        t("ui.plan.form.topic"),
        ["", *topics],
        index=["", *topics].index(start.topic) if start.topic in topics else 0,
        format_func=lambda label: lines.topic_choice(topics.get(label), t("ui.plan.form.no_topic")),
        key=f"action-topic-{turn}",
    )
    solution = st.selectbox(
        t("ui.plan.form.solution"),
        ["", *solutions],
        index=["", *solutions].index(start.solution) if start.solution in solutions else 0,
        format_func=lambda label: solutions.get(label, t("ui.plan.form.no_solution")),
        key=f"action-solution-{turn}",
    )
    return ActionDraft(
        what=what,
        owner=owner,
        to_confirm_with=confirm,
        due=due if isinstance(due, date) else None,
        measure=measure,
        topic=topic or None,
        solution=solution or None,
    )


def _save(
    visit: Visit, editing: ActionLine | None, draft: ActionDraft, status: ActionStatus
) -> None:
    said = replace(draft, status=status)
    with refusals(visit):
        if editing:
            save_action(visit.house, visit.facilitator, editing.label, said)
        else:
            add_action(visit.house, visit.facilitator, said)
        if (
            status is not ActionStatus.DRAFT
            and draft.due
            and draft.due < visit.house.clock().date()
        ):
            done(visit, "ui.plan.late", date=visit.words.date(draft.due))
        else:
            done(visit, "ui.plan.drafted" if status is ActionStatus.DRAFT else "ui.plan.committed")
        _close_form()


def _draft_of(line: ActionLine) -> ActionDraft:
    return ActionDraft(
        what=line.what,
        owner=line.owner,
        to_confirm_with=line.to_confirm_with,
        due=line.due,
        measure=line.measure,
        status=line.status,
        topic=line.topic,
        solution=line.solution,
    )


def _draft_asked_for(visit: Visit) -> ActionDraft:
    """What the button that opened the form already knows: a topic, or an idea and its topic."""
    view = visit.view
    solution = next(
        (line for line in view.solutions if line.label == st.session_state.get(FROM_SOLUTION)),
        None,
    )
    if solution is not None:
        return ActionDraft(
            what=solution.title,
            topic=_first_topic(visit, solution),
            solution=solution.label,
        )
    return ActionDraft(what="", topic=st.session_state.get(FROM_TOPIC))


def _first_topic(visit: Visit, solution: SolutionLine) -> str | None:
    """The topic of the idea that is to be treated first."""
    ordered = visit.view.topics_in_order
    return next((topic.label for topic in ordered if topic.label in solution.topics), None)


def _leave_or_remove(visit: Visit, editing: ActionLine | None) -> None:
    t = visit.words
    with st.container(horizontal=True):
        if st.button(t("ui.cancel"), key="leave-action"):
            _close_form()
        if editing and st.button(
            t("ui.plan.form.remove"),
            key="remove-action",
            type="tertiary",
            icon=":material/delete:",
        ):
            with refusals(visit):
                remove_action(visit.house, visit.facilitator, editing.label)
                done(visit, "ui.plan.removed")
                _close_form()


def _open_form(**asked: str) -> None:
    _forget()
    st.session_state.update(asked)
    st.rerun()


def _close_form() -> None:
    _forget()
    st.rerun()


def _forget() -> None:
    """New widget keys: the fields begin again with their defaults instead of what was typed."""
    for name in (EDITING, FROM_TOPIC, FROM_SOLUTION):
        st.session_state.pop(name, None)
    renew(FORM)
