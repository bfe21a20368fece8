"""Who would pay for a solution: the verdict of METHOD.md, "Figures", with its reference cases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.domain.transfer import GAINS_AT, PAYS_AT, Rating, Verdict, judge
from workshop.domain.words import Side, Transfer

EFFECTS = st.integers(-2, 2)
BALLOTS = st.lists(st.builds(Rating, st.sampled_from(Side), EFFECTS, EFFECTS, EFFECTS), max_size=12)


def _client(*effects: int) -> list[Rating]:
    return [Rating(Side.CLIENT, effect, 0, 0) for effect in effects]


def _team(*effects: int) -> list[Rating]:
    return [Rating(Side.EMPLOYEE, 0, effect, 0) for effect in effects]


def _swapped(ballot: Rating) -> Rating:
    return Rating(ballot.by.other, ballot.employee, ballot.client, ballot.usability)


def test_raising_the_call_centre_s_productivity_is_red_and_the_team_pays() -> None:
    verdict = judge([*_client(1, 1, 0), *_team(-2, -1, -2)])
    assert verdict.transfer is Transfer.RED
    assert verdict.payer is Side.EMPLOYEE


def test_letting_the_client_choose_the_channel_is_green() -> None:
    verdict = judge([*_client(2, 1, 2), *_team(1, 0, 1)])
    assert verdict.transfer is Transfer.GREEN
    assert (verdict.payer, verdict.unheard) == (None, None)


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
