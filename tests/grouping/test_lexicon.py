"""The lexicon names the ideas behind sentences that share no word."""

import tomllib

import pytest

from workshop.grouping.lexicon import FOLDER, Lexicon, Reader, reader_of, shipped


def ideas(text: str, lexicon: Lexicon) -> set[str]:
    reader = reader_of(lexicon)
    return {reader.codes[place] for unit in reader.units(text) for place in unit.ideas}


@pytest.mark.parametrize(
    ("language", "text", "idea"),
    [
        ("fr", "J'ai poireauté une heure", "waiting_line"),
        ("fr", "On m’a baladé de service en service", "sent_around"),
        ("fr", "personne ne répond a mes courriels", "no_answer"),
        ("fr", "ENCORE UN FORMULAIRE", "forms"),
        ("fr", "g oublié mon mdp", "login"),
        ("fr", "L’outil rame tous les matins", "tools_slow"),
        ("fr", "on court, pas assez de monde", "workload"),
        ("fr", "Jamais un merci", "recognition"),
        ("fr", "Un collègue m’a donné un coup de main", "team_spirit"),
        ("fr", "carte avalée par le distributeur", "bank_card"),
        ("en", "passed from pillar to post", "sent_around"),
        ("en", "I have been locked out", "login"),
        ("en", "the ATM ate my card", "card_swallowed"),
        ("en", "I do not recognise this payment", "state_unknown"),
        ("en", "we are understaffed again", "workload"),
        ("en", "not one thank you", "recognition"),
    ],
)
def test_an_idea_is_met_in_its_words_idioms_and_shorthand(
    language: str, text: str, idea: str
) -> None:
    assert idea in ideas(text, shipped(language))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_idea_has_a_title_and_words_that_can_be_met(language: str) -> None:
    lexicon = shipped(language)
    assert len(lexicon.concepts) >= 80
    for code, entries in lexicon.concepts.items():
        assert lexicon.titles[code].strip()
        assert entries, code
        for entry in (*entries, *lexicon.hints.get(code, ())):
            assert code in ideas(entry.rstrip("*"), lexicon), (code, entry)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_word_stands_twice_under_one_idea(language: str) -> None:
    with (FOLDER / f"{language}.toml").open("rb") as file:
        concepts = tomllib.load(file)["concept"]
    for code, concept in concepts.items():
        entries = [*concept["words"], *concept.get("hints", [])]
        assert len(entries) == len(set(entries)), code


def test_a_phrase_is_met_across_a_small_word_and_not_across_the_sentence() -> None:
    lexicon = Lexicon("fr", {"balle": ("renvoient la balle",)})
    assert ideas("ils se renvoient toujours la balle", lexicon) == {"balle"}
    assert ideas("renvoient mon dossier incomplet puis gardent la balle", lexicon) == set()
    assert ideas("la balle", lexicon) == set()


def test_a_star_stands_for_all_words_that_begin_so() -> None:
    lexicon = Lexicon("fr", {"refund": ("rembours*",), "short": ("si*",)})
    assert ideas("remboursements", lexicon) == {"refund"}
    assert ideas("rembourrage", lexicon) == set()
    assert ideas("sinistre", lexicon) == set()


def test_negations_count_in_a_phrase() -> None:
    lexicon = Lexicon("fr", {"silence": ("pas de nouvelles",)})
    assert ideas("toujours pas eu de nouvelles", lexicon) == {"silence"}
    assert ideas("de nouvelles offres", lexicon) == set()


def test_an_organisation_adds_words_and_ideas_and_the_shipped_ones_stay() -> None:
    before = shipped("fr")
    own = before.extended({"login": ["Okapi"], "canteen": ["le Bistrot"]})
    assert "login" in ideas("Okapi en carafe", own)
    assert ideas("le bistrot", own) == {"canteen"}
    assert "login" in ideas("mot de passe", own)
    assert "canteen" not in before.concepts
    assert "Okapi" not in before.concepts["login"]


def test_words_without_letters_are_passed_over() -> None:
    lexicon = Lexicon("fr", {"odd": ("👍", "", "*", "12", "de la")})
    assert ideas("👍 12 de la *", lexicon) == set()


def test_hints_say_less_than_words() -> None:
    lexicon = Lexicon("fr", {"one": ("guichet",)}, hints={"one": ("place",)})
    says = {unit.name: unit.says for unit in Reader(lexicon).units("place au guichet")}
    assert says["guichet"][0] > says["plac"][0] > 0
