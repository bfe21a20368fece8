"""While somebody types, cards that say the same come up, and no others."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.grouping import similar
from workshop.grouping.similar import alike

FRENCH = (
    "L’attente au guichet est interminable",
    "Le formulaire de réclamation est illisible",
    "Les conseillers sont à l’écoute",
    "Mon remboursement n’arrive pas",
    "Le parking est trop petit",
)
ENGLISH = (
    "The queue at the counter never ends",
    "The complaint form is unreadable",
    "Advisers really listen",
    "My refund does not come",
    "The car park is too small",
)


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("attente interminable", 0),
        ("ATTENTES interminables au Guichet", 0),
        ("attnte au guichet", 0),
        ("j'attends au guichet", 0),
        ("formulaire de reclamation", 1),
        ("formulaires pr réclamer : illisibles", 1),
        ("fromulaire ilisible", 1),
        ("un conseiller à l'ecoute", 2),
        ("toujours pas remboursée", 3),
        ("rembousement jamais arrivé", 3),
        ("parking complet", 4),
    ],
)
def test_french_is_found_with_accents_or_without_and_with_typos(typed: str, place: int) -> None:
    assert alike(typed, FRENCH, "fr")[:1] == [place]


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("queues at counters", 0),
        ("endless cuonter queue", 0),
        ("complaints form", 1),
        ("unreadible forms", 1),
        ("an adviser who listens", 2),
        ("still waiting for my refunds", 3),
        ("the client's car park", 4),
    ],
)
def test_english_is_found_in_other_forms_and_with_typos(typed: str, place: int) -> None:
    assert alike(typed, ENGLISH, "en")[:1] == [place]


@pytest.mark.parametrize(
    "typed", ["", "   ", "😡", "👍🏽👍🏽", "12", "de la", "\x00", "cantine bruyante"]
)
def test_nothing_alike_is_nothing_shown(typed: str) -> None:
    assert alike(typed, FRENCH, "fr") == []
    assert alike(typed, (), "fr") == []


def test_texts_without_words_are_like_nothing() -> None:
    assert alike("guichet", ("😡", "", "…", "guichet"), "fr") == [3]


def test_one_common_word_in_a_long_sentence_is_not_enough() -> None:
    typed = "un client a laissé son parapluie mouillé dans la salle de réunion du troisième étage"
    assert (
        alike(typed, ("le client cherche partout une prise pour charger son mobile",), "fr") == []
    )


def test_three_are_shown_at_most_the_likest_first_and_the_first_among_equals() -> None:
    texts = ("guichet fermé hier", "guichet", "guichet ouvert tard", "guichet", "guichet fermé")
    assert alike("guichet", texts, "fr") == [1, 3, 4]
    assert alike("guichet", texts, "fr", limit=1) == [1]
    assert alike("guichet fermé", texts, "fr") == [4, 0, 1]


def test_a_rare_word_weighs_more_than_one_that_is_everywhere() -> None:
    texts = ("dossier perdu", "dossier lent", "dossier double", "dossier clos", "badge perdu")
    assert alike("badge du dossier", texts, "fr")[0] == 4


def test_a_short_word_is_taken_at_its_word() -> None:
    assert alike("bus", ("but", "bug"), "en") == []


def test_very_long_texts_are_compared_by_their_beginning() -> None:
    long = "guichet fermé " * 20_000
    assert alike(long, ("guichet fermé", "parking", long), "fr") == [0, 2]


def test_markup_finds_words_and_does_nothing_else() -> None:
    typed = "<img src=x onerror=alert(1)> guichet'; DROP TABLE card; --"
    assert alike(typed, (*FRENCH, "{{ 7*7 }} %s $(guichet)"), "fr")[0] in (0, 5)


@given(st.text(max_size=80), st.lists(st.text(max_size=40), max_size=6))
def test_whatever_is_typed_the_answer_is_a_few_places(typed: str, texts: list[str]) -> None:
    found = alike(typed, texts, "fr")
    assert len(found) == len(set(found)) <= 3
    assert all(0 <= place < len(texts) for place in found)


def test_what_was_compared_is_forgotten_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = similar.Sketches(3)
    monkeypatch.setattr(similar, "_sketches", kept)
    for number in range(10):
        alike("guichet", [f"carte numéro{number}"], "fr")
    assert len(kept) == 3
    first = kept.of("guichet", "fr")
    kept.of("caisse", "fr")
    assert kept.of("guichet", "fr") is first


def test_many_phones_may_ask_at_once() -> None:
    found: list[list[int]] = []

    def ask() -> None:
        found.extend(alike("attente au guichet", FRENCH, "fr") for _ in range(50))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[0]] * 200
