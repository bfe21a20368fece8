"""The receipt: what became of the room's words, weeks later, the same for every phone.

Nothing here leads to anybody: no sentence of a card, no idea (each has one author), no owner, no
day, and of topics only those that enough voices stand behind (METHOD.md, "Privacy").
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy import Connection, select

from workshop.domain.matrix import rank_key
from workshop.domain.phases import Rights
from workshop.domain.pilots import PilotVerdict
from workshop.domain.words import (
    QUADRANTS,
    ActionStatus,
    Phase,
    PilotDecision,
    Quadrant,
    Sees,
    Side,
)
from workshop.services.house import House
from workshop.services.places import Reading, read_voices
from workshop.services.rows import Workshop
from workshop.services.transaction import find_workshop, glance
from workshop.services.views.measures import measures_of
from workshop.services.views.merged import survivors
from workshop.services.views.pilots import pilots_of
from workshop.storage import tables

PHASES = (Phase.CLOSE, Phase.FOLLOW)
"""From the close of the day on, phones show the receipt."""


class InPhase(Protocol):
    """A workshop, or a room as its phones know it."""

    @property
    def phase(self) -> Phase: ...

    @property
    def rights(self) -> Rights: ...


@dataclass(frozen=True, slots=True)
class ReceiptAction:
    """Something that was decided. ``due``: the first day of its month."""

    what: str
    status: ActionStatus
    due: date | None


@dataclass(frozen=True, slots=True)
class ReceiptTopic:
    """A topic that at least the floor's number of voices speak of on one side.

    ``quadrant``: None where a side rests on fewer, and nobody gave it a place by hand.
    """

    title: str
    quadrant: Quadrant | None
    actions: tuple[ReceiptAction, ...]


@dataclass(frozen=True, slots=True)
class ReceiptPilot:
    """What was tried with a small group. ``verdict``: what came of it for both sides, None where
    fewer people than the floor say so.
    """

    title: str
    verdict: PilotVerdict | None
    decision: PilotDecision | None


@dataclass(frozen=True, slots=True)
class ReceiptMeasure:
    """What a measure of a side said first, and last; of fewer answers than the floor, nothing."""

    side: Side
    name: str
    unit: str
    first: float
    last: float | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of the room's words. ``actions``: those of no topic that is shown.

    ``withheld``: some topics have too few voices to be shown; how many is not said, since the
    number would tell that somebody stands alone.
    """

    phase: Phase
    topics: tuple[ReceiptTopic, ...] = ()
    actions: tuple[ReceiptAction, ...] = ()
    pilots: tuple[ReceiptPilot, ...] = ()
    measures: tuple[ReceiptMeasure, ...] = ()
    withheld: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.topics or self.actions or self.pilots or self.measures)


def has_receipt(room: InPhase) -> bool:
    """True when phones may read what became of the room's words."""
    return room.phase in PHASES and room.rights.sees is Sees.EVERYTHING


def read_receipt(house: House, code: str) -> Receipt | None:
    """The receipt of a room, None while there is none. Raises WorkshopUnknown.

    It asks for no participant: nothing in it can differ from phone to phone.
    """
    with glance(house) as connection:
        workshop = find_workshop(connection, code)
        if not has_receipt(workshop):
            return None
        voices = read_voices(connection, workshop.id)
        shown, withheld = _shown(connection, workshop, voices)
        by_topic = _actions(connection, workshop, shown)
        return Receipt(
            phase=workshop.phase,
            topics=tuple(
                ReceiptTopic(title, quadrant, tuple(by_topic.get(number, ())))
                for number, (title, quadrant) in shown.items()
            ),
            actions=tuple(by_topic.get(None, ())),
            pilots=_pilots(connection, workshop),
            measures=_measures(connection, workshop),
            withheld=withheld,
        )


def _shown(
    connection: Connection, workshop: Workshop, voices: Mapping[int, Reading]
) -> tuple[dict[int, tuple[str, Quadrant | None]], bool]:
    """Title and place by the topic's number, first to treat first; and whether some are left out.

    The voices of the fuller side are those that are there for certain: both sides may be told by
    the same people. Data counts as well as it may place a topic.
    """
    topic = tables.topic
    found: list[tuple[tuple[float, ...], int, str, Quadrant | None]] = []
    withheld = False
    for row in connection.execute(
        select(topic).where(topic.c.workshop_id == workshop.id, topic.c.removed.is_(False))
    ):
        reading = voices.get(row.id, Reading())
        people = [side.placing.people for side in (reading.client, reading.employee)]
        if max(people) < workshop.floor:
            withheld = True
            continue
        quadrant = Quadrant(row.moved_to) if row.moved_to else None
        if quadrant is None and min(people) >= workshop.floor:
            quadrant = reading.place.quadrant
        rank = rank_key(
            votes=0, client=reading.client, employee=reading.employee, number=row.number
        )
        place = _PLACES.index(quadrant) if quadrant else len(_PLACES)
        found.append(((place, *rank), row.number, row.title, quadrant))
    found.sort(key=lambda one: one[0])
    return {number: (title, quadrant) for _, number, title, quadrant in found}, withheld


_PLACES = (*QUADRANTS, Quadrant.CONTESTED)


def _actions(
    connection: Connection, workshop: Workshop, shown: Mapping[int, object]
) -> dict[int | None, list[ReceiptAction]]:
    """What was decided, by the number of the topic it belongs to; None for no topic that is shown.

    A draft lacks what makes it a promise: nobody is told of it.
    """
    action, tie = tables.action, tables.solution_topic
    stands = survivors(connection, workshop)
    of_idea: dict[int, list[int]] = {}
    for row in connection.execute(
        select(tie)
        .join(tables.solution, tables.solution.c.id == tie.c.solution_id)
        .where(tables.solution.c.workshop_id == workshop.id)
        .order_by(tie.c.topic_id)
    ):
        of_idea.setdefault(row.solution_id, []).append(row.topic_id)
    found: dict[int | None, list[ReceiptAction]] = {}
    for row in connection.execute(
        select(action)
        .where(action.c.workshop_id == workshop.id, action.c.status != ActionStatus.DRAFT)
        .order_by(action.c.due.is_(None), action.c.due, action.c.number)
    ):
        topics = (row.topic_id, *of_idea.get(row.solution_id, ()))
        numbers = (stands.get(topic_id) for topic_id in topics)
        place = next((number for number in numbers if number in shown), None)
        found.setdefault(place, []).append(
            ReceiptAction(
                what=row.what,
                status=ActionStatus(row.status),
                due=row.due.replace(day=1) if row.due else None,
            )
        )
    return found


def _pilots(connection: Connection, workshop: Workshop) -> tuple[ReceiptPilot, ...]:
    """A verdict of fewer voices than the floor is the facilitator's to know."""
    return tuple(
        ReceiptPilot(
            line.title,
            None if (line.voices or 0) < workshop.floor else line.outcome.verdict,
            line.decision,
        )
        for line in pilots_of(connection, workshop)
    )


def _measures(connection: Connection, workshop: Workshop) -> tuple[ReceiptMeasure, ...]:
    found = []
    for line in measures_of(connection, workshop):
        # A mean that nobody knows the voices of comes from a register, not from a few people.
        said = [
            reading.sample.mean
            for reading in line.readings
            if reading.sample.voices is None or reading.sample.voices >= workshop.floor
        ]
        if said:
            found.append(
                ReceiptMeasure(
                    side=line.side,
                    name=line.name,
                    unit=line.unit,
                    first=said[0],
                    last=said[-1] if len(said) > 1 else None,
                )
            )
    return tuple(sorted(found, key=lambda line: line.side))
