"""Moderation: set aside, parked, waiting, removed; told to the author, and all of it logged."""

from collections.abc import Callable

import pytest

from tests.services.cast import Cast
from tests.services.test_races import together
from workshop.domain.errors import (
    CardUnknown,
    DoorClosed,
    ScreenStale,
    TextTooLong,
    ValueUnknown,
)
from workshop.domain.words import CardStatus, Moderation, SetAside, Side
from workshop.services import capture, moderation, rights, solutions, topics, workshops
from workshop.services.archive.records import FLOOR
from workshop.services.capture import CardEdit, CardRow
from workshop.services.mirror import MirrorSent, answer_mirror
from workshop.services.ratings import RatingSent, rate_solutions
from workshop.services.transaction import snapshot
from workshop.services.views.board import read_board
from workshop.services.views.conduct import ModerationView
from workshop.services.views.room import OwnCard, is_known, read_myself, read_room, read_said
from workshop.services.views.sponsor import read_sponsor_view
from workshop.services.views.workshop import CardLine, WorkshopView, read_workshop_view

Logged = tuple[str, Moderation, SetAside | None, str]


def _view(cast: Cast) -> WorkshopView:
    return read_workshop_view(cast.house, cast.alice)


def _card(cast: Cast, label: str) -> CardLine:
    line = _view(cast).card(label)
    assert line is not None
    return line


def _own(cast: Cast, token: str) -> OwnCard:
    [own] = read_myself(cast.house, cast.phone(token)).cards
    return own


def _log(cast: Cast) -> list[Logged]:
    return [(line.card, line.deed, line.reason, line.note) for line in _view(cast).moderation.log]


def _room_revision(cast: Cast) -> int:
    with snapshot(cast.house, cast.alice) as seen:
        return seen.workshop.room_revision


def _inbox(cast: Cast) -> None:
    moderation.save_moderation(cast.house, cast.alice, inbox_first=True)


# --- set aside and parked ---------------------------------------------------------------------


def test_a_card_set_aside_leaves_the_screens_and_comes_back(cast: Cast) -> None:
    label = cast.card("author")
    moderation.set_aside(cast.house, cast.alice, label, reason="hurtful", note=" Not  kind ")
    assert _view(cast).shown_cards == ()
    assert (_card(cast, label).status, _card(cast, label).set_aside) == ("hidden", "hurtful")
    moderation.show_card(cast.house, cast.bob, label)
    assert (_card(cast, label).status, _card(cast, label).set_aside) == ("shown", "")


def test_its_author_is_told_what_became_of_a_card_and_why(cast: Cast) -> None:
    label = cast.card("author")
    moderation.set_aside(cast.house, cast.alice, label, reason="names_somebody", note="A name")
    own = _own(cast, "author")
    assert (own.status, own.hidden, own.set_aside) == ("hidden", True, "names_somebody")
    moderation.park(cast.house, cast.alice, label)
    own = _own(cast, "author")
    assert (own.status, own.hidden, own.set_aside) == ("parked", False, "")


def test_a_reason_is_one_of_the_list_and_a_note_is_short(cast: Cast) -> None:
    label = cast.card()
    with pytest.raises(ValueUnknown):
        moderation.set_aside(cast.house, cast.alice, label, reason="")
    with pytest.raises(TextTooLong):
        moderation.set_aside(cast.house, cast.alice, label, reason="other", note="x" * 281)
    assert _log(cast) == []


def test_a_card_that_is_not_there_is_refused_by_each_gesture(cast: Cast) -> None:
    gone = cast.sent("author")
    label = cast.send(capture.add_cards, gone).label
    cast.send(capture.edit_own_cards, CardEdit("author", gone.card_id, None))
    for name in (label, "C999", "T1", ""):
        with pytest.raises(CardUnknown):
            moderation.set_aside(cast.house, cast.alice, name, reason="other")
        with pytest.raises(CardUnknown):
            moderation.park(cast.house, cast.alice, name)
        with pytest.raises(CardUnknown):
            moderation.show_card(cast.house, cast.alice, name)
        with pytest.raises(CardUnknown):
            moderation.remove_device(cast.house, cast.alice, name, set_cards_aside=True)


def test_one_key_sets_the_card_aside_that_came_last(cast: Cast) -> None:
    first, last = cast.card(), cast.card()
    assert moderation.set_aside_last(cast.house, cast.alice) == last
    assert moderation.set_aside_last(cast.house, cast.alice) == first
    assert moderation.set_aside_last(cast.house, cast.alice) is None
    assert _log(cast) == [
        (last, Moderation.SET_ASIDE, SetAside.OTHER, ""),
        (first, Moderation.SET_ASIDE, SetAside.OTHER, ""),
    ]


