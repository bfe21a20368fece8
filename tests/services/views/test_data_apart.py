"""What came as data is counted apart from what the room said, wherever cards are counted."""

import pytest

from tests.services.cast import Cast
from workshop.domain.words import Source
from workshop.services import capture, workshops
from workshop.services.capture import CardRow
from workshop.services.signin import who_is
from workshop.services.views import away
from workshop.services.views.away import read_away, read_card_count
from workshop.services.views.board import read_board
from workshop.services.views.home import read_home
from workshop.services.views.room import read_said
from workshop.services.views.sponsor import read_sponsor_view
from workshop.services.views.workshop import read_workshop_view

VERBATIMS = [CardRow("Rang for an hour", "client", "irritant", "")] * 4


def prepared(cast: Cast) -> None:
    cast.cards(2)
    capture.import_cards(cast.house, cast.alice, VERBATIMS, source=Source.DATA)
    workshops.open_to_sponsor(cast.house, cast.alice, is_open=True)


def test_the_facilitators_pages_know_both(cast: Cast) -> None:
    prepared(cast)
    view = read_workshop_view(cast.house, cast.alice)
    assert (len(view.shown_cards), len(view.room_cards), len(view.data_cards)) == (6, 2, 4)
    assert view.participants == 2


def test_the_list_of_workshops_the_sponsor_and_phones_count_the_room_alone(cast: Cast) -> None:
    prepared(cast)
    browser = who_is(cast.house, cast.bob.token)
    assert browser is not None
    [line] = read_home(cast.house, browser)
    assert (line.cards, line.data) == (2, 4)
    results = read_sponsor_view(cast.house, cast.sam)
    assert (results.cards, results.data, results.people) == (2, 4, 2)
    assert read_card_count(cast.house, cast.code) == 2


def test_from_afar_the_rooms_words_come_first_and_the_others_are_marked(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.cards(5)
    prepared(cast)
    assert [card.data for card in read_away(cast.house, cast.code).cards] == [False] * 7 + [
        True
    ] * 4
    monkeypatch.setattr(away, "CARDS_LIMIT", 8)
    assert [card.data for card in read_away(cast.house, cast.code).cards] == [False] * 7 + [True]


def test_phones_join_the_rooms_cards_alone(cast: Cast) -> None:
    cast.cards(5)
    prepared(cast)
    phone = cast.phone("somebody-else")
    for text in ("", "Rang for an hour"):
        said = read_said(cast.house, phone, step="any", text=text, limit=20)
        assert "Rang for an hour" not in {card.text for card in said}


def test_each_card_of_the_wall_says_where_it_comes_from(cast: Cast) -> None:
    prepared(cast)
    told = [card["source"] for card in read_board(cast.house, cast.alice).cards]
    assert (told.count("room"), told.count("data")) == (2, 4)
