"""What simulated people say: sentences of the demo, none of them twice in the same words."""

import random
from collections import Counter

import pytest

from tests.services.cast import Cast
from tests.services.playing import play, rehearsal_of
from workshop.services import workshops
from workshop.services.simulated_minds import Minds
from workshop.services.templates import demo
from workshop.services.views.workshop import read_workshop_view


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_others_add_to_a_sentence_varies(language: str) -> None:
    minds, whole = Minds(random.Random(1), language), demo(language)
    said = [card["text"] for card in iter(minds.card, None)]
    assert len(said) == len(set(said))
    told = len(said) // (len(whole["again"]) + 1)
    second = said[told : 2 * told]
    ends = Counter(more for text in second for more in whole["again"] if more in text)
    assert set(ends) == set(whole["again"])
    assert max(ends.values()) <= told // len(whole["again"]) + 1


@pytest.mark.parametrize("language", ["fr", "en"])
def test_who_leaves_says_what_was_learned_and_repeats_no_card(language: str) -> None:
    minds, whole = Minds(random.Random(1), language), demo(language)
    farewells = {minds.answer(leaving=True) for _ in range(200)}
    assert farewells == set(whole["farewells"])
    assert not farewells & {card["text"] for card in whole["cards"]}


@pytest.mark.parametrize("phase", ["mood", "close"])
def test_a_list_of_questions_is_answered_in_one_go(cast: Cast, phase: str) -> None:
    workshops.set_phase(cast.house, cast.alice, phase)
    play(rehearsal_of(cast, phones=1), 1)
    questions = read_workshop_view(cast.house, cast.alice).questions
    assert [line.answers + line.skipped for line in questions] == [1] * len(questions)
