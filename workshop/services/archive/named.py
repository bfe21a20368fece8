"""People who carry actions or rank ideas, by name; their links stay behind."""

from dataclasses import replace

from sqlalchemy import select

from workshop.services.archive.passage import Entering, Labels, Leaving
from workshop.services.archive.plan_records import PersonRecord, StakeholderRecord
from workshop.services.archive.proofs import labelled, number_of, there, within
from workshop.services.archive.storing import store
from workshop.services.people import PersonDraft, clean_person
from workshop.storage import tables

MOST = 5


def read_named(out: Leaving) -> tuple[PersonRecord, ...]:
    return tuple(
        PersonRecord(
            label=f"P{row.number}", name=row.name, job=row.job, email=row.email, ranks=row.ranks
        )
        for row in out.by_rank(tables.person)
    )


def read_stakeholders(out: Leaving) -> tuple[StakeholderRecord, ...]:
    ballot, person = tables.stakeholder_ballot, tables.person
    people = out.labels(person, "P")
    said = [
        StakeholderRecord(
            person=people[row.person_id],
            solution=out.solutions[row.solution_id],
            feasibility=row.feasibility,
            buy_in=row.buy_in,
        )
        for row in out.connection.execute(
            select(ballot).join(person).where(person.c.workshop_id == out.workshop.id)
        )
    ]
    return tuple(sorted(said, key=lambda one: (number_of(one.person), number_of(one.solution))))


def check_person(record: PersonRecord) -> PersonRecord:
    labelled(record.label, "P")
    clean = clean_person(PersonDraft(record.name, record.job, record.email, record.ranks))
    return replace(
        record, name=str(clean["name"]), job=str(clean["job"]), email=str(clean["email"])
    )


def check_stakeholder(record: StakeholderRecord, labels: Labels) -> StakeholderRecord:
    there(record.person, labels.people)
    there(record.solution, labels.solutions)
    within("feasibility", record.feasibility, 1, MOST)
    within("buy_in", record.buy_in, 1, MOST)
    return record


def take_named(into: Entering) -> None:
    store(
        into.connection,
        tables.person,
        [
            {
                "workshop_id": into.workshop_id,
                "number": number_of(person.label),
                "rank": rank,
                "name": person.name,
                "job": person.job,
                "email": person.email,
                "ranks": person.ranks,
                "changed": 1,
            }
            for rank, person in into.ranked(into.archive.people)
        ],
    )
    into.people = into.numbered(tables.person)
    store(
        into.connection,
        tables.stakeholder_ballot,
        [
            {
                "person_id": into.people[number_of(one.person)],
                "solution_id": into.solutions[number_of(one.solution)],
                "feasibility": one.feasibility,
                "buy_in": one.buy_in,
            }
            for one in into.archive.stakeholders
        ],
    )
