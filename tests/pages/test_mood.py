"""Mood: steps to rate, curves above the floor, and sentences that become cards and ideas."""

from typing import Any

import pytest

from tests.pages.asking import answer, ask_nothing_yet, asked, speak_for_clients
from tests.pages.stage import Stage, has, shown
from tests.pages.test_group import Sent, drawn  # noqa: F401  (a fixture)
from workshop.domain.words import Aspect, Side
from workshop.services import journeys, signin, workshops
from workshop.services.moods import LIVED, steps_to_feel
from workshop.services.views.questions import QuestionLine

PAGE = "facilitator/mood"


@pytest.fixture
def demo(demo: Stage) -> Stage:
    return ask_nothing_yet(demo)


@pytest.fixture
def felt(bare: Stage) -> Stage:
    """The room is at its moods: four steps are on the phones."""
    workshops.set_phase(bare.house, bare.console, "mood")
    return bare


def mood(stage: Stage, place: int, aspect: str, side: str) -> QuestionLine:
    """The question about one of the steps that are asked, by its place among them."""
    found = [line for line in stage.view.questions if (line.aspect, line.side) == (aspect, side)]
    return found[place]


def rate(stage: Stage, place: int, values: dict[str, list[int]], aspect: str = "feeling") -> None:
    for side, said in values.items():
        answer(stage, mood(stage, place, aspect, side).label, [str(value) for value in said])


def charts(app: Any) -> list[Any]:
    return list(app.get("vega_lite_chart")) + list(app.get("arrow_vega_lite_chart"))


def test_the_moments_of_truth_are_proposed_before_anything_is_asked(bare: Stage) -> None:
    app = bare.open(PAGE)
    assert not app.exception
    assert app.info[0].value == bare.words("ui.mood.none")
    proposed = [str(step.id) for step in steps_to_feel(bare.view.steps)]
    assert app.multiselect(key="mood-steps").value == proposed
    assert len(proposed) == 4


def test_steps_and_sides_are_chosen_with_or_without_the_four_questions(bare: Stage) -> None:
    step = str(bare.view.steps[0].id)
    app = bare.open(PAGE)
    app.multiselect(key="mood-steps").set_value([step])
    app.checkbox(key="mood-four").set_value(False)
    app.button("mood-ask").click().run()
    assert not app.exception
    there = [line for line in bare.view.questions if line.label in asked(bare)]
    assert [(line.step, line.side, line.aspect) for line in there] == [
        (step, Side.CLIENT, Aspect.FEELING),
        (step, Side.EMPLOYEE, Aspect.FEELING),
    ]
    app.checkbox(key="mood-side-client").set_value(False)
    app.checkbox(key="mood-four").set_value(True)
    app.button("mood-ask").click().run()
    there = [line for line in bare.view.questions if line.label in asked(bare)]
    assert {line.side for line in there} == {Side.EMPLOYEE}
    assert {line.aspect for line in there} == set(LIVED)


def test_no_step_or_no_side_is_refused_in_words_and_nothing_is_lost(felt: Stage) -> None:
    before = asked(felt)
    app = felt.open(PAGE)
    app.multiselect(key="mood-steps").set_value([])
    app.button("mood-ask").click().run()
    assert app.error[0].value == felt.words("ui.mood.choose.no_step")
    app = felt.open(PAGE)
    for side in Side:
        app.checkbox(key=f"mood-side-{side}").set_value(False)
    app.button("mood-ask").click().run()
    assert app.error[0].value == felt.words("ui.mood.choose.no_side")
    assert asked(felt) == before


def test_below_the_floor_there_is_no_curve_and_the_page_says_how_many_are_missing(
    felt: Stage,
) -> None:
    rate(felt, 0, {"client": [1, 1, 2, 0], "employee": [-1, -2]})
    app = felt.open(PAGE)
    page, t = shown(app), felt.words
    assert charts(app) == []
    assert t("ui.mood.no_curve", floor="5") in [info.value for info in app.info]
    assert f"<td>4<small>{t.count('ui.mood.more', 1)}</small></td>" in page
    assert f"<td>2<small>{t.count('ui.mood.more', 3)}</small></td>" in page
    assert t.count("ui.mood.waiting", 12, floor="5") in page
    assert app.button("mood-reveal").disabled


