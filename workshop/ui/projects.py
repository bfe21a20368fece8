"""Projects by domain, and the charter of the one that is open: what for, until when, when done."""

from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from workshop.domain.errors import ProjectIncomplete
from workshop.domain.words import ProjectStatus
from workshop.i18n import Words
from workshop.pictures.trail_words import set_out
from workshop.services.projects import (
    clean_project,
    finish_phase,
    save_project,
    tick_criterion,
)
from workshop.services.views.projects import (
    PhaseLine,
    ProjectLine,
    ProjectsView,
    read_projects_view,
)
from workshop.ui import lines, live
from workshop.ui.action_entry import carried_by
from workshop.ui.cache import part_view
from workshop.ui.gestures import again
from workshop.ui.plain import plain
from workshop.ui.project_form import draft_of, draw_form, is_editing, open_form
from workshop.ui.roadmap_picture import GATE_SIGNS, state_words
from workshop.ui.shell import Visit, done, refresh, refusals, say_what_was_done
from workshop.ui.trail import trail_button

OPEN = "project-open"

_NEXT = {
    ProjectStatus.DRAFT: (ProjectStatus.RUNNING,),
    ProjectStatus.RUNNING: (ProjectStatus.DONE, ProjectStatus.STOPPED),
    ProjectStatus.DONE: (ProjectStatus.RUNNING,),
    ProjectStatus.STOPPED: (ProjectStatus.RUNNING,),
}
"""What may become of a project by one button, the likeliest first."""

_ICONS = {
    ProjectStatus.RUNNING: ":material/play_arrow:",
    ProjectStatus.DONE: ":material/check:",
    ProjectStatus.STOPPED: ":material/stop:",
}


def draw_projects(visit: Visit) -> None:
    """The projects on the left; on the right the charter of the open one, or its form."""
    lines.dress_lines()
    left, right = st.columns([2, 3], gap="large")
    with left:
        _list(visit)
    with right:
        if is_editing():
            draw_form(visit)
        else:
            _charter(visit)


@st.fragment
def _list(visit: Visit) -> None:
    visit = refresh(visit)
    live.listen(visit, key="projects-ear")
    t, view = visit.words, part_view(visit.house, visit.facilitator, read_projects_view)
    if not view.projects:
        lines.draw(lines.sentence(t("ui.project.none"), soft=True))
    current = _open_one(view)
    for domain in (*(one.name for one in view.domains), None):
        held = [line for line in view.projects if line.domain == domain]
        if held:
            lines.draw(lines.section(domain or t("ui.roadmap.no_domain")))
        for line in held:
            _row(visit, line, is_open=current is not None and line.label == current.label)
    if st.button(t("ui.project.new"), key="project-new", icon=":material/add:"):
        open_form(None)
        st.rerun()


def _row(visit: Visit, line: ProjectLine, *, is_open: bool) -> None:
    t = visit.words
    note = [
        line.owner or t("ui.plan.no_owner"),
        t.count("ui.project.actions.count", len(line.actions)),
    ]
    if line.criteria:
        note.append(_met(line, t))
    with lines.row():
        lines.draw(
            lines.entry(
                f"{line.label} {line.title}",
                label=line.label,
                note=" · ".join(note),
                chip=status_chip(line.status, t),
            )
        )
        asked = st.button(
            t("ui.project.open"),
            key=f"project-open-{line.label}",
            type="tertiary",
            icon=":material/chevron_right:",
            disabled=is_open and not is_editing(),
        )
    if asked:
        open_project(line.label)
        st.rerun()


def open_project(label: str) -> None:
    """The charter that the page shows from its next run on."""
    open_form(None, close=True)
    st.session_state[OPEN] = label


