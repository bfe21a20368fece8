"""Rating rounds: phones say themselves how a topic is lived on each side, which then places it.

Ratings on a topic that was merged stand on the one it went into (``services.standing``). A round
that is closed takes the place of the cards' count; dropped, it gives it back and keeps its ratings.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import (
    Connection,
    bindparam,
    case,
    delete,
    distinct,
    func,
    insert,
    select,
    update,
)

from workshop.domain.codes import read_label
from workshop.domain.errors import (
    DoorClosed,
    NumberOutOfRange,
    PhaseClosed,
    TopicRoundClosed,
    TopicRoundOpen,
    TopicRoundUnknown,
    TopicUnknown,
    WorkshopError,
)
from workshop.domain.gestures import Gesture
from workshop.domain.matrix import RATINGS, VOICES_TO_BE_SURE
from workshop.domain.phases import PhoneGesture
from workshop.domain.words import Effect, Subject
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.mirror import turn_of
from workshop.services.participants import Person, settle
from workshop.services.rows import TopicRound, Workshop, read_topic_round
from workshop.services.standing import Standing, read_standing, standing_topics
from workshop.services.transaction import Deed, change
from workshop.services.writer import Done
from workshop.storage import tables
from workshop.storage.upsert import insert_or_update

TASKS = 4
"""Topics that one phone rates."""

SKIP = Effect.SKIP.value
_VALUES: Mapping[str, int | None] = {SKIP: None, **{str(value): value for value in RATINGS}}


@dataclass(frozen=True, slots=True)
class PlacingSent:
    """How a topic is lived on each side, as it was sent: −2 … 2, or ``skip``."""

    token: str = field(repr=False)
    topic: str
    client: str
    employee: str


@dataclass(frozen=True, slots=True)
class PlacingTask:
    """A topic that a phone rates; ``client``, ``employee``: what it has said so far, as it was
    sent, "" before that.
    """

    topic: str
    title: str
    client: str = ""
    employee: str = ""


@dataclass(frozen=True, slots=True)
class RoundProgress:
    """The newest rating round: what it asks and how far it is.

    ``topics``: labels of what is rated. ``rated``: those with a rating at least. ``ratings``,
    ``people``: topics that somebody rated, each counted, and distinct participants who did.
    """

    number: int
    is_open: bool
    in_use: bool
    topics: tuple[str, ...]
    rated: tuple[str, ...]
    ratings: int
    people: int

    @property
    def state(self) -> str:
        """``open``, ``in_use`` or ``dropped``."""
        if self.is_open:
            return "open"
        return "in_use" if self.in_use else "dropped"


# --- the facilitator's round ----------------------------------------------------------------------


def open_topic_round(house: House, actor: Facilitating, topics: Sequence[str] = ()) -> int:
    """Let phones rate these topics (labels; none for all); gives the round's number.

    An earlier round goes on placing topics until this one is closed. Raises TopicRoundOpen,
    TopicUnknown.
    """
    found = tables.topic_round
    with change(house, actor, Gesture.OPEN_TOPIC_ROUND, room=True) as deed:
        last = _newest(deed.connection, deed.workshop.id)
        if last is not None and last.is_open:
            raise TopicRoundOpen()
        standing = read_standing(deed.connection, deed.workshop.id, Subject.TOPICS)
        number = 1 if last is None else last.number + 1
        deed.connection.execute(
            insert(found).values(
                workshop_id=deed.workshop.id,
                number=number,
                chosen=_chosen(standing, topics),
                is_open=True,
                in_use=False,
            )
        )
        return number


def close_topic_round(house: House, actor: Facilitating) -> None:
    """Phones rate no more; from now on the ratings place what was rated.

    Raises TopicRoundUnknown, TopicRoundClosed.
    """
    found = tables.topic_round
    with change(house, actor, Gesture.CLOSE_TOPIC_ROUND, room=True) as deed:
        last = _find_newest(deed)
        if not last.is_open:
            raise TopicRoundClosed()
        deed.connection.execute(
            update(found)
            .where(found.c.workshop_id == deed.workshop.id)
            .values(is_open=False, in_use=found.c.id == last.id)
        )


def reopen_topic_round(house: House, actor: Facilitating) -> None:
    """Phones rate again, where they had come to; until it is closed, cards place the topics.

    Raises TopicRoundUnknown, TopicRoundOpen.
    """
    with change(house, actor, Gesture.REOPEN_TOPIC_ROUND, room=True) as deed:
        last = _find_newest(deed)
        if last.is_open:
            raise TopicRoundOpen()
        _update(deed, last, is_open=True, in_use=False)


def drop_topic_round(house: House, actor: Facilitating) -> None:
    """Back to the cards' count, whatever was rated; the ratings stay for ``reopen_topic_round``.

    Raises TopicRoundUnknown.
    """
    found = tables.topic_round
    with change(house, actor, Gesture.DROP_TOPIC_ROUND, room=True) as deed:
        _find_newest(deed)
        deed.connection.execute(
            update(found)
            .where(found.c.workshop_id == deed.workshop.id)
            .values(is_open=False, in_use=False)
        )


def _chosen(standing: Standing, labels: Sequence[str]) -> list[int]:
    numbers = []
    for label in labels:
        number = read_label(label, "T")
        if number is None or number not in standing.by_number:
            raise TopicUnknown(topic=label)
        numbers.append(number)
    return list(dict.fromkeys(numbers))


def _update(deed: Deed, found: TopicRound, **values: bool) -> None:
    table = tables.topic_round
    deed.connection.execute(update(table).where(table.c.id == found.id).values(values))


def _find_newest(deed: Deed) -> TopicRound:
    last = _newest(deed.connection, deed.workshop.id)
    if last is None:
        raise TopicRoundUnknown()
    return last


def _newest(connection: Connection, workshop_id: int) -> TopicRound | None:
    row = connection.execute(_NEWEST, {"workshop": workshop_id}).one_or_none()
    return None if row is None else read_topic_round(row)


# --- what phones send -----------------------------------------------------------------------------


def give_places(deed: Deed, gestures: Sequence[PlacingSent]) -> list[object]:
    """Apply ratings in order (for ``Writer.submit``); a participant's last one counts.

    Each gives ``{"topic", "client", "employee"}``; the same again changes nothing, even once the
    round is over. Refusals: PhaseClosed, DoorClosed, TopicRoundClosed, TopicUnknown,
    NumberOutOfRange (``client``, ``employee``).
    """
    people = settle(deed, (gesture.token for gesture in gestures))
    desk = _Desk(deed, list(people.values()))
    results: list[object] = []
    for gesture in gestures:
        try:
            results.append(desk.give(gesture, people.get(gesture.token)))
        except WorkshopError as refused:
            results.append(refused)
    desk.save()
    return results


class _Desk:
    """Ratings of one batch: read once, changed in order, written once."""

    def __init__(self, deed: Deed, people: Sequence[int]) -> None:
        self._deed = deed
        self._round = _newest(deed.connection, deed.workshop.id)
        every = read_standing(deed.connection, deed.workshop.id, Subject.TOPICS)
        self._topics = every.among(self._round.chosen if self._round else ())
        rating = tables.topic_rating
        # By participant and topic: what they said last, and the rows it lies in.
        self._said: dict[tuple[int, int], tuple[int | None, int | None]] = {}
        self._behind: dict[tuple[int, int], list[int]] = {}
        for row in deed.connection.execute(
            select(rating)
            .where(
                rating.c.round_id == (self._round.id if self._round else 0),
                rating.c.participant_id.in_(people),
            )
            .order_by(rating.c.id)
        ):
            stands = self._topics.by_id.get(row.topic_id)
            if stands is not None:
                key = (row.participant_id, stands)
                self._said[key] = (row.client, row.employee)
                if row.topic_id != stands:
                    self._behind.setdefault(key, []).append(row.id)
        self._changed: set[tuple[int, int]] = set()

    def give(self, gesture: PlacingSent, person: int | None) -> object:
        """The answer to one gesture, ``Done`` when it changed something. Raises its refusal."""
        topic = self._topics.by_number.get(read_label(gesture.topic, "T") or 0)
        sent = (_read("client", gesture.client), _read("employee", gesture.employee))
        answer = {
            "topic": self._topics.labels.get(topic or 0, gesture.topic),
            "client": gesture.client,
            "employee": gesture.employee,
        }
        if person and topic and self._said.get((person, topic)) == sent:
            return answer
        if not self._deed.workshop.may(PhoneGesture.PLACE):
            raise PhaseClosed(phase=self._deed.workshop.phase)
        if person is None:
            raise DoorClosed()
        if self._round is None or not self._round.is_open:
            raise TopicRoundClosed()
        if topic is None:
            raise TopicUnknown(topic=gesture.topic)
        self._said[person, topic] = sent
        self._changed.add((person, topic))
        return Done(answer)

    def save(self) -> None:
        rating = tables.topic_rating
        # What a merge brought together is one rating from now on.
        if behind := [id_ for key in self._changed for id_ in self._behind.get(key, ())]:
            self._deed.connection.execute(delete(rating).where(rating.c.id.in_(behind)))
        if self._changed and self._round:
            keys = [rating.c.round_id, rating.c.participant_id, rating.c.topic_id]
            self._deed.connection.execute(
                insert_or_update(
                    self._deed.connection, rating, keys, [rating.c.client, rating.c.employee]
                ),
                [
                    {
                        "round_id": self._round.id,
                        "participant_id": person,
                        "topic_id": topic,
                        "rank": self._deed.house.draw(),
                        "client": self._said[person, topic][0],
                        "employee": self._said[person, topic][1],
                    }
                    for person, topic in sorted(self._changed)
                ],
            )


def _read(side: str, sent: str) -> int | None:
    """A rating, None for one that is left out. Raises NumberOutOfRange."""
    if sent not in _VALUES:
        raise NumberOutOfRange(field=side, low=RATINGS[0], high=RATINGS[-1])
    return _VALUES[sent]


# --- what screens and phones read -----------------------------------------------------------------


def read_open_round(connection: Connection, workshop: Workshop) -> int:
    """The number of the round that phones answer now, 0 without one."""
    if not workshop.may(PhoneGesture.PLACE):
        return 0
    last = _newest(connection, workshop.id)
    return last.number if last is not None and last.is_open else 0


def read_placing_tasks(
    connection: Connection,
    workshop: Workshop,
    person: Person | None,
    limit: int = TASKS,
    *,
    newcomer: int = 0,
) -> tuple[PlacingTask, ...]:
    """The topics that a phone rates in the open round, ``limit`` at most; () without a round.

    What it has rated stays; then come those with fewest ratings, counted in threes so that a list
    does not move under its reader at each tap of the room. Among equals each phone begins ``limit``
    topics after the one that spoke before it. ``newcomer``: a random number in place of that order
    for a phone that has not spoken yet.
    """
    last = _newest(connection, workshop.id)
    if last is None or not last.is_open:
        return ()
    standing = read_standing(connection, workshop.id, Subject.TOPICS)
    topics = standing.among(last.chosen)
    asked = {"round": last.id, "person": person.id if person else 0}
    given: Counter[int] = Counter()
    own: dict[int, tuple[str, str]] = {}
    for row in connection.execute(_GIVEN, asked):
        stands = topics.by_id.get(row.topic_id)
        if stands is not None:
            given[stands] += row.given
            if row.mine:
                own[stands] = (_write(row.client), _write(row.employee))
    turn = newcomer if person is None else turn_of(connection, workshop, person)
    order = {
        topic: (position - turn * limit) % len(topics.labels)
        for position, topic in enumerate(topics.labels)
    }
    fresh = sorted(
        (topic for topic in order if topic not in own),
        key=lambda topic: (-(-given[topic] // VOICES_TO_BE_SURE), order[topic]),
    )
    chosen = [*own, *fresh][: max(limit, len(own))]
    return tuple(
        PlacingTask(topics.labels[topic], topics.titles[topic], *own.get(topic, ("", "")))
        for topic in sorted(chosen, key=lambda topic: order[topic])
    )


def _write(value: int | None) -> str:
    return SKIP if value is None else str(value)


def read_round_progress(connection: Connection, workshop: Workshop) -> RoundProgress | None:
    """The newest rating round, None before the first."""
    last = _newest(connection, workshop.id)
    if last is None:
        return None
    topics = read_standing(connection, workshop.id, Subject.TOPICS).among(last.chosen)
    rated: dict[int, int] = {
        row.stands: row.people
        for row in connection.execute(_RATED, {"workshop": workshop.id, "round": last.id})
        if row.stands in topics.labels
    }
    people = connection.scalar(_RATERS, {"round": last.id}) or 0
    return RoundProgress(
        number=last.number,
        is_open=last.is_open,
        in_use=last.in_use,
        topics=tuple(topics.labels.values()),
        rated=tuple(label for id_, label in topics.labels.items() if id_ in rated),
        ratings=sum(rated.values()),
        people=people,
    )


# Made once: a thousand phones ask at once when a round opens.
_NEWEST = (
    select(tables.topic_round)
    .where(tables.topic_round.c.workshop_id == bindparam("workshop"))
    .order_by(tables.topic_round.c.number.desc())
    .limit(1)
)
_rating, _person = tables.topic_rating, tables.participant
_SPOKE = _rating.c.client.is_not(None) | _rating.c.employee.is_not(None)
_IS_MINE = _rating.c.participant_id == bindparam("person")
_GIVEN = (
    select(
        _rating.c.topic_id,
        func.sum(case((_SPOKE, 1), else_=0)).label("given"),
        func.max(case((_IS_MINE, 1), else_=0)).label("mine"),
        func.max(case((_IS_MINE, _rating.c.client))).label("client"),
        func.max(case((_IS_MINE, _rating.c.employee))).label("employee"),
    )
    .where(_rating.c.round_id == bindparam("round"))
    .group_by(_rating.c.topic_id)
    .order_by(_rating.c.topic_id)
)
_BY_THOSE_HERE = (
    _rating.c.round_id == bindparam("round"),
    _SPOKE,
    _person.c.removed.is_(False),
)
_STANDING = standing_topics(bindparam("workshop"))
_RATED = (
    select(_STANDING.c.stands, func.count(distinct(_rating.c.participant_id)).label("people"))
    .select_from(
        _rating.join(_person, _person.c.id == _rating.c.participant_id).join(
            _STANDING, _STANDING.c.id == _rating.c.topic_id
        )
    )
    .where(*_BY_THOSE_HERE)
    .group_by(_STANDING.c.stands)
)
_RATERS = (
    select(func.count(distinct(_rating.c.participant_id)))
    .select_from(_rating.join(_person, _person.c.id == _rating.c.participant_id))
    .where(*_BY_THOSE_HERE)
)
