"""What must be done before what: the way round in a circle, and what is planned the wrong way."""

from collections import deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from workshop.domain.words import ActionStatus, Term

Needs = Mapping[str, Collection[str]]
"""By label: the actions that must be done before this one can be finished."""

SHORT_DAYS, MEDIUM_DAYS = 92, 365
"""How far short and medium term reach from the day of the workshop: three months, a year."""

_ORDER = {Term.SHORT: 0, Term.MEDIUM: 1, Term.LONG: 2}


class Disorder(StrEnum):
    """How an action is planned before something that it needs."""

    DUE = "due"
    TERM = "term"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Planned:
    """What of an action's plan has an order. ``term``: None before it has its place."""

    due: date | None = None
    term: Term | None = None
    status: ActionStatus = ActionStatus.OPEN


@dataclass(frozen=True, slots=True)
class OrderProblem:
    """``action`` needs ``needs`` (labels), and cannot be finished as both are planned."""

    action: str
    needs: str
    how: Disorder


def path_between(needs: Needs, start: str, end: str) -> tuple[str, ...] | None:
    """The shortest way from an action to another by what each needs, both included.

    Of ways as short, the first in the order of ``needs``; None when there is none.
    """
    came_from: dict[str, str | None] = {start: None}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        if here == end:
            return _way_back(came_from, here)
        for label in needs.get(here, ()):
            if label not in came_from:
                came_from[label] = here
                waiting.append(label)
    return None


def circle_closed(needs: Needs, action: str, needed: str) -> tuple[str, ...] | None:
    """The circle that would close if ``action`` needed ``needed`` too: it begins and ends with
    ``action``. None when there would be none.
    """
    back = path_between(needs, needed, action)
    return None if back is None else (action, *back)


def first_circle(needs: Needs) -> tuple[str, ...] | None:
    """A circle that is there already, such as in a file from elsewhere; None without one.

    Each tie is walked once: a file may hold tens of thousands.
    """
    finished: set[str] = set()
    for start in needs:
        way = {start: iter(needs[start])} if start not in finished else {}
        while way:
            here = next(reversed(way))
            needed = next(way[here], None)
            if needed is None:
                finished.add(here)
                del way[here]
            elif needed in way:
                back = path_between(needs, needed, here)
                assert back is not None
                return (*back, needed)
            elif needed not in finished:
                way[needed] = iter(needs.get(needed, ()))
    return None


def order_problems(planned: Mapping[str, Planned], needs: Needs) -> tuple[OrderProblem, ...]:
    """What cannot be done as it is planned, one problem a pair, the worst of it.

    An action that is done or dropped waits for nothing, and nobody waits for one that is done.
    """
    found = []
    for action, wanted in needs.items():
        if planned[action].status in (ActionStatus.DONE, ActionStatus.DROPPED):
            continue
        for needed in wanted:
            how = _disorder(planned[action], planned[needed])
            if how is not None:
                found.append(OrderProblem(action, needed, how))
    return tuple(found)


def term_of(day: date, *, since: date) -> Term:
    """The column of the roadmap in which a day lies, for a workshop held on ``since``."""
    if day <= since + timedelta(days=SHORT_DAYS):
        return Term.SHORT
    return Term.MEDIUM if day <= since + timedelta(days=MEDIUM_DAYS) else Term.LONG


def _disorder(action: Planned, needed: Planned) -> Disorder | None:
    if needed.status is ActionStatus.DONE:
        return None
    if needed.status is ActionStatus.DROPPED:
        return Disorder.DROPPED
    if action.due and needed.due and action.due < needed.due:
        return Disorder.DUE
    if action.term and needed.term and _ORDER[action.term] < _ORDER[needed.term]:
        return Disorder.TERM
    return None


def _way_back(came_from: Mapping[str, str | None], end: str) -> tuple[str, ...]:
    way = [end]
    while (before := came_from[way[-1]]) is not None:
        way.append(before)
    return tuple(reversed(way))
