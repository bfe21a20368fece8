"""A page in parts, of which one is drawn: its name stands in the address, as in a bookmark."""

from collections.abc import Callable, Mapping

import streamlit as st

from workshop.ui.shell import Visit

QUERY = "part"

Draw = Callable[[Visit], None]


def parts(visit: Visit, page: str, by_code: Mapping[str, Draw], *, default: str = "") -> None:
    """Draw the choice of parts, and the one chosen: by the address, else ``default`` or the first.

    ``page``: the first word of the parts' keys, ``ui.<page>.part.<code>``.
    """
    t, codes = visit.words, list(by_code)
    asked = st.query_params.get(QUERY, "")
    first = default or codes[0]
    here = asked if asked in by_code else first
    if len(codes) > 1:
        chosen = st.segmented_control(
            t(f"ui.{page}.parts"),
            codes,
            # A second tap on the same part lets go of it: the part stays nevertheless.
            default=here,
            format_func=lambda code: t(f"ui.{page}.part.{code}"),
            key=f"{page}-part",
            label_visibility="collapsed",
        )
        here = chosen or here
    st.query_params[QUERY] = here
    by_code[here](visit)
