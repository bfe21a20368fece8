"""All files of one workshop tell the same, while fifty phones write and once they are quiet."""

import csv
import io
import json
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from zipfile import ZipFile

import pytest
import vobject
from jsonschema import Draft202012Validator
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from tests.services.cast import Cast
from workshop.exports import downloads
from workshop.exports.json_schema import schema
from workshop.i18n import words
from workshop.services import actions, capture, topics
from workshop.services.actors import Console

PHONES = 50
MOST_EACH = 8
SAY = words("en")
VALID = Draft202012Validator(schema())
DUE = date(2027, 3, 1)


@dataclass(frozen=True, slots=True)
class Totals:
    """What one file says. ``kinds``: cards by side and sign, None where it names no card."""

    cards: int | None = None
    topics: int | None = None
    actions: int | None = None
    kinds: Counter[tuple[str, str]] | None = None


def agreed(found: set[int]) -> int:
    """The one number that a file says in several places."""
    [number] = found
    return number


def of_json(content: bytes) -> Totals:
    told = json.loads(content)
    assert not list(VALID.iter_errors(told))
    labels = {card["label"] for card in told["cards"]}
    assert len(labels) == len(told["cards"])
    names = {"client": SAY("file.client"), "employee": SAY("file.team")}
    kinds = Counter((names[card["side"]], SAY(f"kind.{card['kind']}")) for card in told["cards"])
    return Totals(len(labels), len(told["topics"]), len(told["actions"]), kinds)


def of_tables(tables: dict[str, list[dict[str, object]]]) -> Totals:
    cards = tables["cards"]
    kinds = Counter((str(row["Side"]), str(row["Kind"])) for row in cards)
    known = {row["Label"] for row in cards}
    held = [label for row in tables["topics"] for label in str(row["Cards"]).split()]
    assert set(held) <= known
    assert len({row["Label"] for row in tables["trail"]}) == len(tables["actions"])
    return Totals(len(known), len(tables["topics"]), len(tables["actions"]), kinds)


def of_xlsx(content: bytes) -> Totals:
    book = load_workbook(io.BytesIO(content))
    overview, *sheets = book.worksheets
    said = {row[0]: row[1] for row in overview.iter_rows(values_only=True) if row[0]}
    tables = {}
    for sheet in sheets:
        header, *rows = sheet.iter_rows(values_only=True)
        assert said.get(sheet.title, len(rows)) == len(rows)
        tables[sheet.title] = [dict(zip(map(str, header), row, strict=True)) for row in rows]
    nouns = {noun: SAY(f"file.sheet.{noun}") for noun in ("cards", "topics", "actions", "trail")}
    assert set(nouns.values()) <= set(said)
    return of_tables({noun: tables[title] for noun, title in nouns.items()})


def of_csv(content: bytes) -> Totals:
    with ZipFile(io.BytesIO(content)) as whole:
        assert whole.testzip() is None
        return of_tables(
            {
                name.removesuffix(".csv"): list(
                    csv.DictReader(io.StringIO(whole.read(name).decode("utf-8-sig"), newline=""))
                )
                for name in whole.namelist()
            }
        )


def counted(said: str, noun: str) -> set[int]:
    return {int(number) for number in re.findall(rf"(\d+) {noun}s?\b", said)}


def of_pdf(content: bytes) -> Totals:
    """The cards are said above the matrix, and again below the map."""
    said = " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split()
    )
    return Totals(agreed(counted(said, "card")), agreed(counted(said, "topic")))


def of_report(content: bytes) -> Totals:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    codes = {code for page in pages for code in re.findall(r"\bA\d+\b", page)}
    found = of_pdf(content)
    return Totals(found.cards, found.topics, len(codes))


def of_slides(content: bytes) -> Totals:
    file = Presentation(io.BytesIO(content))
    slides = list(file.slides)
    said = [
        shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame
    ]
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    firsts = [row.cells[0].text for table in tables for row in table.rows]
    codes = [first for first in firsts if re.fullmatch(r"A\d+", first)]
    assert len(codes) == len(set(codes))
    whole = "\n".join(said)
    return Totals(agreed(counted(whole, "card")), agreed(counted(whole, "topic")), len(codes))


