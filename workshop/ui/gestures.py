"""After a gesture: draw again at once, and empty the fields that it has used up.

A field cannot be given a value by its key while the page lives: the browser may send its old one
in the same instant, with an event of the board, and would win. A field with a new key is new.
"""

from collections.abc import Iterable, Sequence
from typing import NoReturn, Protocol, TypeVar

import streamlit as st
from streamlit.errors import StreamlitAPIException

from workshop.ui import live


def again() -> None:
    """Draw this fragment again at once; the whole page where it runs outside of a fragment."""
    try:
        st.rerun(scope="fragment")
    except StreamlitAPIException:
        st.rerun()


def turn_of(field: str) -> int:
    """How often ``renew`` was called for a field, or for a form or a board: a part of its keys."""
    turn: int = st.session_state.get(f"{field}:turn", 0)
    return turn


def key_of(field: str) -> str:
    """The key of a field's widget: another one each time that ``renew`` was called for it."""
    return f"{field}-{turn_of(field)}"


def renew(*fields: str) -> None:
    """From the next run on these fields are new: empty, or at the default they are given."""
    for field in fields:
        st.session_state[f"{field}:turn"] = turn_of(field) + 1


def close_form(form: str, *asked: str) -> NoReturn:
    """Empty a form, forget what it was asked for (session names), and draw the page again."""
    for name in asked:
        st.session_state.pop(name, None)
    renew(form)
    st.rerun()


def reach(form: str, field: str) -> None:
    """Bring a form that was just opened (its key) into sight, the keyboard in a field (its key).

    Once for each opening: the key of its first field is another one each time.
    """
    live.draw("reach", {"form": form, "field": field}, key=f"{form}-reach-ear")


class Row(Protocol):
    """What a form may be open for."""

    @property
    def id(self) -> int: ...


RowT = TypeVar("RowT", bound=Row)


def opened(field: str, rows: Iterable[RowT]) -> RowT | None:
    """The one whose id ``field`` says, for its form; as it was last, where it is gone since.

    A colleague may have removed it: who is writing is told when they save, and keeps their words.
    """
    wanted, last = st.session_state.get(field), f"{field}:last"
    found = next((row for row in rows if row.id == wanted), None)
    if found is not None:
        st.session_state[last] = found
        return found
    gone: RowT | None = st.session_state.get(last)
    return gone if gone is not None and gone.id == wanted else None


def shut(field: str, row: Row) -> None:
    """Close the form of one that has just been removed here, where it was open."""
    if st.session_state.get(field) == row.id:
        del st.session_state[field]


def chosen(field: str, labels: Sequence[str]) -> str:
    """Which of ``labels`` is open: what ``choose`` said last if still there, else the first."""
    kept = st.session_state.get(f"{field}:chosen")
    if kept in labels:
        return str(kept)
    choose(field, labels[0])
    return labels[0]


def choose(field: str, label: str) -> None:
    """Open another one, not through its own menu; the menu follows."""
    if st.session_state.get(f"{field}:chosen") != label:
        st.session_state[f"{field}:chosen"] = label
        renew(field)


def menu(field: str, title: str, names: dict[str, str]) -> str:
    """The menu of what is open, for keyboards: gives its label."""
    labels = list(names)
    current = chosen(field, labels)
    follow_names(field, [names[current]])
    key = key_of(field)
    label = st.selectbox(
        title,
        labels,
        index=0 if key in st.session_state else labels.index(current),
        format_func=lambda found: names.get(found, found),
        key=key,
    )
    if label not in names:
        return current
    st.session_state[f"{field}:chosen"] = label
    follow_names(field, [names[label]], new=False)
    return label


def follow_names(field: str, names: Sequence[str], *, new: bool = True) -> None:
    """Renew a menu when what is chosen in it is now called otherwise (a new title, another place):
    Streamlit knows a choice by its name and would drop it."""
    if st.session_state.get(f"{field}:names") != list(names):
        st.session_state[f"{field}:names"] = list(names)
        if new:
            renew(field)
