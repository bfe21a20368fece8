"""The sheet a map is drawn on: its columns, its lanes of titles, and the curves over them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from workshop.domain.figures import GoodwillAlarm
from workshop.domain.words import Side
from workshop.i18n import Words
from workshop.pictures.drawing import Drawing
from workshop.pictures.letters import fits, width, wrap
from workshop.pictures.map_words import figure
from workshop.pictures.palette import Palette
from workshop.pictures.signs import sign
from workshop.services.answers import SCALE_HIGH, SCALE_LOW, SCALE_WORDS
from workshop.services.views.map import MapStep, MapView

SMALL, BODY, MIDDLE, LARGE, HEADING = 28, 32, 36, 44, 56
"""Sizes of type in pixels; no word is smaller than the first on a picture 1,920 wide."""

GUTTER = 262.0
"""On the left, where lanes and rows say what they are."""
EDGE = 20.0
AIR = 14.0
"""Between two titles, and around a cell."""
LEADING = 1.16
"""Of a line of text, for each pixel of its size."""

_OVER, _UNDER = 56.0, 20.0  # beyond the ends of the scale: the figure over a point, the point
_CORNER = 24.0  # from the edges of a column to the middle of the sign in its corner
_ALARMS = {GoodwillAlarm.FIRM: "goodwill", GoodwillAlarm.TO_CHECK: "to_check"}

Scale = Callable[[float], float]
"""From a mood to the pixels below the top of the picture."""


@dataclass(slots=True)
class Sheet:
    """A drawing under way. ``y``: how far down it has come. ``left_out``: in words, what found no
    room.
    """

    drawing: Drawing
    view: MapView
    words: Words
    y: float = EDGE
    left_out: list[str] = field(default_factory=list)

    @property
    def palette(self) -> Palette:
        return self.drawing.palette

    def colour(self, side: Side) -> str:
        return self.palette.accent if side is Side.CLIENT else self.palette.ink


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a lane, side by side."""

    left: float
    wide: float
    count: int

    def middle(self, place: int) -> float:
        return self.left + self.wide * (place + 0.5)

    @property
    def right(self) -> float:
        return self.left + self.wide * self.count

    @property
    def room(self) -> float:
        """For the words of a cell."""
        return self.wide - AIR / 2


@dataclass(frozen=True, slots=True)
class Face:
    """How the titles of a lane are set: ``staggered``, every other one stands lower."""

    size: int
    lines: int
    staggered: bool = False


