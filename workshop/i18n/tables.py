"""The words that tables from elsewhere may use, as the catalogues have them."""

from collections.abc import Iterable, Iterator

from workshop.catalogues import languages
from workshop.i18n.words import Words, words


def ways_to_say(spoken: Words, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each key with the ways to say it, bars between them: first in the words of a workshop, which
    may have its own for both sides, then in every language.
    """
    keys = tuple(keys)
    for tongue in (spoken, *map(words, languages())):
        for key in keys:
            yield key, tongue(f"sheet.{key}")


def ways_in_files(spoken: Words, keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """How our own files say each key of the catalogue: first in the words of a workshop, then in
    every language, for a workshop may have changed its language since.
    """
    tongues = (spoken, *map(words, languages()))
    return {key: tuple(tongue(key) for tongue in tongues) for key in keys}


def first_way(spoken: Words, key: str) -> str:
    """How a column or a value is called where it is said only once."""
    return spoken(f"sheet.{key}").partition("|")[0]
