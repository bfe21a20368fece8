"""The trail of an action on the plan's page, and the ways that lead to it."""

from typing import Any

from tests.pages.pictures import Sent, pictures  # noqa: F401  (a fixture)
from tests.pages.stage import Stage, shown
from workshop.services.actions import ActionDraft, add_action

PAGE, PART = "facilitator/plan", "trail"
WAY = "trail-way"


def chapter(pictures: dict[str, Any], code: str) -> dict[str, Any]:  # noqa: F811
    found: dict[str, Any] = next(part for part in pictures[WAY]["chapters"] if part["code"] == code)
    return found


def test_it_begins_with_the_first_action_and_leads_to_its_cards(
    demo: Stage,
    pictures: dict[str, Any],  # noqa: F811
) -> None:
    app = demo.open(PAGE, PART)
    assert not app.exception
    action = demo.view.actions[0]
    assert pictures[WAY]["start"] == action.label
    topic = demo.view.topic(action.topic)
    assert topic is not None
    assert topic.title in [entry["title"] for entry in chapter(pictures, "topics")["entries"]]
    texts = {card.text for card in demo.view.cards if card.label in topic.cards}
    assert texts <= {entry["title"] for entry in chapter(pictures, "cards")["entries"]}
    links = [link.proto.url for link in app.get("link_button")]
    assert f"/x/{demo.code}/trail-{action.label}.html" in links


def test_a_label_that_is_pressed_is_begun_from(
    demo: Stage,
    pictures: dict[str, Any],  # noqa: F811
) -> None:
    app = demo.open(PAGE, PART)
    pictures[f"{WAY}!"] = Sent(pick="T1")
    app.run()
    assert not app.exception
    assert pictures[WAY]["start"] == "T1"


def test_a_label_may_stand_in_the_address(
    demo: Stage,
    pictures: dict[str, Any],  # noqa: F811
) -> None:
    app = demo.open(PAGE, PART)
    for asked, begins in (("S2", "S2"), ("X9", "S2")):
        app.query_params["of"] = asked
        app.run()
        assert pictures[WAY]["start"] == begins


def test_an_empty_workshop_says_when_it_begins(bare: Stage) -> None:
    app = bare.open(PAGE, PART)
    assert not app.exception
    assert bare.words("ui.trail.nothing") in shown(app)


def test_what_is_still_to_do_is_said_in_its_place(
    bare: Stage,
    pictures: dict[str, Any],  # noqa: F811
) -> None:
    add_action(bare.house, bare.console, ActionDraft("Rappeler"))
    bare.open(PAGE, PART)
    assert chapter(pictures, "actions")["entries"][0]["title"] == "Rappeler"
    for code in ("cards", "causes", "pilots", "evidence"):
        assert chapter(pictures, code)["entries"] == []
        assert chapter(pictures, code)["missing"] == bare.words(f"trail.{code}.none")
