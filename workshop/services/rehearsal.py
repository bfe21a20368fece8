"""A room of simulated participants, for a rehearsal: they do what phones may do, and no more.

Their words come from the shipped demo workshop. Every voice of theirs is marked (``Origin``), the
screens say so, and one gesture takes all of it away again.
"""

import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from workshop.domain.errors import NumberOutOfRange, WorkshopError
from workshop.domain.phases import PhoneGesture
from workshop.domain.words import CardStatus, Effect, Origin, QuestionKind, Side
from workshop.services import capture, mirror, questions, solutions, timer, votes
from workshop.services.access import new_token
from workshop.services.actors import Facilitating, Participant
from workshop.services.house import House
from workshop.services.journeys import ANY_STEP
from workshop.services.participants import hash_participant
from workshop.services.templates import demo
from workshop.services.transaction import change
from workshop.services.views.room import Myself, Room, read_myself, read_room, read_said
from workshop.services.writer import Apply, Writer
from workshop.storage import tables

MOST_PHONES = 500
SECONDS_BETWEEN = 20.0
"""Between two gestures of one simulated phone, on average: what people in a room do."""

_LIKES_TO_SAY_ME_TOO = 0.3
_SKIPS = 0.1


def join_rehearsal(house: House, actor: Facilitating, *, phones: int) -> list[str]:
    """So many simulated participants come in, whatever the door; gives their tokens.

    Raises NumberOutOfRange (``phones`` 1–500).
    """
    if not 1 <= phones <= MOST_PHONES:
        raise NumberOutOfRange(field="phones", low=1, high=MOST_PHONES)
    with change(house, actor) as deed:
        people = demo(deed.workshop.language)["participants"]
        families = deed.workshop.families
        tokens = [new_token() for _ in range(phones)]
        deed.connection.execute(
            insert(tables.participant),
            [
                {
                    "workshop_id": deed.workshop.id,
                    "key_hash": hash_participant(deed.workshop, token),
                    "voice": house.draw(),
                    "speaks_for": person["speaks_for"],
                    "family": house.chance.choice(families) if families else "",
                    "origin": Origin.REHEARSAL,
                }
                for token, person in zip(tokens, cycle(people), strict=False)
            ],
        )
        return tokens


def remove_rehearsal(house: House, actor: Facilitating) -> int:
    """Take away all that simulated participants did; gives how many of them there were.

    Their cards leave every screen as withdrawn ones do: without text, topic or any voice. Topics
    that held nothing else are removed with them.
    """
    person, card, topic = tables.participant, tables.card, tables.topic
    with change(house, actor, room=True) as deed:
        here = deed.workshop.id
        simulated = select(person.c.id).where(
            person.c.workshop_id == here,
            person.c.origin == Origin.REHEARSAL,
            person.c.removed.is_(False),
        )
        there: int = deed.connection.scalar(select(func.count()).select_from(simulated.subquery()))
        own = card.c.participant_id.in_(simulated)
        in_sight = card.c.status != CardStatus.WITHDRAWN
        others = select(card.c.topic_id).where(
            card.c.workshop_id == here, card.c.topic_id.is_not(None), in_sight, ~own
        )
        deed.connection.execute(
            update(topic)
            .where(
                topic.c.id.in_(select(card.c.topic_id).where(own, card.c.topic_id.is_not(None))),
                topic.c.id.not_in(others),
            )
            .values(removed=True, changed=deed.revision)
        )
        said = select(tables.me_too.c.card_id).where(tables.me_too.c.participant_id.in_(simulated))
        deed.connection.execute(
            update(card).where(card.c.id.in_(said)).values(changed=deed.revision)
        )
        deed.connection.execute(
            delete(tables.me_too).where(tables.me_too.c.card_id.in_(select(card.c.id).where(own)))
        )
        for table in (tables.me_too, tables.mirror, tables.answer, tables.ballot, tables.rating):
            deed.connection.execute(delete(table).where(table.c.participant_id.in_(simulated)))
        deed.connection.execute(
            delete(tables.solution).where(tables.solution.c.participant_id.in_(simulated))
        )
        deed.connection.execute(
            update(card)
            .where(own, in_sight)
            .values(
                text="",
                status=CardStatus.WITHDRAWN,
                topic_id=None,
                question_id=None,
                changed=deed.revision,
            )
        )
        # Last: it is what tells them apart from the rest.
        deed.connection.execute(
            update(person).where(person.c.id.in_(simulated)).values(removed=True)
        )
        return there


@dataclass(slots=True)
class Played:
    """What simulated phones have done so far, and how often the room said no."""

    gestures: int = 0
    refused: int = 0


