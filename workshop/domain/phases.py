"""The order of the road, and what phones may do and see in each phase."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from workshop.domain.errors import ValueUnknown
from workshop.domain.words import Phase, Sees

ROAD = tuple(Phase)


class PhoneGesture(StrEnum):
    """What a phone can be allowed to do in a phase.

    Answering a question that the facilitator has pushed, saying who one is and saying "ready" need
    no right: the first is an invitation, the others are always open.
    """

    ADD_CARD = "add_card"
    ME_TOO = "me_too"
    MOOD = "mood"
    SAME = "same"
    MIRROR = "mirror"
    PLACE = "place"
    VOTE = "vote"
    ADD_SOLUTION = "add_solution"
    HELP = "help"
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class Rights:
    """What phones may do in a phase, and what of the room's words they are sent."""

    may: frozenset[PhoneGesture] = frozenset()
    sees: Sees = Sees.NOTHING


_DEFAULT: dict[Phase, Rights] = {
    Phase.MOOD: Rights(frozenset({PhoneGesture.MOOD}), Sees.COUNT),
    Phase.CAPTURE: Rights(frozenset({PhoneGesture.ADD_CARD, PhoneGesture.ME_TOO}), Sees.EVERYTHING),
    Phase.GROUP: Rights(frozenset({PhoneGesture.SAME, PhoneGesture.MIRROR}), Sees.EVERYTHING),
    Phase.MATRIX: Rights(frozenset({PhoneGesture.MIRROR, PhoneGesture.PLACE}), Sees.EVERYTHING),
    Phase.VOTE: Rights(frozenset({PhoneGesture.VOTE}), Sees.EVERYTHING),
    Phase.CAUSES: Rights(frozenset(), Sees.EVERYTHING),
    Phase.IDEATE: Rights(
        frozenset({PhoneGesture.ADD_SOLUTION, PhoneGesture.HELP}), Sees.EVERYTHING
    ),
    Phase.WEIGH: Rights(frozenset({PhoneGesture.RATE, PhoneGesture.HELP}), Sees.EVERYTHING),
    Phase.PLAN: Rights(frozenset(), Sees.EVERYTHING),
    Phase.CLOSE: Rights(frozenset(), Sees.EVERYTHING),
    Phase.FOLLOW: Rights(frozenset(), Sees.EVERYTHING),
}

_NEEDS_WORDS = {PhoneGesture.ME_TOO, PhoneGesture.SAME, PhoneGesture.HELP}
"""Gestures on what others wrote: without seeing it there is nothing to do."""


def default_rights(phase: Phase) -> Rights:
    """What phones may do and see in this phase unless the workshop says otherwise."""
    return _DEFAULT.get(phase, Rights())


def rights_of(phase: Phase, said: Mapping[str, Any], *, revealed: bool = False) -> Rights:
    """The rights in force: what the workshop ``said`` of the phase, else the default.

    ``said``: by phase, ``{"may": [gesture, …], "sees": …}`` as ``write_rights`` made it.
    ``revealed``: the facilitator's one button, after which phones see everything.
    """
    rights = default_rights(phase)
    if phase in said:
        rights = Rights(
            frozenset(PhoneGesture(gesture) for gesture in said[phase]["may"]),
            Sees(said[phase]["sees"]),
        )
    sees = Sees.EVERYTHING if revealed else rights.sees
    may = rights.may if sees is Sees.EVERYTHING else rights.may - _NEEDS_WORDS
    return Rights(may, sees)


def read_rights(may: Iterable[str], sees: str) -> Rights:
    """Rights as typed or read from a file. Raises ValueUnknown (``may``, ``sees``)."""
    gestures = set()
    for gesture in may:
        if gesture not in tuple(PhoneGesture):
            raise ValueUnknown(field="may", value=gesture)
        gestures.add(PhoneGesture(gesture))
    if sees not in tuple(Sees):
        raise ValueUnknown(field="sees", value=sees)
    return Rights(frozenset(gestures), Sees(sees))


def write_rights(rights: Rights) -> dict[str, Any]:
    """Rights as the database and files keep them."""
    return {"may": sorted(rights.may), "sees": rights.sees.value}


def next_phase(phase: Phase, road: tuple[Phase, ...] = ROAD) -> Phase | None:
    """The phase after this one on ``road``, or None at its end."""
    later = [candidate for candidate in road if ROAD.index(candidate) > ROAD.index(phase)]
    return later[0] if later else None
