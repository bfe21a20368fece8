"""The mirror round: who is asked what, which answer counts, and what it does to the places."""

import random
from collections import Counter
from typing import Any

import pytest

from tests.services.cast import Cast
from workshop.domain.errors import (
    CardUnknown,
    DoorClosed,
    PhaseClosed,
    TopicUnknown,
    ValueUnknown,
    WorkshopError,
)
from workshop.domain.gestures import Gesture
from workshop.domain.matrix import Voices
from workshop.domain.words import Effect, Quadrant, Side, Source
from workshop.services import capture, cards, questions, topics, workshops
from workshop.services.capture import CardRow
from workshop.services.mirror import (
    TASKS,
    MirrorProgress,
    MirrorSent,
    MirrorTask,
    answer_mirror,
)
from workshop.services.participants import Introduction, introduce, settle
from workshop.services.transaction import change
from workshop.services.views.room import Myself, read_myself
from workshop.services.views.workshop import TopicLine, read_workshop_view
from workshop.services.writer import Done
from workshop.storage import tables


def _topic(cast: Cast, *cards: str, title: str = "Topic") -> str:
    return topics.make_topic(cast.house, cast.alice, title=title, cards=cards)


def _phase(cast: Cast, phase: str = "group") -> None:
    workshops.set_phase(cast.house, cast.alice, phase)


def _say(cast: Cast, token: str, value: str, **about: str) -> dict[str, Any]:
    answer: dict[str, Any] = cast.send(answer_mirror, MirrorSent(token, value, **about))
    return answer


def _line(cast: Cast, label: str) -> TopicLine:
    line = read_workshop_view(cast.house, cast.alice).topic(label)
    assert line is not None
    return line


def _me(cast: Cast, token: str) -> Myself:
    return read_myself(cast.house, cast.phone(token))


def _tasks(cast: Cast, token: str) -> tuple[MirrorTask, ...]:
    return _me(cast, token).mirror


def _one_sided(cast: Cast, count: int) -> list[str]:
    """So many topics that one card each tells from the client's side."""
    rows = [CardRow(f"Card {n}", "client", "irritant", "") for n in range(count)]
    cards = capture.import_cards(cast.house, cast.alice, rows)
    return [_topic(cast, card, title=f"Topic {n}") for n, card in enumerate(cards)]


# --- which side, which answer ---------------------------------------------------------------------


def test_an_answer_speaks_for_the_side_that_has_not_spoken(cast: Cast) -> None:
    label = _topic(cast, *cast.cards(3))
    _phase(cast)
    for value in ("irritant", "irritant", "none", "enchantment"):
        told = _say(cast, f"{value} {len(_line(cast, label).cards)}", value, topic=label.lower())
        assert told == {"topic": label, "side": "employee", "value": value}
    assert _line(cast, label).employee.room == Voices(1, 1, 1, people=3)
    assert _line(cast, label).quadrant is Quadrant.CONTESTED


def test_no_effect_weighs_in_the_valence(cast: Cast) -> None:
    label = _topic(cast, *cast.cards(3))
    _phase(cast)
    for number in range(3):
        _say(cast, f"phone-{number}", "irritant", topic=label)
    _say(cast, "phone-x", "none", topic=label)
    line = _line(cast, label)
    assert line.employee.room.valence is not None
    assert float(line.employee.room.valence) == -0.75
    assert (line.quadrant, line.computed.to_confirm) == (Quadrant.PRIORITY, False)


def test_the_last_answer_counts_and_the_same_again_changes_nothing(cast: Cast) -> None:
    label = _topic(cast, cast.card())
    _phase(cast)
    _say(cast, "anne", "irritant", topic=label)
    _say(cast, "anne", "enchantment", topic=label)
    assert _line(cast, label).employee.room == Voices(enchantments=1, people=1)
    before = read_workshop_view(cast.house, cast.alice).workshop.revision
    assert _say(cast, "anne", "enchantment", topic=label)["value"] == "enchantment"
    _phase(cast, "causes")
    assert _say(cast, "anne", "enchantment", topic=label)["side"] == "employee"
    assert read_workshop_view(cast.house, cast.alice).workshop.revision == before + 1
    with pytest.raises(PhaseClosed):
        _say(cast, "anne", "none", topic=label)


