"""What a phone sees: the room, its own, and never what is hidden or somebody else's."""

import pytest

from tests.services.cast import Cast
from workshop.domain.errors import WorkshopUnknown
from workshop.services import capture, moderation, topics, workshops
from workshop.services.archive.records import FLOOR
from workshop.services.capture import CardEdit
from workshop.services.views.room import (
    Myself,
    SaidCard,
    is_removed,
    read_myself,
    read_room,
    read_said,
)


def _said(
    cast: Cast, token: str = "me", *, step: str = "any", text: str = "", limit: int = 3
) -> tuple[SaidCard, ...]:
    return read_said(cast.house, cast.phone(token), step=step, text=text, limit=limit)


def test_a_room_tells_its_phase_its_steps_and_its_words(cast: Cast) -> None:
    workshops.push_focus(cast.house, cast.alice, step=str(cast.steps[1]), side="client")
    room = read_room(cast.house, cast.code)
    assert (room.code, room.title, room.language) == (cast.code, "Counter", "en")
    assert (room.phase, room.client_name, room.team_name) == (
        "capture",
        "the client",
        "us, the team",
    )
    assert [step.id for step in room.steps] == list(cast.steps)
    assert (room.focus_step, room.focus_side, room.closes_at) == (
        str(cast.steps[1]),
        "client",
        None,
    )


def test_topics_are_told_to_phones_in_ideate_only(cast: Cast) -> None:
    for title in ("Waiting", "Forms", "Gone"):
        topics.make_topic(cast.house, cast.alice, title=title)
    topics.dissolve_topic(cast.house, cast.alice, "T3")
    for phase in ("capture", "matrix", "weigh"):
        workshops.set_phase(cast.house, cast.alice, phase)
        assert read_room(cast.house, cast.code).topics == ()
    workshops.set_phase(cast.house, cast.alice, "ideate")
    told = read_room(cast.house, cast.code).topics
    assert [(topic.label, topic.title) for topic in told] == [("T1", "Waiting"), ("T2", "Forms")]


def test_a_room_that_is_none_is_unknown(cast: Cast) -> None:
    for code in ("ZZZZZZ", "", "\x00", cast.code.lower()):
        with pytest.raises(WorkshopUnknown):
            read_room(cast.house, code)


def test_a_stranger_has_nothing_of_their_own(cast: Cast) -> None:
    cast.card("somebody")
    assert read_myself(cast.house, cast.phone("stranger")) == Myself()


def test_one_s_own_cards_are_listed_newest_first_until_withdrawn(cast: Cast) -> None:
    first = cast.sent("me", step=cast.steps[0], text="first")
    cast.send(capture.add_cards, first)
    cast.card("other")
    second = cast.card("me", text="second")
    mine = read_myself(cast.house, cast.phone("me")).cards
    assert [(card.text, card.step) for card in mine] == [
        ("second", "any"),
        ("first", str(cast.steps[0])),
    ]
    assert mine[1].card_id == first.card_id
    cast.send(capture.edit_own_cards, CardEdit("me", first.card_id, None))
    assert [card.label for card in read_myself(cast.house, cast.phone("me")).cards] == [second]


def test_at_most_three_cards_that_look_alike_are_shown_the_likest_first(cast: Cast) -> None:
    texts = (
        "The queue at the counter is endless",
        "Queue at the counter",
        "Counter staff are kind",
        "The queue outside",
        "The screen is broken",
    )
    labels = {text: cast.card(text=text) for text in texts}
    said = _said(cast, text="the QUEUE at the Counter!")
    assert said[0].label == labels["Queue at the counter"]
    assert len(said) == 3
    assert labels["The screen is broken"] not in {card.label for card in said}
    assert len(_said(cast, text="queue", limit=1)) == 1
    assert _said(cast, text="nothing alike anywhere") == ()


def test_the_workshop_s_language_says_which_words_count(cast: Cast) -> None:
    workshops.save_settings(cast.house, cast.alice, language="fr")
    cast.cards(FLOOR)
    label = cast.card(text="L’attente à l’accueil est interminable")
    for typed in (
        "j'attends à l'accueil",
        "ATTENTES INTERMINABLES",
        "atente interminabl a l accueil",
    ):
        assert [card.label for card in _said(cast, text=typed)] == [label]


@pytest.mark.parametrize("typed", ["😡👍🏽", "12", "the of and", "\x00", "<b></b>"])
def test_what_says_nothing_is_like_nothing(cast: Cast, typed: str) -> None:
    cast.cards(FLOOR)
    assert _said(cast, text="card") != ()
    assert _said(cast, text=typed) == ()


def test_whatever_is_typed_searches_words_and_does_nothing_else(cast: Cast) -> None:
    label = cast.card(text="'); DROP TABLE card; <script>queue</script> %s {{7*7}}")
    cast.cards(FLOOR)
    for typed in ("queue", "' OR queue; --", "<img onerror=queue>", "queue " * 5_000):
        assert [card.label for card in _said(cast, text=typed)] == [label]


def test_without_a_text_any_cards_of_the_step_are_shown(cast: Cast) -> None:
    cast.cards(FLOOR)
    here = cast.card(step=cast.steps[0])
    assert len(_said(cast)) == 3
    assert [card.label for card in _said(cast, step=str(cast.steps[0]))] == [here]
    for step in (str(cast.their_step), "99999999999999999999", "\x00", "", "١٢"):
        assert _said(cast, step=step) == ()


def test_one_s_own_hidden_and_withdrawn_cards_are_not_shown(cast: Cast) -> None:
    others = cast.cards(FLOOR)
    own, gone = cast.card("me"), cast.sent("author")
    cast.send(capture.add_cards, gone)
    cast.send(capture.edit_own_cards, CardEdit("author", gone.card_id, None))
    hidden, *shown = others
    extra = cast.card()
    moderation.set_aside(cast.house, cast.alice, hidden, reason="other")
    labels = {card.label for card in _said(cast, limit=99)}
    assert labels == {*shown, extra}
    assert own not in labels
    assert own in {card.label for card in _said(cast, "stranger", limit=99)}


def test_a_card_one_has_joined_says_so(cast: Cast) -> None:
    label, *_ = cast.cards(FLOOR)
    cast.me_too("me", label)
    assert {card.label for card in _said(cast, limit=99) if card.said} == {label}
    assert not any(card.said for card in _said(cast, "other", limit=99))


def test_no_text_is_shown_to_phones_below_the_floor_or_outside_capture(cast: Cast) -> None:
    cast.cards(FLOOR - 1)
    assert _said(cast) == ()
    cast.card()
    assert _said(cast) != ()
    workshops.set_phase(cast.house, cast.alice, "group")
    assert _said(cast) == ()


def test_the_room_counts_its_removed_devices_and_each_knows_of_itself(cast: Cast) -> None:
    label = cast.card("bad")
    cast.card("good")
    assert read_room(cast.house, cast.code).removed_devices == 0
    moderation.remove_device(cast.house, cast.alice, label, set_cards_aside=False)
    assert read_room(cast.house, cast.code).removed_devices == 1
    assert [is_removed(cast.house, cast.phone(token)) for token in ("bad", "good", "silent")] == [
        True,
        False,
        False,
    ]
