"""Dots of the matrix keep to their quadrant, apart from each other, and always in one picture."""

import re
from math import hypot

from hypothesis import given
from hypothesis import strategies as some

from workshop.domain.words import QUADRANTS, Quadrant
from workshop.ui.charts import HEIGHT, LIGHT, WIDTH, ChartWords, Dot, Spot, matrix_chart, spread
from workshop.ui.shell import STATIC

VALENCES = some.sampled_from([-1.0, -0.75, -0.5, -1 / 3, 0.0, 1 / 3, 0.5, 1.0])
WORDS = ChartWords(("a", "b", "c", "d"), "up", "down", "left", "right", "all")


def dot(number: int, x: float, y: float, *, title: str = "Un sujet", voices: int = 3) -> Dot:
    quadrant = {
        (True, True): Quadrant.PRIORITY,
        (False, True): Quadrant.INDICATORS,
        (True, False): Quadrant.TREAT_NEXT,
        (False, False): Quadrant.CAPITALISE,
    }[x < 0, y < 0]
    if x == 0 or y == 0:
        quadrant = Quadrant.CONTESTED
    return Dot(f"T{number}", title, quadrant, x, y, voices, facts=(("Sujet", title),))


def apart(one: Spot, other: Spot) -> float:
    return hypot(one.x - other.x, one.y - other.y)


@given(some.lists(some.tuples(VALENCES, VALENCES), max_size=40))
def test_no_dot_ever_crosses_an_axis(places: list[tuple[float, float]]) -> None:
    for spot in spread([dot(number, x, y) for number, (x, y) in enumerate(places, 1)]):
        assert (spot.x - WIDTH / 2) * spot.dot.x >= 0
        assert (spot.y - HEIGHT / 2) * spot.dot.y >= 0


@given(some.lists(some.tuples(VALENCES, VALENCES), max_size=20))
def test_the_same_dots_give_the_same_picture(places: list[tuple[float, float]]) -> None:
    dots = [dot(number, x, y) for number, (x, y) in enumerate(places, 1)]
    assert spread(dots) == spread(dots)


def test_dots_in_the_same_place_are_drawn_apart() -> None:
    spots = spread([dot(number, -1, -1) for number in range(1, 6)])
    for place, one in enumerate(spots):
        assert all(apart(one, other) > one.radius + other.radius for other in spots[:place])


def test_a_dot_alone_stays_where_its_voices_put_it() -> None:
    (spot,) = spread([dot(1, 0.5, -0.5)])
    assert (round(spot.x / WIDTH, 3), round(spot.y / HEIGHT, 3)) == (0.705, 0.295)


def test_a_topic_beside_an_axis_keeps_its_place_and_its_name() -> None:
    (spot,) = spread([dot(1, -0.1, -0.04, title="Attendre au téléphone")])
    assert spot.text == "Attendre au téléphone"
    assert (round(spot.x / WIDTH, 3), round(spot.y / HEIGHT, 3)) == (0.459, 0.484)
    assert spot.to_the_left


def test_the_side_with_fewer_voices_gives_the_size() -> None:
    small, large = spread([dot(1, -1, -1, voices=1), dot(2, 1, 1, voices=9)])
    assert small.radius < large.radius


def test_only_rows_change_between_two_runs() -> None:
    one = matrix_chart([dot(1, -1, -1)], WORDS, chosen="T1", dark=False)
    other = matrix_chart([dot(1, 1, 1), dot(2, -1, 1)], WORDS, chosen="T2", dark=False)
    frames = [{k: v for k, v in chart.items() if k != "datasets"} for chart in (one, other)]
    assert frames[0] == frames[1]
    assert len(other["datasets"]["points"]) == 2


def test_a_topic_to_confirm_is_hollow_and_one_told_by_the_team_has_a_ring() -> None:
    chart = matrix_chart(
        [
            Dot("T1", "Sûr", Quadrant.PRIORITY, -1, -1, 5, facts=(("Sujet", "Sûr"),)),
            Dot("T2", "À voir", Quadrant.PRIORITY, -0.5, -0.5, 1, hollow=True, dotted=True),
        ],
        WORDS,
        chosen=None,
        dark=False,
    )
    sure, unsure = chart["datasets"]["points"].to_dict("records")
    assert sure["fill"] == sure["ink"]
    assert unsure["fill"] != unsure["ink"]
    assert len(chart["datasets"]["dotted"]) == 1
    assert len(chart["datasets"]["chosen"]) == 0


def test_a_topic_moved_by_hand_keeps_a_line_from_its_computed_place() -> None:
    moved = Dot("T1", "Sujet", Quadrant.CAPITALISE, 1, 0.5, 5, origin=(-1, 0.5))
    chart = matrix_chart([moved], WORDS, chosen=None, dark=True)
    (line,) = chart["datasets"]["moved"].to_dict("records")
    assert (line["x0"], line["y0"]) == (-1, 0.5)


def test_a_quadrant_has_on_the_chart_the_colour_it_has_on_every_screen() -> None:
    sheet = (STATIC / "theme.css").read_text(encoding="utf-8")
    tokens = dict(re.findall(r"--([\w-]+): (#\w+)", sheet.partition("@media")[0]))
    names = {quadrant: quadrant.replace("_", "-") for quadrant in QUADRANTS}
    names[Quadrant.CONTESTED] = "soft"
    assert {quadrant: tokens[name] for quadrant, name in names.items()} == LIGHT
