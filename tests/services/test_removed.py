"""A device that the facilitator removed is refused by every gesture that a phone has.

The gestures are found by their arguments: one that is added without a line here fails.
"""

import inspect
import uuid
from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest
from sqlalchemy import select

import workshop.services
from tests.services.cast import Cast
from workshop.domain.errors import WorkshopError
from workshop.domain.phases import PhoneGesture
from workshop.domain.words import Phase
from workshop.services import (
    answers,
    ballots,
    capture,
    help,
    me_too,
    mirror,
    moderation,
    moods,
    participants,
    questions,
    ratings,
    rights,
    rounds,
    same,
    slips,
    solutions,
    timer,
    topics,
    votes,
    workshops,
)
from workshop.services.questions import QuestionDraft
from workshop.services.transaction import glance
from workshop.services.votes import NewVote
from workshop.storage import tables

OWN, OTHERS = str(uuid.UUID(int=2**100)), str(uuid.UUID(int=2**101))

# What the device "phone" sends by each gesture; all of it is welcome from anybody else. The fixture
# fills in the card's label and the code, and a round with codes wants its code before any point.
SENT: dict[Callable[..., Any], Any] = {
    capture.add_cards: capture.CardSent("phone", OTHERS, "client", "irritant", "any", "More"),
    me_too.say_me_too: me_too.MeToo("phone", "C0"),
    capture.edit_own_cards: capture.CardEdit("phone", OWN, "Changed"),
    mirror.answer_mirror: mirror.MirrorSent("phone", "irritant", topic="T1"),
    participants.introduce: participants.Introduction("phone", "client"),
    answers.answer_questions: answers.AnswerSent("phone", "Q1", "1"),
    moods.set_moods: moods.MoodSent("phone", "any", "client", "1"),
    solutions.add_solutions: solutions.SolutionSent("phone", OTHERS, "Idea"),
    ratings.rate_solutions: ratings.RatingSent("phone", "S1", "1", "1", "1"),
    rounds.give_places: rounds.PlacingSent("phone", "T1", "1", "-1"),
    same.answer_same: same.SameSent("phone", "C1", "C2", "yes"),
    help.offer_help: help.HelpSent("phone", "S1", "Ada"),
    timer.say_ready: timer.Ready("phone"),
    slips.claim_codes: slips.ClaimCode("phone", "V1", ""),
    ballots.give_points: ballots.PointsGiven("phone", "V1", "T1", "1"),
}


def _gestures_there_are() -> Iterator[Callable[..., Any]]:
    for module in walk_packages(workshop.services.__path__, "workshop.services."):
        for name, function in inspect.getmembers(import_module(module.name), inspect.isfunction):
            asked = list(inspect.signature(function).parameters)
            if (
                function.__module__ == module.name
                and not name.startswith("_")
                and asked == ["deed", "gestures"]
            ):
                yield function


@pytest.fixture
def busy(cast: Cast) -> dict[Callable[..., Any], Any]:
    """A room where phones may do everything, and what "phone" is about to send."""
    house, alice = cast.house, cast.alice
    cast.card("phone", card_id=OWN)
    others, third = cast.card("other"), cast.card("third")
    topics.make_topic(house, alice, title="Queue", cards=[others])
    solutions.add_solution(house, alice, title="Idea")
    label = questions.add_question(house, alice, QuestionDraft("How was it?", "scale"))
    rights.set_rights(house, alice, Phase.VOTE, may=list(PhoneGesture), sees="everything")
    votes.open_vote(house, alice, NewVote())
    rounds.open_topic_round(house, alice)
    workshops.set_phase(house, alice, Phase.VOTE)
    questions.push_question(house, alice, label)
    [code] = slips.new_codes(house, alice, "V1", 1)
    filled = dict(SENT)
    filled[same.answer_same] = same.SameSent("phone", others, third, "yes")
    filled[me_too.say_me_too] = me_too.MeToo("phone", others)
    filled[slips.claim_codes] = slips.ClaimCode("phone", "V1", code)
    return filled


def _everything(cast: Cast) -> dict[str, list[tuple[Any, ...]]]:
    with glance(cast.house) as connection:
        return {
            table.name: sorted(tuple(map(repr, row)) for row in connection.execute(select(table)))
            for table in tables.metadata.sorted_tables
        }


def test_every_phone_s_gesture_is_in_this_test() -> None:
    assert set(_gestures_there_are()) == set(SENT)


def test_everybody_else_is_welcome(cast: Cast, busy: dict[Callable[..., Any], Any]) -> None:
    for gesture, sent in busy.items():
        before = _everything(cast)
        cast.send(gesture, sent)
        assert _everything(cast) != before, gesture


def test_a_removed_device_is_refused_by_each_gesture_and_changes_nothing(
    cast: Cast, busy: dict[Callable[..., Any], Any]
) -> None:
    own = capture.CardSent("phone", OWN, "client", "irritant", "any", "Sent again")
    label = cast.send(capture.add_cards, own).label
    moderation.remove_device(cast.house, cast.alice, label, set_cards_aside=False)
    before = _everything(cast)
    for gesture, sent in busy.items():
        with pytest.raises(WorkshopError) as refused:
            cast.send(gesture, sent)
        assert refused.value.code in {"door_closed", "card_unknown"}, gesture
    assert _everything(cast) == before
