"""Before and after under each other: better is to the right, whichever way a measure runs."""

from dataclasses import replace
from datetime import date

import pytest

from workshop.domain.pilots import Sample
from workshop.domain.words import Better, Side
from workshop.services.views.measures import MeasureLine, ReadingLine
from workshop.ui.dumbbells import Bell, bell, dumbbell_chart, in_lines

EASE = MeasureLine("M1", Side.CLIENT, "Ease", "out of 10", Better.UP, 0.5)

DAY = date(2026, 4, 1)


def _bell(before: Sample, after: Sample, line: MeasureLine = EASE) -> Bell:
    first, last = ReadingLine(DAY, before), ReadingLine(DAY, after)
    return bell(line, first, last, name=line.name, said="5 → 6")


def test_a_gain_is_to_the_right_and_a_loss_to_the_left_in_changes_that_count() -> None:
    assert _bell(Sample(5), Sample(6)).gain == 2
    assert _bell(Sample(6), Sample(5)).gain == -2
    less = replace(EASE, better=Better.DOWN)
    assert _bell(Sample(6), Sample(5), less).gain == 2


def test_a_mean_alone_has_no_range_and_a_sample_has_one_around_its_point() -> None:
    found = _bell(Sample(5), Sample(6, 1, 20))
    assert found.before is None
    assert found.after is not None
    low, high = found.after
    assert (low + high) / 2 == pytest.approx(found.gain)
    assert low < found.gain < high


def test_what_is_far_stands_at_the_edge_and_what_counts_from_0_on_is_drawn() -> None:
    assert _bell(Sample(0), Sample(1e9)).gain == 12
    assert _bell(Sample(0), Sample(1), replace(EASE, matters_from=0)).gain == 1


def test_a_long_name_takes_two_lines_at_most() -> None:
    assert in_lines("Ease") == "Ease"
    assert in_lines("How easy it is to serve a client who calls back twice").count("\n") == 1
    assert in_lines("How easy it is to serve a client who calls back twice").endswith("…")


@pytest.mark.parametrize("dark", [False, True])
def test_the_picture_holds_both_sides_and_words_of_any_language(dark: bool) -> None:
    bells = [
        _bell(Sample(5, 1, 20), Sample(6, 1, 20)),
        _bell(Sample(5), Sample(6), replace(EASE, side=Side.EMPLOYEE, name="Load")),
    ]
    spec = dumbbell_chart(bells, ("pire", "avant qu’il", "l'après"), "What became", dark=dark)
    assert spec["description"] == "What became"
    assert "l\\\\'après" in repr(spec) or "l\\'après" in repr(spec)
