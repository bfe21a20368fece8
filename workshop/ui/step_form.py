"""The dialog of a step: what most steps need first, and the rest folded until it is wanted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from workshop.domain.errors import ScreenStale
from workshop.domain.journey import Channel, Kpi
from workshop.domain.text import TITLE_LIMIT
from workshop.domain.words import Backing, JourneyMode, Known, Lane, Push, VolumePeriod, VolumeUnit
from workshop.services import journeys
from workshop.services.journeys import Step
from workshop.services.steps import LIST_LIMIT, MOST_VOLUME
from workshop.services.templates import StepDraft
from workshop.ui import lines
from workshop.ui.fields import fits
from workshop.ui.shell import Visit, done, refresh, refusals
from workshop.ui.step_words import channel_words, kpi_words

_SEEN = "step-seen"

W = TypeVar("W", bound=StrEnum)


def ask_step(
    visit: Visit, step: Step | None, *, lane: Lane, on_saved: Callable[[int], None]
) -> None:
    """Edit a step, or add one at the end of ``lane`` when there is none in hand.

    ``on_saved``: told the step's id, before the page is drawn again.
    """
    title = "ui.journeys.add" if step is None else "ui.journeys.edit.title"
    start = StepDraft("", lane=lane) if step is None else step.draft
    st.session_state[_SEEN] = start

    @st.dialog(visit.words(title), width="large")
    def asked() -> None:
        here = refresh(visit)
        draft = _draw_step(here, start, "new" if step is None else str(step.id))
        if not st.button(here.words("ui.save"), key="step-save", type="primary"):
            return
        with refusals(here):
            if step is None:
                saved = journeys.add_step(here.house, here.facilitator, draft)
            else:
                saved = step.id
                _save(here, step.id, draft)
            on_saved(saved)
            done(here, "ui.saved")
            st.rerun()

    asked()


def _save(visit: Visit, step_id: int, draft: StepDraft) -> None:
    """What a colleague wrote meanwhile is shown before it is replaced. Raises ScreenStale."""
    seen = st.session_state[_SEEN]
    try:
        journeys.save_step(visit.house, visit.facilitator, step_id, draft, seen=seen)
    except ScreenStale:
        theirs = next((found for found in visit.view.steps if found.id == step_id), None)
        if theirs is not None:
            st.session_state[_SEEN] = theirs.draft
            st.warning(visit.words("ui.journeys.stale"), icon=":material/group:")
            st.text("\n".join(_told(visit, theirs)))
        raise


def _told(visit: Visit, step: Step) -> list[str]:
    """Everything that a step says now, one line each."""
    t = visit.words
    named = {
        "front": step.front,
        "back": step.back,
        "channels": [" ".join(channel_words(channel, t)) for channel in step.channels],
        "tools": step.tools,
        "kpis": [" ".join(kpi_words(kpi, t)) for kpi in step.kpis],
    }
    truth = [f"★ {t('ui.journeys.truth')}"] if step.moment_of_truth else []
    truth += [t("ui.journeys.human.tick")] if step.human_moment else []
    titles = [step.client_title, *([step.employee_title] if step.employee_title else [])]
    colon = t("ui.colon")
    found = [
        f"{t(f'ui.journeys.{name}')}{colon} {', '.join(of)}" for name, of in named.items() if of
    ]
    return [*titles, *truth, *found]


def _draw_step(visit: Visit, start: StepDraft, name: str) -> StepDraft:
    """The fields of a step; gives what they say."""
    t = visit.words
    above, below = st.columns(2, gap="large")
    own_title = ""
    with above:
        is_own = start.lane is Lane.EMPLOYEE
        title = fits(
            t,
            st.text_input(
                t("ui.journeys.own_title" if is_own else "ui.journeys.client_title"),
                start.client_title,
                key=f"step-client-{name}",
            ),
            TITLE_LIMIT,
        )
        channels = _names(visit, "channels", _channel_names(start), name)
        tools = _names(visit, "tools", start.tools, name)
    with below:
        if visit.view.workshop.mode is JourneyMode.MIRROR:
            own_title = fits(
                t,
                st.text_input(
                    t("ui.journeys.employee_title"),
                    start.employee_title,
                    key=f"step-employee-{name}",
                ),
                TITLE_LIMIT,
            )
        front = _names(visit, "front", start.front, name)
        back = _names(visit, "back", start.back, name)
    with st.container(horizontal=True, gap="large"):
        truth = st.checkbox(
            t("ui.journeys.truth.tick"),
            start.moment_of_truth,
            key=f"step-truth-{name}",
            help=t("ui.journeys.truth.help"),
        )
        human = st.checkbox(
            t("ui.journeys.human.tick"),
            start.human_moment,
            key=f"step-human-{name}",
            help=t("ui.journeys.human.help"),
        )
    with st.expander(t("ui.journeys.figures"), key=f"step-figures-{name}"):
        figures = _draw_channels(visit, start, channels, name)
    with st.expander(t("ui.journeys.kpis"), key=f"step-kpis-fold-{name}"):
        kpis = _draw_kpis(visit, start, name)
    with st.expander(t("ui.journeys.more"), key=f"step-more-{name}"):
        left, right = st.columns(2, gap="large")
        choice = _word(visit, left, "choice", Known, start.client_choice, f"step-choice-{name}")
        backed = _word(visit, right, "backed", Backing, start.backed, f"step-backed-{name}")
    return replace(
        start,
        client_title=title or "",
        employee_title=own_title,
        moment_of_truth=truth,
        human_moment=human,
        front=front,
        back=back,
        channels=figures,
        tools=tools,
        kpis=kpis,
        client_choice=choice,
        backed=backed,
    )


def _channel_names(step: StepDraft | Step) -> tuple[str, ...]:
    return tuple(channel.name for channel in step.channels)


def _names(visit: Visit, of: str, chosen: tuple[str, ...], name: str) -> tuple[str, ...]:
    """A list of names that grows by typing; the names used on other steps are offered."""
    t = visit.words
    used: dict[str, None] = dict.fromkeys(chosen)
    for found in visit.view.steps:
        listed = {
            "channels": _channel_names(found),
            "kpis": tuple(kpi.name for kpi in found.kpis),
            "front": found.front,
            "back": found.back,
            "tools": found.tools,
        }
        used |= dict.fromkeys(listed[of])
    return tuple(
        st.multiselect(
            t(f"ui.journeys.{of}.label"),
            list(used),
            list(chosen),
            key=f"step-{of}-{name}",
            placeholder=t("ui.journeys.names.hint"),
            accept_new_options=True,
            max_selections=LIST_LIMIT,
            # Else Enter takes all the names in which the typed one is found.
            select_all=False,
        )
    )


def _draw_channels(
    visit: Visit, start: StepDraft, names: tuple[str, ...], name: str
) -> tuple[Channel, ...]:
    """For each channel its volume, and where the figure is from once there is one."""
    t = visit.words
    if not names:
        st.caption(t("ui.journeys.figures.none"))
    else:
        st.caption(t("ui.journeys.figures.help"))
    kept = {channel.name: channel for channel in start.channels}
    return tuple(
        _draw_channel(visit, kept.get(named, Channel(named)), f"{index}-{named}-{name}")
        for index, named in enumerate(names)
    )


def _draw_channel(visit: Visit, channel: Channel, key: str) -> Channel:
    t = visit.words
    lines.draw(lines.sentence(channel.name))
    volume_at, unit_at, period_at, findable_at = st.columns([2, 2, 2, 3])
    # A field that begins with a number goes back to it when it is emptied: this one begins empty.
    _begin(f"channel-volume-{key}", channel.volume)
    _begin(f"channel-on-{key}", channel.figure_on)
    with volume_at:
        typed = st.number_input(
            t("ui.journeys.volume"),
            min_value=0,
            max_value=MOST_VOLUME,
            value=None,
            step=1,
            key=f"channel-volume-{key}",
            placeholder=t("ui.journeys.volume.unknown"),
        )
    volume = None if typed is None else int(typed)
    unit = _word(visit, unit_at, "unit", VolumeUnit, channel.unit, f"channel-unit-{key}")
    period = _word(visit, period_at, "period", VolumePeriod, channel.period, f"channel-per-{key}")
    findable = _word(visit, findable_at, "findable", Known, channel.findable, f"channel-find-{key}")
    source, day = channel.figure_from, channel.figure_on
    if volume is not None:
        source_at, day_at = st.columns([6, 3])
        source = fits(
            t,
            source_at.text_input(
                t("ui.journeys.figure_from"),
                source,
                key=f"channel-from-{key}",
                placeholder=t("ui.journeys.figure_from.hint"),
            ),
            TITLE_LIMIT,
            at=source_at,
        )
        chosen = day_at.date_input(
            t("ui.journeys.figure_on"), value=None, format="DD/MM/YYYY", key=f"channel-on-{key}"
        )
        day = chosen if isinstance(chosen, date) else None
    return Channel(channel.name, volume, unit, period, findable, source, day)


def _begin(key: str, value: object) -> None:
    """What a field that may be emptied holds when it is drawn for the first time."""
    if key not in st.session_state:
        st.session_state[key] = value


def _draw_kpis(visit: Visit, start: StepDraft, name: str) -> tuple[Kpi, ...]:
    """For each KPI who owns it, and where it pushes both sides."""
    t = visit.words
    names = _names(visit, "kpis", tuple(dict.fromkeys(kpi.name for kpi in start.kpis)), name)
    st.caption(t("ui.journeys.kpis.help"))
    kept: dict[str, list[Kpi]] = {}
    for kpi in start.kpis:
        kept.setdefault(kpi.name, []).append(kpi)
    wanted = [kpi for named in names for kpi in kept.get(named, [Kpi(named)])]
    return tuple(
        _draw_kpi(visit, kpi, f"{index}-{kpi.name}-{name}") for index, kpi in enumerate(wanted)
    )


def _draw_kpi(visit: Visit, kpi: Kpi, key: str) -> Kpi:
    t = visit.words
    lines.draw(lines.sentence(kpi.name))
    whose, client_at, employee_at = st.columns([3, 3, 3])
    department = fits(
        t,
        whose.text_input(
            t("ui.journeys.department"),
            kpi.department,
            key=f"kpi-department-{key}",
            placeholder=t("ui.journeys.department.hint"),
        ),
        TITLE_LIMIT,
        at=whose,
    )
    client = _word(visit, client_at, "push.client", Push, kpi.client, f"kpi-client-{key}")
    employee = _word(visit, employee_at, "push.employee", Push, kpi.employee, f"kpi-own-{key}")
    return Kpi(kpi.name, department or "", client, employee)


def _word(visit: Visit, place: DeltaGenerator, of: str, words: type[W], value: W, key: str) -> W:
    """A menu of a few words, "not known" among them where it may be so."""
    t = visit.words
    said = "push" if of.startswith("push.") else of
    names = {word: t(f"journeys.{said}.{word}") for word in words}
    chosen = place.selectbox(
        t(f"ui.journeys.{of}"),
        list(words),
        index=list(words).index(value),
        format_func=lambda word: names.get(word, str(word)),
        key=key,
    )
    return value if chosen is None else words(chosen)
