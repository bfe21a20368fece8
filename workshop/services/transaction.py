"""The only place where a transaction begins and ends (STYLE.md, rules 3 and 4).

A change writes before it counts: its first statement bumps ``workshop.revision``, which is the
lock, the order and the live signal in one. Limits checked after it cannot be overfilled.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from workshop.domain.codes import read_room_code
from workshop.domain.errors import (
    SponsorLinkEnded,
    SponsorPageClosed,
    WorkshopError,
    WorkshopUnknown,
)
from workshop.domain.gestures import Gesture, Hand
from workshop.domain.words import Phase, Role
from workshop.live import News
from workshop.services.access import (
    holds_sponsor_link,
    may_facilitate,
    may_sponsor,
    who_facilitates,
    who_holds,
)
from workshop.services.actors import Console, Facilitating, Named, Visitor
from workshop.services.deeds import Trace, write_deed
from workshop.services.house import House
from workshop.services.rows import PersonRow, Workshop, read_workshop
from workshop.storage import tables
from workshop.storage.touched import watching
from workshop.storage.watch import notify

# Made once: to build a statement costs several times what it costs to run it.
_BY_CODE = select(tables.workshop).where(tables.workshop.c.code == bindparam("room"))
_BUMP = (
    update(tables.workshop)
    .where(tables.workshop.c.code == bindparam("room"))
    .values(revision=tables.workshop.c.revision + 1)
    .returning(tables.workshop)
)
_BUMP_ROOM = _BUMP.values(room_revision=tables.workshop.c.room_revision + 1)


@dataclass(frozen=True, slots=True)
class Deed:
    """An open change of one workshop: its connection and the row as the bump left it.

    ``trace``: what the log of deeds will say of it, if a facilitator does it.
    """

    house: House
    connection: Connection
    workshop: Workshop
    trace: Trace = field(default_factory=Trace)

    @property
    def revision(self) -> int:
        return self.workshop.revision


@contextmanager
def change(
    house: House, actor: Facilitating, gesture: Gesture, *, room: bool = False
) -> Iterator[Deed]:
    """One facilitator's gesture: lock, check the right, do, log, commit, announce.

    ``gesture``: what the log of deeds calls it. ``room``: True when phones must know (phase, focus,
    door), which moves ``room_revision`` too. Raises WorkshopUnknown for an actor without the right:
    the workshop's existence is no news. A gesture that leaves every row as it was is taken back:
    it has no line, moves no revision and tells nobody.
    """
    with _tallied(house, gesture), _doing(house, actor.code, room=room) as deed:
        who = _hand(house, deed, actor)
        with watching(deed.connection) as touched:
            yield deed
        if not touched.for_good():
            deed.trace.in_vain = True
        elif deed.trace.happened:
            _log(deed, who, gesture)


@contextmanager
def rehearse(house: House, actor: Facilitating) -> Iterator[Deed]:
    """What a facilitator's gesture would do, tried under its lock and always taken back.

    No line, no revision, no news. Raises WorkshopUnknown for an actor without the right.
    """
    with _doing(house, actor.code) as deed:
        _hand(house, deed, actor)
        yield deed
        deed.trace.in_vain = True


@contextmanager
def change_as_person(house: House, actor: Named) -> Iterator[tuple[Deed, PersonRow]]:
    """One gesture of a named person on their own page, and who it is.

    Raises WorkshopUnknown for a link that is unknown, revoked, expired or of another workshop.
    """
    with _doing(house, actor.code) as deed:
        yield deed, _who(house, deed.connection, deed.workshop, actor)


@contextmanager
def change_as_sponsor(house: House, actor: Visitor) -> Iterator[Deed]:
    """One gesture of the sponsor on their own page; a facilitator's right does not count here.

    Raises WorkshopUnknown, SponsorLinkEnded without a live sponsor's link of this workshop,
    SponsorPageClosed while the page is.
    """
    with _doing(house, actor.code) as deed:
        if not holds_sponsor_link(deed.connection, actor.token, deed.workshop, house.clock()):
            raise SponsorLinkEnded(code=actor.code)
        if not deed.workshop.sponsor_open:
            raise SponsorPageClosed()
        yield deed


@contextmanager
def snapshot(house: House, actor: Facilitating, role: Role = Role.FACILITATOR) -> Iterator[Deed]:
    """One consistent reading of a workshop by somebody who may open it in ``role``."""
    with house.database.reading() as connection, connection.begin():
        workshop = find_workshop(connection, actor.code)
        _check(house, connection, workshop, actor, role)
        yield Deed(house, connection, workshop)


@contextmanager
def snapshot_as_person(house: House, actor: Named) -> Iterator[tuple[Deed, PersonRow]]:
    """One consistent reading by a named person, and who it is. Raises WorkshopUnknown."""
    with house.database.reading() as connection, connection.begin():
        workshop = find_workshop(connection, actor.code)
        yield Deed(house, connection, workshop), _who(house, connection, workshop, actor)


@contextmanager
def housekeeping(house: House) -> Iterator[Connection]:
    """A change that concerns no single existing workshop: accounts, links, a new workshop."""
    with house.database.writing() as connection, connection.begin():
        yield connection


@contextmanager
def glance(house: House) -> Iterator[Connection]:
    """A reading that concerns no single workshop, or one that is public to its room."""
    with house.database.reading() as connection, connection.begin():
        yield connection


def bump(connection: Connection, code: str, *, room: bool = False) -> Workshop:
    """Move the revision on and hold the workshop's row until the end of the transaction.

    Raises WorkshopUnknown.
    """
    _check_code(code)
    row = connection.execute(_BUMP_ROOM if room else _BUMP, {"room": code}).one_or_none()
    if row is None:
        raise WorkshopUnknown(code=code)
    return read_workshop(row)


def tell_phones(deed: Deed) -> None:
    """Inside an open change: phones must know too; moves ``room_revision``."""
    deed.connection.execute(
        update(tables.workshop)
        .where(tables.workshop.c.id == deed.workshop.id)
        .values(room_revision=tables.workshop.c.room_revision + 1)
    )


def set_workshop(deed: Deed, **values: Any) -> None:
    """Inside an open change: give columns of the workshop's own row these values."""
    deed.connection.execute(
        update(tables.workshop).where(tables.workshop.c.id == deed.workshop.id).values(values)
    )


