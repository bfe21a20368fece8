"""Which kinds of cause weigh most."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from workshop.domain.causes import LEADING_SHARE, leading, pareto
from workshop.domain.words import CauseTag

weights = st.dictionaries(st.sampled_from(list(CauseTag)), st.integers(0, 500))


def test_the_heaviest_kind_comes_first_and_shares_add_up() -> None:
    bars = pareto({CauseTag.SILO: 1, CauseTag.TOOL: 6, CauseTag.PROCESS: 3})
    assert [(bar.tag, bar.weight, bar.cumulated) for bar in bars] == [
        (CauseTag.TOOL, 6, Fraction(6, 10)),
        (CauseTag.PROCESS, 3, Fraction(9, 10)),
        (CauseTag.SILO, 1, 1),
    ]


def test_without_any_weight_there_is_no_bar() -> None:
    assert pareto({}) == pareto({CauseTag.KPI: 0}) == ()


@given(weights)
def test_bars_fall_and_shares_rise_to_the_whole(given: dict[CauseTag, int]) -> None:
    bars = pareto(given)
    assert [bar.weight for bar in bars] == sorted((n for n in given.values() if n), reverse=True)
    shares = [bar.cumulated for bar in bars]
    assert shares == sorted(shares)
    assert all(0 < share <= 1 for share in shares)
    assert not shares or shares[-1] == 1


@given(weights, st.randoms())
def test_the_order_in_which_causes_came_changes_nothing(
    given: dict[CauseTag, int], chance: object
) -> None:
    items = list(given.items())
    chance.shuffle(items)  # type: ignore[attr-defined]
    assert pareto(dict(items)) == pareto(given)


def test_the_leading_kinds_are_those_that_make_up_most_of_it() -> None:
    bars = pareto({CauseTag.SILO: 1, CauseTag.TOOL: 6, CauseTag.PROCESS: 3})
    assert [bar.tag for bar in leading(bars)] == [CauseTag.TOOL, CauseTag.PROCESS]
    assert leading(bars[:1]) == ()
    assert leading(()) == ()


@given(weights)
def test_no_leading_kind_could_be_left_out(given: dict[CauseTag, int]) -> None:
    bars = pareto(given)
    named = leading(bars)
    assert named == bars[: len(named)]
    assert bool(named) == bool(bars)
    assert all(bar.cumulated < LEADING_SHARE for bar in named[:-1])
    assert not named or named[-1].cumulated >= LEADING_SHARE
