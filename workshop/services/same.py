"""The room groups: phones are asked whether two cards speak of one subject.

The questions are those where the machine doubts and an answer changes most (``grouping.asking``).
Each phone is asked a few, one after the other, so that what was answered meanwhile is heard in the
next one. Which pair lies on which phone is remembered in this process alone: after a restart a
phone gets another question, and nothing that was answered is lost.
"""

import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, bindparam, select

from workshop.domain.codes import read_label
from workshop.domain.errors import (
    CardUnknown,
    DoorClosed,
    EnoughCompared,
    PhaseClosed,
    ValueUnknown,
    WorkshopError,
)
from workshop.domain.phases import PhoneGesture
from workshop.domain.words import CardStatus, Sameness
from workshop.live import Hub
from workshop.services.actors import Participant
from workshop.services.house import House
from workshop.services.journeys import ANY_STEP
from workshop.services.participants import Person, find_person, hash_participant, settle
from workshop.services.rows import Workshop
from workshop.services.suggesting import Ground, read_ground
from workshop.services.transaction import Deed, find_workshop, glance
from workshop.services.views.board import count_voices
from workshop.services.writer import Done
from workshop.storage import tables
from workshop.storage.upsert import insert_or_update

QUESTIONS = 5
"""Pairs of cards that one participant is asked about, skipped ones among them."""
READY = 3
"""Questions that a phone is told of: the one it is asked now, and what may come after it."""
RANKED = 240
"""Pairs that are chosen at once: a room that comes into the phase takes one a phone."""
WAITED = timedelta(seconds=60)
"""For the answer of a phone, before others may be asked about its pair too."""
PAUSE = timedelta(milliseconds=200)
"""Between two choices of pairs, at least."""
REST = 2
"""How many times as long as the last choice took is waited before the next: one thread chooses a
third of the time at most, and a room that answers fast is still asked from what it just said."""
DESKS = 64
PHONES = 5_000

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class SameSent:
    """What a phone says of the cards ``a`` and ``b`` (labels): ``value`` is a Sameness."""

    token: str = field(repr=False)
    a: str
    b: str
    value: str


@dataclass(frozen=True, slots=True)
class SameTask:
    """Two cards to compare, and what this phone has answered, None so far.

    ``step_a``, ``step_b``: ids of the cards' steps, ``any`` for everywhere. Whose cards they are
    is nowhere in it: one may be the reader's own.
    """

    a: str
    b: str
    text_a: str
    text_b: str
    step_a: str
    step_b: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class SameProgress:
    """``answers``: yes and no, on ``pairs`` pairs of shown cards, by ``people``."""

    answers: int = 0
    pairs: int = 0
    people: int = 0


def answer_same(deed: Deed, gestures: Sequence[SameSent]) -> list[object]:
    """Apply answers in order (for ``Writer.submit``); a participant's last one on a pair counts.

    Each gives ``{"a", "b", "value"}``; the same again changes nothing, even once the phase is
    over. Refusals: PhaseClosed, DoorClosed, ValueUnknown (``value``, ``b`` for a card compared
    with itself), CardUnknown (one that is not shown too), EnoughCompared.
    """
    people = settle(deed, (gesture.token for gesture in gestures))
    desk = _Answers(deed, gestures, list(people.values()))
    results = []
    for gesture in gestures:
        try:
            results.append(desk.answer(gesture, people.get(gesture.token)))
        except WorkshopError as refused:
            results.append(refused)
    desk.save()
    return results


