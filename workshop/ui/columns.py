"""Columns to drag things between, in one component that is drawn anew in place.

What was dragged is remembered here until the caller has done it, under the board's key: a picture
drawn meanwhile, because somebody else did something, still shows it where it was dropped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from workshop.ui import live

Drag = tuple[str, str, str]
"""A label, the code of the column that it was dragged out of, and of the one it was dropped on."""
TEXT_LIMIT = 90
"""Characters of an item: more would make the columns a wall of text."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``code`` for the caller, ``header`` for people, ``items`` label to text."""

    code: str
    header: str
    items: dict[str, str]


def board(
    columns: Sequence[Column], *, key: str, across: int = 2, tallest_px: int = 420
) -> dict[str, str]:
    """Draw the columns, ``across`` in a row; give what was dragged: label to code of column.

    ``key``: another one (``gestures.renew``) draws the board as it is stored, after a drag that
    was done, or came to nothing. Every drag needs a twin without one, which the caller draws.
    """
    kept = f"{key}:dragged"
    drags: list[Drag] = [*st.session_state.get(kept, ()), *_read(live.sent(key, "moved"))]
    data = _data(columns, moves(columns, drags), across, tallest_px)
    drawn = live.draw("columns", data, key=key, on=("moved",))
    # After a restart nothing is known of a component before it is drawn.
    drags += _read(drawn.moved)
    st.session_state[kept] = drags
    return moves(columns, drags)


def moves(columns: Sequence[Column], drags: Sequence[Drag]) -> dict[str, str]:
    """What changed column: label to code of its new column, after drags in their order.

    Labels and columns that were not drawn are not believed; and what somebody else has put
    elsewhere meanwhile stays there, whatever an old picture showed.
    """
    home = {label: column.code for column in columns for label in column.items}
    codes = {column.code for column in columns}
    lies = dict(home)
    for label, left, reached in drags:
        if label in home and reached in codes and lies[label] == left:
            lies[label] = reached
    return {label: code for label, code in lies.items() if code != home[label]}


def _read(sent: object) -> list[Drag]:
    if not isinstance(sent, dict):
        return []
    return [(str(sent.get("label")), str(sent.get("from")), str(sent.get("to")))]


def _data(
    columns: Sequence[Column], dragged: Mapping[str, str], across: int, tallest_px: int
) -> dict[str, object]:
    """The board with what was dragged where it was dropped."""
    texts = {label: text for column in columns for label, text in column.items.items()}
    return {
        "across": across,
        "tallest": tallest_px,
        "columns": [
            {
                "code": column.code,
                "header": column.header,
                "items": [
                    {"label": label, "text": _shortened(texts[label])}
                    for label in (
                        *(label for label in column.items if label not in dragged),
                        *(label for label, code in dragged.items() if code == column.code),
                    )
                ],
            }
            for column in columns
        ],
    }


def _shortened(text: str) -> str:
    return text if len(text) <= TEXT_LIMIT else text[: TEXT_LIMIT - 1].rstrip() + "…"