def test_a_skip_is_no_voice_and_takes_an_answer_back(cast: Cast) -> None:
    label = _topic(cast, cast.card())
    _phase(cast)
    _say(cast, "anne", "irritant", topic=label)
    assert _say(cast, "anne", "skip", topic=label)["value"] == "skip"
    assert _line(cast, label).employee.room == Voices()
    assert _line(cast, label).quadrant is Quadrant.ONE_SIDE_MISSING


def test_an_answer_stays_on_its_side_when_that_side_has_spoken_since(cast: Cast) -> None:
    label = _topic(cast, cast.card())
    _phase(cast)
    _say(cast, "anne", "irritant", topic=label)
    _phase(cast, "capture")
    own_side = cast.cards(2, side="employee", kind="enchantment")
    topics.move_cards(cast.house, cast.alice, own_side, to=label)
    _phase(cast)
    assert _say(cast, "anne", "none", topic=label)["side"] == "employee"
    assert _say(cast, "ben", "none", topic=label)["side"] == "client"  # the one with fewer voices
    assert _say(cast, "ben", "none", topic=label, side="employee")["side"] == "employee"
    assert _say(cast, "ben", "irritant", topic=label)["side"] == "employee"  # the last one


def test_a_topic_of_which_nobody_spoke_asks_about_some_side(cast: Cast) -> None:
    label = _topic(cast)
    _phase(cast)
    assert _say(cast, "anne", "irritant", topic=label)["side"] in tuple(Side)


def test_a_verbatim_leaves_its_own_side_to_be_asked_of_the_room(cast: Cast) -> None:
    """Where the room spoke of one side, the other is asked, data or not; where it spoke of
    neither, the one that data does not tell."""
    row = CardRow("A verbatim", "client", "irritant", "")
    first, second, third = capture.import_cards(
        cast.house, cast.alice, [row] * 3, source=Source.DATA
    )
    both = _topic(cast, first, cast.card(side="employee"))
    data = _topic(cast, second)
    cast.me_too("anne", third)
    joined = _topic(cast, third)
    _phase(cast)
    sides = {task.topic: task.side for task in _tasks(cast, "ben")}
    assert sides == {both: Side.CLIENT, data: Side.EMPLOYEE, joined: Side.EMPLOYEE}
    _say(cast, "ben", "enchantment", topic=both)
    line = _line(cast, both)
    assert line.client.room == Voices(enchantments=1, people=1)
    assert line.client.data == Voices(irritants=1, people=1)
    assert line.client.data_disagrees


@pytest.mark.parametrize(
    ("value", "about", "refusal"),
    [
        ("good", {"topic": "T1"}, ValueUnknown),
        ("", {"topic": "T1"}, ValueUnknown),
        ("none", {"topic": "T1", "side": "both"}, ValueUnknown),
        ("none", {"topic": "T9"}, TopicUnknown),
        ("none", {"topic": "T\x00"}, TopicUnknown),
        ("none", {}, TopicUnknown),
        ("none", {"card": "T1"}, CardUnknown),
        ("none", {"card": "C99999"}, CardUnknown),
    ],
)
def test_an_answer_that_breaks_a_rule_is_refused(
    cast: Cast, value: str, about: dict[str, str], refusal: type[WorkshopError]
) -> None:
    _topic(cast, cast.card("anne"))
    _phase(cast)
    with pytest.raises(refusal):
        _say(cast, "anne", value, **about)
    assert _line(cast, "T1").employee.room == Voices()


def test_the_mirror_round_has_its_phases_and_its_door(cast: Cast) -> None:
    label = _topic(cast, cast.card())
    with pytest.raises(PhaseClosed) as refused:
        _say(cast, "anne", "none", topic=label)
    assert refused.value.facts == {"phase": "capture"}
    _phase(cast, "matrix")
    workshops.set_door(cast.house, cast.alice, is_open=False)
    with pytest.raises(DoorClosed):
        _say(cast, "stranger", "none", topic=label)


def test_a_batch_is_applied_in_order_and_each_gets_its_own_answer(cast: Cast) -> None:
    mine = cast.card("anne")
    label = _topic(cast, mine)
    _phase(cast)
    sent = [
        MirrorSent("anne", "none", topic=label),
        MirrorSent("anne", "irritant", card=mine),
        MirrorSent("anne", "irritant", topic=label),
        MirrorSent("ben", "irritant", card=mine),
        MirrorSent("anne", "irritant", topic=label),
    ]
    with change(cast.house, cast.alice, Gesture.FRAME) as deed:
        results = answer_mirror(deed, sent)
    kinds = [
        result.value["value"] if isinstance(result, Done) else type(result) for result in results
    ]
    assert kinds == ["none", "irritant", "irritant", CardUnknown, dict]
    assert _line(cast, label).employee.room == Voices(irritants=1, people=1)


