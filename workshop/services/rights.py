"""What phones may do and see in each phase, and the one button that shows what was gathered."""

from collections.abc import Iterable

from workshop.domain.errors import ValueUnknown
from workshop.domain.gestures import Gesture
from workshop.domain.phases import read_rights, write_rights
from workshop.domain.words import Phase
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.transaction import change, set_workshop


def set_rights(
    house: House, actor: Facilitating, phase: str, *, may: Iterable[str], sees: str
) -> None:
    """Say what phones may do (PhoneGesture's codes) and see (Sees' code) in a phase.

    Raises ValueUnknown (``phase``, ``may``, ``sees``).
    """
    rights = write_rights(read_rights(may, sees))
    _check_phase(phase)
    with change(house, actor, Gesture.SET_RIGHTS, room=True) as deed:
        set_workshop(deed, phone_rights={**deed.workshop.phone_rights, phase: rights})


def reset_rights(house: House, actor: Facilitating, phase: str) -> None:
    """Give a phase its default rights again. Raises ValueUnknown (``phase``)."""
    _check_phase(phase)
    with change(house, actor, Gesture.RESET_RIGHTS, room=True) as deed:
        said = deed.workshop.phone_rights
        set_workshop(deed, phone_rights={name: said[name] for name in said if name != phase})


def reveal(house: House, actor: Facilitating, *, shown: bool) -> None:
    """Show phones, projector and sponsor what this phase has gathered, or hide it again.

    The next phase begins hidden, where its rights say so.
    """
    with change(house, actor, Gesture.REVEAL, room=True) as deed:
        set_workshop(deed, revealed=shown)


def _check_phase(phase: str) -> None:
    if phase not in tuple(Phase):
        raise ValueUnknown(field="phase", value=phase)
