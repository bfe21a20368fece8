"""Whether a transaction left any row other than it found it, on both databases."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, Insert, bindparam, delete, insert, select, update

from workshop.storage import tables
from workshop.storage.engine import Database
from workshop.storage.touched import watching

account = tables.account
NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)

Writing = Callable[[Connection], object]


def _named(name: str) -> Insert:
    return insert(account).values(email=name, is_laptop=False, created_at=NOON)


def _rename(old: str, new: str) -> Writing:
    return lambda c: c.execute(update(account).where(account.c.email == old).values(email=new))


def _one_by_one(*steps: Writing) -> Writing:
    return lambda c: [step(c) for step in steps]


def _take_away(*names: str) -> Writing:
    return lambda c: c.execute(delete(account).where(account.c.email.in_(names)))


def _add(*names: str) -> Writing:
    return _one_by_one(*(lambda c, name=name: c.execute(_named(name)) for name in names))


NOTHING: dict[str, Writing] = {
    "only read": lambda c: c.execute(select(account)).all(),
    "the same name": _rename("a", "a"),
    "a name for nobody": _rename("z", "y"),
    "there and back": _one_by_one(_rename("a", "z"), _rename("z", "a")),
    "all of them, as they were": lambda c: c.execute(update(account).values(is_laptop=False)),
    "nobody taken away": _take_away("z"),
    "taken away and put back": _one_by_one(_take_away("a", "b"), _add("b", "a")),
    "one in a list of one": lambda c: c.execute(
        update(account).where(account.c.email == bindparam("who")).values(is_laptop=False),
        [{"who": "a"}],
    ),
}

SOMETHING: dict[str, Writing] = {
    "another name": _rename("a", "z"),
    "one more": _add("d"),
    "one more, said by its id": lambda c: c.execute(_named("d").returning(account.c.id)).all(),
    "one less": _take_away("a"),
    "another in its place": _one_by_one(_take_away("a"), _add("d")),
    "two in the place of one": _one_by_one(_take_away("a"), _add("a", "d")),
    "everybody": lambda c: c.execute(delete(account)),
    "one more, and then the same name": _one_by_one(_add("d"), _rename("a", "a"), _add("e")),
    "one of them, of all that are told": _one_by_one(
        lambda c: c.execute(update(account).values(is_laptop=False)), _rename("b", "z")
    ),
}


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    """Three accounts, in an open transaction that is never committed."""
    with database.writing() as connection:
        for name in "abc":
            connection.execute(_named(name))
        yield connection


@pytest.mark.parametrize("way", NOTHING)
def test_what_leaves_each_row_as_it_was_is_nothing(connection: Connection, way: str) -> None:
    with watching(connection) as touched:
        NOTHING[way](connection)
    assert not touched.for_good()


@pytest.mark.parametrize("way", SOMETHING)
def test_what_leaves_a_row_other_than_it_was_is_something(connection: Connection, way: str) -> None:
    with watching(connection) as touched:
        SOMETHING[way](connection)
    assert touched.for_good()


def test_a_row_that_went_with_what_it_was_part_of_is_something(connection: Connection) -> None:
    browser = tables.browser
    account_id = connection.scalar(select(account.c.id).where(account.c.email == "a"))
    moments = {"created_at": NOON, "expires_at": NOON}
    connection.execute(insert(browser).values(token_hash="x", account_id=account_id, **moments))
    with watching(connection) as touched:
        connection.execute(update(browser).values(token_hash="x"))
        connection.execute(delete(account).where(account.c.id == account_id))
    assert touched.for_good()


def test_of_many_at_once_it_is_not_asked(connection: Connection) -> None:
    """Each row of a list would be one more reading: it counts as a change, which is no harm."""
    several = update(account).where(account.c.email == bindparam("who")).values(is_laptop=False)
    with watching(connection) as touched:
        connection.execute(several, [{"who": "a"}, {"who": "b"}])
    assert touched.for_good()


def test_what_is_written_behind_its_back_is_not_its_business(connection: Connection) -> None:
    with watching(connection) as touched:
        pass
    connection.execute(_named("d"))
    assert not touched.for_good()
