"""Two modes that never mix: nothing is lost between them, and links are n to m."""

from dataclasses import replace
from typing import Any

import pytest

from tests.services.cast import Cast
from tests.services.test_races import together
from workshop.domain.errors import ModeMixed, StepUnknown, ValueUnknown
from workshop.domain.words import JourneyMode, Lane, Side
from workshop.services import capture, journeys, lanes, moods, workshops
from workshop.services.actors import Console
from workshop.services.capture import CardRow
from workshop.services.journeys import Step
from workshop.services.templates import StepDraft
from workshop.services.views.room import read_room
from workshop.services.views.workshop import WorkshopView, read_workshop_view


def _view(cast: Cast) -> WorkshopView:
    return read_workshop_view(cast.house, cast.alice)


def _of(cast: Cast, lane: Lane) -> list[Step]:
    return [step for step in _view(cast).steps if step.lane is lane]


@pytest.fixture
def parted(cast: Cast) -> Cast:
    """Alice's three steps as two life cycles."""
    lanes.set_mode(cast.house, cast.alice, "life_cycle")
    return cast


def test_each_side_gets_its_own_steps_linked_one_to_one(parted: Cast) -> None:
    view = _view(parted)
    client, own = _of(parted, Lane.CLIENT), _of(parted, Lane.EMPLOYEE)
    assert view.workshop.mode is JourneyMode.LIFE_CYCLE
    assert [step.id for step in client] == list(parted.steps)
    assert [step.client_title for step in client] == ["Arrive", "Ask", "Leave"]
    assert [step.client_title for step in own] == [
        f"{title}, our side" for title in ("Arrive", "Ask", "Leave")
    ]
    assert {step.employee_title for step in view.steps} == {""}
    assert [(step.position, step.number) for step in view.steps] == [
        *((n, n) for n in (1, 2, 3)),
        *((n + 3, n) for n in (1, 2, 3)),
    ]
    assert view.links == tuple(
        sorted((one.id, other.id) for one, other in zip(client, own, strict=True))
    )


def test_a_step_under_which_nothing_is_written_gets_no_step_of_the_team(cast: Cast) -> None:
    journeys.save_step(cast.house, cast.alice, cast.steps[1], StepDraft("Ask"))
    lanes.set_mode(cast.house, cast.alice, "life_cycle")
    assert len(_of(cast, Lane.EMPLOYEE)) == len(_view(cast).links) == 2


def test_a_journey_without_steps_changes_its_mode_too(cast: Cast) -> None:
    for step in cast.steps:
        journeys.remove_step(cast.house, cast.alice, step)
    for mode in JourneyMode:
        lanes.set_mode(cast.house, cast.alice, mode)
        assert _view(cast).workshop.mode is mode


def test_there_and_back_is_the_same_journey_with_the_same_cards(cast: Cast) -> None:
    mine = cast.card(step=cast.steps[0])
    before = _view(cast)
    lanes.set_mode(cast.house, cast.alice, "life_cycle")
    own = _of(cast, Lane.EMPLOYEE)[1]
    theirs = cast.card(step=own.id, side="employee")
    workshops.push_focus(cast.house, cast.alice, step=str(own.id), side="employee")
    lanes.set_mode(cast.house, cast.alice, "mirror")
    after = _view(cast)
    assert after.steps == before.steps
    assert (after.links, after.workshop.mode) == ((), JourneyMode.MIRROR)
    assert after.workshop.focus_step == str(cast.steps[1])
    assert {card.label: card.step for card in after.cards} == {
        mine: str(cast.steps[0]),
        theirs: str(cast.steps[1]),
    }


def _focus(cast: Cast) -> tuple[str, str]:
    workshop = _view(cast).workshop
    return workshop.focus_step, workshop.focus_side


@pytest.mark.parametrize("side", ["", "client", "employee"])
def test_the_room_goes_on_speaking_of_the_same_step(cast: Cast, side: str) -> None:
    ask = str(cast.steps[1])
    workshops.push_focus(cast.house, cast.alice, step=ask, side=side)
    lanes.set_mode(cast.house, cast.alice, "life_cycle")
    own = str(_of(cast, Lane.EMPLOYEE)[1].id)
    assert _focus(cast) == ((own, "employee") if side == "employee" else (ask, "client"))


@pytest.mark.parametrize("step", ["", "any"])
def test_a_focus_on_no_step_of_its_own_stays(cast: Cast, step: str) -> None:
    workshops.push_focus(cast.house, cast.alice, step=step, side="employee")
    lanes.set_mode(cast.house, cast.alice, "life_cycle")
    assert _focus(cast) == (step, "employee")


