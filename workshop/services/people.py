"""People with a name: who carries actions, and who ranks ideas beside the room.

None of them is a participant: nothing here leads to a card, a vote or a phone.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, insert, or_, select, update

from workshop.domain.errors import EmailMalformed, LinkUnknown, NamedTwice
from workshop.domain.gestures import Gesture
from workshop.domain.text import TITLE_LIMIT, caseless, clean_optional, clean_text
from workshop.services.access import hash_token, is_live_for_person, new_token
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.labels import PERSON, find_id, issue
from workshop.services.transaction import Deed, change, glance
from workshop.storage import tables

LINK_DAYS = 180
"""A programme is followed for months; whoever still works on it then gets a fresh link."""

EMAIL_LIMIT = 254

_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")
_OWNED = (tables.action, tables.project)
"""What has an owner, in words and, once the name is somebody's, as a person."""


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """What a form says of a person. ``ranks``: one of the named stakeholders."""

    name: str
    job: str = ""
    email: str = ""
    ranks: bool = False


def add_person(house: House, actor: Facilitating, draft: PersonDraft) -> str:
    """A new person; gives the label. Actions and projects owned by that name are theirs.

    Raises TextEmpty, TextTooLong, EmailMalformed, NamedTwice.
    """
    values = clean_person(draft)
    with change(house, actor, Gesture.ADD_PERSON) as deed:
        _refuse_twin(deed, str(values["name"]))
        number, _ = _insert(deed, values)
        return f"P{number}"


def save_person(house: House, actor: Facilitating, label: str, draft: PersonDraft) -> None:
    """Replace everything said of a person: what they own bears the new name too.

    Raises PersonUnknown, and what ``add_person`` raises.
    """
    values = clean_person(draft)
    with change(house, actor, Gesture.SAVE_PERSON) as deed:
        person_id = find_id(deed, PERSON, label)
        _refuse_twin(deed, str(values["name"]), but=person_id)
        _rename_asked(deed, person_id, str(values["name"]))
        deed.connection.execute(
            update(tables.person)
            .where(tables.person.c.id == person_id)
            .values(changed=deed.revision, **values)
        )
        for owned in _OWNED:
            deed.connection.execute(
                update(owned)
                .where(owned.c.owner_id == person_id, owned.c.owner.not_in(("", values["name"])))
                .values(owner=values["name"], changed=deed.revision)
            )
        _tie(deed, person_id, str(values["name"]))


def remove_person(house: House, actor: Facilitating, label: str) -> None:
    """Forget a person, their links and what they ranked; what they own keeps the name in words.

    Raises PersonUnknown.
    """
    with change(house, actor, Gesture.REMOVE_PERSON) as deed:
        person_id = find_id(deed, PERSON, label)
        for owned in _OWNED:
            deed.connection.execute(
                update(owned)
                .where(owned.c.owner_id == person_id)
                .values(owner_id=None, changed=deed.revision)
            )
        deed.connection.execute(delete(tables.person).where(tables.person.c.id == person_id))


def clean_person(draft: PersonDraft) -> dict[str, object]:
    """The columns of a person, fit to be stored. Raises TextEmpty, TextTooLong, EmailMalformed."""
    email = draft.email.strip()
    if email and not (
        len(email) <= EMAIL_LIMIT and email.isprintable() and _EMAIL.fullmatch(email)
    ):
        raise EmailMalformed(email=email)
    return {
        "name": clean_text(draft.name, limit=TITLE_LIMIT),
        "job": clean_optional(draft.job, limit=TITLE_LIMIT),
        "email": email,
        "ranks": bool(draft.ranks),
    }


def person_named(deed: Deed, name: str) -> int:
    """Inside an open change: the person of that name, who is made where nobody bears it.

    Capitals and spaces make no difference. Raises TextEmpty, TextTooLong.
    """
    values = clean_person(PersonDraft(name))
    found = _bearers(deed).get(caseless(str(values["name"])))
    return _insert(deed, values)[1] if found is None else found