def test_the_curves_have_their_gap_a_sentence_and_a_table_with_voices(felt: Stage) -> None:
    rate(felt, 0, {"client": [1] * 5, "employee": [-1] * 6})
    rate(felt, 1, {"client": [0] * 5, "employee": [0] * 5})
    rate(felt, 0, {"employee": [2, 2, 2, 2, 1]}, aspect="ease")
    app = felt.open(PAGE)
    page, t = shown(app), felt.words
    assert len(charts(app)) == 1
    step = next(
        found
        for found in felt.view.steps
        if str(found.id) == mood(felt, 0, "feeling", "client").step
    )
    name = f"{step.position} · {step.client_title}"
    sentence = t("ui.mood.widest", step=name, gap="2", client_mean="+1", team_mean="−1")
    assert sentence in page
    table = app.dataframe[0].value
    assert list(table[t("side.label.client")]) == [
        t("ui.mood.mean", mean="+1", voices=t.count("count.voices", 5)),
        t("ui.mood.mean", mean="0", voices=t.count("count.voices", 5)),
    ]
    assert list(table[t("ui.mood.column.gap")]) == ["+2", "0"]
    assert t("ui.mood.ease") in page


def test_a_client_side_that_only_the_team_tells_is_dotted_and_says_so(felt: Stage) -> None:
    rate(felt, 0, {"client": [1] * 5, "employee": [0] * 5})
    page = shown(felt.open(PAGE))
    assert "client dotted" in page
    assert felt.words("ui.matrix.client_by_team") in page
    speak_for_clients(felt, 1)
    page = shown(felt.open(PAGE))
    assert "client dotted" not in page


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"client": [1] * 5}, "ui.mood.one_side"),
        ({"client": [1] * 5, "employee": [1] * 5}, "ui.mood.no_gap"),
    ],
)
def test_one_side_alone_and_no_gap_are_said_too(
    felt: Stage, values: dict[str, list[int]], key: str
) -> None:
    rate(felt, 0, values)
    assert felt.words(key) in shown(felt.open(PAGE))


def test_the_room_sees_the_curves_from_the_reveal_on(felt: Stage) -> None:
    rate(felt, 0, {"client": [1] * 5, "employee": [0] * 5})
    app = felt.open(PAGE)
    app.button("mood-reveal").click().run()
    assert felt.view.workshop.revealed
    assert felt.words("ui.mood.shown") in [caption.value for caption in app.caption]
    app.button("mood-reveal").click().run()
    assert not felt.view.workshop.revealed


def test_elsewhere_on_the_road_there_is_nothing_to_reveal(bare: Stage) -> None:
    workshops.set_phase(bare.house, bare.console, "mood")
    workshops.set_phase(bare.house, bare.console, "capture")
    app = bare.open(PAGE)
    assert not has(app, "mood-reveal")
    assert bare.words("ui.mood.elsewhere") in [caption.value for caption in app.caption]


def test_one_tap_makes_a_card_or_an_idea_of_a_sentence_once(
    felt: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    obstacle = mood(felt, 0, "obstacle", "employee")
    answer(felt, obstacle.label, texts=["Quatre écrans pour une réponse"])
    key = f"mood-texts-{obstacle.label}"
    felt.open(PAGE)
    (line,) = drawn[key]["answers"]
    assert (line["text"], line["card"], line["seed"]) == (
        "Quatre écrans pour une réponse",
        None,
        None,
    )
    tap = {"question": obstacle.label, "rank": line["rank"]}
    ideas = len(felt.view.solutions)
    for _ in range(2):
        drawn[f"{key}!"] = Sent(card=tap)
        app = felt.open(PAGE)
        assert not app.exception
    drawn[f"{key}!"] = Sent(seed=tap)
    felt.open(PAGE)
    made = [card for card in felt.view.cards if card.text == line["text"]]
    assert [(card.kind, card.side, card.step) for card in made] == [
        ("irritant", "employee", obstacle.step)
    ]
    assert len(felt.view.solutions) == ideas + 1
    felt.open(PAGE)
    (line,) = drawn[key]["answers"]
    assert line["card"] == made[0].label
    assert line["seed"] == felt.view.solutions[-1].label


def test_those_who_skipped_are_counted(felt: Stage) -> None:
    help_ = mood(felt, 0, "help", "employee")
    answer(felt, help_.label, values=["skip", "skip"])
    page, t = shown(felt.open(PAGE)), felt.words
    assert t.count("ui.ask.skipped", 2) in page
    assert t.count("ui.ask.skipped_answers", 2) in page


def test_a_journey_without_steps_is_asked_as_a_whole(bare: Stage) -> None:
    for step in bare.view.steps:
        journeys.remove_step(bare.house, bare.console, step.id, cards_to="any")
    workshops.set_phase(bare.house, bare.console, "mood")
    app = bare.open(PAGE)
    assert not app.exception
    assert bare.words("step.any") in shown(app)


def test_a_browser_that_signed_out_asks_nothing(bare: Stage) -> None:
    app = bare.open(PAGE)
    signin.sign_out(bare.house, bare.cookie)
    app.button("mood-ask").click().run()
    assert bare.view.questions == ()
    assert app.title[0].value == bare.words("ui.signed_out.title")
