"""The road, and what phones may do on it."""

import pytest

from workshop.domain.errors import NotFound, WorkshopError, WorkshopUnknown
from workshop.domain.phases import ROAD, PhoneGesture, allowed, next_phase
from workshop.domain.words import Phase, Side


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


@pytest.mark.parametrize("phase", Phase)
def test_phones_send_cards_in_capture_and_ideas_in_ideate_only(phase: Phase) -> None:
    assert (PhoneGesture.ADD_CARD in allowed(phase)) == (phase is Phase.CAPTURE)
    assert (PhoneGesture.ME_TOO in allowed(phase)) == (phase is Phase.CAPTURE)
    assert (PhoneGesture.ADD_SOLUTION in allowed(phase)) == (phase is Phase.IDEATE)


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