def new_person_link(house: House, actor: Facilitating, label: str) -> str:
    """The token of a fresh link to a person's own page; earlier ones work until revoked.

    Raises PersonUnknown.
    """
    token, now = new_token(), house.clock()
    with change(house, actor, Gesture.NEW_PERSON_LINK) as deed:
        deed.connection.execute(
            insert(tables.person_link).values(
                person_id=find_id(deed, PERSON, label),
                token_hash=hash_token(token),
                created_at=now,
                expires_at=now + timedelta(days=LINK_DAYS),
            )
        )
    return token


def revoke_person_links(house: House, actor: Facilitating, label: str) -> int:
    """Close a person's own page, at once; gives how many links there were.

    Raises PersonUnknown.
    """
    link = tables.person_link
    with change(house, actor, Gesture.REVOKE_PERSON_LINKS) as deed:
        result = deed.connection.execute(
            update(link)
            .where(link.c.person_id == find_id(deed, PERSON, label), link.c.revoked_at.is_(None))
            .values(revoked_at=house.clock())
        )
        return result.rowcount


def open_person_link(house: House, token: str) -> str:
    """The code of the workshop to which a link leads. Raises LinkUnknown."""
    workshop, person, link = tables.workshop, tables.person, tables.person_link
    with glance(house) as connection:
        code: str | None = connection.scalar(
            select(workshop.c.code)
            .select_from(link.join(person).join(workshop))
            .where(link.c.token_hash == hash_token(token), is_live_for_person(house.clock()))
        )
    if code is None:
        raise LinkUnknown()
    return code


def _insert(deed: Deed, values: dict[str, object]) -> tuple[int, int]:
    """The number and the id of a new person."""
    number = issue(deed, PERSON)
    person_id: int = deed.connection.execute(
        insert(tables.person)
        .values(
            workshop_id=deed.workshop.id,
            number=number,
            rank=deed.house.draw(),
            changed=deed.revision,
            **values,
        )
        .returning(tables.person.c.id)
    ).scalar_one()
    _tie(deed, person_id, str(values["name"]))
    return number, person_id


def _tie(deed: Deed, person_id: int, name: str) -> None:
    """What that name owns, in words, is this person's from now on."""
    for owned in _OWNED:
        theirs = [
            row.id
            for row in deed.connection.execute(
                select(owned.c.id, owned.c.owner).where(
                    owned.c.workshop_id == deed.workshop.id, owned.c.owner_id.is_(None)
                )
            )
            if caseless(row.owner) == caseless(name)
        ]
        if theirs:
            deed.connection.execute(
                update(owned)
                .where(owned.c.id.in_(theirs))
                .values(owner_id=person_id, changed=deed.revision)
            )


def _rename_asked(deed: Deed, person_id: int, name: str) -> None:
    """Who has still to say yes is called by the new name: the owner, or whoever is to become it."""
    action, person = tables.action, tables.person
    before = select(person.c.name).where(person.c.id == person_id).scalar_subquery()
    deed.connection.execute(
        update(action)
        .where(
            action.c.owner_id == person_id,
            action.c.to_confirm_with != "",
            or_(action.c.owner == "", action.c.to_confirm_with == before),
        )
        .values(to_confirm_with=name, changed=deed.revision)
    )


def _bearers(deed: Deed) -> dict[str, int]:
    """Who bears which name: no database folds the case of every alphabet as Python does."""
    person = tables.person
    return {
        caseless(row.name): row.id
        for row in deed.connection.execute(
            select(person.c.id, person.c.name).where(person.c.workshop_id == deed.workshop.id)
        )
    }


def _refuse_twin(deed: Deed, name: str, *, but: int | None = None) -> None:
    if _bearers(deed).get(caseless(name), but) != but:
        raise NamedTwice(name=name)
