"""Pilots and measures on the page that follows: one thing to do next, and both sides in words."""

from dataclasses import replace
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.stage import Stage, has, shown
from workshop.domain.words import Moment, PilotDecision, Role, Side
from workshop.services import measures, pilots, readings, workshops
from workshop.services.measures import MeasureDraft
from workshop.services.pilots import PilotDraft
from workshop.services.readings import ReadingDraft
from workshop.services.views.measures import MeasuresView, read_measures
from workshop.services.views.pilots import PilotLine, read_pilots
from workshop.ui import measures as measures_page
from workshop.ui import pilot_forms, reading_form

APRIL, MAY = date(2026, 4, 1), date(2026, 5, 15)
LOW = "5 6 4 5 6 5 4 5 5 5"
HIGH = "8 9 7 8 9 8 7 8 8 8"


@pytest.fixture
def page(demo: Stage) -> Stage:
    """The demo workshop without the pilots and measures that it comes with."""
    for pilot in read_pilots(demo.house, demo.console).pilots:
        pilots.remove_pilot(demo.house, demo.console, pilot.label)
    for measure in _measures(demo).measures:
        measures.remove_measure(demo.house, demo.console, measure.label)
    return demo


def _measures(stage: Stage) -> MeasuresView:
    return read_measures(stage.house, stage.console)


def _pilot(stage: Stage) -> PilotLine:
    [line] = read_pilots(stage.house, stage.console).pilots
    return line


def _open(stage: Stage, part: str) -> AppTest:
    app = stage.open("facilitator/follow", part)
    assert not app.exception
    return app


def _press(app: AppTest, *keys: str) -> AppTest:
    """Press these together: a dialog is open only in the run of the button that opens it."""
    for key in keys:
        app.button(key).click()
    app.run()
    assert not app.exception
    return app


@pytest.fixture(autouse=True)
def same_fields(monkeypatch: pytest.MonkeyPatch) -> None:
    """The button that opens a dialog is pressed again with each press in it: what was typed would
    be gone with the fields it was typed in.
    """
    for module in (pilot_forms, reading_form, measures_page):
        monkeypatch.setattr(module, "renew", lambda *_: None)


def _everything(app: AppTest) -> str:
    """The lines of the page and of its dialog."""
    return "\n".join(found.proto.body for found in app.get("html"))


def _two_measures(stage: Stage) -> tuple[str, ...]:
    return tuple(
        measures.add_measure(stage.house, stage.console, MeasureDraft(side, f"Aisance {side}"))
        for side in Side
    )


def _tried(stage: Stage, *sides: tuple[str, str]) -> str:
    """A pilot whose client's and team's measures said this before and after."""
    labels = _two_measures(stage)
    draft = PilotDraft("Rappeler", "six conseillers", APRIL, MAY, measures=labels)
    pilot = pilots.add_pilot(stage.house, stage.console, draft)
    for label, said in zip(labels, sides, strict=False):
        for moment, day, values in zip(("before", "after"), (APRIL, MAY), said, strict=True):
            reading = ReadingDraft(label, moment, day, pilot=pilot, values=values)
            readings.record_reading(stage.house, stage.console, reading)
    return pilot


def _field(app: AppTest, kind: str, start: str) -> object:
    """The one widget of a kind whose key begins so."""
    [found] = [widget for widget in getattr(app, kind) if (widget.key or "").startswith(start)]
    return found


def _type(app: AppTest, kind: str, start: str, value: object) -> None:
    _field(app, kind, start).set_value(value)  # type: ignore[attr-defined]


# --- measures -------------------------------------------------------------------------------------


