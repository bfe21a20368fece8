"""Votes: rounds to open, who has voted by count, and the result once it is revealed."""

import streamlit as st

from workshop.ui import live
from workshop.ui.shell import Visit, refresh


@st.fragment
def draw_vote(visit: Visit) -> None:
    """Everything under the head of the page; it follows the room by itself."""
    visit = refresh(visit)
    live.listen(visit, key="vote-ear")
