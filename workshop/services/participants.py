"""Who a phone is: a keyed hash, and nothing else (METHOD.md, "Privacy is part of the method")."""

import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy import Connection, Table, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import Insert

from workshop.domain.errors import DoorClosed, ValueUnknown
from workshop.domain.words import Origin, Side
from workshop.services.rows import Workshop
from workshop.services.transaction import Deed
from workshop.services.writer import Done
from workshop.storage import tables

PAPER_MARK = "paper:"
"""How the marks of voices from typed sheets begin; a cookie's hash is in hexadecimal."""

_MARK_LENGTH = 21  # characters of base64: 126 bits that nobody can guess

# Made once: to build a statement costs several times what it costs to run it.
_PERSON = select(tables.participant).where(
    tables.participant.c.workshop_id == bindparam("workshop"),
    tables.participant.c.key_hash == bindparam("hash"),
)
_PEOPLE = select(tables.participant.c.key_hash, tables.participant.c.id).where(
    tables.participant.c.workshop_id == bindparam("workshop"),
    tables.participant.c.key_hash.in_(bindparam("hashes", expanding=True)),
    tables.participant.c.removed.is_(False),
)


@dataclass(frozen=True, slots=True)
class Person:
    """A participant of one workshop: their row's id, for whom they speak, and from where.

    ``removed``: by the facilitator.
    """

    id: int
    speaks_for: Side
    family: str
    origin: Origin
    away: bool
    ready: bool
    removed: bool


def hash_participant(workshop: Workshop, token: str) -> str:
    """The keyed hash under which a cookie's participant is stored.

    Once the workshop is sealed its key is gone: every cookie is then a stranger, and the writer
    refuses what phones send.
    """
    key = workshop.participant_key or secrets.token_bytes(32)
    return hmac.digest(key, token.encode(errors="surrogatepass"), "sha256").hex()


def door_key(workshop: Workshop) -> bytes:
    """What marks the cookies given at this workshop's door; it opens nothing else."""
    key = workshop.participant_key or secrets.token_bytes(32)
    return hmac.digest(key, b"the door", "sha256")


def invite(key: bytes) -> str:
    """A fresh token for a phone that comes in by an open door: 256 random bits and our mark.

    The mark makes the phone known when the door closes later, with no row for whoever only
    looked at the page: anybody can look ten thousand times.
    """
    drawn = secrets.token_urlsafe(32)
    return drawn + _mark(key, drawn)


def was_invited(workshop: Workshop, token: str) -> bool:
    """True for a token that this workshop's door gave, be its phone silent so far or not."""
    drawn, mark = token[:-_MARK_LENGTH], token[-_MARK_LENGTH:]
    expected = _mark(door_key(workshop), drawn)
    return hmac.compare_digest(mark.encode(errors="surrogatepass"), expected.encode())


def _mark(key: bytes, drawn: str) -> str:
    digest = hmac.digest(key, drawn.encode(errors="surrogatepass"), "sha256")
    return urlsafe_b64encode(digest).decode()[:_MARK_LENGTH]


def find_person(connection: Connection, workshop: Workshop, token: str) -> Person | None:
    """The participant behind a cookie, or None when they have not done anything yet."""
    row = connection.execute(
        _PERSON, {"workshop": workshop.id, "hash": hash_participant(workshop, token)}
    ).one_or_none()
    if row is None:
        return None
    return Person(
        row.id,
        Side(row.speaks_for),
        row.family,
        Origin(row.origin),
        row.away,
        row.ready,
        row.removed,
    )


def settle(deed: Deed, tokens: Iterable[str]) -> dict[str, int]:
    """The participants' ids by cookie token, made where they are new; three statements in all.

    Missing in the answer: who comes to a closed door without having been let in before, and
    devices that were removed.
    """
    hashes = {token: hash_participant(deed.workshop, token) for token in dict.fromkeys(tokens)}
    known = _ids(deed, hashes.values())
    missing = [
        key_hash
        for token, key_hash in hashes.items()
        if key_hash not in known and (deed.workshop.door_open or was_invited(deed.workshop, token))
    ]
    if missing:
        deed.connection.execute(
            insert_unless_there(deed.connection, tables.participant),
            [
                {
                    "workshop_id": deed.workshop.id,
                    "key_hash": key_hash,
                    "voice": deed.house.draw(),
                    "speaks_for": Side.EMPLOYEE,
                }
                for key_hash in missing
            ],
        )
        known = _ids(deed, hashes.values())
    return {token: known[key_hash] for token, key_hash in hashes.items() if key_hash in known}


def add_voice(
    deed: Deed,
    *,
    speaks_for: Side = Side.EMPLOYEE,
    family: str = "",
    voice: int | None = None,
    origin: Origin = Origin.FILE,
    mark: str = "",
) -> int:
    """A participant without a phone: an imported card's voice, a console's ballot. Gives its id.

    ``mark``: by what it is found again, in place of a random value; no cookie's hash is like it.
    """
    row_id: int = deed.connection.execute(
        tables.participant.insert()
        .values(
            workshop_id=deed.workshop.id,
            key_hash=mark or secrets.token_hex(32),
            voice=deed.house.draw() if voice is None else voice,
            speaks_for=speaks_for,
            family=family,
            origin=origin,
        )
        .returning(tables.participant.c.id)
    ).scalar_one()
    return row_id


