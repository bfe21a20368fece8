"""The roadmap: places by term and domain, needs that never go in a circle, what tomorrow asks."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.services.cast import Cast
from tests.services.test_races import together
from workshop.domain.dependencies import Disorder, OrderProblem
from workshop.domain.errors import (
    ActionUnknown,
    DependencyCircle,
    DomainUnknown,
    ValueUnknown,
    WorkshopError,
)
from workshop.domain.words import Term
from workshop.domain.workload import AT_ONCE
from workshop.services import (
    actions,
    capture,
    domains,
    handling,
    moderation,
    projects,
    questions,
    roadmap,
)
from workshop.services.actions import ActionDraft
from workshop.services.domains import DomainDraft
from workshop.services.projects import PhaseDraft, ProjectDraft
from workshop.services.questions import QuestionDraft
from workshop.services.views.roadmap import RoadmapView, read_roadmap


def view(cast: Cast) -> RoadmapView:
    return read_roadmap(cast.house, cast.alice)


def some(cast: Cast, count: int) -> list[str]:
    return [
        actions.add_action(cast.house, cast.alice, ActionDraft(f"Do {number}"))
        for number in range(1, count + 1)
    ]


def needs(cast: Cast) -> dict[str, tuple[str, ...]]:
    return {line.label: line.needs for line in view(cast).actions if line.needs}


def test_an_action_has_its_place_by_term_and_domain(cast: Cast) -> None:
    first, second = some(cast, 2)
    domains.add_domain(cast.house, cast.alice, DomainDraft("Desk"))
    roadmap.place_action(cast.house, cast.alice, first, "medium", "desk")
    seen = view(cast)
    assert [(line.label, line.term, line.domain) for line in seen.on_the_road] == [
        (first, Term.MEDIUM, "Desk")
    ]
    assert [line.label for line in seen.waiting] == [second]
    roadmap.place_action(cast.house, cast.bob, first, "", "")
    assert [line.label for line in view(cast).waiting] == [first, second]


def test_who_carries_too_much_at_once_is_said(cast: Cast) -> None:
    whole = ActionDraft(
        "Do", "Dora", due=date(2027, 1, 8), measure="Less", status="open", quadrant="priority"
    )
    drafts = [replace(whole, term="short")] * AT_ONCE
    other = (replace(whole, term="medium"), replace(whole, term="short", status="done"))
    for draft in (*drafts, *other, replace(whole, term="short", owner="Nadia")):
        actions.add_action(cast.house, cast.alice, draft)
    assert view(cast).overloaded == {}
    last = actions.add_action(cast.house, cast.alice, drafts[0])
    assert view(cast).overloaded == {"Dora": ("A1", "A2", "A3", last)}
    handling.set_action_status(cast.house, cast.alice, last, "done")
    assert view(cast).overloaded == {}


@pytest.mark.parametrize(
    ("label", "term", "domain", "refusal"),
    [
        ("A9", "short", "", ActionUnknown),
        ("T1", "short", "", ActionUnknown),
        ("A1\x00", "short", "", ActionUnknown),
        ("A1", "soon", "", ValueUnknown),
        ("A1", "short", "Nowhere", DomainUnknown),
    ],
)
def test_a_place_that_is_none_is_refused(
    cast: Cast, label: str, term: str, domain: str, refusal: type[WorkshopError]
) -> None:
    some(cast, 1)
    with pytest.raises(refusal):
        roadmap.place_action(cast.house, cast.alice, label, term, domain)
    assert view(cast).on_the_road == ()


def test_what_is_over_needs_no_place_and_what_was_dropped_has_none(cast: Cast) -> None:
    domains.add_domain(cast.house, cast.alice, DomainDraft("Desk"))
    over = ActionDraft(
        "Over",
        owner="Nadia",
        due=cast.house.clock().date(),
        measure="Days",
        quadrant="priority",
        status="dropped",
    )
    done = actions.add_action(cast.house, cast.alice, over)
    roadmap.place_action(cast.house, cast.alice, done, "short", "Desk")
    seen = view(cast)
    assert (seen.on_the_road, seen.waiting) == ((), ())
    line = seen.action(done)
    assert line is not None
    assert line.is_over
    assert seen.action("A9") is None


def test_an_action_waits_for_others_until_it_is_freed(cast: Cast) -> None:
    first, second, third = some(cast, 3)
    roadmap.need_action(cast.house, cast.alice, third, first)
    roadmap.need_action(cast.house, cast.bob, third, second)
    roadmap.need_action(cast.house, cast.alice, third, second)  # the second tap is harmless
    assert needs(cast) == {third: (first, second)}
    roadmap.free_action(cast.house, cast.alice, third, first)
    roadmap.free_action(cast.house, cast.alice, third, first)
    assert needs(cast) == {third: (second,)}
    actions.remove_action(cast.house, cast.alice, second)
    assert needs(cast) == {}


def test_a_circle_is_refused_with_the_way_round(cast: Cast) -> None:
    first, second, third = some(cast, 3)
    roadmap.need_action(cast.house, cast.alice, second, first)
    roadmap.need_action(cast.house, cast.alice, third, second)
    with pytest.raises(DependencyCircle) as refused:
        roadmap.need_action(cast.house, cast.alice, "a1", third)
    assert refused.value.facts == {
        "path": [first, third, second, first],
        "way": "A1 Do 1 → A3 Do 3 → A2 Do 2 → A1 Do 1",
    }
    with pytest.raises(DependencyCircle) as alone:
        roadmap.need_action(cast.house, cast.alice, first, first)
    assert alone.value.facts["path"] == [first, first]
    assert needs(cast) == {second: (first,), third: (second,)}


@pytest.mark.parametrize(("action", "needed"), [("A9", "A1"), ("A1", "A9"), ("A1", "S1")])
def test_needs_name_actions_that_there_are(cast: Cast, action: str, needed: str) -> None:
    some(cast, 1)
    for gesture in (roadmap.need_action, roadmap.free_action):
        with pytest.raises(ActionUnknown):
            gesture(cast.house, cast.alice, action, needed)


def test_of_two_who_close_a_circle_at_once_one_is_refused(cast: Cast) -> None:
    for _ in range(5):
        first, second = some(cast, 2)
        pair = ((first, second), (second, first))

        def work(number: int, pair: tuple[tuple[str, str], ...] = pair) -> bool:
            try:
                roadmap.need_action(cast.house, (cast.alice, cast.bob)[number], *pair[number])
            except DependencyCircle:
                return False
            return True

        assert sorted(together(2, work)) == [False, True]
        assert len(needs(cast)) == 1
        for action, needed in pair:
            roadmap.free_action(cast.house, cast.alice, action, needed)


def test_the_pressing_and_the_next_due_come_first(cast: Cast) -> None:
    today = cast.house.clock().date()
    for what, days, priority in (("c", 9, "low"), ("b", 2, "normal"), ("a", 1, "normal")):
        due = today + timedelta(days=days)
        actions.add_action(cast.house, cast.alice, ActionDraft(what, due=due, priority=priority))
    actions.add_action(cast.house, cast.alice, ActionDraft("first", priority="high"))
    assert [line.what for line in view(cast).actions] == ["first", "a", "b", "c"]
    assert [line.could_be for line in view(cast).actions] == [None, "short", "short", "short"]


def test_the_wrong_order_is_seen(cast: Cast) -> None:
    first, second = some(cast, 2)
    roadmap.place_action(cast.house, cast.alice, first, "long", "")
    roadmap.place_action(cast.house, cast.alice, second, "short", "")
    roadmap.need_action(cast.house, cast.alice, second, first)
    assert view(cast).problems == (OrderProblem(second, first, Disorder.TERM),)


def test_what_the_room_said_of_tomorrow_is_there_and_nothing_set_aside(cast: Cast) -> None:
    draft = QuestionDraft("And tomorrow?", "card", side="client", horizon="tomorrow")
    asked = questions.add_question(cast.house, cast.alice, draft)
    questions.push_question(cast.house, cast.alice, asked)
    cast.card(text="Today")
    labels = []
    for text in ("A call back", "Nonsense"):
        card = replace(cast.sent(text=text), question=asked)
        labels.append(cast.send(capture.add_cards, card).label)
    assert {(one.label, one.text) for one in view(cast).tomorrow} == {
        (labels[0], "A call back"),
        (labels[1], "Nonsense"),
    }
    moderation.set_aside(cast.house, cast.alice, labels[1], reason="twice")
    [left] = view(cast).tomorrow
    assert (left.label, left.side, left.kind) == (labels[0], "client", "irritant")


def test_gates_of_projects_stand_where_their_phases_end(cast: Cast) -> None:
    today = cast.house.clock().date()
    phases = (
        PhaseDraft("Sketch", ends_on=today + timedelta(days=30)),
        PhaseDraft("Try", ends_on=today + timedelta(days=200)),
        PhaseDraft("Spread"),
    )
    draft = ProjectDraft("Bundle", domain="Desk", phases=phases)
    label = projects.add_project(cast.house, cast.alice, draft)
    projects.finish_phase(cast.house, cast.alice, label, 1, True)
    stopped = ProjectDraft("Given up", status="stopped", phases=phases)
    projects.add_project(cast.house, cast.alice, stopped)
    assert [
        (gate.project, gate.phase, gate.done, gate.is_next, gate.domain, gate.term)
        for gate in view(cast).gates
    ] == [
        (label, "Sketch", True, False, "Desk", Term.SHORT),
        (label, "Try", False, True, "Desk", Term.MEDIUM),
        (label, "Spread", False, False, "Desk", None),
    ]
