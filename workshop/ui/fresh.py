"""What is shown once, after a workshop was made, to the browser that made it."""

from dataclasses import dataclass

import streamlit as st

from workshop.addresses import facilitator_url, sponsor_url
from workshop.services.new_workshop import NewWorkshop
from workshop.settings import read_settings
from workshop.ui.plain import plain
from workshop.ui.shell import Visit

FRESH = "home-fresh"


@dataclass(frozen=True, slots=True)
class Fresh:
    """What is shown once after a creation, to the browser that made it and to no other."""

    browser_id: int
    title: str
    new: NewWorkshop


def keep_fresh(visit: Visit, title: str, new: NewWorkshop) -> None:
    """Remember what the next run shows once."""
    st.session_state[FRESH] = Fresh(visit.browser.browser_id, title, new)


def draw_fresh(visit: Visit, fresh: Fresh) -> bool:
    """Its codes and links, shown this once; True when the workshop is to be opened."""
    t, new, settings = visit.words, fresh.new, read_settings()
    st.title(t("ui.fresh.title"), anchor=False)
    st.subheader(plain(fresh.title), anchor=False)
    st.warning(t("ui.fresh.once"), icon=":material/edit_note:")
    for key, value in (
        ("recovery", new.recovery_code),
        ("facilitator", facilitator_url(settings, None, new.facilitator_token)),
        ("sponsor", sponsor_url(settings, None, new.sponsor_token)),
    ):
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{t(f'ui.fresh.{key}')}**")
            st.caption(t(f"ui.fresh.{key}.help", code=new.code))
            st.code(value, language=None, wrap_lines=True)
    pressed = st.button(
        t("ui.fresh.open"), key="fresh-open", type="primary", icon=":material/arrow_forward:"
    )
    if pressed:
        del st.session_state[FRESH]
    return pressed
