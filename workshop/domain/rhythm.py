"""The rhythm of the weeks after a workshop: what a weekly point begins with (articles A and E)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workshop.domain.words import ActionStatus

WEEK = timedelta(days=7)
BOARD_DAYS = 25
"""A change board held sooner after the last one would run the plan over (article E)."""

SLOT = timedelta(days=28)
"""From one change board to the next: about a month, on the same day of the week."""


@dataclass(frozen=True, slots=True)
class Task:
    """What the rhythm needs to know of an action."""

    label: str
    status: ActionStatus
    due: date | None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """The facts a weekly point begins with, as labels: those that press most first.

    ``done``: since the last point; ``late``: due before today, and open; ``blocked``; ``coming``:
    due within seven days from today on. One that is blocked is told once, as such.
    """

    done: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()
    coming: tuple[str, ...] = ()


def week_of(tasks: Iterable[Task], *, today: date, since: date | None = None) -> Week:
    """What happened and what is next. ``since``: the day of the last point, None before any.

    What was done on the very day of the last point counts again: told twice is told, and nobody
    knows any more whether it came before or after the meeting.
    """
    in_order = sorted(tasks, key=lambda task: (task.due or date.max, task.label))
    start = since if since is not None else today - WEEK
    open_ones = [task for task in in_order if task.status is ActionStatus.OPEN and task.due]
    return Week(
        done=tuple(
            task.label
            for task in in_order
            if task.status is ActionStatus.DONE and task.done_on and task.done_on >= start
        ),
        late=tuple(task.label for task in open_ones if task.due and task.due < today),
        blocked=tuple(task.label for task in in_order if task.status is ActionStatus.BLOCKED),
        coming=tuple(
            task.label for task in open_ones if task.due and today <= task.due <= today + WEEK
        ),
    )


def next_board(held: Sequence[date], today: date) -> date:
    """The day of the next change board: today when none was held for a month, or ever."""
    return max(today, max(held) + SLOT) if held else today


def days_since_board(held: Iterable[date], day: date) -> int | None:
    """The days since the board before ``day`` when they are too few; None when it may be held.

    A board of that same day is the one that sits.
    """
    before = [board for board in held if board < day]
    days = (day - max(before)).days if before else BOARD_DAYS
    return days if days < BOARD_DAYS else None
