"""Workbooks (XLSX, XLSM): the values that their cells show, never a formula, a macro or a link.

A workbook is a ZIP of XML. What it would unpack to is weighed before anything is unpacked, and
no part may declare entities: both can make a few kilobytes fill the memory of the machine.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import column_index_from_string

from workshop.domain.errors import (
    SheetFault,
    SheetFormula,
    SheetManyCells,
    SheetManyPages,
    SheetTooHeavy,
    SheetUnreadable,
)

UNPACKED_LIMIT = 40 * 2**20
"""Bytes of all parts together."""
PART_LIMIT = 1_000
PAGE_LIMIT = 50
CELLS_LIMIT = 150_000
"""Filled cells of one sheet: some three seconds of reading, during which phones wait."""
MADE_LIMIT = 5_000_000
"""Cells of one sheet, empty ones among them: a line whose last column alone has one has 16,384."""
TEXT_LIMIT = 10 * 2**20
"""Characters of one sheet: a text that is written once may stand in thousands of cells."""
TAGS_LIMIT = 1_500_000
"""Opening and closing tags of all parts: cells without anything in them take time and memory too,
and a line is held whole before any of it is seen."""
LAST_LINE = 1_048_576
"""How many lines a sheet may have; a file that claims more would keep its reader busy for ever."""

_PREFIX = rb"(?:\w+:)?"
_MERGED = re.compile(
    rb"<" + _PREFIX + rb'mergeCell\s[^>]{0,80}?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
)
# Blanks are taken whole (``*+``): tried in every length, twenty thousand of them in a file of two
# kilobytes would stop every thread of the process for seconds.
_UNCOMPUTED = re.compile(
    rb"<" + _PREFIX + rb"c\s([^>]{1,200})>\s*+"
    rb"<" + _PREFIX + rb"f\b(?:[^>]*/>|[^>]*>[^<]*</" + _PREFIX + rb"f>)\s*+"
    rb"(?:<" + _PREFIX + rb"v\s*+/>|<" + _PREFIX + rb"v>\s*+</" + _PREFIX + rb"v>)?\s*+"
    rb"</" + _PREFIX + rb"c>"
)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_ENTITIES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)|<\0!\0|\0<\0!", re.IGNORECASE)


class Workbook:
    """An open workbook, for one reading of its visible sheets.

    Raises SheetTooHeavy, SheetManyCells, SheetManyPages and SheetUnreadable when it is opened.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._parts = ZipFile(BytesIO(content))
            self._weigh()
            self._book = _load(content)
        except (SheetTooHeavy, SheetManyCells, SheetUnreadable):
            raise
        except Exception as error:  # its reader raises whatever a damaged part makes it trip over
            raise SheetUnreadable() from error
        # Sheets of charts hold no cells.
        self._pages = {
            str(page.title): page
            for page in self._book.worksheets
            if hasattr(page, "reset_dimensions")
        }
        self._hidden = [name for name, page in self._pages.items() if page.sheet_state != "visible"]
        if len(self._pages) > PAGE_LIMIT:
            self._book.close()
            raise SheetManyPages(limit=PAGE_LIMIT)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._book.close()
        self._parts.close()

    @property
    def pages(self) -> tuple[str, ...]:
        """The names of the visible sheets, in order; hidden ones are nobody's words."""
        return tuple(name for name in self._pages if name not in self._hidden)

    @property
    def hidden(self) -> tuple[str, ...]:
        """The names of the sheets that a reader does not see, in order."""
        return tuple(self._hidden)

    def lines(self, name: str) -> Iterator[tuple[int, Sequence[str]]]:
        """The lines of a sheet that have cells, as they are asked for.

        Cells merged downwards say the same on each of their lines. Raises SheetUnreadable,
        SheetManyCells, SheetTooHeavy, and with ``line`` and ``column`` SheetFormula for a formula
        that was never computed, and SheetFault for one that ended in an error.
        """
        page = self._pages[name]
        part = self._parts.read(page._worksheet_path)
        _refuse_uncomputed(part)
        merged = _merged(part)
        # What the sheet says of its own size is not always true, and cells beyond it would go.
        page.reset_dimensions()
        held: dict[int, tuple[int, str]] = {}
        filled = made = said = 0
        rows = enumerate(page.iter_rows(), 1)
        while True:
            try:
                # Of what lies between two lines far apart, nothing is made.
                line, found = next(row for row in rows if row[1] or row[0] > LAST_LINE)
                cells = [_text(cell, line) for cell in found]
            except StopIteration:
                return
            except SheetFault:
                raise
            except Exception as error:  # as above
                raise SheetUnreadable() from error
            if line > LAST_LINE:
                raise SheetUnreadable()
            filled += sum(map(bool, cells))
            if any(cells):
                held = {place: kept for place, kept in held.items() if line <= kept[0]}
                _fill_down(cells, held)
            made, said = made + len(cells), said + sum(map(len, cells))
            if filled > CELLS_LIMIT or made > MADE_LIMIT:
                raise SheetManyCells(limit=CELLS_LIMIT)
            if said > TEXT_LIMIT:
                raise SheetTooHeavy(limit=TEXT_LIMIT // 2**20)
            for place, last in merged.get(line, ()):
                # What says nothing is not carried down: a file may merge every column there is.
                if place < len(cells) and cells[place]:
                    held[place] = (last, cells[place])
            yield line, cells

    def _weigh(self) -> None:
        """Refuse what would unpack to too much, or to what no spreadsheet writes."""
        parts = self._parts.infolist()
        if len(parts) > PART_LIMIT or sum(part.file_size for part in parts) > UNPACKED_LIMIT:
            raise SheetTooHeavy(limit=UNPACKED_LIMIT // 2**20)
        tags = 0
        for part in parts:
            if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
                raise SheetUnreadable()
            try:
                written = self._parts.read(part)
            except (BadZipFile, RuntimeError) as error:
                raise SheetUnreadable() from error
            if part.filename.endswith((".xml", ".rels")) and _ENTITIES.search(written):
                raise SheetUnreadable()
            tags += written.count(b"<")  # of every part: any may be named as a sheet
            if tags > TAGS_LIMIT:
                raise SheetManyCells(limit=CELLS_LIMIT)


def _load(content: bytes) -> Any:
    """The workbook, each of whose sheets is a part of its own: one part under many names would be
    read as often, and was weighed once."""
    reader = ExcelReader(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    parts = [found.target for _, found in reader.parser.find_sheets()]
    if len(set(parts)) < len(parts):
        raise SheetUnreadable()
    reader.read()
    return reader.wb


def _refuse_uncomputed(part: bytes) -> None:
    for found in _UNCOMPUTED.finditer(part):
        # A formula that gives an empty text has no value either, but says that it is a text.
        if b't="str"' not in found[1] and (place := _PLACE.search(found[1])):
            raise SheetFormula(line=int(place[2]), column=place[1].decode())


def _merged(part: bytes) -> dict[int, list[tuple[int, int]]]:
    """By the line on which it begins: column (from 0) and last line of what is merged downwards."""
    merged: dict[int, list[tuple[int, int]]] = {}
    for column, first, _, last in _MERGED.findall(part):
        if int(last) > int(first):
            place = column_index_from_string(column.decode()) - 1
            merged.setdefault(int(first), []).append((place, int(last)))
    return merged


def _fill_down(cells: list[str], held: dict[int, tuple[int, str]]) -> None:
    for place, (_, text) in held.items():
        cells.extend("" for _ in range(place + 1 - len(cells)))
        cells[place] = cells[place] or text


def _text(cell: Any, line: int) -> str:
    """What a cell shows, written so that it reads the same in every language."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "e":
        raise SheetFault(line=line, column=cell.column_letter, value=str(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    return str(value)
