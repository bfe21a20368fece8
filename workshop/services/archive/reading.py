"""A workshop out of the database, as records."""

from collections.abc import Sequence
from datetime import UTC
from typing import Any

from sqlalchemy import Column, Connection, Table, select

from workshop.domain.words import CardStatus, Origin, Subject
from workshop.services.archive import causes, rounds, sameness
from workshop.services.archive.proofs import number_of
from workshop.services.archive.records import (
    ActionRecord,
    AnswerRecord,
    Archive,
    BallotRecord,
    CardRecord,
    LinkRecord,
    MergedRecord,
    MirrorRecord,
    ModerationRecord,
    PersonaRecord,
    PlacementRecord,
    QuestionRecord,
    RatingRecord,
    RightsRecord,
    SolutionRecord,
    TopicRecord,
    VoiceRecord,
    VoteRecord,
    WorkshopRecord,
)
from workshop.services.journeys import ANY_STEP, read_steps
from workshop.services.rows import Workshop
from workshop.services.transaction import Deed
from workshop.services.views.workshop import survivors
from workshop.storage import tables


def read_archive(seen: Deed) -> Archive:
    """Inside an open snapshot: the workshop as records, in the order of the stored random ranks.

    Withdrawn cards, removed topics and rehearsals taken away stay behind; what hung on a merged
    topic hangs on the one that stands for it, but for the answers of the mirror round.
    """
    connection, workshop = seen.connection, seen.workshop
    steps = read_steps(connection, workshop.id)
    people = {
        row.id: row
        for row in _rows(connection, tables.participant, workshop, tables.participant.c.voice)
        if row.origin != Origin.GONE
    }
    voices = {person_id: row.voice for person_id, row in people.items()}
    topics = _rows(connection, tables.topic, workshop)
    labels = {
        topic_id: f"T{number}" for topic_id, number in survivors(connection, workshop).items()
    }
    solutions = _rows(connection, tables.solution, workshop)
    titles = {row.id: f"S{row.number}" for row in solutions}
    places = {step.id: str(step.position) for step in steps}
    asked = connection.execute(
        select(tables.question)
        .where(tables.question.c.workshop_id == workshop.id)
        .order_by(tables.question.c.number)
    ).all()
    questions = {row.id: f"Q{row.number}" for row in asked}
    personas = _personas(connection, workshop)
    about = {row.id: str(place) for place, row in enumerate(personas, 1)}
    cards = _card_records(connection, workshop, places, voices, labels, questions, about)
    # Answers on a topic that was merged since stay its own, as its votes' numbers do not.
    own_labels = {row.id: f"T{row.number}" for row in topics if row.id in labels}
    standing = {row.number: labels[row.id] for row in topics if row.id in labels}
    return Archive(
        workshop=_workshop_record(workshop),
        steps=tuple(step.draft for step in steps),
        participants=tuple(
            VoiceRecord(
                voice=row.voice,
                speaks_for=row.speaks_for,
                role=row.family,
                origin=row.origin,
                away=row.away,
                removed=row.removed,
            )
            for row in people.values()
        ),
        cards=cards,
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
        merged=tuple(
            MergedRecord(label=f"T{row.number}", title=row.title, into=labels[row.id])
            for row in topics
            if row.removed and row.id in labels
        ),
        mirrors=_mirror_records(connection, workshop, voices, own_labels),
        questions=tuple(_question_record(row, places) for row in asked),
        answers=_answer_records(connection, workshop, voices, questions, titles),
        votes=_vote_records(connection, workshop, voices, topics, solutions, labels),
        ballots=_ballot_records(connection, workshop, voices, labels, titles),
        moderation=_moderation_records(connection, workshop),
        links=_link_records(connection, workshop, places),
        personas=tuple(
            PersonaRecord(side=row.side, name=row.name, description=row.description)
            for row in personas
        ),
        same=sameness.read(connection, workshop.id, voices),
        topic_rounds=rounds.read_rounds(connection, workshop.id, standing),
        topic_ratings=rounds.read_ratings(connection, workshop.id, voices, own_labels),
        causes=causes.read(connection, workshop.id, labels),
    )


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
        rights=tuple(
            RightsRecord(phase=phase, may=tuple(said["may"]), sees=said["sees"])
            for phase, said in sorted(workshop.phone_rights.items())
        ),
        revealed=workshop.revealed,
        nicknames=workshop.nicknames,
        inbox_first=workshop.inbox_first,
        moderation_rule=workshop.moderation_rule,
        floor=workshop.floor,
        mode=workshop.mode,
    )


def _personas(connection: Connection, workshop: Workshop) -> Sequence[Any]:
    held = tables.persona
    return connection.execute(
        select(held)
        .where(held.c.workshop_id == workshop.id)
        .order_by(held.c.side, held.c.position, held.c.id)
    ).all()


def _link_records(
    connection: Connection, workshop: Workshop, places: dict[int, str]
) -> tuple[LinkRecord, ...]:
    link, step = tables.step_link, tables.step
    found = connection.execute(
        select(link)
        .join(step, step.c.id == link.c.client_step_id)
        .where(step.c.workshop_id == workshop.id)
    )
    return tuple(
        LinkRecord(client=str(client), employee=str(employee))
        for client, employee in sorted(
            (int(places[row.client_step_id]), int(places[row.employee_step_id])) for row in found
        )
    )


