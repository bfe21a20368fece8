"""The keys of a workshop: links for a colleague and for the sponsor, and the recovery code."""

from dataclasses import dataclass

import streamlit as st

from workshop.addresses import facilitator_url, sponsor_url
from workshop.domain.words import Role
from workshop.services import workshops
from workshop.settings import read_settings
from workshop.ui.shell import Visit, done, refresh, refusals

_SHOWN = "links-shown"
_URLS = {Role.FACILITATOR: facilitator_url, Role.SPONSOR: sponsor_url}


@dataclass(frozen=True, slots=True)
class Shown:
    """A key that was just made: shown once, to the browser that made it and to no other."""

    browser_id: int
    code: str
    what: str
    value: str


def draw_links(visit: Visit) -> None:
    """New keys, each shown once; and the gesture that makes all links of a role worthless."""
    t = visit.words
    st.caption(t("ui.links.text"))
    _draw_shown(visit)
    for column, role in zip(st.columns(3), (Role.FACILITATOR, Role.SPONSOR, None), strict=True):
        with column:
            if role is None:
                _draw_recovery(visit)
            else:
                _draw_role(visit, role)


def _draw_shown(visit: Visit) -> None:
    t = visit.words
    shown = st.session_state.pop(_SHOWN, None)
    if (
        isinstance(shown, Shown)
        and shown.browser_id == visit.browser.browser_id
        and shown.code == visit.facilitator.code
    ):
        st.warning(t("ui.links.once"), icon=":material/edit_note:")
        st.markdown(f"**{t(f'ui.fresh.{shown.what}')}**")
        st.code(shown.value, language=None, wrap_lines=True)


def _show(visit: Visit, what: str, value: str) -> None:
    st.session_state[_SHOWN] = Shown(visit.browser.browser_id, visit.facilitator.code, what, value)
    st.rerun()


def _draw_role(visit: Visit, role: Role) -> None:
    t = visit.words
    st.markdown(f"**{t(f'ui.fresh.{role}')}**")
    st.caption(t(f"ui.fresh.{role}.help"))
    with st.container(horizontal=True):
        new = st.button(t("ui.links.new"), key=f"link-new-{role}", icon=":material/add_link:")
        drop = st.button(
            t("ui.links.revoke"), key=f"link-revoke-{role}", icon=":material/link_off:"
        )
    if drop:
        _ask_revoke(visit, role)
    if new:
        with refusals(visit):
            token = workshops.new_link(visit.house, visit.facilitator, role)
            _show(visit, role, _URLS[role](read_settings(), None, token))


def _draw_recovery(visit: Visit) -> None:
    t = visit.words
    st.markdown(f"**{t('ui.fresh.recovery')}**")
    st.caption(t("ui.fresh.recovery.help", code=visit.facilitator.code))
    if st.button(t("ui.links.recovery"), key="recovery-new", icon=":material/password:"):
        with refusals(visit):
            _show(visit, "recovery", workshops.new_recovery(visit.house, visit.facilitator))


def _ask_revoke(visit: Visit, role: Role) -> None:
    @st.dialog(visit.words("ui.links.revoke.title"))
    def asked() -> None:
        here = refresh(visit)
        t = here.words
        st.write(t(f"ui.links.revoke.{role}"))
        if st.button(
            t("ui.links.revoke"), key="revoke-sure", type="primary", icon=":material/link_off:"
        ):
            with refusals(here):
                workshops.revoke_links(here.house, here.facilitator, role)
                done(here, "ui.links.revoked")
                st.rerun()

    asked()
