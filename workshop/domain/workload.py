"""How much somebody carries at once: a plan in which everything is begun is one where nothing ends.

A limit to work in progress goes with launching in the right order (article B, article E).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workshop.domain.words import UNDER_WAY, ActionStatus, Term

AT_ONCE = 3
"""Actions that one person brings forward together beside their own work; more is advised against,
never refused."""

_LATER = (Term.MEDIUM, Term.LONG)


@dataclass(frozen=True, slots=True)
class Charge:
    """An action (label) and who carries it (any key), as far as the limit needs to know."""

    label: str
    carrier: str
    status: ActionStatus
    term: str = ""


def overloaded(charges: Iterable[Charge]) -> Mapping[str, tuple[str, ...]]:
    """Who carries more than ``AT_ONCE`` actions under way, and which: the most loaded first.

    What the roadmap puts into the medium or the long term waits, and does not count.
    """
    held: dict[str, tuple[str, ...]] = {}
    for charge in charges:
        if charge.carrier and charge.status in UNDER_WAY and charge.term not in _LATER:
            held[charge.carrier] = (*held.get(charge.carrier, ()), charge.label)
    many = {carrier: labels for carrier, labels in held.items() if len(labels) > AT_ONCE}
    return dict(sorted(many.items(), key=lambda one: (-len(one[1]), one[0])))
