"""What comes of Alice's workshop: one of everything from ideas to change that is measured."""

from dataclasses import replace
from datetime import date, timedelta

from tests.services.cast import Cast
from workshop.domain.ranking import Mark
from workshop.domain.words import Axis
from workshop.services import (
    actions,
    adoption,
    board,
    commitments,
    decisions,
    domains,
    evidence,
    handling,
    measures,
    meetings,
    people,
    pilots,
    projects,
    ratings,
    readiness,
    readings,
    roadmap,
    solutions,
    stakeholders,
    workshops,
)
from workshop.services.actors import Named
from workshop.services.help import HelpSent, offer_help
from workshop.services.readings import ReadingDraft
from workshop.services.sponsor_answers import SponsorSaid, answer_as_sponsor

BECAUSE = "It pays on both sides"


def carry_out(cast: Cast, *, topic: str, cause: str, idea: str) -> None:
    """An idea of a topic and a cause, weighed, adopted, planned, tried and followed."""
    house, alice = cast.house, cast.alice
    workshops.set_phase(house, alice, "weigh")
    cast.send(offer_help, HelpSent("phone-1", idea, "Zoé"))
    solutions.save_solution(
        house, alice, idea, title="Thank the team", topics=[topic], causes=[cause], ticks=["simple"]
    )
    ratings.rate(
        *(house, alice, idea),
        by="client",
        client=2,
        employee=1,
        usability=1,
        suppliers=0,
        benefit=(3, 4),
        effort=(1, 2),
    )
    adoption.set_automates(house, alice, idea, True)
    adoption.adopt_solution(
        house, alice, idea, pain_answer="One more desk", human_answer="The greeting"
    )
    workshops.set_phase(house, alice, "ideate")
    _rank(cast, idea)
    first, second = _plan(cast, topic, idea)
    _try(cast, first)
    _follow(cast, second)


def _rank(cast: Cast, idea: str) -> None:
    house, alice = cast.house, cast.alice
    person = people.add_person(
        house, alice, people.PersonDraft("Dora", "Director", "dora@example.org", ranks=True)
    )
    dora = Named(cast.code, people.new_person_link(house, alice, person))
    stakeholders.rank_solutions(house, dora, {idea: Mark(4, 2)})


def _plan(cast: Cast, topic: str, idea: str) -> tuple[str, str]:
    """Two actions in one project, the first of which waits for the second; their labels."""
    house, alice = cast.house, cast.alice
    today = house.clock().date()
    domains.add_domain(house, alice, domains.DomainDraft("Counter", "Nobody waits"))
    draft = actions.ActionDraft(
        *("Write it", "Dora", "", today + timedelta(9), "Two lines a day", "open", topic, idea),
        priority="high",
        term="short",
        domain="Counter",
    )
    first = actions.add_action(house, alice, draft)
    second = actions.add_action(
        house, alice, replace(draft, what="Buy paper", topic=None, quadrant="capitalise")
    )
    roadmap.need_action(house, alice, first, second)
    handling.hand_over(house, alice, first, "Emil", "On leave", accepted=True)
    handling.set_action_status(house, alice, second, "done")
    wait = measures.add_measure(
        house, alice, measures.MeasureDraft("client", "Wait", "minutes", "down", 2.0)
    )
    strain = measures.add_measure(
        house, alice, measures.MeasureDraft("employee", "Strain", "of 10", "down", 0.5)
    )
    phase = projects.PhaseDraft("Try", today, today + timedelta(9))
    label = projects.add_project(
        house,
        alice,
        projects.ProjectDraft(
            title="One desk",
            owner="Dora",
            domain="Counter",
            objectives="Less",
            benefits="Time",
            budget="2 days",
            people="Dora, Emil",
            starts_on=today,
            ends_on=today + timedelta(30),
            status="running",
            criteria=("Under 5 minutes", "Said to all"),
            phases=(phase, replace(phase, title="All")),
            measures=(wait, strain),
            actions=(first, second),
        ),
    )
    projects.tick_criterion(house, alice, label, 2, True)
    projects.finish_phase(house, alice, label, 1, True)
    return first, second


def _try(cast: Cast, action: str) -> None:
    house, alice = cast.house, cast.alice
    today = house.clock().date()
    label = pilots.add_pilot(
        house,
        alice,
        pilots.PilotDraft(
            *("A week at one desk", "Six clerks", today - timedelta(9), today, action, "J1"),
            measures=("M1", "M2"),
        ),
    )
    said_of = {
        "M1": ("9 9 8 9 9 8 9 9", "5 4 5 5 4 5 5 4"),
        "M2": ("6 6 5 6 6 5 6 6", "6 5 6 6 5 6 6 6"),
    }
    for measure, (before, after) in said_of.items():
        reading = ReadingDraft(measure, "before", today - timedelta(9), label, before)
        readings.record_reading(house, alice, reading)
        said = replace(reading, moment="after", taken_on=today, values=after)
        readings.record_reading(house, alice, said)
    for days, mean in ((9, 9.0), (0, 4.5)):
        day = today - timedelta(days)
        readings.record_reading(house, alice, ReadingDraft("M1", "follow", day, mean=mean))
    pilots.decide_pilot(house, alice, label, decision="correct", because=BECAUSE)


def _follow(cast: Cast, action: str) -> None:
    house, alice = cast.house, cast.alice
    today = house.clock().date()
    meetings.add_meeting(house, alice, meetings.MeetingDraft("weekly", today, "Well", "A desk"))
    decision = decisions.ask_decision(house, alice, "A second desk")
    decisions.answer_decision(house, alice, decision, "Yes", answered_by="The sponsor")
    room = decisions.ask_decision(house, alice, "A room")
    _lead(cast, room)
    for what in ("A new law", "A wish"):
        board.add_item(house, alice, board.ItemDraft(what, "regulation", "Dora"))
    board.qualify_item(house, alice, "N1", board.Qualification(3, "high", today, "1 week"))
    board.decide_item(house, alice, "N1", "accepted", because="It must be")
    levels = dict.fromkeys(Axis, 3) | {Axis.RETURNS: None}
    readiness.record_readiness(house, alice, readiness.ReadinessDraft(today, levels, "So far"))
    fact = evidence.EvidenceDraft("Nobody waits", today, action, "M1")
    evidence.choose_success(house, alice, evidence.add_evidence(house, alice, fact))
    evidence.add_evidence(house, alice, evidence.EvidenceDraft("They smile", date(2026, 3, 1)))


def _lead(cast: Cast, decision: int) -> None:
    """Two commitments, one of them kept, and an answer of the sponsor to a decision and a prompt.

    The page is as closed afterwards as it was before.
    """
    house, alice = cast.house, cast.alice
    kept = commitments.CommitmentDraft("general", "Gil", "A desk", kept_on=date(2026, 3, 1))
    due = commitments.CommitmentDraft("manager", "Dora", "A morning", date(2026, 6, 1), "The rota")
    for draft in (kept, due):
        commitments.add_commitment(house, alice, draft)
    workshops.open_to_sponsor(house, alice, is_open=True)
    for to, text in ((decision, "If it is small"), ("support", "Time")):
        said = SponsorSaid(house.new_uuid(), to, text, "Sam")
        answer_as_sponsor(house, cast.sam, said)
    workshops.open_to_sponsor(house, alice, is_open=False)
