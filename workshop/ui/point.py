"""Minutes that are being written, while a colleague may be writing those of the same day."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from workshop.services.meetings import MeetingDraft, add_meeting, save_meeting
from workshop.services.views.follow import MeetingLine
from workshop.ui.gestures import turn_of
from workshop.ui.merging import know, opened_with, reconciled
from workshop.ui.shell import Visit


@dataclass(frozen=True, slots=True)
class _Begun:
    """What a form began with, and of which meeting: None of one that was not kept yet."""

    said: MeetingDraft
    id: int | None


@dataclass(frozen=True, slots=True)
class Point:
    """The minutes in a form. ``turn``: a part of the keys of its fields, the same until it is kept.

    ``start``: what it began with. ``is_new``: nothing was kept of that day then; ``stands``: what
    is kept of it by now.
    """

    turn: str
    start: MeetingDraft
    is_new: bool
    stands: MeetingLine | None


def open_point(
    visit: Visit,
    form: str,
    held: Sequence[MeetingLine],
    begun: MeetingDraft,
    *,
    asked: object,
    field: str,
) -> Point:
    """The minutes of the meeting that was asked for (its id), else those of today.

    ``begun``: what a new one begins with. ``field``: what the key of one of its fields begins with.
    """
    opened = next((line for line in held if line.id == asked), None)
    stands = opened or next((line for line in held if line.held_on == begun.held_on), None)
    turn = f"{turn_of(form)}-{opened.id if opened else 'today'}"
    now = _Begun(stands.said if stands else begun, stands.id if stands else None)
    if f"{field}-{turn}" not in st.session_state:  # drawn for the first time, or once again
        know(f"{form}-begun", turn, now)
        know(form, turn, now.said)
    first = opened_with(f"{form}-begun", turn, now)
    return Point(turn, first.said, first.id is None, stands)


def keep_point(visit: Visit, form: str, point: Point, draft: MeetingDraft) -> bool:
    """True once it is stored; False, said beside it, where a colleague has written otherwise."""
    stands = point.stands
    if point.is_new and draft.held_on != point.start.held_on:
        stands = None  # of another day: not the one that a colleague has begun meanwhile
    if stands is None:
        add_meeting(visit.house, visit.facilitator, draft)
        return True
    wanted = reconciled(visit, form, point.turn, draft, stands.said)
    if wanted is None:
        return False
    save_meeting(visit.house, visit.facilitator, stands.id, wanted, seen=stands.said)
    return True
