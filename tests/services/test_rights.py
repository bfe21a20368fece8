"""What phones may do and see: by phase, by the workshop, and by the one button."""

from collections.abc import Callable

import pytest

from tests.services.cast import Cast
from workshop.domain.errors import PhaseClosed, ValueUnknown
from workshop.domain.phases import PhoneGesture, Rights, default_rights
from workshop.domain.words import Phase, Sees
from workshop.services import moderation, rights, topics, workshops
from workshop.services.archive.records import FLOOR
from workshop.services.rows import Workshop
from workshop.services.transaction import snapshot
from workshop.services.views.board import read_board
from workshop.services.views.room import read_room, read_said
from workshop.services.views.sponsor import read_sponsor_view


def _row(cast: Cast) -> Workshop:
    with snapshot(cast.house, cast.alice) as seen:
        return seen.workshop


def _hide_until_reveal(cast: Cast) -> None:
    rights.set_rights(cast.house, cast.alice, "capture", may=["add_card", "me_too"], sees="count")


def test_a_phase_takes_the_rights_that_the_workshop_gives_it(cast: Cast) -> None:
    rights.set_rights(cast.house, cast.alice, "capture", may=["mood"], sees="nothing")
    rights.set_rights(cast.house, cast.alice, "group", may=["vote"], sees="count")
    given = read_room(cast.house, cast.code).rights
    assert given == Rights(frozenset({PhoneGesture.MOOD}), Sees.NOTHING)
    with pytest.raises(PhaseClosed):
        cast.card()
    rights.reset_rights(cast.house, cast.bob, "capture")
    assert read_room(cast.house, cast.code).rights == default_rights(Phase.CAPTURE)
    assert cast.card()
    workshops.set_phase(cast.house, cast.alice, "group")
    assert read_room(cast.house, cast.code).rights.sees is Sees.COUNT
    rights.reset_rights(cast.house, cast.alice, "frame")


def test_rights_are_of_the_lists_that_there_are(cast: Cast) -> None:
    for phase, may, sees in (
        ("lunch", ["vote"], "count"),
        ("capture", ["sing"], "count"),
        ("capture", ["vote"], "half"),
    ):
        with pytest.raises(ValueUnknown):
            rights.set_rights(cast.house, cast.alice, phase, may=may, sees=sees)
    with pytest.raises(ValueUnknown):
        rights.reset_rights(cast.house, cast.alice, "lunch")
    assert _row(cast).phone_rights == {}


def test_phones_are_told_of_their_rights_and_of_the_reveal(cast: Cast) -> None:
    gestures: tuple[Callable[[], None], ...] = (
        lambda: _hide_until_reveal(cast),
        lambda: rights.reveal(cast.house, cast.alice, shown=True),
        lambda: rights.reset_rights(cast.house, cast.alice, "capture"),
    )
    for gesture in gestures:
        before = _row(cast).room_revision
        gesture()
        assert _row(cast).room_revision == before + 1


def test_what_is_hidden_reaches_phones_and_sponsor_by_one_button(cast: Cast) -> None:
    workshops.open_to_sponsor(cast.house, cast.alice, is_open=True)
    _hide_until_reveal(cast)
    labels = set(cast.cards(FLOOR))
    seen = read_board(cast.house, cast.sam)
    assert (seen.cards, seen.cards_count, seen.withheld) == ([], FLOOR, True)
    assert read_said(cast.house, cast.phone("other"), step="any", text="") == ()
    with pytest.raises(PhaseClosed):
        cast.me_too("other", next(iter(labels)))
    assert {card["label"] for card in read_board(cast.house, cast.alice).cards} == labels

    rights.reveal(cast.house, cast.alice, shown=True)
    assert read_room(cast.house, cast.code).revealed
    said = read_said(cast.house, cast.phone("other"), step="any", text="", limit=9)
    assert {card.label for card in said} == labels
    told = read_board(cast.house, cast.sam)
    assert ({card["label"] for card in told.cards}, told.withheld) == (labels, False)
    cast.me_too("other", next(iter(labels)))

    rights.reveal(cast.house, cast.alice, shown=False)
    assert read_board(cast.house, cast.sam).cards == []
    assert read_said(cast.house, cast.phone("other"), step="any", text="") == ()


def test_a_reveal_is_of_one_phase(cast: Cast) -> None:
    rights.reveal(cast.house, cast.alice, shown=True)
    workshops.set_phase(cast.house, cast.alice, "mood")
    assert not _row(cast).revealed
    assert read_room(cast.house, cast.code).rights.sees is Sees.COUNT


def test_a_sponsor_who_has_seen_all_is_told_of_what_is_taken_off_and_no_more(cast: Cast) -> None:
    workshops.open_to_sponsor(cast.house, cast.alice, is_open=True)
    first, *_ = cast.cards(FLOOR + 1)
    seen = read_board(cast.house, cast.sam).revision
    _hide_until_reveal(cast)
    late = cast.card(text="Later")
    moderation.set_aside(cast.house, cast.alice, first, reason="other")
    told = read_board(cast.house, cast.sam, since=seen)
    assert [(card["label"], card["text"]) for card in told.cards] == [(first, "")]
    assert late not in str(told)


def test_a_sponsor_reads_no_sentence_that_phones_may_not_read(cast: Cast) -> None:
    workshops.open_to_sponsor(cast.house, cast.alice, is_open=True)
    labels = cast.cards(FLOOR, text="The queue")
    topics.make_topic(cast.house, cast.alice, title="Queue", cards=labels)
    [topic] = read_sponsor_view(cast.house, cast.sam).topics
    assert topic.sentences == ("The queue",)
    _hide_until_reveal(cast)
    [topic] = read_sponsor_view(cast.house, cast.sam).topics
    assert topic.sentences == ()


@pytest.mark.parametrize(("floor", "voices"), [(3, 3), (8, 8)])
def test_the_floor_is_the_workshop_s_own(cast: Cast, floor: int, voices: int) -> None:
    workshops.open_to_sponsor(cast.house, cast.alice, is_open=True)
    workshops.save_settings(cast.house, cast.alice, floor=floor)
    cast.cards(voices - 1)
    other = cast.phone("other")
    assert read_board(cast.house, cast.sam).cards == []
    assert read_said(cast.house, other, step="any", text="") == ()
    cast.card()
    assert len(read_board(cast.house, cast.sam).cards) == voices
    assert len(read_said(cast.house, other, step="any", text="", limit=99)) == voices
    assert read_sponsor_view(cast.house, cast.sam).floor == floor
