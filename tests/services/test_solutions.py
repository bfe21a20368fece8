"""Ideas from phones and from the facilitator, and the ballots on them."""

import math
import uuid
from typing import Any

import pytest

from tests.services.cast import Cast
from tests.services.test_races import together
from workshop.domain.errors import (
    CauseUnknown,
    DoorClosed,
    IdMalformed,
    NumberOutOfRange,
    PhaseClosed,
    SolutionUnknown,
    TextEmpty,
    TextTooLong,
    TopicUnknown,
    ValueUnknown,
    WorkshopError,
)
from workshop.domain.words import Quadrant, Tick, Transfer
from workshop.services import actions, causes, ratings, rights, solutions, topics, workshops
from workshop.services.actions import ActionDraft
from workshop.services.solutions import SolutionReceipt, SolutionSent, add_solutions
from workshop.services.views.ideate import CauseName, IdeasWanted, TopicName
from workshop.services.views.room import OwnSolution, read_myself, read_room
from workshop.services.views.solutions import SolutionLine
from workshop.services.views.workshop import read_workshop_view


@pytest.fixture(autouse=True)
def _ideate(cast: Cast) -> None:
    topics.make_topic(cast.house, cast.alice, title="Waiting")
    topics.make_topic(cast.house, cast.alice, title="Forms")
    workshops.set_phase(cast.house, cast.alice, "ideate")


def _sent(
    token: str = "phone", *topic: str, text: str = "An idea", solution_id: str | None = None
) -> SolutionSent:
    return SolutionSent(token, solution_id or str(uuid.uuid4()), text, topic)


def _lines(cast: Cast) -> tuple[SolutionLine, ...]:
    return read_workshop_view(cast.house, cast.alice).solutions


def test_a_phone_s_idea_is_tied_to_its_topics_and_its_own(cast: Cast) -> None:
    sent = _sent("phone", "T2", "t1", "T2", text=" Two\nlines ")
    receipt = cast.send(add_solutions, sent)
    assert receipt == SolutionReceipt(sent.solution_id, "S1", is_new=True)
    assert [(line.title, line.topics) for line in _lines(cast)] == [("Two lines", ("T1", "T2"))]
    mine = read_myself(cast.house, cast.phone("phone")).solutions
    assert mine == (OwnSolution(sent.solution_id, "S1", "Two lines"),)


def test_the_same_idea_again_is_one_row(cast: Cast) -> None:
    sent = _sent()
    first = cast.send(add_solutions, sent)
    workshops.set_phase(cast.house, cast.alice, "weigh")
    again = cast.send(add_solutions, sent)
    assert (again.label, again.is_new) == (first.label, False)
    assert len(_lines(cast)) == 1


@pytest.mark.parametrize(
    ("sent", "refusal"),
    [
        (_sent(solution_id="x"), IdMalformed),
        (_sent(text=" "), TextEmpty),
        (_sent(text="x" * 281), TextTooLong),
        (_sent("phone", "T1", "T9"), TopicUnknown),
        (_sent("phone", "T99999999999"), TopicUnknown),
        (_sent("phone", "C1"), TopicUnknown),
        (_sent("phone", *["T\x00"] * 5_000), TopicUnknown),
    ],
)
def test_an_idea_that_breaks_a_rule_is_refused(
    cast: Cast, sent: SolutionSent, refusal: type[WorkshopError]
) -> None:
    with pytest.raises(refusal):
        cast.send(add_solutions, sent)
    assert _lines(cast) == ()


def test_ideas_are_taken_in_ideate_only_and_behind_an_open_door(cast: Cast) -> None:
    workshops.set_door(cast.house, cast.alice, is_open=False)
    with pytest.raises(DoorClosed):
        cast.send(add_solutions, _sent("newcomer"))
    workshops.set_phase(cast.house, cast.alice, "capture")
    with pytest.raises(PhaseClosed):
        cast.send(add_solutions, _sent("newcomer"))


