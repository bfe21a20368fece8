"""What a step of a journey carries: its channels, its KPIs, and for whom they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workshop.domain.text import caseless
from workshop.domain.words import Known, Push, Side, VolumePeriod, VolumeUnit


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
        """Where it pushes one of the sides."""
        return self.client if side is Side.CLIENT else self.employee

    @property
    def owners(self) -> tuple[str, ...]:
        """The departments that own it: several share it, written with commas between them."""
        return tuple(owner for part in self.department.split(",") if (owner := part.strip()))


def departments_apart(kpis: Iterable[Kpi]) -> tuple[str, ...]:
    """The departments that each measure a step by KPIs of their own, in the order they are named.

    Empty where there is one department at most, or where any two of them share a KPI: one KPI with
    several owners, or one name under several departments (CHECKLIST.md, row 13). Case and spaces
    make no difference.
    """
    named: dict[str, str] = {}
    owners: dict[str, set[str]] = {}
    for kpi in kpis:
        for owner in kpi.owners:
            named.setdefault(caseless(owner), owner)
            owners.setdefault(caseless(kpi.name), set()).add(caseless(owner))
    is_shared = any(len(owning) > 1 for owning in owners.values())
    return () if is_shared or len(named) < 2 else tuple(named.values())


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody typical of a side, whom a card may be about. ``id``: "" until it is stored."""

    side: Side
    name: str
    description: str = ""
    id: str = ""
