"""The field's own ideas, and the words in which people say them.

Two cards about one subject seldom share a word: "on me balade" and "personne n'est responsable"
do not. A lexicon names the idea behind both. The files in ``data/lexicon`` are plain lists that a
facilitator can read; an organisation adds its own words without touching them.

A word stands for all its endings, with accents or without; one that ends in ``*`` for all words
that begin so; several words, for the phrase, other words of little weight in between allowed.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from workshop.grouping.stop_words import glue_of, shorthand_of, stop_words
from workshop.grouping.tokens import stem, words

FOLDER = Path(__file__).resolve().parent.parent.parent / "data" / "lexicon"
GAP = 2
"""Words that may stand between two words of a phrase: "pas eu de réponse" for "pas réponse"."""
SHORTEST_BEGINNING = 4
HINT = 0.6
"""What a hint says of its idea, where a word of the idea says 1."""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Ideas by code, each with its words, for one language.

    ``hints``: words that point to an idea and to much else besides; they weigh less.
    """

    language: str
    concepts: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def extended(self, concepts: Mapping[str, Sequence[str]]) -> "Lexicon":
        """The same with an organisation's own words: for ideas it has, and for new ones."""
        merged = dict(self.concepts)
        for code, added in concepts.items():
            merged[code] = (*merged.get(code, ()), *added)
        return Lexicon(self.language, merged, self.titles, self.hints)


@cache
def shipped(language: str) -> Lexicon:
    """The lexicon that comes with the app, for ``fr`` or ``en``, empty for others; read once."""
    if not (FOLDER / f"{language}.toml").exists():
        return Lexicon(language, {})
    with (FOLDER / f"{language}.toml").open("rb") as file:
        read = tomllib.load(file).get("concept", {})
    return Lexicon(
        language,
        {code: tuple(entry["words"]) for code, entry in read.items()},
        {code: entry["title"] for code, entry in read.items() if "title" in entry},
        {code: tuple(entry["hints"]) for code, entry in read.items() if "hints" in entry},
    )


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or phrase met in a text: its stems, and what it says of which ideas, by place.

    ``says``: in ]0, 1], 1 for a word of the idea, less for a hint.
    """

    name: str
    ideas: tuple[int, ...]
    says: tuple[float, ...]


class Reader:
    """Finds the ideas of a lexicon in sentences. Built once for many sentences."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.language = lexicon.language
        self.codes = tuple(sorted(lexicon.concepts))
        self._single: dict[str, dict[int, float]] = defaultdict(dict)
        self._begin: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._phrases: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
        for place, code in enumerate(self.codes):
            for entry in lexicon.hints.get(code, ()):
                self._learn(entry, place, HINT)
            for entry in lexicon.concepts[code]:
                self._learn(entry, place, 1.0)

    def _learn(self, entry: str, place: int, says: float) -> None:
        if entry.endswith("*"):
            for beginning in words(entry, self.language)[:1]:
                if len(beginning) >= SHORTEST_BEGINNING:
                    self._begin[beginning[:SHORTEST_BEGINNING]].append((beginning, place))
                else:
                    self._single[stem(beginning, self.language)][place] = says
            return
        parts = tuple(stem(word, self.language) for word in spelled(entry, self.language))
        if len(parts) == 1:
            self._single[parts[0]][place] = says
        elif parts:
            self._phrases[parts[0]].append((parts[1:], place))

    def units(self, text: str) -> list[Unit]:
        """The words that count and the phrases met, in the order written, repeats kept."""
        spoken = spelled(text, self.language)
        stems = [stem(word, self.language) for word in spoken]
        stop = stop_words(self.language)
        found: list[Unit] = []
        for at, (word, root) in enumerate(zip(spoken, stems, strict=True)):
            says = self._of_word(word, root)
            if says or word not in stop:
                found.append(Unit(root, tuple(says), tuple(says.values())))
            met: dict[int, str] = {}
            for rest, place in self._phrases.get(root, ()):
                if place not in met and _follows(stems, at + 1, rest):
                    met[place] = " ".join((root, *rest))
            found.extend(Unit(name, (place,), (1.0,)) for place, name in sorted(met.items()))
        return found

    def _of_word(self, word: str, root: str) -> dict[int, float]:
        found = dict(self._single.get(root, ()))
        for beginning, place in self._begin.get(word[:SHORTEST_BEGINNING], ()):
            if word.startswith(beginning):
                found[place] = 1.0
        return dict(sorted(found.items()))


@lru_cache(maxsize=8)
def reader_of(lexicon: Lexicon) -> Reader:
    """The reader of this lexicon, learned once."""
    return Reader(lexicon)


def spelled(text: str, language: str) -> list[str]:
    """The words of a text, folded, shorthand written out, without its smallest words."""
    shorthand, glue = shorthand_of(language), glue_of(language)
    return [
        meant
        for word in words(text, language)
        for meant in shorthand.get(word, word).split()
        if meant not in glue
    ]


def _follows(stems: Sequence[str], start: int, rest: Iterable[str]) -> bool:
    at = start
    for wanted in rest:
        for step in range(GAP + 1):
            if at + step < len(stems) and stems[at + step] == wanted:
                at += step + 1
                break
        else:
            return False
    return True
