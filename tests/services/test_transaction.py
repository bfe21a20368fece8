"""One gesture, one transaction: who may, what moves, who is told, and when."""

import pytest

from tests.services.cast import Cast
from workshop.domain.errors import WorkshopUnknown
from workshop.domain.gestures import Gesture
from workshop.domain.words import Phase, Role
from workshop.live import News
from workshop.services import workshops
from workshop.services.actors import Console, Visitor
from workshop.services.house import House
from workshop.services.transaction import (
    bump,
    change,
    find_workshop,
    housekeeping,
    set_workshop,
    snapshot,
)


def _stand(cast: Cast) -> tuple[int, int]:
    with snapshot(cast.house, cast.alice) as seen:
        return seen.workshop.revision, seen.workshop.room_revision


def test_a_change_moves_the_revision_and_leaves_the_phones_asleep(cast: Cast) -> None:
    revision, room_revision = _stand(cast)
    with change(cast.house, cast.alice, Gesture.FRAME) as deed:
        assert deed.revision == revision + 1
        set_workshop(deed, scope="Wider")
    assert _stand(cast) == (revision + 1, room_revision)


def test_a_change_of_the_room_moves_both_revisions(cast: Cast) -> None:
    revision, room_revision = _stand(cast)
    with change(cast.house, cast.alice, Gesture.FRAME, room=True) as deed:
        set_workshop(deed, scope="Wider")
    assert _stand(cast) == (revision + 1, room_revision + 1)


def test_a_change_that_changes_nothing_is_taken_back_and_tells_nobody(cast: Cast) -> None:
    before, known = _stand(cast), cast.house.hub.known(cast.code)
    with change(cast.house, cast.alice, Gesture.FRAME, room=True) as deed:
        set_workshop(deed, scope=deed.workshop.scope)
    assert _stand(cast) == before
    assert cast.house.hub.known(cast.code) == known


def test_a_change_that_fails_leaves_nothing_behind_and_tells_nobody(cast: Cast) -> None:
    before, known = _stand(cast), cast.house.hub.known(cast.code)
    with pytest.raises(RuntimeError), change(cast.house, cast.alice, Gesture.FRAME):
        raise RuntimeError
    assert _stand(cast) == before
    assert cast.house.hub.known(cast.code) == known


def test_the_news_carry_the_phase_that_the_gesture_left(cast: Cast) -> None:
    workshops.set_phase(cast.house, cast.alice, "matrix")
    assert cast.house.hub.known(cast.code) == News(cast.code, *_stand(cast), Phase.MATRIX)


def test_the_console_the_owner_and_a_helper_may_change_a_workshop(cast: Cast) -> None:
    for actor in (Console(cast.code), cast.alice, cast.bob):
        with change(cast.house, actor, Gesture.FRAME) as deed:
            assert deed.workshop.code == cast.code


def test_the_laptop_s_own_account_may_change_any_workshop(cast: Cast, house: House) -> None:
    from workshop.services import signin

    cookie = signin.use_signin_link(house, signin.new_signin_link(house))
    for code in (cast.code, cast.theirs.code):
        with change(house, Visitor(code, cookie, Role.FACILITATOR), Gesture.FRAME) as deed:
            assert deed.workshop.code == code


def test_others_are_told_that_there_is_no_such_workshop(cast: Cast) -> None:
    for actor in (
        cast.charlie,
        cast.sam,
        Visitor(cast.code, cast.sam.token, Role.FACILITATOR),
        Visitor(cast.code, "no such cookie", Role.FACILITATOR),
        Visitor(cast.code, "", Role.FACILITATOR),
        Visitor(cast.code, "\x00\ud800", Role.FACILITATOR),
    ):
        before = _stand(cast)
        with pytest.raises(WorkshopUnknown), change(cast.house, actor, Gesture.FRAME):
            pytest.fail("somebody without the right got in")
        with pytest.raises(WorkshopUnknown), snapshot(cast.house, actor):
            pytest.fail("somebody without the right looked in")
        assert _stand(cast) == before


@pytest.mark.parametrize("code", ["ZZZZZZ", "", "abc", "ABC23\x00", "\ud800" * 6, "A" * 10_000])
def test_a_code_that_opens_nothing_is_unknown_whatever_it_holds(house: House, code: str) -> None:
    with pytest.raises(WorkshopUnknown), change(house, Console(code), Gesture.FRAME):
        pytest.fail("there is no such workshop")
    with pytest.raises(WorkshopUnknown), snapshot(house, Console(code)):
        pytest.fail("there is no such workshop")
    with housekeeping(house) as connection:
        with pytest.raises(WorkshopUnknown):
            bump(connection, code)
        with pytest.raises(WorkshopUnknown):
            find_workshop(connection, code)


def test_a_sponsor_looks_in_once_the_page_is_open_and_never_changes_anything(cast: Cast) -> None:
    with pytest.raises(WorkshopUnknown), snapshot(cast.house, cast.sam, Role.SPONSOR):
        pytest.fail("the page is closed")
    workshops.open_to_sponsor(cast.house, cast.alice, is_open=True)
    with snapshot(cast.house, cast.sam, Role.SPONSOR) as seen:
        assert seen.workshop.code == cast.code
    with pytest.raises(WorkshopUnknown), snapshot(cast.house, cast.sam):
        pytest.fail("a sponsor is no facilitator")
    workshops.open_to_sponsor(cast.house, cast.alice, is_open=False)
    with pytest.raises(WorkshopUnknown), snapshot(cast.house, cast.sam, Role.SPONSOR):
        pytest.fail("the page is closed again")


def test_secrets_stay_out_of_what_a_log_would_show(cast: Cast) -> None:
    with snapshot(cast.house, cast.alice) as seen:
        shown = repr(seen.workshop)
        key = seen.workshop.participant_key
    assert str(key) not in shown
    assert cast.alice.token not in repr(cast.alice)
    assert cast.phone("a-cookie").token not in repr(cast.phone("a-cookie"))
    assert cast.new.recovery_code not in repr(cast.new)
    assert cast.sent("a-cookie").token not in repr(cast.sent("a-cookie"))
