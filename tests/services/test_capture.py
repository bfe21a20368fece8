"""Cards: from phones, corrected, withdrawn, imported."""

import uuid

import pytest
from sqlalchemy import func, select

from tests.services.cast import Cast
from workshop.domain.errors import (
    CardUnknown,
    DoorClosed,
    IdMalformed,
    PhaseClosed,
    StepUnknown,
    TextEmpty,
    TextTooLong,
    ValueUnknown,
    WorkshopError,
)
from workshop.domain.words import Source
from workshop.services import capture, moderation, topics, workshops
from workshop.services.capture import CardEdit, CardRow, Receipt
from workshop.services.templates import StepDraft
from workshop.services.transaction import glance, snapshot
from workshop.services.views.room import read_myself
from workshop.services.views.workshop import CardLine, read_workshop_view
from workshop.storage import tables


def _line(cast: Cast, label: str) -> CardLine:
    line = read_workshop_view(cast.house, cast.alice).card(label)
    assert line is not None
    return line


def _revision(cast: Cast) -> int:
    with snapshot(cast.house, cast.alice) as seen:
        return seen.workshop.revision


def _edit(cast: Cast, token: str, card_id: str, text: str | None) -> Receipt:
    receipt = cast.send(capture.edit_own_cards, CardEdit(token, card_id, text))
    assert isinstance(receipt, Receipt)
    return receipt


def test_a_card_is_there_with_all_that_was_said(cast: Cast) -> None:
    label = cast.card(
        side="employee", kind="enchantment", step=cast.steps[1], text=" They\n thank us "
    )
    line = _line(cast, label)
    assert (line.side, line.kind, line.step) == ("employee", "enchantment", str(cast.steps[1]))
    assert (line.text, line.source, line.status) == ("They thank us", "room", "shown")
    assert (line.topic, line.me_too) == (None, 0)


def test_the_same_card_id_again_gives_the_same_label_and_one_row(cast: Cast) -> None:
    card = cast.sent("phone")
    first = cast.send(capture.add_cards, card)
    revision = _revision(cast)
    again = cast.send(capture.add_cards, card)
    assert first == Receipt(card.card_id, first.label, is_new=True)
    assert again == Receipt(card.card_id, first.label, is_new=False)
    assert _revision(cast) == revision


def test_a_card_sent_again_after_the_phase_closed_is_still_acknowledged(cast: Cast) -> None:
    card = cast.sent("phone")
    label = cast.send(capture.add_cards, card).label
    workshops.set_phase(cast.house, cast.alice, "group")
    assert cast.send(capture.add_cards, card).label == label


def test_a_card_id_is_the_same_in_any_way_of_writing_it(cast: Cast) -> None:
    plain = str(uuid.UUID(int=2**127 + 5))
    label = cast.card("phone", card_id=plain)
    again = cast.send(capture.add_cards, cast.sent("phone", card_id=plain.upper()))
    assert again.label == label


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"card_id": "12"}, IdMalformed),
        ({"card_id": ""}, IdMalformed),
        ({"card_id": "\x00" * 32}, IdMalformed),
        ({"card_id": "\ud800" * 32}, IdMalformed),
        ({"side": "supplier"}, ValueUnknown),
        ({"kind": "\x00"}, ValueUnknown),
        ({"step": ""}, StepUnknown),
        ({"step": "99999999999999999999"}, StepUnknown),
        ({"step": "-1"}, StepUnknown),
        ({"step": "1 OR 1=1"}, StepUnknown),
        ({"step": "\x00"}, StepUnknown),
        ({"text": "\u200b\x00"}, TextEmpty),
        ({"text": "x" * 281}, TextTooLong),
        ({"text": "x" * 1_000_000}, TextTooLong),
    ],
)
def test_a_card_that_breaks_a_rule_is_refused_and_changes_nothing(
    cast: Cast, values: dict[str, str], refusal: type[WorkshopError]
) -> None:
    before = _revision(cast)
    with pytest.raises(refusal):
        cast.card(**values)
    assert _revision(cast) == before
    assert read_workshop_view(cast.house, cast.alice).participants == 0


def test_a_card_about_another_workshop_s_step_is_refused(cast: Cast) -> None:
    with pytest.raises(StepUnknown):
        cast.card(step=cast.their_step)


