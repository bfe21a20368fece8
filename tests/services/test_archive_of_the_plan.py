"""The programme in an archive: out, in, and what an import refuses of it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.services.test_archive import SOUND as WORKSHOP
from workshop.domain.errors import FileUnreadable
from workshop.services.actors import Console
from workshop.services.archive.check import check
from workshop.services.archive.plan_records import (
    CommitmentRecord,
    CriterionRecord,
    DecisionRecord,
    DomainRecord,
    EventRecord,
    EvidenceRecord,
    HelpRecord,
    ItemRecord,
    MeasureRecord,
    MeetingRecord,
    PersonRecord,
    PhaseRecord,
    PilotRecord,
    ProjectRecord,
    ReadinessRecord,
    ReadingRecord,
    SponsorAnswerRecord,
    StakeholderRecord,
)
from workshop.services.archive.reading import read_archive
from workshop.services.archive.records import Archive
from workshop.services.archive.taking import take_in
from workshop.services.house import House
from workshop.services.transaction import snapshot

BEFORE, DAY, LATER = date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1)

SOUND = replace(
    WORKSHOP,
    # As the journey has them: the client's first.
    personas=WORKSHOP.personas[::-1],
    cards=(replace(WORKSHOP.cards[0], persona="1"), WORKSHOP.cards[1]),
    workshop=replace(
        WORKSHOP.workshop,
        pays_at=-0.75,
        gains_at=0.25,
        also_asks=("citizens",),
        badges=True,
        edition=2,
    ),
    solutions=(
        replace(
            WORKSHOP.solutions[0],
            causes=("R1",),
            ticks=("simple", "timely"),
            status="adopted",
            automates=True,
            human_answer="The greeting",
            pain_answer="One more desk",
        ),
        WORKSHOP.solutions[1],
    ),
    ratings=(
        replace(WORKSHOP.ratings[0], suppliers=-1, citizens=2, benefit_low=2, benefit_high=4),
        replace(WORKSHOP.ratings[1], effort_low=3, effort_high=3),
    ),
    helpers=(HelpRecord("S1", "Zoé"), HelpRecord("S1", "Zoé")),
    people=(
        PersonRecord("P2", "Bob", "Back office", "bob@example.org", True),
        PersonRecord("P1", "Nadia", "", "", False),
    ),
    stakeholders=(StakeholderRecord("P2", "S1", 4, 1), StakeholderRecord("P2", "S2", 5, 5)),
    domains=(DomainRecord("Counter", "Nobody waits"), DomainRecord("Tools", "")),
    projects=(
        ProjectRecord(
            label="J1",
            title="One desk",
            owner="Bob",
            carried_by="P2",
            domain="Tools",
            objectives="Less waiting",
            benefits="Time",
            budget="2 days",
            people="Bob, Nadia",
            starts_on=DAY,
            ends_on=LATER,
            status="running",
            criteria=(CriterionRecord("Under 5 minutes", None), CriterionRecord("Said", DAY)),
            phases=(PhaseRecord("Try", DAY, None, True), PhaseRecord("All", None, LATER, False)),
            measures=("M1", "M2"),
        ),
    ),
    measures=(
        MeasureRecord("M2", "employee", "Strain", "of 10", "down", 0.5),
        MeasureRecord("M1", "client", "Wait", "minutes", "down", 2.0),
    ),
    actions=(
        replace(
            WORKSHOP.actions[0],
            confirm_before=DAY,
            priority="high",
            term="short",
            carried_by="P2",
            domain="Counter",
            project="J1",
            needs=("A2",),
            events=(
                EventRecord(DAY, "handed_over", "Nadia", "Nadia", "Bob", "On leave"),
                EventRecord(DAY, "said", "", "", "", "Going well"),
            ),
        ),
        replace(
            *(WORKSHOP.actions[0],),
            label="A2",
            topic=None,
            solution=None,
            quadrant="priority",
            status="done",
            done_on=DAY,
        ),
    ),
    pilots=(
        PilotRecord(
            *("E1", "A week at one desk", "Six clerks", DAY, LATER, "A1", "J1", ("M1", "M2")),
            *("correct", "Clerks lost", LATER),
        ),
    ),
    readings=(
        ReadingRecord("M1", None, "follow", DAY, 9.0, None, None, "Survey"),
        ReadingRecord("M1", None, "follow", LATER, 8.5, 1.25, 40, ""),
        ReadingRecord("M2", "E1", "before", DAY, 6.0, 1.0, 12, ""),
        ReadingRecord("M2", "E1", "after", LATER, 7.0, 0.0, 12, ""),
    ),
    meetings=(
        MeetingRecord("weekly", DAY, "Well\nVery well", "A desk", "", "More", "Long\n" * 500 + "."),
        MeetingRecord("board", LATER, "", "", "", "", ""),
    ),
    decisions=(
        DecisionRecord("1", "A budget", DAY, "Yes", "Sponsor", LATER),
        DecisionRecord(None, "A room", DAY, "", "", None),
    ),
    items=(
        ItemRecord(
            *("N1", "A new law", "regulation", "Nadia", DAY, 3, "high", LATER, "1 week"),
            *("accepted", "It must be", "2", "A2"),
        ),
        ItemRecord("N2", "A wish", "other", "", DAY, None, "", None, "", "", "", None, None),
    ),
    readiness=(ReadinessRecord(DAY, 5, 4, 3, 2, 1, None, "No return known"),),
    evidence=(
        EvidenceRecord("Nobody waits", DAY, "A1", "M1", True),
        EvidenceRecord("They smile", DAY, None, None, False),
    ),
    commitments=(
        CommitmentRecord("manager", "Dora", "A morning a month", LATER, "The rota", None),
        CommitmentRecord("general", "Gil", "A desk", None, "", DAY),
    ),
    sponsor_answers=(
        SponsorAnswerRecord("2", "", "Yes", "Sam", DAY),
        SponsorAnswerRecord(None, "support", "Time", "", LATER),
    ),
)


def nth(noun: str, place: int, **values: Any) -> Archive:
    """The sound archive with other values in one record of a noun."""
    records = list(getattr(SOUND, noun))
    records[place] = replace(records[place], **values)
    changed: dict[str, Any] = {noun: tuple(records)}
    return replace(SOUND, **changed)


def first(noun: str, **values: Any) -> Archive:
    return nth(noun, 0, **values)


def twice(noun: str) -> Archive:
    records = getattr(SOUND, noun)
    changed: dict[str, Any] = {noun: (*records, records[0])}
    return replace(SOUND, **changed)


def unread() -> Archive:
    """The pilot is generalised though nobody has looked at what came of it."""
    pilot = replace(SOUND.pilots[0], decision="generalise")
    return replace(SOUND, pilots=(pilot,), readings=SOUND.readings[:3])


def framed(**values: Any) -> Archive:
    return replace(SOUND, workshop=replace(SOUND.workshop, **values))


def test_a_sound_programme_comes_through_unchanged() -> None:
    assert check(SOUND) == SOUND


def test_what_was_taken_in_leaves_again_as_it_came(house: House) -> None:
    new = take_in(house, SOUND)
    with snapshot(house, Console(new.code)) as seen:
        roleless = tuple(replace(person, role="") for person in SOUND.participants)  # too few share
        assert read_archive(seen) == replace(
            SOUND, workshop=replace(SOUND.workshop, code=new.code), participants=roleless
        )
        row = seen.workshop
    assert (row.people_issued, row.projects_issued, row.items_issued) == (2, 1, 2)
    assert (row.pilots_issued, row.measures_issued, row.actions_issued) == (1, 2, 2)


def test_two_workshops_keep_their_programmes_apart(house: House) -> None:
    codes = [take_in(house, SOUND).code for _ in range(2)]
    for code in codes:
        with snapshot(house, Console(code)) as seen:
            assert read_archive(seen).projects == SOUND.projects


def test_a_pilot_that_served_both_sides_is_generalised() -> None:
    readings = tuple(
        ReadingRecord(measure, "E1", moment, day, mean, 1.0, 12, "")
        for measure in ("M1", "M2")
        for moment, day, mean in (("before", DAY, 9.0), ("after", LATER, 4.0))
    )
    pilot = replace(SOUND.pilots[0], decision="generalise")
    another = replace(SOUND.measures[0], label="M3")
    archive = replace(
        SOUND, pilots=(pilot,), readings=readings, measures=(*SOUND.measures, another)
    )
    assert check(archive).pilots == (pilot,)


REFUSED: list[tuple[str, Archive, str]] = [
    ("number_out_of_range", framed(pays_at=-3.0), "workshop"),
    ("number_out_of_range", framed(gains_at=-0.1), "workshop"),
    ("number_out_of_range", framed(edition=0), "workshop"),
    ("value_unknown", framed(also_asks=("dogs",)), "workshop"),
    ("duplicate", framed(also_asks=("citizens", "citizens")), "workshop"),
    ("dangling", first("solutions", causes=("R2",)), "solutions[0]"),
    ("duplicate", first("solutions", causes=("R1", "R1")), "solutions[0]"),
    ("value_unknown", first("solutions", ticks=("cheap",)), "solutions[0]"),
    ("duplicate", first("solutions", ticks=("simple", "simple")), "solutions[0]"),
    ("value_unknown", first("solutions", status="loved"), "solutions[0]"),
    ("text_too_long", first("solutions", pain_answer="x" * 1001), "solutions[0]"),
    ("number_out_of_range", first("ratings", suppliers=3), "ratings[0]"),
    ("number_out_of_range", first("ratings", benefit_high=6), "ratings[0]"),
    ("value_unknown", first("ratings", benefit_low=5), "ratings[0]"),
    ("value_unknown", first("ratings", effort_low=2), "ratings[0]"),
    ("dangling", first("helpers", solution="S9"), "helpers[0]"),
    ("text_empty", first("helpers", name=" "), "helpers[0]"),
    ("value_unknown", first("people", label="p2"), "people[0]"),
    ("text_empty", first("people", name=""), "people[0]"),
    ("email_malformed", first("people", email="bob"), "people[0]"),
    ("duplicate", twice("people"), "people[2]"),
    ("dangling", first("stakeholders", person="P9"), "stakeholders[0]"),
    ("dangling", first("stakeholders", solution="S9"), "stakeholders[0]"),
    ("number_out_of_range", first("stakeholders", feasibility=0), "stakeholders[0]"),
    ("number_out_of_range", first("stakeholders", buy_in=6), "stakeholders[0]"),
    ("duplicate", twice("stakeholders"), "stakeholders[2]"),
    ("text_empty", first("domains", name=""), "domains[0]"),
    ("duplicate", twice("domains"), "domains[2]"),
    ("value_unknown", first("projects", label="A1"), "projects[0]"),
    ("dangling", first("projects", carried_by="P9"), "projects[0]"),
    ("dangling", first("projects", domain="Moon"), "projects[0]"),
    ("dangling", first("projects", measures=("M9",)), "projects[0]"),
    ("duplicate", first("projects", measures=("M1", "M1")), "projects[0]"),
    ("value_unknown", first("projects", status="late"), "projects[0]"),
    ("text_empty", first("projects", criteria=(CriterionRecord("", None),)), "projects[0]"),
    ("text_empty", first("projects", phases=(PhaseRecord("", None, None, True),)), "projects[0]"),
    ("project_unfinished", first("projects", status="done"), "projects[0]"),
    ("project_incomplete", first("projects", owner=""), "projects[0]"),
    ("dates_reversed", first("projects", starts_on=LATER, ends_on=DAY), "projects[0]"),
    (
        "phase_gate_shut",
        first(
            "projects",
            phases=(PhaseRecord("Try", None, None, False), PhaseRecord("All", None, None, True)),
        ),
        "projects[0]",
    ),
    ("duplicate", twice("projects"), "projects[1]"),
    ("dangling", first("actions", carried_by="P9"), "actions[0]"),
    ("dangling", first("actions", domain="Moon"), "actions[0]"),
    ("dangling", first("actions", project="J9"), "actions[0]"),
    ("dangling", first("actions", needs=("A9",)), "actions[0]"),
    ("duplicate", first("actions", needs=("A2", "A2")), "actions[0]"),
    ("dependency_circle", nth("actions", 1, needs=("A1",)), "actions"),
    ("value_unknown", first("actions", priority="urgent"), "actions[0]"),
    ("value_unknown", first("actions", term="soon"), "actions[0]"),
    ("value_unknown", first("actions", quadrant="contested"), "actions[0]"),
    (
        "value_unknown",
        first("actions", events=(EventRecord(DAY, "sung", "", "", "", ""),)),
        "actions[0]",
    ),
    ("value_unknown", first("measures", label="M0"), "measures[0]"),
    ("value_unknown", first("measures", side="both"), "measures[0]"),
    ("value_unknown", first("measures", better="more"), "measures[0]"),
    ("text_too_long", first("measures", unit="x" * 41), "measures[0]"),
    ("figure_unusable", first("measures", matters_from=-1.0), "measures[0]"),
    ("figure_unusable", first("measures", matters_from=0.0), "measures[0]"),
    ("figure_unusable", first("measures", matters_from=float("inf")), "measures[0]"),
    ("duplicate", twice("measures"), "measures[2]"),
    ("value_unknown", first("pilots", label="P1"), "pilots[0]"),
    ("dangling", first("pilots", action="A9"), "pilots[0]"),
    ("dangling", first("pilots", project="J9"), "pilots[0]"),
    ("dangling", first("pilots", measures=("M9",)), "pilots[0]"),
    ("duplicate", first("pilots", measures=("M1", "M1")), "pilots[0]"),
    ("value_unknown", first("pilots", decision="win"), "pilots[0]"),
    ("dates_reversed", first("pilots", starts_on=LATER, ends_on=DAY), "pilots[0]"),
    ("text_empty", first("pilots", because=" "), "pilots[0]"),
    ("pilot_side_pays", first("pilots", decision="generalise"), "pilots[0]"),
    ("pilot_unread", unread(), "pilots[0]"),
    ("duplicate", twice("pilots"), "pilots[1]"),
    ("dangling", first("readings", measure="M9"), "readings[0]"),
    ("dangling", first("readings", pilot="E9"), "readings[0]"),
    ("value_unknown", first("readings", moment="now"), "readings[0]"),
    ("number_out_of_range", first("readings", mean=float("nan")), "readings[0]"),
    ("number_out_of_range", first("readings", spread=-1.0), "readings[0]"),
    ("number_out_of_range", first("readings", voices=0), "readings[0]"),
    ("duplicate", nth("readings", 3, moment="before"), "readings[3]"),
    ("duplicate", nth("readings", 1, taken_on=DAY), "readings[1]"),
    ("value_unknown", nth("readings", 2, moment="follow"), "readings[2]"),
    ("value_unknown", first("readings", moment="before"), "readings[0]"),
    ("dangling", first("pilots", measures=("M1",)), "readings[2]"),
    ("dates_reversed", nth("readings", 3, taken_on=BEFORE), "readings[3]"),
    ("value_unknown", first("meetings", kind="party"), "meetings[0]"),
    ("text_too_long", first("meetings", minutes="x" * 10_001), "meetings[0]"),
    ("duplicate", twice("meetings"), "meetings[2]"),
    ("dangling", first("decisions", meeting="3"), "decisions[0]"),
    ("text_empty", first("decisions", what=""), "decisions[0]"),
    ("value_unknown", first("items", label="1"), "items[0]"),
    ("dangling", first("items", meeting="0"), "items[0]"),
    ("dangling", first("items", action="A9"), "items[0]"),
    ("value_unknown", first("items", reason="fun"), "items[0]"),
    ("value_unknown", first("items", priority="urgent"), "items[0]"),
    ("value_unknown", first("items", decision="maybe"), "items[0]"),
    ("number_out_of_range", first("items", importance=4), "items[0]"),
    ("item_unqualified", first("items", importance=None), "items[0]"),
    ("duplicate", twice("items"), "items[2]"),
    ("number_out_of_range", first("readiness", budget=6), "readiness[0]"),
    ("duplicate", twice("readiness"), "readiness[1]"),
    ("value_unknown", first("commitments", level="chief"), "commitments[0]"),
    ("text_empty", first("commitments", who=" "), "commitments[0]"),
    ("dangling", first("sponsor_answers", decision="3"), "sponsor_answers[0]"),
    ("value_unknown", first("sponsor_answers", prompt="support"), "sponsor_answers[0]"),
    ("value_unknown", nth("sponsor_answers", 1, prompt=""), "sponsor_answers[1]"),
    ("text_empty", first("sponsor_answers", text=""), "sponsor_answers[0]"),
    ("text_too_long", first("sponsor_answers", said_by="x" * 121), "sponsor_answers[0]"),
    ("dangling", first("evidence", action="A9"), "evidence[0]"),
    ("dangling", first("evidence", measure="M9"), "evidence[0]"),
    ("text_empty", first("evidence", fact=""), "evidence[0]"),
    ("duplicate", nth("evidence", 1, of_the_week=True), "evidence[1]"),
]


@pytest.mark.parametrize(("reason", "archive", "place"), REFUSED)
def test_a_broken_programme_is_refused_with_its_place(
    reason: str, archive: Archive, place: str
) -> None:
    with pytest.raises(FileUnreadable) as refused:
        check(archive)
    assert (refused.value.facts["reason"], refused.value.facts["place"]) == (reason, place)
