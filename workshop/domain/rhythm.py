"""The rhythm of the weeks after a workshop: what a weekly point begins with (articles A and E)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from workshop.domain.words import ActionStatus

WEEK = timedelta(days=7)


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