def test_cards_are_taken_in_capture_only(cast: Cast) -> None:
    for phase in ("frame", "group", "ideate"):
        workshops.set_phase(cast.house, cast.alice, phase)
        with pytest.raises(PhaseClosed) as refused:
            cast.card()
        assert refused.value.facts == {"phase": phase}


def test_a_text_of_280_characters_of_any_script_fits(cast: Cast) -> None:
    text = "é😀字" * 93 + "x"
    assert _line(cast, cast.card(text=text)).text == text


def test_behind_a_closed_door_newcomers_wait_and_those_inside_go_on(cast: Cast) -> None:
    cast.card("inside")
    workshops.set_door(cast.house, cast.alice, is_open=False)
    with pytest.raises(DoorClosed):
        cast.card("newcomer")
    with pytest.raises(DoorClosed):
        cast.me_too("newcomer", cast.card("inside"))
    with pytest.raises(CardUnknown):
        _edit(cast, "newcomer", str(uuid.uuid4()), "mine?")
    workshops.set_door(cast.house, cast.alice, is_open=True)
    assert cast.card("newcomer")


def test_a_cookie_may_hold_anything(cast: Cast) -> None:
    for token in ("\x00", "\ud800", "🙂" * 5_000):
        label = cast.card(token)
        assert [card.label for card in read_myself(cast.house, cast.phone(token)).cards] == [label]


def test_once_the_key_is_gone_nobody_is_recognised(cast: Cast) -> None:
    cast.card("phone")
    with cast.house.database.writing() as connection, connection.begin():
        connection.execute(tables.workshop.update().values(participant_key=None))
    assert not read_myself(cast.house, cast.phone("phone")).known


def test_a_me_too_counts_once_and_can_be_taken_back(cast: Cast) -> None:
    label = cast.card("author")
    assert cast.me_too("other", label) == {"card": label, "me_too": True}
    revision = _revision(cast)
    assert cast.me_too("other", label.lower()) == {"card": label, "me_too": True}
    assert _revision(cast) == revision
    assert _line(cast, label).me_too == 1
    assert cast.me_too("other", label, wanted=False) == {"card": label, "me_too": False}
    assert _line(cast, label).me_too == 0


def test_a_me_too_on_one_s_own_card_is_no_second_voice(cast: Cast) -> None:
    label = cast.card("author")
    assert cast.me_too("author", label) == {"card": label, "me_too": True}
    assert _line(cast, label).me_too == 0


def test_a_me_too_needs_a_card_that_phones_can_see(cast: Cast) -> None:
    hidden, withdrawn = cast.card(), cast.sent("author")
    moderation.set_aside(cast.house, cast.alice, hidden, reason="other")
    gone = cast.send(capture.add_cards, withdrawn).label
    _edit(cast, "author", withdrawn.card_id, None)
    for label in (hidden, gone, "C99999999999", "T1", "", "C1\x00"):
        with pytest.raises(CardUnknown):
            cast.me_too("other", label)


def test_a_me_too_after_capture_is_refused(cast: Cast) -> None:
    label = cast.card()
    workshops.set_phase(cast.house, cast.alice, "group")
    with pytest.raises(PhaseClosed):
        cast.me_too("other", label)


def test_an_author_corrects_their_own_card_only(cast: Cast) -> None:
    card = cast.sent("author", text="befor")
    label = cast.send(capture.add_cards, card).label
    assert _edit(cast, "author", card.card_id, " before ").label == label
    assert _line(cast, label).text == "before"
    for token, card_id in (("other", card.card_id), ("author", str(uuid.uuid4())), ("author", "x")):
        with pytest.raises(CardUnknown):
            _edit(cast, token, card_id, "not mine")
    with pytest.raises(TextEmpty):
        _edit(cast, "author", card.card_id, "  ")
    assert _line(cast, label).text == "before"


