"""The pencil: elements of an SVG picture. What people typed is text in it, never markup."""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from workshop.pictures.letters import printable
from workshop.pictures.palette import Palette

FONT = (
    "'Source Sans 3','Source Sans Pro','Source Sans','Segoe UI','Liberation Sans',Arial,sans-serif"
)
_SVG = "http://www.w3.org/2000/svg"


class Drawing:
    """A picture of so many pixels; each gesture draws on top of the last one."""

    def __init__(self, width: float, height: float, palette: Palette, *, says: str) -> None:
        """``says``: the whole picture in a few sentences, for whoever does not see it."""
        self.palette = palette
        self.width, self.height = width, height
        self._root = ET.Element(
            "svg",
            {
                "xmlns": _SVG,
                "viewBox": f"0 0 {_n(width)} {_n(height)}",
                "width": _n(width),
                "height": _n(height),
                "role": "img",
                # Not a title element, which browsers show under the pointer wherever it is.
                "aria-label": printable(says),
                "font-family": FONT,
            },
        )
        self._hatch()
        self.rect(0, 0, width, height, fill=palette.paper)

    def _hatch(self) -> None:
        """Slanted lines: what is shaded stays shaded without colour."""
        pattern = ET.SubElement(
            ET.SubElement(self._root, "defs"),
            "pattern",
            {
                "id": "hatch",
                "width": "14",
                "height": "14",
                "patternUnits": "userSpaceOnUse",
                "patternTransform": "rotate(45)",
            },
        )
        ET.SubElement(
            pattern,
            "rect",
            {"width": "14", "height": "14", "fill": self.palette.soft, "fill-opacity": "0.12"},
        )
        ET.SubElement(
            pattern,
            "rect",
            {"width": "4", "height": "14", "fill": self.palette.soft, "fill-opacity": "0.45"},
        )

    def rect(self, x: float, y: float, wide: float, high: float, **look: object) -> None:
        self._add("rect", look, x=x, y=y, width=wide, height=high)

    def circle(self, x: float, y: float, radius: float, **look: object) -> None:
        self._add("circle", look, cx=x, cy=y, r=radius)

    def line(self, x1: float, y1: float, x2: float, y2: float, **look: object) -> None:
        self._add("line", look, x1=x1, y1=y1, x2=x2, y2=y2)

    def path(self, points: str, **look: object) -> None:
        self._add("path", look, d=points)

    def shape(self, points: Iterable[tuple[float, float]], **look: object) -> None:
        self._add("polygon", look, points=" ".join(f"{_n(x)},{_n(y)}" for x, y in points))

    def curve(self, points: Iterable[tuple[float, float]], **look: object) -> None:
        look = {"fill": "none", "stroke-linejoin": "round", "stroke-linecap": "round", **look}
        self._add("polyline", look, points=" ".join(f"{_n(x)},{_n(y)}" for x, y in points))

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        *,
        anchor: str = "start",
        bold: bool = False,
        halo: bool = False,
        fill: str = "",
    ) -> None:
        """One line of words, on its base line. ``halo``: paper around it, over a busy ground."""
        look: dict[str, object] = {
            "font_size": size,
            "text_anchor": anchor,
            "fill": fill or self.palette.ink,
        }
        if bold:
            look["font_weight"] = 700  # some readers know hundreds only
        if halo:
            look |= {"stroke": self.palette.paper, "stroke_width": 8, "paint_order": "stroke"}
            look["stroke_linejoin"] = "round"
        self._add("text", look, x=x, y=y).text = printable(words)

    def svg(self) -> str:
        return ET.tostring(self._root, encoding="unicode")

    def _add(self, tag: str, look: dict[str, object], **place: object) -> ET.Element:
        attributes = {name: _n(value) for name, value in place.items()}
        attributes |= {name.replace("_", "-"): _n(value) for name, value in look.items()}
        return ET.SubElement(self._root, tag, attributes)


def _n(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
