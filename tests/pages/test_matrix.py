"""Matrix: each topic in its place, with the reason; and places given by hand."""

import json
from typing import Any

from tests.pages.stage import Stage, has, keyed
from tests.pages.test_group import Sent, drawn, said  # noqa: F401  (fixtures)
from workshop.domain.words import Quadrant
from workshop.services import signin, topics
from workshop.services.house import House

PAGE = "facilitator/matrix"


def place(stage: Stage, label: str) -> Quadrant:
    topic = stage.view.topic(label)
    assert topic is not None
    return topic.quadrant


def test_without_topics_the_page_says_what_to_do(bare: Stage) -> None:
    app = bare.open(PAGE)
    assert not app.exception
    assert app.info[0].value == bare.words("ui.matrix.empty")


def test_the_table_holds_every_topic_in_the_order_of_treatment(demo: Stage) -> None:
    app = demo.open(PAGE)
    assert not app.exception
    table = app.dataframe[0].value
    places = [
        demo.words(f"quadrant.{quadrant}")
        for quadrant in ("priority", "indicators", "treat_next", "capitalise")
    ]
    column = demo.words("ui.matrix.column.place")
    found = [str(cell).split(" ", 1)[1] for cell in table[column]]
    ranks = [places.index(name) if name in places else 4 for name in found]
    assert ranks == sorted(ranks)
    assert len(table) == len(demo.view.topics)
    assert list(table[demo.words("ui.matrix.column.label")][:1]) == ["T1"]


def test_one_sentence_says_what_the_chart_shows(demo: Stage) -> None:
    app = demo.open(PAGE)
    sentence = next(found.value for found in app.caption if "12" in found.value)
    assert demo.words("quadrant.priority") in sentence
    assert demo.words("quadrant.one_side_missing") in sentence


