"""What a cell of a workbook may say: how it is read, and how it is said."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workshop.domain.codes import read_label
from workshop.domain.errors import DateDoubtful, WordUnknown
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_optional, clean_text
from workshop.services.labels import Noun as Labelled
from workshop.services.sheets.values import fold, whole_day

Value = str | date | tuple[str, ...] | None
"""Texts, codes and single labels are strings, "" for none; several are a tuple; a day may be None.
"""

Said = Mapping[str, Sequence[str]]
"""The ways in which each key of the catalogue is said, first in the words of the workshop."""


@dataclass(frozen=True, slots=True)
class Field(ABC):
    """A column that may come back. ``code``: of its name; ``kept``: an empty cell says nothing."""

    code: str
    kept: bool = False

    @property
    def empty(self) -> Value:
        """What a new row says without this column."""
        return ""

    @abstractmethod
    def read(self, cell: str, said: Said, *, day_first: bool) -> Value:
        """What the cell means. Raises an Invalid of its kind."""

    def ways(self, value: Value, said: Said) -> tuple[str, ...]:
        """How a file may say this value, first in the words of the workshop."""
        assert isinstance(value, str)
        return (value,)


@dataclass(frozen=True, slots=True)
class Text(Field):
    """A sentence. ``limit`` in characters; one that is ``needed`` cannot be emptied."""

    limit: int = TITLE_LIMIT
    needed: bool = False

    def read(self, cell: str, said: Said, *, day_first: bool) -> Value:
        """Raises TextTooLong, TextEmpty."""
        return (clean_text if self.needed else clean_optional)(cell, limit=self.limit)


def note(code: str, *, kept: bool = False) -> Text:
    """A sentence as long as a note."""
    return Text(code, kept, NOTE_LIMIT)


@dataclass(frozen=True, slots=True)
class Word(Field):
    """One of a list of words. ``key``: where the catalogue has them; ``first``: of a new row."""

    words: tuple[StrEnum, ...] = ()
    key: str = ""
    first: str = ""

    @property
    def empty(self) -> Value:
        return self.first

    def read(self, cell: str, said: Said, *, day_first: bool) -> Value:
        """Raises WordUnknown."""
        return _word(cell, self, said) if cell or self.first else ""

    def ways(self, value: Value, said: Said) -> tuple[str, ...]:
        return tuple(said[f"{self.key}.{value}"]) if value else ("",)


@dataclass(frozen=True, slots=True)
class Marked(Word):
    """Any of a list of words, with bars between them."""

    @property
    def empty(self) -> Value:
        return ()

    def read(self, cell: str, said: Said, *, day_first: bool) -> Value:
        """Raises WordUnknown."""
        found = {_word(part, self, said) for part in re.split(r"[|;\n]", cell) if part.strip()}
        return tuple(str(word) for word in self.words if word in found)

    def ways(self, value: Value, said: Said) -> tuple[str, ...]:
        assert isinstance(value, tuple)
        if not value:
            return ("",)
        told = zip(*(said[f"{self.key}.{word}"] for word in value), strict=True)
        return tuple(" | ".join(words) for words in told)


def _word(cell: str, field: Word, said: Said) -> str:
    for word in field.words:
        if fold(cell) in (str(word), *map(fold, said[f"{field.key}.{word}"])):
            return str(word)
    choices = [said[f"{field.key}.{word}"][0] for word in field.words]
    raise WordUnknown(value=cell, choices=", ".join(choices))


MONTHS = tuple(f"sheet.month.{number}" for number in range(1, 13))
"""Where the catalogue has the names of the months, with bars between the ways to write one."""

_DAY_FIRST = re.compile(
    r"(?:[a-z]+\.?,? )?([0-9]{1,2})(?:er|st|nd|rd|th|\.)?[ -](?:of |de )?"
    r"([a-z]+)\.?,?[ -]([0-9]{4})"
)
_MONTH_FIRST = re.compile(r"(?:[a-z]+\.?,? )?([a-z]+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")


@dataclass(frozen=True, slots=True)
class Day(Field):
    """A day, or none."""

    @property
    def empty(self) -> Value:
        return None

    def read(self, cell: str, said: Said, *, day_first: bool) -> Value:
        """In figures, or with the month in letters: 12 mars 2027. Raises DateDoubtful."""
        if not cell:
            return None
        return _in_letters(cell, said) or whole_day(cell, day_first=day_first)

    def ways(self, value: Value, said: Said) -> tuple[str, ...]:
        assert value is None or isinstance(value, date)
        return ("" if value is None else value.isoformat(),)


def _in_letters(cell: str, said: Said) -> date | None:
    """The day that names its month; None where none is named. Raises DateDoubtful."""
    written = fold(cell)
    if found := _DAY_FIRST.fullmatch(written):
        day, name, year = found.groups()
    elif found := _MONTH_FIRST.fullmatch(written):
        name, day, year = found.groups()
    else:
        return None
    for number, key in enumerate(MONTHS, start=1):
        if name in (fold(way) for ways in said[key] for way in ways.split("|")):
            try:
                return date(int(year), number, int(day))
            except ValueError as error:
                raise DateDoubtful(value=cell) from error
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Label(Field):
    """What one label leads to, or nothing."""

    of: Labelled

    def read(self, cell: str, said: Said, *, day_first: bool) -> Value:
        """Raises the noun's own refusal for what is no label of it."""
        return _label(cell, self.of) if cell else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels(Field):
    """What several labels lead to, in the order of their numbers."""

    of: Labelled

    @property
    def empty(self) -> Value:
        return ()

    def read(self, cell: str, said: Said, *, day_first: bool) -> Value:
        """Raises the noun's own refusal for what is no label of it."""
        return in_order(_label(part, self.of) for part in re.split(r"[\s,;|]+", cell) if part)

    def ways(self, value: Value, said: Said) -> tuple[str, ...]:
        assert isinstance(value, tuple)
        return (" ".join(value),)


def in_order(labels: Iterable[str]) -> tuple[str, ...]:
    """Labels of one noun, each once, by their numbers."""
    return tuple(sorted(set(labels), key=lambda label: int(label[1:])))


def _label(said: str, noun: Labelled) -> str:
    number = read_label(said, noun.letter)
    if number is None:
        raise noun.unknown(**{noun.fact: said})
    return f"{noun.letter}{number}"
