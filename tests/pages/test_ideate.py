"""Ideate: ideas added, tied, changed and removed; the untied ones in sight."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.stage import Stage, has, keyed, shown
from workshop.domain.words import Quadrant, Role, Tick
from workshop.services import causes, solutions, topics, workshops
from workshop.services.help import HelpSent, offer_help
from workshop.services.writer import Writer

PAGE = "facilitator/ideate"


def test_an_empty_workshop_says_what_to_do(bare: Stage) -> None:
    app = bare.open(PAGE)
    assert not app.exception
    assert [box.value for box in app.info] == [bare.words("ui.ideate.no_topics")]
    assert has(app, "way-group")


def test_the_priority_topics_come_first(demo: Stage) -> None:
    page = shown(demo.open(PAGE))
    titles = [
        topic.title
        for quadrant in (Quadrant.PRIORITY, Quadrant.INDICATORS)
        for topic in demo.view.in_quadrant(quadrant)
    ]
    places = [page.index(f"<span>{title}</span>") for title in titles]
    assert places == sorted(places)


def test_an_idea_is_added_and_tied(demo: Stage) -> None:
    app = demo.open(PAGE)
    app.text_area(keyed(app, "idea-title")).set_value("Rappeler sous deux heures")
    app.multiselect(keyed(app, "idea-topics")).set_value(["T1"])
    app.button("save-idea").click().run()
    assert not app.exception
    (added,) = [line for line in demo.view.solutions if line.title == "Rappeler sous deux heures"]
    assert added.topics == ("T1",)
    assert app.text_area(keyed(app, "idea-title")).value == ""


def test_a_refused_idea_says_why_and_adds_nothing(demo: Stage) -> None:
    before = len(demo.view.solutions)
    app = demo.open(PAGE)
    app.multiselect(keyed(app, "idea-topics")).set_value(["T1"])
    app.button("save-idea").click().run()
    assert app.error[0].value == demo.words("error.text_empty")
    assert app.multiselect(keyed(app, "idea-topics")).value == ["T1"]
    assert len(demo.view.solutions) == before


def test_an_untied_idea_is_in_sight_and_can_be_tied(demo: Stage) -> None:
    label = solutions.add_solution(demo.house, demo.console, title="Idée <b>volante</b>")
    app = demo.open(PAGE)
    assert "Idée &lt;b&gt;volante&lt;/b&gt;" in shown(app)
    app.button(f"edit-{label}-free").click().run()
    app.multiselect(keyed(app, "idea-topics")).set_value(["T2"])
    app.button("save-idea").click().run()
    assert not has(app, f"edit-{label}-free")
    assert has(app, f"edit-{label}-T2")


def test_an_idea_is_removed_from_its_form(demo: Stage) -> None:
    line = demo.view.solutions[0]
    app = demo.open(PAGE)
    app.button(f"edit-{line.label}-{line.topics[0]}").click().run()
    assert app.text_area(keyed(app, "idea-title")).value == line.title
    app.button("remove-idea").click().run()
    assert not app.exception
    assert line.label not in {left.label for left in demo.view.solutions}


def test_an_idea_is_asked_for_a_topic(demo: Stage) -> None:
    app = demo.open(PAGE)
    app.button("idea-for-T1").click().run()
    assert app.multiselect(keyed(app, "idea-topics")).value == ["T1"]


def test_an_idea_outlives_the_topic_it_was_tied_to(demo: Stage) -> None:
    line = next(line for line in demo.view.solutions if len(line.topics) == 1)
    topics.dissolve_topic(demo.house, demo.console, line.topics[0])
    app = demo.open(PAGE)
    assert not app.exception
    assert has(app, f"edit-{line.label}-free")


@pytest.mark.parametrize("page", ["ideate", "weigh", "plan", "close"])
def test_a_sponsor_gets_nothing_of_a_facilitators_page(demo: Stage, page: str) -> None:
    workshops.open_to_sponsor(demo.house, demo.console, is_open=True)
    demo.become(Role.SPONSOR)
    app = demo.open(f"facilitator/{page}")
    assert app.title[0].value == demo.words("ui.not_here.title")
    assert "Lumeo" not in shown(app)


@pytest.mark.parametrize("page", ["ideate", "weigh", "plan", "close"])
def test_a_page_stops_for_a_revoked_link(demo: Stage, page: str) -> None:
    demo.become(Role.FACILITATOR)
    app = demo.open(f"facilitator/{page}")
    assert app.title[0].value == demo.words(f"phase.{page}")
    workshops.revoke_links(demo.house, demo.console, Role.FACILITATOR)
    app.run()
    assert app.title[0].value == demo.words("ui.signed_out.title")
    assert "Lumeo" not in shown(app)


def priority(demo: Stage) -> str:
    return demo.view.in_quadrant(Quadrant.PRIORITY)[0].label


def test_each_priority_topic_is_offered_as_a_question(demo: Stage) -> None:
    page = shown(demo.open(PAGE))
    topic = demo.view.in_quadrant(Quadrant.PRIORITY)[0]
    assert demo.words("ideate.prompt.priority", topic=topic.title) in page


def test_a_question_is_put_to_the_phones_and_taken_back(demo: Stage) -> None:
    label = priority(demo)
    app = demo.open(PAGE)
    app.button(f"ask-{label}").click().run()
    assert demo.view.workshop.focus_topic == int(label[1:])
    assert demo.words("ui.ideate.pushed") in shown(app)
    assert not has(app, f"ask-{label}")
    app.button("let-choose").click().run()
    assert demo.view.workshop.focus_topic is None
    assert has(app, f"ask-{label}")


def test_a_question_on_a_topic_that_is_gone_says_so(demo: Stage) -> None:
    label = priority(demo)
    app = demo.open(PAGE)
    topics.dissolve_topic(demo.house, demo.console, label)
    app.button(f"ask-{label}").click().run()
    assert not app.exception
    assert demo.view.workshop.focus_topic is None


def test_an_idea_is_tied_to_a_cause_and_shown_under_its_topics(demo: Stage) -> None:
    label = priority(demo)
    cause = causes.add_cause(demo.house, demo.console, title="Deux outils", topics=[label])
    app = demo.open(PAGE)
    app.text_area(keyed(app, "idea-title")).set_value("Un seul écran")
    app.multiselect(keyed(app, "idea-causes")).set_value([cause])
    app.button("save-idea").click().run()
    (added,) = [line for line in demo.view.solutions if line.title == "Un seul écran"]
    assert (added.topics, added.causes) == ((), (cause,))
    assert has(app, f"edit-{added.label}-{label}")
    assert not has(app, f"edit-{added.label}-free")


def test_an_idea_against_a_cause_of_no_topic_is_in_sight(demo: Stage) -> None:
    cause = causes.add_cause(demo.house, demo.console, title="Deux <i>outils</i>")
    label = solutions.add_solution(demo.house, demo.console, title="Un écran", causes=[cause])
    app = demo.open(PAGE)
    assert has(app, f"edit-{label}-{cause}")
    assert "Deux &lt;i&gt;outils&lt;/i&gt;" in shown(app)


def test_the_four_ticks_are_saved_at_once(demo: Stage) -> None:
    line = demo.view.solutions[0]
    app = demo.open(PAGE)
    app.button(f"edit-{line.label}-{line.topics[0]}").click().run()

    def ticks() -> Any:
        found = app.get("button_group")
        return next(group for group in found if str(group.key).startswith("idea-ticks"))

    def saved() -> list[Tick]:
        return list(demo.view.solutions[0].ticks)

    ticks().set_value([Tick.SIMPLE, Tick.TIMELY]).run()
    assert not app.exception
    assert saved() == [Tick.SIMPLE, Tick.TIMELY]
    solutions.tick_solution(demo.house, demo.console, line.label, Tick.ACCESSIBLE, True)
    app.run()
    assert saved() == [Tick.SIMPLE, Tick.ACCESSIBLE, Tick.TIMELY]
    ticks().set_value([Tick.SIMPLE]).run()
    assert saved() == [Tick.SIMPLE]
    assert f"✓ {demo.words('tick.simple.short')}" in shown(app)


def test_the_names_of_those_who_would_help_are_read_beside_the_idea(demo: Stage) -> None:
    writer = Writer(demo.house)
    workshops.set_phase(demo.house, demo.console, "ideate")
    line = demo.view.solutions[0]
    name = "Ada <b>Martin</b>"
    writer.submit(demo.code, offer_help, HelpSent("phone", line.label, name)).result(10)
    writer.close()
    app = demo.open(PAGE)
    said = demo.words("ui.ideate.helpers", names="Ada &lt;b&gt;Martin&lt;/b&gt;")
    assert said in shown(app)
    app.button(f"edit-{line.label}-{line.topics[0]}").click().run()
    app.button(f"helper-{line.label}-{name}").click().run()
    assert not app.exception
    assert not has(app, f"helper-{line.label}-{name}")
    assert demo.view.solutions[0].helpers == ()


def test_what_a_colleague_changes_of_an_idea_meanwhile_is_kept(demo: Stage) -> None:
    line = demo.view.solutions[0]
    app = demo.open("facilitator/ideate")
    app.button(keyed_button(app, f"edit-{line.label}-")).click().run()
    solutions.save_solution(
        demo.house, demo.console, line.label, title="Autre phrase", topics=line.topics
    )
    app.multiselect(keyed(app, "idea-topics")).set_value(["T1", "T2"])
    app.button("save-idea").click().run()
    changed = next(found for found in demo.view.solutions if found.label == line.label)
    assert (changed.title, set(changed.topics)) == ("Autre phrase", {"T1", "T2"})


def test_an_idea_that_both_have_changed_is_not_replaced_in_silence(demo: Stage) -> None:
    line = demo.view.solutions[0]
    app = demo.open("facilitator/ideate")
    app.button(keyed_button(app, f"edit-{line.label}-")).click().run()
    solutions.save_solution(
        demo.house, demo.console, line.label, title="Autre phrase", topics=line.topics
    )
    app.text_area(keyed(app, "idea-title")).set_value("La mienne")
    app.button("save-idea").click().run()
    assert demo.words("ui.merge.title") in app.warning[0].value
    titles = [found.title for found in demo.view.solutions if found.label == line.label]
    assert titles == ["Autre phrase"]
    app.button("save-idea").click().run()
    titles = [found.title for found in demo.view.solutions if found.label == line.label]
    assert titles == ["La mienne"]


def keyed_button(app: AppTest, start: str) -> str:
    return next(str(one.key) for one in app.button if str(one.key).startswith(start))
