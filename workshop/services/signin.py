"""Signing in: accounts and passwords, one-time links, links to one workshop, recovery codes."""

import hmac
import re
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, delete, func, insert, select, update

from workshop.domain.codes import read_recovery_code, read_room_code
from workshop.domain.errors import (
    AccountExists,
    EmailMalformed,
    LinkUnknown,
    PasswordTooShort,
    SigninRefused,
    TextTooLong,
    WorkshopUnknown,
)
from workshop.domain.gestures import Gesture, Hand
from workshop.domain.words import Role
from workshop.services.access import (
    SIGNIN_LINK_MINUTES,
    SignedIn,
    browser_expiry,
    find_browser,
    hash_token,
    is_live,
    may_facilitate,
    may_sponsor,
    new_token,
)
from workshop.services.deeds import Trace, write_deed
from workshop.services.house import House
from workshop.services.participants import insert_unless_there
from workshop.services.transaction import find_workshop, glance, housekeeping
from workshop.storage import tables

PASSWORD_MIN, PASSWORD_MAX = 12, 1_000
EMAIL_LIMIT = 254
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,180}\.[^@\s.]{2,}")
_KELVIN = "\N{KELVIN SIGN}"
"""Its small letter is a plain k: who has such an address would come in as somebody else."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link opened: the cookie's token, the workshop's code, the role."""

    token: str
    code: str
    role: Role


def laptop_account(house: House) -> int:
    """The id of the laptop's own account, made at the first use."""
    account = tables.account
    with glance(house) as connection:
        found = _find_laptop(connection)
    if found is not None:
        return found
    with housekeeping(house) as connection:
        found = _find_laptop(connection)  # another process may have been quicker
        if found is not None:
            return found
        row_id: int = connection.execute(
            insert(account).values(is_laptop=True, created_at=house.clock()).returning(account.c.id)
        ).scalar_one()
        return row_id


def _find_laptop(connection: Connection) -> int | None:
    account = tables.account
    found: int | None = connection.scalar(
        select(account.c.id).where(account.c.is_laptop).order_by(account.c.id).limit(1)
    )
    return found


def new_signin_link(house: House) -> str:
    """The token of a link that signs the laptop's owner in, once, within half an hour."""
    account_id = laptop_account(house)
    token = new_token()
    with housekeeping(house) as connection:
        connection.execute(
            insert(tables.signin_link).values(
                token_hash=hash_token(token),
                account_id=account_id,
                expires_at=house.clock() + timedelta(minutes=SIGNIN_LINK_MINUTES),
            )
        )
    return token


def use_signin_link(house: House, link_token: str) -> str:
    """Swap a one-time link for a browser's cookie. Raises LinkUnknown when used or expired."""
    link = tables.signin_link
    now = house.clock()
    with housekeeping(house) as connection:
        account_id = connection.scalar(
            update(link)
            .where(
                link.c.token_hash == hash_token(link_token),
                link.c.used_at.is_(None),
                link.c.expires_at > now,
            )
            .values(used_at=now)
            .returning(link.c.account_id)
        )
        if account_id is None:
            raise LinkUnknown()
        return new_browser(house, connection, account_id)


def add_account(house: House, *, email: str, password: str | None) -> int:
    """A facilitator's account for a server; gives its id.

    ``password``: None for whoever comes through their organisation alone. Raises EmailMalformed,
    PasswordTooShort, TextTooLong (the password), AccountExists.
    """
    address = read_email(email)
    if address is None:
        raise EmailMalformed(email=email.strip())
    hashed = None if password is None else _hashed(password)
    account = tables.account
    with housekeeping(house) as connection:
        row_id: int | None = connection.scalar(
            insert_unless_there(connection, account)
            .values(
                email=address,
                password_hash=hashed,
                is_laptop=False,
                created_at=house.clock(),
            )
            .returning(account.c.id)
        )
        if row_id is None:
            raise AccountExists(email=address)
        return row_id


def _hashed(password: str) -> str:
    """Raises PasswordTooShort, TextTooLong."""
    if len(password) < PASSWORD_MIN:
        raise PasswordTooShort(minimum=PASSWORD_MIN)
    if len(password) > PASSWORD_MAX:
        raise TextTooLong(limit=PASSWORD_MAX, length=len(password))
    return _hasher().hash(_as_bytes(password))


