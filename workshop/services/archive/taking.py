"""Records into the database, as a new workshop."""

import secrets
from datetime import UTC, datetime, time
from itertools import repeat

from sqlalchemy import Connection, update

from workshop.domain.codes import LABEL_BLOCK
from workshop.domain.journey import Persona
from workshop.domain.words import Side
from workshop.services.archive import causes, rounds, sameness
from workshop.services.archive.check import check
from workshop.services.archive.proofs import number_of
from workshop.services.archive.records import Archive
from workshop.services.archive.storing import ids_of, ranks, store
from workshop.services.house import House
from workshop.services.journeys import read_steps
from workshop.services.personas import insert_personas
from workshop.services.templates import WorkshopDraft
from workshop.services.transaction import housekeeping
from workshop.services.workshops import NewWorkshop, open_workshop
from workshop.storage import tables


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
        _take_links(connection, workshop_id, whole)
        voices = _take_people(connection, workshop_id, whole)
        topics = _take_topics(house, connection, workshop_id, whole, voices)
        questions = _take_questions(connection, workshop_id, whole)
        cards = _take_cards(house, connection, workshop_id, whole, voices, topics, questions)
        solutions = _take_solutions(house, connection, workshop_id, whole, voices, topics)
        sameness.take(connection, workshop_id, whole.same, voices, cards)
        rounds.take(
            house,
            connection,
            workshop_id,
            whole.topic_rounds,
            whole.topic_ratings,
            voices,
            topics,
        )
        causes.take(house, connection, workshop_id, whole.causes, topics)
        _take_answers(house, connection, whole, voices, questions, cards, solutions)
        _take_votes(house, connection, workshop_id, whole, voices, topics, solutions)
        _take_actions(house, connection, workshop_id, whole, topics, solutions)
    return new


