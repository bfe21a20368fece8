"""Signing in and out: links, passwords, recovery codes, and what each browser then opens."""

import threading
from datetime import timedelta

import pytest
from argon2 import PasswordHasher, Type
from sqlalchemy import func, select

from tests.services.cast import Cast, Clock, by_link
from workshop.domain.errors import (
    AccountExists,
    EmailMalformed,
    LinkUnknown,
    PasswordTooShort,
    SigninRefused,
    TextTooLong,
    WorkshopUnknown,
)
from workshop.domain.words import Role
from workshop.services import signin, workshops
from workshop.services.actors import Visitor
from workshop.services.house import House
from workshop.services.transaction import glance
from workshop.services.views.workshop import read_workshop_view
from workshop.storage import tables

PASSWORD = "correct horse battery"
OUR_HASHER = signin._hasher


@pytest.fixture(autouse=True)
def _quick_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(signin, "_hasher", lambda: quick)
    signin._decoy.cache_clear()


def test_passwords_are_hashed_as_slowly_as_argon2_advises() -> None:
    hasher = OUR_HASHER()
    assert hasher.type is Type.ID
    assert hasher.memory_cost >= 19 * 1024
    assert hasher.time_cost >= 2


def _sign_in(house: House, password: str = PASSWORD, *, old: str | None = None) -> str:
    return signin.use_password(house, email=" Alice@Example.net ", password=password, old_token=old)


def test_the_laptop_s_account_is_made_once(house: House) -> None:
    assert signin.laptop_account(house) == signin.laptop_account(house)


