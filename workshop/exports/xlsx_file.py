"""A workshop as a workbook: a sheet a noun, after one that tells what there is.

Dates are dates and numbers are numbers; what somebody typed is always text, so that none of it is
a formula or a link whatever it begins with. No voice and no time, as in the CSV files.

A hidden sheet says from which workshop and revision it comes, and holds a fingerprint of each cell
that may come back edited (services/returned).
"""

import io
import math
from collections.abc import Sequence
from datetime import UTC, date, datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from workshop.exports.cells import Cell
from workshop.exports.tables import Table, Tables, read_tables
from workshop.pictures.palette import PRINT
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.returned.marks import ABOUT, lines_about
from workshop.services.returned.nouns import NOUNS

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

NARROWEST, WIDEST = 9, 48
"""Of a column, in characters; a longer text goes on in the next line of its cell."""
MOST_IN_A_CELL = 32_767
"""Characters; what is longer, a joined list at most, ends in an ellipsis."""
FILTER_BUTTON = 3
"""Characters that the little arrow of a filter takes of a header."""
A3, A4 = 8, 9
"""Papers, as the format numbers them."""
WIDE = 170
"""Characters of a table beyond which its letters would be too small on A4."""
LINE_HIGH, TITLE_HIGH, HIGHEST = 15.0, 30.0, 400.0
"""Points of a line, of the title and of a row at most (the format ends at 409)."""
FILLED = 0.92
"""Of a column: what a line of words takes before the next one begins."""
_NEVER = datetime(1980, 1, 1, tzinfo=UTC)  # when it was made is nobody's concern
_INK, _HEAD = PRINT.ink, PRINT.tint


def produce(house: House, actor: Facilitating) -> bytes:
    """The workbook, from one snapshot, rows in the order of their random rank.

    Raises WorkshopUnknown.
    """
    return write(read_tables(house, actor))


def write(tables: Tables) -> bytes:
    """The tables as the bytes of one XLSX file, the same for the same tables."""
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, "remove_timezone": True}) as book:
        book.set_properties({"title": tables.workshop.title, "created": _NEVER})
        looks = _Looks(book)
        sheets = {name: tables.say(f"file.sheet.{name}") for name in tables.by_name}
        _overview(book.add_worksheet(tables.say("file.sheet.overview")), tables, sheets, looks)
        for name, table in tables.by_name.items():
            _fill(book.add_worksheet(sheets[name]), table, looks)
        _about(book.add_worksheet(tables.say(f"file.sheet.{ABOUT}")), tables, looks)
    return content.getvalue()


class _Looks:
    """How cells look, in one place."""

    def __init__(self, book: Workbook) -> None:
        top = {"valign": "top", "font_color": _INK}
        self.title: Format = book.add_format({**top, "bold": True, "font_size": 20})
        self.head: Format = book.add_format({**top, "bold": True, "bg_color": _HEAD, "border": 1})
        self.text: Format = book.add_format({**top, "text_wrap": True})
        self.day: Format = book.add_format({**top, "num_format": "yyyy-mm-dd", "align": "left"})
        self.number: Format = book.add_format({**top, "align": "right", "indent": 1})
        self.count: Format = book.add_format({**top, "align": "left"})
        self.link: Format = book.add_format({**top, "underline": 1})


def _overview(sheet: Worksheet, tables: Tables, sheets: dict[str, str], looks: _Looks) -> None:
    """What the workbook is about, and each sheet with the number of its rows, one press away."""
    say, workshop = tables.say, tables.workshop
    sheet.write_string(0, 0, workshop.title, looks.title)
    sheet.set_row(0, TITLE_HIGH)
    goals = (("client", workshop.client_goal), ("team", workshop.employee_goal))
    row = 1
    for side, goal in goals:
        if goal:
            sheet.write_string(row, 0, say(f"file.{side}"), looks.text)
            sheet.write_string(row, 1, goal, looks.text)
            sheet.set_row(row, _high([goal], [WIDEST]))
            row += 1
    row += 1
    for place, column in enumerate(("sheet", "rows")):
        sheet.write_string(row, place, say(f"file.column.{column}"), looks.head)
    for name, title in sheets.items():
        row += 1
        sheet.write_url(row, 0, f"internal:'{title}'!A1", looks.link, title)
        sheet.write_number(row, 1, len(tables.by_name[name]) - 1, looks.count)
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 1, WIDEST)
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)


def _about(sheet: Worksheet, tables: Tables, looks: _Looks) -> None:
    """Where the workbook comes from, and what its cells said: for the way back in."""
    fitting = {
        name: [[_fitting(cell) for cell in row] for row in table]
        for name, table in tables.by_name.items()
    }
    names = {noun.name for noun in NOUNS}
    lines = lines_about(
        tables.workshop,
        tables.read_at,
        tables.say("file.about"),
        {name: table for name, table in fitting.items() if name in names},
        {
            tables.say(f"file.sheet.{name}"): table
            for name, table in fitting.items()
            if name not in names
        },
    )
    for row, line in enumerate(lines):
        for column, text in enumerate(line):
            _write(sheet, row, column, text, looks)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.hide()


def _fill(sheet: Worksheet, table: Table, looks: _Looks) -> None:
    header, *rows = table
    widths = [_width(table, column) for column in range(len(header))]
    for column, title in enumerate(header):
        sheet.write_string(0, column, str(title), looks.head)
        sheet.set_column(column, column, widths[column])
    for place, row in enumerate(rows, start=1):
        sheet.set_row(place, _high(row, widths))
        for column, cell in enumerate(row):
            _write(sheet, place, column, cell, looks)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(header) - 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # a text that is "12" stays one
    sheet.set_landscape()
    sheet.set_paper(A4 if sum(widths) <= WIDE else A3)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, looks: _Looks) -> None:
    """Written by what the cell is, never by what its text looks like."""
    if cell is None or cell == "":
        return
    cell = _fitting(cell)
    if isinstance(cell, str):
        sheet.write_string(row, column, cell, looks.text)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, looks.day)
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell, looks.number)
    else:
        sheet.write_number(row, column, cell, looks.number)


def _high(row: Sequence[Cell], widths: Sequence[int]) -> float:
    """Points that a row takes: not every program finds out by itself where a text is wrapped."""
    lines = max(
        sum(math.ceil(len(line) / (wide * FILLED)) or 1 for line in str(cell or "").split("\n"))
        for cell, wide in zip(row, widths, strict=True)
    )
    return min(HIGHEST, lines * LINE_HIGH)


def _fitting(cell: Cell) -> Cell:
    """A text that a cell cannot hold ends in an ellipsis."""
    if not isinstance(cell, str) or len(cell) <= MOST_IN_A_CELL:
        return cell
    return f"{cell[: MOST_IN_A_CELL - 1]}…"


def _width(table: Table, column: int) -> int:
    longest = max(len(str(row[column])) for row in table if row[column] is not None)
    title = len(str(table[0][column])) + FILTER_BUTTON
    return max(NARROWEST, min(WIDEST, max(longest, title)))