def test_a_focus_on_a_side_that_says_nothing_there_leaves_the_step_open(cast: Cast) -> None:
    journeys.save_step(cast.house, cast.alice, cast.steps[1], StepDraft("Ask"))
    workshops.push_focus(cast.house, cast.alice, step=str(cast.steps[1]), side="employee")
    lanes.set_mode(cast.house, cast.alice, "life_cycle")
    assert _focus(cast) == ("", "employee")


def test_a_step_that_is_pushed_brings_its_side_with_it(parted: Cast) -> None:
    for lane in (Lane.CLIENT, Lane.EMPLOYEE):
        step = str(_of(parted, lane)[0].id)
        for side in ("", "client", "employee"):
            workshops.push_focus(parted.house, parted.alice, step=step, side=side)
            assert _focus(parted) == (step, lane)


def test_phones_know_whose_each_step_is(cast: Cast) -> None:
    steps = read_room(cast.house, cast.code).steps
    assert all(step.is_of(side) for step in steps for side in Side)
    lanes.set_mode(cast.house, cast.alice, "life_cycle")
    steps = read_room(cast.house, cast.code).steps
    assert [
        (step.number, step.is_of(Side.CLIENT), step.is_of(Side.EMPLOYEE)) for step in steps
    ] == [
        *((n, True, False) for n in (1, 2, 3)),
        *((n, False, True) for n in (1, 2, 3)),
    ]


def test_the_mode_it_has_already_changes_nothing(parted: Cast) -> None:
    before = _view(parted)
    lanes.set_mode(parted.house, parted.alice, "life_cycle")
    after = _view(parted)
    assert (after.steps, after.links) == (before.steps, before.links)


@pytest.mark.parametrize("mode", ["", "both", "MIRROR", "\x00"])
def test_an_unknown_mode_is_refused(cast: Cast, mode: str) -> None:
    with pytest.raises(ValueUnknown):
        lanes.set_mode(cast.house, cast.alice, mode)


def test_there_is_no_way_back_for_what_would_be_lost(parted: Cast) -> None:
    client, own = _of(parted, Lane.CLIENT), _of(parted, Lane.EMPLOYEE)
    house, alice = parted.house, parted.alice

    def refused() -> int:
        before = _view(parted)
        with pytest.raises(ModeMixed) as no:
            lanes.set_mode(house, alice, "mirror")
        assert _view(parted) == before
        lost = no.value.facts["steps"]
        assert isinstance(lost, int)
        return lost

    lanes.unlink_steps(house, alice, client[0].id, own[0].id)
    assert refused() == 1  # one that meets nobody
    lanes.link_steps(house, alice, client[1].id, own[0].id)
    assert refused() == 2  # two that meet the same
    lanes.unlink_steps(house, alice, client[1].id, own[0].id)
    lanes.link_steps(house, alice, client[0].id, own[0].id)
    journeys.save_step(house, alice, own[2].id, replace(own[2].draft, tools=("CRM",)))
    assert refused() == 1  # one that carries something
    journeys.save_step(house, alice, own[2].id, own[2].draft)
    moods.choose_moods(house, alice, [str(own[1].id)])
    assert refused() == 1  # one that the room was asked about


def test_many_steps_meet_many_and_the_second_time_changes_nothing(parted: Cast) -> None:
    client, own = _of(parted, Lane.CLIENT), _of(parted, Lane.EMPLOYEE)
    for _ in range(2):
        for one in client:
            for other in own:
                lanes.link_steps(parted.house, parted.alice, one.id, other.id)
    assert len(_view(parted).links) == 9
    for _ in range(2):
        lanes.unlink_steps(parted.house, parted.alice, client[0].id, own[1].id)
    assert len(_view(parted).links) == 8


@pytest.mark.parametrize("wrong", [0, -1, 10**30, "any", "\x00"])
def test_a_link_goes_from_a_client_step_to_a_step_of_the_team(parted: Cast, wrong: Any) -> None:
    client, own = _of(parted, Lane.CLIENT), _of(parted, Lane.EMPLOYEE)
    before = _view(parted)
    pairs = [
        (own[0].id, client[0].id),
        (client[0].id, client[1].id),
        (own[0].id, own[1].id),
        (wrong, own[0].id),
        (client[0].id, wrong),
        (parted.their_step, own[0].id),
    ]
    for gesture in (lanes.link_steps, lanes.unlink_steps):
        for one, other in pairs:
            with pytest.raises(StepUnknown):
                gesture(parted.house, parted.alice, one, other)
    assert _view(parted) == before


def test_in_mirror_mode_there_is_nothing_to_link(cast: Cast) -> None:
    with pytest.raises(StepUnknown):
        lanes.link_steps(cast.house, cast.alice, cast.steps[0], cast.steps[1])


