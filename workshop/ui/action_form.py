"""One form for a new action and for a change, filled in from where it was opened."""

from dataclasses import replace
from datetime import date

import streamlit as st
from markupsafe import Markup

from workshop.domain.errors import ActionIncomplete
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT
from workshop.domain.words import QUADRANTS, ActionStatus, Priority, Term
from workshop.i18n import Words
from workshop.services.actions import ActionDraft, add_action, remove_action, save_action
from workshop.services.views.actions import ActionLine
from workshop.services.views.projects import read_projects_view
from workshop.services.views.solutions import SolutionLine
from workshop.ui import lines
from workshop.ui.action_gestures import WHO, draw_gestures, draw_history
from workshop.ui.cache import part_view
from workshop.ui.fields import fits
from workshop.ui.gestures import reach, renew, turn_of
from workshop.ui.merging import know, opened_with, reconciled
from workshop.ui.shell import Visit, done, refusals

EDITING = "plan-editing"
FROM_TOPIC = "plan-topic"
FROM_SOLUTION = "plan-solution"
FORM = "plan-form"


def draw_form(visit: Visit) -> None:
    """What can be done with the action that was opened, and the form; else the empty form."""
    t, view = visit.words, visit.view
    editing = next(
        (line for line in view.actions if line.label == st.session_state.get(EDITING)), None
    )
    turn = turn_of(FORM)
    start = _seen(editing, turn) if editing else _draft_asked_for(visit)
    with st.container(border=True, key="action-form"):
        lines.draw(lines.section(_title(visit, editing, start)))
        if editing:
            draw_gestures(visit, editing)
        with st.form(f"action-{turn}", border=False, enter_to_submit=False):
            draft = _fields(visit, start, turn)
            with st.container(key="form-end"):  # stays in sight while the fields are scrolled
                problem = st.container()
                ends = st.container(horizontal=True)
            with ends:
                commit = st.form_submit_button(
                    t("ui.plan.form.save") if _is_kept(editing) else t("ui.plan.form.commit"),
                    key="commit-action",
                    type="primary",
                )
                keep = st.form_submit_button(t("ui.plan.form.draft"), key="draft-action")
        with problem:
            if commit:
                kept = editing.status if editing and _is_kept(editing) else ActionStatus.OPEN
                _save(visit, editing, draft, kept)
            elif keep:
                _save(visit, editing, draft, ActionStatus.DRAFT)
        if editing:
            draw_history(visit, editing)
        if editing or start.what or start.topic:
            _leave_or_remove(visit, editing)
            reach("action-form", f"action-what-{turn}")


def _title(visit: Visit, editing: ActionLine | None, start: ActionDraft) -> str:
    """What the form is for: an action that is there, a topic, an idea, or nothing yet."""
    t = visit.words
    if editing:
        return t("ui.plan.form.edit", label=editing.label)
    if start.solution:
        return t("ui.plan.form.of_idea")
    topic = visit.view.topic(start.topic)
    if topic is None:
        return t("ui.plan.form.new")
    return t("ui.plan.form.for_topic", topic=lines.told(topic.title))


def open_form(**asked: str) -> None:
    """Open it for something (a name of this module and a label), and draw the page again."""
    _forget()
    st.session_state.update(asked)
    st.rerun()


def draft_of(line: ActionLine) -> ActionDraft:
    """All that the action says, so that what the form leaves out is not lost."""
    return ActionDraft(
        what=line.what,
        owner=line.owner,
        to_confirm_with=line.to_confirm_with,
        due=line.due,
        measure=line.measure,
        status=line.status,
        topic=line.topic,
        solution=line.solution,
        confirm_before=line.confirm_before,
        quadrant=line.chosen,
        priority=line.priority,
        term=line.term,
        domain=line.domain,
        project=line.project,
    )


