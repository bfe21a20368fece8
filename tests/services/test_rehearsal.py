"""Simulated participants come in marked, and leave a room exactly as it was."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from tests.services.cast import Cast
from tests.services.playing import figures_of, play, rehearsal_of, whole_of
from workshop.domain.errors import DoorClosed, NumberOutOfRange, TopicUnknown
from workshop.domain.words import CardStatus, Origin, Role
from workshop.services import (
    answers,
    moderation,
    questions,
    ratings,
    solutions,
    topics,
    votes,
    workshops,
)
from workshop.services.actors import Console, Visitor
from workshop.services.archive.taking import take_in
from workshop.services.ballots import PointsGiven, give_points
from workshop.services.questions import QuestionDraft
from workshop.services.rehearsal import MOST_PHONES, join_rehearsal, remove_rehearsal
from workshop.services.timer import Ready, say_ready
from workshop.services.transaction import glance
from workshop.services.views.board import read_board
from workshop.services.views.room import read_myself, read_room
from workshop.services.views.sponsor import read_sponsor_view
from workshop.services.views.workshop import read_workshop_view
from workshop.services.votes import NewVote
from workshop.storage import tables


@pytest.fixture
def real(cast: Cast) -> Cast:
    """Alice's workshop with what real people said: cards, a topic, a vote, a question, an idea."""
    cards = cast.cards(3, step=cast.steps[0]) + cast.cards(2, side="employee")
    topics.make_topic(cast.house, cast.alice, title="Waiting", cards=cards)
    topics.make_topic(cast.house, cast.alice, title="Nothing in it yet")
    cast.me_too("phone-9", cards[0])
    votes.open_vote(cast.house, cast.alice, NewVote())
    workshops.set_phase(cast.house, cast.alice, "vote")
    cast.send(give_points, PointsGiven("phone-9", "V1", "T1", "2"))
    solutions.add_solution(cast.house, cast.alice, title="More people", topics=["T1"])
    asked = questions.add_question(cast.house, cast.alice, QuestionDraft("Why?", "text"))
    questions.push_question(cast.house, cast.alice, asked)
    cast.send(answers.answer_questions, answers.AnswerSent("phone-9", asked, "", "Habit"))
    workshops.set_phase(cast.house, cast.alice, "capture")
    return cast


def test_they_come_in_marked_whatever_the_door(cast: Cast) -> None:
    workshops.frame(cast.house, cast.alice, {}, families=["Front", "Back"])
    workshops.set_door(cast.house, cast.alice, is_open=False)
    tokens = join_rehearsal(cast.house, cast.alice, phones=30)
    assert len(set(tokens)) == 30
    state = read_workshop_view(cast.house, cast.alice).room
    assert (state.rehearsal, state.here) == (30, 0)
    assert 0 < state.for_client < 30
    people = [read_myself(cast.house, cast.phone(token)) for token in tokens]
    assert {person.origin for person in people} == {Origin.REHEARSAL}
    assert {person.family for person in people} == {"Front", "Back"}
    assert read_room(cast.house, cast.code).rehearsal
    cast.send(say_ready, Ready(tokens[0]))
    assert read_workshop_view(cast.house, cast.alice).room.ready == 1


@pytest.mark.parametrize("phones", [0, -1, MOST_PHONES + 1])
def test_a_room_of_none_or_of_too_many_is_refused(cast: Cast, phones: int) -> None:
    with pytest.raises(NumberOutOfRange) as refused:
        join_rehearsal(cast.house, cast.alice, phones=phones)
    assert refused.value.facts == {"field": "phones", "low": 1, "high": MOST_PHONES}


def test_removed_it_leaves_figures_counts_export_and_topics_as_they_were(real: Cast) -> None:
    before, figures = whole_of(real), figures_of(real)
    rehearsal = rehearsal_of(real, phones=12)
    for phase in ("capture", "vote", "ideate", "weigh", "mood", "capture"):
        workshops.set_phase(real.house, real.alice, phase)
        play(rehearsal, 60)
    assert whole_of(real) != before
    assert len(rehearsal.done) >= 6
    assert remove_rehearsal(real.house, real.alice) == 12
    # The questions about moods came with their phase, by the facilitator's gesture.
    after = whole_of(real)
    asked = tuple(question for question in after.questions if question.deck != "mood")
    assert replace(after, questions=asked) == before
    assert figures_of(real) == figures
    assert not read_room(real.house, real.code).rehearsal
    assert remove_rehearsal(real.house, real.alice) == 0


