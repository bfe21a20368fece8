"""What a cell says: a number, a day, one of our words. What may be read in two ways is refused."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from workshop.domain.errors import (
    DateDoubtful,
    NumberDoubtful,
    ScoreDoubtful,
    ValueUnknown,
    WordUnknown,
    WorkshopError,
)
from workshop.domain.words import Known
from workshop.services.sheets.reading import Sheet

MOST = 10**12
"""The largest volume that is believed."""

E = TypeVar("E", bound=StrEnum)

_GAPS = re.compile(r"[\s'’\u00a0\u2009\u202f]")
_WORDS = re.compile(r"[^\W_]+")
_SPACED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T][0-9:.]+)?")
_DAY = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")
_SCORE = re.compile(r"-?[0-9]{1,6}(?:[.,][0-9]{1,3})?")


SIGNS = {
    "known": {"?": "unknown", "??": "unknown", "-": "unknown", "–": "unknown"},
    "push": {"+": "up", "-": "down", "0": "none", "=": "none", "?": "unknown"},
    "kind": {"+": "enchantment", "-": "irritant"},
}
"""What says the same in every language, by the kind of word."""


@dataclass(frozen=True, slots=True)
class LineError:
    """What is wrong on a line of a table (as the file counts), in the column of this name."""

    line: int
    column: str
    error: WorkshopError


def fold(said: str) -> str:
    """A header or a word as tables may write it: any case, accents, spaces and apostrophes."""
    bare = unicodedata.normalize("NFKD", said.replace("’", "'").replace("−", "-"))
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return " ".join(letters.casefold().split()).rstrip(":*. ")


def _bare(said: str) -> str:
    """Only the words of a name, without what stands between them."""
    return " ".join(_WORDS.findall(fold(said)))


def name_key(name: str) -> str:
    """A title or a name as files may write it: any case, spaces and apostrophes."""
    composed = unicodedata.normalize("NFC", name.replace("’", "'"))
    return " ".join(composed.split()).casefold()


class Vocabulary:
    """The words that tables may use for our columns and values, in every language at once.

    ``said``: (``column.step``, ``étape|step``): a kind and a code, and the ways to say it. Codes
    themselves are understood too.
    """

    def __init__(self, said: Iterable[tuple[str, str]]) -> None:
        self._known = {
            (kind, fold(sign)): code
            for kind, signs in SIGNS.items()
            for sign, code in signs.items()
        }
        self._first: dict[tuple[str, str], str] = {}
        for name, ways in said:
            kind, _, code = name.partition(".")
            self._first.setdefault((kind, code), ways.split("|")[0])
            for way in (code, *ways.split("|")):
                self._known.setdefault((kind, fold(way)), code)

    def code(self, kind: str, said: str) -> str | None:
        """The code that a word stands for, None when it is none of ours."""
        return self._known.get((kind, fold(said)))

    def inside(self, kind: str, said: str) -> str | None:
        """The code that a longer name speaks of, None where it is none of ours or several.

        The longest of ours counts: "what does not work" is heard, and not "work" inside of it.
        """
        whole = self.code(kind, said)
        if whole is not None:
            return whole
        text = f" {_bare(said)} "
        heard = {
            f" {_bare(way)} ": code
            for (of, way), code in self._known.items()
            # A sign inside of a name says nothing.
            if of == kind and _bare(way) and f" {_bare(way)} " in text
        }
        found = {
            code
            for way, code in heard.items()
            if not any(way in longer and way != longer for longer in heard)
        }
        return found.pop() if len(found) == 1 else None

    def ways(self, kind: str, codes: Iterable[str]) -> list[str]:
        """How each of these codes is said first."""
        return [self._first.get((kind, code), code) for code in codes]

    def columns(self, kind: str, sheet: Sheet) -> dict[str, str]:
        """Which column of a sheet says what: code to name, the first one where several do."""
        found: dict[str, str] = {}
        for name in sheet.columns:
            code = self.code(kind, name)
            if code is not None:
                found.setdefault(code, name)
        return found


@dataclass(slots=True)
class Line:
    """One line of a sheet by what its columns say; what is wrong with it is gathered."""

    number: int
    cells: dict[str, str]
    names: dict[str, str]
    vocabulary: Vocabulary
    errors: list[LineError] = field(default_factory=list)

    def __call__(self, code: str) -> str:
        """The cell of the column that says this, "" without one."""
        return self.cells.get(code, "")

    def refuse(self, code: str, error: WorkshopError) -> None:
        """Note what is wrong with the column that says this; the line is read on."""
        self.errors.append(LineError(self.number, self.names.get(code, ""), error))

    def word(self, code: str, words: type[E], empty: E, *, kind: str = "") -> E:
        """One of a list of words; ``empty`` where nothing is said, or that it is unknown, or
        something wrong."""
        said = self(code)
        # A minus says "down" of a direction, and "nothing known" elsewhere.
        found = self.vocabulary.code(kind or code, said)
        if found in tuple(words):
            return words(found)
        if not self._is_unknown(said):
            choices = self.vocabulary.ways(kind or code, tuple(words))
            self.refuse(code, WordUnknown(value=said, choices=", ".join(choices)))
        return empty

    def number_of(self, code: str, *, comma_groups: bool) -> int | None:
        """A whole number; None where nothing is said, or that it is unknown, or something wrong."""
        said = self(code)
        if self._is_unknown(said):
            return None
        try:
            return whole_number(said, comma_groups=comma_groups)
        except WorkshopError as refused:
            self.refuse(code, refused)
            return None

    def day(self, code: str, *, day_first: bool) -> date | None:
        """A date; None where nothing is said, or that it is unknown, or something wrong."""
        said = self(code)
        if self._is_unknown(said):
            return None
        try:
            return whole_day(said, day_first=day_first)
        except WorkshopError as refused:
            self.refuse(code, refused)
            return None

    def _is_unknown(self, said: str) -> bool:
        return not said or self.vocabulary.code("known", said) == Known.UNKNOWN

    def names_in(self, code: str) -> tuple[str, ...]:
        """The names in one cell: one a line, or with semicolons or bars between them."""
        names = (name.strip() for name in re.split(r"[;|\n]", self(code)))
        return tuple(dict.fromkeys(name for name in names if name))


def lines_of(sheet: Sheet, names: dict[str, str], vocabulary: Vocabulary) -> list[Line]:
    """The lines of a sheet; ``names``: which column says what, by its code."""
    places = {code: sheet.columns.index(name) for code, name in names.items()}
    return [
        Line(
            number,
            {code: row[place] for code, place in places.items()},
            names,
            vocabulary,
        )
        for number, row in zip(sheet.lines, sheet.rows, strict=True)
    ]


def whole_number(said: str, *, comma_groups: bool) -> int:
    """12500, 12 500, 1,234,567; ``comma_groups``: 12,500 too, where decimals take a point.

    Raises NumberDoubtful for decimals, signs, "1.2k", "about 500", what may be read in two ways,
    and what is beyond belief.
    """
    spaced = _GAPS.sub(" ", said.strip())
    digits = ""
    if re.fullmatch(r"[0-9]+", spaced) or _SPACED.fullmatch(spaced):
        digits = spaced.replace(" ", "")
    elif found := _GROUPED.fullmatch(spaced):
        groups = spaced.split(found[1])
        # One group may be decimals; two are thousands in every country.
        if len(groups) > 2 or (comma_groups and found[1] == ","):
            digits = "".join(groups)
    if not digits or len(digits) > len(str(MOST)) or int(digits) > MOST:
        raise NumberDoubtful(value=said)
    return int(digits)


def whole_day(said: str, *, day_first: bool) -> date:
    """2026-03-12, and 12/03/2026 where ``day_first`` or where only one reading is possible.

    Raises DateDoubtful, also for a bare number: it may count days from 1900 or from 1904.
    """
    try:
        if found := _ISO.fullmatch(said):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY.fullmatch(said):
            day, month, year = (int(part) for part in found.groups())
            if day_first or day > 12 or day == month:
                return date(year, month, day)
    except ValueError as error:
        raise DateDoubtful(value=said) from error
    raise DateDoubtful(value=said)


def score(said: str) -> float:
    """A mark in a survey: 8, 8.5 or 8,5. Raises ScoreDoubtful."""
    if not _SCORE.fullmatch(said):
        raise ScoreDoubtful(value=said)
    return float(said.replace(",", "."))


def check_columns(sheet: Sheet, names: Sequence[str]) -> None:
    """Raises ValueUnknown (``field``: column) for a name that no column of the sheet has."""
    for name in names:
        if name not in sheet.columns:
            raise ValueUnknown(field="column", value=name)
