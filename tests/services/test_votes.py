"""Voting rounds: who may spend what, what counts, and what stays secret until the reveal."""

import math
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.services.cast import Cast
from workshop.domain.errors import (
    DoorClosed,
    NumberOutOfRange,
    PhaseClosed,
    SolutionUnknown,
    TargetUnknown,
    TextTooLong,
    TopicUnknown,
    ValueUnknown,
    VoteBudgetSpent,
    VoteCapReached,
    VoteClosed,
    VoteCodeNeeded,
    VoteCodeRefused,
    VoteOpen,
    VoteUnknown,
    WorkshopError,
)
from workshop.domain.gestures import Gesture
from workshop.domain.words import Subject
from workshop.services import ballots, slips, solutions, topics, votes, workshops
from workshop.services.ballots import PointsGiven, give_points
from workshop.services.slips import ClaimCode, claim_codes
from workshop.services.transaction import change, find_workshop, glance
from workshop.services.views.room import Myself, Room, read_myself, read_room
from workshop.services.views.votes import VoteLine, read_votes
from workshop.services.views.workshop import WorkshopView, read_script_view, read_workshop_view
from workshop.services.votes import NewVote
from workshop.services.writer import Done
from workshop.storage import tables


@pytest.fixture(autouse=True)
def _in_the_vote(cast: Cast) -> None:
    """Four topics, and the round V1 on all of them that the phase opens: 5 points, 3 at most."""
    for title in ("Waiting", "Forms", "Passwords", "Thanks"):
        topics.make_topic(cast.house, cast.alice, title=title)
    workshops.set_phase(cast.house, cast.alice, "vote")


def _give(
    cast: Cast, token: str, target: str, points: int | str, session: str = "V1"
) -> dict[str, Any]:
    answer: dict[str, Any] = cast.send(
        give_points, PointsGiven(token, session, target, str(points))
    )
    return answer


def _view(cast: Cast) -> WorkshopView:
    return read_workshop_view(cast.house, cast.alice)


def _line(cast: Cast, label: str = "V1") -> VoteLine:
    return next(line for line in _view(cast).votes if line.label == label)


def _points(cast: Cast, label: str = "V1") -> Mapping[str, int]:
    """The points of each target that got any, once revealed."""
    votes.reveal_vote(cast.house, cast.alice, label)
    return {result.label: result.points for result in _line(cast, label).results if result.points}


def _me(cast: Cast, token: str) -> Myself:
    return read_myself(cast.house, cast.phone(token))


def _room(cast: Cast) -> Room:
    return read_room(cast.house, cast.code)


# --- rounds ---------------------------------------------------------------------------------------


def test_the_phase_opens_a_round_on_all_topics_once(cast: Cast) -> None:
    [line] = _view(cast).votes
    assert (line.label, line.title, line.subject) == ("V1", "", Subject.TOPICS)
    assert (line.budget, line.cap, line.chosen, line.is_open) == (5, 3, (), True)
    assert _view(cast).open_vote == line
    for phase in ("matrix", "vote"):
        workshops.set_phase(cast.house, cast.alice, phase)
    assert len(_view(cast).votes) == 1
    votes.remove_vote(cast.house, cast.alice, "V1")
    assert (_view(cast).votes, _view(cast).open_vote) == ((), None)
    workshops.set_phase(cast.house, cast.alice, "vote")
    assert [line.label for line in _view(cast).votes] == ["V2"]


def test_one_round_at_a_time(cast: Cast) -> None:
    with pytest.raises(VoteOpen) as refused:
        votes.open_vote(cast.house, cast.alice, NewVote())
    assert refused.value.facts == {"session": "V1"}
    votes.close_vote(cast.house, cast.alice, "V1")
    new = NewVote(" The  rest ", budget=3, cap=1, chosen=("t3", "T1", "T3"), follows="V1")
    assert votes.open_vote(cast.house, cast.alice, new) == "V2"
    line = _line(cast, "V2")
    assert (line.title, line.chosen, line.follows) == ("The rest", ("T3", "T1"), "V1")
    with pytest.raises(VoteOpen):
        votes.reopen_vote(cast.house, cast.alice, "V1")
    votes.reopen_vote(cast.house, cast.alice, "V2")
    assert _line(cast, "V2").is_open


