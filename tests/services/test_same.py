"""The room groups: which answers count, what a phone is asked, and what it is never asked."""

import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.services.cast import Cast, Clock
from workshop.domain.errors import (
    CardUnknown,
    DoorClosed,
    EnoughCompared,
    PhaseClosed,
    ValueUnknown,
)
from workshop.domain.gestures import Gesture
from workshop.domain.words import Source
from workshop.services import (
    capture,
    moderation,
    rehearsal,
    rights,
    same,
    simulated,
    topics,
    workshops,
)
from workshop.services.capture import CardRow
from workshop.services.same import (
    QUESTIONS,
    READY,
    SameProgress,
    SameSent,
    SameTask,
    answer_same,
    read_same_progress,
    read_same_tasks,
)
from workshop.services.suggesting import room_answers
from workshop.services.transaction import change, find_workshop, glance
from workshop.services.views.room import read_myself
from workshop.services.writer import Done
from workshop.storage import tables

TEXTS = (
    "On attend vingt minutes au téléphone",
    "L'attente au téléphone décourage tout le monde",
    "Le formulaire en ligne est incompréhensible",
    "Personne ne comprend le formulaire",
    "Le logiciel plante chaque matin",
    "Notre logiciel est trop lent",
    "La facture arrive en retard",
    "Une facture fausse, encore",
    "Le rappel promis ne vient jamais",
    "On promet un rappel, puis plus rien",
    "Le badge ne marche pas",
    "Badge refusé à la porte",
    "Une collègue toujours prête à aider",
    "L'entraide entre collègues",
    "Le mot de passe expire trop souvent",
    "Encore un mot de passe perdu",
)
"""As many as a block of labels: they are C1 to C16, in any order."""


@pytest.fixture
def room(cast: Cast) -> Cast:
    """Sixteen cards by sixteen voices, in the phase where phones compare them."""
    for text in TEXTS:
        cast.card(text=text)
    _phase(cast)
    return cast


def _phase(cast: Cast, phase: str = "group") -> None:
    workshops.set_phase(cast.house, cast.alice, phase)


def _say(cast: Cast, token: str, a: str, b: str, value: str = "yes") -> dict[str, Any]:
    told: dict[str, Any] = cast.send(answer_same, SameSent(token, a, b, value))
    return told


def _topic(cast: Cast, *cards: str) -> None:
    topics.make_topic(cast.house, cast.alice, title="Topic", cards=cards)


def _card(cast: Cast, token: str) -> str:
    """Sent a moment before the phase goes on."""
    _phase(cast, "capture")
    label = cast.card(token, text="Rien à redire")
    _phase(cast)
    return label


def _tasks(cast: Cast, token: str) -> tuple[SameTask, ...]:
    return read_same_tasks(cast.house, cast.phone(token))


def _open(cast: Cast, token: str) -> list[SameTask]:
    return [task for task in _tasks(cast, token) if task.value is None]


def _tally(cast: Cast) -> dict[frozenset[str], tuple[int, int]]:
    with glance(cast.house) as connection:
        found = room_answers(connection, find_workshop(connection, cast.code).id)
    return {frozenset((answer.a, answer.b)): (answer.yes, answer.no) for answer in found}


def _progress(cast: Cast) -> SameProgress:
    with glance(cast.house) as connection:
        return read_same_progress(connection, find_workshop(connection, cast.code))


# --- answers --------------------------------------------------------------------------------------


def test_an_answer_counts_once_for_a_participant_and_a_pair_in_either_order(room: Cast) -> None:
    assert _say(room, "anne", "C1", "C2") == {"a": "C1", "b": "C2", "value": "yes"}
    assert _say(room, "anne", "C2", "C1") == {"a": "C2", "b": "C1", "value": "yes"}
    assert _say(room, "ben", "C2", "C1", "no")["value"] == "no"
    assert _tally(room) == {frozenset(("C1", "C2")): (1, 1)}
    _say(room, "anne", "C1", "C2", "no")
    assert _tally(room) == {frozenset(("C1", "C2")): (0, 2)}
    _say(room, "anne", "C1", "C2", "skip")
    assert _tally(room) == {frozenset(("C1", "C2")): (0, 1)}


