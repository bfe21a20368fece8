"""No file and no command says a word that no catalogue has: in a language of Cyrillic letters, a
Latin letter is one that nobody translated.
"""

import argparse
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

import pypdf
import pytest
from openpyxl import load_workbook
from pptx import Presentation

from tests.i18n.pseudo import PSEUDO
from workshop.cli import build_parser, main
from workshop.domain.words import Phase
from workshop.exports import downloads, log_downloads, privacy_downloads
from workshop.exports.paper_file import paper_downloads
from workshop.services.actors import Console
from workshop.services.house import House

NO_WORDS = (
    *("Regards croisés", r"https?://\S+", r"\b[A-Z2-9]{6}\b"),
    # Labels: cards, topics, causes, solutions …; on paper the letter alone, before a line.
    r"\b[ACEJMNPQRSTV]\d*\b",
)
"""What is no word of a language: the app's name, addresses, codes and labels."""
LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+")


def foreign(said: str, *kept: str) -> list[str]:
    """The words in a text that come from no catalogue."""
    return LATIN.findall(re.sub("|".join((*NO_WORDS, *kept)), " ", said))


def _of_pdf(content: bytes) -> Iterator[str]:
    read = pypdf.PdfReader(io.BytesIO(content))
    yield str(read.metadata.title if read.metadata else "")
    for page in read.pages:
        yield from page.extract_text().splitlines()


def _of_workbook(content: bytes) -> Iterator[str]:
    for sheet in load_workbook(io.BytesIO(content)).worksheets:
        if sheet.sheet_state != "visible":
            continue  # marks for the way back, which nobody reads
        yield sheet.title
        for row in sheet.iter_rows():
            yield from (str(cell.value) for cell in row if isinstance(cell.value, str))
            yield from (cell.comment.text for cell in row if cell.comment)


def _of_slides(content: bytes) -> Iterator[str]:
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame:
            yield slide.notes_slide.notes_text_frame.text


def _of_tables(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as tables:
        for name in tables.namelist():
            # The names of tables are for programs, and stand in docs/operations.md.
            yield from tables.read(name).decode("utf-8-sig").splitlines()


def _of_drawing(content: bytes) -> Iterator[str]:
    yield from ElementTree.fromstring(content).itertext()


def _of_calendar(content: bytes) -> Iterator[str]:
    unfolded = content.decode().replace("\r\n ", "")
    told = ("SUMMARY", "DESCRIPTION", "LOCATION", "X-WR-CALNAME")
    for line in unfolded.splitlines():
        name, _, value = line.partition(":")
        if name.partition(";")[0] in told:
            yield value.replace("\\n", "\n")


READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "pdf": _of_pdf,
    "xlsx": _of_workbook,
    "pptx": _of_slides,
    "zip": _of_tables,
    "csv": lambda content: iter(content.decode("utf-8-sig").splitlines()),
    "svg": _of_drawing,
    "ics": _of_calendar,
}
"""By the end of a file's name; JSON is for programs, and in a picture of dots there is nothing
that its drawing does not say.
"""


def _every_download() -> dict[str, Callable[..., bytes]]:
    made = {**downloads(), **log_downloads(), **privacy_downloads(), **paper_downloads()}
    return {name: download.produce for name, download in made.items()}


def test_every_file_is_read_here(catalogues: object) -> None:
    ends = {name.rpartition(".")[2] for name in _every_download()}
    assert ends == {*READERS, "json", "png"}
    assert f"privacy-note-{PSEUDO}.pdf" in _every_download()


FILES = [name for name in _every_download() if not name.endswith((".json", ".png"))]
IN_ITS_OWN = ("privacy-note-fr.pdf", "privacy-note-en.pdf")


@pytest.mark.parametrize("name", [name for name in FILES if name not in IN_ITS_OWN])
def test_a_file_says_nothing_of_its_own(spoken: tuple[House, Console], name: str) -> None:
    house, actor = spoken
    content = _every_download()[name](house, actor)
    said = list(READERS[name.rpartition(".")[2]](content))
    assert any(re.search("[а-я]", line) for line in said)
    assert {line: words for line in said if (words := foreign(line))} == {}


def _commands(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Everything that may be typed, commands of two words too."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from _commands(below)


TYPED = (
    *(r"--?[a-z][a-z-]*", r"\bFILE\.csv\b", r"\b[A-Z_|]+\b", r"\{[^}]*\}", r"\bworkshop\b"),
    r"^ {4}[a-z]+(?= |$)",  # the commands that a help lists
)
"""In a help: options, what stands for a value, choices and commands."""


def test_the_help_of_every_command_is_in_the_language(
    catalogues: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "bg_BG.UTF-8")
    told = {}
    for parser in _commands(build_parser()):
        typed = (*TYPED, *(rf"\b{word}\b" for word in (*parser.prog.split(), *Phase)))
        said = [re.sub("|".join(typed), " ", line) for line in parser.format_help().splitlines()]
        if words := [found for line in said if (found := foreign(line))]:
            told[parser.prog] = words
    assert told == {}


@pytest.mark.parametrize(
    "typed",
    [
        *(["show"], ["trail", "A1"], ["audit"], ["suggest"], ["compass"], ["vote"], ["agenda"]),
        ["trail", "A99"],
        ["seal", "--confirm", "OTHER"],
    ],
    ids=" ".join,
)
def test_what_a_command_prints_is_in_the_language(
    spoken: tuple[House, Console],
    typed: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    house, actor = spoken
    monkeypatch.setenv("LC_ALL", "bg_BG.UTF-8")
    monkeypatch.setenv("WORKSHOP_DATABASE_URL", house.database.url)
    command, *rest = typed
    main([command, actor.code, *rest])
    out, err = capsys.readouterr()
    # A refusal says which command tells more.
    said = re.sub(rf"\bworkshop {command}\b|--\w+|\b[A-Z]+\b", " ", out + err)
    assert {line: words for line in said.splitlines() if (words := foreign(line))} == {}


def test_what_a_command_refuses_is_refused_in_the_language(
    catalogues: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every command, with nothing behind it and with an option that there is none of."""
    monkeypatch.setenv("LC_ALL", "bg_BG.UTF-8")
    told = {}
    for parser in _commands(build_parser()):
        _, *words = parser.prog.split()
        for more in ([], ["--nonsense", "x"]):
            if not more and not _asks_for_something(parser):
                continue  # it would begin
            assert main([*words, *more]) != 0
            printed = capsys.readouterr()
            choices = (*TYPED, r"\b[a-z_]+, |\b[a-z_]+\. ", rf"\b{'|'.join(words) or 'x'}\b")
            said = re.sub("|".join((*choices, r"--\w+ x|«[^»]*»|“[^”]*”")), " ", printed.err)
            if words_of_none := foreign(said):
                told[parser.prog] = words_of_none
    assert told == {}


def _asks_for_something(parser: argparse.ArgumentParser) -> bool:
    return any(action.required for action in parser._actions)
