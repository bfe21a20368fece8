"""The figures of a journey: gap, balance, volumes and the two alarms (METHOD.md, "Figures").

Moods are means in [−2, 2], None where a side has not said enough; nothing unknown counts as 0.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import fsum

from workshop.domain.journey import Channel, Kpi
from workshop.domain.words import Push, Side, VolumePeriod, VolumeUnit

WIDEST_GAP = 4
"""Between one side at −2 and the other at +2."""

DELIGHTED, WORN_OUT = 1, -1
"""The moods of client and team from which on the team may be compensating (article D)."""

MONTHS_IN: dict[VolumePeriod, Fraction] = {
    VolumePeriod.DAY: Fraction(12, 365),
    VolumePeriod.WEEK: Fraction(12 * 7, 365),
    VolumePeriod.MONTH: Fraction(1),
    VolumePeriod.YEAR: Fraction(12),
}
"""How many months a period lasts, in a year of 365 days."""


@dataclass(frozen=True, slots=True)
class Balance:
    """How close both lanes are, and how high each stands: two lanes at −2 are in balance too.

    ``index``: in [0, 1], 1 for identical lanes, None where no step has both moods. ``steps``: how
    many have; both means are over these.
    """

    index: float | None = None
    steps: int = 0
    client_mean: float | None = None
    employee_mean: float | None = None


@dataclass(frozen=True, slots=True)
class StepVolume:
    """What comes through a step in a month, of one unit; volumes of two units are never summed.

    ``total``: None is "unknown", never 0. ``at_least``: some channel's volume is unknown, so that
    more may come. ``others``: the totals of further units, which this one does not hold.
    """

    total: Fraction | None = None
    unit: VolumeUnit = VolumeUnit.CONTACTS
    at_least: bool = False
    others: tuple[tuple[VolumeUnit, Fraction], ...] = ()

    @property
    def known(self) -> bool:
        return self.total is not None


class GoodwillAlarm(StrEnum):
    """Whether the team may be making up for the process; ``to_check``: the volume does not say."""

    NONE = "none"
    FIRM = "firm"
    TO_CHECK = "to_check"


class Dissonance(StrEnum):
    """Why a KPI works against a side: the sides are pushed apart, or one that suffers is pushed
    down.
    """

    OPPOSITE = "opposite"
    CLIENT_DOWN = "client_down"
    EMPLOYEE_DOWN = "employee_down"


# --- moods ------------------------------------------------------------------------------------


def experience_gap(client: float | None, employee: float | None) -> float | None:
    """Client mood − employee mood, in [−4, 4]; None where one of them is not known."""
    if client is None or employee is None:
        return None
    return client - employee


def perception_gap(offered: float | None, expected: float | None) -> float | None:
    """What is offered − what is expected, in [−4, 4]: below 0, less than expected (article D)."""
    return experience_gap(offered, expected)


def balance_index(moods: Iterable[tuple[float | None, float | None]]) -> Balance:
    """1 − mean(|gap|)/4 over the steps of which both moods, client's and team's, are known."""
    known = [
        (client, employee)
        for client, employee in moods
        if client is not None and employee is not None
    ]
    if not known:
        return Balance()
    gaps = fsum(abs(client - employee) for client, employee in known)
    return Balance(
        index=1 - gaps / len(known) / WIDEST_GAP,
        steps=len(known),
        client_mean=fsum(client for client, _ in known) / len(known),
        employee_mean=fsum(employee for _, employee in known) / len(known),
    )


# --- volumes ----------------------------------------------------------------------------------


def volume_of(channels: Sequence[Channel]) -> StepVolume:
    """What all channels of a step bring in a month, in the first unit that is known of any."""
    totals: dict[VolumeUnit, Fraction] = {}
    for channel in channels:
        if channel.volume is not None:
            a_month = channel.volume / MONTHS_IN[channel.period]
            totals[channel.unit] = totals.get(channel.unit, Fraction(0)) + a_month
    in_order = tuple((unit, totals[unit]) for unit in VolumeUnit if unit in totals)
    if not in_order:
        return StepVolume()
    (unit, total), *others = in_order
    return StepVolume(
        total=total,
        unit=unit,
        at_least=any(channel.volume is None for channel in channels),
        others=tuple(others),
    )


def median_volume(volumes: Iterable[StepVolume], unit: VolumeUnit) -> Fraction | None:
    """The median of what is known in this unit along a journey, in a month; None without any."""
    known = sorted(
        volume.total for volume in volumes if volume.total is not None and volume.unit is unit
    )
    if not known:
        return None
    middle = len(known) // 2
    return known[middle] if len(known) % 2 else (known[middle - 1] + known[middle]) / 2


# --- alarms -----------------------------------------------------------------------------------


def goodwill(
    client: float | None,
    employee: float | None,
    volume: Fraction | int | None,
    median: Fraction | float | None,
) -> GoodwillAlarm:
    """A delighted client served by a worn-out team: firm where much comes through the step.

    ``volume`` and ``median`` of the journey are of one unit, in a month; None: unknown.
    """
    if client is None or employee is None or client < DELIGHTED or employee > WORN_OUT:
        return GoodwillAlarm.NONE
    if volume is not None and median is not None and volume > median:
        return GoodwillAlarm.FIRM
    return GoodwillAlarm.TO_CHECK


def dissonance(
    kpi: Kpi, client_mood: float | None, employee_mood: float | None
) -> tuple[Dissonance, ...]:
    """Why this KPI of a step works against one side or the other; empty where it does not."""
    reasons = []
    if {kpi.client, kpi.employee} == {Push.UP, Push.DOWN}:
        reasons.append(Dissonance.OPPOSITE)
    moods = {Side.CLIENT: client_mood, Side.EMPLOYEE: employee_mood}
    for side, reason in (
        (Side.CLIENT, Dissonance.CLIENT_DOWN),
        (Side.EMPLOYEE, Dissonance.EMPLOYEE_DOWN),
    ):
        mood = moods[side]
        if kpi.push(side) is Push.DOWN and mood is not None and mood < 0:
            reasons.append(reason)
    return tuple(reasons)
