"""An action is a commitment once all five are said."""

from datetime import date
from typing import Any

import pytest

from workshop.domain.commitment import missing_of

DAY = date(2026, 5, 1)
WHOLE: dict[str, Any] = {
    "owner": "Nadia",
    "to_confirm_with": "",
    "confirm_before": None,
    "due": DAY,
    "measure": "Ten minutes",
    "in_quadrant": True,
}


def test_nothing_is_missing_of_a_commitment() -> None:
    assert missing_of(**WHOLE) == ()
    asked = {"owner": "", "to_confirm_with": "Paul", "confirm_before": DAY}
    assert missing_of(**{**WHOLE, **asked}) == ()


@pytest.mark.parametrize(
    ("lacks", "missing"),
    [
        ({"owner": ""}, "owner"),
        ({"to_confirm_with": "Paul"}, "confirm_before"),
        ({"due": None}, "due"),
        ({"measure": ""}, "measure"),
        ({"in_quadrant": False}, "quadrant"),
    ],
)
def test_each_of_the_five_is_missed(lacks: dict[str, Any], missing: str) -> None:
    assert missing_of(**{**WHOLE, **lacks}) == (missing,)
