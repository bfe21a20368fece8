"""What is decided, by horizon: on the sponsor's page."""

import streamlit as st

from workshop.domain.words import Term
from workshop.services.views.sponsor import SponsorAction, SponsorView
from workshop.ui import lines
from workshop.ui.action_entry import action_entry
from workshop.ui.shell import Visit


def draw_plan(visit: Visit, results: SponsorView) -> None:
    """Short, medium and long term beside each other, what has no term yet apart."""
    t = visit.words
    lines.draw(lines.section(t("ui.sponsor.actions")))
    if not results.actions:
        lines.draw(lines.sentence(t("ui.sponsor.actions.none"), soft=True))
        return
    undated = results.actions_of(None)
    if len(undated) < len(results.actions):
        columns = st.columns(len(Term), gap="large")
        for column, term in zip(columns, Term, strict=True):
            with column:
                _term(visit, t(f"ui.roadmap.term.{term}"), results.actions_of(term))
    if undated:
        _term(visit, t("ui.sponsor.actions.undated"), undated)


def _term(visit: Visit, name: str, actions: tuple[SponsorAction, ...]) -> None:
    t = visit.words
    lines.draw(
        lines.title(name),
        *(action_entry(line, t) for line in actions),
        lines.EMPTY if actions else lines.sentence(t("ui.sponsor.actions.term.none"), soft=True),
    )