class _Answers:
    """Read once, changed in order, written once."""

    def __init__(self, deed: Deed, gestures: Sequence[SameSent], people: Sequence[int]) -> None:
        self._deed = deed
        card, same = tables.card, tables.same_answer
        named = {read_label(label, "C") for sent in gestures for label in (sent.a, sent.b)}
        self._cards = {
            row.number: row
            for row in deed.connection.execute(
                select(card.c.id, card.c.number, card.c.status).where(
                    card.c.workshop_id == deed.workshop.id, card.c.number.in_(named - {None})
                )
            )
        }
        self._held: dict[int, dict[tuple[int, int], str]] = {}
        for row in deed.connection.execute(select(same).where(same.c.participant_id.in_(people))):
            pair = (row.low_card_id, row.high_card_id)
            self._held.setdefault(row.participant_id, {})[pair] = row.value
        self._changed: dict[tuple[int, int, int], str] = {}

    def answer(self, sent: SameSent, person: int | None) -> object:
        if person is None:
            raise DoorClosed()
        if sent.value not in tuple(Sameness):
            raise ValueUnknown(field="value", value=sent.value)
        cards = [self._cards.get(read_label(label, "C") or 0) for label in (sent.a, sent.b)]
        found = sorted(card.id for card in cards if card is not None)
        low, high = found if len(found) == 2 else (0, 0)
        held = self._held.setdefault(person, {})
        told = {"a": sent.a, "b": sent.b, "value": sent.value}
        if held.get((low, high)) == sent.value:
            return told
        if not self._deed.workshop.may(PhoneGesture.SAME):
            raise PhaseClosed(phase=self._deed.workshop.phase)
        for label, card in zip((sent.a, sent.b), cards, strict=True):
            if card is None or card.status != CardStatus.SHOWN:
                raise CardUnknown(card=label)
        if low == high:
            raise ValueUnknown(field="b", value=sent.b)
        if (low, high) not in held and len(held) >= QUESTIONS:
            raise EnoughCompared(limit=QUESTIONS)
        held[low, high] = self._changed[person, low, high] = sent.value
        return Done(told)

    def save(self) -> None:
        same = tables.same_answer
        if self._changed:
            keys = [same.c.participant_id, same.c.low_card_id, same.c.high_card_id]
            self._deed.connection.execute(
                insert_or_update(self._deed.connection, same, keys, [same.c.value]),
                [
                    {
                        "workshop_id": self._deed.workshop.id,
                        "participant_id": person,
                        "low_card_id": low,
                        "high_card_id": high,
                        "value": value,
                    }
                    for (person, low, high), value in self._changed.items()
                ],
            )


# --- what a phone is asked ------------------------------------------------------------------------


def read_same_tasks(house: House, participant: Participant) -> tuple[SameTask, ...]:
    """What this phone has answered, then what it is asked: ``READY`` questions, the first one now.

    No more than ``QUESTIONS`` in all, and never about a card that is not shown. Empty where phones
    may not answer or do not see the room's words, and while fewer voices than the floor have
    spoken. Its questions stay until it has answered one of them. Takes up to half a second of
    computing now and then, outside any transaction. Raises WorkshopUnknown.
    """
    with glance(house) as connection:
        workshop = find_workshop(connection, participant.code)
        if not workshop.may(PhoneGesture.SAME):
            return ()
        if count_voices(connection, workshop.id) < workshop.floor:
            return ()
        person = find_person(connection, workshop, participant.token)
        if person is not None and person.removed:
            return ()
        desk = _desk(house, workshop)
        mark = hash_participant(workshop, participant.token)
        answered, times = _read_answered(connection, person)
        given = desk.given(mark)
        waiting = _read_tasks(connection, workshop, given)
    wanted = min(READY, QUESTIONS - times)
    if wanted <= 0:
        return answered
    compared = {frozenset((task.a, task.b)) for task in answered}
    is_kept = len(waiting) == len(given) and not any(frozenset(pair) in compared for pair in given)
    if not given or not is_kept:
        desk.renew(house, workshop)
        pairs = desk.give(mark, house.clock(), wanted, compared)
        with glance(house) as connection:
            waiting = _read_tasks(connection, workshop, pairs)
    return answered + waiting


