"""Ideate: ideas added, tied, changed and removed; the untied ones in sight."""

import pytest

from tests.pages.stage import Stage, has, keyed, shown
from workshop.domain.words import Quadrant, Role
from workshop.services import solutions, topics, workshops

PAGE = "facilitator/ideate"


def test_an_empty_workshop_says_what_to_do(bare: Stage) -> None:
    app = bare.open(PAGE)
    assert not app.exception
    assert app.info[0].value == bare.words("ui.ideate.none")
    assert bare.words("ui.ideate.no_topics") in shown(app)


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
