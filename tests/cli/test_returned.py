"""``import CODE --xlsx``: what is different in an edited workbook, then taken, or refused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Type
from tests.services.returned.workbooks import adding, edited, setting


@pytest.fixture
def code(on_sqlite: Type) -> str:
    code = str(on_sqlite("new", "--title", "Counter", "--lang", "en", "--json").json["code"])
    on_sqlite("action", code, "--what", "Call back", "--draft")
    return code


@pytest.fixture
def give_back(on_sqlite: Type, code: str, tmp_path: Path) -> Callable[..., Path]:
    """The workshop's workbook after somebody has edited it."""

    def edit(change: Callable[[Any], object]) -> Path:
        file = tmp_path / "workshop.xlsx"
        on_sqlite("export", code, "--format", "xlsx", "-o", file)
        file.write_bytes(edited(file.read_bytes(), change))
        return file

    return edit


def test_differences_are_told_then_taken_then_there_are_none(
    on_sqlite: Type, code: str, give_back: Callable[..., Path]
) -> None:
    file = give_back(
        setting(("Actions", "A1", "Owner", "Zoé"), ("Actions", "A1", "Done on", "2026-01-01"))
    )
    asked = ("import", code.lower(), "--xlsx", file)
    before = on_sqlite("show", code, "--json").json["revision"]
    assert on_sqlite(*asked).out.splitlines() == [
        "Actions, line 2, A1 · Owner: – → Zoé",
        "Actions, line 2 · Done on: this column does not come back, what is here stays.",
        "1 line to take. With --apply it is taken.",
    ]
    told = on_sqlite(*asked, "--json").json
    assert (told["applied"], len(told["differences"]), len(told["stays"])) == (False, 1, 1)
    assert on_sqlite("show", code, "--json").json["revision"] == before
    assert on_sqlite(*asked, "--apply").out.splitlines()[-1] == "1 line taken."
    assert on_sqlite(*asked).out.splitlines()[-1] == "No difference."
    again = on_sqlite("import", code, "--xlsx", give_back(lambda book: None), "--json").json
    assert (again["differences"], again["stays"]) == ([], [])


def test_new_lines_and_what_changed_on_both_sides_are_told_so(
    on_sqlite: Type, code: str, give_back: Callable[..., Path]
) -> None:
    def edit(book: Any) -> None:
        setting(("Actions", "A1", "What", "Call back soon"))(book)
        adding("Actions", What="Buy curtains")(book)

    file = give_back(edit)
    ours = file.rename(file.with_name("ours.xlsx"))
    theirs = give_back(setting(("Actions", "A1", "What", "Ring")))
    assert on_sqlite("import", code, "--xlsx", theirs, "--apply").exit_code == 0
    assert on_sqlite("import", code, "--xlsx", ours).out.splitlines() == [
        "Actions, line 2, A1 · What: Ring → Call back soon (changed here too since the export)",
        "Actions, line 3, to add · What: – → Buy curtains",
        "2 lines to take. With --apply they are taken.",
    ]


def test_the_name_of_a_sheet_does_not_steer_the_terminal(
    on_sqlite: Type, code: str, give_back: Callable[..., Path]
) -> None:
    def edit(book: Any) -> None:
        setting(("Actions", "A1", "Owner", "Zoé"))(book)
        book["Actions"].title = "Plan\x9b2J"

    out = on_sqlite("import", code, "--xlsx", give_back(edit)).out
    assert out.splitlines()[0] == "Plan 2J, line 2, A1 · Owner: – → Zoé"


def test_a_wrong_line_is_told_and_nothing_is_taken(
    on_sqlite: Type, code: str, give_back: Callable[..., Path]
) -> None:
    file = give_back(
        setting(("Actions", "A1", "Due", "31/02/2026"), ("Actions", "A1", "Owner", "Zoé"))
    )
    before = on_sqlite("show", code, "--json").json["revision"]
    refused = on_sqlite("import", code, "--xlsx", file, "--apply")
    assert (refused.exit_code, refused.out) == (1, "")
    assert refused.err.splitlines()[0].startswith("Actions, line 2, column “Due”: “31/02/2026”")
    assert on_sqlite("show", code, "--json").json["revision"] == before


def test_another_workshop_s_workbook_and_no_workbook_are_one_clear_line(
    on_sqlite: Type, code: str, give_back: Callable[..., Path]
) -> None:
    file = give_back(lambda book: None)
    other = str(on_sqlite("new", "--title", "Bank", "--json").json["code"])
    assert code in on_sqlite("import", other, "--xlsx", file).refusal
    assert "--xlsx" in on_sqlite("import", file, "--apply").refusal