def test_the_facilitator_adds_changes_and_removes_ideas_in_any_phase(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    workshops.set_phase(house, alice, "follow")
    label = solutions.add_solution(house, alice, title="First")
    solutions.save_solution(house, alice, label, title="Second", topics=["T1", "T2"])
    solutions.save_solution(house, cast.bob, label, title="Third", topics=["T2"])
    [line] = _lines(cast)
    assert (line.title, line.topics) == ("Third", ("T2",))
    solutions.save_solution(house, alice, label, title="Third", topics=[])
    actions.add_action(house, alice, ActionDraft("Do it", solution=label))
    ratings.rate(house, alice, label, by="client", client=1, employee=1, usability=0)
    solutions.remove_solution(house, alice, label)
    view = read_workshop_view(house, alice)
    assert view.solutions == ()
    assert [(line.what, line.solution) for line in view.actions] == [("Do it", None)]


@pytest.mark.parametrize("label", ["S9", "S99999999999", "T1", "", "S1\x00"])
def test_an_unknown_idea_is_refused(cast: Cast, label: str) -> None:
    house, alice = cast.house, cast.alice
    solutions.add_solution(house, alice, title="Idea")
    with pytest.raises(SolutionUnknown):
        solutions.save_solution(house, alice, label, title="x", topics=[])
    with pytest.raises(SolutionUnknown):
        solutions.remove_solution(house, alice, label)
    with pytest.raises(SolutionUnknown):
        ratings.rate(house, alice, label, by="client", client=0, employee=0, usability=0)


def test_a_change_that_is_refused_leaves_the_idea_as_it_was(cast: Cast) -> None:
    label = solutions.add_solution(cast.house, cast.alice, title="Idea", topics=["T1"])
    with pytest.raises(TopicUnknown):
        solutions.save_solution(cast.house, cast.alice, label, title="Other", topics=["T9"])
    with pytest.raises(TextEmpty):
        solutions.save_solution(cast.house, cast.alice, label, title="", topics=[])
    assert [(line.title, line.topics) for line in _lines(cast)] == [("Idea", ("T1",))]


def test_ballots_decide_who_would_pay(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    label = solutions.add_solution(house, alice, title="Raise productivity")
    assert _lines(cast)[0].verdict.transfer is Transfer.AMBER
    ratings.rate(house, alice, label, by="client", client=1, employee=0, usability=0)
    assert _lines(cast)[0].verdict.transfer is Transfer.AMBER
    ratings.rate(house, alice, label, by="employee", client=0, employee=-2, usability=0)
    [line] = _lines(cast)
    assert (line.verdict.transfer, line.ballots) == (Transfer.RED, 2)


@pytest.mark.parametrize("value", [3, -3, 1.5, math.nan, math.inf, 10**30, "1", None])
def test_a_ballot_is_a_whole_number_from_minus_two_to_two(cast: Cast, value: Any) -> None:
    label = solutions.add_solution(cast.house, cast.alice, title="Idea")
    for effect in ("client", "employee", "usability"):
        effects = {"client": 0, "employee": 0, "usability": 0} | {effect: value}
        with pytest.raises(NumberOutOfRange) as refused:
            ratings.rate(cast.house, cast.alice, label, by="client", **effects)
        assert refused.value.facts == {"field": effect, "low": -2, "high": 2}
    assert _lines(cast)[0].ballots == 0


def test_a_ballot_speaks_for_one_of_the_two_sides(cast: Cast) -> None:
    label = solutions.add_solution(cast.house, cast.alice, title="Idea")
    with pytest.raises(ValueUnknown):
        ratings.rate(
            cast.house, cast.alice, label, by="supplier", client=0, employee=0, usability=0
        )


def test_an_idea_is_tied_to_causes_too(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    first = causes.add_cause(house, alice, title="Two tools", topics=["T1"])
    second = causes.add_cause(house, alice, title="Too few people")
    sent = SolutionSent("phone", str(uuid.uuid4()), "An idea", causes=(second, first.lower()))
    label = cast.send(add_solutions, sent).label
    [line] = _lines(cast)
    assert (line.topics, line.causes, line.is_tied) == ((), (first, second), True)
    solutions.save_solution(house, alice, label, title="An idea", topics=["T1"], causes=[second])
    assert (_lines(cast)[0].topics, _lines(cast)[0].causes) == (("T1",), (second,))
    causes.remove_cause(house, alice, second)
    solutions.save_solution(house, alice, label, title="An idea", topics=[])
    assert not _lines(cast)[0].is_tied


@pytest.mark.parametrize("label", ["R9", "R99999999999", "T1", "", "R\x00"])
def test_an_unknown_cause_is_refused(cast: Cast, label: str) -> None:
    house, alice = cast.house, cast.alice
    idea = solutions.add_solution(house, alice, title="Idea")
    with pytest.raises(CauseUnknown):
        solutions.add_solution(house, alice, title="Idea", causes=[label])
    with pytest.raises(CauseUnknown):
        solutions.save_solution(house, alice, idea, title="Idea", topics=[], causes=[label])
    with pytest.raises(CauseUnknown):
        cast.send(add_solutions, SolutionSent("p", str(uuid.uuid4()), "Idea", causes=(label,)))
    assert len(_lines(cast)) == 1


def test_ticks_are_kept_in_their_own_order(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    label = solutions.add_solution(house, alice, title="Idea", ticks=["timely", "simple", "simple"])
    assert _lines(cast)[0].ticks == (Tick.SIMPLE, Tick.TIMELY)
    solutions.tick_solution(house, alice, label, "accessible", True)
    solutions.tick_solution(house, alice, label, "accessible", True)
    solutions.tick_solution(house, alice, label, "simple", False)
    assert _lines(cast)[0].ticks == (Tick.ACCESSIBLE, Tick.TIMELY)
    solutions.save_solution(house, alice, label, title="Idea", topics=[])
    assert _lines(cast)[0].ticks == (Tick.ACCESSIBLE, Tick.TIMELY)
    solutions.save_solution(house, alice, label, title="Idea", topics=[], ticks=["intuitive"])
    assert _lines(cast)[0].ticks == (Tick.INTUITIVE,)


def test_a_tick_is_one_of_four_and_of_an_idea_that_there_is(cast: Cast) -> None:
    label = solutions.add_solution(cast.house, cast.alice, title="Idea")
    with pytest.raises(ValueUnknown):
        solutions.tick_solution(cast.house, cast.alice, label, "cheap", True)
    with pytest.raises(ValueUnknown):
        solutions.add_solution(cast.house, cast.alice, title="Idea", ticks=["simple", ""])
    with pytest.raises(SolutionUnknown):
        solutions.tick_solution(cast.house, cast.alice, "S9", "simple", True)
    assert [line.ticks for line in _lines(cast)] == [()]


def test_two_facilitators_who_tick_at_once_lose_no_tick(cast: Cast) -> None:
    label = solutions.add_solution(cast.house, cast.alice, title="Idea")
    ticks = tuple(Tick)

    def tick(number: int) -> None:
        actor = (cast.alice, cast.bob)[number % 2]
        solutions.tick_solution(cast.house, actor, label, ticks[number], True)

    together(len(ticks), tick)
    assert _lines(cast)[0].ticks == ticks


def test_an_idea_follows_a_merge_and_comes_back_with_undo(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    label = solutions.add_solution(house, alice, title="Idea", topics=["T1", "T2"])
    topics.merge_topics(house, alice, ["T2"], into="T1")
    assert _lines(cast)[0].topics == ("T1",)
    solutions.save_solution(house, alice, label, title="Still", topics=["T1"])
    topics.undo(house, alice)
    assert _lines(cast)[0].topics == ("T1", "T2")
    topics.merge_topics(house, alice, ["T2"], into="T1")
    solutions.save_solution(house, alice, label, title="Free", topics=[])
    topics.undo(house, alice)
    assert _lines(cast)[0].topics == ()


def test_a_phone_may_name_a_topic_that_was_merged_meanwhile(cast: Cast) -> None:
    topics.merge_topics(cast.house, cast.alice, ["T2"], into="T1")
    cast.send(add_solutions, _sent("phone", "T2"))
    assert _lines(cast)[0].topics == ("T1",)


def test_the_topic_that_is_pushed_wakes_the_phones_until_it_is_no_more(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    before = read_room(house, cast.code).room_revision
    solutions.focus_topic(house, alice, "t2")
    room = read_room(house, cast.code)
    assert room.room_revision > before
    assert room.ideas.pushed == TopicName("T2", "Forms", Quadrant.ONE_SIDE_MISSING)
    topics.merge_topics(house, alice, ["T2"], into="T1")
    assert read_room(house, cast.code).ideas.pushed is None
    topics.undo(house, alice)
    topics.dissolve_topic(house, alice, "T2")
    assert read_room(house, cast.code).ideas.focus == ""
    with pytest.raises(TopicUnknown):
        solutions.focus_topic(house, alice, "T2")
    solutions.focus_topic(house, alice, "T1")
    assert read_room(house, cast.code).ideas.focus == "T1"
    solutions.focus_topic(house, alice, None)
    assert read_room(house, cast.code).ideas.focus == ""


def test_phones_choose_priority_topics_first_and_the_causes_of_the_one_pushed(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    workshops.set_phase(house, alice, "capture")
    for side in ("client", "employee"):
        topics.move_cards(house, alice, [cast.card(side=side)], to="T2")
    of_first = causes.add_cause(house, alice, title="Two tools", topics=["T1"])
    of_both = causes.add_cause(house, alice, title="Too few people", tag="staffing")
    causes.save_cause(
        house, alice, of_both, title="Too few", tag="staffing", whys=[], topics=["T1", "T2"]
    )
    assert read_room(house, cast.code).ideas == IdeasWanted()
    workshops.set_phase(house, alice, "ideate")
    wanted = read_room(house, cast.code).ideas
    assert [(topic.label, topic.quadrant) for topic in wanted.topics] == [
        ("T2", Quadrant.PRIORITY),
        ("T1", Quadrant.ONE_SIDE_MISSING),
    ]
    assert [cause.label for cause in wanted.causes_asked] == [of_first, of_both]
    solutions.focus_topic(house, alice, "T2")
    pushed = read_room(house, cast.code).ideas
    assert pushed.causes_asked == (CauseName(of_both, "Too few", ("T1", "T2")),)
    rights.set_rights(house, alice, "ideate", may=["add_solution"], sees="count")
    assert read_room(house, cast.code).ideas == IdeasWanted()
