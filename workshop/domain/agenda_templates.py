"""Three agendas to begin with, each for a room of a certain size, of exactly the promised length.

They assume journeys that were prepared before the room, and moods on a few steps only.
"""

from dataclasses import dataclass

from workshop.domain.agenda import Agenda, Slot
from workshop.domain.errors import ValueUnknown
from workshop.domain.time_needed import Scale
from workshop.domain.words import Phase


@dataclass(frozen=True, slots=True)
class AgendaTemplate:
    """``minutes``: what is promised, breaks too. ``scale``: the room it is made for."""

    slug: str
    minutes: int
    scale: Scale
    slots: Agenda


def _slots(*slots: tuple[Phase | None, int]) -> Agenda:
    return tuple(Slot(phase, minutes) for phase, minutes in slots)


TEMPLATES = (
    AgendaTemplate(
        slug="short",
        minutes=60,
        scale=Scale(
            people=20,
            steps=6,
            mood_steps=3,
            cards=2,
            topics=8,
            leading=2,
            ideas=1,
            weighed=0,
            actions=3,
        ),
        slots=_slots(
            (Phase.FRAME, 5),
            (Phase.MOOD, 6),
            (Phase.CAPTURE, 9),
            (Phase.GROUP, 7),
            (Phase.MATRIX, 8),
            (Phase.VOTE, 5),
            (Phase.PLAN, 14),
            (Phase.CLOSE, 6),
        ),
    ),
    AgendaTemplate(
        slug="half_day",
        minutes=180,
        scale=Scale(
            people=30,
            steps=8,
            mood_steps=4,
            cards=3,
            topics=12,
            leading=4,
            ideas=2,
            weighed=5,
            actions=6,
        ),
        slots=_slots(
            (Phase.FRAME, 10),
            (Phase.JOURNEYS, 10),
            (Phase.MOOD, 10),
            (Phase.CAPTURE, 20),
            (None, 15),
            (Phase.GROUP, 12),
            (Phase.MATRIX, 20),
            (Phase.VOTE, 8),
            (Phase.IDEATE, 20),
            (Phase.WEIGH, 15),
            (Phase.PLAN, 30),
            (Phase.CLOSE, 10),
        ),
    ),
    AgendaTemplate(
        slug="day",
        minutes=390,
        scale=Scale(
            people=40,
            steps=8,
            mood_steps=4,
            cards=5,
            topics=18,
            leading=6,
            ideas=3,
            weighed=8,
            actions=10,
        ),
        slots=_slots(
            (Phase.FRAME, 10),
            (Phase.JOURNEYS, 15),
            (Phase.MOOD, 15),
            (Phase.CAPTURE, 25),
            (None, 15),
            (Phase.GROUP, 20),
            (Phase.MATRIX, 35),
            (Phase.VOTE, 10),
            (None, 60),
            (Phase.CAUSES, 35),
            (Phase.IDEATE, 40),
            (Phase.WEIGH, 30),
            (None, 15),
            (Phase.PLAN, 55),
            (Phase.CLOSE, 10),
        ),
    ),
)

SLUGS = tuple(template.slug for template in TEMPLATES)


def agenda_template(slug: str) -> AgendaTemplate:
    """The template of this name. Raises ValueUnknown (``agenda``)."""
    for template in TEMPLATES:
        if template.slug == slug:
            return template
    raise ValueUnknown(field="agenda", value=slug)


def scale_of(agenda: Agenda) -> Scale:
    """The room that an agenda is likely for: that of the longest template not longer than it."""
    minutes = sum(slot.promised for slot in agenda)
    fitting = [template for template in TEMPLATES if template.minutes <= minutes]
    return (fitting or TEMPLATES)[-1 if fitting else 0].scale
