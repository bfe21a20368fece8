"""What is known of the journeys before the workshop: volumes, tools, roles and KPIs, brought in
from the tables of each department, one after the other."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from workshop.catalogues import writes_commas
from workshop.domain.errors import (
    ChannelMissing,
    ChannelsMixed,
    FigureTwice,
    KpiMissing,
    LaneElsewhere,
    ScreenStale,
    SheetColumnMissing,
    SheetHasErrors,
    StepMissing,
    TextTooLong,
    TooMany,
)
from workshop.domain.gestures import Gesture
from workshop.domain.journey import Channel, Kpi
from workshop.domain.text import TITLE_LIMIT, clean_optional
from workshop.domain.words import (
    Backing,
    JourneyMode,
    Known,
    Lane,
    Push,
    VolumePeriod,
    VolumeUnit,
)
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.journeys import Step, append_step, read_steps
from workshop.services.sheets.reading import Sheet
from workshop.services.sheets.values import (
    Line,
    LineError,
    Vocabulary,
    check_columns,
    lines_of,
    name_key,
)
from workshop.services.steps import LIST_LIMIT, clean_step, write_step
from workshop.services.templates import StepDraft
from workshop.services.transaction import change, snapshot

STEP_LIMIT = 60
"""Steps of both journeys after an import: no room reads more."""

COLUMNS = (
    "step",
    "lane",
    "team",
    "channel",
    "volume",
    "unit",
    "period",
    "findable",
    "source",
    "date",
    "tool",
    "front",
    "back",
    "kpi",
    "department",
    "push_client",
    "push_employee",
    "truth",
    "backed",
    "choice",
)
"""What a column may say, in the order of the example file."""

SAYS: tuple[tuple[str, type[StrEnum]], ...] = (
    ("lane", Lane),
    ("unit", VolumeUnit),
    ("period", VolumePeriod),
    ("known", Known),
    ("push", Push),
    ("backed", Backing),
)
"""The words that its cells may hold, by the kind that a vocabulary knows them by."""

KEYS = (
    *(f"column.{code}" for code in COLUMNS),
    *(f"{kind}.{word}" for kind, words in SAYS for word in words),
)
"""What a vocabulary for these tables has to know."""

FIGURES = ("volume", "unit", "period", "findable", "source", "date")
"""Of a channel: without one they say nothing."""
OF_A_KPI = ("department", "push_client", "push_employee")


class Fate(StrEnum):
    """What a step of the table becomes."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step as it would be, from these lines; ``before``: as it is, None when it is new."""

    draft: StepDraft
    lines: tuple[int, ...]
    step_id: int | None = None
    before: StepDraft | None = None

    @property
    def fate(self) -> Fate:
        """What would become of the step: added, changed, or the same as before."""
        if self.before is None:
            return Fate.ADDED
        return Fate.SAME if self.draft == self.before else Fate.CHANGED


@dataclass(frozen=True, slots=True)
class Preview:
    """What a table would change, and every line that stands in the way.

    ``left_out``: the columns that nothing was taken from. ``seen``, ``mode``: the journeys that
    the plan was made on.
    """

    steps: tuple[PlannedStep, ...]
    errors: tuple[LineError, ...]
    left_out: tuple[str, ...]
    seen: tuple[Step, ...]
    mode: JourneyMode

    def count(self, fate: Fate) -> int:
        """How many steps would meet this fate."""
        return sum(step.fate is fate for step in self.steps)

    @property
    def changes_nothing(self) -> bool:
        return all(step.fate is Fate.SAME for step in self.steps)


def guess_columns(sheet: Sheet, vocabulary: Vocabulary) -> dict[str, str]:
    """Which column says what, by its name: code (``COLUMNS``) to the column's name."""
    found = vocabulary.columns("column", sheet)
    return {code: found[code] for code in COLUMNS if code in found}


def plan_prerequisites(
    house: House,
    actor: Facilitating,
    sheet: Sheet,
    mapping: Mapping[str, str],
    vocabulary: Vocabulary,
) -> Preview:
    """What taking this sheet in would do; changes nothing.

    ``mapping``: what columns say (``COLUMNS``) to their names; "" for none. Lines about the same
    step add up, and add to what the journeys know already: nothing is removed, an empty or
    unknown figure replaces none. A figure that replaces another one comes with its own source,
    the file's name where the line gives none.
    Raises SheetColumnMissing without a column for the step, ValueUnknown for a column that is not
    there. What lines say wrongly is in the preview's ``errors``.
    """
    names = {code: mapping[code] for code in COLUMNS if mapping.get(code)}
    if "step" not in names:
        raise SheetColumnMissing(field="step")
    check_columns(sheet, list(names.values()))
    with snapshot(house, actor) as deed:
        seen, mode = read_steps(deed.connection, deed.workshop.id), deed.workshop.mode
        commas = writes_commas(deed.workshop.language)
    planner = _Planner(seen, mode, sheet.name, commas=commas)
    lines = lines_of(sheet, names, vocabulary)
    for line in lines:
        planner.take(line)
    return Preview(
        tuple(planner.steps.values()),
        tuple(error for line in lines for error in line.errors),
        tuple(name for name in sheet.columns if name not in names.values()),
        seen,
        mode,
    )


