"""Two facilitators in one form: what a colleague has changed meanwhile is kept, or said."""

from dataclasses import Field, fields, replace
from typing import Any, ClassVar, Protocol, TypeVar

import streamlit as st

from workshop.ui.shell import Visit


class _Drafted(Protocol):
    """Any dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


Draft = TypeVar("Draft", bound=_Drafted)


def merged(seen: Draft, mine: Draft, theirs: Draft) -> tuple[Draft, tuple[str, ...]]:
    """What is to be saved, and the names of the fields that both have changed, each otherwise.

    ``seen``: what the form was opened with; ``mine``: what it says; ``theirs``: what is stored by
    now. A field that the form left alone stays as it is stored.
    """
    kept, clashes = {}, []
    for one in fields(seen):
        before, here, there = (getattr(draft, one.name) for draft in (seen, mine, theirs))
        if here == before:
            kept[one.name] = there
        elif there not in (before, here):
            clashes.append(one.name)
    return replace(mine, **kept), tuple(clashes)


def opened_with(form: str, turn: object, now: Draft) -> Draft:
    """What a form was opened with: ``now`` in the first run of this ``turn``, the same after."""
    kept: tuple[object, Draft] | None = st.session_state.get(f"{form}:seen")
    if kept is None or kept[0] != turn:
        return know(form, turn, now)
    return kept[1]


def know(form: str, turn: object, now: Draft) -> Draft:
    """The form has been told: from now on what differs from this is its own."""
    st.session_state[f"{form}:seen"] = (turn, now)
    return now


def reconciled(visit: Visit, form: str, turn: object, mine: Draft, theirs: Draft) -> Draft | None:
    """What is to be saved of a form; None, said beside it, where a colleague has changed the same
    fields: saved once more, the form has its way.
    """
    seen = opened_with(form, turn, theirs)
    wanted, clashes = merged(seen, mine, theirs)
    if not clashes:
        return wanted
    know(form, turn, replace(seen, **{name: getattr(theirs, name) for name in clashes}))
    t = visit.words
    said = t.listing(t(f"ui.merge.{name}") for name in clashes)
    st.warning(t("ui.merge", fields=said), icon=":material/group:")
    return None
