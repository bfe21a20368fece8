"""Editions: the next workshop is made from this one, and begins with what became of its actions."""

from typing import Any

from sqlalchemy import Connection, insert, select

from workshop.domain.agenda import write_agenda
from workshop.domain.codes import read_label
from workshop.domain.errors import ActionFinished, ActionUnknown
from workshop.domain.gestures import Gesture
from workshop.domain.shortening import whole
from workshop.domain.text import TITLE_LIMIT, clean_optional
from workshop.domain.words import FINISHED, QUADRANTS, ActionStatus, Quadrant
from workshop.services.actions import insert_action
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.new_workshop import NewWorkshop, copied_frame, open_workshop
from workshop.services.places import place_of
from workshop.services.rows import Workshop, read_workshop
from workshop.services.transaction import Deed, change, set_workshop
from workshop.storage import tables

_SETTINGS = (
    "relieve_first",
    "wall_pace",
    "nicknames",
    "inbox_first",
    "moderation_rule",
    "floor",
    "phone_rights",
    "pays_at",
    "gains_at",
    "also_asks",
    "badges",
)


def next_edition(house: House, actor: Facilitating, *, title: str = "") -> NewWorkshop:
    """A new workshop of the same owner that follows this one; an empty title takes this one's.

    It has the same frame, words, settings, journeys, personas, people and functional domains, a
    code and keys of its own, and nothing of the room's. Raises TextTooLong.
    """
    named = clean_optional(title, limit=TITLE_LIMIT)
    with change(house, actor, Gesture.NEXT_EDITION) as deed:
        source = deed.workshop
        named = named or source.title
        made, new = open_workshop(
            house,
            deed.connection,
            title=named,
            language=source.language,
            draft=copied_frame(deed, title=named),
            owner_id=source.owner_id,
        )
        people = _copy_people(deed, made)
        _copy_domains(deed, made)
        deed.connection.execute(
            tables.workshop.update()
            .where(tables.workshop.c.id == made)
            .values(
                previous_id=source.id,
                edition=source.edition + 1,
                people_issued=people,
                agenda=write_agenda(whole(source.agenda)),
                **{name: getattr(source, name) for name in _SETTINGS},
            )
        )
    return new


def look_back(house: House, actor: Facilitating, *, shown: bool) -> None:
    """Let frame and projector begin with what became of the last actions, or no longer."""
    with change(house, actor, Gesture.LOOK_BACK) as deed:
        set_workshop(deed, looks_back=shown)


def carry_action(house: House, actor: Facilitating, label: str) -> str:
    """Take an unfinished action of the edition before up as a draft; gives its label here.

    It keeps what, owner (who is asked anew), measure, quadrant and priority, and its due date
    while that has not passed. Taken up before: the label it has here, and nothing changes.
    Raises ActionUnknown, ActionFinished.
    """
    with change(house, actor, Gesture.CARRY_ACTION) as deed:
        before = find_previous(deed.connection, deed.workshop)
        found = None if before is None else _find(deed.connection, before, label)
        if before is None or found is None:
            raise ActionUnknown(action=label)
        taken = _taken_up(deed, found.number)
        if taken is not None:
            return f"A{taken}"
        if found.status in FINISHED:
            raise ActionFinished(action=label)
        return _take_up(deed, before, found)


def find_previous(connection: Connection, workshop: Workshop) -> Workshop | None:
    """The edition before, None without one.

    Only one of the same owner: whatever a number in the database says, it leads into nobody
    else's house.
    """
    if workshop.previous_id is None:
        return None
    other = tables.workshop
    row = connection.execute(
        select(other).where(
            other.c.id == workshop.previous_id, other.c.owner_id == workshop.owner_id
        )
    ).one_or_none()
    return None if row is None else read_workshop(row)


def _find(connection: Connection, before: Workshop, label: str) -> Any:
    action, area = tables.action, tables.functional_domain
    return connection.execute(
        select(action, area.c.name.label("area"))
        .select_from(action.outerjoin(area, area.c.id == action.c.domain_id))
        .where(action.c.workshop_id == before.id, action.c.number == read_label(label, "A"))
    ).one_or_none()


def _taken_up(deed: Deed, number: int) -> int | None:
    action = tables.action
    return deed.connection.scalar(
        select(action.c.number).where(
            action.c.workshop_id == deed.workshop.id, action.c.carried_from == number
        )
    )


def _take_up(deed: Deed, before: Workshop, found: Any) -> str:
    """The draft that goes on with an action of ``before``; gives its label."""
    today = deed.house.clock().date()
    values = {
        "what": found.what,
        "owner": found.owner,
        # Who said yes a while ago is asked again.
        "to_confirm_with": found.to_confirm_with or found.owner,
        "due": found.due if found.due and found.due >= today else None,
        "measure": found.measure,
        "status": ActionStatus.DRAFT,
        "quadrant": _quadrant_of(deed.connection, before, found),
        "priority": found.priority,
        "term": found.term,
        "domain_id": _domain_named(deed, found.area) if found.area else None,
        "carried_from": found.number,
    }
    return insert_action(deed, values)[1]


def _quadrant_of(connection: Connection, before: Workshop, found: Any) -> Quadrant | None:
    """The quadrant that an action treated: its topic's place then, else the one it was given."""
    topic = tables.topic
    row = connection.execute(select(topic).where(topic.c.id == found.topic_id)).one_or_none()
    place = None
    if row is not None:
        place = row.moved_to or place_of(connection, before.id, row.id).quadrant
    chosen = place if place in QUADRANTS else found.quadrant
    return None if chosen is None else Quadrant(chosen)


def _domain_named(deed: Deed, name: str) -> int | None:
    area = tables.functional_domain
    return deed.connection.scalar(
        select(area.c.id).where(area.c.workshop_id == deed.workshop.id, area.c.name == name)
    )


def _copy_people(deed: Deed, made: int) -> int:
    """Everybody who carried or ranked, without the links to their pages; gives how many."""
    person = tables.person
    rows = [
        {
            "workshop_id": made,
            "number": number,
            "rank": deed.house.draw(),
            "name": row.name,
            "job": row.job,
            "email": row.email,
            "ranks": row.ranks,
            "changed": 1,
        }
        for number, row in enumerate(
            deed.connection.execute(
                select(person)
                .where(person.c.workshop_id == deed.workshop.id)
                .order_by(person.c.number)
            ),
            1,
        )
    ]
    if rows:
        deed.connection.execute(insert(person), rows)
    return len(rows)


def _copy_domains(deed: Deed, made: int) -> None:
    area = tables.functional_domain
    rows = [
        {
            "workshop_id": made,
            "position": row.position,
            "name": row.name,
            "target": row.target,
        }
        for row in deed.connection.execute(
            select(area).where(area.c.workshop_id == deed.workshop.id).order_by(area.c.position)
        )
    ]
    if rows:
        deed.connection.execute(insert(area), rows)
