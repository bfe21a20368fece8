"""Figures as people paste them: from a sheet, a message, a form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.domain.errors import TooMany, ValuesUnreadable
from workshop.domain.pilots import Sample
from workshop.domain.samples import MOST_VALUES, read_values, sample_of


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("7 8 6,5 9", (7, 8, 6.5, 9)),
        ("7;8;6,5;9", (7, 8, 6.5, 9)),
        ("7\n8\r\n6.5\n\n9\n", (7, 8, 6.5, 9)),
        ("7\t8\t6,5", (7, 8, 6.5)),
        ("7, 8, 6.5, 9", (7, 8, 6.5, 9)),
        ("7,8,6,9", (7, 8, 6, 9)),
        ("7,\n8,\n9", (7, 8, 9)),
        ("7,8", (7.8,)),
        ("−3 -4 +5 1e2", (-3, -4, 5, 100)),
        ("7\u202f8\u00a09", (7, 8, 9)),
        ("", ()),
        (" ;; \n", ()),
    ],
)
def test_numbers_are_read_however_they_are_parted(text: str, values: tuple[float, ...]) -> None:
    assert read_values(text) == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7 huit 9", "huit"),
        ("nan", "nan"),
        ("1 inf", "inf"),
        ("1e300", "1e300"),
        ("1_000", "1_000"),
        ("=7", "=7"),
        ("7\x00", "7\x00"),
        ("x" * 99, "x" * 40),
    ],
)
def test_what_is_no_number_is_told_back(text: str, value: str) -> None:
    with pytest.raises(ValuesUnreadable) as refused:
        read_values(text)
    assert refused.value.facts == {"value": value}


def test_a_whole_file_is_not_pasted() -> None:
    assert len(read_values("1 " * MOST_VALUES)) == MOST_VALUES
    with pytest.raises(TooMany):
        read_values("1 " * (MOST_VALUES + 1))


def test_of_values_the_mean_the_spread_and_their_number_are_left() -> None:
    found = sample_of((2, 4, 4, 4, 5, 5, 7, 9))
    assert found == Sample(5, found.spread, 8)
    assert found.spread == pytest.approx(2.138, abs=1e-3)
    assert sample_of((3,)) == Sample(3, None, 1)


@given(st.lists(st.floats(-1e9, 1e9), min_size=2, max_size=50))
def test_the_order_of_the_values_says_nothing(values: list[float]) -> None:
    found, turned = sample_of(values), sample_of(values[::-1])
    assert found.mean == pytest.approx(turned.mean)
    assert found.voices == turned.voices
    assert found.spread == pytest.approx(turned.spread)
