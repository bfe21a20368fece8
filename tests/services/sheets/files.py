"""Workbooks made for tests, whole ones and broken ones."""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook


def workbook(
    rows: Sequence[Sequence[Any]], then: Callable[[Any], object] = lambda page: None
) -> bytes:
    """An XLSX file of one sheet; ``then`` may go on with that sheet."""
    book = Workbook()
    page = book.active
    for row in rows:
        page.append(list(row))
    then(page)
    return saved(book)


def saved(book: Any) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def patched(content: bytes, parts: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """The same ZIP with some of its parts rewritten; a part that is not there begins empty."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(file, "w", ZIP_DEFLATED) as target:
        for name in dict.fromkeys([*source.namelist(), *parts]):
            written = source.read(name) if name in source.namelist() else b""
            target.writestr(name, parts.get(name, bytes)(written))
    return file.getvalue()
