"""A deck of slides, 16:9: what each kind of slide is made of, every word and chart editable."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Inches, Pt

from workshop.pictures.letters import printable, shorten, wrap

WIDE, HIGH = 13.333, 7.5  # inches
EDGE = 0.6
INK, SOFT, ACCENT, RULE = "1c2330", "4f5866", "0d5c63", "d5d0c3"
FONT = "Arial"
"""On every computer, or with a twin of the same widths there."""
POINTS = 72  # of an inch
LEADING = 1.2
BEFORE_BOLD = 0.5  # of its size: a bold line begins something new
_TRUE_WIDTH = 1.06  # ``wrap`` counts with a wider face
INSET = 0.1  # inches between the edge of a box and its words, left and right
SCALES = (1, 0.93, 0.86, 0.8, 0.74, 0.68, 0.62)
"""How far words shrink before they leave their box: no program does it before somebody types."""

FIGURE = "+0.0;−0.0;0"
_MARKERS = (XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.SQUARE)

_TITLE_ONLY = 5  # of the library's own template: a title, and nothing to be left empty
_ENDLESS = 10**6  # lines
_NEVER = datetime(1980, 1, 1, tzinfo=UTC)  # when it was made is nobody's concern

# The number of a slide, which follows it when somebody moves it.
_NUMBER = (
    '<a:fld {ns} id="{{6B2E9C4A-5F0B-4D0B-9A41-9D5F7A3BE2C7}}" type="slidenum"><a:rPr sz="1000">'
    '<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill><a:latin typeface="{face}"/></a:rPr>'
    "<a:t>‹#›</a:t></a:fld>"
)

IN_TABLE, CELL = 14, 0.05
"""Points of the words in a table, and inches above and below them in a cell."""

Box = tuple[float, float, float, float]
"""Left, top, width and height in inches."""
HEAD: Box = (EDGE, 0.3, WIDE - 2 * EDGE, 0.95)
TOP = 1.5  # inches: where what is under a title begins
BODY: Box = (EDGE, TOP, WIDE - 2 * EDGE, HIGH - TOP - 0.55)
Line = tuple[str, float, str, bool]
"""A paragraph: its words, points, colour and whether it is bold."""


class Deck:
    """Slides in their order; each has a title, so that readers can move from one to the next."""

    def __init__(self, title: str, language: str) -> None:
        self._file = Presentation()
        self._file.slide_width, self._file.slide_height = Inches(WIDE), Inches(HIGH)
        facts = self._file.core_properties
        facts.title, facts.language, facts.author = printable(title), language, ""
        facts.created = facts.modified = _NEVER
        facts.last_modified_by = ""

    def slide(self, title: str, *, size: float = 30, box: Box = HEAD) -> Slide:
        """A slide with its title in ``box``, and in its foot, but on the first, the deck's own."""
        slide = self._file.slides.add_slide(self._file.slide_layouts[_TITLE_ONLY])
        place = slide.shapes.title
        place.left, place.top, place.width, place.height = _emu(box)
        _write(place.text_frame, [(title, size, INK, True)], box, inset=0)
        place.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        if len(self._file.slides) == 1:
            bar(slide, (0, 0, 0.22, HIGH))
        else:
            bar(slide, (EDGE, box[1] + box[3] + 0.02, 0.9, 0.05))
            self._foot(slide)
        return slide

    def _foot(self, slide: Slide) -> None:
        title = shorten(self._file.core_properties.title, 10, 9 * POINTS)
        write(slide, (EDGE, HIGH - 0.42, 10, 0.3), [(title, 10, SOFT, False)])
        frame = slide.shapes.add_textbox(*_emu((WIDE - EDGE - 1, HIGH - 0.42, 1, 0.3))).text_frame
        _write(frame, [("", 10, SOFT, False)], (0, 0, 1, 0.3), inset=0)
        paragraph = frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT
        paragraph._p.insert(1, parse_xml(_NUMBER.format(ns=nsdecls("a"), colour=SOFT, face=FONT)))

    def content(self) -> bytes:
        written = io.BytesIO()
        self._file.save(written)
        return written.getvalue()


def write(slide: Slide, box: Box, lines: Iterable[Line]) -> None:
    """Words in a box of their own, smaller where they would leave it."""
    frame = slide.shapes.add_textbox(*_emu(box)).text_frame
    frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
    _write(frame, lines, box, inset=0)