def test_the_same_again_changes_nothing_even_once_the_phase_is_over(room: Cast) -> None:
    _say(room, "anne", "C1", "C2")
    _phase(room, "vote")
    with change(room.house, room.alice, Gesture.FRAME) as deed:
        [again] = answer_same(deed, [SameSent("anne", "C1", "C2", "yes")])
    assert again == {"a": "C1", "b": "C2", "value": "yes"}
    with pytest.raises(PhaseClosed):
        _say(room, "anne", "C1", "C2", "no")


@pytest.mark.parametrize(
    ("a", "b", "value", "error", "facts"),
    [
        ("C1", "C2", "maybe", ValueUnknown, {"field": "value", "value": "maybe"}),
        ("C1", "C2", "", ValueUnknown, {"field": "value", "value": ""}),
        ("C1", "C1", "yes", ValueUnknown, {"field": "b", "value": "C1"}),
        ("C1", "C999", "yes", CardUnknown, {"card": "C999"}),
        ("T1", "C1", "no", CardUnknown, {"card": "T1"}),
        ("", "\x00", "no", CardUnknown, {"card": ""}),
        ("C1", "C99999999999999999999", "no", CardUnknown, {"card": "C99999999999999999999"}),
    ],
)
def test_what_is_no_answer_is_refused(
    room: Cast, a: str, b: str, value: str, error: type[Exception], facts: dict[str, str]
) -> None:
    with pytest.raises(error) as refused:
        _say(room, "anne", a, b, value)
    assert refused.value.facts == facts  # type: ignore[attr-defined]
    assert _tally(room) == {}


def test_a_card_that_is_not_shown_is_not_compared(room: Cast) -> None:
    _say(room, "anne", "C3", "C4")
    moderation.set_aside(room.house, room.alice, "C3", reason="twice")
    with pytest.raises(CardUnknown):
        _say(room, "ben", "C3", "C4")
    assert _tally(room) == {}
    assert _tasks(room, "anne")[0].value is None  # what became hidden is shown to nobody again
    moderation.show_card(room.house, room.alice, "C3")
    assert _tally(room) == {frozenset(("C3", "C4")): (1, 0)}


def test_a_stranger_at_a_closed_door_is_refused(room: Cast) -> None:
    workshops.set_door(room.house, room.alice, is_open=False)
    with pytest.raises(DoorClosed):
        _say(room, "stranger", "C1", "C2")


def test_a_batch_is_applied_in_order_and_each_gets_its_own_answer(room: Cast) -> None:
    sent = [
        SameSent("anne", "C1", "C2", "yes"),
        SameSent("anne", "C2", "C1", "yes"),
        SameSent("ben", "C1", "C2", "perhaps"),
        SameSent("anne", "C1", "C2", "no"),
        SameSent("ben", "C1", "C0", "no"),
    ]
    with change(room.house, room.alice, Gesture.FRAME) as deed:
        results = answer_same(deed, sent)
    assert [type(result) for result in results] == [Done, dict, ValueUnknown, Done, CardUnknown]
    assert _tally(room) == {frozenset(("C1", "C2")): (0, 1)}


def test_nobody_answers_more_than_a_handful(room: Cast) -> None:
    for n in range(2, QUESTIONS + 2):
        _say(room, "anne", "C1", f"C{n}", "skip")
    with pytest.raises(EnoughCompared) as refused:
        _say(room, "anne", "C2", "C3")
    assert refused.value.facts == {"limit": QUESTIONS}
    _say(room, "anne", "C1", "C2", "yes")  # another word on one of them is welcome
    assert [task.value for task in _tasks(room, "anne")] == ["yes", *["skip"] * (QUESTIONS - 1)]


