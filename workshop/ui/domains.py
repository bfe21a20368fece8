"""The functional domains: their names, their order, and what the target model expects of each."""

from collections.abc import Sequence

import streamlit as st

from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT
from workshop.services.domains import (
    MOST_DOMAINS,
    DomainDraft,
    add_domain,
    order_domains,
    remove_domain,
    save_domain,
)
from workshop.services.views.roadmap import read_roadmap
from workshop.ui.cache import part_view
from workshop.ui.fields import fits
from workshop.ui.gestures import key_of, renew
from workshop.ui.merging import opened_with, reconciled
from workshop.ui.shell import Visit, done, refusals

FORM = "domain-form"
NEW = ""


def draw_domains(visit: Visit) -> None:
    """One domain at a time, folded: the rows of the roadmap are rarely changed."""
    t = visit.words
    domains = part_view(visit.house, visit.facilitator, read_roadmap).domains
    title = t.count("ui.domain.title", len(domains)) if domains else t("ui.domain.none")
    with st.expander(title, key="domains", icon=":material/view_list:"):
        st.caption(t("ui.domain.help"))
        names = [domain.name for domain in domains]
        may_add = len(names) < MOST_DOMAINS
        chosen = st.selectbox(
            t("ui.domain.which"),
            [*([NEW] if may_add else []), *names],
            format_func=lambda name: name or t("ui.domain.new"),
            key=key_of("domain-which"),
        )
        current = next((one for one in domains if one.name == chosen), None)
        _form(visit, current)
        if current is not None:
            _gestures(visit, current, names)


def _form(visit: Visit, current: DomainDraft | None) -> None:
    t = visit.words
    start = current or DomainDraft("")
    field = f"{key_of(FORM)}-{start.name}"
    if current is not None:
        opened_with(FORM, field, current)
    with st.form(f"domain-{field}", border=False, enter_to_submit=False):
        name = fits(
            t,
            st.text_input(
                t("ui.domain.name"),
                start.name,
                key=f"{field}-name",
                placeholder=t("ui.domain.name.hint"),
            ),
            TITLE_LIMIT,
        )
        target = fits(
            t,
            st.text_area(
                t("ui.domain.target"),
                start.target,
                height=80,
                key=f"{field}-target",
                placeholder=t("ui.domain.target.hint"),
            ),
            NOTE_LIMIT,
        )
        problem = st.container()
        save = st.form_submit_button(
            t("ui.save") if current else t("ui.domain.add"), key="domain-save"
        )
    if save:
        draft = DomainDraft(name or "", target or "")
        with problem, refusals(visit, empty=t("ui.domain.name")):
            if current is not None:
                wanted = reconciled(visit, FORM, field, draft, current)
                if wanted is None:
                    return
                save_domain(visit.house, visit.facilitator, current.name, wanted)
                done(visit, "ui.saved")
            else:
                add_domain(visit.house, visit.facilitator, draft)
                done(visit, "ui.domain.added")
            _again()


def _gestures(visit: Visit, current: DomainDraft, names: Sequence[str]) -> None:
    t, place = visit.words, names.index(current.name)
    with st.container(horizontal=True):
        up = st.button(
            t("ui.domain.up"), key="domain-up", icon=":material/arrow_upward:", disabled=place == 0
        )
        down = st.button(
            t("ui.domain.down"),
            key="domain-down",
            icon=":material/arrow_downward:",
            disabled=place == len(names) - 1,
        )
        gone = st.button(
            t("ui.domain.remove"), key="domain-remove", type="tertiary", icon=":material/delete:"
        )
    if up or down:
        other = place - 1 if up else place + 1
        order = list(names)
        order[place], order[other] = order[other], order[place]
        with refusals(visit):
            order_domains(visit.house, visit.facilitator, order)
            st.rerun()
    if gone:
        with refusals(visit):
            remove_domain(visit.house, visit.facilitator, current.name)
            done(visit, "ui.domain.removed")
            _again()


def _again() -> None:
    renew(FORM, "domain-which")
    st.rerun()
