"""Names in jest: the same for a voice, agreeing in French, and none that could hurt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.domain.nicknames import _ADJECTIVES, _ANIMALS, nickname

voices = st.integers(min_value=1, max_value=2**53 - 1)


@given(voices)
def test_a_voice_keeps_its_name_and_its_animal_in_both_languages(voice: int) -> None:
    assert nickname(voice, "fr") == nickname(voice, "fr")
    french, english = nickname(voice, "fr").lower(), nickname(voice, "en").lower()
    [(_, _, animal)] = [
        one for one in _ANIMALS if french.startswith(f"{one[0]} ") and english.endswith(one[2])
    ]
    assert english.endswith(f" {animal}")


@pytest.mark.parametrize(
    ("voice", "french", "english"),
    [
        (0, "Abeille agile", "Nimble bee"),
        (70 * 3, "Abeille astucieuse", "Clever bee"),
        (70 * 3 + 1, "Aigle astucieux", "Clever eagle"),
        (70 * 16 + 21, "Écureuil généreux", "Generous squirrel"),
        (70 * 12 + 45, "Loutre discrète", "Discreet otter"),
    ],
)
def test_the_adjective_agrees_with_the_animal(voice: int, french: str, english: str) -> None:
    assert (nickname(voice, "fr"), nickname(voice, "en")) == (french, english)


def test_every_pair_is_drawn_and_no_two_pairs_have_one_name() -> None:
    everything = range(len(_ANIMALS) * len(_ADJECTIVES))
    for language in ("fr", "en"):
        assert len({nickname(voice, language) for voice in everything}) == len(everything)
    assert nickname(len(everything), "fr") == nickname(0, "fr")


def test_feminine_animals_are_those_that_french_says_with_une() -> None:
    """A list read by a person: a wrong one makes every name of that animal wrong."""
    assert [french for french, feminine, _ in _ANIMALS if feminine] == [
        *("abeille", "alouette", "antilope", "cigale", "cigogne", "coccinelle", "colombe"),
        *("fauvette", "girafe", "hermine", "huppe", "libellule", "loutre", "luciole"),
        *("marmotte", "panthère", "pieuvre", "salamandre", "tortue", "vigogne"),
    ]


def test_adjectives_take_the_feminine_that_french_gives_them() -> None:
    endings = {"eux": "euse", "if": "ive", "eur": "euse", "el": "elle", "ien": "ienne"}
    own = {"discret": "discrète", "franc": "franche"}
    for masculine, feminine, _ in _ADJECTIVES:
        ending = next((end for end in endings if masculine.endswith(end)), None)
        if masculine in own:
            assert feminine == own[masculine]
        elif masculine.endswith("e"):
            assert feminine == masculine
        elif ending:
            assert feminine == masculine.removesuffix(ending) + endings[ending]
        else:
            assert feminine == masculine + "e"


def test_no_name_holds_a_word_that_hurts() -> None:
    """What is an insult somewhere, or speaks of a body, a colour, an age, a rank or a faith."""
    hurtful = {
        *("âne", "autruche", "baleine", "bécasse", "boeuf", "bœuf", "bouc", "brebis", "cafard"),
        *("chameau", "chatte", "cheval", "chèvre", "chien", "chienne", "cochon", "crapaud"),
        *("dinde", "grenouille", "grue", "hyène", "limace", "loche", "morue", "mouton", "oie"),
        *("paon", "phoque", "pie", "pigeon", "porc", "poule", "poulet", "rat", "requin", "serpent"),
        *("singe", "souris", "taupe", "thon", "truie", "vache", "vautour", "vipère"),
        *("beau", "belle", "blanc", "blanche", "bon", "bonne", "chaud", "chaude", "chétif"),
        *("facile", "fou", "folle", "fragile", "gourmand", "gourmande", "grand", "grande"),
        *("gras", "gros", "grosse", "jaune", "jeune", "joli", "léger", "légère", "lent", "lente"),
        *("maigre", "mince", "naïf", "noir", "noire", "petit", "petite", "rouge", "rose", "royal"),
        *("vieux", "vieille", "sauvage", "timide", "patient", "patiente", "sourd", "muet"),
        *("ape", "ass", "bitch", "black", "boar", "brown", "bug", "chick", "cock", "cow", "crab"),
        *("dodo", "dog", "donkey", "fat", "fox-like", "frog", "goat", "goose", "hen", "hog"),
        *("hot", "leech", "monkey", "mule", "old", "ox", "parasite", "pig", "pussy", "rat"),
        *("red", "shark", "sheep", "skunk", "slow", "slug", "snake", "sow", "swine", "thin"),
        *("tit", "toad", "turkey", "vermin", "vixen", "vulture", "weasel", "whale", "white"),
        *("wild", "worm", "yellow", "young", "dumb", "mad", "crazy", "blind", "deaf", "lame"),
    }
    said = {
        word
        for language in ("fr", "en")
        for voice in range(len(_ANIMALS) * len(_ADJECTIVES))
        for word in nickname(voice, language).lower().split()
    }
    assert not said & hurtful
