"""A name for a group of cards, in the cards' own words.

A card that is short and like all the others of its group says the subject best; people know it
again. Where none is short, the most like one is cut.
"""

import re
from collections.abc import Sequence

from workshop.grouping.sayings import Saying
from workshop.grouping.tokens import tokens

LONGEST_TITLE = 60
SHORTEST_CUT = 20
FEWEST_WORDS = 2
"""Words that count: a card of one alone ("Nul !") tells no subject."""
NAMELESS = "…"
KEPT_SPACES = "\u00a0\u202f"
"""Those that do not break, before the double signs of French."""


def titles(groups: Sequence[Sequence[Saying]], language: str) -> list[str]:
    """One title a group: at most 60 characters, never empty, no two the same.

    ``groups``: the cards of each, the one most like all others first.
    """
    taken: set[str] = set()
    found = []
    for group in groups:
        offered = _offered(group, language)
        title = next((one for one in offered if one.casefold() not in taken), None)
        title = title or _numbered(offered[0], taken)
        taken.add(title.casefold())
        found.append(title)
    return found


def _offered(group: Sequence[Saying], language: str) -> list[str]:
    """Titles, the best first: short cards of the typical half, then all others, cut."""
    texts = [text for saying in group if (text := _clean(saying.text))]
    half = texts[: (len(texts) + 1) // 2]
    short = [
        text
        for text in half
        if len(text) <= LONGEST_TITLE and len(tokens(text, language)) >= FEWEST_WORDS
    ]
    best = sorted(short, key=len)
    rest = [_cut(text) for text in texts if text not in best]
    return [*best, *rest] or [NAMELESS]


def _clean(text: str) -> str:
    plain = "".join(sign if sign.isprintable() or sign in KEPT_SPACES else " " for sign in text)
    line = re.sub(r" +", " ", plain).strip()
    line = line.rstrip(f" {KEPT_SPACES}.,;:!…") or line
    return line[:1].upper() + line[1:]


def _cut(text: str) -> str:
    if len(text) <= LONGEST_TITLE:
        return text
    cut = text[: LONGEST_TITLE - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space >= SHORTEST_CUT else cut).rstrip(f" {KEPT_SPACES},;:.") + "…"


def _numbered(title: str, taken: set[str]) -> str:
    number = 2
    while True:
        end = f" ({number})"
        tried = title[: LONGEST_TITLE - len(end)] + end
        if tried.casefold() not in taken:
            return tried
        number += 1
