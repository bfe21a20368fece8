"""Simulated phones do all that phones may, and nothing that a phone is refused."""

import random
import time
from collections.abc import Callable, Iterator

import pytest

from tests.services.cast import Cast
from tests.services.playing import play, rehearsal_of
from workshop.domain.errors import NumberOutOfRange, WorkshopUnknown
from workshop.domain.phases import ROAD
from workshop.domain.words import CardStatus, Phase, Side
from workshop.services import (
    lanes,
    moderation,
    questions,
    rights,
    rounds,
    simulated,
    timer,
    topics,
    votes,
    workshops,
)
from workshop.services.actors import Participant
from workshop.services.house import House
from workshop.services.questions import QuestionDraft
from workshop.services.rehearsal import join_rehearsal, remove_rehearsal
from workshop.services.simulated import CARDS_EACH, MOST_MINUTES, Rehearsal, Rehearsals
from workshop.services.simulated_minds import Minds
from workshop.services.views.room import read_myself, read_room
from workshop.services.views.workshop import WorkshopView, read_workshop_view
from workshop.services.votes import NewVote

PATIENCE_SECONDS = 30


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever begins a sentence sends it."""
    monkeypatch.setattr(simulated, "TYPING", 0)


def view_of(cast: Cast) -> WorkshopView:
    return read_workshop_view(cast.house, cast.alice)


def group(cast: Cast) -> None:
    """Alice makes topics of the free cards of each side, a few cards each."""
    for side in Side:
        free = [card.label for card in view_of(cast).free_cards if card.side is side]
        for start in range(0, len(free), 6):
            title = f"Topic {start}, {side}"
            topics.make_topic(cast.house, cast.alice, title=title, cards=free[start : start + 6])


def test_along_the_whole_road_no_phone_is_refused_anything(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, alice = cast.house, cast.alice
    monkeypatch.setattr(simulated, "ME_TOO", 0.6)
    workshops.set_phase(house, alice, "frame")
    workshops.save_settings(house, alice, also_asks=["citizens"])
    rehearsal = rehearsal_of(cast, phones=6)
    for phase in ROAD:
        workshops.set_phase(house, alice, phase)
        if phase is Phase.GROUP:
            play(rehearsal, 10)  # what is in topics is compared no more
            group(cast)
        if phase is Phase.MATRIX:
            play(rehearsal, 15)
            rounds.open_topic_round(house, alice)
        play(rehearsal, 25)
    assert rehearsal.refused == 0
    assert set(rehearsal.done) == set(simulated._NOUNS.values())
    view = view_of(cast)
    assert len(view.moods) == 3
    assert sum(mood.client_voices + mood.employee_voices for mood in view.moods) > 6
    assert view.mirror.people > 3
    assert {card.side for card in view.cards} == {"client", "employee"}
    assert len({card.step for card in view.cards}) > 1
    assert view.room.here == 0


def test_a_vote_never_costs_more_than_its_budget(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    cast.cards(12)
    group(cast)
    votes.open_vote(house, alice, NewVote(budget=4, cap=3))
    workshops.set_phase(house, alice, "vote")
    tokens = join_rehearsal(house, alice, phones=5)
    rehearsal = Rehearsal(house, cast.writer, cast.code, tokens, random.Random(1))
    for turn in range(60):
        assert rehearsal.act()
        if turn % 10 == 0:
            for token in tokens:
                myself = read_myself(house, Participant(cast.code, token))
                assert sum(myself.points.values()) + myself.left == 4
                assert max(myself.points.values(), default=0) <= 3
    assert rehearsal.refused == 0
    [vote] = view_of(cast).votes
    assert (vote.voters, vote.points_given) == (5, 20)


def test_where_codes_are_needed_or_the_round_is_over_they_do_not_try(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    cast.cards(2)
    group(cast)
    votes.open_vote(house, alice, NewVote(with_codes=True))
    workshops.set_phase(house, alice, "vote")
    rehearsal = rehearsal_of(cast, phones=2)
    play(rehearsal, 8)
    votes.reveal_vote(house, alice, "V1")
    play(rehearsal, 8)
    assert (set(rehearsal.done), rehearsal.refused) == ({"said_ready"}, 0)


def test_each_writes_a_few_cards_joins_others_and_then_says_ready(cast: Cast) -> None:
    rehearsal = rehearsal_of(cast, phones=5)
    play(rehearsal, 90)
    view = view_of(cast)
    assert rehearsal.done["cards"] == len(view.cards) == 5 * CARDS_EACH
    assert rehearsal.done["mirrors"] == rehearsal.done["cards"]
    assert sum(card.me_too for card in view.cards) == rehearsal.done["me_toos"] > 0
    assert view.room.ready == 5


def test_whoever_still_types_sends_nothing_else(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulated, "TYPING", 1)
    rehearsal = rehearsal_of(cast, phones=2)
    play(rehearsal, 6)
    assert not rehearsal.done


def test_they_speak_of_what_the_facilitator_pushed(cast: Cast) -> None:
    step = str(cast.steps[1])
    workshops.push_focus(cast.house, cast.alice, step=step, side="employee")
    play(rehearsal_of(cast, phones=3), 6)
    assert {(card.step, card.side) for card in view_of(cast).cards} == {(step, "employee")}


def test_with_two_life_cycles_each_card_is_about_a_step_of_its_side(cast: Cast) -> None:
    lanes.set_mode(cast.house, cast.alice, "life_cycle")
    play(rehearsal_of(cast, phones=6), 20)
    whose = {str(step.id): str(step.lane) for step in view_of(cast).steps}
    spoken = {
        (whose[card.step], str(card.side)) for card in view_of(cast).cards if card.step in whose
    }
    assert spoken == {("client", "client"), ("employee", "employee")}


def test_they_answer_each_kind_of_question_once(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    workshops.set_phase(house, alice, "frame")
    rehearsal = rehearsal_of(cast, phones=12)
    drafts = (
        QuestionDraft("How useful?", "scale"),
        QuestionDraft("Which one?", "choice", options=("One", "Two", "Three")),
        QuestionDraft("What helps?", "text"),
        QuestionDraft("And tomorrow?", "card", side="client", horizon="tomorrow"),
    )
    for draft in drafts:
        label = questions.add_question(house, alice, draft)
        questions.push_question(house, alice, label)
        play(rehearsal, 60)
    assert rehearsal.refused == 0
    lines = view_of(cast).questions
    assert [line.answers + line.skipped for line in lines] == [12, 12, 12, 12]
    assert sum(line.skipped for line in lines) > 0
    assert len(view_of(cast).cards) == 12
    assert {(card.question, card.horizon) for card in view_of(cast).cards} == {("Q4", "tomorrow")}


def test_who_has_nothing_left_to_say_leaves_a_prompt_unanswered(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Minds, "card", lambda minds: None)
    draft = QuestionDraft("What made you come?", "card", side="client")
    label = questions.add_question(cast.house, cast.alice, draft)
    questions.push_question(cast.house, cast.alice, label)
    rehearsal = rehearsal_of(cast, phones=2)
    play(rehearsal, 6)
    view = view_of(cast)
    assert (view.room.ready, view.cards) == (2, ())


def test_ideas_are_said_once_each(cast: Cast) -> None:
    cast.cards(2)
    group(cast)
    workshops.set_phase(cast.house, cast.alice, "ideate")
    play(rehearsal_of(cast, phones=9), 60)
    titles = [solution.title for solution in view_of(cast).solutions]
    assert len(titles) == len(set(titles)) == 6


def test_the_inbox_comes_first_for_them_too(cast: Cast) -> None:
    moderation.save_moderation(cast.house, cast.alice, inbox_first=True)
    rehearsal = rehearsal_of(cast, phones=2)
    play(rehearsal, 6)
    statuses = {card.status for card in view_of(cast).cards}
    assert statuses == {CardStatus.WAITING}
    assert rehearsal.refused == 0


def test_while_the_room_pauses_they_rest(cast: Cast) -> None:
    timer.pause(cast.house, cast.alice, minutes=10)
    rehearsal = rehearsal_of(cast, phones=2)
    play(rehearsal, 5)
    assert not rehearsal.done
    timer.resume(cast.house, cast.alice)
    play(rehearsal, 5)
    assert rehearsal.done


def test_without_the_right_they_send_nothing(cast: Cast) -> None:
    rights.set_rights(cast.house, cast.alice, "capture", may=[], sees="nothing")
    rehearsal = rehearsal_of(cast, phones=2)
    play(rehearsal, 6)
    assert (dict(rehearsal.done), rehearsal.refused) == ({}, 0)


def test_a_gesture_that_comes_too_late_is_counted_apart(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    rehearsal = rehearsal_of(cast, phones=1)
    before = read_room(cast.house, cast.code)
    workshops.set_phase(cast.house, cast.alice, "matrix")
    monkeypatch.setattr(simulated, "read_room", lambda house, code: before)
    play(rehearsal, 1)
    assert (dict(rehearsal.done), rehearsal.refused) == ({}, 1)


def test_it_ends_when_nobody_is_left(cast: Cast) -> None:
    tokens = join_rehearsal(cast.house, cast.alice, phones=3)
    rehearsal = Rehearsal(cast.house, cast.writer, cast.code, tokens, random.Random(1))
    card = cast.card(tokens[0])
    moderation.remove_device(cast.house, cast.alice, card, set_cards_aside=False)
    play(rehearsal, 10)
    remove_rehearsal(cast.house, cast.alice)
    assert not rehearsal.act()
    assert not rehearsal.play(seconds=60, wait=lambda seconds: None, clock=time.monotonic)


def test_it_plays_for_so_long_or_until_it_is_stopped(cast: Cast) -> None:
    rehearsal = rehearsal_of(cast, phones=4)
    now = [0.0]

    def wait(seconds: float) -> bool:
        now[0] += seconds
        return now[0] > 90

    assert rehearsal.play(seconds=60, wait=wait, clock=lambda: now[0])
    assert now == [60.0]
    acted = sum(rehearsal.done.values())
    assert 8 < acted < 100
    assert rehearsal.play(seconds=600, wait=wait, clock=lambda: now[0])
    assert now[0] < 120


@pytest.fixture
def rehearsals() -> Iterator[Rehearsals]:
    here = Rehearsals()
    yield here
    here.stop_all()


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulated, "SECONDS_BETWEEN", 0.05)


def until(there: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not there():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.usefixtures("hasty")
def test_a_second_rehearsal_ends_the_one_that_another_process_plays(
    cast: Cast, rehearsals: Rehearsals
) -> None:
    elsewhere = Rehearsals()
    try:
        elsewhere.start(cast.house, cast.alice, phones=4, minutes=3)
        rehearsals.start(cast.house, cast.alice, phones=4, minutes=3)
        until(lambda: elsewhere.running(cast.code) is None)
        assert rehearsals.running(cast.code) is not None
        elsewhere.remove(cast.house, cast.alice)
        until(lambda: rehearsals.running(cast.code) is None)
    finally:
        elsewhere.stop_all()


@pytest.mark.usefixtures("hasty")
def test_in_the_background_a_room_fills_until_it_is_stopped_and_emptied(
    cast: Cast, rehearsals: Rehearsals
) -> None:
    rehearsals.start(cast.house, cast.alice, phones=4, minutes=3)
    running = rehearsals.running(cast.code)
    assert running is not None
    assert running.phones == 4
    assert 150 <= running.seconds_left <= 180
    assert 0 <= running.progress < 0.2
    until(lambda: view_of(cast).cards)
    rehearsals.stop(cast.code)
    assert rehearsals.running(cast.code) is None
    assert view_of(cast).room.rehearsal == 4
    assert rehearsals.remove(cast.house, cast.alice) == 4
    assert (view_of(cast).cards, view_of(cast).room.rehearsal) == ((), 0)


@pytest.mark.usefixtures("hasty")
def test_taken_away_while_it_runs_it_ends_and_nothing_comes_after(
    cast: Cast, rehearsals: Rehearsals
) -> None:
    rehearsals.start(cast.house, cast.alice, phones=4, minutes=3)
    until(lambda: view_of(cast).cards)
    remove_rehearsal(cast.house, cast.alice)  # from another process: nobody tells this one
    until(lambda: rehearsals.running(cast.code) is None)
    assert view_of(cast).cards == ()


@pytest.mark.usefixtures("hasty")
def test_a_second_one_in_the_same_room_takes_the_first_one_s_place(
    cast: Cast, rehearsals: Rehearsals
) -> None:
    rehearsals.start(cast.house, cast.alice, phones=4, minutes=3)
    first = rehearsals.running(cast.code)
    rehearsals.start(cast.house, cast.alice, phones=6, minutes=3)
    assert first is not None
    assert not first.is_alive
    second = rehearsals.running(cast.code)
    assert second is not None
    assert second.phones == 6
    assert view_of(cast).room.rehearsal == 6


@pytest.mark.usefixtures("hasty")
def test_of_a_workshop_that_was_deleted_it_ends_by_itself(
    cast: Cast, rehearsals: Rehearsals
) -> None:
    rehearsals.start(cast.house, cast.alice, phones=2, minutes=3)
    workshops.delete_workshop(cast.house, cast.alice, typed_title="Counter")
    until(lambda: rehearsals.running(cast.code) is None)


@pytest.mark.usefixtures("hasty")
def test_a_database_that_went_away_ends_it_with_a_line_in_the_log(
    cast: Cast,
    rehearsals: Rehearsals,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def away(house: House, code: str) -> None:
        raise OSError("gone")

    monkeypatch.setattr(simulated, "read_room", away)
    rehearsals.start(cast.house, cast.alice, phones=2, minutes=3)
    until(lambda: rehearsals.running(cast.code) is None)
    assert [record.message for record in caplog.records] == ["a rehearsal ended early (OSError)"]


@pytest.mark.parametrize("minutes", [0, MOST_MINUTES + 1])
def test_a_rehearsal_of_no_time_or_without_end_is_refused(
    cast: Cast, rehearsals: Rehearsals, minutes: int
) -> None:
    with pytest.raises(NumberOutOfRange) as refused:
        rehearsals.start(cast.house, cast.alice, phones=2, minutes=minutes)
    assert refused.value.facts["field"] == "minutes"
    assert view_of(cast).room.rehearsal == 0


def test_a_stranger_neither_stops_nor_replaces_a_rehearsal(
    cast: Cast, rehearsals: Rehearsals
) -> None:
    rehearsals.start(cast.house, cast.alice, phones=2, minutes=3)
    with pytest.raises(WorkshopUnknown):
        rehearsals.start(cast.house, cast.charlie, phones=2, minutes=3)
    with pytest.raises(WorkshopUnknown):
        rehearsals.remove(cast.house, cast.charlie)
    assert rehearsals.running(cast.code) is not None
