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
from workshop.domain.words import QUADRANTS, Lane, Side
from workshop.exports import deck, json_file, slides_file
from workshop.i18n import words
from workshop.services import actions, capture, lanes, solutions, topics, workshops
from workshop.services.actors import Console
from workshop.services.demo import create_demo
from workshop.services.house import House
from workshop.services.views.map import map_of
from workshop.services.views.workshop import WorkshopView, read_workshop_view

DUE = date(2027, 3, 1)
INCH = 914_400
"""In the units of the format."""
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


def test_two_life_cycles_have_a_slide_each_with_the_curve_that_is_known(
    house: House, there: Console
) -> None:
    lanes.set_mode(house, there, "life_cycle")
    file = opened(slides_file.produce(house, there))
    say = words("fr")
    names = [f"{say('file.report.map')} · {say(f'side.label.{side}')}" for side in Side]
    found = [one for one in file.slides if one.shapes.title.text_frame.text in names]
    assert [one.shapes.title.text_frame.text for one in found] == names
    client, team = (
        ([shape.chart for shape in one.shapes if shape.has_chart], one) for one in found
    )
    assert [len(chart.plots[0].series) for chart in client[0]] == [1]
    assert team[0] == []  # nobody has said yet how its steps are lived
    [steps] = [shape.table for shape in team[1].shapes if shape.has_table]
    read = map_of(read_workshop_view(house, there))
    assert len(steps.rows) == 1 + len(read.lane(Lane.EMPLOYEE))


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
    if not house.database.url.startswith("sqlite"):
        pytest.skip("an office asks the database nothing")
    deck = tmp_path / "deck.pptx"
    deck.write_bytes(slides_file.produce(house, there))
    convert = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    convert += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(deck)]
    subprocess.run(convert, check=True, capture_output=True, timeout=300)
    pages = PdfReader(tmp_path / "deck.pdf").pages
    assert len(pages) == len(opened(deck.read_bytes()).slides)


LONG = "Une chose à faire, dite bien longuement, avec tous ses détails et sans rien en oublier, "


@pytest.fixture
def crowded(house: House) -> Console:
    """Long words everywhere, more ideas than slides of their own, and no mood yet."""
    new = workshops.create_workshop(house, template_slug="contact-centre", title=LONG[:80])
    me = Console(new.code)
    rows = [
        capture.CardRow(f"{LONG * 2}{n}", side, "irritant", "")
        for n in range(8)
        for side in ("client", "employee")
    ]
    labels = capture.import_cards(house, me, rows)
    for n in range(8):
        cards = labels[2 * n : 2 * n + 2]
        topics.make_topic(house, me, title=f"{LONG}{n}"[:120], cards=cards)
    for n in range(slides_file.IDEAS + 3):
        solutions.add_solution(house, me, title=f"{n} {LONG}"[:120], topics=["T1", "T2"])
    draft = actions.ActionDraft(LONG, "Ann", "", DUE, LONG, "open", "T1", "S1", term="short")
    actions.add_action(house, me, draft)
    return me


def test_words_keep_to_their_places_however_long_they_are(house: House, crowded: Console) -> None:
    file = opened(slides_file.produce(house, crowded))
    for slide in file.slides:
        for shape in slide.shapes:
            assert shape.left + shape.width <= file.slide_width
            if shape.has_text_frame and shape.text_frame.text:
                lines = [
                    (run.text, run.font.size.pt, "", bool(run.font.bold))
                    for paragraph in shape.text_frame.paragraphs
                    for run in paragraph.runs
                ]
                takes = deck.high(lines, (shape.width - 2 * shape.text_frame.margin_left) / INCH)
                assert takes * INCH <= shape.height, shape.text_frame.text
            if shape.has_table:
                rows = [[cell.text for cell in row.cells] for row in shape.table.rows]
                shares = [column.width for column in shape.table.columns]
                takes = sum(deck.row_heights(rows, sum(shares) / INCH, shares))
                assert shape.top + takes * INCH < file.slide_height - INCH / 2


def test_ideas_beyond_the_first_stand_in_a_table_and_none_is_left_out(
    house: House, crowded: Console
) -> None:
    file = opened(slides_file.produce(house, crowded))
    said = text_of(file).splitlines()
    titles = [slide.shapes.title.text_frame.text for slide in file.slides]
    ideas = [line.title for line in read_workshop_view(house, crowded).solutions]
    assert [titles.count(title) for title in ideas] == [1] * slides_file.IDEAS + [0] * 3
    assert all(title in said for title in ideas)


def test_an_idea_says_what_was_decided_of_it(house: House, crowded: Console) -> None:
    file = opened(slides_file.produce(house, crowded))
    [slide] = [one for one in file.slides if one.shapes.title.text_frame.text.startswith("0 ")]
    decided = f"{LONG.strip()} (Ann, 1er mars 2027)"
    assert decided in [
        line for shape in slide.shapes if shape.has_text_frame for line in paragraphs(shape)
    ]


def paragraphs(shape: Any) -> list[str]:
    return [paragraph.text for paragraph in shape.text_frame.paragraphs]


def test_without_a_mood_the_steps_stand_where_the_curves_would(
    house: House, crowded: Console
) -> None:
    file = opened(slides_file.produce(house, crowded))
    assert charts_of(file) == []
    steps = [
        f"{step.number} {step.title}" for step in map_of(read_workshop_view(house, crowded)).steps
    ]
    assert set(steps) <= set(text_of(file).splitlines())
