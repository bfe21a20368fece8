"""Which kinds of cause weigh most."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from workshop.domain.causes import pareto
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
