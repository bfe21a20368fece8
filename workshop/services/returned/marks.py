"""What a workbook keeps of each of its cells, to tell later which ones somebody has edited.

Only a short fingerprint: no text can be read back from it once it was taken out of its cell, but
one that somebody guesses, such as a colleague's name, can be tried against it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import blake2s

from workshop.domain.text import clean_optional
from workshop.services.rows import Workshop

ABOUT = "about"
"""The name of the hidden sheet in the catalogue."""
MARK = "regards-croises"
"""The first cell of that sheet, whatever its name is."""
LABEL_AT = 0
"""The column that holds labels, in the sheets that have any."""
WHOLE = "="
"""Stands there before the name of a sheet of which nothing comes back, and its fingerprint."""
HEAD = "*"
"""Stands in the place of a label before the names of a sheet's columns."""

Cell = str | float | bool | date | None
Table = Sequence[Sequence[Cell]]

_ANY_LENGTH = 10**9


@dataclass(frozen=True, slots=True)
class Marks:
    """What the hidden sheet of a workbook says.

    ``columns``: the names of a noun's columns as they were given out. ``cells``: the fingerprints
    of a row by noun and label, in the order of these columns. ``others``: the fingerprints of the
    sheets of which nothing comes back, by their names.
    """

    code: str
    given_out: datetime
    columns: dict[str, tuple[str, ...]]
    cells: dict[tuple[str, str], tuple[str, ...]]
    others: dict[str, str] = field(default_factory=dict)

    def of(self, noun: str, label: str, column: str) -> str | None:
        """The fingerprint of a cell as it was given out, None for one that was not."""
        row, names = self.cells.get((noun, label)), self.columns.get(noun, ())
        if row is None or column not in names:
            return None
        return row[names.index(column)]


def plain(text: str) -> str:
    """A text as a cell of any spreadsheet program gives it back."""
    return clean_optional(text, limit=_ANY_LENGTH)


def fingerprint(noun: str, label: str, column: str, text: str) -> str:
    """Eight signs that are other ones as soon as the text is; "" for an empty cell."""
    said = plain(text)
    if not said:
        return ""
    whole = "\0".join((noun, label, column, said)).encode(errors="replace")
    return blake2s(whole, digest_size=4).hexdigest()


def fingerprint_of(lines: Iterable[Iterable[str]]) -> str:
    """Sixteen signs about a whole sheet, whatever the order of its lines."""
    total = 0
    for line in lines:
        said = "\0".join(map(plain, line)).rstrip("\0").encode(errors="replace")
        if said:
            total += int.from_bytes(blake2s(said, digest_size=8).digest())
    return f"{total % 2**64:016x}"


def as_read(cell: Cell) -> str:
    """A cell of ours as ``sheets.workbook`` reads it."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def lines_about(
    workshop: Workshop,
    given_out: datetime,
    sentence: str,
    tables: Mapping[str, Table],
    others: Mapping[str, Table],
) -> Iterator[list[str]]:
    """The lines of the hidden sheet: which workshop, when, then what each row said.

    ``sentence``: to whoever finds the sheet. ``tables``: those that come back by the names of
    their nouns, the header first; ``others``: the rest, by the names of their sheets.
    """
    yield [MARK, sentence]
    yield ["code", workshop.code]
    yield ["revision", str(workshop.revision)]
    yield ["given out", given_out.isoformat(timespec="minutes")]
    for noun, (header, *rows) in tables.items():
        names = [plain(str(name)) for name in header]
        yield [noun, HEAD, *names]
        for row in rows:
            label, texts = str(row[LABEL_AT]), map(as_read, row)
            marks = zip(names, texts, strict=True)
            yield [noun, label, *(fingerprint(noun, label, name, text) for name, text in marks)]
    for name, table in others.items():
        yield [name, WHOLE, fingerprint_of(map(as_read, row) for row in table)]