def test_parked_cards_are_counted_apart_and_kept_for_the_close(cast: Cast) -> None:
    parked, aside, shown = cast.cards(3)
    moderation.park(cast.house, cast.alice, parked)
    moderation.set_aside(cast.house, cast.alice, aside, reason="twice")
    workshops.set_phase(cast.house, cast.alice, "close")
    view = _view(cast)
    assert [card.label for card in view.parked_cards] == [parked]
    assert [card.label for card in view.shown_cards] == [shown]
    counts = view.moderation
    assert (counts.parked, counts.set_aside, counts.waiting) == (1, 1, 0)
    board = read_board(cast.house, cast.alice)
    assert board.cards_count == 1
    assert {card["label"]: card["status"] for card in board.cards} == {
        parked: "parked",
        aside: "hidden",
        shown: "shown",
    }


def test_the_log_is_exact_and_in_order_and_a_second_tap_adds_no_line(cast: Cast) -> None:
    one, two = cast.cards(2)
    for _ in range(2):
        moderation.set_aside(cast.house, cast.alice, one, reason="hurtful")
    moderation.set_aside(cast.house, cast.bob, one, reason="twice", note="Said by C2")
    for _ in range(2):
        moderation.park(cast.house, cast.alice, two)
    for _ in range(2):
        moderation.show_card(cast.house, cast.alice, one)
    moderation.set_aside(cast.house, cast.alice, two, reason="off_subject")
    assert _log(cast) == [
        (one, Moderation.SET_ASIDE, SetAside.HURTFUL, ""),
        (one, Moderation.SET_ASIDE, SetAside.TWICE, "Said by C2"),
        (two, Moderation.PARKED, None, ""),
        (one, Moderation.SHOWN, None, ""),
        (two, Moderation.SET_ASIDE, SetAside.OFF_SUBJECT, ""),
    ]


def test_two_facilitators_who_set_a_card_aside_at_once_write_one_line(cast: Cast) -> None:
    label = cast.card()
    together(
        12,
        lambda n: moderation.set_aside(
            cast.house, cast.alice if n % 2 else cast.bob, label, reason="hurtful"
        ),
    )
    assert _log(cast) == [(label, Moderation.SET_ASIDE, SetAside.HURTFUL, "")]


def test_phones_are_told_how_many_cards_are_set_aside(cast: Cast) -> None:
    label = cast.card()
    gestures: tuple[Callable[[], object], ...] = (
        lambda: moderation.set_aside(cast.house, cast.alice, label, reason="other"),
        lambda: moderation.show_card(cast.house, cast.alice, label),
        lambda: moderation.park(cast.house, cast.alice, label),
        lambda: moderation.show_card(cast.house, cast.alice, label),
        lambda: moderation.set_aside_last(cast.house, cast.alice),
    )
    for gesture in gestures:
        before = _room_revision(cast)
        gesture()
        assert _room_revision(cast) == before + 1
    assert read_room(cast.house, cast.code).set_aside_count == 1
    rights.set_rights(cast.house, cast.alice, "capture", may=["add_card"], sees="count")
    assert read_room(cast.house, cast.code).set_aside_count == 1
    rights.set_rights(cast.house, cast.alice, "capture", may=["add_card"], sees="nothing")
    assert read_room(cast.house, cast.code).set_aside_count == 0


# --- the inbox --------------------------------------------------------------------------------


def test_the_rule_and_the_inbox_are_told_to_phones(cast: Cast) -> None:
    before = _room_revision(cast)
    moderation.save_moderation(cast.house, cast.alice, inbox_first=True, rule=" Name  nobody. ")
    room = read_room(cast.house, cast.code)
    assert (room.inbox_first, room.moderation_rule) == (True, "Name nobody.")
    assert _room_revision(cast) == before + 1
    moderation.save_moderation(cast.house, cast.alice)
    room = read_room(cast.house, cast.code)
    assert (room.inbox_first, room.moderation_rule) == (True, "Name nobody.")
    moderation.save_moderation(cast.house, cast.alice, inbox_first=False, rule="")
    room = read_room(cast.house, cast.code)
    assert (room.inbox_first, room.moderation_rule) == (False, "")
    with pytest.raises(TextTooLong):
        moderation.save_moderation(cast.house, cast.alice, rule="x" * 281)


