"""Who a phone is: a keyed hash, a side, a role family, and nothing else."""

from typing import Any

import pytest
from sqlalchemy import func, select, update

from tests.services.cast import Cast
from workshop.domain.errors import DoorClosed, ValueUnknown
from workshop.domain.nicknames import nickname
from workshop.domain.words import Origin
from workshop.services import workshops
from workshop.services.archive.reading import read_archive
from workshop.services.participants import Introduction, introduce, invite
from workshop.services.transaction import glance, housekeeping, snapshot
from workshop.services.views.room import is_known, read_door_key, read_myself, read_room
from workshop.services.views.workshop import read_workshop_view
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


def _say(cast: Cast, token: str, **values: str) -> Any:
    return cast.send(introduce, Introduction(token, **values))


def test_a_phone_says_that_it_is_a_table_s_and_takes_part_from_elsewhere(cast: Cast) -> None:
    assert _say(cast, "phone", origin="table")["origin"] == "table"
    mine = read_myself(cast.house, cast.phone("phone"))
    assert (mine.known, mine.origin, mine.away) == (True, Origin.TABLE, False)
    assert _say(cast, "phone", where="away") == {
        "speaks_for": "employee",
        "role": "",
        "origin": "table",
        "where": "away",
    }
    _say(cast, "phone", origin="phone")
    mine = read_myself(cast.house, cast.phone("phone"))
    assert (mine.origin, mine.away) == (Origin.PHONE, True)
    assert _say(cast, "phone", where="room")["where"] == "room"


def test_what_is_not_said_stays_as_it_was(cast: Cast) -> None:
    workshops.frame(cast.house, cast.alice, {}, families=["Counter", "Post"])
    _introduce(cast, "phone", "client", "Counter")
    assert _say(cast, "phone", origin="table")["role"] == "Counter"
    assert _say(cast, "phone", family="Post")["speaks_for"] == "client"
    assert _say(cast, "phone", speaks_for="employee") == {
        "speaks_for": "employee",
        "role": "",
        "origin": "table",
        "where": "room",
    }


@pytest.mark.parametrize(
    ("name", "value"), [("origin", "hand"), ("origin", "rehearsal"), ("where", "moon")]
)
def test_a_phone_is_a_phone_or_a_table_s_here_or_elsewhere(
    cast: Cast, name: str, value: str
) -> None:
    with pytest.raises(ValueUnknown) as refused:
        _say(cast, "phone", **{name: value})
    assert refused.value.facts["field"] == name


def test_a_simulated_phone_stays_marked(cast: Cast) -> None:
    cast.card("phone")
    with housekeeping(cast.house) as connection:
        connection.execute(update(tables.participant).values(origin=Origin.REHEARSAL))
    assert _say(cast, "phone", origin="table")["origin"] == "rehearsal"
    assert read_workshop_view(cast.house, cast.alice).room.rehearsal == 1


def test_who_says_what_is_assumed_is_here_and_saying_it_again_changes_nothing(cast: Cast) -> None:
    with snapshot(cast.house, cast.alice) as seen:
        before = seen.workshop.revision
    for _ in range(2):
        _introduce(cast, "phone", "employee")
        with snapshot(cast.house, cast.alice) as seen:
            assert seen.workshop.revision == before + 1
    assert read_workshop_view(cast.house, cast.alice).room.here == 1


def test_of_introductions_that_come_together_the_last_counts(cast: Cast) -> None:
    sent = [
        cast.writer.submit(cast.code, introduce, Introduction(token, side))
        for token, side in (("a", "client"), ("b", "client"), ("a", "employee"), ("b", "supplier"))
    ]
    told = [future.exception(30) or future.result()["speaks_for"] for future in sent]
    assert told[:3] == ["client", "client", "employee"]
    assert isinstance(told[3], ValueUnknown)
    sides = [read_myself(cast.house, cast.phone(token)).speaks_for for token in ("a", "b")]
    assert sides == ["employee", "client"]


def test_a_phone_has_a_nickname_only_where_the_workshop_gives_them(cast: Cast) -> None:
    tokens = ("phone", "other", "third", "fourth")
    for token in tokens:
        cast.card(token)
    assert read_myself(cast.house, cast.phone("phone")).nickname == ""
    with snapshot(cast.house, cast.alice) as seen:
        before = seen.workshop.room_revision
    workshops.save_settings(cast.house, cast.alice, nicknames=True)
    room = read_room(cast.house, cast.code)
    assert (room.nicknames, room.room_revision) == (True, before + 1)
    names = [read_myself(cast.house, cast.phone(token)).nickname for token in tokens]
    assert all(names)
    assert len(set(names)) > 1  # two may meet by chance
    again = read_myself(cast.house, cast.phone("phone")).nickname
    workshops.save_settings(cast.house, cast.alice, language="fr")
    french = read_myself(cast.house, cast.phone("phone")).nickname
    assert again == names[0] != french
    assert read_myself(cast.house, cast.phone("stranger")).nickname == ""


def test_a_nickname_said_aloud_tells_nobody_with_the_file_whose_cards_are_whose(
    cast: Cast,
) -> None:
    workshops.save_settings(cast.house, cast.alice, nicknames=True)
    tokens = [f"phone-{n}" for n in range(20)]
    for token in tokens:
        cast.card(token)
    names = {read_myself(cast.house, cast.phone(token)).nickname for token in tokens}
    with snapshot(cast.house, cast.alice) as seen:
        told = read_archive(seen)
    guessed = {nickname(person.voice, "en") for person in told.participants}
    assert len(names & guessed) < 5  # of some three thousand names two may meet by chance