def test_nothing_that_a_simulated_phone_said_is_left_in_any_table(real: Cast) -> None:
    rehearsal = rehearsal_of(real, phones=10)
    play(rehearsal, 80)
    remove_rehearsal(real.house, real.alice)
    person, card = tables.participant, tables.card
    with glance(real.house) as connection:
        gone = select(person.c.id).where(person.c.origin == Origin.GONE)
        assert len(connection.scalars(gone).all()) == 10
        for table in tables.metadata.sorted_tables:
            if "participant_id" in table.c and table is not card:
                left = select(func.count()).where(table.c.participant_id.in_(gone))
                assert connection.scalar(left) == 0, table.name
        rows = connection.execute(select(card).where(card.c.participant_id.in_(gone))).all()
        assert {(row.text, row.status) for row in rows} == {("", CardStatus.WITHDRAWN)}
        assert connection.scalars(select(person.c.family).where(person.c.origin == "gone")).all()


def test_screens_are_told_which_cards_to_take_off(cast: Cast) -> None:
    rehearsal = rehearsal_of(cast, phones=3)
    play(rehearsal, 6)
    visitor = Visitor(cast.code, cast.alice.token, Role.FACILITATOR)
    shown = read_board(cast.house, visitor)
    assert shown.cards
    remove_rehearsal(cast.house, cast.alice)
    board = read_board(cast.house, visitor, since=shown.revision)
    assert {card["status"] for card in board.cards} == {"withdrawn"}
    assert len(board.cards) == len(shown.cards)
    assert read_board(cast.house, visitor).cards == []


def test_real_me_toos_go_with_simulated_cards_and_real_cards_lose_simulated_ones(
    cast: Cast,
) -> None:
    [mine] = cast.cards(1)
    [token] = join_rehearsal(cast.house, cast.alice, phones=1)
    theirs = cast.card(token)
    cast.me_too("phone-9", theirs)
    cast.me_too(token, mine)
    remove_rehearsal(cast.house, cast.alice)
    view = read_workshop_view(cast.house, cast.alice)
    assert [(card.label, card.me_too) for card in view.cards] == [(mine, 0)]
    with glance(cast.house) as connection:
        assert connection.execute(select(tables.me_too)).all() == []


def test_a_topic_that_real_people_fill_too_stays_with_their_cards(cast: Cast) -> None:
    mine = cast.cards(2)
    [token] = join_rehearsal(cast.house, cast.alice, phones=1)
    theirs = [cast.card(token) for _ in range(3)]
    topics.make_topic(cast.house, cast.alice, title="Both", cards=[mine[0], theirs[0]])
    topics.make_topic(cast.house, cast.alice, title="Theirs", cards=theirs[1:])
    topics.make_topic(cast.house, cast.alice, title="Left", cards=[mine[1]])
    topics.move_cards(cast.house, cast.alice, [theirs[2]], to="T3")
    solutions.add_solution(cast.house, cast.alice, title="Idea", topics=["T1", "T2"])
    remove_rehearsal(cast.house, cast.alice)
    view = read_workshop_view(cast.house, cast.alice)
    assert {topic.label: topic.cards for topic in view.topics} == {
        "T1": (mine[0],),
        "T3": (mine[1],),
    }
    assert view.solutions[0].topics == ("T1",)


def test_what_was_grouped_before_can_still_be_undone_and_what_came_since_cannot(
    cast: Cast,
) -> None:
    mine = cast.cards(2)
    topics.make_topic(cast.house, cast.alice, title="Mine", cards=[mine[0]])
    topics.make_topic(cast.house, cast.alice, title="Empty")
    topics.move_cards(cast.house, cast.alice, [mine[0]], to="T2")
    [token] = join_rehearsal(cast.house, cast.alice, phones=1)
    theirs = cast.card(token)
    topics.move_cards(cast.house, cast.alice, [theirs], to="T1")
    topics.make_topic(cast.house, cast.alice, title="New", cards=[mine[1]])
    topics.undo(cast.house, cast.alice)
    remove_rehearsal(cast.house, cast.alice)
    # Both were there before, empty or not.
    view = read_workshop_view(cast.house, cast.alice)
    assert sorted(topic.label for topic in view.topics) == ["T1", "T2"]
    topics.undo(cast.house, cast.alice)
    view = read_workshop_view(cast.house, cast.alice)
    assert {topic.label: topic.cards for topic in view.topics} == {"T1": (mine[0],), "T2": ()}
    topics.redo(cast.house, cast.alice)
    with pytest.raises(TopicUnknown):
        topics.rename_topic(cast.house, cast.alice, "T3", title="x")


