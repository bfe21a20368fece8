"""The slides, opened again: titles, words and charts that anybody can edit."""

import io
import json
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pypdf import PdfReader

from tests.services.cast import Cast
from workshop.domain.errors import WorkshopUnknown
from workshop.domain.words import QUADRANTS
from workshop.exports import json_file, slides_file
from workshop.i18n import words
from workshop.services import actions, capture, lanes, solutions, topics, workshops
from workshop.services.actors import Console
from workshop.services.demo import create_demo
from workshop.services.house import House
from workshop.services.views.map import map_of
from workshop.services.views.workshop import WorkshopView, read_workshop_view

DUE = date(2027, 3, 1)
TYPED = [
    '=HYPERLINK("http://example.org";"x")',
    "<script>alert(1)</script> & ![x](http://example.org)",
    "http://example.org/a",
    "مرحبا 👩‍👩‍👧 \u202eabc\u202c",
    "_x0041_ {PAGE}",
    "é" * 250,
]


def opened(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def text_of(file: Any) -> str:
    """All words of all slides, tables too."""
    found = []
    for slide in file.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found += [paragraph.text for paragraph in shape.text_frame.paragraphs]
            if shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(found)


def charts_of(file: Any) -> list[Any]:
    return [shape.chart for slide in file.slides for shape in slide.shapes if shape.has_chart]


@pytest.fixture
def there(house: House) -> Console:
    return Console(create_demo(house, "fr").code)


@pytest.fixture
def view(house: House, there: Console) -> WorkshopView:
    return read_workshop_view(house, there)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_slide_has_a_title_and_the_deck_its_language(house: House, language: str) -> None:
    me = Console(create_demo(house, language).code)
    file = opened(slides_file.produce(house, me))
    titles = [slide.shapes.title.text_frame.text for slide in file.slides]
    say = words(language)
    assert all(titles)
    assert titles[0] == file.core_properties.title
    assert file.core_properties.language == language
    assert say("ui.sponsor.matrix") in titles
    assert file.slide_width / file.slide_height == pytest.approx(16 / 9, abs=0.001)
    for idea in read_workshop_view(house, me).solutions:
        assert titles.count(idea.title) == 1


def test_the_mood_curves_are_a_chart_with_their_figures(
    house: House, there: Console, view: WorkshopView
) -> None:
    curves = charts_of(opened(slides_file.produce(house, there)))[0]
    client, team = curves.plots[0].series
    steps = map_of(view).steps
    assert len(list(curves.plots[0].categories)) == len(steps) == 7
    assert list(client.values) == pytest.approx([step.client.mean for step in steps])
    assert list(team.values) == pytest.approx([step.employee.mean for step in steps])


def test_two_life_cycles_have_a_chart_each(house: House, there: Console) -> None:
    lanes.set_mode(house, there, "life_cycle")
    shown = charts_of(opened(slides_file.produce(house, there)))[:2]
    assert [len(chart.plots[0].series) for chart in shown] == [1, 1]


def test_benefit_and_effort_are_points_with_the_names_of_the_ideas(
    house: House, there: Console, view: WorkshopView
) -> None:
    chart = charts_of(opened(slides_file.produce(house, there)))[-1]
    weighed = [line for line in view.solutions if line.benefit and line.effort]
    assert weighed
    assert [one.name for one in chart.series] == [one.label for one in weighed]
    assert [list(one.values) for one in chart.series] == [
        [pytest.approx(one.benefit.centre)] for one in weighed if one.benefit
    ]


def test_the_matrix_and_the_plan_are_words_to_edit(
    house: House, there: Console, view: WorkshopView
) -> None:
    said = text_of(opened(slides_file.produce(house, there)))
    for quadrant in QUADRANTS:
        assert words("fr")(f"quadrant.{quadrant}") in said
        assert all(topic.title in said for topic in view.in_quadrant(quadrant))
    assert all(action.what in said for action in view.actions)
    assert "Pas une réussite" in said
    assert not [
        shape
        for slide in opened(slides_file.produce(house, there)).slides
        for shape in slide.shapes
        if shape.shape_type == 13  # a picture
    ]


def test_many_topics_are_counted_and_a_long_plan_goes_on(house: House) -> None:
    me = Console(workshops.create_workshop(house, language="en", title="Much").code)
    rows = [
        capture.CardRow(f"{number}", side, "irritant", "")
        for number in range(12)
        for side in ("client", "employee")
    ]
    labels = capture.import_cards(house, me, rows)
    for number in range(12):
        pair = labels[2 * number : 2 * number + 2]
        topics.make_topic(house, me, title=f"Topic {number}", cards=pair)
    for number in range(slides_file.ROWS + 1):
        actions.add_action(
            house,
            me,
            actions.ActionDraft(
                f"Do {number}", "Ann", "", DUE, "Less", "open", quadrant="priority"
            ),
        )
    file = opened(slides_file.produce(house, me))
    said = text_of(file)
    assert said.count("+ 7") == 1
    tables = [shape.table for slide in file.slides for shape in slide.shapes if shape.has_table]
    assert [len(found.rows) for found in tables] == [slides_file.ROWS + 1, 2]


def test_an_empty_workshop_has_slides_too(house: House) -> None:
    me = Console(workshops.create_workshop(house, language="en", title="New").code)
    said = text_of(opened(slides_file.produce(house, me)))
    assert words("en")("ui.sponsor.actions.none") in said
    assert words("en")("ui.sponsor.priorities.none") in said


def test_what_was_typed_is_words_and_comes_out_unharmed(house: House) -> None:
    me = Console(workshops.create_workshop(house, language="en", title=TYPED[0]).code)
    for text in TYPED:
        solutions.add_solution(house, me, title=text[:140])
        actions.add_action(house, me, actions.ActionDraft(text))
    told = json.loads(json_file.produce(house, me))
    file = opened(slides_file.produce(house, me))
    said = text_of(file)
    assert all(solution["title"] in said for solution in told["solutions"])
    assert len(told["solutions"]) == len(TYPED)
    links = [
        run.hyperlink.address
        for slide in file.slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    ]
    assert set(links) == {None}


def test_slides_tell_nothing_that_a_sponsor_may_not_read(lived: Cast) -> None:
    me = Console(lived.code)
    told = json.loads(json_file.produce(lived.house, me))
    hidden = [card["text"] for card in told["cards"] if card["status"] != "shown"]
    addresses = [person["email"] for person in told["people"] if person["email"]]
    said = text_of(opened(slides_file.produce(lived.house, me)))
    assert hidden
    assert addresses
    assert [word for word in (*hidden, *addresses) if word in said] == []


def test_there_are_no_slides_of_a_workshop_that_is_not_there(house: House) -> None:
    with pytest.raises(WorkshopUnknown):
        slides_file.produce(house, Console("ZZZZZZ"))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_another_office_opens_them_with_as_many_pages(
    house: House, there: Console, tmp_path: Path
) -> None:
    deck = tmp_path / "deck.pptx"
    deck.write_bytes(slides_file.produce(house, there))
    convert = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    convert += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(deck)]
    subprocess.run(convert, check=True, capture_output=True, timeout=300)
    pages = PdfReader(tmp_path / "deck.pdf").pages
    assert len(pages) == len(opened(deck.read_bytes()).slides)
