"""Many at once, on SQLite and on PostgreSQL: nothing lost, nothing twice, no phase skipped."""

import random
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.services.cast import PATIENCE_SECONDS, Cast
from workshop.domain.errors import ScreenStale, WorkshopError
from workshop.domain.phases import ROAD
from workshop.domain.words import Phase
from workshop.services import capture, journeys, moderation, solutions, topics, workshops
from workshop.services.templates import StepDraft
from workshop.services.transaction import glance, snapshot
from workshop.services.views.workshop import read_workshop_view
from workshop.services.writer import Writer
from workshop.storage import tables

THREADS, TURNS = 100, 20


def together(count: int, work: Callable[[int], Any]) -> list[Any]:
    """``work(0)`` … ``work(count - 1)``, each in its own thread, all let go at once."""
    start = threading.Barrier(count)

    def run(number: int) -> Any:
        start.wait(PATIENCE_SECONDS)
        return work(number)

    with ThreadPoolExecutor(count) as pool:
        return [
            future.result(PATIENCE_SECONDS * 4)
            for future in [pool.submit(run, number) for number in range(count)]
        ]


def _revision(cast: Cast) -> int:
    with snapshot(cast.house, cast.alice) as seen:
        return seen.workshop.revision


def _count(cast: Cast, table: Any) -> int:
    with glance(cast.house) as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


def test_a_hundred_phones_send_twenty_cards_each_and_none_is_lost(cast: Cast) -> None:
    def send(phone: int) -> list[str]:
        return [
            cast.writer.submit(
                cast.code,
                capture.add_cards,
                capture.CardSent(
                    f"phone-{phone}", str(uuid.uuid4()), "client", "irritant", "any", f"Turn {turn}"
                ),
            )
            .result(PATIENCE_SECONDS)
            .label
            for turn in range(TURNS)
        ]

    labels = [label for sent in together(THREADS, send) for label in sent]
    assert len(set(labels)) == len(labels) == THREADS * TURNS
    assert _count(cast, tables.card) == THREADS * TURNS
    assert _count(cast, tables.participant) == THREADS
    view = read_workshop_view(cast.house, cast.alice)
    assert {card.label for card in view.cards} == set(labels)


