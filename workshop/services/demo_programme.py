"""What came of the demo workshop: a plan under way, and a pilot in which the team paid."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from workshop.domain.words import Axis, MeetingKind, Moment, ProjectStatus, SolutionStatus
from workshop.services.archive.plan_records import (
    ActionRecord,
    CommitmentRecord,
    CriterionRecord,
    DecisionRecord,
    DomainRecord,
    EvidenceRecord,
    ItemRecord,
    MeasureRecord,
    MeetingRecord,
    PersonRecord,
    PhaseRecord,
    PilotRecord,
    ProjectRecord,
    ReadinessRecord,
    ReadingRecord,
    StakeholderRecord,
)
from workshop.services.archive.records import Archive, RatingRecord, SolutionRecord

Days = Callable[[int], date]
"""A day by how many days it lies after today."""


def go_on(archive: Archive, told: dict[str, Any], today: date) -> Archive:
    """The archive of the room with its programme; days count from ``today``.

    ``told``: a language of ``data/demo/programme.json``, where things are named by their place
    from 0 on.
    """

    def day(days: int) -> date:
        return today + timedelta(days=days)

    actions = _actions(archive.actions, told, day)
    people = _people(told, actions)
    return replace(
        archive,
        solutions=_solutions(archive.solutions, told),
        ratings=_worth(archive.ratings, told),
        people=people,
        stakeholders=tuple(
            StakeholderRecord(f"P{person + 1}", f"S{solution + 1}", feasibility, buy_in)
            for person, marks in told["ranking"]
            for solution, feasibility, buy_in in marks
        ),
        domains=tuple(DomainRecord(**domain) for domain in told["domains"]),
        projects=(_project(told, day),),
        actions=_carried(actions, people),
        **_measured(told, day),
        **_followed(told, day),
    )


def _solutions(
    solutions: tuple[SolutionRecord, ...], told: dict[str, Any]
) -> tuple[SolutionRecord, ...]:
    """The ideas with their causes and ticks, those that were adopted, one that automates."""
    return tuple(
        replace(
            solution,
            causes=tuple(f"R{cause + 1}" for cause in more["causes"]),
            ticks=tuple(more["ticks"]),
            status=SolutionStatus.ADOPTED if more["adopted"] else SolutionStatus.PROPOSED,
            automates=more.get("automates", False),
        )
        for solution, more in zip(solutions, told["solutions"], strict=True)
    )


def _worth(ratings: tuple[RatingRecord, ...], told: dict[str, Any]) -> tuple[RatingRecord, ...]:
    """The ballots with what they say of benefit and effort, the same for an idea."""
    worth = {f"S{number}": more for number, more in enumerate(told["solutions"], 1)}
    return tuple(
        replace(
            rating,
            benefit_low=worth[rating.solution]["benefit"][0],
            benefit_high=worth[rating.solution]["benefit"][1],
            effort_low=worth[rating.solution]["effort"][0],
            effort_high=worth[rating.solution]["effort"][1],
        )
        for rating in ratings
    )


def _actions(
    actions: tuple[ActionRecord, ...], told: dict[str, Any], day: Days
) -> tuple[ActionRecord, ...]:
    """The actions in their domain and term; of one, somebody is still to be asked, and another
    one waits for it."""
    return tuple(
        replace(
            action,
            owner=more.get("owner", action.owner),
            to_confirm_with=more.get("to_confirm_with", ""),
            confirm_before=day(more["confirm_in"]) if "confirm_in" in more else None,
            priority=more["priority"],
            term=more["term"],
            domain=told["domains"][more["domain"]]["name"],
            project="J1" if more["project"] else None,
            needs=tuple(f"A{needed + 1}" for needed in more.get("needs", ())),
        )
        for action, more in zip(actions, told["actions"], strict=True)
    )


def _people(told: dict[str, Any], actions: tuple[ActionRecord, ...]) -> tuple[PersonRecord, ...]:
    """The stakeholders, and everybody who carries an action."""
    people = [PersonRecord(f"P{number}", **one) for number, one in enumerate(told["people"], 1)]
    known = {person.name for person in people}
    for owner in dict.fromkeys(action.owner for action in actions):
        if owner not in known:
            people.append(PersonRecord(f"P{len(people) + 1}", owner, "", "", ranks=False))
    return tuple(people)


def _carried(
    actions: tuple[ActionRecord, ...], people: tuple[PersonRecord, ...]
) -> tuple[ActionRecord, ...]:
    labels = {person.name: person.label for person in people}
    return tuple(replace(action, carried_by=labels[action.owner]) for action in actions)


def _project(told: dict[str, Any], day: Days) -> ProjectRecord:
    project = told["project"]
    return ProjectRecord(
        label="J1",
        title=project["title"],
        owner=project["owner"],
        carried_by="P1",
        domain=told["domains"][project["domain"]]["name"],
        objectives=project["objectives"],
        benefits=project["benefits"],
        budget=project["budget"],
        people=project["people"],
        starts_on=day(project["starts_in"]),
        ends_on=day(project["ends_in"]),
        status=ProjectStatus.RUNNING,
        criteria=tuple(CriterionRecord(text, None) for text in project["criteria"]),
        phases=tuple(
            PhaseRecord(
                phase["title"],
                day(phase["starts_in"]),
                day(phase["ends_in"]),
                place in project["done"],
            )
            for place, phase in enumerate(project["phases"])
        ),
        measures=("M1", "M2"),
    )


def _measured(told: dict[str, Any], day: Days) -> dict[str, Any]:
    """Measures of both sides, the pilot that read them, and what they say everywhere."""
    pilot = told["pilot"]
    starts, ends = day(pilot["starts_in"]), day(pilot["ends_in"])
    return {
        "measures": tuple(
            MeasureRecord(label=f"M{number}", **measure)
            for number, measure in enumerate(told["measures"], 1)
        ),
        "pilots": (
            PilotRecord(
                label="E1",
                title=pilot["title"],
                tried_with=pilot["tried_with"],
                starts_on=starts,
                ends_on=ends,
                action=f"A{pilot['action'] + 1}",
                project="J1",
                measures=("M1", "M2"),
                decision=pilot["decision"],
                because=pilot["because"],
                decided_on=ends,
            ),
        ),
        "readings": (
            *(
                ReadingRecord(
                    measure=f"M{measure + 1}",
                    pilot="E1",
                    moment=moment,
                    taken_on=starts if moment == Moment.BEFORE else ends,
                    mean=mean,
                    spread=spread,
                    voices=voices,
                    came_from="",
                )
                for measure, moment, mean, spread, voices in pilot["readings"]
            ),
            *_everywhere(told, day),
        ),
    }


def _everywhere(told: dict[str, Any], day: Days) -> Iterable[ReadingRecord]:
    """The baseline and a later reading, of all teams: hardly anything has moved yet."""
    for measure, days, mean, spread, voices, came_from in told["followed"]:
        yield ReadingRecord(
            measure=f"M{measure + 1}",
            pilot=None,
            moment=Moment.FOLLOW,
            taken_on=day(days),
            mean=mean,
            spread=spread,
            voices=voices,
            came_from=came_from,
        )


def _followed(told: dict[str, Any], day: Days) -> dict[str, Any]:
    """A first weekly point, a decision asked, a new item, how ready it all is, one proof."""
    meeting, readiness, item = told["meeting"], told["readiness"], told["item"]
    evidence, decision = told["evidence"], told["decision"]
    return {
        "meetings": (
            MeetingRecord(
                kind=MeetingKind.WEEKLY,
                held_on=day(meeting["held_in"]),
                progress=meeting["progress"],
                successes=meeting["successes"],
                blockers=meeting["blockers"],
                next_steps=meeting["next_steps"],
                minutes=meeting["minutes"],
            ),
        ),
        "decisions": (
            DecisionRecord(None, decision["what"], day(decision["asked_in"]), "", "", None),
        ),
        "items": (
            ItemRecord(
                label="N1",
                what=item["what"],
                reason=item["reason"],
                came_from=item["came_from"],
                asked_on=day(item["asked_in"]),
                importance=None,
                priority="",
                needed_by=None,
                resources="",
                decision="",
                because="",
                meeting=None,
                action=None,
            ),
        ),
        "commitments": tuple(
            CommitmentRecord(
                *(level, who, what, None if due is None else day(due)),
                *(proof, None if kept is None else day(kept)),
            )
            for level, who, what, due, proof, kept in told["commitments"]
        ),
        "readiness": (
            ReadinessRecord(
                taken_on=day(readiness["taken_in"]),
                note=readiness["note"],
                **dict(zip(Axis, readiness["levels"], strict=True)),
            ),
        ),
        "evidence": (
            EvidenceRecord(
                fact=evidence["fact"],
                seen_on=day(evidence["seen_in"]),
                action=f"A{evidence['action'] + 1}",
                measure=f"M{evidence['measure'] + 1}",
                of_the_week=True,
            ),
        ),
    }
