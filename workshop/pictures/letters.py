"""How wide words are, before any browser has drawn them, and how they break into lines.

Measured after a wide common sans serif, so that what fits here fits in the fonts of the screens.
"""

import re
from collections.abc import Iterable

_NARROW = frozenset("fijlrtI.,:;!|'’()[]·-‑ \u00a0\u202f")
_WIDE = frozenset("mwMWÆŒ@%…—")
_BOLD = 1.07
ELLIPSIS = "…"
_SPACES = re.compile(r"[ \t\n]+")  # where a line may end: not at a hard space
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def printable(text: str) -> str:
    """The text without what no XML file may hold."""
    return _UNPRINTABLE.sub("", text)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a line in pixels at a font size in pixels; rather too much than too little."""
    ems = sum(_em(letter) for letter in text)
    return ems * size * (_BOLD if bold else 1)


def wrap(text: str, size: float, room: float, *, lines: int, bold: bool = False) -> list[str]:
    """The text in at most so many lines of at most ``room`` pixels; what is cut ends in "…"."""
    found: list[str] = []
    for word in _pieces(_SPACES.split(text.strip()), size, room, bold):
        if found and width(f"{found[-1]} {word}", size, bold=bold) <= room:
            found[-1] = f"{found[-1]} {word}"
        else:
            found.append(word)
    if len(found) <= lines:
        return found
    return [*found[: lines - 1], shorten(f"{found[lines - 1]} {found[lines]}", size, room, bold)]


def fits(text: str, size: float, room: float, *, lines: int = 1, bold: bool = False) -> bool:
    """True when the whole text stands in these lines, no word broken."""
    whole = all(width(word, size, bold=bold) <= room for word in _SPACES.split(text.strip()))
    return whole and not any(
        line.endswith(ELLIPSIS) and not text.endswith(ELLIPSIS)
        for line in wrap(text, size, room, lines=lines, bold=bold)
    )


def shorten(text: str, size: float, room: float, bold: bool = False) -> str:
    """As much of the text as fits on one line, with "…" where something is missing."""
    if width(text, size, bold=bold) <= room:
        return text
    while text and width(text.rstrip() + ELLIPSIS, size, bold=bold) > room:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS


def _pieces(words: Iterable[str], size: float, room: float, bold: bool) -> Iterable[str]:
    """The words, those longer than a line broken with a hyphen."""
    for word in words:
        rest = word
        while width(rest, size, bold=bold) > room and len(rest) > 7:
            end = len(rest) - 4
            while end > 2 and width(rest[:end] + "-", size, bold=bold) > room:
                end -= 1
            yield shorten(rest[:end] + "-", size, room, bold)
            rest = rest[end:]
        yield shorten(rest, size, room, bold)


def _em(letter: str) -> float:
    if letter in _NARROW:
        return 0.32
    if letter in _WIDE:
        return 0.9
    return 0.7 if letter.isupper() else 0.55
