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
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Inches, Pt

from workshop.pictures.letters import printable

WIDE, HIGH = 13.333, 7.5  # inches
EDGE = 0.6
INK, SOFT, ACCENT, RULE = "1c2330", "4f5866", "0d5c63", "d5d0c3"
FONT = "Calibri"

_TITLE_ONLY = 5  # of the library's own template: a title, and nothing to be left empty
_NEVER = datetime(1980, 1, 1, tzinfo=UTC)  # when it was made is nobody's concern

Box = tuple[float, float, float, float]
"""Left, top, width and height in inches."""
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

    def slide(self, title: str, *, size: float = 30) -> Slide:
        slide = self._file.slides.add_slide(self._file.slide_layouts[_TITLE_ONLY])
        place = slide.shapes.title
        place.left, place.top = Inches(EDGE), Inches(0.35)
        place.width, place.height = Inches(WIDE - 2 * EDGE), Inches(1.0)
        _write(place.text_frame, [(title, size, INK, True)])
        place.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        return slide

    def content(self) -> bytes:
        written = io.BytesIO()
        self._file.save(written)
        return written.getvalue()


def write(slide: Slide, box: Box, lines: Iterable[Line]) -> None:
    """Words in a box of their own; they shrink rather than leave it, where a program can."""
    frame = slide.shapes.add_textbox(*_emu(box)).text_frame
    frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
    _write(frame, lines)


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
) -> None:
    """Words on a ground of their own, from its top or in its ``middle``."""
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
    _write(frame, lines)


def sign(slide: Slide, shape: MSO_SHAPE, box: Box, colour: str) -> None:
    """A shape that stands for a quadrant; its name stands beside it."""
    drawn = slide.shapes.add_shape(shape, *_emu(box))
    drawn.fill.solid()
    drawn.fill.fore_color.rgb = RGBColor.from_string(colour)
    drawn.line.fill.background()
    drawn.shadow.inherit = False


def table(slide: Slide, box: Box, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
    """A table whose first row names the columns; ``widths`` are shares of the box."""
    drawn = slide.shapes.add_table(len(rows), len(rows[0]), *_emu(box)).table
    for column, share in enumerate(widths):
        drawn.columns[column].width = Inches(box[2] * share / sum(widths))
    for place, row in enumerate(rows):
        for column, said in enumerate(row):
            cell = drawn.cell(place, column)
            cell.margin_top = cell.margin_bottom = Inches(0.03)
            cell.fill.solid()
            cell.fill.fore_color.rgb = RGBColor.from_string("e2f0ef" if place == 0 else "ffffff")
            _write(cell.text_frame, [(said, 14, INK, place == 0)])


def curves(
    slide: Slide,
    box: Box,
    steps: Sequence[str],
    series: Sequence[tuple[str, str, Sequence[float | None]]],
) -> None:
    """A chart of lines from −2 to +2 over steps; a series is its name, colour and values."""
    data = CategoryChartData(number_format="0.0")
    data.categories = [printable(step) for step in steps]
    for name, _, values in series:
        data.add_series(printable(name), values)
    chart = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *_emu(box), data).chart
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = -2, 2, 1
    axis.tick_labels.font.size = chart.category_axis.tick_labels.font.size = Pt(13)
    axis.major_gridlines.format.line.color.rgb = RGBColor.from_string(RULE)
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    _dress(chart)
    for drawn, (_, colour, _) in zip(chart.plots[0].series, series, strict=True):
        drawn.smooth = False
        drawn.format.line.color.rgb = RGBColor.from_string(colour)
        drawn.format.line.width = Pt(3)
        drawn.marker.format.fill.solid()
        drawn.marker.format.fill.fore_color.rgb = RGBColor.from_string(colour)


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
    chart.has_legend = legend
    if not legend:
        return
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(14)


def _write(frame: TextFrame, lines: Iterable[Line]) -> None:
    """What was typed is words: no field, no link, nothing that a program would run."""
    frame.word_wrap = True
    for place, (said, size, colour, bold) in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.space_after = Pt(size / 5)
        run = paragraph.add_run()
        run.text = printable(said).replace("\n", " ")
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
        run.font.color.rgb = RGBColor.from_string(colour)


def _emu(box: Box) -> tuple[int, int, int, int]:
    left, top, wide, high = (Inches(value) for value in box)
    return left, top, wide, high
