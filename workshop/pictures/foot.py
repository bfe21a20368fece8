"""The foot of a map: the balance, what its marks mean, and what found no room."""

from collections.abc import Sequence
from dataclasses import dataclass

from workshop.domain.figures import GoodwillAlarm
from workshop.domain.words import Side
from workshop.pictures.letters import shorten, width
from workshop.pictures.map_words import balance_said
from workshop.pictures.sheet import AIR, EDGE, SMALL, Sheet, draw_mark
from workshop.pictures.signs import sign
from workshop.services.views.map import MapStep

_LINE = 42.0
_MARK, _LINE_MARK = 46.0, 62.0  # before the words of a key: a sign, a piece of a line
_BETWEEN = 24.0


@dataclass(frozen=True, slots=True)
class _Key:
    """A mark and what it means."""

    mark: str
    said: str

    @property
    def indent(self) -> float:
        return _LINE_MARK if self.mark in ("dotted", "gap", "first") else _MARK

    @property
    def wide(self) -> float:
        return self.indent + width(self.said, SMALL) + _BETWEEN


def foot_height(sheet: Sheet, steps: Sequence[MapStep], left_out: Sequence[str]) -> float:
    """Pixels that the foot needs. ``left_out``: in words, what the picture does not hold."""
    return (len(_key_lines(sheet, steps)) + len(_said(sheet, left_out))) * _LINE + AIR


def draw_foot(sheet: Sheet, steps: Sequence[MapStep], high: float) -> None:
    """The last ``high`` pixels of the picture."""
    drawing, palette = sheet.drawing, sheet.palette
    y = drawing.height - high + AIR + SMALL
    rule = y - SMALL - 8
    drawing.line(EDGE, rule, drawing.width - EDGE, rule, stroke=palette.line, stroke_width=1.5)
    for line in _said(sheet, sheet.left_out):
        x = EDGE
        for words, bold in line:
            said = shorten(words, SMALL, drawing.width - EDGE - x, bold)
            fill = palette.ink if bold else palette.soft
            drawing.text(x, y, said, SMALL, bold=bold, fill=fill)
            x += width(words, SMALL, bold=bold) + _BETWEEN
        y += _LINE
    for keys in _key_lines(sheet, steps):
        x = EDGE
        for key in keys:
            _draw_key(sheet, key, x, y)
            x += key.wide
        y += _LINE


def _said(sheet: Sheet, left_out: Sequence[str]) -> list[list[tuple[str, bool]]]:
    """The balance, bold, and what was left out: on one line if there is room."""
    t = sheet.words
    said = [(balance_said(sheet.view, t), True)] if sheet.view.balance.index is not None else []
    if left_out:
        said.append((t("ui.map.left_out", what=t.listing(left_out)), False))
    taken = sum(width(words, SMALL, bold=bold) + _BETWEEN for words, bold in said)
    if taken <= sheet.drawing.width - 2 * EDGE + _BETWEEN:
        return [said] if said else []
    return [[one] for one in said]


def _keys(sheet: Sheet, steps: Sequence[MapStep]) -> list[_Key]:
    """Only the marks that are on the picture; whose is whose stands beside the lanes."""
    there = {
        "dotted": any(step.client.mean is not None and step.client.by_team for step in steps),
        "gap": any(step.gap is not None for step in steps),
        "first": any(step.mood(side).first is not None for step in steps for side in Side),
        "truth": any(step.moment_of_truth for step in steps),
        "human": any(step.human_moment for step in steps),
        "goodwill": any(step.goodwill is GoodwillAlarm.FIRM for step in steps),
        "to_check": any(step.goodwill is GoodwillAlarm.TO_CHECK for step in steps),
        "against": any(step.dissonant for step in steps),
        "hidden": any(step.hidden_channels for step in steps),
    }
    return [
        _Key(mark, sheet.words(f"ui.map.key.{mark}"))
        for mark, is_there in there.items()
        if is_there
    ]


def _key_lines(sheet: Sheet, steps: Sequence[MapStep]) -> list[list[_Key]]:
    lines: list[list[_Key]] = []
    for key in _keys(sheet, steps):
        taken = sum(other.wide for other in lines[-1]) if lines else 0.0
        if not lines or taken + key.wide - _BETWEEN > sheet.drawing.width - 2 * EDGE:
            lines.append([])
        lines[-1].append(key)
    return lines


def _draw_key(sheet: Sheet, key: _Key, x: float, y: float) -> None:
    middle = y - SMALL * 0.34
    drawing, palette = sheet.drawing, sheet.palette
    match key.mark:
        case "dotted":
            drawing.line(
                x,
                middle,
                x + 50,
                middle,
                stroke=palette.accent,
                stroke_width=6,
                stroke_dasharray="1 12",
                stroke_linecap="round",
            )
            draw_mark(sheet, Side.CLIENT, x + 25, middle, hollow=True)
        case "gap":
            drawing.rect(x, middle - 13, 50, 26, rx=4, fill="url(#hatch)")
        case "first":
            drawing.line(x, middle, x + 50, middle, stroke=palette.ink, stroke_width=2.5)
        case _:
            sign(drawing, key.mark, x + 18, middle, 32)
    drawing.text(x + key.indent, y, key.said, SMALL, fill=palette.soft)
