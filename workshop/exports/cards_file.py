"""A file of cards made elsewhere: one a row, with columns text, side, kind and step."""

import csv
import io
from dataclasses import dataclass

from workshop.domain.errors import FileUnreadable
from workshop.services.capture import CardRow
from workshop.services.journeys import ANY_STEP

SIZE_LIMIT = 20 * 2**20
ROW_LIMIT = 10_000
_NEEDED = ("text", "side", "kind")


@dataclass(frozen=True, slots=True)
class CardsFile:
    """The rows in the file's order, and the line of the file that each begins on (from 1)."""

    rows: tuple[CardRow, ...]
    lines: tuple[int, ...]


def read(content: bytes) -> CardsFile:
    """The cards in a CSV file: UTF-8 with or without BOM, comma or semicolon, one header line.

    The names of columns count in any case and order, others are ignored, and so are empty lines.
    What a row says is judged by ``capture.import_cards``. Raises FileUnreadable with ``reason``
    too_large, not_utf8, no_columns (``missing``), too_many_cells, too_many_rows, csv, and ``line``
    where known.
    """
    if len(content) > SIZE_LIMIT:
        raise FileUnreadable(reason="too_large", limit=SIZE_LIMIT // 2**20)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileUnreadable(reason="not_utf8", line=line) from error
    header, _, _ = text.partition("\n")
    delimiter = ";" if header.count(";") > header.count(",") else ","
    # Strict: a quote that never closes would swallow the rest of the file into one card.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[CardRow] = []
    lines: list[int] = []
    line = 0
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        if missing := [name for name in _NEEDED if name not in names]:
            raise FileUnreadable(reason="no_columns", missing=", ".join(missing), line=1)
        line = reader.line_num
        for cells in reader:
            begins, line = line + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if len(rows) == ROW_LIMIT:
                raise FileUnreadable(reason="too_many_rows", limit=ROW_LIMIT)
            rows.append(_row(names, cells, begins))
            lines.append(begins)
    except csv.Error as error:
        raise FileUnreadable(reason="csv", line=line + 1) from error
    return CardsFile(tuple(rows), tuple(lines))


def _row(names: list[str], cells: list[str], line: int) -> CardRow:
    if any(cell.strip() for cell in cells[len(names) :]):
        # A comma inside an unquoted text moves every later cell to the right.
        raise FileUnreadable(reason="too_many_cells", line=line)
    found = dict(zip(names, cells, strict=False))
    step = found.get("step", "").strip()
    return CardRow(
        text=found.get("text", ""),
        side=found.get("side", "").strip().lower(),
        kind=found.get("kind", "").strip().lower(),
        step="" if step.lower() == ANY_STEP else step,
    )
