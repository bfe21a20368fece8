"""What a workshop keeps of its people: the note to hand on, and the seal that ends it."""

import streamlit as st

from workshop.domain.words import Phase
from workshop.i18n import language_name, languages
from workshop.services.sealing import seal
from workshop.ui.navigation import SETTINGS, path_of
from workshop.ui.shell import Visit, done, refresh, refusals

CODE_LIMIT = 12


def seal_mark(visit: Visit) -> None:
    """On every page of a sealed workshop: nobody waits for phones that are heard no more."""
    if visit.view.workshop.is_sealed:
        st.caption(f":material/lock: {visit.words('ui.privacy.mark')}", width="content")


def draw_privacy(visit: Visit) -> None:
    """On the settings: the note, what sealing does, and its button while it has not been done."""
    t, workshop = visit.words, visit.view.workshop
    st.subheader(t("ui.privacy.title"), anchor=False)
    st.caption(t("ui.privacy.sealed" if workshop.is_sealed else "ui.privacy.says"))
    with st.container(horizontal=True):
        _draw_note(visit)
        wanted = not workshop.is_sealed and st.button(
            t("ui.privacy.seal"), key="settings-seal", icon=":material/lock:"
        )
    if wanted:
        _ask_seal(visit)


def draw_privacy_at_the_close(visit: Visit) -> None:
    """At the end of the day: the note, and where the seal is, for when nobody need be recognised.

    Here it is not sealed: phones still vote as they leave.
    """
    t, workshop = visit.words, visit.view.workshop
    st.caption(t("ui.privacy.sealed" if workshop.is_sealed else "ui.privacy.later"))
    with st.container(horizontal=True):
        _draw_note(visit)
        if not workshop.is_sealed and st.button(
            t("ui.privacy.to_settings"), key="close-seal", icon=":material/lock:"
        ):
            st.switch_page(path_of(SETTINGS))


def _draw_note(visit: Visit) -> None:
    """In the workshop's language first: a works council may read another one."""
    t, code = visit.words, visit.facilitator.code
    mine = visit.view.workshop.language
    for language in (mine, *(other for other in languages() if other != mine)):
        st.link_button(
            t("ui.privacy.note", language=language_name(language)),
            f"/x/{code}/privacy-note-{language}.pdf",
            icon=":material/download:",
        )


def _ask_seal(visit: Visit) -> None:
    """Ask for the workshop's code, typed, then seal it for good."""

    @st.dialog(visit.words("ui.privacy.seal.title"))
    def asked() -> None:
        here = refresh(visit)
        t, code = here.words, here.facilitator.code
        st.write(t("ui.privacy.seal.text"))
        if here.view.workshop.phase not in (Phase.CLOSE, Phase.FOLLOW):
            st.warning(t("ui.privacy.seal.early"), icon=":material/smartphone:")
        st.caption(t("ui.privacy.seal.backups"))
        with st.form("seal-form", border=False):
            typed = st.text_input(
                t("ui.privacy.seal.typed", code=code), key="seal-typed", max_chars=CODE_LIMIT
            )
            wanted = st.form_submit_button(
                t("ui.privacy.seal.now"), key="seal-now", type="primary", icon=":material/lock:"
            )
        if wanted:
            with refusals(here):
                seal(here.house, here.facilitator, typed_code=typed or "")
                done(here, "ui.privacy.seal.done")
                st.rerun()

    asked()
