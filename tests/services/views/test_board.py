"""The board channel: whole, then changes; and what a sponsor is not sent."""

from typing import Any

import pytest
from sqlalchemy import update

from tests.services.cast import Cast
from workshop.domain.errors import WorkshopUnknown
from workshop.domain.gestures import Gesture
from workshop.domain.words import Role, Source
from workshop.services import capture, moderation, topics, workshops
from workshop.services.actors import Visitor
from workshop.services.archive.records import FLOOR
from workshop.services.capture import CardEdit, CardRow
from workshop.services.transaction import change
from workshop.services.views.board import Board, read_board
from workshop.storage import tables


def _labels(board: Board) -> set[str]:
    return {card["label"] for card in board.cards}


def _only(board: Board) -> dict[str, Any]:
    [card] = board.cards
    return card


@pytest.fixture
def sponsor(cast: Cast) -> Visitor:
    workshops.open_to_sponsor(cast.house, cast.alice, is_open=True)
    return cast.sam


def test_the_first_event_holds_all_and_the_next_only_what_changed(cast: Cast) -> None:
    first = cast.card(side="employee", kind="enchantment", text="Well done", step=cast.steps[0])
    whole = read_board(cast.house, cast.alice)
    assert _only(whole) == {
        "label": first,
        "side": "employee",
        "kind": "enchantment",
        "step": str(cast.steps[0]),
        "text": "Well done",
        "me_too": 0,
        "topic": None,
        "status": "shown",
        "horizon": "now",
        "source": "room",
        "reason": "",
        "question": None,
        "origin": "phone",
        "changed": whole.revision,
    }
    assert (whole.phase, whole.cards_count, whole.topics_count) == ("capture", 1, 0)
    assert read_board(cast.house, cast.alice, since=whole.revision).cards == []
    second = cast.card()
    after = read_board(cast.house, cast.alice, since=whole.revision)
    assert (_labels(after), after.cards_count) == ({second}, 2)
    assert after.revision == whole.revision + 1


def test_every_change_of_a_card_is_an_event(cast: Cast) -> None:
    sent = cast.sent("author", text="befor", step=cast.steps[0])
    label = cast.send(capture.add_cards, sent).label
    cast.card()
    seen = read_board(cast.house, cast.alice).revision

    def told() -> dict[str, Any]:
        nonlocal seen
        board = read_board(cast.house, cast.alice, since=seen)
        seen = board.revision
        assert _labels(board) == {label}
        return _only(board)

    cast.send(capture.edit_own_cards, CardEdit("author", sent.card_id, "before"))
    assert told()["text"] == "before"
    cast.me_too("other", label)
    assert told()["me_too"] == 1
    topics.make_topic(cast.house, cast.alice, title="Topic", cards=[label])
    assert told()["topic"] == "T1"
    topics.undo(cast.house, cast.alice)
    assert told()["topic"] is None
    moderation.set_aside(cast.house, cast.alice, label, reason="other")
    assert (told()["status"], read_board(cast.house, cast.alice).cards_count) == ("hidden", 1)
    moderation.show_card(cast.house, cast.alice, label)
    assert told()["status"] == "shown"
    cast.send(capture.edit_own_cards, CardEdit("author", sent.card_id, None))
    withdrawn = told()
    assert (withdrawn["status"], withdrawn["text"], withdrawn["topic"]) == ("withdrawn", "", None)
    assert label not in _labels(read_board(cast.house, cast.alice))


def test_a_sponsor_below_the_floor_is_sent_no_card_but_the_counts(
    cast: Cast, sponsor: Visitor
) -> None:
    cast.cards(FLOOR - 1)
    board = read_board(cast.house, sponsor)
    assert (board.cards, board.cards_count) == ([], FLOOR - 1)


def test_once_the_floor_is_reached_a_listening_sponsor_is_sent_all_of_them(
    cast: Cast, sponsor: Visitor
) -> None:
    early = cast.cards(FLOOR - 1)
    seen = read_board(cast.house, sponsor).revision
    assert read_board(cast.house, sponsor, since=seen).cards == []
    fifth = cast.card()
    board = read_board(cast.house, sponsor, since=seen)
    assert _labels(board) == {*early, fifth}
    sixth = cast.card()
    assert _labels(read_board(cast.house, sponsor, since=board.revision)) == {sixth}


def test_five_cards_of_one_voice_and_any_number_of_verbatims_reach_no_floor(
    cast: Cast, sponsor: Visitor
) -> None:
    for _ in range(FLOOR):
        cast.card("same")
    rows = [CardRow("A verbatim", "client", "irritant", "")] * FLOOR
    capture.import_cards(cast.house, cast.alice, rows, source=Source.DATA)
    assert read_board(cast.house, sponsor).cards == []


