"""The sheets of a workbook that came back, found again whatever became of their order and names."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from workshop.domain.codes import read_room_code
from workshop.domain.errors import (
    SheetColumnMissing,
    SheetFault,
    SheetFormula,
    SheetOldFormat,
    SheetTooHeavy,
    SheetTooLong,
    SheetTooWide,
    SheetUnreadable,
    WorkbookUnmarked,
    WorkshopError,
)
from workshop.services.returned.fields import Said
from workshop.services.returned.marks import (
    ABOUT,
    HEAD,
    MARK,
    WHOLE,
    Marks,
    fingerprint_of,
    plain,
)
from workshop.services.returned.nouns import LABEL, NOUNS, Noun
from workshop.services.sheets.reading import COLUMN_LIMIT, ROW_LIMIT, SIZE_LIMIT
from workshop.services.sheets.values import fold
from workshop.services.sheets.workbook import Workbook

_OLD_OFFICE, _WORKBOOK = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a sheet, and its cells by the names of their columns."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet that was found. ``columns``: the names of those that may come back, by their codes;
    ``fault``: what stands in the way of reading it, with its line.
    """

    noun: Noun
    name: str
    columns: dict[str, str]
    rows: tuple[Row, ...] = ()
    fault: WorkshopError | None = None

    @property
    def label(self) -> str:
        """The name of the column that holds labels, "" without one."""
        return self.columns.get(LABEL, "")


@dataclass(frozen=True, slots=True)
class Given:
    """A workbook as it came back. ``left_out``: sheets of which nothing is taken; ``touched``:
    those among them that somebody has edited.
    """

    marks: Marks
    pages: tuple[Page, ...]
    left_out: tuple[str, ...]
    touched: tuple[str, ...] = ()


def read_given(content: bytes, said: Said) -> Given:
    """Raises SheetTooHeavy, SheetOldFormat, SheetUnreadable, SheetManyPages, SheetManyCells,
    SheetTooLong, SheetTooWide, and WorkbookUnmarked for one that no workshop gave out.
    """
    if len(content) > SIZE_LIMIT:
        raise SheetTooHeavy(limit=SIZE_LIMIT // 2**20)
    if content.startswith(_OLD_OFFICE):
        raise SheetOldFormat()
    if not content.startswith(_WORKBOOK):
        raise SheetUnreadable()
    with Workbook(content) as book:
        marks = _marks(book, said)
        named = {noun.name: name for noun in NOUNS if (name := _by_name(book.pages, noun, said))}
        pages = [_page(book, noun, named[noun.name], said) for noun in NOUNS if noun.name in named]
        others = [name for name in book.pages if name not in named.values()]
        for noun in NOUNS:
            if noun.name not in named:
                found = next((name for name in others if _is_of(book, noun, name, said)), None)
                if found is not None:
                    others.remove(found)
                    pages.append(_page(book, noun, found, said))
        touched = [name for name in others if _is_touched(book, name, marks)]
    return Given(marks, tuple(pages), tuple(others), tuple(touched))


def _is_touched(book: Workbook, name: str, marks: Marks) -> bool:
    """True for a sheet that was given out otherwise, and of which nothing is taken."""
    if name not in marks.others:
        return False
    try:
        return fingerprint_of(cells for _, cells in book.lines(name)) != marks.others[name]
    except (SheetFormula, SheetFault):  # none of ours holds a formula
        return True


def _by_name(pages: Sequence[str], noun: Noun, said: Said) -> str | None:
    ways = {fold(way) for way in said[f"file.sheet.{noun.name}"]}
    return next((name for name in pages if fold(name) in ways), None)


def _is_of(book: Workbook, noun: Noun, name: str, said: Said) -> bool:
    """True for a sheet that got another name, and still has all columns of the noun."""
    try:
        _, header = next(iter(_cells(book.lines(name))), (0, []))
    except WorkshopError:
        return False
    return set(_columns(noun, header, said)) == {LABEL, *(field.code for field in noun.fields)}


def _columns(noun: Noun, header: Iterable[str], said: Said) -> dict[str, str]:
    """Which column says what: its code to its name, the first one where several do."""
    codes = (LABEL, *(field.code for field in noun.fields))
    known = {fold(way): code for code in codes for way in said[f"file.column.{code}"]}
    found: dict[str, str] = {}
    for name in header:
        code = known.get(fold(name))
        if code is not None:
            found.setdefault(code, name)
    return found


def _cells(lines: Iterable[tuple[int, Sequence[str]]]) -> Iterator[tuple[int, list[str]]]:
    """The lines with anything in them, without the blanks around and behind their cells."""
    for line, raw in lines:
        cells = [plain(cell) for cell in raw]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > COLUMN_LIMIT:
            raise SheetTooWide(limit=COLUMN_LIMIT)
        if cells:
            yield line, cells


def _page(book: Workbook, noun: Noun, name: str, said: Said) -> Page:
    header: list[str] = []
    columns: dict[str, str] = {}
    rows: list[Row] = []
    try:
        for line, cells in _cells(book.lines(name)):
            if not header:
                header, columns = cells, _columns(noun, cells, said)
                if LABEL not in columns:
                    return Page(noun, name, {}, fault=SheetColumnMissing(field=LABEL, line=line))
                continue
            if len(rows) == ROW_LIMIT:
                raise SheetTooLong(limit=ROW_LIMIT)
            found: dict[str, str] = {}
            for title, cell in zip_longest(header, cells[: len(header)], fillvalue=""):
                found.setdefault(title, cell)
            rows.append(Row(line, found))
    except (SheetFormula, SheetFault) as fault:  # one cell: the other sheets are read
        return Page(noun, name, columns, fault=fault)
    return Page(noun, name, columns, tuple(rows))


def _marks(book: Workbook, said: Said) -> Marks:
    """What the sheet about the others says, hidden or not.

    Raises WorkbookUnmarked when there is none, or a torn one.
    """
    names = {fold(way) for way in said[f"file.sheet.{ABOUT}"]}
    for name in (*book.hidden, *(page for page in book.pages if fold(page) in names)):
        lines = [list(cells) for _, cells in book.lines(name)]
        if lines and lines[0][:1] == [MARK]:
            return _read_marks(lines)
    raise WorkbookUnmarked()


def _read_marks(lines: list[list[str]]) -> Marks:
    columns: dict[str, tuple[str, ...]] = {}
    cells: dict[tuple[str, str], tuple[str, ...]] = {}
    try:
        _, (_, code, *_), _revision, (_, given_out, *_), *rows = (line for line in lines if line)
        others: dict[str, str] = {}
        for noun, label, *found in rows:
            if label == WHOLE:
                others[noun] = "".join(found)
            elif label == HEAD:
                # No table of ours is wider; each name is looked for on each line.
                columns[noun] = tuple(plain(name) for name in found[:COLUMN_LIMIT] if name)
            else:
                width = len(columns[noun])
                cells[noun, label] = tuple((found + [""] * width)[:width])
        if read_room_code(code) != code:
            raise WorkbookUnmarked()
        return Marks(code, datetime.fromisoformat(given_out), columns, cells, others)
    except (ValueError, KeyError) as torn:
        raise WorkbookUnmarked() from torn
