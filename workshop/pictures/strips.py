"""The rows of figures under the curves: a cell a step, with names where they all fit."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from workshop.domain.words import Kind, Lane, Side, Source
from workshop.pictures.letters import shorten, width
from workshop.pictures.map_words import (
    NOTHING,
    UNKNOWN,
    cards_said,
    channel_said,
    ease_said,
    level_said,
    tool_said,
    volume_said,
)
from workshop.pictures.sheet import EDGE, GUTTER, LEADING, SMALL, Columns, Sheet, draw_mark
from workshop.pictures.signs import sign
from workshop.services.views.map import MapCards, MapStep, MapView

SPARED = (
    "tools_names",
    "kpis_names",
    "channels_names",
    "tools",
    "data",
    "levels",
    "voices",
    "kpis",
    "volume",
    "team",
    "cards",
)
"""What is left out first, second … where there is no room: names before figures."""

MOST_NAMES = 3
"""Lines of names in one cell; a longer list is counted instead."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell, with the sign that stands before it."""

    words: str
    sign: str = ""
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """A row of figures: what it is, whose, and a cell a step, each of a few lines."""

    label: str
    cells: tuple[tuple[Line, ...], ...]
    side: Side | None = None
    spares: frozenset[str] = frozenset()
    """What could be left out of it: its names, or all of it."""

    @property
    def high(self) -> float:
        return max(len(cell) for cell in self.cells) * SMALL * LEADING + 5


Make = Callable[[Sheet, MapStep], Iterable[Line]]


def strips_of(
    sheet: Sheet, steps: Sequence[MapStep], columns: Columns, spared: Sequence[str]
) -> tuple[Strip, ...]:
    """The rows that say something, but for what is spared."""
    found = []
    for name, make in _rows(sheet).items():
        if name not in spared:
            strip = _strip(sheet, name, make, steps, columns, spared)
            if strip is not None:
                found.append(strip)
    return tuple(found)


def _rows(sheet: Sheet) -> dict[str, Make]:
    rows: dict[str, Make] = {
        "voices": _voices,
        "volume": _volume,
        "kpis": _kpis,
        "look": _look,
        "tools": _tools,
        "levels": _levels,
    }
    if sheet.view.is_mirror:
        rows |= {f"cards.{side}": _cards(side) for side in Side}
    else:
        rows["cards"] = _all_cards
    return {**rows, "data": _data}


def _strip(
    sheet: Sheet,
    name: str,
    make: Make,
    steps: Sequence[MapStep],
    columns: Columns,
    spared: Sequence[str],
) -> Strip | None:
    cells = [tuple(make(sheet, step)) for step in steps]
    if name == "look":
        # The signs have a row of their own only where the rows that hold them are left out.
        gone = {"against": "kpis" in spared, "hidden": "volume" in spared}
        cells = [tuple(line for line in cell if gone[line.sign]) for cell in cells]
    if not any(cells):
        return None
    cells = [tuple(part for line in cell for part in _stacked(line, columns)) for cell in cells]
    spares = {name} & set(SPARED)
    label = name
    named = _NAMED.get(name)
    if named is not None:
        key, make_names = named
        names = [tuple(make_names(sheet, step)) for step in steps]
        if key not in spared and _all_fit(names, columns):
            cells, label = names, key.removesuffix("_names")
            spares.add(key)
    side = next((side for side in Side if name == f"cards.{side}"), None)
    return Strip(
        sheet.words(f"ui.map.row.{'cards' if side else label}"),
        tuple(cell or (Line(NOTHING, soft=True),) for cell in cells),
        side,
        frozenset(spares),
    )


def _stacked(line: Line, columns: Columns) -> Iterator[Line]:
    """A sign over its words where there is no room beside them."""
    if line.sign and width(line.words, SMALL) + SMALL + 6 > columns.room:
        yield Line("", line.sign)
        line = replace(line, sign="")
    yield line


def _all_fit(cells: Sequence[tuple[Line, ...]], columns: Columns) -> bool:
    return all(len(cell) <= MOST_NAMES for cell in cells) and all(
        width(line.words, SMALL) + (SMALL + 6 if line.sign else 0) <= columns.room
        for cell in cells
        for line in cell
    )


# --- what stands in a cell ----------------------------------------------------------------------


def _voices(sheet: Sheet, step: MapStep) -> Iterator[Line]:
    sides: tuple[Side, ...] = tuple(Side) if step.lane is Lane.BOTH else (Side(step.lane),)
    if any(step.mood(side).voices for side in sides):
        said = (sheet.words.number(step.mood(side).voices) for side in sides)
        yield Line(" · ".join(said), soft=True)


