"""The picture of the matrix: each topic in its quadrant, nothing squeezed, nothing cut unseen."""

import re
from collections.abc import Sequence
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from tests.services.cast import Cast
from workshop.domain.words import QUADRANTS, Quadrant
from workshop.i18n import Words, words
from workshop.pictures.matrix import SIZES, matrix_svg
from workshop.services.actors import Console
from workshop.services.demo import create_demo
from workshop.services.house import House
from workshop.services.topics import place_topics
from workshop.services.views.workshop import WorkshopView, read_workshop_view

FRENCH = words("fr", "les assurés", "nous")


def _drawn(view: WorkshopView, say: Words = FRENCH, **values: object) -> ET.Element:
    return ET.fromstring(matrix_svg(view, say, **values))  # type: ignore[arg-type]


def _texts(root: ET.Element) -> list[ET.Element]:
    return [node for node in root.iter() if node.tag.endswith("}text")]


def _at(root: ET.Element) -> dict[str, tuple[float, float]]:
    return {
        "".join(node.itertext()): (float(node.attrib["x"]), float(node.attrib["y"]))
        for node in _texts(root)
    }


def _quadrant_at(x: float, y: float, wide: int, high: int) -> Quadrant:
    return QUADRANTS[2 * (y > high / 2 + 20) + (x > wide / 2 + 75)]


@pytest.fixture
def demo(house: House) -> WorkshopView:
    return read_workshop_view(house, Console(create_demo(house, "fr").code))


@pytest.mark.parametrize("high", [1080, 1358])
def test_each_topic_stands_in_its_quadrant(demo: WorkshopView, high: int) -> None:
    at = _at(_drawn(demo, high=high, title="Lumeo"))
    placed = [topic for place in QUADRANTS for topic in demo.in_quadrant(place)]
    assert len(placed) == 10
    for topic in placed:
        assert _quadrant_at(*at[topic.title], 1920, high) is topic.quadrant


def test_a_doubtful_place_is_dashed_and_one_moved_by_hand_has_an_arrow(
    house: House, demo: WorkshopView
) -> None:
    doubtful = next(
        one for one in demo.topics if one.computed.to_confirm and one.quadrant in QUADRANTS
    )
    me = Console(demo.workshop.code)
    place_topics(house, me, {"T1": "capitalise"}, because="La salle l’a dit")
    root = _drawn(read_workshop_view(house, me))
    assert "→ Attente au téléphone" in _at(root)
    dashed = [node for node in root.iter() if "stroke-dasharray" in node.attrib]
    x, y = _at(root)[doubtful.title]
    assert any(
        float(node.attrib["x"]) < x < float(node.attrib["x"]) + float(node.attrib["width"])
        and float(node.attrib["y"]) < y < float(node.attrib["y"]) + float(node.attrib["height"])
        for node in dashed
    )


def _crowded(view: WorkshopView, titles: Sequence[str]) -> WorkshopView:
    """The same workshop with topics of these titles, all of them priorities."""
    model = view.in_quadrant(Quadrant.PRIORITY)[0]
    topics = tuple(
        replace(model, label=f"T{number}", title=title) for number, title in enumerate(titles)
    )
    return replace(view, topics=topics)


@pytest.mark.parametrize(("many", "counted"), [(6, False), (40, True)])
def test_many_topics_take_a_smaller_type_and_then_are_counted(
    demo: WorkshopView, many: int, counted: bool
) -> None:
    titles = [f"Un sujet au titre assez long, numéro {number}" for number in range(many)]
    root = _drawn(_crowded(demo, titles))
    shown = [node for node in _texts(root) if "Un sujet" in "".join(node.itertext())]
    assert {float(node.attrib["font-size"]) for node in shown} <= set(SIZES)
    left = [said for said in _at(root) if re.fullmatch(r"\+ \d+", said)]
    assert left == ([f"+ {many - len(shown)}"] if counted else [])
    assert all(float(node.attrib["y"]) < 540 for node in shown)


def test_it_says_itself_to_whoever_does_not_see_it(demo: WorkshopView, cast: Cast) -> None:
    said = _drawn(demo).attrib["aria-label"]
    for place in QUADRANTS:
        assert FRENCH(f"quadrant.{place}") in said
    assert all(topic.title in said for place in QUADRANTS for topic in demo.in_quadrant(place))
    empty = _drawn(read_workshop_view(cast.house, Console(cast.code)))
    assert empty.attrib["aria-label"] == FRENCH("ui.matrix.empty")


def test_what_was_typed_is_text_in_it(demo: WorkshopView) -> None:
    typed = "<script>alert(1)</script> &amp; \u202eabc\x00"
    root = _drawn(_crowded(demo, [typed]), title="<b>x</b>")
    assert not [node for node in root.iter() if node.tag.endswith(("script", "}b"))]
    assert {"<b>x</b>", typed.replace("\x00", "")} <= set(_at(root))
