"""Cleaning of every sentence a person types, before any rule looks at it."""

import unicodedata

from workshop.domain.errors import TextEmpty, TextTooLong

CARD_LIMIT = 280
IMPORTED_CARD_LIMIT = 2_000
TITLE_LIMIT = 120
NOTE_LIMIT = 1_000

_JOINERS = frozenset("\u200c\u200d")
"""Half-invisible characters that writing needs: emoji families, Persian, Indian languages."""

_FLAG_TAGS = frozenset(map(chr, range(0xE0020, 0xE0080)))
"""They end the flags of England, Scotland and Wales."""

_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs by their category that draw nothing at all."""


def clean_text(raw: str, *, limit: int) -> str:
    """What was typed, in one line, fit for every database, screen and file.

    NFC; control, bidi-override and other invisible characters, NUL and lone surrogates dropped;
    runs of white space joined. ``limit`` and the length compared to it are in characters after
    cleaning.

    Raises TextEmpty when nothing that can be seen is left, TextTooLong beyond the limit
    (TRUST.md, "Input").
    """
    text = clean_optional(raw, limit=limit)
    if not text:
        raise TextEmpty()
    return text


def clean_optional(raw: str | None, *, limit: int) -> str:
    """As ``clean_text``, but an empty sentence is allowed and comes back as ``""``."""
    raw = raw or ""
    # Printable text, nearly all there is, holds nothing of what has to be looked for.
    kept = (
        raw
        if raw.isprintable()
        else "".join(
            " " if character.isspace() and character not in "\u00a0\u202f" else character
            for character in raw
            if character.isspace() or not _is_dropped(character)
        )
    )
    text = unicodedata.normalize("NFC", " ".join(part for part in kept.split(" ") if part)).strip()
    if len(text) > limit:
        raise TextTooLong(limit=limit, length=len(text))
    return text if any(_is_seen(character) for character in text) else ""


def clean_lines(raw: str | None, *, limit: int) -> str:
    """As ``clean_optional``, but each line stays one; empty ones at the ends are dropped.

    Raises TextTooLong, by the length of all lines together.
    """
    lines = [clean_optional(line, limit=10**9) for line in (raw or "").splitlines()]
    text = "\n".join(lines).strip("\n")
    if len(text) > limit:
        raise TextTooLong(limit=limit, length=len(text))
    return text


def caseless(name: str) -> str:
    """What all ways to write a name have in common: capitals and spaces make no difference."""
    return " ".join(name.split()).casefold()


def _is_dropped(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Cf":  # bidi controls, zero-width spaces: they hide or turn what others read
        return character not in _JOINERS and character not in _FLAG_TAGS
    # Noncharacters break XML, and so workbooks and slides. Others that this Python has no name
    # for yet ("Cn") may be next year's emoji.
    code = ord(character)
    return category in ("Cc", "Cs") or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def _is_seen(character: str) -> bool:
    return (
        unicodedata.category(character) not in ("Cf", "Mn", "Me", "Zs")
        and character not in _BLANK_LETTERS
    )
