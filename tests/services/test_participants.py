"""Who a phone is: a keyed hash, a side, a role family, and nothing else."""

import pytest
from sqlalchemy import select

from tests.services.cast import Cast
from workshop.domain.errors import DoorClosed, ValueUnknown
from workshop.services import workshops
from workshop.services.participants import Arrival, Introduction, arrive, introduce
from workshop.services.transaction import glance
from workshop.services.views.room import is_known, read_myself
from workshop.storage import tables


def _introduce(cast: Cast, token: str, speaks_for: str, family: str = "") -> object:
    answer: object = cast.send(introduce, Introduction(token, speaks_for, family))
    return answer


def test_a_participant_speaks_for_the_team_until_they_say_otherwise(cast: Cast) -> None:
    cast.card("phone")
    assert read_myself(cast.house, cast.phone("phone")).speaks_for == "employee"
    workshops.frame(cast.house, cast.alice, {}, families=["Counter"])
    answer = _introduce(cast, "phone", "client", "Counter")
    assert answer == {"speaks_for": "client", "role": "Counter"}
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


def test_who_opened_the_page_stays_when_the_door_closes(cast: Cast) -> None:
    assert not is_known(cast.house, cast.phone("early"))
    assert cast.send(arrive, Arrival("early")) is True
    assert is_known(cast.house, cast.phone("early"))
    before = cast.house.hub.known(cast.code)
    assert cast.send(arrive, Arrival("early")) is True
    assert cast.house.hub.known(cast.code) == before
    workshops.set_door(cast.house, cast.alice, is_open=False)
    assert cast.send(arrive, Arrival("early")) is True
    assert cast.send(arrive, Arrival("late")) is False
    assert cast.card("early")
