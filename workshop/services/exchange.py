"""A whole workshop out of one database and into another, through the records of ``archive``."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import Column, Connection, Table, insert, select, update

from workshop.domain.codes import LABEL_BLOCK
from workshop.domain.words import CardStatus
from workshop.services.archive import (
    ActionRecord,
    Archive,
    CardRecord,
    PlacementRecord,
    RatingRecord,
    SolutionRecord,
    TopicRecord,
    VoiceRecord,
    WorkshopRecord,
    check,
    number_of,
)
from workshop.services.house import House
from workshop.services.journeys import ANY_STEP, read_steps
from workshop.services.rows import Workshop
from workshop.services.templates import WorkshopDraft
from workshop.services.transaction import Deed, housekeeping
from workshop.services.views.workshop import survivors
from workshop.services.workshops import NewWorkshop, open_workshop
from workshop.storage import tables


def read_archive(seen: Deed) -> Archive:
    """Inside an open snapshot: the workshop as records, in the order of the stored random ranks.

    Withdrawn cards and removed topics stay behind; what hung on a merged topic hangs on the one
    that stands for it.
    """
    connection, workshop = seen.connection, seen.workshop
    steps = read_steps(connection, workshop.id)
    people = {
        row.id: row
        for row in _rows(connection, tables.participant, workshop, tables.participant.c.voice)
    }
    voices = {person_id: row.voice for person_id, row in people.items()}
    topics = _rows(connection, tables.topic, workshop)
    labels = {
        topic_id: f"T{number}" for topic_id, number in survivors(connection, workshop).items()
    }
    solutions = _rows(connection, tables.solution, workshop)
    titles = {row.id: f"S{row.number}" for row in solutions}
    return Archive(
        workshop=_workshop_record(workshop),
        steps=tuple(step.draft for step in steps),
        participants=tuple(
            VoiceRecord(voice=row.voice, speaks_for=row.speaks_for, role=row.family)
            for row in people.values()
        ),
        cards=_card_records(
            connection, workshop, {step.id: str(step.position) for step in steps}, voices, labels
        ),
        topics=tuple(
            TopicRecord(
                label=f"T{row.number}",
                title=row.title,
                moved_to=row.moved_to,
                because=row.moved_because,
            )
            for row in topics
            if not row.removed
        ),
        placements=_placement_records(connection, workshop),
        solutions=_solution_records(connection, workshop, solutions, voices, labels),
        ratings=_rating_records(connection, workshop, voices, titles),
        actions=tuple(
            ActionRecord(
                label=f"A{row.number}",
                what=row.what,
                owner=row.owner,
                to_confirm_with=row.to_confirm_with,
                due=row.due,
                measure=row.measure,
                status=row.status,
                topic=labels.get(row.topic_id),
                solution=titles.get(row.solution_id),
            )
            for row in _rows(connection, tables.action, workshop)
        ),
    )


def take_in(house: House, archive: Archive, *, owner_id: int | None = None) -> NewWorkshop:
    """A new workshop with everything an archive holds: all of it, or nothing.

    Same labels, voices, places and order; the code too when it is free. Links, recovery code and
    the participants' keys are new: no phone is recognised. Raises FileUnreadable.
    """
    whole = check(archive)
    record = whole.workshop
    draft = WorkshopDraft(
        slug=record.template or "",
        name=record.title,
        description="",
        title=record.title,
        client_name=record.client_name,
        team_name=record.team_name,
        ambition=record.ambition,
        scope=record.scope,
        out_of_scope=record.out_of_scope,
        client_goal=record.client_goal,
        employee_goal=record.employee_goal,
        joint_owner=record.joint_owner,
        families=record.families,
        steps=whole.steps,
    )
    with housekeeping(house) as connection:
        workshop_id, new = open_workshop(
            house,
            connection,
            title=record.title,
            language=record.language,
            draft=draft,
            owner_id=owner_id,
            code=record.code or None,
        )
        _settings(connection, workshop_id, whole)
        voices = _take_people(connection, workshop_id, whole)
        topics = _take_topics(house, connection, workshop_id, whole)
        _take_cards(house, connection, workshop_id, whole, voices, topics)
        solutions = _take_solutions(house, connection, workshop_id, whole, voices, topics)
        _take_actions(house, connection, workshop_id, whole, topics, solutions)
    return new


# --- out ------------------------------------------------------------------------------------------


def _rows(
    connection: Connection, table: Table, workshop: Workshop, order: Column[Any] | None = None
) -> Sequence[Any]:
    """A workshop's rows of a table by rank; by ``order`` where there is none."""
    by = (table.c.rank, table.c.number) if order is None else (order,)
    return connection.execute(
        select(table).where(table.c.workshop_id == workshop.id).order_by(*by)
    ).all()


