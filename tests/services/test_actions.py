"""Actions: drafts until what, owner, due date and measure are there."""

from dataclasses import replace
from datetime import date

import pytest

from tests.services.cast import Cast
from workshop.domain.errors import (
    ActionIncomplete,
    ActionUnknown,
    SolutionUnknown,
    TextEmpty,
    TextTooLong,
    TopicUnknown,
    ValueUnknown,
    WorkshopError,
)
from workshop.domain.words import Quadrant
from workshop.services import actions, solutions, topics
from workshop.services.actions import ActionDraft
from workshop.services.views.actions import ActionLine
from workshop.services.views.workshop import read_workshop_view

WHOLE = ActionDraft(
    what="Open a second counter",
    owner="Nadia",
    due=date(2026, 5, 1),
    measure="Waiting under ten minutes",
    status="open",
)


def _lines(cast: Cast) -> tuple[ActionLine, ...]:
    return read_workshop_view(cast.house, cast.alice).actions


def test_an_action_says_what_who_until_when_and_how_it_is_measured(cast: Cast) -> None:
    cards = cast.cards(3) + cast.cards(3, side="employee")
    topic = topics.make_topic(cast.house, cast.alice, title="Waiting", cards=cards)
    idea = solutions.add_solution(cast.house, cast.alice, title="Idea", topics=[topic])
    label = actions.add_action(cast.house, cast.alice, replace(WHOLE, topic=topic, solution=idea))
    [line] = _lines(cast)
    assert (line.label, line.what, line.owner) == (label, WHOLE.what, "Nadia")
    assert (line.due, line.measure, line.status) == (WHOLE.due, WHOLE.measure, "open")
    assert (line.topic, line.solution, line.quadrant) == (topic, idea, Quadrant.PRIORITY)


def test_a_draft_needs_only_a_sentence(cast: Cast) -> None:
    actions.add_action(cast.house, cast.alice, ActionDraft(" Call\nthem "))
    [line] = _lines(cast)
    assert (line.what, line.owner, line.due, line.status) == ("Call them", "", None, "draft")
    assert (line.topic, line.solution, line.quadrant) == (None, None, None)


@pytest.mark.parametrize("status", ["open", "done"])
def test_a_commitment_names_everything(cast: Cast, status: str) -> None:
    with pytest.raises(ActionIncomplete) as refused:
        actions.add_action(cast.house, cast.alice, ActionDraft("Do", status=status))
    assert refused.value.facts == {"missing": ["owner", "due", "measure"]}
    to_confirm = replace(WHOLE, owner="", to_confirm_with="Paul", status=status)
    actions.add_action(cast.house, cast.alice, to_confirm)
    assert _lines(cast)[0].to_confirm_with == "Paul"


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (replace(WHOLE, what=" "), TextEmpty),
        (replace(WHOLE, what="x" * 1001), TextTooLong),
        (replace(WHOLE, owner="x" * 121), TextTooLong),
        (replace(WHOLE, owner="\u200b"), ActionIncomplete),
        (replace(WHOLE, status="finished"), ValueUnknown),
        (replace(WHOLE, topic="T9"), TopicUnknown),
        (replace(WHOLE, solution="S9"), SolutionUnknown),
    ],
)
def test_an_action_that_breaks_a_rule_is_refused(
    cast: Cast, draft: ActionDraft, refusal: type[WorkshopError]
) -> None:
    label = actions.add_action(cast.house, cast.alice, WHOLE)
    before = _lines(cast)
    with pytest.raises(refusal):
        actions.add_action(cast.house, cast.alice, draft)
    with pytest.raises(refusal):
        actions.save_action(cast.house, cast.alice, label, draft)
    assert _lines(cast) == before


def test_an_action_is_changed_and_removed(cast: Cast) -> None:
    label = actions.add_action(cast.house, cast.alice, ActionDraft("Do"))
    actions.save_action(cast.house, cast.bob, label, replace(WHOLE, status="done"))
    assert [(line.label, line.status) for line in _lines(cast)] == [(label, "done")]
    actions.remove_action(cast.house, cast.alice, label)
    assert _lines(cast) == ()
    assert actions.add_action(cast.house, cast.alice, WHOLE) == "A2"


@pytest.mark.parametrize("label", ["A9", "A99999999999", "C1", "", "A1\x00"])
def test_an_unknown_action_is_refused(cast: Cast, label: str) -> None:
    actions.add_action(cast.house, cast.alice, WHOLE)
    with pytest.raises(ActionUnknown):
        actions.save_action(cast.house, cast.alice, label, WHOLE)
    with pytest.raises(ActionUnknown):
        actions.remove_action(cast.house, cast.alice, label)
