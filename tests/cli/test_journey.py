"""``journey``: figures of a department from a file, checked, taken in, or refused line by line."""

from pathlib import Path

import pytest

from tests.cli.conftest import Type
from tests.services.sheets.files import workbook


@pytest.fixture
def code(workshop: Type) -> str:
    made = workshop("new", "--title", "Counter", "--template", "contact-centre", "--json")
    return str(made.json["code"])


def write(tmp_path: Path, content: str | bytes, name: str = "care.csv") -> Path:
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def test_a_table_is_checked_then_taken_in_then_says_nothing_new(
    workshop: Type, code: str, tmp_path: Path
) -> None:
    file = write(tmp_path, "Step,Channel,Volume,Remark\nPay,Desk,100,x\n")
    news = {"added": ["Pay"], "changed": [], "same": [], "left_out": ["Remark"]}
    assert workshop("journey", code, file, "--check", "--json").json == news
    assert workshop("journey", code.lower(), file, "--json").json == news
    again = workshop("journey", code, file)
    assert again.out.splitlines() == [
        "Already there: Pay",
        "Columns from which nothing was taken: Remark",
    ]
    more = write(tmp_path, "Step,Tool\nPay,Till\nQueue,Screen\n", "two.csv")
    assert workshop("journey", code, more).out.splitlines() == ["Added: Queue", "Completed: Pay"]


def test_a_workbook_is_read_by_the_name_of_its_sheet(
    workshop: Type, code: str, tmp_path: Path
) -> None:
    file = write(tmp_path, workbook([("Étape", "Outil"), ("Payer", "Caisse")]), "care.xlsx")
    assert workshop("journey", code, file, "--sheet", "Sheet", "--json").json["added"] == ["Payer"]


def test_wrong_lines_are_told_one_by_one_and_nothing_is_taken(
    workshop: Type, code: str, tmp_path: Path
) -> None:
    before = workshop("show", code, "--json").json["revision"]
    file = write(tmp_path, "Step,Channel,Volume\nPay,Desk,1.2k\n,Desk,5\nQueue,,\n")
    refused = workshop("journey", code, file)
    assert (refused.exit_code, refused.out) == (1, "")
    first, second, last = refused.err.splitlines()
    assert first.startswith("Line 2, column “Volume”: “1.2k”")
    assert second.startswith("Line 3, column “Step”:")
    assert "2" in last
    assert workshop("show", code, "--json").json["revision"] == before


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n", "not a table"),
        (b"a,b\n1,2\n", "which column"),
        (b"Step,Tool\n" + b"Ask,CRM\n" * 50_000, "too many lines"),
        (b'Step,Tool\n"Ask,CRM\n', "Line 2"),
    ],
)
def test_a_malformed_file_is_refused_in_one_line(
    workshop: Type, code: str, tmp_path: Path, content: bytes, says: str
) -> None:
    before = workshop("show", code, "--json").json["revision"]
    assert says in workshop("journey", code, write(tmp_path, content)).refusal
    assert workshop("show", code, "--json").json["revision"] == before


def test_no_file_and_no_workshop_are_one_line_too(
    workshop: Type, code: str, tmp_path: Path
) -> None:
    assert "nothing.csv" in workshop("journey", code, tmp_path / "nothing.csv").refusal
    file = write(tmp_path, "Step\nAsk\n")
    assert workshop("journey", "222222", file).refusal