def test_a_measure_is_added_read_changed_and_removed(page: Stage) -> None:
    app = _press(_open(page, "measures"), "add-measure-client")
    _type(app, "text_input", "measure-name-", "Confiance")
    _press(app, "add-measure-client", "save-measure")
    # What counts was not said: the dialog stays, with what was typed.
    assert len(app.error) == 1
    _type(app, "number_input", "measure-matters-", 0.5)
    app = _press(app, "add-measure-client", "save-measure")
    [line] = _measures(page).measures
    assert (line.name, line.side, line.matters_from) == ("Confiance", Side.CLIENT, 0.5)

    app = _press(_open(page, "measures"), f"read-{line.label}")
    _press(app, f"read-{line.label}", "save-reading")
    assert [error.value for error in app.error] == [page.words("ui.readings.nothing")]
    _type(app, "text_area", "reading-values-", LOW)
    _press(app, f"read-{line.label}", "save-reading")
    [line] = _measures(page).measures
    assert line.baseline is not None
    assert (line.baseline.sample.mean, line.baseline.sample.voices) == (5, 10)

    app = _press(_open(page, "measures"), f"edit-{line.label}")
    _type(app, "text_input", "measure-name-", "Fidélité")
    _press(app, f"edit-{line.label}", "save-measure")
    assert [found.name for found in _measures(page).measures] == ["Fidélité"]
    app = _press(_open(page, "measures"), f"remove-newest-{line.label}")
    assert [toast.value for toast in app.toast] == [page.words("ui.readings.removed")]
    assert _measures(page).measures[0].baseline is None
    app = _press(_open(page, "measures"), f"edit-{line.label}")
    _press(app, f"edit-{line.label}", "remove-measure-sure")
    assert _measures(page).measures == ()


def test_a_programme_is_shown_from_its_baseline_to_today(page: Stage) -> None:
    label, _ = _two_measures(page)
    for day, values in ((APRIL, LOW), (MAY, HIGH)):
        reading = ReadingDraft(label, "follow", day, values=values)
        readings.record_reading(page.house, page.console, reading)
    app = _open(page, "measures")
    said = shown(app)
    assert page.words("pilot.read.up") in said
    assert page.words("ui.measures.before_after") in said


# --- pilots ---------------------------------------------------------------------------------------


def test_without_measures_the_page_leads_to_them(page: Stage) -> None:
    app = _open(page, "pilots")
    assert has(app, "pilots-to-measures")
    app = _press(app, "pilots-to-measures")
    assert has(app, "add-measure-client")


def test_a_pilot_is_made_read_on_both_sides_and_decided(page: Stage) -> None:
    labels = _two_measures(page)
    app = _press(_open(page, "pilots"), "new-pilot")
    _type(app, "text_input", "pilot-title-", "Rappeler")
    _type(app, "text_input", "pilot-with-", "six conseillers")
    _type(app, "multiselect", "pilot-measures-", list(labels))
    _press(app, "new-pilot", "save-pilot")
    line = _pilot(page)
    assert (line.title, line.is_two_sided) == ("Rappeler", True)
    for moment, values in ((Moment.BEFORE, LOW), (Moment.AFTER, HIGH)):
        for _ in labels:
            app = _press(_open(page, "pilots"), f"note-{line.label}")
            _type(app, "text_area", "reading-values-", values)
            _press(app, f"note-{line.label}", "save-reading")
        assert _pilot(page).waits_for(moment) == ()
    app = _open(page, "pilots")
    assert page.words("pilot.verdict.success") in shown(app)
    assert has(app, f"trail-of-{line.label}")
    app = _press(app, f"decide-{line.label}")
    _type(app, "radio", "decision-", PilotDecision.GENERALISE)
    _press(app, f"decide-{line.label}", "save-decision")
    assert len(app.error) == 1  # it does not say why
    _type(app, "text_area", "decision-because-", "Les deux y gagnent")
    _press(app, f"decide-{line.label}", "save-decision")
    assert _pilot(page).decision is PilotDecision.GENERALISE
    app = _press(_open(page, "pilots"), f"reopen-{line.label}")
    assert [toast.value for toast in app.toast] == [page.words("ui.pilots.reopened")]
    assert _pilot(page).decision is None


