"""Looking at the matrix otherwise: labelled as a view, and nothing changes."""

from typing import Any

from streamlit.testing.v1 import AppTest

from tests.pages.people import send
from tests.pages.stage import Stage, has, keyed, shown
from tests.pages.test_group import Sent, drawn  # noqa: F401  (fixtures)
from workshop.domain.words import Quadrant, Source
from workshop.services import actions, capture, journeys, rounds, topics, workshops
from workshop.services.capture import CardRow
from workshop.services.participants import Introduction, introduce
from workshop.services.rounds import PlacingSent, give_places
from workshop.services.templates import StepDraft
from workshop.ui.plain import plain

PAGE = "facilitator/matrix"


def look(app: AppTest, name: str, value: Any) -> AppTest:
    return app.selectbox(key=keyed(app, f"lens-{name}")).set_value(value).run()


def test_a_step_is_looked_at_alone_and_said_to_be_a_view(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    before = demo.view
    main = demo.view.topics[0].main_step
    app = look(demo.open(PAGE), "step", main)
    assert not app.exception
    t = demo.words
    what = t("ui.lens.part", name=t("ui.lens.step"), value=demo.view.step_title(main))
    assert plain(t("ui.lens.said", what=what)) in shown(app)
    assert t("ui.lens.view_only") in shown(app)
    seen = [card for label in labels_of(drawn) if (card := demo.view.card(label))]
    assert {card.step for card in seen} == {main}
    assert not has(app, "matrix-place")
    assert not has(app, "round-open")
    assert demo.view == before
    app.button(key="lens-clear").click().run()
    assert has(app, "matrix-place")


def labels_of(drawn: dict[str, Any]) -> list[str]:  # noqa: F811
    """The labels of the cards that the open topic shows."""
    return [card["note"].split(" ")[0] for card in drawn["matrix-card"]["cards"]]


def test_a_step_that_goes_meanwhile_gives_the_whole_matrix_back(demo: Stage) -> None:
    step = journeys.add_step(demo.house, demo.console, StepDraft("Brève"))
    app = look(demo.open(PAGE), "step", str(step))
    assert demo.words("ui.lens.nothing") in [info.value for info in app.info]
    journeys.remove_step(demo.house, demo.console, step)
    app.run()
    assert not app.exception
    assert has(app, "matrix-place")


def test_data_is_looked_at_alone_where_there_is_any(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    rows = [CardRow("Un verbatim", "client", "enchantment", "")] * 2
    cards = capture.import_cards(demo.house, demo.console, rows, source=Source.DATA)
    topics.move_cards(demo.house, demo.console, cards, to="T1")
    app = demo.open(PAGE)
    side = drawn["matrix-card"]["sides"][0]
    assert demo.words.count("ui.voices.enchantments", 2) in side["data"]["said"]
    assert [card["data"] for card in drawn["matrix-card"]["cards"]].count(True) == 2
    look(app, "source", "data")
    assert demo.words("ui.topic.data_only.client") in drawn["matrix-card"]["cautions"]
    assert len(drawn["matrix-card"]["cards"]) == 2


def with_roles(demo: Stage) -> None:
    """Twelve of the desk and six of the back office rate the first topic."""
    workshops.set_phase(demo.house, demo.console, "matrix")
    workshops.frame(demo.house, demo.console, {}, families=["Accueil", "Caisse"])
    rounds.open_topic_round(demo.house, demo.console)
    for family, people, value in (("Accueil", 20, "-2"), ("Caisse", 5, "2")):
        for n in range(people):
            token = f"{family}-{n}"
            send(demo, introduce, [Introduction(token, "employee", family)])
            send(demo, give_places, [PlacingSent(token, "T1", value, value)])
    rounds.close_topic_round(demo.house, demo.console)


def test_roles_are_looked_at_alone_or_with_the_same_weight(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    with_roles(demo)
    app = demo.open(PAGE)
    t = demo.words
    assert t("ui.topic.carried", role="Accueil") in drawn["matrix-card"]["cautions"]
    table = app.dataframe[0].value
    assert t("ui.matrix.note.carried", role="Accueil") in table[t("ui.matrix.column.notes")][0]
    app.toggle(key=keyed(app, "lens-evened")).set_value(True).run()
    names = t.listing(["Accueil", "Caisse"])
    assert plain(t("ui.lens.evened.said", names=names)) in shown(app)
    assert t.count("ui.lens.hidden", len(demo.view.topics) - 1) in shown(app)
    assert drawn["matrix-card"]["code"] == Quadrant.CONTESTED
    assert t("ui.topic.evened.client.even", names=names) in drawn["matrix-card"]["reason"]
    app.toggle(key=keyed(app, "lens-evened")).set_value(False).run()
    look(app, "family", "Caisse")
    assert drawn["matrix-card"]["code"] == Quadrant.CAPITALISE


def test_where_roles_are_too_few_the_page_says_what_it_takes(demo: Stage) -> None:
    workshops.frame(demo.house, demo.console, {}, families=["Accueil", "Caisse"])
    app = demo.open(PAGE)
    floor = demo.words.number(demo.view.workshop.floor)
    assert demo.words("ui.lens.too_few", floor=floor) in shown(app)
    app.toggle(key=keyed(app, "lens-evened")).set_value(True).run()
    assert demo.words("ui.lens.nothing") in [info.value for info in app.info]
    assert plain(demo.words("ui.lens.evened.nobody")) in shown(app)


# --- the treatment panel --------------------------------------------------------------------------


def open_in(demo: Stage, drawn: dict[str, Any], quadrant: Quadrant) -> tuple[AppTest, str]:  # noqa: F811
    label = demo.view.in_quadrant(quadrant)[0].label
    drawn["matrix-picture!"] = Sent(pick=label)
    return demo.open(PAGE), label


def test_each_quadrant_asks_its_own_questions(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    asked = {
        Quadrant.PRIORITY: ("owner",),
        Quadrant.INDICATORS: ("reach", "push"),
        Quadrant.TREAT_NEXT: ("tools",),
        Quadrant.CAPITALISE: ("protect", "repeat"),
    }
    for quadrant, names in asked.items():
        open_in(demo, drawn, quadrant)
        titles = [part["title"] for part in drawn["matrix-card"]["panel"]]
        assert {demo.words(f"ui.panel.{name}") for name in names} <= set(titles)


def test_a_priority_without_a_name_is_given_one(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    for line in demo.view.actions:
        actions.remove_action(demo.house, demo.console, line.label)
    app, label = open_in(demo, drawn, Quadrant.PRIORITY)
    [owner, *_] = drawn["matrix-card"]["panel"]
    assert owner["empty"] == demo.words("ui.panel.owner.none")
    app.button(key="matrix-action").click().run()
    assert [error.value for error in app.error] == [demo.words("error.text_empty")]
    app.text_input(key=keyed(app, f"matrix-action-{label}-what")).set_value("Rappeler")
    app.text_input(key=keyed(app, f"matrix-action-{label}-who")).set_value("Léa")
    app.button(key="matrix-action").click().run()
    assert not app.exception
    [action] = demo.view.carried(label)
    assert (action.what, action.owner) == ("Rappeler", "Léa")
    assert "Léa" in drawn["matrix-card"]["panel"][0]["lines"][0]


def test_what_works_is_protected_and_repeated_at_other_steps(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    app, label = open_in(demo, drawn, Quadrant.CAPITALISE)
    step = demo.view.steps[0].client_title
    app.text_input(key=keyed(app, f"matrix-action-{label}-what")).set_value("Le rappel")
    app.text_input(key=keyed(app, f"matrix-action-{label}-confirm")).set_value("Paul")
    app.multiselect(key=keyed(app, f"matrix-action-{label}-steps")).set_value([step])
    app.button(key="matrix-action").click().run()
    what = demo.words("ui.panel.repeat.at", what="Le rappel", steps=step)
    assert [line.what for line in demo.view.carried(label)][-1:] == [what]


def test_a_topic_of_several_steps_is_split_with_one_button(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    wide = next(topic for topic in demo.view.topics if topic.steps_spread > 1)
    drawn["matrix-picture!"] = Sent(pick=wide.label)
    app = demo.open(PAGE)
    n = len(demo.view.topics)
    app.button(key="matrix-split").click().run()
    assert len(demo.view.topics) == n + wide.steps_spread - 1
    topics.undo(demo.house, demo.console)
    assert len(demo.view.topics) == n


def test_a_divided_topic_says_where_its_cards_come_from(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    (contested,) = demo.view.in_quadrant(Quadrant.CONTESTED)
    row = CardRow("Ailleurs", "employee", "irritant", demo.view.steps[0].client_title)
    other = CardRow("Ici", "employee", "enchantment", "")
    cards = capture.import_cards(demo.house, demo.console, [row, other])
    topics.move_cards(demo.house, demo.console, cards, to=contested.label)
    drawn["matrix-picture!"] = Sent(pick=contested.label)
    demo.open(PAGE)
    [part] = drawn["matrix-card"]["panel"]
    assert len(part["lines"]) > 1
