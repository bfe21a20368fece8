"""Causes: why topics are as they are, found with up to five whys (METHOD.md, phase 8)."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select, update

from workshop.domain.causes import WHYS_LIMIT
from workshop.domain.errors import (
    TagMissing,
    TextEmpty,
    TooManyWhys,
    TopicUnknown,
    ValueUnknown,
)
from workshop.domain.gestures import Gesture
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_optional, clean_text
from workshop.domain.words import CauseTag, Quadrant, Subject
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.labels import CAUSE, find_id, issue
from workshop.services.places import Reading, read_voices
from workshop.services.standing import Standing, read_standing
from workshop.services.transaction import Deed, change
from workshop.storage import tables


def add_cause(
    house: House,
    actor: Facilitating,
    *,
    title: str,
    tag: str = "",
    whys: Sequence[str] = (),
    topics: Sequence[str] = (),
) -> str:
    """A cause of these topics (labels); gives its label.

    ``tag``: a CauseTag, or "" while nobody knows of what kind it is. ``whys``: the answers in
    their order, up to five; empty ones are left out. Raises TextEmpty, TextTooLong, ValueUnknown
    (``tag``), TooManyWhys, TopicUnknown, and TagMissing where a topic is the team's to pay for.
    """
    cleaned = _clean(title, tag, whys)
    with change(house, actor, Gesture.ADD_CAUSE) as deed:
        standing = read_standing(deed.connection, deed.workshop.id, Subject.TOPICS)
        wanted = _wanted(standing, topics)
        _check_tag(deed, tag, standing, wanted)
        number = issue(deed, CAUSE)
        cause_id: int = deed.connection.execute(
            insert(tables.cause)
            .values(
                workshop_id=deed.workshop.id,
                number=number,
                rank=house.draw(),
                changed=deed.revision,
                **cleaned,
            )
            .returning(tables.cause.c.id)
        ).scalar_one()
        _tie(deed, cause_id, wanted)
        return f"R{number}"


def save_cause(
    house: House,
    actor: Facilitating,
    label: str,
    *,
    title: str,
    tag: str,
    whys: Sequence[str],
    topics: Sequence[str],
) -> None:
    """Change a cause, as ``add_cause`` has it; the last one who saves wins.

    A topic that was merged away keeps its tie, so that undoing the merge gives it back its cause.
    Raises CauseUnknown besides.
    """
    cleaned = _clean(title, tag, whys)
    with change(house, actor, Gesture.SAVE_CAUSE) as deed:
        cause_id = find_id(deed, CAUSE, label)
        standing = read_standing(deed.connection, deed.workshop.id, Subject.TOPICS)
        wanted = _wanted(standing, topics)
        _check_tag(deed, tag, standing, wanted)
        deed.connection.execute(
            update(tables.cause)
            .where(tables.cause.c.id == cause_id)
            .values(changed=deed.revision, **cleaned)
        )
        tie = tables.cause_topic
        tied = set(
            deed.connection.scalars(select(tie.c.topic_id).where(tie.c.cause_id == cause_id))
        )
        left = [
            topic_id
            for topic_id in tied
            if standing.by_id.get(topic_id, topic_id) not in wanted and topic_id in standing.by_id
        ]
        deed.connection.execute(
            delete(tie).where(tie.c.cause_id == cause_id, tie.c.topic_id.in_(left))
        )
        kept = {standing.by_id[topic_id] for topic_id in tied if topic_id in standing.by_id}
        _tie(deed, cause_id, [topic_id for topic_id in wanted if topic_id not in kept])


def remove_cause(house: House, actor: Facilitating, label: str) -> None:
    """Remove a cause; its topics stay. Raises CauseUnknown."""
    with change(house, actor, Gesture.REMOVE_CAUSE) as deed:
        cause_id = find_id(deed, CAUSE, label)
        deed.connection.execute(delete(tables.cause).where(tables.cause.c.id == cause_id))


def _clean(title: str, tag: str, whys: Sequence[str]) -> dict[str, object]:
    """The columns of a cause."""
    if tag and tag not in tuple(CauseTag):
        raise ValueUnknown(field="tag", value=tag)
    said = [cleaned for why in whys if (cleaned := clean_optional(why, limit=NOTE_LIMIT))]
    if len(said) > WHYS_LIMIT:
        raise TooManyWhys(limit=WHYS_LIMIT)
    try:
        return {"title": clean_text(title, limit=TITLE_LIMIT), "tag": tag, "whys": said}
    except TextEmpty:
        # The last why is the cause, in most ladders: whoever has it need not type it twice.
        if not said or len(said[-1]) > TITLE_LIMIT:
            raise
        return {"title": said[-1], "tag": tag, "whys": said}


def _wanted(standing: Standing, labels: Sequence[str]) -> list[int]:
    """The ids of the topics with these labels, each once."""
    ids = {label: topic_id for topic_id, label in standing.labels.items()}
    for label in labels:
        if label not in ids:
            raise TopicUnknown(topic=label)
    return list(dict.fromkeys(ids[label] for label in labels))


def _check_tag(deed: Deed, tag: str, standing: Standing, wanted: Sequence[int]) -> None:
    """What the team pays for probably comes from a process or a tool (article D): say which."""
    if tag or not wanted:
        return
    topic = tables.topic
    moved = {
        row.id: row.moved_to
        for row in deed.connection.execute(
            select(topic.c.id, topic.c.moved_to).where(topic.c.id.in_(wanted))
        )
    }
    voices = read_voices(deed.connection, deed.workshop.id)
    for topic_id in wanted:
        computed = voices.get(topic_id, Reading()).place.quadrant
        if (moved[topic_id] or computed) == Quadrant.TREAT_NEXT:
            raise TagMissing(topic=standing.labels[topic_id])


def _tie(deed: Deed, cause_id: int, topic_ids: Sequence[int]) -> None:
    if topic_ids:
        deed.connection.execute(
            insert(tables.cause_topic),
            [{"cause_id": cause_id, "topic_id": topic_id} for topic_id in topic_ids],
        )
