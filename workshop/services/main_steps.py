"""The main step of a topic: the one that most of its cards are about."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from sqlalchemy import Connection, func, select

from workshop.domain.words import CardStatus, Source
from workshop.services.journeys import Step
from workshop.storage import tables

_ROOM_WEIGHT = 10**6
"""What a card of the room weighs beside one of data, where a topic's main step is looked for."""

_LAST = 10**6

K = TypeVar("K")


def weight_of(source: Source) -> int:
    """Data never outweighs the room: it decides only among steps that the room names alike."""
    return _ROOM_WEIGHT if source is Source.ROOM else 1


def main_step(weights: Mapping[K, int], positions: Mapping[K, int]) -> K | None:
    """The heaviest step, the first in the journey of equals; None of none.

    ``positions``: of the steps; what has none there, as "everywhere", comes after them.
    """
    return min(weights, key=lambda step: (-weights[step], positions.get(step, _LAST)), default=None)


def read_human_topics(
    connection: Connection, workshop_id: int, steps: Iterable[Step]
) -> dict[int, str]:
    """The topics (numbers) whose main step is a human moment, with the title of that step."""
    steps = tuple(steps)
    human = {step.id: step.client_title for step in steps if step.human_moment}
    if not human:
        return {}
    card, topic = tables.card, tables.topic
    weights: dict[int, dict[int | None, int]] = {}
    for row in connection.execute(
        select(topic.c.number, card.c.step_id, card.c.source, func.count().label("cards"))
        .join_from(card, topic, topic.c.id == card.c.topic_id)
        .where(card.c.workshop_id == workshop_id, card.c.status == CardStatus.SHOWN)
        .group_by(topic.c.number, card.c.step_id, card.c.source)
    ):
        held = weights.setdefault(row.number, {})
        held[row.step_id] = held.get(row.step_id, 0) + row.cards * weight_of(Source(row.source))
    positions: dict[int | None, int] = {step.id: step.position for step in steps}
    mains = {number: main_step(held, positions) for number, held in weights.items()}
    return {number: human[step] for number, step in mains.items() if step in human}


def steps_of(topics: Iterable[int], human: Mapping[int, str]) -> tuple[str, ...]:
    """The titles of the human moments that these topics (numbers) are about, each once."""
    return tuple(dict.fromkeys(human[number] for number in topics if number in human))
