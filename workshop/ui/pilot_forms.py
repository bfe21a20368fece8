"""The dialogs of a pilot: what is tried with whom and measured by what, and what is decided."""

from datetime import date

import streamlit as st

from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT
from workshop.domain.words import PilotDecision
from workshop.services.pilots import (
    PilotDraft,
    add_pilot,
    decide_pilot,
    remove_pilot,
    save_pilot,
)
from workshop.services.views.pilots import PilotLine, PilotsView, read_pilots
from workshop.ui import cache, lines
from workshop.ui.fields import fits
from workshop.ui.gestures import renew, turn_of
from workshop.ui.merging import opened_with, reconciled
from workshop.ui.pilot_words import verdict_chip
from workshop.ui.shell import Visit, done, refresh, refusals

FORM = "pilot-form"
DECISION = "pilot-decision"


def ask_pilot(visit: Visit, view: PilotsView, line: PilotLine | None) -> None:
    """A new pilot, or a change of one."""
    renew(FORM)
    title = "ui.pilots.new" if line is None else "ui.pilots.edit.title"

    @st.dialog(visit.words(title), width="medium")
    def asked() -> None:
        here = refresh(visit)
        t = here.words
        if line is not None:
            opened_with(FORM, turn_of(FORM), draft_of(line))
        with st.form(f"pilot-{turn_of(FORM)}", border=False, enter_to_submit=False):
            draft = _fields(here, view, line)
            problem = st.container()
            saved = st.form_submit_button(
                t("ui.pilots.form.add") if line is None else t("ui.save"),
                key="save-pilot",
                type="primary",
            )
        if saved:
            with problem, refusals(here, empty=t("ui.pilots.form.title")):
                if _kept(here, line, draft):
                    st.rerun()
        if line is not None:
            _remove(here, line)

    asked()


def _kept(visit: Visit, line: PilotLine | None, draft: PilotDraft) -> bool:
    """True once it is stored; False where a colleague has changed the same meanwhile."""
    if line is None:
        add_pilot(visit.house, visit.facilitator, draft)
        done(visit, "ui.pilots.added")
        return True
    now = cache.part_view(visit.house, visit.facilitator, read_pilots).pilot(line.label)
    wanted = reconciled(visit, FORM, turn_of(FORM), draft, draft_of(now or line))
    if wanted is None:
        return False
    save_pilot(visit.house, visit.facilitator, line.label, wanted)
    done(visit, "ui.pilots.saved")
    return True


def draft_of(line: PilotLine) -> PilotDraft:
    """What is stored of a pilot, to be said again with a change."""
    return PilotDraft(
        title=line.title,
        tried_with=line.tried_with,
        starts_on=line.starts_on,
        ends_on=line.ends_on,
        action=line.action,
        project=line.project,
        measures=tuple(measure.label for measure in line.measures),
    )


def _remove(visit: Visit, line: PilotLine) -> None:
    """A second tap is needed: what was read for it goes too."""
    t = visit.words
    with st.popover(t("ui.pilots.form.remove"), icon=":material/delete:", key="remove-pilot"):
        sure = st.button(t("ui.pilots.form.remove.sure"), key="remove-pilot-sure", type="primary")
    if sure:
        with refusals(visit):
            remove_pilot(visit.house, visit.facilitator, line.label)
            done(visit, "ui.pilots.removed")
            st.rerun()