# --- one's own card -------------------------------------------------------------------------------


def test_the_question_after_a_card_speaks_for_its_other_side_once_it_is_in_a_topic(
    cast: Cast,
) -> None:
    mine = cast.card("anne", side="employee", kind="enchantment")
    told = _say(cast, "anne", "irritant", card=mine.lower())
    assert told == {"card": mine, "side": "client", "value": "irritant"}
    label = _topic(cast, mine)
    assert _line(cast, label).client.room == Voices(irritants=1, people=1)
    assert _line(cast, label).quadrant is Quadrant.INDICATORS
    _say(cast, "anne", "none", card=mine)
    assert _line(cast, label).client.room == Voices(none=1, people=1)
    _say(cast, "anne", "skip", card=mine)
    assert _line(cast, label).client.room == Voices()


def test_a_card_is_asked_about_in_capture_and_in_the_mirror_round_only(cast: Cast) -> None:
    mine = cast.card("anne")
    for phase in ("capture", "group", "matrix"):
        _phase(cast, phase)
        _say(cast, "anne", "none" if phase == "group" else "irritant", card=mine)
    _phase(cast, "close")
    assert _say(cast, "anne", "irritant", card=mine)["value"] == "irritant"
    for value, card in (("none", mine), ("irritant", "C99999")):
        with pytest.raises(PhaseClosed):
            _say(cast, "anne", value, card=card)


def test_a_card_that_answers_an_open_question_may_be_asked_about_in_any_phase(cast: Cast) -> None:
    _phase(cast, "close")
    draft = questions.QuestionDraft("What will tomorrow ask?", "card")
    label = questions.add_question(cast.house, cast.alice, draft)
    questions.push_question(cast.house, cast.alice, label)
    sent = capture.CardSent(
        "anne", cast.house.new_uuid(), "client", "irritant", "any", "text", question=label
    )
    mine = cast.send(capture.add_cards, sent).label
    assert _say(cast, "anne", "none", card=mine)["side"] == "employee"
    questions.close_question(cast.house, cast.alice, label)
    with pytest.raises(PhaseClosed):
        _say(cast, "anne", "irritant", card=mine)


def test_only_one_s_own_card_is_asked_about(cast: Cast) -> None:
    theirs, gone = cast.card("ben"), cast.sent("anne")
    mine = cast.send(capture.add_cards, gone).label
    cast.send(capture.edit_own_cards, capture.CardEdit("anne", gone.card_id, None))
    for card in (theirs, mine):
        with pytest.raises(CardUnknown):
            _say(cast, "anne", "none", card=card)


# --- voices ---------------------------------------------------------------------------------------


def test_a_participant_counts_once_per_topic_side_and_kind(cast: Cast) -> None:
    mine = cast.card("anne")
    theirs = cast.card("ben", side="employee")
    label = _topic(cast, mine, theirs)
    cast.me_too("anne", theirs)
    _say(cast, "anne", "irritant", card=mine)
    _phase(cast)
    _say(cast, "anne", "irritant", topic=label, side="employee")
    assert _line(cast, label).employee.room == Voices(irritants=2, people=2)
    _say(cast, "anne", "enchantment", topic=label, side="employee")
    assert _line(cast, label).employee.room == Voices(1, 2, people=2)


def test_a_hidden_card_takes_what_hangs_on_it_along(cast: Cast) -> None:
    mine, other = cast.card("anne"), cast.card("ben")
    label = _topic(cast, mine, other)
    _say(cast, "anne", "irritant", card=mine)
    with change(cast.house, cast.alice, Gesture.FRAME) as deed:
        found = cards.find_card(deed, mine)
        deed.connection.execute(
            tables.card.update().where(tables.card.c.id == found.id).values(status="hidden")
        )
    assert _line(cast, label).employee.room == Voices()


