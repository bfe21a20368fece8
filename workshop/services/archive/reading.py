"""A workshop out of the database, as records."""

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
from workshop.services.archive.passage import leave
from workshop.services.archive.records import Archive
from workshop.services.transaction import Deed


def read_archive(seen: Deed) -> Archive:
    """Inside an open snapshot: the workshop as records, in the order of the stored random ranks.

    Withdrawn cards, removed topics and rehearsals taken away stay behind; what hung on a merged
    topic hangs on the one that stands for it, but for the answers of the mirror round and the
    ratings of a round.
    """
    out = leave(seen)
    return Archive(
        workshop=frame.read_workshop(out.workshop),
        steps=tuple(step.draft for step in out.journey),
        links=journey.read_links(out),
        personas=journey.read_personas(out),
        participants=people.read_people(out),
        cards=cards.read_cards(out),
        moderation=cards.read_moderation(out),
        same=sameness.read_same(out),
        topics=topics.read_topics(out),
        merged=topics.read_merged(out),
        placements=topics.read_placements(out),
        mirrors=topics.read_mirrors(out),
        topic_rounds=rounds.read_rounds(out),
        topic_ratings=rounds.read_topic_ratings(out),
        causes=causes.read_causes(out),
        questions=questions.read_questions(out),
        answers=questions.read_answers(out),
        votes=votes.read_votes(out),
        ballots=votes.read_ballots(out),
        solutions=solutions.read_solutions(out),
        ratings=solutions.read_ratings(out),
        helpers=solutions.read_helpers(out),
        people=named.read_named(out),
        stakeholders=named.read_stakeholders(out),
        domains=projects.read_domains(out),
        projects=projects.read_projects(out),
        actions=actions.read_actions(out),
        measures=pilots.read_measures(out),
        pilots=pilots.read_pilots(out),
        readings=pilots.read_readings(out),
        meetings=follow.read_meetings(out),
        decisions=follow.read_decisions(out),
        items=follow.read_items(out),
        readiness=follow.read_readiness(out),
        evidence=follow.read_evidence(out),
        commitments=leaders.read_commitments(out),
        sponsor_answers=leaders.read_answers(out),
    )
