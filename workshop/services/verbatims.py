"""What clients and teams said before the workshop: surveys, barometers and boards of other tools,
brought in as cards that are marked as data and never counted with the room's."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from workshop.domain.errors import (
    PersonaUnknown,
    ScreenStale,
    SheetColumnMissing,
    SheetColumnPersonal,
    SheetHasErrors,
    SheetTooLong,
    StepUnknown,
    TextTooLong,
    TooMany,
    ValueUnknown,
    WorkshopError,
)
from workshop.domain.gestures import Gesture
from workshop.domain.journey import Persona
from workshop.domain.text import IMPORTED_CARD_LIMIT, TITLE_LIMIT, clean_optional, clean_text
from workshop.domain.words import CardStatus, Kind, Side, Source
from workshop.services import boards
from workshop.services.actors import Facilitating
from workshop.services.boards import CARD, HEADING, LEFT_OUT, MEANT, NEW_STEP, StepNames
from workshop.services.capture import new_step
from workshop.services.cards import store_cards
from workshop.services.house import House
from workshop.services.journeys import ANY_STEP, Step, append_step, read_steps
from workshop.services.participants import add_voices
from workshop.services.personas import read_personas
from workshop.services.prerequisites import STEP_LIMIT
from workshop.services.sheets.reading import ROW_LIMIT, Sheet
from workshop.services.sheets.values import (
    Line,
    LineError,
    Vocabulary,
    check_columns,
    lines_of,
    name_key,
    score,
)
from workshop.services.templates import colon_of
from workshop.services.transaction import Deed, change, snapshot
from workshop.storage import tables

COLUMNS = ("text", "head", "side", "kind", "score", "step", "persona", "made")
"""What a column may say. ``head``: the title that stands before the text; ``made``: whether a line
is a card at all (``CARD`` or ``LEFT_OUT``, by its meanings)."""

KEYS = (
    *(f"verbatim.{code}" for code in COLUMNS),
    *(f"side.{side}" for side in Side),
    *(f"kind.{kind}" for kind in Kind),
    f"step.{ANY_STEP}",
    *boards.KEYS,
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

    ``texts``: columns whose cells are a card each, instead of a card a line; what their names
    tell is said by ``HEADING`` in place of a column. ``meanings``: by ``MEANT``, what a value
    (``name_key``) means: a side, a kind, a step's id, ``any``, ``NEW_STEP``, or ``LEFT_OUT``.
    """

    columns: Mapping[str, str]
    source: str
    side: str = Side.CLIENT
    kind: str = Kind.IRRITANT
    step: str = ANY_STEP
    low: float = 0
    high: float = 10
    texts: tuple[str, ...] = ()
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlannedCard:
    """A card as it would be, from this line; ``step`` and ``persona``: ids, None for none.

    ``new_step``: the title of the step that comes with it.
    """

    line: int
    text: str
    side: Side
    kind: Kind
    step: int | None = None
    persona: str | None = None
    new_step: str = ""

    @property
    def said(self) -> Said:
        return (self.text, self.side, self.kind, self.step)


