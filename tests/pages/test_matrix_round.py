"""The rating round on the page of the matrix and on the projector."""

from typing import Any

import pytest

from tests.pages.people import send
from tests.pages.stage import Stage, has, shown
from tests.pages.test_group import Sent, drawn  # noqa: F401  (fixtures)
from workshop.services import rounds, workshops
from workshop.services.participants import Introduction, introduce
from workshop.services.rounds import PlacingSent, give_places

PAGE = "facilitator/matrix"


@pytest.fixture
def here(demo: Stage) -> Stage:
    workshops.set_phase(demo.house, demo.console, "matrix")
    return demo


def rate(stage: Stage, phones: int, *, topic: str = "T1", client: str = "2") -> None:
    send(
        stage,
        give_places,
        [PlacingSent(f"rater-{n}", topic, client, "2") for n in range(phones)],
    )


def test_a_round_is_opened_closed_dropped_and_taken_up_again_from_the_page(here: Stage) -> None:
    app = here.open(PAGE)
    assert here.words("ui.round.none") in shown(app)
    app.button(key="round-open").click().run()
    assert not app.exception
    assert here.words("ui.round.asks") in shown(app)
    rate(here, 3)
    app.run()
    assert here.words.count("ui.round.ratings", 3) in str(app.get("progress")[0].proto.text)
    app.button(key="round-close").click().run()
    view = here.view
    assert view.topic_round is not None
    assert view.topic_round.state == "in_use"
    assert here.words.count("ui.round.in_use", 1) in shown(app)
    assert here.words.count("ui.round.left", len(view.topics) - 1) in shown(app)
    app.button(key="round-drop").click().run()
    assert here.words("ui.round.dropped") in shown(app)
    app.button(key="round-reopen").click().run()
    assert here.view.topic_round is not None
    assert here.view.topic_round.is_open
    app.button(key="round-drop").click().run()
    assert not app.exception
    assert not has(app, "round-drop")


def test_a_round_may_be_about_a_few_topics_only(here: Stage) -> None:
    app = here.open(PAGE)
    app.multiselect[0].set_value(["T2", "T3"])
    app.button(key="round-open").click().run()
    assert here.view.topic_round is not None
    assert here.view.topic_round.topics == ("T2", "T3")
    app.button(key="round-close").click().run()
    assert here.words.count("ui.round.in_use", 0) in shown(app)


def test_a_second_facilitator_finds_the_round_that_the_first_has_opened(here: Stage) -> None:
    app = here.open(PAGE)
    rounds.open_topic_round(here.house, here.console, ["T1"])
    app.button(key="round-open").click().run()
    assert not app.exception
    assert here.view.topic_round is not None
    assert here.view.topic_round.topics == ("T1",)
    assert has(app, "round-close")


def test_where_phones_are_elsewhere_the_page_says_when_they_will_rate(here: Stage) -> None:
    workshops.set_phase(here.house, here.console, "capture")
    rounds.open_topic_round(here.house, here.console)
    assert here.words("ui.round.asks_later") in shown(here.open(PAGE))


def test_when_every_topic_is_rated_the_page_says_so(here: Stage) -> None:
    rounds.open_topic_round(here.house, here.console)
    for topic in here.view.topics:
        rate(here, 1, topic=topic.label)
    rounds.close_topic_round(here.house, here.console)
    assert here.words("ui.round.all") in shown(here.open(PAGE))


def test_the_open_topic_shows_its_ratings_in_words_and_what_its_cards_said(
    here: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    workshops.frame(here.house, here.console, {}, families=["Accueil", "Caisse"])
    for n in range(10):
        family = "Accueil" if n < 5 else "Caisse"
        send(here, introduce, [Introduction(f"rater-{n}", "employee", family)])
    rounds.open_topic_round(here.house, here.console)
    rate(here, 10)
    rounds.close_topic_round(here.house, here.console)
    drawn["matrix-picture!"] = Sent(pick="T1")
    here.open(PAGE)
    t = here.words
    card = drawn["matrix-card"]
    side = next(side for side in card["sides"] if side["spread"])
    assert side["spread"]["counts"] == [0, 0, 0, 0, 10]
    assert t.count("ui.round.ratings", 10) in side["spread"]["said"]
    assert side["dotted"]
    assert side["roles"] == [
        t("ui.matrix.role", role=family, said=t.count("ui.voices.enchantments", 5))
        for family in ("Accueil", "Caisse")
    ]
    assert any(t.count("ui.voices.irritants", 8) in caution for caution in card["cautions"])


def test_a_rated_topic_without_cards_says_only_that_it_was_rated(
    here: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    (missing,) = (topic for topic in here.view.topics if topic.quadrant == "one_side_missing")
    silent = "employee" if missing.employee.valence is None else "client"
    rounds.open_topic_round(here.house, here.console)
    values = {"client": "skip", "employee": "skip", silent: "2"}
    send(here, give_places, [PlacingSent("one", missing.label, **values)])
    rounds.close_topic_round(here.house, here.console)
    app = here.open(PAGE)
    key = next(str(box.key) for box in app.selectbox if str(box.key).startswith("matrix-topic"))
    app.selectbox(key=key).set_value(missing.label).run()
    assert here.words("ui.topic.rated.only") in drawn["matrix-card"]["cautions"]


def test_the_projector_shows_how_far_the_round_is_and_the_way_in(
    here: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    rounds.open_topic_round(here.house, here.console)
    rate(here, 3)
    here.open("facilitator/projector")
    picture = drawn["projector-round"]
    assert [figure for figure, _ in picture["figures"]] == ["3", "3"]
    assert drawn["projector-top"]["join"]["code"] == here.code
    assert drawn["projector-top"]["title"] == here.words("ui.projector.round")
    rounds.close_topic_round(here.house, here.console)
    drawn.clear()
    here.open("facilitator/projector")
    assert "projector-round" not in drawn
    assert drawn["projector-matrix"]["big"]
