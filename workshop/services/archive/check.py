"""What an import must prove before anything is written: each text, range and label."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from workshop.domain.errors import FileUnreadable
from workshop.domain.words import JourneyMode, Lane
from workshop.services.archive import (
    actions,
    cards,
    causes,
    follow,
    frame,
    journey,
    leaders,
    named,
    people,
    pilots,
    projects,
    questions,
    rounds,
    sameness,
    solutions,
    topics,
    votes,
)
from workshop.services.archive.passage import Labels
from workshop.services.archive.proofs import at, each, once
from workshop.services.archive.records import Archive
from workshop.services.steps import clean_step

R = TypeVar("R")


def check(archive: Archive) -> Archive:
    """The archive with every text cleaned, every range kept and every label pointing somewhere.

    Raises FileUnreadable with ``reason`` (duplicate, dangling, or the code of the rule broken) and
    ``place``, such as ``cards[3]``, counted from 0 as in the file.
    """
    labels = Labels(archive)

    def within(prove: Callable[[R, Labels], R]) -> Callable[[R], R]:
        return partial(_prove, prove, labels)

    with at("workshop"):
        workshop = frame.check_workshop(archive.workshop)
    checked = Archive(
        workshop=workshop,
        steps=each("steps", archive.steps, clean_step),
        topics=each("topics", archive.topics, topics.check_topic),
        participants=each("participants", archive.participants, people.check_voice),
        cards=each("cards", archive.cards, within(cards.check_card)),
        placements=each("placements", archive.placements, within(topics.check_placement)),
        solutions=each("solutions", archive.solutions, within(solutions.check_solution)),
        ratings=each("ratings", archive.ratings, within(solutions.check_rating)),
        people=each("people", archive.people, named.check_person),
        stakeholders=each("stakeholders", archive.stakeholders, within(named.check_stakeholder)),
        domains=each("domains", archive.domains, projects.check_domain),
        measures=each("measures", archive.measures, pilots.check_measure),
        projects=each("projects", archive.projects, within(projects.check_project)),
        actions=each("actions", archive.actions, within(actions.check_action)),
        merged=each("merged", archive.merged, within(topics.check_merged)),
        mirrors=each("mirrors", archive.mirrors, within(topics.check_mirror)),
        questions=each("questions", archive.questions, within(questions.check_question)),
        answers=each("answers", archive.answers, within(questions.check_answer)),
        votes=each("votes", archive.votes, within(votes.check_vote)),
        ballots=each("ballots", archive.ballots, within(votes.check_ballot)),
        moderation=each("moderation", archive.moderation, within(cards.check_moderation)),
        links=each("links", archive.links, within(journey.check_link)),
        personas=journey.check_personas(archive.personas),
        same=each("same", archive.same, within(sameness.check_same)),
        topic_rounds=each("topic_rounds", archive.topic_rounds, within(rounds.check_round)),
        topic_ratings=each(
            "topic_ratings", archive.topic_ratings, within(rounds.check_topic_rating)
        ),
        causes=each("causes", archive.causes, within(causes.check_cause)),
        helpers=each("helpers", archive.helpers, within(solutions.check_helper)),
        pilots=each("pilots", archive.pilots, within(pilots.check_pilot)),
        readings=each("readings", archive.readings, within(pilots.check_reading)),
        meetings=each("meetings", archive.meetings, follow.check_meeting),
        decisions=each("decisions", archive.decisions, within(follow.check_decision)),
        items=each("items", archive.items, within(follow.check_item)),
        readiness=each("readiness", archive.readiness, follow.check_readiness),
        evidence=each("evidence", archive.evidence, within(follow.check_evidence)),
        commitments=each("commitments", archive.commitments, leaders.check_commitment),
        sponsor_answers=each(
            "sponsor_answers", archive.sponsor_answers, within(leaders.check_answer)
        ),
    )
    _no_key_twice(checked)
    votes.check_banks(checked, labels)
    votes.check_slips(checked)
    follow.check_success(checked.evidence)
    pilots.check_pilots(checked)
    with at("actions"):
        actions.check_order(checked.actions)
    _one_open(checked)
    _unmixed(checked)
    return checked


def _prove(prove: Callable[[R, Labels], R], labels: Labels, record: R) -> R:
    return prove(record, labels)


def _no_key_twice(archive: Archive) -> None:
    """Each thing is there once. Raises FileUnreadable."""
    once("participants", (person.voice for person in archive.participants))
    once("cards", (card.label for card in archive.cards))
    once("topics", (topic.label for topic in archive.topics))
    once("merged", (topic.label for topic in archive.merged))
    once("solutions", (solution.label for solution in archive.solutions))
    once("ratings", ((rating.solution, rating.voice) for rating in archive.ratings))
    once("actions", (action.label for action in archive.actions))
    once("mirrors", ((said.topic, said.voice, said.side) for said in archive.mirrors))
    once("questions", (question.label for question in archive.questions))
    once("answers", ((answer.question, answer.voice) for answer in archive.answers))
    once("votes", (vote.label for vote in archive.votes))
    once("ballots", ((one.session, one.voice, one.target) for one in archive.ballots))
    once("links", ((link.client, link.employee) for link in archive.links))
    once("same", ((said.a, said.b, said.voice) for said in archive.same))
    once("topic_rounds", (held.number for held in archive.topic_rounds))
    once("topic_ratings", ((one.round, one.topic, one.voice) for one in archive.topic_ratings))
    once("causes", (cause.label for cause in archive.causes))
    once("people", (person.label for person in archive.people))
    once("stakeholders", ((one.person, one.solution) for one in archive.stakeholders))
    once("domains", (domain.name for domain in archive.domains))
    once("projects", (project.label for project in archive.projects))
    once("measures", (measure.label for measure in archive.measures))
    once("pilots", (pilot.label for pilot in archive.pilots))
    once("items", (item.label for item in archive.items))
    once("meetings", ((one.kind, one.held_on) for one in archive.meetings))
    once("readiness", (record.taken_on for record in archive.readiness))
    once(
        "readings",
        # Of the whole programme there are many, day by day.
        (
            (one.measure, one.pilot, one.moment, None if one.pilot else one.taken_on)
            for one in archive.readings
        ),
    )


def _one_open(archive: Archive) -> None:
    """One vote takes points at a time, one round takes ratings, the ratings of one place.

    Raises FileUnreadable.
    """
    for name, flag, marked in (
        ("votes", "is_open", [vote.is_open for vote in archive.votes]),
        ("topic_rounds", "is_open", [held.is_open for held in archive.topic_rounds]),
        ("topic_rounds", "in_use", [held.in_use for held in archive.topic_rounds]),
    ):
        for index in [index for index, is_marked in enumerate(marked) if is_marked][1:]:
            raise FileUnreadable(reason="duplicate", place=f"{name}[{index}]", value=flag)


def _unmixed(archive: Archive) -> None:
    """Two lanes over one list of steps, or two life cycles: never both. Raises FileUnreadable."""
    is_mirror = archive.workshop.mode == JourneyMode.MIRROR
    for index, step in enumerate(archive.steps):
        if (step.lane is Lane.BOTH) is not is_mirror:
            raise FileUnreadable(reason="value_unknown", place=f"steps[{index}]", value=step.lane)
