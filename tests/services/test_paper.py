"""Cards on paper, typed in by the facilitator: marked as such, one voice a sheet or a card."""

import pytest

from tests.services.cast import Cast
from workshop.domain.errors import (
    NoCards,
    StepUnknown,
    TextEmpty,
    TextTooLong,
    ValueUnknown,
    WorkshopError,
)
from workshop.domain.words import CardStatus, Origin, Side, Source
from workshop.services import capture, moderation, paper, topics
from workshop.services.capture import CardRow
from workshop.services.paper import PaperCard
from workshop.services.views.workshop import WorkshopView, read_workshop_view


def _view(cast: Cast) -> WorkshopView:
    return read_workshop_view(cast.house, cast.alice)


def _row(text: str = "Too slow", side: str = "client", step: str = "any") -> PaperCard:
    return PaperCard(text, side, "irritant", step)


def test_cards_from_paper_are_the_room_s_and_marked(cast: Cast) -> None:
    rows = [
        _row(" Too\nslow ", step=str(cast.steps[0])),
        PaperCard("They smile", "employee", "enchantment", ""),
    ]
    labels = paper.add_by_hand(cast.house, cast.alice, rows, one_person=True)
    cards = [_view(cast).card(label) for label in labels]
    assert [(card.text, card.side, card.kind, card.step) for card in cards if card is not None] == [
        ("Too slow", "client", "irritant", str(cast.steps[0])),
        ("They smile", "employee", "enchantment", "any"),
    ]
    assert {(card.source, card.by_hand, card.status) for card in cards if card is not None} == {
        (Source.ROOM, True, CardStatus.SHOWN)
    }
    assert _view(cast).room.by_hand == 1


def test_each_card_tells_what_kind_of_voice_sent_it(cast: Cast) -> None:
    [by_hand] = paper.add_by_hand(cast.house, cast.alice, [_row()], one_person=False)
    row = CardRow("A verbatim", "client", "irritant", "")
    [filed] = capture.import_cards(cast.house, cast.alice, [row], source=Source.DATA)
    phone = cast.card()
    marks = {card.label: (card.origin, card.by_hand, card.source) for card in _view(cast).cards}
    assert marks == {
        by_hand: (Origin.HAND, True, Source.ROOM),
        filed: (Origin.FILE, False, Source.DATA),
        phone: (Origin.PHONE, False, Source.ROOM),
    }


@pytest.mark.parametrize(("one_person", "voices"), [(True, 1), (False, 3)])
def test_a_sheet_is_one_voice_or_each_card_its_own(
    cast: Cast, one_person: bool, voices: int
) -> None:
    rows = [_row(f"Slow {n}") for n in range(3)]
    labels = paper.add_by_hand(cast.house, cast.alice, rows, one_person=one_person)
    topics.make_topic(cast.house, cast.alice, title="Slow", cards=labels)
    [topic] = _view(cast).topics
    assert topic.client.room.people == voices
    assert topic.client_by_team
    assert _view(cast).participants == voices


def test_a_sheet_may_speak_for_the_clients(cast: Cast) -> None:
    labels = paper.add_by_hand(
        cast.house, cast.alice, [_row()], one_person=True, speaks_for=Side.CLIENT
    )
    topics.make_topic(cast.house, cast.alice, title="Slow", cards=labels)
    assert not _view(cast).topics[0].client_by_team
    with pytest.raises(ValueUnknown):
        paper.add_by_hand(cast.house, cast.alice, [_row()], one_person=True, speaks_for="nobody")


@pytest.mark.parametrize(
    ("row", "refusal"),
    [
        (_row(" "), TextEmpty),
        (_row("x" * 281), TextTooLong),
        (_row(side="both"), ValueUnknown),
        (PaperCard("x", "client", "opinion"), ValueUnknown),
        (_row(step="999999"), StepUnknown),
    ],
)
def test_one_line_that_cannot_be_kept_keeps_none_and_says_which(
    cast: Cast, row: PaperCard, refusal: type[WorkshopError]
) -> None:
    with pytest.raises(refusal) as refused:
        paper.add_by_hand(cast.house, cast.alice, [_row(), row], one_person=True)
    assert refused.value.facts["line"] == 2
    assert (_view(cast).cards, _view(cast).room.by_hand) == ((), 0)


def test_an_empty_sheet_is_no_sheet(cast: Cast) -> None:
    with pytest.raises(NoCards):
        paper.add_by_hand(cast.house, cast.alice, [], one_person=True)


def test_a_step_of_another_workshop_is_unknown(cast: Cast) -> None:
    with pytest.raises(StepUnknown):
        paper.add_by_hand(
            cast.house, cast.alice, [_row(step=str(cast.their_step))], one_person=True
        )


def test_paper_goes_straight_to_the_wall_whatever_waits_in_the_inbox(cast: Cast) -> None:
    moderation.save_moderation(cast.house, cast.alice, inbox_first=True)
    [label] = paper.add_by_hand(cast.house, cast.alice, [_row()], one_person=True)
    assert [card.label for card in _view(cast).shown_cards] == [label]
