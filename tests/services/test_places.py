"""The voices behind a topic, counted in the database, and the place they give it."""

from collections.abc import Sequence

import pytest

from tests.services.cast import Cast
from workshop.domain.matrix import Voices
from workshop.domain.words import Quadrant, Source
from workshop.services import capture, moderation, topics
from workshop.services.capture import CardRow
from workshop.services.participants import Introduction, introduce
from workshop.services.places import place_of
from workshop.services.transaction import glance
from workshop.services.views.workshop import TopicLine, read_workshop_view
from workshop.storage import tables


def _topic(cast: Cast, cards: Sequence[str]) -> TopicLine:
    label = topics.make_topic(cast.house, cast.alice, title="Topic", cards=cards)
    line = read_workshop_view(cast.house, cast.alice).topic(label)
    assert line is not None
    return line


def _data(cast: Cast, side: str, kind: str) -> str:
    [label] = capture.import_cards(
        cast.house, cast.alice, [CardRow("A verbatim", side, kind, "")], source=Source.DATA
    )
    return label


@pytest.mark.parametrize(
    ("client", "employee", "quadrant"),
    [
        ("irritant", "irritant", Quadrant.PRIORITY),
        ("irritant", "enchantment", Quadrant.INDICATORS),
        ("enchantment", "irritant", Quadrant.TREAT_NEXT),
        ("enchantment", "enchantment", Quadrant.CAPITALISE),
    ],
)
def test_three_voices_a_side_give_each_quadrant(
    cast: Cast, client: str, employee: str, quadrant: Quadrant
) -> None:
    cards = cast.cards(3, kind=client) + cast.cards(3, side="employee", kind=employee)
    line = _topic(cast, cards)
    assert (line.quadrant, line.computed.to_confirm) == (quadrant, False)


def test_a_topic_about_one_side_only_waits_in_the_tray(cast: Cast) -> None:
    line = _topic(cast, cast.cards(3))
    assert line.quadrant is Quadrant.ONE_SIDE_MISSING
    assert line.employee.room == Voices()


def test_a_topic_without_a_card_waits_in_the_tray(cast: Cast) -> None:
    assert _topic(cast, []).quadrant is Quadrant.ONE_SIDE_MISSING


def test_a_voice_counts_once_per_kind_however_many_cards_and_me_toos(cast: Cast) -> None:
    cards = [cast.card("same") for _ in range(3)] + [cast.card("other")]
    cast.me_too("same", cards[-1])
    cast.me_too("third", cards[0])
    cast.me_too("third", cards[1])
    assert _topic(cast, cards).client.room == Voices(irritants=3, people=3)


def test_who_says_both_good_and_bad_is_one_person_and_two_voices(cast: Cast) -> None:
    cards = [cast.card("same"), cast.card("same", kind="enchantment")]
    room = _topic(cast, cards).client.room
    assert room == Voices(enchantments=1, irritants=1, people=1)


def test_hidden_and_withdrawn_cards_have_no_voice(cast: Cast) -> None:
    hidden, kept, gone = cast.card(), cast.card(), cast.sent("author")
    cast.me_too("a friend", hidden)
    cast.send(capture.add_cards, gone)
    moderation.set_aside(cast.house, cast.alice, hidden, reason="other")
    line = _topic(cast, [hidden, kept])
    cast.send(capture.edit_own_cards, capture.CardEdit("author", gone.card_id, None))
    assert line.client.room == Voices(irritants=1, people=1)


def test_the_room_and_data_are_never_summed(cast: Cast) -> None:
    cards = cast.cards(2) + [_data(cast, "client", "enchantment") for _ in range(5)]
    line = _topic(cast, cards)
    assert line.client.room == Voices(irritants=2, people=2)
    assert line.client.data == Voices(enchantments=5, people=5)
    assert line.client.data_disagrees
    assert not line.client.from_data


def test_data_places_a_side_of_which_the_room_says_nothing(cast: Cast) -> None:
    cards = cast.cards(3, side="employee") + [_data(cast, "client", "irritant") for _ in range(3)]
    line = _topic(cast, cards)
    assert line.quadrant is Quadrant.PRIORITY
    assert line.client.from_data
    assert not line.employee.from_data


def test_a_me_too_on_a_verbatim_is_the_room_s_word(cast: Cast) -> None:
    verbatim = _data(cast, "client", "irritant")
    cast.me_too("phone", verbatim)
    line = _topic(cast, [verbatim])
    assert line.client.room == Voices(irritants=1, people=1)
    assert line.client.data == Voices(irritants=1, people=1)


def test_a_client_side_that_only_the_team_tells_is_marked(cast: Cast) -> None:
    told, lived = cast.card("team"), cast.card("client")
    cast.send(introduce, Introduction("client", "client"))
    assert _topic(cast, [told]).client_by_team
    assert not _topic(cast, [lived]).client_by_team
    assert not _topic(cast, cast.cards(1, side="employee")).client_by_team


def test_clients_in_the_data_do_not_lift_the_mark_from_what_the_team_tells(cast: Cast) -> None:
    assert _topic(cast, [cast.card("team"), _data(cast, "client", "irritant")]).client_by_team
    assert not _topic(cast, [_data(cast, "client", "irritant")]).client_by_team


def test_one_topic_is_placed_as_among_all(cast: Cast) -> None:
    lines = [
        _topic(cast, cast.cards(3) + cast.cards(3, side="employee", kind="enchantment")),
        _topic(cast, cast.cards(2)),
        _topic(cast, []),
    ]
    with glance(cast.house) as connection:
        for line in lines:
            row = connection.execute(
                tables.topic.select().where(tables.topic.c.number == int(line.label[1:]))
            ).one()
            assert place_of(connection, row.workshop_id, row.id) == line.computed
