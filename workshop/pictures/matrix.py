"""The matrix as a picture for walls, slides and reports: four quadrants, topics in their rank.

Topics take the largest type in which all of them fit; in the smallest one those that still do not
are counted, never squeezed in.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workshop.domain.words import QUADRANTS, Quadrant
from workshop.i18n import Words
from workshop.pictures.drawing import Drawing
from workshop.pictures.letters import shorten, width, wrap
from workshop.pictures.matrix_words import matrix_said, topic_note, tray_said
from workshop.pictures.palette import LIGHT, PLACES, PRINT, Palette
from workshop.services.views.workshop import TopicLine, WorkshopView

WIDE, HIGH = 1920, 1080

EDGE = 44.0
GAP = 16.0  # between quadrants
GUTTER = 150.0  # beside them, for what the rows mean
FOOT = 74.0  # under them, for what the columns mean and the tray
INSIDE = 28.0  # between a quadrant's border and its words
HEADING, NAME, SMALL = 52.0, 46.0, 27.0
SIZES = (42.0, 38.0, 34.0, 30.0, 26.0, 22.0)
"""Of a topic's title, largest first; its note has three quarters of it."""
NOTE = 0.75

_ARROWS = re.compile("[▲▼◀▶]")
"""Drawn as shapes: a font without them has the whole line drawn in another one."""


def matrix_svg(
    view: WorkshopView,
    words: Words,
    palette: Palette = PRINT,
    *,
    title: str = "",
    wide: int = WIDE,
    high: int = HIGH,
) -> str:
    """The matrix as SVG of ``wide`` × ``high`` pixels, the palette's paper behind it.

    ``title``: over the matrix; "" where something else says it already.
    """
    drawing = Drawing(wide, high, palette, says=matrix_said(words, view))
    top = EDGE
    if title:
        said = shorten(title, HEADING, wide - 2 * EDGE, bold=True)
        drawing.text(EDGE, top + HEADING - 8, said, HEADING, bold=True)
        top += HEADING + GAP
    box = (
        (wide - 2 * EDGE - GUTTER - GAP) / 2,
        (high - top - EDGE - FOOT - GAP) / 2,
    )
    room = (box[0] - 2 * INSIDE, box[1] - 2 * INSIDE - NAME * 0.78 - 36)
    labels = {
        quadrant: [_label(words, topic) for topic in view.in_quadrant(quadrant)]
        for quadrant in QUADRANTS
    }
    size = min(_largest(found, *room) for found in labels.values())
    for place, quadrant in enumerate(QUADRANTS):
        row, column = divmod(place, 2)
        corner = (EDGE + GUTTER + column * (box[0] + GAP), top + row * (box[1] + GAP))
        left, top_of_topics = _draw_quadrant(drawing, words, quadrant, corner, box)
        place_of_topics = (left, top_of_topics, *room)
        _draw_topics(drawing, labels[quadrant], quadrant, place_of_topics, size)
    _draw_axes(drawing, words, top, box)
    _draw_tray(drawing, tray_said(words, view))
    return drawing.svg()


# --- a quadrant -----------------------------------------------------------------------------------


def _draw_quadrant(
    drawing: Drawing,
    words: Words,
    quadrant: Quadrant,
    corner: tuple[float, float],
    box: tuple[float, float],
) -> tuple[float, float]:
    """Its border, shape and words; gives the corner from which its topics are set."""
    (x, y), (wide, high) = corner, box
    look = PLACES[quadrant]
    drawing.rect(x, y, wide, high, rx=18, fill=look.ground, stroke=look.mark, stroke_width=3)
    base = y + INSIDE + NAME * 0.78
    _draw_shape(drawing, quadrant, x + INSIDE + 19, base - NAME * 0.36, 19)
    name, start = words(f"quadrant.{quadrant}"), x + INSIDE + 54
    drawing.text(start, base, name, NAME, bold=True, fill=look.ink)
    after = start + width(name, NAME, bold=True) + 22
    says = shorten(words(f"quadrant.{quadrant}.says"), SMALL, x + wide - INSIDE - after)
    drawing.text(after, base, says, SMALL, fill=look.soft)
    return x + INSIDE, base + 26


def _draw_shape(drawing: Drawing, quadrant: Quadrant, x: float, y: float, r: float) -> None:
    """Each quadrant has a shape of its own: colour alone never tells."""
    fill = PLACES[quadrant].mark
    if quadrant is Quadrant.PRIORITY:
        drawing.shape([(x, y - r), (x + r, y + r), (x - r, y + r)], fill=fill)
    elif quadrant is Quadrant.INDICATORS:
        drawing.circle(x, y, r, fill=fill)
    elif quadrant is Quadrant.TREAT_NEXT:
        drawing.shape([(x, y - r), (x + r, y), (x, y + r), (x - r, y)], fill=fill)
    else:
        drawing.rect(x - r, y - r, 2 * r, 2 * r, fill=fill)


# --- its topics -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Label:
    """A topic as it is written: ``sure`` is False while its place is to be confirmed."""

    title: str
    note: str
    sure: bool


@dataclass(frozen=True, slots=True)
class _Chip:
    """A label in its place; pixels from the corner of the room for topics."""

    label: _Label
    title: str
    x: float
    y: float
    wide: float


