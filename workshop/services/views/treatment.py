"""What the room's own cards say of how to treat a topic; data is never counted with them."""

from collections import Counter
from dataclasses import dataclass

from workshop.domain.words import Kind
from workshop.services.views.workshop import TopicLine, WorkshopView


@dataclass(frozen=True, slots=True)
class StepTold:
    """How many of the room's shown cards hurt and delight at a step (an id, or ``any``)."""

    step: str
    irritants: int
    enchantments: int


def told_by_step(view: WorkshopView, topic: TopicLine) -> tuple[StepTold, ...]:
    """A topic's cards by step, in the order of its cards: a divided topic may be two."""
    of_topic = set(topic.cards)
    counted = Counter((card.step, card.kind) for card in view.room_cards if card.label in of_topic)
    return tuple(
        StepTold(step, counted[step, Kind.IRRITANT], counted[step, Kind.ENCHANTMENT])
        for step in dict.fromkeys(step for step, _ in counted)
    )


def steps_that_hurt(view: WorkshopView, *, but: str) -> tuple[StepTold, ...]:
    """The steps with irritants, those with most first, where what delights at ``but`` could help.

    Neither ``but`` itself nor cards of no step in particular.
    """
    counted = Counter((card.step, card.kind) for card in view.room_cards)
    told = (
        StepTold(step, counted[step, Kind.IRRITANT], counted[step, Kind.ENCHANTMENT])
        for step in (str(found.id) for found in view.steps)
        if step != but
    )
    hurting = (found for found in told if found.irritants)
    return tuple(sorted(hurting, key=lambda found: -found.irritants))
