"""The road, and what phones may do on it."""

import pytest

from workshop.domain.errors import NotFound, ValueUnknown, WorkshopError, WorkshopUnknown
from workshop.domain.phases import (
    ROAD,
    PhoneGesture,
    Rights,
    default_rights,
    next_phase,
    read_rights,
    rights_of,
    write_rights,
)
from workshop.domain.words import Phase, Sees, Side


def test_the_road_has_the_thirteen_phases_in_order() -> None:
    assert " ".join(ROAD) == (
        "frame journeys mood capture group matrix vote causes ideate weigh plan close follow"
    )


def test_going_on_visits_every_phase_once_and_ends() -> None:
    seen, phase = [], next_phase(Phase.FRAME)
    while phase is not None:
        seen.append(phase)
        phase = next_phase(phase)
    assert seen == list(ROAD[1:])


def test_a_shorter_road_leaves_phases_out_even_when_one_stands_beside_it() -> None:
    road = (Phase.FRAME, Phase.CAPTURE, Phase.MATRIX)
    assert next_phase(Phase.FRAME, road) is Phase.CAPTURE
    assert next_phase(Phase.GROUP, road) is Phase.MATRIX
    assert next_phase(Phase.MATRIX, road) is None


WHERE = {
    PhoneGesture.ADD_CARD: {Phase.CAPTURE},
    PhoneGesture.ME_TOO: {Phase.CAPTURE},
    PhoneGesture.MOOD: {Phase.MOOD},
    PhoneGesture.SAME: {Phase.GROUP},
    PhoneGesture.MIRROR: {Phase.GROUP, Phase.MATRIX},
    PhoneGesture.PLACE: {Phase.MATRIX},
    PhoneGesture.VOTE: {Phase.VOTE},
    PhoneGesture.ADD_SOLUTION: {Phase.IDEATE},
    PhoneGesture.HELP: {Phase.IDEATE, Phase.WEIGH},
    PhoneGesture.RATE: {Phase.WEIGH},
}


@pytest.mark.parametrize("gesture", PhoneGesture)
def test_each_gesture_is_open_in_its_own_phases_unless_the_workshop_says_otherwise(
    gesture: PhoneGesture,
) -> None:
    assert {phase for phase in Phase if gesture in default_rights(phase).may} == WHERE[gesture]


def test_what_the_workshop_says_of_a_phase_replaces_the_default_of_that_phase_alone() -> None:
    said = {"capture": write_rights(read_rights(["add_card"], "count"))}
    assert rights_of(Phase.CAPTURE, said) == Rights(frozenset({PhoneGesture.ADD_CARD}), Sees.COUNT)
    assert rights_of(Phase.IDEATE, said) == default_rights(Phase.IDEATE)


def test_me_too_waits_for_the_reveal_where_phones_do_not_see_the_cards() -> None:
    said = {"capture": write_rights(read_rights(["add_card", "me_too"], "nothing"))}
    assert PhoneGesture.ME_TOO not in rights_of(Phase.CAPTURE, said).may
    revealed = rights_of(Phase.CAPTURE, said, revealed=True)
    assert PhoneGesture.ME_TOO in revealed.may
    assert revealed.sees is Sees.EVERYTHING


def test_the_reveal_gives_no_gesture_that_the_phase_does_not_have() -> None:
    assert rights_of(Phase.FRAME, {}, revealed=True).may == frozenset()


@pytest.mark.parametrize(("may", "sees"), [(["fly"], "count"), (["vote"], "all")])
def test_rights_of_unknown_words_are_refused(may: list[str], sees: str) -> None:
    with pytest.raises(ValueUnknown):
        read_rights(may, sees)


def test_each_side_has_the_other() -> None:
    assert [side.other for side in Side] == [Side.EMPLOYEE, Side.CLIENT]


def test_an_error_carries_its_code_and_its_facts() -> None:
    error = WorkshopUnknown(code="ABC234")
    assert isinstance(error, NotFound)
    assert (error.code, error.facts) == ("workshop_unknown", {"code": "ABC234"})


def test_no_two_errors_have_the_same_code() -> None:
    codes = [error.code for error in _all_below(WorkshopError)]
    assert len(set(codes)) == len(codes)


def _all_below(error: type[WorkshopError]) -> list[type[WorkshopError]]:
    return [error, *(found for below in error.__subclasses__() for found in _all_below(below))]
