"""``paper``: the kit to print, whole or some of its sheets."""

from pathlib import Path

from pypdf import PdfReader

from tests.cli.conftest import Type


def test_the_command_writes_the_kit(workshop: Type, tmp_path: Path) -> None:
    code = workshop("new", "--title", "Counter", "--lang", "en", "--json").json["code"]
    file = tmp_path / "kit.pdf"
    assert workshop("paper", code, "-o", file).line == str(file)
    whole = len(PdfReader(file).pages)
    workshop("paper", code, "-o", file, "--sheets", "cards,Vote", "plan")
    assert len(PdfReader(file).pages) == 3 < whole


def test_what_cannot_be_done_is_told_in_one_line_and_leaves_no_file(
    workshop: Type, tmp_path: Path
) -> None:
    code = workshop("new", "--title", "Counter", "--lang", "en", "--json").json["code"]
    file = tmp_path / "kit.pdf"
    refused = workshop("paper", code, "-o", file, "--sheets", "moods")
    assert "mood, mirror" in refused.refusal
    assert workshop("paper", "ZZZZZZ", "-o", file).refusal
    assert str(tmp_path / "no") in workshop("paper", code, "-o", tmp_path / "no" / "kit").refusal
    assert not file.exists()
