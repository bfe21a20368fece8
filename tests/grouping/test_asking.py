"""Which pairs are asked about, and how the room's answers, wrong ones included, are heard."""

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.same import adjusted_rand, play, read_deck
from workshop.grouping.answers import (
    Link,
    Matrix,
    groups_expected,
    heard,
    imagine,
    read_links,
    together,
)
from workshop.grouping.asking import AGREED, OFTEN, _spread, questions_to_ask
from workshop.grouping.clusters import cluster
from workshop.grouping.sayings import Answer, Saying

CARDS = Path(__file__).parents[1] / "data" / "cartes_fr_40.csv"


def likeness(truth: list[int], seed: int = 1, *, told: float = 1.5) -> Matrix:
    """A machine's doubtful certainties about cards of which the subjects are known."""
    chance = np.random.default_rng(seed)
    same = np.equal.outer(truth, truth)
    odds = chance.normal(-3.0, 1.0, same.shape) + told * same
    odds = (odds + odds.T) / 2
    sure = 1 / (1 + np.exp(-odds))
    np.fill_diagonal(sure, 1.0)
    return np.asarray(sure)


def sayings(count: int) -> list[Saying]:
    return [Saying(f"C{n}", f"card {n}") for n in range(1, count + 1)]


TRUTH = [topic for topic in range(4) for _ in range(8)]
SURE = likeness(TRUTH)


def agreement(certainty: Matrix, truth: list[int], topics: int | None) -> float:
    groups = cluster(certainty, topics)
    found = {card: at for at, group in enumerate(groups) for card in group}
    return adjusted_rand([found[card] for card in range(len(truth))], truth)


# --- what is heard --------------------------------------------------------------------------------


def test_a_yes_brings_two_cards_together_and_a_no_keeps_them_apart() -> None:
    before = heard(SURE, [])
    for a, b in ((0, 1), (0, 9), (30, 3)):
        assert heard(SURE, [Link(a, b, 2, 0)])[a, b] > before[a, b]
        assert heard(SURE, [Link(a, b, 0, 2)])[a, b] <= before[a, b]


def test_one_wrong_answer_is_outvoted() -> None:
    wrong = heard(SURE, [Link(0, 9, 1, 0)])[0, 9]
    outvoted = heard(SURE, [Link(0, 9, 1, 2)])[0, 9]
    assert outvoted < wrong
    assert outvoted < 0.5


def test_answers_about_some_cards_say_something_of_those_like_them() -> None:
    before = heard(SURE, [], 4)
    links = [Link(0, card, 2, 0) for card in range(1, 4)]
    after = heard(SURE, links, 4)
    assert after[1, 2] > before[1, 2]


def test_what_is_heard_is_certainties() -> None:
    after = heard(SURE, [Link(0, 1, 3, 1), Link(4, 20, 0, 1)], 4)
    assert np.allclose(after, after.T)
    assert np.allclose(np.diag(after), 1)
    assert after.min() >= 0
    assert after.max() <= 1 + 1e-9


def test_the_same_answers_always_give_the_same_certainties() -> None:
    links = [Link(0, 9, 1, 0), Link(3, 4, 1, 2)]
    assert np.array_equal(heard(SURE, links), heard(SURE, list(links)))
    # In whatever order they came, and whichever card was named first.
    turned = [Link(link.b, link.a, link.yes, link.no) for link in reversed(links)]
    assert np.array_equal(heard(SURE, links), heard(SURE, turned))


def test_an_answer_about_a_card_itself_or_one_that_is_gone_says_nothing() -> None:
    assert np.array_equal(heard(SURE, [Link(3, 3, 4, 0)]), heard(SURE, []))
    place = {"C1": 0, "C2": 1}
    answers = [Answer("C1", "C2", 1, 0), Answer("C1", "C9", 1, 0), Answer("C8", "C9", 1, 0)]
    assert read_links(answers, place) == [Link(0, 1, 1, 0)]


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_few_cards_are_heard_too(count: int) -> None:
    sure = likeness([0] * count)
    assert heard(sure, []).shape == (count, count)
    assert imagine(sure, []).shape[1] == count
    assert questions_to_ask(sayings(count), sure, [], asked=(), limit=5) in (
        [],
        [("C1", "C2")],
    ) or (count == 3)


def test_certainties_of_nought_and_one_are_heard_as_almost_so() -> None:
    sure = np.equal.outer(TRUTH, TRUTH).astype(float)
    assert agreement(heard(sure, [], 4), TRUTH, 4) == 1


def test_as_many_groups_are_drawn_as_there_are_topics() -> None:
    assert groups_expected(120, 10) == 10
    assert groups_expected(120, None) == 10
    assert groups_expected(3, 9) == 3
    assert groups_expected(3, 1) == 2
    pictures = imagine(SURE, [], 4)
    assert set(np.unique(pictures)) <= set(range(4))
    assert np.allclose(np.diag(together(pictures)), 1)


# --- what is asked --------------------------------------------------------------------------------


def test_pairs_are_of_two_cards_and_each_pair_is_asked_once() -> None:
    pairs = questions_to_ask(sayings(32), SURE, [], asked=(), limit=40)
    assert len(pairs) == 40
    assert all(a != b for a, b in pairs)
    assert len({frozenset(pair) for pair in pairs}) == 40


def test_the_first_questions_are_spread_over_the_cards() -> None:
    pairs = questions_to_ask(sayings(32), SURE, [], asked=(), limit=10)
    assert len({card for pair in pairs for card in pair}) == 20


