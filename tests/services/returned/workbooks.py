"""Workbooks given out by a workshop and edited as a person does in a spreadsheet program."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from tests.services.cast import Cast
from workshop.exports import xlsx_file
from workshop.i18n import words
from workshop.i18n.tables import ways_in_files
from workshop.services.returned.nouns import KEYS
from workshop.services.returned.pages import read_given
from workshop.services.returned.planning import Preview, plan_returned, take_returned

SAID = ways_in_files(words("en"), KEYS)


def given_out(cast: Cast) -> bytes:
    return xlsx_file.produce(cast.house, cast.alice)


def edited(content: bytes, edit: Callable[[Any], object]) -> bytes:
    """The workbook after somebody has done something to it."""
    book = load_workbook(BytesIO(content))
    edit(book)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def line_of(page: Any, label: str) -> int:
    """The line of a sheet on which a label stands."""
    return next(int(cell.row) for cell in page["A"] if cell.value == label)


def column_of(page: Any, name: str) -> int:
    return next(int(cell.column) for cell in page[1] if cell.value == name)


def cell(book: Any, sheet: str, label: str, column: str) -> Any:
    page = book[sheet]
    return page.cell(line_of(page, label), column_of(page, column))


def setting(*cells: tuple[str, str, str, object]) -> Callable[[Any], None]:
    """Sheet, label, column, and what is typed there."""

    def edit(book: Any) -> None:
        for sheet, label, column, value in cells:
            cell(book, sheet, label, column).value = value

    return edit


def adding(sheet: str, **values: object) -> Callable[[Any], None]:
    """A new line at the end; columns by their names, blanks as underscores."""

    def edit(book: Any) -> None:
        page = book[sheet]
        line = page.max_row + 1
        for name, value in values.items():
            page.cell(line, column_of(page, name.replace("_", " "))).value = value

    return edit


def plan(cast: Cast, content: bytes) -> Preview:
    return plan_returned(cast.house, cast.alice, read_given(content, SAID), SAID)


def take(cast: Cast, content: bytes) -> int:
    return take_returned(cast.house, cast.alice, plan(cast, content))


def told(preview: Preview) -> list[tuple[str, str, str, str]]:
    """Each difference: label, column, what is here, what the file says."""
    return [
        (row.label, found.column, found.before_said, found.after_said)
        for row in preview.rows
        for found in row.differences
    ]


def wrong(preview: Preview) -> list[tuple[str, int, str, str]]:
    """Each error: sheet, line, column, code."""
    return [(page, found.line, found.column, found.error.code) for page, found in preview.errors]
