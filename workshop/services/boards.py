"""Boards of other tools as tables: what their columns and values seem to say. All of it is
proposed, shown and changed on the screen; what a facilitator chooses is what counts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workshop.domain.text import TITLE_LIMIT
from workshop.domain.words import Kind, Lane, Side
from workshop.services.journeys import ANY_STEP, Step
from workshop.services.sheets.reading import Sheet
from workshop.services.sheets.values import Vocabulary, name_key

HEADING = "\n"
"""Stands for a column's own name, where each cell below it is a card: no column is called so."""
NEW_STEP = "new"
"""What a value may mean for the step: one that the journey does not have yet."""
LEFT_OUT = "out"
"""What a value may mean: its lines make no card."""

CARD = "card"
"""What a type of thing on a board may mean: its lines are cards."""

MEANT = ("made", "side", "kind", "step")
"""What the values of a column may tell, in the order in which they are asked; ``made``: whether a
line is a card at all."""
TOLD_BY_NAMES = ("side", "kind", "step")
"""What the names of columns may tell, where each cell is a card."""
VALUES_LIMIT = 40
"""Values of a column that are asked about one by one."""

ROLES = ("text", "title", "group", "tag", "person", "time", "mark")
KEYS = (*(f"board.{role}" for role in ROLES), f"made.{CARD}", f"made.{LEFT_OUT}")

_SIGNATURES = (
    ("scrumlr", frozenset({"note_id", "text", "column_id", "column", "stack"})),
    ("scrumlr", frozenset({"id", "text", "column", "timestamp", "parent"})),
    ("scrumlr", frozenset({"noteid", "text", "column", "timestamp", "parent"})),
    ("Stormz", frozenset({"id", "title", "description", "cluster"})),
)
_MAIL_LIMIT = 254
"""Characters of an address."""
_AGAIN = re.compile(r"\s*\([0-9]+\)$")
"""What a browser puts behind the name of a file that is already there."""
_NUMBERED = re.compile(r"(?:[\s:#_-]|iteration)*[0-9]+$")


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a column: as it is first written, and on how many cards it stands."""

    key: str
    shown: str
    cards: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a table may be read: see ``VerbatimMapping``. ``tool``: whose it is, "" if unknown."""

    tool: str
    columns: Mapping[str, str]
    texts: tuple[str, ...] = ()


@dataclass(slots=True)
class StepNames:
    """The steps of a journey by what tables may call them: their titles, then their numbers."""

    steps: Sequence[Step]
    _found: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for step in self.steps:
            self._found.setdefault(name_key(step.client_title), step.id)
        for step in self.steps:  # after all titles: a step that is called "2" keeps its name
            if step.lane is not Lane.EMPLOYEE:  # its numbers begin anew beside the client's
                self._found.setdefault(str(step.number), step.id)

    def find(self, said: str) -> int | None:
        """The id of the step that this names, None for none."""
        return self._found.get(name_key(said))


def tool_of(sheet: Sheet) -> str:
    """Whose export this is, by the names of its columns; "" where they do not tell."""
    names = {name.casefold() for name in sheet.columns}
    return next((tool for tool, marks in _SIGNATURES if marks <= names), "")


def source_of(sheet: Sheet) -> str:
    """How the room may call where a table comes from: its tool and the name of its file."""
    stem = sheet.name.rpartition(".")[0]
    parts = (tool_of(sheet), _AGAIN.sub("", stem))
    return " · ".join(part for part in parts if part)[:TITLE_LIMIT]


def role_of(name: str, vocabulary: Vocabulary) -> str | None:
    """What a column of a board is by its name (``ROLES``); "Votes 2" is a column of votes."""
    said = name.replace("_", " ")
    return vocabulary.code("board", said) or vocabulary.code("board", _NUMBERED.sub("", said))


def is_personal(sheet: Sheet, name: str, vocabulary: Vocabulary) -> bool:
    """Whether a column tells of people, by its name or by the addresses in it: never taken in."""
    if role_of(name, vocabulary) in ("person", "time"):
        return True
    place = sheet.columns.index(name)
    cells = [row[place] for row in sheet.rows if row[place]]
    return 2 * sum(map(_is_mail, cells)) > len(cells)


def _is_mail(cell: str) -> bool:
    """By hand: a pattern would try each of the dots that somebody writes behind an @."""
    name, at, place = cell.partition("@")
    if not (name and at) or "@" in place or len(cell) > _MAIL_LIMIT:
        return False
    return "." in place[1:-1] and cell.split() == [cell]


