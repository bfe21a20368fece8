"""Gap, balance, volumes and alarms: the figures of METHOD.md, held to their properties."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.domain.figures import (
    Balance,
    Dissonance,
    GoodwillAlarm,
    StepVolume,
    balance_index,
    dissonance,
    experience_gap,
    goodwill,
    median_volume,
    perception_gap,
    volume_of,
)
from workshop.domain.journey import Channel, Kpi
from workshop.domain.words import Push, VolumePeriod, VolumeUnit

Moods = tuple[float | None, float | None]

KNOWN = st.floats(-2, 2)
MOODS = st.none() | KNOWN
STEPS = st.lists(st.tuples(MOODS, MOODS), max_size=14)
UNITS = st.sampled_from(VolumeUnit)
PERIODS = st.sampled_from(VolumePeriod)
CHANNELS = st.lists(
    st.builds(
        Channel,
        st.just("a channel"),
        volume=st.none() | st.integers(0, 10**7),
        unit=UNITS,
        period=PERIODS,
    ),
    max_size=8,
)
KPIS = st.builds(
    Kpi, st.just("a KPI"), client=st.sampled_from(Push), employee=st.sampled_from(Push)
)
SWAPPED = {
    Dissonance.OPPOSITE: Dissonance.OPPOSITE,
    Dissonance.CLIENT_DOWN: Dissonance.EMPLOYEE_DOWN,
    Dissonance.EMPLOYEE_DOWN: Dissonance.CLIENT_DOWN,
}


# --- moods ------------------------------------------------------------------------------------


@given(KNOWN, KNOWN)
def test_a_gap_lies_between_minus_four_and_four_and_turns_when_the_sides_are_swapped(
    client: float, employee: float
) -> None:
    gap = experience_gap(client, employee)
    turned = experience_gap(employee, client)
    assert gap is not None
    assert turned is not None
    assert -4 <= gap <= 4
    assert gap == -turned


@given(MOODS)
def test_there_is_no_gap_where_one_side_has_not_said_enough(mood: float | None) -> None:
    assert experience_gap(mood, None) is None
    assert experience_gap(None, mood) is None


def test_less_than_expected_is_below_zero() -> None:
    assert perception_gap(-1.0, 1.5) == -2.5


@given(STEPS)
def test_a_balance_lies_between_zero_and_one_and_its_levels_on_the_scale(
    moods: list[Moods],
) -> None:
    found = balance_index(moods)
    assert found.steps == sum(None not in step for step in moods)
    if found.index is None or found.client_mean is None or found.employee_mean is None:
        assert found == Balance()
        assert found.steps == 0
        return
    assert -1e-9 <= found.index <= 1 + 1e-9
    assert -2 <= found.client_mean <= 2
    assert -2 <= found.employee_mean <= 2


@given(STEPS)
def test_swapping_the_sides_swaps_the_levels_and_leaves_the_balance(moods: list[Moods]) -> None:
    found = balance_index(moods)
    turned = balance_index((employee, client) for client, employee in moods)
    assert turned == Balance(found.index, found.steps, found.employee_mean, found.client_mean)


@given(STEPS, st.data())
def test_a_balance_knows_no_order_and_no_step_of_which_a_mood_is_missing(
    moods: list[Moods], data: st.DataObject
) -> None:
    missing = data.draw(st.lists(st.tuples(MOODS, st.none()), max_size=4))
    mixed = data.draw(st.permutations([*moods, *missing]))
    assert balance_index(mixed) == balance_index(moods)


@given(st.lists(KNOWN, min_size=1, max_size=14))
def test_identical_lanes_are_in_balance_however_low(moods: list[float]) -> None:
    assert balance_index((mood, mood) for mood in moods).index == 1


def test_two_lanes_at_their_lowest_are_in_balance_and_their_levels_say_so() -> None:
    assert balance_index([(-2.0, -2.0)]) == Balance(1, 1, -2, -2)


def test_lanes_as_far_apart_as_can_be_have_a_balance_of_zero() -> None:
    assert balance_index([(2.0, -2.0), (-2.0, 2.0)]) == Balance(0, 2, 0, 0)


# --- volumes ----------------------------------------------------------------------------------


@given(CHANNELS)
def test_an_unknown_volume_is_never_zero_and_is_said(channels: list[Channel]) -> None:
    found = volume_of(channels)
    known = [channel for channel in channels if channel.volume is not None]
    assert found.known is bool(known)
    assert found.at_least is bool(known and len(known) < len(channels))


@given(CHANNELS, st.data())
def test_a_volume_knows_no_order(channels: list[Channel], data: st.DataObject) -> None:
    assert volume_of(data.draw(st.permutations(channels))) == volume_of(channels)


@given(CHANNELS)
def test_volumes_of_two_units_are_never_summed(channels: list[Channel]) -> None:
    found = volume_of(channels)
    for unit, total in ((found.unit, found.total), *found.others):
        alone = volume_of([channel for channel in channels if channel.unit is unit])
        assert alone.total == total
        assert not alone.others


def test_periods_are_brought_to_a_month_before_they_are_summed() -> None:
    found = volume_of(
        [
            Channel("phone", 12_000, period=VolumePeriod.YEAR),
            Channel("mail", 365, period=VolumePeriod.DAY),
            Channel("desk", 500),
            Channel("web", 7, period=VolumePeriod.WEEK),
        ]
    )
    assert found.total == 1000 + Fraction(365 * 365, 12) + 500 + Fraction(365, 12)


@given(st.lists(CHANNELS, max_size=9), UNITS, st.data())
def test_a_median_is_between_the_known_volumes_of_its_unit_in_any_order(
    journeys: list[list[Channel]], unit: VolumeUnit, data: st.DataObject
) -> None:
    volumes = [volume_of(channels) for channels in journeys]
    known = [volume.total for volume in volumes if volume.unit is unit and volume.total is not None]
    found = median_volume(volumes, unit)
    assert median_volume(data.draw(st.permutations(volumes)), unit) == found
    assert median_volume([*volumes, StepVolume(unit=unit)], unit) == found
    assert (found is None) is (not known)
    if found is not None:
        assert min(known) <= found <= max(known)


# --- alarms -----------------------------------------------------------------------------------


def test_a_delighted_client_with_a_worn_out_team_raises_the_alarm() -> None:
    assert goodwill(1.5, -1.5, 9_000, 2_000) is GoodwillAlarm.FIRM


@pytest.mark.parametrize(
    ("volume", "median"), [(None, 2_000), (None, None), (900, None), (900, 2_000), (2_000, 2_000)]
)
def test_where_the_volume_does_not_say_much_comes_the_alarm_is_to_be_checked(
    volume: int | None, median: int | None
) -> None:
    assert goodwill(1, -1, volume, median) is GoodwillAlarm.TO_CHECK


@given(MOODS, MOODS, st.none() | st.integers(0, 9), st.none() | st.integers(0, 9))
def test_there_is_no_alarm_without_both_moods_beyond_their_bounds(
    client: float | None, employee: float | None, volume: int | None, median: int | None
) -> None:
    found = goodwill(client, employee, volume, median)
    beyond = client is not None and employee is not None and client >= 1 and employee <= -1
    assert (found is not GoodwillAlarm.NONE) is beyond


CALLS_A_DAY = Kpi("Calls per day", "Operations", client=Push.DOWN, employee=Push.DOWN)
SATISFACTION = Kpi("Satisfaction", "Quality", client=Push.UP, employee=Push.UP)


def test_calls_a_day_are_dissonant_at_the_step_of_care_and_satisfaction_is_not() -> None:
    assert dissonance(CALLS_A_DAY, -1.2, -0.8) == (
        Dissonance.CLIENT_DOWN,
        Dissonance.EMPLOYEE_DOWN,
    )
    assert dissonance(SATISFACTION, -1.2, -0.8) == ()


def test_a_kpi_that_lifts_the_one_and_lowers_the_other_is_dissonant_before_any_mood() -> None:
    kpi = Kpi("Handling time", client=Push.DOWN, employee=Push.UP)
    assert dissonance(kpi, None, None) == (Dissonance.OPPOSITE,)


@given(KPIS, MOODS, MOODS)
def test_a_kpi_works_against_the_same_people_when_the_sides_are_swapped(
    kpi: Kpi, client: float | None, employee: float | None
) -> None:
    turned = Kpi(kpi.name, client=kpi.employee, employee=kpi.client)
    reasons = {SWAPPED[reason] for reason in dissonance(kpi, client, employee)}
    assert set(dissonance(turned, employee, client)) == reasons


@given(KPIS)
def test_without_a_mood_only_opposite_pushes_count(kpi: Kpi) -> None:
    assert set(dissonance(kpi, None, None)) <= {Dissonance.OPPOSITE}


@given(MOODS, MOODS)
def test_what_is_unknown_of_a_kpi_accuses_nobody(
    client: float | None, employee: float | None
) -> None:
    assert dissonance(Kpi("Turnover"), client, employee) == ()
