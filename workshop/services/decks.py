"""The decks of questions shipped in ``data/decks``, in each language, read when needed."""

from dataclasses import dataclass
from functools import lru_cache

from workshop.domain.words import Aspect, Deck, Horizon, Period, QuestionKind, Side
from workshop.services.templates import read_block

PROMPT_DECKS = (Deck.GUEST, Deck.STAKEHOLDER, Deck.TOMORROW)
"""The decks a facilitator pushes to the phones one question at a time."""


@dataclass(frozen=True, slots=True)
class DeckQuestion:
    """A question of a deck; its ``text`` may hold ``{client}``, ``{team}`` and ``{tool}``.

    ``side`` None: about both or none; ``aspect`` only in the moods.
    """

    text: str
    kind: QuestionKind
    side: Side | None
    aspect: Aspect | None
    horizon: Horizon
    period: Period

    def worded(self, client_name: str, team_name: str, tool: str = "") -> str:
        """The text in the workshop's own words for its two sides, about this tool."""
        text = self.text.replace("{client}", client_name).replace("{team}", team_name)
        return text.replace("{tool}", tool)


@dataclass(frozen=True, slots=True)
class DeckDraft:
    """A deck in one language. ``name``: as a facilitator chooses it."""

    slug: Deck
    name: str
    questions: tuple[DeckQuestion, ...]


@lru_cache(maxsize=32)
def deck(slug: Deck, language: str) -> DeckDraft:
    """The deck ``slug`` in a language; ``own`` has no file, for it is the facilitator's."""
    block = read_block(f"decks/{slug}.json", language)
    return DeckDraft(
        slug=slug,
        name=block["name"],
        questions=tuple(
            DeckQuestion(
                text=found["text"],
                kind=QuestionKind(found["kind"]),
                side=Side(found["side"]) if "side" in found else None,
                aspect=Aspect(found["aspect"]) if "aspect" in found else None,
                horizon=Horizon(found.get("horizon", Horizon.NOW)),
                period=Period(found.get("period", Period.DURING)),
            )
            for found in block["questions"]
        ),
    )
