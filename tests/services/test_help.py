"""Help with an idea: a name beside it for the facilitator, and nothing that leads to the phone."""

import random
import uuid

import pytest
from sqlalchemy import select, update

from tests.services.cast import Cast
from tests.services.test_races import together
from workshop.domain.errors import (
    DoorClosed,
    PhaseClosed,
    SolutionUnknown,
    TextEmpty,
    TextTooLong,
    WorkshopError,
    WorkshopSealed,
)
from workshop.domain.gestures import Gesture
from workshop.services import participants, rights, solutions, workshops
from workshop.services.help import HelpSent, offer_help, remove_helper
from workshop.services.sealing import seal
from workshop.services.solutions import SolutionSent, add_solutions
from workshop.services.transaction import change, find_workshop, glance
from workshop.services.views.help import HelpTask
from workshop.services.views.room import read_myself
from workshop.services.views.sponsor import read_sponsor_view
from workshop.services.views.workshop import read_workshop_view
from workshop.storage import tables

FLOOR = 5


@pytest.fixture
def idea(cast: Cast) -> str:
    """An idea in a room where as many as the floor have spoken, in ideate."""
    cast.cards(FLOOR)
    label = solutions.add_solution(cast.house, cast.alice, title="Call back")
    workshops.set_phase(cast.house, cast.alice, "ideate")
    return label


def _helpers(cast: Cast) -> list[tuple[str, ...]]:
    return [line.helpers for line in read_workshop_view(cast.house, cast.alice).solutions]


def test_an_offer_is_cleaned_and_stands_beside_its_idea(cast: Cast, idea: str) -> None:
    answer = cast.send(offer_help, HelpSent("phone", idea.lower(), " Ada\n\u202eMartin "))
    assert answer == {"solution": idea, "on": True, "name": "Ada Martin"}
    assert _helpers(cast) == [("Ada Martin",)]


def test_the_last_word_of_a_phone_counts_once(cast: Cast, idea: str) -> None:
    for name in ("Ada", "Ada", "Ada M."):
        cast.send(offer_help, HelpSent("phone", idea, name))
    assert _helpers(cast) == [("Ada M.",)]
    before = read_workshop_view(cast.house, cast.alice).workshop.revision
    cast.send(offer_help, HelpSent("phone", idea, "Ada M."))
    assert read_workshop_view(cast.house, cast.alice).workshop.revision == before
    for _ in range(2):
        back = cast.send(offer_help, HelpSent("phone", idea, "Ada", on=False))
        assert back == {"solution": idea, "on": False, "name": ""}
    assert _helpers(cast) == [()]


def test_a_name_that_somebody_else_typed_is_taken_off(cast: Cast, idea: str) -> None:
    """A device that is removed leads to none of its offers: the facilitator needs another way."""
    for phone, name in (("troll", "The chief"), ("phone", "Ada"), ("tablet", "The chief")):
        cast.send(offer_help, HelpSent(phone, idea, name))
    other = solutions.add_solution(cast.house, cast.alice, title="Write back")
    cast.send(offer_help, HelpSent("troll", other, "The chief"))
    for _ in range(2):
        remove_helper(cast.house, cast.bob, idea, "The chief")
    assert _helpers(cast) == [("Ada",), ("The chief",)]
    with pytest.raises(SolutionUnknown):
        remove_helper(cast.house, cast.alice, "S9", "Ada")
    cast.send(offer_help, HelpSent("troll", idea, "Bob"))
    assert set(_helpers(cast)[0]) == {"Ada", "Bob"}


def test_several_people_help_and_share_a_name_if_they_do(cast: Cast, idea: str) -> None:
    for token in ("one", "two"):
        cast.send(offer_help, HelpSent(token, idea, "Ada"))
    cast.send(offer_help, HelpSent("one", idea, "", on=False))
    assert _helpers(cast) == [("Ada",)]


@pytest.mark.parametrize(
    ("sent", "refusal"),
    [
        (HelpSent("phone", "S9", "Ada"), SolutionUnknown),
        (HelpSent("phone", "S99999999999", "Ada"), SolutionUnknown),
        (HelpSent("phone", "T1", "Ada"), SolutionUnknown),
        (HelpSent("phone", "S1\x00", "Ada"), SolutionUnknown),
        (HelpSent("phone", "S1", " \u200b"), TextEmpty),
        (HelpSent("phone", "S1", "a" * 61), TextTooLong),
    ],
)
def test_an_offer_that_breaks_a_rule_is_refused(
    cast: Cast, idea: str, sent: HelpSent, refusal: type[WorkshopError]
) -> None:
    with pytest.raises(refusal):
        cast.send(offer_help, sent)
    assert _helpers(cast) == [()]


