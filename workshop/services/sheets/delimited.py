"""Tables in plain text: whatever letters and separators the program that wrote them used."""

import codecs
import csv
import io
from collections.abc import Iterator

from workshop.domain.errors import SheetQuoteOpen, SheetUnreadable

DELIMITERS = (";", "\t", ",")
"""A semicolon first: where decimals take a comma, a header may hold both."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_lines(content: bytes | str) -> Iterator[tuple[int, list[str]]]:
    """The records of a text with the line on which each begins (from 1), as they are asked for.

    Comma, semicolon or tab, as the first line shows, or as a first line ``sep=;`` says. Raises
    SheetUnreadable, and SheetQuoteOpen with ``line``.
    """
    text = decode(content) if isinstance(content, bytes) else content.removeprefix("\ufeff")
    if "\0" in text:
        raise SheetUnreadable()
    skipped = 0
    first, _, rest = text.partition("\n")
    said = first.strip().lower()
    delimiter = ""
    if said.startswith("sep=") and len(said) == len("sep=;"):
        delimiter, text, skipped = said[-1], rest, 1
    # Strict: a quote that never closes would swallow the rest of the file into one cell.
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter or find_delimiter(text), strict=True
    )
    line = skipped
    try:
        for cells in reader:
            begins, line = line + 1, skipped + reader.line_num
            yield begins, cells
    except csv.Error as error:
        raise SheetQuoteOpen(line=line + 1) from error


def decode(content: bytes) -> str:
    """The text of a file: by its mark, else UTF-8, else the letters of Western Windows.

    A file that is UTF-8 but for a few damaged bytes is not read as something else, which would
    spoil all its accents in silence. Raises SheetUnreadable.
    """
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "")
    if encoding:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            raise SheetUnreadable() from error
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        guessed = content.decode("utf-8", errors="replace")
        damaged = guessed.count("\ufffd")
        accents = sum(not letter.isascii() for letter in guessed) - damaged
        if accents > damaged:
            raise SheetUnreadable(line=content.count(b"\n", 0, error.start) + 1) from error
        return content.decode("cp1252", errors="replace")


def find_delimiter(text: str) -> str:
    """What stands between the cells of the first line that holds any, outside of quotes."""
    header = next((line for line in io.StringIO(text) if line.strip(' \r\n,;\t"')), "")
    bare = "".join(header.split('"')[::2])
    return max(DELIMITERS, key=bare.count)