def _settings(connection: Connection, workshop_id: int, whole: Archive) -> None:
    """What a template does not say, and counters beyond every label that the archive uses."""
    record = whole.workshop
    topics = [topic.label for topic in whole.topics] + [gone.label for gone in whole.merged]
    last_card = max((number_of(card.label) for card in whole.cards), default=0)
    connection.execute(
        update(tables.workshop)
        .where(tables.workshop.c.id == workshop_id)
        .values(
            template=record.template,
            mode=record.mode,
            phase=record.phase,
            created_at=datetime.combine(record.created_on, time(), UTC),
            door_open=record.door_open,
            wall_pace=record.wall_pace,
            sponsor_open=record.sponsor_open,
            relieve_first=record.relieve_first,
            phone_rights={
                rights.phase: {"may": list(rights.may), "sees": rights.sees}
                for rights in record.rights
            },
            revealed=record.revealed,
            nicknames=record.nicknames,
            inbox_first=record.inbox_first,
            moderation_rule=record.moderation_rule,
            floor=record.floor,
            # Cards get numbers from whole shuffled blocks: the next one begins a fresh block.
            cards_issued=-(-last_card // LABEL_BLOCK) * LABEL_BLOCK,
            topics_issued=max(map(number_of, topics), default=0),
            solutions_issued=max((number_of(idea.label) for idea in whole.solutions), default=0),
            actions_issued=max((number_of(action.label) for action in whole.actions), default=0),
            questions_issued=max((number_of(asked.label) for asked in whole.questions), default=0),
            votes_issued=max((number_of(vote.label) for vote in whole.votes), default=0),
            causes_issued=max((number_of(cause.label) for cause in whole.causes), default=0),
        )
    )


def _take_people(connection: Connection, workshop_id: int, whole: Archive) -> dict[int, int]:
    store(
        connection,
        tables.participant,
        [
            {
                "workshop_id": workshop_id,
                "key_hash": secrets.token_hex(32),
                "voice": person.voice,
                "speaks_for": person.speaks_for,
                "family": person.role,
                "origin": person.origin,
                "away": person.away,
                "removed": person.removed,
            }
            for person in whole.participants
        ],
    )
    return ids_of(connection, tables.participant, "voice", workshop_id)


def _take_topics(
    house: House,
    connection: Connection,
    workshop_id: int,
    whole: Archive,
    voices: dict[int, int],
) -> dict[int, int]:
    store(
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
            for rank, topic in zip(ranks(house, whole.topics), whole.topics, strict=True)
        ],
    )
    topics = ids_of(connection, tables.topic, "number", workshop_id)
    store(
        connection,
        tables.topic,
        [
            {
                "workshop_id": workshop_id,
                "number": number_of(gone.label),
                "rank": rank,
                "title": gone.title,
                "removed": True,
                "merged_into": topics[number_of(gone.into)],
                "changed": 1,
            }
            for rank, gone in zip(ranks(house, whole.merged), whole.merged, strict=True)
        ],
    )
    topics = ids_of(connection, tables.topic, "number", workshop_id)
    store(
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
    store(
        connection,
        tables.mirror,
        [
            {
                "workshop_id": workshop_id,
                "participant_id": voices[said.voice],
                "topic_id": topics[number_of(said.topic)],
                "side": said.side,
                "value": said.value,
            }
            for said in whole.mirrors
        ],
    )
    return topics


def _take_questions(connection: Connection, workshop_id: int, whole: Archive) -> dict[int, int]:
    steps = {str(step.position): step.id for step in read_steps(connection, workshop_id)}
    store(
        connection,
        tables.question,
        [
            {
                "workshop_id": workshop_id,
                "number": number_of(asked.label),
                "deck": asked.deck,
                "kind": asked.kind,
                "text": asked.text,
                "step_id": steps.get(asked.step),
                "side": asked.side,
                "aspect": asked.aspect,
                "about": asked.about,
                "horizon": asked.horizon,
                "period": asked.period,
                "options": list(asked.options),
                "status": asked.status,
                "revealed": asked.revealed,
            }
            for asked in whole.questions
        ],
    )
    return ids_of(connection, tables.question, "number", workshop_id)


def _take_links(connection: Connection, workshop_id: int, whole: Archive) -> None:
    steps = {str(step.position): step.id for step in read_steps(connection, workshop_id)}
    store(
        connection,
        tables.step_link,
        [
            {"client_step_id": steps[link.client], "employee_step_id": steps[link.employee]}
            for link in whole.links
        ],
    )


def _take_personas(connection: Connection, workshop_id: int, whole: Archive) -> dict[str, int]:
    """Store the personas; gives their ids by what cards call them."""
    ids = insert_personas(
        connection,
        workshop_id,
        [Persona(Side(one.side), one.name, one.description) for one in whole.personas],
    )
    return {str(place): int(persona_id) for place, persona_id in enumerate(ids, 1)}


def _take_cards(
    house: House,
    connection: Connection,
    workshop_id: int,
    whole: Archive,
    voices: dict[int, int],
    topics: dict[int, int],
    questions: dict[int, int],
) -> dict[int, int]:
    steps = {str(step.position): step.id for step in read_steps(connection, workshop_id)}
    personas = _take_personas(connection, workshop_id, whole)
    store(
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
                "question_id": (
                    None if card.question is None else questions[number_of(card.question)]
                ),
                "horizon": card.horizon,
                "set_aside": card.set_aside,
                "persona_id": None if card.persona is None else personas[card.persona],
                "provenance": card.provenance,
                "changed": 1,
            }
            for rank, card in zip(ranks(house, whole.cards), whole.cards, strict=True)
        ],
    )
    cards = ids_of(connection, tables.card, "number", workshop_id)
    store(
        connection,
        tables.me_too,
        [
            {"card_id": cards[number_of(card.label)], "participant_id": voices[voice]}
            for card in whole.cards
            for voice in card.me_too
        ],
    )
    store(
        connection,
        tables.mirror,
        [
            {
                "workshop_id": workshop_id,
                "participant_id": voices[card.voice],
                "card_id": cards[number_of(card.label)],
                "side": Side(card.side).other,
                "value": card.mirror,
            }
            for card in whole.cards
            if card.mirror is not None
        ],
    )
    store(
        connection,
        tables.moderation,
        [
            {
                "workshop_id": workshop_id,
                "card_id": cards[number_of(line.card)],
                "deed": line.deed,
                "reason": line.reason,
                "note": line.note,
            }
            for line in whole.moderation
        ],
    )
    return cards


