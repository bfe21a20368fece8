"""How ready a programme is, on the six axes where programmes stall (article E)."""

from collections.abc import Mapping
from dataclasses import dataclass

from workshop.domain.words import Axis

LEAST, MOST = 1, 5
WEAK_UP_TO = 2
"""What stands so low is said to be missing."""

Levels = Mapping[Axis, int | None]
"""By axis, from 1 to 5; None or absent where nobody could say."""


@dataclass(frozen=True, slots=True)
class Missing:
    """What to see to first: the weak axes, the weakest before the others, and the unknown ones."""

    weak: tuple[Axis, ...]
    unknown: tuple[Axis, ...]


def missing_in(levels: Levels) -> Missing:
    """The axes that may make the programme stall, in the order of ``Axis`` where they are equal."""
    known = {axis: level for axis in Axis if (level := levels.get(axis)) is not None}
    weak = sorted(
        (axis for axis, level in known.items() if level <= WEAK_UP_TO),
        key=lambda axis: known[axis],
    )
    return Missing(tuple(weak), tuple(axis for axis in Axis if axis not in known))


def moved(before: Levels, after: Levels) -> dict[Axis, int]:
    """By how much each axis moved that is known both times and is not where it was."""
    steps = {}
    for axis in Axis:
        old, new = before.get(axis), after.get(axis)
        if old is not None and new is not None and old != new:
            steps[axis] = new - old
    return steps