def test_the_links_of_a_removed_step_go_with_it(parted: Cast) -> None:
    journeys.remove_step(parted.house, parted.alice, parted.steps[0])
    assert len(_view(parted).links) == 2


def test_each_mode_takes_the_steps_it_has_lanes_for(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    with pytest.raises(ModeMixed):
        journeys.add_step(house, alice, StepDraft("Join", lane=Lane.EMPLOYEE))
    journeys.add_step(house, alice, StepDraft("Come back", lane=Lane.CLIENT))
    assert {step.lane for step in _view(cast).steps} == {Lane.BOTH}
    lanes.set_mode(house, alice, "life_cycle")
    with pytest.raises(ModeMixed):
        journeys.add_step(house, alice, StepDraft("Pay", "Take the money"))
    with pytest.raises(ModeMixed):
        journeys.save_step(house, alice, cast.steps[0], StepDraft("Pay", "Take the money"))
    journeys.add_step(house, alice, StepDraft("Pay"))
    journeys.add_step(house, alice, StepDraft("Join", lane=Lane.EMPLOYEE))
    assert _of(cast, Lane.CLIENT)[-1].client_title == "Pay"
    assert _of(cast, Lane.EMPLOYEE)[-1].client_title == "Join"


def test_saving_a_step_leaves_it_in_its_lane(parted: Cast) -> None:
    own = _of(parted, Lane.EMPLOYEE)[0]
    for lane in Lane:
        journeys.save_step(parted.house, parted.alice, own.id, StepDraft("Join", lane=lane))
        assert _of(parted, Lane.EMPLOYEE)[0].client_title == "Join"


def test_each_lane_has_an_order_of_its_own(parted: Cast) -> None:
    client = [step.id for step in _of(parted, Lane.CLIENT)]
    own = [step.id for step in _of(parted, Lane.EMPLOYEE)]
    journeys.reorder_steps(parted.house, parted.alice, own[::-1])
    assert [step.id for step in _view(parted).steps] == [*client, *own[::-1]]
    journeys.reorder_steps(parted.house, parted.alice, client[::-1])
    assert [step.id for step in _view(parted).steps] == [*client[::-1], *own[::-1]]
    journeys.reorder_steps(parted.house, parted.alice, [*own, *client])
    assert [step.id for step in _view(parted).steps] == [*client, *own]
    for mixed in ([*client[:2], own[0]], client[:2], [*client, own[0]]):
        with pytest.raises(ValueUnknown):
            journeys.reorder_steps(parted.house, parted.alice, mixed)


def test_a_step_that_a_file_names_first_is_of_the_side_that_speaks_of_it(parted: Cast) -> None:
    rows = [
        CardRow("a", "client", "irritant", "Pay"),
        CardRow("b", "employee", "irritant", "Join"),
        CardRow("c", "client", "irritant", "join"),
    ]
    capture.import_cards(parted.house, parted.alice, rows, create_steps=True)
    assert _of(parted, Lane.CLIENT)[-1].client_title == "Pay"
    assert _of(parted, Lane.EMPLOYEE)[-1].client_title == "Join"


def test_a_copy_has_the_same_mode_steps_and_links(parted: Cast) -> None:
    lanes.link_steps(parted.house, parted.alice, parted.steps[2], _of(parted, Lane.EMPLOYEE)[0].id)
    new = workshops.duplicate(parted.house, parted.alice, title="Again")
    copy = read_workshop_view(parted.house, Console(new.code))
    mine = _view(parted)
    assert copy.workshop.mode is JourneyMode.LIFE_CYCLE
    assert [step.draft for step in copy.steps] == [step.draft for step in mine.steps]
    places = [{step.id: step.position for step in view.steps} for view in (mine, copy)]
    linked = [
        sorted((place[one], place[other]) for one, other in view.links)
        for place, view in zip(places, (mine, copy), strict=True)
    ]
    assert linked[0] == linked[1] != []


def test_of_several_who_change_the_mode_at_once_one_does_it(cast: Cast) -> None:
    together(6, lambda _: lanes.set_mode(cast.house, cast.alice, "life_cycle"))
    view = _view(cast)
    assert (len(view.steps), len(view.links)) == (6, 3)
    together(6, lambda _: lanes.set_mode(cast.house, cast.bob, "mirror"))
    assert (len(_view(cast).steps), _view(cast).links) == (3, ())


def test_of_several_who_link_two_steps_at_once_nobody_is_refused(parted: Cast) -> None:
    client, own = _of(parted, Lane.CLIENT)[0], _of(parted, Lane.EMPLOYEE)[2]
    together(6, lambda _: lanes.link_steps(parted.house, parted.bob, client.id, own.id))
    assert _view(parted).links.count((client.id, own.id)) == 1
