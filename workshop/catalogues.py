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
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from workshop.settings import catalogues_folder, environment_locale

FOLDER = Path(__file__).parent / "i18n" / "catalogues"
FIRST = "fr"
"""Where nobody asks for another language."""
MOST_KNOWN = "en"
"""For people whose language is none of ours, and for what a catalogue leaves out."""

_CODE = re.compile(r"[a-z]{2}")


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
        if _CODE.fullmatch(path.stem)
    }
    return {code: found[code] for code in sorted(found, key=lambda code: (code != FIRST, code))}


@lru_cache(maxsize=16)
def _read(path: Path) -> gettext.GNUTranslations:
    with path.open("rb") as file:
        found = read_po(file, locale=path.stem, abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, found)
    compiled.seek(0)
    read = gettext.GNUTranslations(compiled)
    if path.parent != FOLDER:
        read.add_fallback(_read(FOLDER / f"{MOST_KNOWN}.po"))
    return read
