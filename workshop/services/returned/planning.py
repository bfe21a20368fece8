"""What a workbook that came back would change, and taking it: what was ticked, or nothing."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from workshop.catalogues import writes_commas
from workshop.domain.errors import (
    LabelTwice,
    ScreenStale,
    SheetHasErrors,
    SheetTooLong,
    WorkbookElsewhere,
    WorkshopError,
)
from workshop.domain.gestures import Gesture
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.returned.fields import Field, Said, Value
from workshop.services.returned.marks import Marks, fingerprint
from workshop.services.returned.nouns import NOUNS, TOPICS, Noun, There, read_there
from workshop.services.returned.pages import Given, Page, Row
from workshop.services.sheets.values import LineError, name_key
from workshop.services.topics import recorded
from workshop.services.transaction import Deed, change, rehearse, snapshot

CHANGED_LIMIT = 1_000
"""Lines that say something else: nobody writes while they are tried, some thousand a second."""

Now = Mapping[str, Mapping[str, There]]
"""What the workshop says, by noun and label."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell: what is here, and what the file says, as values and in the workshop's words.

    ``both``: it was changed here too since the workbook was given out.
    """

    code: str
    column: str
    before: Value
    after: Value
    before_said: str
    after_said: str
    both: bool = False


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A line of a sheet that says something else than the workshop.

    ``label``: "" for something new, of which ``twins`` things bear the title already. ``title``:
    what it is called now, or is to be called.
    """

    noun: str
    line: int
    label: str
    title: str
    differences: tuple[Difference, ...]
    errors: tuple[LineError, ...] = ()
    twins: int = 0

    @property
    def place(self) -> tuple[str, int]:
        """By which a row is ticked: its noun and its line."""
        return self.noun, self.line

    @property
    def doubtful(self) -> bool:
        """Somebody has to look before it is taken: changed on both sides, or there already."""
        return bool(self.twins) or any(found.both for found in self.differences)


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """A sheet. ``stays``: cells that somebody edited, and that are not taken: line and column;
    ``missing``: labels that were given out and are not in the file any more, which takes nothing
    away; ``errors``: of the sheet as a whole.
    """

    noun: str
    name: str
    rows: tuple[PlannedRow, ...]
    stays: tuple[tuple[int, str], ...] = ()
    missing: tuple[str, ...] = ()
    errors: tuple[LineError, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What a workbook would change. ``left_out``: its sheets of which nothing is taken,
    ``touched``: those among them that were edited all the same; ``gone``: nouns whose sheet is not
    there any more.
    """

    given_out: datetime
    pages: tuple[PlannedPage, ...]
    left_out: tuple[str, ...]
    gone: tuple[str, ...]
    touched: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[PlannedRow, ...]:
        """All lines that say something else, faultless or not."""
        return tuple(row for page in self.pages for row in page.rows)

    @property
    def faultless(self) -> tuple[PlannedRow, ...]:
        """The lines that can be taken."""
        return tuple(row for row in self.rows if not row.errors)

    @property
    def errors(self) -> tuple[tuple[str, LineError], ...]:
        """The name of the sheet and what is wrong on one of its lines."""
        return tuple(
            (page.name, error)
            for page in self.pages
            for error in (*page.errors, *(error for row in page.rows for error in row.errors))
        )


def plan_returned(house: House, actor: Facilitating, given: Given, said: Said) -> Preview:
    """What giving this workbook back would do; changes nothing.

    ``said``: how files may say each of ``nouns.KEYS``. What lines say wrongly is in the preview's
    ``errors``; each line is tried by the rules of its noun, and taken back. Raises
    WorkbookElsewhere (``workshop``), SheetTooLong with more than CHANGED_LIMIT lines to try.
    """
    with snapshot(house, actor) as seen:
        if given.marks.code != seen.workshop.code:
            raise WorkbookElsewhere(workshop=given.marks.code)
        now, commas = read_there(seen), writes_commas(seen.workshop.language)
    pages = tuple(_Reader(given.marks, page, now, said, commas).plan() for page in given.pages)
    there = {page.noun for page in pages}
    preview = Preview(
        given.marks.given_out,
        pages,
        given.left_out,
        tuple(noun.name for noun in NOUNS if noun.name not in there),
        given.touched,
    )
    if len(preview.faultless) > CHANGED_LIMIT:
        raise SheetTooLong(limit=CHANGED_LIMIT)
    return _tried(house, actor, preview) if preview.faultless else preview


def take_returned(
    house: House,
    actor: Facilitating,
    plan: Preview,
    chosen: Collection[tuple[str, int]] | None = None,
) -> int:
    """Take the lines that were ticked, all or none of them; gives how many.

    ``chosen``: the ``place`` of each, None for every line, which is refused while one is wrong.
    Raises SheetHasErrors (``errors``: how many), ScreenStale when a line is no longer what the
    preview showed, and what the gestures of the nouns raise.
    """
    rows = [row for row in plan.rows if chosen is None or row.place in chosen]
    wrong = [row for row in rows if row.errors]
    if wrong or (chosen is None and plan.errors):
        raise SheetHasErrors(errors=len(plan.errors))
    with change(house, actor, Gesture.TAKE_RETURNED) as deed:
        now = read_there(deed)
        for row in rows:
            _refuse_stale(row, now)
        for noun in NOUNS:
            ours = [row for row in rows if row.noun == noun.name]
            _together(deed, noun, partial(_put_all, deed, noun, ours, now))
        there = next((row.label for row in rows if row.label), None)
        # What is new bears a label by now, which the trace knows.
        deed.trace.says(about=there, after=str(len(rows) - 1) if len(rows) > 1 else "")
    return len(rows)


def _put_all(deed: Deed, noun: Noun, rows: list[PlannedRow], now: Now) -> None:
    for row in rows:
        _put(deed, noun, row, now)


def _together(deed: Deed, noun: Noun, do: Callable[[], None]) -> None:
    """One undo takes back all that was done to the topics."""
    if noun is TOPICS:
        recorded(deed, do)
    else:
        do()


def _put(deed: Deed, noun: Noun, row: PlannedRow, now: Now) -> None:
    there = now[noun.name].get(row.label)
    values = dict(noun.new if there is None else there.values)
    values |= {found.code: found.after for found in row.differences}
    changed = [found.code for found in row.differences]
    noun.put(deed, row.label or None, values, changed, there)


def _refuse_stale(row: PlannedRow, now: Now) -> None:
    there = now[row.noun]
    if not row.label:
        if _twins(there, row.noun, row.title) != row.twins:
            raise ScreenStale()
    elif row.label not in there or any(
        there[row.label].values[found.code] != found.before for found in row.differences
    ):
        raise ScreenStale()


def _twins(there: Mapping[str, There], noun: str, title: str) -> int:
    code = next(one for one in NOUNS if one.name == noun).title.code
    wanted = name_key(title)
    return sum(name_key(str(one.values[code])) == wanted for one in there.values())


def _tried(house: House, actor: Facilitating, preview: Preview) -> Preview:
    """The preview with what the rules of the nouns refuse."""
    refused: dict[tuple[str, int], WorkshopError] = {}
    with rehearse(house, actor) as deed:
        now = read_there(deed)
        for noun in NOUNS:
            for row in preview.faultless:
                if row.noun == noun.name:
                    error = _refusal(deed, noun, row, now)
                    if error is not None:
                        refused[row.place] = error
    pages = (
        replace(page, rows=tuple(_with(row, refused.get(row.place)) for row in page.rows))
        for page in preview.pages
    )
    return replace(preview, pages=tuple(pages))


def _refusal(deed: Deed, noun: Noun, row: PlannedRow, now: Now) -> WorkshopError | None:
    try:
        with deed.connection.begin_nested():
            _put(deed, noun, row, now)
    except WorkshopError as refused:
        return refused
    return None


def _with(row: PlannedRow, refused: WorkshopError | None) -> PlannedRow:
    if refused is None:
        return row
    return replace(row, errors=(*row.errors, LineError(row.line, "", refused)))


@dataclass(frozen=True, slots=True)
class _Reader:
    """One sheet beside what the workshop says."""

    marks: Marks
    page: Page
    now: Now
    said: Said
    commas: bool

    def plan(self) -> PlannedPage:
        page, noun = self.page, self.page.noun
        errors = [] if page.fault is None else [_of_page(page.fault)]
        labels = Counter(self._label(row) for row in page.rows)
        rows: list[PlannedRow] = []
        for row in page.rows:
            label = self._label(row)
            if label and labels[label] > 1:
                twice = LineError(row.line, page.label, LabelTwice(label=label))
                rows.append(PlannedRow(noun.name, row.line, label, label, (), (twice,)))
            elif (planned := self._row(row, label)) is not None:
                rows.append(planned)
        given_out = [label for name, label in self.marks.cells if name == noun.name]
        missing = [label for label in given_out if label not in labels] if not errors else []
        return PlannedPage(
            noun.name,
            page.name,
            tuple(rows),
            tuple(self._stays()),
            tuple(label for label in missing if label in self._there),
            tuple(errors),
        )

    @property
    def _there(self) -> Mapping[str, There]:
        return self.now[self.page.noun.name]

    def _label(self, row: Row) -> str:
        return row.cells.get(self.page.label, "").upper()

    def _edited(self, row: Row, label: str, column: str) -> bool:
        """True where the file says something else than it did when it was given out."""
        noun, cell = self.page.noun.name, row.cells.get(column, "")
        before = self.marks.of(noun, label, column)
        return fingerprint(noun, label, column, cell) != (before or "")

    def _row(self, row: Row, label: str) -> PlannedRow | None:
        """The line as it would change the workshop, None where it changes nothing."""
        noun, columns = self.page.noun, self.page.columns
        edited = [
            field
            for field in noun.fields
            if field.code in columns and self._edited(row, label, columns[field.code])
        ]
        if not edited:
            return None
        there = self._there.get(label)
        if label and there is None:
            unknown = noun.labelled.unknown(**{noun.labelled.fact: label})
            error = LineError(row.line, self.page.label, unknown)
            return PlannedRow(noun.name, row.line, label, label, (), (error,))
        values = noun.new if there is None else there.values
        found: list[Difference] = []
        errors: list[LineError] = []
        for field in edited:
            try:
                difference = self._difference(row, label, field, values[field.code])
            except WorkshopError as refused:
                errors.append(LineError(row.line, columns[field.code], refused))
            else:
                found += [] if difference is None else [difference]
        if not found and not errors:
            return None
        title = str(values[noun.title.code]) or row.cells.get(columns.get(noun.title.code, ""), "")
        twins = 0 if label else _twins(self._there, noun.name, title)
        return PlannedRow(noun.name, row.line, label, title, tuple(found), tuple(errors), twins)

    def _difference(self, row: Row, label: str, field: Field, before: Value) -> Difference | None:
        column = self.page.columns[field.code]
        cell = row.cells.get(column, "")
        if field.kept and not cell:
            return None
        after = field.read(cell, self.said, day_first=self.commas)
        if after == before:
            return None
        noun, ways = self.page.noun.name, field.ways(before, self.said)
        mark = self.marks.of(noun, label, column) or ""
        return Difference(
            field.code,
            column,
            before,
            after,
            ways[0],
            field.ways(after, self.said)[0],
            both=bool(label)
            and mark not in {fingerprint(noun, label, column, way) for way in ways},
        )

    def _stays(self) -> Iterator[tuple[int, str]]:
        """The cells that were edited in columns that do not come back."""
        names = self.marks.columns.get(self.page.noun.name, ())
        kept = {
            self.page.columns[field.code]
            for field in self.page.noun.fields
            if field.kept and field.code in self.page.columns
        }
        taken = {*self.page.columns.values()}
        for row in self.page.rows:
            label = self._label(row)
            for column in names:
                if column in taken and (column not in kept or row.cells.get(column)):
                    continue
                if column in row.cells and self._edited(row, label, column):
                    yield row.line, column


def _of_page(fault: WorkshopError) -> LineError:
    """A fault of a sheet stands on the line that it names, its first one without."""
    line = fault.facts.get("line")
    return LineError(line if isinstance(line, int) else 1, "", fault)
