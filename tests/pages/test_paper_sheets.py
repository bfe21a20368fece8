"""Sheets of paper typed in on their page: short to type, all or nothing, taken back whole."""

from streamlit.testing.v1 import AppTest

from tests.pages.stage import Stage, has, keyed, shown
from workshop.domain.words import Kind, Side
from workshop.i18n import words
from workshop.services.paper import PaperCard
from workshop.services.paper_rows import IdeaRow, Row
from workshop.services.views.paper_sheets import SheetLine, read_typed_sheets
from workshop.services.votes import NewVote, open_vote
from workshop.ui.paper_reading import read_cards, read_ideas, read_numbers

PAGE = "facilitator/paper"
STEPS = ("11", "12")


def press(app: AppTest) -> AppTest:
    app.button(keyed(app, "sheet-save")).click().run()
    assert not app.exception
    return app


def open_kind(stage: Stage, kind: str) -> AppTest:
    app = stage.open(PAGE)
    app.segmented_control("sheet-kind").set_value(kind).run()
    assert not app.exception
    return app


def sheets(stage: Stage) -> tuple[SheetLine, ...]:
    return read_typed_sheets(stage.house, stage.console).sheets


def us(stage: Stage) -> str:
    """The letter of the team's side."""
    return stage.words("ui.sheets.letter.employee")


def type_cards(app: AppTest, text: str) -> AppTest:
    app.text_area(keyed(app, "sheet-lines-cards")).set_value(text)
    return press(app)


def test_a_card_in_a_few_keystrokes() -> None:
    found = read_cards("- c 2 On attend\n\n+ e 3 logiciels", "key", STEPS, words("fr"))
    assert found.rows == [PaperCard("On attend", "client", "irritant", "12")]
    assert "3" in found.faults["key"], "there is no third step: the first fault is told"
    every: list[Row] = [
        PaperCard("3 logiciels", Side.EMPLOYEE, Kind.ENCHANTMENT, "11"),
        PaperCard("Fini", Side.EMPLOYEE, Kind.IRRITANT, "any"),
    ]
    assert read_cards("+ e 1 3 logiciels\n−E  Fini", "key", STEPS, words("fr")).rows == every
    for line in ("On attend", "- On attend", "-", "- c’est long"):
        assert read_cards(line, "key", STEPS, words("fr")).faults


def test_ideas_and_numbers_are_read_as_hands_type_them() -> None:
    assert read_ideas("t3 Rappeler\n\nUn banc", "key").rows == [
        IdeaRow("Rappeler", "T3"),
        IdeaRow("Un banc"),
    ]
    for written in ("1 0 -2", " 1,0, −2 ", "+1 / 0 / –2"):
        assert read_numbers(written, 3) == (1, 0, -2)
    for written in ("", "1 0", "1 0 2 3", "a 1 0", "1.5 0 2x"):
        assert read_numbers(written, 3) is None


def test_a_sheet_of_cards_is_typed_in_and_taken_back(demo: Stage) -> None:
    before = len(demo.view.shown_cards)
    app = type_cards(demo.open(PAGE), f"- c 1 On attend trop\n+ {us(demo)} Un sourire")
    [sheet] = sheets(demo)
    assert (sheet.voices, len(sheet.made)) == (1, 2)
    assert len(demo.view.shown_cards) == before + 2
    assert app.text_area(keyed(app, "sheet-lines-cards")).value == ""
    app.button(f"sheet-remove-{sheet.sheet_id}").click().run()
    assert not app.exception
    assert sheets(demo) == ()
    assert len(demo.view.shown_cards) == before


def test_a_line_that_is_wrong_is_said_below_its_field_and_what_was_typed_stays(
    demo: Stage,
) -> None:
    text = f"- c 1 On attend trop\n- {us(demo)} " + "x" * 300
    app = type_cards(demo.open(PAGE), text)
    [said] = app.error
    assert "2" in said.value
    assert app.text_area(keyed(app, "sheet-lines-cards")).value == text
    app = type_cards(app, "sans signe")
    assert demo.words("ui.paper.no_sign") in app.error[0].value
    assert sheets(demo) == ()


def test_an_empty_sheet_is_refused(demo: Stage) -> None:
    app = press(demo.open(PAGE))
    assert demo.words("error.paper_empty") in app.error[0].value


def test_strokes_points_and_weights_are_typed_field_by_field(demo: Stage) -> None:
    open_vote(demo.house, demo.console, NewVote())
    typed = {"mood": "1 0 2 0 0", "mirror": "2 1 0", "vote": "3", "weigh": "1 -1 0"}
    for kind, numbers in typed.items():
        app = open_kind(demo, kind)
        app.text_input(keyed(app, f"sheet-{kind}")).set_value(numbers)
        press(app)
        assert not app.error
    app = open_kind(demo, "ideas")
    app.text_area(keyed(app, "sheet-lines-ideas")).set_value("T1 Un banc")
    press(app)
    assert [(sheet.kind, sheet.voices) for sheet in sheets(demo)] == [
        ("mood", 3),
        ("mirror", 3),
        ("vote", 1),
        ("weigh", 1),
        ("ideas", 1),
    ]


def test_a_field_that_is_wrong_stops_the_whole_sheet(demo: Stage) -> None:
    app = open_kind(demo, "mood")
    first, second, *_ = app.text_input
    first.set_value("1 0 2 0 0")
    second.set_value("3")
    press(app)
    assert demo.words("ui.sheets.fault.numbers", n=5) in app.error[0].value
    assert sheets(demo) == ()
    second = app.text_input(str(second.key))
    assert second.value == "3"
    second.set_value("0 0 0 0 999")
    press(app)
    assert len(app.error) == 1
    assert sheets(demo) == ()


def test_points_beyond_the_budget_are_refused_where_they_stand(demo: Stage) -> None:
    open_vote(demo.house, demo.console, NewVote())
    app = open_kind(demo, "vote")
    for field in list(app.text_input)[:3]:
        app.text_input(str(field.key)).set_value("3")
    press(app)
    assert len(app.error) == 1
    assert sheets(demo) == ()
    app.number_input(keyed(app, "sheet-voters")).set_value(2)
    press(app)
    assert [sheet.voices for sheet in sheets(demo)] == [2]


def test_what_cannot_be_typed_yet_says_what_is_missing(bare: Stage) -> None:
    for kind in ("mirror", "vote", "weigh"):
        app = open_kind(bare, kind)
        assert bare.words(f"ui.sheets.none.{kind}") in shown(app)
        assert not has(app, "sheet-save")


def test_the_kit_is_a_tap_away(demo: Stage) -> None:
    urls = [link.proto.url for link in demo.open(PAGE).get("link_button")]
    assert f"/x/{demo.code}/paper.pdf" in urls
