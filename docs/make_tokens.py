"""Write the colours of workshop/pictures/tokens.py into the style sheets that use them.

python docs/make_tokens.py          between the two marks of each sheet
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from workshop.pictures.tokens import (  # noqa: E402 - the checkout may not be installed
    BEGIN,
    COLOURS,
    END,
    root_block,
)

THEME = "workshop/ui/static/theme.css"
PAPER = "workshop/web/static/print.css"
SHEETS = {
    THEME: (),
    "workshop/phone/static/phone.css": (),
    "workshop/web/static/web.css": ("workshop/web/static/personal.css",),
    PAPER: (),
}
"""The sheet that holds the colours, and the others that stand on it."""

_BLOCK = re.compile(rf"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
_USED = re.compile(r"var\(--([a-z-]+)\b")


def written(sheet: str) -> str:
    """The sheet as it ought to be: all colours for what Streamlit draws, elsewhere those in use."""
    text = (ROOT / sheet).read_text("utf-8")
    said = text + "".join((ROOT / other).read_text("utf-8") for other in SHEETS[sheet])
    used = COLOURS.keys() if sheet == THEME else set(_USED.findall(said)) & COLOURS.keys()
    block = root_block(used, dark_too=sheet != PAPER)
    return _BLOCK.sub(lambda _: block, text, count=1)


if __name__ == "__main__":
    for sheet in SHEETS:
        (ROOT / sheet).write_text(written(sheet), encoding="utf-8")
        print(sheet)