@pytest.mark.parametrize(
    ("new", "refusal"),
    [
        (NewVote(subject="cards"), ValueUnknown),
        (NewVote(budget=0), NumberOutOfRange),
        (NewVote(budget=21), NumberOutOfRange),
        (NewVote(budget=2, cap=3), NumberOutOfRange),
        (NewVote(cap=0), NumberOutOfRange),
        (NewVote(budget=2.5), NumberOutOfRange),  # type: ignore[arg-type]
        (NewVote(budget=math.nan), NumberOutOfRange),  # type: ignore[arg-type]
        (NewVote(budget=True, cap=1), NumberOutOfRange),
        (NewVote(title="x" * 121), TextTooLong),
        (NewVote(chosen=("T1", "T9")), TopicUnknown),
        (NewVote(chosen=("S1",)), TopicUnknown),
        (NewVote(subject="solutions", chosen=("T1",)), SolutionUnknown),
        (NewVote(follows="V9"), VoteUnknown),
        (NewVote(subject="solutions", follows="V1"), VoteUnknown),
    ],
)
def test_a_round_that_makes_no_sense_is_refused(
    cast: Cast, new: NewVote, refusal: type[WorkshopError]
) -> None:
    votes.close_vote(cast.house, cast.alice, "V1")
    with pytest.raises(refusal):
        votes.open_vote(cast.house, cast.alice, new)
    assert len(_view(cast).votes) == 1


def test_a_round_that_is_none_is_unknown_to_every_gesture(cast: Cast) -> None:
    for gesture in (votes.close_vote, votes.reopen_vote, votes.reveal_vote, votes.remove_vote):
        with pytest.raises(VoteUnknown):
            gesture(cast.house, cast.alice, "V2")
    with pytest.raises(VoteUnknown):
        slips.new_codes(cast.house, cast.alice, "T1", 1)
    with pytest.raises(VoteUnknown):
        ballots.vote_by_hand(cast.house, cast.alice, "V\x001", {"T1": 1})


def test_phones_are_told_of_every_round_and_of_what_becomes_of_its_targets(cast: Cast) -> None:
    told = [_room(cast).room_revision]

    def tells(gesture: Any, *arguments: Any, **named: Any) -> None:
        gesture(cast.house, cast.alice, *arguments, **named)
        told.append(_room(cast).room_revision)
        assert told[-1] == told[-2] + 1, gesture

    tells(votes.close_vote, "V1")
    tells(votes.reopen_vote, "V1")
    tells(slips.new_codes, "V1", 1)
    tells(votes.reveal_vote, "V1")
    tells(votes.remove_vote, "V1")
    tells(votes.open_vote, NewVote())
    tells(topics.rename_topic, "T1", title="Queueing")
    tells(topics.merge_topics, ["T2"], into="T1")
    tells(topics.undo)
    tells(topics.redo)
    tells(solutions.add_solution, title="Idea")
    tells(solutions.save_solution, "S1", title="Better", topics=[])
    tells(solutions.remove_solution, "S1")


# --- points ---------------------------------------------------------------------------------------


def test_points_are_totals_and_the_rest_is_said_each_time(cast: Cast) -> None:
    first = _give(cast, "anne", "t1", 2)
    assert first == {"session": "V1", "target": "T1", "points": 2, "left": 3}
    assert _give(cast, "anne", "T1", " 3 ")["left"] == 2
    assert _give(cast, "anne", "T2", 1, session="v1")["left"] == 1
    assert _give(cast, "anne", "T1", 0) == {
        "session": "V1",
        "target": "T1",
        "points": 0,
        "left": 4,
    }
    me = _me(cast, "anne")
    assert (me.points, me.left, me.known) == ({"T2": 1}, 4, True)
    assert _me(cast, "somebody else").left == 5


def test_the_same_total_again_changes_nothing_even_when_the_round_is_over(cast: Cast) -> None:
    first = _give(cast, "anne", "T1", 2)
    before = _view(cast).workshop.revision
    assert _give(cast, "anne", "T1", 2) == first
    assert _give(cast, "anne", "T2", 0)["left"] == 3
    assert _view(cast).workshop.revision == before
    votes.reveal_vote(cast.house, cast.alice, "V1")
    workshops.set_phase(cast.house, cast.alice, "causes")
    assert _give(cast, "anne", "T1", 2) == first
    with pytest.raises(PhaseClosed):
        _give(cast, "anne", "T1", 1)
    with pytest.raises(PhaseClosed):
        _give(cast, "anne", "T2", 0)


