"""The dialog of a reading: answers as pasted, of which the mean, spread and voices are kept."""

from dataclasses import replace
from datetime import date
from typing import TypedDict

import streamlit as st

from workshop.domain.text import TITLE_LIMIT
from workshop.domain.words import Moment
from workshop.services.readings import ReadingDraft, record_reading, remove_reading
from workshop.services.views.measures import Measured, ReadingLine, read_measures
from workshop.services.views.pilots import PilotMeasure, read_pilots
from workshop.ui import cache, lines
from workshop.ui.fields import fits
from workshop.ui.gestures import again, renew, turn_of
from workshop.ui.pilot_words import sample_said
from workshop.ui.shell import Visit, done, refresh, refusals

FORM = "reading-form"


def ask_readings(visit: Visit, pilot: str, moment: Moment) -> None:
    """Read the measures of a pilot (label) one after the other; the dialog ends with the last."""
    renew(FORM)

    @st.dialog(visit.words("ui.readings.title"), width="medium")
    def asked() -> None:
        here = refresh(visit)
        view = cache.part_view(here.house, here.facilitator, read_pilots)
        line = view.pilot(pilot)
        if line is None or not line.measures:  # somebody else has removed it
            st.rerun()
        when = _when(here, moment)
        waits = line.waits_for(when)
        found = _which(here, line.measures, waits)
        stands = found.before if when is Moment.BEFORE else found.after
        day = line.starts_on if when is Moment.BEFORE else line.ends_on
        if _form(here, found, when, pilot=pilot, stands=stands, day=day):
            if [other for other in waits if other.label != found.label]:
                renew(FORM)
                again()
            st.rerun()

    asked()


def ask_reading(visit: Visit, measure: str) -> None:
    """Read a measure (label) for the whole programme."""
    renew(FORM)

    @st.dialog(visit.words("ui.readings.title"), width="medium")
    def asked() -> None:
        here = refresh(visit)
        view = cache.part_view(here.house, here.facilitator, read_measures)
        line = view.measure(measure)
        if line is None:  # somebody else has removed it
            st.rerun()
        lines.draw(lines.sentence(f"{line.label} · {line.name}"))
        if _form(here, line, Moment.FOLLOW, pilot=None, stands=None, day=None):
            st.rerun()

    asked()


def _when(visit: Visit, moment: Moment) -> Moment:
    """Before or after: what the button said, unless a reading is to be put right."""
    t = visit.words
    said = st.segmented_control(
        t("ui.readings.moment"),
        (Moment.BEFORE, Moment.AFTER),
        default=moment,
        required=True,
        format_func=lambda code: t(f"ui.pilots.moment.{code}"),
        label_visibility="collapsed",
        key=f"reading-moment-{turn_of(FORM)}",
    )
    return said or moment


def _which(
    visit: Visit, measures: tuple[PilotMeasure, ...], waits: tuple[PilotMeasure, ...]
) -> PilotMeasure:
    """The measure to read: the first that waits, unless another one is chosen."""
    t, by_label = visit.words, {line.label: line for line in measures}
    first = waits[0].label if waits else measures[0].label
    label = st.selectbox(
        t("ui.readings.measure"),
        list(by_label),
        index=list(by_label).index(first),
        format_func=lambda label: (
            f"{t(f'side.label.{by_label[label].side}')} · {by_label[label].name}"
        ),
        key=f"reading-measure-{first}-{turn_of(FORM)}",
    )
    return by_label.get(label, by_label[first])


def _form(
    visit: Visit,
    line: Measured,
    moment: Moment,
    *,
    pilot: str | None,
    stands: ReadingLine | None,
    day: date | None,
) -> bool:
    """The fields of one reading; True once it is kept, or taken back.

    ``stands``: what was read before this. ``day``: when it was to be read.
    """
    t, turn = visit.words, f"{line.label}-{moment}-{turn_of(FORM)}"
    if stands is not None:
        said = sample_said(line, stands.sample, t)
        lines.draw(
            lines.sentence(
                t("ui.readings.now", value=said, date=t.date(stands.taken_on)), soft=True
            )
        )
    with st.form(f"reading-{turn}", border=False, enter_to_submit=False):
        today = visit.house.clock().date()
        start = stands.taken_on if stands is not None else min(day or today, today)
        draft = replace(_fields(visit, start, turn), measure=line.label, moment=moment, pilot=pilot)
        saved = st.form_submit_button(t("ui.readings.save"), key="save-reading", type="primary")
    if saved and not draft.values.strip() and draft.mean is None:
        st.error(t("ui.readings.nothing"), icon=":material/error:")
    elif saved:
        with refusals(visit):
            kept = record_reading(visit.house, visit.facilitator, draft)
            done(visit, "ui.readings.saved", value=sample_said(line, kept, t))
            return True
    if stands is not None and st.button(
        t("ui.readings.remove"),
        key=f"remove-reading-{turn}",
        type="tertiary",
        icon=":material/delete:",
    ):
        with refusals(visit):
            take_back(visit, line.label, moment, stands.taken_on, pilot)
            return True
    return False


def take_back(
    visit: Visit, measure: str, moment: Moment, taken_on: date, pilot: str | None
) -> None:
    """Delete a reading and say so; what the service refuses is raised."""
    remove_reading(
        visit.house, visit.facilitator, measure, moment=moment, taken_on=taken_on, pilot=pilot
    )
    done(visit, "ui.readings.removed")


class _Mean(TypedDict):
    mean: float | None
    spread: float | None
    voices: int | None


def _fields(visit: Visit, start: date, turn: str) -> ReadingDraft:
    """What was typed; of which measure and moment is said by whoever asks."""
    t = visit.words
    day = st.date_input(
        t("ui.readings.taken_on"), value=start, format="DD/MM/YYYY", key=f"reading-day-{turn}"
    )
    values = st.text_area(
        t("ui.readings.values"),
        height=90,
        placeholder=t("ui.readings.values.hint"),
        help=t("ui.readings.values.says"),
        key=f"reading-values-{turn}",
    )
    with st.expander(t("ui.readings.only_mean"), key=f"reading-mean-{turn}"):
        mean = _mean_fields(visit, turn)
    came_from = fits(
        t,
        st.text_input(
            t("ui.readings.came_from"),
            placeholder=t("ui.readings.came_from.hint"),
            key=f"reading-from-{turn}",
        ),
        TITLE_LIMIT,
    )
    return ReadingDraft(
        measure="",
        moment="",
        taken_on=day if isinstance(day, date) else start,
        values=values or "",
        came_from=came_from or "",
        **mean,
    )


def _mean_fields(visit: Visit, turn: str) -> _Mean:
    t = visit.words
    mean, spread, voices = st.columns(3)
    with mean:
        said = st.number_input(
            t("ui.readings.mean"), value=None, step=0.1, key=f"reading-its-mean-{turn}"
        )
    with spread:
        wide = st.number_input(
            t("ui.readings.spread"),
            value=None,
            step=0.1,
            min_value=0.0,
            key=f"reading-spread-{turn}",
        )
    with voices:
        people = st.number_input(
            t("ui.readings.voices"), value=None, step=1, min_value=1, key=f"reading-voices-{turn}"
        )
    return {"mean": said, "spread": wide, "voices": people}
