"""What people may type, in every field where they type, through every format, on both databases."""

import csv
import io
import json
import re
from collections.abc import Iterator
from itertools import count
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
import vobject
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from tests.exports.test_hostile_files import WORDS, altered
from tests.services.cast import Cast
from workshop.domain.errors import FileUnreadable
from workshop.domain.text import clean_optional
from workshop.exports import downloads, json_file
from workshop.exports.csv_file import harmless
from workshop.services.actors import Console

Whole = dict[str, Any]

PAYLOADS = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "＝1＋1",
    '=HYPERLINK("http://example.org";"x")',
    "<script>alert(1)</script> & \"quoted\" 'twice'",
    "![x](http://example.org/x.png) [y](javascript:alert(1)) **b**",
    '#panic("x") *b* _i_ $x$ `c` @ref <label> // no comment',
    "#include \"/etc/hosts\" = head \\u{1f600} /* none */ ~ --- '''",
    "a\x00b\x07c\x1bd\x7fe\ufffe",
    "\u202egnp.exe\u202c and \u2066x\u2069",
    "lone \ud83d and \udc00 halves",
    "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇫🇷 👍🏽",
    "مرحبا بكم في الورشة",
    "שלום לכולם בסדנה",
    "e\u0301\u0327 Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319 ñ",
    "_x0041_ &#65; %41 {PAGE} {{x}} ${x} %s {0}",
    "BEGIN:VEVENT;X=1,2\\n\nEND:VCALENDAR",
    "l'été « à l’heure » \u202f; \u00a0: … — 00123 1e5 TRUE",
)
MORE = {
    **WORDS,
    "measures": ("name",),  # a unit is shorter than most of these
    "cards": ("text", "provenance"),
    "steps": ("client_title", "employee_title"),
    "personas": ("description",),
    "questions": ("text",),
    "answers": ("text",),
    "votes": ("title",),
    "merged": ("title",),
    "placements": ("because",),
    "moderation": ("note",),
}
FRAME = ("title", "ambition", "scope", "out_of_scope", "client_goal", "employee_goal")
LONG = "x" * 10_000


def typed(whole: Whole) -> Iterator[tuple[Any, Any]]:
    """Each place where somebody has typed something: its record or list, and where in it."""
    yield from ((whole["workshop"], name) for name in (*FRAME, "joint_owner"))
    for noun, fields in MORE.items():
        for record in whole[noun]:
            yield from ((record, name) for name in fields if record.get(name))
    for cause in whole["causes"]:
        yield from ((cause["whys"], place) for place in range(len(cause["whys"])))
    for project in whole["projects"]:
        yield from ((criterion, "text") for criterion in project["criteria"])
        yield from ((phase, "title") for phase in project["phases"])
    for action in whole["actions"]:
        yield from ((event, name) for event in action["events"] for name in ("by", "says"))


def poison(whole: Whole) -> None:
    """Another payload in each place, every one of them in many."""
    for place, (record, name) in zip(count(), typed(whole), strict=False):
        record[name] = PAYLOADS[place % len(PAYLOADS)]


def files_of(cast: Cast, whole: Whole) -> dict[str, bytes]:
    """Every file of a workshop taken in from ``whole``."""
    me = Console(json_file.import_workshop(cast.house, json.dumps(whole).encode()).code)
    return {name: found.produce(cast.house, me) for name, found in downloads().items()}


CLEAN = {clean_optional(text, limit=10_000) for text in PAYLOADS}


def test_words_that_mean_harm_go_through_every_file_unharmed(lived: Cast) -> None:
    whole = json.loads(altered(lived, poison))
    files = files_of(lived, whole)
    told = json.loads(files["workshop.json"])
    places = [record[name] for record, name in typed(told)]
    assert set(places) >= CLEAN
    assert {text for text in places if text} <= CLEAN
    said = _every(told)
    _in_workbook(files["workshop.xlsx"], said)
    _in_tables(files["workshop-csv.zip"], said)
    _in_slides(files["slides.pptx"], told)
    _in_calendar(files["actions.ics"], told)
    for name, content in files.items():
        if name.endswith(".pdf"):
            _in_pdf(content, told)
        elif name.endswith(".svg"):
            tags = [node.tag for node in ElementTree.fromstring(content).iter()]
            assert not [tag for tag in tags if tag.endswith(("script", "image", "foreignObject"))]
        elif name.endswith(".png"):
            assert content.startswith(b"\x89PNG")
    _too_long(lived, whole)


def _too_long(lived: Cast, whole: Whole) -> None:
    """Ten thousand characters are taken by no field, and refused with their place."""
    whole["workshop"]["code"] = ""
    for noun, (name, *_) in WORDS.items():
        record = whole[noun][0]
        short, record[name] = record[name], LONG
        with pytest.raises(FileUnreadable) as refused:
            json_file.import_workshop(lived.house, json.dumps(whole).encode())
        assert str(refused.value.facts["place"]).startswith(f"{noun}[0]")
        record[name] = short


def _every(told: Whole) -> set[str]:
    """The words of nouns that stand whole in a cell of their own."""
    nouns = {"cards": "text", "topics": "title", "solutions": "title", "actions": "what"}
    nouns |= {"projects": "objectives", "pilots": "because", "evidence": "fact", "items": "what"}
    return {record[name] for noun, name in nouns.items() for record in told[noun] if record[name]}


def _in_workbook(content: bytes, said: set[str]) -> None:
    book = load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert said <= {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "b"}
    links = [cell.hyperlink for cell in cells if cell.hyperlink]
    assert {link.target for link in links} == {None}


def _in_tables(content: bytes, said: set[str]) -> None:
    found: set[str] = set()
    with ZipFile(io.BytesIO(content)) as whole:
        for name in whole.namelist():
            text = whole.read(name).decode("utf-8-sig")
            rows = list(csv.reader(io.StringIO(text, newline="")))
            assert len({len(row) for row in rows}) == 1, name
            found.update(cell for row in rows for cell in row)
    assert {harmless(text) for text in said} <= found
    assert not [cell for cell in found if cell.startswith(tuple("=+@\t\r\n＝＋－＠"))]
    assert not [cell for cell in found if re.match(r"-(?!\d+(\.\d+)?$)", cell)]


def _in_slides(content: bytes, told: Whole) -> None:
    slides = list(Presentation(io.BytesIO(content)).slides)
    shapes = [shape for slide in slides for shape in slide.shapes]
    said = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    assert told["workshop"]["title"] in said[0]
    assert {idea["title"] for idea in told["solutions"]} <= set(said)
    assert not [link for slide in slides for link in slide.part.rels.values() if link.is_external]


def _in_calendar(content: bytes, told: Whole) -> None:
    lines = content.split(b"\r\n")
    assert lines.count(b"BEGIN:VEVENT") == lines.count(b"END:VEVENT")
    assert lines.count(b"END:VCALENDAR") == 1
    summaries = {
        event.summary.value.removeprefix("✓ ")
        for event in vobject.readOne(content.decode()).vevent_list
    }
    assert summaries
    assert summaries <= {action["what"] for action in told["actions"]}


def _in_pdf(content: bytes, told: Whole) -> None:
    file = PdfReader(io.BytesIO(content))
    assert file.metadata is not None
    assert file.metadata.title == told["workshop"]["title"]
    assert all(page.extract_text() is not None for page in file.pages)
    notes = [note.get_object() for page in file.pages for note in page.get("/Annots", ())]
    assert not [note for note in notes if "/URI" in note.get("/A", {})]