def test_a_waiting_card_is_on_the_facilitator_s_screens_alone(cast: Cast) -> None:
    workshops.open_to_sponsor(cast.house, cast.alice, is_open=True)
    shown = cast.cards(FLOOR, text="The queue at the counter")
    sponsor_before = read_sponsor_view(cast.house, cast.sam)
    _inbox(cast)
    waiting = cast.card("author", text="The queue at the counter again", step="any")
    assert _own(cast, "author").status is CardStatus.WAITING

    view = _view(cast)
    assert [card.label for card in view.cards if card.status is CardStatus.WAITING] == [waiting]
    assert waiting not in {card.label for card in view.shown_cards}
    assert (view.moderation.waiting, view.participants) == (1, FLOOR)
    board = read_board(cast.house, cast.alice)
    assert board.cards_count == FLOOR
    assert {card["label"] for card in board.cards} == {*shown, waiting}

    for text in ("", "the queue at the counter"):
        said = read_said(cast.house, cast.phone("other"), step="any", text=text, limit=20)
        assert {card.label for card in said} == set(shown)
    assert {card["label"] for card in read_board(cast.house, cast.sam).cards} == set(shown)
    results = read_sponsor_view(cast.house, cast.sam)
    assert (results.cards, results.people) == (sponsor_before.cards, sponsor_before.people)
    projector = read_board(cast.house, cast.alice, projector=True)
    assert {card["label"] for card in projector.cards} == set(shown)
    with pytest.raises(CardUnknown):
        cast.me_too("other", waiting)


def test_a_sponsor_is_sent_no_word_of_a_card_that_comes_to_the_inbox(cast: Cast) -> None:
    workshops.open_to_sponsor(cast.house, cast.alice, is_open=True)
    cast.cards(FLOOR)
    _inbox(cast)
    seen = read_board(cast.house, cast.sam).revision
    cast.card(text="A secret")
    told = read_board(cast.house, cast.sam, since=seen).cards
    assert "A secret" not in str(told)
    assert all(card["text"] == card["side"] == card["step"] == "" for card in told)


def test_a_waiting_card_has_no_voice_in_a_topic(cast: Cast) -> None:
    sent = cast.sent("author", text="Too slow")
    label = cast.send(capture.add_cards, sent).label
    topics.make_topic(cast.house, cast.alice, title="Slow", cards=[label, *cast.cards(2)])
    _inbox(cast)
    assert _view(cast).topics[0].client.room.people == 3
    cast.send(capture.edit_own_cards, CardEdit("author", sent.card_id, "Far too slow"))
    assert _view(cast).topics[0].client.room.people == 2
    moderation.show_card(cast.house, cast.alice, label)
    assert _view(cast).topics[0].client.room.people == 3


def test_a_shown_card_that_its_author_changes_waits_again_under_the_inbox(cast: Cast) -> None:
    sent = cast.sent("author")
    label = cast.send(capture.add_cards, sent).label
    cast.send(capture.edit_own_cards, CardEdit("author", sent.card_id, "Freely"))
    assert _card(cast, label).status is CardStatus.SHOWN
    _inbox(cast)
    cast.send(capture.edit_own_cards, CardEdit("author", sent.card_id, "Something else"))
    assert (_card(cast, label).status, _card(cast, label).text) == ("waiting", "Something else")
    moderation.set_aside(cast.house, cast.alice, label, reason="hurtful")
    cast.send(capture.edit_own_cards, CardEdit("author", sent.card_id, "Nicer"))
    assert _card(cast, label).status is CardStatus.HIDDEN


def test_only_what_was_on_the_screen_is_let_out_of_the_inbox(cast: Cast) -> None:
    _inbox(cast)
    sent = cast.sent("author")
    label = cast.send(capture.add_cards, sent).label
    calm = cast.card("calm")
    with snapshot(cast.house, cast.alice) as there:
        seen = there.workshop.revision
    cast.send(capture.edit_own_cards, CardEdit("author", sent.card_id, "Slipped in"))
    late = cast.card("late")
    with pytest.raises(ScreenStale):
        moderation.show_card(cast.house, cast.alice, label, seen=seen)
    assert moderation.show_waiting(cast.house, cast.alice, seen=seen) == 1
    assert [card.label for card in _view(cast).shown_cards] == [calm]
    moderation.show_card(cast.house, cast.alice, calm, seen=seen)
    moderation.show_card(cast.house, cast.alice, label, seen=seen + 1)
    moderation.show_card(cast.house, cast.alice, late)
    assert {card.label for card in _view(cast).shown_cards} == {calm, label, late}


def test_what_is_let_out_of_the_inbox_comes_to_the_wall_and_wakes_no_phone(cast: Cast) -> None:
    _inbox(cast)
    first, *others = cast.cards(4)
    before = _room_revision(cast)
    moderation.show_card(cast.house, cast.alice, first)
    assert [card.label for card in _view(cast).shown_cards] == [first]
    assert moderation.show_waiting(cast.house, cast.alice) == 3
    assert moderation.show_waiting(cast.house, cast.alice) == 0
    assert {card.label for card in _view(cast).shown_cards} == {first, *others}
    assert _room_revision(cast) == before
    log = _log(cast)
    assert log[0] == (first, Moderation.SHOWN, None, "")
    assert sorted(log[1:]) == sorted((label, Moderation.SHOWN, None, "") for label in others)


