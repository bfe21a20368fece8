"""Who may open what: accounts, one-time sign-in links, links to one workshop, signed-in browsers.

A browser holds one cookie, ``session``: a random token of which only the hash is stored. What
it opens is looked up at each use, so that a revoked link or account is shut out at once.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
)

from workshop.domain.gestures import Hand
from workshop.domain.words import Role
from workshop.services.rows import PersonRow, Workshop, read_person
from workshop.storage import tables

BROWSER_DAYS = 30
SIGNIN_LINK_MINUTES = 30


def new_token() -> str:
    """256 random bits, fit for a URL or a cookie."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What is stored of a token: SHA-256, enough for 256 random bits; of any token, even broken."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What a browser's cookie opens: an account, links, or both."""

    browser_id: int
    account_id: int | None
    is_laptop: bool
    email: str | None


def find_browser(connection: Connection, token: str, now: datetime) -> SignedIn | None:
    """The signed-in browser behind a cookie, or None when it opens nothing (any more).

    A browser without an account counts only while at least one of its links is alive.
    """
    browser, account = tables.browser, tables.account
    row = connection.execute(
        select(browser.c.id, browser.c.account_id, account.c.is_laptop, account.c.email)
        .select_from(browser.outerjoin(account))
        .where(
            browser.c.token_hash == hash_token(token),
            browser.c.expires_at > now,
            or_(browser.c.account_id.is_not(None), _has_live_link(now)),
        )
    ).one_or_none()
    if row is None:
        return None
    return SignedIn(row.id, row.account_id, bool(row.is_laptop), row.email)


def may_facilitate(connection: Connection, token: str, workshop: Workshop, now: datetime) -> bool:
    """True for the owner, the laptop's own account, and a live facilitator link."""
    return _asks(connection, _FACILITATES, token, workshop, now)


def who_facilitates(
    connection: Connection, token: str, workshop: Workshop, now: datetime
) -> str | None:
    """Whose hand may facilitate: the account's address or the code of a Hand, None without right.

    Somebody signed in who came by a link is known by their account.
    """
    return connection.scalar(_HAND, _asked(token, workshop, now))


def may_sponsor(connection: Connection, token: str, workshop: Workshop, now: datetime) -> bool:
    """True for a live sponsor link, once the facilitator has opened the sponsor's page."""
    return workshop.sponsor_open and holds_sponsor_link(connection, token, workshop, now)


def holds_sponsor_link(
    connection: Connection, token: str, workshop: Workshop, now: datetime
) -> bool:
    """True for a live sponsor link, be the page open or not yet."""
    return _asks(connection, _SPONSORS, token, workshop, now)


def who_holds(
    connection: Connection, token: str, workshop: Workshop, now: datetime
) -> PersonRow | None:
    """The person of this workshop whose live link this is, or None."""
    person, link = tables.person, tables.person_link
    row = connection.execute(
        select(person)
        .join_from(person, link)
        .where(
            person.c.workshop_id == workshop.id,
            link.c.token_hash == hash_token(token),
            is_live_for_person(now),
        )
    ).one_or_none()
    return None if row is None else read_person(row)


def is_live_for_person(now: datetime) -> ColumnElement[bool]:
    """Of the link to a person's own page: neither revoked nor expired."""
    link = tables.person_link
    return and_(link.c.revoked_at.is_(None), link.c.expires_at > now)


def is_live(now: datetime | ColumnElement[datetime]) -> ColumnElement[bool]:
    """Of a link to one workshop: neither revoked nor expired."""
    link = tables.access_link
    return and_(
        link.c.revoked_at.is_(None), or_(link.c.expires_at.is_(None), link.c.expires_at > now)
    )


def _has_live_link(now: datetime) -> ColumnElement[bool]:
    grant, link = tables.browser_grant, tables.access_link
    return exists().where(
        grant.c.browser_id == tables.browser.c.id, grant.c.link_id == link.c.id, is_live(now)
    )


def _asks(
    connection: Connection,
    right: Select[bool],
    token: str,
    workshop: Workshop,
    now: datetime,
) -> bool:
    return bool(connection.scalar(right, _asked(token, workshop, now)))


def _asked(token: str, workshop: Workshop, now: datetime) -> dict[str, object]:
    return {
        "token_hash": hash_token(token),
        "now": now,
        "workshop_id": workshop.id,
        "owner_id": workshop.owner_id,
    }


def _owns() -> ColumnElement[bool]:
    browser, account = tables.browser, tables.account
    return (
        select(browser.c.id)
        .select_from(browser.join(account))
        .where(
            browser.c.token_hash == bindparam("token_hash"),
            browser.c.expires_at > bindparam("now"),
            or_(account.c.is_laptop, account.c.id == bindparam("owner_id")),
        )
        .exists()
    )


def _holds_link(role: Role) -> ColumnElement[bool]:
    browser, grant, link = tables.browser, tables.browser_grant, tables.access_link
    return (
        select(link.c.id)
        .select_from(browser.join(grant).join(link))
        .where(
            browser.c.token_hash == bindparam("token_hash"),
            browser.c.expires_at > bindparam("now"),
            link.c.workshop_id == bindparam("workshop_id"),
            link.c.role == role,
            is_live(bindparam("now", type_=tables.Moment())),
        )
        .exists()
    )


# Made once: to build a statement costs several times what it costs to run it, and a right is
# looked up at each event of each stream.
_FACILITATES = select(or_(_owns(), _holds_link(Role.FACILITATOR)))
_SPONSORS = select(_holds_link(Role.SPONSOR))
_HAND = (
    select(
        case(
            (tables.account.c.is_laptop, Hand.LAPTOP.value),
            else_=func.coalesce(tables.account.c.email, Hand.LINK.value),
        )
    )
    .select_from(tables.browser.outerjoin(tables.account))
    .where(
        tables.browser.c.token_hash == bindparam("token_hash"),
        or_(_owns(), _holds_link(Role.FACILITATOR)),
    )
)


def browser_expiry(now: datetime) -> datetime:
    return now + timedelta(days=BROWSER_DAYS)
