"""Moods: the steps that phones rate, who has answered, both curves, and what the answers become."""

import streamlit as st

from workshop.ui import live
from workshop.ui.shell import Visit, refresh


@st.fragment
def draw_mood(visit: Visit) -> None:
    """Everything under the head of the page; it follows the room by itself."""
    visit = refresh(visit)
    live.listen(visit, key="mood-ear")
