"""What was said and decided while the plan ran: meetings, new items, readiness, evidence."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from workshop.domain.errors import FileUnreadable, ItemUnqualified
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_optional, clean_text
from workshop.domain.words import Axis, ItemDecision, ItemReason, Priority
from workshop.services.archive.passage import Entering, Labels, Leaving, found
from workshop.services.archive.plan_records import (
    DecisionRecord,
    EvidenceRecord,
    ItemRecord,
    MeetingRecord,
    ReadinessRecord,
)
from workshop.services.archive.proofs import labelled, number_of, one_of, there, within
from workshop.services.archive.storing import store
from workshop.services.meetings import MeetingDraft, clean_meeting
from workshop.storage import tables

_MEETING = ("kind", "held_on", "progress", "successes", "blockers", "next_steps", "minutes")
_DECISION = ("what", "asked_on", "answer", "answered_by", "answered_on")
_ITEM = (
    "what",
    "reason",
    "came_from",
    "asked_on",
    "importance",
    "priority",
    "needed_by",
    "resources",
    "decision",
    "because",
)
_READINESS = ("taken_on", *Axis, "note")
_EVIDENCE = ("fact", "seen_on", "of_the_week")
"""The columns that a file holds under the same name."""

MOST_IMPORTANT, MOST_READY = 3, 5


def read_meetings(out: Leaving) -> tuple[MeetingRecord, ...]:
    return tuple(
        MeetingRecord(**{name: getattr(row, name) for name in _MEETING})
        for row in out.ordered(tables.meeting, tables.meeting.c.id)
    )


def _places(out: Leaving) -> dict[int, str]:
    """The place of a meeting among all, by its id."""
    rows = out.ordered(tables.meeting, tables.meeting.c.id)
    return {row.id: str(place) for place, row in enumerate(rows, 1)}


def read_decisions(out: Leaving) -> tuple[DecisionRecord, ...]:
    places = _places(out)
    return tuple(
        DecisionRecord(
            meeting=places.get(row.meeting_id), **{name: getattr(row, name) for name in _DECISION}
        )
        for row in out.ordered(tables.decision, tables.decision.c.id)
    )


def read_items(out: Leaving) -> tuple[ItemRecord, ...]:
    places, actions = _places(out), out.labels(tables.action, "A")
    return tuple(
        ItemRecord(
            label=f"N{row.number}",
            meeting=places.get(row.meeting_id),
            action=actions.get(row.action_id),
            **{name: getattr(row, name) for name in _ITEM},
        )
        for row in out.by_rank(tables.change_item)
    )


def read_readiness(out: Leaving) -> tuple[ReadinessRecord, ...]:
    return tuple(
        ReadinessRecord(**{name: getattr(row, name) for name in _READINESS})
        for row in out.ordered(tables.readiness, tables.readiness.c.taken_on)
    )


def read_evidence(out: Leaving) -> tuple[EvidenceRecord, ...]:
    actions, measures = out.labels(tables.action, "A"), out.labels(tables.measure, "M")
    fact = tables.evidence
    return tuple(
        EvidenceRecord(
            action=actions.get(row.action_id),
            measure=measures.get(row.measure_id),
            **{name: getattr(row, name) for name in _EVIDENCE},
        )
        for row in out.ordered(fact, fact.c.rank, fact.c.id)
    )


def check_meeting(record: MeetingRecord) -> MeetingRecord:
    draft = MeetingDraft(**{name: getattr(record, name) for name in _MEETING})
    values: dict[str, Any] = clean_meeting(draft)
    return replace(record, **values)


def check_decision(record: DecisionRecord, labels: Labels) -> DecisionRecord:
    there(record.meeting, labels.meetings)
    return replace(
        record,
        what=clean_text(record.what, limit=NOTE_LIMIT),
        answer=clean_optional(record.answer, limit=NOTE_LIMIT),
        answered_by=clean_optional(record.answered_by, limit=TITLE_LIMIT),
    )


def check_item(record: ItemRecord, labels: Labels) -> ItemRecord:
    labelled(record.label, "N")
    there(record.meeting, labels.meetings)
    there(record.action, labels.actions)
    one_of("reason", record.reason, tuple(ItemReason))
    one_of("priority", record.priority, {"", *Priority})
    one_of("decision", record.decision, {"", *ItemDecision})
    if record.decision and record.importance is None:
        raise ItemUnqualified(item=record.label)
    if record.importance is not None:
        within("importance", record.importance, 1, MOST_IMPORTANT)
    return replace(
        record,
        what=clean_text(record.what, limit=NOTE_LIMIT),
        came_from=clean_optional(record.came_from, limit=TITLE_LIMIT),
        resources=clean_optional(record.resources, limit=NOTE_LIMIT),
        because=clean_optional(record.because, limit=NOTE_LIMIT),
    )


def check_readiness(record: ReadinessRecord) -> ReadinessRecord:
    for axis in Axis:
        value = getattr(record, axis)
        if value is not None:
            within(axis, value, 1, MOST_READY)
    return replace(record, note=clean_optional(record.note, limit=NOTE_LIMIT))


def check_evidence(record: EvidenceRecord, labels: Labels) -> EvidenceRecord:
    there(record.action, labels.actions)
    there(record.measure, labels.measures)
    return replace(record, fact=clean_text(record.fact, limit=NOTE_LIMIT))


def check_success(evidence: tuple[EvidenceRecord, ...]) -> None:
    """One success of the week at most. Raises FileUnreadable."""
    marked = [place for place, fact in enumerate(evidence) if fact.of_the_week]
    if len(marked) > 1:
        raise FileUnreadable(
            reason="duplicate", place=f"evidence[{marked[1]}]", value="of_the_week"
        )


def take_meetings(into: Entering) -> None:
    """In the order of the file: decisions and items find a meeting by its place."""
    meeting = tables.meeting
    store(
        into.connection,
        meeting,
        [
            {
                "workshop_id": into.workshop_id,
                **{name: getattr(record, name) for name in _MEETING},
            }
            for record in into.archive.meetings
        ],
    )
    ids = into.connection.scalars(
        select(meeting.c.id).where(meeting.c.workshop_id == into.workshop_id).order_by(meeting.c.id)
    )
    into.meetings = {str(place): row_id for place, row_id in enumerate(ids, 1)}
    store(
        into.connection,
        tables.decision,
        [
            {
                "workshop_id": into.workshop_id,
                "meeting_id": None if one.meeting is None else into.meetings[one.meeting],
                **{name: getattr(one, name) for name in _DECISION},
            }
            for one in into.archive.decisions
        ],
    )


def take_items(into: Entering) -> None:
    store(
        into.connection,
        tables.change_item,
        [
            {
                "workshop_id": into.workshop_id,
                "number": number_of(item.label),
                "rank": rank,
                "meeting_id": None if item.meeting is None else into.meetings[item.meeting],
                "action_id": found(into.actions, item.action),
                "changed": 1,
                **{name: getattr(item, name) for name in _ITEM},
            }
            for rank, item in into.ranked(into.archive.items)
        ],
    )


def take_readiness(into: Entering) -> None:
    store(
        into.connection,
        tables.readiness,
        [
            {
                "workshop_id": into.workshop_id,
                **{name: getattr(record, name) for name in _READINESS},
            }
            for record in into.archive.readiness
        ],
    )


def take_evidence(into: Entering) -> None:
    store(
        into.connection,
        tables.evidence,
        [
            {
                "workshop_id": into.workshop_id,
                "rank": rank,
                "action_id": found(into.actions, record.action),
                "measure_id": found(into.measures, record.measure),
                **{name: getattr(record, name) for name in _EVIDENCE},
            }
            for rank, record in into.ranked(into.archive.evidence)
        ],
    )