def propose(sheet: Sheet, known: Mapping[str, str], vocabulary: Vocabulary) -> Proposal:
    """How this table seems to be meant; ``known``: columns that their names tell already.

    Without a column of texts, each cell is taken for a card and the name of its column for what
    it tells. A column of groups tells the side or the kind where one of its values does, else
    the step; one of tags tells no step. A title and a content make one card.
    """
    left = [name for name in sheet.columns if not is_personal(sheet, name, vocabulary)]
    columns = {code: name for code, name in known.items() if name in left}
    if "kind" in columns and _tells(sheet, columns["kind"], (), "made", vocabulary):
        columns["made"] = columns.pop("kind")  # "Type" says what kind of thing a line is
    roles = {
        name: _role_here(sheet, name, vocabulary) for name in left if name not in columns.values()
    }
    texts: tuple[str, ...] = ()
    columns |= _written(sheet, columns, roles)
    if "text" not in columns:
        texts = tuple(name for name, role in roles.items() if role is None)
        if len(texts) == 1:
            columns["text"], texts = texts[0], ()
    groups = [HEADING] if texts else [name for name, role in roles.items() if role == "group"]
    tags = [name for name, role in roles.items() if role == "tag"]
    for code in ("side", "kind"):
        found = next(
            (name for name in (*groups, *tags) if _tells(sheet, name, texts, code, vocabulary)),
            None,
        )
        if found is not None:
            columns.setdefault(code, found)
    rest = [name for name in groups if name not in (columns.get("side"), columns.get("kind"))]
    if rest:
        columns.setdefault("step", rest[0])
    return Proposal(tool_of(sheet), columns, texts)


def _role_here(sheet: Sheet, name: str, vocabulary: Vocabulary) -> str | None:
    """What a column is in this table: "I like" may be a count of hearts or a list of sentences."""
    role = role_of(name, vocabulary)
    place = sheet.columns.index(name)
    if role == "mark" and any(any(map(str.isalpha, row[place])) for row in sheet.rows):
        return None
    return role


def _written(
    sheet: Sheet, columns: Mapping[str, str], roles: Mapping[str, str | None]
) -> dict[str, str]:
    """Which column holds a card's text, and which its title where there are both."""
    written = [
        name
        for name in sheet.columns
        if name == columns.get("text") or roles.get(name) in ("text", "title")
    ]
    is_board = {"group", "tag", "mark"} & set(roles.values()) or "made" in columns
    if not written or ("text" in columns and not is_board):
        return {}
    if len(written) == 1 or "head" in columns:
        return {"text": written[0]}
    head = next((name for name in written if roles.get(name) == "title"), written[0])
    return {"head": head, "text": next(name for name in written if name != head)}


def joined(title: str, text: str, *, colon: str) -> str:
    """What a card says that has a title and a content: both, unless one begins with the other."""
    if not title or not text or name_key(text).startswith(name_key(title)):
        return text or title
    if name_key(title).startswith(name_key(text)):
        return title
    if title[-1] in ".!?…:;,":
        return f"{title} {text}"
    return f"{title}{colon}{text}"


def _tells(
    sheet: Sheet, column: str, texts: Sequence[str], code: str, vocabulary: Vocabulary
) -> bool:
    """Whether a column speaks of sides or kinds: one step may be called "Client desk" anywhere."""
    values = values_in(sheet, column, texts)[:VALUES_LIMIT]
    heard = sum(_heard(code, value.shown, vocabulary) is not None for value in values)
    return 0 < len(values) <= 2 * heard


def _heard(code: str, said: str, vocabulary: Vocabulary) -> str | None:
    return vocabulary.inside(code, said.replace("_", " "))


def values_in(sheet: Sheet, column: str, texts: Sequence[str] = ()) -> tuple[Value, ...]:
    """The values of a column in the order of the table, an empty one last.

    ``texts``: the columns whose cells are cards each; the values of ``HEADING`` are their names.
    """
    if column == HEADING:
        places = [sheet.columns.index(name) for name in texts]
        counts = [sum(bool(row[place]) for row in sheet.rows) for place in places]
        return tuple(Value(name_key(name), name, n) for name, n in zip(texts, counts, strict=True))
    place = sheet.columns.index(column)
    weights = [sheet.columns.index(name) for name in texts]
    shown: dict[str, str] = {}
    cards: dict[str, int] = {}
    for row in sheet.rows:
        key = name_key(row[place])
        shown.setdefault(key, row[place])
        cards[key] = cards.get(key, 0) + (sum(bool(row[at]) for at in weights) if weights else 1)
    return tuple(
        Value(key, shown[key], cards[key]) for key in sorted(shown, key=lambda key: not key)
    )


def meaning_of(code: str, said: str, vocabulary: Vocabulary, names: StepNames) -> str:
    """What a value seems to mean for the side, the kind or the step; "" where that has to be said.

    Sides and kinds are heard inside of longer names too ("Irritants client"), if only one is.
    """
    if code == "step":
        if vocabulary.code("step", said) == ANY_STEP:
            return ANY_STEP
        found = names.find(said)
        return "" if found is None else str(found)
    heard = _heard(code, said, vocabulary) or ""
    return heard if heard in (*Side, *Kind, CARD, LEFT_OUT) else ""
