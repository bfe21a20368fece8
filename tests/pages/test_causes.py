"""Causes: ladders beside their topics, the kinds that weigh most, and what is left to name."""

from typing import Any

import pytest

from tests.pages.pictures import pictures  # noqa: F401  (a fixture)
from tests.pages.stage import Stage, has, keyed, shown
from workshop.domain.words import Phase, Quadrant
from workshop.services import causes, topics, workshops
from workshop.ui.causes import LOOKED_AT, pareto_said
from workshop.ui.plain import plain

PAGE = "facilitator/causes"


@pytest.fixture
def untold(demo: Stage) -> Stage:
    """The demo workshop before anybody has named a cause."""
    for cause in demo.view.causes:
        causes.remove_cause(demo.house, demo.console, cause.label)
    return demo


def relieved(stage: Stage) -> str:
    """The label of a topic that is to be relieved."""
    return next(iter(stage.view.in_quadrant(Quadrant.TREAT_NEXT))).label


def test_an_empty_workshop_says_what_to_do(bare: Stage) -> None:
    app = bare.open(PAGE)
    assert not app.exception
    assert app.info[0].value == bare.words("ui.causes.no_topics")
    assert has(app, "way-group")


def test_topics_to_explain_are_in_sight_before_they_have_a_cause(untold: Stage) -> None:
    app = untold.open(PAGE)
    assert not app.exception
    for quadrant in (Quadrant.PRIORITY, Quadrant.TREAT_NEXT):
        for topic in untold.view.in_quadrant(quadrant):
            assert has(app, f"cause-for-{topic.label}")
    assert untold.words.count("ui.causes.todo", len(untold.view.untagged)) in shown(app)


def test_a_cause_is_found_for_a_topic(untold: Stage) -> None:
    label = relieved(untold)
    app = untold.open(PAGE)
    app.button(f"cause-for-{label}").click().run()
    assert app.multiselect(keyed(app, "cause-topics")).value == [label]
    app.text_input(keyed(app, "cause-why-1")).set_value("Le dossier <b>revient</b>")
    app.text_input(keyed(app, "cause-why-2")).set_value("Il manque une pièce")
    app.button("save-cause").click().run()
    assert app.error[0].value == plain(untold.words("error.tag_missing", topic=label))
    app.selectbox(keyed(app, "cause-tag")).set_value("process")
    app.button("save-cause").click().run()
    assert not app.exception
    (cause,) = untold.view.causes
    assert (cause.title, cause.topics) == ("Il manque une pièce", (label,))
    page = shown(app)
    assert "<li>Le dossier &lt;b&gt;revient&lt;/b&gt;</li>" in page
    assert untold.words("ui.causes.pareto.one", tag=untold.words("cause.process")) in page
    assert app.text_input(keyed(app, "cause-why-1")).value == ""


def test_a_shared_cause_stands_under_each_topic_its_ladder_once(untold: Stage) -> None:
    first, second, *_ = untold.view.topics_in_order
    label = causes.add_cause(
        untold.house,
        untold.console,
        title="Deux outils",
        tag="tool",
        whys=["Un pourquoi"],
        topics=[first.label, second.label],
    )
    app = untold.open(PAGE)
    page = shown(app)
    assert page.count("Deux outils") == 2
    assert page.count("<li>Un pourquoi</li>") == 1
    assert untold.words.count("ui.causes.shared", 1) in page
    app.button(f"edit-{label}-{second.label}").click().run()
    app.multiselect(keyed(app, "cause-topics")).set_value([second.label])
    app.button("save-cause").click().run()
    assert untold.view.causes[0].topics == (second.label,)
    app.button(f"edit-{label}-{second.label}").click().run()
    app.button("leave-cause").click().run()
    app.button(f"edit-{label}-{second.label}").click().run()
    app.button("remove-cause").click().run()
    assert untold.view.causes == ()


def test_a_topic_asked_for_while_a_cause_is_changed_gets_a_form_of_its_own(untold: Stage) -> None:
    first, second, *_ = [
        topic.label for topic in untold.view.topics_in_order if topic.quadrant in LOOKED_AT
    ]
    cause = causes.add_cause(untold.house, untold.console, title="x", tag="tool", topics=[first])
    app = untold.open(PAGE)
    app.button(f"edit-{cause}-{first}").click().run()
    app.button(f"cause-for-{second}").click().run()
    assert app.multiselect(keyed(app, "cause-topics")).value == [second]
    assert app.text_input(keyed(app, "cause-title")).value == ""


def test_a_cause_without_a_topic_is_in_sight(untold: Stage) -> None:
    cause = causes.add_cause(untold.house, untold.console, title="Volante")
    app = untold.open(PAGE)
    assert not app.exception
    assert untold.words("cause.none") in shown(app)
    assert has(app, f"edit-{cause}-free")
    assert untold.words("ui.causes.pareto.none") in shown(app)


def test_the_sentence_names_the_kinds_that_make_up_most(untold: Stage) -> None:
    first, second, third, *_ = untold.view.topics_in_order
    for topic, tag in ((first, "tool"), (second, "tool"), (third, "silo")):
        causes.add_cause(untold.house, untold.console, title="x", tag=tag, topics=[topic.label])
    t, weights = untold.words, untold.view.cause_weights
    said = pareto_said(t, weights.by_topics)
    assert said == t(
        "ui.causes.pareto.says",
        tags=t.listing([t("cause.tool"), t("cause.silo")]),
        share=t.number(100),
    )
    app = untold.open(PAGE)
    app.segmented_control("causes-counted").set_value("topics").run()
    assert said in shown(app)


def test_the_close_lists_what_is_to_be_relieved_without_a_named_cause(untold: Stage) -> None:
    app = untold.open("facilitator/close")
    assert untold.words("ui.close.untagged") in shown(app)
    assert has(app, "back-to-causes")
    for topic in untold.view.untagged:
        causes.add_cause(untold.house, untold.console, title="x", tag="kpi", topics=[topic.label])
    assert untold.words("ui.close.untagged") not in shown(untold.open("facilitator/close"))


def test_a_cause_outlives_its_topic(untold: Stage) -> None:
    label = relieved(untold)
    cause = causes.add_cause(
        untold.house, untold.console, title="Orpheline", tag="silo", topics=[label]
    )
    topics.dissolve_topic(untold.house, untold.console, label)
    app = untold.open(PAGE)
    assert not app.exception
    assert has(app, f"edit-{cause}-free")


@pytest.mark.parametrize("tag", ["", "tool"])
def test_the_projector_shows_the_ladder_that_was_saved_last(
    untold: Stage,
    pictures: dict[str, Any],  # noqa: F811
    tag: str,
) -> None:
    workshops.set_phase(untold.house, untold.console, Phase.CAUSES)
    untold.open("facilitator/projector")
    assert "projector-matrix" in pictures  # nothing yet: the picture that the room looks at
    labels = [topic.label for topic in untold.view.topics if topic not in untold.view.untagged][:5]
    causes.add_cause(
        untold.house, untold.console, title="Racine", tag=tag, whys=["Un", "Racine"], topics=labels
    )
    untold.open("facilitator/projector")
    picture = pictures["projector-causes"]
    assert (picture["ladder"]["title"], picture["ladder"]["whys"]) == ("Racine", ["Un"])
    assert len(picture["ladder"]["topics"]) == 3
    assert picture["ladder"]["more"]
    assert bool(picture["bars"]) is bool(tag)
