"""The workshop again, minute by minute: where every topic lay (in the database only).

Nothing of it is in an export: there, no time is finer than the phase (TRUST.md, "Privacy").
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from workshop.domain.errors import NumberOutOfRange, WorkshopUnknown
from workshop.domain.gestures import Gesture
from workshop.domain.words import Phase, Quadrant
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.places import Reading, read_voices
from workshop.services.transaction import (
    change,
    find_workshop,
    glance,
    housekeeping,
    set_workshop,
    snapshot,
)
from workshop.storage import tables
from workshop.storage.upsert import insert_or_update

MINUTES_KEPT = 720
"""Of one workshop; the oldest go first."""


@dataclass(frozen=True, slots=True)
class ReplayDot:
    """A topic in one minute. ``client``, ``employee``: its valences, None where nobody spoke.

    ``voices``: of the side with fewer. ``quadrant``: where it was shown, by hand or computed.
    """

    label: str
    client: float | None
    employee: float | None
    voices: int
    quadrant: Quadrant


@dataclass(frozen=True, slots=True)
class Frame:
    """A minute in which something moved: when, in which phase, and every topic there was."""

    at: datetime
    phase: Phase
    dots: tuple[ReplayDot, ...]

    def moved_since(self, before: "Frame | None") -> tuple[tuple[ReplayDot | None, ReplayDot], ...]:
        """The topics that lie in another quadrant than in the minute ``before``, then and now.

        None for a topic that was not there then.
        """
        there = {dot.label: dot for dot in before.dots} if before else {}
        pairs = ((there.get(dot.label), dot) for dot in self.dots)
        return tuple(
            (then, now) for then, now in pairs if then is None or then.quadrant is not now.quadrant
        )


@dataclass(frozen=True, slots=True)
class Replay:
    """All minutes, the first one first, and today's titles by label, of removed topics too."""

    frames: tuple[Frame, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def steps(self) -> tuple[tuple[Frame | None, Frame], ...]:
        """Each minute behind the one before it; None before the first."""
        return tuple(zip((None, *self.frames), self.frames, strict=False))


def record_minutes(house: House, codes: Iterable[str]) -> None:
    """Keep where the topics of these workshops lie, under the present minute.

    A minute like the one before leaves no row, so that two processes on one database keep one
    film. A workshop that is gone is passed over.
    """
    minute = house.clock().replace(second=0, microsecond=0)
    for code in codes:
        try:
            picture = _look(house, code)
        except WorkshopUnknown:
            continue
        _keep(house, code, minute, picture)


@dataclass(frozen=True, slots=True)
class _Picture:
    revision: int
    phase: Phase
    topics: dict[str, list[Any]]
    """By a topic's number: the client's valence, the team's, voices, quadrant."""

    @property
    def places(self) -> dict[str, Any]:
        return {"revision": self.revision, "topics": self.topics}


def _look(house: House, code: str) -> _Picture:
    topic = tables.topic
    with glance(house) as connection:
        workshop = find_workshop(connection, code)
        voices = read_voices(connection, workshop.id)
        topics = {}
        for row in connection.execute(
            select(topic.c.id, topic.c.number, topic.c.moved_to)
            .where(topic.c.workshop_id == workshop.id, topic.c.removed.is_(False))
            .order_by(topic.c.number)
        ):
            reading = voices.get(row.id, Reading())
            topics[str(row.number)] = [
                _rounded(reading.client.placing.valence),
                _rounded(reading.employee.placing.valence),
                min(reading.client.placing.people, reading.employee.placing.people),
                row.moved_to or reading.place.quadrant.value,
            ]
    return _Picture(workshop.revision, workshop.phase, topics)


def _rounded(valence: Any) -> float | None:
    return None if valence is None else round(float(valence), 3)


def _keep(house: House, code: str, minute: datetime, picture: _Picture) -> None:
    film = tables.matrix_minute
    with housekeeping(house) as connection:
        # Held until the end: two processes that keep the same minute come one after the other.
        workshop_id = connection.scalar(
            select(tables.workshop.c.id).where(tables.workshop.c.code == code).with_for_update()
        )
        last = connection.execute(
            select(film)
            .where(film.c.workshop_id == workshop_id)
            .order_by(film.c.at.desc())
            .limit(1)
        ).one_or_none()
        if workshop_id is None or not _adds(last, picture):
            return
        connection.execute(
            insert_or_update(
                connection, film, (film.c.workshop_id, film.c.at), (film.c.phase, film.c.places)
            ),
            {
                "workshop_id": workshop_id,
                "at": minute,
                "phase": picture.phase,
                "places": picture.places,
            },
        )
        beyond = connection.scalar(
            select(film.c.at)
            .where(film.c.workshop_id == workshop_id)
            .order_by(film.c.at.desc())
            .offset(MINUTES_KEPT)
            .limit(1)
        )
        if beyond is not None:
            connection.execute(
                delete(film).where(film.c.workshop_id == workshop_id, film.c.at <= beyond)
            )


def _adds(last: Any, picture: _Picture) -> bool:
    """Whether a picture tells something that the last minute kept does not, and is no older."""
    if last is None:
        return bool(picture.topics)
    if last.places["revision"] > picture.revision:
        return False
    return bool(last.places["topics"] != picture.topics or last.phase != picture.phase)


def read_replay(house: House, actor: Facilitating) -> Replay:
    """The whole film of a workshop. Raises WorkshopUnknown."""
    film, topic = tables.matrix_minute, tables.topic
    with snapshot(house, actor) as seen:
        minutes = seen.connection.execute(
            select(film).where(film.c.workshop_id == seen.workshop.id).order_by(film.c.at)
        ).all()
        titles = {
            f"T{row.number}": row.title
            for row in seen.connection.execute(
                select(topic.c.number, topic.c.title).where(topic.c.workshop_id == seen.workshop.id)
            )
        }
    return Replay(tuple(_frame(row, titles) for row in minutes), titles)


def _frame(row: Any, titles: Mapping[str, str]) -> Frame:
    """A minute, without the topics whose row is gone with a rehearsal."""
    return Frame(
        at=row.at,
        phase=Phase(row.phase),
        dots=tuple(
            ReplayDot(f"T{number}", client, employee, voices, Quadrant(quadrant))
            for number, (client, employee, voices, quadrant) in row.places["topics"].items()
            if f"T{number}" in titles
        ),
    )


def show_replay(house: House, actor: Facilitating, frame: int | None, *, playing: bool) -> None:
    """Show a minute of the film on the projector (from 0), or give it back its picture with None.

    ``playing``: the projector plays on from there by itself. Raises NumberOutOfRange.
    """
    if frame is not None and (not isinstance(frame, int) or not 0 <= frame < MINUTES_KEPT):
        raise NumberOutOfRange(field="frame", low=0, high=MINUTES_KEPT - 1)
    with change(house, actor, Gesture.SHOW_REPLAY) as deed:
        set_workshop(
            deed,
            replay_frame=frame,
            replay_since=house.clock() if playing and frame is not None else None,
        )
