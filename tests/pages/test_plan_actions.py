"""Plan: gaps on top, actions by due date, a draft until owner, date and measure are there."""

from datetime import date
from typing import Any

from markupsafe import escape

from tests.pages.asking import give
from tests.pages.stage import Stage, has, keyed, shown
from tests.pages.test_group import drawn, is_known  # noqa: F401  (fixtures)
from tests.pages.test_vote import entered
from workshop.domain.words import QUADRANTS, ActionStatus, Quadrant
from workshop.services import actions, solutions, votes
from workshop.services.domains import DomainDraft, add_domain
from workshop.services.handling import hand_over
from workshop.services.roadmap import place_action
from workshop.services.views.projects import read_projects_view

PAGE, PART = "facilitator/plan", "actions"


def test_an_empty_plan_says_what_to_do(bare: Stage) -> None:
    app = bare.open(PAGE, PART)
    assert not app.exception
    assert bare.words("ui.plan.none.alone") in shown(app)


def test_a_priority_topic_without_owner_is_a_gap(demo: Stage) -> None:
    carried = next(line for line in demo.view.actions if line.topic)
    assert demo.words("ui.plan.gap") not in shown(demo.open(PAGE, PART))
    actions.remove_action(demo.house, demo.console, carried.label)
    app = demo.open(PAGE, PART)
    assert demo.words("ui.plan.gap") in shown(app)
    app.button(f"plan-{carried.topic}").click().run()
    assert app.selectbox(keyed(app, "action-topic")).value == carried.topic


def test_what_the_room_voted_first_waits_below_the_priority_topics(demo: Stage) -> None:
    entered(demo)
    places = {quadrant: demo.view.in_quadrant(quadrant)[0].label for quadrant in QUADRANTS}
    wanted = places[Quadrant.TREAT_NEXT]
    give(demo, "V1", {wanted: 3, places[Quadrant.PRIORITY]: 2})
    assert demo.words("ui.plan.chosen") not in shown(demo.open(PAGE, PART))
    votes.reveal_vote(demo.house, demo.console, "V1")
    for line in demo.view.carried(wanted):
        actions.remove_action(demo.house, demo.console, line.label)
    app = demo.open(PAGE, PART)
    assert demo.words("ui.plan.chosen") in shown(app)
    app.button(f"plan-{wanted}").click().run()
    assert app.selectbox(keyed(app, "action-topic")).value == wanted
    draft = actions.ActionDraft("Ranger", owner="Nadia", topic=wanted)
    actions.add_action(demo.house, demo.console, draft)
    assert demo.words("ui.plan.chosen") not in shown(demo.open(PAGE, PART))