def _workshop_record(workshop: Workshop) -> WorkshopRecord:
    return WorkshopRecord(
        code=workshop.code,
        title=workshop.title,
        language=workshop.language,
        template=workshop.template,
        phase=workshop.phase,
        created_on=workshop.created_at.astimezone(UTC).date(),
        ambition=workshop.ambition,
        scope=workshop.scope,
        out_of_scope=workshop.out_of_scope,
        client_goal=workshop.client_goal,
        employee_goal=workshop.employee_goal,
        joint_owner=workshop.joint_owner,
        client_name=workshop.client_name,
        team_name=workshop.team_name,
        families=tuple(workshop.families),
        door_open=workshop.door_open,
        wall_pace=workshop.wall_pace,
        sponsor_open=workshop.sponsor_open,
        relieve_first=workshop.relieve_first,
    )


def _card_records(
    connection: Connection,
    workshop: Workshop,
    steps: dict[int, str],
    voices: dict[int, int],
    topics: dict[int, str],
) -> tuple[CardRecord, ...]:
    card, me_too = tables.card, tables.me_too
    said: dict[int, list[int]] = {}
    for row in connection.execute(
        select(me_too).join(card).where(card.c.workshop_id == workshop.id)
    ):
        said.setdefault(row.card_id, []).append(voices[row.participant_id])
    return tuple(
        CardRecord(
            label=f"C{row.number}",
            side=row.side,
            kind=row.kind,
            step=steps.get(row.step_id, ANY_STEP),
            text=row.text,
            source=row.source,
            status=row.status,
            topic=topics.get(row.topic_id),
            voice=voices[row.participant_id],
            me_too=tuple(sorted(said.get(row.id, ()))),
        )
        for row in _rows(connection, card, workshop)
        if row.status != CardStatus.WITHDRAWN
    )


def _placement_records(connection: Connection, workshop: Workshop) -> tuple[PlacementRecord, ...]:
    move, topic = tables.placement, tables.topic
    return tuple(
        PlacementRecord(
            topic=f"T{row.number}",
            computed=row.computed,
            moved_to=row.moved_to,
            because=row.because,
        )
        for row in connection.execute(
            select(move, topic.c.number)
            .join_from(move, topic)
            .where(move.c.workshop_id == workshop.id, topic.c.removed.is_(False))
            .order_by(move.c.id)
        )
    )


def _solution_records(
    connection: Connection,
    workshop: Workshop,
    solutions: Sequence[Any],
    voices: dict[int, int],
    topics: dict[int, str],
) -> tuple[SolutionRecord, ...]:
    tie, solution = tables.solution_topic, tables.solution
    ties: dict[int, set[str]] = {}
    for row in connection.execute(
        select(tie).join(solution).where(solution.c.workshop_id == workshop.id)
    ):
        if row.topic_id in topics:
            ties.setdefault(row.solution_id, set()).add(topics[row.topic_id])
    return tuple(
        SolutionRecord(
            label=f"S{row.number}",
            title=row.title,
            topics=tuple(sorted(ties.get(row.id, ()), key=number_of)),
            voice=voices.get(row.participant_id),
        )
        for row in solutions
    )


def _rating_records(
    connection: Connection, workshop: Workshop, voices: dict[int, int], solutions: dict[int, str]
) -> tuple[RatingRecord, ...]:
    rating, solution = tables.rating, tables.solution
    return tuple(
        RatingRecord(
            solution=solutions[row.solution_id],
            voice=voices[row.participant_id],
            client=row.client,
            employee=row.employee,
            usability=row.usability,
        )
        for row in connection.execute(
            select(rating)
            .join(solution)
            .where(solution.c.workshop_id == workshop.id)
            .order_by(rating.c.rank, rating.c.id)
        )
    )


# --- in -------------------------------------------------------------------------------------------


