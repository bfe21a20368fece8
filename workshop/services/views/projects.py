"""Projects with their charters, and the list of them by domain."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from workshop.domain.errors import ProjectUnknown
from workshop.domain.words import ProjectStatus
from workshop.services.actors import Facilitating
from workshop.services.domains import DomainDraft, read_domains
from workshop.services.house import House
from workshop.services.rows import Workshop
from workshop.services.transaction import snapshot
from workshop.services.views.measures import MeasureLine, measures_of
from workshop.services.views.roadmap import PlannedAction, read_planned
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """``met_on``: the day it was ticked, None while it is not met."""

    text: str
    met_on: date | None


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """``is_next``: the first phase that has not ended."""

    title: str
    starts_on: date | None
    ends_on: date | None
    done: bool
    is_next: bool


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project and its charter. ``domain``: a name; ``measures``, ``actions``: labels.

    ``changed``: the revision of its last change, for whoever saves over it.
    """

    label: str
    title: str
    owner: str
    domain: str | None
    objectives: str
    benefits: str
    budget: str
    people: str
    starts_on: date | None
    ends_on: date | None
    status: ProjectStatus
    criteria: tuple[CriterionLine, ...]
    phases: tuple[PhaseLine, ...]
    measures: tuple[str, ...]
    actions: tuple[str, ...]
    changed: int

    @property
    def met(self) -> int:
        """How many of its criteria are met."""
        return sum(line.met_on is not None for line in self.criteria)


@dataclass(frozen=True, slots=True)
class ProjectsView:
    """Everything that the projects' page draws, from one snapshot."""

    revision: int
    projects: tuple[ProjectLine, ...]
    domains: tuple[DomainDraft, ...]
    measures: tuple[MeasureLine, ...]
    actions: tuple[PlannedAction, ...]
    people: tuple[str, ...]

    def project(self, label: str | None) -> ProjectLine | None:
        return next((line for line in self.projects if line.label == label), None)

    def actions_of(self, project: ProjectLine) -> tuple[PlannedAction, ...]:
        return tuple(line for line in self.actions if line.label in project.actions)

    def measures_of(self, project: ProjectLine) -> tuple[MeasureLine, ...]:
        return tuple(line for line in self.measures if line.label in project.measures)


@dataclass(frozen=True, slots=True)
class CharterView:
    """A project to print, in the workshop's words."""

    code: str
    workshop: str
    language: str
    client_name: str
    team_name: str
    project: ProjectLine
    target: str
    actions: tuple[PlannedAction, ...]
    measures: tuple[MeasureLine, ...]


def read_projects_view(house: House, actor: Facilitating) -> ProjectsView:
    """The projects as their facilitator sees them. Raises WorkshopUnknown."""
    with snapshot(house, actor) as seen:
        return _projects(seen.connection, seen.workshop)


def read_charter(house: House, actor: Facilitating, label: str) -> CharterView:
    """One project to print. Raises WorkshopUnknown, ProjectUnknown."""
    with snapshot(house, actor) as seen:
        workshop = seen.workshop
        view = _projects(seen.connection, workshop)
    project = view.project(label)
    if project is None:
        raise ProjectUnknown(project=label)
    return CharterView(
        code=workshop.code,
        workshop=workshop.title,
        language=workshop.language,
        client_name=workshop.client_name,
        team_name=workshop.team_name,
        project=project,
        target=next((line.target for line in view.domains if line.name == project.domain), ""),
        actions=view.actions_of(project),
        measures=view.measures_of(project),
    )


def read_projects(connection: Connection, workshop: Workshop) -> tuple[ProjectLine, ...]:
    """The projects of a workshop in the order of their numbers, in five queries."""
    project, domain = tables.project, tables.functional_domain
    criteria = _by_project(connection, workshop, tables.project_criterion)
    phases = _by_project(connection, workshop, tables.project_phase)
    measures = _labels(connection, workshop, "M")
    actions = _labels(connection, workshop, "A")
    return tuple(
        ProjectLine(
            label=f"J{row.number}",
            title=row.title,
            owner=row.owner,
            domain=row.domain,
            objectives=row.objectives,
            benefits=row.benefits,
            budget=row.budget,
            people=row.people,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            status=ProjectStatus(row.status),
            criteria=tuple(
                CriterionLine(line.text, line.met_on) for line in criteria.get(row.id, ())
            ),
            phases=_phases(phases.get(row.id, [])),
            measures=measures.get(row.id, ()),
            actions=actions.get(row.id, ()),
            changed=row.changed,
        )
        for row in connection.execute(
            select(project, domain.c.name.label("domain"))
            .select_from(project.outerjoin(domain, domain.c.id == project.c.domain_id))
            .where(project.c.workshop_id == workshop.id)
            .order_by(project.c.number)
        )
    )


def _projects(connection: Connection, workshop: Workshop) -> ProjectsView:
    person = tables.person
    return ProjectsView(
        revision=workshop.revision,
        projects=read_projects(connection, workshop),
        domains=tuple(read_domains(connection, workshop).values()),
        # The client's side first, as its code is.
        measures=tuple(sorted(measures_of(connection, workshop), key=lambda line: line.side)),
        actions=read_planned(connection, workshop),
        people=tuple(
            connection.scalars(
                select(person.c.name)
                .where(person.c.workshop_id == workshop.id)
                .order_by(person.c.name)
            )
        ),
    )


def _by_project(
    connection: Connection, workshop: Workshop, table: Table
) -> dict[int, list[Row[Any]]]:
    project = tables.project
    found: dict[int, list[Row[Any]]] = {}
    for row in connection.execute(
        select(table)
        .join(project, project.c.id == table.c.project_id)
        .where(project.c.workshop_id == workshop.id)
        .order_by(table.c.project_id, table.c.position)
    ):
        found.setdefault(row.project_id, []).append(row)
    return found


def _labels(connection: Connection, workshop: Workshop, letter: str) -> dict[int, tuple[str, ...]]:
    """The labels of the measures or the actions of each project."""
    action, measure, tie = tables.action, tables.measure, tables.project_measure
    if letter == "A":
        asked = select(action.c.project_id, action.c.number).where(
            action.c.workshop_id == workshop.id, action.c.project_id.is_not(None)
        )
    else:
        asked = (
            select(tie.c.project_id, measure.c.number)
            .join_from(tie, measure)
            .where(measure.c.workshop_id == workshop.id)
        )
    found: dict[int, tuple[str, ...]] = {}
    for project_id, number in sorted(tuple(row) for row in connection.execute(asked)):
        found[project_id] = (*found.get(project_id, ()), f"{letter}{number}")
    return found


def _phases(rows: list[Row[Any]]) -> tuple[PhaseLine, ...]:
    through = next((at for at, row in enumerate(rows) if not row.done), len(rows))
    return tuple(
        PhaseLine(row.title, row.starts_on, row.ends_on, row.done, at == through)
        for at, row in enumerate(rows)
    )