def test_a_form_that_a_button_opened_says_what_for_and_takes_the_keyboard(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    carried = next(line for line in demo.view.actions if line.topic)
    actions.remove_action(demo.house, demo.console, carried.label)
    app, t = demo.open(PAGE, PART), demo.words
    assert t("ui.plan.form.new") in shown(app)
    assert "action-form-reach-ear" not in drawn
    app.button(f"plan-{carried.topic}").click().run()
    topic = demo.view.topic(carried.topic)
    assert topic
    assert escape(t("ui.plan.form.for_topic", topic=topic.title)) in shown(app)
    what = keyed(app, "action-what")
    assert drawn["action-form-reach-ear"] == {"form": "action-form", "field": what}
    app.button("edit-A2").click().run()
    assert drawn["action-form-reach-ear"]["field"] == keyed(app, "action-what") != what


def test_an_empty_plan_points_at_ideas_only_where_there_are_some(bare: Stage) -> None:
    assert bare.words("ui.plan.none.alone") in shown(bare.open(PAGE, PART))
    solutions.add_solution(bare.house, bare.console, title="Rappeler")
    assert bare.words("ui.plan.none") in shown(bare.open(PAGE, PART))


def test_a_draft_without_owner_does_not_close_the_gap(demo: Stage) -> None:
    carried = next(line for line in demo.view.actions if line.topic)
    actions.remove_action(demo.house, demo.console, carried.label)
    actions.add_action(
        demo.house, demo.console, actions.ActionDraft("Quelque chose", topic=carried.topic)
    )
    assert has(demo.open(PAGE, PART), f"plan-{carried.topic}")


def test_an_idea_becomes_an_action_in_one_click(demo: Stage) -> None:
    label = solutions.add_solution(demo.house, demo.console, title="Rappeler", topics=["T1"])
    app = demo.open(PAGE, PART)
    app.button(f"action-from-{label}").click().run()
    assert app.text_area(keyed(app, "action-what")).value == "Rappeler"
    assert app.selectbox(keyed(app, "action-topic")).value == "T1"
    app.text_input(keyed(app, "action-owner")).set_value("Karim")
    app.date_input(keyed(app, "action-due")).set_value(date(2027, 1, 15))
    app.text_input(keyed(app, "action-measure")).set_value("Attente sous 3 minutes")
    app.button("commit-action").click().run()
    assert not app.exception
    added = next(line for line in demo.view.actions if line.solution == label)
    assert (added.owner, added.due, added.status) == (
        "Karim", date(2027, 1, 15), ActionStatus.OPEN
    )  # fmt: skip
    assert not has(app, f"action-from-{label}")
    assert demo.words("ui.plan.due", date=demo.words.date(date(2027, 1, 15))) in shown(app)


def test_what_a_commitment_lacks_is_said_in_words(bare: Stage) -> None:
    app = bare.open(PAGE, PART)
    app.text_area(keyed(app, "action-what")).set_value("Rappeler")
    app.text_input(keyed(app, "action-measure")).set_value("Moins de rappels")
    app.button("commit-action").click().run()
    assert not app.error  # a box would hide the fields that it asks for
    said = shown(app)
    assert bare.words("ui.plan.form.missing") in said
    for lacking in ("owner", "due", "quadrant"):
        assert f'data-field="{lacking}">{bare.words(f"ui.plan.short.{lacking}")}<' in said
    assert 'data-field="measure"' not in said
    assert app.text_area(keyed(app, "action-what")).value == "Rappeler"
    assert bare.view.actions == ()


def test_an_incomplete_action_is_kept_as_a_draft(bare: Stage) -> None:
    app = bare.open(PAGE, PART)
    app.text_area(keyed(app, "action-what")).set_value("Rappeler")
    app.button("draft-action").click().run()
    (line,) = bare.view.actions
    assert line.status is ActionStatus.DRAFT
    page = shown(app)
    for key in ("status.draft", "no_owner", "no_due", "no_measure"):
        assert bare.words(f"ui.plan.{key}") in page
    assert not has(app, f"finish-{line.label}")


def test_whom_to_ask_before_a_day_stands_for_an_owner(bare: Stage) -> None:
    app = bare.open(PAGE, PART)
    app.text_area(keyed(app, "action-what")).set_value("Rappeler")
    app.text_input(keyed(app, "action-confirm")).set_value("Léa")
    app.date_input(keyed(app, "action-due")).set_value(date(2027, 1, 15))
    app.text_input(keyed(app, "action-measure")).set_value("Moins de rappels")
    app.selectbox(keyed(app, "action-quadrant")).set_value("priority")
    app.button("commit-action").click().run()
    assert bare.words("ui.plan.short.confirm_before") in shown(app)
    app.date_input(keyed(app, "action-before")).set_value(date(2026, 12, 3))
    app.button("commit-action").click().run()
    assert bare.view.actions[0].status is ActionStatus.OPEN
    day = bare.words.date(date(2026, 12, 3))
    assert bare.words("ui.plan.to_confirm.before", name="Léa", date=day) in shown(app)


def test_a_date_that_has_passed_is_kept_and_said(bare: Stage) -> None:
    app = bare.open(PAGE, PART)
    app.text_area(keyed(app, "action-what")).set_value("Rappeler")
    app.text_input(keyed(app, "action-owner")).set_value("Inès")
    app.date_input(keyed(app, "action-due")).set_value(date(2020, 1, 15))
    app.text_input(keyed(app, "action-measure")).set_value("Moins de rappels")
    app.selectbox(keyed(app, "action-quadrant")).set_value("treat_next")
    app.button("commit-action").click().run()
    assert bare.view.actions[0].due == date(2020, 1, 15)
    said = bare.words("ui.plan.late", date=bare.words.date(date(2020, 1, 15)))
    assert [toast.value for toast in app.toast] == [said]


def status_of(stage: Stage, label: str) -> str:
    return next(line.status for line in stage.view.actions if line.label == label)


def test_an_action_is_changed_finished_reopened_and_removed(demo: Stage) -> None:
    line = demo.view.actions_by_due[0]
    app = demo.open(PAGE, PART)
    app.button(f"edit-{line.label}").click().run()
    app.text_input(keyed(app, "action-owner")).set_value("Inès")
    app.button("commit-action").click().run()
    app.button(f"finish-{line.label}").click().run()
    changed = next(left for left in demo.view.actions if left.label == line.label)
    assert (changed.owner, changed.status) == ("Inès", ActionStatus.DONE)
    assert (changed.what, changed.topic, changed.due) == (line.what, line.topic, line.due)
    app.button(f"edit-{line.label}").click().run()
    app.button("commit-action").click().run()
    assert status_of(demo, line.label) == ActionStatus.DONE
    app.button(f"finish-{line.label}").click().run()
    assert status_of(demo, line.label) == ActionStatus.OPEN
    app.button(f"edit-{line.label}").click().run()
    app.button("remove-action").click().run()
    assert line.label not in {left.label for left in demo.view.actions}


def test_leaving_the_form_changes_nothing(demo: Stage) -> None:
    before = demo.view.actions
    app = demo.open(PAGE, PART)
    app.button(f"edit-{before[0].label}").click().run()
    app.text_input(keyed(app, "action-owner")).set_value("Personne")
    app.button("leave-action").click().run()
    assert demo.view.actions == before
    assert app.text_input(keyed(app, "action-owner")).value == ""


def test_the_next_due_action_comes_first(demo: Stage) -> None:
    actions.add_action(
        demo.house, demo.console, actions.ActionDraft("Tout de suite", due=date(2020, 1, 1))
    )
    page = shown(demo.open(PAGE, PART))
    places = [page.index(line.what) for line in demo.view.actions_by_due]
    assert demo.view.actions_by_due[0].what == "Tout de suite"
    assert places == sorted(places)


def test_a_form_also_says_its_project_its_domain_and_its_term(demo: Stage) -> None:
    line = next(found for found in demo.view.actions if not found.project)
    project = read_projects_view(demo.house, demo.console).projects[0].label
    add_domain(demo.house, demo.console, DomainDraft("Logistique"))
    app = demo.open(PAGE, PART)
    app.button(f"edit-{line.label}").click().run()
    app.selectbox(keyed(app, "action-project")).set_value(project)
    app.selectbox(keyed(app, "action-domain")).set_value("Logistique")
    app.selectbox(keyed(app, "action-term")).set_value("long")
    app.selectbox(keyed(app, "action-priority")).set_value("high")
    app.button("commit-action").click().run()
    assert not app.exception
    changed = next(found for found in demo.view.actions if found.label == line.label)
    said = (changed.project, changed.domain, changed.term, changed.priority)
    assert said == (project, "Logistique", "long", "high")
    app.button(f"edit-{line.label}").click().run()
    app.selectbox(keyed(app, "action-domain")).set_value("")
    app.selectbox(keyed(app, "action-project")).set_value("")
    app.button("commit-action").click().run()
    changed = next(found for found in demo.view.actions if found.label == line.label)
    assert (changed.project, changed.domain, changed.term) == (None, None, "long")


def test_what_a_colleague_changes_meanwhile_is_kept(demo: Stage) -> None:
    line = demo.view.actions_by_due[0]
    app = demo.open(PAGE, PART)
    app.button(f"edit-{line.label}").click().run()
    hand_over(demo.house, demo.console, line.label, "Inès", accepted=True)
    app.text_input(keyed(app, "action-measure")).set_value("Moins d’appels")
    app.button("commit-action").click().run()
    changed = next(found for found in demo.view.actions if found.label == line.label)
    assert (changed.owner, changed.measure) == ("Inès", "Moins d’appels")


def test_what_both_have_changed_is_said_before_it_is_replaced(demo: Stage) -> None:
    line = demo.view.actions_by_due[0]
    app = demo.open(PAGE, PART)
    app.button(f"edit-{line.label}").click().run()
    hand_over(demo.house, demo.console, line.label, "Inès", accepted=True)
    app.text_input(keyed(app, "action-owner")).set_value("Karim")
    app.button("commit-action").click().run()
    assert demo.words("ui.merge.owner") in app.warning[0].value
    assert app.text_input(keyed(app, "action-owner")).value == "Karim"
    owners = [found.owner for found in demo.view.actions if found.label == line.label]
    assert owners == ["Inès"]
    app.button("commit-action").click().run()
    owners = [found.owner for found in demo.view.actions if found.label == line.label]
    assert owners == ["Karim"]


def test_whoever_carries_too_much_at_once_is_named(bare: Stage) -> None:
    for n in range(4):
        assert not bare.open(PAGE, PART).warning
        actions.add_action(
            bare.house,
            bare.console,
            actions.ActionDraft(
                f"Action {n}",
                "Karim *le grand*",
                "",
                date(2027, 1, 15),
                "Moins",
                "open",
                quadrant="priority",
            ),
        )
    said = bare.open(PAGE, PART).warning[0].value
    assert "Karim" in said
    assert "*le" not in said.replace("\\*", "")
    for label in ("A1", "A2", "A3", "A4"):
        assert label in said
    place_action(bare.house, bare.console, "A4", "long", "")
    assert not bare.open(PAGE, PART).warning