def _take_solutions(
    house: House,
    connection: Connection,
    workshop_id: int,
    whole: Archive,
    voices: dict[int, int],
    topics: dict[int, int],
) -> dict[int, int]:
    store(
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
            for rank, idea in zip(ranks(house, whole.solutions), whole.solutions, strict=True)
        ],
    )
    solutions = ids_of(connection, tables.solution, "number", workshop_id)
    store(
        connection,
        tables.solution_topic,
        [
            {"solution_id": solutions[number_of(idea.label)], "topic_id": topics[number_of(topic)]}
            for idea in whole.solutions
            for topic in idea.topics
        ],
    )
    store(
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
            for rank, rating in zip(ranks(house, whole.ratings), whole.ratings, strict=True)
        ],
    )
    return solutions


def _take_answers(
    house: House,
    connection: Connection,
    whole: Archive,
    voices: dict[int, int],
    questions: dict[int, int],
    cards: dict[int, int],
    solutions: dict[int, int],
) -> None:
    texts: dict[str | None, str] = {card.label: card.text for card in whole.cards}
    store(
        connection,
        tables.answer,
        [
            {
                "question_id": questions[number_of(said.question)],
                "participant_id": voices[said.voice],
                "rank": rank,
                "value": said.value,
                "text": texts[said.card] if said.text is None else said.text,
                "card_id": None if said.card is None else cards[number_of(said.card)],
                "solution_id": (
                    None if said.solution is None else solutions[number_of(said.solution)]
                ),
            }
            for rank, said in zip(ranks(house, whole.answers), whole.answers, strict=True)
        ],
    )


def _take_votes(
    house: House,
    connection: Connection,
    workshop_id: int,
    whole: Archive,
    voices: dict[int, int],
    topics: dict[int, int],
    solutions: dict[int, int],
) -> None:
    store(
        connection,
        tables.vote_session,
        [
            {
                "workshop_id": workshop_id,
                "number": number_of(vote.label),
                "title": vote.title,
                "subject": vote.subject,
                "chosen": [number_of(target) for target in vote.chosen],
                "budget": vote.budget,
                "cap": vote.cap,
                "is_open": vote.is_open,
                "revealed": vote.revealed,
                "with_codes": vote.with_codes,
            }
            for vote in whole.votes
        ],
    )
    sessions = ids_of(connection, tables.vote_session, "number", workshop_id)
    for vote in whole.votes:
        if vote.follows is not None:
            connection.execute(
                update(tables.vote_session)
                .where(tables.vote_session.c.id == sessions[number_of(vote.label)])
                .values(follows_id=sessions[number_of(vote.follows)])
            )
    # The slips that were printed open nothing here: only how many there are, and who typed one.
    store(
        connection,
        tables.vote_code,
        [
            {
                "session_id": sessions[number_of(vote.label)],
                "code_hash": secrets.token_hex(32),
                "participant_id": None if voice is None else voices[voice],
            }
            for vote in whole.votes
            for voice in (*vote.coded, *repeat(None, vote.codes - len(vote.coded)))
        ],
    )
    store(
        connection,
        tables.ballot,
        [
            {
                "session_id": sessions[number_of(ballot.session)],
                "participant_id": voices[ballot.voice],
                "rank": rank,
                "topic_id": topics.get(number_of(ballot.target)) if is_topic else None,
                "solution_id": None if is_topic else solutions.get(number_of(ballot.target)),
                "points": ballot.points,
            }
            for rank, ballot in zip(ranks(house, whole.ballots), whole.ballots, strict=True)
            for is_topic in (ballot.target.startswith("T"),)
        ],
    )


def _take_actions(
    house: House,
    connection: Connection,
    workshop_id: int,
    whole: Archive,
    topics: dict[int, int],
    solutions: dict[int, int],
) -> None:
    store(
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
            for rank, action in zip(ranks(house, whole.actions), whole.actions, strict=True)
        ],
    )
