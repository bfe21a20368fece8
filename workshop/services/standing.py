"""What stands for what: a merged topic lives on, with all that hangs on it, where it went."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    exists,
    or_,
    select,
)

from workshop.domain.phases import PhoneGesture
from workshop.domain.words import Origin, Subject
from workshop.services.transaction import Deed, tell_phones
from workshop.storage import tables

_CHOOSING = {PhoneGesture.VOTE, PhoneGesture.ADD_SOLUTION, PhoneGesture.RATE}


def standing_topics(workshop_id: int | ColumnElement[int]) -> CTE:
    """For each topic that still stands somewhere: ``id``, and ``stands``, the id of the topic
    that stands for it: itself, or what it was merged into, however many merges later.

    A topic that was dissolved, or merged into one that was, is absent. Undoing the merge gives
    each its own place again.
    """
    topic = tables.topic
    road = (
        select(topic.c.id, topic.c.id.label("stands"))
        .where(topic.c.workshop_id == workshop_id)
        .cte("road", recursive=True)
    )
    mergers = topic.alias("mergers")
    # UNION, not UNION ALL: rows that come back are dropped, so that no circle runs for ever.
    road = road.union(
        select(road.c.id, mergers.c.merged_into)
        .join_from(road, mergers, mergers.c.id == road.c.stands)
        .where(mergers.c.removed, mergers.c.merged_into.is_not(None))
    )
    last = topic.alias("last")
    return (
        select(road.c.id, road.c.stands)
        .join_from(road, last, last.c.id == road.c.stands)
        .where(last.c.removed.is_(False))
        .cte("standing")
    )


def is_counted() -> ColumnElement[bool]:
    """Of a ballot joined to its round and its participant: whether its points count.

    A removed device has no vote, and in a round with codes only who typed one, or voted on paper.
    """
    ballot, session, person = tables.ballot, tables.vote_session, tables.participant
    code = tables.vote_code
    has_code = (
        exists()
        .where(
            code.c.session_id == ballot.c.session_id,
            code.c.participant_id == ballot.c.participant_id,
        )
        .correlate(ballot)
    )
    return and_(
        person.c.removed.is_(False),
        or_(session.c.with_codes.is_(False), person.c.origin == Origin.HAND, has_code),
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """All topics, or all solutions, by what stands for them today.

    ``letter``: the first of their labels.
    ``by_id``, ``by_number``: the id of what stands for each one's id, or number.
    ``labels``, ``titles``: of each id that stands, in the order of the labels.
    """

    letter: str
    by_id: Mapping[int, int] = field(default_factory=dict)
    by_number: Mapping[int, int] = field(default_factory=dict)
    labels: Mapping[int, str] = field(default_factory=dict)
    titles: Mapping[int, str] = field(default_factory=dict)

    def among(self, chosen: Collection[int]) -> "Standing":
        """Only what stands for these numbers; none chosen is everything."""
        if not chosen:
            return self
        kept = {self.by_number[number] for number in chosen if number in self.by_number}
        return Standing(
            self.letter,
            {id_: stands for id_, stands in self.by_id.items() if stands in kept},
            {number: stands for number, stands in self.by_number.items() if stands in kept},
            {id_: label for id_, label in self.labels.items() if id_ in kept},
            {id_: title for id_, title in self.titles.items() if id_ in kept},
        )


def read_standing(connection: Connection, workshop_id: int, subject: Subject) -> Standing:
    """The topics or the solutions of a workshop, in one query."""
    letter, statement = _STANDING[subject]
    rows = connection.execute(statement, {"workshop": workshop_id}).all()
    return Standing(
        letter,
        by_id={row.id: row.stands for row in rows},
        by_number={row.number: row.stands for row in rows},
        labels={row.id: f"{letter}{row.number}" for row in rows if row.id == row.stands},
        titles={row.id: row.title for row in rows if row.id == row.stands},
    )


def _topics() -> Select[tuple[int, int, int, str]]:
    topic, stands = tables.topic, standing_topics(bindparam("workshop"))
    return (
        select(topic.c.id, stands.c.stands, topic.c.number, topic.c.title)
        .join_from(topic, stands, stands.c.id == topic.c.id)
        .order_by(topic.c.number)
    )


def _solutions() -> Select[tuple[int, int, int, str]]:
    solution = tables.solution
    return (
        select(solution.c.id, solution.c.id.label("stands"), solution.c.number, solution.c.title)
        .where(solution.c.workshop_id == bindparam("workshop"))
        .order_by(solution.c.number)
    )


# Made once: a thousand phones ask at once when the phase changes.
_STANDING = {Subject.TOPICS: ("T", _topics()), Subject.SOLUTIONS: ("S", _solutions())}


def tell_choosers(deed: Deed) -> None:
    """Inside an open change of topics or solutions: phones that choose among them must know."""
    if not deed.workshop.rights.may.isdisjoint(_CHOOSING):
        tell_phones(deed)
