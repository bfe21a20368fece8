"""The board channel: what facilitator's and sponsor's screens are sent, whole, then changes."""

import zlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, bindparam, false, func, select

from workshop.domain.codes import label_of
from workshop.domain.phases import PhoneGesture
from workshop.domain.words import CardStatus, Role, Sees, Source
from workshop.services.actors import Visitor
from workshop.services.house import House
from workshop.services.journeys import ANY_STEP
from workshop.services.rows import Workshop
from workshop.services.transaction import snapshot
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class Board:
    """One event. ``cards``: dicts of the contract, all of them or those changed since.

    ``stage``: as ``stage_of`` gives it. ``withheld``: the room may not read the cards yet, so that
    a projector or a sponsor was sent none: what comes next must be whole.
    """

    revision: int
    phase: str
    stage: str
    cards_count: int
    topics_count: int
    cards: list[dict[str, Any]]
    withheld: bool = False


def stage_of(workshop: Workshop) -> str:
    """A short mark that stays the same while only cards, votes and answers come in.

    A screen on which the wall draws itself need not be drawn again for these, or not so soon.
    """
    shown = (
        workshop.room_revision,
        workshop.projector_blank,
        workshop.projector_topic,
        workshop.replay_frame,
        workshop.replay_since,
        workshop.wall_pace,
    )
    return f"{zlib.crc32(repr(shown).encode()):08x}"


def count_voices(connection: Connection, workshop_id: int, *, until: int | None = None) -> int:
    """How many distinct voices of the room wrote the cards shown: what the floor is compared to.

    Imported data does not count: forty verbatims would give the one person who spoke away.
    ``until``: only cards that have not changed since this revision.
    """
    card = tables.card
    which = [
        card.c.workshop_id == workshop_id,
        card.c.status == CardStatus.SHOWN,
        card.c.source == Source.ROOM,
    ]
    if until is not None:
        which.append(card.c.changed <= until)
    voices = connection.scalar(select(func.count(card.c.participant_id.distinct())).where(*which))
    return voices or 0


def read_board(house: House, visitor: Visitor, *, since: int = 0, projector: bool = False) -> Board:
    """What changed after revision ``since`` for this visitor; 0 gives everything.

    A card that was hidden or withdrawn comes with its status and, withdrawn, without text. A
    sponsor gets the text of no card while the workshop has fewer voices than the floor, and all
    of them once it is reached; of hidden ones never more than that they are to be taken off.
    ``projector``: for the screen that the whole room looks at: of hidden ones as a sponsor gets.
    Neither gets any card while phones may not read them.
    Raises WorkshopUnknown when the visitor may not listen (any more).
    """
    with snapshot(house, visitor, visitor.role) as seen:
        workshop = seen.workshop
        asked = {"workshop": workshop.id, "since": since}
        counts = seen.connection.execute(_COUNTS, asked).one()
        hide = projector or visitor.role is Role.SPONSOR
        withheld = hide and workshop.rights.sees is not Sees.EVERYTHING
        silent = withheld
        if visitor.role is Role.SPONSOR and not withheld:
            floor = workshop.floor
            silent = count_voices(seen.connection, workshop.id) < floor
            if not silent and count_voices(seen.connection, workshop.id, until=since) < floor:
                asked["since"] = 0  # the floor has just been reached: what was held back comes now
        changed = _worth_telling(asked["since"], hide=hide, silent=silent)
        rows = seen.connection.execute(changed, asked).all()
    return Board(
        workshop.revision,
        workshop.phase,
        stage_of(workshop),
        counts.cards,
        counts.topics,
        [_told(row, hide=hide, arriving=workshop.may(PhoneGesture.ADD_CARD)) for row in rows],
        withheld,
    )


def _told(row: Any, *, hide: bool, arriving: bool) -> dict[str, Any]:
    if not hide:
        return {**_card(row), **_for_moderation(row, arriving=arriving)}
    return _card(row) if row.status == CardStatus.SHOWN else _gone(row)


def _for_moderation(row: Any, *, arriving: bool) -> dict[str, Any]:
    """What the facilitator alone is told: why it was set aside, what it answers, whose kind of
    voice it is, and the revision of its last change.

    Of a card on the wall that revision is told while cards come in, as the wall shows it anyway;
    later it would still tell who sent after whom to whoever has the list of who came.
    """
    is_news = arriving or row.status != CardStatus.SHOWN
    return {
        "reason": row.set_aside,
        "question": label_of("Q", row.question),
        "origin": row.origin,
        "changed": row.changed if is_news else 0,
    }


def _card(row: Any) -> dict[str, Any]:
    return {
        "label": f"C{row.number}",
        "side": row.side,
        "kind": row.kind,
        "step": ANY_STEP if row.step_id is None else str(row.step_id),
        "text": row.text,
        "me_too": row.me_too,
        "topic": label_of("T", row.topic),
        "status": row.status,
        "horizon": row.horizon,
        "source": row.source,
    }


def _gone(row: Any) -> dict[str, Any]:
    """A card to be taken off a sponsor's screen: which one, and nothing of what it said.

    Below the floor it was never shown: its side and step would tell what a lone voice spoke of.
    """
    told = {
        "side": "",
        "kind": "",
        "step": "",
        "text": "",
        "me_too": 0,
        "topic": None,
        "horizon": "",
        "source": "",
    }
    return {"label": f"C{row.number}", **told, "status": row.status}


def _worth_telling(since: int, *, hide: bool, silent: bool) -> Select[Any]:
    if since == 0 and silent:
        return _NOTHING
    if since == 0:
        return _SHOWN if hide else _NOT_WITHDRAWN
    return _NOT_SHOWN if silent else _CHANGED


def _count(table: Table, *which: ColumnElement[bool]) -> ColumnElement[int]:
    here = table.c.workshop_id == bindparam("workshop")
    return select(func.count()).select_from(table).where(here, *which).scalar_subquery()


def _changed() -> Select[Any]:
    card, topic, me_too = tables.card, tables.topic, tables.me_too
    question, person = tables.question, tables.participant
    said = select(func.count()).where(me_too.c.card_id == card.c.id).correlate(card)
    return (
        select(
            card.c.number,
            card.c.side,
            card.c.kind,
            card.c.step_id,
            card.c.text,
            card.c.status,
            card.c.horizon,
            card.c.source,
            card.c.set_aside,
            card.c.changed,
            person.c.origin,
            question.c.number.label("question"),
            topic.c.number.label("topic"),
            said.scalar_subquery().label("me_too"),
        )
        .select_from(
            card.join(person, person.c.id == card.c.participant_id)
            .outerjoin(topic, topic.c.id == card.c.topic_id)
            .outerjoin(question, question.c.id == card.c.question_id)
        )
        .where(card.c.workshop_id == bindparam("workshop"), card.c.changed > bindparam("since"))
        .order_by(card.c.rank)
    )


# Made once: to build a statement costs several times what it costs to run it, and these are run
# for each event of each stream.
_COUNTS = select(
    _count(tables.card, tables.card.c.status == CardStatus.SHOWN).label("cards"),
    _count(tables.topic, tables.topic.c.removed.is_(False)).label("topics"),
)
_CHANGED = _changed()
_SHOWN = _CHANGED.where(tables.card.c.status == CardStatus.SHOWN)
_NOT_SHOWN = _CHANGED.where(tables.card.c.status != CardStatus.SHOWN)
_NOT_WITHDRAWN = _CHANGED.where(tables.card.c.status != CardStatus.WITHDRAWN)
_NOTHING = _CHANGED.where(false())
