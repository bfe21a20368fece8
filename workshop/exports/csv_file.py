"""A workshop as a zip of plain tables, one file per noun, for spreadsheets and other programs.

No voice and no time. Headers and values are in the workshop's language and words; dates are ISO;
a text that a spreadsheet would run as a formula is made harmless (OWASP ASVS 5.0, 1.2.10).
"""

import csv
import io
import zipfile
from datetime import date

from workshop.exports.cells import Cell
from workshop.exports.tables import Table, read_tables
from workshop.services.actors import Facilitating
from workshop.services.house import House

# A spreadsheet reads a cell that begins so as a formula, the full-width signs too.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say: when it was made is nobody's concern


def produce(house: House, actor: Facilitating) -> bytes:
    """The zip, from one snapshot, rows in the order of their random rank.

    Raises WorkshopUnknown.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, table in read_tables(house, actor).by_name.items():
            entry = zipfile.ZipInfo(f"{name}.csv", _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            whole.writestr(entry, _csv(table))
    return packed.getvalue()


def harmless(text: str) -> str:
    """The text as a spreadsheet shows it: never a formula, whatever it begins with."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _csv(table: Table) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(map(_written, row) for row in table)
    return text.getvalue().encode("utf-8-sig")


def _written(cell: Cell) -> str | int | float:
    """Our own numbers stay numbers; only what somebody typed is made harmless."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    return harmless(cell) if isinstance(cell, str) else cell