def of_calendar(content: bytes) -> Totals:
    events = vobject.readOne(content.decode()).vevent_list
    return Totals(actions=len({event.uid.value for event in events}))


READERS: dict[str, Callable[[bytes], Totals]] = {
    "workshop.json": of_json,
    "workshop.xlsx": of_xlsx,
    "workshop-csv.zip": of_csv,
    "report.pdf": of_report,
    "summary.pdf": of_pdf,
    "slides.pptx": of_slides,
    "actions.ics": of_calendar,
}


@dataclass(slots=True)
class Room:
    """Fifty phones that send cards, and a facilitator who notes what is decided."""

    cast: Cast
    sent: int = 0
    kept: int = 0
    decided: int = 0
    noted: int = 0
    failed: list[BaseException] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)

    def phones(self) -> None:
        """A card of each phone at a time, all at once, until it is over."""
        for turn in range(MOST_EACH):
            if self._over.wait(0.15):
                return
            self.sent += PHONES
            waiting = [
                self.cast.writer.submit(self.cast.code, capture.add_cards, self._card(turn, n))
                for n in range(PHONES)
            ]
            for answer in waiting:
                assert answer.result(30)
                self.kept += 1

    def _card(self, turn: int, phone: int) -> capture.CardSent:
        side = ("client", "employee")[phone % 2]
        kind = ("irritant", "enchantment")[(turn + phone // 2) % 2]
        step = self.cast.steps[phone % len(self.cast.steps)]
        return self.cast.sent(f"phone-{phone}", side=side, kind=kind, step=step)

    def facilitator(self) -> None:
        for number in range(MOST_EACH):
            if self._over.wait(0.05):
                return
            self.decided += 1
            draft = actions.ActionDraft(
                f"Do it {number}", "Ann", "", DUE, "Fewer calls", "open", quadrant="priority"
            )
            actions.add_action(self.cast.house, self.cast.alice, draft)
            self.noted += 1

    @contextmanager
    def busy(self) -> Iterator[None]:
        threads = [
            threading.Thread(target=self._guarded, args=(act,))
            for act in (self.phones, self.facilitator)
        ]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._over.set()
            for thread in threads:
                thread.join(60)
        assert not self.failed

    def _guarded(self, act: Callable[[], None]) -> None:
        try:
            act()
        except BaseException as error:
            self.failed.append(error)


@pytest.fixture
def room(cast: Cast) -> Room:
    """Two topics are there from the start, so that files have all of their parts."""
    room = Room(cast)
    for title in ("Queue", "Form"):
        labels = [cast.card(side=side) for side in ("client", "employee")]
        topics.make_topic(cast.house, cast.alice, title=title, cards=labels)
    room.sent = room.kept = 4
    return room


def test_files_agree_with_themselves_while_fifty_phones_write_and_with_each_other_after(
    room: Room,
) -> None:
    house, me, files = room.cast.house, Console(room.cast.code), downloads()
    grown = False
    with room.busy():
        last = Totals(0, 0, 0)
        for name in ("workshop.json", *READERS):
            before, noted = room.kept, room.noted
            found = READERS[name](files[name].produce(house, me))
            grown |= room.kept > before
            if found.cards is not None:
                assert max(before, last.cards or 0) <= found.cards <= room.sent, name
                last = Totals(found.cards, found.topics, last.actions)
            if found.actions is not None:
                assert noted <= found.actions <= room.decided, name
    assert grown
    quiet = {name: read(files[name].produce(house, me)) for name, read in READERS.items()}
    whole = quiet["workshop.json"]
    assert whole.cards == room.kept == room.sent
    assert whole.actions == room.noted
    assert whole.kinds is not None
    assert whole.kinds.total() == whole.cards
    for name, found in quiet.items():
        for what in ("cards", "topics", "actions", "kinds"):
            if getattr(found, what) is not None:
                assert getattr(found, what) == getattr(whole, what), (name, what)