def read_same_progress(connection: Connection, workshop: Workshop) -> SameProgress:
    """How much the room has answered; devices that were removed do not count."""
    same, person = tables.same_answer, tables.participant
    low, high = tables.card.alias("low"), tables.card.alias("high")
    rows = connection.execute(
        select(same.c.participant_id, same.c.low_card_id, same.c.high_card_id)
        .join_from(same, person, person.c.id == same.c.participant_id)
        .join(low, low.c.id == same.c.low_card_id)
        .join(high, high.c.id == same.c.high_card_id)
        .where(
            same.c.workshop_id == workshop.id,
            same.c.value != Sameness.SKIP,
            person.c.removed.is_(False),
            low.c.status == CardStatus.SHOWN,
            high.c.status == CardStatus.SHOWN,
        )
    ).all()
    return SameProgress(
        answers=len(rows),
        pairs=len({(row.low_card_id, row.high_card_id) for row in rows}),
        people=len({row.participant_id for row in rows}),
    )


def _read_answered(
    connection: Connection, person: Person | None
) -> tuple[tuple[SameTask, ...], int]:
    """What was answered of cards that are shown, and how many pairs were in all."""
    if person is None:
        return (), 0
    rows = connection.execute(_OWN, {"person": person.id}).all()
    there = (row for row in rows if {row.status_a, row.status_b} == {CardStatus.SHOWN})
    return tuple(_task(row, row.value) for row in there), len(rows)


def _read_tasks(
    connection: Connection, workshop: Workshop, pairs: Sequence[Pair]
) -> tuple[SameTask, ...]:
    """The pairs of which both cards are shown, in their order."""
    numbers = [read_label(label, "C") for pair in pairs for label in pair]
    asked = {"workshop": workshop.id, "numbers": numbers}
    found = {f"C{row.number}": row for row in connection.execute(_SHOWN, asked)} if pairs else {}
    return tuple(
        SameTask(
            a,
            b,
            found[a].text,
            found[b].text,
            _step(found[a].step_id),
            _step(found[b].step_id),
        )
        for a, b in pairs
        if a in found and b in found
    )


def _task(row: Any, value: str) -> SameTask:
    return SameTask(
        f"C{row.number_a}",
        f"C{row.number_b}",
        row.text_a,
        row.text_b,
        _step(row.step_a),
        _step(row.step_b),
        value,
    )


def _step(step_id: int | None) -> str:
    return ANY_STEP if step_id is None else str(step_id)


_LOW, _HIGH = tables.card.alias("low"), tables.card.alias("high")
# Made once: a thousand phones ask at once when the phase changes.
_SHOWN = select(tables.card.c.number, tables.card.c.text, tables.card.c.step_id).where(
    tables.card.c.workshop_id == bindparam("workshop"),
    tables.card.c.number.in_(bindparam("numbers", expanding=True)),
    tables.card.c.status == CardStatus.SHOWN,
)
_OWN = (
    select(
        tables.same_answer.c.value,
        _LOW.c.number.label("number_a"),
        _LOW.c.text.label("text_a"),
        _LOW.c.step_id.label("step_a"),
        _LOW.c.status.label("status_a"),
        _HIGH.c.number.label("number_b"),
        _HIGH.c.text.label("text_b"),
        _HIGH.c.step_id.label("step_b"),
        _HIGH.c.status.label("status_b"),
    )
    .join_from(tables.same_answer, _LOW, _LOW.c.id == tables.same_answer.c.low_card_id)
    .join(_HIGH, _HIGH.c.id == tables.same_answer.c.high_card_id)
    .where(tables.same_answer.c.participant_id == bindparam("person"))
    .order_by(tables.same_answer.c.id)
)


# --- which pairs are worth it ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Given:
    pairs: tuple[Pair, ...]
    at: datetime