def _volume(sheet: Sheet, step: MapStep) -> Iterator[Line]:
    if step.channels:
        hidden = "hidden" if step.hidden_channels else ""
        yield Line(volume_said(sheet.words, step.volume), hidden)
        if step.volume.known and step.volume.unit != _main_unit(sheet.view):
            yield Line(sheet.words(f"journeys.unit.{step.volume.unit}"), soft=True)


def _main_unit(view: MapView) -> str:
    """The unit that most steps count in: the others say theirs."""
    units = [step.volume.unit for step in view.steps if step.volume.known]
    return max(sorted(set(units)), key=units.count, default="")


def _channels(sheet: Sheet, step: MapStep) -> Iterator[Line]:
    for channel in step.channels:
        hidden = "hidden" if channel in step.hidden_channels else ""
        yield Line(channel_said(sheet.words, channel), hidden)


def _kpis(sheet: Sheet, step: MapStep) -> Iterator[Line]:
    if step.kpis:
        yield Line(sheet.words.number(len(step.kpis)), "against" if step.dissonant else "")


def _kpi_names(sheet: Sheet, step: MapStep) -> Iterator[Line]:
    for found in step.kpis:
        yield Line(found.kpi.name, "against" if found.why else "")


def _look(sheet: Sheet, step: MapStep) -> Iterator[Line]:
    if step.dissonant:
        yield Line("", "against")
    if step.hidden_channels:
        yield Line("", "hidden")


def _tools(sheet: Sheet, step: MapStep) -> Iterator[Line]:
    """How easy the hardest tool is; "?" where nobody has rated one."""
    if step.tools:
        rated = [tool.ease for tool in step.tools if tool.ease is not None]
        yield Line(ease_said(sheet.words, min(rated)) if rated else UNKNOWN)


def _tool_names(sheet: Sheet, step: MapStep) -> Iterator[Line]:
    for tool in step.tools:
        yield Line(tool_said(sheet.words, tool))


def _levels(sheet: Sheet, step: MapStep) -> Iterator[Line]:
    known = [level for level in step.levels if level.gap is not None]
    if known:
        yield Line(" · ".join(level_said(sheet.words, level) for level in known))


def _cards(side: Side) -> Make:
    def make(sheet: Sheet, step: MapStep) -> Iterator[Line]:
        said = cards_said(sheet.words, step.cards, side)
        if said != NOTHING:
            yield Line(said)

    return make


def _all_cards(sheet: Sheet, step: MapStep) -> Iterator[Line]:
    """Of a life cycle: what is told of the step, whatever the side."""
    both = [(Side.CLIENT, kind, sum(step.cards.of(side, kind) for side in Side)) for kind in Kind]
    said = cards_said(sheet.words, MapCards(tuple(both)), Side.CLIENT)
    if said != NOTHING:
        yield Line(said)


def _data(sheet: Sheet, step: MapStep) -> Iterator[Line]:
    if step.cards.data_total:
        said = (cards_said(sheet.words, step.cards, side, Source.DATA) for side in Side)
        yield Line(" · ".join(said), soft=True)


_NAMED: dict[str, tuple[str, Make]] = {
    "volume": ("channels_names", _channels),
    "kpis": ("kpis_names", _kpi_names),
    "tools": ("tools_names", _tool_names),
}


# --- drawing ------------------------------------------------------------------------------------


def draw_strip(sheet: Sheet, strip: Strip, columns: Columns) -> None:
    """A row: a fine rule over it, its name on the left, its cells in their columns."""
    drawing, palette = sheet.drawing, sheet.palette
    drawing.line(EDGE, sheet.y, columns.right, sheet.y, stroke=palette.line, stroke_width=1.5)
    base = sheet.y + (strip.high - SMALL * LEADING) / 2 + SMALL - 2
    x = EDGE
    if strip.side is not None:
        draw_mark(sheet, strip.side, EDGE + 13, base - SMALL * 0.34)
        x += 38
    label = shorten(strip.label, SMALL, GUTTER - x - 6)
    drawing.text(x, base, label, SMALL, fill=palette.soft)
    for place, cell in enumerate(strip.cells):
        top = sheet.y + (strip.high - len(cell) * SMALL * LEADING) / 2
        for index, line in enumerate(cell):
            _draw_line(sheet, line, columns, place, top + index * SMALL * LEADING + SMALL - 2)
    sheet.y += strip.high


def _draw_line(sheet: Sheet, line: Line, columns: Columns, place: int, y: float) -> None:
    said = shorten(line.words, SMALL, columns.room - (SMALL + 6 if line.sign else 0))
    x = columns.middle(place)
    if line.sign:
        half = width(said, SMALL) / 2
        sign(sheet.drawing, line.sign, x - (half + 4 if said else 0), y - SMALL * 0.35, SMALL)
        x += SMALL / 2 + 3
    if said:
        fill = sheet.palette.soft if line.soft or said == UNKNOWN else sheet.palette.ink
        sheet.drawing.text(x, y, said, SMALL, anchor="middle", fill=fill)
