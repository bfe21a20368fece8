"""Facilitators' accounts: who has one, who comes from an organisation, and who leaves."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, func, select, update

from workshop.domain.errors import AccountUnknown
from workshop.services.access import is_live
from workshop.services.house import House
from workshop.services.participants import insert_unless_there
from workshop.services.rows import Workshop
from workshop.services.signin import carry_links, new_browser, read_email
from workshop.services.transaction import announce, bump, glance, housekeeping
from workshop.storage import tables
from workshop.storage.watch import notify


@dataclass(frozen=True, slots=True)
class Account:
    """One facilitator. ``has_password``: False for whoever comes through an organisation alone."""

    email: str
    has_password: bool
    workshops: int
    since: date


def list_accounts(house: House) -> list[Account]:
    """Every account but the computer's own, by address."""
    account, workshop = tables.account, tables.workshop
    with glance(house) as connection:
        rows = connection.execute(
            select(account, func.count(workshop.c.id).label("workshops"))
            .select_from(account.outerjoin(workshop, workshop.c.owner_id == account.c.id))
            .where(account.c.email.is_not(None))
            .group_by(account.c.id)
            .order_by(account.c.email)
        ).all()
    return [
        Account(row.email, row.password_hash is not None, row.workshops, row.created_at.date())
        for row in rows
    ]


def use_identity(
    house: House, *, email: str, domains: Collection[str], old_token: str | None
) -> str:
    """Sign in somebody for whom their organisation vouches; gives a new cookie.

    ``email``: verified by the organisation. ``domains``: what stands behind the @ of those who get
    an account, without a password, when they come for the first time. Links that the browser
    already held (``old_token``) stay open in it. Raises AccountUnknown for anybody else.
    """
    address = read_email(email)
    if address is None:
        raise AccountUnknown(email=email.strip())
    with housekeeping(house) as connection:
        account_id = _find(connection, address)
        if account_id is None and address.rpartition("@")[2] in domains:
            account_id = _make(house, connection, address)
        if account_id is None:
            raise AccountUnknown(email=address)
        token = new_browser(house, connection, account_id)
        carry_links(house, connection, old_token, token)
    return token


def remove_account(house: House, *, email: str, successor: str | None = None) -> int:
    """Take an account away: its browsers open nothing any more, on open pages too.

    ``successor``: the address of the account that gets its workshops and its own words; without
    one, the workshops stay without an owner and the words go. Gives how many workshops there were.
    Links to a workshop, which anybody may hold, stay. Raises AccountUnknown, with the address that
    is not known, or for a successor who is the same.
    """
    with housekeeping(house) as connection:
        account_id = _account(connection, email)
        heir = None if successor is None else _account(connection, successor)
        if heir == account_id:
            raise AccountUnknown(email=successor)
        watched = _watched(house, connection, account_id)
        owned = connection.execute(
            update(tables.workshop)
            .where(tables.workshop.c.owner_id == account_id)
            .values(owner_id=heir)
        ).rowcount
        if heir is not None:
            _hand_over_words(connection, account_id, heir)
        connection.execute(delete(tables.account).where(tables.account.c.id == account_id))
        # Open pages look again whether they may be read as soon as their workshop moves.
        moved: list[Workshop] = []
        for code in watched:
            moved.append(bump(connection, code))
            notify(connection, code)
    for workshop in moved:
        announce(house, workshop)
    return owned


def _account(connection: Connection, email: str) -> int:
    """Raises AccountUnknown."""
    address = read_email(email)
    found = None if address is None else _find(connection, address)
    if found is None:
        raise AccountUnknown(email=email.strip())
    return found


def _find(connection: Connection, address: str) -> int | None:
    """The account of an address, held until the end: nobody takes it away meanwhile."""
    account = tables.account
    found: int | None = connection.scalar(
        select(account.c.id).where(account.c.email == address).with_for_update()
    )
    return found


def _make(house: House, connection: Connection, address: str) -> int | None:
    """A new account, or the one that somebody made at the very same moment."""
    account = tables.account
    made: int | None = connection.scalar(
        insert_unless_there(connection, account)
        .values(email=address, is_laptop=False, created_at=house.clock())
        .returning(account.c.id)
    )
    return _find(connection, address) if made is None else made


def _watched(house: House, connection: Connection, account_id: int) -> list[str]:
    """The codes of the workshops that a browser of this account may have open."""
    workshop, link = tables.workshop, tables.access_link
    browser, grant = tables.browser, tables.browser_grant
    granted = (
        select(link.c.workshop_id)
        .select_from(browser.join(grant).join(link))
        .where(browser.c.account_id == account_id, is_live(house.clock()))
    )
    return list(
        connection.scalars(
            select(workshop.c.code)
            .where((workshop.c.owner_id == account_id) | workshop.c.id.in_(granted))
            .order_by(workshop.c.code)
        )
    )


def _hand_over_words(connection: Connection, account_id: int, heir: int) -> None:
    """The organisation's own words, but for those that the successor says already."""
    concept = tables.lexicon_concept
    theirs = concept.alias()
    connection.execute(
        update(concept)
        .where(
            concept.c.owner_id == account_id,
            ~select(theirs.c.id)
            .where(
                theirs.c.owner_id == heir,
                theirs.c.language == concept.c.language,
                theirs.c.name == concept.c.name,
            )
            .exists(),
        )
        .values(owner_id=heir)
    )
