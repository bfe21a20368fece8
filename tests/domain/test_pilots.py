"""Who gains and who pays in a pilot: never a success where a side is down or untold."""

import math
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.pilots import TRUTHS, five_steps, rates
from workshop.domain.pilot_rates import RATES, size_for
from workshop.domain.pilot_rates import TRUTHS as STATED
from workshop.domain.pilots import (
    UNREAD,
    VOICES_NEEDED,
    Change,
    Outcome,
    PilotVerdict,
    Read,
    Sample,
    Why,
    change,
    judge_pilot,
    range_of_mean,
    read_change,
    read_side,
    student,
)
from workshop.domain.words import Better, PilotDecision

SUCCESS, NOT, UNDECIDED = (
    PilotVerdict.SUCCESS,
    PilotVerdict.NOT_A_SUCCESS,
    PilotVerdict.UNDECIDED,
)
ORDER = [NOT, UNDECIDED, SUCCESS]

READS = st.lists(st.sampled_from(Read), max_size=4)
MEANS = st.floats(-1e6, 1e6)
SAMPLES = st.builds(
    Sample,
    MEANS,
    st.none() | st.floats(0, 1e6),
    st.none() | st.integers(1, 500),
)
MARGINS = st.floats(1e-3, 1e3)


def sample(mean: float, *, spread: float = 1.0, voices: int = 20) -> Sample:
    return Sample(mean, spread, voices)


# --- the change and its range ---------------------------------------------------------------------


def test_a_change_stands_with_the_range_of_welch() -> None:
    found = change(Sample(20.6, 1.0, 15), Sample(22.1, 1.4, 10), Better.UP)
    assert found is not None
    # By hand: √(1²/15 + 1.4²/10) = 0.5125, 15.1 degrees of freedom, quantile 1.753.
    assert found.estimate == pytest.approx(1.5)
    assert found.high - found.estimate == pytest.approx(1.753 * 0.5125, abs=2e-3)
    assert found.estimate - found.low == pytest.approx(found.high - found.estimate)


@pytest.mark.parametrize(
    ("degrees", "quantile"), [(4, 2.132), (7, 1.895), (14, 1.761), (30, 1.697), (1000, 1.646)]
)
def test_the_quantile_is_that_of_student_s_tables(degrees: int, quantile: float) -> None:
    assert student(degrees) == pytest.approx(quantile, abs=2.5e-3)


def test_less_is_better_where_the_measure_says_so() -> None:
    before, after = sample(12), sample(8)
    up, down = change(before, after, Better.UP), change(before, after, Better.DOWN)
    assert up is not None
    assert down is not None
    assert (down.low, down.high) == (-up.high, -up.low)
    assert read_change(up, 1) is Read.DOWN
    assert read_change(down, 1) is Read.UP


@pytest.mark.parametrize(
    "poor",
    [
        sample(1, voices=VOICES_NEEDED - 1),
        Sample(1, None, 100),
        Sample(1, 1.0, None),
        Sample(1),
    ],
)
def test_no_reading_below_the_voices_that_are_needed_or_without_their_spread(poor: Sample) -> None:
    assert change(poor, sample(9), Better.UP) is None
    assert change(sample(9), poor, Better.UP) is None
    assert range_of_mean(poor) is None
    assert read_change(None, 0.5) is Read.TOO_FEW
    assert change(sample(1, voices=VOICES_NEEDED), sample(9), Better.UP) is not None


def test_everybody_saying_the_same_both_times_leaves_no_range() -> None:
    before, after = sample(4, spread=0, voices=8), sample(5, spread=0, voices=8)
    assert change(before, after, Better.UP) == Change(low=1, high=1, estimate=1)
    assert read_change(change(before, before, Better.UP), 0.5) is Read.SAME


def test_a_range_of_one_mean_is_around_it() -> None:
    found = range_of_mean(sample(5, spread=2, voices=16))
    assert found is not None
    low, high = found
    assert (low + high) / 2 == pytest.approx(5)
    assert high - 5 == pytest.approx(1.753 * 0.5, abs=2e-3)


@given(SAMPLES, SAMPLES, st.sampled_from(Better))
def test_a_change_is_a_number_inside_its_range_and_turns_with_the_readings(
    before: Sample, after: Sample, better: Better
) -> None:
    found = change(before, after, better)
    back = change(after, before, better)
    if found is None:
        assert back is None
        return
    assert back is not None
    assert all(map(math.isfinite, (found.low, found.high, found.estimate)))
    assert found.low <= found.estimate <= found.high
    assert (back.low, back.high) == pytest.approx((-found.high, -found.low))


