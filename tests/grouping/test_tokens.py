"""Two ways of writing one thing become the same words."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from workshop.grouping.stop_words import SHORTHAND, STOP_WORDS
from workshop.grouping.tokens import LONGEST_WORD, fold, stem, tokens

ROOTS = ("form", "regl", "fin", "plan")


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("fr", "Réclamation jamais traitée", "RECLAMATIONS jamais traitees"),
        ("fr", "L’attente à l'accueil", "attente, accueil"),
        ("fr", "qu’on nous rembourse", "rembourser"),
        ("fr", "jusqu'au guichet d’entrée", "Guichet d'entree"),
        ("fr", "pb de mdp tjs pas réglé", "problème de mot de passe toujours pas régler"),
        ("fr", "c’est trooooop looong", "long"),
        ("fr", "créée hier", "creer hier"),
        ("fr", "un cœur gros", "coeur gros"),
        ("fr", "rendez-vous annulé 😡😡", "rdv annulés !!!"),
        ("en", "The client’s queues", "client queue"),
        ("en", "I don't wait, they aren’t waiting", "wait waiting"),
        ("en", "café app pls", "Cafe application please"),
        ("en", "Soooo slow", "slow"),
    ],
)
def test_two_ways_of_writing_one_thing_meet(language: str, one: str, other: str) -> None:
    assert tokens(one, language)
    assert tokens(one, language) == tokens(other, language)


@pytest.mark.parametrize(
    "text", ["", "  ", "😡👍🏽", "42 ½", "!?…", "\x00", "de la", "c’est à moi"]
)
def test_what_weighs_nothing_gives_no_word(text: str) -> None:
    assert tokens(text, "fr") == ()


def test_words_keep_their_order_and_their_repeats() -> None:
    assert tokens("Guichet, caisse, guichet", "fr") == ("guichet", "caiss", "guichet")


def test_an_endless_word_is_cut() -> None:
    [word] = tokens("ab" * 5_000, "en")
    assert len(word) <= LONGEST_WORD


def test_markup_is_words_like_any_other() -> None:
    assert tokens("<script>alert('file')</script>", "en") == ("script", "alert", "file", "script")


@pytest.mark.parametrize("language", sorted(STOP_WORDS))
def test_the_lists_are_folded_as_what_they_meet(language: str) -> None:
    listed = {*STOP_WORDS[language], *SHORTHAND[language]}
    listed |= {word for meant in SHORTHAND[language].values() for word in meant.split()}
    assert [word for word in sorted(listed) if fold(word) != word or not word.isalpha()] == []
    assert min(map(len, STOP_WORDS[language])) > 1
    assert not STOP_WORDS[language] & set(SHORTHAND[language])


def test_threads_do_not_mix_up_their_words() -> None:
    """A stemmer holds the word it works on."""
    texts = [" ".join(f"{root}{n}ations {root}{n}ement" for n in range(200)) for root in ROOTS]
    stem.cache_clear()
    with ThreadPoolExecutor(len(texts)) as threads:
        together = list(threads.map(lambda text: tokens(text, "fr"), texts))
    stem.cache_clear()
    assert together == [tokens(text, "fr") for text in texts]
