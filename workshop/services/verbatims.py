"""What clients and teams said before the workshop: surveys and barometers, brought in as cards
that are marked as data and never counted with the room's."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from workshop.domain.errors import (
    PersonaUnknown,
    ScreenStale,
    SheetColumnMissing,
    SheetHasErrors,
    StepUnknown,
    TextTooLong,
    ValueUnknown,
    WorkshopError,
)
from workshop.domain.gestures import Gesture
from workshop.domain.journey import Persona
from workshop.domain.text import IMPORTED_CARD_LIMIT, TITLE_LIMIT, clean_optional, clean_text
from workshop.domain.words import CardStatus, Kind, Lane, Side, Source
from workshop.services.actors import Facilitating
from workshop.services.cards import store_cards
from workshop.services.house import House
from workshop.services.journeys import ANY_STEP, Step, read_steps
from workshop.services.participants import add_voices
from workshop.services.personas import read_personas
from workshop.services.sheets.reading import Sheet
from workshop.services.sheets.values import (
    Line,
    LineError,
    Vocabulary,
    check_columns,
    lines_of,
    name_key,
    score,
)
from workshop.services.transaction import Deed, change, snapshot
from workshop.storage import tables

COLUMNS = ("text", "side", "kind", "score", "step", "persona")
"""What a column may say."""

KEYS = (
    *(f"verbatim.{code}" for code in COLUMNS),
    *(f"side.{side}" for side in Side),
    *(f"kind.{kind}" for kind in Kind),
    f"step.{ANY_STEP}",
)
"""What a vocabulary for these tables has to know."""

Said = tuple[str, str, str, int | None]
"""Text, side, kind and step: what makes two cards of one source the same."""


@dataclass(frozen=True, slots=True)
class VerbatimMapping:
    """How a table is read: the columns (``COLUMNS``) by their names, and what holds for all lines.

    ``side``, ``kind`` and ``step`` (an id, or ``any``) hold where no column says it. With a
    ``score`` column, marks of ``low`` or less are irritants, of ``high`` or more enchantments,
    and what lies between is neither. ``source``: the survey or barometer, as the room will read.
    """

    columns: Mapping[str, str]
    source: str
    side: str = Side.CLIENT
    kind: str = Kind.IRRITANT
    step: str = ANY_STEP
    low: float = 0
    high: float = 10


@dataclass(frozen=True, slots=True)
class PlannedCard:
    """A card as it would be, from this line; ``step`` and ``persona``: ids, None for none."""

    line: int
    text: str
    side: Side
    kind: Kind
    step: int | None = None
    persona: str | None = None

    @property
    def said(self) -> Said:
        return (self.text, self.side, self.kind, self.step)


@dataclass(frozen=True, slots=True)
class Preview:
    """The cards that a table would bring, and every line that stands in the way.

    ``already``: lines that were taken in before, from a source of the same name; ``silent``:
    lines without a text; ``between``: those whose score is neither high nor low, or missing.
    ``seen``: what the plan was made on.
    """

    cards: tuple[PlannedCard, ...]
    errors: tuple[LineError, ...]
    already: int
    silent: int
    between: int
    source: str
    seen: "Seen"


@dataclass(frozen=True, slots=True)
class Seen:
    """Steps, personas, and the cards that came from this source before."""

    steps: tuple[Step, ...]
    personas: tuple[Persona, ...]
    cards: Counter[Said]


def guess_columns(sheet: Sheet, vocabulary: Vocabulary) -> dict[str, str]:
    """Which column says what, by its name: code (``COLUMNS``) to the column's name."""
    found = vocabulary.columns("verbatim", sheet)
    return {code: found[code] for code in COLUMNS if code in found}


def plan_verbatims(
    house: House,
    actor: Facilitating,
    sheet: Sheet,
    mapping: VerbatimMapping,
    vocabulary: Vocabulary,
) -> Preview:
    """What taking this sheet in would do; changes nothing.

    Equal texts are kept, each is a voice; of a table that was taken in before only what is new.
    Raises SheetColumnMissing without a column of texts, TextEmpty and TextTooLong for the source,
    StepUnknown, ValueUnknown for a fixed side or kind, for thresholds out of order and for a
    column that is not there. What lines say wrongly is in the preview's ``errors``.
    """
    names = {code: mapping.columns[code] for code in COLUMNS if mapping.columns.get(code)}
    if "text" not in names:
        raise SheetColumnMissing(field="text")
    check_columns(sheet, list(names.values()))
    for code, words in (("side", Side), ("kind", Kind)):
        said = getattr(mapping, code)
        if said not in tuple(words):
            raise ValueUnknown(field=code, value=said)
    if "score" in names and not mapping.low < mapping.high:
        raise ValueUnknown(field="high", value=mapping.high)
    source = clean_text(mapping.source, limit=TITLE_LIMIT)
    with snapshot(house, actor) as deed:
        seen = _read_seen(deed, source)
    planner = _Planner(replace(mapping, source=source), seen)
    lines = lines_of(sheet, names, vocabulary)
    cards = [card for line in lines if (card := planner.card(line)) is not None]
    fresh = _not_there_yet(cards, seen.cards)
    return Preview(
        tuple(fresh),
        tuple(error for line in lines for error in line.errors),
        len(cards) - len(fresh),
        planner.silent,
        planner.between,
        source,
        seen,
    )


