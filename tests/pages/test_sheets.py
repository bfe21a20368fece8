"""Tables on the pages: brought, looked at with what is wrong, taken in whole or not at all."""

from io import BytesIO

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.pages.stage import Stage, has, keyed, shown
from tests.services import board_files
from tests.services.sheets.files import saved, workbook
from workshop.domain.words import JourneyMode, Source
from workshop.i18n import languages
from workshop.services import journeys
from workshop.services.lanes import set_mode
from workshop.services.sheets.reading import ROW_LIMIT
from workshop.services.templates import StepDraft
from workshop.services.verbatims import VerbatimMapping
from workshop.ui import sheets
from workshop.ui.plain import plain

JOURNEYS, CAPTURE = "facilitator/journeys", "facilitator/capture"
FIGURES = "Étape\tCanal\tVolume\tRemarque\nPayer\tGuichet\t12 500\tx\n"
SAID = "Verbatim\tCôté\tSorte\nTrop long\tclient\tça coince\nBravo\tclient\t+\n"


class Upload(BytesIO):
    """A file as the browser sends it: AppTest has no gesture for this."""

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(content)
        self.name = name


def choose_file(monkeypatch: pytest.MonkeyPatch, content: bytes, name: str) -> None:
    file = Upload(content, name)
    monkeypatch.setattr(st, "file_uploader", lambda *_, **__: file)


def press(app: AppTest, key: str) -> AppTest:
    app.button(key).click().run()
    assert not app.exception
    return app


def paste(app: AppTest, field: str, text: str) -> AppTest:
    app.text_area(keyed(app, f"{field}-paste")).set_value(text)
    return press(app, f"{field}-paste-read")


def ending(app: AppTest, end: str) -> str:
    """The whole key of the choice whose key ends so."""
    return next(str(box.key) for box in app.selectbox if str(box.key).endswith(end))


def titles(stage: Stage) -> list[str]:
    return [step.client_title for step in stage.view.steps]


def data_cards(stage: Stage) -> dict[str, tuple[str, str, str]]:
    return {
        card.text: (card.side, card.kind, card.step)
        for card in stage.view.cards
        if card.source == Source.DATA
    }


@pytest.mark.parametrize("page", [JOURNEYS, CAPTURE])
def test_nothing_is_asked_before_a_table_is_brought(
    demo: Stage,
    page: str,
) -> None:
    app = demo.open(page)
    assert not app.exception
    assert not has(app, "journey-take")
    assert not has(app, "verbatims-take")


def test_a_pasted_table_is_shown_then_taken_in_and_the_field_is_empty(bare: Stage) -> None:
    app = paste(bare.open(JOURNEYS), "journey", FIGURES)
    page = shown(app)
    for said in ("Payer", "Guichet", bare.words("ui.sheet.fate.added"), "Remarque"):
        assert said in page
    assert "Payer" not in titles(bare)
    press(app, "journey-take")
    added = bare.view.steps[-1]
    assert (added.client_title, added.channels[0].volume) == ("Payer", 12_500)
    assert app.text_area(keyed(app, "journey-paste")).value == ""
    assert not has(app, "journey-take")
    app = paste(app, "journey", FIGURES)
    assert bare.words("ui.sheet.nothing_new") in shown(app)
    assert not has(app, "journey-take")


def test_a_wrong_cell_is_shown_beside_its_line_and_nothing_can_be_taken(bare: Stage) -> None:
    before = bare.view.steps
    app = paste(bare.open(JOURNEYS), "journey", FIGURES + "Payer\t<b>Guichet</b>\t1.2k\tx\n")
    page = shown(app)
    assert "1.2k" in page
    assert "&lt;b&gt;Guichet" in page
    assert [error.value for error in app.error] == [bare.words.count("ui.sheet.faults", 1)]
    assert app.button("journey-take").disabled
    assert bare.view.steps == before


def test_a_file_is_read_and_another_sheet_of_it_may_be_chosen(
    bare: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for name in ("Un", "Deux"):
        page = book.create_sheet(name)
        page.append(["Étape", "Outil"])
        page.append([f"Étape {name}", "Caisse"])
    choose_file(monkeypatch, saved(book), "service.xlsx")
    app = press(bare.open(JOURNEYS), "journey-file-read")
    assert "Étape Un" in shown(app)
    app.selectbox(keyed(app, "journey-columns-1-page")).set_value("Deux").run()
    assert "Étape Deux" in shown(app)
    press(app, "journey-take")
    assert titles(bare)[-1] == "Étape Deux"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "sheet_empty"),
        (b"\x89PNG\r\n", "sheet_unreadable"),
        (b"a;b\n1;2;3\n", "sheet_overflow"),
        (b"a;b\n" + b"1;2\n" * (ROW_LIMIT + 1), "sheet_too_long"),
        (workbook([("a",), ("=1+1",)]), "sheet_formula"),
    ],
)
def test_a_malformed_file_is_one_sentence_and_changes_nothing(
    bare: Stage, monkeypatch: pytest.MonkeyPatch, content: bytes, code: str
) -> None:
    revision = bare.view.workshop.revision
    choose_file(monkeypatch, content, "figures.csv")
    app = press(bare.open(JOURNEYS), "journey-file-read")
    [error] = app.error
    key = plain(bare.words(f"error.{code}", limit=ROW_LIMIT, column="A").split("{")[0])
    assert key in error.value
    assert bare.view.workshop.revision == revision
    assert not has(app, "journey-take")


