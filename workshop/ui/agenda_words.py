"""The agenda in words, for the room: what we are going to do."""

from workshop.domain.agenda import Agenda
from workshop.domain.agenda_templates import SLUGS, agenda_template
from workshop.domain.shortening import CAN_BE_HALVED, CAN_BE_LEFT_OUT, Kind
from workshop.domain.words import Phase
from workshop.i18n import Words

NONE = "none"
BOTH_WAYS = CAN_BE_HALVED & CAN_BE_LEFT_OUT
"""To do half of it loses something else than to do nothing of it."""


def what_is_lost(t: Words, phase: Phase, kind: Kind) -> str:
    """What the room goes without when this phase is cut, and what to do instead."""
    return t(f"ui.phase.{phase}.{kind}" if phase in BOTH_WAYS else f"ui.phase.{phase}.short")


def agenda_said(t: Words, agenda: Agenda) -> str:
    """One quiet line for the projector: phases and breaks, and how long all takes; "" for none."""
    parts = [
        t("ui.agenda.break" if slot.phase is None else f"phase.{slot.phase}")
        for slot in agenda
        if slot.minutes
    ]
    minutes = sum(slot.minutes for slot in agenda)
    return t("ui.projector.agenda", slots=" · ".join(parts), n=minutes) if parts else ""


def length_names(t: Words) -> dict[str, str]:
    """The lengths a session may have, by the name of their agenda; first none of them."""
    return {name: t(f"ui.agenda.template.{name}") for name in (NONE, *SLUGS)}


def agenda_of(name: str) -> Agenda:
    """The slots of a length's agenda; none for "none", or for what is no length of ours."""
    return agenda_template(name).slots if name in SLUGS else ()