def test_a_handful_is_not_overfilled_by_answers_at_once(room: Cast) -> None:
    pairs = [(f"C{a}", f"C{b}") for a in range(1, 9) for b in range(a + 1, 9)]
    futures = [
        room.writer.submit(room.code, answer_same, SameSent("anne", a, b, "yes")) for a, b in pairs
    ]
    refused = [error for future in futures if (error := future.exception(30)) is not None]
    assert {type(error) for error in refused} == {EnoughCompared}
    assert len(refused) == len(pairs) - QUESTIONS
    assert sum(yes for yes, _ in _tally(room).values()) == QUESTIONS


def test_removed_devices_do_not_count(room: Cast) -> None:
    label = _card(room, "rude")
    _say(room, "rude", "C1", "C2")
    _say(room, "calm", "C1", "C2", "no")
    assert _progress(room) == SameProgress(answers=2, pairs=1, people=2)
    moderation.remove_device(room.house, room.alice, label, set_cards_aside=False)
    assert _tally(room) == {frozenset(("C1", "C2")): (0, 1)}
    assert _progress(room) == SameProgress(answers=1, pairs=1, people=1)
    assert _tasks(room, "rude") == ()


def test_a_rehearsal_taken_away_takes_its_answers_back(room: Cast) -> None:
    [token] = rehearsal.join_rehearsal(room.house, room.alice, phones=1)
    _say(room, token, "C1", "C2")
    _say(room, "real", "C1", "C2", "skip")
    rehearsal.remove_rehearsal(room.house, room.alice)
    assert _tally(room) == {}
    with glance(room.house) as connection:
        assert connection.scalar(select(func.count()).select_from(tables.same_answer)) == 1


# --- what is asked --------------------------------------------------------------------------------


def test_a_phone_is_told_of_a_few_questions_and_they_stay(room: Cast) -> None:
    first = _tasks(room, "anne")
    assert len(first) == READY
    assert all(task.value is None for task in first)
    assert _tasks(room, "anne") == first
    assert read_myself(room.house, room.phone("anne")).same == first
    texts = {task.text_a for task in first} | {task.text_b for task in first}
    assert texts <= set(TEXTS)
    assert {task.step_a for task in first} == {"any"}


def test_each_answer_brings_the_next_question_until_a_handful_is_full(room: Cast) -> None:
    seen = set()
    for n in range(QUESTIONS):
        now = _open(room, "anne")[0]
        assert len(_open(room, "anne")) == min(READY, QUESTIONS - n)
        seen.add(frozenset((now.a, now.b)))
        _say(room, "anne", now.a, now.b, "no")
    assert len(seen) == QUESTIONS
    assert _open(room, "anne") == []
    assert [task.value for task in _tasks(room, "anne")] == ["no"] * QUESTIONS


def test_phones_that_come_together_are_asked_about_different_cards(room: Cast) -> None:
    first = [_open(room, f"phone {n}")[0] for n in range(3)]
    assert len({frozenset((task.a, task.b)) for task in first}) == 3
    # There are more phones than pairs worth a question: then some are asked twice.
    for n in range(40):
        assert _open(room, f"phone {n}")


def test_a_card_that_goes_leaves_no_question_behind(room: Cast, clock: Clock) -> None:
    for _ in range(5):
        tasks = _open(room, "anne")
        moderation.set_aside(room.house, room.alice, tasks[0].a, reason="twice")
        clock.go_on(seconds=2)
        shown = {label for task in _open(room, "anne") for label in (task.a, task.b)}
        assert tasks[0].a not in shown


@pytest.mark.parametrize("set_aside", [moderation.park, moderation.set_aside])
def test_cards_parked_or_hidden_are_never_asked_about(room: Cast, set_aside: Any) -> None:
    facts = {} if set_aside is moderation.park else {"reason": "twice"}
    for n in range(1, 14):
        set_aside(room.house, room.alice, f"C{n}", **facts)
    # Of sixteen voices three are left: fewer than the floor, and nobody reads a word.
    assert _tasks(room, "anne") == ()
    fresh = {_card(room, f"late {n}") for n in range(3)}
    asked = {label for task in _tasks(room, "anne") for label in (task.a, task.b)}
    assert asked
    assert asked <= {"C14", "C15", "C16"} | fresh


