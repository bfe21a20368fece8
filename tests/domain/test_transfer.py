"""Who would pay for a solution: the verdict of METHOD.md, "Figures", with its reference cases."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reference import CHOOSE, RAISE, TEN, of_clients
from workshop.domain.errors import ThresholdOutOfRange
from workshop.domain.transfer import (
    GAINS_AT,
    GAINS_RANGE,
    PAYS_AT,
    PAYS_RANGE,
    FamilyMean,
    Mean,
    Rating,
    Verdict,
    check_thresholds,
    judge,
)
from workshop.domain.words import Beyond, Side, Transfer

EFFECTS = st.integers(-2, 2)
MAYBE = st.none() | EFFECTS
FAMILIES = st.sampled_from(["", "Desk", "Back office"])
BALLOTS = st.lists(
    st.builds(
        Rating, st.sampled_from(Side), EFFECTS, EFFECTS, EFFECTS, MAYBE, MAYBE, family=FAMILIES
    ),
    max_size=24,
)
PAYS = st.integers(-19, -1).map(lambda tenths: tenths / 10)
GAINS = st.integers(1, 20).map(lambda tenths: tenths / 10)


def _client(*effects: int) -> list[Rating]:
    return [Rating(Side.CLIENT, effect, 0, 0) for effect in effects]


def _team(*effects: int) -> list[Rating]:
    return [Rating(Side.EMPLOYEE, 0, effect, 0) for effect in effects]


def _swapped(ballot: Rating) -> Rating:
    return replace(ballot, by=ballot.by.other, client=ballot.employee, employee=ballot.client)


def _ten(title: str) -> list[Rating]:
    return [
        Rating(Side(said.by), said.client, said.employee, said.usability) for said in TEN[title]
    ]


def test_raising_the_call_centre_s_productivity_is_red_and_the_team_pays() -> None:
    verdict = judge(_ten(RAISE))
    assert verdict.transfer is Transfer.RED
    assert verdict.payer is Side.EMPLOYEE


def test_letting_the_client_choose_the_channel_is_green() -> None:
    verdict = judge(_ten(CHOOSE))
    assert verdict.transfer is Transfer.GREEN
    assert (verdict.payer, verdict.unheard) == (None, None)


@pytest.mark.parametrize("title", [RAISE, CHOOSE])
def test_with_nobody_from_the_paying_side_neither_is_green(title: str) -> None:
    clients = len(of_clients(TEN[title]))
    verdict = judge(_ten(title)[:clients])
    assert (verdict.transfer, verdict.unheard) == (Transfer.AMBER, Side.EMPLOYEE)


@pytest.mark.parametrize("unheard", Side)
def test_a_side_without_a_ballot_of_its_own_leaves_it_amber(unheard: Side) -> None:
    ballots = _team(2, 2) if unheard is Side.CLIENT else _client(2, 2)
    verdict = judge(ballots)
    assert verdict.transfer is Transfer.AMBER
    assert verdict.unheard is unheard


def test_nobody_at_all_leaves_it_amber() -> None:
    assert judge([]).transfer is Transfer.AMBER


def test_a_side_that_says_it_pays_is_heard_even_when_the_other_is_silent() -> None:
    verdict = judge(_team(-1))
    assert (verdict.transfer, verdict.payer) == (Transfer.RED, Side.EMPLOYEE)


@pytest.mark.parametrize(
    ("client", "team", "transfer"),
    [
        ([0, -1], [2], Transfer.RED),  # exactly −0.5
        ([0, 0, -1], [2], Transfer.AMBER),
        ([0, 1], [0], Transfer.GREEN),  # exactly +0.5, the other exactly 0
        ([0, 0, 1], [0], Transfer.AMBER),
        ([2], [0, 0, -1], Transfer.AMBER),
        ([0], [0], Transfer.AMBER),
    ],
)
def test_the_thresholds_are_minus_a_half_and_plus_a_half(
    client: list[int], team: list[int], transfer: Transfer
) -> None:
    assert judge([*_client(*client), *_team(*team)]).transfer is transfer


def test_what_others_believe_of_a_side_stands_beside_and_decides_nothing() -> None:
    ballots = [*_client(2), *_team(1), Rating(Side.EMPLOYEE, client=-2, employee=1, usability=0)]
    verdict = judge(ballots)
    assert verdict.transfer is Transfer.GREEN
    assert (verdict.client.own, verdict.client.own_ballots) == (2, 1)
    assert (verdict.client.others, verdict.client.others_ballots) == (-1, 2)


@given(BALLOTS)
def test_the_verdict_does_not_depend_on_the_order_of_ballots(ballots: list[Rating]) -> None:
    assert judge(ballots) == judge(list(reversed(ballots)))


@given(BALLOTS)
def test_swapping_the_sides_swaps_who_pays(ballots: list[Rating]) -> None:
    here, there = judge(ballots), judge(map(_swapped, ballots))
    assert there.transfer is here.transfer
    assert (there.client, there.employee) == (here.employee, here.client)
    if here.payer is not None and here.client.own != here.employee.own:
        assert there.payer is here.payer.other


@given(BALLOTS)
def test_green_means_that_both_were_heard_and_neither_loses(ballots: list[Rating]) -> None:
    verdict = judge(ballots)
    own = (verdict.client.own, verdict.employee.own)
    if verdict.transfer is Transfer.GREEN:
        assert None not in own
        assert all(value is not None and value >= 0 for value in own)
        assert any(value is not None and value >= GAINS_AT for value in own)
    assert (verdict.transfer is Transfer.RED) == any(
        value is not None and value <= PAYS_AT for value in own
    )
    assert _payer_is_named(verdict)


def _payer_is_named(verdict: Verdict) -> bool:
    return (verdict.payer is not None) == (verdict.transfer is Transfer.RED)


@given(BALLOTS, PAYS, GAINS)
def test_a_side_that_nobody_speaks_for_never_lets_it_be_green(
    ballots: list[Rating], pays: float, gains: float
) -> None:
    for side in Side:
        only = [ballot for ballot in ballots if ballot.by is side]
        assert judge(only, pays_at=pays, gains_at=gains).transfer is not Transfer.GREEN


@given(BALLOTS, PAYS, GAINS)
def test_thresholds_decide_what_pays_and_what_gains(
    ballots: list[Rating], pays: float, gains: float
) -> None:
    verdict = judge(ballots, pays_at=pays, gains_at=gains)
    own = [mean for mean in (verdict.client.own, verdict.employee.own) if mean is not None]
    assert (verdict.transfer is Transfer.RED) == any(mean <= pays for mean in own)
    if verdict.transfer is Transfer.GREEN:
        assert len(own) == 2
        assert min(own) >= 0
        assert max(own) >= gains
        assert verdict.win_win


@given(BALLOTS, PAYS, GAINS)
def test_a_better_ballot_of_the_payer_never_makes_a_verdict_worse(
    ballots: list[Rating], pays: float, gains: float
) -> None:
    order = [Transfer.RED, Transfer.AMBER, Transfer.GREEN]
    before = judge(ballots, pays_at=pays, gains_at=gains).transfer
    for index, ballot in enumerate(ballots):
        better = replace(
            ballot, client=min(2, ballot.client + 1), employee=min(2, ballot.employee + 1)
        )
        after = judge(
            [*ballots[:index], better, *ballots[index + 1 :]], pays_at=pays, gains_at=gains
        ).transfer
        assert order.index(after) >= order.index(before)


@given(BALLOTS)
def test_win_win_is_never_said_of_what_somebody_pays_for(ballots: list[Rating]) -> None:
    verdict = judge(ballots)
    if verdict.win_win:
        assert verdict.transfer is not Transfer.RED
        assert verdict.unheard is None
    assert judge(map(_swapped, ballots)).win_win == verdict.win_win


@pytest.mark.parametrize(
    ("client", "team", "win_win"),
    [([1], [0], True), ([0], [1], True), ([0], [0], False), ([2], [-1, 0, 0], False)],
)
def test_a_win_for_both_is_a_gain_on_one_side_and_no_loss_on_the_other(
    client: list[int], team: list[int], win_win: bool
) -> None:
    assert judge([*_client(*client), *_team(*team)]).win_win is win_win


def test_one_side_alone_is_no_win_for_both() -> None:
    assert not judge(_client(2, 2)).win_win


@given(BALLOTS)
def test_a_family_is_told_apart_only_above_the_floor_and_with_its_complement(
    ballots: list[Rating],
) -> None:
    for floor in (3, 5):
        verdict = judge(ballots, floor=floor)
        for side, told in verdict.families.items():
            own = [ballot for ballot in ballots if ballot.by is side]
            others = [ballot for ballot in own if ballot.family != told.family]
            assert told.family
            assert told.ballots == len(own) - len(others) >= floor
            assert not others or len(others) >= floor
            mean = verdict.effect_on(side).own
            assert mean is not None
            assert told.mean < mean


def test_the_lowest_family_stands_beside_the_mean() -> None:
    desk = [Rating(Side.EMPLOYEE, 0, -2, 0, family="Desk")] * 5
    back = [Rating(Side.EMPLOYEE, 0, 1, 0, family="Back office")] * 5
    other = [Rating(Side.EMPLOYEE, 0, -2, 0, family="Alone")]
    verdict = judge([*desk, *back])
    assert verdict.families == {Side.EMPLOYEE: FamilyMean("Desk", -2, 5)}
    assert verdict.employee.own == -0.5
    # The whole less the desk would tell what somebody alone said.
    assert judge([*desk, *other]).families == {}
    assert judge(desk).families == {}


def test_the_tool_and_whoever_else_is_touched_have_their_means() -> None:
    ballots = [
        Rating(Side.CLIENT, 0, 0, 1, suppliers=-1),
        Rating(Side.EMPLOYEE, 0, 0, -2, suppliers=-2),
        Rating(Side.EMPLOYEE, 0, 0, 1),
    ]
    verdict = judge(ballots)
    assert verdict.usability == Mean(0, 3)
    assert verdict.beyond == {Beyond.SUPPLIERS: Mean(-1.5, 2)}
    assert judge([]).usability is None


@given(PAYS, GAINS)
def test_thresholds_lie_on_their_own_side_of_zero(pays: float, gains: float) -> None:
    assert PAYS_RANGE[1] < 0 < GAINS_RANGE[0]
    check_thresholds(pays_at=pays, gains_at=gains)


@pytest.mark.parametrize(
    ("pays", "gains", "field"),
    [
        (0, 0.5, "pays_at"),
        (-2, 0.5, "pays_at"),
        (float("nan"), 0.5, "pays_at"),
        (True, 0.5, "pays_at"),
        ("-1", 0.5, "pays_at"),
        (-0.5, 0, "gains_at"),
        (-0.5, 2.1, "gains_at"),
        (-0.5, float("inf"), "gains_at"),
    ],
)
def test_what_is_no_threshold_is_refused(pays: float, gains: float, field: str) -> None:
    with pytest.raises(ThresholdOutOfRange) as refused:
        check_thresholds(pays_at=pays, gains_at=gains)
    assert refused.value.facts == {"field": field}
