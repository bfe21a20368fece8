"""Without a phone: cards typed in one by one or by the sheet, checked before any is made."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.stage import Stage, has, keyed, shown
from workshop.domain.errors import TextEmpty, TextTooLong
from workshop.domain.text import CARD_LIMIT
from workshop.domain.words import Kind, Side
from workshop.i18n import words
from workshop.services import journeys
from workshop.ui.paper import read_lines
from workshop.ui.plain import plain

PAGE = "facilitator/capture"
SHEET = "− On attend trop\n\n  + Un sourire à l’accueil \n- Trois logiciels"


def press(app: AppTest, key: str) -> AppTest:
    app.button(key).click().run()
    assert not app.exception
    return app


def written(stage: Stage) -> dict[str, tuple[Kind, Side, str]]:
    """The cards entered by hand: kind, side and step by their text."""
    return {
        card.text: (card.kind, card.side, card.step) for card in stage.view.cards if card.by_hand
    }


def type_sheet(app: AppTest, text: str) -> AppTest:
    app.text_area(keyed(app, "paper-many")).set_value(text)
    return press(app, "paper-many-look")


def test_one_card_is_typed_in_for_somebody(demo: Stage) -> None:
    app = demo.open(PAGE)
    step = str(demo.view.steps[1].id)
    app.text_area(keyed(app, "paper-one")).set_value("Le guichet ferme à midi")
    app.radio("paper-one-kind").set_value(Kind.IRRITANT)
    app.radio("paper-one-side").set_value(Side.EMPLOYEE)
    app.radio("paper-one-voice").set_value(Side.CLIENT)
    app.selectbox("paper-one-step").select(step)
    press(app, "paper-one-add")
    assert written(demo) == {"Le guichet ferme à midi": (Kind.IRRITANT, Side.EMPLOYEE, step)}
    assert demo.view.room.by_hand == 1
    assert app.text_area(keyed(app, "paper-one")).value == ""


@pytest.mark.parametrize("text", ["", "   "])
def test_a_card_without_a_sentence_is_refused_and_what_was_typed_stays(
    demo: Stage, text: str
) -> None:
    app = demo.open(PAGE)
    field = app.text_area(keyed(app, "paper-one")).set_value(text)
    press(app, "paper-one-add")
    assert len(app.error) == 1
    assert app.error[0].value == plain(demo.words.error(TextEmpty()))
    assert app.text_area(str(field.key)).value == text
    assert not written(demo)


def test_a_sentence_that_is_too_long_is_said_below_its_field_and_stays_whole(demo: Stage) -> None:
    app, text = demo.open(PAGE), "mot " * 100
    field = app.text_area(keyed(app, "paper-one")).set_value(text)
    press(app, "paper-one-add")
    said = plain(demo.words.error(TextTooLong(limit=CARD_LIMIT, length=len(text.strip()))))
    assert [error.value for error in app.error] == [said], "at the field, and not again below"
    assert app.text_area(str(field.key)).value == text
    assert not written(demo)


def test_a_step_that_went_meanwhile_is_refused(demo: Stage) -> None:
    step = demo.view.steps[-1]
    app = demo.open(PAGE)
    app.text_area(keyed(app, "paper-one")).set_value("Une phrase")
    app.selectbox("paper-one-step").select(str(step.id))
    journeys.remove_step(demo.house, demo.console, step.id, cards_to="any")
    press(app, "paper-one-add")
    assert not any(card[2] == str(step.id) for card in written(demo).values())


def test_a_sheet_is_shown_as_it_was_understood_before_anything_is_made(demo: Stage) -> None:
    app = type_sheet(demo.open(PAGE), SHEET)
    assert not written(demo)
    page = shown(app)
    for said in (
        '<li value="1"><b>−</b> On attend trop</li>',
        '<li value="3"><b>+</b> Un sourire à l’accueil</li>',
    ):
        assert said in page
    app.radio("paper-many-side").set_value(Side.EMPLOYEE)
    press(app, "paper-many-look")
    press(app, "paper-many-add")
    assert written(demo) == {
        "On attend trop": (Kind.IRRITANT, Side.EMPLOYEE, "any"),
        "Un sourire à l’accueil": (Kind.ENCHANTMENT, Side.EMPLOYEE, "any"),
        "Trois logiciels": (Kind.IRRITANT, Side.EMPLOYEE, "any"),
    }
    assert not has(app, "paper-many-add")


@pytest.mark.parametrize(("one_person", "voices"), [(True, 1), (False, 3)])
def test_a_sheet_is_one_voice_or_several(demo: Stage, one_person: bool, voices: int) -> None:
    app = demo.open(PAGE)
    app.radio("paper-many-whose").set_value(one_person)
    press(type_sheet(app, SHEET), "paper-many-add")
    assert demo.view.room.by_hand == voices


def test_a_line_that_is_wrong_stops_the_whole_sheet_and_says_where(demo: Stage) -> None:
    sheet = "− Bien dite\nsans signe\n+\n− " + "x" * 281
    app = type_sheet(demo.open(PAGE), sheet)
    assert not has(app, "paper-many-add")
    assert app.error[0].value == demo.words.count("ui.paper.faults", 3)
    page = shown(app)
    assert demo.words("ui.paper.no_sign") in page
    assert page.count('class="fault"') == 3
    assert not written(demo)
    assert app.text_area(keyed(app, "paper-many")).value == sheet


def test_an_empty_sheet_is_refused(demo: Stage) -> None:
    app = type_sheet(demo.open(PAGE), " \n ")
    assert len(app.error) == 1
    assert not has(app, "paper-many-add")


def test_a_typed_line_is_never_read_as_html(demo: Stage) -> None:
    app = type_sheet(demo.open(PAGE), "− <b>gras</b>")
    assert "&lt;b&gt;gras" in shown(app)


def test_every_minus_sign_is_one() -> None:
    found = read_lines("-a\n−b\n–c\n+d", words("fr"))
    assert [line.kind for line in found] == [*[Kind.IRRITANT] * 3, Kind.ENCHANTMENT]
    assert [line.number for line in found] == [1, 2, 3, 4]


def test_the_page_to_print_is_a_tap_away(demo: Stage) -> None:
    urls = [link.proto.url for link in demo.open(PAGE).get("link_button")]
    assert f"/x/{demo.code}/cards.html" in urls