def notes(slide: Slide, said: str) -> None:
    """What whoever speaks reads, and the slide does not show."""
    slide.notes_slide.notes_text_frame.text = printable(said)


def panel(
    slide: Slide,
    box: Box,
    lines: Iterable[Line],
    *,
    ground: str,
    border: str,
    middle: bool = False,
    top: float = 0.08,
) -> None:
    """Words on a ground of their own, ``top`` inches under its edge or in its ``middle``."""
    shape = slide.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *_emu(box))
    shape.adjustments[0] = 0.04
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(ground)
    shape.line.color.rgb = RGBColor.from_string(border)
    shape.line.width = Pt(1.75)
    shape.shadow.inherit = False
    frame = shape.text_frame
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP
    frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
    _write(frame, lines, (*box[:3], box[3] - top), inset=0.15)
    frame.margin_top = Inches(top)


def sign(slide: Slide, shape: MSO_SHAPE, box: Box, colour: str) -> None:
    """A shape that stands for a quadrant; its name stands beside it."""
    drawn = slide.shapes.add_shape(shape, *_emu(box))
    drawn.fill.solid()
    drawn.fill.fore_color.rgb = RGBColor.from_string(colour)
    drawn.line.fill.background()
    drawn.shadow.inherit = False


def bar(slide: Slide, box: Box) -> None:
    """A plain mark in the accent colour, without words."""
    sign(slide, MSO_SHAPE.RECTANGLE, box, ACCENT)


def table(slide: Slide, box: Box, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
    """A table whose first row names the columns; ``widths`` are shares of the box."""
    drawn = slide.shapes.add_table(len(rows), len(rows[0]), *_emu(box)).table
    heights = row_heights(rows, box[2], widths)
    for column, share in enumerate(widths):
        drawn.columns[column].width = Inches(box[2] * share / sum(widths))
    for place, row in enumerate(rows):
        drawn.rows[place].height = Inches(heights[place])
        ground = RGBColor.from_string("e2f0ef" if place == 0 else ("ffffff", "f4f6f7")[place % 2])
        for column, said in enumerate(row):
            cell = drawn.cell(place, column)
            cell.margin_top = cell.margin_bottom = Inches(CELL)
            cell.fill.solid()
            cell.fill.fore_color.rgb = ground
            _write(cell.text_frame, [(said, IN_TABLE, INK, place == 0)])


def row_heights(rows: Sequence[Sequence[str]], wide: float, widths: Sequence[float]) -> list[float]:
    """How many inches each row of a table takes, ``wide`` inches for all of its columns."""
    rooms = [(wide * share / sum(widths) - 2 * INSET) * POINTS for share in widths]
    return [
        max(
            _high([(said, IN_TABLE, INK, place == 0)], room) / POINTS
            for said, room in zip(row, rooms, strict=True)
        )
        + 2 * CELL
        for place, row in enumerate(rows)
    ]


def high(lines: Iterable[Line], wide: float) -> float:
    """How many inches the words take in a box so many inches wide."""
    return _high(lines, wide * POINTS) / POINTS


def curves(
    slide: Slide,
    box: Box,
    steps: Sequence[str],
    series: Sequence[tuple[str, str, Sequence[float | None]]],
    ends: tuple[str, str],
) -> None:
    """A chart of lines from −2 to +2 over steps; a series is its name, colour and values.

    ``ends``: what −2 and +2 are called.
    """
    data = CategoryChartData(number_format=FIGURE)
    data.categories = [printable(step) for step in steps]
    for name, _, values in series:
        data.add_series(printable(name), values)
    chart = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *_emu(box), data).chart
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = -2, 2, 1
    axis.tick_labels.font.size = chart.category_axis.tick_labels.font.size = Pt(13)
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "+0;−0;0", False
    axis.has_title = True
    _write(axis.axis_title.text_frame, [(" → ".join(ends), 12, SOFT, False)])
    axis.major_gridlines.format.line.color.rgb = RGBColor.from_string(RULE)
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    _dress(chart)
    for which, drawn in enumerate(chart.plots[0].series):
        _, colour, values = series[which]
        others = [other for at, (_, _, other) in enumerate(series) if at != which]
        drawn.smooth = False
        drawn.format.line.color.rgb = RGBColor.from_string(colour)
        drawn.format.line.width = Pt(3)
        drawn.marker.style, drawn.marker.size = _MARKERS[which % len(_MARKERS)], 10
        for part in (drawn.marker.format.fill, drawn.marker.format.line.fill):
            part.solid()
            part.fore_color.rgb = RGBColor.from_string(colour)
        for place, value in enumerate(values):
            if value is not None:
                rivals = [other[place] for other in others]
                _figure(drawn.points[place].data_label, colour, _above(value, rivals, which))