def test_no_file_at_all_is_said(bare: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "file_uploader", lambda *_, **__: None)
    app = press(bare.open(JOURNEYS), "journey-file-read")
    assert [error.value for error in app.error] == [bare.words("ui.sheet.nothing")]


def test_columns_of_other_names_are_chosen_on_the_page(bare: Stage) -> None:
    app = paste(bare.open(JOURNEYS), "journey", "A\tB\nPayer\tCaisse\n")
    assert len(app.error) == 1
    assert not has(app, "journey-take")
    app.selectbox(keyed(app, "journey-columns-1--step")).set_value("A")
    app.selectbox(keyed(app, "journey-columns-1--tool")).set_value("B").run()
    press(app, "journey-take")
    assert bare.view.steps[-1].tools == ("Caisse",)


def test_what_stood_on_the_screen_is_taken_or_nothing(bare: Stage) -> None:
    app = paste(bare.open(JOURNEYS), "journey", FIGURES)
    journeys.add_step(bare.house, bare.console, StepDraft("Payer"))
    press(app, "journey-take")
    assert [error.value for error in app.error] == [plain(bare.words("error.screen_stale"))]
    assert bare.view.steps[-1].channels == ()
    press(app, "journey-take")  # now it has been seen
    assert bare.view.steps[-1].channel_names == ("Guichet",)


@pytest.mark.parametrize("mode", list(JourneyMode))
@pytest.mark.parametrize("language", languages())
def test_the_example_of_either_language_can_be_brought_as_it_is(
    bare: Stage, monkeypatch: pytest.MonkeyPatch, language: str, mode: JourneyMode
) -> None:
    set_mode(bare.house, bare.console, mode)
    made = examples(monkeypatch, bare, JOURNEYS)
    choose_file(monkeypatch, made[f"journey-example-{language}"], "etapes.csv")
    app = press(bare.open(JOURNEYS), "journey-file-read")
    assert not app.error
    press(app, "journey-take")
    taken = {step.client_title: step for step in bare.view.steps}
    help_ = taken[{"fr": "Demander de l’aide", "en": "Ask for help"}[language]]
    assert [channel.volume for channel in help_.channels] == [12_500, None]


@pytest.mark.parametrize("language", languages())
def test_the_example_of_verbatims_speaks_of_the_workshops_own_steps(
    bare: Stage,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
) -> None:
    made = examples(monkeypatch, bare, CAPTURE)
    choose_file(monkeypatch, made[f"verbatims-example-{language}"], "paroles.csv")
    app = press(bare.open(CAPTURE), "verbatims-file-read")
    assert not app.error
    press(app, "verbatims-take")
    assert len(data_cards(bare)) == 3


def examples(monkeypatch: pytest.MonkeyPatch, stage: Stage, page: str) -> dict[str, bytes]:
    """The files that a page offers, by the key of their button."""
    made: dict[str, bytes] = {}

    def offered(_: str, data: bytes, *, key: str, **__: object) -> bool:
        made[key] = data
        return False

    monkeypatch.setattr(st, "download_button", offered)
    stage.open(page)
    return made


def test_verbatims_become_data_cards_once_their_source_is_said(
    demo: Stage,
) -> None:
    app = paste(demo.open(CAPTURE), "verbatims", SAID)
    assert not has(app, "verbatims-take")
    app.text_input(keyed(app, "verbatims-columns-1-source")).set_value("Enquête").run()
    assert demo.words.count("ui.sheet.verbatims.cards", 2) in shown(app)
    press(app, "verbatims-take")
    new = data_cards(demo)
    assert new["Trop long"] == ("client", "irritant", "any")
    assert new["Bravo"] == ("client", "enchantment", "any")


