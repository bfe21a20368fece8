"""The agenda of a workshop: phases and breaks with their minutes, and the clock that runs along it.

An agenda is a tuple of slots, empty where none was chosen: then the whole road is walked and no
clock runs. Minutes are whole; moments are aware.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from workshop.domain.errors import AgendaOutOfOrder, NumberOutOfRange, ValueUnknown
from workshop.domain.phases import ROAD
from workshop.domain.words import Phase

LONGEST_SLOT = 240
"""Minutes of one slot, at most: four hours, as of the room's timer."""

OVER_AFTER = timedelta(hours=6)
"""So long after the hour that was promised, the clock of that day is no longer meant."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A phase of the day, or a break where ``phase`` is None, and its minutes.

    ``cut``: minutes that the short mode took off it, for as long as it may give them back; a slot
    of 0 minutes was left out altogether.
    """

    phase: Phase | None
    minutes: int
    cut: int = 0

    @property
    def promised(self) -> int:
        """Its minutes before anything was cut."""
        return self.minutes + self.cut


Agenda = tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the room is in its agenda; all in whole minutes.

    ``slot_minutes``: what the phase has, 0 for one that the agenda leaves out. ``slot_left``: what
    is left of it, never below 0. ``late_minutes``: how much later than promised it will end if
    all that comes takes what the agenda says; never below 0. ``ends_at``: when it ends then.
    ``promised_end``: when it should.
    """

    slot_minutes: int
    slot_left: int
    late_minutes: int
    ends_at: datetime
    promised_end: datetime


def clean_agenda(slots: Sequence[Slot]) -> Agenda:
    """The slots as an agenda. Raises AgendaOutOfOrder, NumberOutOfRange.

    Each phase stands once, in the order of the road; breaks stand between two phases, never two
    together. The follow-up is not of the day: it comes after the room. What was cut may be given
    back at any time: with it too a slot is no longer than any other.
    """
    for slot in slots:
        _check_minutes("minutes", slot.minutes, low=0 if slot.cut else 1, high=LONGEST_SLOT)
        _check_minutes("cut", slot.cut, low=0, high=LONGEST_SLOT - slot.minutes)
    phases = [slot.phase for slot in slots if slot.phase is not None]
    in_order = [phase for phase in ROAD if phase in phases and phase is not Phase.FOLLOW]
    breaks = [None, *(slot.phase for slot in slots), None]
    if phases != in_order or (
        slots and any(one is other is None for one, other in pairwise(breaks))
    ):
        raise AgendaOutOfOrder()
    return tuple(slots)


def read_agenda(said: Sequence[Mapping[str, Any]]) -> Agenda:
    """An agenda as the database keeps it, or a file, or what was typed.

    Raises AgendaOutOfOrder, NumberOutOfRange, ValueUnknown (``phase``).
    """
    for slot in said:
        if slot["phase"] is not None and slot["phase"] not in tuple(Phase):
            raise ValueUnknown(field="phase", value=slot["phase"])
    return clean_agenda(
        [
            Slot(
                phase=None if slot["phase"] is None else Phase(slot["phase"]),
                minutes=slot["minutes"],
                cut=slot.get("cut", 0),
            )
            for slot in said
        ]
    )


def write_agenda(agenda: Agenda) -> list[dict[str, Any]]:
    """An agenda as the database and files keep it."""
    return [
        {
            "phase": None if slot.phase is None else slot.phase.value,
            "minutes": slot.minutes,
            "cut": slot.cut,
        }
        for slot in agenda
    ]


def total(agenda: Agenda) -> int:
    """Minutes of all of it, as it stands."""
    return sum(slot.minutes for slot in agenda)


def road_of(agenda: Agenda) -> tuple[Phase, ...]:
    """The phases that "next step" walks through: all without an agenda.

    With one, those it gives minutes to, and then the follow-up, which needs none of the day's.
    """
    if not agenda:
        return ROAD
    given = {slot.phase for slot in agenda if slot.minutes}
    return tuple(phase for phase in ROAD if phase in given or phase is Phase.FOLLOW)


def break_after(agenda: Agenda, phase: Phase) -> int:
    """Minutes of the break between this phase and the next one of the road, 0 without one.

    Two breaks are one where all that stood between them was cut. After a phase that the agenda
    leaves out there is none: the breaks are those of the others.
    """
    minutes = 0
    passed = False
    for slot in agenda:
        if slot.phase is None:
            minutes += slot.minutes if passed else 0
        elif slot.minutes:
            if passed:
                return minutes
            passed = slot.phase is phase
    return 0


def minutes_before(agenda: Agenda, phase: Phase) -> int:
    """Minutes of all that comes before the work of this phase, breaks too."""
    minutes = 0
    for slot in agenda:
        if slot.phase is not None and ROAD.index(slot.phase) >= ROAD.index(phase):
            break
        minutes += slot.minutes
    return minutes


def minutes_after(agenda: Agenda, phase: Phase) -> int:
    """Minutes of all that comes after this phase."""
    return total(agenda) - minutes_before(agenda, phase) - minutes_of(agenda, phase)


def minutes_of(agenda: Agenda, phase: Phase) -> int:
    """Minutes of this phase, 0 for one that the agenda leaves out."""
    return sum(slot.minutes for slot in agenda if slot.phase is phase)


def clock_of(
    agenda: Agenda,
    began_at: datetime | None,
    phase: Phase,
    phase_since: datetime | None,
    now: datetime,
) -> Clock | None:
    """Where the room is: in ``phase`` since ``phase_since``, on a day that began at ``began_at``.

    None without an agenda, before it began, in the follow-up, and when the day is long over.
    ``phase_since`` may be to come, while the break before a phase runs: nothing of the phase is
    used up then. Minutes that the short mode cut make up for being late: what was promised stays
    promised.
    """
    if not agenda or began_at is None or phase_since is None or phase is Phase.FOLLOW:
        return None
    promised_end = began_at + timedelta(minutes=sum(slot.promised for slot in agenda))
    if now > promised_end + OVER_AFTER:
        return None
    minutes = minutes_of(agenda, phase)
    slot_ends_at = phase_since + timedelta(minutes=minutes)
    ends_at = max(now, slot_ends_at) + timedelta(minutes=minutes_after(agenda, phase))
    return Clock(
        slot_minutes=minutes,
        slot_left=min(minutes, _minutes(slot_ends_at - now)),
        late_minutes=_minutes(ends_at - promised_end),
        ends_at=ends_at,
        promised_end=promised_end,
    )


def _check_minutes(name: str, minutes: int, *, low: int, high: int) -> None:
    # A form's number may be 1.5, whatever the hint says.
    if type(minutes) is not int or not low <= minutes <= high:
        raise NumberOutOfRange(field=name, low=low, high=high)


def _minutes(time: timedelta) -> int:
    """Whole minutes that have passed, never below 0."""
    return max(0, int(time.total_seconds() // 60))


def first_phase(agenda: Agenda) -> Phase | None:
    """Where the day begins; None without an agenda."""
    return road_of(agenda)[0] if agenda else None
