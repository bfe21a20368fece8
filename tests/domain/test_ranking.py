"""Two orders of the same ideas, and how far apart they put each."""

from hypothesis import given
from hypothesis import strategies as st

from workshop.domain.ranking import Mark, Opinion, Places, compare_orders, opinion_of

LABELS = st.sampled_from([f"S{number}" for number in range(1, 9)])
SCORES = st.dictionaries(LABELS, st.integers(-20, 20).map(float))


def test_an_opinion_is_the_mean_of_both_marks_with_its_voices() -> None:
    assert opinion_of([]) is None
    assert opinion_of([Mark(4, 2), Mark(5, 5)]) == Opinion(4.5, 3.5, 2)
    assert Opinion(4.5, 3.5, 2).score == 8


def test_the_gap_says_by_how_many_places_stakeholders_put_an_idea_higher() -> None:
    places = compare_orders({"S1": 9, "S2": 5, "S3": 1}, {"S1": 2, "S2": 5, "S3": 8})
    assert places == {"S1": Places(1, 3), "S2": Places(2, 2), "S3": Places(3, 1)}
    assert [places[label].gap for label in ("S1", "S2", "S3")] == [-2, 0, 2]


def test_ideas_that_are_level_share_a_place() -> None:
    places = compare_orders({"S1": 3, "S2": 3, "S3": 1}, {"S1": 4, "S2": 4, "S3": 4})
    assert [(place.room, place.stakeholders) for place in places.values()] == [
        (1, 1),
        (1, 1),
        (3, 1),
    ]


def test_what_only_one_of_them_knows_moves_nobody() -> None:
    alone = compare_orders({"S1": 2, "S2": 1}, {"S1": 7, "S2": 6})
    crowd = compare_orders({"S1": 2, "S2": 1, "S3": 9}, {"S1": 7, "S2": 6, "S4": 9})
    assert alone == crowd


@given(SCORES)
def test_one_order_twice_has_no_gap(scores: dict[str, float]) -> None:
    assert all(place.gap == 0 for place in compare_orders(scores, scores).values())


@given(SCORES, SCORES)
def test_gaps_turn_their_sign_when_the_orders_change_sides(
    room: dict[str, float], stakeholders: dict[str, float]
) -> None:
    there = compare_orders(room, stakeholders)
    back = compare_orders(stakeholders, room)
    assert {label: -place.gap for label, place in there.items()} == {
        label: place.gap for label, place in back.items()
    }


@given(SCORES, SCORES)
def test_the_order_in_which_ideas_come_makes_no_difference(
    room: dict[str, float], stakeholders: dict[str, float]
) -> None:
    turned = dict(reversed(list(room.items())))
    assert compare_orders(turned, stakeholders) == compare_orders(room, stakeholders)
    doubled = {label: 2 * score + 1 for label, score in room.items()}
    assert compare_orders(doubled, stakeholders) == compare_orders(room, stakeholders)
