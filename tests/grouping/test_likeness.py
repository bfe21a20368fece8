"""How sure it is that two cards speak of one subject."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.grouping.cards import demo_cards, said
from workshop.grouping.lexicon import shipped
from workshop.grouping.likeness import likeness
from workshop.grouping.sayings import Saying

FRENCH = (
    "L’attente au téléphone est interminable",
    "Mon remboursement n’est toujours pas arrivé",
    "Le logiciel plante toutes les dix minutes",
    "Jamais un merci de la direction",
    "Le colis était cassé",
    "Impossible de résilier",
)


def nearest(typed: str, texts: tuple[str, ...], language: str) -> int:
    certainty = likeness(said(typed, *texts), shipped(language))
    return int(certainty[0, 1:].argmax())


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("ATENTE AU TELEFONE !!!", 0),
        ("poireauté 1h au tel", 0),
        ("tjs pas rembourssé", 1),
        ("quand vais-je récupérer mon argent ?", 1),
        ("l’outil rame, l’écran se fige", 2),
        ("aucune reconnaissance", 3),
        ("paquet abimé, tout en miettes", 4),
        ("on ne peut pas les quitter", 5),
    ],
)
def test_typos_shorthand_accents_and_other_words_meet(typed: str, place: int) -> None:
    assert nearest(typed, FRENCH, "fr") == place


@given(st.lists(st.text(max_size=60), max_size=12))
@settings(max_examples=40)
def test_certainties_are_symmetric_shares_and_whole_with_oneself(texts: list[str]) -> None:
    certainty = likeness(said(*texts), shipped("fr"))
    assert certainty.shape == (len(texts), len(texts))
    assert np.isfinite(certainty).all()
    assert np.allclose(certainty, certainty.T)
    assert ((certainty >= 0) & (certainty <= 1)).all()
    assert (np.diag(certainty) == 1).all()


def test_cards_of_one_topic_are_surer_than_others() -> None:
    for language in ("fr", "en"):
        sayings, topics = demo_cards(language)
        certainty = likeness(sayings, shipped(language))
        same = np.array([[one == other for other in topics] for one in topics])
        apart = ~np.eye(len(topics), dtype=bool)
        assert certainty[same & apart].mean() > 2 * certainty[~same].mean()


def test_the_same_step_and_kind_make_two_cards_surer() -> None:
    texts = ("le guichet ferme tôt", "horaires trop courts", "colis perdu", "merci à l’équipe")
    alone = likeness(said(*texts), shipped("fr"))
    steps = ("1", "1", "2", "2")
    placed = [
        Saying(f"C{at}", text, step=step)
        for at, (text, step) in enumerate(zip(texts, steps, strict=True))
    ]
    together = likeness(placed, shipped("fr"))
    assert together[0, 1] > alone[0, 1]
    assert together[0, 2] < alone[0, 2] + 1e-9


def test_a_model_heard_makes_its_near_ones_surer() -> None:
    sayings = said("bonjour", "soleil", "voiture")
    near = np.array([[1.0, 0.0], [0.99, 0.1], [0.0, 1.0]])
    with_model = likeness(sayings, shipped("fr"), near)
    alone = likeness(sayings, shipped("fr"))
    assert with_model[0, 1] > 3 * alone[0, 1]
    assert with_model[0, 2] < alone[0, 2]


@pytest.mark.parametrize("rows", [[[0.0, 0.0]] * 3, [[1.0, 2.0]] * 3])
def test_a_model_that_tells_nothing_apart_changes_nothing(rows: list[list[float]]) -> None:
    sayings = said("bonjour", "soleil", "voiture")
    assert np.allclose(
        likeness(sayings, shipped("fr"), np.array(rows)), likeness(sayings, shipped("fr"))
    )
    assert likeness(sayings[:1], shipped("fr"), np.array(rows[:1])).tolist() == [[1.0]]


def test_more_cards_than_the_broad_lines_are_computed_one_by_one() -> None:
    sayings = said(*(f"{text} numéro {number}" for number in range(30) for text in FRENCH))
    certainty = likeness(sayings, shipped("fr"))
    topics = np.arange(len(sayings)) % len(FRENCH)
    off = certainty - 2 * np.eye(len(sayings))
    assert (topics[off.argmax(axis=1)] == topics).all()
    assert np.array_equal(certainty, likeness(sayings, shipped("fr")))


@pytest.mark.parametrize(
    "texts",
    [
        (),
        ("",),
        ("attente",),
        ("👍", "👍"),
        ("12", "…"),
        ("attente", "attente"),
        ("Ω" * 2_000,) * 3,
    ],
)
def test_little_or_strange_text_is_no_error(texts: tuple[str, ...]) -> None:
    assert np.isfinite(likeness(said(*texts), shipped("fr"))).all()


def test_the_same_text_twice_is_all_but_certain() -> None:
    certainty = likeness(
        said("Le colis était cassé", "Le colis était cassé", "merci"), shipped("fr")
    )
    assert certainty[0, 1] > 0.9 > certainty[0, 2]


def test_other_languages_group_by_their_words() -> None:
    texts = (
        "La factura llegó dos veces",
        "factura llegó tarde",
        "gracias al equipo",
        "gran equipo",
    )
    certainty = likeness(said(*texts), shipped("fr"))
    assert certainty[0, 1] > certainty[0, 2]
    assert certainty[2, 3] > certainty[1, 3]
