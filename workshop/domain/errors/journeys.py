"""Journeys, personas and what their steps are made of."""

from workshop.domain.errors.base import NotFound, Refused


class StepUnknown(NotFound):
    code = "step_unknown"


class PersonaUnknown(NotFound):
    """There is no such persona, or it is of the other side."""

    code = "persona_unknown"


class StepHasCards(Refused):
    """Removing a step must say what becomes of its ``cards``."""

    code = "step_has_cards"


class ModeMixed(Refused):
    """The two modes of journeys never mix: ``steps`` of the other one stand in the way."""

    code = "mode_mixed"
