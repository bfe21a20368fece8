"""Topics, what they were made of, and their places by hand."""

from dataclasses import replace

from sqlalchemy import select

from workshop.domain.errors import FileUnreadable
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_optional, clean_text
from workshop.domain.words import QUADRANTS, Effect, Quadrant, Side
from workshop.services.archive.passage import Entering, Labels, Leaving
from workshop.services.archive.proofs import labelled, number_of, one_of, there
from workshop.services.archive.records import (
    MergedRecord,
    MirrorRecord,
    PlacementRecord,
    TopicRecord,
)
from workshop.services.archive.storing import ids_of, store
from workshop.storage import tables


def read_topics(out: Leaving) -> tuple[TopicRecord, ...]:
    return tuple(
        TopicRecord(
            label=f"T{row.number}",
            title=row.title,
            moved_to=row.moved_to,
            because=row.moved_because,
        )
        for row in out.topic_rows
        if not row.removed
    )


def read_merged(out: Leaving) -> tuple[MergedRecord, ...]:
    return tuple(
        MergedRecord(label=f"T{row.number}", title=row.title, into=out.topics[row.id])
        for row in out.topic_rows
        if row.removed and row.id in out.topics
    )


def read_placements(out: Leaving) -> tuple[PlacementRecord, ...]:
    move, topic = tables.placement, tables.topic
    return tuple(
        PlacementRecord(
            topic=f"T{row.number}",
            computed=row.computed,
            moved_to=row.moved_to,
            because=row.because,
        )
        for row in out.connection.execute(
            select(move, topic.c.number)
            .join_from(move, topic)
            .where(move.c.workshop_id == out.workshop.id, topic.c.removed.is_(False))
            .order_by(move.c.id)
        )
    )


def read_mirrors(out: Leaving) -> tuple[MirrorRecord, ...]:
    mirror = tables.mirror
    return tuple(
        MirrorRecord(topic=topic, voice=voice, side=side, value=value)
        for topic, voice, side, value in sorted(
            (out.own_topics[row.topic_id], out.voices[row.participant_id], row.side, row.value)
            for row in out.connection.execute(
                select(mirror).where(
                    mirror.c.workshop_id == out.workshop.id, mirror.c.topic_id.is_not(None)
                )
            )
            if row.topic_id in out.own_topics
        )
    )


def check_topic(record: TopicRecord) -> TopicRecord:
    labelled(record.label, "T")
    return replace(
        record,
        title=clean_text(record.title, limit=TITLE_LIMIT),
        because=check_reason(record.moved_to, record.because),
    )


def check_merged(record: MergedRecord, labels: Labels) -> MergedRecord:
    labelled(record.label, "T")
    there(record.into, labels.topics)
    if record.label in labels.topics:
        raise FileUnreadable(reason="duplicate", value=record.label)
    return replace(record, title=clean_text(record.title, limit=TITLE_LIMIT))


def check_placement(record: PlacementRecord, labels: Labels) -> PlacementRecord:
    there(record.topic, labels.topics)
    one_of("computed", record.computed, tuple(Quadrant))
    return replace(record, because=check_reason(record.moved_to, record.because))


def check_reason(moved_to: str | None, because: str) -> str:
    if moved_to is None:
        return clean_optional(because, limit=NOTE_LIMIT)
    one_of("moved_to", moved_to, QUADRANTS)
    return clean_text(because, limit=NOTE_LIMIT)


def check_mirror(record: MirrorRecord, labels: Labels) -> MirrorRecord:
    there(record.topic, labels.topics | labels.merged)
    there(record.voice, labels.voices)
    one_of("side", record.side, tuple(Side))
    one_of("value", record.value, tuple(Effect))
    return record


def take_topics(into: Entering) -> None:
    store(
        into.connection,
        tables.topic,
        [
            {
                "workshop_id": into.workshop_id,
                "number": number_of(topic.label),
                "rank": rank,
                "title": topic.title,
                "moved_to": topic.moved_to,
                "moved_because": topic.because,
                "removed": False,
                "changed": 1,
            }
            for rank, topic in into.ranked(into.archive.topics)
        ],
    )
    into.topics = ids_of(into.connection, tables.topic, "number", into.workshop_id)
    store(
        into.connection,
        tables.topic,
        [
            {
                "workshop_id": into.workshop_id,
                "number": number_of(gone.label),
                "rank": rank,
                "title": gone.title,
                "removed": True,
                "merged_into": into.topics[number_of(gone.into)],
                "changed": 1,
            }
            for rank, gone in into.ranked(into.archive.merged)
        ],
    )
    into.topics = ids_of(into.connection, tables.topic, "number", into.workshop_id)
    _take_placements(into)
    _take_mirrors(into)


def _take_placements(into: Entering) -> None:
    store(
        into.connection,
        tables.placement,
        [
            {
                "workshop_id": into.workshop_id,
                "topic_id": into.topics[number_of(move.topic)],
                "computed": move.computed,
                "moved_to": move.moved_to,
                "because": move.because,
                "at": into.house.clock(),
            }
            for move in into.archive.placements
        ],
    )


def _take_mirrors(into: Entering) -> None:
    store(
        into.connection,
        tables.mirror,
        [
            {
                "workshop_id": into.workshop_id,
                "participant_id": into.voices[said.voice],
                "topic_id": into.topics[number_of(said.topic)],
                "side": said.side,
                "value": said.value,
            }
            for said in into.archive.mirrors
        ],
    )