def _above(value: float, rivals: Sequence[float | None], which: int) -> bool:
    """Whether a point's figure stands over it: where no other line is; if equal, the first's."""
    return all(
        rival is None or value > rival or (value == rival and which == 0) for rival in rivals
    )


def _figure(label: Any, colour: str, above: bool) -> None:
    """The value of a point beside it, away from the other line."""
    label.position = XL_LABEL_POSITION.ABOVE if above else XL_LABEL_POSITION.BELOW
    label.font.size, label.font.bold, label.font.name = Pt(12), True, FONT
    label.font.color.rgb = RGBColor.from_string(colour)


def points(
    slide: Slide, box: Box, axes: tuple[str, str], dots: Sequence[tuple[str, float, float]]
) -> None:
    """A chart of points from 1 to 5 both ways, each with its name: the name, x and y."""
    data = XyChartData(number_format="0.0")
    for name, x, y in dots:
        data.add_series(printable(name)).add_data_point(x, y)
    chart = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *_emu(box), data).chart
    for axis, said in zip((chart.category_axis, chart.value_axis), axes, strict=True):
        axis.minimum_scale, axis.maximum_scale, axis.major_unit = 1, 5, 1
        axis.has_title = True
        _write(axis.axis_title.text_frame, [(said, 14, SOFT, False)])
        axis.tick_labels.font.size = Pt(13)
        axis.has_major_gridlines = True
        axis.major_gridlines.format.line.color.rgb = RGBColor.from_string(RULE)
    _dress(chart, legend=False)
    for drawn, (name, _, _) in zip(chart.plots[0].series, dots, strict=True):
        drawn.marker.style, drawn.marker.size = XL_MARKER_STYLE.CIRCLE, 14
        drawn.marker.format.fill.solid()
        drawn.marker.format.fill.fore_color.rgb = RGBColor.from_string(ACCENT)
        label = drawn.points[0].data_label
        label.position = XL_LABEL_POSITION.RIGHT
        _write(label.text_frame, [(name, 14, INK, True)])


def _dress(chart: Any, *, legend: bool = True) -> None:
    chart.has_title = False
    chart.font.name = FONT
    chart.has_legend = legend
    if not legend:
        return
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(14)


def _write(
    frame: TextFrame, lines: Iterable[Line], box: Box | None = None, *, inset: float = INSET
) -> None:
    """What was typed is words: no field, no link, nothing that a program would run.

    ``box``: they shrink to fit it; None where what holds them grows.
    """
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = Inches(inset)
    plain = [
        (printable(said).replace("\n", " "), size, colour, bold)
        for said, size, colour, bold in lines
    ]
    scale = 1.0 if box is None else _scale(plain, box, inset)
    for place, (said, size, colour, bold) in enumerate(plain):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.space_after = Pt(size * scale / 5)
        if bold and place:
            paragraph.space_before = Pt(size * scale * BEFORE_BOLD)
        run = paragraph.add_run()
        run.text = said
        run.font.size, run.font.bold, run.font.name = Pt(round(size * scale, 1)), bold, FONT
        run.font.color.rgb = RGBColor.from_string(colour)


def _scale(lines: Sequence[Line], box: Box, inset: float) -> float:
    """The first of the scales at which the words have their place, the last one when none has."""
    room, most = (box[2] - 2 * inset) * POINTS, (box[3] - 0.1) * POINTS
    for scale in SCALES:
        smaller = [(said, size * scale, colour, bold) for said, size, colour, bold in lines]
        if _high(smaller, room) <= most:
            break
    return scale


def _high(lines: Iterable[Line], room: float) -> float:
    """Points that the words take in a box so many points wide."""
    return sum(
        len(wrap(said, size, room * _TRUE_WIDTH, lines=_ENDLESS, bold=bold)) * size * LEADING
        + size / 5
        + (size * BEFORE_BOLD if bold and place else 0)
        for place, (said, size, _, bold) in enumerate(lines)
    )


def _emu(box: Box) -> tuple[int, int, int, int]:
    left, top, wide, high = (Inches(value) for value in box)
    return left, top, wide, high
