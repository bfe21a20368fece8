"""The agenda of a workshop: chosen, begun, cut when time slips, and given back."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from workshop.domain import shortening
from workshop.domain.agenda import (
    Agenda,
    Slot,
    clean_agenda,
    first_phase,
    minutes_before,
    minutes_of,
    write_agenda,
)
from workshop.domain.gestures import Gesture
from workshop.domain.phases import ROAD
from workshop.domain.words import Phase
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.transaction import Deed, change, set_workshop


def choose_agenda(house: House, actor: Facilitating, slots: Sequence[Slot]) -> Agenda:
    """Give the workshop these slots, or none: the whole road, and no clock.

    The day goes on from where it was; without an agenda it has not begun.
    Raises AgendaOutOfOrder, NumberOutOfRange.
    """
    agenda = clean_agenda(slots)
    with change(house, actor, Gesture.CHOOSE_AGENDA) as deed:
        began = {} if agenda else {"agenda_began_at": None}
        set_workshop(deed, agenda=write_agenda(agenda), **began)
    return agenda


def begin_agenda(house: House, actor: Facilitating) -> None:
    """The clock of the day runs from now on, as if the room had come to its phase in time.

    Without an agenda nothing changes.
    """
    with change(house, actor, Gesture.BEGIN_AGENDA) as deed:
        workshop, now = deed.workshop, house.clock()
        if workshop.agenda:
            before = minutes_before(workshop.agenda, workshop.phase)
            set_workshop(deed, phase_since=now, agenda_began_at=now - timedelta(minutes=before))


def cut_agenda(house: House, actor: Facilitating, keeps: Mapping[Phase, int]) -> None:
    """Cut phases to so many minutes, 0 to leave one out; one that is shorter already stays.

    The phase the room is in, and those behind it, stay as they are. Raises ValueUnknown
    (``phase``) for a phase that is never cut, or not so far; NumberOutOfRange for no minutes.
    """
    with change(house, actor, Gesture.CUT_AGENDA) as deed:
        here = ROAD.index(deed.workshop.phase)
        cut = shortening.cut(deed.workshop.agenda, keeps)
        _keep(
            deed,
            tuple(
                slot if slot.phase is None or ROAD.index(slot.phase) <= here else shorter
                for slot, shorter in zip(deed.workshop.agenda, cut, strict=True)
            ),
        )


def restore_agenda(house: House, actor: Facilitating) -> None:
    """Give every phase back what was cut of it."""
    with change(house, actor, Gesture.RESTORE_AGENDA) as deed:
        _keep(deed, shortening.whole(deed.workshop.agenda))


def enter(deed: Deed, phase: Phase, *, break_minutes: int = 0) -> dict[str, Any]:
    """Inside an open change: what of the workshop's row becomes of the day in ``phase``.

    ``break_minutes``: the room goes out first; its work in the phase begins when it is back. The
    day begins when the first phase of the agenda is left for another of them. A room that goes
    back to it is late, not at the beginning: while the clock runs, only ``begin_agenda`` sets it.
    """
    workshop, now = deed.workshop, deed.house.clock()
    if workshop.phase is phase:
        return {"paused_until": None, **back_early(deed)}
    back = now + timedelta(minutes=break_minutes)
    values: dict[str, Any] = {
        "phase_since": back,
        "paused_until": back if break_minutes else None,
    }
    leaves_first = workshop.phase is first_phase(workshop.agenda)
    if leaves_first and minutes_of(workshop.agenda, phase) and workshop.clock(now) is None:
        took = minutes_of(workshop.agenda, workshop.phase)
        values["agenda_began_at"] = now - timedelta(minutes=took)
    return values


def back_early(deed: Deed) -> dict[str, Any]:
    """Inside an open change: what of the row changes when the room works again before it said."""
    since, now = deed.workshop.phase_since, deed.house.clock()
    return {"phase_since": now} if since is not None and since > now else {}


def _keep(deed: Deed, agenda: Agenda) -> None:
    set_workshop(deed, agenda=write_agenda(clean_agenda(agenda)))
