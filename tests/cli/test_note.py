"""``note``: the note on data, in the workshop's language or another."""

from pathlib import Path

from pypdf import PdfReader

from tests.cli.conftest import Type
from workshop.i18n import words


def title_of(file: Path) -> object:
    metadata = PdfReader(file).metadata
    return metadata and metadata.title


def test_the_command_writes_it(workshop: Type, tmp_path: Path) -> None:
    code = workshop("new", "--title", "Counter", "--lang", "fr", "--json").json["code"]
    file = tmp_path / "note.pdf"
    assert workshop("note", code, "-o", file).line == str(file)
    assert title_of(file) == words("fr")("note.title")
    workshop("note", code, "-o", file, "--lang", "en")
    assert title_of(file) == words("en")("note.title")
