"""Who a phone is: a keyed hash, a side, a role family, and nothing else."""

import pytest
from sqlalchemy import func, select, update

from tests.services.cast import Cast
from workshop.domain.errors import DoorClosed, ValueUnknown
from workshop.services import workshops
from workshop.services.participants import Introduction, introduce, invite
from workshop.services.transaction import glance, housekeeping
from workshop.services.views.room import is_known, read_door_key, read_myself
from workshop.storage import tables


def _introduce(cast: Cast, token: str, speaks_for: str, family: str = "") -> object:
    answer: object = cast.send(introduce, Introduction(token, speaks_for, family))
    return answer


def test_a_participant_speaks_for_the_team_until_they_say_otherwise(cast: Cast) -> None:
    cast.card("phone")
    assert read_myself(cast.house, cast.phone("phone")).speaks_for == "employee"
    workshops.frame(cast.house, cast.alice, {}, families=["Counter"])
    answer = _introduce(cast, "phone", "client", "Counter")
    assert answer == {
        "speaks_for": "client",
        "role": "Counter",
        "origin": "phone",
        "where": "room",
    }
    _introduce(cast, "phone", "client")
    mine = read_myself(cast.house, cast.phone("phone"))
    assert (mine.known, mine.speaks_for, mine.family) == (True, "client", "")


def test_sides_and_families_are_those_of_the_workshop(cast: Cast) -> None:
    with pytest.raises(ValueUnknown):
        _introduce(cast, "phone", "supplier")
    with pytest.raises(ValueUnknown):
        _introduce(cast, "phone", "client", "Counter")
    assert not read_myself(cast.house, cast.phone("phone")).known


def test_a_newcomer_is_not_introduced_behind_a_closed_door(cast: Cast) -> None:
    workshops.set_door(cast.house, cast.alice, is_open=False)
    with pytest.raises(DoorClosed):
        _introduce(cast, "phone", "client")


def test_the_cookie_is_stored_nowhere_and_has_another_hash_in_each_workshop(cast: Cast) -> None:
    cast.card("my-cookie")
    cast.send(introduce, Introduction("my-cookie", "client"), code=cast.theirs.code)
    with glance(cast.house) as connection:
        hashes = connection.scalars(select(tables.participant.c.key_hash)).all()
    assert len(set(hashes)) == 2
    assert not any("my-cookie" in key_hash for key_hash in hashes)


def test_who_was_let_in_stays_when_the_door_closes_without_a_row_of_their_own(cast: Cast) -> None:
    early = invite(read_door_key(cast.house, cast.code))
    elsewhere = invite(read_door_key(cast.house, cast.theirs.code))
    assert is_known(cast.house, cast.phone(early))
    with glance(cast.house) as connection:
        assert connection.scalar(select(func.count()).select_from(tables.participant)) == 0
    workshops.set_door(cast.house, cast.alice, is_open=False)
    assert cast.card(early)
    for stranger in (elsewhere, early[:-1] + "!", "late", "\udcff" * 64):
        assert not is_known(cast.house, cast.phone(stranger))
        with pytest.raises(DoorClosed):
            cast.card(stranger)


def test_no_two_phones_are_given_the_same_token(cast: Cast) -> None:
    key = read_door_key(cast.house, cast.code)
    assert len({invite(key) for _ in range(100)}) == 100
    assert key != read_door_key(cast.house, cast.theirs.code)


def test_a_sealed_workshop_remembers_nobody(cast: Cast) -> None:
    early = invite(read_door_key(cast.house, cast.code))
    cast.card(early)
    with housekeeping(cast.house) as connection:
        connection.execute(update(tables.workshop).values(participant_key=None))
    assert not is_known(cast.house, cast.phone(early))


def test_a_removed_device_is_not_let_in_by_its_cookie(cast: Cast) -> None:
    early = invite(read_door_key(cast.house, cast.code))
    cast.card(early)
    with housekeeping(cast.house) as connection:
        connection.execute(update(tables.participant).values(removed=True))
    assert not is_known(cast.house, cast.phone(early))
    workshops.set_door(cast.house, cast.alice, is_open=False)
    with pytest.raises(DoorClosed):
        cast.card(early)
