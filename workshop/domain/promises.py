"""Badges for kept promises: of functional domains, never of a person nor of a number of ideas."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from workshop.domain.text import caseless
from workshop.domain.words import ActionStatus

DUE_NEEDED = 3
"""Promises that must have fallen due before anything is said."""

OWNERS_NEEDED = 2
"""A badge of what one person alone carries would be that person's."""

KEPT_NEEDED = Fraction(4, 5)
"""The share of promises kept that earns the badge; below it nothing is said at all."""


@dataclass(frozen=True, slots=True)
class Promise:
    """An action of a functional domain; ``owner`` only tells how many people carry them."""

    domain: str
    owner: str
    status: ActionStatus
    due: date | None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Badge:
    """``kept``: promises done by their day; ``due``: those whose day has passed."""

    domain: str
    kept: int
    due: int


def badges(promises: Iterable[Promise], today: date) -> tuple[Badge, ...]:
    """The badges earned so far, by the domains' names.

    A promise counts once its day has passed. A draft was never one; what the room dropped is no
    longer one.
    """
    by_domain: dict[str, list[Promise]] = {}
    for promise in promises:
        if promise.domain and _has_fallen_due(promise, today):
            by_domain.setdefault(promise.domain, []).append(promise)
    earned = []
    for domain, fallen in sorted(by_domain.items()):
        kept = sum(map(_is_kept, fallen))
        owners = {caseless(promise.owner) for promise in fallen}
        if (
            len(fallen) >= DUE_NEEDED
            and len(owners) >= OWNERS_NEEDED
            and Fraction(kept, len(fallen)) >= KEPT_NEEDED
        ):
            earned.append(Badge(domain, kept, len(fallen)))
    return tuple(earned)


def _has_fallen_due(promise: Promise, today: date) -> bool:
    counts = promise.status not in (ActionStatus.DRAFT, ActionStatus.DROPPED)
    return counts and promise.due is not None and promise.due < today


def _is_kept(promise: Promise) -> bool:
    assert promise.due is not None
    return (
        promise.status is ActionStatus.DONE
        and promise.done_on is not None
        and promise.done_on <= promise.due
    )
