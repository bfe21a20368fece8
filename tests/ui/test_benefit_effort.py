"""The chart of benefit and effort: boxes as wide as the answers, names that cover nothing."""

import json

from hypothesis import given
from hypothesis import strategies as st

from workshop.domain.weighing import Crossing, Range
from workshop.domain.words import Transfer
from workshop.ui.benefit_effort import COLOURS, SHAPES, Box, ChartWords, benefit_chart, lay_out

WORDS = ChartWords(
    "Benefit and effort",
    "Benefit",
    "Effort",
    "little",
    "l'essentiel",
    tuple(crossing.value for crossing in Crossing),
)
ENDS = st.tuples(st.integers(2, 10), st.integers(2, 10)).map(
    lambda ends: Range(min(ends) / 2, max(ends) / 2, 3)
)


def box(number: int, benefit: Range, effort: Range, *, unsure: bool = False) -> Box:
    title = f"Idea number {number} with a title that is rather long"
    return Box(f"S{number}", title, Transfer.GREEN, benefit, effort, unsure)


def at(number: int, benefit: float, effort: float) -> Box:
    return box(number, Range(benefit, benefit, 3), Range(effort, effort, 3))


@given(st.lists(st.tuples(ENDS, ENDS), min_size=1, max_size=12))
def test_no_two_centres_lie_on_each_other(places: list[tuple[Range, Range]]) -> None:
    found = lay_out([box(n, *place) for n, place in enumerate(places)])
    assert len({(round(one.x, 4), round(one.y, 4)) for one in found}) == len(places)
    assert all(one.y == one.benefit.centre for one in found)
    assert all(one.x >= one.effort.centre for one in found)


@given(st.lists(st.tuples(ENDS, ENDS), min_size=1, max_size=12))
def test_every_idea_has_a_name_that_begins_with_its_label(
    places: list[tuple[Range, Range]],
) -> None:
    found = lay_out([box(n, *place) for n, place in enumerate(places)])
    assert all(one.name.startswith(one.label) for one in found)


def test_an_idea_alone_has_its_title_cut_and_stays_in_its_place() -> None:
    [found] = lay_out([at(1, 4, 2)])
    assert (found.x, found.y, found.align) == (2, 4, "left")
    assert found.name == "S1 Idea number 1 with a titl…"


def test_a_name_that_would_leave_the_chart_stands_on_the_other_side() -> None:
    [found] = lay_out([at(1, 4, 5)])
    assert found.align == "right"


def test_a_crowd_keeps_its_labels() -> None:
    found = lay_out([at(n, 3, 3 + n / 10) for n in range(9)])
    assert {one.name for one in found} >= {one.label for one in found[3:6]}


def test_the_picture_tells_verdicts_by_colour_and_shape_and_doubt_by_a_hollow_mark() -> None:
    for dark in (False, True):
        boxes = tuple(
            Box("S1", "Idea", transfer, Range(2, 4, 3), Range(4, 5, 3), transfer is Transfer.AMBER)
            for transfer in Transfer
        )
        spec = benefit_chart(boxes, WORDS, dark=dark)
        rows = [
            row
            for rows in spec["datasets"].values()
            for row in rows
            if "transfer" in row or "fill" in row
        ]
        assert {(row["colour"], row["shape"]) for row in rows} == {
            (COLOURS[transfer][dark], SHAPES[transfer]) for transfer in Transfer
        }
        hollow = {row["shape"] for row in rows if row["fill"] != row["colour"]}
        assert hollow == {SHAPES[Transfer.AMBER]}
        assert spec["description"] == WORDS.title


def test_a_word_with_an_apostrophe_stays_a_word_in_the_expression() -> None:
    spec = json.dumps(benefit_chart((at(1, 4, 2),), WORDS, dark=False))
    assert "'l\\\\'essentiel'" in spec


def test_typed_titles_are_values_and_never_part_of_an_expression() -> None:
    evil = Box("S1", "'); alert(1)", Transfer.RED, Range(2, 4, 3), Range(4, 5, 3), False)
    spec = benefit_chart((evil,), WORDS, dark=False)
    spec = {name: value for name, value in spec.items() if name != "datasets"}
    assert "alert" not in json.dumps(spec)
