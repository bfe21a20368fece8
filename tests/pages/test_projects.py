"""The projects' part of the plan: one form in four parts, ticks, phases, and what is missing."""

from dataclasses import replace
from datetime import date

from streamlit.testing.v1 import AppTest

from tests.pages.stage import Stage, has, shown
from workshop.domain.words import ProjectStatus
from workshop.services import actions, measures, pilots, projects, readings
from workshop.services.actions import ActionDraft
from workshop.services.measures import MeasureDraft
from workshop.services.pilots import PilotDraft
from workshop.services.projects import PhaseDraft, ProjectDraft
from workshop.services.readings import ReadingDraft
from workshop.services.views.projects import ProjectLine, read_projects_view
from workshop.settings import CHECKOUT
from workshop.ui.plain import plain

BEGIN, END = date(2026, 4, 1), date(2026, 9, 1)
WHOLE = ProjectDraft(
    title="Un seul dossier",
    owner="Nadia",
    domain="Accueil",
    starts_on=BEGIN,
    ends_on=END,
    status="running",
    criteria=("Neuf sur dix", "Une seule saisie"),
    phases=(PhaseDraft("Maquette"), PhaseDraft("Essai")),
)


def opened(stage: Stage) -> AppTest:
    app = AppTest.from_file(str(CHECKOUT / "pages" / "facilitator" / "plan.py"), default_timeout=30)
    app.query_params["w"] = stage.code
    app.query_params["part"] = "projects"
    return app.run()


def of(stage: Stage) -> tuple[ProjectLine, ...]:
    return read_projects_view(stage.house, stage.console).projects


def field(app: AppTest, end: str) -> str:
    """The key of the form's field that ends so."""
    kinds = (app.text_area, app.text_input, app.selectbox, app.date_input, app.multiselect)
    return next(
        str(one.key)
        for kind in kinds
        for one in kind
        if str(one.key).startswith("project-form-") and str(one.key).endswith(f"-{end}")
    )


def test_no_project_says_what_one_is_for(bare: Stage) -> None:
    app = opened(bare)
    assert not app.exception
    assert bare.words("ui.project.none") in shown(app)


def test_a_project_is_made_in_one_form(bare: Stage) -> None:
    held = actions.add_action(bare.house, bare.console, ActionDraft("Réunir les équipes"))
    app = opened(bare)
    app.button("project-new").click().run()
    app.text_input(field(app, "title")).set_value("Un seul dossier")
    app.date_input(field(app, "starts")).set_value(BEGIN)
    app.date_input(field(app, "ends")).set_value(END)
    app.text_area(field(app, "criteria")).set_value("Neuf sur dix\n\n Une seule saisie ")
    app.text_input(field(app, "phase-0")).set_value("Maquette")
    app.date_input(field(app, "phase-to-0")).set_value(END)
    app.multiselect(field(app, "actions")).set_value([held])
    app.button("project-save").click().run()
    assert not app.exception
    (line,) = of(bare)
    assert (line.title, line.starts_on, line.ends_on) == ("Un seul dossier", BEGIN, END)
    assert [one.text for one in line.criteria] == ["Neuf sur dix", "Une seule saisie"]
    assert [(one.title, one.ends_on) for one in line.phases] == [("Maquette", END)]
    assert line.actions == (held,)
    page = shown(app)
    assert "Maquette" in page
    assert bare.words("ui.plan.no_owner") in page
    assert not has(app, "project-save")


def test_what_a_project_lacks_to_start_is_said_before_and_after_the_press(bare: Stage) -> None:
    label = projects.add_project(bare.house, bare.console, ProjectDraft("Un jour"))
    app = opened(bare)
    missing = bare.words.listing(
        bare.words(f"field.{name}") for name in ("owner", "starts_on", "ends_on", "criteria")
    )
    said = bare.words("error.project_incomplete", missing=missing)
    assert said in shown(app)
    app.button(f"project-running-{label}").click().run()
    assert [error.value for error in app.error] == [plain(said)]
    assert of(bare)[0].status is ProjectStatus.DRAFT


def test_a_project_starts_ends_and_is_taken_up_again(bare: Stage) -> None:
    label = projects.add_project(bare.house, bare.console, replace(WHOLE, status="draft"))
    app = opened(bare)
    app.button(f"project-running-{label}").click().run()
    app.button(f"project-done-{label}").click().run()
    assert "Neuf sur dix" in app.error[0].value
    for place in (1, 2):
        boxes = [box for box in app.checkbox if str(box.key).startswith(f"criterion-{label}-")]
        boxes[place - 1].check().run()
    assert of(bare)[0].met == 2
    app.button(f"project-done-{label}").click().run()
    assert of(bare)[0].status is ProjectStatus.DONE
    app.button(f"project-running-{label}").click().run()
    app.button(f"project-stopped-{label}").click().run()
    assert not app.exception
    assert of(bare)[0].status is ProjectStatus.STOPPED