def _label(words: Words, topic: TopicLine) -> _Label:
    moved = topic.moved_to is not None
    title = f"→ {topic.title}" if moved else topic.title
    return _Label(title, topic_note(words, topic), moved or not topic.computed.to_confirm)


def _draw_topics(
    drawing: Drawing,
    labels: Sequence[_Label],
    quadrant: Quadrant,
    room: tuple[float, float, float, float],
    size: float,
) -> None:
    """As many as have their place at this size; the others are counted in the last line."""
    left, top, wide, high = room
    chips = _flow(labels, size, wide)
    if not _holds(chips, size, high):
        chips = [chip for chip in chips if chip.y + _tall(size) <= high - size * 1.4]
    for chip in chips:
        _draw_chip(drawing, chip, PLACES[quadrant].mark, left, top, size)
    gone = len(labels) - len(chips)
    if gone:
        drawing.text(
            left + wide, top + high - 4, f"+ {gone}", size, anchor="end", fill=PLACES[quadrant].soft
        )


def _largest(labels: Sequence[_Label], wide: float, high: float) -> float:
    """The largest type in which all labels have their place, whole if there is one."""
    flows = {size: _flow(labels, size, wide) for size in SIZES}
    fit = [size for size in SIZES if _holds(flows[size], size, high)]
    whole = [size for size in fit if all(chip.title == chip.label.title for chip in flows[size])]
    return (whole or fit or SIZES[-1:])[0]


def _holds(chips: Sequence[_Chip], size: float, high: float) -> bool:
    return not chips or chips[-1].y + _tall(size) <= high


def _flow(labels: Sequence[_Label], size: float, wide: float) -> list[_Chip]:
    """Side by side as long as the line has room, in their order."""
    chips: list[_Chip] = []
    x = y = 0.0
    for label in labels:
        note = width(label.note, size * NOTE)
        pads = 2 * size * 0.5 + size * 0.45
        title = shorten(label.title, size, wide - pads - note, bold=True)
        needs = pads + width(title, size, bold=True) + note
        if x and x + needs > wide:
            x, y = 0.0, y + _tall(size) + 10
        chips.append(_Chip(label, title, x, y, needs))
        x += needs + 12
    return chips


def _tall(size: float) -> float:
    return size * 1.5


def _draw_chip(
    drawing: Drawing, chip: _Chip, colour: str, left: float, top: float, size: float
) -> None:
    x, y = left + chip.x, top + chip.y
    dashes = {} if chip.label.sure else {"stroke_dasharray": "9 6"}
    look = {"rx": 12, "fill": LIGHT.card, "stroke": colour, "stroke_width": 2.5, **dashes}
    drawing.rect(x, y, chip.wide, _tall(size), **look)
    base = y + _tall(size) / 2 + size * 0.35
    ink = PLACES[Quadrant.PRIORITY].ink
    drawing.text(x + size * 0.5, base, chip.title, size, bold=True, fill=ink)
    drawing.text(
        x + chip.wide - size * 0.5,
        base,
        chip.label.note,
        size * NOTE,
        anchor="end",
        fill=PLACES[Quadrant.PRIORITY].soft,
    )


# --- around the quadrants -------------------------------------------------------------------------


def _draw_axes(drawing: Drawing, words: Words, top: float, box: tuple[float, float]) -> None:
    soft = drawing.palette.soft
    for row, name in enumerate(("client_hurts", "client_delights")):
        parts = _ARROWS.split(words(f"ui.matrix.axis.{name}"))
        said = [line for part in parts for line in wrap(part, SMALL, GUTTER - 14, lines=3)]
        middle = top + row * (box[1] + GAP) + box[1] / 2
        for place, line in enumerate(said):
            at = middle + (place - (len(said) - 1) / 2) * SMALL * 1.2
            drawing.text(EDGE, at, line, SMALL, fill=soft)
    base = drawing.height - EDGE - FOOT / 2 + SMALL * 0.75
    left, right = EDGE + GUTTER, drawing.width - EDGE
    for name, x, anchor, way in (("hurts", left, "start", 1), ("delights", right, "end", -1)):
        said = _ARROWS.split(words(f"ui.matrix.axis.team_{name}"))
        tip, back, middle = x, x + way * 16, base - SMALL * 0.35
        drawing.shape([(tip, middle), (back, middle - 10), (back, middle + 10)], fill=soft)
        drawing.text(x + way * 26, base, " ".join(said).strip(), SMALL, anchor=anchor, fill=soft)


def _draw_tray(drawing: Drawing, said: str) -> None:
    """What has no place, between what the two columns mean."""
    if not said:
        return
    middle = (drawing.width + GUTTER) / 2
    said = shorten(said, SMALL, drawing.width - 2 * EDGE - GUTTER - 720)
    wide = width(said, SMALL) + 56
    base = drawing.height - EDGE - FOOT / 2 + SMALL * 0.75
    drawing.rect(
        middle - wide / 2,
        base - SMALL * 1.35,
        wide,
        SMALL * 2,
        rx=SMALL,
        fill=drawing.palette.card,
        stroke=drawing.palette.soft,
        stroke_width=2,
        stroke_dasharray="9 6",
    )
    drawing.text(middle, base, said, SMALL, anchor="middle")
