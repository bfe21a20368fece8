"""What simulated participants do: all that phones may, and no more, in the demo's words."""

import logging
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from workshop.domain.errors import NumberOutOfRange, WorkshopError, WorkshopUnknown
from workshop.domain.phases import PhoneGesture
from workshop.domain.words import Deck, Origin, Phase, QuestionKind, Sameness, Side
from workshop.services import (
    answers,
    ballots,
    capture,
    me_too,
    mirror,
    ratings,
    rounds,
    same,
    solutions,
    timer,
)
from workshop.services.actors import Facilitating, Participant
from workshop.services.house import House
from workshop.services.journeys import ANY_STEP
from workshop.services.rehearsal import join_rehearsal, remove_rehearsal
from workshop.services.simulated_minds import Minds, texts_of
from workshop.services.views.questions import PhoneQuestion
from workshop.services.views.room import Myself, Room, read_myself, read_room, read_said
from workshop.services.writer import Apply, Writer

SECONDS_BETWEEN = 10.0
"""Between two gestures of one simulated phone, on average: a busy room."""

CARDS_EACH = 5

MOST_MINUTES = 120

PATIENCE_SECONDS = 10.0
"""For the gesture under way when a rehearsal is stopped."""

TYPING, ME_TOO, SKIP = 0.6, 0.3, 0.1
"""How often a phone is still at its sentence, joins a card, and leaves a question out."""

_LISTS = (Phase.MOOD, Phase.CLOSE)
"""The phases whose questions a phone shows on one page."""

_COMPARED = (Sameness.YES, Sameness.NO, Sameness.NO, Sameness.SKIP)
_BEYOND = (-1, 0, 0, 1)
_WEIGHTS = ("2", "3", "4")

_NOUNS: dict[type, str] = {
    capture.CardSent: "cards",
    me_too.MeToo: "me_toos",
    answers.AnswerSent: "answers",
    same.SameSent: "comparisons",
    mirror.MirrorSent: "mirrors",
    rounds.PlacingSent: "places",
    ballots.PointsGiven: "votes",
    solutions.SolutionSent: "solutions",
    ratings.RatingSent: "ratings",
    timer.Ready: "said_ready",
}

_log = logging.getLogger("workshop.services")


def check_minutes(minutes: int) -> None:
    """Raises NumberOutOfRange beyond 1–120 minutes."""
    if not 1 <= minutes <= MOST_MINUTES:
        raise NumberOutOfRange(field="minutes", low=1, high=MOST_MINUTES)