def read_email(typed: str) -> str | None:
    """An address in small letters as accounts bear it, None for anything else."""
    if _KELVIN in typed:
        return None
    address = typed.strip().lower()
    fits = len(address) <= EMAIL_LIMIT and address.isprintable()
    return address if fits and _EMAIL.fullmatch(address) else None


def _as_bytes(password: str) -> bytes:
    return password.encode(errors="surrogatepass")


def use_password(house: House, *, email: str, password: str, old_token: str | None) -> str:
    """Sign in with a password; gives a new cookie. Raises SigninRefused, never saying why.

    The work is the same whether the account exists or not. Links that the browser already held
    (``old_token``) stay open in it.
    """
    account = tables.account
    decoy = _decoy()  # asked for each time: the first stranger must not wait longer than others
    with glance(house) as connection:
        row = connection.execute(
            select(account.c.id, account.c.password_hash).where(
                account.c.email == (read_email(email) or ""),
                account.c.password_hash.is_not(None),
            )
        ).one_or_none()
    try:
        _hasher().verify(row.password_hash if row else decoy, _as_bytes(password[:PASSWORD_MAX]))
    except (VerificationError, InvalidHashError):
        raise SigninRefused() from None
    if row is None or len(password) > PASSWORD_MAX:
        raise SigninRefused()
    with housekeeping(house) as connection:
        # The account may have been taken away while the password was looked at.
        if connection.scalar(select(account.c.id).where(account.c.id == row.id)) is None:
            raise SigninRefused()
        token = new_browser(house, connection, row.id)
        carry_links(house, connection, old_token, token)
    return token


def has_accounts(house: House) -> bool:
    """True when somebody can sign in with a password."""
    with glance(house) as connection:
        return bool(
            connection.scalar(
                select(func.count()).where(tables.account.c.password_hash.is_not(None))
            )
        )


def use_recovery_code(house: House, *, code: str, recovery_code: str, token: str | None) -> Opened:
    """Open a workshop as facilitator with the code printed at its creation.

    The recovery code may be typed in any case, with or without its dashes. Raises SigninRefused,
    not saying which of the two is wrong. A wrong guess takes no lock.
    """
    typed = hash_token(read_recovery_code(recovery_code))
    with glance(house) as connection:
        try:
            workshop = find_workshop(connection, read_room_code(code) or "")
        except WorkshopUnknown:
            raise SigninRefused() from None
        if not hmac.compare_digest(workshop.recovery_hash, typed):
            raise SigninRefused()
    with housekeeping(house) as connection:
        link_id: int = connection.execute(
            insert(tables.access_link)
            .values(
                workshop_id=workshop.id,
                role=Role.FACILITATOR,
                token_hash=hash_token(new_token()),
                created_at=house.clock(),
            )
            .returning(tables.access_link.c.id)
        ).scalar_one()
        write_deed(
            connection,
            workshop.id,
            moment=house.clock(),
            who=Hand.LINK,
            gesture=Gesture.USE_RECOVERY_CODE,
            trace=Trace(),
        )
        browser_token = _join(house, connection, token, link_id, Role.FACILITATOR)
        return Opened(browser_token, workshop.code, Role.FACILITATOR)


def open_link(house: House, *, link_token: str, role: Role, token: str | None) -> Opened:
    """Open one workshop with its facilitator's or sponsor's link.

    ``token``: the cookie the browser already shows, if any; a second link joins the first.
    Raises LinkUnknown when revoked, expired or for another role.
    """
    link = tables.access_link
    now = house.clock()
    with housekeeping(house) as connection:
        row = connection.execute(
            select(link.c.id, tables.workshop.c.code)
            .join(tables.workshop)
            .where(
                link.c.token_hash == hash_token(link_token),
                link.c.role == role,
                is_live(now),
            )
        ).one_or_none()
        if row is None:
            raise LinkUnknown()
        return Opened(_join(house, connection, token, row.id, role), row.code, role)