def _seen(editing: ActionLine, turn: int) -> ActionDraft:
    """The action as the form was opened with; who carries it, as it was last said beside it."""
    now = draft_of(editing)
    seen = opened_with(FORM, turn, now)
    if not st.session_state.pop(WHO, False):
        return seen
    said = {name: getattr(now, name) for name in ("owner", "to_confirm_with", "confirm_before")}
    return know(FORM, turn, replace(seen, **said))


def _is_kept(editing: ActionLine | None) -> bool:
    """True for a commitment: to save it leaves its state alone."""
    return editing is not None and editing.status is not ActionStatus.DRAFT


def _fields(visit: Visit, start: ActionDraft, turn: int) -> ActionDraft:
    """In the order in which a room answers: what, who, by when, how it will be seen, for what."""
    t = visit.words
    what = fits(
        t,
        st.text_area(
            t("ui.plan.form.what"),
            value=start.what,
            height=68,
            key=f"action-what-{turn}",
        ),
        NOTE_LIMIT,
    )
    draft = _who(visit, replace(start, what=what), turn)
    due = st.date_input(
        t("ui.plan.form.due"), value=start.due, format="DD/MM/YYYY", key=f"action-due-{turn}"
    )
    measure = fits(
        t,
        st.text_input(
            t("ui.plan.form.measure"),
            value=start.measure,
            placeholder=" ",
            key=f"action-measure-{turn}",
        ),
        NOTE_LIMIT,
    )
    draft = replace(draft, due=_day(due), measure=measure)
    topics = {topic.label: topic for topic in visit.view.topics_in_order}
    topic = st.selectbox(
        t("ui.plan.form.topic"),
        ["", *topics],
        index=["", *topics].index(start.topic) if start.topic in topics else 0,
        format_func=lambda label: lines.topic_choice(topics.get(label), t("ui.plan.form.no_topic")),
        key=f"action-topic-{turn}",
    )
    draft = replace(draft, topic=topic or None)
    with st.expander(t("ui.plan.form.more"), expanded=not topics):
        return _beside(visit, _ranked(visit, draft, turn), turn)


def _who(visit: Visit, start: ActionDraft, turn: int) -> ActionDraft:
    """Somebody who has said yes; folded, somebody to ask before a day."""
    t, who = visit.words, f"{turn}-{turn_of(WHO)}"
    owner = fits(
        t,
        st.text_input(
            t("ui.plan.form.owner"),
            value=start.owner,
            placeholder=" ",
            key=f"action-owner-{who}",
        ),
        TITLE_LIMIT,
    )
    is_asked = bool(start.to_confirm_with or start.confirm_before)
    with st.expander(t("ui.plan.form.nobody"), expanded=is_asked, key=f"action-asked-{who}"):
        confirm = fits(
            t,
            st.text_input(
                t("ui.plan.form.to_confirm_with"),
                value=start.to_confirm_with,
                key=f"action-confirm-{who}",
            ),
            TITLE_LIMIT,
        )
        by = st.date_input(
            t("ui.plan.form.confirm_before"),
            value=start.confirm_before,
            format="DD/MM/YYYY",
            key=f"action-before-{who}",
        )
    return replace(start, owner=owner, to_confirm_with=confirm, confirm_before=_day(by))


def _ranked(visit: Visit, start: ActionDraft, turn: int) -> ActionDraft:
    """The quadrant, which a topic says by its place, and how urgent it is."""
    t = visit.words
    codes = ["", *map(str, QUADRANTS)]
    quadrant = st.selectbox(
        t("ui.plan.form.quadrant"),
        codes,
        index=codes.index(start.quadrant or ""),
        format_func=lambda code: t(f"quadrant.{code}") if code else t("ui.plan.form.of_topic"),
        key=f"action-quadrant-{turn}",
    )
    urgency = [str(code) for code in Priority]
    priority = st.selectbox(
        t("ui.plan.form.priority"),
        urgency,
        index=urgency.index(start.priority),
        format_func=lambda code: t(f"ui.plan.priority.{code}"),
        key=f"action-priority-{turn}",
    )
    return replace(start, quadrant=quadrant or None, priority=priority)