class Rehearsal:
    """The simulated phones of one room, each doing what its phase asks, one gesture at a time.

    ``done``: how many gestures of each kind so far, by the noun of ``count.<noun>``;
    ``refused``: those that came too late, as under real fingers.
    """

    def __init__(
        self, house: House, writer: Writer, code: str, tokens: list[str], chance: random.Random
    ) -> None:
        self._house = house
        self._writer = writer
        self._code = code
        self._tokens = list(tokens)
        self._chance = chance
        self._minds = Minds(chance, read_room(house, code).language, texts_of(house, code))
        self.done: Counter[str] = Counter()
        self.refused = 0

    def play(
        self, *, seconds: float, wait: Callable[[float], object], clock: Callable[[], float]
    ) -> bool:
        """Act for so long; False once nobody is left to act.

        ``wait``: sleeps some seconds, and gives something true when it is time to stop.
        ``clock``: a monotonic one, in seconds. Raises WorkshopUnknown.
        """
        end = clock() + seconds
        while (left := end - clock()) > 0:
            pause = self._chance.expovariate(max(1, len(self._tokens)) / SECONDS_BETWEEN)
            if wait(min(pause, left)):
                break
            if not self.act():
                return False
        return True

    def act(self) -> bool:
        """One simulated phone, drawn by lot, does one thing that its page offers.

        False once none of them is in the room any more: taken away, or on other phones since.
        Raises WorkshopUnknown.
        """
        room = read_room(self._house, self._code)
        while self._tokens:
            token = self._chance.choice(self._tokens)
            myself = read_myself(self._house, Participant(self._code, token))
            if myself.origin is not Origin.REHEARSAL:
                self._tokens.remove(token)
                continue
            if room.paused_until is None:
                self._do_first(room, myself, token)
            return True
        return False

    def _do_first(self, room: Room, myself: Myself, token: str) -> None:
        # Where all questions stand on one page, whoever begins answers them from top to bottom.
        listed = list(self._answers(room, myself, token)) if room.phase in _LISTS else []
        for apply, gesture in listed or self._offered(room, myself, token):
            answer = self._send(apply, gesture)
            if isinstance(answer, capture.Receipt):  # asked at once: and for the other side?
                subject = self._minds.subject_of(gesture.text)
                tap = self._minds.tap(subject, Side(gesture.side).other)
                sent = mirror.MirrorSent(token, tap, card=answer.label)
                self._send(mirror.answer_mirror, sent)
            if not listed:
                return

    def _offered(self, room: Room, myself: Myself, token: str) -> Iterator[tuple[Apply, Any]]:
        """What this phone would do now, the first thing first."""
        yield from self._answers(room, myself, token)
        if room.may(PhoneGesture.ADD_CARD) and len(myself.cards) < CARDS_EACH:
            if self._chance.random() < TYPING:
                return
            yield from self._cards(room, token)
        for pair in myself.same:
            if pair.value is None:
                said = self._chance.choice(_COMPARED)
                yield same.answer_same, same.SameSent(token, pair.a, pair.b, said)
        for task in myself.mirror:
            if task.value is None:
                tap = self._minds.tap(self._subject(task.topic), task.side)
                yield (
                    mirror.answer_mirror,
                    mirror.MirrorSent(token, tap, topic=task.topic, side=task.side),
                )
        yield from self._places(myself, token)
        yield from self._points(room, myself, token)
        yield from self._ideas(room, myself, token)
        yield from self._ratings(room, myself, token)
        if not myself.ready and _is_asked(room, myself):
            yield timer.say_ready, timer.Ready(token)

    def _answers(self, room: Room, myself: Myself, token: str) -> Iterator[tuple[Apply, Any]]:
        told = {card.question for card in myself.cards}
        # In any order: a short rehearsal then has something of everything.
        for question in self._chance.sample(room.questions, len(room.questions)):
            if question.label in myself.answers or question.label in told:
                continue
            if question.kind is QuestionKind.CARD:
                if card := self._card(room, token, question):
                    yield capture.add_cards, card
            else:
                yield (
                    answers.answer_questions,
                    answers.AnswerSent(token, question.label, *self._answer(room, question)),
                )

    def _answer(self, room: Room, question: PhoneQuestion) -> tuple[str, str]:
        """The value and the text of an answer."""
        if self._chance.random() < SKIP:
            return answers.SKIP, ""
        if question.kind is QuestionKind.TEXT:
            return "", self._minds.answer(leaving=question.deck is Deck.EXIT)
        if question.kind is QuestionKind.SCALE:
            places = {str(step.id): step.position for step in room.steps}
            return str(self._minds.feeling(places.get(question.step, 0), question.side)), ""
        return str(self._chance.randrange(len(question.options))), ""

    def _cards(self, room: Room, token: str) -> Iterator[tuple[Apply, Any]]:
        card = self._card(room, token)
        if card is None or self._chance.random() < ME_TOO:
            me = Participant(self._code, token)
            step = card.step if card else self._chance.choice([ANY_STEP, *self._steps(room)])
            said = read_said(self._house, me, step=step, text="")
            if free := [other.label for other in said if not other.said]:
                yield me_too.say_me_too, me_too.MeToo(token, self._chance.choice(free))
        if card is not None:
            yield capture.add_cards, card

    def _steps(self, room: Room) -> list[str]:
        return [str(step.id) for step in room.steps]

    def _card(
        self, room: Room, token: str, question: PhoneQuestion | None = None
    ) -> capture.CardSent | None:
        card = self._minds.card()
        if card is None:
            return None
        place, side = card["step"], room.focus_side or card["side"]
        # The sentences are told along one list of steps: a side's own ones take them in order.
        steps = [step.id for step in room.steps if step.is_of(Side(side))]
        fits = place is not None and place < len(steps)
        return capture.CardSent(
            token,
            self._house.new_uuid(),
            side,
            card["kind"],
            room.focus_step or (str(steps[place]) if fits else ANY_STEP),
            card["text"],
            question.label if question else "",
        )

    def _places(self, myself: Myself, token: str) -> Iterator[tuple[Apply, Any]]:
        for task in myself.places:
            if not task.client:
                subject = self._subject(task.topic)
                said = (str(self._minds.level(subject, side)) for side in Side)
                yield rounds.give_places, rounds.PlacingSent(token, task.topic, *said)

    def _subject(self, label: str) -> int | None:
        return self._minds.subject_of_topic(self._house, self._code, label)

    def _ratings(self, room: Room, myself: Myself, token: str) -> Iterator[tuple[Apply, Any]]:
        for task in myself.ratings:
            if task.client is None:
                thought = self._minds.effects(task.title, myself.speaks_for)
                said = {name: str(effect) for name, effect in thought.items()}
                for whom in room.also_asks:
                    said[whom] = str(self._chance.choice(_BEYOND))
                for name in ("benefit", "effort"):
                    low, high = sorted(self._chance.choices(_WEIGHTS, k=2))
                    said |= {f"{name}_low": low, f"{name}_high": high}
                yield ratings.rate_solutions, ratings.RatingSent(token, task.solution, **said)

    def _points(self, room: Room, myself: Myself, token: str) -> Iterator[tuple[Apply, Any]]:
        vote = room.vote
        if vote is None or not vote.is_open or (vote.with_codes and not myself.code_claimed):
            return
        given = {target.label: myself.points.get(target.label, 0) for target in vote.targets}
        free = [label for label, points in given.items() if points < vote.cap]
        if free and myself.left:
            # The first ones please more: a vote in which all are equal rehearses nothing.
            target = free[min(self._chance.randrange(len(free)) for _ in range(2))]
            points = ballots.PointsGiven(token, vote.label, target, str(given[target] + 1))
            yield ballots.give_points, points

    def _ideas(self, room: Room, myself: Myself, token: str) -> Iterator[tuple[Apply, Any]]:
        wanted = room.may(PhoneGesture.ADD_SOLUTION) and room.topics and not myself.solutions
        if wanted and (idea := self._minds.idea()):
            about = [one.label for one in room.topics if self._subject(one.label) in idea["topics"]]
            topic = room.ideas.focus or (about or [self._chance.choice(room.topics).label])[0]
            title = str(idea["title"])
            sent = solutions.SolutionSent(token, self._house.new_uuid(), title, (topic,))
            yield solutions.add_solutions, sent

    def _send(self, apply: Apply, gesture: object) -> Any:
        """The room's answer; None for a gesture that it refused because it had moved on."""
        try:
            answer = self._writer.submit(self._code, apply, gesture).result()
        except WorkshopError:
            self.refused += 1
            return None
        self.done[_NOUNS[type(gesture)]] += 1
        return answer


