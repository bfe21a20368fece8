"""The roadmap: actions by term and domain, what waits for what, and where projects pass a gate."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from workshop.domain.codes import label_of
from workshop.domain.dependencies import OrderProblem, Planned, order_problems, term_of
from workshop.domain.words import (
    FINISHED,
    ActionStatus,
    CardStatus,
    Horizon,
    Kind,
    Priority,
    ProjectStatus,
    Side,
    Term,
)
from workshop.domain.workload import Charge, overloaded
from workshop.services.actors import Facilitating
from workshop.services.domains import DomainDraft, read_domains
from workshop.services.house import House
from workshop.services.roadmap import read_needs
from workshop.services.rows import Workshop
from workshop.services.transaction import snapshot
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """An action as the roadmap shows it. ``term``: None before it has its place.

    ``domain``: a name; ``project``, ``needs``: labels. ``could_be``: the term its due date lies in.
    """

    label: str
    what: str
    owner: str
    due: date | None
    status: ActionStatus
    priority: Priority
    term: Term | None
    domain: str | None
    project: str | None
    needs: tuple[str, ...]
    could_be: Term | None

    @property
    def is_over(self) -> bool:
        """True when there is nothing left to do of it."""
        return self.status in FINISHED


@dataclass(frozen=True, slots=True)
class TomorrowCard:
    """What the room said of tomorrow."""

    label: str
    text: str
    side: Side
    kind: Kind


@dataclass(frozen=True, slots=True)
class Gate:
    """The end of a phase of a project, in the domain and the term where it falls.

    ``term``: None without a date. ``is_next``: the first one of its project still to be passed.
    """

    project: str
    title: str
    phase: str
    ends_on: date | None
    done: bool
    is_next: bool
    domain: str | None
    term: Term | None


@dataclass(frozen=True, slots=True)
class RoadmapView:
    """Everything that the roadmap draws, from one snapshot."""

    revision: int
    domains: tuple[DomainDraft, ...]
    actions: tuple[PlannedAction, ...]
    gates: tuple[Gate, ...]
    tomorrow: tuple[TomorrowCard, ...]
    problems: tuple[OrderProblem, ...]

    @property
    def on_the_road(self) -> tuple[PlannedAction, ...]:
        """The actions that have their place, those that were dropped left out."""
        return tuple(
            line
            for line in self.actions
            if line.term is not None and line.status is not ActionStatus.DROPPED
        )

    @property
    def waiting(self) -> tuple[PlannedAction, ...]:
        """The actions still to be placed; one that is over needs no place any more."""
        return tuple(line for line in self.actions if line.term is None and not line.is_over)

    @property
    def overloaded(self) -> Mapping[str, tuple[str, ...]]:
        """By name, who carries too many actions at once, and which."""
        return overloaded(
            Charge(line.label, line.owner, line.status, line.term or "") for line in self.actions
        )

    def action(self, label: str) -> PlannedAction | None:
        return next((line for line in self.actions if line.label == label), None)


def read_roadmap(house: House, actor: Facilitating) -> RoadmapView:
    """The roadmap as the facilitator sees it. Raises WorkshopUnknown."""
    with snapshot(house, actor) as seen:
        connection, workshop = seen.connection, seen.workshop
        domains = read_domains(connection, workshop)
        actions = read_planned(connection, workshop)
        return RoadmapView(
            revision=seen.revision,
            domains=tuple(domains.values()),
            actions=actions,
            gates=_gates(connection, workshop),
            tomorrow=_tomorrow(connection, workshop),
            problems=order_problems(
                {line.label: Planned(line.due, line.term, line.status) for line in actions},
                {line.label: line.needs for line in actions},
            ),
        )


def read_planned(connection: Connection, workshop: Workshop) -> tuple[PlannedAction, ...]:
    """The actions of a workshop: the pressing ones first, then by due date and number."""
    action, domain, project = tables.action, tables.functional_domain, tables.project
    needs = read_needs(connection, workshop)
    since = workshop.created_at.date()
    lines = [
        PlannedAction(
            label=f"A{row.number}",
            what=row.what,
            owner=row.owner or row.to_confirm_with,
            due=row.due,
            status=ActionStatus(row.status),
            priority=Priority(row.priority),
            term=Term(row.term) if row.term else None,
            domain=row.domain,
            project=label_of("J", row.project),
            needs=needs.get(f"A{row.number}", ()),
            could_be=term_of(row.due, since=since) if row.due else None,
        )
        for row in connection.execute(
            select(action, domain.c.name.label("domain"), project.c.number.label("project"))
            .select_from(
                action.outerjoin(domain, domain.c.id == action.c.domain_id).outerjoin(
                    project, project.c.id == action.c.project_id
                )
            )
            .where(action.c.workshop_id == workshop.id)
            .order_by(action.c.number)
        )
    ]
    pressing = list(Priority)
    return tuple(
        sorted(lines, key=lambda line: (pressing.index(line.priority), line.due or date.max))
    )


def _gates(connection: Connection, workshop: Workshop) -> tuple[Gate, ...]:
    """The ends of phases of the projects that go on, project by project in their order."""
    phase, project, domain = tables.project_phase, tables.project, tables.functional_domain
    since = workshop.created_at.date()
    gates: list[Gate] = []
    ahead: set[str] = set()
    for row in connection.execute(
        select(
            project.c.number,
            project.c.title.label("project"),
            phase.c.title,
            phase.c.ends_on,
            phase.c.done,
            domain.c.name.label("domain"),
        )
        .select_from(
            phase.join(project, project.c.id == phase.c.project_id).outerjoin(
                domain, domain.c.id == project.c.domain_id
            )
        )
        .where(project.c.workshop_id == workshop.id, project.c.status != ProjectStatus.STOPPED)
        .order_by(project.c.number, phase.c.position)
    ):
        label = f"J{row.number}"
        gates.append(
            Gate(
                project=label,
                title=row.project,
                phase=row.title,
                ends_on=row.ends_on,
                done=row.done,
                is_next=not row.done and label not in ahead,
                domain=row.domain,
                term=term_of(row.ends_on, since=since) if row.ends_on else None,
            )
        )
        if not row.done:
            ahead.add(label)
    return tuple(gates)


def _tomorrow(connection: Connection, workshop: Workshop) -> tuple[TomorrowCard, ...]:
    """Cards of the room, not of the order in which they came."""
    card = tables.card
    return tuple(
        TomorrowCard(f"C{row.number}", row.text, Side(row.side), Kind(row.kind))
        for row in connection.execute(
            select(card.c.number, card.c.text, card.c.side, card.c.kind)
            .where(
                card.c.workshop_id == workshop.id,
                card.c.horizon == Horizon.TOMORROW,
                card.c.status == CardStatus.SHOWN,
            )
            .order_by(card.c.rank)
        )
    )
