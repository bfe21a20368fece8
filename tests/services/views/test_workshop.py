"""The facilitator's picture, whole and in its order."""

import uuid
from datetime import date

from tests.services.cast import Cast
from workshop.domain.words import Quadrant, Source
from workshop.services import (
    actions,
    capture,
    moderation,
    questions,
    ratings,
    solutions,
    topics,
    votes,
    workshops,
)
from workshop.services.actions import ActionDraft
from workshop.services.answers import AnswerSent, answer_questions
from workshop.services.ballots import PointsGiven, give_points
from workshop.services.capture import CardRow
from workshop.services.participants import Introduction, introduce
from workshop.services.questions import QuestionDraft
from workshop.services.solutions import SolutionSent, add_solutions
from workshop.services.views.workshop import WorkshopView, read_workshop_view
from workshop.services.votes import NewVote


def _view(cast: Cast) -> WorkshopView:
    return read_workshop_view(cast.house, cast.alice)


def test_a_topic_s_main_step_is_where_most_of_its_shown_cards_are(cast: Cast) -> None:
    arrive, ask, leave = cast.steps
    cards = cast.cards(2, step=leave) + cast.cards(2, step=ask) + cast.cards(2)
    hidden = cast.cards(3, step=arrive)
    topics.make_topic(cast.house, cast.alice, title="Topic", cards=cards + hidden)
    topics.make_topic(cast.house, cast.alice, title="Empty")
    for label in hidden:
        moderation.set_aside(cast.house, cast.alice, label, reason="other")
    line, empty = _view(cast).topics
    assert (line.main_step, line.steps_spread) == (str(ask), 3)
    assert (empty.main_step, empty.steps_spread) == ("", 0)
    assert line.cards == tuple(sorted(cards + hidden, key=lambda label: int(label[1:])))


def test_topics_of_a_quadrant_are_ranked_by_the_voices_of_their_smaller_side(cast: Cast) -> None:
    for voices in (3, 5, 4):
        cards = cast.cards(voices) + cast.cards(voices, side="employee")
        topics.make_topic(cast.house, cast.alice, title=f"{voices}", cards=cards)
    topics.make_topic(cast.house, cast.alice, title="one side", cards=cast.cards(9))
    view = _view(cast)
    assert [line.title for line in view.in_quadrant(Quadrant.PRIORITY)] == ["5", "4", "3"]
    assert [line.title for line in view.in_quadrant(Quadrant.ONE_SIDE_MISSING)] == ["one side"]


def test_topics_come_in_the_order_of_treatment_and_those_without_a_place_last(cast: Cast) -> None:
    kinds = ("enchantment", "irritant")
    sides = {
        "missing": (["irritant"], []),
        "divided": (["irritant", "enchantment"], ["irritant"]),
        **{f"{one} {two}": ([one], [two]) for one in kinds for two in kinds},
    }
    for title, (client, employee) in sides.items():
        cards = [cast.card(kind=kind) for kind in client]
        cards += [cast.card(side="employee", kind=kind) for kind in employee]
        topics.make_topic(cast.house, cast.alice, title=title, cards=cards)
    expected = ["irritant irritant", "irritant enchantment", "enchantment irritant"]
    expected += ["enchantment enchantment", "divided", "missing"]
    assert [line.title for line in _view(cast).topics_in_order] == expected
    workshops.save_settings(cast.house, cast.alice, relieve_first=True)
    expected[1:3] = expected[2:0:-1]
    assert [line.title for line in _view(cast).topics_in_order] == expected


def test_cards_topics_and_steps_are_found_by_their_labels(cast: Cast) -> None:
    label = cast.card(step=cast.steps[0])
    topic = topics.make_topic(cast.house, cast.alice, title="Topic", cards=[label])
    view = _view(cast)
    card, line = view.card(label), view.topic(topic)
    assert card is not None
    assert line is not None
    assert view.step_title(card.step) == "Arrive"
    assert view.card("C99") is None
    assert view.topic("T99") is None
    assert view.topic(None) is None
    assert view.step_title("any") is None


