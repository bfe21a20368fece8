"""A language of our own for tests: English or French in Cyrillic letters, as one file.

What comes from a catalogue has no Latin letter then, dates and numbers neither: Latin letters on a
screen were written by code, or by somebody else.
"""

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from workshop.catalogues import FOLDER

PSEUDO = "bg"
"""Its dates are written in Cyrillic too."""

_AS_IT_IS = re.compile(r"(\{[^}]*\}|`[^`]*`|https?://\S+|:material/\w+:)")
_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZéèêëàâçôùûîïœÉÈÊÀÇÔ",
    "абцдефгхижклмнопярстувшчызАБЦДЕФГХИЖКЛМНОПЯРСТУВШЧЫЗееееаацоууиийЕЕЕАЦО",
)
_KEPT = {"language.region": "bg_BG", "language.name": "Български"}


def in_pseudo(text: str) -> str:
    """A message in our letters; what is filled in stays."""
    parts = _AS_IT_IS.split(text)
    return "".join(
        part if place % 2 else part.translate(_LETTERS) for place, part in enumerate(parts)
    )


def write_pseudo(folder: Path, *, without: tuple[str, ...] = (), of: str = "en") -> Path:
    """The catalogue of the language, made of one of ours: its signs and spaces stay."""
    with (FOLDER / f"{of}.po").open("rb") as file:
        ours = read_po(file, locale=of)
    made = Catalog(locale=PSEUDO)
    for message in ours:
        if not message.id:
            continue
        key = message.id[0] if isinstance(message.id, tuple | list) else str(message.id)
        if key in without:
            continue
        said = message.string
        if isinstance(said, tuple | list):
            made.add(message.id, tuple(map(in_pseudo, said)))
        else:
            made.add(message.id, _KEPT.get(key) or in_pseudo(str(said)))
    folder.mkdir(exist_ok=True)
    path = folder / f"{PSEUDO}.po"
    with path.open("wb") as file:
        write_po(file, made, width=0)
    return path
