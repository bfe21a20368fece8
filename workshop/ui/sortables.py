"""Drag and drop between columns, with the three precautions that the component needs.

It knows an item by its string alone, keeps its own picture as long as its key stays, and gives
back the whole board. So each item begins with its label, the key follows from what is in each
column, and what comes back is read as moves: label, and the column where it lies now.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from streamlit_sortables import sort_items

STYLE = """
.sortable-component { display: grid;
  grid-template-columns: repeat(auto-fit, minmax(max(150px, SHARE%), 1fr));
  gap: .7rem; font-family: var(--font, "Source Sans", sans-serif); }
.sortable-component.vertical { display: grid; }
.sortable-component.vertical .sortable-container { min-width: 0; padding: .6rem .7rem .7rem;
  border: 1px solid rgba(128, 128, 128, .35); border-radius: .75rem; }
.sortable-container-header { font-weight: 600; font-size: 15px; line-height: 1.3;
  overflow-wrap: anywhere; padding: 0 .1rem .4rem; background: transparent;
  color: var(--text-color); }
.sortable-container-body { background: transparent; min-height: 3.4rem; max-height: MAXIMUM;
  overflow-y: auto; padding: 0; }
.sortable-item, .sortable-item:hover { background: var(--secondary-background-color);
  color: var(--text-color); border: 1px solid rgba(128, 128, 128, .4); border-radius: .55rem;
  margin: 0 0 .35rem; padding: .35rem .6rem; font-size: 14px; line-height: 1.3; text-align: left;
  white-space: normal; height: auto; overflow-wrap: anywhere; }
.sortable-item:focus-visible { outline: 3px solid var(--primary-color); outline-offset: 1px; }
.sortable-component { min-height: 4rem; }
"""
ORDER_STYLE = """
.sortable-component, .sortable-container, .sortable-container-body { background: transparent;
  padding: 0; font-family: var(--font, "Source Sans", sans-serif); }
.sortable-item, .sortable-item:hover { background: var(--secondary-background-color);
  color: var(--text-color); border: 1px solid rgba(128, 128, 128, .4); border-radius: .75rem;
  margin: 0 0 .4rem; padding: .6rem .9rem; font-size: 1rem; text-align: left;
  justify-content: flex-start; cursor: grab; }
.sortable-item:focus-visible { outline: 3px solid var(--primary-color); outline-offset: 1px; }
"""
TEXT_LIMIT = 90  # characters of an item: more would make the columns a wall of text


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``code`` for the caller, ``header`` for people, ``items`` label to text."""

    code: str
    header: str
    items: dict[str, str]


def board(
    columns: Sequence[Column],
    *,
    key: str,
    across: int = 2,
    tallest_px: int = 420,
) -> dict[str, str]:
    """Draw the columns, ``across`` in a row; give what was dragged: label to code of column.

    ``key``: another one draws the board afresh, after a drag that came to nothing. Headers must
    differ from each other; a change of order inside a column is no move.
    """
    drawn = [
        {
            "header": column.header,
            "items": [_item(label, text) for label, text in column.items.items()],
        }
        for column in columns
    ]
    style = STYLE.replace("SHARE", f"{100 / (across + 0.7):.0f}").replace(
        "MAXIMUM", f"{tallest_px}px"
    )
    back = sort_items(
        drawn,
        multi_containers=True,
        direction="vertical",
        custom_style=style,
        key=f"{key}-{_fingerprint(drawn)}",
    )
    return moves(columns, back)


def order(names: Sequence[str], *, key: str) -> list[str]:
    """Draw one list to drag in; gives the names as they lie now. They must differ.

    What comes back may be anything at all: the caller checks that it is the same names.
    """
    dragged: list[str] = sort_items(
        list(names),
        direction="vertical",
        custom_style=ORDER_STYLE,
        key=f"{key}-{_fingerprint(names)}",
    )
    return dragged


def moves(columns: Sequence[Column], back: object) -> dict[str, str]:
    """What changed column: label to code of its new column; labels that were not drawn are not
    believed, nor columns that were not."""
    home = {label: column.code for column in columns for label in column.items}
    codes = {column.header: column.code for column in columns}
    found: dict[str, str] = {}
    for column in back if isinstance(back, list) else ():
        code = codes.get(str(column.get("header")))
        for item in column.get("items", ()):
            label = str(item).partition(" · ")[0]
            if code is not None and label in home and home[label] != code:
                found[label] = code
    return found


def _item(label: str, text: str) -> str:
    short = text if len(text) <= TEXT_LIMIT else text[: TEXT_LIMIT - 1].rstrip() + "…"
    return f"{label} · {short}"


def _fingerprint(drawn: object) -> str:
    return hashlib.blake2b(repr(drawn).encode(), digest_size=8).hexdigest()
