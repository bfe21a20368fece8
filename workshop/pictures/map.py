"""The map as a picture for the last row: both lanes, both curves, the gap, and what stands out.

What does not fit is left out in the order of ``SPARED``, and the picture says so; nothing is ever
shrunk below the smallest type.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshop.domain.words import Lane, Side
from workshop.i18n import Words
from workshop.pictures.drawing import Drawing
from workshop.pictures.foot import draw_foot, foot_height
from workshop.pictures.letters import shorten
from workshop.pictures.map_words import map_sentences
from workshop.pictures.palette import LIGHT, Palette
from workshop.pictures.sheet import (
    AIR,
    CLIENT_FACES,
    CYCLE_FACES,
    EDGE,
    HEADING,
    LARGE,
    SMALL,
    TEAM_FACES,
    Columns,
    Sheet,
    Titles,
    columns_of,
    draw_bands,
    draw_curves,
    draw_titles,
    set_titles,
)
from workshop.pictures.strips import SPARED, Strip, draw_strip, strips_of
from workshop.services.views.map import MapStep, MapView, gap_of

WIDE, HIGH = 1920, 1080

MOST_COLUMNS = 14
"""More steps than that no row of seats can read; the others are left out, and counted."""

_LEAST_CURVES = 250.0  # pixels that the five levels of a mood need
_LEAST_CURVE = 165.0  # of a life cycle, which holds one curve alone
_LINKS = 120.0  # pixels in which links cross
_LOWEST = 60.0  # what curves are given when nothing is left to spare

_SIDES = {Lane.CLIENT: Side.CLIENT, Lane.EMPLOYEE: Side.EMPLOYEE}


def map_svg(
    view: MapView,
    words: Words,
    palette: Palette = LIGHT,
    *,
    title: str = "",
    wide: int = WIDE,
    high: int = HIGH,
) -> str:
    """The map as SVG of ``wide`` × ``high`` pixels, the palette's paper behind it.

    ``title``: over the map; "" where something else says it already.
    """
    drawing = Drawing(wide, high, palette, says=" ".join(map_sentences(view, words)))
    sheet = Sheet(drawing, view, words)
    if title:
        _draw_heading(sheet, title)
    if not view.steps:
        said = words("ui.map.no_step")
        drawing.text(wide / 2, high / 2, said, LARGE, anchor="middle", fill=palette.soft)
    elif view.is_mirror:
        _draw_mirror(sheet)
    else:
        _draw_cycles(sheet)
    return drawing.svg()


def _draw_heading(sheet: Sheet, title: str) -> None:
    room = sheet.drawing.width - 2 * EDGE
    said = shorten(title, HEADING, room, bold=True)
    sheet.drawing.text(EDGE, sheet.y + HEADING - 6, said, HEADING, bold=True)
    sheet.y += HEADING + AIR


def _shown(sheet: Sheet, steps: Sequence[MapStep]) -> tuple[MapStep, ...]:
    """At most so many steps: the first to go are those that say least, the last ones before."""
    if len(steps) <= MOST_COLUMNS:
        return tuple(steps)
    kept = sorted(steps, key=_weight, reverse=True)[:MOST_COLUMNS]
    gone = len(steps) - MOST_COLUMNS
    sheet.left_out.append(sheet.words.count("ui.map.left.steps", gone))
    return tuple(step for step in steps if step in kept)


def _weight(step: MapStep) -> tuple[bool, bool, int, int]:
    known = (step.client.mean is not None) + (step.employee.mean is not None)
    return step.moment_of_truth, step.stands_out, known, step.cards.total


@dataclass(frozen=True, slots=True)
class _Lane:
    """A lane before it is drawn: its titles (and the team's under them), and its rows."""

    steps: tuple[MapStep, ...]
    titles: Titles
    team: Titles | None
    strips: tuple[Strip, ...]

    @property
    def columns(self) -> Columns:
        return self.titles.columns

    @property
    def high(self) -> float:
        """Pixels beside the curves."""
        team = self.team.high if self.team is not None else 0.0
        return self.titles.high + team + sum(strip.high for strip in self.strips)

    @property
    def spares(self) -> frozenset[str]:
        """What could still be left out."""
        team = {"team"} if self.team is not None else set()
        return frozenset(team).union(*(strip.spares for strip in self.strips))


def _lane(sheet: Sheet, steps: tuple[MapStep, ...], side: Side, spared: Sequence[str]) -> _Lane:
    faces = CLIENT_FACES if sheet.view.is_mirror else CYCLE_FACES
    texts = [f"{step.number}\u00a0{step.title}" for step in steps]
    starred = frozenset(place for place, step in enumerate(steps) if step.moment_of_truth)
    titles = set_titles(sheet, side, texts, faces, starred=starred)
    team = None
    if "team" not in spared and any(step.team_title for step in steps):
        tasks = [step.team_title for step in steps]
        team = set_titles(sheet, Side.EMPLOYEE, tasks, TEAM_FACES, columns=titles.columns)
        if team.face.staggered and not titles.face.staggered:
            # Both lanes then need the room that staggered titles take at their ends.
            columns = columns_of(sheet, len(steps), staggered=True)
            titles = set_titles(sheet, side, texts, faces, starred=starred, columns=columns)
            team = set_titles(sheet, Side.EMPLOYEE, tasks, TEAM_FACES, columns=columns)
    return _Lane(steps, titles, team, strips_of(sheet, steps, titles.columns, spared))


def _lanes_that_fit(
    sheet: Sheet, lanes: Mapping[Side, tuple[MapStep, ...]], least: float
) -> tuple[dict[Side, _Lane], float, float]:
    """The lanes with as much as leaves ``least`` pixels to the curves, the height that is left to
    these, and that of the foot.
    """
    every = [step for steps in lanes.values() for step in steps]
    steps_out = list(sheet.left_out)

    def fitted(spared: Sequence[str]) -> tuple[dict[Side, _Lane], float, float]:
        found = {side: _lane(sheet, steps, side, spared) for side, steps in lanes.items()}
        foot = foot_height(sheet, every, [*steps_out, *_told(sheet, spared)])
        taken = sum(lane.high for lane in found.values())
        return found, sheet.drawing.height - sheet.y - foot - taken, foot

    spared: list[str] = []
    fit = fitted(spared)
    while fit[1] < least:
        spares = frozenset[str]().union(*(lane.spares for lane in fit[0].values()))
        following = next((name for name in SPARED if name in spares), None)
        if following is None:
            break
        spared.append(following)
        fit = fitted(spared)
    for name in spared[-2::-1]:  # what went last may have made room for what went before
        fewer = [other for other in spared if other != name]
        if (again := fitted(fewer))[1] >= least:
            spared, fit = fewer, again
    sheet.left_out += _told(sheet, spared)
    return fit[0], max(fit[1], _LOWEST), fit[2]


def _told(sheet: Sheet, spared: Sequence[str]) -> list[str]:
    """What is spared, in words: of a row that is gone altogether nobody misses the names."""
    told = [name for name in spared if _ROW_OF.get(name) not in spared]
    return [sheet.words(f"ui.map.left.{name}") for name in told]


_ROW_OF = {"tools_names": "tools", "kpis_names": "kpis", "channels_names": "volume"}


# --- mirror: one list of steps, two lanes -------------------------------------------------------


def _draw_mirror(sheet: Sheet) -> None:
    steps = _shown(sheet, sheet.view.steps)
    lanes, curves, foot = _lanes_that_fit(sheet, {Side.CLIENT: steps}, _LEAST_CURVES)
    lane = lanes[Side.CLIENT]
    draw_titles(sheet, lane.titles, upwards=True)
    top = sheet.y
    draw_bands(sheet, lane.columns, steps, top, sheet.drawing.height - foot)
    draw_curves(sheet, lane.columns, steps, top, top + curves, tuple(Side))
    sheet.y = top + curves
    if lane.team is not None:
        draw_titles(sheet, lane.team, upwards=False)
    for strip in lane.strips:
        draw_strip(sheet, strip, lane.columns)
    draw_foot(sheet, steps, foot)


# --- two life cycles ----------------------------------------------------------------------------


def _draw_cycles(sheet: Sheet) -> None:
    """The client's journey above, the team's below, and the links between them."""
    shown = {
        side: steps
        for lane, side in _SIDES.items()
        if (steps := _shown(sheet, sheet.view.lane(lane)))
    }
    least = len(shown) * _LEAST_CURVE + _LINKS
    lanes, left, foot = _lanes_that_fit(sheet, shown, least)
    links = min(left / 4, 1.5 * _LINKS) if len(lanes) > 1 else 0.0
    each = (left - links) / len(lanes)
    ends: dict[Side, float] = {}
    for side, lane in lanes.items():
        above = side is Side.CLIENT
        if above:
            draw_titles(sheet, lane.titles, upwards=False)
            for strip in lane.strips:
                draw_strip(sheet, strip, lane.columns)
        else:
            sheet.y += links
        top = sheet.y
        draw_bands(sheet, lane.columns, lane.steps, top, top + each)
        draw_curves(sheet, lane.columns, lane.steps, top, top + each, (side,))
        sheet.y = top + each
        ends[side] = sheet.y if above else top
        if not above:
            for strip in lane.strips:
                draw_strip(sheet, strip, lane.columns)
            draw_titles(sheet, lane.titles, upwards=False)
    if len(lanes) > 1:
        _draw_links(sheet, lanes, ends)
    draw_foot(sheet, [step for lane in lanes.values() for step in lane.steps], foot)


def _draw_links(sheet: Sheet, lanes: Mapping[Side, _Lane], ends: Mapping[Side, float]) -> None:
    """A line for each link, thick where the gap is wide, dashed where it is not known."""
    places = {
        step.id: lane.columns.middle(place)
        for lane in lanes.values()
        for place, step in enumerate(lane.steps)
    }
    top, bottom = ends[Side.CLIENT] + 4, ends[Side.EMPLOYEE] - 4
    said: list[tuple[float, float, str]] = []
    for client, team in sheet.view.pairs:
        if client.id not in places or team.id not in places:
            continue
        gap = gap_of(client, team)
        above, below, middle = places[client.id], places[team.id], (top + bottom) / 2
        look: dict[str, object] = {"stroke": sheet.palette.soft, "stroke_linecap": "round"}
        look["stroke_width"] = 3.0 if gap is None else 3 + 2.5 * abs(gap)
        if gap is None:
            look["stroke_dasharray"] = "2 10"
        bend = f"{above:.1f} {middle:.1f} {below:.1f} {middle:.1f} {below:.1f} {bottom:.1f}"
        sheet.drawing.path(f"M{above:.1f} {top:.1f}C{bend}", fill="none", **look)
        if gap is not None:
            along = [_on_the_bend(above, below, top, bottom, share) for share in _SHARES]
            free = max(along, key=lambda spot: _distance(spot, said))
            said.append((*free, sheet.words.signed(gap)))
    for x, y, gap_said in said:
        sheet.drawing.text(x, y + 10, gap_said, SMALL, anchor="middle", bold=True, halo=True)


_SHARES = (0.5, 0.35, 0.65, 0.22, 0.78)
"""Where along its link a gap may be said; the freest place is taken, the middle before others."""


def _on_the_bend(
    above: float, below: float, top: float, bottom: float, share: float
) -> tuple[float, float]:
    """A point of the curve that leaves one column upright and comes into the other upright."""
    start, end = (1 - share) ** 2 * (1 + 2 * share), share**2 * (3 - 2 * share)
    middle = (top + bottom) / 2
    y = (1 - share) ** 3 * top + 3 * share * (1 - share) * middle + share**3 * bottom
    return start * above + end * below, y


def _distance(spot: tuple[float, float], said: Sequence[tuple[float, float, str]]) -> float:
    """How far the nearest figure is; one that is far enough is as good as any."""
    x, y = spot
    far = 90.0
    return min([far, *(max(abs(x - other), 2.2 * abs(y - down)) for other, down, _ in said)])
