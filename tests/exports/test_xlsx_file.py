"""The workbook: opened by another library than the one that wrote it."""

import io
import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from tests.services.cast import Cast
from workshop.domain.errors import WorkshopUnknown
from workshop.exports import csv_file, json_file, xlsx_file
from workshop.exports.tables import Table, Tables, read_tables
from workshop.exports.xlsx_file import MOST_IN_A_CELL
from workshop.i18n import words
from workshop.services import actions, capture, topics, workshops
from workshop.services.actors import Console
from workshop.services.demo import create_demo
from workshop.services.house import House

PAYLOADS = [
    '=HYPERLINK("http://example.org";"x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "＝1＋1",
    "{=1+1}",
    "http://example.org/a",
    "mailto:a@example.org",
    "internal:Sheet1!A1",
    "<script>alert(1)</script> & ![x](http://example.org/x.png)",
    "مرحبا 👩‍👩‍👧 \u202eabc\u202c",
    "_x0041_ 00123 1e5 TRUE",
    "é" * 400,
]


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def rows_of(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    header, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def cells(book: Workbook) -> Iterator[Any]:
    return (cell for sheet in book for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize(("language", "overview"), [("fr", "Sommaire"), ("en", "Overview")])
def test_a_sheet_a_noun_as_many_rows_as_the_other_files_and_the_same_bytes_each_time(
    house: House, language: str, overview: str
) -> None:
    demo = Console(create_demo(house, language).code)
    content = xlsx_file.produce(house, demo)
    assert xlsx_file.produce(house, demo) == content
    book, tables = opened(content), read_tables(house, demo)
    say = words(language)
    nouns = [say(f"file.sheet.{name}") for name in tables.by_name]
    assert book.sheetnames == [overview, *nouns, say("file.sheet.about")]
    assert book[book.sheetnames[-1]].sheet_state == "hidden"
    told = json.loads(json_file.produce(house, demo))
    with ZipFile(io.BytesIO(csv_file.produce(house, demo))) as whole:
        for name in tables.by_name:
            sheet = book[say(f"file.sheet.{name}")]
            lines = list(io.StringIO(whole.read(f"{name}.csv").decode("utf-8-sig"), newline="\r\n"))
            assert sheet.max_row == len(lines), name
            assert sheet.freeze_panes == "A2"
            assert sheet.auto_filter.ref == sheet.dimensions
            if name in told:
                same_noun = {"answers", "questions"}  # only those in words, only those asked
                assert name in same_noun or sheet.max_row - 1 == len(told[name]), name


def test_the_first_sheet_says_what_there_is_and_leads_there(house: House) -> None:
    demo = Console(create_demo(house, "fr").code)
    sheet = opened(xlsx_file.produce(house, demo))["Sommaire"]
    found = {row[0].value: row for row in sheet.iter_rows() if row[0].value}
    assert sheet["A1"].value == read_tables(house, demo).workshop.title
    cards = found["Cartes"]
    assert cards[1].value == 68
    assert cards[0].hyperlink.location == "'Cartes'!A1"


def test_dates_are_dates_and_numbers_numbers(house: House) -> None:
    book = opened(xlsx_file.produce(house, Console(create_demo(house, "fr").code)))
    due = [row["Échéance"] for row in rows_of(book, "Actions")]
    assert all(isinstance(day, datetime) for day in due)
    assert book["Actions"]["F2"].number_format == "yyyy-mm-dd"
    waiting = next(row for row in rows_of(book, "Sujets") if row["Étiquette"] == "T1")
    assert {type(value) for value in waiting.values()} >= {int, float, str}


def test_what_was_typed_is_text_and_comes_out_unharmed(house: House) -> None:
    me = Console(workshops.create_workshop(house, language="en", title=PAYLOADS[0]).code)
    sides = ("client", "employee")
    labels = capture.import_cards(
        house,
        me,
        [capture.CardRow(text, sides[at % 2], "irritant", "") for at, text in enumerate(PAYLOADS)],
    )
    for label, text in zip(labels, PAYLOADS, strict=True):
        topics.make_topic(house, me, title=text[:100], cards=[label])
        actions.add_action(house, me, actions.ActionDraft(text[:280]))
    told = json.loads(json_file.produce(house, me))
    book = opened(xlsx_file.produce(house, me))
    assert len(told["cards"]) == len(PAYLOADS)
    for sheet, column, noun, name in (
        ("Cards", "Text", "cards", "text"),
        ("Topics", "Title", "topics", "title"),
        ("Actions", "What", "actions", "what"),
    ):
        written = sorted(row[column] for row in rows_of(book, sheet))
        assert written == sorted(one[name] for one in told[noun])
    assert [cell.coordinate for cell in cells(book) if cell.data_type == "f"] == []
    links = [cell.hyperlink for cell in cells(book) if cell.hyperlink]
    assert len(links) == len(book.sheetnames) - 2  # those of the overview, but for the hidden one
    assert all(link.target is None for link in links)


def test_a_text_too_long_for_a_cell_ends_in_an_ellipsis(cast: Cast) -> None:
    read = read_tables(cast.house, Console(cast.code))
    table: Table = [
        ["Text", "On"],
        ["a" * (MOST_IN_A_CELL + 1), date(2026, 11, 23)],
        [True, 1.5],
        [None, ""],
    ]
    sheet = opened(
        xlsx_file.write(Tables(read.workshop, read.say, {"cards": table}, read.read_at))
    )["Cards"]
    assert sheet["A2"].value == "a" * (MOST_IN_A_CELL - 1) + "…"
    assert [cell.value for cell in sheet[3]] == [True, 1.5]
    assert sheet["B2"].value.date() == date(2026, 11, 23)


def test_a_stranger_to_the_workshop_gets_no_workbook(house: House) -> None:
    with pytest.raises(WorkshopUnknown):
        xlsx_file.produce(house, Console("ABC234"))
