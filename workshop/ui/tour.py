"""The first visit: what there is to know before one leads a room, on the page one begins at.

Shown by itself while there is no workshop yet, until it is put away in this browser; a button of
the same page shows it again. It is drawn in the browser: no step of it runs the page.
"""

import streamlit as st

from workshop.ui import live
from workshop.ui.shell import Visit

STEPS = ("road", "next", "phones", "screen", "help")
"""What is told, one after the other; each has its part in the drawing of ``tour.js``."""
_TURN = "tour-turn"


def tour_button(visit: Visit) -> None:
    """The way back to it, for as long as the page is there."""
    if st.button(visit.words("ui.tour.again"), key="tour", type="tertiary", icon=":material/help:"):
        st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


def draw_tour(visit: Visit, *, first: bool) -> None:
    """``first``: nobody who is here has a workshop yet. Nothing is drawn once it was put away."""
    t = visit.words
    live.draw(
        "tour",
        {
            "first": first,
            "turn": st.session_state.get(_TURN, 0),
            "title": t("ui.tour.title"),
            "steps": [
                {
                    "name": step,
                    "title": t(f"ui.tour.{step}"),
                    "says": t(f"ui.tour.{step}.says"),
                    "place": t("ui.tour.place", n=n, of=len(STEPS)),
                }
                for n, step in enumerate(STEPS, start=1)
            ],
            "words": {
                "rehearse": t("ui.home.rehearse"),
                **{word: t(f"ui.tour.{word}") for word in ("skip", "back", "on", "end")},
            },
        },
        key="tour-steps",
    )
