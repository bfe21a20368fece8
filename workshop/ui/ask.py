"""What is asked before a workshop that is there is copied, followed by another, or deleted."""

import streamlit as st

from workshop.domain.text import TITLE_LIMIT
from workshop.domain.words import Role
from workshop.services import signin, workshops
from workshop.services.actors import Visitor
from workshop.services.editions import next_edition
from workshop.services.new_workshop import NewWorkshop
from workshop.services.views.home import HomeLine
from workshop.ui.fields import fits
from workshop.ui.fresh import keep_fresh
from workshop.ui.navigation import HOME, path_of
from workshop.ui.shell import Visit, done, refresh, refusals


def ask_duplicate(visit: Visit, code: str, title: str) -> None:
    """Ask how the copy is called, then make it: same frame and journeys, nothing of the room's."""

    @st.dialog(visit.words("ui.duplicate.title"))
    def asked() -> None:
        here = refresh(visit)
        t = here.words
        st.write(t("ui.duplicate.text"))
        with st.form("duplicate-form", border=False):
            name = fits(
                t,
                st.text_input(
                    t("ui.new.name"),
                    t("ui.duplicate.name", title=title)[:TITLE_LIMIT],
                    key="duplicate-name",
                ),
                TITLE_LIMIT,
            )
            make = st.form_submit_button(
                t("ui.duplicate.make"), key="duplicate-make", type="primary"
            )
        if make:
            with refusals(here):
                made = workshops.duplicate(
                    here.house, Visitor(code, here.token, Role.FACILITATOR), title=name or ""
                )
                _let_in(here, made)
                keep_fresh(here, name or title, made)
                st.switch_page(path_of(HOME))

    asked()


def ask_next_edition(visit: Visit, line: HomeLine) -> None:
    """Ask how the next edition is called, then make it: it begins with this one's actions."""

    @st.dialog(visit.words("ui.edition.title"))
    def asked() -> None:
        here = refresh(visit)
        t = here.words
        st.write(t("ui.edition.text"))
        with st.form("edition-form", border=False):
            name = fits(
                t, st.text_input(t("ui.new.name"), line.title, key="edition-name"), TITLE_LIMIT
            )
            make = st.form_submit_button(t("ui.edition.make"), key="edition-make", type="primary")
        if make:
            with refusals(here):
                actor = Visitor(line.code, here.token, Role.FACILITATOR)
                made = next_edition(here.house, actor, title=name or "")
                _let_in(here, made)
                keep_fresh(here, name or line.title, made)
                st.switch_page(path_of(HOME))

    asked()


def _let_in(visit: Visit, made: NewWorkshop) -> None:
    """The copy belongs to the owner of the first; whoever made it may open it too."""
    signin.open_link(
        visit.house,
        link_token=made.facilitator_token,
        role=Role.FACILITATOR,
        token=visit.token,
    )


def ask_delete(visit: Visit, code: str, title: str) -> None:
    """Ask for the title, typed, then delete everything of the workshop."""

    @st.dialog(visit.words("ui.delete.title"))
    def asked() -> None:
        here = refresh(visit)
        t = here.words
        st.write(t("ui.delete.text"))
        st.text(title)
        with st.form("delete-form", border=False):
            typed = st.text_input(
                t("ui.delete.typed"),
                key="delete-typed",
                max_chars=2 * TITLE_LIMIT,  # a keyboard may write each accent as a sign of its own
            )
            drop = st.form_submit_button(
                t("ui.delete.drop"), key="delete-drop", type="primary", icon=":material/delete:"
            )
        if drop:
            with refusals(here):
                workshops.delete_workshop(
                    here.house,
                    Visitor(code, here.token, Role.FACILITATOR),
                    typed_title=typed or "",
                )
                done(here, "ui.delete.done")
                st.switch_page(path_of(HOME))

    asked()
