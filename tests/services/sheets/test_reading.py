"""Foreign tables: read as they were meant, or refused with the line that is wrong."""

import re
import subprocess
import sys
import time
from datetime import date, datetime
from datetime import time as hour
from io import BytesIO
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.utils import get_column_letter

from tests.services.sheets.files import patched, saved, workbook
from workshop.domain.errors import SheetManyCells, SheetTooHeavy, WorkshopError
from workshop.i18n import languages, words
from workshop.services.sheets import reading
from workshop.services.sheets.reading import Sheet, read_table
from workshop.services.sheets.workbook import PAGE_LIMIT, PART_LIMIT, TAGS_LIMIT
from workshop.services.sheets.workbook import Workbook as opened

FRENCH = "Étape;Canal;Volume\nS’informer;Téléphone;12 500\nDécider;Courriel;inconnu\n"
ROWS = (("S’informer", "Téléphone", "12 500"), ("Décider", "Courriel", "inconnu"))
PAGE = "xl/worksheets/sheet1.xml"
DAY = date(2026, 3, 12)


def refusal(content: bytes | str) -> WorkshopError:
    with pytest.raises(WorkshopError) as refused:
        read_table(content)
    for language in languages():
        said = words(language).error(refused.value)
        assert "{" not in said
        assert not said.startswith("error.")
    return refused.value


@pytest.mark.parametrize(
    "content",
    [
        FRENCH.encode(),
        FRENCH.encode("utf-8-sig"),
        FRENCH.encode("utf-16"),
        b"\xfe\xff" + FRENCH.encode("utf-16-be"),
        FRENCH.encode("utf-32"),
        FRENCH.encode("cp1252"),
        FRENCH.replace("\n", "\r\n").encode(),
        FRENCH.replace(";", "\t").encode(),
        FRENCH.replace(";", ",").encode(),
        FRENCH.replace(";", "\t"),
        "\ufeff" + FRENCH,
        ("sep=;\r\n" + FRENCH).encode(),
        ("\n;;\n" + FRENCH + ";;;;\n\n").encode(),
    ],
)
def test_a_table_reads_the_same_whatever_wrote_it(content: bytes | str) -> None:
    found = read_table(content, "C:\\figures\\volumes.csv")
    assert (found.name, found.columns) == ("volumes.csv", ("Étape", "Canal", "Volume"))
    assert found.rows == ROWS


def test_latin_1_keeps_its_accents() -> None:
    found = read_table("Étape;Canal\nDécider;Guichet".encode("latin-1"))
    assert found.rows == (("Décider", "Guichet"),)


def test_lines_are_those_of_the_file() -> None:
    text = 'Step,Tool\n\n"Ask\nagain",Phone\n,\nLeave,"A ""quoted"" tool"\n'
    found = read_table(text.encode())
    assert found.lines == (3, 6)
    assert found.rows == (("Ask\nagain", "Phone"), ("Leave", 'A "quoted" tool'))
    assert read_table("sep=,\nStep\nAsk").lines == (3,)


def test_a_separator_inside_a_quoted_name_separates_nothing() -> None:
    found = read_table('"Étape, moment, lieu";Outil\nVenir;Borne\n')
    assert found.columns == ("Étape, moment, lieu", "Outil")


def test_columns_of_one_name_are_told_apart_and_nameless_ones_get_their_letter() -> None:
    found = read_table("Outil;;Outil;;Outil\na;b;c;;d\n")
    assert found.columns == ("Outil", "B", "Outil (C)", "Outil (E)")
    assert found.rows == (("a", "b", "c", "d"),)


def test_columns_beyond_the_alphabet_go_on_as_in_a_spreadsheet() -> None:
    found = read_table(f"Step{',' * 27}\n{',' * 26}x,y")
    assert found.columns == ("Step", "AA", "AB")


def test_short_lines_are_filled_up() -> None:
    assert read_table("a,b,c\n1\n").rows == (("1", "", ""),)


