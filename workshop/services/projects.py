"""Projects: actions under one charter, from objectives to what "done" means."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Row, Table, delete, insert, select, update

from workshop.domain.errors import (
    CriterionUnknown,
    DatesReversed,
    NamedTwice,
    PhaseGateShut,
    ProjectIncomplete,
    ProjectPhaseUnknown,
    ProjectUnfinished,
    ScreenStale,
    TooMany,
    ValueUnknown,
)
from workshop.domain.gestures import Gesture
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_optional, clean_text
from workshop.domain.words import ProjectStatus
from workshop.services.actors import Facilitating
from workshop.services.domains import domain_named
from workshop.services.house import House
from workshop.services.labels import ACTION, MEASURE, PROJECT, find_id, find_ids, find_row, issue
from workshop.services.people import person_named
from workshop.services.transaction import Deed, change
from workshop.storage import tables

MOST_CRITERIA = 12
MOST_PHASES = 8

_COMMITTED = (ProjectStatus.RUNNING, ProjectStatus.DONE)


@dataclass(frozen=True, slots=True)
class PhaseDraft:
    """A main phase of a project."""

    title: str
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class ProjectDraft:
    """What a form says of a project.

    ``owner`` and ``domain`` are names; whoever or whatever bears none yet is made. ``criteria``:
    the definition of done, one sentence each. ``measures``, ``actions``: labels; an action is in
    one project at most, and comes out of another one.
    """

    title: str
    owner: str = ""
    domain: str = ""
    objectives: str = ""
    benefits: str = ""
    budget: str = ""
    people: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    status: str = ProjectStatus.DRAFT
    criteria: tuple[str, ...] = ()
    phases: tuple[PhaseDraft, ...] = ()
    measures: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()


def add_project(house: House, actor: Facilitating, draft: ProjectDraft) -> str:
    """A new project; gives its label.

    Raises what ``clean_project`` raises, ProjectUnfinished, MeasureUnknown, ActionUnknown.
    """
    said = clean_project(draft)
    _refuse_unfinished(said, met=())
    with change(house, actor, Gesture.ADD_PROJECT) as deed:
        return _insert(deed, said)


def save_project(
    house: House,
    actor: Facilitating,
    label: str,
    draft: ProjectDraft,
    *,
    seen: int | None = None,
) -> None:
    """Replace everything a project says; what is ticked stays so while it is worded alike.

    ``seen``: the project's ``changed`` as the form was filled from it.
    Raises ProjectUnknown, what ``add_project`` raises, and ScreenStale when somebody else has
    changed it since.
    """
    said = clean_project(draft)
    with change(house, actor, Gesture.SAVE_PROJECT) as deed:
        row = find_row(deed, PROJECT, label)
        if seen is not None and row.changed != seen:
            raise ScreenStale()
        _rewrite(deed, row.id, said)


def put_project(deed: Deed, label: str | None, draft: ProjectDraft) -> str:
    """Inside an open change: what ``save_project`` does, or ``add_project`` for None; gives the
    label. Raises what they raise.
    """
    said = clean_project(draft)
    if label is None:
        _refuse_unfinished(said, met=())
        return _insert(deed, said)
    _rewrite(deed, find_id(deed, PROJECT, label), said)
    return label


def remove_project(house: House, actor: Facilitating, label: str) -> None:
    """Take a project away; its actions stay, in none. Raises ProjectUnknown."""
    with change(house, actor, Gesture.REMOVE_PROJECT) as deed:
        project_id = find_id(deed, PROJECT, label)
        _hold(deed, project_id, ())
        deed.connection.execute(delete(tables.project).where(tables.project.c.id == project_id))


def tick_criterion(
    house: House, actor: Facilitating, label: str, place: int, met: bool, *, text: str = ""
) -> None:
    """Say that a criterion (its place from 1) is met, today, or is not.

    A project that was done runs again once one of its criteria is not met. ``text``: what the
    screen says there. Raises ProjectUnknown, CriterionUnknown when there is none, or another one.
    """
    table = tables.project_criterion
    with change(house, actor, Gesture.TICK_CRITERION) as deed:
        project = find_row(deed, PROJECT, label)
        line = _at(_criteria(deed, project.id), place)
        if line is None or (text and line.text != text):
            raise CriterionUnknown(project=label)
        if bool(line.met_on) == met:
            return
        day = house.clock().date() if met else None
        deed.connection.execute(update(table).where(table.c.id == line.id).values(met_on=day))
        opens = not met and project.status == ProjectStatus.DONE
        _touch(deed, project.id, ProjectStatus.RUNNING if opens else project.status)


def finish_phase(
    house: House, actor: Facilitating, label: str, place: int, done: bool, *, title: str = ""
) -> None:
    """Say that a phase (its place from 1) has ended, or has not: then none after it has either.

    ``title``: what the screen says there. Raises ProjectUnknown, ProjectPhaseUnknown when there
    is none, or another one, and PhaseGateShut while the one before it has not ended.
    """
    table = tables.project_phase
    with change(house, actor, Gesture.FINISH_PHASE) as deed:
        project = find_row(deed, PROJECT, label)
        lines = _phases(deed, project.id)
        line = _at(lines, place)
        if line is None or (title and line.title != title):
            raise ProjectPhaseUnknown(project=label)
        shut = next((one for one in lines[: place - 1] if not one.done), None)
        if done and shut is not None:
            raise PhaseGateShut(project=label, before=shut.title)
        ids = [line.id] if done else [one.id for one in lines[place - 1 :]]
        deed.connection.execute(update(table).where(table.c.id.in_(ids)).values(done=done))
        _touch(deed, project.id, project.status)


def clean_project(draft: ProjectDraft) -> ProjectDraft:
    """The same, fit to be stored; labels are looked up later.

    Raises TextEmpty, TextTooLong, ValueUnknown (``status``), DatesReversed, NamedTwice and TooMany
    (criteria, phases), ProjectIncomplete.
    """
    if draft.status not in tuple(ProjectStatus):
        raise ValueUnknown(field="status", value=draft.status)
    said = replace(
        draft,
        title=clean_text(draft.title, limit=TITLE_LIMIT),
        owner=clean_optional(draft.owner, limit=TITLE_LIMIT),
        domain=clean_optional(draft.domain, limit=TITLE_LIMIT),
        objectives=clean_optional(draft.objectives, limit=NOTE_LIMIT),
        benefits=clean_optional(draft.benefits, limit=NOTE_LIMIT),
        budget=clean_optional(draft.budget, limit=NOTE_LIMIT),
        people=clean_optional(draft.people, limit=NOTE_LIMIT),
        criteria=tuple(clean_text(text, limit=NOTE_LIMIT) for text in draft.criteria),
        phases=tuple(
            replace(phase, title=clean_text(phase.title, limit=TITLE_LIMIT))
            for phase in draft.phases
        ),
        measures=tuple(dict.fromkeys(draft.measures)),
        actions=tuple(dict.fromkeys(draft.actions)),
    )
    spans: tuple[ProjectDraft | PhaseDraft, ...] = (said, *said.phases)
    for span in spans:
        if span.starts_on and span.ends_on and span.ends_on < span.starts_on:
            raise DatesReversed(name=span.title)
    _refuse_twins("criteria", said.criteria, MOST_CRITERIA)
    _refuse_twins("phases", [phase.title for phase in said.phases], MOST_PHASES)
    missing = [
        name
        for name in ("owner", "starts_on", "ends_on", "criteria")
        if not getattr(said, name) and said.status in _COMMITTED
    ]
    if missing:
        raise ProjectIncomplete(missing=missing)
    return said


def _insert(deed: Deed, said: ProjectDraft) -> str:
    project = tables.project
    number = issue(deed, PROJECT)
    project_id: int = deed.connection.execute(
        insert(project)
        .values(
            workshop_id=deed.workshop.id,
            number=number,
            rank=deed.house.draw(),
            **_columns(deed, said),
        )
        .returning(project.c.id)
    ).scalar_one()
    _fill(deed, project_id, said, met={}, ended=())
    return f"J{number}"


def _rewrite(deed: Deed, project_id: int, said: ProjectDraft) -> None:
    met = {line.text: line.met_on for line in _criteria(deed, project_id)}
    ended = [line.title for line in _phases(deed, project_id) if line.done]
    _refuse_unfinished(said, met=[text for text, day in met.items() if day])
    deed.connection.execute(
        update(tables.project)
        .where(tables.project.c.id == project_id)
        .values(**_columns(deed, said))
    )
    _fill(deed, project_id, said, met=met, ended=ended)


def _refuse_twins(field: str, texts: Sequence[str], most: int) -> None:
    if len(texts) > most:
        raise TooMany(field=field, limit=most)
    seen: set[str] = set()
    for text in texts:
        if text.casefold() in seen:
            raise NamedTwice(name=text)
        seen.add(text.casefold())


def _refuse_unfinished(said: ProjectDraft, *, met: Iterable[str]) -> None:
    left = [text for text in said.criteria if text not in set(met)]
    if left and said.status == ProjectStatus.DONE:
        raise ProjectUnfinished(criteria=left)


def _columns(deed: Deed, said: ProjectDraft) -> dict[str, object]:
    return {
        "title": said.title,
        "owner": said.owner,
        "owner_id": person_named(deed, said.owner) if said.owner else None,
        "domain_id": domain_named(deed, said.domain) if said.domain else None,
        "objectives": said.objectives,
        "benefits": said.benefits,
        "budget": said.budget,
        "people": said.people,
        "starts_on": said.starts_on,
        "ends_on": said.ends_on,
        "status": said.status,
        "changed": deed.revision,
    }


def _fill(
    deed: Deed,
    project_id: int,
    said: ProjectDraft,
    *,
    met: dict[str, date | None],
    ended: Sequence[str],
) -> None:
    """Write what a project lists. ``met``: by criterion; ``ended``: titles of phases."""
    criteria = [
        {"position": at, "text": text, "met_on": met.get(text)}
        for at, text in enumerate(said.criteria)
    ]
    _relist(deed, tables.project_criterion, project_id, criteria)
    _relist(deed, tables.project_phase, project_id, _phase_rows(said, ended))
    measures = find_ids(deed, MEASURE, said.measures)
    _relist(
        deed,
        tables.project_measure,
        project_id,
        [{"measure_id": measure_id} for measure_id in measures],
    )
    _hold(deed, project_id, find_ids(deed, ACTION, said.actions))


def _phase_rows(said: ProjectDraft, ended: Sequence[str]) -> list[dict[str, Any]]:
    titles = [phase.title for phase in said.phases]
    # A phase that comes to stand before one that has ended opens that one again.
    through = next((at for at, title in enumerate(titles) if title not in ended), len(titles))
    return [
        {
            "position": at,
            "title": phase.title,
            "starts_on": phase.starts_on,
            "ends_on": phase.ends_on,
            "done": at < through,
        }
        for at, phase in enumerate(said.phases)
    ]


def _relist(deed: Deed, table: Table, project_id: int, rows: list[dict[str, Any]]) -> None:
    deed.connection.execute(delete(table).where(table.c.project_id == project_id))
    if rows:
        deed.connection.execute(insert(table), [{"project_id": project_id, **row} for row in rows])


def _hold(deed: Deed, project_id: int, action_ids: Sequence[int]) -> None:
    """These actions are in the project, and no other one is."""
    action = tables.action
    inside = action.c.project_id == project_id
    deed.connection.execute(
        update(action)
        .where(inside, action.c.id.not_in(action_ids))
        .values(project_id=None, changed=deed.revision)
    )
    deed.connection.execute(
        update(action)
        .where(action.c.id.in_(action_ids), action.c.project_id.is_distinct_from(project_id))
        .values(project_id=project_id, changed=deed.revision)
    )


def _touch(deed: Deed, project_id: int, status: str) -> None:
    deed.connection.execute(
        update(tables.project)
        .where(tables.project.c.id == project_id)
        .values(status=status, changed=deed.revision)
    )


def _criteria(deed: Deed, project_id: int) -> Sequence[Row[Any]]:
    return _listed(deed, tables.project_criterion, project_id)


def _phases(deed: Deed, project_id: int) -> Sequence[Row[Any]]:
    return _listed(deed, tables.project_phase, project_id)


def _listed(deed: Deed, table: Table, project_id: int) -> Sequence[Row[Any]]:
    return deed.connection.execute(
        select(table).where(table.c.project_id == project_id).order_by(table.c.position)
    ).all()


def _at(lines: Sequence[Row[Any]], place: int) -> Row[Any] | None:
    return lines[place - 1] if 1 <= place <= len(lines) else None
