"""The mirror round: one tap on the side that has not spoken, about a topic or one's own card.

Real cards speak of one side; asked "and for us?", "and for the client?", phones give the other one
its voices (METHOD.md, phase 5), which ``services.places`` counts.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, bindparam, case, delete, exists, func, or_, select

from workshop.domain.codes import read_label
from workshop.domain.errors import (
    CardUnknown,
    DoorClosed,
    PhaseClosed,
    TopicUnknown,
    ValueUnknown,
    WorkshopError,
)
from workshop.domain.matrix import VOICES_TO_BE_SURE
from workshop.domain.phases import PhoneGesture
from workshop.domain.words import CardStatus, Effect, Origin, QuestionStatus, Side, Source, Subject
from workshop.services.participants import Person, settle
from workshop.services.rows import Workshop
from workshop.services.standing import Standing, read_standing, standing_topics
from workshop.services.transaction import Deed
from workshop.services.writer import Done
from workshop.storage import tables
from workshop.storage.upsert import insert_or_update

TASKS = 5
"""Questions of the mirror round that one phone is asked."""

_DEVICES = (Origin.PHONE, Origin.TABLE, Origin.REHEARSAL)


@dataclass(frozen=True, slots=True)
class MirrorSent:
    """What a topic, or one's own card, does to the other side: ``value`` is an Effect.

    ``side``: of the topic, "" for the one that has not spoken; a card's is always its other side.
    """

    token: str = field(repr=False)
    value: str
    topic: str = ""
    card: str = ""
    side: str = ""


@dataclass(frozen=True, slots=True)
class MirrorTask:
    """A topic, and the side that a phone is asked about; ``value``: what it has answered so far."""

    topic: str
    title: str
    side: Side
    value: str | None


@dataclass(frozen=True, slots=True)
class MirrorProgress:
    """How far the mirror round is.

    ``topics_waiting``: topics in the tray, because no voice at all speaks on one side.
    ``answers``, ``people``: on topics, not counting those that were skipped.
    """

    topics_waiting: int = 0
    answers: int = 0
    people: int = 0


def answer_mirror(deed: Deed, gestures: Sequence[MirrorSent]) -> list[object]:
    """Apply answers in order (for ``Writer.submit``); a participant's last one counts.

    Each gives ``{"topic" or "card", "side", "value"}``; the same again changes nothing, even once
    the phase is over. A card may be answered while cards are sent, while its question is open, and
    in the mirror round. Refusals: PhaseClosed, DoorClosed, ValueUnknown (``value``, ``side``),
    TopicUnknown, CardUnknown (somebody else's too).
    """
    people = settle(deed, (gesture.token for gesture in gestures))
    results: dict[int, object] = {}
    for answers, which in ((_OnTopics, False), (_OnCards, True)):
        some = {n: gesture for n, gesture in enumerate(gestures) if bool(gesture.card) is which}
        if some:
            desk = answers(deed, list(some.values()), list(people.values()))
            for n, gesture in some.items():
                results[n] = _answered(desk.answer, gesture, people.get(gesture.token))
            desk.save()
    return [results[n] for n in range(len(gestures))]


def _answered(
    answer: Callable[[MirrorSent, int], object], gesture: MirrorSent, person: int | None
) -> object:
    if person is None:
        return DoorClosed()
    if gesture.value not in tuple(Effect):
        return ValueUnknown(field="value", value=gesture.value)
    try:
        return answer(gesture, person)
    except WorkshopError as refused:
        return refused


class _OnTopics:
    """Answers about topics: read once, changed in order, written once."""

    def __init__(self, deed: Deed, gestures: Sequence[MirrorSent], people: Sequence[int]) -> None:
        self._deed = deed
        self._topics = read_standing(deed.connection, deed.workshop.id, Subject.TOPICS)
        self._spoken = _read_spoken(deed.connection, deed.workshop.id)
        mirror = tables.mirror
        # By participant and topic: their answer on each side, the last one last.
        self._answers: dict[tuple[int, int], dict[str, str]] = {}
        self._behind: dict[tuple[int, int, str], list[int]] = {}
        for row in deed.connection.execute(
            select(mirror)
            .where(mirror.c.participant_id.in_(people), mirror.c.topic_id.is_not(None))
            .order_by(mirror.c.id)
        ):
            stands = self._topics.by_id.get(row.topic_id)
            if stands is not None:
                self._answers.setdefault((row.participant_id, stands), {})[row.side] = row.value
                key = (row.participant_id, stands, row.side)
                if row.topic_id != stands:
                    self._behind.setdefault(key, []).append(row.id)
        self._changed: dict[tuple[int, int, str], str] = {}

    def answer(self, gesture: MirrorSent, person: int) -> object:
        number = read_label(gesture.topic, "T")
        topic = self._topics.by_number.get(number or 0)
        side = "" if topic is None else self._side(gesture, person, topic)
        held = self._answers.get((person, topic or 0), {})
        answer = {
            "topic": self._topics.labels.get(topic or 0, gesture.topic),
            "side": side,
            "value": gesture.value,
        }
        if held.get(side) == gesture.value:
            return answer
        if not self._deed.workshop.may(PhoneGesture.MIRROR):
            raise PhaseClosed(phase=self._deed.workshop.phase)
        if topic is None:
            raise TopicUnknown(topic=gesture.topic)
        if side not in tuple(Side):
            raise ValueUnknown(field="side", value=side)
        answers = self._answers.setdefault((person, topic), {})
        answers.pop(side, None)
        answers[side] = gesture.value
        self._changed[person, topic, side] = gesture.value
        return Done(answer)

    def _side(self, gesture: MirrorSent, person: int, topic: int) -> str:
        """The side meant: as said, as answered before, else the one with fewer voices."""
        if gesture.side:
            return gesture.side
        if before := self._answers.get((person, topic)):
            return list(before)[-1]
        return _quieter(self._spoken.get(topic, {}))

    def save(self) -> None:
        mirror = tables.mirror
        # What a merge brought together is one answer from now on.
        if behind := [id_ for key in self._changed for id_ in self._behind.get(key, ())]:
            self._deed.connection.execute(delete(mirror).where(mirror.c.id.in_(behind)))
        if self._changed:
            keys = [mirror.c.participant_id, mirror.c.topic_id, mirror.c.side]
            self._deed.connection.execute(
                insert_or_update(self._deed.connection, mirror, keys, [mirror.c.value]),
                [
                    {
                        "workshop_id": self._deed.workshop.id,
                        "participant_id": person,
                        "topic_id": topic,
                        "side": side,
                        "value": value,
                    }
                    for (person, topic, side), value in self._changed.items()
                ],
            )


class _OnCards:
    """Answers about one's own cards: read once, changed in order, written once."""

    def __init__(self, deed: Deed, gestures: Sequence[MirrorSent], people: Sequence[int]) -> None:
        self._deed = deed
        card, question, mirror = tables.card, tables.question, tables.mirror
        numbers = {read_label(gesture.card, "C") for gesture in gestures} - {None}
        self._cards = {
            (row.participant_id, row.number): row
            for row in deed.connection.execute(
                select(
                    card.c.id,
                    card.c.number,
                    card.c.participant_id,
                    card.c.side,
                    question.c.status.label("asked"),
                )
                .select_from(card.outerjoin(question, question.c.id == card.c.question_id))
                .where(
                    card.c.workshop_id == deed.workshop.id,
                    card.c.number.in_(numbers),
                    card.c.participant_id.in_(people),
                    card.c.status != CardStatus.WITHDRAWN,
                )
            )
        }
        self._answers = {
            row.card_id: row.value
            for row in deed.connection.execute(
                select(mirror.c.card_id, mirror.c.value).where(
                    mirror.c.card_id.in_([row.id for row in self._cards.values()])
                )
            )
        }
        self._changed: dict[int, dict[str, object]] = {}

    def answer(self, gesture: MirrorSent, person: int) -> object:
        card = self._cards.get((person, read_label(gesture.card, "C")))
        workshop = self._deed.workshop
        if card is not None and self._answers.get(card.id) == gesture.value:
            return self._told(card, gesture)
        asked = card is not None and card.asked == QuestionStatus.OPEN
        if not asked and not (
            workshop.may(PhoneGesture.ADD_CARD) or workshop.may(PhoneGesture.MIRROR)
        ):
            raise PhaseClosed(phase=workshop.phase)
        if card is None:
            raise CardUnknown(card=gesture.card)
        self._answers[card.id] = gesture.value
        self._changed[card.id] = {
            "workshop_id": workshop.id,
            "participant_id": person,
            "card_id": card.id,
            "side": Side(card.side).other,
            "value": gesture.value,
        }
        return Done(self._told(card, gesture))

    def _told(self, card: Any, gesture: MirrorSent) -> dict[str, object]:
        side = Side(card.side).other
        return {"card": f"C{card.number}", "side": side, "value": gesture.value}

    def save(self) -> None:
        mirror = tables.mirror
        if self._changed:
            keys = [mirror.c.participant_id, mirror.c.card_id]
            self._deed.connection.execute(
                insert_or_update(self._deed.connection, mirror, keys, [mirror.c.value]),
                list(self._changed.values()),
            )


def read_mirror_tasks(
    connection: Connection,
    workshop: Workshop,
    person: Person | None,
    limit: int = TASKS,
    *,
    newcomer: int = 0,
) -> tuple[MirrorTask, ...]:
    """The topics that a phone is asked about, ``limit`` at most, those it skipped among them.

    What it has answered stays; then come topics of which cards and me-toos speak on one side only.
    Those without any answer come first, then those with fewest, counted in threes so that a list
    does not move under its reader at each tap of the room. Among equals each phone begins ``limit``
    topics after the one that spoke before it, so that a small room covers them all.
    ``newcomer``: a random number in place of that order for a phone that has not spoken yet.
    """
    topics = read_standing(connection, workshop.id, Subject.TOPICS)
    if not topics.labels:  # as when a thousand phones come into the phase at once
        return ()
    silent = {
        topic: side
        for topic, sides in _read_spoken(connection, workshop.id).items()
        if topic in topics.labels and (side := _silent(sides))
    }
    own = _own_answers(connection, topics, person)
    counts = _count_answers(connection, workshop, topics)
    turn = newcomer if person is None else turn_of(connection, workshop, person)
    order = {
        topic: (position - turn * limit) % len(silent)
        for position, topic in enumerate(topic for topic in topics.labels if topic in silent)
    }
    fresh = sorted(
        (topic for topic in order if topic not in own),
        key=lambda topic: (_in_threes(counts[topic]), order[topic]),
    )
    chosen = [*own, *fresh][:limit]
    return tuple(
        MirrorTask(
            topic=topics.labels[topic],
            title=topics.titles[topic],
            side=own[topic][0] if topic in own else silent[topic],
            value=own[topic][1] if topic in own else None,
        )
        for topic in sorted(chosen, key=lambda topic: order.get(topic, -1))
    )


def _in_threes(answers: int) -> int:
    return -(-answers // VOICES_TO_BE_SURE)


def read_mirror_progress(
    connection: Connection, workshop: Workshop, *, topics_waiting: int
) -> MirrorProgress:
    """How far the mirror round is; ``topics_waiting`` is known from the topics' places."""
    mirror, standing = tables.mirror, standing_topics(workshop.id)
    row = connection.execute(
        select(func.count(), func.count(mirror.c.participant_id.distinct()))
        .select_from(mirror.join(standing, standing.c.id == mirror.c.topic_id))
        .where(mirror.c.value != Effect.SKIP)
    ).one()
    return MirrorProgress(topics_waiting, row[0], row[1])


Spoken = Mapping[Side, tuple[int, int]]
"""By side: how many cards give it a voice of the room, and how many one of any source."""


def _read_spoken(
    connection: Connection, workshop_id: int
) -> dict[int, dict[Side, tuple[int, int]]]:
    """By topic: what cards and me-toos say of each side, the mirror round's answers left out."""
    spoken: dict[int, dict[Side, tuple[int, int]]] = {}
    for row in connection.execute(_SPOKEN, {"workshop": workshop_id}):
        spoken.setdefault(row.topic_id, {})[Side(row.side)] = (int(row.room), row.cards)
    return spoken


def _silent(sides: Spoken) -> Side | None:
    """The one side that the room has not spoken of; where it spoke of neither, the one that data
    does not tell of either."""
    for spoke in (0, 1):
        silent = [side for side in Side if not sides.get(side, (0, 0))[spoke]]
        if len(silent) < 2:
            return silent[0] if silent else None
    return None


def _quieter(sides: Spoken) -> Side:
    return _silent(sides) or min(Side, key=lambda side: sides.get(side, (0, 0)))


def _own_answers(
    connection: Connection, topics: Standing, person: Person | None
) -> dict[int, tuple[Side, str]]:
    """By topic that stands: the side and value of this participant's last answer, in order."""
    if person is None:
        return {}
    return {
        topics.by_id[row.topic_id]: (Side(row.side), row.value)
        for row in connection.execute(_OWN, {"person": person.id})
        if row.topic_id in topics.by_id
    }


def _count_answers(connection: Connection, workshop: Workshop, topics: Standing) -> Counter[int]:
    """By topic that stands: how many answers it has, skips left out."""
    counts: Counter[int] = Counter()
    for row in connection.execute(_COUNTS, {"workshop": workshop.id}):
        if row.topic_id in topics.by_id:
            counts[topics.by_id[row.topic_id]] += row.answers
    return counts


def turn_of(connection: Connection, workshop: Workshop, person: Person) -> int:
    """How many devices of this room spoke before this one: it never changes afterwards."""
    asked = {"workshop": workshop.id, "person": person.id}
    return connection.scalar(_TURN, asked) or 0


def _spoken_statement() -> Select[Any]:
    card, me_too = tables.card, tables.me_too
    joined = exists().where(me_too.c.card_id == card.c.id).correlate(card)
    of_the_room = case((or_(card.c.source == Source.ROOM, joined), 1), else_=0)
    return (
        select(
            card.c.topic_id,
            card.c.side,
            func.sum(of_the_room).label("room"),
            func.count().label("cards"),
        )
        .where(
            card.c.workshop_id == bindparam("workshop"),
            card.c.status == CardStatus.SHOWN,
            card.c.topic_id.is_not(None),
        )
        .group_by(card.c.topic_id, card.c.side)
    )


# Made once: a thousand phones ask at once when the phase changes.
_SPOKEN = _spoken_statement()
_OWN = (
    select(tables.mirror.c.topic_id, tables.mirror.c.side, tables.mirror.c.value)
    .where(tables.mirror.c.participant_id == bindparam("person"))
    .order_by(tables.mirror.c.id)
)
_COUNTS = (
    select(tables.mirror.c.topic_id, func.count().label("answers"))
    .where(
        tables.mirror.c.workshop_id == bindparam("workshop"), tables.mirror.c.value != Effect.SKIP
    )
    .group_by(tables.mirror.c.topic_id)
)
_TURN = select(func.count()).where(
    tables.participant.c.workshop_id == bindparam("workshop"),
    tables.participant.c.id < bindparam("person"),
    tables.participant.c.origin.in_(_DEVICES),
)