def test_what_an_answer_will_tell_comes_after_what_it_leaves_open() -> None:
    # Four groupings of eight cards: in half of them 0 1 and 2 3 are one subject, in half, but
    # not the same ones, 4 5 and 6 7.
    pictures = np.array(
        [[0, 0, one, one, 2, 2, other, other] for one in (0, 1) for other in (2, 3)]
    )
    worth = np.zeros((8, 8))
    worth[0, 2], worth[1, 3], worth[4, 6], worth[5, 7] = 4, 3, 2, 1
    assert _spread(worth, pictures, 4) == [(0, 2), (4, 6), (1, 3), (5, 7)]
    assert _spread(worth, pictures, 1) == [(0, 2)]


def test_what_is_sure_is_not_asked() -> None:
    sure = np.equal.outer(TRUTH, TRUTH) * 0.98 + 0.01
    assert questions_to_ask(sayings(32), sure, [], asked=(), limit=10, topics=4) == []


def test_pairs_that_lie_on_phones_are_not_asked_of_others() -> None:
    first = questions_to_ask(sayings(32), SURE, [], asked=(), limit=10)
    turned = [(b, a) for a, b in first]
    others = questions_to_ask(sayings(32), SURE, [], asked=[*turned, ("C1", "C99")], limit=10)
    assert not {frozenset(pair) for pair in first} & {frozenset(pair) for pair in others}


def test_a_pair_that_enough_have_answered_is_not_asked_again() -> None:
    [(a, b)] = questions_to_ask(sayings(32), SURE, [], asked=(), limit=1)
    for yes, no in ((AGREED, 0), (0, AGREED), (OFTEN // 2, OFTEN - OFTEN // 2)):
        answers = [Answer(b, a, yes, no)]
        pairs = questions_to_ask(sayings(32), SURE, answers, asked=(), limit=60)
        assert {a, b} not in [set(pair) for pair in pairs]


def test_phones_that_disagree_leave_the_question_open() -> None:
    [(a, b)] = questions_to_ask(sayings(32), SURE, [], asked=(), limit=1)
    answers = [Answer(a, b, 1, 1)]
    pairs = questions_to_ask(sayings(32), SURE, answers, asked=(), limit=60)
    assert {a, b} in [set(pair) for pair in pairs]


def test_what_the_facilitator_has_settled_is_not_asked() -> None:
    settled = [[f"C{n}" for n in range(1, 9)], [f"C{n}" for n in range(9, 17)], ["C99"]]
    pairs = questions_to_ask(sayings(32), SURE, [], asked=(), limit=60, settled=settled)
    grouped = {card for group in settled for card in group}
    assert pairs
    assert not any({a, b} <= grouped for a, b in pairs)


def test_the_same_room_is_asked_the_same() -> None:
    one = questions_to_ask(sayings(32), SURE, [], asked=(), limit=12)
    assert one == questions_to_ask(sayings(32), SURE, [], asked=(), limit=12)


@settings(max_examples=15, deadline=None)
@given(st.integers(2, 40), st.integers(0, 10**6), st.integers(1, 60))
def test_any_room_gets_questions_that_can_be_asked(count: int, seed: int, limit: int) -> None:
    chance = random.Random(seed)
    truth = [chance.randrange(4) for _ in range(count)]
    cards = sayings(count)
    answers = [
        Answer(a.label, b.label, chance.randrange(3), 1)
        for a, b in (chance.sample(cards, 2) for _ in range(count // 2))
    ]
    pairs = questions_to_ask(cards, likeness(truth, seed), answers, asked=(), limit=limit)
    labels = {card.label for card in cards}
    assert len(pairs) <= limit
    assert all(a in labels and b in labels and a != b for a, b in pairs)


# --- what comes of it -----------------------------------------------------------------------------


def test_a_room_of_which_one_answer_in_ten_is_wrong_finds_its_subjects() -> None:
    truth = [topic for topic in range(6) for _ in range(10)]
    sure = likeness(truth, 5, told=1.0)
    cards, chance = sayings(60), random.Random(5)
    tally: dict[tuple[str, str], list[int]] = {}
    before = agreement(heard(sure, [], 6), truth, 6)
    for _ in range(12):
        answers = [Answer(a, b, yes, no) for (a, b), (yes, no) in tally.items()]
        for a, b in questions_to_ask(cards, sure, answers, asked=(), limit=10):
            is_same = truth[int(a[1:]) - 1] == truth[int(b[1:]) - 1]
            is_right = chance.random() >= 0.1
            tally.setdefault((a, b), [0, 0])[0 if is_same is is_right else 1] += 1
    place = {card.label: at for at, card in enumerate(cards)}
    links = read_links([Answer(a, b, yes, no) for (a, b), (yes, no) in tally.items()], place)
    for topics in (6, None):
        assert agreement(heard(sure, links, topics), truth, topics) > max(0.75, before)


def test_the_shipped_cards_are_grouped_by_a_room() -> None:
    deck = read_deck(CARDS)
    done = play(deck, "fr", 1)
    assert done.after >= 0.75
    assert done.after > done.before


def test_the_adjusted_rand_index_is_one_for_equal_groupings_and_nought_by_chance() -> None:
    assert adjusted_rand("aabb", "ccdd") == 1
    assert adjusted_rand("aaaa", "cccc") == 1
    assert adjusted_rand("abab", "ccdd") < 0