def _fields(visit: Visit, view: PilotsView, line: PilotLine | None) -> PilotDraft:
    t, turn = visit.words, turn_of(FORM)
    title = fits(
        t,
        st.text_input(
            t("ui.pilots.form.title"),
            value=line.title if line else "",
            key=f"pilot-title-{turn}",
        ),
        TITLE_LIMIT,
    )
    tried_with = fits(
        t,
        st.text_input(
            t("ui.pilots.form.tried_with"),
            value=line.tried_with if line else "",
            placeholder=t("ui.pilots.form.tried_with.hint"),
            key=f"pilot-with-{turn}",
        ),
        NOTE_LIMIT,
    )
    start, end = st.columns(2)
    with start:
        starts_on = _day(visit, "starts_on", line.starts_on if line else None, turn)
    with end:
        ends_on = _day(visit, "ends_on", line.ends_on if line else None, turn)
    by_label = {found.label: found for found in view.measures}
    measures = st.multiselect(
        t("ui.pilots.form.measures"),
        list(by_label),
        default=[found.label for found in line.measures] if line else [],
        format_func=lambda label: (
            f"{t(f'side.label.{by_label[label].side}')} · {by_label[label].name}"
        ),
        placeholder=t("ui.pilots.form.measures.hint"),
        select_all=False,
        key=f"pilot-measures-{turn}",
    )
    action = _tie(visit, "action", view.actions, line.action if line else None, turn)
    project = _tie(visit, "project", view.projects, line.project if line else None, turn)
    return PilotDraft(
        title=title or "",
        tried_with=tried_with or "",
        starts_on=starts_on,
        ends_on=ends_on,
        action=action,
        project=project,
        measures=tuple(measures),
    )


def _day(visit: Visit, field: str, value: date | None, turn: int) -> date | None:
    said = st.date_input(
        visit.words(f"ui.pilots.form.{field}"),
        value=value,
        format="DD/MM/YYYY",
        key=f"pilot-{field}-{turn}",
    )
    return said if isinstance(said, date) else None


def _tie(
    visit: Visit, field: str, names: dict[str, str], value: str | None, turn: int
) -> str | None:
    """What is tried, by its label; nothing to choose from, no field."""
    t = visit.words
    if not names:
        return None
    labels = ["", *names]
    label = st.selectbox(
        t(f"ui.pilots.form.{field}"),
        labels,
        index=labels.index(value) if value in names else 0,
        format_func=lambda label: (
            f"{label} · {names[label]}" if label else t("ui.pilots.form.nothing")
        ),
        key=f"pilot-{field}-{turn}",
    )
    return label or None


def ask_decision(visit: Visit, line: PilotLine) -> None:
    """Generalise, correct or stop; what the readings forbid is said before it is tried."""
    renew(DECISION)

    @st.dialog(visit.words("ui.decide.title"), width="medium")
    def asked() -> None:
        here = refresh(visit)
        t, turn = here.words, turn_of(DECISION)
        # The readings may have moved since the dialog opened.
        view = cache.part_view(here.house, here.facilitator, read_pilots)
        now = view.pilot(line.label)
        if now is None:
            st.rerun()
        _what_it_says(here, now)
        with st.form(f"decide-{turn}", border=False, enter_to_submit=False):
            suggested = now.outcome.suggests
            choices = list(PilotDecision)
            decision = st.radio(
                t("ui.decide.decision"),
                choices,
                index=choices.index(suggested) if suggested else None,
                format_func=lambda code: _capital(t(f"pilot.decision.{code}")),
                key=f"decision-{turn}",
            )
            because = fits(
                t,
                st.text_area(
                    t("ui.decide.because"),
                    height=90,
                    key=f"decision-because-{turn}",
                ),
                NOTE_LIMIT,
            )
            problem = st.container()
            saved = st.form_submit_button(t("ui.decide.save"), key="save-decision", type="primary")
        if saved:
            with problem, refusals(here, empty=t("ui.decide.because")):
                decide_pilot(
                    here.house,
                    here.facilitator,
                    now.label,
                    decision=decision or "",
                    because=because or "",
                )
                done(here, "ui.decide.saved")
                st.rerun()

    asked()


def _what_it_says(visit: Visit, line: PilotLine) -> None:
    t, outcome = visit.words, line.outcome
    blocked = ""
    if outcome.a_side_pays:
        blocked = t("ui.decide.blocked.pays")
    elif outcome.is_unread:
        blocked = t("ui.decide.blocked.unread")
    lines.draw(
        lines.entry(line.title, label=line.label, chip=verdict_chip(outcome, t)),
        lines.sentence(t(f"pilot.why.{outcome.why}")),
        lines.sentence(t(f"pilot.suggests.{outcome.suggests}"), soft=True)
        if outcome.suggests
        else lines.EMPTY,
        lines.sentence(blocked) if blocked else lines.EMPTY,
    )


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]