def test_a_phone_that_the_facilitator_removed_is_taken_away_with_the_others(cast: Cast) -> None:
    token, _ = join_rehearsal(cast.house, cast.alice, phones=2)
    card = cast.card(token)
    moderation.remove_device(cast.house, cast.alice, card, set_cards_aside=True)
    assert read_workshop_view(cast.house, cast.alice).moderation.log
    assert remove_rehearsal(cast.house, cast.alice) == 2
    view = read_workshop_view(cast.house, cast.alice)
    assert (view.cards, view.moderation.log, view.moderation.set_aside) == ((), (), 0)


def test_what_was_made_of_their_answers_goes_and_a_real_action_stays_without_it(
    cast: Cast,
) -> None:
    house, alice = cast.house, cast.alice
    [token] = join_rehearsal(house, alice, phones=1)
    asked = questions.add_question(house, alice, QuestionDraft("What helps?", "text"))
    questions.push_question(house, alice, asked)
    cast.send(answers.answer_questions, answers.AnswerSent(token, asked, "", "More light"))
    [answer] = read_workshop_view(house, alice).questions[0].texts
    assert answers.make_card(house, alice, asked, answer.rank).startswith("C")
    assert answers.make_solution(house, alice, asked, answer.rank) == "S1"
    ratings.rate(house, alice, "S1", by="client", client=1, employee=1, usability=0)
    remove_rehearsal(house, alice)
    view = read_workshop_view(house, alice)
    assert (view.cards, view.solutions) == ((), ())
    assert (view.questions[0].answers, view.questions[0].texts) == (0, ())


def test_the_sponsor_is_told_while_it_lasts(cast: Cast) -> None:
    workshops.open_to_sponsor(cast.house, cast.alice, is_open=True)
    join_rehearsal(cast.house, cast.alice, phones=1)
    assert read_sponsor_view(cast.house, cast.sam).rehearsal
    remove_rehearsal(cast.house, cast.alice)
    assert not read_sponsor_view(cast.house, cast.sam).rehearsal


def test_a_phone_of_a_rehearsal_taken_away_does_not_come_in_as_a_real_one(cast: Cast) -> None:
    [token] = join_rehearsal(cast.house, cast.alice, phones=1)
    remove_rehearsal(cast.house, cast.alice)
    with pytest.raises(DoorClosed):
        cast.card(token)
    assert read_myself(cast.house, cast.phone(token)).removed


def test_a_second_rehearsal_goes_on_with_those_who_are_there_and_shuts_their_phones(
    cast: Cast,
) -> None:
    first = join_rehearsal(cast.house, cast.alice, phones=3)
    card = cast.card(first[0])
    second = join_rehearsal(cast.house, cast.alice, phones=5)
    assert read_workshop_view(cast.house, cast.alice).room.rehearsal == 5
    with pytest.raises(DoorClosed):
        cast.card(first[0])
    mine = [read_myself(cast.house, cast.phone(token)).cards for token in second]
    assert [found.label for cards in mine for found in cards] == [card]
    third = join_rehearsal(cast.house, cast.alice, phones=2)
    assert len(third) == 2
    for token in second:
        assert read_myself(cast.house, cast.phone(token)).removed
    assert read_workshop_view(cast.house, cast.alice).room.rehearsal == 5
    assert remove_rehearsal(cast.house, cast.alice) == 5


def test_an_import_keeps_the_mark_and_the_one_gesture(real: Cast) -> None:
    before = whole_of(real)
    rehearsal = rehearsal_of(real, phones=4)
    play(rehearsal, 20)
    cards = [card.label for card in read_workshop_view(real.house, real.alice).free_cards]
    topics.make_topic(real.house, real.alice, title="Theirs", cards=cards)
    new = take_in(real.house, whole_of(real))
    me = Console(new.code)
    assert read_workshop_view(real.house, me).room.rehearsal == 4
    assert remove_rehearsal(real.house, me) == 4
    after = whole_of(real, new.code)
    assert replace(after, workshop=replace(after.workshop, code=real.code)) == before
