"""What phones find ideas for: the topics with their place, their causes, and the one pushed."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from workshop.domain.phases import PhoneGesture
from workshop.domain.words import Quadrant, Sees
from workshop.services.places import Reading, read_voices
from workshop.services.rows import Workshop
from workshop.services.views.causes import CauseLine, read_causes
from workshop.services.views.merged import survivors
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class TopicName:
    """A topic as a phone may choose it; its place, which the matrix shows the room, asks for it."""

    label: str
    title: str
    quadrant: Quadrant = Quadrant.ONE_SIDE_MISSING


@dataclass(frozen=True, slots=True)
class CauseName:
    """A cause as a phone may choose it. ``topics``: labels."""

    label: str
    title: str
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IdeasWanted:
    """``focus``: the label of the topic that the facilitator pushed, "" while each chooses."""

    topics: tuple[TopicName, ...] = ()
    causes: tuple[CauseName, ...] = ()
    focus: str = ""

    @property
    def pushed(self) -> TopicName | None:
        """The topic that all phones are asked about."""
        return next((topic for topic in self.topics if topic.label == self.focus), None)

    @property
    def causes_asked(self) -> tuple[CauseName, ...]:
        """The causes of the topic that is pushed, else all of them."""
        return tuple(cause for cause in self.causes if not self.focus or self.focus in cause.topics)


def read_ideas_wanted(connection: Connection, workshop: Workshop) -> IdeasWanted:
    """The priority topics first; nothing where phones send no ideas or may not read what is said.

    A topic that is no more, or was merged away, is pushed no longer.
    """
    if not workshop.may(PhoneGesture.ADD_SOLUTION) or workshop.rights.sees is not Sees.EVERYTHING:
        return IdeasWanted()
    topic = tables.topic
    voices = read_voices(connection, workshop.id)
    topics = [
        TopicName(
            f"T{row.number}",
            row.title,
            Quadrant(row.moved_to or voices.get(row.id, Reading()).place.quadrant),
        )
        for row in connection.execute(
            select(topic)
            .where(topic.c.workshop_id == workshop.id, topic.c.removed.is_(False))
            .order_by(topic.c.number)
        )
    ]
    focus = f"T{workshop.focus_topic}"
    causes, _ = read_causes(connection, workshop, survivors(connection, workshop))
    return IdeasWanted(
        topics=tuple(sorted(topics, key=lambda one: one.quadrant is not Quadrant.PRIORITY)),
        causes=tuple(map(_named, causes)),
        focus=focus if any(topic.label == focus for topic in topics) else "",
    )


def _named(cause: CauseLine) -> CauseName:
    return CauseName(cause.label, cause.title, cause.topics)
