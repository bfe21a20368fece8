"""The agenda: what is one, the road it makes, and the clock that runs along it."""

from datetime import UTC, datetime, timedelta

import pytest

from workshop.domain.agenda import (
    OVER_AFTER,
    Agenda,
    Slot,
    break_after,
    clean_agenda,
    clock_of,
    first_phase,
    minutes_after,
    minutes_before,
    read_agenda,
    road_of,
    total,
    write_agenda,
)
from workshop.domain.errors import AgendaOutOfOrder, NumberOutOfRange, ValueUnknown
from workshop.domain.phases import ROAD
from workshop.domain.shortening import whole
from workshop.domain.words import Phase

NINE = datetime(2026, 3, 31, 9, 0, tzinfo=UTC)
DAY: Agenda = (
    Slot(Phase.FRAME, 10),
    Slot(Phase.CAPTURE, 20),
    Slot(None, 15),
    Slot(Phase.MATRIX, 15),
    Slot(Phase.PLAN, 30),
)


def after(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def test_without_an_agenda_the_whole_road_is_walked_and_no_clock_runs() -> None:
    assert road_of(()) == ROAD
    assert first_phase(()) is None
    assert clock_of((), NINE, Phase.CAPTURE, NINE, NINE) is None


def test_the_road_of_an_agenda_is_its_phases_and_then_the_follow_up() -> None:
    kept = (Phase.FRAME, Phase.CAPTURE, Phase.MATRIX, Phase.PLAN, Phase.FOLLOW)
    assert road_of(DAY) == kept
    assert first_phase(DAY) is Phase.FRAME
    assert road_of((*DAY[:3], Slot(Phase.MATRIX, 0, cut=15), DAY[4])) == (*kept[:2], *kept[3:])


def test_an_agenda_is_kept_as_it_was() -> None:
    cut = (*DAY[:4], Slot(Phase.PLAN, 20, cut=10))
    assert read_agenda(write_agenda(cut)) == cut
    assert read_agenda([]) == ()
    assert read_agenda([{"phase": "plan", "minutes": 20}]) == (Slot(Phase.PLAN, 20),)


@pytest.mark.parametrize(
    "slots",
    [
        (Slot(Phase.PLAN, 5), Slot(Phase.FRAME, 5)),
        (Slot(Phase.PLAN, 5), Slot(Phase.PLAN, 5)),
        (Slot(Phase.PLAN, 5), Slot(Phase.FOLLOW, 5)),
        (Slot(None, 5), Slot(Phase.PLAN, 5)),
        (Slot(Phase.PLAN, 5), Slot(None, 5)),
        (Slot(None, 5),),
        (Slot(Phase.FRAME, 5), Slot(None, 5), Slot(None, 5), Slot(Phase.PLAN, 5)),
    ],
)
def test_what_is_out_of_order_is_no_agenda(slots: Agenda) -> None:
    with pytest.raises(AgendaOutOfOrder):
        clean_agenda(slots)


@pytest.mark.parametrize(
    "slot",
    [
        Slot(Phase.PLAN, 0),
        Slot(Phase.PLAN, -5, cut=10),
        Slot(Phase.PLAN, 241),
        Slot(Phase.PLAN, 5, cut=-1),
        Slot(Phase.PLAN, 5, cut=241),
        Slot(Phase.PLAN, 1.5),  # type: ignore[arg-type]
        Slot(Phase.PLAN, True),
        Slot(Phase.PLAN, float("nan")),  # type: ignore[arg-type]
        Slot(Phase.PLAN, 10, cut="5"),  # type: ignore[arg-type]
    ],
)
def test_minutes_are_within_reason(slot: Slot) -> None:
    with pytest.raises(NumberOutOfRange):
        clean_agenda([slot])


@pytest.mark.parametrize(("minutes", "cut"), [(0, 240), (120, 120), (1, 239)])
def test_what_was_cut_can_always_be_given_back(minutes: int, cut: int) -> None:
    [slot] = clean_agenda([Slot(Phase.PLAN, minutes, cut=cut)])
    assert clean_agenda(whole((slot,))) == (Slot(Phase.PLAN, minutes + cut),)
    with pytest.raises(NumberOutOfRange) as refused:
        clean_agenda([Slot(Phase.PLAN, minutes, cut=cut + 1)])
    assert refused.value.facts == {"field": "cut", "low": 0, "high": cut}


def test_a_phase_that_is_none_is_refused() -> None:
    with pytest.raises(ValueUnknown):
        read_agenda([{"phase": "lunch", "minutes": 60}])


def test_minutes_come_before_and_after_a_phase_that_is_there_or_not() -> None:
    assert total(DAY) == 90
    assert [minutes_before(DAY, phase) for phase in (Phase.FRAME, Phase.MATRIX)] == [0, 45]
    assert [minutes_after(DAY, phase) for phase in (Phase.FRAME, Phase.PLAN)] == [80, 0]
    assert (minutes_before(DAY, Phase.MOOD), minutes_after(DAY, Phase.MOOD)) == (10, 80)
    assert (minutes_before(DAY, Phase.CLOSE), minutes_after(DAY, Phase.CLOSE)) == (90, 0)


def test_a_break_is_found_after_the_phase_before_it_also_from_outside_the_road() -> None:
    assert break_after(DAY, Phase.CAPTURE) == 15
    assert break_after(DAY, Phase.FRAME) == 0
    assert break_after(DAY, Phase.PLAN) == 0
    assert break_after(DAY, Phase.GROUP) == 0  # walked in already: the break lies behind
    assert break_after((), Phase.CAPTURE) == 0


def test_two_breaks_are_one_where_all_between_them_was_cut() -> None:
    cut = (*DAY[:3], Slot(Phase.MATRIX, 0, cut=15), Slot(None, 10), DAY[4])
    assert break_after(cut, Phase.CAPTURE) == 25


def test_the_clock_runs_with_the_room() -> None:
    clock = clock_of(DAY, NINE, Phase.CAPTURE, after(10), after(16.5))
    assert clock is not None
    assert (clock.slot_minutes, clock.slot_left, clock.late_minutes) == (20, 13, 0)
    assert clock.ends_at == clock.promised_end == after(90)


def test_a_phase_that_lasts_makes_the_room_late() -> None:
    clock = clock_of(DAY, NINE, Phase.CAPTURE, after(12), after(42))
    assert clock is not None
    assert (clock.slot_left, clock.late_minutes, clock.ends_at) == (0, 12, after(102))


def test_a_room_that_is_quick_ends_early_and_is_not_late() -> None:
    clock = clock_of(DAY, NINE, Phase.PLAN, after(40), after(41))
    assert clock is not None
    assert (clock.late_minutes, clock.ends_at) == (0, after(70))


def test_while_the_break_before_a_phase_runs_nothing_of_it_is_used_up() -> None:
    clock = clock_of(DAY, NINE, Phase.MATRIX, after(45), after(32))
    assert clock is not None
    assert (clock.slot_left, clock.late_minutes) == (15, 0)
    assert clock.ends_at == after(90)


def test_minutes_that_were_cut_make_up_for_being_late() -> None:
    cut = (*DAY[:4], Slot(Phase.PLAN, 20, cut=10))
    late, made_up = (
        clock_of(agenda, NINE, Phase.MATRIX, after(55), after(60)) for agenda in (DAY, cut)
    )
    assert late is not None
    assert made_up is not None
    assert (late.late_minutes, made_up.late_minutes) == (10, 0)
    assert made_up.promised_end == after(90)


def test_a_phase_that_the_agenda_leaves_out_has_no_minutes_and_makes_late() -> None:
    clock = clock_of(DAY, NINE, Phase.GROUP, after(45), after(50))
    assert clock is not None
    assert (clock.slot_minutes, clock.slot_left) == (0, 0)
    assert clock.ends_at == after(95)


def test_no_clock_runs_before_the_day_after_it_or_in_the_follow_up() -> None:
    assert clock_of(DAY, None, Phase.FRAME, NINE, NINE) is None
    assert clock_of(DAY, NINE, Phase.FRAME, None, NINE) is None
    assert clock_of(DAY, NINE, Phase.FOLLOW, NINE, NINE) is None
    end = after(90) + OVER_AFTER
    assert clock_of(DAY, NINE, Phase.PLAN, NINE, end) is not None
    assert clock_of(DAY, NINE, Phase.PLAN, NINE, end + timedelta(seconds=1)) is None
