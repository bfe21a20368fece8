"""Two workshops beside each other: topics matched once each, moves seen, sureness said."""

import pytest

from tests.services.cast import Cast
from workshop.domain.errors import WorkshopUnknown
from workshop.domain.words import Role
from workshop.services import topics
from workshop.services.actors import Console, Facilitating, Visitor
from workshop.services.capture import CardRow, import_cards
from workshop.services.views.compare import Comparison, read_comparison


def topic(cast: Cast, actor: Facilitating, title: str, *rows: tuple[str, str, str]) -> str:
    """A topic of cards (text, side, kind), each by one voice; gives its label."""
    cards = import_cards(cast.house, actor, [CardRow(*row, "") for row in rows])
    return topics.make_topic(cast.house, actor, title=title, cards=cards)


def both_hurt(text: str) -> tuple[tuple[str, str, str], ...]:
    return (text, "client", "irritant"), (text, "employee", "irritant")


def only_us(text: str) -> tuple[tuple[str, str, str], ...]:
    return (text, "client", "enchantment"), (text, "employee", "irritant")


@pytest.fixture
def other(cast: Cast) -> Console:
    """The other workshop, as somebody who may open both."""
    return Console(cast.theirs.code)


def compared(cast: Cast, other: Facilitating, *apart: tuple[str, str]) -> Comparison:
    return read_comparison(cast.house, Console(cast.code), other, apart=apart)


def test_the_same_title_is_the_same_topic_whatever_its_accents(cast: Cast, other: Console) -> None:
    here = topic(cast, cast.alice, "Déjà  dit", *both_hurt("We say it twice"))
    there = topic(cast, other, "deja dit", *only_us("Something else entirely"))
    found = compared(cast, other)
    (pair,) = found.pairs
    assert (pair.labels, pair.certainty) == ((here, there), 1.0)
    assert pair.placed
    assert found.moved == (pair,)
    assert found.only_here == found.only_there == ()


def test_topics_are_matched_by_their_words_and_say_how_sure_that_is(
    cast: Cast, other: Console
) -> None:
    here = topic(cast, cast.alice, "Waiting on the phone", *both_hurt("I wait on the phone"))
    there = topic(
        cast, other, "The wait on the phone is long", *both_hurt("The phone: a long wait")
    )
    alone = topic(cast, cast.alice, "Parking", *both_hurt("No room for cars"))
    theirs = topic(cast, other, "Invoices", *both_hurt("Nobody reads the bill"))
    found = compared(cast, other)
    (pair,) = found.pairs
    assert pair.labels == (here, there)
    assert 0.3 <= pair.certainty < 1
    assert not pair.moved
    assert [line.label for line in found.only_here] == [alone]
    assert [line.label for line in found.only_there] == [theirs]


def test_a_match_taken_apart_leaves_both_topics_alone(cast: Cast, other: Console) -> None:
    labels = (
        topic(cast, cast.alice, "Waiting", *both_hurt("x")),
        topic(cast, other, "Waiting", *both_hurt("x")),
    )
    found = compared(cast, other, labels)
    assert found.pairs == ()
    assert [line.label for line in (*found.only_here, *found.only_there)] == list(labels)


def test_each_topic_is_in_one_pair_the_surest(cast: Cast, other: Console) -> None:
    topic(cast, cast.alice, "Waiting on the phone", *both_hurt("waiting"))
    same = topic(cast, cast.alice, "Phone", *both_hurt("phone waiting"))
    there = topic(cast, other, "Phone", *both_hurt("waiting on the phone"))
    (pair,) = compared(cast, other).pairs
    assert pair.labels == (same, there)


def test_a_topic_without_a_place_has_not_moved(cast: Cast, other: Console) -> None:
    topic(cast, cast.alice, "Waiting", ("x", "client", "irritant"))
    topic(cast, other, "Waiting", *both_hurt("x"))
    (pair,) = compared(cast, other).pairs
    assert not pair.placed
    assert not pair.moved


def test_topics_without_a_word_in_common_or_without_any_word_match_nothing(
    cast: Cast, other: Console
) -> None:
    topics.make_topic(cast.house, cast.alice, title="123")
    topics.make_topic(cast.house, other, title="456")
    assert compared(cast, other).pairs == ()


def test_the_arrow_goes_from_the_older_workshop(cast: Cast, other: Console) -> None:
    there = read_comparison(cast.house, other, Console(cast.code))
    assert there.other_is_older
    assert (there.title, there.other_title) == ("Bank", "Counter")


def test_the_comparison_is_the_same_from_both_sides(cast: Cast, other: Console) -> None:
    for actor in (cast.alice, other):
        topic(cast, actor, "Waiting", *both_hurt(f"Waiting, says {actor.code}"))
        topic(cast, actor, f"Bills at {actor.code}", *only_us("The bill is unclear"))
    there = read_comparison(cast.house, other, Console(cast.code))
    here = compared(cast, other)
    assert {pair.labels[::-1] for pair in there.pairs} == {pair.labels for pair in here.pairs}
    assert there.only_here == here.only_there


def test_nobody_compares_with_a_workshop_they_may_not_open(cast: Cast) -> None:
    theirs = Visitor(cast.theirs.code, cast.charlie.token, Role.FACILITATOR)
    stranger = Visitor(cast.theirs.code, cast.alice.token, Role.FACILITATOR)
    for actor, other in ((cast.alice, stranger), (stranger, cast.alice), (theirs, cast.charlie)):
        with pytest.raises(WorkshopUnknown):
            read_comparison(cast.house, actor, other)
    sponsor = Visitor(cast.code, cast.sam.token, Role.SPONSOR)
    with pytest.raises(WorkshopUnknown):
        read_comparison(cast.house, cast.alice, sponsor)
