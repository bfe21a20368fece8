"""A workshop made for a rehearsal alone: the demo's journeys, an empty room, nothing that is real.

``services.rehearsal`` lets simulated participants in; here is the room that they find.
"""

from workshop.domain.text import TITLE_LIMIT, clean_text
from workshop.services.house import House
from workshop.services.new_workshop import NewWorkshop, open_workshop
from workshop.services.rows import Workshop
from workshop.services.templates import REHEARSAL, demo, known_language, read_draft
from workshop.services.transaction import housekeeping

PHONES = 20
"""A usual room: with fewer, some corner of the matrix may stay empty."""


def create_rehearsal(
    house: House, *, title: str, language: str, owner_id: int | None = None
) -> NewWorkshop:
    """A new workshop to rehearse in, along the journeys that the simulated people speak of.

    ``owner_id``: as of ``create_workshop``. Raises TextEmpty, TextTooLong, ValueUnknown (language).
    """
    known_language(language)
    named = clean_text(title, limit=TITLE_LIMIT)
    draft = read_draft(REHEARSAL, demo(language))
    with housekeeping(house) as connection:
        _, new = open_workshop(
            house, connection, title=named, language=language, draft=draft, owner_id=owner_id
        )
    return new


def is_for_rehearsal(workshop: Workshop) -> bool:
    """True for one that was made so; a copy or an import of such a one is for something else."""
    return workshop.template == REHEARSAL
