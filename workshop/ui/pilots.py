"""Pilots: what is tried with whom, what both sides say before and after, and what is decided."""

import streamlit as st
from markupsafe import Markup

from workshop.domain.pilot_rates import RATES, size_for
from workshop.domain.pilots import VOICES_NEEDED
from workshop.domain.words import Moment, Side
from workshop.services.pilots import reopen_pilot
from workshop.services.views.pilots import PilotLine, PilotMeasure, PilotsView, read_pilots
from workshop.ui import cache, lines, live
from workshop.ui.before_after import Pair, draw_before_after
from workshop.ui.parts import QUERY
from workshop.ui.pilot_forms import ask_decision, ask_pilot
from workshop.ui.pilot_words import (
    change_said,
    decision_said,
    joined,
    measure_entry,
    period_said,
    pilot_head,
    sample_said,
    side_head,
)
from workshop.ui.reading_form import ask_readings
from workshop.ui.shell import Visit, done, refresh, refusals
from workshop.ui.trail import trail_button


def draw_pilots(visit: Visit) -> None:
    """Every pilot with the one thing to do next; forms open when they are asked for."""
    lines.dress_lines()
    _pilots(visit)


@st.fragment
def _pilots(visit: Visit) -> None:
    visit = refresh(visit)
    live.listen(visit, key="pilots-ear")
    t = visit.words
    view = cache.part_view(visit.house, visit.facilitator, read_pilots)
    with lines.row():
        lines.draw(lines.sentence(t("ui.pilots.says"), soft=True))
        asked = st.button(
            t("ui.pilots.new"),
            key="new-pilot",
            type="secondary" if view.pilots else "primary",
            icon=":material/add:",
        )
    if asked:
        ask_pilot(visit, view, None)
    if {line.side for line in view.measures} != set(Side):
        st.info(t("ui.pilots.no_measures"), icon=":material/straighten:")
        if st.button(
            t("ui.pilots.to_measures"), key="pilots-to-measures", icon=":material/arrow_forward:"
        ):
            st.session_state.pop("follow-part", None)
            st.query_params[QUERY] = "measures"
            st.rerun()
    elif not view.pilots:
        lines.draw(lines.sentence(t("ui.pilots.none")))
    for line in reversed(view.pilots):
        with st.container(border=True, key=f"pilot-{line.label}"):
            _pilot(visit, view, line)


def _pilot(visit: Visit, view: PilotsView, line: PilotLine) -> None:
    t = visit.words
    with lines.row():
        tries = [
            t.quoted(names[label])
            for label, names in ((line.project, view.projects), (line.action, view.actions))
            if label
        ]
        note = joined(
            line.tried_with or t("ui.pilots.no_group"),
            period_said(line, t),
            t("ui.pilots.tries", what=t.listing(tries)) if tries else "",
        )
        lines.draw(pilot_head(line.label, line.title, line.outcome, note, t))
        _next(visit, view, line)
    lines.draw(lines.sentence(t(f"pilot.why.{line.outcome.why}")))
    if line.decision:
        lines.draw(
            lines.sentence(decision_said(line, t)),
            lines.quote(line.because) if line.because else lines.EMPTY,
        )
    lines.draw(*(_side(visit, line, side) for side in Side))
    pairs: list[Pair] = [
        (found, found.before, found.after)
        for found in line.measures
        if found.before is not None and found.after is not None
    ]
    if pairs:
        draw_before_after(visit, pairs, key=line.label)
        _worth(visit, line)
    trail_button(visit, line.label)


def _next(visit: Visit, view: PilotsView, line: PilotLine) -> None:
    """The next thing to do as the one full button; to change what is said as a quiet one."""
    t = visit.words
    if line.decision:
        if st.button(
            t("ui.pilots.reopen"),
            key=f"reopen-{line.label}",
            type="tertiary",
            icon=":material/lock_open:",
        ):
            with refusals(visit):
                reopen_pilot(visit.house, visit.facilitator, line.label)
                done(visit, "ui.pilots.reopened")
                st.rerun()
        return
    if st.button(
        t("ui.pilots.edit"), key=f"edit-{line.label}", type="tertiary", icon=":material/edit:"
    ):
        ask_pilot(visit, view, line)
    if not line.is_two_sided:
        if st.button(t("ui.pilots.choose"), key=f"choose-{line.label}"):
            ask_pilot(visit, view, line)
        return
    moment = Moment.BEFORE if line.waits_for(Moment.BEFORE) else Moment.AFTER
    waits = bool(line.waits_for(moment))
    if st.button(
        t(f"ui.pilots.note.{moment}") if waits else t("ui.pilots.note.again"),
        key=f"note-{line.label}",
        type="primary" if waits else "tertiary",
        icon=":material/edit_note:",
    ):
        ask_readings(visit, line.label, moment)
    if st.button(
        t("ui.pilots.decide"),
        key=f"decide-{line.label}",
        type="tertiary" if waits else "primary",
        icon=":material/gavel:",
    ):
        ask_decision(visit, line)


def _side(visit: Visit, line: PilotLine, side: Side) -> Markup:
    """What the measures of one side say, in words; what is missing where none is."""
    t, found = visit.words, line.of(side)
    missing = t("ui.pilots.one_sided", side=t(f"side.{side}"))
    return lines.EMPTY.join(
        (
            side_head(t(f"side.label.{side}")),
            *(measure_entry(measure, _figures(visit, measure), t) for measure in found),
            lines.EMPTY if found else lines.sentence(missing, soft=True),
        )
    )


def _figures(visit: Visit, measure: PilotMeasure) -> str:
    t = visit.words
    said = [
        t(
            "ui.pilots.figure",
            moment=t(f"ui.pilots.moment.{moment}"),
            value=sample_said(measure, found.sample, t) if found else t("ui.pilots.to_read"),
        )
        for moment, found in (("before", measure.before), ("after", measure.after))
    ]
    return joined(*said, change_said(measure, t) if measure.before and measure.after else "")


def _worth(visit: Visit, line: PilotLine) -> None:
    """How often such a reading is right, by simulated pilots with as many voices."""
    t = visit.words
    with st.expander(t("ui.pilots.rates"), key=f"worth-{line.label}"):
        lines.draw(lines.sentence(t("ui.pilots.rates.few", n=VOICES_NEEDED)))
        size = size_for(line.voices or VOICES_NEEDED)
        if size is None:
            return
        lines.draw(
            lines.sentence(t("ui.pilots.rates.says", n=size)),
            *(
                lines.sentence(
                    f"– {t(f'ui.pilots.rates.{truth}', right=rate.right, wrong=rate.wrong)}"
                )
                for truth, rate in RATES[size].items()
            ),
            lines.sentence(t("ui.pilots.rates.rest"), soft=True),
        )
