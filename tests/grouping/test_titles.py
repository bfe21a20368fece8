"""Proposed topics have a name that people know again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.grouping.cards import said
from workshop.grouping.titles import LONGEST_TITLE, titles


def test_a_short_card_of_the_typical_ones_is_the_title() -> None:
    group = said(
        "L’attente au téléphone est interminable et personne ne nous dit jamais combien de temps",
        "Attente au téléphone trop longue.",
        "Nul !",
        "On attend des heures",
        "rien à voir",
    )
    assert titles([group], "fr") == ["Attente au téléphone trop longue"]


def test_where_no_card_is_short_the_most_typical_is_cut_between_words() -> None:
    long = "le logiciel de facturation se fige plusieurs fois par jour et perd la saisie en cours"
    (title,) = titles([said(long, "👍")], "fr")
    assert title == "Le logiciel de facturation se fige plusieurs fois par jour…"


def test_two_groups_of_the_same_words_have_two_titles() -> None:
    group = said("Facture illisible")
    assert titles([group, group, group], "fr") == [
        "Facture illisible",
        "Facture illisible (2)",
        "Facture illisible (3)",
    ]
    other = said("Facture illisible", "Facture incompréhensible")
    assert titles([group, other], "fr") == ["Facture illisible", "Facture incompréhensible"]


def test_control_signs_and_line_breaks_are_not_shown() -> None:
    assert titles([said("facture\n\x00 illisible\u200b…")], "fr") == ["Facture illisible"]


@pytest.mark.parametrize(
    ("card", "title"),
    [
        ("Réponse dans la minute. Pour une question simple, ça va.", "Réponse dans la minute"),
        ("Nul ! On attend des heures au téléphone !", "Nul ! On attend des heures au téléphone"),
        (
            "La machine ne comprend pas tous les accents, les gens raccrochent et écrivent",
            "La machine ne comprend pas tous les accents",
        ),
        (
            "Première facture après un emménagement\u00a0: personne ne sait ce qu’elle dit",
            "Première facture après un emménagement",
        ),
        (
            "Le lundi, en agence, le logiciel de facturation se fige, et la saisie est perdue",
            "Le lundi, en agence, le logiciel de facturation se fige",
        ),
        (
            "Le prix de 2,50 euros par appel est affiché en tout petit en bas de la page d’accueil",
            "Le prix de 2,50 euros par appel est affiché en tout petit…",
        ),
        ("x" * 70, "X" + "x" * 58 + "…"),
    ],
)
def test_a_title_ends_where_a_sentence_or_a_part_of_it_does(card: str, title: str) -> None:
    assert titles([said(card)], "fr") == [title]


@given(st.lists(st.lists(st.text(max_size=90), min_size=1, max_size=3), max_size=6))
def test_titles_are_short_unique_and_never_empty(groups: list[list[str]]) -> None:
    found = titles([said(*texts) for texts in groups], "en")
    assert len(found) == len({title.casefold() for title in found}) == len(groups)
    assert all(title.strip() and len(title) <= LONGEST_TITLE for title in found)
