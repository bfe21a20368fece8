"""How far colours are from each other: for eyes, and for eyes that see fewer of them."""

import math
from typing import Literal

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]
Sight = Literal["all", "no red", "no green", "no blue"]

_SEEN: dict[Sight, Matrix] = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""Machado, Oliveira and Fernandes 2009, at full severity; on linear light."""

_TO_XYZ: Matrix = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE: Triple = (0.95047, 1.0, 1.08883)


def contrast(one: str, other: str) -> float:
    """Of two colours ``#rrggbb``, as WCAG 2.2 has it: 1 to 21."""
    light, dark = sorted((lightness(one), lightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lightness(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 has it: 0 to 1."""
    return _times(_TO_XYZ, _linear(colour))[1]


def apart(one: str, other: str, sight: Sight) -> float:
    """ΔE (CIE 1976) of two colours as this sight has them; 2.3 is just seen beside each other."""
    first, second = _lab(one, sight), _lab(other, sight)
    return math.dist(first, second)


def _linear(colour: str) -> Triple:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _light(red), _light(green), _light(blue)


def _light(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _times(matrix: Matrix, seen: Triple) -> Triple:
    first, second, third = (sum(a * b for a, b in zip(row, seen, strict=True)) for row in matrix)
    return first, second, third


def _lab(colour: str, sight: Sight) -> Triple:
    seen = _times(_SEEN[sight], _linear(colour))
    red, green, blue = (min(1.0, max(0.0, part)) for part in seen)
    x, y, z = (
        _root(part / white)
        for part, white in zip(_times(_TO_XYZ, (red, green, blue)), _WHITE, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(part: float) -> float:
    return float(part ** (1 / 3)) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116
