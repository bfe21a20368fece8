"""Records into the database, as a new workshop."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, time
from typing import Protocol

from sqlalchemy import Connection, update

from workshop.domain.codes import LABEL_BLOCK
from workshop.domain.gestures import Gesture
from workshop.services.archive import (
    actions,
    cards,
    causes,
    follow,
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
from workshop.services.archive.check import check
from workshop.services.archive.passage import Entering
from workshop.services.archive.proofs import number_of
from workshop.services.archive.records import Archive
from workshop.services.house import House
from workshop.services.new_workshop import NewWorkshop, open_workshop
from workshop.services.templates import WorkshopDraft
from workshop.services.transaction import housekeeping
from workshop.storage import tables


class Labelled(Protocol):
    """A record with a label of its own."""

    @property
    def label(self) -> str: ...


NOUNS: tuple[Callable[[Entering], None], ...] = (
    journey.take_steps,
    journey.take_links,
    journey.take_personas,
    people.take_people,
    topics.take_topics,
    questions.take_questions,
    cards.take_cards,
    sameness.take_same,
    rounds.take_rounds,
    causes.take_causes,
    solutions.take_solutions,
    questions.take_answers,
    votes.take_votes,
    named.take_named,
    pilots.take_measures,
    projects.take_domains,
    projects.take_projects,
    actions.take_actions,
    pilots.take_pilots,
    follow.take_meetings,
    follow.take_items,
    follow.take_readiness,
    follow.take_evidence,
    leaders.take_leaders,
)
"""In an order in which each finds stored what it points at."""


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
            gesture=Gesture.TAKE_IN,
        )
        _settings(connection, workshop_id, whole)
        into = Entering(house, connection, workshop_id, whole)
        for take in NOUNS:
            take(into)
    return new


def _settings(connection: Connection, workshop_id: int, whole: Archive) -> None:
    """What a template does not say."""
    record = whole.workshop
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
            pays_at=record.pays_at,
            gains_at=record.gains_at,
            also_asks=list(record.also_asks),
            badges=record.badges,
            edition=record.edition,
            agenda=[asdict(slot) for slot in record.agenda],
            # Sealed for good, also as a copy: a colleague's phone must not come in by the file.
            **({"participant_key": None} if record.sealed else {}),
            **_counters(whole),
        )
    )


def _counters(whole: Archive) -> dict[str, int]:
    """The workshop's counters, each beyond every label that the archive uses."""
    topics = [topic.label for topic in whole.topics] + [gone.label for gone in whole.merged]
    last_card = max((number_of(card.label) for card in whole.cards), default=0)
    return {
        # Cards get numbers from whole shuffled blocks: the next one begins a fresh block.
        "cards_issued": -(-last_card // LABEL_BLOCK) * LABEL_BLOCK,
        "topics_issued": max(map(number_of, topics), default=0),
        **{
            f"{noun}_issued": max((number_of(one.label) for one in held), default=0)
            for noun, held in _numbered(whole).items()
        },
    }


def _numbered(whole: Archive) -> dict[str, Sequence[Labelled]]:
    """What has labels of its own, by the first word of its counter."""
    return {
        "solutions": whole.solutions,
        "actions": whole.actions,
        "questions": whole.questions,
        "votes": whole.votes,
        "causes": whole.causes,
        "people": whole.people,
        "projects": whole.projects,
        "items": whole.items,
        "pilots": whole.pilots,
        "measures": whole.measures,
    }