def _settings(connection: Connection, workshop_id: int, whole: Archive) -> None:
    """What a template does not say, and counters beyond every label that the archive uses."""
    record = whole.workshop
    last_card = max((number_of(card.label) for card in whole.cards), default=0)
    connection.execute(
        update(tables.workshop)
        .where(tables.workshop.c.id == workshop_id)
        .values(
            template=record.template,
            phase=record.phase,
            created_at=datetime.combine(record.created_on, time(), UTC),
            door_open=record.door_open,
            wall_pace=record.wall_pace,
            sponsor_open=record.sponsor_open,
            relieve_first=record.relieve_first,
            # Cards get numbers from whole shuffled blocks: the next one begins a fresh block.
            cards_issued=-(-last_card // LABEL_BLOCK) * LABEL_BLOCK,
            topics_issued=max((number_of(topic.label) for topic in whole.topics), default=0),
            solutions_issued=max((number_of(idea.label) for idea in whole.solutions), default=0),
            actions_issued=max((number_of(action.label) for action in whole.actions), default=0),
        )
    )


def _take_people(connection: Connection, workshop_id: int, whole: Archive) -> dict[int, int]:
    _insert(
        connection,
        tables.participant,
        [
            {
                "workshop_id": workshop_id,
                "key_hash": secrets.token_hex(32),
                "voice": person.voice,
                "speaks_for": person.speaks_for,
                "family": person.role,
            }
            for person in whole.participants
        ],
    )
    return _ids(connection, tables.participant, "voice", workshop_id)


def _take_topics(
    house: House, connection: Connection, workshop_id: int, whole: Archive
) -> dict[int, int]:
    _insert(
        connection,
        tables.topic,
        [
            {
                "workshop_id": workshop_id,
                "number": number_of(topic.label),
                "rank": rank,
                "title": topic.title,
                "moved_to": topic.moved_to,
                "moved_because": topic.because,
                "removed": False,
                "changed": 1,
            }
            for rank, topic in zip(_ranks(house, whole.topics), whole.topics, strict=True)
        ],
    )
    topics = _ids(connection, tables.topic, "number", workshop_id)
    _insert(
        connection,
        tables.placement,
        [
            {
                "workshop_id": workshop_id,
                "topic_id": topics[number_of(move.topic)],
                "computed": move.computed,
                "moved_to": move.moved_to,
                "because": move.because,
                "at": house.clock(),
            }
            for move in whole.placements
        ],
    )
    return topics


def _take_cards(
    house: House,
    connection: Connection,
    workshop_id: int,
    whole: Archive,
    voices: dict[int, int],
    topics: dict[int, int],
) -> None:
    steps = {str(step.position): step.id for step in read_steps(connection, workshop_id)}
    _insert(
        connection,
        tables.card,
        [
            {
                "workshop_id": workshop_id,
                "card_id": house.new_uuid(),
                "number": number_of(card.label),
                "rank": rank,
                "participant_id": voices[card.voice],
                "side": card.side,
                "kind": card.kind,
                "step_id": steps.get(card.step),
                "text": card.text,
                "source": card.source,
                "status": card.status,
                "topic_id": None if card.topic is None else topics[number_of(card.topic)],
                "changed": 1,
            }
            for rank, card in zip(_ranks(house, whole.cards), whole.cards, strict=True)
        ],
    )
    cards = _ids(connection, tables.card, "number", workshop_id)
    _insert(
        connection,
        tables.me_too,
        [
            {"card_id": cards[number_of(card.label)], "participant_id": voices[voice]}
            for card in whole.cards
            for voice in card.me_too
        ],
    )


def _take_solutions(
    house: House,
    connection: Connection,
    workshop_id: int,
    whole: Archive,
    voices: dict[int, int],
    topics: dict[int, int],
) -> dict[int, int]:
    _insert(
        connection,
        tables.solution,
        [
            {
                "workshop_id": workshop_id,
                "solution_id": house.new_uuid(),
                "number": number_of(idea.label),
                "rank": rank,
                "participant_id": None if idea.voice is None else voices[idea.voice],
                "title": idea.title,
                "changed": 1,
            }
            for rank, idea in zip(_ranks(house, whole.solutions), whole.solutions, strict=True)
        ],
    )
    solutions = _ids(connection, tables.solution, "number", workshop_id)
    _insert(
        connection,
        tables.solution_topic,
        [
            {"solution_id": solutions[number_of(idea.label)], "topic_id": topics[number_of(topic)]}
            for idea in whole.solutions
            for topic in idea.topics
        ],
    )
    _insert(
        connection,
        tables.rating,
        [
            {
                "solution_id": solutions[number_of(rating.solution)],
                "participant_id": voices[rating.voice],
                "rank": rank,
                "client": rating.client,
                "employee": rating.employee,
                "usability": rating.usability,
            }
            for rank, rating in zip(_ranks(house, whole.ratings), whole.ratings, strict=True)
        ],
    )
    return solutions


def _take_actions(
    house: House,
    connection: Connection,
    workshop_id: int,
    whole: Archive,
    topics: dict[int, int],
    solutions: dict[int, int],
) -> None:
    _insert(
        connection,
        tables.action,
        [
            {
                "workshop_id": workshop_id,
                "number": number_of(action.label),
                "rank": rank,
                "what": action.what,
                "owner": action.owner,
                "to_confirm_with": action.to_confirm_with,
                "due": action.due,
                "measure": action.measure,
                "status": action.status,
                "topic_id": None if action.topic is None else topics[number_of(action.topic)],
                "solution_id": (
                    None if action.solution is None else solutions[number_of(action.solution)]
                ),
                "changed": 1,
            }
            for rank, action in zip(_ranks(house, whole.actions), whole.actions, strict=True)
        ],
    )


def _ranks(house: House, records: Sequence[object]) -> list[int]:
    """Random ranks that keep the order the records already have, which is random itself."""
    return sorted(house.draw() for _ in records)


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _ids(connection: Connection, table: Table, key: str, workshop_id: int) -> dict[int, int]:
    rows = connection.execute(
        select(table.c[key], table.c.id).where(table.c.workshop_id == workshop_id)
    )
    return {row[0]: row[1] for row in rows}
