"""``board``: a board of another tool from a file, as it seems to be meant or as is said."""

from pathlib import Path

import pytest

from tests.cli.conftest import Type
from tests.services import board_files


@pytest.fixture
def code(workshop: Type) -> str:
    made = workshop("new", "--title", "Counter", "--json")
    return str(made.json["code"])


def write(tmp_path: Path, content: bytes, name: str = "desk.csv") -> Path:
    file = tmp_path / name
    file.write_bytes(content)
    return file


def test_a_board_is_checked_then_taken_in_then_there_already(
    workshop: Type, code: str, tmp_path: Path
) -> None:
    file = write(tmp_path, board_files.SCRUMLR)
    said = (code, file, "--side", "employee", "--mean", "Actions=out", "--json")
    news = {"cards": 3, "already": 0, "left_out": 1, "silent": 0, "new_steps": []}
    assert workshop("board", *said, "--check").json == {"labels": [], **news}
    taken = workshop("board", *said).json
    assert len(taken["labels"]) == 3
    again = workshop("board", *said[:-1])
    assert again.out.splitlines() == ["0 cards to add", "3 there already", "1 left out"]


def test_names_of_columns_become_the_journey(workshop: Type, code: str, tmp_path: Path) -> None:
    file = write(tmp_path, board_files.MIRO)
    means = [f"--mean={step}=new" for step in ("Ask", "wait", "Pay")]
    assert workshop("board", code, file, *means, "--json").json["new_steps"] == [
        "Ask",
        "Wait",
        "Pay",
    ]
    file = write(tmp_path, b"A note,Where\nSlow,Desk\nLoud,Till\n", "two.csv")
    said = ("--column", "text=A note", "--column", "step=Where", "--source", "Two")
    taken = workshop("board", code, file, *said, "--mean=Desk=Ask", "--mean=Till=any")
    assert taken.out.splitlines()[0] == "2 cards to add"
    steps = workshop("board", code, file, *said, "--mean=Desk=new", "--mean=Till=any")
    assert steps.out.splitlines()[1] == "1 there already"
    assert "Steps added to the journey: Desk" in steps.out


def test_sides_and_kinds_are_said_by_value(workshop: Type, code: str, tmp_path: Path) -> None:
    file = write(tmp_path, b"Text,Category\nSlow,A\nKind,B\n")
    said = ("--column", "side=Category", "--column", "kind=Category")
    means = ("A=client", "A=irritant", "B=employee", "B=enchantment")
    taken = workshop("board", code, file, *said, *(f"--mean={mean}" for mean in means), "--json")
    assert len(taken.json["labels"]) == 2


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), "Line 5, column “column”"),
        (("--mean", "Elsewhere=out"), "Elsewhere"),
        (("--column", "text=author"), "never taken in"),
        (("--column", "step=Nowhere"), "Nowhere"),
        (("--mean", "Actions=Mars", "--column", "step=column"), "Mars"),
        (("--mean", "Actions"), "Actions"),
    ],
)
def test_what_is_not_clear_is_refused_and_nothing_is_taken(
    workshop: Type, code: str, tmp_path: Path, options: tuple[str, ...], says: str
) -> None:
    before = workshop("show", code, "--json").json["revision"]
    refused = workshop("board", code, write(tmp_path, board_files.SCRUMLR), *options)
    assert refused.exit_code in (1, 2)
    assert says in refused.err
    assert workshop("show", code, "--json").json["revision"] == before
