"""One way in for every foreign table: a file that was sent, or cells pasted from a spreadsheet."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from workshop.domain.errors import (
    SheetCellTooLong,
    SheetEmpty,
    SheetOldFormat,
    SheetOverflow,
    SheetTooHeavy,
    SheetTooLong,
    SheetTooWide,
    SheetUnreadable,
)
from workshop.domain.text import clean_optional
from workshop.services.sheets.delimited import read_lines

SIZE_LIMIT = 5 * 2**20
"""Bytes of a file, or of a pasted text in UTF-8."""
ROW_LIMIT = 5_000
COLUMN_LIMIT = 60
CELL_LIMIT = 2_000
"""Characters of one cell, without the blanks around it."""
NAME_LIMIT = 120

Line = tuple[int, Sequence[str]]
"""The number of a line as the spreadsheet or editor shows it, from 1, and its cells."""

_WORKBOOK = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_NO_TABLE = (b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"%PDF", b"\x1f\x8b", b"7z\xbc\xaf", b"{\\rtf")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it was read: every row has as many cells as there are columns, none is empty.

    ``name``: the file's, without its folder, "" when pasted. ``columns``: each called otherwise
    than the others, by its letter where the header says nothing. ``lines``: the line of the file
    on which each row begins. ``page`` and ``pages``: of a workbook, which of its sheets this is.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    page: str = ""
    pages: tuple[str, ...] = ()


def read_table(content: bytes | str, name: str = "", *, page: str = "") -> Sheet:
    """The table in a file (CSV or XLSX) or in a pasted text; its first line names the columns.

    What the file is, is judged by its content, never by ``name``. ``page``: which sheet of a
    workbook, else its first one with anything in it. Lines that hold nothing are left out.
    Raises SheetTooHeavy, SheetUnreadable, SheetOldFormat, SheetManyPages, SheetManyCells,
    SheetEmpty, SheetTooLong, SheetTooWide, and with ``line`` (and ``column``) SheetQuoteOpen,
    SheetOverflow, SheetCellTooLong, SheetFormula, SheetFault.
    """
    size = len(content) if isinstance(content, bytes) else len(content.encode(errors="replace"))
    if size > SIZE_LIMIT:
        raise SheetTooHeavy(limit=SIZE_LIMIT // 2**20)
    shown = clean_optional(name.replace("\\", "/").rpartition("/")[2][-NAME_LIMIT:], limit=10**4)
    if isinstance(content, bytes):
        if content.startswith(_OLD_OFFICE):
            raise SheetOldFormat()
        if content.startswith(_NO_TABLE):
            raise SheetUnreadable()
        if content.startswith(_WORKBOOK):
            return _read_workbook(content, shown, page)
    columns, rows, lines = _table(read_lines(content))
    return Sheet(shown, columns, rows, lines)


def _read_workbook(content: bytes, name: str, page: str) -> Sheet:
    # Its reader takes a tenth of a second to load, and most workshops never meet a workbook.
    from workshop.services.sheets.workbook import Workbook

    with Workbook(content) as book:
        if page not in book.pages:
            page = next((found for found in book.pages if _has_cells(book.lines(found))), "")
        if not page:
            raise SheetEmpty()
        columns, rows, lines = _table(book.lines(page))
        return Sheet(name, columns, rows, lines, page, book.pages)


def _has_cells(lines: Iterable[Line]) -> bool:
    return any(any(cell.strip() for cell in cells) for _, cells in lines)


def _table(
    lines: Iterator[Line],
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...], tuple[int, ...]]:
    """Columns, rows and their lines, within the limits."""
    header: list[str] | None = None
    rows: list[list[str]] = []
    numbers: list[int] = []
    for number, raw in lines:
        cells = [cell.strip() for cell in raw]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if len(cells) > COLUMN_LIMIT:
            raise SheetTooWide(limit=COLUMN_LIMIT)
        _check_lengths(number, cells, header or [])
        if header is None:
            # A nameless column at the end is still one.
            header = cells + [""] * (min(len(raw), COLUMN_LIMIT) - len(cells))
            continue
        if len(cells) > len(header):
            # Without a name above it, a cell is one that an unquoted comma has pushed aside.
            raise SheetOverflow(line=number)
        if len(rows) == ROW_LIMIT:
            raise SheetTooLong(limit=ROW_LIMIT)
        rows.append(cells)
        numbers.append(number)
    if header is None or not rows:
        raise SheetEmpty()
    kept = [
        place
        for place, name in enumerate(header)
        if name or any(place < len(cells) and cells[place] for cells in rows)
    ]
    return (
        _names([header[place] for place in kept], [_letter(place) for place in kept]),
        tuple(
            tuple(cells[place] if place < len(cells) else "" for place in kept) for cells in rows
        ),
        tuple(numbers),
    )


def _check_lengths(line: int, cells: Sequence[str], header: Sequence[str]) -> None:
    for place, cell in enumerate(cells):
        if len(cell) > CELL_LIMIT:
            column = header[place] if place < len(header) else ""
            raise SheetCellTooLong(
                line=line, column=column or _letter(place), limit=CELL_LIMIT, length=len(cell)
            )


def _names(header: Sequence[str], letters: Sequence[str]) -> tuple[str, ...]:
    """Names of columns, each once: a second one of the same name is followed by its letter."""
    cleaned = [
        clean_optional(name, limit=CELL_LIMIT)[:NAME_LIMIT] or letter
        for name, letter in zip(header, letters, strict=True)
    ]
    seen: Counter[str] = Counter()
    names: list[str] = []
    for name, letter in zip(cleaned, letters, strict=True):
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({letter})")
    return tuple(names)


def _letter(place: int) -> str:
    """A column's letter in a spreadsheet, ``place`` from 0 to 701: A, B … Z, AA."""
    high, low = divmod(place, len(ascii_uppercase))
    return (ascii_uppercase[high - 1] if high else "") + ascii_uppercase[low]
