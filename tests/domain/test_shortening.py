"""The short mode: what is cut first, what never is, and that it can be given back."""

import random

import pytest

from workshop.domain.agenda import Slot, clean_agenda, minutes_after, road_of, total
from workshop.domain.agenda_templates import TEMPLATES, agenda_template
from workshop.domain.errors import ValueUnknown
from workshop.domain.phases import ROAD
from workshop.domain.shortening import CAN_BE_LEFT_OUT, ORDER, Kind, cut, is_cut, shorten, whole
from workshop.domain.words import Phase

DAY = agenda_template("day").slots


def test_what_costs_least_comes_first_and_only_as_much_as_it_takes() -> None:
    left = minutes_after(DAY, Phase.GROUP) - 40
    cuts = shorten(DAY, Phase.GROUP, left)
    assert [(one.phase, one.kind) for one in cuts if one.needed] == [
        (Phase.CAUSES, Kind.DROP),
        (Phase.WEIGH, Kind.HALVE),
    ]
    assert [(one.keeps, one.saves) for one in cuts[:2]] == [(0, 35), (15, 15)]


def test_a_room_in_time_needs_none_of_it() -> None:
    cuts = shorten(DAY, Phase.GROUP, minutes_after(DAY, Phase.GROUP))
    assert cuts
    assert not any(one.needed for one in cuts)


def test_what_was_halved_can_still_be_left_out_for_the_other_half() -> None:
    weigh = [one for one in shorten(DAY, Phase.VOTE, 0) if one.phase is Phase.WEIGH]
    assert [(one.kind, one.keeps, one.saves) for one in weigh] == [
        (Kind.HALVE, 15, 15),
        (Kind.DROP, 0, 15),
    ]


def test_nothing_is_proposed_of_what_is_behind_or_going_on() -> None:
    assert {one.phase for one in shorten(DAY, Phase.IDEATE, 0)} == {Phase.WEIGH, Phase.CLOSE}
    assert shorten(DAY, Phase.CLOSE, 0) == ()
    assert shorten((), Phase.GROUP, 0) == ()


def test_the_frame_the_matrix_the_plan_and_breaks_are_never_cut() -> None:
    assert not {Phase.FRAME, Phase.MATRIX, Phase.PLAN} & {phase for phase, _ in ORDER}
    assert not {Phase.CAPTURE, Phase.GROUP, Phase.CLOSE} & CAN_BE_LEFT_OUT
    assert len(ORDER) == len(set(ORDER))


@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_cut_is_still_an_agenda_and_can_be_given_back(seed: int) -> None:
    chance = random.Random(seed)
    agenda = chance.choice(TEMPLATES).slots
    here = chance.choice([slot.phase for slot in agenda if slot.phase is not None])
    cuts = shorten(agenda, here, chance.randrange(0, 400))
    chosen = [one for one in cuts if chance.random() < 0.5]
    keeps: dict[Phase, int] = {}
    for one in chosen:
        keeps[one.phase] = min(one.keeps, keeps.get(one.phase, one.keeps))

    shorter = clean_agenda(cut(agenda, keeps))

    assert whole(shorter) == agenda
    assert is_cut(shorter) == bool(chosen)
    assert cut(shorter, keeps) == shorter  # a second time changes nothing
    assert sum(slot.promised for slot in shorter) == total(agenda)
    assert set(road_of(shorter)) >= set(road_of(agenda)) - {one.phase for one in chosen}
    behind = ROAD.index(here)
    assert all(ROAD.index(phase) > behind for phase in keeps)
    needed = [one for one in cuts if one.needed]
    assert cuts[: len(needed)] == tuple(needed)


def test_all_that_is_needed_is_enough_or_is_all_there_is() -> None:
    for left in range(0, 260, 7):
        cuts = shorten(DAY, Phase.GROUP, left)
        saved = sum(one.saves for one in cuts if one.needed)
        fits = minutes_after(DAY, Phase.GROUP) - saved <= left
        assert fits or all(one.needed for one in cuts)


@pytest.mark.parametrize(
    ("phase", "minutes"),
    [
        (Phase.MATRIX, 10),
        (Phase.PLAN, 0),
        (Phase.FRAME, 5),
        (Phase.CAPTURE, 0),
        (Phase.CLOSE, 0),
        (Phase.CAUSES, -1),
    ],
)
def test_a_cut_that_is_none_of_these_is_refused(phase: Phase, minutes: int) -> None:
    with pytest.raises(ValueUnknown):
        cut(DAY, {phase: minutes})


def test_a_cut_longer_than_its_phase_leaves_it_as_it_is() -> None:
    assert cut((Slot(Phase.VOTE, 5),), {Phase.VOTE: 9}) == (Slot(Phase.VOTE, 5),)