def test_two_threads_make_one_laptop_account_on_one_laptop(house: House) -> None:
    ids: set[int] = set()
    threads = [
        threading.Thread(target=lambda: ids.add(signin.laptop_account(house))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({signin.laptop_account(house) for _ in range(3)}) == 1
    if house.database.is_sqlite:
        assert len(ids) == 1


def test_an_account_that_another_process_made_meanwhile_is_found(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = signin.laptop_account(house)
    answers = iter([None, made])
    monkeypatch.setattr(signin, "_find_laptop", lambda connection: next(answers))
    assert signin.laptop_account(house) == made


def test_a_sign_in_link_opens_once_and_within_half_an_hour(house: House, clock: Clock) -> None:
    link = signin.new_signin_link(house)
    cookie = signin.use_signin_link(house, link)
    browser = signin.who_is(house, cookie)
    assert browser is not None
    assert (browser.is_laptop, browser.email) == (True, None)
    with pytest.raises(LinkUnknown):
        signin.use_signin_link(house, link)
    late = signin.new_signin_link(house)
    clock.go_on(minutes=30)
    with pytest.raises(LinkUnknown):
        signin.use_signin_link(house, late)
    for broken in ("", "\x00", "\ud800", "x" * 100_000):
        with pytest.raises(LinkUnknown):
            signin.use_signin_link(house, broken)


def test_a_link_used_by_two_threads_at_once_opens_once(house: House) -> None:
    for _ in range(5):
        link = signin.new_signin_link(house)
        opened: list[str] = []
        refused: list[LinkUnknown] = []
        start = threading.Barrier(2)

        def use(
            link: str = link,
            opened: list[str] = opened,
            refused: list[LinkUnknown] = refused,
            start: threading.Barrier = start,
        ) -> None:
            start.wait()
            try:
                opened.append(signin.use_signin_link(house, link))
            except LinkUnknown as error:
                refused.append(error)

        threads = [threading.Thread(target=use) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (len(opened), len(refused)) == (1, 1)


def test_a_password_signs_its_account_in_and_nothing_else_does(house: House) -> None:
    assert not signin.has_accounts(house)
    signin.add_account(house, email="alice@example.net", password=PASSWORD)
    assert signin.has_accounts(house)
    browser = signin.who_is(house, _sign_in(house))
    assert browser is not None
    assert (browser.email, browser.is_laptop) == ("alice@example.net", False)
    for password in ("", PASSWORD + " ", PASSWORD.upper(), "\x00", "\ud800", "x" * 100_000):
        with pytest.raises(SigninRefused) as refused:
            _sign_in(house, password)
        assert refused.value.facts == {}
    for email in ("", "bob@example.net", "\x00@x.yz", "\ud800@x.yz", "a" * 10_000):
        with pytest.raises(SigninRefused):
            signin.use_password(house, email=email, password=PASSWORD, old_token=None)


def test_a_password_is_never_cut_short(house: House) -> None:
    longest = "x" * 1_000
    signin.add_account(house, email="alice@example.net", password=longest)
    assert _sign_in(house, longest)
    with pytest.raises(SigninRefused):
        _sign_in(house, longest + "y")


def test_a_stored_hash_that_is_none_refuses_instead_of_failing(house: House) -> None:
    signin.add_account(house, email="alice@example.net", password=PASSWORD)
    with house.database.writing() as connection, connection.begin():
        connection.execute(tables.account.update().values(password_hash="broken"))
    with pytest.raises(SigninRefused):
        _sign_in(house)


@pytest.mark.parametrize(
    "email",
    [
        *("", "alice", "alice@", "@example.org", "a b@example.org", "a@b", "a@b.c"),
        *("a\x00b@example.org", "a\ud800b@example.org", "x" * 65 + "@example.org"),
        "a@b." + "c" * 300,
    ],
)
def test_an_account_needs_an_address(house: House, email: str) -> None:
    with pytest.raises(EmailMalformed):
        signin.add_account(house, email=email, password=PASSWORD)


def test_an_account_needs_a_password_of_a_sensible_length_and_is_made_once(house: House) -> None:
    with pytest.raises(PasswordTooShort):
        signin.add_account(house, email="alice@example.net", password="x" * 11)
    with pytest.raises(TextTooLong):
        signin.add_account(house, email="alice@example.net", password="x" * 1_001)
    signin.add_account(house, email="alice@example.net", password=PASSWORD)
    with pytest.raises(AccountExists):
        signin.add_account(house, email=" ALICE@example.net", password=PASSWORD)
    with glance(house) as connection:
        assert connection.scalar(select(func.count()).select_from(tables.account)) == 1


def test_signing_in_keeps_the_links_that_the_browser_held_and_drops_its_old_cookie(
    cast: Cast,
) -> None:
    house = cast.house
    signin.add_account(house, email="alice@example.net", password=PASSWORD)
    new = _sign_in(house, old=cast.bob.token)
    assert new != cast.bob.token
    read_workshop_view(house, Visitor(cast.code, new, Role.FACILITATOR))
    with pytest.raises(WorkshopUnknown):
        read_workshop_view(house, cast.bob)
    assert _sign_in(house, old="a stranger's cookie")


def test_signing_out_shuts_the_browser_out_at_once(cast: Cast) -> None:
    signin.sign_out(cast.house, cast.alice.token)
    assert signin.who_is(cast.house, cast.alice.token) is None
    with pytest.raises(WorkshopUnknown):
        read_workshop_view(cast.house, cast.alice)
    signin.sign_out(cast.house, "nobody's cookie")


def test_a_browser_is_forgotten_after_thirty_days(cast: Cast, clock: Clock) -> None:
    clock.go_on(days=29)
    assert signin.who_is(cast.house, cast.alice.token) is not None
    clock.go_on(days=1)
    for visitor in (cast.alice, cast.bob):
        assert signin.who_is(cast.house, visitor.token) is None
        with pytest.raises(WorkshopUnknown):
            read_workshop_view(cast.house, visitor)
    signin.use_signin_link(cast.house, signin.new_signin_link(cast.house))
    with glance(cast.house) as connection:
        assert connection.scalar(select(func.count()).select_from(tables.browser)) == 1


def test_no_cookie_is_nobody(house: House) -> None:
    for cookie in (None, "", "\x00", "\ud800"):
        assert signin.who_is(house, cookie) is None


def test_a_second_link_joins_the_first_in_the_same_browser(cast: Cast) -> None:
    house = cast.house
    both = by_link(house, cast.theirs.facilitator_token, Role.FACILITATOR, cookie=cast.bob.token)
    again = by_link(house, cast.new.facilitator_token, Role.FACILITATOR, cookie=both.token)
    assert both.token == again.token == cast.bob.token
    for code in (cast.code, cast.theirs.code):
        read_workshop_view(house, Visitor(code, both.token, Role.FACILITATOR))


def test_a_sponsor_s_cookie_never_becomes_a_facilitator_s(cast: Cast) -> None:
    house, sam = cast.house, cast.sam.token
    workshops.open_to_sponsor(house, cast.alice, is_open=True)
    risen = by_link(house, cast.theirs.facilitator_token, Role.FACILITATOR, cookie=sam)
    assert risen.token != sam
    assert signin.who_is(house, sam) is None
    assert signin.role_in(house, code=cast.theirs.code, token=risen.token) is Role.FACILITATOR
    assert signin.role_in(house, code=cast.code, token=risen.token) is Role.SPONSOR
    recovered = signin.use_recovery_code(
        house, code=cast.code, recovery_code=cast.new.recovery_code, token=risen.token
    )
    assert recovered.token == risen.token  # a facilitator's already: open pages stay


def test_a_link_opens_its_own_role_and_until_it_expires(cast: Cast, clock: Clock) -> None:
    with pytest.raises(LinkUnknown):
        by_link(cast.house, cast.new.sponsor_token, Role.FACILITATOR)
    with pytest.raises(LinkUnknown):
        by_link(cast.house, cast.new.facilitator_token, Role.SPONSOR)
    for broken in ("", "\x00", "\ud800"):
        with pytest.raises(LinkUnknown):
            by_link(cast.house, broken, Role.FACILITATOR)
    with cast.house.database.writing() as connection, connection.begin():
        connection.execute(
            tables.access_link.update().values(expires_at=clock() + timedelta(hours=1))
        )
    read_workshop_view(cast.house, cast.bob)
    clock.go_on(hours=1)
    with pytest.raises(WorkshopUnknown):
        read_workshop_view(cast.house, cast.bob)
    with pytest.raises(LinkUnknown):
        by_link(cast.house, cast.new.facilitator_token, Role.FACILITATOR)


def test_the_recovery_code_opens_its_workshop_however_it_is_typed(cast: Cast) -> None:
    house, code = cast.house, cast.new.recovery_code
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("-", "–")):
        opened = signin.use_recovery_code(
            house, code=f" {cast.code.lower()}", recovery_code=typed, token=None
        )
        assert (opened.code, opened.role) == (cast.code, Role.FACILITATOR)
        read_workshop_view(house, Visitor(opened.code, opened.token, opened.role))


def test_a_wrong_recovery_code_and_a_wrong_room_code_are_refused_alike(cast: Cast) -> None:
    right = cast.new.recovery_code
    for code, recovery in (
        (cast.code, ""),
        (cast.code, right[:-1]),
        (cast.code, cast.theirs.recovery_code),
        (cast.code, "\x00\ud800"),
        ("ZZZZZZ", right),
        ("", right),
        ("\x00", right),
    ):
        with pytest.raises(SigninRefused) as refused:
            signin.use_recovery_code(cast.house, code=code, recovery_code=recovery, token=None)
        assert refused.value.facts == {}


def test_a_fresh_recovery_code_ends_the_older_one(cast: Cast) -> None:
    fresh = workshops.new_recovery(cast.house, cast.alice)
    with pytest.raises(SigninRefused):
        signin.use_recovery_code(
            cast.house, code=cast.code, recovery_code=cast.new.recovery_code, token=None
        )
    opened = signin.use_recovery_code(
        cast.house, code=cast.code, recovery_code=fresh, token=cast.sam.token
    )
    role = signin.role_in(cast.house, code=cast.code, token=opened.token)
    assert role is Role.FACILITATOR
    workshops.revoke_links(cast.house, cast.alice, Role.FACILITATOR)
    with pytest.raises(WorkshopUnknown):
        read_workshop_view(cast.house, Visitor(cast.code, opened.token, Role.FACILITATOR))


def test_no_token_is_stored_as_it_is(cast: Cast) -> None:
    with glance(cast.house) as connection:
        stored = {
            value
            for table in (tables.browser, tables.access_link, tables.signin_link)
            for value in connection.scalars(select(table.c.token_hash))
        } | set(connection.scalars(select(tables.workshop.c.recovery_hash)))
    secret = {cast.alice.token, cast.bob.token, cast.new.facilitator_token}
    secret |= {cast.new.sponsor_token, cast.new.recovery_code}
    assert not stored & secret
    assert all(len(value) == 64 for value in stored)


def test_a_cookie_s_best_role_in_a_workshop_is_told(cast: Cast) -> None:
    house = cast.house

    def role(token: str | None, code: str = cast.code) -> Role | None:
        return signin.role_in(house, code=code, token=token)

    assert role(cast.alice.token) is Role.FACILITATOR
    assert role(cast.bob.token) is Role.FACILITATOR
    assert role(cast.sam.token) is None
    workshops.open_to_sponsor(house, cast.alice, is_open=True)
    assert role(cast.sam.token) is Role.SPONSOR
    for token in (cast.charlie.token, None, "", "\x00"):
        assert role(token) is None
    for code in (cast.theirs.code, "ZZZZZZ", "\x00"):
        assert role(cast.alice.token, code) is None


def test_files_are_for_accounts_and_for_who_facilitates_by_a_link_that_lives(cast: Cast) -> None:
    def brings(visitor: Visitor) -> bool:
        found = signin.who_is(cast.house, visitor.token)
        assert found is not None
        return signin.may_bring_files(cast.house, found)

    assert (brings(cast.alice), brings(cast.bob), brings(cast.sam)) == (True, True, False)
    by_link(cast.house, cast.new.sponsor_token, Role.SPONSOR, cookie=cast.bob.token)
    workshops.revoke_links(cast.house, cast.alice, Role.FACILITATOR)
    assert not brings(cast.bob)  # who now only reads results


def test_whoever_came_by_links_is_known_by_those_that_live(cast: Cast) -> None:
    def links(visitor: Visitor, *roles: Role) -> int:
        found = signin.who_is(cast.house, visitor.token)
        assert found is not None
        return len(signin.links_of(cast.house, found, *roles))

    by_link(cast.house, cast.new.sponsor_token, Role.SPONSOR, cookie=cast.alice.token)
    by_link(cast.house, cast.new.sponsor_token, Role.SPONSOR, cookie=cast.bob.token)
    assert (links(cast.alice), links(cast.bob), links(cast.sam)) == (0, 2, 1)
    assert (links(cast.bob, Role.FACILITATOR), links(cast.sam, Role.FACILITATOR)) == (1, 0)
    workshops.revoke_links(cast.house, cast.alice, Role.FACILITATOR)
    assert links(cast.bob) == 1