# --- what a change says ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "read"),
    [
        (0.1, 1.9, Read.UP),  # all of it above 0, the estimate 1
        (-1.9, -0.1, Read.DOWN),
        (-0.9, 0.9, Read.SAME),
        (-0.9, 1.0, Read.NOT_WORSE),
        (-1.0, 0.9, Read.UNCLEAR),  # it may have lost just what matters
        (-3.0, 3.0, Read.UNCLEAR),
        (0.1, 1.5, Read.NOT_WORSE),  # a gain, but smaller than what matters
        (-1.5, -0.1, Read.UNCLEAR),  # a loss, perhaps of what matters
        (0.1, 0.5, Read.SAME),
    ],
)
def test_a_change_is_read_by_its_range(low: float, high: float, read: Read) -> None:
    assert read_change(Change(low, high, (low + high) / 2), 1) is read


def test_where_everything_matters_only_its_sign_counts() -> None:
    """A file may hold a measure of which even the smallest change matters."""
    assert read_change(Change(0.1, 0.3, 0.2), 0) is Read.UP
    assert read_change(Change(-0.3, -0.1, -0.2), 0) is Read.DOWN
    assert read_change(Change(-0.1, 0.3, 0.1), 0) is Read.UNCLEAR


def test_a_side_is_as_well_off_as_the_measure_that_fares_worst() -> None:
    assert read_side([Read.UP, Read.DOWN, Read.TOO_FEW]) is Read.DOWN
    assert read_side([Read.UP, Read.UNCLEAR, Read.TOO_FEW]) is Read.TOO_FEW
    assert read_side([Read.UP, Read.UNCLEAR]) is Read.UNCLEAR
    assert read_side([Read.SAME, Read.NOT_WORSE, Read.UP]) is Read.UP
    assert read_side([Read.SAME, Read.NOT_WORSE]) is Read.NOT_WORSE
    assert read_side([Read.SAME]) is Read.SAME
    assert read_side([]) is Read.TOO_FEW


# --- the verdict ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("client", "employee", "verdict", "why", "suggests"),
    [
        (Read.UP, Read.UP, SUCCESS, Why.BOTH_GAIN, "generalise"),
        (Read.UP, Read.SAME, SUCCESS, Why.CLIENT_GAINS, "generalise"),
        (Read.NOT_WORSE, Read.UP, SUCCESS, Why.EMPLOYEE_GAINS, "generalise"),
        (Read.UP, Read.DOWN, NOT, Why.EMPLOYEE_PAYS, "correct"),
        (Read.DOWN, Read.UP, NOT, Why.CLIENT_PAYS, "correct"),
        (Read.DOWN, Read.TOO_FEW, NOT, Why.CLIENT_PAYS, "correct"),
        (Read.SAME, Read.DOWN, NOT, Why.EMPLOYEE_PAYS, "stop"),
        (Read.DOWN, Read.DOWN, NOT, Why.BOTH_PAY, "stop"),
        (Read.SAME, Read.SAME, NOT, Why.NOTHING_CHANGED, "correct"),
        (Read.UP, Read.UNCLEAR, UNDECIDED, Why.EMPLOYEE_UNREAD, None),
        (Read.TOO_FEW, Read.UP, UNDECIDED, Why.CLIENT_UNREAD, None),
        (Read.UNCLEAR, Read.TOO_FEW, UNDECIDED, Why.BOTH_UNREAD, None),
        (Read.NOT_WORSE, Read.SAME, UNDECIDED, Why.NO_GAIN_YET, None),
    ],
)
def test_what_both_sides_say_makes_the_verdict(
    client: Read, employee: Read, verdict: PilotVerdict, why: Why, suggests: str | None
) -> None:
    decision = PilotDecision(suggests) if suggests else None
    assert judge_pilot([client], [employee]) == Outcome(verdict, client, employee, why, decision)


def test_a_pilot_without_a_measure_of_a_side_is_undecided() -> None:
    assert judge_pilot([Read.UP], []).why is Why.EMPLOYEE_UNREAD
    assert judge_pilot([], []).verdict is UNDECIDED


