"""What is proposed: the same for the same cards, complete, and nothing twice."""

import random
from collections import Counter

import numpy as np
import pytest

from tests.grouping.cards import demo_cards, said
from workshop.grouping.lexicon import shipped
from workshop.grouping.sayings import Answer, Saying, Suggestion
from workshop.grouping.suggest import NEAREST, suggest


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("topics", [None, 12])
def test_pairs_proposed_together_are_of_one_topic_more_often_than_by_chance(
    language: str, topics: int | None
) -> None:
    sayings, written = demo_cards(language)
    topic = dict(zip((saying.label for saying in sayings), written, strict=True))
    found = suggest(sayings, shipped(language), topics=topics)
    pairs = [
        topic[one] == topic[other]
        for proposal in found.topics
        for at, one in enumerate(proposal.cards)
        for other in proposal.cards[:at]
    ]
    by_chance = np.mean([one == other for one in written for other in written])
    # The demo's cards hardly share a word: by chance one pair in ten is right.
    assert np.mean(pairs) > 2 * by_chance


def test_the_order_of_the_cards_changes_nothing() -> None:
    sayings, _ = demo_cards("fr")
    mixed = sayings[:]
    random.Random(3).shuffle(mixed)
    for topics in (None, 8):
        first = suggest(sayings, shipped("fr"), topics=topics)
        assert suggest(mixed, shipped("fr"), topics=topics) == first
        assert suggest(sayings, shipped("fr"), topics=topics) == first


def test_vectors_go_with_their_cards_whatever_the_order() -> None:
    sayings, _ = demo_cards("en")
    vectors = np.random.default_rng(1).random((len(sayings), 4))
    turned = suggest(sayings[::-1], shipped("en"), vectors=vectors[::-1])
    assert turned == suggest(sayings, shipped("en"), vectors=vectors)


@pytest.mark.parametrize("topics", [1, 2, 7, 68])
def test_so_many_topics_as_asked_hold_every_card_once(topics: int) -> None:
    sayings, _ = demo_cards("fr")
    found = suggest(sayings, shipped("fr"), topics=topics)
    assert len(found.topics) == min(topics, len(sayings))
    held = Counter(card for proposal in found.topics for card in proposal.cards)
    assert held == Counter(saying.label for saying in sayings)


def test_the_machine_alone_proposes_no_card_twice_and_none_alone() -> None:
    sayings, _ = demo_cards("fr")
    found = suggest(sayings, shipped("fr"))
    held = [card for proposal in found.topics for card in proposal.cards]
    assert len(held) == len(set(held))
    assert all(len(proposal.cards) > 1 for proposal in found.topics)
    assert len({proposal.title.casefold() for proposal in found.topics}) == len(found.topics)
    assert [proposal.certainty for proposal in found.topics] == sorted(
        (proposal.certainty for proposal in found.topics), reverse=True
    )


def test_pairs_are_of_two_cards_once_each_the_surest_first() -> None:
    sayings, _ = demo_cards("fr")
    pairs = suggest(sayings, shipped("fr")).pairs
    assert all(pair.a != pair.b and 0 <= pair.certainty <= 1 for pair in pairs)
    assert len({frozenset((pair.a, pair.b)) for pair in pairs}) == len(pairs)
    assert [pair.certainty for pair in pairs] == sorted(
        (pair.certainty for pair in pairs), reverse=True
    )
    met = Counter(card for pair in pairs for card in (pair.a, pair.b))
    assert all(met[saying.label] >= NEAREST for saying in sayings)


def test_no_topic_goes_across_two_steps_when_so_asked() -> None:
    sayings, _ = demo_cards("fr")
    step = {saying.label: saying.step for saying in sayings}
    for topics in (None, 2, 20):
        found = suggest(sayings, shipped("fr"), topics=topics, per_step=True)
        assert all(len({step[card] for card in proposal.cards}) == 1 for proposal in found.topics)
        if topics is not None:
            assert len(found.topics) == max(topics, len(set(step.values())))


def test_the_rooms_answers_bring_cards_together_and_apart() -> None:
    sayings = said("le ciel est bleu", "une table ronde", "facture illisible", "facture fausse")
    alone = _certainty(suggest(sayings, shipped("fr")), "C1", "C2")
    answered = suggest(sayings, shipped("fr"), answers=[Answer("C1", "C2", 4, 0)])
    assert _certainty(answered, "C1", "C2") > max(alone, 0.5)
    ignored = suggest(sayings, shipped("fr"), answers=[Answer("C1", "C99", 4, 0)])
    assert _certainty(ignored, "C1", "C2") < 0.5


def _certainty(found: Suggestion, one: str, other: str) -> float:
    return next(
        pair.certainty for pair in found.pairs if frozenset((pair.a, pair.b)) == {one, other}
    )


@pytest.mark.parametrize("topics", [None, 1, 3])
@pytest.mark.parametrize(
    "sayings",
    [
        [],
        said("attente"),
        said("attente", "attente", "attente"),
        said("👍", "🙂", "😡"),
        said("attente " * 250, "facture " * 250, "a" * 2_000),
        said("", " ", "\x00"),
        said("待ち時間が長すぎる", "долго ждать", "الانتظار طويل"),
    ],
)
def test_whatever_people_write_is_grouped_without_an_error(
    sayings: list[Saying], topics: int | None
) -> None:
    found = suggest(sayings, shipped("fr"), topics=topics)
    if topics is not None:
        assert len(found.topics) == min(topics, len(sayings))
    assert all(proposal.title.strip() for proposal in found.topics)


def test_the_same_text_many_times_is_one_topic() -> None:
    found = suggest(said(*["Le colis était cassé"] * 4, "merci à l’équipe"), shipped("fr"))
    assert [set(proposal.cards) for proposal in found.topics] == [{"C1", "C2", "C3", "C4"}]
