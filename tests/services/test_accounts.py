"""Accounts: who comes from an organisation, who is listed, and what leaves with somebody."""

import threading
from datetime import date

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from tests.services.cast import Cast, add_facilitator, by_link
from workshop.domain.errors import AccountUnknown, SigninRefused, WorkshopUnknown
from workshop.domain.words import Role
from workshop.services import accounts, signin, workshops
from workshop.services.accounts import Account, list_accounts, remove_account, use_identity
from workshop.services.actors import Console, Visitor
from workshop.services.house import House
from workshop.services.lexicons import Concept, read_lexicon, save_concept
from workshop.services.transaction import glance, snapshot
from workshop.storage import tables

PASSWORD = "correct horse battery"
ZOE = "zoe@example.org"


@pytest.fixture(autouse=True)
def _quick_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(signin, "_hasher", lambda: quick)
    signin._decoy.cache_clear()


def come(house: House, email: str = ZOE, *, domains: tuple[str, ...] = ()) -> str:
    return use_identity(house, email=email, domains=domains, old_token=None)


def email_of(house: House, token: str) -> str | None:
    found = signin.who_is(house, token)
    return None if found is None else found.email


# --- through an organisation ---------------------------------------------------------------------


def test_whoever_has_an_account_comes_in_with_or_without_a_password(house: House) -> None:
    signin.add_account(house, email=ZOE, password=PASSWORD)
    signin.add_account(house, email="ali@example.org", password=None)
    assert email_of(house, come(house, " Zoe@Example.ORG ")) == ZOE
    assert email_of(house, come(house, "ali@example.org")) == "ali@example.org"
    assert come(house) != come(house)


@pytest.mark.parametrize(
    "email",
    [
        ZOE,
        "zoe@sub.example.net",
        "zoe@badexample.net",
        "zoe@example.net@example.com",
        "example.net",
        "@example.net",
        "",
        "zoé\x00@example.net",
        "zoe@example.net.",
        "x" * 250 + "@example.net",
    ],
)
def test_a_stranger_does_not_come_in_and_nothing_is_made(house: House, email: str) -> None:
    with pytest.raises(AccountUnknown):
        come(house, email, domains=("example.net",))
    assert list_accounts(house) == []
    with glance(house) as connection:
        assert connection.execute(select(tables.browser)).all() == []


def test_a_listed_domain_makes_an_account_at_the_first_time_alone(house: House) -> None:
    first = come(house, "Zoe@Example.net", domains=("example.org", "example.net"))
    again = come(house, "zoe@example.net", domains=())
    assert email_of(house, first) == email_of(house, again) == "zoe@example.net"
    assert list_accounts(house) == [Account("zoe@example.net", False, 0, date(2026, 3, 12))]
    # Nothing was made that a password could open.
    assert not signin.has_accounts(house)
    with pytest.raises(SigninRefused):
        signin.use_password(house, email="zoe@example.net", password="", old_token=None)


def test_two_browsers_of_a_newcomer_at_once_make_one_account(house: House) -> None:
    start = threading.Barrier(4)
    tokens: list[str] = []

    def enter() -> None:
        start.wait()
        tokens.append(come(house, domains=("example.org",)))

    threads = [threading.Thread(target=enter) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(tokens)) == 4
    assert [email_of(house, token) for token in tokens] == [ZOE] * 4
    assert len(list_accounts(house)) == 1