class _Desk:
    """The questions of one room in this process: what is best asked, and who has been given what.

    Choosing takes up to half a second for 500 cards: it is done now and then, by one thread, and
    the others go on with what was chosen before.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._choosing = threading.Lock()
        self._revision = 0
        self._rest_until: datetime | None = None
        self._ranked: list[Pair] = []
        self._times: Counter[Pair] = Counter()
        self._phones: OrderedDict[str, _Given] = OrderedDict()
        self._likeness: tuple[object, Any] | None = None

    def given(self, mark: str) -> tuple[Pair, ...]:
        """What this phone was given last, nothing yet."""
        with self._lock:
            found = self._phones.get(mark)
        return () if found is None else found.pairs

    def give(
        self, mark: str, now: datetime, wanted: int, compared: Collection[frozenset[str]]
    ) -> tuple[Pair, ...]:
        """So many pairs that this phone has not compared; the first is asked now.

        The first are dealt from the top, what may come later from the bottom: phones that come in
        together are asked about the pairs that matter most.
        """
        with self._lock:
            free = [pair for pair in self._ranked if frozenset(pair) not in compared]
            pairs = sorted(free, key=self._times.__getitem__)[:1]
            self._times.update(pairs)
            later = [pair for pair in reversed(free) if pair not in pairs]
            pairs += sorted(later, key=self._times.__getitem__)[: wanted - 1]
            self._times.update(pairs[1:])
            self._phones[mark] = _Given(tuple(pairs), now)
            self._phones.move_to_end(mark)
            if len(self._phones) > PHONES:
                self._phones.popitem(last=False)
            return tuple(pairs)

    def renew(self, house: House, workshop: Workshop) -> None:
        """Choose anew what is best asked, if anything changed and it has rested long enough."""
        if not self._is_due(house, workshop):
            return
        if not self._choosing.acquire(blocking=self._rest_until is None):
            return
        try:
            if self._is_due(house, workshop):
                self._choose(house, workshop)
        finally:
            self._choosing.release()

    def _is_due(self, house: House, workshop: Workshop) -> bool:
        if workshop.revision <= self._revision:
            return False
        return self._rest_until is None or house.clock() >= self._rest_until

    def _choose(self, house: House, workshop: Workshop) -> None:
        began = time.perf_counter()
        with glance(house) as connection:
            fresh = find_workshop(connection, workshop.code)
            ground = read_ground(Deed(house, connection, fresh))
        ranked = self._rank(ground, self._asked_now(house.clock()))
        spent = timedelta(seconds=time.perf_counter() - began)
        with self._lock:
            self._ranked, self._times = ranked, Counter()
            self._revision = ground.revision
            self._rest_until = house.clock() + max(PAUSE, REST * spent)

    def _asked_now(self, now: datetime) -> list[Pair]:
        with self._lock:
            return [
                given.pairs[0]
                for given in self._phones.values()
                if given.pairs and now - given.at < WAITED
            ]

    def _rank(self, ground: Ground, asked: Collection[Pair]) -> list[Pair]:
        # numpy is loaded by whoever asks first, not by every process that serves phones.
        from workshop.grouping.asking import questions_to_ask
        from workshop.grouping.likeness import likeness

        sayings = ground.at_once(ground.sayings)
        key = (sayings, ground.lexicon)
        if self._likeness is None or self._likeness[0] != key:
            self._likeness = (key, likeness(sayings, ground.lexicon))
        return questions_to_ask(
            sayings,
            self._likeness[1],
            ground.answers,
            asked=asked,
            limit=RANKED,
            settled=_by_topic(ground.held),
        )


def _by_topic(held: Mapping[str, str]) -> list[list[str]]:
    """The cards of each topic, by their labels."""
    topics: dict[str, list[str]] = {}
    for card, topic in held.items():
        topics.setdefault(topic, []).append(card)
    return list(topics.values())


_desks: WeakKeyDictionary[Hub, OrderedDict[int, _Desk]] = WeakKeyDictionary()
_opening = threading.Lock()


def _desk(house: House, workshop: Workshop) -> _Desk:
    """The desk of this room, a new one at first; those used least lately are closed."""
    with _opening:
        desks = _desks.setdefault(house.hub, OrderedDict())
        desk = desks.setdefault(workshop.id, _Desk())
        desks.move_to_end(workshop.id)
        if len(desks) > DESKS:
            desks.popitem(last=False)
        return desk