@st.fragment
def _charter(visit: Visit) -> None:
    visit = refresh(visit)
    live.listen(visit, key="charter-ear")
    say_what_was_done()
    t, view = visit.words, part_view(visit.house, visit.facilitator, read_projects_view)
    project = _open_one(view)
    if project is None:
        lines.draw(lines.sentence(t("ui.project.help"), soft=True))
        return
    with st.container(border=True, key="charter"):
        lines.draw(
            Markup('<h2 class="rc-charter-head">{} {} {}</h2>').format(
                project.label, project.title, status_chip(project.status, t)
            ),
            lines.sentence(facts(project, t), soft=True),
        )
        _gestures(visit, project)
        _texts(project, t)
        _criteria(visit, project)
        _phases(visit, project)
        _held(visit, view, project)


def _gestures(visit: Visit, project: ProjectLine) -> None:
    t = visit.words
    missing = what_is_missing(project)
    wanted: ProjectStatus | None = None
    with st.container(horizontal=True, vertical_alignment="center"):
        for status in _NEXT[project.status]:
            opens = project.status is not ProjectStatus.DRAFT and status is ProjectStatus.RUNNING
            if st.button(
                t("ui.project.resume") if opens else t(f"ui.project.become.{status}"),
                key=f"project-{status}-{project.label}",
                icon=_ICONS[status],
                type="primary" if status is wanted_next(project) and not missing else "secondary",
            ):
                wanted = status
        if st.button(t("ui.plan.edit"), key="project-edit", icon=":material/edit:"):
            open_form(project)
            st.rerun()
        trail_button(visit, project.label)
        st.link_button(
            t("ui.project.print"),
            f"/x/{visit.facilitator.code}/project-{project.label}.html",
            icon=":material/print:",
            type="tertiary",
        )
    if missing is not None:
        lines.draw(lines.sentence(t.error(missing), soft=True))
    if wanted is not None:
        with refusals(visit):
            save_project(
                visit.house,
                visit.facilitator,
                project.label,
                replace(draft_of(project), status=wanted),
                seen=project.changed,
            )
            done(visit, f"ui.project.became.{wanted}")
            st.rerun()


def wanted_next(project: ProjectLine) -> ProjectStatus | None:
    """What the project is ready to become: nothing, while one of its criteria is not met."""
    if project.status is ProjectStatus.DRAFT:
        return ProjectStatus.RUNNING
    is_met = project.status is ProjectStatus.RUNNING and project.met == len(project.criteria)
    return ProjectStatus.DONE if is_met else None


def what_is_missing(project: ProjectLine) -> ProjectIncomplete | None:
    """What a project lacks to run; None where it lacks nothing, or runs."""
    if project.status in (ProjectStatus.RUNNING, ProjectStatus.DONE):
        return None
    try:
        clean_project(replace(draft_of(project), status=ProjectStatus.RUNNING))
    except ProjectIncomplete as missing:
        return missing
    return None


def _texts(project: ProjectLine, t: Words) -> None:
    said = [
        (t("ui.project.objectives"), project.objectives),
        (t("ui.project.benefits"), project.benefits),
        (t("ui.project.people"), project.people),
        (t("ui.project.budget"), project.budget),
    ]
    lines.draw(*(lines.goal(title, text) for title, text in said if text))


def _criteria(visit: Visit, project: ProjectLine) -> None:
    t = visit.words
    lines.draw(lines.title(t("ui.project.criteria"), _met(project, t) if project.criteria else ""))
    if not project.criteria:
        lines.draw(lines.sentence(t("ui.project.criteria.none"), soft=True))
    for place, line in enumerate(project.criteria, 1):
        text = plain(line.text)
        if line.met_on:
            text = f"{text} · {t('ui.project.met_on', date=t.date(line.met_on))}"
        met = st.checkbox(
            text,
            value=line.met_on is not None,
            key=f"criterion-{project.label}-{place}-{project.changed}",
        )
        if met != (line.met_on is not None):
            with refusals(visit):
                tick_criterion(
                    visit.house, visit.facilitator, project.label, place, met, text=line.text
                )
                done(visit, "ui.project.ticked" if met else "ui.project.unticked")
                again()


