"""A whole mirror round over real cards: the tray is empty after it, or nearly (METHOD.md, 5)."""

from pathlib import Path

import pytest

from benchmarks.mirror import fill, play
from workshop.domain.words import Quadrant
from workshop.services.house import House

CARDS = Path(__file__).parents[1] / "data" / "cartes_fr_40.csv"


def _twenty_four_topics() -> bytes:
    """As in the French cards: of 24 topics, 16 are told from one side only."""
    rows = ["text,side,kind,step,topic"]
    for number in range(24):
        both = ("client", "employee") if number < 8 else (("client", "employee")[number % 2],) * 2
        rows += [f"card,{side},irritant,,topic {number}" for side in both]
    return "\n".join(rows).encode()


@pytest.mark.parametrize("at_once", [True, False])
def test_of_24_topics_fewer_than_two_wait_after_forty_phones(house: House, at_once: bool) -> None:
    code = fill(house, _twenty_four_topics())
    done = play(house, code, phones=40, at_once=at_once, seed=1)
    assert done.before[Quadrant.ONE_SIDE_MISSING] == 16
    assert 160 <= done.questions <= 200
    assert done.waiting < 2
    assert len(done.answers) == 16


def test_the_shipped_cards_leave_nothing_in_the_tray_after_eight_phones(house: House) -> None:
    code = fill(house, CARDS.read_bytes())
    done = play(house, code, phones=8, at_once=False, seed=1)
    assert done.before[Quadrant.ONE_SIDE_MISSING] == 1
    assert done.waiting == 0