@dataclass(frozen=True, slots=True)
class Preview:
    """The cards that a table would bring, and every line that stands in the way.

    ``already``: lines that were taken in before, from a source of the same name; ``silent``:
    lines without a text; ``between``: those whose score is neither high nor low, or missing.
    ``left_out``: those that a value leaves out. ``new_steps``: titles, each with the side that
    speaks of it first. ``seen``: what the plan was made on.
    """

    cards: tuple[PlannedCard, ...]
    errors: tuple[LineError, ...]
    already: int
    silent: int
    between: int
    source: str
    seen: "Seen"
    left_out: int = 0
    new_steps: tuple[tuple[str, Side], ...] = ()


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
    Raises SheetColumnMissing without a column of texts, SheetColumnPersonal, SheetTooLong with
    more cards than lines may be, TextEmpty and TextTooLong for the source, StepUnknown,
    ValueUnknown for a fixed side or kind or what a value means, for thresholds out of order and
    for a column that is not there. What lines say wrongly is in the preview's ``errors``.
    """
    names = _names(sheet, mapping, vocabulary)
    _refuse_unknown(mapping, names)
    source = clean_text(mapping.source, limit=TITLE_LIMIT)
    with snapshot(house, actor) as deed:
        seen, colon = _read_seen(deed, source), colon_of(deed.workshop.language)
    planner = _Planner(replace(mapping, source=source), seen, colon)
    lines = _lines(sheet, mapping.texts, names, vocabulary)
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
        planner.left_out,
        tuple(planner.new_steps.values()),
    )


def _refuse_unknown(mapping: VerbatimMapping, names: Mapping[str, str]) -> None:
    """Raises ValueUnknown for a side, a kind or a meaning that is none, and thresholds that cross.

    Whether a line is a card is said of the column that the screen calls its kind.
    """
    for code, words in (("side", Side), ("kind", Kind)):
        for said in (getattr(mapping, code), *mapping.meanings.get(code, {}).values()):
            if said not in (*words, LEFT_OUT) or getattr(mapping, code) == LEFT_OUT:
                raise ValueUnknown(field=code, value=said)
    for said in mapping.meanings.get("made", {}).values():
        if said not in (CARD, LEFT_OUT):
            raise ValueUnknown(field="kind", value=said)
    if "score" in names and not mapping.low < mapping.high:
        raise ValueUnknown(field="high", value=mapping.high)


def _names(sheet: Sheet, mapping: VerbatimMapping, vocabulary: Vocabulary) -> dict[str, str]:
    """Which column says what, each of them there and none of them about people."""
    names = {code: mapping.columns[code] for code in COLUMNS if mapping.columns.get(code)}
    if mapping.texts:
        names = {code: name for code, name in names.items() if code not in ("text", "head")}
    elif "text" not in names or HEADING in names.values():
        raise SheetColumnMissing(field="text")
    columns = [name for name in (*names.values(), *mapping.texts) if name != HEADING]
    check_columns(sheet, columns)
    for name in columns:
        if boards.is_personal(sheet, name, vocabulary):
            raise SheetColumnPersonal(column=name)
    return names


def _lines(
    sheet: Sheet, texts: Sequence[str], names: dict[str, str], vocabulary: Vocabulary
) -> list[Line]:
    """A line for each card: those of the sheet, or one for each cell with anything in it, column
    by column."""
    if not texts:
        return lines_of(sheet, names, vocabulary)
    lines = []
    for column in texts:
        here = {code: column if name == HEADING else name for code, name in names.items()}
        here["text"] = column
        for line in lines_of(sheet, here, vocabulary):
            line.cells.update({code: column for code in names if names[code] == HEADING})
            if line("text"):
                lines.append(line)
    if len(lines) > ROW_LIMIT:
        raise SheetTooLong(limit=ROW_LIMIT)
    return lines


def take_verbatims(house: House, actor: Facilitating, plan: Preview) -> list[str]:
    """Take in all cards that a preview shows, or none; gives their labels in the lines' order.

    Each is one voice, of the side it tells of. Raises SheetHasErrors (``errors``: how many) while
    a line is wrong, and ScreenStale when the steps, the personas or the cards of this source are
    no longer those that the preview was made on.
    """
    if plan.errors:
        raise SheetHasErrors(errors=len(plan.errors))
    with change(house, actor, Gesture.TAKE_VERBATIMS, room=bool(plan.new_steps)) as deed:
        if _read_seen(deed, plan.source) != plan.seen:
            raise ScreenStale()
        made = {
            title: append_step(deed, new_step(deed, title, side)) for title, side in plan.new_steps
        }
        voices = add_voices(deed, [card.side for card in plan.cards])
        return store_cards(
            deed,
            [
                {
                    "participant_id": voice,
                    "side": card.side,
                    "kind": card.kind,
                    "step_id": made.get(card.new_step, card.step),
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
        if not card.new_step and left[card.said] > 0:
            left[card.said] -= 1
        else:
            fresh.append(card)
    return fresh


@dataclass(slots=True)
class _Planner:
    """Reads cards line by line, and counts what makes none."""

    mapping: VerbatimMapping
    seen: Seen
    colon: str
    silent: int = 0
    between: int = 0
    left_out: int = 0
    new_steps: dict[str, tuple[str, Side]] = field(default_factory=dict)
    _steps: StepNames = field(init=False)
    _personas: dict[tuple[Side, str], str] = field(default_factory=dict)
    _ids: dict[str, int | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._steps = StepNames(self.seen.steps)
        for persona in self.seen.personas:
            self._personas[persona.side, name_key(persona.name)] = persona.id
        self._ids = {ANY_STEP: None, **{str(step.id): step.id for step in self.seen.steps}}
        meant = self.mapping.meanings.get("step", {}).values()
        for said in (self.mapping.step, *(set(meant) - {NEW_STEP, LEFT_OUT})):
            if said not in self._ids:
                raise StepUnknown(step=said)

    def card(self, line: Line) -> PlannedCard | None:
        """The card that a line makes; None for one that makes none or has anything wrong."""
        head, body = (clean_optional(line(code), limit=10**9) for code in ("head", "text"))
        text = boards.joined(head, body, colon=self.colon)
        if not text:
            self.silent += 1
            return None
        meant = {code: self._meant(line, code) for code in MEANT}
        if LEFT_OUT in meant.values():
            self.left_out += 1
            return None
        if len(text) > IMPORTED_CARD_LIMIT:
            line.refuse("text", TextTooLong(limit=IMPORTED_CARD_LIMIT, length=len(text)))
        side = (
            Side(meant["side"])
            if meant["side"]
            else line.word("side", Side, Side(self.mapping.side))
        )
        kind = Kind(meant["kind"]) if meant["kind"] else self._kind(line)
        step, new = self._step(line, meant["step"])
        persona = self._persona(line, side)
        if line.errors:
            return None
        if kind is None:
            self.between += 1
            return None
        if new:
            new = self._bring(line, new, side)
        return PlannedCard(line.number, text, side, kind, step, persona, new)

    def _meant(self, line: Line, code: str) -> str:
        """What the facilitator has said that this value means, "" for nothing."""
        said = self.mapping.meanings.get(code, {})
        return said.get(name_key(line(code)), "") if code in line.names else ""

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

    def _step(self, line: Line, meant: str) -> tuple[int | None, str]:
        """The step of a line: its id, or the title of a new one."""
        said = line("step")
        if meant == NEW_STEP and said:
            found = self._steps.find(said)
            return found, "" if found is not None else self._title(line, said)
        if meant and meant != NEW_STEP:
            return self._ids[meant], ""
        if not said:
            return self._ids[self.mapping.step], ""
        if line.vocabulary.code("step", said) == ANY_STEP:
            return None, ""
        found = self._steps.find(said)
        if found is None:
            line.refuse("step", StepUnknown(step=said))
        return found, ""

    def _title(self, line: Line, said: str) -> str:
        title = clean_optional(said, limit=len(said))
        if len(title) > TITLE_LIMIT:
            line.refuse("step", TextTooLong(limit=TITLE_LIMIT, length=len(title)))
        elif (
            name_key(title) not in self.new_steps
            and len(self.seen.steps) + len(self.new_steps) >= STEP_LIMIT
        ):
            line.refuse("step", TooMany(field="steps", limit=STEP_LIMIT))
        return title

    def _bring(self, line: Line, title: str, side: Side) -> str:
        """A new step comes once, under the title that its first card gives it."""
        return self.new_steps.setdefault(name_key(title), (title, side))[0]

    def _persona(self, line: Line, side: Side) -> str | None:
        said = line("persona")
        if not said:
            return None
        found = self._personas.get((side, name_key(said)))
        if found is None:
            line.refuse("persona", PersonaUnknown(persona=said))
        return found
