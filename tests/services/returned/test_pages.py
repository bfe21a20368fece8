"""Workbooks as programs and strangers make them: read as they were meant, or refused."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.services.cast import Cast
from tests.services.returned.workbooks import (
    SAID,
    adding,
    cell,
    column_of,
    edited,
    given_out,
    plan,
    setting,
    told,
    wrong,
)
from tests.services.sheets.files import patched, saved
from workshop.domain.errors import (
    SheetOldFormat,
    SheetTooHeavy,
    SheetTooLong,
    SheetTooWide,
    SheetUnreadable,
    WorkbookUnmarked,
)
from workshop.services import actions, topics
from workshop.services.actions import ActionDraft
from workshop.services.returned import pages
from workshop.services.returned.pages import read_given
from workshop.services.sheets.reading import COLUMN_LIMIT, SIZE_LIMIT

ABOUT = "Where this comes from"


@pytest.fixture
def planned(cast: Cast) -> Cast:
    for title in ("=1+1", "00123"):
        topics.make_topic(cast.house, cast.alice, title=title)
    actions.add_action(cast.house, cast.alice, ActionDraft("Hire", "Bob"))
    return cast


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"Label,Title\nT1,x\n", SheetUnreadable),
        (b"PK\x03\x04 torn", SheetUnreadable),
        (b"\xd0\xcf\x11\xe0 old", SheetOldFormat),
        (b"PK\x03\x04" + bytes(SIZE_LIMIT), SheetTooHeavy),
        (saved(Workbook()), WorkbookUnmarked),
    ],
)
def test_what_no_workshop_gave_out_is_refused(content: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read_given(content, SAID)


def test_a_workbook_without_its_hidden_sheet_or_with_a_torn_one_is_refused(
    planned: Cast,
) -> None:
    content = given_out(planned)

    def typing(place: str, value: object) -> Any:
        return lambda book: setattr(book[ABOUT][place], "value", value)

    for tear in (
        lambda book: book.remove(book[ABOUT]),
        lambda book: book[ABOUT].delete_rows(2, 900),
        typing("A1", "Mine"),
        typing("B2", "nothing"),
        typing("B4", "yesterday"),
        typing("A5", "other"),
    ):
        with pytest.raises(WorkbookUnmarked):
            plan(planned, edited(content, tear))
    # Shown and looked at, it is as good as hidden.
    shown = edited(content, lambda book: setattr(book[ABOUT], "sheet_state", "visible"))
    preview = plan(planned, shown)
    assert preview.rows == ()


def test_a_formula_is_what_it_was_computed_to_or_a_fault_of_its_sheet(planned: Cast) -> None:
    content = edited(
        given_out(planned),
        setting(("Topics", "T1", "Title", "=2+3"), ("Actions", "A1", "Owner", "Zoé")),
    )
    preview = plan(planned, content)
    assert [(page, code) for page, _, _, code in wrong(preview)] == [("Topics", "sheet_formula")]
    assert told(preview) == [("A1", "Owner", "Bob", "Zoé")]
    assert [page.missing for page in preview.pages] == [(), (), (), ()]
    computed = patched(
        content,
        {
            "xl/worksheets/sheet8.xml": lambda part: part.replace(b"<v></v>", b"<v>5</v>").replace(
                b"<v />", b"<v>5</v>"
            )
        },
    )
    assert ("T1", "Title", "=1+1", "5") in told(plan(planned, computed))
    assert all(found[2] != "=1+1" for found in told(plan(planned, given_out(planned))))


def test_sheets_of_which_nothing_comes_back_are_named_when_they_were_edited(
    planned: Cast,
) -> None:
    planned.card(text="Too long")

    def edit(book: Any) -> None:
        page = book["Cards"]
        page.cell(2, column_of(page, "Text")).value = "Quite short"
        book["Steps"].cell(2, 9).value = "=1+1"
        book["Overview"].cell(1, 1).value = "Ours"

    preview = plan(planned, edited(given_out(planned), edit))
    assert (preview.rows, preview.touched) == ((), ("Steps", "Cards"))


def test_a_sheet_without_labels_is_named_and_the_others_are_read(planned: Cast) -> None:
    def behead(book: Any) -> None:
        book["Topics"].delete_cols(column_of(book["Topics"], "Label"))
        cell(book, "Actions", "A1", "Owner").value = "Zoé"

    preview = plan(planned, edited(given_out(planned), behead))
    assert wrong(preview) == [("Topics", 1, "", "sheet_column_missing")]
    assert told(preview) == [("A1", "Owner", "Bob", "Zoé")]


def test_a_renamed_sheet_is_only_taken_for_one_that_has_all_its_columns(planned: Cast) -> None:
    def rename(book: Any) -> None:
        page = book["Actions"]
        page.title = "To do"
        page.delete_cols(column_of(page, "Measure"))
        book.create_sheet("Empty", 0)
        book.create_sheet("Sum", 1).append(["=1+1"])

    preview = plan(planned, edited(given_out(planned), rename))
    assert preview.gone == ("actions",)
    assert {"To do", "Empty", "Sum"} <= set(preview.left_out)


def test_more_lines_or_columns_than_a_sheet_may_have_are_refused(
    planned: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = edited(given_out(planned), lambda book: book["Topics"].cell(2, 61, "x"))
    with pytest.raises(SheetTooWide):
        plan(planned, wide)
    monkeypatch.setattr(pages, "ROW_LIMIT", 2)
    long = edited(given_out(planned), adding("Topics", Title="One more"))
    with pytest.raises(SheetTooLong):
        plan(planned, long)


def test_cells_beside_the_table_are_nobody_s(planned: Cast) -> None:
    def write(book: Any) -> None:
        book["Topics"].cell(2, 20, "see Bob")
        book["Topics"].cell(4, 2, " ")
        book["Topics"].cell(6, 2, "\u200b")

    assert plan(planned, edited(given_out(planned), write)).rows == ()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_saves_it_anew_and_nothing_is_different(planned: Cast, tmp_path: Path) -> None:
    """Slow for a test: an office suite is started. Only it knows what it does to a workbook."""
    if not planned.house.database.url.startswith("sqlite"):
        pytest.skip("it asks the database nothing that the other tests do not")
    given = tmp_path / "in" / "workshop.xlsx"
    given.parent.mkdir()
    given.write_bytes(edited(given_out(planned), setting(("Actions", "A1", "Owner", "Zoé"))))
    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/office"),
            *("--convert-to", "xlsx", "--outdir", str(tmp_path), str(given)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    made = tmp_path / "workshop.xlsx"
    if not made.exists():
        pytest.skip("this LibreOffice has no spreadsheets")
    preview = plan(planned, made.read_bytes())
    assert told(preview) == [("A1", "Owner", "Bob", "Zoé")]
    assert [page.stays for page in preview.pages] == [(), (), (), ()]
    assert preview.touched == ()


def test_no_more_names_of_columns_are_kept_than_a_table_may_have(planned: Cast) -> None:
    def widen(book: Any) -> None:
        about = book[ABOUT]
        head = next(line for line in about.iter_rows() if line[1].value == "*")
        for place in range(2 * COLUMN_LIMIT):
            about.cell(head[0].row, place + 3).value = f"Column {place}"

    given = read_given(edited(given_out(planned), widen), SAID)
    assert max(map(len, given.marks.columns.values())) == COLUMN_LIMIT
