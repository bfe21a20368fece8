"""Simulated participants come into a room for a rehearsal, and leave it as it was before.

Every voice of theirs is marked (``Origin``), the screens say so, and one gesture takes all of it
away again. What they do meanwhile: ``services.simulated``.
"""

from collections.abc import Iterable
from itertools import cycle

from sqlalchemy import ColumnElement, Select, delete, insert, select, update

from workshop.domain.errors import NumberOutOfRange, WorkshopSealed
from workshop.domain.gestures import Gesture
from workshop.domain.words import CardStatus, Origin, Side
from workshop.services.access import new_token
from workshop.services.actors import Facilitating
from workshop.services.cards import chunks
from workshop.services.house import House
from workshop.services.participants import hash_participant
from workshop.services.templates import demo
from workshop.services.transaction import Deed, change
from workshop.storage import tables

MOST_PHONES = 500


def join_rehearsal(house: House, actor: Facilitating, *, phones: int) -> list[str]:
    """So many simulated participants come in, whatever the door; gives their phones' tokens.

    Whoever is in the room from an earlier rehearsal goes on, on another phone: the earlier phones
    are shut, so that no two rehearsals run at once. Raises NumberOutOfRange (``phones`` 1–500),
    WorkshopSealed.
    """
    if not 1 <= phones <= MOST_PHONES:
        raise NumberOutOfRange(field="phones", low=1, high=MOST_PHONES)
    person = tables.participant
    with change(house, actor, Gesture.JOIN_REHEARSAL, room=True) as deed:
        if deed.workshop.is_sealed:
            raise WorkshopSealed()
        there = deed.connection.execute(
            select(person.c.id, person.c.key_hash)
            .where(_simulated(deed), person.c.removed.is_(False))
            .order_by(person.c.id)
        ).all()
        tokens = [new_token() for _ in range(max(phones, len(there)))]
        for row, token in zip(there, tokens, strict=False):
            deed.connection.execute(
                update(person)
                .where(person.c.id == row.id)
                .values(key_hash=hash_participant(deed.workshop, token))
            )
        _shut(deed, [row.key_hash for row in there])
        _let_in(deed, tokens[len(there) :])
        return tokens[:phones]


def remove_rehearsal(house: House, actor: Facilitating) -> int:
    """Take away all that simulated participants ever did; gives how many of them there were.

    Their cards leave every screen as withdrawn ones do: without text, topic, log or any voice.
    Topics made for them that hold nothing else go too, with what hangs on them, and changes of
    the grouping since can no longer be taken back. What others did to what is real stays.
    """
    person, card = tables.participant, tables.card
    with change(house, actor, Gesture.REMOVE_REHEARSAL, room=True) as deed:
        people = select(person.c.id).where(_simulated(deed))
        own = card.c.participant_id.in_(people)
        cards = set(deed.connection.scalars(select(card.c.id).where(own)))
        emptied = _topics_emptied(deed, cards)
        _take_back_gestures(deed, people)
        theirs = select(card.c.id).where(own)
        for table in (tables.me_too, tables.moderation):
            deed.connection.execute(delete(table).where(table.c.card_id.in_(theirs)))
        deed.connection.execute(
            update(card)
            .where(own)
            .values(
                text="",
                status=CardStatus.WITHDRAWN,
                set_aside="",
                topic_id=None,
                question_id=None,
                changed=deed.revision,
            )
        )
        # The replay holds what simulated voices made of the matrix.
        film = tables.matrix_minute
        deed.connection.execute(delete(film).where(film.c.workshop_id == deed.workshop.id))
        for some in chunks(sorted(emptied)):
            deed.connection.execute(delete(tables.topic).where(tables.topic.c.id.in_(some)))
        # Last: it is what tells them apart from the rest. Their rows stay, or a phone of a
        # rehearsal that still runs would come in anew, as somebody real.
        gone = deed.connection.execute(
            update(person)
            .where(_simulated(deed))
            .values(origin=Origin.GONE, removed=True, family="")
            .returning(person.c.id)
        )
        return len(gone.all())


def _take_back_gestures(deed: Deed, people: Select[tuple[int]]) -> None:
    """What simulated participants tapped, and their ideas, which take their ties along."""
    card, me_too, solution = tables.card, tables.me_too, tables.solution
    joined = select(me_too.c.card_id).where(me_too.c.participant_id.in_(people))
    deed.connection.execute(update(card).where(card.c.id.in_(joined)).values(changed=deed.revision))
    tapped = (me_too, tables.mirror, tables.answer, tables.ballot, tables.rating)
    for table in (*tapped, tables.topic_rating, tables.same_answer, solution):
        deed.connection.execute(delete(table).where(table.c.participant_id.in_(people)))


def _topics_emptied(deed: Deed, cards: set[int]) -> set[int]:
    """The topics that hold nothing but these cards, older ones excepted.

    Forgets the changes of the grouping since the first that moved one of these cards: to take one
    back would put cards into topics that are gone.
    """
    done, card = tables.grouping_change, tables.card
    changes = deed.connection.execute(
        select(done).where(done.c.workshop_id == deed.workshop.id).order_by(done.c.sequence)
    ).all()
    older: set[int] = set()
    held: set[int] = set()
    since: int | None = None
    for row in changes:
        moved = [*row.before["cards"].items(), *row.after["cards"].items()]
        topics = {topic for key, topic in moved if topic and int(key) in cards}
        if since is None and topics:
            since = row.sequence
        if since is None:
            older |= {int(key) for key in row.after["topics"]} | {topic for _, topic in moved}
        held |= topics
    if since is not None:
        deed.connection.execute(
            delete(done).where(done.c.workshop_id == deed.workshop.id, done.c.sequence >= since)
        )
    holds_others: set[int] = set()
    for row in deed.connection.execute(
        select(card.c.id, card.c.topic_id).where(
            card.c.workshop_id == deed.workshop.id, card.c.topic_id.is_not(None)
        )
    ):
        (held if row.id in cards else holds_others).add(row.topic_id)
    return held - holds_others - older


def _simulated(deed: Deed) -> ColumnElement[bool]:
    person = tables.participant
    return (person.c.workshop_id == deed.workshop.id) & (person.c.origin == Origin.REHEARSAL)


def _let_in(deed: Deed, tokens: Iterable[str]) -> None:
    """Participants for these tokens, who speak for whom the demo's speak."""
    people, families = demo(deed.workshop.language)["participants"], deed.workshop.families
    rows = [
        {
            **_person(deed, hash_participant(deed.workshop, token), Origin.REHEARSAL),
            "speaks_for": person["speaks_for"],
            "family": deed.house.chance.choice(families) if families else "",
        }
        for token, person in zip(tokens, cycle(people), strict=False)
    ]
    if rows:
        deed.connection.execute(insert(tables.participant), rows)


def _shut(deed: Deed, key_hashes: Iterable[str]) -> None:
    """Nobody comes in with these phones any more."""
    rows = [
        {**_person(deed, key_hash, Origin.GONE), "speaks_for": Side.EMPLOYEE, "removed": True}
        for key_hash in key_hashes
    ]
    if rows:
        deed.connection.execute(insert(tables.participant), rows)


def _person(deed: Deed, key_hash: str, origin: Origin) -> dict[str, object]:
    return {
        "workshop_id": deed.workshop.id,
        "key_hash": key_hash,
        "voice": deed.house.draw(),
        "origin": origin,
    }