CLIENT_FACES = (
    Face(LARGE, 2),
    Face(LARGE, 3),
    Face(MIDDLE, 3),
    Face(BODY, 3),
    Face(SMALL, 4),
    Face(BODY, 2, staggered=True),
    Face(SMALL, 2, staggered=True),
    Face(SMALL, 3, staggered=True),
)
CYCLE_FACES = (
    Face(LARGE, 2),
    Face(MIDDLE, 2),
    Face(BODY, 2),
    Face(SMALL, 3),
    Face(SMALL, 2, staggered=True),
)
TEAM_FACES = (
    Face(BODY, 2),
    Face(SMALL, 2),
    Face(SMALL, 3),
    Face(SMALL, 4),
    Face(SMALL, 2, staggered=True),
    Face(SMALL, 3, staggered=True),
)
"""The first that holds every title whole; else the last, which cuts what is too long."""


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles of a lane in their columns; ``starred``: the places of moments of truth."""

    side: Side
    face: Face
    columns: Columns
    texts: tuple[str, ...]
    starred: frozenset[int] = frozenset()

    @property
    def bold(self) -> bool:
        return bool(self.starred) or self.side is Side.CLIENT

    def lines(self, place: int) -> list[str]:
        """The title of a column (from 0), cut into as many lines as its face has at most."""
        room = _room(self.columns, self.face, starred=place in self.starred)
        face = self.face
        return wrap(self.texts[place], face.size, room, lines=face.lines, bold=self.bold)

    @property
    def most(self) -> int:
        """Lines of the longest title."""
        return max(1, *(len(self.lines(place)) for place in range(len(self.texts))))

    @property
    def block(self) -> float:
        """How high the longest title is, in units of the drawing."""
        return self.most * self.face.size * LEADING

    @property
    def high(self) -> float:
        """How high all of them are with the air below, in units of the drawing."""
        return self.block * (2 if self.face.staggered else 1) + AIR


def set_titles(
    sheet: Sheet,
    side: Side,
    texts: Sequence[str],
    faces: Sequence[Face],
    *,
    starred: frozenset[int] = frozenset(),
    columns: Columns | None = None,
) -> Titles:
    """Titles in the first face that holds them all, in ``columns`` or in those that it needs."""
    found = None
    for face in faces:
        own = columns or columns_of(sheet, len(texts), staggered=face.staggered)
        found = Titles(side, face, own, tuple(texts), starred)
        whole = all(
            fits(
                text,
                face.size,
                _room(own, face, starred=place in starred),
                lines=face.lines,
                bold=found.bold,
            )
            for place, text in enumerate(texts)
        )
        if whole:
            break
    assert found is not None
    return found


def columns_of(sheet: Sheet, count: int, *, staggered: bool) -> Columns:
    """As wide as the sheet allows; staggered titles reach half a column beyond them."""
    inner = sheet.drawing.width - GUTTER - EDGE
    return Columns(GUTTER, inner / (count + (0.5 if staggered else 0.0)), count)


def _room(columns: Columns, face: Face, *, starred: bool) -> float:
    room = columns.wide * (2 if face.staggered else 1) - AIR
    return room - (face.size if starred else 0)


def draw_titles(sheet: Sheet, titles: Titles, *, upwards: bool) -> None:
    """A lane: whose it is on the left, and its titles. ``upwards``: they stand on the foot of
    their block, next to the curves below them.
    """
    drawing, face = sheet.drawing, titles.face
    sheet.y += AIR / 2
    _draw_lane(sheet, titles)
    for place in range(len(titles.texts)):
        lines = titles.lines(place)
        lower = titles.block if face.staggered and place % 2 else 0.0
        down = titles.most - len(lines) if upwards and not face.staggered else 0
        x, y = titles.columns.middle(place), sheet.y + lower + face.size
        for index, line in enumerate(lines):
            drawing.text(
                x + (face.size / 2 if index == 0 and place in titles.starred else 0),
                y + (index + down) * face.size * LEADING,
                line,
                face.size,
                anchor="middle",
                bold=titles.bold,
                fill=sheet.palette.ink if titles.bold else sheet.palette.soft,
                halo=face.staggered,
            )
        if place in titles.starred:
            half = width(lines[0], face.size, bold=True) / 2
            high = y + down * face.size * LEADING - face.size * 0.34
            sign(drawing, "truth", x - half - 2, high, face.size * 0.8)
    sheet.y += titles.high - AIR / 2


def _draw_lane(sheet: Sheet, titles: Titles) -> None:
    staggered = titles.face.staggered and len(titles.texts) > 1
    beside = int(staggered)  # staggered, the lower block leaves more room on its left
    nearest = max(width(line, titles.face.size, bold=titles.bold) for line in titles.lines(beside))
    room = min(GUTTER, titles.columns.middle(beside) - nearest / 2) - EDGE - 46
    said = sheet.words(f"side.label.{titles.side}")
    many = max(1, int(titles.block / (BODY * LEADING)))
    size = BODY if fits(said, BODY, room, lines=many, bold=True) else SMALL
    lines = wrap(said, size, room, lines=2 if staggered else 3, bold=True)
    top = sheet.y + (titles.block if staggered else 0)
    y = top + max(0.0, (titles.block - len(lines) * size * LEADING) / 2) + size
    draw_mark(sheet, titles.side, EDGE + 13, y - size * 0.34)
    for index, line in enumerate(lines):
        sheet.drawing.text(EDGE + 38, y + index * size * LEADING, line, size, bold=True)


def draw_bands(
    sheet: Sheet, columns: Columns, steps: Sequence[MapStep], top: float, bottom: float
) -> None:
    """Behind the moments of truth a tint; between the other steps a fine rule; a heart in the
    corner of a human moment, where no title has to make room for it.
    """
    for place, step in enumerate(steps):
        left = columns.left + place * columns.wide
        if step.moment_of_truth:
            sheet.drawing.rect(
                left + 3, top, columns.wide - 6, bottom - top, rx=14, fill=sheet.palette.tint
            )
        elif place and not steps[place - 1].moment_of_truth:
            sheet.drawing.line(left, top, left, bottom, stroke=sheet.palette.line, stroke_width=1.5)
        if step.human_moment:
            corner = left + columns.wide - _CORNER
            sign(sheet.drawing, "human", corner, top + _CORNER, SMALL)


# --- the curves ---------------------------------------------------------------------------------


def draw_curves(
    sheet: Sheet,
    columns: Columns,
    steps: Sequence[MapStep],
    top: float,
    bottom: float,
    sides: Sequence[Side],
) -> None:
    """The levels in words on the left; the curves of these sides, the gap between them hatched."""
    upper, lower = top + _OVER, bottom - (_OVER if len(sides) > 1 else _UNDER)

    def y(mean: float) -> float:
        return upper + (SCALE_HIGH - mean) / (SCALE_HIGH - SCALE_LOW) * (lower - upper)

    _draw_levels(sheet, columns, y, lower - upper)
    if not any(step.mood(side).mean is not None for step in steps for side in sides):
        said = sheet.words("ui.map.no_mood" if sheet.view.answers_shown else "ui.map.hidden")
        middle = (columns.left + columns.right) / 2
        wide, high = width(said, BODY) + BODY, BODY * LEADING
        # A halo alone would let the neutral line through between the letters.
        sheet.drawing.rect(
            middle - wide / 2, y(0) - high / 2, wide, high, rx=8, fill=sheet.palette.paper
        )
        sheet.drawing.text(middle, y(0) + 10, said, BODY, anchor="middle", fill=sheet.palette.soft)
    if len(sides) > 1:
        _draw_gap(sheet, columns, steps, y)
    for side in sides:
        _draw_first(sheet, columns, steps, side, y)
    for side in sides:
        _draw_curve(sheet, columns, steps, side, y)
    for place, step in enumerate(steps):
        for side in sides:
            _draw_point(sheet, step, side, columns.middle(place), y, sides)


def _draw_levels(sheet: Sheet, columns: Columns, y: Scale, high: float) -> None:
    """Five levels; in words as many of them as there is room for."""
    every = next((n for n in (1, 2, 4) if high * n / 4 >= SMALL * LEADING), 0)
    for place, name in enumerate(SCALE_WORDS):
        level = y(SCALE_LOW + place)
        sheet.drawing.line(
            columns.left,
            level,
            columns.right,
            level,
            stroke=sheet.palette.soft if place == -SCALE_LOW else sheet.palette.line,
            stroke_width=2,
        )
        if place % every == 0 if every else place == -SCALE_LOW:
            sheet.drawing.text(
                columns.left - 16,
                level + 10,
                sheet.words(f"phone.scale.feeling.{name}"),
                SMALL,
                anchor="end",
                fill=sheet.palette.soft,
            )


def _draw_gap(sheet: Sheet, columns: Columns, steps: Sequence[MapStep], y: Scale) -> None:
    for place, (one, two) in enumerate(pairwise(steps)):
        moods = (one.client.mean, two.client.mean, two.employee.mean, one.employee.mean)
        known = [mean for mean in moods if mean is not None]
        if len(known) == len(moods):
            left, right = columns.middle(place), columns.middle(place + 1)
            corners = zip((left, right, right, left), map(y, known), strict=True)
            sheet.drawing.shape(corners, fill="url(#hatch)")
    for place, step in enumerate(steps):
        client, team = step.client.mean, step.employee.mean
        if client is not None and team is not None:
            x = columns.middle(place)
            sheet.drawing.line(x, y(client), x, y(team), stroke=sheet.palette.soft, stroke_width=4)


def _draw_curve(
    sheet: Sheet, columns: Columns, steps: Sequence[MapStep], side: Side, y: Scale
) -> None:
    """From step to step where both are known; dotted where the team alone tells it."""
    for place, (one, two) in enumerate(pairwise(steps)):
        ends = one.mood(side), two.mood(side)
        if ends[0].mean is None or ends[1].mean is None:
            continue
        look: dict[str, object] = {"stroke": sheet.colour(side), "stroke_width": 7}
        if any(end.by_team for end in ends):
            look["stroke_dasharray"] = "1 14"
        sheet.drawing.curve(
            (
                (columns.middle(place), y(ends[0].mean)),
                (columns.middle(place + 1), y(ends[1].mean)),
            ),
            **look,
        )


def _draw_first(
    sheet: Sheet, columns: Columns, steps: Sequence[MapStep], side: Side, y: Scale
) -> None:
    """What was said before, as a thin line; a short stroke where one step stands alone."""
    look: dict[str, object] = {"stroke": sheet.colour(side), "stroke_width": 2.5, "opacity": 0.65}
    for place, step in enumerate(steps):
        first = step.mood(side).first
        if first is None:
            continue
        x = columns.middle(place)
        sheet.drawing.line(x - 16, y(first), x + 16, y(first), **look)
        following = steps[place + 1].mood(side).first if place + 1 < len(steps) else None
        if following is not None:
            ends = ((x, y(first)), (columns.middle(place + 1), y(following)))
            sheet.drawing.curve(ends, **look)


def _draw_point(
    sheet: Sheet, step: MapStep, side: Side, x: float, y: Scale, sides: Sequence[Side]
) -> None:
    """The mark, its figure over the higher one and under the lower one, and the alarm beside."""
    mood = step.mood(side)
    if mood.mean is None:
        return
    draw_mark(sheet, side, x, y(mood.mean), hollow=mood.by_team)
    other = step.mood(side.other).mean if side.other in sides else None
    above = other is None or mood.mean > other or (mood.mean == other and side is Side.CLIENT)
    base = y(mood.mean) + (-22 if above else 44)
    said = figure(sheet.words, mood)
    sheet.drawing.text(
        x, base, said, SMALL, anchor="middle", bold=True, fill=sheet.colour(side), halo=True
    )
    if step.goodwill is not GoodwillAlarm.NONE and side is sides[-1]:
        beside = x + width(said, SMALL, bold=True) / 2 + 22
        sign(sheet.drawing, _ALARMS[step.goodwill], beside, base - 10, SMALL)


def draw_mark(sheet: Sheet, side: Side, x: float, y: float, *, hollow: bool = False) -> None:
    """A side's mark: a circle for the client, a square for the team; empty where told by others."""
    colour = sheet.colour(side)
    look = {
        "fill": sheet.palette.paper if hollow else colour,
        "stroke": colour,
        "stroke_width": 4,
    }
    if side is Side.CLIENT:
        sheet.drawing.circle(x, y, 12, **look)
    else:
        sheet.drawing.rect(x - 11, y - 11, 22, 22, rx=3, **look)
