"""Seal for good: the workshop forgets how to recognise anybody (docs/adr/0015).

What leads from a phone or a slip of paper to a row goes; what ties rows to each other stays,
because every figure counts distinct voices by it.
"""

import secrets
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from workshop.domain.codes import read_room_code
from workshop.domain.errors import CodeDoesNotMatch
from workshop.domain.gestures import Gesture
from workshop.services.actors import Facilitating
from workshop.services.cards import chunks
from workshop.services.house import House
from workshop.services.transaction import Deed, change, set_workshop
from workshop.storage import tables


def seal(house: House, actor: Facilitating, *, typed_code: str) -> None:
    """Destroy the workshop's key: nobody can be recognised again, and no phone sends any more.

    It cannot be undone. What the room said stays, and facilitators go on. On SQLite no byte of the
    key stays in the file; on PostgreSQL, and in older backups, this cannot be promised. A second
    time changes nothing. Raises CodeDoesNotMatch unless the workshop's code is typed.
    """
    with change(house, actor, Gesture.SEAL, room=True) as deed:
        if read_room_code(typed_code) != deed.workshop.code:
            raise CodeDoesNotMatch()
        if not deed.workshop.is_sealed:
            _forget(deed)
    house.database.empty_journal()


def _forget(deed: Deed) -> None:
    """The key and all it made; what only phones of today need; the minutes of the film."""
    person, offer, slip = tables.participant, tables.help_offer, tables.vote_code
    set_workshop(
        deed,
        participant_key=None,
        closes_at=None,
        paused_until=None,
        replay_frame=None,
        replay_since=None,
    )
    here = person.c.workshop_id == deed.workshop.id
    deed.connection.execute(update(person).where(here).values(ready=False))
    _redraw(deed, person.c.id, person.c.key_hash, here)
    ideas = select(tables.solution.c.id).where(tables.solution.c.workshop_id == deed.workshop.id)
    _redraw(deed, offer.c.id, offer.c.help_key, offer.c.solution_id.in_(ideas))
    votes = tables.vote_session
    rounds = select(votes.c.id).where(votes.c.workshop_id == deed.workshop.id)
    _redraw(deed, slip.c.id, slip.c.code_hash, slip.c.session_id.in_(rounds))
    film = tables.matrix_minute
    deed.connection.execute(delete(film).where(film.c.workshop_id == deed.workshop.id))


def _redraw(deed: Deed, row_id: Any, mark: Any, which: Any) -> None:
    """Chance in place of what was made with the key: an old backup's key then fits nothing here."""
    ids = deed.connection.scalars(select(row_id).where(which)).all()
    renewed = update(row_id.table).where(row_id == bindparam("row"))
    for some in chunks(ids):
        deed.connection.execute(
            renewed.values({mark: bindparam("drawn")}),
            [{"row": one, "drawn": secrets.token_hex(32)} for one in some],
        )