def _phases(visit: Visit, project: ProjectLine) -> None:
    t = visit.words
    if not project.phases:
        return
    lines.draw(lines.title(t("ui.project.phases"), t("ui.project.phases.says")))
    ended = [place for place, phase in enumerate(project.phases, 1) if phase.done]
    for place, phase in enumerate(project.phases, 1):
        with lines.row():
            lines.draw(lines.entry(f"{gate_sign(phase)} {phase.title}", note=span(phase, t)))
            pressed = False
            if phase.is_next:
                pressed = st.button(
                    t("ui.project.phase.end"), key=f"phase-end-{place}", icon=":material/check:"
                )
            elif ended and place == ended[-1]:
                pressed = st.button(
                    t("ui.plan.reopen"),
                    key=f"phase-reopen-{place}",
                    type="tertiary",
                    icon=":material/undo:",
                )
        if pressed:
            with refusals(visit):
                finish_phase(
                    visit.house,
                    visit.facilitator,
                    project.label,
                    place,
                    not phase.done,
                    title=phase.title,
                )
                done(visit, "ui.project.phase.reopened" if phase.done else "ui.project.phase.ended")
                again()


def gate_sign(phase: PhaseLine) -> str:
    """Passed, under way or shut: a sign that needs no colour."""
    return GATE_SIGNS["passed" if phase.done else "next" if phase.is_next else "shut"]


def _held(visit: Visit, view: ProjectsView, project: ProjectLine) -> None:
    """Its measures and its actions, in words; from each action the way to where it comes from."""
    t = visit.words
    lines.draw(lines.title(t("ui.project.measures")))
    measures = [
        lines.entry(
            f"{one.label} {one.name} ({one.unit})" if one.unit else f"{one.label} {one.name}",
            label=one.label,
            note=f"{t(f'side.label.{one.side}')} · {set_out(t, one)}",
        )
        for one in view.measures_of(project)
    ]
    lines.draw(*measures or [lines.sentence(t("ui.project.measures.none"), soft=True)])
    lines.draw(lines.title(t("ui.project.actions")))
    actions = view.actions_of(project)
    if not actions:
        lines.draw(lines.sentence(t("ui.project.actions.none"), soft=True))
    in_full = {line.label: line for line in visit.view.actions}
    for one in actions:
        full = in_full.get(one.label)
        said = (
            state_words(one.status, t),
            carried_by(full, t) if full else one.owner,
            t("ui.plan.due", date=t.date(one.due)) if one.due else "",
            t(f"ui.roadmap.term.{one.term}") if one.term else "",
        )
        with lines.row():
            lines.draw(
                lines.entry(
                    f"{one.label} {one.what}",
                    label=one.label,
                    note=" · ".join(part for part in said if part),
                )
            )
            trail_button(visit, one.label)


def facts(project: ProjectLine, t: Words) -> str:
    """Who, when and where, in one line."""
    owner = t("ui.plan.by", name=project.owner) if project.owner else t("ui.plan.no_owner")
    said = " · ".join(part for part in (owner, span(project, t), project.domain or "") if part)
    return f"{said[:1].upper()}{said[1:]}"


def span(of: ProjectLine | PhaseLine, t: Words) -> str:
    """From when to when, as far as it is known."""
    if of.starts_on and of.ends_on:
        return t("ui.project.span", first=t.date(of.starts_on), last=t.date(of.ends_on))
    if of.starts_on:
        return t("ui.project.from", date=t.date(of.starts_on))
    return t("ui.plan.due", date=t.date(of.ends_on)) if of.ends_on else ""


def status_chip(status: ProjectStatus, t: Words) -> Markup:
    return lines.chip(t(f"ui.project.status.{status}"), f"calm {status}")


def _met(project: ProjectLine, t: Words) -> str:
    return t("ui.project.met", n=t.number(project.met), all=t.number(len(project.criteria)))


def _open_one(view: ProjectsView) -> ProjectLine | None:
    """The project that was opened, else the first one."""
    found = view.project(st.session_state.get(OPEN))
    return found or (view.projects[0] if view.projects else None)
