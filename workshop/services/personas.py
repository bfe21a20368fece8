"""Whom a card may be about: at most five personas a side."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select, update

from workshop.domain.errors import (
    NamedTwice,
    PersonaUnknown,
    ScreenStale,
    TooMany,
    ValueUnknown,
)
from workshop.domain.gestures import Gesture
from workshop.domain.journey import Persona
from workshop.domain.text import CARD_LIMIT, clean_optional, clean_text
from workshop.domain.words import Side
from workshop.services.actors import Facilitating
from workshop.services.cards import find_cards
from workshop.services.house import House
from workshop.services.transaction import Deed, change
from workshop.storage import tables

MOST_PERSONAS = 5
"""Of one side (METHOD.md, phase 1)."""

NAME_LIMIT = 60


def read_personas(connection: Connection, workshop_id: int) -> tuple[Persona, ...]:
    """The personas of a workshop, the client's first, each side's in its order."""
    persona = tables.persona
    return tuple(
        Persona(Side(row.side), row.name, row.description, id=str(row.id))
        for row in connection.execute(
            select(persona)
            .where(persona.c.workshop_id == workshop_id)
            .order_by(persona.c.side, persona.c.position, persona.c.id)
        )
    )


def save_personas(
    house: House,
    actor: Facilitating,
    side: str,
    personas: Sequence[Persona],
    *,
    seen: Sequence[Persona] | None = None,
) -> None:
    """The personas of a side are these, in this order: those with an id keep their cards, those
    without are new, and of one that is gone the cards stay, about nobody in particular.

    ``seen``: the personas of that side as the screen had shown them.
    Raises ValueUnknown (side), TooMany (``limit``), NamedTwice, PersonaUnknown, TextEmpty,
    TextTooLong, and ScreenStale when somebody else has changed what was seen.
    """
    if side not in tuple(Side):
        raise ValueUnknown(field="side", value=side)
    if len(personas) > MOST_PERSONAS:
        raise TooMany(field="personas", limit=MOST_PERSONAS)
    cleaned = [clean_persona(persona, Side(side)) for persona in personas]
    names: set[str] = set()
    for persona in cleaned:
        if persona.name.casefold() in names:
            raise NamedTwice(name=persona.name)
        names.add(persona.name.casefold())
    with change(house, actor, Gesture.SAVE_PERSONAS, room=True) as deed:
        stored = _of_side(deed, Side(side))
        if seen is not None and list(stored.values()) != list(seen):
            raise ScreenStale()
        kept = [persona.id for persona in cleaned if persona.id]
        if len(set(kept)) != len(kept) or not set(kept) <= set(stored):
            raise PersonaUnknown(persona=next((one for one in kept if one not in stored), ""))
        _write(deed, cleaned, gone=set(stored) - set(kept))


def clean_persona(persona: Persona, side: Side) -> Persona:
    """What a form or a file says of a persona, fit to be stored. Raises TextEmpty, TextTooLong."""
    return Persona(
        side,
        clean_text(persona.name, limit=NAME_LIMIT),
        clean_optional(persona.description, limit=CARD_LIMIT),
        id=persona.id,
    )


def insert_personas(
    connection: Connection, workshop_id: int, personas: Sequence[Persona]
) -> list[str]:
    """Inside an open transaction: personas that were cleaned, in their order; gives their ids."""
    return [
        str(
            connection.execute(
                insert(tables.persona)
                .values(
                    workshop_id=workshop_id,
                    side=persona.side,
                    position=position,
                    name=persona.name,
                    description=persona.description,
                )
                .returning(tables.persona.c.id)
            ).scalar_one()
        )
        for position, persona in enumerate(personas)
    ]


def set_persona(
    house: House, actor: Facilitating, cards: Sequence[str], persona_id: str | None
) -> None:
    """These cards, by label, are about this persona of their side; None: about nobody in
    particular.

    Raises CardUnknown, and PersonaUnknown when a card is of the other side.
    """
    card = tables.card
    with change(house, actor, Gesture.SET_PERSONA) as deed:
        ids = [found.id for found in find_cards(deed, cards)]
        chosen = None if persona_id is None else find_persona(deed, persona_id)
        own = card.c.id.in_(ids)
        if chosen is not None:
            sides = set(deed.connection.scalars(select(card.c.side).distinct().where(own)))
            if sides - {chosen.side}:
                raise PersonaUnknown(persona=persona_id)
        deed.connection.execute(
            update(card)
            .where(own)
            .values(persona_id=int(chosen.id) if chosen else None, changed=deed.revision)
        )


def find_persona(deed: Deed, persona_id: str) -> Persona:
    """The persona with this id in this workshop, whatever is claimed. Raises PersonaUnknown."""
    for found in read_personas(deed.connection, deed.workshop.id):
        if found.id == persona_id:
            return found
    raise PersonaUnknown(persona=persona_id)


def _of_side(deed: Deed, side: Side) -> dict[str, Persona]:
    return {
        found.id: found
        for found in read_personas(deed.connection, deed.workshop.id)
        if found.side is side
    }


def _write(deed: Deed, personas: Sequence[Persona], *, gone: set[str]) -> None:
    persona, card = tables.persona, tables.card
    lost = [int(one) for one in gone]
    if lost:
        deed.connection.execute(
            update(card)
            .where(card.c.persona_id.in_(lost))
            .values(persona_id=None, changed=deed.revision)
        )
        deed.connection.execute(delete(persona).where(persona.c.id.in_(lost)))
    for position, one in enumerate(personas):
        values = {"position": position, "name": one.name, "description": one.description}
        if one.id:
            deed.connection.execute(
                update(persona).where(persona.c.id == int(one.id)).values(values)
            )
        else:
            deed.connection.execute(
                insert(persona).values(workshop_id=deed.workshop.id, side=one.side, **values)
            )