def test_below_the_floor_nothing_is_asked(cast: Cast) -> None:
    for n in range(8):
        cast.card(f"phone {n % 4}", text=TEXTS[n])
    rows = [CardRow(text, "client", "irritant", "") for text in TEXTS]
    capture.import_cards(cast.house, cast.alice, rows, source=Source.DATA)
    _phase(cast)
    assert _tasks(cast, "anne") == ()
    _card(cast, "a fifth")
    assert len(_tasks(cast, "anne")) == READY


@pytest.mark.parametrize(
    ("may", "sees"), [(["mirror"], "everything"), (["same"], "count"), (["same"], "nothing")]
)
def test_without_the_right_or_without_words_nothing_is_asked(
    room: Cast, may: list[str], sees: str
) -> None:
    rights.set_rights(room.house, room.alice, "group", may=may, sees=sees)
    assert _tasks(room, "anne") == ()
    assert read_myself(room.house, room.phone("anne")).same == ()
    with pytest.raises(PhaseClosed):
        _say(room, "anne", "C1", "C2")


def test_after_the_reveal_the_words_are_there_to_compare(room: Cast) -> None:
    rights.set_rights(room.house, room.alice, "group", may=["same"], sees="nothing")
    rights.reveal(room.house, room.alice, shown=True)
    assert len(_tasks(room, "anne")) == READY


def test_cards_that_the_facilitator_has_put_into_topics_are_not_asked_about(room: Cast) -> None:
    settled = {f"C{n}" for n in range(1, 13)}
    for n in range(1, 13, 4):
        _topic(room, *(f"C{at}" for at in range(n, n + 4)))
    tasks = [task for n in range(6) for task in _tasks(room, f"phone {n}")]
    assert tasks
    assert not any({task.a, task.b} <= settled for task in tasks)


def test_when_all_cards_are_in_topics_nothing_is_asked(room: Cast) -> None:
    for n in (1, 9):
        _topic(room, *(f"C{at}" for at in range(n, n + 8)))
    assert _tasks(room, "anne") == ()


def test_one_s_own_card_is_told_as_any_other(cast: Cast) -> None:
    for text in TEXTS:
        cast.card("anne", text=text)
    for n in range(5):
        cast.card(f"phone {n}", text="Rien à redire")
    _phase(cast)
    mine = {task.text_a for task in _tasks(cast, "anne")}
    assert mine
    assert set(SameTask.__dataclass_fields__) == {
        "a",
        "b",
        "text_a",
        "text_b",
        "step_a",
        "step_b",
        "value",
    }


# --- how often it is chosen -----------------------------------------------------------------------


