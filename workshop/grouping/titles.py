"""A name for a group of cards, in the cards' own words."""

from collections.abc import Sequence

from workshop.grouping.sayings import Saying

LONGEST_TITLE = 60
SHORTEST_CUT = 20


def titles(groups: Sequence[Sequence[Saying]], language: str) -> list[str]:
    """One title a group: at most 60 characters, never empty, no two the same."""
    taken: set[str] = set()
    found = []
    for group in groups:
        texts = sorted((" ".join(saying.text.split()) for saying in group), key=len)
        title = _free(_cut(texts[0] or "…"), taken)
        taken.add(title.casefold())
        found.append(title)
    return found


def _cut(text: str) -> str:
    if len(text) <= LONGEST_TITLE:
        return text
    cut = text[: LONGEST_TITLE - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space >= SHORTEST_CUT else cut).rstrip(" ,;:.") + "…"


def _free(title: str, taken: set[str]) -> str:
    if title.casefold() not in taken:
        return title
    number = 2
    while True:
        end = f" ({number})"
        tried = title[: LONGEST_TITLE - len(end)] + end
        if tried.casefold() not in taken:
            return tried
        number += 1