def test_cards_that_wait_stay_when_the_wall_is_open_again(cast: Cast) -> None:
    _inbox(cast)
    label = cast.card()
    moderation.save_moderation(cast.house, cast.alice, inbox_first=False)
    assert _card(cast, label).status is CardStatus.WAITING
    assert _card(cast, cast.card()).status is CardStatus.SHOWN


def test_what_the_facilitator_takes_in_does_not_wait(cast: Cast) -> None:
    _inbox(cast)
    rows = [CardRow("A verbatim", Side.CLIENT, "irritant", "")]
    [label] = capture.import_cards(cast.house, cast.alice, rows)
    assert _card(cast, label).status is CardStatus.SHOWN


# --- devices ----------------------------------------------------------------------------------


def test_a_removed_device_is_out_of_the_room_and_its_cards_stay_unless_asked(cast: Cast) -> None:
    first = cast.card("rude")
    second = cast.card("rude", text="Worse")
    other = cast.card("kind")
    before = _room_revision(cast)
    assert moderation.remove_device(cast.house, cast.alice, first, set_cards_aside=False) == 0
    assert _room_revision(cast) == before + 1
    assert {card.label for card in _view(cast).shown_cards} == {first, second, other}
    mine = read_myself(cast.house, cast.phone("rude"))
    assert (mine.known, mine.removed, mine.cards) == (True, True, ())
    assert not is_known(cast.house, cast.phone("rude"))
    with pytest.raises(DoorClosed):
        cast.card("rude")
    moderation.set_aside(cast.house, cast.alice, second, reason="hurtful")
    assert moderation.remove_device(cast.house, cast.alice, first, set_cards_aside=True) == 1
    assert moderation.remove_device(cast.house, cast.alice, first, set_cards_aside=True) == 0
    assert [card.label for card in _view(cast).shown_cards] == [other]
    assert _log(cast) == [
        (second, Moderation.SET_ASIDE, SetAside.HURTFUL, ""),
        (first, Moderation.SET_ASIDE, SetAside.OTHER, ""),
    ]
    assert cast.card("kind")


def test_a_removed_device_s_cards_in_the_inbox_are_set_aside_too(cast: Cast) -> None:
    first = cast.card("rude")
    _inbox(cast)
    cast.card("rude")
    assert moderation.remove_device(cast.house, cast.alice, first, set_cards_aside=True) == 2
    counts = _view(cast).moderation
    assert (counts.set_aside, counts.waiting) == (2, 0)


def test_a_removed_device_is_shown_none_of_the_room_s_cards(cast: Cast) -> None:
    label = cast.card("rude")
    cast.cards(FLOOR)
    assert read_said(cast.house, cast.phone("rude"), step="any", text="")
    moderation.remove_device(cast.house, cast.alice, label, set_cards_aside=False)
    assert read_said(cast.house, cast.phone("rude"), step="any", text="") == ()


def test_what_a_removed_device_tapped_is_taken_back_and_what_others_did_stays(cast: Cast) -> None:
    own = cast.card("rude")
    liked = cast.card("kind")
    cast.me_too("rude", liked)
    cast.me_too("calm", liked)
    topics.make_topic(cast.house, cast.alice, title="Waiting", cards=[liked])
    solutions.add_solution(cast.house, cast.alice, title="A second desk", topics=["T1"])
    workshops.set_phase(cast.house, cast.alice, "group")
    cast.send(answer_mirror, MirrorSent("rude", "irritant", topic="T1"))
    cast.send(answer_mirror, MirrorSent("calm", "enchantment", topic="T1"))
    workshops.set_phase(cast.house, cast.alice, "weigh")
    cast.send(rate_solutions, RatingSent("rude", "S1", "2", "2", "2"))
    since = _view(cast).workshop.revision

    moderation.remove_device(cast.house, cast.alice, own, set_cards_aside=False)

    view = _view(cast)
    [topic] = view.topics
    assert (topic.client.room.people, topic.employee.room.people) == (2, 1)
    assert (topic.employee.room.irritants, topic.employee.room.enchantments) == (0, 1)
    assert view.solutions[0].ballots == 0
    told = read_board(cast.house, cast.alice, since=since).cards
    assert [(card["label"], card["me_too"]) for card in told] == [(liked, 1)]


def test_a_workshop_without_moderation_says_so(cast: Cast) -> None:
    assert _view(cast).moderation == ModerationView()
