"""What a step of a journey carries: its channels, its KPIs, and for whom they are."""

from dataclasses import dataclass
from datetime import date

from workshop.domain.words import Known, Push, Side, VolumePeriod, VolumeUnit

PERSONAS_A_SIDE = 5
"""More of them, and nobody remembers whom a card is about (article E)."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A way in which clients come through a step.

    ``volume``: how many of ``unit`` come in a ``period``; None is "unknown", never 0.
    ``findable``: whether the client can find it. ``figure_from``, ``figure_on``: where the volume
    was read and of which day it is; "" and None where nobody said.
    """

    name: str
    volume: int | None = None
    unit: VolumeUnit = VolumeUnit.CONTACTS
    period: VolumePeriod = VolumePeriod.MONTH
    findable: Known = Known.UNKNOWN
    figure_from: str = ""
    figure_on: date | None = None


@dataclass(frozen=True, slots=True)
class Kpi:
    """A measure of a step, the department that owns it, and where it pushes each side."""

    name: str
    department: str = ""
    client: Push = Push.UNKNOWN
    employee: Push = Push.UNKNOWN

    def push(self, side: Side) -> Push:
        return self.client if side is Side.CLIENT else self.employee


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody typical of a side, whom a card may be about. ``id``: "" until it is stored."""

    side: Side
    name: str
    description: str = ""
    id: str = ""
