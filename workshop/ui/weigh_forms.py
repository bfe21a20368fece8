"""The forms beside the ideas: one opinion of the room, or the answer that an idea still needs."""

import streamlit as st

from workshop.domain.text import NOTE_LIMIT
from workshop.domain.transfer import RATING_HIGH, RATING_LOW
from workshop.domain.weighing import WEIGHT_HIGH, WEIGHT_LOW
from workshop.domain.words import Side
from workshop.i18n import Words
from workshop.services.adoption import adopt_solution
from workshop.services.ratings import rate
from workshop.services.views.solutions import SolutionLine
from workshop.ui import lines
from workshop.ui.fields import fits
from workshop.ui.gestures import close_form, reach, renew, turn_of
from workshop.ui.plain import plain
from workshop.ui.shell import Visit, done, refusals
from workshop.ui.weigh_words import reasons

CHOSEN = "weigh-chosen"
ADOPTING = "weigh-adopting"
SPEAKER = "weigh-speaker"
FORM = "weigh-form"
SCALE = range(RATING_LOW, RATING_HIGH + 1)
WEIGHTS = range(WEIGHT_LOW, WEIGHT_HIGH + 1)


def draw_form(visit: Visit) -> None:
    """The answer that was asked for, else one opinion."""
    asked = st.session_state.get(ADOPTING)
    line = next((found for found in visit.view.solutions if found.label == asked), None)
    with st.container(border=True, key="ballot-form"):
        if line is None:
            _opinion(visit)
            if st.session_state.get(CHOSEN):
                reach("ballot-form", f"ballot-by-{turn_of(FORM)}")
        else:
            _adoption(visit, line)
            first = "pain-answer" if line.verdict.payer else "human-answer"
            reach("ballot-form", f"{first}-{turn_of(FORM)}")


def _adoption(visit: Visit, line: SolutionLine) -> None:
    """What is answered to the side that pays, and what stays human: then the idea is adopted."""
    t, turn = visit.words, turn_of(FORM)
    lines.draw(lines.section(t("ui.weigh.adopting")), lines.sentence(line.title))
    pain = human = ""
    with st.form(f"adoption-{turn}", border=False, enter_to_submit=False):
        if payer := line.verdict.payer:
            gains_at = visit.view.workshop.gains_at
            lines.draw(
                *(lines.sentence(said, soft=True) for said in reasons(line, t, gains_at=gains_at))
            )
            pain = fits(
                t,
                st.text_area(
                    t("ui.weigh.adopting.pain", side=plain(t(f"side.label.{payer}"))),
                    line.pain_answer,
                    key=f"pain-answer-{turn}",
                ),
                NOTE_LIMIT,
            )
        if line.automates and line.human_steps:
            human = fits(
                t,
                st.text_area(
                    t("ui.weigh.adopting.human", steps=plain(t.listing(line.human_steps))),
                    line.human_answer,
                    key=f"human-answer-{turn}",
                ),
                NOTE_LIMIT,
            )
        with st.container(key="form-end"):
            problem = st.container()
            ends = st.container(horizontal=True)
        with ends:
            saved = st.form_submit_button(t("ui.weigh.adopt"), key="save-adoption", type="primary")
            left = st.form_submit_button(t("ui.cancel"), key="leave-adoption")
    if left:
        close_form(FORM, ADOPTING)
    if saved:
        with problem, refusals(visit):
            adopt_solution(
                visit.house,
                visit.facilitator,
                line.label,
                pain_answer=pain or "",
                human_answer=human or "",
            )
            done(visit, "ui.weigh.done.adopted", label=line.label)
            close_form(FORM, ADOPTING)


def _opinion(visit: Visit) -> None:
    t, view = visit.words, visit.view
    titles = {line.label: line.title for line in view.solutions}
    labels = list(titles)
    chosen = st.session_state.get(CHOSEN)
    speaker = st.session_state.get(SPEAKER, Side.CLIENT)
    turn = turn_of(FORM)
    lines.draw(
        lines.section(t("ui.weigh.form")),
        lines.sentence(t("ui.weigh.form.says"), soft=True),
    )
    with st.form(f"ballot-{turn}", border=False, enter_to_submit=False):
        label = st.selectbox(
            t("ui.weigh.form.solution"),
            labels,
            index=labels.index(chosen) if chosen in titles else 0,
            format_func=titles.__getitem__,
            key=f"ballot-solution-{turn}",
        )
        by = st.radio(
            t("ui.weigh.form.by"),
            tuple(Side),
            index=tuple(Side).index(speaker),
            format_func=lambda side: plain(t(f"ui.weigh.by.{side}")),
            key=f"ballot-by-{turn}",
        )
        client, employee, usability = (
            _slider(field, t, turn) for field in ("client", "employee", "usability")
        )
        besides = {whom: _maybe(whom, t, turn) for whom in view.workshop.also_asks}
        weights = {name: _range(name, t, turn) for name in ("benefit", "effort")}
        with st.container(key="form-end"):
            problem = st.container()
            saved = st.form_submit_button(
                t("ui.weigh.form.save"), key="save-ballot", type="primary"
            )
    if saved and by is not None:
        with problem, refusals(visit):
            rate(
                visit.house,
                visit.facilitator,
                label,
                by=by,
                client=client,
                employee=employee,
                usability=usability,
                **besides,
                **weights,
            )
            done(visit, "ui.weigh.saved", label=label)
            st.session_state.update({CHOSEN: label, SPEAKER: by})
            renew(FORM)
            st.rerun()


def _slider(field: str, t: Words, turn: int) -> int:
    chosen: int = st.select_slider(
        plain(t(f"ui.weigh.form.{field}")),
        SCALE,
        value=0,
        format_func=lambda value: t(f"ui.weigh.scale.{value}"),
        key=f"ballot-{field}-{turn}",
    )
    return chosen


def _maybe(whom: str, t: Words, turn: int) -> int | None:
    """An effect that somebody may leave out."""
    chosen: int | None = st.selectbox(
        t(f"ui.weigh.form.{whom}"),
        SCALE,
        index=None,
        format_func=lambda value: t(f"ui.weigh.scale.{value}"),
        placeholder=t("ui.weigh.form.no_opinion"),
        key=f"ballot-{whom}-{turn}",
    )
    return chosen


def _range(name: str, t: Words, turn: int) -> tuple[int, int] | None:
    """One number or several in a row; none where somebody cannot say."""
    chosen = st.pills(
        t(f"ui.weigh.form.{name}"),
        WEIGHTS,
        selection_mode="multi",
        format_func=str,
        help=t("ui.weigh.form.range.help"),
        key=f"ballot-{name}-{turn}",
    )
    return (min(chosen), max(chosen)) if chosen else None
