"""The organisation's own words for what its rooms speak about: read, added to, forgotten."""

import streamlit as st

from workshop.services.lexicons import (
    NAME_LIMIT,
    Concept,
    LexiconView,
    read_lexicon,
    remove_concept,
    save_concept,
)
from workshop.ui.fields import fits
from workshop.ui.gestures import choose, key_of, menu, renew
from workshop.ui.plain import plain
from workshop.ui.shell import Visit, done, refusals

CHOSEN = "lexicon-idea"
NEW = "+"
"""In the menu: an idea that has no name yet."""


def draw_lexicon(visit: Visit) -> None:
    """One idea at a time: what the app knows of it, and the words added here, one a line."""
    t = visit.words
    found = read_lexicon(visit.house, visit.facilitator)
    st.subheader(t("ui.lexicon.title"), anchor=False)
    st.caption(t("ui.lexicon.line"))
    own = {concept.name: concept for concept in found.own}
    name = menu(CHOSEN, t("ui.lexicon.idea"), _names(visit, found))
    known = next((concept for concept in found.shipped if concept.name == name), None)
    if known is not None:
        st.caption(t("ui.lexicon.known"))
        st.text(", ".join(word.removesuffix("*") for word in known.words))
    with st.form(f"lexicon-form-{name}", border=False):
        titled = name
        if name == NEW:
            titled = fits(
                t, st.text_input(t("ui.lexicon.name"), key=key_of("lexicon-name")), NAME_LIMIT
            )
        written = st.text_area(
            t("ui.lexicon.words"),
            value="\n".join(own[name].words) if name in own else "",
            placeholder=t("ui.lexicon.words.hint"),
            key=key_of(f"lexicon-words-{name}"),
            height=130,
        )
        with st.container(horizontal=True):
            save = st.form_submit_button(t("ui.save"), key="lexicon-save", type="primary")
            forget = name in own and st.form_submit_button(
                t("ui.lexicon.forget"), key="lexicon-remove"
            )
    if save:
        _save(visit, name, titled, written)
    if forget:
        with refusals(visit):
            remove_concept(visit.house, visit.facilitator, name)
            renew(f"lexicon-words-{name}")
            done(visit, "ui.lexicon.forgotten")
            st.rerun()


def _save(visit: Visit, name: str, titled: str, written: str) -> None:
    """Lines and commas both part words: people paste what they have."""
    words = [word for line in written.splitlines() for word in line.split(",")]
    with refusals(visit):
        save_concept(visit.house, visit.facilitator, titled, words)
        renew(f"lexicon-words-{name}", "lexicon-name")
        if name == NEW:
            choose(CHOSEN, " ".join(titled.split()))
        done(visit, "ui.saved")
        st.rerun()


def _names(visit: Visit, found: LexiconView) -> dict[str, str]:
    """Own ideas first, then those that come with the app; the ones added to are marked."""
    t = visit.words

    def added(concept: Concept) -> str:
        return t("ui.lexicon.own", idea=plain(concept.title), n=t.number(len(concept.words)))

    names = {NEW: t("ui.lexicon.new")}
    names |= {concept.name: added(concept) for concept in found.own}
    names |= {
        concept.name: concept.title
        for concept in sorted(found.shipped, key=lambda idea: idea.title.casefold())
        if concept.name not in names
    }
    return names
