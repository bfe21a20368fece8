"""The change board: nothing enters the plan before it is qualified and decided, and once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from tests.services.cast import Cast
from tests.services.test_races import together
from workshop.domain.errors import (
    DayAhead,
    ItemAccepted,
    ItemUnknown,
    ItemUnqualified,
    NumberOutOfRange,
    TextEmpty,
    TextTooLong,
    ValueUnknown,
    WorkshopError,
    WorkshopUnknown,
)
from workshop.domain.gestures import Gesture
from workshop.domain.words import ActionStatus, ItemDecision, ItemReason, MeetingKind, Priority
from workshop.services import actions, board, meetings, people
from workshop.services.actors import Console, Named
from workshop.services.board import ItemDraft, Qualification
from workshop.services.people import PersonDraft
from workshop.services.transaction import change
from workshop.services.views.actions import ActionLine
from workshop.services.views.follow import FollowView, ItemLine, read_follow
from workshop.services.views.workshop import read_workshop_view
from workshop.storage import tables

TODAY = date(2026, 3, 12)
ITEM = ItemDraft("The law on receipts changes", "regulation", "Legal")
PRESSING = Qualification(3, "high", date(2026, 4, 1), "Two days of IT")


def _view(cast: Cast) -> FollowView:
    return read_follow(cast.house, cast.alice)


def _item(cast: Cast) -> ItemLine:
    [line] = _view(cast).items
    return line


def _actions(cast: Cast) -> tuple[ActionLine, ...]:
    return read_workshop_view(cast.house, cast.alice).actions


def _add(cast: Cast, draft: ItemDraft = ITEM) -> str:
    return board.add_item(cast.house, cast.alice, draft)


def _qualified(cast: Cast, said: Qualification = PRESSING, what: str = ITEM.what) -> str:
    label = _add(cast, replace(ITEM, what=what))
    board.qualify_item(cast.house, cast.alice, label, said)
    return label


def _decide(cast: Cast, label: str, decision: str, **values: Any) -> str | None:
    return board.decide_item(cast.house, cast.alice, label, decision, **values)


def test_something_new_waits_with_its_reason(cast: Cast) -> None:
    assert (_add(cast), _add(cast, ItemDraft("Another law"))) == ("N1", "N2")
    line = _view(cast).items[-1]
    assert (line.label, line.what, line.reason) == ("N1", ITEM.what, ItemReason.REGULATION)
    assert (line.came_from, line.asked_on) == ("Legal", TODAY)
    assert (line.importance, line.decision, line.action) == (None, None, None)
    assert len(_view(cast).waiting) == 2


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (ItemDraft(" "), TextEmpty),
        (ItemDraft("x" * 1_001), TextTooLong),
        (ItemDraft("x", "whim"), ValueUnknown),
        (ItemDraft("x", came_from="x" * 121), TextTooLong),
    ],
)
def test_what_is_nothing_new_is_refused(
    cast: Cast, draft: ItemDraft, refusal: type[WorkshopError]
) -> None:
    label = _add(cast)
    with pytest.raises(refusal):
        _add(cast, draft)
    with pytest.raises(refusal):
        board.save_item(cast.house, cast.alice, label, draft)
    assert _item(cast).what == ITEM.what


def test_the_same_again_while_it_waits_is_no_second_item(cast: Cast) -> None:
    label = _add(cast)
    assert _add(cast) == label
    assert _add(cast, replace(ITEM, came_from="Sales")) == "N2"
    board.remove_item(cast.house, cast.alice, "N2")
    board.qualify_item(cast.house, cast.alice, label, PRESSING)
    _decide(cast, label, "later", because="May")
    assert _add(cast) == label
    _decide(cast, label, "refused", because="No")
    assert _add(cast) == "N3"  # it comes up again: the board is asked anew


def test_of_those_who_bring_the_same_at_once_one_is_kept(cast: Cast) -> None:
    given = together(8, lambda _: _add(cast))
    assert set(given) == {"N1"}
    assert len(_view(cast).items) == 1


def test_it_is_said_otherwise_and_taken_off(cast: Cast) -> None:
    label = _add(cast)
    board.save_item(cast.house, cast.alice, label, ItemDraft("Other", "market"))
    assert (_item(cast).what, _item(cast).reason) == ("Other", ItemReason.MARKET)
    board.remove_item(cast.house, cast.alice, label)
    assert _view(cast).items == ()
    assert _add(cast) == "N2"


def test_a_person_brings_something_new_in_their_own_name(cast: Cast) -> None:
    nadia = people.add_person(cast.house, cast.alice, PersonDraft("Nadia"))
    token = people.new_person_link(cast.house, cast.alice, nadia)
    board.add_item(cast.house, Named(cast.code, token), ItemDraft("New", came_from="The boss"))
    assert _item(cast).came_from == "Nadia"
    for stranger in (Named(cast.code, "x"), Named(cast.theirs.code, token)):
        with pytest.raises(WorkshopUnknown):
            board.add_item(cast.house, stranger, ItemDraft("New"))


def test_it_is_qualified_before_it_is_decided(cast: Cast) -> None:
    label = _add(cast)
    with pytest.raises(ItemUnqualified):
        _decide(cast, label, "accepted")
    board.qualify_item(cast.house, cast.alice, label, PRESSING)
    line = _item(cast)
    assert (line.importance, line.priority) == (3, Priority.HIGH)
    assert (line.needed_by, line.resources) == (date(2026, 4, 1), "Two days of IT")
    assert _decide(cast, label, "accepted") == "A1"


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (Qualification(0), NumberOutOfRange),
        (Qualification(4), NumberOutOfRange),
        (Qualification(True), NumberOutOfRange),
        (Qualification(2, "now"), ValueUnknown),
        (Qualification(2, resources="x" * 1_001), TextTooLong),
    ],
)
def test_what_is_no_qualification_is_refused(
    cast: Cast, said: Qualification, refusal: type[WorkshopError]
) -> None:
    label = _add(cast)
    with pytest.raises(refusal):
        board.qualify_item(cast.house, cast.alice, label, said)
    assert _item(cast).importance is None


def test_what_is_accepted_becomes_a_draft_action_once(cast: Cast) -> None:
    label = _qualified(cast)
    assert _decide(cast, label, "accepted", because="It is the law") == "A1"
    assert _decide(cast, label, "accepted") == "A1"
    [action] = _actions(cast)
    assert (action.what, action.status) == (ITEM.what, ActionStatus.DRAFT)
    assert (action.due, action.priority) == (date(2026, 4, 1), Priority.HIGH)
    line = _item(cast)
    assert (line.decision, line.action, line.decided_on) == (ItemDecision.ACCEPTED, "A1", TODAY)
    assert line.because == "It is the law"
    gestures: tuple[Callable[[], object], ...] = (
        lambda: _decide(cast, label, "refused", because="No"),
        lambda: board.reopen_item(cast.house, cast.alice, label),
    )
    for gesture in gestures:
        with pytest.raises(ItemAccepted) as refused:
            gesture()
        assert refused.value.facts == {"item": "N1", "action": "A1"}


def test_once_its_action_is_gone_it_can_be_decided_anew(cast: Cast) -> None:
    label = _qualified(cast)
    _decide(cast, label, "accepted")
    actions.remove_action(cast.house, cast.alice, "A1")
    assert _item(cast).action is None
    assert _decide(cast, label, "accepted") == "A2"


@pytest.mark.parametrize("decision", ["later", "refused"])
def test_putting_off_and_refusing_need_a_reason(cast: Cast, decision: str) -> None:
    label = _qualified(cast)
    for empty in ("", "  "):
        with pytest.raises(TextEmpty):
            _decide(cast, label, decision, because=empty)
    assert _decide(cast, label, decision, because="No budget") is None
    assert (_item(cast).decision, _item(cast).because) == (decision, "No budget")
    assert _actions(cast) == ()


def test_what_is_put_off_waits_on_and_what_is_refused_comes_back_only_when_asked(
    cast: Cast,
) -> None:
    label = _qualified(cast)
    _decide(cast, label, "later", because="Too early")
    assert [line.label for line in _view(cast).waiting] == [label]
    _decide(cast, label, "refused", because="Too dear")
    assert _view(cast).waiting == ()
    board.reopen_item(cast.house, cast.alice, label)
    assert (_item(cast).decision, _item(cast).because) == (None, "")
    assert [line.label for line in _view(cast).waiting] == [label]


@pytest.mark.parametrize(
    ("decision", "values", "refusal"),
    [
        ("", {}, ValueUnknown),
        ("perhaps", {}, ValueUnknown),
        ("accepted", {"because": "x" * 1_001}, TextTooLong),
        ("accepted", {"held_on": TODAY + timedelta(days=2)}, DayAhead),
    ],
)
def test_what_is_no_decision_is_refused(
    cast: Cast, decision: str, values: dict[str, Any], refusal: type[WorkshopError]
) -> None:
    label = _qualified(cast)
    with pytest.raises(refusal):
        _decide(cast, label, decision, **values)
    assert _item(cast).decision is None
    assert _view(cast).meetings == ()


def test_the_decisions_of_a_day_are_one_board(cast: Cast) -> None:
    first, second, third = (_qualified(cast, what=f"Law {number}") for number in range(3))
    _decide(cast, first, "accepted")
    _decide(cast, second, "refused", because="No")
    _decide(cast, third, "later", because="May", held_on=TODAY - timedelta(days=30))
    today, before = _view(cast).held(MeetingKind.BOARD)
    view = _view(cast)
    assert {line.label for line in view.items_at(today)} == {first, second}
    assert [line.label for line in view.items_at(before)] == [third]
    assert [line.label for line in view.decided] == [second, first, third]


def test_the_most_pressing_and_important_waits_first(cast: Cast) -> None:
    for what, said in (
        ("A", Qualification(3, "low")),
        ("B", Qualification(1, "high")),
        ("C", Qualification(3, "high", date(2026, 6, 1))),
        ("D", Qualification(3, "high", date(2026, 5, 1))),
    ):
        _qualified(cast, said, what)
    _add(cast)
    assert [line.label for line in _view(cast).waiting] == ["N4", "N3", "N2", "N5", "N1"]


def test_a_board_sooner_than_25_days_after_the_last_is_said_to_be_too_soon(cast: Cast) -> None:
    assert _view(cast).board_too_soon(TODAY) is None
    assert _view(cast).next_board(TODAY) == TODAY
    label = _qualified(cast)
    _decide(cast, label, "later", because="May", held_on=TODAY - timedelta(days=9))
    assert _view(cast).board_too_soon(TODAY) == 9
    assert _view(cast).next_board(TODAY) == TODAY + timedelta(days=19)
    assert _decide(cast, label, "accepted") == "A1"  # the board advises, it does not forbid


def test_of_those_who_accept_at_once_all_get_the_same_action(cast: Cast) -> None:
    label = _qualified(cast)
    answers = together(8, lambda _: _decide(cast, label, "accepted"))
    assert set(answers) == {"A1"}
    assert len(_actions(cast)) == 1


def test_of_an_acceptance_and_a_refusal_at_once_one_holds(cast: Cast) -> None:
    label = _qualified(cast)

    def decide(number: int) -> str:
        try:
            decision = ("accepted", "refused")[number % 2]
            _decide(cast, label, decision, because="So")
        except ItemAccepted:
            return "late"
        return decision

    together(8, decide)
    line = _item(cast)
    # A refusal may come before an acceptance, which then holds; never after one.
    assert (line.decision, line.action) == (ItemDecision.ACCEPTED, "A1")
    assert len(_actions(cast)) == 1


def test_an_item_of_another_workshop_is_unknown(cast: Cast) -> None:
    board.add_item(cast.house, Console(cast.theirs.code), ITEM)
    gestures: tuple[Callable[[], object], ...] = (
        lambda: board.save_item(cast.house, cast.alice, "N1", ITEM),
        lambda: board.remove_item(cast.house, cast.alice, "N1"),
        lambda: board.qualify_item(cast.house, cast.alice, "A1", PRESSING),
        lambda: _decide(cast, "", "accepted"),
        lambda: board.reopen_item(cast.house, cast.alice, "N1"),
    )
    for gesture in gestures:
        with pytest.raises(ItemUnknown):
            gesture()


def test_the_decision_stays_when_the_minutes_are_removed(cast: Cast) -> None:
    label = _qualified(cast)
    _decide(cast, label, "refused", because="No")
    [held] = _view(cast).meetings
    meetings.remove_meeting(cast.house, cast.alice, held.id)
    assert (_item(cast).decision, _item(cast).decided_on) == (ItemDecision.REFUSED, None)
    assert [line.label for line in _view(cast).decided] == [label]


def test_an_item_whose_priority_a_file_left_out_waits_in_its_turn(cast: Cast) -> None:
    _add(cast)
    with change(cast.house, cast.alice, Gesture.FRAME) as deed:
        deed.connection.execute(update(tables.change_item).values(priority=""))
    assert _item(cast).priority is Priority.NORMAL