def sign_out(house: House, token: str) -> None:
    """Forget this browser: its cookie opens nothing any more, on open pages too."""
    with housekeeping(house) as connection:
        connection.execute(
            delete(tables.browser).where(tables.browser.c.token_hash == hash_token(token))
        )


def who_is(house: House, token: str | None) -> SignedIn | None:
    """The signed-in browser behind a cookie, or None."""
    if not token:
        return None
    with glance(house) as connection:
        return find_browser(connection, token, house.clock())


def may_bring_files(house: House, found: SignedIn) -> bool:
    """Accounts, and whoever facilitates a workshop by a link; not those who only read results."""
    return found.account_id is not None or bool(links_of(house, found, Role.FACILITATOR))


def links_of(house: House, found: SignedIn, *roles: Role) -> tuple[int, ...]:
    """The living links by which somebody without an account came; none for an account.

    ``roles``: of these alone, all where none is named.
    """
    if found.account_id is not None:
        return ()
    grant, link = tables.browser_grant, tables.access_link
    living = (
        select(link.c.id)
        .select_from(grant.join(link))
        .where(grant.c.browser_id == found.browser_id, is_live(house.clock()))
        .where(link.c.role.in_(roles or Role))
    )
    with glance(house) as connection:
        return tuple(connection.scalars(living))


def role_in(house: House, *, code: str, token: str | None) -> Role | None:
    """The best role a cookie has in a workshop, or None: unknown, not theirs, not yet open."""
    if not token:
        return None
    now = house.clock()
    with glance(house) as connection:
        try:
            workshop = find_workshop(connection, code)
        except WorkshopUnknown:
            return None
        if may_facilitate(connection, token, workshop, now):
            return Role.FACILITATOR
        if may_sponsor(connection, token, workshop, now):
            return Role.SPONSOR
    return None


def _join(house: House, connection: Connection, token: str | None, link_id: int, role: Role) -> str:
    found = find_browser(connection, token, house.clock()) if token else None
    if found is None or token is None:
        token = new_browser(house, connection, None)
    elif (
        role is Role.FACILITATOR
        and found.account_id is None
        and not _facilitates(connection, found.browser_id)
    ):
        # Who knew the cookie before, a sponsor's or a planted one, must not rise with it.
        old, token = token, new_browser(house, connection, None)
        carry_links(house, connection, old, token)
    connection.execute(
        insert_unless_there(connection, tables.browser_grant).values(
            browser_id=_browser_id(connection, token), link_id=link_id
        )
    )
    return token


def _facilitates(connection: Connection, browser_id: int) -> bool:
    grant, link = tables.browser_grant, tables.access_link
    row = connection.execute(
        select(link.c.id)
        .select_from(grant.join(link))
        .where(grant.c.browser_id == browser_id, link.c.role == Role.FACILITATOR)
    ).first()
    return row is not None


def carry_links(house: House, connection: Connection, old: str | None, new: str) -> None:
    """Inside a change: what the browser ``old`` held opens in ``new``; the old cookie is dead."""
    found = find_browser(connection, old, house.clock()) if old else None
    if found is None:
        return
    grant = tables.browser_grant
    links = connection.scalars(
        select(grant.c.link_id).where(grant.c.browser_id == found.browser_id)
    ).all()
    for link_id in links:
        connection.execute(
            insert(grant).values(browser_id=_browser_id(connection, new), link_id=link_id)
        )
    connection.execute(delete(tables.browser).where(tables.browser.c.id == found.browser_id))


def new_browser(house: House, connection: Connection, account_id: int | None) -> str:
    """Inside a change: the cookie of a browser that is signed in from now on."""
    token = new_token()
    now = house.clock()
    connection.execute(delete(tables.browser).where(tables.browser.c.expires_at <= now))
    connection.execute(
        insert(tables.browser).values(
            token_hash=hash_token(token),
            account_id=account_id,
            created_at=now,
            expires_at=browser_expiry(now),
        )
    )
    return token


def _browser_id(connection: Connection, token: str) -> int:
    row_id: int = connection.execute(
        select(tables.browser.c.id).where(tables.browser.c.token_hash == hash_token(token))
    ).scalar_one()
    return row_id


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@lru_cache(maxsize=1)
def _decoy() -> str:
    return _hasher().hash(new_token())