@pytest.mark.parametrize(
    ("session", "target", "points", "refusal", "facts"),
    [
        ("V2", "T1", "1", VoteUnknown, {"session": "V2"}),
        ("T1", "T1", "1", VoteUnknown, {"session": "T1"}),
        ("V1", "T9", "1", TargetUnknown, {"target": "T9"}),
        ("V1", "S1", "1", TargetUnknown, {"target": "S1"}),
        ("V1", "T\x00", "1", TargetUnknown, {"target": "T\x00"}),
        ("V1", "T1", "4", VoteCapReached, {"cap": 3}),
        ("V1", "T1", "-1", NumberOutOfRange, {"field": "points", "low": 0, "high": 3}),
        ("V1", "T1", "", NumberOutOfRange, {"field": "points", "low": 0, "high": 3}),
        ("V1", "T1", "1.5", NumberOutOfRange, {"field": "points", "low": 0, "high": 3}),
        ("V1", "T1", "²", NumberOutOfRange, {"field": "points", "low": 0, "high": 3}),
        ("V1", "T1", "9" * 5_000, NumberOutOfRange, {"field": "points", "low": 0, "high": 3}),
    ],
)
def test_points_that_break_a_rule_are_refused_and_nothing_is_kept(
    cast: Cast,
    session: str,
    target: str,
    points: str,
    refusal: type[WorkshopError],
    facts: dict[str, object],
) -> None:
    with pytest.raises(refusal) as refused:
        _give(cast, "anne", target, points, session)
    assert refused.value.facts == facts
    assert _line(cast).voters == 0


def test_no_more_than_the_budget_is_given(cast: Cast) -> None:
    _give(cast, "anne", "T1", 3)
    with pytest.raises(VoteBudgetSpent) as refused:
        _give(cast, "anne", "T2", 3)
    assert refused.value.facts == {"budget": 5, "left": 2}
    assert _give(cast, "anne", "T2", 2)["left"] == 0
    with pytest.raises(VoteBudgetSpent):
        _give(cast, "anne", "T3", 1)


def test_a_closed_round_a_closed_door_and_another_phase_take_no_points(cast: Cast) -> None:
    workshops.set_door(cast.house, cast.alice, is_open=False)
    with pytest.raises(DoorClosed):
        _give(cast, "stranger", "T1", 1)
    workshops.set_door(cast.house, cast.alice, is_open=True)
    votes.close_vote(cast.house, cast.alice, "V1")
    with pytest.raises(VoteClosed) as refused:
        _give(cast, "anne", "T1", 1)
    assert refused.value.facts == {"session": "V1"}
    votes.reopen_vote(cast.house, cast.alice, "V1")
    workshops.set_phase(cast.house, cast.alice, "capture")
    with pytest.raises(PhaseClosed) as refused_phase:
        _give(cast, "anne", "T1", 1)
    assert refused_phase.value.facts == {"phase": "capture"}


def test_taking_back_takes_one_s_own_only(cast: Cast) -> None:
    _give(cast, "anne", "T1", 3)
    assert _give(cast, "ben", "T1", 0)["left"] == 5
    _give(cast, "ben", "T1", 1)
    _give(cast, "ben", "T1", 0)
    assert _points(cast) == {"T1": 3}


def test_a_batch_is_applied_in_order_and_each_gets_its_own_answer(cast: Cast) -> None:
    sent = [
        PointsGiven("anne", "V1", "T1", "3"),
        PointsGiven("anne", "V1", "T2", "3"),
        PointsGiven("anne", "V1", "T1", "1"),
        PointsGiven("anne", "V1", "T2", "3"),
        PointsGiven("ben", "V1", "T1", "2"),
        PointsGiven("ben", "V1", "T1", "0"),
        PointsGiven("ben", "V7", "T1", "1"),
    ]
    with change(cast.house, cast.alice, Gesture.FRAME) as deed:
        results = give_points(deed, sent)
    kinds = [
        result.value["left"] if isinstance(result, Done) else type(result) for result in results
    ]
    assert kinds == [2, VoteBudgetSpent, 4, 1, 3, 5, VoteUnknown]
    assert _points(cast) == {"T1": 1, "T2": 3}
    assert _line(cast).voters == 1


