"""The clock of the room: a timer, a pause, and who said "ready". All by the server's own time."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from workshop.domain.errors import DoorClosed, NumberOutOfRange
from workshop.domain.gestures import Gesture
from workshop.services.actors import Facilitating
from workshop.services.agenda import back_early
from workshop.services.house import House
from workshop.services.participants import settle
from workshop.services.transaction import Deed, change, set_workshop
from workshop.services.writer import Done
from workshop.storage import tables

SHORTEST_MINUTES, LONGEST_MINUTES = 0.5, 240
LONGEST_EXTENSION_SECONDS = 240 * 60


@dataclass(frozen=True, slots=True)
class Ready:
    """A phone says that it is ready to go on; ``wanted`` False takes it back."""

    token: str = field(repr=False)
    wanted: bool = True


def start_timer(house: House, actor: Facilitating, *, minutes: float) -> None:
    """Let the phase end in so many minutes from now, whatever was said before; phones count down.

    Raises NumberOutOfRange (half a minute to four hours).
    """
    _check_minutes(minutes, SHORTEST_MINUTES)
    _set(house, actor, Gesture.START_TIMER, closes_at=house.clock() + timedelta(minutes=minutes))


def extend_timer(house: House, actor: Facilitating, *, seconds: int) -> None:
    """So many seconds more; from now on when the time was over, or was never set.

    Raises NumberOutOfRange (1 second to four hours).
    """
    if not isinstance(seconds, int) or not 1 <= seconds <= LONGEST_EXTENSION_SECONDS:
        raise NumberOutOfRange(field="seconds", low=1, high=LONGEST_EXTENSION_SECONDS)
    with change(house, actor, Gesture.EXTEND_TIMER, room=True) as deed:
        now = house.clock()
        start = max(deed.workshop.closes_at or now, now)
        set_workshop(deed, closes_at=start + timedelta(seconds=seconds))


def stop_timer(house: House, actor: Facilitating) -> None:
    """Take the timer off all screens."""
    _set(house, actor, Gesture.STOP_TIMER, closes_at=None)


def pause(house: House, actor: Facilitating, *, minutes: int) -> None:
    """Send the room out: phones and projector say when it comes back.

    Raises NumberOutOfRange (1 minute to four hours).
    """
    _check_minutes(minutes, 1)
    back = house.clock() + timedelta(minutes=minutes)
    _set(house, actor, Gesture.PAUSE, paused_until=back)


def resume(house: House, actor: Facilitating) -> None:
    """The room works again, before or after the time that was said."""
    with change(house, actor, Gesture.RESUME, room=True) as deed:
        set_workshop(deed, paused_until=None, **back_early(deed))


def say_ready(deed: Deed, gestures: Sequence[Ready]) -> list[object]:
    """Apply who is ready, in order (for ``Writer.submit``); the next phase begins at none.

    Refusals: DoorClosed.
    """
    people = settle(deed, (gesture.token for gesture in gestures))
    person = tables.participant
    before = {
        row.id: row.ready
        for row in deed.connection.execute(
            select(person.c.id, person.c.ready).where(person.c.id.in_(people.values()))
        )
    }
    now = dict(before)
    results: list[object] = []
    for gesture in gestures:
        if gesture.token not in people:
            results.append(DoorClosed())
            continue
        who = people[gesture.token]
        answer = {"ready": gesture.wanted}
        results.append(answer if now[who] is gesture.wanted else Done(answer))
        now[who] = gesture.wanted
    for wanted in (True, False):
        moved = [who for who, ready in now.items() if ready is wanted and before[who] is not wanted]
        if moved:
            deed.connection.execute(
                update(person).where(person.c.id.in_(moved)).values(ready=wanted)
            )
    return results


def _check_minutes(minutes: float, low: float) -> None:
    if not math.isfinite(minutes) or not low <= minutes <= LONGEST_MINUTES:
        raise NumberOutOfRange(field="minutes", low=math.ceil(low), high=LONGEST_MINUTES)


def _set(house: House, actor: Facilitating, gesture: Gesture, **values: Any) -> None:
    with change(house, actor, gesture, room=True) as deed:
        set_workshop(deed, **values)
