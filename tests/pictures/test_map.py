"""The picture of the map: everything on it, nothing too small, and what is left out is said."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from tests.pictures.colours import contrast
from tests.pictures.maps import TITLES, a_map, a_step, cycles, mirror
from workshop.domain.figures import GoodwillAlarm, volume_of
from workshop.domain.journey import Channel
from workshop.domain.words import Lane, Side, VolumeUnit
from workshop.i18n import words
from workshop.pictures.map import MOST_COLUMNS, map_svg
from workshop.pictures.palette import DARK, LIGHT, PRINT, Palette
from workshop.pictures.sheet import SMALL
from workshop.services.views.map import MapLink, MapMood, MapView

FRENCH = words("fr", "les assurés", "nous")
ENGLISH = words("en", "customers", "us")
SIZES = {"export": (1920, 1080), "projector": (1824, 870)}
MAPS = {
    "one step": mirror(1),
    "three steps": mirror(3),
    "eight steps": mirror(8),
    "fourteen steps": mirror(14),
    "two life cycles": cycles(7, 6),
    "two long life cycles": cycles(9, 8),
    "a client's life cycle alone": a_map([a_step(0, lane=Lane.CLIENT)]),
}


def _drawn(view: MapView, size: str = "export", **values: str) -> ET.Element:
    wide, high = SIZES[size]
    return ET.fromstring(map_svg(view, FRENCH, LIGHT, wide=wide, high=high, **values))


def _texts(root: ET.Element) -> list[ET.Element]:
    return [node for node in root.iter() if node.tag.endswith("text")]


def _said(root: ET.Element) -> str:
    return " ".join("".join(node.itertext()) for node in _texts(root))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", MAPS)
def test_no_word_is_too_small_for_the_last_row_and_none_leaves_the_picture(
    name: str, size: str
) -> None:
    root = _drawn(MAPS[name], size, title="Deux parcours" if size == "export" else "")
    wide, high = SIZES[size]
    for node in _texts(root):
        assert float(node.attrib["font-size"]) >= SMALL
        assert 0 < float(node.attrib["y"]) <= high
        assert 0 < float(node.attrib["x"]) < wide


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", MAPS)
def test_each_step_is_there_with_its_number(name: str, size: str) -> None:
    said = _said(_drawn(MAPS[name], size))
    for step in MAPS[name].steps:
        first = step.title.split()[0].rstrip(",")[:7]
        assert re.search(rf"\b{step.number}\s{first}", said)


def test_both_lanes_their_figures_and_what_stands_out_are_on_the_projector() -> None:
    said = _said(_drawn(mirror(8), "projector"))
    for shown in ("Les assurés", "Nous", "très agréable", "+1,4", "−1,4", "12\u00a0k", "−12 +1"):
        assert shown in said
    for key in ("dotted", "gap", "first", "truth", "goodwill", "against", "hidden"):
        assert FRENCH(f"ui.map.key.{key}") in said


def test_with_few_steps_titles_are_large_and_channels_tools_and_kpis_have_their_names() -> None:
    root = _drawn(mirror(3), title="Deux parcours")
    said = _said(root)
    for shown in ("Téléphone 9,4\u00a0k / mois", "Appels par jour", "Agenda 2,4/5"):
        assert shown in said
    titles = [node for node in _texts(root) if "Attendre" in "".join(node.itertext())]
    assert float(titles[0].attrib["font-size"]) >= 44
    assert "faute de place" not in said


def test_what_finds_no_room_is_left_out_in_order_and_said() -> None:
    told = re.search(r"faute de place\W+(.*?)\.", _said(_drawn(mirror(12), "projector")))
    assert told is not None
    assert told[1].startswith(FRENCH("ui.map.left.tools"))
    assert FRENCH("ui.map.left.cards") not in told[1]


def test_the_signs_keep_a_row_where_the_rows_that_hold_them_are_left_out() -> None:
    root = ET.fromstring(map_svg(mirror(14), FRENCH, wide=1824, high=620))
    assert FRENCH("ui.map.row.look") in _said(root)


def test_of_more_steps_than_a_row_can_read_those_that_say_least_are_counted() -> None:
    plain = [replace(a_step(n % 14), id=f"x{n}", moment_of_truth=False) for n in range(20)]
    quiet = replace(
        plain[3], title="Silence", client=MapMood(), employee=MapMood(), kpis=(), channels=()
    )
    said = _said(_drawn(a_map([*plain[:3], quiet, *plain[4:]])))
    assert FRENCH.count("ui.map.left.steps", 20 - MOST_COLUMNS) in said
    assert "Silence" not in said


def test_what_people_typed_is_text_and_never_markup() -> None:
    typed = 'A <script>alert("1")</script> & \x00 <b>'
    step = replace(a_step(0), title=typed, team_title=typed)
    svg = map_svg(a_map([step]), words("fr", "<i>eux</i>", "nous & toi"), title=typed)
    root = ET.fromstring(svg)
    names = {node.tag.split("}")[1] for node in root.iter()}
    assert not names & {"script", "b", "i", "a", "foreignObject", "image", "use"}
    assert "<script" not in svg
    assert 'A <script>alert("1")' in _said(root)


def test_a_curve_that_the_team_alone_tells_is_dotted_and_its_marks_are_empty() -> None:
    told = a_map([replace(a_step(n), client=MapMood(1.0, 6, by_team=True)) for n in range(2)])
    heard = a_map([replace(a_step(n), client=MapMood(1.0, 6)) for n in range(2)])
    dotted = [_drawn(view).findall(".//*[@stroke-dasharray='1 14']") for view in (told, heard)]
    assert [len(found) for found in dotted] == [1, 0]


def test_a_human_moment_has_a_heart_in_its_corner_and_a_key() -> None:
    plain = _drawn(a_map([a_step(0), a_step(2)]))
    drawn = _drawn(a_map([a_step(0), replace(a_step(2), human_moment=True)]))
    assert FRENCH("ui.map.key.human") in _said(drawn)
    assert FRENCH("ui.map.key.human") not in _said(plain)
    shapes = [sum(node.tag.endswith("polygon") for node in root.iter()) for root in (plain, drawn)]
    assert shapes[1] == shapes[0] + 2  # on the step, and beside the words that say what it is


def test_without_answers_the_picture_says_so_and_still_shows_the_steps() -> None:
    silent = replace(a_step(0), client=MapMood(), employee=MapMood(), gap=None)
    assert FRENCH("ui.map.no_mood") in _said(_drawn(a_map([silent])))
    assert FRENCH("ui.map.hidden") in _said(_drawn(a_map([silent], answers_shown=False)))


def test_without_steps_the_picture_says_that_there_are_none() -> None:
    assert FRENCH("ui.map.no_step") in _said(_drawn(a_map([])))


def test_an_alarm_that_is_still_to_be_checked_has_an_empty_sign() -> None:
    view = a_map([replace(a_step(7), goodwill=GoodwillAlarm.TO_CHECK)])
    assert FRENCH("ui.map.key.to_check") in _said(_drawn(view))


def test_links_are_drawn_dashed_where_the_gap_is_not_known() -> None:
    view = cycles(3, 3)
    unknown = replace(view.steps[0], client=MapMood())
    first = view.links[0]
    drawn = _drawn(replace(view, steps=(unknown, *view.steps[1:]), links=(first, *view.links[1:])))
    paths = [node for node in drawn.iter() if node.tag.endswith("path")]
    assert len(paths) == len(view.links)
    assert sum("stroke-dasharray" in node.attrib for node in paths) == 1
    gone = replace(view, links=(MapLink("gone", "e1"),))
    assert not [node for node in _drawn(gone).iter() if node.tag.endswith("path")]


def test_other_units_are_named_under_their_figure() -> None:
    files = (Channel("Courrier", 40, VolumeUnit.FILES),)
    for count in (3, 8):  # with the names of the channels, and without
        *others, last = mirror(count).steps
        counted = replace(last, channels=files, volume=volume_of(files))
        assert FRENCH("journeys.unit.files") in _said(_drawn(a_map([*others, counted])))


def test_the_three_sentences_are_the_picture_s_own_words() -> None:
    label = _drawn(mirror(8)).attrib["aria-label"]
    assert TITLES[0] in label
    assert FRENCH.count("ui.map.steps", 8) in label


def test_it_is_drawn_in_english_too() -> None:
    root = ET.fromstring(map_svg(mirror(8), ENGLISH))
    assert "Customers" in _said(root)
    assert "très" not in _said(root)


@pytest.mark.parametrize("palette", [LIGHT, DARK, PRINT])
def test_words_and_marks_stand_out_on_paper_and_tint(palette: Palette) -> None:
    for ground in (palette.paper, palette.tint):
        for colour in (palette.ink, palette.soft, palette.accent, palette.alarm):
            assert contrast(colour, ground) >= 4.5, (colour, ground)
    # The two curves differ without colour: in lightness, besides their marks.
    assert contrast(palette.ink, palette.accent) >= 1.5


def test_sides_have_marks_of_different_shapes() -> None:
    root = _drawn(a_map([replace(a_step(9), goodwill=GoodwillAlarm.NONE)]))
    tags = {node.tag.split("}")[1] for node in root.iter()}
    assert {"circle", "rect"} <= tags
    assert all(step.mood(side).mean is not None for step in mirror(3).steps for side in Side)
