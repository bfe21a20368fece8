"""The short mode: what to cut of an agenda when time slips, what costs the room least first.

The matrix and the plan are what people came for; the frame is behind by then, and a break is no
reserve: whoever takes breaks away gets tired votes. Cards and topics can be made shorter, never
left out, for there would be nothing to place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from workshop.domain.agenda import Agenda, Slot, minutes_after
from workshop.domain.errors import ValueUnknown
from workshop.domain.phases import ROAD
from workshop.domain.words import Phase


class Kind(StrEnum):
    """How a phase is cut: to half of what it has, or left out."""

    HALVE = "halve"
    DROP = "drop"


ORDER = (
    (Phase.CAUSES, Kind.DROP),  # the plan can ask "why?" of each action that it makes
    (Phase.JOURNEYS, Kind.DROP),  # they were prepared, and stand on every card's form
    (Phase.GROUP, Kind.HALVE),  # the mirror round goes on while the matrix is shown
    (Phase.WEIGH, Kind.HALVE),  # three ideas instead of eight; the others stay "to check"
    (Phase.MOOD, Kind.DROP),  # cards say what hurts as well; the two curves are lost
    (Phase.IDEATE, Kind.HALVE),  # for two topics instead of four
    (Phase.VOTE, Kind.DROP),  # the order of treatment stands without it
    (Phase.CAPTURE, Kind.HALVE),  # one card fewer from each, hence a thinner matrix
    (Phase.WEIGH, Kind.DROP),  # nobody has looked whether a side pays: asked aloud in the plan
    (Phase.IDEATE, Kind.DROP),  # the plan is then made by those who speak first
    (Phase.CLOSE, Kind.HALVE),  # who carries what is still read aloud
)
"""What costs least first."""

CAN_BE_LEFT_OUT = frozenset(phase for phase, kind in ORDER if kind is Kind.DROP)
CAN_BE_HALVED = frozenset(phase for phase, kind in ORDER if kind is Kind.HALVE)


@dataclass(frozen=True, slots=True)
class Cut:
    """One proposal: ``phase`` keeps ``keeps`` minutes, which saves ``saves``.

    ``needed``: with those before it, it takes this one to end when it was promised.
    """

    phase: Phase
    kind: Kind
    keeps: int
    saves: int
    needed: bool


def shorten(agenda: Agenda, phase: Phase, minutes_left: int) -> tuple[Cut, ...]:
    """What could be cut of the phases that come after ``phase``, in the order of what it costs.

    ``minutes_left``: from the end of this phase to the promised end. Enough cuts to fit are
    ``needed``; if all of them are too few, all are.
    """
    excess = minutes_after(agenda, phase) - minutes_left
    has = {
        slot.phase: slot.minutes
        for slot in agenda
        if slot.phase is not None and ROAD.index(slot.phase) > ROAD.index(phase)
    }
    cuts: list[Cut] = []
    for about, kind in ORDER:
        keeps = 0 if kind is Kind.DROP else -(-has.get(about, 0) // 2)
        saves = has.get(about, 0) - keeps
        if saves > 0:
            cuts.append(Cut(about, kind, keeps, saves, needed=excess > 0))
            has[about] = keeps
            excess -= saves
    return tuple(cuts)


def cut(agenda: Agenda, keeps: Mapping[Phase, int]) -> Agenda:
    """The agenda with these phases cut to so many minutes; what is shorter already stays.

    Raises ValueUnknown (``phase``) for a phase that may not be cut, or not so far.
    """
    may = {phase for phase, _ in ORDER}
    for phase, minutes in keeps.items():
        if phase not in may or minutes < 0 or (minutes == 0 and phase not in CAN_BE_LEFT_OUT):
            raise ValueUnknown(field="phase", value=phase)
    return tuple(
        Slot(
            slot.phase,
            kept := min(slot.minutes, keeps.get(slot.phase, slot.minutes)),
            slot.promised - kept,
        )
        if slot.phase is not None
        else slot
        for slot in agenda
    )


def whole(agenda: Agenda) -> Agenda:
    """The agenda as it was before anything was cut."""
    return tuple(Slot(slot.phase, slot.promised) for slot in agenda)


def is_cut(agenda: Agenda) -> bool:
    """True while the short mode holds minutes back."""
    return any(slot.cut for slot in agenda)
