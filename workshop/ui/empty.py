"""Nothing here yet: what is missing, and the one button that leads to where it comes about."""

import streamlit as st

from workshop.domain.words import Phase
from workshop.ui.navigation import path_of, phase_script
from workshop.ui.shell import Visit


def nothing_yet(visit: Visit, said: str, *, icon: str, way: Phase) -> None:
    """Say it in the place of what will stand there; ``way``: the phase in which it comes about.

    ``icon``: its name among Material's. Once a page: the button's key is the way's.
    """
    t = visit.words
    st.info(said, icon=f":material/{icon}:")
    page = t(f"phase.{way}")
    if st.button(t("ui.compass.go", page=page), key=f"way-{way}", icon=":material/arrow_back:"):
        st.switch_page(path_of(phase_script(way)))
