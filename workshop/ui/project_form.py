"""The charter as a form in four short parts, for a new project and for a change."""

from datetime import date
from typing import Any

import streamlit as st

from workshop.domain.errors import ScreenStale
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT
from workshop.services.projects import (
    MOST_PHASES,
    PhaseDraft,
    ProjectDraft,
    add_project,
    remove_project,
    save_project,
)
from workshop.services.views.projects import ProjectLine, ProjectsView, read_projects_view
from workshop.ui import lines
from workshop.ui.cache import part_view
from workshop.ui.fields import fits
from workshop.ui.gestures import key_of, reach, renew
from workshop.ui.roadmap_picture import shortened
from workshop.ui.shell import Visit, done, refusals

FORM = "project-form"
_EDITING = "project-editing"
_OPEN = "project-open"
_FREE_PHASES = 2
"""Empty lines below the phases there are; a new project begins with one more."""


def open_form(project: ProjectLine | None, *, close: bool = False) -> None:
    """Show the form from the next run on: of a project, or of a new one. ``close``: none."""
    renew(FORM)
    st.session_state.pop(_EDITING, None)
    if not close:
        # As it is now: what a colleague changes meanwhile does not move under the fingers.
        st.session_state[_EDITING] = (project, project.changed if project else 0)


def is_editing() -> bool:
    """True while the form is open."""
    return _EDITING in st.session_state


def draft_of(line: ProjectLine) -> ProjectDraft:
    """What a project says, to be said again with a change."""
    return ProjectDraft(
        title=line.title,
        owner=line.owner,
        domain=line.domain or "",
        objectives=line.objectives,
        benefits=line.benefits,
        budget=line.budget,
        people=line.people,
        starts_on=line.starts_on,
        ends_on=line.ends_on,
        status=line.status,
        criteria=tuple(one.text for one in line.criteria),
        phases=tuple(PhaseDraft(one.title, one.starts_on, one.ends_on) for one in line.phases),
        measures=line.measures,
        actions=line.actions,
    )


def draw_form(visit: Visit) -> None:
    """Four parts, of which one is on view at a time, and one button for all of them."""
    t = visit.words
    editing: tuple[ProjectLine | None, int] = st.session_state[_EDITING]
    project = editing[0]
    start = draft_of(project) if project else ProjectDraft("")
    view = part_view(visit.house, visit.facilitator, read_projects_view)
    with st.container(border=True, key="project-form"):
        title = t("ui.project.edit", label=project.label) if project else t("ui.project.new")
        lines.draw(lines.section(title))
        with st.form(f"project-{key_of(FORM)}", border=False, enter_to_submit=False):
            draft = _fields(visit, view, start)
            problem = st.container()
            save = st.form_submit_button(
                t("ui.save") if project else t("ui.project.make"),
                key="project-save",
                type="primary",
            )
        if save:
            with problem:
                _save(visit, project, draft)
        _leave_or_remove(visit, project)
        reach("project-form", f"{key_of(FORM)}-title")


def _fields(visit: Visit, view: ProjectsView, start: ProjectDraft) -> ProjectDraft:
    t = visit.words
    what, why, until, held = st.tabs(
        [t(f"ui.project.tab.{name}") for name in ("what", "why", "until", "held")]
    )
    said: dict[str, Any] = {"status": start.status}
    with what:
        said |= _what(visit, view, start)
    with why:
        for name in ("objectives", "benefits", "people", "budget"):
            said[name] = fits(
                t,
                st.text_area(
                    t(f"ui.project.{name}"),
                    getattr(start, name),
                    height=75,
                    key=f"{key_of(FORM)}-{name}",
                    placeholder=t(f"ui.project.{name}.hint"),
                ),
                NOTE_LIMIT,
            )
    with until:
        criteria = st.text_area(
            t("ui.project.criteria.ask"),
            "\n".join(start.criteria),
            height=130,
            key=f"{key_of(FORM)}-criteria",
            placeholder=t("ui.project.criteria.hint"),
        )
        said["criteria"] = tuple(line for line in (criteria or "").splitlines() if line.strip())
        said["phases"] = _phases(visit, start)
    with held:
        said |= _held(visit, view, start)
    return ProjectDraft(**said)


def _what(visit: Visit, view: ProjectsView, start: ProjectDraft) -> dict[str, Any]:
    t, form = visit.words, key_of(FORM)
    title = fits(
        t, st.text_input(t("ui.project.title"), start.title, key=f"{form}-title"), TITLE_LIMIT
    )
    owner = _named(t("ui.project.owner"), list(view.people), start.owner, key=f"{form}-owner")
    names = [domain.name for domain in view.domains]
    domain = _named(t("ui.project.domain"), names, start.domain, key=f"{form}-domain")
    first, last = st.columns(2)
    starts_on = _day(first, t("ui.project.starts_on"), start.starts_on, key=f"{form}-starts")
    ends_on = _day(last, t("ui.project.ends_on"), start.ends_on, key=f"{form}-ends")
    return {
        "title": title or "",
        "owner": owner,
        "domain": domain,
        "starts_on": starts_on,
        "ends_on": ends_on,
    }