def _beside(visit: Visit, start: ActionDraft, turn: int) -> ActionDraft:
    """Where it comes from, what it is a part of, and where it lies on the roadmap."""
    t, view = visit.words, part_view(visit.house, visit.facilitator, read_projects_view)
    solution = _one_of(
        t("ui.plan.form.solution"),
        {"": t("ui.plan.form.no_solution")}
        | {line.label: line.title for line in visit.view.solutions},
        start.solution,
        key=f"action-solution-{turn}",
    )
    project = _one_of(
        t("ui.plan.form.project"),
        {"": t("ui.plan.form.no_project")}
        | {line.label: f"{line.label} · {line.title}" for line in view.projects},
        start.project,
        key=f"action-project-{turn}",
    )
    where, when = st.columns(2, vertical_alignment="bottom")
    with where:
        domain = _one_of(
            t("ui.plan.form.domain"),
            {"": t("ui.roadmap.no_domain")} | {one.name: one.name for one in view.domains},
            start.domain,
            key=f"action-domain-{turn}",
        )
    with when:
        term = _one_of(
            t("ui.plan.form.term"),
            {"": t("ui.roadmap.tray")} | {code: t(f"ui.roadmap.term.{code}") for code in Term},
            start.term,
            key=f"action-term-{turn}",
        )
    return replace(start, solution=solution, project=project, domain=domain, term=term or "")


def _one_of(label: str, names: dict[str, str], chosen: str | None, *, key: str) -> str | None:
    """One of ``names`` by its code; None for the first, which stands for none of them."""
    codes = list(names)
    said = st.selectbox(
        label,
        codes,
        index=codes.index(chosen) if chosen in names else 0,
        format_func=lambda code: names.get(code, code),
        key=key,
    )
    return said or None


def _day(chosen: object) -> date | None:
    return chosen if isinstance(chosen, date) else None


def _save(
    visit: Visit, editing: ActionLine | None, draft: ActionDraft, status: ActionStatus
) -> None:
    if editing:
        wanted = reconciled(visit, FORM, turn_of(FORM), draft, draft_of(editing))
        if wanted is None:
            return
        draft = wanted
    said = replace(draft, status=status)
    with refusals(visit, empty=visit.words("ui.plan.form.what")):
        try:
            if editing:
                save_action(visit.house, visit.facilitator, editing.label, said)
            else:
                add_action(visit.house, visit.facilitator, said)
        except ActionIncomplete as refused:
            _say_missing(visit.words, refused)
            return
        is_past = draft.due is not None and draft.due < visit.house.clock().date()
        if status is ActionStatus.DRAFT:
            done(visit, "ui.plan.drafted")
        elif is_past and status is not ActionStatus.DONE and draft.due is not None:
            done(visit, "ui.plan.late", date=visit.words.date(draft.due))
        else:
            done(visit, "ui.plan.committed")
        _close_form()


def _say_missing(t: Words, refused: ActionIncomplete) -> None:
    """A line or two, the fields stay in sight; ``action.css`` strikes what is filled in."""
    names = refused.facts["missing"]
    assert isinstance(names, list)
    missing = Markup(", ").join(
        Markup('<span data-field="{}">{}</span>').format(name, t(f"ui.plan.short.{name}"))
        for name in names
    )
    lines.draw(
        Markup('<p class="rc-missing" role="alert">{} {}</p>').format(
            t("ui.plan.form.missing"), missing
        )
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


def _close_form() -> None:
    _forget()
    st.rerun()


def _forget() -> None:
    """New widget keys: the fields begin again with their defaults instead of what was typed."""
    for name in (EDITING, FROM_TOPIC, FROM_SOLUTION):
        st.session_state.pop(name, None)
    renew(FORM)
