"""Topics: cards grouped by the facilitator, always reversible; and their place given by hand."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, delete, func, insert, select, update

from workshop.domain.codes import read_label
from workshop.domain.errors import (
    CardAlreadyInTopic,
    NoCards,
    NoPlaceYet,
    NothingToRedo,
    NothingToUndo,
    ReasonMissing,
    ScreenStale,
    ValueUnknown,
)
from workshop.domain.gestures import Gesture
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_optional, clean_text
from workshop.domain.words import QUADRANTS, CardStatus, Quadrant, Source
from workshop.services.actors import Facilitating
from workshop.services.cards import chunks, find_cards
from workshop.services.house import House
from workshop.services.labels import TOPIC, find_id, issue
from workshop.services.places import place_of
from workshop.services.standing import tell_choosers
from workshop.services.transaction import Deed, change, set_workshop
from workshop.storage import tables

T = TypeVar("T")

_EVERYWHERE = (10**9, 0, "")
"""Position, id and title of the step "everywhere", behind all others."""


def make_topic(house: House, actor: Facilitating, *, title: str, cards: Sequence[str] = ()) -> str:
    """A topic of these cards (labels), which must not be in one yet; gives its label.

    Raises TextEmpty, TextTooLong, CardUnknown, CardAlreadyInTopic.
    """
    named = clean_text(title, limit=TITLE_LIMIT)
    with change(house, actor, Gesture.MAKE_TOPIC) as deed:
        found = find_cards(deed, cards)
        for card in found:
            if card.topic_id is not None:
                taken = deed.connection.scalar(
                    select(tables.topic.c.number).where(tables.topic.c.id == card.topic_id)
                )
                raise CardAlreadyInTopic(card=f"C{card.number}", topic=f"T{taken}")

        def do() -> int:
            topic_id, number = add_topic(deed, named)
            put_cards(deed, [card.id for card in found], topic_id)
            return number

        return f"T{recorded(deed, do)}"


def rename_topic(house: House, actor: Facilitating, label: str, *, title: str) -> None:
    """Give a topic another title. Raises TopicUnknown, TextEmpty, TextTooLong."""
    named = clean_text(title, limit=TITLE_LIMIT)
    with change(house, actor, Gesture.RENAME_TOPIC) as deed:
        recorded(deed, lambda: put_topic(deed, label, named))


def put_topic(deed: Deed, label: str | None, title: str) -> str:
    """Inside an open change: give a topic a title, or make one of it for None; gives the label.

    For ``recorded``: an undo takes it back then. Raises TopicUnknown, TextEmpty, TextTooLong.
    """
    named = clean_text(title, limit=TITLE_LIMIT)
    if label is None:
        return f"T{add_topic(deed, named)[1]}"
    topic_id = find_topic(deed, label)
    deed.connection.execute(
        update(tables.topic)
        .where(tables.topic.c.id == topic_id)
        .values(title=named, changed=deed.revision)
    )
    return label


def move_cards(house: House, actor: Facilitating, cards: Sequence[str], *, to: str | None) -> None:
    """Put cards into the topic ``to`` (label), out of any topic when None."""
    with change(house, actor, Gesture.MOVE_CARDS) as deed:
        found = [card.id for card in find_cards(deed, cards)]
        topic_id = None if to is None else find_topic(deed, to)
        recorded(deed, lambda: put_cards(deed, found, topic_id))


def arrange(
    house: House,
    actor: Facilitating,
    members: dict[str | None, Sequence[str]],
    *,
    seen_revision: int,
) -> None:
    """One drag on the board: which cards each topic now holds (key None: no topic).

    Only topics and cards named are touched. Raises ScreenStale when the cards' topics changed
    after ``seen_revision``, the revision the board was drawn from: a drag on an old picture must
    not undo what somebody else did.
    """
    with change(house, actor, Gesture.ARRANGE) as deed:
        moves: list[tuple[list[int], int | None]] = []
        for label, labels in members.items():
            topic_id = None if label is None else find_topic(deed, label)
            astray = [card for card in find_cards(deed, labels) if card.topic_id != topic_id]
            if astray:
                moves.append(([card.id for card in astray], topic_id))
        card = tables.card
        for ids, _ in moves:
            for some in chunks(ids):
                if deed.connection.scalar(
                    select(func.count()).where(card.c.id.in_(some), card.c.changed > seen_revision)
                ):
                    raise ScreenStale()

        def do() -> None:
            for ids, topic_id in moves:
                put_cards(deed, ids, topic_id)

        if moves:
            recorded(deed, do)
        deed.trace.says(about="")  # a drag concerns the topic it leaves and the one it comes to


def merge_topics(house: House, actor: Facilitating, labels: Sequence[str], *, into: str) -> None:
    """Put the cards of the topics ``labels`` into ``into`` and remove the emptied topics.

    A participant's voice counts once in the merged topic, whatever they said in both.
    """
    with change(house, actor, Gesture.MERGE_TOPICS) as deed:
        target = find_topic(deed, into)
        others = [found for label in labels if (found := find_topic(deed, label)) != target]

        def do() -> None:
            ids = deed.connection.scalars(
                select(tables.card.c.id).where(tables.card.c.topic_id.in_(others))
            ).all()
            put_cards(deed, ids, target)
            _remove(deed, others, merged_into=target)

        if others:
            recorded(deed, do)


def split_topic(
    house: House, actor: Facilitating, label: str, *, title: str, cards: Sequence[str]
) -> str:
    """Take cards of a topic out into a new one; gives its label.

    Raises TextEmpty, TextTooLong, NoCards, TopicUnknown, CardUnknown, and ScreenStale when a card
    lies in another topic by now.
    """
    named = clean_text(title, limit=TITLE_LIMIT)
    if not cards:
        raise NoCards()
    with change(house, actor, Gesture.SPLIT_TOPIC) as deed:
        source = find_topic(deed, label)
        found = find_cards(deed, cards)
        if any(card.topic_id != source for card in found):
            raise ScreenStale()

        def do() -> int:
            topic_id, number = add_topic(deed, named)
            put_cards(deed, [card.id for card in found], topic_id)
            return number

        return f"T{recorded(deed, do)}"


def split_by_step(house: House, actor: Facilitating, label: str) -> list[str]:
    """One topic a step: the main step keeps the topic, each other step gets a new one.

    The main step is the one with most shown cards of the room, then of data, the earlier of two;
    "everywhere" comes last.
    Gives the new labels. Raises TopicUnknown.
    """
    card, step = tables.card, tables.step
    with change(house, actor, Gesture.SPLIT_BY_STEP) as deed:
        source = find_topic(deed, label)
        title = deed.connection.scalar(
            select(tables.topic.c.title).where(tables.topic.c.id == source)
        )
        by_step: dict[tuple[int, int, str], list[int]] = {}
        shown: Counter[tuple[int, int, str]] = Counter()
        data: Counter[tuple[int, int, str]] = Counter()
        for row in deed.connection.execute(
            select(
                card.c.id,
                card.c.step_id,
                card.c.status,
                card.c.source,
                step.c.position,
                step.c.client_title,
            )
            .select_from(card.outerjoin(step))
            .where(card.c.topic_id == source)
        ):
            at = (row.position, row.step_id, row.client_title) if row.step_id else _EVERYWHERE
            by_step.setdefault(at, []).append(row.id)
            is_shown = row.status == CardStatus.SHOWN
            (shown if row.source == Source.ROOM else data)[at] += is_shown
        apart = sorted(by_step, key=lambda at: (-shown[at], -data[at], at))[1:]

        def do() -> list[str]:
            labels = []
            for at in apart:
                ids, step_title = by_step[at], at[2]
                named = f"{title} · {step_title}" if step_title else str(title)
                topic_id, number = add_topic(deed, named[:TITLE_LIMIT].rstrip())
                put_cards(deed, ids, topic_id)
                labels.append(f"T{number}")
            return labels

        labels = recorded(deed, do) if apart else []
        deed.trace.says(about=f"T{read_label(label, 'T')}")
        return labels


def dissolve_topic(house: House, actor: Facilitating, label: str) -> None:
    """Remove a topic; its cards are free again."""
    with change(house, actor, Gesture.DISSOLVE_TOPIC) as deed:
        topic_id = find_topic(deed, label)
        recorded(deed, lambda: _remove(deed, [topic_id]))


def undo(house: House, actor: Facilitating) -> None:
    """Take back the last change of the grouping. Raises NothingToUndo."""
    done = tables.grouping_change
    with change(house, actor, Gesture.UNDO) as deed:
        row = deed.connection.execute(
            select(done)
            .where(done.c.workshop_id == deed.workshop.id, done.c.undone.is_(False))
            .order_by(done.c.sequence.desc())
            .limit(1)
        ).one_or_none()
        if row is None:
            raise NothingToUndo()
        _restore(deed, row.before)
        tell_choosers(deed)
        deed.connection.execute(update(done).where(done.c.id == row.id).values(undone=True))


def redo(house: House, actor: Facilitating) -> None:
    """Do again what was last taken back. Raises NothingToRedo."""
    done = tables.grouping_change
    with change(house, actor, Gesture.REDO) as deed:
        row = deed.connection.execute(
            select(done)
            .where(done.c.workshop_id == deed.workshop.id, done.c.undone.is_(True))
            .order_by(done.c.sequence)
            .limit(1)
        ).one_or_none()
        if row is None:
            raise NothingToRedo()
        _restore(deed, row.after)
        tell_choosers(deed)
        deed.connection.execute(update(done).where(done.c.id == row.id).values(undone=False))


def place_topics(
    house: House, actor: Facilitating, places: Mapping[str, str | None], *, because: str
) -> None:
    """Move topics (labels) by hand, all for one reason, or back to their computed place with None.

    All or none. The computed place stays beside it and each move is kept. Raises ReasonMissing,
    TextTooLong, ValueUnknown, TopicUnknown, and NoPlaceYet while a side has not spoken: a place
    is not guessed.
    """
    by_hand = [quadrant for quadrant in places.values() if quadrant is not None]
    for quadrant in by_hand:
        if quadrant not in QUADRANTS:
            raise ValueUnknown(field="quadrant", value=quadrant)
    reason = clean_optional(because, limit=NOTE_LIMIT) if by_hand else ""
    if by_hand and not reason:
        raise ReasonMissing()
    with change(house, actor, Gesture.PLACE_TOPICS) as deed:
        for label, place in places.items():
            _place(deed, find_topic(deed, label), place, reason if place is not None else "")
        went = set(by_hand)
        deed.trace.says(
            about=None if len(places) == 1 else "", after=went.pop() if len(went) == 1 else ""
        )


def show_topic(house: House, actor: Facilitating, label: str | None) -> None:
    """Open one topic full screen on the projector, or go back to the whole picture."""
    with change(house, actor, Gesture.SHOW_TOPIC) as deed:
        number = None
        if label is not None:
            find_topic(deed, label)
            number = read_label(label, "T")
        set_workshop(deed, projector_topic=number)


def _place(deed: Deed, topic_id: int, quadrant: str | None, reason: str) -> None:
    computed = place_of(deed.connection, deed.workshop.id, topic_id).quadrant
    if quadrant is not None and computed is Quadrant.ONE_SIDE_MISSING:
        raise NoPlaceYet()
    deed.connection.execute(
        insert(tables.placement).values(
            workshop_id=deed.workshop.id,
            topic_id=topic_id,
            computed=computed,
            moved_to=quadrant,
            because=reason,
            at=deed.house.clock(),
        )
    )
    deed.connection.execute(
        update(tables.topic)
        .where(tables.topic.c.id == topic_id)
        .values(moved_to=quadrant, moved_because=reason, changed=deed.revision)
    )


def find_topic(deed: Deed, label: str) -> int:
    """The id of the topic with this label in this workshop. Raises TopicUnknown."""
    return find_id(deed, TOPIC, label, tables.topic.c.removed.is_(False))


def insert_topic_row(deed: Deed, number: int, title: str, *, rank: int | None = None) -> int:
    """Inside an open transaction: a topic with this number; gives its id."""
    topic_id: int = deed.connection.execute(
        insert(tables.topic)
        .values(
            workshop_id=deed.workshop.id,
            number=number,
            rank=deed.house.draw() if rank is None else rank,
            title=title,
            removed=False,
            changed=deed.revision,
        )
        .returning(tables.topic.c.id)
    ).scalar_one()
    return topic_id


def add_topic(deed: Deed, title: str) -> tuple[int, int]:
    """Inside an open change: a new topic; gives its id and its number."""
    number = issue(deed, TOPIC)
    return insert_topic_row(deed, number, title), number


def put_cards(deed: Deed, card_ids: Sequence[int], topic_id: int | None) -> None:
    """Inside an open change: put cards (ids) into a topic, or out of any with None."""
    for some in chunks(card_ids):
        deed.connection.execute(
            update(tables.card)
            .where(tables.card.c.id.in_(some), tables.card.c.status != CardStatus.WITHDRAWN)
            .values(topic_id=topic_id, changed=deed.revision)
        )


def _remove(deed: Deed, topic_ids: list[int], *, merged_into: int | None = None) -> None:
    """A removed topic keeps its row, so that undo gives it back with all that hangs on it."""
    ids = deed.connection.scalars(
        select(tables.card.c.id).where(tables.card.c.topic_id.in_(topic_ids))
    ).all()
    put_cards(deed, ids, None)
    deed.connection.execute(
        update(tables.topic)
        .where(tables.topic.c.id.in_(topic_ids))
        .values(removed=True, merged_into=merged_into, changed=deed.revision)
    )


def recorded(deed: Deed, do: Callable[[], T]) -> T:
    """Run a change of the grouping and keep what it replaced, for undo and redo.

    What changes nothing (a card put where it lies) leaves nothing to undo.
    """
    done = tables.grouping_change
    before = _picture(deed.connection, deed.workshop.id)
    result = do()
    after = _picture(deed.connection, deed.workshop.id)
    if before == after:
        return result
    tell_choosers(deed)
    deed.connection.execute(
        delete(done).where(done.c.workshop_id == deed.workshop.id, done.c.undone.is_(True))
    )
    last = deed.connection.scalar(
        select(func.max(done.c.sequence)).where(done.c.workshop_id == deed.workshop.id)
    )
    deed.connection.execute(
        insert(done).values(
            workshop_id=deed.workshop.id,
            sequence=(last or 0) + 1,
            before=_difference(before, after),
            after=_difference(after, before),
            undone=False,
        )
    )
    return result


Picture = dict[str, dict[str, Any]]
"""``topics``: id to [title, removed, merged into]; ``cards``: id to topic id. Keys are strings,
as JSON has them."""


def _picture(connection: Connection, workshop_id: int) -> Picture:
    topic, card = tables.topic, tables.card
    return {
        "topics": {
            str(row.id): [row.title, row.removed, row.merged_into]
            for row in connection.execute(
                select(topic.c.id, topic.c.title, topic.c.removed, topic.c.merged_into).where(
                    topic.c.workshop_id == workshop_id
                )
            )
        },
        "cards": {
            str(row.id): row.topic_id
            for row in connection.execute(
                select(card.c.id, card.c.topic_id).where(card.c.workshop_id == workshop_id)
            )
        },
    }


def _difference(one: Picture, other: Picture) -> Picture:
    """What ``one`` says where ``other`` says something else; a topic not made yet is removed."""
    topics = {
        key: one["topics"].get(key, [title, True, None])
        for key, (title, *_) in {**other["topics"], **one["topics"]}.items()
        if one["topics"].get(key) != other["topics"].get(key)
    }
    cards = {
        key: topic_id
        for key, topic_id in one["cards"].items()
        if key in other["cards"] and other["cards"][key] != topic_id
    }
    return {"topics": topics, "cards": cards}


def _restore(deed: Deed, picture: Picture) -> None:
    for key, (title, removed, merged_into) in picture["topics"].items():
        deed.connection.execute(
            update(tables.topic)
            .where(tables.topic.c.id == int(key))
            .values(title=title, removed=removed, merged_into=merged_into, changed=deed.revision)
        )
    by_topic: dict[int | None, list[int]] = {}
    for key, topic_id in picture["cards"].items():
        by_topic.setdefault(topic_id, []).append(int(key))
    for topic_id, ids in by_topic.items():
        put_cards(deed, ids, topic_id)