def _is_asked(room: Room, myself: Myself) -> bool:
    """True where this phone has, or had, something to do: its page has no "ready" elsewhere."""
    writes = room.may(PhoneGesture.ADD_CARD) or room.may(PhoneGesture.ADD_SOLUTION)
    votes = room.vote is not None and room.vote.is_open
    dealt = (myself.same, myself.mirror, myself.places, myself.ratings)
    return writes or votes or bool(room.questions) or any(dealt)


# --- in the background ----------------------------------------------------------------------------


class Running:
    """A rehearsal that this process plays in a thread of its own."""

    def __init__(self, house: House, code: str, tokens: list[str], minutes: float) -> None:
        self.phones = len(tokens)
        self._house, self._code, self._tokens = house, code, tokens
        self._seconds = minutes * 60
        self._began = time.monotonic()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._play, name=f"rehearsal-{code}", daemon=True)
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        return self._thread.is_alive()

    @property
    def seconds_left(self) -> int:
        return max(0, round(self._began + self._seconds - time.monotonic()))

    @property
    def progress(self) -> float:
        """How much of its time is over, in [0, 1]."""
        return min(1.0, (time.monotonic() - self._began) / self._seconds)

    def stop(self) -> None:
        """Let nobody act any more; waits for the gesture under way."""
        self._ended.set()
        self._thread.join(timeout=PATIENCE_SECONDS)

    def _play(self) -> None:
        writer = Writer(self._house)
        try:
            rehearsal = Rehearsal(self._house, writer, self._code, self._tokens, random.Random())
            rehearsal.play(seconds=self._seconds, wait=self._ended.wait, clock=time.monotonic)
        except WorkshopUnknown:
            pass  # deleted meanwhile: there is nothing left to rehearse
        except Exception as error:  # a database that went away
            _log.error("a rehearsal ended early (%s)", type(error).__name__)
        finally:
            writer.close()


class Rehearsals:
    """The rehearsals that this process plays in the background, one a room."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: dict[str, Running] = {}

    def start(self, house: House, actor: Facilitating, *, phones: int, minutes: int) -> None:
        """Let simulated phones in and play for some minutes, in place of those there may be.

        Raises NumberOutOfRange (``phones`` 1–500, ``minutes`` 1–120).
        """
        check_minutes(minutes)
        tokens = join_rehearsal(house, actor, phones=phones)
        self.stop(actor.code)
        with self._lock:
            self._running[actor.code] = Running(house, actor.code, tokens, minutes)

    def remove(self, house: House, actor: Facilitating) -> int:
        """End the rehearsal and take all of it away (``remove_rehearsal``)."""
        there = remove_rehearsal(house, actor)
        self.stop(actor.code)
        return there

    def stop(self, code: str) -> None:
        """End the rehearsal of a room, if there is one; what it did stays until removed."""
        with self._lock:
            running = self._running.pop(code, None)
        if running is not None:
            running.stop()

    def stop_all(self) -> None:
        """The process ends."""
        for code in list(self._running):
            self.stop(code)

    def running(self, code: str) -> Running | None:
        """The one that is played in this room now."""
        running = self._running.get(code)
        return running if running is not None and running.is_alive else None


rehearsals = Rehearsals()
"""Those of this process."""
