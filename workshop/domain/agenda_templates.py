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


_MINUTES: tuple[tuple[Phase | None, int, int, int], ...] = (
    (Phase.FRAME, 5, 10, 10),
    (Phase.JOURNEYS, 0, 10, 15),
    (Phase.MOOD, 6, 10, 15),
    (Phase.CAPTURE, 9, 20, 25),
    (None, 0, 15, 15),
    (Phase.GROUP, 7, 12, 20),
    (Phase.MATRIX, 8, 20, 35),
    (Phase.VOTE, 5, 8, 10),
    (None, 0, 0, 60),
    (Phase.CAUSES, 0, 0, 35),
    (Phase.IDEATE, 0, 20, 40),
    (Phase.WEIGH, 0, 15, 30),
    (None, 0, 0, 15),
    (Phase.PLAN, 14, 30, 55),
    (Phase.CLOSE, 6, 10, 10),
)
"""Minutes in an hour, half a day and a day; 0 for what is left out. A break has no phase."""


def _slots(length: int) -> Agenda:
    """The slots of an hour (0), of half a day (1) or of a day (2)."""
    return tuple(Slot(phase, minutes[length]) for phase, *minutes in _MINUTES if minutes[length])


_OF_20 = Scale(
    people=20, steps=6, mood_steps=3, cards=2, topics=8, leading=2, ideas=1, weighed=0, actions=3
)
_OF_30 = Scale(
    people=30, steps=8, mood_steps=4, cards=3, topics=12, leading=4, ideas=2, weighed=5, actions=6
)
_OF_40 = Scale(
    people=40, steps=8, mood_steps=4, cards=5, topics=18, leading=6, ideas=3, weighed=8, actions=10
)

TEMPLATES = (
    AgendaTemplate("short", 60, _OF_20, _slots(0)),
    AgendaTemplate("half_day", 180, _OF_30, _slots(1)),
    AgendaTemplate("day", 390, _OF_40, _slots(2)),
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
    return fitting[-1].scale if fitting else TEMPLATES[0].scale
