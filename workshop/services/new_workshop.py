"""A workshop comes into the world: its row, its steps, its two links, and what it is told once."""

import secrets
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, insert, select

from workshop.domain.agenda import Agenda, write_agenda
from workshop.domain.codes import new_recovery_code, new_room_code, read_room_code
from workshop.domain.gestures import Gesture, Hand
from workshop.domain.words import JourneyMode, Phase, Role, WallPace
from workshop.services import journeys, steps
from workshop.services.access import hash_token, new_token
from workshop.services.deeds import Trace, write_deed
from workshop.services.house import House
from workshop.services.lanes import insert_links
from workshop.services.personas import insert_personas, read_personas
from workshop.services.templates import WorkshopDraft, copied_slug, usual_names
from workshop.services.transaction import Deed
from workshop.storage import tables

FRAME_NOTES = ("ambition", "scope", "out_of_scope", "client_goal", "employee_goal", "joint_owner")


@dataclass(frozen=True, slots=True)
class NewWorkshop:
    """What only the creation tells, once: the tokens of both links and the recovery code."""

    code: str
    facilitator_token: str = field(repr=False)
    sponsor_token: str = field(repr=False)
    recovery_code: str = field(repr=False)


def open_workshop(
    house: House,
    connection: Connection,
    *,
    title: str,
    language: str,
    draft: WorkshopDraft | None,
    owner_id: int | None,
    code: str | None = None,
    gesture: Gesture = Gesture.CREATE_WORKSHOP,
    agenda: Agenda = (),
) -> tuple[int, NewWorkshop]:
    """Inside an open transaction: the row, its steps and its links; gives its id as well.

    ``code``: kept when it is a room code and free (an import), drawn otherwise. ``gesture``: how
    it came to be, the first line of its log.
    """
    recovery_code = new_recovery_code(secrets.SystemRandom())
    inserted = connection.execute(
        insert(tables.workshop)
        .values(
            code=_free_code(house, connection, code),
            owner_id=owner_id,
            title=title,
            language=language,
            template=(draft.slug or None) if draft else None,
            phase=Phase.FRAME,
            agenda=write_agenda(agenda),
            mode=draft.mode if draft else JourneyMode.MIRROR,
            revision=1,
            room_revision=1,
            created_at=house.clock(),
            **{name: getattr(draft, name) if draft else "" for name in FRAME_NOTES},
            client_name=draft.client_name if draft else usual_names(language)[0],
            team_name=draft.team_name if draft else usual_names(language)[1],
            families=list(draft.families) if draft else [],
            door_open=True,
            wall_pace=WallPace.BATCHES,
            projector_blank=False,
            sponsor_open=False,
            relieve_first=False,
            participant_key=secrets.token_bytes(32),
            label_seed=house.draw(),
            recovery_hash=hash_token(recovery_code),
            cards_issued=0,
            topics_issued=0,
            solutions_issued=0,
            actions_issued=0,
        )
        .returning(tables.workshop.c.id, tables.workshop.c.code)
    ).one()
    if draft:
        made = steps.insert_steps(connection, inserted.id, draft.steps)
        insert_links(connection, [(made[one], made[other]) for one, other in draft.links])
        insert_personas(connection, inserted.id, draft.personas)
    write_deed(
        connection,
        inserted.id,
        moment=house.clock(),
        who=_address_of(connection, owner_id),
        gesture=gesture,
        trace=Trace(),
    )
    facilitator, sponsor = (
        insert_link(house, connection, inserted.id, role)
        for role in (Role.FACILITATOR, Role.SPONSOR)
    )
    return inserted.id, NewWorkshop(inserted.code, facilitator, sponsor, recovery_code)


def _address_of(connection: Connection, account_id: int | None) -> str:
    """For the log of deeds: an account's address, or the computer that has no accounts."""
    account = tables.account
    said = connection.scalar(select(account.c.email).where(account.c.id == account_id))
    return said or Hand.LAPTOP


def copied_frame(seen: Deed, *, title: str) -> WorkshopDraft:
    """Inside a transaction: frame, words, journeys and personas of a workshop, for another one."""
    source = seen.workshop
    steps = journeys.read_steps(seen.connection, source.id)
    place = {step.id: index for index, step in enumerate(steps)}
    links = journeys.read_links(seen.connection, source.id)
    return WorkshopDraft(
        slug=copied_slug(source.template),
        name=source.title,
        description="",
        title=title,
        client_name=source.client_name,
        team_name=source.team_name,
        **{name: getattr(source, name) for name in FRAME_NOTES},
        families=tuple(source.families),
        steps=tuple(step.draft for step in steps),
        mode=source.mode,
        links=tuple((place[one], place[other]) for one, other in links),
        personas=read_personas(seen.connection, source.id),
    )


def insert_link(house: House, connection: Connection, workshop_id: int, role: Role) -> str:
    token = new_token()
    connection.execute(
        insert(tables.access_link).values(
            workshop_id=workshop_id,
            role=role,
            token_hash=hash_token(token),
            created_at=house.clock(),
        )
    )
    return token


def _free_code(house: House, connection: Connection, wanted: str | None) -> str:
    taken = tables.workshop.c.code
    code = read_room_code(wanted or "") or new_room_code(house.chance)
    while connection.scalar(select(func.count()).where(taken == code)):
        code = new_room_code(house.chance)
    return code