def test_a_batch_may_speak_of_several_rounds(cast: Cast) -> None:
    _give(cast, "anne", "T1", 1)
    votes.close_vote(cast.house, cast.alice, "V1")
    votes.open_vote(cast.house, cast.alice, NewVote())
    late, new = PointsGiven("anne", "V1", "T2", "1"), PointsGiven("anne", "V2", "T2", "2")
    with change(cast.house, cast.alice, Gesture.FRAME) as deed:
        results = give_points(deed, [late, new])
    assert isinstance(results[0], VoteClosed)
    assert isinstance(results[1], Done)
    assert (_points(cast, "V1"), _points(cast, "V2")) == ({"T1": 1}, {"T2": 2})


def test_only_what_was_chosen_can_be_voted_on(cast: Cast) -> None:
    votes.close_vote(cast.house, cast.alice, "V1")
    votes.open_vote(cast.house, cast.alice, NewVote(chosen=("T3", "T2")))
    with pytest.raises(TargetUnknown):
        _give(cast, "anne", "T1", 1, "V2")
    _give(cast, "anne", "T2", 1, "V2")
    shown = _room(cast).vote
    assert shown is not None
    assert [target.label for target in shown.targets] == ["T2", "T3"]
    assert _line(cast, "V2").targets == shown.targets
    assert _points(cast, "V2") == {"T2": 1}


def test_a_round_on_all_topics_takes_those_that_come_later_too(cast: Cast) -> None:
    label = topics.make_topic(cast.house, cast.alice, title="Late")
    assert _give(cast, "anne", label, 1)["target"] == label


