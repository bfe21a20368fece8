"""The signs of the pictures, each of a shape of its own: colour alone never tells."""

import math
from collections.abc import Callable

from workshop.pictures.drawing import Drawing

_HEART_TURNS = 28
"""Corners of a heart: round enough at the size of a capital."""


def sign(drawing: Drawing, name: str, x: float, y: float, size: float) -> None:
    """A sign around its middle: ``truth``, ``human``, ``goodwill``, ``to_check``,
    ``against``, ``hidden``.
    """
    _SIGNS[name](drawing, x, y, size / 2)


def _star(drawing: Drawing, x: float, y: float, r: float) -> None:
    turns = ((0, -1), (0.225, -0.309), (0.951, -0.309), (0.363, 0.118), (0.588, 0.809))
    right = [*turns, (0.0, 0.382)]
    left = [(-dx, dy) for dx, dy in reversed(turns[1:])]
    drawing.shape(
        [(x + r * 1.1 * dx, y + r * 1.1 * dy) for dx, dy in [*right, *left]],
        fill=drawing.palette.accent,
    )


def _heart(drawing: Drawing, x: float, y: float, r: float) -> None:
    turns = [2 * math.pi * place / _HEART_TURNS for place in range(_HEART_TURNS)]
    corners = [
        (
            x + r * math.sin(turn) ** 3,
            y - r * (13 * math.cos(turn) - 5 * math.cos(2 * turn) - 2 * math.cos(3 * turn)) / 15,
        )
        for turn in turns
    ]
    drawing.shape(corners, fill=drawing.palette.accent)


def _warning(drawing: Drawing, x: float, y: float, r: float, *, hollow: bool = False) -> None:
    """A triangle with a stroke and a dot; an empty one where it is still to be checked."""
    palette = drawing.palette
    corners = [(x, y - r), (x + r * 1.1, y + r * 0.85), (x - r * 1.1, y + r * 0.85)]
    drawing.shape(
        corners,
        fill=palette.paper if hollow else palette.alarm,
        stroke=palette.alarm,
        stroke_width=3,
        stroke_linejoin="round",
    )
    inside = palette.alarm if hollow else palette.paper
    drawing.line(
        x, y - r * 0.3, x, y + r * 0.25, stroke=inside, stroke_width=4, stroke_linecap="round"
    )
    drawing.circle(x, y + r * 0.58, 2.6, fill=inside)


def _to_check(drawing: Drawing, x: float, y: float, r: float) -> None:
    _warning(drawing, x, y, r, hollow=True)


def _against(drawing: Drawing, x: float, y: float, r: float) -> None:
    """Two arrows that pull apart: one up, one down."""
    look = {"stroke": drawing.palette.alarm, "stroke_width": 4, "stroke_linejoin": "round"}
    head = r * 0.42
    for middle, up in ((x - r * 0.45, True), (x + r * 0.45, False)):
        tip = y - r * 0.9 if up else y + r * 0.9
        end = y + r * 0.9 if up else y - r * 0.9
        back = tip + head if up else tip - head
        drawing.line(middle, tip, middle, end, stroke_linecap="round", **look)
        drawing.curve([(middle - head, back), (middle, tip), (middle + head, back)], **look)


def _hidden(drawing: Drawing, x: float, y: float, r: float) -> None:
    """A ring that is struck through."""
    look = {"stroke": drawing.palette.alarm, "stroke_width": 4}
    drawing.circle(x, y, r * 0.82, fill="none", **look)
    drawing.line(x - r * 0.58, y + r * 0.58, x + r * 0.58, y - r * 0.58, **look)


_SIGNS: dict[str, Callable[[Drawing, float, float, float], None]] = {
    "truth": _star,
    "human": _heart,
    "goodwill": _warning,
    "to_check": _to_check,
    "against": _against,
    "hidden": _hidden,
}