def test_the_open_topic_tells_voices_reason_and_treatment(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    demo.open(PAGE)
    card, t = drawn["matrix-card"], demo.words
    assert card["label"] == "T1"
    assert card["reason"] == t(
        "ui.topic.because",
        quadrant=t("quadrant.priority"),
        client=t.count("ui.topic.say.client.irritant", 8, total="8"),
        team=t.count("ui.topic.say.employee.irritant", 9, total="10"),
    )
    assert card["treatment"] == t("ui.treatment.priority")
    assert card["sides"][1]["said"] == ", ".join(
        (t.count("ui.voices.irritants", 9), t.count("ui.voices.enchantments", 1))
    )
    assert len(card["cards"]) == 7


def test_a_press_on_the_picture_opens_the_topic(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    drawn["matrix-picture!"] = Sent(pick="T4")
    app = demo.open(PAGE)
    assert drawn["matrix-card"]["label"] == "T4"
    assert app.selectbox(key=keyed(app, "matrix-topic")).value == "T4"


def test_the_menu_opens_what_the_room_has_not_completed(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    (missing,) = demo.view.in_quadrant(Quadrant.ONE_SIDE_MISSING)
    app = demo.open(PAGE)
    app.selectbox(key=keyed(app, "matrix-topic")).set_value(missing.label).run()
    assert drawn["matrix-card"]["reason"] in (
        demo.words("ui.topic.silent.client"),
        demo.words("ui.topic.silent.employee"),
    )
    assert not has(app, "matrix-place")


def test_a_divided_topic_is_treated_otherwise(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    (contested,) = demo.view.in_quadrant(Quadrant.CONTESTED)
    drawn["matrix-picture!"] = Sent(pick=contested.label)
    demo.open(PAGE)
    assert drawn["matrix-card"]["treatment"] == demo.words("ui.treatment.contested")


def test_a_place_by_hand_needs_a_reason(demo: Stage) -> None:
    app = demo.open(PAGE)
    app.button(key="matrix-place").click().run()
    assert said(app) == demo.words("error.reason_missing")
    assert place(demo, "T1") is Quadrant.PRIORITY


def test_a_place_by_hand_keeps_the_computed_one_and_can_be_given_back(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    app = demo.open(PAGE)
    app.selectbox(key="matrix-where-T1").set_value(Quadrant.CAPITALISE)
    app.text_area(key=keyed(app, "matrix-why-T1")).set_value("La salle le sait")
    app.button(key="matrix-place").click().run()
    assert not app.exception
    assert place(demo, "T1") is Quadrant.CAPITALISE
    assert drawn["matrix-card"]["moved"] == [
        demo.words(
            "ui.matrix.moved",
            because="La salle le sait",
            computed=demo.words("quadrant.priority"),
        )
    ]
    assert drawn["matrix-card"]["history"]
    app.button(key="matrix-back").click().run()
    assert place(demo, "T1") is Quadrant.PRIORITY
    assert len(drawn["matrix-card"]["history"]) == 2


def test_a_topic_moved_by_hand_stays_the_open_one(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    """Its name in the menu changes with its place, and Streamlit knows a choice by its name."""
    drawn["matrix-picture!"] = Sent(pick="T4")
    app = demo.open(PAGE)
    app.text_area(key=keyed(app, "matrix-why-T4")).set_value("La salle le sait")
    app.button(key="matrix-place").click().run()
    assert place(demo, "T4") is Quadrant.PRIORITY
    assert drawn["matrix-card"]["label"] == "T4"
    app.run()
    assert drawn["matrix-card"]["label"] == "T4"


def drop(drawn: dict[str, Any], reached: str) -> None:  # noqa: F811
    """Drag the first topic out of its quadrant."""
    moved = {"label": "T1", "from": "priority", "to": reached}
    drawn["matrix-board-0!"] = Sent(moved=moved)


def test_a_drag_asks_why_before_it_moves_anything(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    drop(drawn, "capitalise")
    app = demo.open(PAGE)
    assert place(demo, "T1") is Quadrant.PRIORITY
    assert has(app, "matrix-drag-do")
    app.text_input(key=keyed(app, "matrix-drag-why")).set_value("Vu en salle")
    app.button(key="matrix-drag-do").click().run()
    assert place(demo, "T1") is Quadrant.CAPITALISE
    assert not has(app, "matrix-drag-do")


def test_a_drag_that_is_called_off_moves_nothing(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    drop(drawn, "capitalise")
    app = demo.open(PAGE)
    app.button(key="matrix-drag-cancel").click().run()
    assert place(demo, "T1") is Quadrant.PRIORITY
    assert not has(app, "matrix-drag-do")


def test_a_topic_is_not_dragged_among_the_divided_ones(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    drop(drawn, "contested")
    app = demo.open(PAGE)
    assert app.warning[0].value == demo.words("ui.matrix.board.contested")
    assert not has(app, "matrix-drag-do")
    app.button(key="matrix-drag-cancel").click().run()
    assert not app.warning


def test_a_topic_is_shown_on_the_projector_and_taken_away(demo: Stage) -> None:
    app = demo.open(PAGE)
    app.button(key="matrix-show").click().run()
    assert demo.view.workshop.projector_topic == 1
    app.button(key="matrix-show").click().run()
    assert demo.view.workshop.projector_topic is None


def test_the_chart_puts_what_hurts_the_client_on_top(demo: Stage) -> None:
    app = demo.open(PAGE)
    (chart,) = app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")
    spec = json.loads(chart.proto.spec)
    scales = [layer["encoding"]["y"]["scale"] for layer in spec["layer"]]
    assert all(scale["reverse"] for scale in scales)
    assert "http" not in chart.proto.spec.replace(spec["$schema"], "")


def test_a_topic_dissolved_by_somebody_else_makes_way_for_the_first(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    drawn["matrix-picture!"] = Sent(pick="T4")
    app = demo.open(PAGE)
    topics.dissolve_topic(demo.house, demo.console, "T4")
    app.run()
    assert not app.exception
    assert drawn["matrix-card"]["label"] == "T1"


def test_a_revoked_browser_sees_no_topic(demo: Stage, page_house: House) -> None:
    app = demo.open(PAGE)
    signin.sign_out(page_house, demo.cookie)
    app.run()
    assert app.title[0].value == demo.words("ui.signed_out.title")
    assert not app.dataframe
