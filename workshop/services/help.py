"""Help: "I would help" with an idea, the only gesture that bears a name (METHOD.md, phase 9).

What is stored of an offer is the idea, the name as it was typed, and a mark that only the same
phone can make again, to take it back. The mark differs from idea to idea and from the hash of the
participant: it leads neither to a card nor from one offer to another.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, insert, select, update

from workshop.domain.codes import read_label
from workshop.domain.errors import DoorClosed, PhaseClosed, SolutionUnknown, WorkshopError
from workshop.domain.gestures import Gesture
from workshop.domain.phases import PhoneGesture
from workshop.domain.text import clean_text
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.labels import SOLUTION, find_id, ids_by_number
from workshop.services.participants import settle
from workshop.services.rows import Workshop
from workshop.services.transaction import Deed, change
from workshop.services.writer import Done
from workshop.storage import tables

HELPER_LIMIT = 60
"""Characters of a name."""


@dataclass(frozen=True, slots=True)
class HelpSent:
    """A phone's word on one idea (label): who would help, or (``on`` False) no longer would."""

    token: str = field(repr=False)
    solution: str
    name: str = field(repr=False)
    on: bool = True


def offer_help(deed: Deed, gestures: Sequence[HelpSent]) -> list[object]:
    """Apply offers of help in order (for ``Writer.submit``); a phone's last word on an idea counts.

    Refusals: PhaseClosed, DoorClosed, SolutionUnknown, TextEmpty and TextTooLong (the name, 60
    characters).
    """
    if not deed.workshop.may(PhoneGesture.HELP):
        return [PhaseClosed(phase=deed.workshop.phase)] * len(gestures)
    people = settle(deed, (gesture.token for gesture in gestures))
    ids = ids_by_number(deed, SOLUTION)
    results: list[object] = []
    for gesture in gestures:
        try:
            if gesture.token not in people:
                raise DoorClosed()
            number = read_label(gesture.solution, "S")
            if number is None or number not in ids:
                raise SolutionUnknown(solution=gesture.solution)
            results.append(_apply(deed, gesture, f"S{number}", ids[number]))
        except WorkshopError as refused:
            results.append(refused)
    return results


def _apply(deed: Deed, gesture: HelpSent, label: str, solution_id: int) -> object:
    offer = tables.help_offer
    name = clean_helper(gesture.name) if gesture.on else ""
    answer = {"solution": label, "on": gesture.on, "name": name}
    key = help_key(deed.workshop, gesture.token, solution_id)
    mine = (offer.c.solution_id == solution_id, offer.c.help_key == key)
    known = deed.connection.scalar(select(offer.c.name).where(*mine))
    if (known or "") == name:
        return answer
    if not gesture.on:
        deed.connection.execute(delete(offer).where(*mine))
    elif known is not None:
        deed.connection.execute(update(offer).where(*mine).values(name=name))
    else:
        deed.connection.execute(
            insert(offer).values(
                solution_id=solution_id, help_key=key, rank=deed.house.draw(), name=name
            )
        )
    return Done(answer)


def remove_helper(house: House, actor: Facilitating, label: str, name: str) -> None:
    """Take a name off an idea, whoever typed it: it may be somebody else's, or no name at all.

    A name that is not there changes nothing. Raises SolutionUnknown.
    """
    offer = tables.help_offer
    with change(house, actor, Gesture.REMOVE_HELPER) as deed:
        deed.connection.execute(
            delete(offer).where(
                offer.c.solution_id == find_id(deed, SOLUTION, label), offer.c.name == name
            )
        )


def clean_helper(name: str) -> str:
    """The name of somebody who would help. Raises TextEmpty, TextTooLong."""
    return clean_text(name, limit=HELPER_LIMIT)


def help_key(workshop: Workshop, token: str, solution_id: int) -> str:
    """The mark of a cookie's offer of help with one idea; the workshop has its key still."""
    assert workshop.participant_key is not None
    said = f"help {solution_id} {token}".encode(errors="surrogatepass")
    return hmac.digest(workshop.participant_key, said, "sha256").hex()