def test_what_holds_for_all_lines_is_said_beside_the_table(
    demo: Stage,
) -> None:
    app = paste(demo.open(CAPTURE), "verbatims", "Verbatim\tNote\nLent\t2\nMoyen\t7\nBien\t9\n")
    app.text_input(keyed(app, "verbatims-columns-1-source")).set_value("Baromètre")
    app.radio("verbatims-columns-1-side").set_value("employee")
    step = str(demo.view.steps[1].id)
    app.selectbox("verbatims-columns-1-step").set_value(step).run()
    assert demo.words.count("ui.sheet.verbatims.between", 1) in shown(app)
    press(app, "verbatims-take")
    new = data_cards(demo)
    assert new["Lent"] == ("employee", "irritant", step)
    assert new["Bien"] == ("employee", "enchantment", step)
    assert "Moyen" not in new


def test_the_thresholds_of_a_score_are_chosen(demo: Stage) -> None:
    assert VerbatimMapping({}, "").low < VerbatimMapping({}, "").high
    app = paste(demo.open(CAPTURE), "verbatims", "Verbatim\tNote\nMoyen\t3\n")
    app.text_input(keyed(app, "verbatims-columns-1-source")).set_value("Baromètre")
    app.number_input("verbatims-columns-1-low").set_value(2.0)
    app.number_input("verbatims-columns-1-high").set_value(3.0).run()
    press(app, "verbatims-take")
    assert data_cards(demo)["Moyen"][1] == "enchantment"


def test_a_long_preview_says_how_much_it_leaves_out(
    bare: Stage,
) -> None:
    app = paste(bare.open(CAPTURE), "verbatims", "Verbatim\n" + "Lent\n" * (sheets.SHOWN + 7))
    app.text_input(keyed(app, "verbatims-columns-1-source")).set_value("Enquête").run()
    assert bare.words.count("ui.sheet.more", 7) in shown(app)


def test_a_board_is_recognised_and_says_what_is_never_taken(
    demo: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_file(monkeypatch, board_files.SCRUMLR, "2026-03-12_Desk (1).csv")
    app = press(demo.open(CAPTURE), "verbatims-file-read")
    page = shown(app)
    assert plain(demo.words("ui.board.tool", tool="scrumlr")) in page
    never = demo.words.listing(["author_id", "author"])
    assert plain(demo.words("ui.board.never", columns=never)) in page
    assert "Happy Hippo" not in page
    source = keyed(app, "verbatims-columns-1-source")
    assert app.text_input(source).value == "scrumlr · 2026-03-12_Desk"
    # One of its columns says nothing that we know: it is asked, and nothing can be taken yet.
    first = plain(demo.words("ui.board.say_first", values="Actions"))
    assert [info.value for info in app.info] == [first]
    assert not has(app, "verbatims-take")
    app.selectbox(ending(app, "-kind-actions-False")).set_value("out").run()
    assert demo.words.count("ui.sheet.verbatims.left_out", 1) in shown(app)
    press(app, "verbatims-take")
    new = data_cards(demo)
    assert new["A smile on arrival"] == ("client", "enchantment", "any")
    assert new["Same form again"] == ("client", "irritant", "any")
    assert "Ask the printer people" not in new
    app = press(app, "verbatims-file-read")
    app.selectbox(ending(app, "-kind-actions-False")).set_value("out").run()
    assert demo.words.count("ui.sheet.verbatims.already", 3) in shown(app)
    assert not has(app, "verbatims-take")


def test_the_columns_of_a_board_become_steps_by_one_tap(
    bare: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_file(monkeypatch, board_files.MIRO, "board.csv")
    app = press(bare.open(CAPTURE), "verbatims-file-read")
    assert not has(app, "verbatims-take")
    app.toggle("verbatims-columns-1-means-0--new").set_value(True).run()
    page = shown(app)
    assert "&lt;b&gt;No sign" in page
    steps = bare.words.listing(["Ask", "Wait", "Pay"])
    assert plain(bare.words("ui.board.new_steps", steps=steps)) in page
    press(app, "verbatims-take")
    assert titles(bare)[-3:] == ["Ask", "Wait", "Pay"]
    assert len(data_cards(bare)) == 6


def test_a_table_may_be_read_in_the_other_way(bare: Stage) -> None:
    app = paste(bare.open(CAPTURE), "verbatims", "Verbatim\tAccueil\nLent\tFroid\n")
    app.radio("verbatims-columns-1--layout").set_value(True).run()
    assert not app.exception
    chosen = app.multiselect("verbatims-columns-1--texts")
    assert chosen.value == ["Verbatim", "Accueil"]
    chosen.set_value(["Accueil"]).run()
    app.text_input(keyed(app, "verbatims-columns-1-source")).set_value("Atelier").run()
    step = str(bare.view.steps[0].id) if bare.view.steps else "any"
    app.selectbox(ending(app, "-step-accueil-False")).set_value(step).run()
    press(app, "verbatims-take")
    assert data_cards(bare) == {"Froid": ("client", "irritant", step)}