@given(READS, READS)
def test_no_success_while_a_side_is_down_or_untold(
    client: list[Read], employee: list[Read]
) -> None:
    outcome = judge_pilot(client, employee)
    held = [{*client} or {Read.TOO_FEW}, {*employee} or {Read.TOO_FEW}]
    if any(side & {Read.DOWN, *UNREAD} for side in held):
        assert outcome.verdict is not SUCCESS
        assert outcome.suggests is not PilotDecision.GENERALISE
    if any(Read.DOWN in side for side in held):
        assert outcome.verdict is NOT
    assert outcome.a_side_pays is any(Read.DOWN in side for side in held)
    if outcome.verdict is SUCCESS:
        assert not outcome.is_unread


SWAPPED = {
    Why.CLIENT_GAINS: Why.EMPLOYEE_GAINS,
    Why.CLIENT_PAYS: Why.EMPLOYEE_PAYS,
    Why.CLIENT_UNREAD: Why.EMPLOYEE_UNREAD,
}
SWAPPED |= {other: one for one, other in SWAPPED.items()}


@given(READS, READS)
def test_the_two_sides_are_judged_alike(client: list[Read], employee: list[Read]) -> None:
    one, other = judge_pilot(client, employee), judge_pilot(employee, client)
    assert (one.verdict, one.suggests) == (other.verdict, other.suggests)
    assert SWAPPED.get(one.why, one.why) is other.why


@given(READS, READS, st.randoms())
def test_the_order_of_the_measures_says_nothing(
    client: list[Read], employee: list[Read], chance: random.Random
) -> None:
    shuffled = [*client]
    chance.shuffle(shuffled)
    assert judge_pilot(shuffled, employee) == judge_pilot(client, employee)


@given(
    sample_before=st.builds(Sample, MEANS, st.floats(0.01, 100), st.integers(8, 200)),
    spread=st.floats(0.01, 100),
    voices=st.integers(8, 200),
    means=st.tuples(MEANS, MEANS),
    matters=MARGINS,
    other=READS,
)
def test_a_better_mean_never_makes_the_verdict_worse(
    sample_before: Sample,
    spread: float,
    voices: int,
    means: tuple[float, float],
    matters: float,
    other: list[Read],
) -> None:
    low, high = sorted(means)
    verdicts = []
    for mean in (low, high):
        read = read_change(change(sample_before, Sample(mean, spread, voices), Better.UP), matters)
        verdicts.append(ORDER.index(judge_pilot([read], other).verdict))
    assert verdicts[0] <= verdicts[1]


@given(SAMPLES, SAMPLES, MARGINS, READS)
def test_a_side_that_is_told_by_too_few_is_never_a_reason(
    before: Sample, after: Sample, matters: float, other: list[Read]
) -> None:
    read = read_change(change(replace(before, voices=7), after, Better.UP), matters)
    assert read is Read.TOO_FEW
    assert judge_pilot([read], other).verdict is not SUCCESS


# --- how often it is right ------------------------------------------------------------------------

TRIALS = 600
NOISE = 6.2
"""Points of 100: three standard deviations of so many trials where half of them are right."""


@pytest.mark.parametrize("voices", [8, 20, 50])
def test_simulated_pilots_get_the_right_decision_as_often_as_is_stated(voices: int) -> None:
    for truth in TRUTHS:
        stated = RATES[voices][truth.name]
        chance = random.Random(f"stated {voices} {truth.name}")
        found = rates(truth, voices, trials=TRIALS, chance=chance)
        assert abs(100 * found.right - stated.right) < NOISE, truth.name
        assert 100 * found.wrong < stated.wrong + 4, truth.name


def test_answers_in_five_steps_are_read_nearly_as_well() -> None:
    for truth in TRUTHS:
        stated = RATES[20][truth.name]
        chance = random.Random(f"steps {truth.name}")
        found = rates(truth, 20, trials=TRIALS, chance=chance, scale=five_steps)
        assert 100 * found.right > stated.right - NOISE, truth.name
        assert 100 * found.wrong < stated.wrong + 4, truth.name


def test_a_side_that_pays_what_counts_twice_over_is_nearly_never_called_a_success() -> None:
    assert all(rate["one_pays"].wrong == 0 for rate in RATES.values())
    assert all(rate["pays_a_little"].wrong <= 6 for rate in RATES.values())


def test_the_rate_stated_is_that_of_the_largest_group_that_is_reached() -> None:
    assert tuple(truth.name for truth in TRUTHS) == STATED
    assert min(RATES) == VOICES_NEEDED
    assert size_for(VOICES_NEEDED - 1) is None
    assert [size_for(n) for n in (8, 11, 12, 10_000)] == [8, 8, 12, 100]
