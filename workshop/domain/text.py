"""Cleaning of every sentence a person types, before any rule looks at it."""

import unicodedata

from workshop.domain.errors import TextEmpty, TextTooLong

CARD_LIMIT = 280
IMPORTED_CARD_LIMIT = 2_000
TITLE_LIMIT = 120
NOTE_LIMIT = 1_000

_BIDI_CONTROLS = frozenset(
    "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c"
)


def clean_text(raw: str, *, limit: int) -> str:
    """What was typed, in one line, fit for every database, screen and file.

    NFC; control and bidi-override characters, NUL and lone surrogates dropped; runs of white
    space joined. ``limit`` and the length compared to it are in characters after cleaning.

    Raises TextEmpty when nothing is left, TextTooLong beyond the limit (TRUST.md, "Input").
    """
    text = clean_optional(raw, limit=limit)
    if not text:
        raise TextEmpty()
    return text


def clean_optional(raw: str | None, *, limit: int) -> str:
    """As ``clean_text``, but an empty sentence is allowed and comes back as ``""``."""
    kept = "".join(
        " " if character.isspace() and character not in "\u00a0\u202f" else character
        for character in raw or ""
        if character.isspace()
        or (character not in _BIDI_CONTROLS and unicodedata.category(character) not in ("Cc", "Cs"))
    )
    text = unicodedata.normalize("NFC", " ".join(part for part in kept.split(" ") if part)).strip()
    if len(text) > limit:
        raise TextTooLong(limit=limit, length=len(text))
    return text
