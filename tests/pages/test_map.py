"""The map on the page of the journeys: the picture, the same in words, and why."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.pages.asking import answer
from tests.pages.conftest import stage
from tests.pages.stage import Stage, has, shown
from tests.pages.test_mood import mood
from workshop.domain.words import Deck, Lane
from workshop.pictures.map_words import map_rows, map_sentences
from workshop.services import lanes, rights, workshops
from workshop.services.house import House
from workshop.services.journeys import add_step
from workshop.services.templates import StepDraft
from workshop.services.views.map import Audience, map_of
from workshop.services.workshops import create_workshop
from workshop.ui import live

PAGE = "facilitator/journeys"
PICTURE, TILES, CURVES = "map-picture", "slide-steps", "projector-curves"

Drawn = dict[str, Any]
"""What each component was given to draw, by its key."""


class _Untouched:
    """A component that nobody has touched."""

    def __getattr__(self, trigger: str) -> None:
        return None


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    seen: Drawn = {}

    def draw(name: str, data: Any, *, key: str, on: tuple[str, ...] = ()) -> Any:
        seen[key] = data
        return _Untouched()

    monkeypatch.setattr(live, "draw", draw)
    return seen


@pytest.fixture
def blank(screen_language: str, page_house: House, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A workshop without a step."""
    return stage(
        page_house,
        screen_language,
        lambda language: create_workshop(page_house, title="Test", language=language),
        monkeypatch,
    )


def _opened(here: Stage) -> Any:
    """The page with its map."""
    app = here.open(PAGE)
    app.button_group(key="journeys-picture").set_value("map").run()
    return app


def test_the_page_begins_with_the_steps_and_one_tap_shows_the_map(
    demo: Stage,
    drawn: Drawn,
) -> None:
    assert not demo.open(PAGE).exception
    assert PICTURE not in drawn
    app = _opened(demo)
    assert not app.exception
    picture = ET.fromstring(drawn[PICTURE]["svg"])
    assert picture.attrib["aria-label"] == " ".join(map_sentences(map_of(demo.view), demo.words))


def test_sentences_and_table_say_the_same_as_the_picture(
    demo: Stage,
    drawn: Drawn,
) -> None:
    app = _opened(demo)
    text = shown(app)
    for sentence in map_sentences(map_of(demo.view), demo.words)[:2]:
        assert sentence in text
    table = app.dataframe[0].value
    assert table.to_dict("records") == map_rows(map_of(demo.view), demo.words)


def test_both_files_are_offered(demo: Stage, drawn: Drawn) -> None:
    app = _opened(demo)
    links = {button.proto.url for button in app.get("link_button")}
    assert {f"/x/{demo.code}/map.svg", f"/x/{demo.code}/map.png"} <= links


def test_a_workshop_without_steps_has_a_map_that_says_so(
    blank: Stage,
    drawn: Drawn,
) -> None:
    app = _opened(blank)
    assert not app.exception
    assert blank.words("ui.map.no_step") in drawn[PICTURE]["svg"]
    assert not app.dataframe


# --- the projector ------------------------------------------------------------------------------


def _felt(here: Stage) -> None:
    workshops.set_phase(here.house, here.console, "mood")
    for side in ("client", "employee"):
        answer(here, mood(here, 0, "feeling", side).label, ["2"] * 6)


def test_the_room_sees_both_curves_along_the_journeys_once_its_moods_are_revealed(
    bare: Stage,
    drawn: Drawn,
) -> None:
    _felt(bare)
    workshops.set_phase(bare.house, bare.console, "journeys")
    bare.open("facilitator/projector")
    assert bare.words("ui.map.hidden") in drawn[TILES]["foot"]
    assert CURVES not in drawn
    rights.reveal(bare.house, bare.console, shown=True)
    bare.open("facilitator/projector")
    steps = drawn[CURVES]["steps"]
    assert [step["title"] for step in steps] == [step.client_title for step in bare.view.steps]
    assert steps[0]["said"]["client"] == "+2"


def test_the_steps_are_tiles_with_the_part_of_the_team_under_them(
    bare: Stage,
    drawn: Drawn,
) -> None:
    workshops.set_phase(bare.house, bare.console, "journeys")
    bare.open("facilitator/projector")
    for tile, step in zip(drawn[TILES]["items"], bare.view.steps, strict=True):
        assert tile["title"] == step.client_title
        assert tile["marks"] == [f"■ {step.employee_title}"]
        assert ("★" in tile["number"]) is step.moment_of_truth