def test_a_tick_is_taken_back(bare: Stage) -> None:
    label = projects.add_project(bare.house, bare.console, WHOLE)
    projects.tick_criterion(bare.house, bare.console, label, 1, True)
    app = opened(bare)
    boxes = [box for box in app.checkbox if str(box.key).startswith(f"criterion-{label}-")]
    assert [box.value for box in boxes] == [True, False]
    boxes[0].uncheck().run()
    assert of(bare)[0].met == 0


def test_phases_end_one_by_one(bare: Stage) -> None:
    projects.add_project(bare.house, bare.console, WHOLE)
    app = opened(bare)
    assert not has(app, "phase-end-2")
    app.button("phase-end-1").click().run()
    app.button("phase-end-2").click().run()
    assert [one.done for one in of(bare)[0].phases] == [True, True]
    app.button("phase-reopen-2").click().run()
    assert [one.done for one in of(bare)[0].phases] == [True, False]


def test_a_change_keeps_what_the_form_does_not_touch(bare: Stage) -> None:
    projects.add_project(bare.house, bare.console, WHOLE)
    app = opened(bare)
    app.button("project-edit").click().run()
    app.text_area(field(app, "budget")).set_value("Dix jours")
    app.button("project-save").click().run()
    assert not app.exception
    (line,) = of(bare)
    assert (line.budget, line.owner, line.domain) == ("Dix jours", "Nadia", "Accueil")
    assert [one.text for one in line.criteria] == list(WHOLE.criteria)
    assert line.status is ProjectStatus.RUNNING


def test_what_a_colleague_changed_meanwhile_is_said_before_it_is_replaced(bare: Stage) -> None:
    label = projects.add_project(bare.house, bare.console, WHOLE)
    app = opened(bare)
    app.button("project-edit").click().run()
    app.text_area(field(app, "budget")).set_value("Dix jours")
    projects.save_project(bare.house, bare.console, label, replace(WHOLE, budget="Rien"))
    app.button("project-save").click().run()
    assert [warning.value for warning in app.warning] == [bare.words("ui.project.stale")]
    assert of(bare)[0].budget == "Rien"
    assert app.text_area(field(app, "budget")).value == "Dix jours"
    app.button("project-save").click().run()
    assert of(bare)[0].budget == "Dix jours"


def test_a_refusal_keeps_what_was_typed(bare: Stage) -> None:
    app = opened(bare)
    app.button("project-new").click().run()
    app.text_area(field(app, "objectives")).set_value("Mieux")
    app.button("project-save").click().run()
    assert [error.value for error in app.error] == [
        plain(bare.words("ui.field_empty", field=bare.words("ui.project.title")))
    ]
    assert app.text_area(field(app, "objectives")).value == "Mieux"
    app.button("project-leave").click().run()
    assert of(bare) == ()
    assert not has(app, "project-save")


def test_one_of_several_is_opened_and_removed(bare: Stage) -> None:
    projects.add_project(bare.house, bare.console, WHOLE)
    second = projects.add_project(bare.house, bare.console, ProjectDraft("Un jour"))
    app = opened(bare)
    app.button(f"project-open-{second}").click().run()
    assert has(app, f"project-running-{second}")
    app.button("project-edit").click().run()
    app.button("project-remove").click().run()
    assert [line.label for line in of(bare)] == ["J1"]
    assert not app.exception


def test_measures_say_from_where_they_set_out(bare: Stage) -> None:
    label = measures.add_measure(bare.house, bare.console, MeasureDraft("client", "Délai", "jours"))
    projects.add_project(bare.house, bare.console, replace(WHOLE, measures=(label,)))
    assert bare.words("ui.project.baseline.none") in shown(opened(bare))
    read = ReadingDraft(measure=label, moment="follow", taken_on=BEGIN, mean=4.5)
    readings.record_reading(bare.house, bare.console, read)
    said = bare.words(
        "ui.project.baseline",
        mean=bare.words.number(4.5, decimals=1),
        date=bare.words.date(BEGIN),
    )
    assert said in shown(opened(bare))


def test_the_charter_says_who_has_still_to_say_yes_to_an_action(bare: Stage) -> None:
    draft = ActionDraft("Réunir les équipes", to_confirm_with="Nadia", confirm_before=END)
    held = actions.add_action(bare.house, bare.console, draft)
    projects.add_project(bare.house, bare.console, replace(WHOLE, actions=(held,)))
    said = bare.words("ui.plan.to_confirm.before", name="Nadia", date=bare.words.date(END))
    assert said in shown(opened(bare))


def test_a_measure_that_only_a_pilot_follows_says_which(bare: Stage) -> None:
    by = tuple(
        measures.add_measure(bare.house, bare.console, MeasureDraft(side, "Délai", "jours"))
        for side in ("client", "employee")
    )
    projects.add_project(bare.house, bare.console, replace(WHOLE, measures=by))
    pilot = PilotDraft("Rappeler", "six conseillers", BEGIN, END, measures=by)
    pilots.add_pilot(bare.house, bare.console, pilot)
    page = shown(opened(bare))
    assert bare.words("trail.in_pilots", pilots=bare.words.quoted("Rappeler")) in page
    assert bare.words("ui.project.baseline.none") not in page
