"""Push instead of polling: an event of the board channel reruns one fragment, or draws itself."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import streamlit as st

from workshop.services.views.board import stage_of
from workshop.ui.shell import STATIC, Visit

_SHARED = ("board.js", "drawing.js", "field.js", "staging.js")
"""Stand before the script of each component: Streamlit loads one file a component."""
_ENDING = "ending.js"
"""Stands after it, and calls what it exports."""


def listen(visit: Visit, *, key: str, screen: str = "", calm_seconds: float = 0.0) -> None:
    """Mount the ear of a fragment: it reruns, at most four times a second, when the board moves.

    Call it inside the fragment, after ``refresh``; ``visit.revision`` says which revision is drawn.
    ``screen``: "projector" in the window that the room looks at, whose stream holds no hidden word.
    ``calm_seconds``: where the wall draws the cards itself, news of nothing but cards, votes
    or answers may wait so long: a thousand phones would keep browser and server drawing.
    """
    _component("rc_live", "live.js")(
        key=key,
        data={
            "code": visit.facilitator.code,
            "seen": visit.revision,
            "screen": screen,
            "stage": stage_of(visit.view.workshop) if calm_seconds else "",
            "calm": round(1000 * calm_seconds),
        },
        on_moved_change=lambda: None,
        height="content",
    )


def draw(name: str, data: dict[str, Any], *, key: str, on: tuple[str, ...] = ()) -> Any:
    """Mount one of our drawn components (``static/<name>.js`` and ``.css``); gives its result.

    ``on``: the triggers it may send; each is an attribute of the result, None when not sent.
    Texts in ``data`` are drawn with ``textContent``: they are never read as HTML.
    """
    triggers: dict[str, Any] = {f"on_{trigger}_change": (lambda: None) for trigger in on}
    style = f"{name}.css" if (STATIC / f"{name}.css").exists() else None
    return _component(f"rc_{name}", f"{name}.js", style)(
        key=key, data=data, height="content", **triggers
    )


def sent(key: str, trigger: str) -> Any:
    """What a component drawn under ``key`` has just sent, before it is drawn again; else None.

    A gesture heeded first leaves one picture to draw instead of two. After a restart nothing is
    known here of the components: whoever draws one looks at its own result as well.
    """
    state = st.session_state.get(key)
    return state.get(trigger) if isinstance(state, Mapping) else None


@lru_cache(maxsize=64)
def _component(name: str, script: str, style: str | None = None) -> Any:
    parts = [(STATIC / file).read_text(encoding="utf-8") for file in (*_SHARED, script, _ENDING)]
    parts[-2] = parts[-2].replace("export default function", "function drawComponent")
    return st.components.v2.component(
        name,
        js="".join(parts),
        css=(STATIC / style).read_text(encoding="utf-8") if style else None,
        isolate_styles=False,
    )