def test_a_hundred_threads_change_one_workshop_twenty_times_each(cast: Cast) -> None:
    """Facilitators' gestures, a transaction each: every one counts, and none meets a lock."""
    before = _revision(cast)

    def work(number: int) -> None:
        for turn in range(TURNS):
            if number % 10:
                workshops.frame(cast.house, cast.alice, {"scope": f"{number} {turn}"})
            else:
                topics.make_topic(cast.house, cast.bob, title=f"{number} {turn}")

    together(THREADS, work)
    assert _revision(cast) == before + THREADS * TURNS
    view = read_workshop_view(cast.house, cast.alice)
    numbers = sorted(int(line.label[1:]) for line in view.topics)
    assert numbers == list(range(1, THREADS // 10 * TURNS + 1))


def test_two_writers_of_two_processes_hand_out_each_label_once(cast: Cast) -> None:
    writers = [cast.writer, Writer(cast.house)]

    def send(phone: int) -> list[str]:
        return [
            writers[phone % 2]
            .submit(
                (cast.code, cast.theirs.code)[turn % 2],
                capture.add_cards,
                capture.CardSent(
                    f"phone-{phone}", str(uuid.uuid4()), "client", "irritant", "any", "text"
                ),
            )
            .result(PATIENCE_SECONDS)
            .label
            for turn in range(TURNS)
        ]

    results = together(20, send)
    writers[1].close()
    assert _count(cast, tables.card) == 20 * TURNS
    mine = [label for sent in results for label in sent[0::2]]
    assert len(set(mine)) == len(mine) == 20 * TURNS // 2


def test_the_same_card_from_many_threads_is_one_row_and_one_label(cast: Cast) -> None:
    card = cast.sent("phone")
    other = Writer(cast.house)

    def send(number: int) -> capture.Receipt:
        writer = (cast.writer, other)[number % 2]
        receipt: capture.Receipt = writer.submit(cast.code, capture.add_cards, card).result(
            PATIENCE_SECONDS
        )
        return receipt

    receipts = together(40, send)
    other.close()
    assert len({receipt.label for receipt in receipts}) == 1
    assert sum(receipt.is_new for receipt in receipts) == 1
    assert (_count(cast, tables.card), _count(cast, tables.participant)) == (1, 1)


def test_the_same_idea_and_the_same_me_too_from_many_threads_are_one(cast: Cast) -> None:
    label = cast.card()
    together(20, lambda number: cast.me_too("phone", label))
    assert _count(cast, tables.me_too) == 1
    workshops.set_phase(cast.house, cast.alice, "ideate")
    sent = solutions.SolutionSent("phone", str(uuid.uuid4()), "Idea")
    together(20, lambda number: cast.send(solutions.add_solutions, sent))
    assert _count(cast, tables.solution) == 1


def test_two_facilitators_go_on_two_hundred_times_and_no_phase_is_skipped(cast: Cast) -> None:
    last = ROAD[-1]
    for _ in range(200):
        seen = read_phase(cast)
        if seen is last:
            seen = workshops.set_phase(cast.house, cast.alice, ROAD[0])
        expected = ROAD[ROAD.index(seen) + 1]

        def tap(number: int, seen: Phase = seen) -> Phase:
            actor = (cast.alice, cast.bob)[number]
            return workshops.go_on(cast.house, actor, seen=seen)

        assert together(2, tap) == [expected, expected]
        assert read_phase(cast) is expected


def read_phase(cast: Cast) -> Phase:
    with snapshot(cast.house, cast.alice) as seen:
        return seen.workshop.phase


def test_a_card_ends_in_one_topic_when_many_drag_it_at_once(cast: Cast) -> None:
    label = cast.card()
    for number in range(10):
        topics.make_topic(cast.house, cast.alice, title=f"{number}")
    seen = _revision(cast)

    def drag(number: int) -> bool:
        try:
            topics.arrange(cast.house, cast.alice, {f"T{number + 1}": [label]}, seen_revision=seen)
        except ScreenStale:
            return False
        return True

    assert sum(together(10, drag)) == 1
    held = [line for line in read_workshop_view(cast.house, cast.alice).topics if line.cards]
    assert len(held) == 1


def test_phones_and_facilitators_at_once_never_meet_a_lock(cast: Cast) -> None:
    """What comes back is an answer or a rule that said no, never the database's own error."""

    def work(number: int) -> None:
        chance = random.Random(number)
        for _ in range(10):
            try:
                _anything(cast, chance, number)
            except WorkshopError:
                continue

    together(24, work)
    assert read_workshop_view(cast.house, cast.alice).workshop.revision > 0


def _anything(cast: Cast, chance: random.Random, number: int) -> None:
    house, alice, token = cast.house, cast.alice, f"phone-{number}"
    label, topic = f"C{chance.randint(1, 40)}", f"T{chance.randint(1, 8)}"
    gestures: list[Callable[[], object]] = [
        lambda: cast.send(
            capture.add_cards,
            capture.CardSent(token, str(uuid.uuid4()), "client", "irritant", "any", "text"),
        ),
        lambda: cast.me_too(token, label),
        lambda: topics.make_topic(house, alice, title="Topic", cards=[label]),
        lambda: topics.move_cards(house, cast.bob, [label], to=topic),
        lambda: topics.dissolve_topic(house, cast.bob, topic),
        lambda: topics.undo(house, alice),
        lambda: topics.redo(house, alice),
        lambda: moderation.set_aside(house, alice, label, reason="other"),
        lambda: moderation.show_card(house, cast.bob, label),
        lambda: journeys.add_step(house, alice, StepDraft("Step")),
        lambda: read_workshop_view(house, cast.bob),
    ]
    chance.choice(gestures)()


@pytest.mark.parametrize("round_", range(3))
def test_a_gesture_during_a_deletion_is_refused_or_done_before(cast: Cast, round_: int) -> None:
    def work(number: int) -> str:
        try:
            if number == 0:
                workshops.delete_workshop(cast.house, cast.alice, typed_title="Counter")
            else:
                cast.card(f"phone-{number}", card_id=str(uuid.uuid4()))
        except WorkshopError as refused:
            return refused.code
        return "done"

    answers = together(12, work)
    assert answers[0] == "done"
    assert set(answers) <= {"done", "workshop_unknown"}
    assert _count(cast, tables.card) == 0