def test_names_of_columns_and_of_the_file_lose_what_nobody_sees() -> None:
    found = read_table("\u202eEtape\u200b;Canal\u0007\nx;y\n", "vol\u202eumes.csv")
    assert found.columns == ("Etape", "Canal")
    assert found.name == "volumes.csv"


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1"
MALFORMED: list[tuple[str, int | None, bytes | str]] = [
    ("sheet_empty", None, b""),
    ("sheet_empty", None, "\n\n"),
    ("sheet_empty", None, b"\xef\xbb\xbf"),
    ("sheet_empty", None, b"Step;Channel\n;;;\n"),
    ("sheet_unreadable", None, PNG),
    ("sheet_unreadable", None, b"%PDF-1.7"),
    ("sheet_unreadable", None, b"a;b\n\0;c"),
    ("sheet_unreadable", None, b"\xff\xfea"),
    ("sheet_unreadable", 3, "Étape\nDécidé\nS’arrêter".encode() + b"\xe9\n"),
    ("sheet_old_format", None, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ("sheet_quote_open", 3, 'a;b\n1;2\n"3;4\n5;6\n'),
    ("sheet_quote_open", 2, 'a;b\n"1"x;2\n'),
    ("sheet_quote_open", 1, '"a;b\n'),
    ("sheet_overflow", 3, "a,b\n1,2\nslow, very slow,3\n"),
    ("sheet_cell_too_long", 2, "a,b\n1," + "x" * 2_001),
    ("sheet_cell_too_long", 1, "x" * 2_001),
    ("sheet_cell_too_long", 2, "," + "b\n" + "x" * 2_001),
    ("sheet_quote_open", 2, "a,b\n1," + "x" * 200_000),
    ("sheet_too_wide", None, ",".join("x" * 61) + "\n1"),
    ("sheet_too_long", None, b"a,b\n" + b"1,2\n" * 50_000),
    ("sheet_too_heavy", None, b"a" * (reading.SIZE_LIMIT + 1)),
    ("sheet_too_heavy", None, "é" * (reading.SIZE_LIMIT // 2 + 1)),
]


@pytest.mark.parametrize(("code", "line", "content"), MALFORMED)
def test_a_malformed_table_is_refused_with_its_line(
    code: str, line: int | None, content: bytes | str
) -> None:
    refused = refusal(content)
    assert (refused.code, refused.facts.get("line")) == (code, line)


def test_the_longest_table_is_read_and_one_line_more_is_not() -> None:
    rows = "1,2\n" * reading.ROW_LIMIT
    assert len(read_table("a,b\n" + rows).rows) == reading.ROW_LIMIT
    assert refusal("a,b\n" + rows + "1,2\n").code == "sheet_too_long"


# --- workbooks ------------------------------------------------------------------------------------


def test_a_workbook_gives_what_its_cells_show() -> None:
    rows = [
        ("Step", "Volume", "Date", "Yes", "Ratio", "At"),
        ("Ask", 12_500, DAY, True, 12.5, datetime.combine(DAY, hour(9, 30))),
        (),
        ("Leave", 3.0, datetime.combine(DAY, hour()), False, None, hour(9, 30)),
    ]
    found = read_table(workbook(rows), "journey.xlsx")
    assert found == Sheet(
        "journey.xlsx",
        ("Step", "Volume", "Date", "Yes", "Ratio", "At"),
        (
            ("Ask", "12500", "2026-03-12", "yes", "12.5", "2026-03-12 09:30:00"),
            ("Leave", "3", "2026-03-12", "no", "", "09:30:00"),
        ),
        (2, 4),
        "Sheet",
        ("Sheet",),
    )


def test_the_workbook_is_known_by_its_content_not_by_its_name() -> None:
    assert read_table(workbook([("a",), ("1",)]), "journey.csv").rows == (("1",),)
    assert read_table("a\n1\n", "journey.xlsx").rows == (("1",),)


def test_cells_merged_downwards_say_the_same_on_each_line() -> None:
    def merge(page: Any) -> None:
        page.merge_cells("A2:A4")
        page["B3"].number_format = "0.00"  # a cell that is there, and empty

    rows = [("Step", "Tool"), ("Ask", "Phone"), (), (None, "Screen"), (None, "Desk")]
    merged = workbook(rows, merge)
    assert read_table(merged).rows == (("Ask", "Phone"), ("Ask", "Screen"), ("", "Desk"))
    assert read_table(merged).lines == (2, 4, 5)
    across = workbook([("a", "b", "c"), ("1", None, "2")], lambda page: page.merge_cells("A2:B2"))
    assert read_table(across).rows == (("1", "", "2"),)
    outside = workbook([("a",), ("1",), ("2",)], lambda page: page.merge_cells("C2:C3"))
    assert read_table(outside).rows == (("1",), ("2",))


def test_the_first_sheet_with_anything_in_it_is_read_or_the_one_that_is_asked_for() -> None:
    book = Workbook()
    hidden = book.active
    hidden.append(["secret"])
    hidden.sheet_state = "hidden"
    book.create_sheet("Empty")
    for name in ("One", "Two"):
        book.create_sheet(name).append(["Step"])
        book[name].append([name])
    book.create_chartsheet("Drawn").add_chart(BarChart())
    content = saved(book)
    assert read_table(content).page == "One"
    assert read_table(content).pages == ("Empty", "One", "Two")
    assert read_table(content, page="Two").rows == (("Two",),)
    assert read_table(content, page="secret").page == "One"


def test_a_workbook_without_a_cell_is_empty() -> None:
    assert refusal(workbook([])).code == "sheet_empty"
    assert refusal(workbook([("a", "b")])).code == "sheet_empty"
    without_sheets = patched(workbook([("a",)]), {"xl/workbook.xml": lambda _: b"<html/>"})
    assert refusal(without_sheets).code == "sheet_empty"


def test_a_formula_counts_by_its_result_and_without_one_its_line_is_refused() -> None:
    rows = [("Step", "Volume"), ("Ask", "=1+1")]
    refused = refusal(workbook(rows))
    assert (refused.code, refused.facts) == ("sheet_formula", {"line": 2, "column": "B"})
    for value in (b"<v>2</v>", b'<v xml:space="preserve">2.0</v>'):
        computed = patched(
            workbook(rows),
            {PAGE: lambda part, value=value: re.sub(b"<v ?/>|<v></v>", value, part)},  # type: ignore[misc]
        )
        assert read_table(computed).rows == (("Ask", "2"),)


def test_a_formula_that_gives_an_empty_text_is_an_empty_cell() -> None:
    empty = patched(
        workbook([("Step", "Note"), ("Ask", '=IF(1,"","x")')]),
        {PAGE: lambda part: part.replace(b'r="B2"', b'r="B2" t="str"')},
    )
    assert read_table(empty).rows == (("Ask", ""),)


def test_a_formula_that_failed_is_refused_with_its_cell() -> None:
    rows = [("Step", "Volume"), ("Ask", "#REF!")]
    refused = refusal(workbook(rows))
    assert refused.code == "sheet_fault"
    assert refused.facts == {"line": 2, "column": "B", "value": "#REF!"}


def test_macros_are_neither_read_nor_in_the_way() -> None:
    content = patched(
        workbook([("Step",), ("Ask",)]),
        {
            "xl/vbaProject.bin": lambda _: b"\xd0\xcf\x11\xe0 Sub Auto_Open",
            "[Content_Types].xml": lambda part: part.replace(
                b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                b"vnd.ms-excel.sheet.macroEnabled.main+xml",
            ),
        },
    )
    assert read_table(content, "journey.xlsm").rows == (("Ask",),)


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as bomb:
        for place in range(40):
            bomb.writestr(f"xl/worksheets/sheet{place}.xml", bytes(10 * 2**20))
    before = time.process_time()
    assert refusal(file.getvalue()).code == "sheet_too_heavy"
    assert time.process_time() - before < 1


def test_a_workbook_within_a_zip_is_no_workbook() -> None:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as outer:
        outer.writestr("journey.xlsx", workbook([("Step",), ("Ask",)]))
    assert refusal(file.getvalue()).code == "sheet_unreadable"


def test_parts_that_declare_entities_are_refused() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    for part in (PAGE, "xl/workbook.xml", "[Content_Types].xml"):
        content = patched(workbook([("a",), ("1",)]), {part: lambda written: laughs + written})
        assert refusal(content).code == "sheet_unreadable"
    wide = patched(
        workbook([("a",), ("1",)]),
        {PAGE: lambda written: (laughs + written).decode().encode("utf-16")},
    )
    assert refusal(wide).code == "sheet_unreadable"


def test_too_many_parts_or_sheets_are_refused() -> None:
    parts = {f"x{place}": bytes for place in range(PART_LIMIT)}
    assert refusal(patched(workbook([("a",), ("1",)]), parts)).code == "sheet_too_heavy"
    book = Workbook()
    for _ in range(PAGE_LIMIT):
        book.create_sheet()
    assert refusal(saved(book)).code == "sheet_many_pages"


def test_more_cells_than_are_read_in_a_moment_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = workbook([("a", "b"), ("1", "2"), ("", "3")])
    monkeypatch.setattr("workshop.services.sheets.workbook.CELLS_LIMIT", 5)
    assert len(read_table(content).rows) == 2
    monkeypatch.setattr("workshop.services.sheets.workbook.CELLS_LIMIT", 4)
    assert refusal(content).code == "sheet_many_cells"


def _rows(written: str) -> bytes:
    """A workbook with these rows, as they would stand in its sheet, below two of its own."""
    return patched(
        workbook([("a",), ("1",)]),
        {PAGE: lambda part: part.replace(b"</sheetData>", written.encode() + b"</sheetData>")},
    )


def _quickly(content: bytes) -> WorkshopError | Sheet:
    """What a file gives, within three seconds of computing: meanwhile phones wait."""
    before = time.process_time()
    try:
        return read_table(content)
    except WorkshopError as refused:
        return refused
    finally:
        assert time.process_time() - before < 3


def test_blanks_in_a_cell_do_not_stop_the_reading() -> None:
    for inside in ("<f/>{}<x/>", "<f/><v>{}</v><x/>", "{}<x/>"):
        cell = inside.format(" " * 40_000)
        _quickly(_rows(f'<row r="3"><c r="A3">{cell}</c></row>'))


def test_cells_that_a_last_column_brings_along_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "".join(f'<row r="{line}"><c r="XFD{line}"/></row>' for line in range(3, 13))
    made = 2 * 1 + 10 * 16_384  # two lines of one column, ten of all that a sheet may have
    monkeypatch.setattr("workshop.services.sheets.workbook.MADE_LIMIT", made)
    assert read_table(_rows(lines)).rows == (("1",),)
    monkeypatch.setattr("workshop.services.sheets.workbook.MADE_LIMIT", made - 1)
    assert refusal(_rows(lines)).code == "sheet_many_cells"


def test_cells_without_anything_are_counted_before_any_is_made() -> None:
    found = _quickly(_rows(f'<row r="3">{"<c/>" * TAGS_LIMIT}</row>'))
    assert isinstance(found, WorkshopError)
    assert found.code == "sheet_many_cells"


def test_a_long_text_that_stands_in_many_cells_is_counted_in_each() -> None:
    once = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
        f"{'a b' * 10_000}</t></si></sst>"
    ).encode()
    lines = '<row><c t="s"><v>0</v></c></row>' * 400
    kind = (
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
        b'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    )
    content = patched(
        _rows(lines),
        {
            "xl/sharedStrings.xml": lambda part: once,
            "[Content_Types].xml": lambda part: part.replace(b"</Types>", kind),
        },
    )
    with opened(content) as book, pytest.raises(SheetTooHeavy):
        list(book.lines("Sheet"))


def test_a_part_that_many_sheets_are_made_of_is_read_for_none() -> None:
    book = Workbook()
    for _ in range(2):
        book.create_sheet()
    relations = "xl/_rels/workbook.xml.rels"
    content = patched(
        saved(book), {relations: lambda part: part.replace(b"sheet3.xml", b"sheet2.xml")}
    )
    assert refusal(content).code == "sheet_unreadable"
    again = patched(
        saved(book), {"xl/workbook.xml": lambda part: part.replace(b'"rId3"', b'"rId2"')}
    )
    assert refusal(again).code == "sheet_unreadable"


def test_what_is_merged_downwards_is_counted_on_each_of_its_lines() -> None:
    wide = [f"{place}" for place in range(1_000)]
    lines = "".join(f'<row r="{line}"><c r="A{line}"><v>1</v></c></row>' for line in range(2, 9))

    def content(last: int) -> bytes:
        merged = "".join(
            f'<mergeCell ref="{get_column_letter(column)}1:{get_column_letter(column)}{last}"/>'
            for column in range(2, 1_001)
        )
        below = f"{lines}</sheetData><mergeCells>{merged}</mergeCells>".encode()
        return patched(workbook([wide]), {PAGE: lambda part: part.replace(b"</sheetData>", below)})

    with opened(content(8)) as book, pytest.MonkeyPatch.context() as patch:
        patch.setattr("workshop.services.sheets.workbook.MADE_LIMIT", 8_000)
        assert [len(cells) for _, cells in book.lines("Sheet")] == [1_000] * 8
        patch.setattr("workshop.services.sheets.workbook.MADE_LIMIT", 7_999)
        with pytest.raises(SheetManyCells):
            list(book.lines("Sheet"))
    with opened(content(3)) as book:
        found = [len(cells) for _, cells in book.lines("Sheet")]
    assert found == [1_000] * 3 + [1] * 5


def test_columns_merged_downwards_with_nothing_in_them_cost_nothing() -> None:
    ranges = "".join(
        f'<mergeCell ref="{get_column_letter(column)}1:XFD1048576"/>' for column in range(3, 16_000)
    )
    lines = "".join(
        f'<row r="{line}"><c r="A{line}"><v>{line}</v></c></row>' for line in range(3, 999)
    )
    content = patched(
        _rows(lines),
        {
            PAGE: lambda part: part.replace(
                b"</sheetData>", f"</sheetData><mergeCells>{ranges}</mergeCells>".encode()
            )
        },
    )
    found = _quickly(content)
    assert isinstance(found, Sheet)
    assert len(found.rows) == 997


def _broken() -> list[bytes]:
    whole = workbook([("a", "b"), ("1", "2")])
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_BZIP2) as strange:
        strange.writestr("xl/workbook.xml", b"<x/>")
    return [
        whole[:-40],
        whole[: len(whole) // 2],
        b"PK\x03\x04 and nothing more",
        packed.getvalue(),
        patched(whole, {PAGE: lambda part: part[:-30]}),
        patched(whole, {PAGE: lambda part: part.replace(b'r="A1"', b'r="?1"')}),
        patched(whole, {PAGE: lambda part: part.replace(b'<row r="2"', b'<row r="99999999999"')}),
        patched(whole, {"[Content_Types].xml": lambda _: b""}),
        whole.replace(b"\x14\0\0\0\x08\0", b"\x14\0\x01\0\x08\0"),  # says that it is encrypted
        _damaged(whole),
    ]


def _damaged(whole: bytes) -> bytes:
    """A part whose bytes are not what its sum says."""
    place = whole.index(b"xl/worksheets/sheet1.xml") + 60
    return whole[:place] + bytes(20) + whole[place + 20 :]


@pytest.mark.parametrize("content", _broken())
def test_a_broken_workbook_is_refused_in_one_sentence(content: bytes) -> None:
    before = time.monotonic()
    assert refusal(content).code == "sheet_unreadable"
    assert time.monotonic() - before < 5


def test_a_sheet_that_belittles_itself_is_read_whole() -> None:
    small = patched(
        workbook([("a", "b"), ("1", "2"), ("3", "4")]),
        {PAGE: lambda part: part.replace(b'ref="A1:B3"', b'ref="A1:A1"')},
    )
    assert read_table(small).rows == (("1", "2"), ("3", "4"))


def test_a_stray_cell_far_below_costs_little() -> None:
    def stray(page: Any) -> None:
        page["A1048576"] = " "

    before = time.monotonic()
    assert read_table(workbook([("a",), ("1",)], stray)).rows == (("1",),)
    assert time.monotonic() - before < 5


def test_fifty_thousand_lines_of_a_workbook_are_refused_soon() -> None:
    book = Workbook(write_only=True)
    page = book.create_sheet()
    for _ in range(50_001):
        page.append(["x", 1])
    content = saved(book)
    before = time.monotonic()
    assert refusal(content).code == "sheet_too_long"
    assert time.monotonic() - before < 20


def test_the_reader_of_workbooks_is_loaded_only_for_one() -> None:
    asked = (
        "import sys; from workshop.services.sheets.reading import read_table;"
        "read_table('a,b\\n1,2'); print('openpyxl' in sys.modules)"
    )
    found = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=60
    )
    assert found.stdout.strip() == "False"
