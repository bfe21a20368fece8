"""The catalogues there are, one file a language: ours, and those of an organisation.

A language is there because its file is: ``fr.po``, ``en.po`` beside the code, and any other in the
folder that ``WORKSHOP_CATALOGUES`` names. What a file does not say is said in English.
"""

import gettext
import io
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, PoFileParser

from workshop.settings import catalogues_folder, environment_locale

FOLDER = Path(__file__).parent / "i18n" / "catalogues"
FIRST = "fr"
"""Where nobody asks for another language."""
MOST_KNOWN = "en"
"""For people whose language is none of ours, and for what a catalogue leaves out."""

PLACE = re.compile(r"\{(\w+)\}")
"""Where a fact is filled in: its name alone, for nothing of a fact is ever asked but its words."""

LARGEST = 4_000_000
"""Bytes of a catalogue, ten times ours."""
MOST_PLURALS = 9
"""Forms of a plural: no language has as many, and room is made for each."""
_CODE = re.compile(r"[a-z]{2}")


class CatalogueUnreadable(ValueError):
    """A file that is no catalogue; says why."""


def languages() -> tuple[str, ...]:
    """The codes of all languages, two letters each, French first."""
    return tuple(_files(catalogues_folder()))


def file_of(language: str) -> Path:
    """The catalogue of a language; of one that is there no more, French."""
    files = _files(catalogues_folder())
    return files.get(language, files[FIRST])


def catalogue(language: str) -> gettext.GNUTranslations:
    """The sentences of a language, read once."""
    return _read(file_of(language))


def said(language: str, key: str) -> str:
    """What a catalogue says for a key, with its placeholders as they are."""
    return catalogue(language).gettext(key)


def environment_language() -> str:
    """The language of this computer's environment.

    French where it names none, English where it names one that is not there.
    """
    name = environment_locale().lower()
    if name.split(".")[0] in ("", "c", "posix"):
        return FIRST
    return name[:2] if name[:2] in languages() else MOST_KNOWN


def writes_commas(language: str) -> bool:
    """Whether decimals take a comma there, so that tables have semicolons between their cells."""
    region = Locale.parse(said(language, "language.region"))
    return bool(region.number_symbols["latn"]["decimal"] == ",")


@lru_cache(maxsize=8)
def _files(folder: Path | None) -> Mapping[str, Path]:
    found = {
        path.stem: path
        for place in (FOLDER, folder)
        if place is not None
        for path in sorted(place.glob("*.po"))
        if _CODE.fullmatch(path.stem) and path.is_file()
    }
    return {code: found[code] for code in sorted(found, key=lambda code: (code != FIRST, code))}


def read_messages(path: Path) -> Catalog:
    """The messages of a file. Raises CatalogueUnreadable, OSError."""
    with path.open("rb") as file:
        written = file.read(LARGEST + 1)
    if len(written) > LARGEST:
        raise CatalogueUnreadable(f"> {LARGEST} bytes")
    try:
        written.decode("utf-8")
        found = _Messages(locale=path.stem, charset="utf-8")
        PoFileParser(found, abort_invalid=True).parse(io.BytesIO(written))
    # Other letters than UTF-8, a day that is none, …
    except (PoFileError, ValueError, LookupError) as error:
        raise CatalogueUnreadable(str(error)) from error
    return found


class _Messages(Catalog):
    @property
    def num_plurals(self) -> int:
        if super().num_plurals > MOST_PLURALS:
            raise CatalogueUnreadable(f"nplurals > {MOST_PLURALS}")
        return super().num_plurals


@lru_cache(maxsize=16)
def _read(path: Path) -> gettext.GNUTranslations:
    compiled = io.BytesIO()
    write_mo(compiled, read_messages(path))
    compiled.seek(0)
    read = gettext.GNUTranslations(compiled)
    if path.parent != FOLDER:
        read.add_fallback(_read(FOLDER / f"{MOST_KNOWN}.po"))
    return read
