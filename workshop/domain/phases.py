"""The order of the road and what phones may do in each phase unless a workshop says otherwise."""

from enum import StrEnum

from workshop.domain.words import Phase

ROAD = tuple(Phase)


class PhoneGesture(StrEnum):
    """What a phone can be allowed to do."""

    ADD_CARD = "add_card"
    ME_TOO = "me_too"
    ADD_SOLUTION = "add_solution"


_ALLOWED: dict[Phase, frozenset[PhoneGesture]] = {
    Phase.CAPTURE: frozenset({PhoneGesture.ADD_CARD, PhoneGesture.ME_TOO}),
    Phase.IDEATE: frozenset({PhoneGesture.ADD_SOLUTION}),
}


def allowed(phase: Phase) -> frozenset[PhoneGesture]:
    """The gestures open to phones in this phase (the facilitator's own are always open)."""
    return _ALLOWED.get(phase, frozenset())


def next_phase(phase: Phase, road: tuple[Phase, ...] = ROAD) -> Phase | None:
    """The phase after this one on ``road``, or None at its end."""
    later = [candidate for candidate in road if ROAD.index(candidate) > ROAD.index(phase)]
    return later[0] if later else None