def test_cards_come_in_a_random_order_that_stays(cast: Cast) -> None:
    sent = cast.cards(12)
    shown = [card.label for card in _view(cast).cards]
    assert sorted(shown) == sorted(sent)
    assert shown != sent
    assert [card.label for card in _view(cast).cards] == shown


def test_a_ballot_speaks_for_the_side_of_who_cast_it(cast: Cast) -> None:
    idea = solutions.add_solution(cast.house, cast.alice, title="Idea")
    ratings.rate(cast.house, cast.alice, idea, by="client", client=2, employee=-2, usability=0)
    [line] = _view(cast).solutions
    assert (line.verdict.client.own, line.verdict.client.others) == (2, None)
    assert (line.verdict.employee.own, line.verdict.employee.others) == (None, -2)


def test_a_priority_is_carried_once_an_action_has_an_owner_or_somebody_to_ask(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    for title in ("one", "two", "three"):
        cards = cast.cards(3) + cast.cards(3, side="employee")
        topics.make_topic(house, alice, title=title, cards=cards)
    actions.add_action(house, alice, ActionDraft("Do", owner="Nadia", topic="T1"))
    actions.add_action(house, alice, ActionDraft("Ask", to_confirm_with="Paul", topic="T2"))
    actions.add_action(house, alice, ActionDraft("Nobody yet", topic="T3"))
    view = _view(cast)
    assert [line.what for line in view.carried("T1")] == ["Do"]
    assert [line.title for line in view.uncarried_priorities] == ["three"]


def test_the_room_begins_with_the_first_of_the_vote_beside_the_priority_topics(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    topics.make_topic(house, alice, title="0", cards=cast.cards(3) + cast.cards(3, side="employee"))
    for title in ("1", "2", "3"):
        topics.make_topic(house, alice, title=title, cards=cast.cards(3))
    votes.open_vote(house, alice, NewVote())
    workshops.set_phase(house, alice, "vote")
    for token, topic, points in (("a", "T1", 2), ("a", "T4", 3), ("b", "T2", 3), ("b", "T3", 1)):
        cast.send(give_points, PointsGiven(token, "V1", topic, str(points)))
    assert _view(cast).room_first == ()
    votes.reveal_vote(house, alice, "V1")
    # The third one is the priority topic; a fourth is not first.
    assert {line.label for line in _view(cast).room_first} == {"T2", "T4"}


def test_actions_come_by_their_due_date_and_those_without_one_last(cast: Cast) -> None:
    for what, due in (("later", date(2026, 9, 1)), ("some day", None), ("soon", date(2026, 4, 1))):
        actions.add_action(cast.house, cast.alice, ActionDraft(what, due=due))
    assert [line.what for line in _view(cast).actions_by_due] == ["soon", "later", "some day"]


def test_people_are_those_of_the_room_who_said_something_each_once(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    rows = [CardRow("A verbatim", "client", "irritant", "")] * 3
    verbatims = capture.import_cards(house, alice, rows, source=Source.DATA)
    idea = solutions.add_solution(house, alice, title="Idea")
    ratings.rate(house, alice, idea, by="client", client=0, employee=0, usability=0)
    cast.send(introduce, Introduction("silent", "client"))
    assert _view(cast).participants == 0
    card = cast.card("author")
    cast.card("author")
    for token in ("author", "friend", "other"):
        cast.me_too(token, card if token == "friend" else verbatims[0])
    assert _view(cast).participants == 3
    workshops.set_phase(house, alice, "ideate")
    cast.send(add_solutions, SolutionSent("late", str(uuid.uuid4()), "Another idea"))
    assert _view(cast).participants == 4


def test_a_phone_that_only_taps_is_one_of_the_people(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    label = questions.add_question(house, alice, QuestionDraft("Easy?", "scale"))
    cast.send(introduce, Introduction("tapping", "client"))
    cast.send(introduce, Introduction("silent", "client"))
    assert _view(cast).participants == 0
    questions.push_question(house, alice, label)
    cast.send(answer_questions, AnswerSent("silent", label, ""))
    assert _view(cast).participants == 0
    cast.send(answer_questions, AnswerSent("tapping", label, "1"))
    assert _view(cast).participants == 1
