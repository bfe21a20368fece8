"""The causes as screens read them: ladders of whys, and which kinds weigh most."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from workshop.domain.causes import Bar, pareto
from workshop.domain.words import CauseTag
from workshop.services.rows import Workshop
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class CauseLine:
    """A cause. ``tag``: None while nobody said of what kind it is. ``topics``: labels."""

    label: str
    title: str
    tag: CauseTag | None
    whys: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """The same Pareto twice: by the voices behind the topics of each kind, and by the topics.

    A topic counts once for each kind of cause it has; whoever speaks of two topics is a voice of
    each. ``unsorted``: topics with a cause, but none of a known kind.
    """

    by_voices: tuple[Bar, ...]
    by_topics: tuple[Bar, ...]
    topics: int
    unsorted: int


def read_causes(
    connection: Connection, workshop: Workshop, survivors: dict[int, int]
) -> tuple[tuple[CauseLine, ...], str | None]:
    """All causes in the order of their labels, and the label of the one that was saved last.

    ``survivors``: for each topic's id, the number of the topic that stands for it.
    """
    cause, tie = tables.cause, tables.cause_topic
    ties: dict[int, set[int]] = {}
    for row in connection.execute(
        select(tie).join(cause).where(cause.c.workshop_id == workshop.id)
    ):
        if row.topic_id in survivors:
            ties.setdefault(row.cause_id, set()).add(survivors[row.topic_id])
    rows = connection.execute(
        select(cause).where(cause.c.workshop_id == workshop.id).order_by(cause.c.number)
    ).all()
    lines = tuple(
        CauseLine(
            label=f"R{row.number}",
            title=row.title,
            tag=CauseTag(row.tag) if row.tag else None,
            whys=tuple(row.whys),
            topics=tuple(f"T{number}" for number in sorted(ties.get(row.id, ()))),
        )
        for row in rows
    )
    latest = max(rows, key=lambda row: (row.changed, row.number), default=None)
    return lines, None if latest is None else f"R{latest.number}"


def weigh_causes(causes: Iterable[CauseLine], voices: Mapping[str, int]) -> Weights:
    """How much stands behind each kind of cause; ``voices``: of each topic, by its label."""
    behind: dict[CauseTag, set[str]] = {}
    explained: set[str] = set()
    for cause in causes:
        explained.update(cause.topics)
        if cause.tag is not None:
            behind.setdefault(cause.tag, set()).update(cause.topics)
    return Weights(
        by_voices=pareto(
            {tag: sum(voices.get(label, 0) for label in held) for tag, held in behind.items()}
        ),
        by_topics=pareto({tag: len(held) for tag, held in behind.items()}),
        topics=len(explained),
        unsorted=len(explained.difference(*behind.values())),
    )
