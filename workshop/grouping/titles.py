"""A name for a group of cards, in the cards' own words.

A card that is short and like all the others of its group says the subject best; people know it
again. Of several sentences the first is enough; one that is long ends at a comma, where it has one,
else between two words.
"""

import re
from collections.abc import Sequence

from workshop.grouping.sayings import Saying
from workshop.grouping.tokens import tokens

LONGEST_TITLE = 60
SMALL = 3
"""Letters of a word that, where it has no weight, ends no title ("de", "the")."""
FEWEST_WORDS = 2
"""Words that count: a card of one alone ("Nul !") tells no subject."""
NAMELESS = "…"
KEPT_SPACES = "\u00a0\u202f"
"""Those that do not break, before the double signs of French."""
_SENTENCE = re.compile(rf"[{KEPT_SPACES} ]?[.!?…]+(?= )")
_PAUSE = re.compile(rf"[{KEPT_SPACES} ]?[,;:](?= )| [–—(-](?=[ \w])")


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
    texts = [text for saying in group if (text := _first_sentence(_clean(saying.text), language))]
    half = texts[: (len(texts) + 1) // 2]
    short = [text for text in half if len(text) <= LONGEST_TITLE and _tells(text, language)]
    best = sorted(short, key=len)
    rest = [_cut(text, language) for text in texts if text not in best]
    return [*best, *rest] or [NAMELESS]


def _clean(text: str) -> str:
    plain = "".join(sign if sign.isprintable() or sign in KEPT_SPACES else " " for sign in text)
    line = re.sub(r" +", " ", plain).strip()
    line = line.rstrip(f" {KEPT_SPACES}.,;:!…") or line
    return line[:1].upper() + line[1:]


def _tells(text: str, language: str) -> bool:
    """True where enough words count for a subject to be known by them."""
    return len(tokens(text, language)) >= FEWEST_WORDS


def _first_sentence(text: str, language: str) -> str:
    """All of it, where its first sentence alone tells no subject ("Nul ! On attend des heures")."""
    ends = (text[: stop.start()] for stop in _SENTENCE.finditer(text))
    return next((end for end in ends if _tells(end, language)), text)


def _cut(text: str, language: str) -> str:
    """At the last pause that fits, else between two words, never after one of no weight ("de")."""
    if len(text) <= LONGEST_TITLE:
        return text
    pauses = (pause.start() for pause in _PAUSE.finditer(text[: LONGEST_TITLE + 2]))
    whole = [text[:end] for end in pauses if end <= LONGEST_TITLE and _tells(text[:end], language)]
    if whole:
        return whole[-1]
    kept = text[:LONGEST_TITLE].split(" ")[:-1]
    while len(kept) > 1 and len(kept[-1]) <= SMALL and not tokens(kept[-1], language):
        kept.pop()
    cut = " ".join(kept)
    return (cut or text[: LONGEST_TITLE - 1]).rstrip(f" {KEPT_SPACES},;:.") + "…"


def _numbered(title: str, taken: set[str]) -> str:
    number = 2
    while True:
        end = f" ({number})"
        tried = title[: LONGEST_TITLE - len(end)] + end
        if tried.casefold() not in taken:
            return tried
        number += 1
