"""The decks shipped with the product: complete, in both languages, set as each wants it."""

import re

import pytest

from workshop.domain.words import Aspect, Deck, Horizon, Period, QuestionKind, Side
from workshop.i18n import languages
from workshop.services.decks import PROMPT_DECKS, deck

SHIPPED = [slug for slug in Deck if slug is not Deck.OWN]


@pytest.mark.parametrize("language", languages())
def test_each_deck_has_the_questions_of_the_method(language: str) -> None:
    counts = {slug: len(deck(slug, language).questions) for slug in SHIPPED}
    assert counts == {
        Deck.MOOD: 9,
        Deck.TOOLS: 1,
        Deck.GUEST: 4,
        Deck.STAKEHOLDER: 7,
        Deck.TOMORROW: 4,
        Deck.EXIT: 2,
    }
    assert all(deck(slug, language).name for slug in SHIPPED)


@pytest.mark.parametrize("slug", SHIPPED)
def test_both_languages_ask_the_same(slug: Deck) -> None:
    french, english = (deck(slug, language) for language in languages())
    asked = [
        [(one.kind, one.side, one.aspect, one.horizon, one.period) for one in said.questions]
        for said in (french, english)
    ]
    assert asked[0] == asked[1]
    assert not {one.text for one in french.questions} & {one.text for one in english.questions}


def test_each_deck_speaks_of_what_the_method_says() -> None:
    guest, stakeholder, tomorrow = (deck(slug, "fr").questions for slug in PROMPT_DECKS)
    assert {(one.kind, one.side) for one in guest} == {(QuestionKind.CARD, Side.CLIENT)}
    assert {one.side for one in stakeholder} == {Side.EMPLOYEE}
    assert {one.kind for one in stakeholder} == {QuestionKind.CARD, QuestionKind.TEXT}
    assert {(one.kind, one.horizon) for one in tomorrow} == {(QuestionKind.CARD, Horizon.TOMORROW)}
    leaving = deck(Deck.EXIT, "fr").questions
    assert [one.kind for one in leaving] == [QuestionKind.SCALE, QuestionKind.TEXT]
    assert {one.period for one in leaving} == {Period.AFTER}
    moods = deck(Deck.MOOD, "fr").questions
    assert {one.aspect for one in moods} == set(Aspect)
    assert [one.side for one in moods if one.aspect is Aspect.FEELING] == list(Side)


@pytest.mark.parametrize("slug", SHIPPED)
def test_french_is_set_as_french_is_set(slug: Deck) -> None:
    """’ for the apostrophe, U+202F before ? ! ; and inside « », U+00A0 before a colon."""
    said = deck(slug, "fr")
    for text in (said.name, *(one.text for one in said.questions)):
        prose = re.sub(r"\{[^}]*\}", "x", text)
        assert not re.findall(
            r"\w'\w|(?<!\u202f)[?!;]|(?<!\u00a0):|«(?!\u202f)|(?<!\u202f)»|\.\.\.", prose
        )


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("slug", SHIPPED)
def test_the_sides_have_the_workshop_s_own_names(slug: Deck, language: str) -> None:
    fixed = r"\b[Ll]e client\b|\b[Tt]he client\b"
    elided = r"\b(?:de|à) \{"  # "de le client": the names bring their own article
    for one in deck(slug, language).questions:
        assert not re.search(f"{fixed}|{elided}", one.text)
        assert "{" not in one.worded("les adhérents", "nous", "Agenda")
        assert "'" not in one.text


def test_a_question_says_the_names_of_the_sides() -> None:
    first = deck(Deck.GUEST, "fr").questions[0]
    assert first.worded("l’usager", "nous") == "Qu’est-ce qui amène l’usager chez nous\u202f?"
