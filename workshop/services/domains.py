"""Functional domains: the rows of the roadmap, and what the target model expects of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from workshop.domain.errors import DomainUnknown, NamedTwice, ScreenStale, TooMany
from workshop.domain.gestures import Gesture
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT, caseless, clean_optional, clean_text
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.rows import Workshop
from workshop.services.transaction import Deed, change
from workshop.storage import tables

MOST_DOMAINS = 12
"""More rows are no map any more."""


@dataclass(frozen=True, slots=True)
class DomainDraft:
    """What a form says of a domain. ``target``: what is expected there of the target model."""

    name: str
    target: str = ""


def add_domain(house: House, actor: Facilitating, draft: DomainDraft) -> None:
    """A new domain, the last one. Raises TextEmpty, TextTooLong, NamedTwice, TooMany."""
    values = clean_domain(draft)
    with change(house, actor, Gesture.ADD_DOMAIN) as deed:
        if caseless(values["name"]) in _names(deed):
            raise NamedTwice(name=values["name"])
        _insert(deed, values)


def save_domain(house: House, actor: Facilitating, name: str, draft: DomainDraft) -> None:
    """Rename a domain and say anew what is expected there.

    Raises DomainUnknown, TextEmpty, TextTooLong, NamedTwice.
    """
    values = clean_domain(draft)
    with change(house, actor, Gesture.SAVE_DOMAIN) as deed:
        domain_id = find_domain(deed, name)
        if _names(deed).get(caseless(values["name"]), domain_id) != domain_id:
            raise NamedTwice(name=values["name"])
        table = tables.functional_domain
        deed.connection.execute(update(table).where(table.c.id == domain_id).values(values))
        _touch(deed, domain_id)


def order_domains(house: House, actor: Facilitating, names: Sequence[str]) -> None:
    """The domains in this order, by name, from top to bottom.

    Raises ScreenStale when these are not all there are: somebody else has changed them.
    """
    table = tables.functional_domain
    with change(house, actor, Gesture.ORDER_DOMAINS) as deed:
        ids = _names(deed)
        wanted = [caseless(name) for name in names]
        if sorted(wanted) != sorted(ids):
            raise ScreenStale()
        for position, key in enumerate(wanted):
            deed.connection.execute(
                update(table).where(table.c.id == ids[key]).values(position=position)
            )


def remove_domain(house: House, actor: Facilitating, name: str) -> None:
    """Take a domain away; its actions and projects stay, in none. Raises DomainUnknown."""
    table = tables.functional_domain
    with change(house, actor, Gesture.REMOVE_DOMAIN) as deed:
        domain_id = find_domain(deed, name)
        _touch(deed, domain_id, leaves=True)
        deed.connection.execute(delete(table).where(table.c.id == domain_id))


def clean_domain(draft: DomainDraft) -> dict[str, str]:
    """The columns of a domain, fit to be stored. Raises TextEmpty, TextTooLong."""
    return {
        "name": clean_text(draft.name, limit=TITLE_LIMIT),
        "target": clean_optional(draft.target, limit=NOTE_LIMIT),
    }


def find_domain(deed: Deed, name: str) -> int:
    """Inside a transaction: the id of the domain of that name. Raises DomainUnknown."""
    found = _names(deed).get(caseless(name))
    if found is None:
        raise DomainUnknown(domain=name)
    return found


def domain_named(deed: Deed, name: str) -> int:
    """Inside an open change: the domain of that name, which is made where there is none.

    Capitals and spaces make no difference. Raises TextEmpty, TextTooLong, TooMany.
    """
    values = clean_domain(DomainDraft(name))
    found = _names(deed).get(caseless(values["name"]))
    return _insert(deed, values) if found is None else found


def read_domains(connection: Connection, workshop: Workshop) -> dict[int, DomainDraft]:
    """The domains of a workshop by their ids, from top to bottom."""
    table = tables.functional_domain
    return {
        row.id: DomainDraft(row.name, row.target)
        for row in connection.execute(
            select(table)
            .where(table.c.workshop_id == workshop.id)
            .order_by(table.c.position, table.c.id)
        )
    }


def _names(deed: Deed) -> dict[str, int]:
    domains = read_domains(deed.connection, deed.workshop)
    return {caseless(said.name): domain_id for domain_id, said in domains.items()}


def _insert(deed: Deed, values: dict[str, str]) -> int:
    table = tables.functional_domain
    mine = table.c.workshop_id == deed.workshop.id
    last, count = deed.connection.execute(
        select(func.coalesce(func.max(table.c.position), -1), func.count()).where(mine)
    ).one()
    if count >= MOST_DOMAINS:
        raise TooMany(field="domains", limit=MOST_DOMAINS)
    domain_id: int = deed.connection.execute(
        insert(table)
        .values(workshop_id=deed.workshop.id, position=last + 1, **values)
        .returning(table.c.id)
    ).scalar_one()
    return domain_id


def _touch(deed: Deed, domain_id: int, *, leaves: bool = False) -> None:
    """What lies in a domain has changed with it; ``leaves``: it lies in none from now on."""
    for held in (tables.action, tables.project):
        deed.connection.execute(
            update(held)
            .where(held.c.domain_id == domain_id)
            .values(changed=deed.revision, domain_id=None if leaves else domain_id)
        )
