"""After a gesture: draw again at once, and empty the fields that it has used up."""

from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

_LATER = "fields-to-set"


def again() -> None:
    """Draw this fragment again at once; the whole page where it runs outside of a fragment."""
    try:
        st.rerun(scope="fragment")
    except StreamlitAPIException:
        st.rerun()


def set_later(**fields: Any) -> None:
    """Give fields (by key) another value at the next run: those already drawn refuse it now."""
    st.session_state[_LATER] = {**st.session_state.get(_LATER, {}), **fields}


def set_now() -> None:
    """Give the fields the values that ``set_later`` wants; before any of them is drawn."""
    for key, value in st.session_state.pop(_LATER, {}).items():
        st.session_state[key] = value