def test_of_two_life_cycles_each_step_stands_over_what_it_meets(
    blank: Stage,
    drawn: Drawn,
) -> None:
    house, me = blank.house, blank.console
    lanes.set_mode(house, me, "life_cycle")
    call = add_step(house, me, StepDraft("Call", lane=Lane.CLIENT))
    take_it = add_step(house, me, StepDraft("Answer", lane=Lane.EMPLOYEE))
    add_step(house, me, StepDraft("Train", lane=Lane.EMPLOYEE))
    lanes.link_steps(house, me, call, take_it)
    workshops.set_phase(house, me, "journeys")
    blank.open("facilitator/projector")
    tiles = [(tile["title"], tile["marks"], tile["team"]) for tile in drawn[TILES]["items"]]
    assert tiles == [("Call", ["■ Answer"], False), ("Train", [], True)]


def test_before_the_first_step_the_room_is_told_what_it_will_do(
    blank: Stage,
    drawn: Drawn,
) -> None:
    workshops.set_phase(blank.house, blank.console, "journeys")
    blank.open("facilitator/projector")
    assert drawn["slide-empty"]["items"][0]["title"] == blank.words("ui.projector.empty.journeys")


def test_one_button_shows_the_room_its_moods_on_the_map_and_hides_them_again(
    bare: Stage,
    drawn: Drawn,
) -> None:
    _felt(bare)
    assert not has(_opened(bare), "map-reveal")  # the moods have their own button
    workshops.set_phase(bare.house, bare.console, "journeys")
    for shown_now in (True, False):
        app = _opened(bare)
        app.button("map-reveal").click().run()
        assert not app.exception
        assert map_of(bare.view, Audience.ROOM).answers_shown is shown_now
    assert drawn[PICTURE]


def test_while_the_room_speaks_of_its_moods_only_the_steps_that_are_felt_are_shown(
    bare: Stage,
    drawn: Drawn,
) -> None:
    _felt(bare)
    rights.reveal(bare.house, bare.console, shown=True)
    bare.open("facilitator/projector")
    [felt] = map_of(bare.view).felt.steps
    assert [step["title"] for step in drawn[CURVES]["steps"]] == [felt.title]


# --- tools and expectations -----------------------------------------------------------------------


@pytest.fixture
def asked(bare: Stage) -> Stage:
    workshops.set_phase(bare.house, bare.console, "mood")
    return bare


def test_tools_are_asked_about_and_their_ease_is_shown_above_the_floor(asked: Stage) -> None:
    tool = next(name for step in asked.view.steps for name in step.tools)
    app = asked.open("facilitator/mood")
    app.multiselect(key="rated-tools").set_value([tool])
    app.button("rated-tools-ask").click().run()
    assert not app.exception
    [line] = [line for line in asked.view.questions if line.deck is Deck.TOOLS]
    assert line.about == tool
    answer(asked, line.label, ["-1", "-1", "1"])
    few = shown(asked.open("facilitator/mood"))
    assert asked.words.count("ui.rated.waiting", 1) in few
    answer(asked, line.label, ["-1"] * 6)
    said = shown(asked.open("facilitator/mood"))
    assert "2/5" in said


def test_what_is_offered_and_expected_is_asked_and_compared(asked: Stage) -> None:
    step = str(asked.view.steps[0].id)
    app = asked.open("facilitator/mood")
    app.multiselect(key="rated-steps").set_value([step])
    app.button("rated-levels-ask").click().run()
    assert not app.exception
    offered, expected = [
        line for line in asked.view.questions if line.aspect in ("offered", "expected")
    ]
    answer(asked, offered.label, ["-1"] * 6)
    answer(asked, expected.label, ["2"] * 6)
    said = shown(asked.open("facilitator/mood"))
    assert "−3" in said


def test_expectations_of_no_side_are_not_asked(asked: Stage) -> None:
    step = str(asked.view.steps[0].id)
    app = asked.open("facilitator/mood")
    app.multiselect(key="rated-steps").set_value([step])
    app.checkbox(key="rated-side-client").set_value(False)
    app.button("rated-levels-ask").click().run()
    assert app.error[0].value == asked.words("ui.mood.choose.no_side")


def test_a_journey_without_tools_says_where_to_add_some(blank: Stage) -> None:
    assert blank.words("ui.rated.no_tool") in shown(blank.open("facilitator/mood"))
