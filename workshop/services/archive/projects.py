"""Functional domains, and projects with their charters."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from itertools import pairwise
from typing import Any, TypeVar

from sqlalchemy import Table, select

from workshop.domain.errors import PhaseGateShut, ProjectUnfinished
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_optional, clean_text
from workshop.domain.words import ProjectStatus
from workshop.services.archive.passage import Entering, Labels, Leaving, found
from workshop.services.archive.plan_records import (
    CriterionRecord,
    DomainRecord,
    PhaseRecord,
    ProjectRecord,
)
from workshop.services.archive.proofs import distinct, labelled, number_of, there
from workshop.services.archive.storing import store, store_ties
from workshop.services.projects import PhaseDraft, ProjectDraft, clean_project
from workshop.storage import tables

T = TypeVar("T")

_WORDS = ("title", "owner", "objectives", "benefits", "budget", "people")
"""What a project says in sentences, under the same name in a file."""


def read_domains(out: Leaving) -> tuple[DomainRecord, ...]:
    domain = tables.functional_domain
    return tuple(
        DomainRecord(name=row.name, target=row.target)
        for row in out.ordered(domain, domain.c.position, domain.c.id)
    )


def domain_names(out: Leaving) -> dict[int, str]:
    """What a domain is called, by its id."""
    return {row.id: row.name for row in out.ordered(tables.functional_domain)}


def read_projects(out: Leaving) -> tuple[ProjectRecord, ...]:
    criteria, phases = (
        _of_projects(out, table) for table in (tables.project_criterion, tables.project_phase)
    )
    people, domains = out.labels(tables.person, "P"), domain_names(out)
    measures = _measures_of(out)
    return tuple(
        ProjectRecord(
            label=f"J{row.number}",
            title=row.title,
            owner=row.owner,
            carried_by=people.get(row.owner_id),
            domain=domains.get(row.domain_id),
            objectives=row.objectives,
            benefits=row.benefits,
            budget=row.budget,
            people=row.people,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            status=row.status,
            criteria=tuple(
                CriterionRecord(text=one.text, met_on=one.met_on)
                for one in criteria.get(row.id, ())
            ),
            phases=tuple(
                PhaseRecord(one.title, one.starts_on, one.ends_on, one.done)
                for one in phases.get(row.id, ())
            ),
            measures=tuple(sorted(measures.get(row.id, ()), key=number_of)),
        )
        for row in out.by_rank(tables.project)
    )


def _of_projects(out: Leaving, table: Table) -> dict[int, list[Any]]:
    """The rows of a table that hang on projects, in their order, by the project's id."""
    held: dict[int, list[Any]] = {}
    for row in out.connection.execute(
        select(table)
        .join(tables.project)
        .where(tables.project.c.workshop_id == out.workshop.id)
        .order_by(table.c.position, table.c.id)
    ):
        held.setdefault(row.project_id, []).append(row)
    return held


def _measures_of(out: Leaving) -> dict[int, list[str]]:
    tie, labels = tables.project_measure, out.labels(tables.measure, "M")
    held: dict[int, list[str]] = {}
    for row in out.connection.execute(
        select(tie).join(tables.project).where(tables.project.c.workshop_id == out.workshop.id)
    ):
        held.setdefault(row.project_id, []).append(labels[row.measure_id])
    return held


def check_domain(record: DomainRecord) -> DomainRecord:
    return replace(
        record,
        name=clean_text(record.name, limit=TITLE_LIMIT),
        target=clean_optional(record.target, limit=NOTE_LIMIT),
    )


def domain_named(name: str | None) -> str | None:
    """The name of a domain as it is stored, cleaned; None for none. Raises a WorkshopError."""
    return None if name is None else clean_text(name, limit=TITLE_LIMIT)


def check_project(record: ProjectRecord, labels: Labels) -> ProjectRecord:
    labelled(record.label, "J")
    there(record.carried_by, labels.people)
    there(record.domain, labels.domains)
    for measure in record.measures:
        there(measure, labels.measures)
    distinct("measures", record.measures)
    said = clean_project(_draft(record))
    left = [one.text for one in record.criteria if one.met_on is None]
    if left and record.status == ProjectStatus.DONE:
        raise ProjectUnfinished(criteria=left)
    for before, after in pairwise(record.phases):
        if after.done and not before.done:
            raise PhaseGateShut(project=record.label, before=before.title)
    return replace(
        record,
        **{name: getattr(said, name) for name in _WORDS},
        domain=domain_named(record.domain),
        criteria=tuple(
            replace(one, text=text)
            for one, text in zip(record.criteria, said.criteria, strict=True)
        ),
        phases=tuple(
            replace(one, title=phase.title)
            for one, phase in zip(record.phases, said.phases, strict=True)
        ),
    )


def _draft(record: ProjectRecord) -> ProjectDraft:
    """What a form would say of the project; what it is measured by is looked at apart."""
    return ProjectDraft(
        **{name: getattr(record, name) for name in (*_WORDS, "starts_on", "ends_on", "status")},
        criteria=tuple(one.text for one in record.criteria),
        phases=tuple(PhaseDraft(one.title, one.starts_on, one.ends_on) for one in record.phases),
    )


def take_domains(into: Entering) -> None:
    store(
        into.connection,
        tables.functional_domain,
        [
            {
                "workshop_id": into.workshop_id,
                "position": position,
                "name": domain.name,
                "target": domain.target,
            }
            for position, domain in enumerate(into.archive.domains, 1)
        ],
    )
    domain = tables.functional_domain
    into.domains = {
        row.name: row.id
        for row in into.connection.execute(
            select(domain).where(domain.c.workshop_id == into.workshop_id)
        )
    }


def take_projects(into: Entering) -> None:
    projects = into.archive.projects
    store(
        into.connection,
        tables.project,
        [
            {
                "workshop_id": into.workshop_id,
                "number": number_of(project.label),
                "rank": rank,
                "owner_id": found(into.people, project.carried_by),
                "domain_id": None if project.domain is None else into.domains[project.domain],
                "changed": 1,
                **{name: getattr(project, name) for name in _AS_THEY_ARE},
            }
            for rank, project in into.ranked(projects)
        ],
    )
    into.projects = into.numbered(tables.project)
    store(
        into.connection,
        tables.project_criterion,
        [
            {"project_id": project, "position": position, **asdict(criterion)}
            for project, position, criterion in _hanging(into, [one.criteria for one in projects])
        ],
    )
    store(
        into.connection,
        tables.project_phase,
        [
            {"project_id": project, "position": position, **asdict(phase)}
            for project, position, phase in _hanging(into, [one.phases for one in projects])
        ],
    )
    store_ties(
        into.connection,
        tables.project_measure,
        into.projects,
        into.measures,
        ((project.label, project.measures) for project in projects),
    )


_AS_THEY_ARE = (
    "title",
    "owner",
    "objectives",
    "benefits",
    "budget",
    "people",
    "starts_on",
    "ends_on",
    "status",
)
"""The columns of a project that a file holds under the same name."""


def _hanging(into: Entering, held: Sequence[Sequence[T]]) -> Iterable[tuple[int, int, T]]:
    """What hangs on each project, as the project's id, its place from 1 on, and itself."""
    for project, parts in zip(into.archive.projects, held, strict=True):
        for position, part in enumerate(parts, 1):
            yield into.projects[number_of(project.label)], position, part