def test_solutions_are_voted_on_in_the_same_manner(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    for title in ("Call back", "Simplify", "Gone"):
        solutions.add_solution(house, alice, title=title)
    votes.close_vote(house, alice, "V1")
    votes.open_vote(house, alice, NewVote(subject="solutions", budget=3, cap=2))
    _give(cast, "anne", "S1", 2, "V2")
    _give(cast, "anne", "S3", 1, "V2")
    with pytest.raises(TargetUnknown):
        _give(cast, "anne", "T1", 1, "V2")
    solutions.remove_solution(house, alice, "S3")
    assert _me(cast, "anne").left == 1
    assert _give(cast, "anne", "S2", 1, "V2")["left"] == 0
    ballots.vote_by_hand(house, alice, "V2", {"S2": 2, "S1": 0})
    assert _points(cast, "V2") == {"S2": 3, "S1": 2}
    line = _line(cast, "V2")
    assert (line.chosen, line.voters, line.by_hand, line.points_given) == ((), 2, 1, 5)
    assert [result.controversy for result in line.results] == [0.0, 0.0]
    assert {topic.votes for topic in _view(cast).topics} == {0}


# --- merged, dissolved, undone --------------------------------------------------------------------


def test_a_merged_topic_counts_each_person_once_and_the_cap_at_most(cast: Cast) -> None:
    _give(cast, "anne", "T1", 2)
    _give(cast, "anne", "T2", 2)
    _give(cast, "ben", "T2", 1)
    topics.merge_topics(cast.house, cast.alice, ["T2"], into="T1")
    assert (_me(cast, "anne").points, _me(cast, "anne").left) == ({"T1": 4}, 1)
    assert _points(cast) == {"T1": 4}  # 3 of anne's 4, and 1 of ben's
    [merged] = [result for result in _line(cast).results if result.points]
    assert merged.voters == 2
    topics.undo(cast.house, cast.alice)
    assert _points(cast) == {"T2": 3, "T1": 2}
    assert _me(cast, "anne").points == {"T1": 2, "T2": 2}
    topics.redo(cast.house, cast.alice)
    assert _points(cast) == {"T1": 4}


def test_a_total_on_the_survivor_replaces_all_that_lay_behind_it(cast: Cast) -> None:
    _give(cast, "anne", "T1", 2)
    _give(cast, "anne", "T2", 2)
    topics.merge_topics(cast.house, cast.alice, ["T1"], into="T3")
    topics.merge_topics(cast.house, cast.alice, ["T3", "T2"], into="T4")
    told = _give(cast, "anne", "T1", 3)  # a phone that has not heard of the merges
    assert told == {"session": "V1", "target": "T4", "points": 3, "left": 2}
    with pytest.raises(VoteCapReached):
        _give(cast, "anne", "T4", 4)
    assert _points(cast) == {"T4": 3}


def test_a_merge_into_what_was_not_chosen_carries_the_points_along(cast: Cast) -> None:
    votes.close_vote(cast.house, cast.alice, "V1")
    votes.open_vote(cast.house, cast.alice, NewVote(chosen=("T1", "T2")))
    _give(cast, "anne", "T1", 2, "V2")
    topics.merge_topics(cast.house, cast.alice, ["T1"], into="T4")
    _give(cast, "ben", "T4", 1, "V2")
    assert _line(cast, "V2").points_given == 3
    topics.undo(cast.house, cast.alice)
    assert _me(cast, "ben").left == 5
    assert _line(cast, "V2").points_given == 2
    assert _points(cast, "V2") == {"T1": 2}


def test_points_on_a_dissolved_topic_are_free_and_never_come_back_beyond_the_budget(
    cast: Cast,
) -> None:
    _give(cast, "anne", "T1", 3)
    _give(cast, "ben", "T1", 3)
    topics.dissolve_topic(cast.house, cast.alice, "T1")
    assert (_me(cast, "anne").points, _me(cast, "anne").left) == ({}, 5)
    with pytest.raises(TargetUnknown):
        _give(cast, "anne", "T1", 1)
    _give(cast, "anne", "T2", 3)
    topics.undo(cast.house, cast.alice)
    assert (_me(cast, "anne").points, _me(cast, "anne").left) == ({"T2": 3}, 2)
    assert (_me(cast, "ben").points, _me(cast, "ben").left) == ({"T1": 3}, 2)
    assert _line(cast).points_given == 6


def test_a_removed_device_has_no_vote(cast: Cast) -> None:
    _give(cast, "anne", "T1", 3)
    _give(cast, "ben", "T1", 1)
    person = tables.participant
    with change(cast.house, cast.alice, Gesture.FRAME) as deed:
        last = select(person.c.id).order_by(person.c.id.desc()).limit(1).scalar_subquery()
        deed.connection.execute(person.update().where(person.c.id == last).values(removed=True))
    assert (_line(cast).voters, _points(cast)) == (1, {"T1": 3})
    with pytest.raises(DoorClosed):
        _give(cast, "ben", "T1", 2)


# --- paper ----------------------------------------------------------------------------------------


def test_a_code_serves_one_participant_once(cast: Cast) -> None:
    votes.close_vote(cast.house, cast.alice, "V1")
    votes.open_vote(cast.house, cast.alice, NewVote(with_codes=True))
    first, second = slips.new_codes(cast.house, cast.alice, "V2", 2)
    assert first != second
    with pytest.raises(VoteCodeNeeded):
        _give(cast, "anne", "T1", 1, "V2")
    typed = first.lower().replace("-", " ")
    accepted = cast.send(claim_codes, ClaimCode("anne", "V2", typed))
    assert accepted == {"session": "V2", "accepted": True}
    assert cast.send(claim_codes, ClaimCode("anne", "V2", first)) == accepted
    assert cast.send(claim_codes, ClaimCode("anne", "V2", second)) == accepted
    assert _give(cast, "anne", "T1", 2, "V2")["left"] == 3
    assert (_me(cast, "anne").code_claimed, _me(cast, "ben").code_claimed) == (True, False)
    for wrong in (first, "", "x\x00", "2222-2222"):
        with pytest.raises(VoteCodeRefused):
            cast.send(claim_codes, ClaimCode("ben", "V2", wrong))
    assert cast.send(claim_codes, ClaimCode("ben", "V2", second)) == accepted
    line = _line(cast, "V2")
    assert (line.with_codes, line.codes, line.codes_used) == (True, 2, 2)


def test_two_devices_with_the_same_code_in_one_batch_one_wins(cast: Cast) -> None:
    [code] = slips.new_codes(cast.house, cast.alice, "V1", 1)
    with change(cast.house, cast.alice, Gesture.FRAME) as deed:
        results = claim_codes(
            deed, [ClaimCode("anne", "V1", code), ClaimCode("ben", "V1", code.lower())]
        )
    assert isinstance(results[0], Done)
    assert isinstance(results[1], VoteCodeRefused)


def test_codes_are_refused_where_points_would_be(cast: Cast) -> None:
    [code] = slips.new_codes(cast.house, cast.alice, "V1", 1)

    def claim(token: str = "anne", session: str = "V1") -> None:
        cast.send(claim_codes, ClaimCode(token, session, code))

    with pytest.raises(VoteUnknown):
        claim(session="V9")
    workshops.set_door(cast.house, cast.alice, is_open=False)
    with pytest.raises(DoorClosed):
        claim()
    workshops.set_door(cast.house, cast.alice, is_open=True)
    votes.close_vote(cast.house, cast.alice, "V1")
    with pytest.raises(VoteClosed):
        claim()
    workshops.set_phase(cast.house, cast.alice, "matrix")
    with pytest.raises(PhaseClosed):
        claim()


def test_a_code_of_another_round_opens_nothing(cast: Cast) -> None:
    [code] = slips.new_codes(cast.house, cast.alice, "V1", 1)
    votes.close_vote(cast.house, cast.alice, "V1")
    votes.open_vote(cast.house, cast.alice, NewVote(with_codes=True))
    with pytest.raises(VoteCodeRefused):
        cast.send(claim_codes, ClaimCode("anne", "V2", code))


def test_points_given_before_codes_were_asked_count_once_their_owner_types_one(cast: Cast) -> None:
    _give(cast, "anne", "T1", 2)
    ballots.vote_by_hand(cast.house, cast.alice, "V1", {"T2": 1})
    [code] = slips.new_codes(cast.house, cast.alice, "V1", 1)
    assert _points(cast) == {"T2": 1}
    votes.reopen_vote(cast.house, cast.alice, "V1")
    cast.send(claim_codes, ClaimCode("anne", "V1", code))
    assert _points(cast) == {"T1": 2, "T2": 1}


def test_no_code_is_stored_as_it_is_printed(cast: Cast) -> None:
    codes = slips.new_codes(cast.house, cast.alice, "V1", 3)
    codes += slips.new_codes(cast.house, cast.alice, "V1", 2)
    assert len(set(codes)) == 5
    with glance(cast.house) as connection:
        stored = str(connection.execute(select(tables.vote_code)).all())
    assert _line(cast).codes == 5
    assert not [code for code in codes if code in stored or code.replace("-", "") in stored]


@pytest.mark.parametrize("count", [0, 501, 1.5])
def test_codes_are_printed_within_reason(cast: Cast, count: Any) -> None:
    with pytest.raises(NumberOutOfRange):
        slips.new_codes(cast.house, cast.alice, "V1", count)


def test_a_ballot_on_paper_is_one_voice_more_within_the_same_limits(cast: Cast) -> None:
    hand = ballots.vote_by_hand
    hand(cast.house, cast.alice, "V1", {"T1": 3, "T2": 2})
    votes.close_vote(cast.house, cast.alice, "V1")
    hand(cast.house, cast.alice, "V1", {"T1": 1})
    line = _line(cast)
    assert (line.voters, line.by_hand, line.points_given) == (2, 2, 6)
    refused: list[tuple[dict[str, Any], type[WorkshopError]]] = [
        ({"T1": 3, "T2": 3}, VoteBudgetSpent),
        ({"T1": 4}, NumberOutOfRange),
        ({"T1": -1}, NumberOutOfRange),
        ({"T1": 0}, NumberOutOfRange),
        ({}, NumberOutOfRange),
        ({"T9": 1}, TargetUnknown),
    ]
    for points, refusal in refused:
        with pytest.raises(refusal):
            hand(cast.house, cast.alice, "V1", points)
    topics.merge_topics(cast.house, cast.alice, ["T2"], into="T1")
    with pytest.raises(VoteCapReached):
        hand(cast.house, cast.alice, "V1", {"T1": 2, "T2": 2})
    assert _points(cast) == {"T1": 4}
    with pytest.raises(VoteClosed):
        hand(cast.house, cast.alice, "V1", {"T1": 1})


# --- secret until the reveal ----------------------------------------------------------------------


def test_before_the_reveal_no_view_holds_a_result_and_after_it_all_do(cast: Cast) -> None:
    _give(cast, "anne", "T3", 3)
    _give(cast, "ben", "T3", 1)
    _give(cast, "ben", "T1", 2)
    for secret in (_open, _closed):
        secret(cast)
        view, shown = _view(cast), _room(cast).vote
        assert view.votes[0].results == ()
        assert {topic.votes for topic in view.topics} == {0}
        assert shown is None or shown.results == ()
        assert (view.votes[0].voters, view.votes[0].points_given) == (2, 6)
        assert view.votes[0].state == ("open" if secret is _open else "closed")
    votes.reveal_vote(cast.house, cast.alice, "V1")
    view, shown = _view(cast), _room(cast).vote
    told = [(result.label, result.points, result.voters) for result in view.votes[0].results]
    assert told == [("T3", 4, 2), ("T1", 2, 1), ("T2", 0, 0), ("T4", 0, 0)]
    assert view.votes[0].state == "revealed"
    assert {topic.label: topic.votes for topic in view.topics} == {
        "T1": 2,
        "T2": 0,
        "T3": 4,
        "T4": 0,
    }
    assert shown is not None
    assert (shown.is_open, shown.revealed) == (False, True)
    assert [result.label for result in shown.results] == ["T3", "T1", "T2", "T4"]
    votes.reopen_vote(cast.house, cast.alice, "V1")
    assert _line(cast).results == ()


def _open(cast: Cast) -> None:
    votes.reopen_vote(cast.house, cast.alice, "V1")


def _closed(cast: Cast) -> None:
    votes.close_vote(cast.house, cast.alice, "V1")


def test_phones_see_the_newest_round_that_is_open_to_them_or_revealed(cast: Cast) -> None:
    shown = _room(cast).vote
    assert shown is not None
    assert (shown.label, shown.number, shown.budget, shown.cap) == ("V1", 1, 5, 3)
    assert [target.title for target in shown.targets] == ["Waiting", "Forms", "Passwords", "Thanks"]
    _give(cast, "anne", "T1", 2)
    workshops.set_phase(cast.house, cast.alice, "matrix")
    assert _room(cast).vote is None
    assert (_me(cast, "anne").points, _me(cast, "anne").left) == ({}, 0)
    votes.reveal_vote(cast.house, cast.alice, "V1")
    shown = _room(cast).vote
    assert shown is not None
    assert shown.label == "V1"
    assert _me(cast, "anne").points == {"T1": 2}
    votes.open_vote(cast.house, cast.alice, NewVote())
    shown = _room(cast).vote
    assert shown is not None
    assert shown.label == "V1"
    workshops.set_phase(cast.house, cast.alice, "vote")
    shown = _room(cast).vote
    assert shown is not None
    assert shown.label == "V2"
    assert (_me(cast, "anne").points, _me(cast, "anne").left) == ({}, 5)


def test_votes_rank_topics_inside_their_quadrant_once_revealed(cast: Cast) -> None:
    assert [topic.label for topic in _view(cast).topics] == ["T1", "T2", "T3", "T4"]
    _give(cast, "anne", "T4", 1)
    assert _view(cast).topics[0].label == "T1"
    votes.reveal_vote(cast.house, cast.alice, "V1")
    assert _view(cast).topics[0].label == "T4"


def test_scripts_read_the_points_of_secret_rounds_too(cast: Cast) -> None:
    assert read_script_view(cast.house, cast.alice).tally.given == 0
    _give(cast, "anne", "T4", 2)
    votes.close_vote(cast.house, cast.alice, "V1")
    solutions.add_solution(cast.house, cast.alice, title="Idea")
    votes.open_vote(cast.house, cast.alice, NewVote(subject="solutions"))
    _give(cast, "anne", "S1", 1, "V2")
    tally = read_script_view(cast.house, cast.alice).tally
    assert (tally.given, tally.topics) == (3, {"T4": 2})


# --- a second round -------------------------------------------------------------------------------


def _second(cast: Cast, **new: Any) -> None:
    votes.close_vote(cast.house, cast.alice, "V1")
    votes.open_vote(cast.house, cast.alice, NewVote(follows="V1", **new))


def test_a_second_round_shows_the_shift(cast: Cast) -> None:
    _give(cast, "anne", "T1", 3)
    _give(cast, "ben", "T2", 2)
    _second(cast)
    _give(cast, "anne", "T2", 3, "V2")
    votes.reveal_vote(cast.house, cast.alice, "V1")
    votes.reveal_vote(cast.house, cast.alice, "V2")
    line = _line(cast, "V2")
    shifts = {result.label: (result.previous_points, result.shift) for result in line.results}
    assert shifts == {"T1": (3, -3), "T2": (2, 1), "T3": (0, 0), "T4": (0, 0)}
    assert _line(cast, "V1").results[0].shift is None
    shown = _room(cast).vote
    assert shown is not None
    assert [result.shift for result in shown.results] == [1, -3, 0, 0]


def test_the_shift_keeps_the_first_round_secret_until_its_own_reveal(cast: Cast) -> None:
    _give(cast, "anne", "T1", 3)
    _second(cast)
    votes.reveal_vote(cast.house, cast.alice, "V2")
    assert {result.previous_points for result in _line(cast, "V2").results} == {None}
    votes.remove_vote(cast.house, cast.alice, "V1")
    assert _line(cast, "V2").follows is None


def test_what_was_no_target_before_has_no_shift(cast: Cast) -> None:
    votes.remove_vote(cast.house, cast.alice, "V1")
    votes.open_vote(cast.house, cast.alice, NewVote(chosen=("T1",)))
    votes.reveal_vote(cast.house, cast.alice, "V2")
    votes.open_vote(cast.house, cast.alice, NewVote(follows="V2"))
    votes.reveal_vote(cast.house, cast.alice, "V3")
    shifts = {result.label: result.shift for result in _line(cast, "V3").results}
    assert shifts == {"T1": 0, "T2": None, "T3": None, "T4": None}


def test_controversy_is_that_of_the_side_which_disagrees_most(cast: Cast) -> None:
    workshops.set_phase(cast.house, cast.alice, "capture")
    cards = cast.cards(2) + cast.cards(2, kind="enchantment") + cast.cards(3, side="employee")
    topics.move_cards(cast.house, cast.alice, cards, to="T1")
    votes.reveal_vote(cast.house, cast.alice, "V1")
    controversy = {result.label: result.controversy for result in _line(cast).results}
    assert controversy["T1"] == pytest.approx(0.8)
    assert controversy["T2"] == 0.0
    with glance(cast.house) as connection:
        workshop = find_workshop(connection, cast.code)
        assert read_votes(connection, workshop) == _view(cast).votes


# --- counting -------------------------------------------------------------------------------------

LABELS = ("T1", "T2", "T3", "T4")
POINTS = st.integers(0, 3)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    budget=st.integers(3, 8),
    sent=st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(LABELS), POINTS), max_size=20),
    paper=st.lists(st.dictionaries(st.sampled_from(LABELS), POINTS, max_size=4), max_size=3),
    merge=st.sampled_from([None, ("T1", "T2"), ("T4", "T1")]),
)
def test_results_are_what_a_plain_count_gives(
    cast: Cast,
    budget: int,
    sent: list[tuple[str, str, int]],
    paper: list[dict[str, int]],
    merge: tuple[str, str] | None,
) -> None:
    """Against a model in a few lines: a dictionary of totals for each ballot."""
    house, alice, cap = cast.house, cast.alice, 3
    votes.close_vote(house, alice, _view(cast).votes[-1].label)
    session = votes.open_vote(house, alice, NewVote(budget=budget, cap=cap))
    held: dict[str, dict[str, int]] = {}
    for token, target, points in sent:
        totals = held.get(token, {}) | {target: points}
        if sum(totals.values()) <= budget:
            held[token] = totals
    with change(house, alice, Gesture.FRAME) as deed:
        give_points(deed, [PointsGiven(who, session, what, str(n)) for who, what, n in sent])
    for number, slip in enumerate(paper):
        with suppress(VoteBudgetSpent, NumberOutOfRange):
            ballots.vote_by_hand(house, alice, session, slip)
            held[f"paper {number}"] = slip

    def check(into: Mapping[str, str]) -> None:
        expected: Counter[str] = Counter()
        voters: Counter[str] = Counter()
        for totals in held.values():
            mine: Counter[str] = Counter()
            for target, points in totals.items():
                mine[into.get(target, target)] += points
            expected.update({target: min(points, cap) for target, points in mine.items()})
            voters.update(target for target, points in mine.items() if points)
        results = _line(cast, session).results
        assert {result.label: result.points for result in results if result.points} == +expected
        assert {result.label: result.voters for result in results if result.voters} == voters
        assert [result.points for result in results] == sorted(
            (result.points for result in results), reverse=True
        )
        line = _line(cast, session)
        assert line.voters == sum(any(totals.values()) for totals in held.values())
        assert line.points_given == sum(sum(totals.values()) for totals in held.values())

    votes.reveal_vote(house, alice, session)
    check({})
    if merge is not None:
        topics.merge_topics(house, alice, [merge[0]], into=merge[1])
        check({merge[0]: merge[1]})
        topics.undo(house, alice)
        check({})
