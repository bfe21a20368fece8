"""Actions, what they need, and what became of them day by day."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from workshop.domain.dependencies import first_circle
from workshop.domain.errors import DependencyCircle
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_optional, clean_text
from workshop.domain.words import QUADRANTS, ActionDeed, ActionStatus, Priority, Term
from workshop.services.archive.passage import Entering, Labels, Leaving, found
from workshop.services.archive.plan_records import ActionRecord, EventRecord
from workshop.services.archive.projects import domain_named, domain_names
from workshop.services.archive.proofs import distinct, labelled, number_of, one_of, there
from workshop.services.archive.storing import store, store_ties
from workshop.storage import tables

_AS_THEY_ARE = (
    "what",
    "owner",
    "to_confirm_with",
    "due",
    "measure",
    "status",
    "confirm_before",
    "quadrant",
    "priority",
    "term",
    "done_on",
)
"""The columns of an action that a file holds under the same name."""

_EVENT = ("happened_on", "deed", "by", "before", "after", "says")


def read_actions(out: Leaving) -> tuple[ActionRecord, ...]:
    people, projects = out.labels(tables.person, "P"), out.labels(tables.project, "J")
    domains, needs, events = domain_names(out), _needs(out), _events(out)
    return tuple(
        ActionRecord(
            label=f"A{row.number}",
            topic=out.topics.get(row.topic_id),
            solution=out.solutions.get(row.solution_id),
            carried_by=people.get(row.owner_id),
            domain=domains.get(row.domain_id),
            project=projects.get(row.project_id),
            needs=tuple(sorted(needs.get(row.id, ()), key=number_of)),
            events=tuple(events.get(row.id, ())),
            **{name: getattr(row, name) for name in _AS_THEY_ARE},
        )
        for row in out.by_rank(tables.action)
    )


def _needs(out: Leaving) -> dict[int, list[str]]:
    tie, action = tables.action_dependency, tables.action
    labels = out.labels(action, "A")
    held: dict[int, list[str]] = {}
    for row in out.connection.execute(select(tie).where(tie.c.action_id.in_(labels))):
        held.setdefault(row.action_id, []).append(labels[row.needs_id])
    return held


def _events(out: Leaving) -> dict[int, list[EventRecord]]:
    event, action = tables.action_event, tables.action
    held: dict[int, list[EventRecord]] = {}
    for row in out.connection.execute(
        select(event)
        .join(action)
        .where(action.c.workshop_id == out.workshop.id)
        .order_by(event.c.id)
    ):
        record = EventRecord(**{name: getattr(row, name) for name in _EVENT})
        held.setdefault(row.action_id, []).append(record)
    return held


def check_action(record: ActionRecord, labels: Labels) -> ActionRecord:
    """Texts, words and labels. What an action must say to be a commitment is not asked again: the
    rule was another one in the release that a file may come from.
    """
    labelled(record.label, "A")
    there(record.topic, labels.topics)
    there(record.solution, labels.solutions)
    there(record.carried_by, labels.people)
    there(record.domain, labels.domains)
    there(record.project, labels.projects)
    for needed in record.needs:
        there(needed, labels.actions)
    distinct("needs", record.needs)
    one_of("status", record.status, tuple(ActionStatus))
    one_of("priority", record.priority, tuple(Priority))
    one_of("term", record.term, {"", *Term})
    if record.quadrant is not None:
        one_of("quadrant", record.quadrant, QUADRANTS)
    return replace(
        record,
        what=clean_text(record.what, limit=NOTE_LIMIT),
        owner=clean_optional(record.owner, limit=TITLE_LIMIT),
        to_confirm_with=clean_optional(record.to_confirm_with, limit=TITLE_LIMIT),
        measure=clean_optional(record.measure, limit=NOTE_LIMIT),
        domain=domain_named(record.domain),
        events=tuple(_check_event(event) for event in record.events),
    )


def check_order(records: Sequence[ActionRecord]) -> None:
    """No action waits for itself, by whatever way round. Raises DependencyCircle."""
    circle = first_circle({record.label: record.needs for record in records})
    if circle is not None:
        raise DependencyCircle(path=list(circle), way=" → ".join(circle))


def _check_event(record: EventRecord) -> EventRecord:
    one_of("deed", record.deed, tuple(ActionDeed))
    return replace(
        record,
        by=clean_optional(record.by, limit=TITLE_LIMIT),
        before=clean_optional(record.before, limit=NOTE_LIMIT),
        after=clean_optional(record.after, limit=NOTE_LIMIT),
        says=clean_optional(record.says, limit=NOTE_LIMIT),
    )


def take_actions(into: Entering) -> None:
    actions = into.archive.actions
    rows: list[dict[str, Any]] = [
        {
            "workshop_id": into.workshop_id,
            "number": number_of(action.label),
            "rank": rank,
            "topic_id": found(into.topics, action.topic),
            "solution_id": found(into.solutions, action.solution),
            "owner_id": found(into.people, action.carried_by),
            "domain_id": None if action.domain is None else into.domains[action.domain],
            "project_id": found(into.projects, action.project),
            "changed": 1,
            **{name: getattr(action, name) for name in _AS_THEY_ARE},
        }
        for rank, action in into.ranked(actions)
    ]
    store(into.connection, tables.action, rows)
    into.actions = into.numbered(tables.action)
    store_ties(
        into.connection,
        tables.action_dependency,
        into.actions,
        into.actions,
        ((action.label, action.needs) for action in actions),
    )
    store(
        into.connection,
        tables.action_event,
        [
            {
                "action_id": into.actions[number_of(action.label)],
                **{name: getattr(event, name) for name in _EVENT},
            }
            for action in actions
            for event in action.events
        ],
    )
