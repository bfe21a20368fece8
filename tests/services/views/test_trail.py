"""The trail: from any link of the chain to the others, and to nothing else."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from tests.services.cast import Cast
from workshop.domain.errors import TrailUnknown, WorkshopUnknown
from workshop.domain.words import ActionStatus, Better, Moment, Quadrant, Side
from workshop.services import (
    actions,
    adoption,
    causes,
    handling,
    moderation,
    pilots,
    projects,
    ratings,
    solutions,
    topics,
)
from workshop.services.actions import ActionDraft
from workshop.services.actors import Facilitating
from workshop.services.evidence import EvidenceDraft, add_evidence
from workshop.services.house import House
from workshop.services.measures import MeasureDraft, add_measure
from workshop.services.pilots import PilotDraft
from workshop.services.projects import ProjectDraft
from workshop.services.readings import ReadingDraft, record_reading
from workshop.services.roadmap import need_action
from workshop.services.views.trail import Trail, read_web


@dataclass(frozen=True)
class Chain:
    """The labels of one whole chain."""

    topic: str
    cause: str
    idea: str
    action: str
    before: str
    project: str
    pilot: str
    measure: str


def _promise(cast: Cast, what: str, **ties: str | None) -> str:
    due = cast.house.clock().date() + timedelta(days=20)
    draft = ActionDraft(
        what,
        owner="Dora",
        due=due,
        measure="Fewer calls",
        quadrant="priority",
        status=ActionStatus.OPEN,
        **ties,  # type: ignore[arg-type]
    )
    return actions.add_action(cast.house, cast.alice, draft)


def forge(cast: Cast, name: str) -> Chain:
    """Cards, topic, cause, idea, action, project, pilot, measure and a proof, all tied."""
    house, alice, today = cast.house, cast.alice, cast.house.clock().date()
    cards = [cast.card(side=side, text=f"{name} {side}") for side in Side]
    topic = topics.make_topic(house, alice, title=name, cards=cards)
    topics.place_topics(house, alice, {topic: "indicators"}, because="We saw it")
    cause = causes.add_cause(house, alice, title=f"{name}, why", tag="tool", topics=[topic])
    idea = solutions.add_solution(house, alice, title=f"{name}, idea", topics=[topic])
    ratings.rate(house, alice, idea, by="client", client=2, employee=-2, usability=0)
    ratings.rate(house, alice, idea, by="employee", client=2, employee=-2, usability=0)
    adoption.adopt_solution(house, alice, idea, pain_answer="One more colleague")
    action = _promise(cast, f"{name}, act", solution=idea)
    before = _promise(cast, f"{name}, first")
    need_action(house, alice, action, before)
    measure = add_measure(
        house, alice, MeasureDraft(Side.CLIENT, f"{name}, ease", "/ 10", Better.UP, 0.5)
    )
    draft = ProjectDraft(f"{name}, project", measures=(measure,), actions=(action,))
    project = projects.add_project(house, alice, draft)
    pilot = pilots.add_pilot(
        house, alice, PilotDraft(f"{name}, pilot", action=action, measures=(measure,))
    )
    reading = ReadingDraft(measure, Moment.FOLLOW, today, mean=4.0)
    record_reading(house, alice, reading)
    add_evidence(house, alice, EvidenceDraft(f"{name}, proof", today, action=action))
    add_evidence(house, alice, EvidenceDraft(f"{name}, figure", today, measure=measure))
    return Chain(topic, cause, idea, action, before, project, pilot, measure)


def trail_of(house: House, actor: Facilitating, label: str) -> Trail:
    return read_web(house, actor).trail(label)


def _labels(trail: Trail) -> set[str]:
    return set(trail.labels)


def test_an_action_leads_back_to_the_cards_and_on_to_what_is_measured(cast: Cast) -> None:
    chain, _ = forge(cast, "Waiting"), forge(cast, "Forms")
    found = trail_of(cast.house, cast.alice, chain.action.lower())
    assert (found.start, found.title) == (chain.action, "Waiting, act")
    assert sorted(card.text for card in found.cards) == ["Waiting client", "Waiting employee"]
    assert [(line.label, line.quadrant) for line in found.topics] == [
        (chain.topic, Quadrant.INDICATORS)
    ]
    assert [(move.computed, move.because) for move in found.moves] == [
        (Quadrant.PRIORITY, "We saw it")
    ]
    assert [line.title for line in found.causes] == ["Waiting, why"]
    assert [line.pain_answer for line in found.solutions] == ["One more colleague"]
    assert [line.needs for line in found.actions] == [(chain.before,)]
    assert [line.label for line in found.projects] == [chain.project]
    assert [line.label for line in found.pilots] == [chain.pilot]
    assert [line.baseline is not None for line in found.measures] == [True]
    assert sorted(proof.fact for proof in found.evidence) == ["Waiting, figure", "Waiting, proof"]


@pytest.mark.parametrize(
    "start", ["topic", "cause", "idea", "action", "project", "pilot", "measure"]
)
def test_from_every_link_the_whole_chain_is_found_and_no_other(cast: Cast, start: str) -> None:
    forge(cast, "Forms")
    chain = forge(cast, "Waiting")
    forge(cast, "Queue")
    found = trail_of(cast.house, cast.alice, getattr(chain, start))
    assert _labels(found) == {
        *(chain.topic, chain.cause, chain.idea, chain.action),
        *(chain.project, chain.pilot, chain.measure),
    }
    assert len(found.cards) == 2
    assert len(found.evidence) == 2


def test_what_waits_for_an_action_is_said_beside_it(cast: Cast) -> None:
    chain = forge(cast, "Waiting")
    found = trail_of(cast.house, cast.alice, chain.before)
    assert found.needed_by == {chain.before: (chain.action,)}
    assert _labels(found) == {chain.before}


def test_what_became_of_an_action_is_told(cast: Cast) -> None:
    chain = forge(cast, "Waiting")
    handling.hand_over(cast.house, cast.alice, chain.action, to="Bea")
    found = trail_of(cast.house, cast.alice, chain.action)
    assert found.events[chain.action][0].after == "Bea"


def test_an_idea_tied_to_a_cause_alone_leads_to_its_topics(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    topic = topics.make_topic(house, alice, title="Waiting", cards=cast.cards(1))
    cause = causes.add_cause(house, alice, title="Why", topics=[topic])
    idea = solutions.add_solution(house, alice, title="Idea", topics=[], causes=[cause])
    action = _promise(cast, "Act", solution=idea)
    found = trail_of(house, alice, action)
    assert _labels(found) == {topic, cause, idea, action}
    assert _labels(trail_of(house, alice, cause)) == {topic, cause, idea, action}


def test_a_topic_is_not_led_back_to_other_topics_of_its_ideas(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    one, other = (
        topics.make_topic(house, alice, title=title, cards=cast.cards(1))
        for title in ("Waiting", "Forms")
    )
    idea = solutions.add_solution(house, alice, title="Idea", topics=[one, other])
    assert _labels(trail_of(house, alice, one)) == {one, idea}
    assert _labels(trail_of(house, alice, idea)) == {one, other, idea}


def test_a_pilot_of_a_whole_project_belongs_to_its_actions(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    action = _promise(cast, "Act")
    project = projects.add_project(house, alice, ProjectDraft("Project", actions=(action,)))
    pilot = pilots.add_pilot(house, alice, PilotDraft("Pilot", project=project))
    alone = pilots.add_pilot(house, alice, PilotDraft("Alone"))
    for start in (action, project, pilot):
        assert _labels(trail_of(house, alice, start)) == {action, project, pilot}
    assert _labels(trail_of(house, alice, alone)) == {alone}


def test_cards_that_are_not_shown_are_no_part_of_it(cast: Cast) -> None:
    chain = forge(cast, "Waiting")
    label = trail_of(cast.house, cast.alice, chain.topic).cards[0].label
    moderation.set_aside(cast.house, cast.alice, label, reason="hurtful")
    assert label not in [card.label for card in trail_of(cast.house, cast.alice, chain.topic).cards]


@pytest.mark.parametrize("label", ["A9", "C1", "Q1", "", "A", "A1\x00", "💥", "P1"])
def test_what_leaves_no_trail_is_unknown(cast: Cast, label: str) -> None:
    forge(cast, "Waiting")
    with pytest.raises(TrailUnknown) as refused:
        trail_of(cast.house, cast.alice, label)
    assert refused.value.facts == {"label": label}


def test_only_facilitators_read_it(cast: Cast) -> None:
    chain = forge(cast, "Waiting")
    assert trail_of(cast.house, cast.bob, chain.action).actions
    for stranger in (cast.charlie, cast.sam):
        with pytest.raises(WorkshopUnknown):
            trail_of(cast.house, stranger, chain.action)


def test_what_a_screen_keeps_of_it_is_of_one_revision(cast: Cast) -> None:
    chain = forge(cast, "Waiting")
    web = read_web(cast.house, cast.alice)
    assert web.revision == web.view.workshop.revision
    actions.remove_action(cast.house, cast.alice, chain.action)
    assert read_web(cast.house, cast.alice).revision == web.revision + 1
