"""An organisation's own words for what its rooms speak about, beside those that come with the app.

They belong to the workshop's account and language: what one workshop taught, the next one knows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, delete, select

from workshop.domain.errors import NumberOutOfRange, TextEmpty
from workshop.domain.gestures import Gesture
from workshop.domain.text import clean_text
from workshop.grouping.lexicon import shipped
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.rows import Workshop
from workshop.services.transaction import change, snapshot
from workshop.storage import tables
from workshop.storage.upsert import insert_or_update

NAME_LIMIT = 60
WORD_LIMIT = 60
MOST_WORDS = 100
"""Words of one concept."""
MOST_CONCEPTS = 200
"""Concepts of one account and language."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One idea and the words in which people say it. ``name``: the code of a shipped idea whose
    words are added to, or a name of the organisation's own."""

    name: str
    title: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LexiconView:
    """``shipped``: what comes with the app, in this language; ``own``: what was added, by name."""

    language: str
    shipped: tuple[Concept, ...]
    own: tuple[Concept, ...]


def read_lexicon(house: House, actor: Facilitating) -> LexiconView:
    """The words that a suggestion for this workshop looks for. Raises WorkshopUnknown."""
    with snapshot(house, actor) as seen:
        language = seen.workshop.language
        own = read_concepts(seen.connection, seen.workshop)
    known = shipped(language)
    return LexiconView(
        language,
        tuple(
            Concept(code, known.titles.get(code, code), tuple(words))
            for code, words in known.concepts.items()
        ),
        tuple(
            Concept(name, known.titles.get(name, name), words)
            for name, words in sorted(own.items(), key=lambda concept: concept[0].casefold())
        ),
    )


def save_concept(house: House, actor: Facilitating, name: str, words: Sequence[str]) -> None:
    """Keep these words for an idea, in place of those kept before; a word said twice counts once.

    Raises TextEmpty (no name, or no word), TextTooLong, and NumberOutOfRange beyond
    ``MOST_WORDS`` or ``MOST_CONCEPTS``.
    """
    named = clean_text(name, limit=NAME_LIMIT)
    kept = _clean_words(words)
    concept = tables.lexicon_concept
    with change(house, actor, Gesture.SAVE_CONCEPT) as deed:
        others = set(read_concepts(deed.connection, deed.workshop)) - {named}
        if len(others) >= MOST_CONCEPTS:
            raise NumberOutOfRange(
                field="concepts", value=len(others) + 1, low=0, high=MOST_CONCEPTS
            )
        deed.connection.execute(delete(concept).where(_of(deed.workshop), concept.c.name == named))
        # Somebody may save it in another workshop of the account meanwhile: the last one stays.
        deed.connection.execute(
            insert_or_update(
                deed.connection,
                concept,
                [concept.c.owner_id, concept.c.language, concept.c.name],
                [concept.c.words],
            ).values(
                owner_id=deed.workshop.owner_id,
                language=deed.workshop.language,
                name=named,
                words=kept,
            )
        )


def remove_concept(house: House, actor: Facilitating, name: str) -> None:
    """Forget the words kept for an idea; what comes with the app stays. Harmless when none are."""
    concept = tables.lexicon_concept
    with change(house, actor, Gesture.REMOVE_CONCEPT) as deed:
        deed.connection.execute(delete(concept).where(_of(deed.workshop), concept.c.name == name))


def read_concepts(connection: Connection, workshop: Workshop) -> Mapping[str, tuple[str, ...]]:
    """Inside an open transaction: the account's own words in the workshop's language, by name."""
    concept = tables.lexicon_concept
    rows = connection.execute(select(concept.c.name, concept.c.words).where(_of(workshop)))
    return {row.name: tuple(row.words) for row in rows}


def _of(workshop: Workshop) -> ColumnElement[bool]:
    """Of the same account, or of the laptop's own workshops, which have none."""
    concept = tables.lexicon_concept
    owner = concept.c.owner_id
    return and_(
        owner.is_(None) if workshop.owner_id is None else owner == workshop.owner_id,
        concept.c.language == workshop.language,
    )


def _clean_words(words: Sequence[str]) -> list[str]:
    cleaned = (clean_text(word, limit=WORD_LIMIT) for word in words if word.strip())
    kept = list({word.casefold(): word for word in cleaned}.values())
    if not kept:
        raise TextEmpty()
    if len(kept) > MOST_WORDS:
        raise NumberOutOfRange(field="words", value=len(kept), low=1, high=MOST_WORDS)
    return kept
