"""The next edition: made on the home page, begun on what became of the last actions."""

from typing import Any

import pytest

from tests.pages.pictures import pictures  # noqa: F401  (a fixture)
from tests.pages.stage import Stage, has, shown
from tests.pages.test_home import home, lines, press
from workshop.domain.words import ActionStatus
from workshop.i18n import words
from workshop.services import editions, handling, topics, workshops
from workshop.services.actors import Console
from workshop.services.capture import CardRow, import_cards
from workshop.services.views.workshop import read_workshop_view

FRAME, PROJECTOR, MATRIX = "facilitator/frame", "facilitator/projector", "facilitator/matrix"


@pytest.fixture
def second(demo: Stage) -> Stage:
    """The edition that follows the demo, of which one action is done; on the table."""
    first = demo.view.actions[0].label
    handling.set_action_status(demo.house, demo.console, first, ActionStatus.DONE)
    new = editions.next_edition(demo.house, demo.console, title="La suite")
    return Stage(demo.house, new, demo.language, demo.cookie)


def before(stage: Stage) -> Console:
    line = next(line for line in lines(stage) if line.code == stage.code)
    assert line.previous is not None
    return Console(line.previous)


def test_the_home_page_makes_the_next_edition(demo: Stage) -> None:
    app = press(home(demo), f"next-{demo.code}")
    assert app.text_input("edition-name").value == demo.view.workshop.title
    app.text_input("edition-name").set_value("La suite")
    press(app, f"next-{demo.code}", "edition-make")
    assert not app.exception
    assert len(app.code) == 3
    made = next(line for line in lines(demo) if line.title == "La suite")
    assert (made.edition, made.previous, made.cards) == (2, demo.code, 0)


def test_the_home_page_says_which_edition_it_is(second: Stage) -> None:
    said = [caption.value for caption in home(second).caption]
    edition = words(second.language)("ui.home.edition", n=2)
    assert len([line for line in said if edition in line]) == 1


def test_the_frame_opens_on_the_last_actions_and_takes_one_up(second: Stage) -> None:
    first = read_workshop_view(second.house, before(second))
    app = second.open(FRAME)
    assert not app.exception
    page = shown(app)
    for action in first.actions:
        assert action.what in page
    done, other = first.actions[0].label, first.actions[1].label
    assert not has(app, f"carry-{done}")
    app.button(f"carry-{other}").click().run()
    assert not app.exception
    [taken] = second.view.actions
    assert (taken.what, taken.status) == (first.actions[1].what, ActionStatus.DRAFT)
    assert not has(app, f"carry-{other}")
    assert second.words("ui.last.taken_up", label="A1") in shown(app)


def test_a_try_that_a_side_paid_for_is_no_success_here_either(second: Stage) -> None:
    page = shown(second.open(FRAME))
    assert second.words("pilot.verdict.not_a_success").lower() in page
    assert second.words("pilot.decision.correct") in page


def test_what_was_seen_is_folded_away_and_can_come_back(second: Stage) -> None:
    app = second.open(FRAME)
    app.button("last-seen").click().run()
    assert not second.view.workshop.looks_back
    assert not has(app, "last-seen")
    app.button("last-again").click().run()
    assert second.view.workshop.looks_back
    assert has(app, "last-seen")


def test_a_first_edition_has_nothing_of_this(demo: Stage) -> None:
    app = demo.open(FRAME)
    assert not has(app, "last-seen")
    assert not has(app, "last-again")


def test_the_projector_opens_on_them_too_until_they_were_seen(
    second: Stage,
    pictures: dict[str, Any],  # noqa: F811
) -> None:
    second.open(PROJECTOR)
    first = read_workshop_view(second.house, before(second))
    drawn = pictures["slide-list"]["items"]
    assert drawn[0]["title"] == first.actions[0].what
    assert drawn[0]["tone"] == "green"
    assert {item["title"] for item in drawn} == {line.what for line in first.actions}
    assert pictures["projector-top"]["title"] == second.words("ui.last.title")
    assert pictures["projector-top"]["join"]["code"] == second.code
    editions.look_back(second.house, second.console, shown=False)
    second.open(PROJECTOR)
    assert pictures["slide-join"]["items"][0]["title"] == "La suite"
    assert pictures["projector-top"]["join"] is None


def test_an_edition_before_without_actions_leaves_the_welcome(
    bare: Stage,
    pictures: dict[str, Any],  # noqa: F811
) -> None:
    new = editions.next_edition(bare.house, bare.console, title="La suite")
    Stage(bare.house, new, bare.language, bare.cookie).open(PROJECTOR)
    assert pictures["slide-join"]["items"][0]["title"] == "La suite"


def test_topics_are_compared_with_the_edition_before(second: Stage) -> None:
    card = import_cards(second.house, second.console, [CardRow("x", "client", "irritant", "")])
    topics.make_topic(second.house, second.console, title="Attente", cards=card)
    workshops.set_phase(second.house, second.console, "matrix")
    app = second.open(MATRIX)
    app.toggle("compare-open").set_value(True).run()
    assert not app.exception
    assert app.selectbox("compare-other").value == before(second).code