def _named(label: str, names: list[str], chosen: str, *, key: str) -> str:
    """One of the names there are, or a new one."""
    known = names if chosen in ("", *names) else [*names, chosen]
    said = st.selectbox(
        label,
        known,
        index=known.index(chosen) if chosen else None,
        placeholder="",
        accept_new_options=True,
        key=key,
    )
    return said or ""


def _day(place: Any, label: str, day: date | None, *, key: str) -> date | None:
    found = place.date_input(label, value=day, format="DD/MM/YYYY", key=key)
    return found if isinstance(found, date) else None


def _phases(visit: Visit, start: ProjectDraft) -> tuple[PhaseDraft, ...]:
    """A line a phase and some to fill; one that is emptied is taken away."""
    t, form = visit.words, key_of(FORM)
    st.caption(t("ui.project.phases.ask"))
    free = _FREE_PHASES if start.phases else _FREE_PHASES + 1
    rows = [*start.phases, *([PhaseDraft("")] * free)][:MOST_PHASES]
    said = []
    for place, row in enumerate(rows):
        name, first, last = st.columns([3, 2, 2])
        title = fits(
            t,
            name.text_input(
                t("ui.project.phase", number=place + 1),
                row.title,
                key=f"{form}-phase-{place}",
            ),
            TITLE_LIMIT,
            at=name,
        )
        starts = _day(
            first, t("ui.project.starts_on"), row.starts_on, key=f"{form}-phase-from-{place}"
        )
        ends = _day(last, t("ui.project.ends_on"), row.ends_on, key=f"{form}-phase-to-{place}")
        if (title or "").strip():
            said.append(PhaseDraft(title or "", starts, ends))
    return tuple(said)


def _held(visit: Visit, view: ProjectsView, start: ProjectDraft) -> dict[str, Any]:
    t, form = visit.words, key_of(FORM)
    actions = {
        line.label: f"{line.label} · {shortened(line.what)}"
        for line in view.actions
        if not line.is_over or line.label in start.actions
    }
    measures = {
        line.label: f"{t(f'side.label.{line.side}')} · {line.name}" for line in view.measures
    }
    chosen = st.multiselect(
        t("ui.project.actions"),
        list(actions),
        default=[label for label in start.actions if label in actions],
        format_func=lambda label: actions.get(label, label),
        placeholder=t("ui.project.actions.hint"),
        key=f"{form}-actions",
        select_all=False,
    )
    by = st.multiselect(
        t("ui.project.measures"),
        list(measures),
        default=[label for label in start.measures if label in measures],
        format_func=lambda label: measures.get(label, label),
        placeholder=t("ui.project.measures.hint"),
        key=f"{form}-measures",
        select_all=False,
    )
    if not measures:
        st.caption(t("ui.project.measures.where"))
    return {"actions": tuple(chosen), "measures": tuple(by)}


def _save(visit: Visit, project: ProjectLine | None, draft: ProjectDraft) -> None:
    with refusals(visit, empty=visit.words("ui.project.title")):
        if project is None:
            label = add_project(visit.house, visit.facilitator, draft)
        else:
            label = project.label
            if not _replace(visit, project, draft):
                return
        done(visit, "ui.project.saved" if project else "ui.project.made", project=label)
        open_form(None, close=True)
        st.session_state[_OPEN] = label
        st.rerun()


def _replace(visit: Visit, project: ProjectLine, draft: ProjectDraft) -> bool:
    """Save over a project; False where somebody else has changed it, which is said first."""
    seen: int = st.session_state[_EDITING][1]
    try:
        save_project(visit.house, visit.facilitator, project.label, draft, seen=seen)
    except ScreenStale:
        now = part_view(visit.house, visit.facilitator, read_projects_view).project(project.label)
        st.session_state[_EDITING] = (project, now.changed if now else seen)
        st.warning(visit.words("ui.project.stale"), icon=":material/group:")
        return False
    return True


def _leave_or_remove(visit: Visit, project: ProjectLine | None) -> None:
    t = visit.words
    with st.container(horizontal=True):
        leave = st.button(t("ui.cancel"), key="project-leave")
        gone = project is not None and st.button(
            t("ui.project.remove"),
            key="project-remove",
            type="tertiary",
            icon=":material/delete:",
        )
    if leave:
        open_form(None, close=True)
        st.rerun()
    if gone and project is not None:
        with refusals(visit):
            remove_project(visit.house, visit.facilitator, project.label)
            done(visit, "ui.project.removed")
            open_form(None, close=True)
            st.rerun()
