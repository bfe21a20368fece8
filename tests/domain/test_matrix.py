"""Valence, controversy and place: the figures of METHOD.md, held to their properties."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workshop.domain.matrix import Place, SideReading, Voices, added, carrier, place, rank_key
from workshop.domain.words import QUADRANTS, Quadrant

COUNTS = st.integers(0, 60)


@st.composite
def voices(draw: st.DrawFn, *, at_least: int = 0) -> Voices:
    enchantments, irritants, none = draw(COUNTS), draw(COUNTS), draw(COUNTS)
    if enchantments + irritants + none < at_least:
        irritants += at_least
    total = enchantments + irritants + none
    people = draw(st.integers(max(enchantments, irritants, none), total))
    return Voices(enchantments, irritants, none, people)


READINGS = st.builds(SideReading, voices(), voices())


FAMILIES = st.dictionaries(st.sampled_from(["", "desk", "phone", "back"]), voices(at_least=1))


def _split(families: dict[str, Voices]) -> SideReading:
    return SideReading(added(families.values()), split=families)


def _turned(said: Voices) -> Voices:
    return Voices(said.irritants, said.enchantments, said.none, said.people)


def _side(enchantments: int = 0, irritants: int = 0, none: int = 0) -> SideReading:
    return SideReading(
        Voices(enchantments, irritants, none, people=enchantments + irritants + none)
    )


@given(voices(at_least=1))
def test_a_valence_lies_between_minus_one_and_one(said: Voices) -> None:
    assert said.valence is not None
    assert -1 <= said.valence <= 1


@given(voices(at_least=1))
def test_swapping_irritants_and_enchantments_turns_the_valence_around(said: Voices) -> None:
    turned = _turned(said).valence
    assert turned is not None
    assert said.valence == -turned
    assert said.controversy == _turned(said).controversy


def test_a_side_without_a_voice_has_no_valence() -> None:
    assert Voices().valence is None


def test_no_effect_is_a_voice_and_draws_the_valence_to_zero() -> None:
    assert Voices(none=3).valence == 0
    assert Voices(irritants=1, none=2).valence == Fraction(-1, 3)


@given(voices())
def test_a_controversy_lies_between_zero_and_one(said: Voices) -> None:
    assert 0 <= said.controversy < 1


@given(voices())
def test_without_a_contrary_voice_there_is_no_controversy(said: Voices) -> None:
    assert Voices(said.enchantments, 0, said.none).controversy == 0


@given(READINGS)
def test_data_places_a_side_only_where_the_room_is_silent(reading: SideReading) -> None:
    if reading.room.valence is not None:
        assert reading.placing == reading.room
        assert not reading.from_data
    else:
        assert reading.placing == reading.data
        assert reading.from_data == (reading.data.valence is not None)


@given(voices(at_least=1), voices(at_least=1), voices(at_least=1))
def test_what_data_says_never_moves_what_the_room_placed(
    room: Voices, data: Voices, other: Voices
) -> None:
    quiet = place(SideReading(room), SideReading(other))
    assert place(SideReading(room, data), SideReading(other, data)) == quiet


def test_data_disagrees_when_it_pulls_the_other_way() -> None:
    assert SideReading(Voices(irritants=2), Voices(enchantments=1)).data_disagrees
    assert not SideReading(Voices(irritants=2), Voices(irritants=1)).data_disagrees
    assert not SideReading(Voices(irritants=2), Voices(none=1)).data_disagrees
    assert not SideReading(Voices(), Voices(irritants=1)).data_disagrees


@pytest.mark.parametrize(
    ("client", "employee", "quadrant"),
    [
        (_side(irritants=3), _side(irritants=3), Quadrant.PRIORITY),
        (_side(irritants=3), _side(enchantments=3), Quadrant.INDICATORS),
        (_side(enchantments=3), _side(irritants=3), Quadrant.TREAT_NEXT),
        (_side(enchantments=3), _side(enchantments=3), Quadrant.CAPITALISE),
    ],
)
def test_each_crossing_has_its_quadrant(
    client: SideReading, employee: SideReading, quadrant: Quadrant
) -> None:
    assert place(client, employee) == Place(quadrant)


MIRROR = {
    Quadrant.INDICATORS: Quadrant.TREAT_NEXT,
    Quadrant.TREAT_NEXT: Quadrant.INDICATORS,
}


@given(READINGS, READINGS)
def test_swapping_the_sides_mirrors_the_matrix(one: SideReading, other: SideReading) -> None:
    here, there = place(one, other), place(other, one)
    assert there.quadrant is MIRROR.get(here.quadrant, here.quadrant)
    assert (there.to_confirm, there.shared) == (here.to_confirm, here.shared)


@given(READINGS, READINGS)
def test_a_topic_has_a_quadrant_only_when_both_sides_lean(
    client: SideReading, employee: SideReading
) -> None:
    valences = {client.placing.valence, employee.placing.valence}
    found = place(client, employee).quadrant
    assert (found is Quadrant.ONE_SIDE_MISSING) == (None in valences)
    assert (found in QUADRANTS) == (not valences & {None, 0})


def test_a_side_that_has_not_spoken_is_not_guessed() -> None:
    assert place(_side(irritants=9), SideReading()).quadrant is Quadrant.ONE_SIDE_MISSING
    assert place(_side(none=1), SideReading()).quadrant is Quadrant.ONE_SIDE_MISSING


def test_voices_that_disagree_leave_a_topic_shared() -> None:
    assert place(_side(2, 2), _side(irritants=3)) == Place(Quadrant.CONTESTED, shared=True)


def test_voices_that_say_no_effect_leave_a_topic_neutral() -> None:
    assert place(_side(none=4), _side(irritants=3)) == Place(Quadrant.CONTESTED, shared=False)
    few_among_many = _side(1, 1, none=20)
    assert few_among_many.room.controversy < 0.5
    assert place(few_among_many, _side(irritants=3)).shared is False


@pytest.mark.parametrize(
    ("client", "employee", "to_confirm"),
    [
        (_side(irritants=3), _side(irritants=3), False),
        (_side(irritants=2), _side(irritants=3), True),
        (_side(irritants=3), _side(irritants=2), True),
        (_side(1, 2), _side(irritants=3), False),  # exactly one third
        (_side(2, 3), _side(irritants=3), True),
        (_side(irritants=1, none=2), _side(irritants=3), False),
        (_side(irritants=1, none=3), _side(irritants=3), True),
    ],
)
def test_a_place_is_to_confirm_with_few_voices_or_a_faint_valence(
    client: SideReading, employee: SideReading, to_confirm: bool
) -> None:
    assert place(client, employee) == Place(Quadrant.PRIORITY, to_confirm=to_confirm)


def test_one_who_says_both_is_one_voice_when_voices_are_counted_for_certainty() -> None:
    twofold = SideReading(Voices(enchantments=3, irritants=1, people=3))
    assert not place(twofold, _side(irritants=3)).to_confirm
    assert place(
        SideReading(Voices(enchantments=2, irritants=1, people=2)), _side(irritants=3)
    ).to_confirm


@given(st.lists(st.tuples(st.integers(0, 9), READINGS, READINGS), max_size=6))
def test_votes_rank_first_then_the_smaller_side_then_the_label(
    topics: list[tuple[int, SideReading, SideReading]],
) -> None:
    keys = [
        rank_key(votes=votes, client=client, employee=employee, number=number)
        for number, (votes, client, employee) in enumerate(topics, 1)
    ]
    assert len(set(keys)) == len(keys)
    for (votes, client, employee), key in zip(topics, keys, strict=True):
        swapped = rank_key(votes=votes, client=employee, employee=client, number=key[-1])
        assert swapped == key


def test_the_rank_follows_votes_before_voices_and_voices_before_labels() -> None:
    loud, quiet = _side(irritants=9), _side(irritants=1)
    voted = rank_key(votes=1, client=quiet, employee=quiet, number=9)
    heard = rank_key(votes=0, client=loud, employee=loud, number=8)
    first = rank_key(votes=0, client=loud, employee=quiet, number=1)
    second = rank_key(votes=0, client=quiet, employee=loud, number=2)
    assert sorted([second, first, heard, voted]) == [voted, heard, first, second]


def test_the_volume_of_the_main_step_breaks_ties_and_unknown_comes_last() -> None:
    side = _side(irritants=3)
    keys = {
        name: rank_key(votes=0, client=side, employee=side, number=number, volume=volume)
        for number, (name, volume) in enumerate(
            (("unknown", None), ("nothing", 0), ("many", 900), ("few", 7), ("also", None)), 1
        )
    }
    assert sorted(keys, key=lambda name: keys[name]) == [
        "many",
        "few",
        "nothing",
        "unknown",
        "also",
    ]
    louder = _side(irritants=4)
    assert rank_key(votes=0, client=louder, employee=louder, number=9) < keys["many"]


# --- ratings and role families --------------------------------------------------------------------


def test_the_spread_of_ratings_has_a_mean_and_none_where_nobody_rated() -> None:
    assert SideReading(spread=(1, 0, 0, 0, 3)).mean == 1
    assert SideReading().mean is None


@given(st.lists(st.integers(-2, 2), min_size=1))
def test_a_mean_lies_among_its_ratings_and_turns_around_with_them(ratings: list[int]) -> None:
    spread = tuple(ratings.count(value) for value in range(-2, 3))
    mean = SideReading(spread=spread).mean
    turned = SideReading(spread=spread[::-1]).mean
    assert mean is not None
    assert min(ratings) <= mean <= max(ratings)
    assert turned == -mean


@given(FAMILIES, st.integers(3, 8))
def test_below_the_floor_neither_ratings_nor_families_are_told(
    families: dict[str, Voices], floor: int
) -> None:
    told = SideReading(spread=(0, 0, floor - 1, 0, 0), split=families).above(floor)
    assert told.spread == ()
    assert all(voices.people >= floor for voices in told.split.values())
    whole = SideReading(spread=(0, 0, floor, 0, 0)).above(floor)
    assert whole.spread == (0, 0, floor, 0, 0)


@given(FAMILIES)
def test_where_families_weigh_the_same_a_valence_stays_between_theirs(
    families: dict[str, Voices],
) -> None:
    evened = _split(families).evened
    leans = [Fraction(0)]
    leans += [said.valence for family, said in families.items() if family and said.valence]
    named = {family for family in families if family}
    assert set(evened.weighed) == named
    if not named:
        assert evened.valence is None
        return
    assert evened.valence is not None
    assert min(leans) <= evened.valence <= max(leans)
    assert evened.placing == added(families[family] for family in named)


@given(FAMILIES, st.integers(2, 9))
def test_a_family_that_grows_weighs_no_more_than_before(
    families: dict[str, Voices], times: int
) -> None:
    grown = dict(families)
    for family, said in list(families.items())[:1]:
        grown[family] = added([said] * times)
    assert _split(grown).evened.valence == _split(families).evened.valence


@given(FAMILIES)
def test_the_order_of_the_families_moves_nothing(families: dict[str, Voices]) -> None:
    other = dict(reversed(families.items()))
    assert _split(other).evened.valence == _split(families).evened.valence
    assert carrier(_split(other), SideReading(), 3) == carrier(_split(families), SideReading(), 3)


def test_ten_of_one_family_do_not_drown_five_of_another() -> None:
    side = _split(
        {"desk": Voices(irritants=10, people=10), "back": Voices(enchantments=5, people=5)}
    )
    assert side.valence == Fraction(-1, 3)
    assert side.evened.valence == 0
    assert place(side.evened, _side(irritants=3)) == Place(Quadrant.CONTESTED, shared=True)


@given(FAMILIES, st.sampled_from(["", "desk", "phone", "back"]))
def test_what_one_family_says_is_its_own_or_nothing(
    families: dict[str, Voices], family: str
) -> None:
    alone = SideReading(added(families.values()), split=families, rated=True).of_family(family)
    assert alone.room == families.get(family, Voices())
    assert alone.rated is (family in families)


def test_a_family_with_three_quarters_of_the_voices_carries_the_topic() -> None:
    desk, back = Voices(irritants=15, people=15), Voices(irritants=5, people=5)
    both = _split({"desk": desk, "back": back})
    assert carrier(both, SideReading(), 5) == "desk"
    assert carrier(SideReading(), both, 5) == "desk"
    assert carrier(_split({"desk": desk}), SideReading(), 5) == "desk"
    assert carrier(both, _split({"back": back}), 5) is None  # less than three quarters
    few = Voices(irritants=2, people=2)
    assert carrier(_split({"desk": desk, "back": few}), SideReading(), 5) is None  # would tell two
    assert carrier(_split({"desk": few}), SideReading(), 5) is None
    assert carrier(_split({"": desk}), SideReading(), 5) is None  # who named no family is none
    assert carrier(SideReading(), SideReading(), 5) is None


@given(FAMILIES, FAMILIES, st.integers(3, 8))
def test_who_carries_a_topic_does_not_depend_on_the_side(
    one: dict[str, Voices], other: dict[str, Voices], floor: int
) -> None:
    assert carrier(_split(one), _split(other), floor) == carrier(_split(other), _split(one), floor)


FEW = st.dictionaries(
    st.sampled_from(["", "desk", "phone", "back"]),
    st.integers(1, 6).map(lambda people: Voices(none=people, people=people)),
    min_size=1,
)


@given(FEW, FEW, st.integers(3, 8))
def test_who_carries_a_topic_tells_nothing_of_a_side_that_may_not_be_split(
    shown: dict[str, Voices], small: dict[str, Voices], floor: int
) -> None:
    assume(not _split(small).above(floor).split)
    people = sum(voices.people for voices in small.values())
    # As many people, of whatever families: nobody can tell the two rooms apart.
    unnamed = _split({"": Voices(none=people, people=people)})
    assert carrier(_split(shown), _split(small), floor) == carrier(_split(shown), unnamed, floor)


def test_two_voices_of_a_small_side_are_nobody_s_by_name() -> None:
    desk, two = Voices(irritants=5, people=5), Voices(irritants=2, people=2)
    assert carrier(_split({"desk": desk}), _split({"desk": two}), 5) is None
    more = _split({"desk": Voices(irritants=6, people=6)})
    for family in ("desk", "back"):
        assert carrier(more, _split({family: two}), 5) == "desk"