def test_a_newcomer_whom_another_process_let_in_meanwhile_is_found(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    signin.add_account(house, email=ZOE, password=None)
    find, answers = accounts._find, iter([None])
    monkeypatch.setattr(
        accounts, "_find", lambda connection, address: next(answers, find(connection, address))
    )
    assert email_of(house, come(house, domains=("example.org",))) == ZOE


def test_the_cookie_from_before_opens_nothing_and_its_links_come_along(cast: Cast) -> None:
    house, before = cast.house, cast.bob.token
    signin.add_account(house, email=ZOE, password=None)
    after = use_identity(house, email=ZOE, domains=(), old_token=before)
    assert after != before
    assert signin.who_is(house, before) is None
    assert signin.role_in(house, code=cast.code, token=after) is Role.FACILITATOR


def test_no_sign_from_elsewhere_becomes_the_letter_of_somebody_else(house: House) -> None:
    signin.add_account(house, email="kim@bank.org", password=PASSWORD)
    foreign = (chr(sign) for sign in range(0x80, 0x110000) if chr(sign).lower().isascii())
    for sign in foreign:
        for email in (f"{sign}im@bank.org", f"kim@ban{sign}.org"):
            assert signin.read_email(email) is None, ascii(email)
            with pytest.raises(AccountUnknown):
                come(house, email, domains=("bank.org",))
    assert len(list_accounts(house)) == 1


# --- who there is --------------------------------------------------------------------------------


def test_accounts_are_listed_by_address_and_the_computer_s_own_is_not(cast: Cast) -> None:
    signin.laptop_account(cast.house)
    workshops.duplicate(cast.house, cast.alice, title="Next year")
    signin.add_account(cast.house, email="aaron@example.org", password=PASSWORD)
    found = [(each.email, each.has_password, each.workshops) for each in list_accounts(cast.house)]
    assert found == [
        ("aaron@example.org", True, 0),
        ("alice@example.org", False, 2),
        ("charlie@example.org", False, 1),
    ]


# --- who leaves ----------------------------------------------------------------------------------


def test_whoever_left_is_shut_out_at_once_on_every_browser(cast: Cast) -> None:
    house = cast.house
    second = come(house, "alice@example.org")
    by_link(house, cast.theirs.sponsor_token, Role.SPONSOR, cookie=second)
    mine, theirs = (_revision(cast, code) for code in (cast.code, cast.theirs.code))
    assert remove_account(house, email=" Alice@example.org ") == 1
    for token in (cast.alice.token, second):
        assert signin.who_is(house, token) is None
        assert signin.role_in(house, code=cast.code, token=token) is None
        assert signin.role_in(house, code=cast.theirs.code, token=token) is None
    with pytest.raises(WorkshopUnknown), snapshot(house, cast.alice):
        pass
    # Streams look at the right again when their workshop moves: both have.
    assert _revision(cast, cast.code) == mine + 1
    assert _revision(cast, cast.theirs.code) == theirs + 1
    news = house.hub.known(cast.code)
    assert news is not None
    assert news.revision == mine + 1
    # Who came by a link goes on, and so does the computer's own account.
    assert signin.role_in(house, code=cast.code, token=cast.bob.token) is Role.FACILITATOR
    laptop = signin.use_signin_link(house, signin.new_signin_link(house))
    assert signin.role_in(house, code=cast.code, token=laptop) is Role.FACILITATOR
    with pytest.raises(AccountUnknown):
        come(house, "alice@example.org")


def test_workshops_and_words_go_to_a_successor(cast: Cast) -> None:
    house = cast.house
    paul_id, paul = add_facilitator(house, "paul@example.org")
    of_paul = workshops.create_workshop(house, title="Paul", language="en", owner_id=paul_id)
    save_concept(house, Console(of_paul.code), "Box", ["modem"])
    save_concept(house, cast.alice, "Box", ["gizmo"])
    save_concept(house, cast.alice, "Desk", ["counter"])
    assert remove_account(house, email="alice@example.org", successor="Paul@example.org") == 1
    visitor = Visitor(cast.code, paul, Role.FACILITATOR)
    assert read_lexicon(house, visitor).own == (
        Concept("Box", "Box", ("modem",)),
        Concept("Desk", "Desk", ("counter",)),
    )
    assert signin.role_in(house, code=cast.code, token=paul) is Role.FACILITATOR
    assert [each.workshops for each in list_accounts(house)] == [1, 2]


@pytest.mark.parametrize(
    ("email", "successor", "unknown"),
    [
        ("nobody@example.org", None, "nobody@example.org"),
        (" nonsense ", None, "nonsense"),
        ("alice@example.org", "nobody@example.org", "nobody@example.org"),
        ("alice@example.org", "alice@example.org", "alice@example.org"),
    ],
)
def test_an_unknown_address_takes_nobody_away(
    cast: Cast, email: str, successor: str | None, unknown: str
) -> None:
    with pytest.raises(AccountUnknown) as refused:
        remove_account(cast.house, email=email, successor=successor)
    assert refused.value.facts == {"email": unknown}
    assert len(list_accounts(cast.house)) == 2
    assert signin.who_is(cast.house, cast.alice.token) is not None


def test_an_account_taken_away_while_its_password_is_looked_at_opens_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    signin.add_account(house, email=ZOE, password=PASSWORD)
    quick = signin._hasher()

    class SlowHasher:
        def verify(self, hashed: str, typed: bytes) -> bool:
            remove_account(house, email=ZOE)
            return quick.verify(hashed, typed)

    signin._decoy()
    monkeypatch.setattr(signin, "_hasher", SlowHasher)
    with pytest.raises(SigninRefused):
        signin.use_password(house, email=ZOE, password=PASSWORD, old_token=None)


def _revision(cast: Cast, code: str) -> int:
    with snapshot(cast.house, Console(code)) as seen:
        return seen.revision