def add_voices(deed: Deed, speaks_for: Sequence[Side]) -> list[int]:
    """The voices of a whole file, one for each, in a few statements; gives their ids in order."""
    person = tables.participant
    rows = [
        {
            "workshop_id": deed.workshop.id,
            "key_hash": secrets.token_hex(32),
            "voice": deed.house.draw(),
            "speaks_for": side,
            "family": "",
            "origin": Origin.FILE,
        }
        for side in speaks_for
    ]
    if not rows:
        return []
    made = person.insert().returning(person.c.id, sort_by_parameter_order=True)
    return list(deed.connection.scalars(made, rows))


WHERE = ("room", "away")
"""Where a phone takes part from, as it says itself."""

DEVICES = (Origin.PHONE, Origin.TABLE)
"""What a phone may say that it is: somebody's own, or the one that a table shares."""


@dataclass(frozen=True, slots=True)
class Introduction:
    """``POST /j/{code}/me``: for whom this phone speaks, its role family, what it is and where.

    An empty ``speaks_for`` leaves whom it speaks for and its role, an empty ``origin`` (``phone``
    or ``table``) or ``where`` (``room`` or ``away``) leaves that one as it is.
    """

    token: str = field(repr=False)
    speaks_for: str = ""
    family: str = ""
    origin: str = ""
    where: str = ""


def introduce(deed: Deed, gestures: Sequence[Introduction]) -> list[object]:
    """Apply introductions in order (for ``Writer.submit``); a participant's last one counts.

    Refusals: DoorClosed, ValueUnknown (``speaks_for``, ``role``, ``origin``, ``where``).
    """
    tokens = [gesture.token for gesture in gestures]
    known = _ids(deed, [hash_participant(deed.workshop, token) for token in tokens]).values()
    ids = settle(deed, tokens)
    person = tables.participant
    before = {
        row.id: _Said(row.speaks_for, row.family, row.origin, row.away)
        for row in deed.connection.execute(select(person).where(person.c.id.in_(ids.values())))
    }
    now = dict(before)
    results: list[object] = []
    for gesture in gestures:
        if gesture.token not in ids:
            results.append(DoorClosed())
            continue
        try:
            _check(gesture, deed.workshop.families)
        except ValueUnknown as refused:
            results.append(refused)
            continue
        who = ids[gesture.token]
        said = now[who].after(gesture)
        # Whoever says for the first time what is assumed of everybody is here from now on.
        said_before = said == now[who] and who in known
        results.append(said.answer if said_before else Done(said.answer))
        now[who] = said
    moved = [
        {
            "who": who,
            "speaks": said.speaks_for,
            "role": said.family,
            "device": said.origin,
            "elsewhere": said.away,
        }
        for who, said in now.items()
        if said != before[who]
    ]
    if moved:
        deed.connection.execute(
            update(person)
            .where(person.c.id == bindparam("who"))
            .values(
                speaks_for=bindparam("speaks"),
                family=bindparam("role"),
                origin=bindparam("device"),
                away=bindparam("elsewhere"),
            ),
            moved,
        )
    return results


@dataclass(frozen=True, slots=True)
class _Said:
    """What a participant has said of themselves so far."""

    speaks_for: str
    family: str
    origin: str
    away: bool

    def after(self, gesture: Introduction) -> "_Said":
        speaks = bool(gesture.speaks_for)
        return _Said(
            speaks_for=gesture.speaks_for or self.speaks_for,
            family=gesture.family if speaks or gesture.family else self.family,
            # A simulated phone stays marked, whatever it plays.
            origin=(gesture.origin if self.origin in DEVICES else "") or self.origin,
            away=gesture.where == "away" if gesture.where else self.away,
        )

    @property
    def answer(self) -> dict[str, str]:
        return {
            "speaks_for": self.speaks_for,
            "role": self.family,
            "origin": self.origin,
            "where": WHERE[self.away],
        }


def _check(gesture: Introduction, families: Collection[str]) -> None:
    """Raises ValueUnknown for the first value that is none of its list."""
    for name, value, allowed in (
        ("speaks_for", gesture.speaks_for, tuple(Side)),
        ("role", gesture.family, families),
        ("origin", gesture.origin, DEVICES),
        ("where", gesture.where, WHERE),
    ):
        if value and value not in allowed:
            raise ValueUnknown(field=name, value=value)


def insert_unless_there(connection: Connection, table: Table) -> Insert:
    """``INSERT … ON CONFLICT DO NOTHING`` in the dialect of this connection."""
    return _insert_unless_there(connection.dialect.name, table)


@cache
def _insert_unless_there(dialect: str, table: Table) -> Insert:
    if dialect == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()


def _ids(deed: Deed, hashes: Iterable[str]) -> dict[str, int]:
    rows = deed.connection.execute(_PEOPLE, {"workshop": deed.workshop.id, "hashes": list(hashes)})
    return {row.key_hash: row.id for row in rows}