def _card_records(
    connection: Connection,
    workshop: Workshop,
    steps: dict[int, str],
    voices: dict[int, int],
    topics: dict[int, str],
    questions: dict[int, str],
    personas: dict[int, str],
) -> tuple[CardRecord, ...]:
    card, me_too, mirror = tables.card, tables.me_too, tables.mirror
    mirrors = {
        row.card_id: row.value
        for row in connection.execute(
            select(mirror.c.card_id, mirror.c.value).where(
                mirror.c.workshop_id == workshop.id, mirror.c.card_id.is_not(None)
            )
        )
    }
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
            question=questions.get(row.question_id),
            horizon=row.horizon,
            set_aside=row.set_aside,
            mirror=mirrors.get(row.id),
            persona=personas.get(row.persona_id),
            provenance=row.provenance,
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


def _mirror_records(
    connection: Connection, workshop: Workshop, voices: dict[int, int], topics: dict[int, str]
) -> tuple[MirrorRecord, ...]:
    mirror = tables.mirror
    return tuple(
        MirrorRecord(topic=topic, voice=voice, side=side, value=value)
        for topic, voice, side, value in sorted(
            (topics[row.topic_id], voices[row.participant_id], row.side, row.value)
            for row in connection.execute(
                select(mirror).where(
                    mirror.c.workshop_id == workshop.id, mirror.c.topic_id.is_not(None)
                )
            )
            if row.topic_id in topics
        )
    )


def _question_record(row: Any, places: dict[int, str]) -> QuestionRecord:
    return QuestionRecord(
        label=f"Q{row.number}",
        deck=row.deck,
        kind=row.kind,
        text=row.text,
        step=places.get(row.step_id, ""),
        side=row.side,
        aspect=row.aspect,
        about=row.about,
        horizon=row.horizon,
        period=row.period,
        options=tuple(row.options),
        status=row.status,
        revealed=row.revealed,
    )


def _answer_records(
    connection: Connection,
    workshop: Workshop,
    voices: dict[int, int],
    questions: dict[int, str],
    solutions: dict[int, str],
) -> tuple[AnswerRecord, ...]:
    answer, question, card = tables.answer, tables.question, tables.card
    return tuple(
        AnswerRecord(
            question=questions[row.question_id],
            voice=voices[row.participant_id],
            value=row.value,
            text=None if row.text == row.made_text else row.text,
            card=None if row.made is None else f"C{row.made}",
            solution=solutions.get(row.solution_id),
        )
        for row in connection.execute(
            select(answer, card.c.number.label("made"), card.c.text.label("made_text"))
            .select_from(
                answer.join(question).outerjoin(
                    card,
                    (card.c.id == answer.c.card_id) & (card.c.status != CardStatus.WITHDRAWN),
                )
            )
            .where(question.c.workshop_id == workshop.id)
            .order_by(answer.c.rank, answer.c.id)
        )
    )


def _vote_records(
    connection: Connection,
    workshop: Workshop,
    voices: dict[int, int],
    topics: Sequence[Any],
    solutions: Sequence[Any],
    standing: dict[int, str],
) -> tuple[VoteRecord, ...]:
    session, code = tables.vote_session, tables.vote_code
    codes: dict[int, list[int | None]] = {}
    for slip in connection.execute(
        select(code.c.session_id, code.c.participant_id)
        .join_from(code, session)
        .where(session.c.workshop_id == workshop.id)
    ):
        codes.setdefault(slip.session_id, []).append(voices.get(slip.participant_id))
    # A round names its targets by number: what was merged since stands under another.
    names: dict[Subject, dict[int, str | None]] = {
        Subject.TOPICS: {row.number: standing.get(row.id) for row in topics},
        Subject.SOLUTIONS: {row.number: f"S{row.number}" for row in solutions},
    }
    rows = connection.execute(
        select(session).where(session.c.workshop_id == workshop.id).order_by(session.c.number)
    ).all()
    labels = {row.id: f"V{row.number}" for row in rows}
    return tuple(
        VoteRecord(
            label=labels[row.id],
            title=row.title,
            subject=row.subject,
            chosen=tuple(
                dict.fromkeys(
                    label
                    for number in row.chosen
                    if (label := names[Subject(row.subject)].get(number))
                )
            ),
            budget=row.budget,
            cap=row.cap,
            is_open=row.is_open,
            revealed=row.revealed,
            with_codes=row.with_codes,
            follows=labels.get(row.follows_id),
            codes=len(codes.get(row.id, ())),
            coded=tuple(sorted(voice for voice in codes.get(row.id, ()) if voice)),
        )
        for row in rows
    )


def _ballot_records(
    connection: Connection,
    workshop: Workshop,
    voices: dict[int, int],
    topics: dict[int, str],
    solutions: dict[int, str],
) -> tuple[BallotRecord, ...]:
    """By rank; points on topics since merged are points on the one that stands for them."""
    ballot, session = tables.ballot, tables.vote_session
    given: dict[tuple[str, int, str], int] = {}
    for row in connection.execute(
        select(ballot, session.c.number.label("session"))
        .join_from(ballot, session)
        .where(session.c.workshop_id == workshop.id)
        .order_by(ballot.c.rank, ballot.c.id)
    ):
        target = topics.get(row.topic_id) or solutions.get(row.solution_id)
        if target is not None:
            key = (f"V{row.session}", voices[row.participant_id], target)
            given[key] = given.get(key, 0) + row.points
    return tuple(
        BallotRecord(session=label, voice=voice, target=target, points=points)
        for (label, voice, target), points in given.items()
    )


def _moderation_records(connection: Connection, workshop: Workshop) -> tuple[ModerationRecord, ...]:
    line, card = tables.moderation, tables.card
    return tuple(
        ModerationRecord(card=f"C{row.number}", deed=row.deed, reason=row.reason, note=row.note)
        for row in connection.execute(
            select(line, card.c.number)
            .join_from(line, card)
            .where(line.c.workshop_id == workshop.id, card.c.status != CardStatus.WITHDRAWN)
            .order_by(line.c.id)
        )
    )