def test_a_sponsor_is_never_sent_the_text_of_a_hidden_card(cast: Cast, sponsor: Visitor) -> None:
    label, *others = cast.cards(FLOOR + 1)
    seen = read_board(cast.house, sponsor).revision
    moderation.set_aside(cast.house, cast.alice, label, reason="other")
    gone = _only(read_board(cast.house, sponsor, since=seen))
    assert (gone["label"], gone["status"], gone["text"]) == (label, "hidden", "")
    assert _labels(read_board(cast.house, sponsor)) == set(others)


def test_a_card_hidden_below_the_floor_is_still_taken_off_a_sponsor_s_screen(
    cast: Cast, sponsor: Visitor
) -> None:
    label, *_ = cast.cards(FLOOR)
    seen = read_board(cast.house, sponsor).revision
    moderation.set_aside(cast.house, cast.alice, label, reason="other")
    gone = _only(read_board(cast.house, sponsor, since=seen))
    assert (gone["label"], gone["status"], gone["text"]) == (label, "hidden", "")
    assert read_board(cast.house, sponsor).cards == []


@pytest.mark.parametrize("voices", [1, FLOOR + 1])
def test_a_sponsor_is_told_nothing_of_a_card_that_goes_but_its_label(
    cast: Cast, sponsor: Visitor, voices: int
) -> None:
    label, *_ = cast.cards(voices)
    cast.me_too("other", label)
    seen = read_board(cast.house, sponsor).revision
    moderation.set_aside(cast.house, cast.alice, label, reason="other")
    gone = _only(read_board(cast.house, sponsor, since=seen))
    assert {name: value for name, value in gone.items() if value} == {
        "label": label,
        "status": "hidden",
    }


def test_the_board_is_closed_to_others_and_to_a_sponsor_before_it_opens(cast: Cast) -> None:
    for visitor in (
        cast.sam,
        cast.charlie,
        Visitor(cast.code, cast.charlie.token, Role.SPONSOR),
        Visitor(cast.code, cast.sam.token, Role.FACILITATOR),
    ):
        with pytest.raises(WorkshopUnknown):
            read_board(cast.house, visitor)


def test_a_projector_is_sent_no_card_that_the_room_may_not_read(cast: Cast) -> None:
    workshops.set_phase(cast.house, cast.alice, "capture")
    cast.card(text="Said")
    hidden = cast.card(text="Set aside")
    moderation.set_aside(cast.house, cast.alice, hidden, reason="other")
    open_wall = read_board(cast.house, cast.alice, projector=True)
    assert [card["text"] for card in open_wall.cards] == ["Said"]
    assert not open_wall.withheld
    _only_count_in_capture(cast)
    closed = read_board(cast.house, cast.alice, projector=True)
    assert (closed.cards, closed.cards_count, closed.withheld) == ([], 1, True)
    assert [card["text"] for card in read_board(cast.house, cast.alice).cards] != []
    _reveal(cast)
    assert read_board(cast.house, cast.alice, projector=True).cards == open_wall.cards


def test_a_projector_learns_only_the_label_of_a_card_that_goes(cast: Cast) -> None:
    label = cast.card(text="Said")
    seen = read_board(cast.house, cast.alice, projector=True).revision
    moderation.set_aside(cast.house, cast.alice, label, reason="other")
    gone = _only(read_board(cast.house, cast.alice, since=seen, projector=True))
    assert (gone["label"], gone["text"], gone["status"]) == (label, "", "hidden")


def _only_count_in_capture(cast: Cast) -> None:
    _set(cast, phone_rights={"capture": {"may": ["add_card"], "sees": "count"}})


def _reveal(cast: Cast) -> None:
    _set(cast, revealed=True)


def _set(cast: Cast, **values: Any) -> None:
    with change(cast.house, cast.alice, Gesture.FRAME) as deed:
        deed.connection.execute(
            update(tables.workshop).where(tables.workshop.c.id == deed.workshop.id).values(**values)
        )


def test_whose_kind_of_voice_and_what_it_answers_is_the_facilitators_alone(cast: Cast) -> None:
    label = cast.card()
    moderation.set_aside(cast.house, cast.alice, label, reason="twice")
    told = _only(read_board(cast.house, cast.alice))
    assert (told["reason"], told["status"]) == ("twice", "hidden")
    moderation.show_card(cast.house, cast.alice, label)
    on_the_wall = _only(read_board(cast.house, cast.alice, projector=True))
    assert not on_the_wall.keys() & {"reason", "question", "origin", "changed"}
