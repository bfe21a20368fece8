"""What is read from elsewhere: only what the phase lets phones see, never the order of arrival."""

import pytest

from tests.services.cast import Cast
from workshop.domain.words import Quadrant, SetAside
from workshop.services import moderation, participants, rights, topics, workshops
from workshop.services.mirror import MirrorSent, answer_mirror
from workshop.services.participants import Introduction
from workshop.services.views import away
from workshop.services.views.away import AwayCard, AwayTopics, AwayView, read_away, read_card_count


def _read(cast: Cast) -> AwayView:
    return read_away(cast.house, cast.code)


def _topic(cast: Cast, title: str, *, side: str = "client") -> str:
    card = cast.card(side=side)
    return topics.make_topic(cast.house, cast.alice, title=title, cards=[card])


def test_cards_are_told_from_the_floor_on_and_in_random_order(cast: Cast) -> None:
    cast.cards(4)
    assert _read(cast) == AwayView()
    label = cast.card(text="Set aside")
    moderation.set_aside(cast.house, cast.alice, label, reason=SetAside.OTHER)
    assert _read(cast) == AwayView()
    cast.cards(8, step=cast.steps[0])
    shown = [card.text for card in _read(cast).cards]
    assert sorted(shown) == sorted(f"Card number {n}" for n in range(1, 14) if n != 5)
    assert shown != sorted(shown, key=lambda text: int(text.split()[-1]))
    assert {card.step for card in _read(cast).cards} == {"any", str(cast.steps[0])}


def test_a_page_holds_so_many_cards_and_no_more(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(away, "CARDS_LIMIT", 6)
    cast.cards(9)
    assert len(_read(cast).cards) == 6


@pytest.mark.parametrize("sees", ["nothing", "count"])
def test_what_phones_must_not_see_is_not_read_from_elsewhere_either(cast: Cast, sees: str) -> None:
    cast.cards(6)
    _topic(cast, "Waiting")
    for phase in ("capture", "group", "matrix"):
        workshops.set_phase(cast.house, cast.alice, phase)
        assert _read(cast) != AwayView()
        rights.set_rights(cast.house, cast.alice, phase, may=(), sees=sees)
        assert _read(cast) == AwayView()


def test_before_the_matrix_topics_are_a_list(cast: Cast) -> None:
    workshops.set_phase(cast.house, cast.alice, "group")
    assert _read(cast) == AwayView()
    workshops.set_phase(cast.house, cast.alice, "capture")
    _topic(cast, "Waiting")
    _topic(cast, "Forms")
    workshops.set_phase(cast.house, cast.alice, "group")
    assert _read(cast).topics == (AwayTopics(None, ("Waiting", "Forms")),)


def test_from_the_matrix_on_they_stand_in_their_quadrant_and_the_others_wait(cast: Cast) -> None:
    first, second = _topic(cast, "Waiting"), _topic(cast, "Forms")
    _topic(cast, "Silent")
    gone = _topic(cast, "Gone")
    topics.merge_topics(cast.house, cast.alice, [gone], into=second)
    workshops.set_phase(cast.house, cast.alice, "matrix")
    for voice, topic in (("a", first), ("a", second), ("b", second)):
        cast.send(answer_mirror, MirrorSent(voice, "irritant", topic=topic, side="employee"))
    assert _read(cast).topics == (
        AwayTopics(Quadrant.PRIORITY, ("Forms", "Waiting")),
        AwayTopics(Quadrant.ONE_SIDE_MISSING, ("Silent",)),
    )
    places = {first: Quadrant.INDICATORS}
    topics.place_topics(cast.house, cast.alice, places, because="The figures say so")
    assert _read(cast).topics[:2] == (
        AwayTopics(Quadrant.PRIORITY, ("Forms",)),
        AwayTopics(Quadrant.INDICATORS, ("Waiting",)),
    )


def test_a_count_is_told_where_phones_see_one(cast: Cast) -> None:
    labels = cast.cards(3)
    moderation.park(cast.house, cast.alice, labels[0])
    assert read_card_count(cast.house, cast.code) == 2
    rights.set_rights(cast.house, cast.alice, "capture", may=(), sees="count")
    assert read_card_count(cast.house, cast.code) == 2
    rights.set_rights(cast.house, cast.alice, "capture", may=(), sees="nothing")
    assert read_card_count(cast.house, cast.code) == 0


def test_a_card_has_no_author_and_no_number(cast: Cast) -> None:
    cast.send(participants.introduce, Introduction("phone", "client"))
    cast.cards(5)
    assert set(AwayCard.__slots__) == {"side", "kind", "step", "text", "data"}
    assert all(card.side == "client" for card in _read(cast).cards)