def test_a_pilot_is_changed_and_removed(page: Stage) -> None:
    label = _tried(page)
    app = _press(_open(page, "pilots"), f"edit-{label}")
    _type(app, "text_input", "pilot-title-", "Rappeler dans l’heure")
    _press(app, f"edit-{label}", "save-pilot")
    assert _pilot(page).title == "Rappeler dans l’heure"
    app = _press(_open(page, "pilots"), f"edit-{label}")
    _press(app, f"edit-{label}", "remove-pilot-sure")
    assert read_pilots(page.house, page.console).pilots == ()


def test_what_a_colleague_has_changed_of_a_pilot_meanwhile_is_kept(page: Stage) -> None:
    label = _tried(page)
    app = _press(_open(page, "pilots"), f"edit-{label}")
    theirs = replace(pilot_forms.draft_of(_pilot(page)), tried_with="dix conseillers")
    pilots.save_pilot(page.house, page.console, label, theirs)
    _type(app, "text_input", "pilot-title-", "Rappeler vite")
    _press(app, f"edit-{label}", "save-pilot")
    assert (_pilot(page).title, _pilot(page).tried_with) == ("Rappeler vite", "dix conseillers")

    app = _press(_open(page, "pilots"), f"edit-{label}")
    pilots.save_pilot(page.house, page.console, label, replace(theirs, title="Le leur"))
    _type(app, "text_input", "pilot-title-", "Le mien")
    _press(app, f"edit-{label}", "save-pilot")
    assert page.words("ui.merge.title") in app.warning[0].value
    assert _pilot(page).title == "Le leur"
    _press(app, f"edit-{label}", "save-pilot")
    assert _pilot(page).title == "Le mien"


def test_what_a_colleague_has_changed_of_a_measure_meanwhile_is_kept(page: Stage) -> None:
    label, _ = _two_measures(page)
    app = _press(_open(page, "measures"), f"edit-{label}")
    theirs = replace(measures_page.draft_of(_measures(page).measures[0]), name="La leur")
    measures.save_measure(page.house, page.console, label, theirs)
    _type(app, "text_input", "measure-unit-", "sur 10")
    _press(app, f"edit-{label}", "save-measure")
    line = _measures(page).measures[0]
    assert (line.name, line.unit) == ("La leur", "sur 10")

    app = _press(_open(page, "measures"), f"edit-{label}")
    measures.save_measure(page.house, page.console, label, replace(theirs, unit="sur 20"))
    _type(app, "text_input", "measure-unit-", "sur 5")
    _press(app, f"edit-{label}", "save-measure")
    assert page.words("ui.merge.unit") in app.warning[0].value
    assert _measures(page).measures[0].unit == "sur 20"


def test_a_reading_is_taken_back_in_its_dialog(page: Stage) -> None:
    label = _tried(page, (LOW, HIGH), (LOW, HIGH))
    app = _press(_open(page, "pilots"), f"note-{label}")
    [remove] = [found for found in app.button if (found.key or "").startswith("remove-reading-")]
    _press(app, f"note-{label}", str(remove.key))
    assert _pilot(page).measures[0].after is None


@pytest.mark.parametrize("language", ["fr", "en"])
def test_client_up_and_team_down_reads_not_a_success_on_every_screen(
    page: Stage, language: str
) -> None:
    workshops.save_settings(page.house, page.console, language=language)
    label = _tried(page, (LOW, HIGH), (HIGH, LOW))
    says = {"fr": "Pas une réussite", "en": "Not a success"}[language]
    app = _open(page, "pilots")
    assert says in shown(app)
    assert page.words("pilot.verdict.success") not in shown(app)
    assert page.words("pilot.why.employee_pays") in shown(app)
    app = _press(app, f"decide-{label}")
    assert page.words("ui.decide.blocked.pays") in _everything(app)
    _type(app, "radio", "decision-", PilotDecision.GENERALISE)
    _type(app, "text_area", "decision-because-", "Le client est content")
    _press(app, f"decide-{label}", "save-decision")
    assert len(app.error) == 1
    assert _pilot(page).decision is None
    workshops.open_to_sponsor(page.house, page.console, is_open=True)
    page.become(Role.SPONSOR)
    assert says in shown(page.open("sponsor/results"))