def take_verbatims(house: House, actor: Facilitating, plan: Preview) -> list[str]:
    """Take in all cards that a preview shows, or none; gives their labels in the lines' order.

    Each is one voice, of the side it tells of. Raises SheetHasErrors (``errors``: how many) while
    a line is wrong, and ScreenStale when the steps, the personas or the cards of this source are
    no longer those that the preview was made on.
    """
    if plan.errors:
        raise SheetHasErrors(errors=len(plan.errors))
    with change(house, actor, Gesture.TAKE_VERBATIMS) as deed:
        if _read_seen(deed, plan.source) != plan.seen:
            raise ScreenStale()
        voices = add_voices(deed, [card.side for card in plan.cards])
        return store_cards(
            deed,
            [
                {
                    "participant_id": voice,
                    "side": card.side,
                    "kind": card.kind,
                    "step_id": card.step,
                    "persona_id": None if card.persona is None else int(card.persona),
                    "text": card.text,
                    "source": Source.DATA,
                    "provenance": plan.source,
                }
                for card, voice in zip(plan.cards, voices, strict=True)
            ],
        )


def _read_seen(deed: Deed, source: str) -> Seen:
    card = tables.card
    found = deed.connection.execute(
        select(card.c.text, card.c.side, card.c.kind, card.c.step_id).where(
            card.c.workshop_id == deed.workshop.id,
            card.c.source == Source.DATA,
            card.c.provenance == source,
            card.c.status != CardStatus.WITHDRAWN,
        )
    )
    return Seen(
        read_steps(deed.connection, deed.workshop.id),
        read_personas(deed.connection, deed.workshop.id),
        Counter((row.text, row.side, row.kind, row.step_id) for row in found),
    )


def _not_there_yet(cards: list[PlannedCard], there: Counter[Said]) -> list[PlannedCard]:
    """Without those that are there already, as often as they are."""
    left = Counter(there)
    fresh = []
    for card in cards:
        if left[card.said] > 0:
            left[card.said] -= 1
        else:
            fresh.append(card)
    return fresh


@dataclass(slots=True)
class _Planner:
    """Reads cards line by line, and counts what makes none."""

    mapping: VerbatimMapping
    seen: Seen
    silent: int = 0
    between: int = 0
    _steps: dict[str, int] = field(default_factory=dict)
    _personas: dict[tuple[Side, str], str] = field(default_factory=dict)
    _fixed: int | None = None

    def __post_init__(self) -> None:
        for step in self.seen.steps:
            self._steps.setdefault(name_key(step.client_title), step.id)
        for step in self.seen.steps:  # after all titles: a step that is called "2" keeps its name
            if step.lane is not Lane.EMPLOYEE:  # its numbers begin anew beside the client's
                self._steps.setdefault(str(step.number), step.id)
        for persona in self.seen.personas:
            self._personas[persona.side, name_key(persona.name)] = persona.id
        fixed = {str(step.id): step.id for step in self.seen.steps}
        if self.mapping.step not in (ANY_STEP, *fixed):
            raise StepUnknown(step=self.mapping.step)
        self._fixed = fixed.get(self.mapping.step)

    def card(self, line: Line) -> PlannedCard | None:
        """The card that a line makes; None for one that makes none or has anything wrong."""
        text = clean_optional(line("text"), limit=len(line("text")))
        if not text:
            self.silent += 1
            return None
        if len(text) > IMPORTED_CARD_LIMIT:
            line.refuse("text", TextTooLong(limit=IMPORTED_CARD_LIMIT, length=len(text)))
        side = line.word("side", Side, Side(self.mapping.side))
        kind = self._kind(line)
        step = self._step(line)
        persona = self._persona(line, side)
        if line.errors:
            return None
        if kind is None:
            self.between += 1
            return None
        return PlannedCard(line.number, text, side, kind, step, persona)

    def _kind(self, line: Line) -> Kind | None:
        if "score" not in line.names:
            return line.word("kind", Kind, Kind(self.mapping.kind))
        if not line("score"):
            return None
        try:
            mark = score(line("score"))
        except WorkshopError as refused:
            line.refuse("score", refused)
            return None
        if mark <= self.mapping.low:
            return Kind.IRRITANT
        return Kind.ENCHANTMENT if mark >= self.mapping.high else None

    def _step(self, line: Line) -> int | None:
        said = line("step")
        if not said:
            return self._fixed
        if line.vocabulary.code("step", said) == ANY_STEP:
            return None
        found = self._steps.get(name_key(said))
        if found is None:
            line.refuse("step", StepUnknown(step=said))
        return found

    def _persona(self, line: Line, side: Side) -> str | None:
        said = line("persona")
        if not said:
            return None
        found = self._personas.get((side, name_key(said)))
        if found is None:
            line.refuse("persona", PersonaUnknown(persona=said))
        return found