def test_answers_follow_a_merge_and_come_back_with_its_undo(cast: Cast) -> None:
    one, other, third = _one_sided(cast, 3)
    _phase(cast)
    _say(cast, "anne", "irritant", topic=one)
    _say(cast, "anne", "irritant", topic=other)
    _say(cast, "ben", "enchantment", topic=one)
    topics.merge_topics(cast.house, cast.alice, [one], into=other)
    assert _line(cast, other).employee.room == Voices(1, 1, people=2)
    assert {task.topic: task.value for task in _tasks(cast, "anne")} == {
        other: "irritant",
        third: None,
    }
    topics.undo(cast.house, cast.alice)
    assert _line(cast, one).employee.room == Voices(1, 1, people=2)
    assert _line(cast, other).employee.room == Voices(irritants=1, people=1)
    topics.redo(cast.house, cast.alice)
    assert _say(cast, "anne", "none", topic=one)["topic"] == other
    assert _line(cast, other).employee.room == Voices(1, none=1, people=2)
    topics.dissolve_topic(cast.house, cast.alice, other)
    assert [(task.topic, task.value) for task in _tasks(cast, "anne")] == [(third, None)]
    assert read_workshop_view(cast.house, cast.alice).mirror == MirrorProgress(topics_waiting=1)
    _say(cast, "anne", "irritant", topic=third)
    topics.undo(cast.house, cast.alice)
    assert [task.value for task in _tasks(cast, "anne")] == ["none", "irritant"]


def test_a_table_is_one_voice_and_shown_as_a_table(cast: Cast) -> None:
    mine = cast.card("table", side="employee")
    label = _topic(cast, mine)
    _phase(cast)
    for token in ("table", "anne", "ben"):
        _say(cast, token, "irritant", topic=label)
    person = tables.participant
    with change(cast.house, cast.alice, Gesture.FRAME) as deed:
        table = settle(deed, ["table"])["table"]
        deed.connection.execute(person.update().where(person.c.id == table).values(origin="table"))
    line = _line(cast, label)
    assert (line.client.room.people, line.client.room.tables) == (3, 1)
    assert (line.employee.room.people, line.employee.room.tables) == (1, 1)


def test_who_speaks_for_the_clients_lifts_the_mark_with_one_tap(cast: Cast) -> None:
    label = _topic(cast, cast.card(side="employee"))
    _phase(cast)
    _say(cast, "team", "irritant", topic=label)
    assert _line(cast, label).client_by_team
    cast.send(introduce, Introduction("guest", "client"))
    _say(cast, "guest", "irritant", topic=label)
    assert not _line(cast, label).client_by_team


# --- tasks ----------------------------------------------------------------------------------------


def test_a_phone_is_asked_five_questions_at_most_about_topics_that_lack_a_side(cast: Cast) -> None:
    _phase(cast)
    assert _tasks(cast, "anne") == ()
    _phase(cast, "capture")
    labels = _one_sided(cast, 7)
    full = _topic(cast, cast.card(), cast.card(side="employee"))
    _topic(cast)
    assert _tasks(cast, "anne") == ()
    _phase(cast)
    tasks = _tasks(cast, "anne")
    assert len(tasks) == TASKS == 5
    assert {task.topic for task in tasks} <= set(labels) - {full}
    assert {(task.side, task.value) for task in tasks} == {(Side.EMPLOYEE, None)}
    assert tasks[0].title == f"Topic {labels.index(tasks[0].topic)}"


def test_what_is_answered_or_skipped_stays_in_its_place_and_counts_among_the_five(
    cast: Cast,
) -> None:
    _one_sided(cast, 12)
    cast.card("anne")
    _phase(cast)
    asked = [task.topic for task in _tasks(cast, "anne")]
    for topic, value in zip(
        asked, ("irritant", "skip", "none", "skip", "enchantment"), strict=True
    ):
        _say(cast, "anne", value, topic=topic)
        assert [task.topic for task in _tasks(cast, "anne")] == asked
    answered = [task.value for task in _tasks(cast, "anne")]
    assert answered == ["irritant", "skip", "none", "skip", "enchantment"]


def test_an_answer_to_a_topic_that_has_a_full_picture_since_is_still_shown(cast: Cast) -> None:
    [label] = _one_sided(cast, 1)
    own = cast.card(side="employee")
    _phase(cast)
    _say(cast, "anne", "none", topic=label)
    topics.move_cards(cast.house, cast.alice, [own], to=label)
    assert [(task.topic, task.value) for task in _tasks(cast, "anne")] == [(label, "none")]
    assert _tasks(cast, "ben") == ()


