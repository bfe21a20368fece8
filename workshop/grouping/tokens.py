"""A sentence as the words that count: so that two ways of writing one thing meet.

    tokens("L’attente au téléphone, c’est looong !", "fr") == ("attent", "telephon", "long")

Accents fold, elisions fall off, shorthand is written out, words of no weight go, endings go.
We know the words of ``fr`` and ``en``; of another language the words count as they are written,
each of them, with the endings off where there is a stemmer for it.
"""

import re
import threading
import unicodedata
from functools import lru_cache
from typing import Any

import snowballstemmer

from workshop.grouping.stop_words import shorthand_of, stop_words

LONGEST_WORD = 40
"""Letters of a word that are looked at: nothing longer is one."""
WORDS_KEPT = 16_384
"""Words whose stem is remembered: a vocabulary, not sentences."""

_STEMMERS = {
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nb": "norwegian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
}
_FOLDED = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "‘": "'", "ʼ": "'"})
_LENGTHENED = re.compile(r"([^\W\d_])\1{2,}")
_WORD = re.compile(r"[^\W_]+")
_OWNER = re.compile(r"'s\b")

# A stemmer holds the word it works on: two threads must not share one.
_own = threading.local()


def tokens(text: str, language: str) -> tuple[str, ...]:
    """The stems of the words that count, in the order they were written, repeats kept.

    Empty where there is none: an emoji, a number, words of no weight.
    """
    stop, shorthand = stop_words(language), shorthand_of(language)
    return tuple(
        stem(meant, language)
        for word in words(text, language)
        for meant in shorthand.get(word, word).split()
        if meant not in stop
    )


def words(text: str, language: str) -> list[str]:
    """Every word of two letters at least, folded: no number, no sign, no elided article."""
    folded = fold(text)
    if language == "en":  # "the client's" is the client, and "don't" is one word
        folded = _OWNER.sub("", folded).replace("'", "")
    return [
        word[:LONGEST_WORD]
        for word in _WORD.findall(folded)
        if len(word) > 1 and not word.isnumeric()
    ]


def fold(text: str) -> str:
    """The text in small letters without accents, one kind of apostrophe, "sooo" as "so"."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_FOLDED)
    # Before the accents go: "créée" has three letters in a row only without them.
    apart = unicodedata.normalize("NFKD", _LENGTHENED.sub(r"\1", plain))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


@lru_cache(maxsize=WORDS_KEPT)
def stem(word: str, language: str) -> str:
    """A folded word without its ending: "livree", "livrer" and "livres" are one."""
    if language not in _STEMMERS:
        return word
    stemmed = str(_stemmer(language).stemWord(word))
    if language == "fr":  # it knows "-ée" with its accent: what folding left of it goes here
        stemmed = stemmed.rstrip("e")
    return stemmed or word


def _stemmer(language: str) -> Any:
    if not hasattr(_own, language):
        setattr(_own, language, snowballstemmer.stemmer(_STEMMERS[language]))
    return getattr(_own, language)