def test_a_withdrawn_card_loses_its_text_its_topic_and_its_me_toos_for_good(cast: Cast) -> None:
    card = cast.sent("author", text="too personal")
    label = cast.send(capture.add_cards, card).label
    cast.me_too("other", label)
    topics.make_topic(cast.house, cast.alice, title="Topic", cards=[label])
    assert _edit(cast, "author", card.card_id, None).label == label
    with glance(cast.house) as connection:
        row = connection.execute(select(tables.card)).one()
        me_toos = connection.scalar(select(func.count()).select_from(tables.me_too))
    assert (row.text, row.status, row.topic_id, me_toos) == ("", "withdrawn", None, 0)
    assert read_workshop_view(cast.house, cast.alice).cards == ()
    revision = _revision(cast)
    assert _edit(cast, "author", card.card_id, None).label == label
    assert _revision(cast) == revision
    with pytest.raises(CardUnknown):
        _edit(cast, "author", card.card_id, "back again")


def test_cards_are_corrected_while_the_phase_is_open_only(cast: Cast) -> None:
    card = cast.sent("author")
    cast.send(capture.add_cards, card)
    workshops.set_phase(cast.house, cast.alice, "group")
    with pytest.raises(PhaseClosed):
        _edit(cast, "author", card.card_id, None)


def _row(text: str = "A verbatim", side: str = "client", step: str = "") -> CardRow:
    return CardRow(text, side, "irritant", step)


def test_imported_cards_are_one_voice_each_in_the_file_s_order(cast: Cast) -> None:
    rows = [_row("same"), _row("same"), _row("other", step=" arrive ")]
    labels = capture.import_cards(cast.house, cast.alice, rows, source=Source.DATA)
    view = read_workshop_view(cast.house, cast.alice)
    lines = [view.card(label) for label in labels]
    assert [line.text for line in lines if line] == ["same", "same", "other"]
    assert {line.source for line in lines if line} == {Source.DATA}
    assert [line.step for line in lines if line] == ["any", "any", str(cast.steps[0])]
    topics.make_topic(cast.house, cast.alice, title="Topic", cards=labels)
    assert read_workshop_view(cast.house, cast.alice).topics[0].client.data.people == 3


def test_an_import_of_nothing_is_no_card(cast: Cast) -> None:
    assert capture.import_cards(cast.house, cast.alice, []) == []


def test_the_phase_does_not_bind_the_facilitator_s_import(cast: Cast) -> None:
    workshops.set_phase(cast.house, cast.alice, "follow")
    assert len(capture.import_cards(cast.house, cast.bob, [_row("x" * 2_000)])) == 1


@pytest.mark.parametrize(
    ("row", "refusal"),
    [
        (_row(side="both"), ValueUnknown),
        (CardRow("text", "client", "complaint", ""), ValueUnknown),
        (_row(" "), TextEmpty),
        (_row("x" * 2_001), TextTooLong),
        (_row(step="Nowhere"), StepUnknown),
    ],
)
def test_one_bad_row_stops_the_import_and_says_its_line(
    cast: Cast, row: CardRow, refusal: type[WorkshopError]
) -> None:
    with pytest.raises(refusal) as refused:
        capture.import_cards(cast.house, cast.alice, [_row(), _row(), row])
    assert refused.value.facts["line"] == 3
    assert read_workshop_view(cast.house, cast.alice).cards == ()


def test_an_import_may_make_the_steps_it_names_behind_those_there_are(cast: Cast) -> None:
    rows = [_row(step="Pay\x00"), _row(step="PAY"), _row(step="Come back"), _row(step="any")]
    capture.import_cards(cast.house, cast.alice, rows, create_steps=True)
    titles = [step.client_title for step in read_workshop_view(cast.house, cast.alice).steps]
    assert titles == ["Arrive", "Ask", "Leave", "Pay", "Come back"]
    with pytest.raises(TextTooLong):
        capture.import_cards(cast.house, cast.alice, [_row(step="x" * 121)], create_steps=True)


def test_of_two_steps_with_the_same_title_an_import_takes_the_first(cast: Cast) -> None:
    from workshop.services import journeys

    journeys.add_step(cast.house, cast.alice, StepDraft("Arrive"))
    [label] = capture.import_cards(cast.house, cast.alice, [_row(step="ARRIVE")])
    assert _line(cast, label).step == str(cast.steps[0])


def test_so_many_labels_that_one_statement_could_not_hold_them(cast: Cast) -> None:
    cast.card()
    labels = [f"C{number}" for number in range(1, 70_000)]
    with pytest.raises(CardUnknown):
        topics.make_topic(cast.house, cast.alice, title="All", cards=labels)