def test_help_is_offered_where_ideas_are_read_behind_an_open_door(cast: Cast, idea: str) -> None:
    workshops.set_door(cast.house, cast.alice, is_open=False)
    with pytest.raises(DoorClosed):
        cast.send(offer_help, HelpSent("newcomer", idea, "Ada"))
    workshops.set_door(cast.house, cast.alice, is_open=True)
    workshops.set_phase(cast.house, cast.alice, "capture")
    with pytest.raises(PhaseClosed):
        cast.send(offer_help, HelpSent("phone", idea, "Ada"))
    rights.set_rights(cast.house, cast.alice, "ideate", may=["help"], sees="count")
    workshops.set_phase(cast.house, cast.alice, "ideate")
    with pytest.raises(PhaseClosed):
        cast.send(offer_help, HelpSent("phone", idea, "Ada"))
    assert read_myself(cast.house, cast.phone("phone")).help == ()


def test_a_sealed_workshop_takes_no_name(cast: Cast, idea: str) -> None:
    cast.send(offer_help, HelpSent("phone", idea, "Ada"))
    seal(cast.house, cast.alice, typed_code=cast.code)
    with pytest.raises(WorkshopSealed):
        cast.send(offer_help, HelpSent("phone", idea, "Ada", on=False))
    assert read_myself(cast.house, cast.phone("phone")).help == ()
    assert _helpers(cast) == [("Ada",)]


def test_a_phone_sees_its_own_offers_and_nobody_else_s(cast: Cast, idea: str) -> None:
    other = solutions.add_solution(cast.house, cast.alice, title="Write back")
    cast.send(offer_help, HelpSent("phone", idea, "Ada"))
    mine = read_myself(cast.house, cast.phone("phone")).help
    assert set(mine) == {HelpTask(idea, "Call back", "Ada"), HelpTask(other, "Write back")}
    for token in ("other", "never seen"):
        theirs = read_myself(cast.house, cast.phone(token)).help
        assert [task.name for task in theirs] == [None, None]


def test_ideas_are_shown_to_phones_from_the_floor_on_unless_set_aside(cast: Cast) -> None:
    solutions.add_solution(cast.house, cast.alice, title="Call back")
    cast.cards(FLOOR - 1)
    workshops.set_phase(cast.house, cast.alice, "ideate")
    assert read_myself(cast.house, cast.phone("phone")).help == ()
    workshops.set_phase(cast.house, cast.alice, "capture")
    cast.card()
    workshops.set_phase(cast.house, cast.alice, "ideate")
    assert len(read_myself(cast.house, cast.phone("phone")).help) == 1
    with change(cast.house, cast.alice, Gesture.FRAME) as deed:
        deed.connection.execute(update(tables.solution).values(status="set_aside"))
    assert read_myself(cast.house, cast.phone("phone")).help == ()


def test_a_sponsor_s_view_holds_no_name(cast: Cast, idea: str) -> None:
    cast.send(offer_help, HelpSent("phone", idea, "Zenobia"))
    workshops.open_to_sponsor(cast.house, cast.alice, is_open=True)
    assert "Zenobia" not in repr(read_sponsor_view(cast.house, cast.sam))


def test_what_is_stored_leads_to_no_participant_nor_to_another_offer(cast: Cast, idea: str) -> None:
    other = solutions.add_solution(cast.house, cast.alice, title="Write back")
    cast.send(add_solutions, SolutionSent("phone", str(uuid.uuid4()), "Mine"))
    for label in (idea, other):
        cast.send(offer_help, HelpSent("phone", label, "Ada"))
    with glance(cast.house) as connection:
        keys = list(connection.scalars(select(tables.help_offer.c.help_key)))
        workshop = find_workshop(connection, cast.code)
        people = set(connection.scalars(select(tables.participant.c.key_hash)))
    assert len(set(keys)) == 2
    assert not people.intersection(keys)
    assert participants.hash_participant(workshop, "phone") in people
    assert {column.name for column in tables.help_offer.columns} == {
        "id",
        "solution_id",
        "help_key",
        "rank",
        "name",
    }


def test_an_offer_goes_with_its_idea(cast: Cast, idea: str) -> None:
    cast.send(offer_help, HelpSent("phone", idea, "Ada"))
    solutions.remove_solution(cast.house, cast.alice, idea)
    with glance(cast.house) as connection:
        assert connection.execute(select(tables.help_offer)).all() == []


def test_a_phone_that_says_it_ten_times_at_once_helps_once(cast: Cast, idea: str) -> None:
    def say(number: int) -> None:
        cast.send(offer_help, HelpSent("phone", idea, f"Ada {number % 2}"))

    together(10, say)
    [names] = _helpers(cast)
    assert len(names) == 1
    assert names[0] in ("Ada 0", "Ada 1")


def test_names_come_in_no_order_of_arrival(cast: Cast, idea: str) -> None:
    names = [f"Name {number:02}" for number in range(20)]
    tokens = random.Random(1).sample(range(1000), 20)
    for name, token in zip(names, tokens, strict=True):
        cast.send(offer_help, HelpSent(f"phone {token}", idea, name))
    [shown] = _helpers(cast)
    assert sorted(shown) == names
    assert list(shown) != names
