"""Catalogues and formats of one language.

Keys are dotted codes (``phone.send``), never sentences; each language is one gettext file, read
by ``workshop.catalogues``. A missing key shows itself as its own code on a screen; a test looks up
every key that the code asks for.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import ClassVar, Protocol

from babel.dates import format_date, format_datetime, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from workshop.catalogues import FIRST, PLACE, catalogue, file_of, languages


class Coded(Protocol):
    """A refusal as the catalogue needs it: a code and facts (``WorkshopError`` is one)."""

    code: ClassVar[str]

    @property
    def facts(self) -> Mapping[str, object]:
        """What fills the placeholders of its sentence."""


class Words:
    """One language; ``names`` are the workshop's own words for both sides."""

    def __init__(
        self, language: str, *, client_name: str | None = None, team_name: str | None = None
    ) -> None:
        self.language = language
        self._catalogue = catalogue(language)
        self._region = self._catalogue.gettext("language.region")
        client = client_name or self._catalogue.gettext("side.client")
        team = team_name or self._catalogue.gettext("side.employee")
        self._names = {
            "client": client,
            "Client": _capital(client),
            "team": team,
            "Team": _capital(team),
        }

    def __call__(self, key: str, /, **facts: object) -> str:
        """The sentence for ``key``; placeholders ``{fact}`` filled in.

        ``{client}``, ``{Client}``, ``{team}`` and ``{Team}`` are always there: the names this
        workshop gives its two sides, as in a sentence and with a capital.
        """
        return self._fill(self._catalogue.gettext(key), facts)

    def count(self, key: str, /, n: int, **facts: object) -> str:
        """The sentence for ``n`` things: singular or plural as the language has it; ``{n}``."""
        return self._fill(self._catalogue.ngettext(key, key, n), {"n": self.number(n), **facts})

    def error(self, error: Coded) -> str:
        """The sentence of a refusal, with its facts; fields in words, the line of a file first."""
        facts = dict(error.facts)
        if "field" in facts:
            facts["field"] = self._field(facts["field"])
        missing = facts.get("missing")
        if isinstance(missing, list | tuple):
            facts["missing"] = self.listing(self._field(name) for name in missing)
        for name, said in facts.items():
            if isinstance(said, list | tuple):
                facts[name] = self.listing(map(self.quoted, said))
        sentence = _capital(self(f"error.{error.code}", **facts))
        if "line" in facts:
            return self("error.at_line", line=facts["line"], sentence=sentence)
        return sentence

    def has(self, key: str) -> bool:
        return self._catalogue.gettext(key) != key

    def number(self, value: float, *, decimals: int = 0) -> str:
        return _number(round(value, decimals), self._region)

    def signed(self, value: float, *, decimals: int = 1) -> str:
        """A number with its sign, unless it is rounded to 0: +1,3, −0,5, 0."""
        number = self.number(abs(value), decimals=decimals)
        if round(value, decimals) == 0:
            return number
        return f"{'+' if value > 0 else '−'}{number}"

    def month(self, value: date) -> str:
        """A month in letters: décembre 2026."""
        return str(format_date(value, format="LLLL y", locale=self._region))

    def date(self, value: date) -> str:
        """A date in letters: 3 décembre 2026; in French the first of a month is its "1er"."""
        said = str(format_date(value, format="long", locale=self._region))
        return said.replace("1", self("date.first"), 1) if value.day == 1 else said

    def moment(self, value: datetime) -> str:
        """A date and a time, as the clock on this machine's wall shows them."""
        return str(format_datetime(value.astimezone(), format="short", locale=self._region))

    def hour(self, value: datetime) -> str:
        """The time of day, as the clock on this machine's wall shows it: 10:45."""
        return str(format_time(value.astimezone(), format="short", locale=self._region))

    def listing(self, items: Iterable[str], *, either: bool = False) -> str:
        """a, b et c; ``either``: a, b ou c."""
        said = list(items)
        if either:
            return str(format_list(said, style="or", locale=self._region))
        return str(format_list(said, locale=self._region))

    def quoted(self, text: object) -> str:
        """What something is called, in the quotes of the language: « Rappeler »."""
        return self("error.quoted", text=text)

    def _field(self, name: object) -> str:
        key = f"field.{name}"
        return self(key) if self.has(key) else str(name)

    def _fill(self, sentence: str, facts: dict[str, object]) -> str:
        if "{" not in sentence:
            return sentence

        def told(place: re.Match[str]) -> str:
            name = place[1]
            return str(facts[name] if name in facts else self._names.get(name, place[0]))

        return PLACE.sub(told, sentence)


@lru_cache(maxsize=4096)
def _number(value: float, region: str) -> str:
    # A page says the same few hundred numbers at each run: to format them was a third of its time.
    return str(format_decimal(value, locale=region, decimal_quantization=False))


def words(language: str, client_name: str | None = None, team_name: str | None = None) -> Words:
    """The words of a language, French when it is none of ours."""
    known = language if language in languages() else FIRST
    return _words(file_of(known), client_name, team_name)


@lru_cache(maxsize=512)
def _words(catalogue_file: Path, client_name: str | None, team_name: str | None) -> Words:
    return Words(catalogue_file.stem, client_name=client_name, team_name=team_name)


def language_name(language: str) -> str:
    """What those who speak it call it: Français."""
    return words(language)("language.name")


def choose_language(accept_language: str | None) -> str:
    """The language a browser asks for first among ours; French when it asks for neither.

    ``accept_language``: the header of that name. A weight of 0 is a refusal, and a malformed one
    makes its language count for nothing.
    """
    wanted: list[tuple[float, int, str]] = []
    for position, part in enumerate((accept_language or "").split(",")[:20]):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        language = name.partition("-")[0]
        weight = _weight(parameters)
        if language in languages() and weight > 0:
            wanted.append((-weight, position, language))
    return min(wanted)[2] if wanted else FIRST


def _weight(parameters: list[str]) -> float:
    """The ``q`` among the parameters of a header's item, 1 without one, 0 when it is none."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                weight = float(value)
            except ValueError:
                return 0.0
            return weight if 0 <= weight <= 1 else 0.0
    return 1.0


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