def test_those_with_fewest_answers_come_first(cast: Cast) -> None:
    labels = _one_sided(cast, 8)
    _phase(cast)
    for label in labels[:4]:
        for number in range(3):
            _say(cast, f"phone-{number}", "none", topic=label)
    for number in range(3):  # a skip is no answer
        _say(cast, f"phone-{number}", "skip", topic=labels[5])
    with change(cast.house, cast.alice, Gesture.FRAME) as deed:
        settle(deed, ["anne", "ben"])
    for token in ("anne", "ben", "somebody new"):
        assert set(labels[4:]) <= {task.topic for task in _tasks(cast, token)}


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("known", [True, False])
def test_six_phones_leave_none_of_sixteen_topics_without_an_answer(
    cast: Cast, at_once: bool, known: bool
) -> None:
    """Whether they all read their questions first or one after the other."""
    labels = _one_sided(cast, 16)
    tokens = [f"phone-{number}" for number in range(6)]
    if known:
        for token in tokens:
            cast.card(token)
    _phase(cast)
    answers: Counter[str] = Counter()
    lists = {token: _tasks(cast, token) for token in tokens if at_once and known}
    for token in tokens:
        for turn in range(TASKS):
            if at_once and known:
                task = lists[token][turn]
            else:
                task = next(task for task in _tasks(cast, token) if task.value is None)
            _say(cast, token, "none", topic=task.topic)
            answers[task.topic] += 1
    assert set(answers) == set(labels)
    assert max(answers.values()) - min(answers.values()) <= (2 if known else 3)


def test_forty_phones_share_their_questions_evenly(cast: Cast) -> None:
    _one_sided(cast, 16)
    with change(cast.house, cast.alice, Gesture.FRAME) as deed:
        settle(deed, [f"phone-{number}" for number in range(40)])
    _phase(cast)
    asked = Counter(task.topic for number in range(40) for task in _tasks(cast, f"phone-{number}"))
    assert sorted(asked.values()) == [12] * 8 + [13] * 8


def test_a_phone_that_has_not_spoken_is_asked_the_same_each_time(cast: Cast) -> None:
    _one_sided(cast, 12)
    _phase(cast)
    lists = {f"newcomer {n}": _tasks(cast, f"newcomer {n}") for n in range(8)}
    for token, tasks in lists.items():
        assert _tasks(cast, token) == tasks
    assert len(set(lists.values())) > 1


def test_progress_tells_topics_waiting_answers_and_people(cast: Cast) -> None:
    one, other = _one_sided(cast, 2)
    mine = cast.card("anne")
    _say(cast, "anne", "irritant", card=mine)
    _phase(cast)
    assert read_workshop_view(cast.house, cast.alice).mirror == MirrorProgress(2, 0, 0)
    _say(cast, "anne", "irritant", topic=one)
    _say(cast, "anne", "skip", topic=other)
    _say(cast, "ben", "none", topic=one)
    assert read_workshop_view(cast.house, cast.alice).mirror == MirrorProgress(1, 2, 2)


@pytest.mark.parametrize("seed", range(3))
def test_any_answers_give_the_voices_that_a_plain_count_gives(cast: Cast, seed: int) -> None:
    """Against a model in a few lines: per topic, side and kind, a set of participants."""
    chance = random.Random(seed)
    labels = _one_sided(cast, 4)
    _phase(cast)
    held: dict[tuple[str, str, str], str] = {}
    batch: list[MirrorSent] = []
    for _ in range(60):
        key = (chance.choice("abcdef"), chance.choice(labels), chance.choice(list(Side)))
        held[key] = chance.choice(list(Effect))
        batch.append(MirrorSent(key[0], held[key], topic=key[1], side=key[2]))
        if chance.random() < 0.2:
            with change(cast.house, cast.alice, Gesture.FRAME) as deed:
                answer_mirror(deed, batch)
            batch.clear()
    with change(cast.house, cast.alice, Gesture.FRAME) as deed:
        answer_mirror(deed, batch)
    into = {labels[0]: labels[1]}
    topics.merge_topics(cast.house, cast.alice, [labels[0]], into=labels[1])
    for label in labels[1:]:
        line = _line(cast, label)
        for side, reading in ((Side.CLIENT, line.client), (Side.EMPLOYEE, line.employee)):
            said = {
                (who, value)
                for (who, topic, where), value in held.items()
                if into.get(topic, topic) == label and where == side and value != Effect.SKIP
            }
            kinds = Counter(value for _, value in said)
            cards = 0 if side is Side.EMPLOYEE else 1 + (label == labels[1])
            assert reading.room == Voices(
                enchantments=kinds[Effect.ENCHANTMENT],
                irritants=kinds[Effect.IRRITANT] + cards,
                none=kinds[Effect.NONE],
                people=len({who for who, _ in said}) + cards,
            )