def take_prerequisites(house: House, actor: Facilitating, plan: Preview) -> None:
    """Take in all that a preview shows, or nothing.

    Raises SheetHasErrors (``errors``: how many) while a line is wrong, and ScreenStale when the
    journeys are no longer those that the preview was made on.
    """
    if plan.errors:
        raise SheetHasErrors(errors=len(plan.errors))
    with change(house, actor, Gesture.TAKE_PREREQUISITES, room=True) as deed:
        there = read_steps(deed.connection, deed.workshop.id)
        if there != plan.seen or deed.workshop.mode is not plan.mode:
            raise ScreenStale()
        for step in plan.steps:
            if step.step_id is None:
                append_step(deed, clean_step(step.draft))
            elif step.fate is Fate.CHANGED:
                write_step(deed.connection, step.step_id, clean_step(step.draft))


class _Planner:
    """Steps as they grow line by line, by lane and title; a table may give a step's number."""

    def __init__(
        self, seen: tuple[Step, ...], mode: JourneyMode, source: str, *, commas: bool
    ) -> None:
        self._mode = mode
        self._source = source
        self._commas = commas
        self._total = len(seen)
        self._figures: set[tuple[Lane, str, str]] = set()
        self._there: dict[tuple[Lane, str], Step] = {}
        for step in seen:
            self._there.setdefault((step.lane, name_key(step.client_title)), step)
        for step in seen:  # after all titles: a step that is called "2" keeps its name
            self._there.setdefault((step.lane, str(step.number)), step)
        self.steps: dict[tuple[Lane, str], PlannedStep] = {}

    def take(self, line: Line) -> None:
        """Add what a line says to its step; a line with anything wrong adds nothing."""
        before = len(line.errors)
        title = clean_optional(line("step"), limit=len(line("step")))
        lane = self._lane(line)
        named = self._there.get((lane, name_key(title)))
        if named is not None:  # perhaps by its number, as the picture of the journeys counts
            title = named.client_title
        if not title:
            line.refuse("step", StepMissing())
        elif len(title) > TITLE_LIMIT:
            line.refuse("step", TextTooLong(limit=TITLE_LIMIT, length=len(title)))
        place = (lane, name_key(title))
        planned = self.steps.get(place) or self._begin(place, title)
        draft = self._grown(planned.draft, place, line)
        for code, found in (
            ("channel", draft.channels),
            ("tool", draft.tools),
            ("front", draft.front),
            ("back", draft.back),
            ("kpi", draft.kpis),
        ):
            if len(found) > LIST_LIMIT:
                line.refuse(code, TooMany(field=code, limit=LIST_LIMIT))
        new = place not in self.steps and planned.before is None
        if new and self._total >= STEP_LIMIT:
            line.refuse("step", TooMany(field="steps", limit=STEP_LIMIT))
        if len(line.errors) > before:
            return
        self._total += new
        self.steps[place] = replace(planned, draft=draft, lines=(*planned.lines, line.number))

    def _lane(self, line: Line) -> Lane:
        mirror = self._mode is JourneyMode.MIRROR
        lane = line.word("lane", Lane, Lane.BOTH if mirror else Lane.CLIENT)
        fits = (lane is not Lane.EMPLOYEE) if mirror else (lane is not Lane.BOTH)
        if not fits:
            line.refuse("lane", LaneElsewhere(value=line("lane")))
        elif not mirror and line("team"):
            line.refuse("team", LaneElsewhere(value=line("team")))
        return Lane.BOTH if mirror else lane

    def _begin(self, place: tuple[Lane, str], title: str) -> PlannedStep:
        found = self._there.get(place)
        if found is None:
            return PlannedStep(StepDraft(title, lane=place[0]), ())
        return PlannedStep(found.draft, (), found.id, found.draft)

    def _grown(self, draft: StepDraft, place: tuple[Lane, str], line: Line) -> StepDraft:
        truth = line.word("truth", Known, Known.UNKNOWN, kind="known")
        backed = line.word("backed", Backing, draft.backed)
        return replace(
            draft,
            employee_title=self._short(line, "team") or draft.employee_title,
            moment_of_truth=(
                draft.moment_of_truth if truth is Known.UNKNOWN else truth is Known.YES
            ),
            channels=self._channels(draft.channels, place, line),
            tools=self._more(draft.tools, line, "tool"),
            front=self._more(draft.front, line, "front"),
            back=self._more(draft.back, line, "back"),
            kpis=self._kpis(draft.kpis, line),
            backed=backed,
            client_choice=(
                line.word("choice", Known, Known.UNKNOWN, kind="known")
                if line("choice")
                else draft.client_choice
            ),
        )

    def _short(self, line: Line, code: str) -> str:
        """What a cell says, unless it is longer than a title may be."""
        said = clean_optional(line(code), limit=len(line(code)))
        if len(said) > TITLE_LIMIT:
            line.refuse(code, TextTooLong(limit=TITLE_LIMIT, length=len(said)))
            return ""
        return said

    def _names(self, line: Line, code: str) -> tuple[str, ...]:
        found = tuple(clean_optional(name, limit=len(name)) for name in line.names_in(code))
        for name in found:
            if len(name) > TITLE_LIMIT:
                line.refuse(code, TextTooLong(limit=TITLE_LIMIT, length=len(name)))
        return tuple(name for name in found if name)

    def _more(self, there: tuple[str, ...], line: Line, code: str) -> tuple[str, ...]:
        known = {name_key(name): name for name in there}
        for name in self._names(line, code):
            known.setdefault(name_key(name), name)
        return tuple(known.values())

    def _channels(
        self, there: tuple[Channel, ...], place: tuple[Lane, str], line: Line
    ) -> tuple[Channel, ...]:
        names = self._names(line, "channel")
        told = [code for code in FIGURES if line(code)]
        if told and not names:
            line.refuse(told[0], ChannelMissing())
        if "volume" in told and len(names) > 1:
            line.refuse("channel", ChannelsMixed())
        volume = line.number_of("volume", comma_groups=not self._commas)
        unit = line.word("unit", VolumeUnit, VolumeUnit.CONTACTS)
        period = line.word("period", VolumePeriod, VolumePeriod.MONTH)
        findable = line.word("findable", Known, Known.UNKNOWN, kind="known")
        source, day = self._short(line, "source"), line.day("date", day_first=self._commas)
        known = {name_key(channel.name): channel for channel in there}
        for name in names:
            channel = known.setdefault(name_key(name), Channel(name))
            if volume is not None:
                figure = replace(
                    channel,
                    volume=volume,
                    unit=unit if line("unit") or channel.volume is None else channel.unit,
                    period=period if line("period") or channel.volume is None else channel.period,
                )
                self._say_once(line, place, channel, figure)
                channel = self._sourced(channel, figure, source, day)
            if findable is not Known.UNKNOWN:
                channel = replace(channel, findable=findable)
            known[name_key(name)] = channel
        return tuple(known.values())

    def _sourced(self, channel: Channel, figure: Channel, source: str, day: date | None) -> Channel:
        """A figure that is new, or was not what it is now, has no older source."""
        same = figure == channel
        return replace(
            figure,
            figure_from=source or (channel.figure_from if same else self._source[:TITLE_LIMIT]),
            figure_on=day or (channel.figure_on if same else None),
        )

    def _say_once(
        self, line: Line, place: tuple[Lane, str], channel: Channel, figure: Channel
    ) -> None:
        """Two lines of one table may repeat a figure; which of two different ones is right is not
        for us to choose."""
        mark = (*place, name_key(channel.name))
        if mark in self._figures and figure != channel:
            line.refuse("volume", FigureTwice(channel=channel.name))
        self._figures.add(mark)

    def _kpis(self, there: tuple[Kpi, ...], line: Line) -> tuple[Kpi, ...]:
        names = self._names(line, "kpi")
        told = [code for code in OF_A_KPI if line(code)]
        if told and not names:
            line.refuse(told[0], KpiMissing())
        department = self._short(line, "department")
        client = line.word("push_client", Push, Push.UNKNOWN, kind="push")
        employee = line.word("push_employee", Push, Push.UNKNOWN, kind="push")
        kpis = list(there)
        for name in names:
            at = _kpi_at(kpis, name, department)
            if at is None:
                kpis.append(Kpi(name, department, client, employee))
                continue
            found = kpis[at]
            kpis[at] = replace(
                found,
                department=found.department or department,
                client=found.client if client is Push.UNKNOWN else client,
                employee=found.employee if employee is Push.UNKNOWN else employee,
            )
        return tuple(kpis)


def _kpi_at(kpis: list[Kpi], name: str, department: str) -> int | None:
    """The place of a KPI: one that another department owns too is another one, who share it."""
    same = [at for at, kpi in enumerate(kpis) if name_key(kpi.name) == name_key(name)]
    owned = [at for at in same if name_key(kpis[at].department) == name_key(department)]
    free = [at for at in same if not department or not kpis[at].department]
    return next(iter([*owned, *free]), None)