def _as_it_is(connection: Connection, workshop: Workshop) -> Workshop:
    """The row at the end of a change, or the last one known of a workshop that was deleted."""
    row = connection.execute(
        select(tables.workshop).where(tables.workshop.c.id == workshop.id)
    ).one_or_none()
    return workshop if row is None else read_workshop(row)


def find_workshop(connection: Connection, code: str) -> Workshop:
    """The workshop with this room code. Raises WorkshopUnknown."""
    _check_code(code)
    row = connection.execute(_BY_CODE, {"room": code}).one_or_none()
    if row is None:
        raise WorkshopUnknown(code=code)
    return read_workshop(row)


def _check_code(code: str) -> None:
    """Refuse what is no room code before the database sees it: PostgreSQL chokes on NUL."""
    if read_room_code(code) != code:
        raise WorkshopUnknown(code=code)


def announce(house: House, workshop: Workshop) -> None:
    """Tell the streams of this process where the workshop stands, after the commit."""
    house.hub.announce(
        News(workshop.code, workshop.revision, workshop.room_revision, Phase(workshop.phase))
    )


@contextmanager
def _doing(house: House, code: str, *, room: bool = False) -> Iterator[Deed]:
    """Lock and bump, let it be done, commit, announce; or take it back where it was in vain."""
    with house.database.writing() as connection, connection.begin() as transaction:
        deed = Deed(house, connection, bump(connection, code, room=room))
        yield deed
        if deed.trace.in_vain:
            transaction.rollback()
            return
        notify(connection, deed.workshop.code)
        # The gesture may have changed the very thing that phones are told: the phase.
        after = _as_it_is(connection, deed.workshop)
    announce(house, after)


@contextmanager
def _tallied(house: House, gesture: Gesture) -> Iterator[None]:
    """Count the gesture by how it ended."""
    outcome = "failed"
    try:
        yield
        outcome = "done"
    except WorkshopError as refused:
        outcome = "refused"
        house.tally.count("refusals", refused.code)
        raise
    finally:
        house.tally.gesture("facilitator", gesture, outcome)


def _hand(house: House, deed: Deed, actor: Facilitating) -> str:
    """Whose hand it is, for the log. Raises WorkshopUnknown without the right to facilitate."""
    if isinstance(actor, Console):
        return Hand.CONSOLE
    who = who_facilitates(deed.connection, actor.token, deed.workshop, house.clock())
    if who is None:
        raise WorkshopUnknown(code=actor.code)
    return who


def _log(deed: Deed, who: str, gesture: Gesture) -> None:
    """The gesture's line."""
    write_deed(
        deed.connection,
        deed.workshop.id,
        moment=deed.house.clock(),
        who=who,
        gesture=gesture,
        trace=deed.trace,
    )


def _who(house: House, connection: Connection, workshop: Workshop, actor: Named) -> PersonRow:
    person = who_holds(connection, actor.token, workshop, house.clock())
    if person is None:
        raise WorkshopUnknown(code=actor.code)
    return person


def _check(
    house: House, connection: Connection, workshop: Workshop, actor: Facilitating, role: Role
) -> None:
    if isinstance(actor, Console):
        return
    assert isinstance(actor, Visitor)
    now = house.clock()
    if may_facilitate(connection, actor.token, workshop, now):
        return
    if role is Role.SPONSOR and may_sponsor(connection, actor.token, workshop, now):
        return
    raise WorkshopUnknown(code=actor.code)