def test_pairs_are_chosen_anew_only_after_a_rest_and_an_answer(
    room: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = []
    whole = same._Desk._choose

    def choose(desk: Any, *args: Any) -> None:
        chosen.append(clock.now)
        whole(desk, *args)

    monkeypatch.setattr(same._Desk, "_choose", choose)
    for n in range(4):
        now = _open(room, f"phone {n}")[0]
        _say(room, f"phone {n}", now.a, now.b)
    assert len(chosen) == 1
    clock.go_on(minutes=1)
    for n in range(4):
        _open(room, f"other {n}")
    assert len(chosen) == 2  # something was answered; then nothing was
    clock.go_on(minutes=1)
    _open(room, "phone 0")
    assert len(chosen) == 2


def test_the_rest_is_twice_as_long_as_the_choice_took(
    room: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rank(*_: Any) -> list[tuple[str, str]]:
        time.sleep(0.3)
        return [("C1", "C2")]

    monkeypatch.setattr(same._Desk, "_rank", rank)
    began, asked_at = time.perf_counter(), clock()
    _open(room, "anne")
    took = time.perf_counter() - began
    with glance(room.house) as connection:
        desk = same._desk(room.house, find_workshop(connection, room.code))
    assert desk._rest_until is not None
    rest = (desk._rest_until - asked_at) / timedelta(seconds=1)
    assert 0.6 <= rest <= same.REST * took


def test_a_pair_that_lies_on_a_phone_is_not_chosen_for_others(room: Cast, clock: Clock) -> None:
    held = _open(room, "slow")[0]
    _say(room, "quick", "C1", "C2")
    clock.go_on(seconds=10)
    first = [_open(room, f"phone {n}")[0] for n in range(6)]
    assert not any({task.a, task.b} == {held.a, held.b} for task in first)
    assert _open(room, "slow")[0] == held
    with glance(room.house) as connection:
        desk = same._desk(room.house, find_workshop(connection, room.code))
    assert (held.a, held.b) in desk._asked_now(clock())
    clock.go_on(seconds=same.WAITED / timedelta(seconds=1))
    assert (held.a, held.b) not in desk._asked_now(clock())


def test_while_one_thread_chooses_the_others_go_on(
    room: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _open(room, "anne")
    _say(room, "anne", before[0].a, before[0].b)
    clock.go_on(minutes=1)
    held, go = threading.Event(), threading.Event()
    whole = same._Desk._choose

    def choose(desk: Any, *args: Any) -> None:
        held.set()
        assert go.wait(30)
        whole(desk, *args)

    monkeypatch.setattr(same._Desk, "_choose", choose)
    chooser = threading.Thread(target=_open, args=(room, "chooser"))
    chooser.start()
    assert held.wait(30)
    assert _open(room, "quick")  # from what was chosen before
    go.set()
    chooser.join(30)
    assert not chooser.is_alive()


def test_who_waited_for_the_first_choice_does_not_choose_again(
    room: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = []
    whole = same._Desk._choose
    both = threading.Barrier(2, timeout=30)
    due = same._Desk._is_due

    def is_due(desk: Any, *args: Any) -> bool:
        found = due(desk, *args)
        if len(looked) < 2:
            looked.append(found)
            both.wait()
        return found

    def choose(desk: Any, *args: Any) -> None:
        chosen.append(1)
        whole(desk, *args)

    looked: list[bool] = []
    monkeypatch.setattr(same._Desk, "_is_due", is_due)
    monkeypatch.setattr(same._Desk, "_choose", choose)
    threads = [threading.Thread(target=_open, args=(room, name)) for name in ("anne", "ben")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert looked == [True, True]
    assert len(chosen) == 1


def test_no_more_phones_and_rooms_are_remembered_than_there_is_room_for(
    room: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(same, "PHONES", 2)
    monkeypatch.setattr(same, "DESKS", 1)
    for n in range(3):
        _open(room, f"phone {n}")
    with glance(room.house) as connection:
        desk = same._desk(room.house, find_workshop(connection, room.code))
        theirs = find_workshop(connection, room.theirs.code)
    assert len(desk._phones) == 2
    same._desk(room.house, theirs)
    assert len(same._desks[room.house.hub]) == 1


# --- simulated phones -----------------------------------------------------------------------------


def test_simulated_phones_compare_cards_too(room: Cast) -> None:
    rights.set_rights(room.house, room.alice, "group", may=["same"], sees="everything")
    tokens = rehearsal.join_rehearsal(room.house, room.alice, phones=2)
    played = simulated.Rehearsal(room.house, room.writer, room.code, tokens, room.house.chance)
    for _ in range(40):
        assert played.act()
    assert played.done["comparisons"] == 2 * QUESTIONS
    assert played.refused == 0


def test_of_many_cards_only_so_many_are_compared_the_room_s_first(
    room: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [CardRow(text, "client", "irritant", "") for text in TEXTS]
    data = capture.import_cards(room.house, room.alice, rows, source=Source.DATA)
    monkeypatch.setattr("workshop.services.suggesting.MOST_COMPARED", len(TEXTS))
    tasks = [task for n in range(20) for task in _tasks(room, f"many-{n}")]
    assert tasks
    assert not {label for task in tasks for label in (task.a, task.b)} & set(data)