class Rehearsal:
    """The simulated phones of one room, each doing what its phase asks, one gesture at a time."""

    def __init__(
        self, house: House, writer: Writer, code: str, tokens: list[str], chance: random.Random
    ) -> None:
        self._house = house
        self._writer = writer
        self._code = code
        self._tokens = tokens
        self._chance = chance
        self._sentences = _Sentences(chance)
        self.played = Played()

    def play(
        self, *, seconds: float, wait: Callable[[float], bool], clock: Callable[[], float]
    ) -> Played:
        """Act for so long; ``wait`` sleeps some seconds and says whether to stop.

        ``clock``: a monotonic one, in seconds.
        """
        end = clock() + seconds
        while clock() < end:
            if wait(self._chance.expovariate(len(self._tokens) / SECONDS_BETWEEN)):
                break
            self.act()
        return self.played

    def act(self) -> None:
        """One simulated phone, drawn by lot, does one thing that its page offers."""
        token = self._chance.choice(self._tokens)
        room = read_room(self._house, self._code)
        myself = read_myself(self._house, Participant(self._code, token))
        for apply, gesture in self._offered(room, myself, token):
            self._send(apply, gesture)
            return

    def _offered(self, room: Room, myself: Myself, token: str) -> Iterator[tuple[Apply, Any]]:
        """What this phone would do now, the first thing first."""
        yield from self._answers(room, myself, token)
        if room.may(PhoneGesture.ADD_CARD):
            yield from self._cards(room, token)
        if room.may(PhoneGesture.MIRROR):
            for task in myself.mirror:
                if task.value is None:
                    value = self._chance.choice(tuple(Effect))
                    yield (
                        mirror.answer_mirror,
                        mirror.MirrorSent(token, value, topic=task.topic, side=task.side),
                    )
        if room.vote is not None and room.vote.is_open and room.vote.targets and myself.left:
            target = self._chance.choice(room.vote.targets).label
            points = min(room.vote.cap, myself.points.get(target, 0) + 1)
            yield (
                votes.give_points,
                votes.PointsGiven(token, room.vote.label, target, str(points)),
            )
        if room.may(PhoneGesture.ADD_SOLUTION) and room.topics and not myself.solutions:
            topic = self._chance.choice(room.topics).label
            idea = self._sentences.idea(room.language)
            yield (
                solutions.add_solutions,
                solutions.SolutionSent(token, self._house.new_uuid(), idea, (topic,)),
            )
        if not myself.ready:
            yield timer.say_ready, timer.Ready(token)

    def _answers(self, room: Room, myself: Myself, token: str) -> Iterator[tuple[Apply, Any]]:
        for question in room.questions:
            if question.label in myself.answers or question.kind == QuestionKind.CARD:
                continue
            value, text = "", ""
            if self._chance.random() < _SKIPS:
                value = "skip"
            elif question.kind == QuestionKind.TEXT:
                text = self._sentences.card(room.language)["text"]
            elif question.kind == QuestionKind.SCALE:
                value = str(self._chance.choice((-2, -1, -1, 0, 1, 1, 2)))
            else:
                value = str(self._chance.randrange(len(question.options)))
            yield (
                questions.answer_questions,
                questions.AnswerSent(token, question.label, value, text),
            )

    def _cards(self, room: Room, token: str) -> Iterator[tuple[Apply, Any]]:
        said = read_said(self._house, Participant(self._code, token), step=ANY_STEP, text="")
        free = [card for card in said if not card.said]
        if free and self._chance.random() < _LIKES_TO_SAY_ME_TOO:
            yield capture.say_me_too, capture.MeToo(token, self._chance.choice(free).label)
        card = self._sentences.card(room.language)
        place = card["step"]
        fits = place is not None and place < len(room.steps)
        step = room.focus_step or (str(room.steps[place].id) if fits else ANY_STEP)
        yield (
            capture.add_cards,
            capture.CardSent(
                token,
                self._house.new_uuid(),
                room.focus_side or Side(card["side"]),
                card["kind"],
                step,
                card["text"],
            ),
        )

    def _send(self, apply: Apply, gesture: object) -> None:
        answer: Future[Any] = self._writer.submit(self._code, apply, gesture)
        try:
            answer.result()
        except WorkshopError:  # the room moved on meanwhile, as it does under real fingers
            self.played.refused += 1
        else:
            self.played.gestures += 1


class _Sentences:
    """The demo's cards and ideas, each once, in a random order, then all over again."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._decks: dict[tuple[str, str], list[dict[str, Any]]] = {}

    def card(self, language: str) -> dict[str, Any]:
        return self._next(language, "cards")

    def idea(self, language: str) -> str:
        return str(self._next(language, "solutions")["title"])

    def _next(self, language: str, noun: str) -> dict[str, Any]:
        deck = self._decks.setdefault((language, noun), [])
        if not deck:
            deck += self._chance.sample(demo(language)[noun], len(demo(language)[noun]))
        return deck.pop()


class Rehearsals:
    """The rehearsals that this process plays in the background, one a room."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: dict[str, tuple[threading.Thread, threading.Event]] = {}

    def start(self, house: House, actor: Facilitating, *, phones: int, minutes: float) -> None:
        """Let simulated phones in and play for some minutes; another one of this room ends.

        Raises NumberOutOfRange.
        """
        self.stop(actor.code)
        tokens = join_rehearsal(house, actor, phones=phones)
        ended = threading.Event()
        thread = threading.Thread(
            target=_play_and_end,
            args=(house, actor.code, tokens, minutes, ended),
            name=f"rehearsal-{actor.code}",
            daemon=True,
        )
        with self._lock:
            self._running[actor.code] = (thread, ended)
        thread.start()

    def stop(self, code: str) -> None:
        """End the rehearsal of a room, if there is one; what it did stays until removed."""
        with self._lock:
            running = self._running.pop(code, None)
        if running is not None:
            thread, ended = running
            ended.set()
            thread.join(timeout=10)

    def is_running(self, code: str) -> bool:
        with self._lock:
            running = self._running.get(code)
        return running is not None and running[0].is_alive()


def _play_and_end(
    house: House, code: str, tokens: list[str], minutes: float, ended: threading.Event
) -> None:
    writer = Writer(house)
    try:
        rehearsal = Rehearsal(house, writer, code, tokens, random.Random())
        # A workshop deleted meanwhile ends its rehearsal.
        with suppress(WorkshopError):
            rehearsal.play(seconds=minutes * 60, wait=ended.wait, clock=time.monotonic)
    finally:
        writer.close()


rehearsals = Rehearsals()
"""Those of this process."""
