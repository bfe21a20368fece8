"""Actions: drafts until what, owner, due date, measure and quadrant are there."""

from dataclasses import replace
from datetime import date

import pytest

from tests.services.cast import Cast, Clock
from workshop.domain.errors import (
    ActionIncomplete,
    ActionUnknown,
    DomainUnknown,
    ProjectUnknown,
    SolutionUnknown,
    TextEmpty,
    TextTooLong,
    TopicUnknown,
    ValueUnknown,
    WorkshopError,
)
from workshop.domain.words import ActionStatus, Priority, Quadrant
from workshop.services import actions, domains, people, projects, solutions, topics
from workshop.services.actions import ActionDraft
from workshop.services.domains import DomainDraft
from workshop.services.people import PersonDraft
from workshop.services.projects import ProjectDraft
from workshop.services.views.actions import ActionLine
from workshop.services.views.workshop import read_workshop_view

WHOLE = ActionDraft(
    what="Open a second counter",
    owner="Nadia",
    due=date(2026, 5, 1),
    measure="Waiting under ten minutes",
    status="open",
    quadrant="priority",
)
NOT_YET = replace(WHOLE, owner="", to_confirm_with="Paul", confirm_before=date(2026, 4, 1))


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
    assert refused.value.facts == {"missing": ["owner", "due", "measure", "quadrant"]}
    actions.add_action(cast.house, cast.alice, replace(NOT_YET, status=status))
    [line] = _lines(cast)
    assert (line.carrier, line.confirm_before) == ("Paul", date(2026, 4, 1))


def test_who_has_not_said_yes_is_given_a_day(cast: Cast) -> None:
    with pytest.raises(ActionIncomplete) as refused:
        actions.add_action(cast.house, cast.alice, replace(NOT_YET, confirm_before=None))
    assert refused.value.facts == {"missing": ["confirm_before"]}
    label = actions.add_action(cast.house, cast.alice, NOT_YET)
    accepted = replace(NOT_YET, owner="Paul", to_confirm_with="")
    actions.save_action(cast.house, cast.alice, label, accepted)
    assert _lines(cast)[0].confirm_before is None


def test_the_quadrant_is_that_of_a_topic_in_its_place_or_is_chosen(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    placed = topics.make_topic(
        house, alice, title="Waiting", cards=cast.cards(3) + cast.cards(3, side="employee")
    )
    unheard = topics.make_topic(house, alice, title="Queue", cards=cast.cards(3))
    unplaced = replace(WHOLE, topic=unheard, quadrant=None)
    with pytest.raises(ActionIncomplete) as refused:
        actions.add_action(house, alice, unplaced)
    assert refused.value.facts == {"missing": ["quadrant"]}
    actions.add_action(house, alice, replace(unplaced, topic=placed))
    actions.add_action(house, alice, replace(unplaced, quadrant="treat_next"))
    topics.place_topics(house, alice, {placed: "capitalise"}, because="The room says so")
    actions.add_action(house, alice, replace(WHOLE, topic=placed))
    found = [(line.quadrant, line.chosen) for line in _lines(cast)]
    assert found == [
        (Quadrant.CAPITALISE, None),
        (Quadrant.TREAT_NEXT, Quadrant.TREAT_NEXT),
        (Quadrant.CAPITALISE, Quadrant.PRIORITY),
    ]


def test_whoever_carries_it_is_one_person_however_the_name_is_written(cast: Cast) -> None:
    actions.add_action(cast.house, cast.alice, WHOLE)
    actions.add_action(cast.house, cast.alice, replace(WHOLE, owner=" nadia "))
    actions.add_action(cast.house, cast.alice, NOT_YET)
    actions.add_action(cast.house, cast.alice, ActionDraft("Nobody yet"))
    assert [line.person for line in _lines(cast)] == ["P1", "P1", "P2", None]


def test_who_is_asked_keeps_up_with_a_new_name(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    actions.add_action(house, alice, NOT_YET)
    actions.add_action(house, alice, replace(NOT_YET, owner="Paul"))
    actions.add_action(house, alice, replace(NOT_YET, owner="Paul", to_confirm_with="The chief"))
    people.save_person(house, alice, "P1", PersonDraft("Paula"))
    found = [(line.owner, line.to_confirm_with) for line in _lines(cast)]
    assert found == [("", "Paula"), ("Paula", "Paula"), ("Paula", "The chief")]


def test_it_lies_in_a_domain_and_a_project_with_a_priority_and_a_term(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    domains.add_domain(house, alice, DomainDraft("Reception"))
    project = projects.add_project(house, alice, ProjectDraft("Counter"))
    draft = replace(WHOLE, domain="reception", project=project, priority="high", term="short")
    actions.add_action(house, alice, draft)
    [line] = _lines(cast)
    assert (line.domain, line.project, line.priority, line.term) == (
        "Reception", project, Priority.HIGH, "short"
    )  # fmt: skip


def test_the_day_it_was_done_is_kept_until_it_is_reopened(cast: Cast, clock: Clock) -> None:
    done = replace(WHOLE, status="done")
    label = actions.add_action(cast.house, cast.alice, done)
    clock.go_on(days=2)
    actions.save_action(cast.house, cast.alice, label, replace(done, what="Open two"))
    assert _lines(cast)[0].done_on == date(2026, 3, 12)
    actions.save_action(cast.house, cast.alice, label, WHOLE)
    assert _lines(cast)[0].done_on is None


def test_late_is_what_was_promised_and_is_still_under_way(cast: Cast) -> None:
    for status in ActionStatus:
        actions.add_action(cast.house, cast.alice, replace(WHOLE, status=status))
    actions.add_action(cast.house, cast.alice, ActionDraft("No day"))
    late = [line.status for line in _lines(cast) if line.late(date(2026, 5, 2))]
    assert late == [ActionStatus.OPEN, ActionStatus.BLOCKED]
    assert not any(line.late(date(2026, 5, 1)) for line in _lines(cast))


def test_an_archive_may_bring_what_older_workshops_did_not_ask_for() -> None:
    older = replace(NOT_YET, confirm_before=None, quadrant=None)
    assert actions.clean_action(older)["to_confirm_with"] == "Paul"
    with pytest.raises(ActionIncomplete) as refused:
        actions.clean_action(replace(older, due=None))
    assert refused.value.facts == {"missing": ["due"]}
    assert actions.clean_action(ActionDraft("Do"))["priority"] == "normal"


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (replace(WHOLE, what=" "), TextEmpty),
        (replace(WHOLE, what="x" * 1001), TextTooLong),
        (replace(WHOLE, owner="x" * 121), TextTooLong),
        (replace(WHOLE, owner="\u200b"), ActionIncomplete),
        (replace(WHOLE, status="finished"), ValueUnknown),
        (replace(WHOLE, quadrant="contested"), ValueUnknown),
        (replace(WHOLE, priority="urgent"), ValueUnknown),
        (replace(WHOLE, term="soon"), ValueUnknown),
        (replace(WHOLE, domain="Nowhere"), DomainUnknown),
        (replace(WHOLE, project="J9"), ProjectUnknown),
        (replace(WHOLE, project="T1"), ProjectUnknown),
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
