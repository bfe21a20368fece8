"""One form for a new idea and for a change of one; beside it the four ticks, and who would help."""

from dataclasses import dataclass

import streamlit as st

from workshop.domain.text import CARD_LIMIT
from workshop.domain.words import Tick
from workshop.services.help import remove_helper
from workshop.services.solutions import (
    add_solution,
    remove_solution,
    save_solution,
    tick_solution,
)
from workshop.services.views.solutions import SolutionLine
from workshop.ui import lines
from workshop.ui.fields import fits
from workshop.ui.gestures import close_form, follow_names, key_of, reach, turn_of
from workshop.ui.merging import opened_with, reconciled
from workshop.ui.shell import Visit, done, refusals

EDITING = "ideate-editing"
ASKED_TOPIC = "ideate-topic"
FORM = "ideate-form"


@dataclass(frozen=True, slots=True)
class _Said:
    """What the form says of an idea; topics and causes by their labels."""

    title: str
    topics: frozenset[str]
    causes: frozenset[str]


def draw_form(visit: Visit) -> None:
    """A refusal leaves what was typed."""
    view = visit.view
    editing = next(
        (line for line in view.solutions if line.label == st.session_state.get(EDITING)), None
    )
    with st.container(border=True, key="idea-form"):
        lines.draw(lines.section(_title(visit, editing)))
        _fields(visit, editing)
        if editing:
            _ticks(visit, editing)
            _helpers(visit, editing)
            _leave_or_remove(visit, editing)
        if editing or st.session_state.get(ASKED_TOPIC):
            reach("idea-form", f"idea-title-{turn_of(FORM)}")


def _title(visit: Visit, editing: SolutionLine | None) -> str:
    """What the form is for: an idea that is there, a topic, or nothing yet."""
    t = visit.words
    if editing:
        return t("ui.ideate.form.edit", label=editing.label)
    topic = visit.view.topic(st.session_state.get(ASKED_TOPIC))
    return (
        t("ui.ideate.form.for_topic", topic=lines.told(topic.title))
        if topic
        else t("ui.ideate.form.new")
    )


def _fields(visit: Visit, editing: SolutionLine | None) -> None:
    t, view = visit.words, visit.view
    asked = st.session_state.get(ASKED_TOPIC)
    tied = editing.topics if editing else (asked,)
    topics = {topic.label: topic for topic in view.topics_in_order}
    causes = {cause.label: cause.title for cause in view.causes}
    turn = turn_of(FORM)
    if editing:
        opened_with(FORM, turn, _said_by(editing))
    against: list[str] = []
    with st.form(f"idea-{turn}", border=False, enter_to_submit=False):
        title = fits(
            t,
            st.text_area(
                t("ui.ideate.form.title"),
                value=editing.title if editing else "",
                height=110,
                key=f"idea-title-{turn}",
            ),
            CARD_LIMIT,
        )
        chosen = st.multiselect(
            t("ui.ideate.form.topics"),
            list(topics),
            default=[label for label in tied if label in topics],
            format_func=lambda label: lines.topic_choice(topics.get(label)),
            placeholder=t("ui.ideate.form.topics.hint"),
            select_all=False,
            key=f"idea-topics-{turn}",
        )
        if causes:
            against = st.multiselect(
                t("ui.ideate.form.causes"),
                list(causes),
                default=[label for label in editing.causes if label in causes] if editing else [],
                format_func=lambda label: causes.get(label, label),
                placeholder=t("ui.ideate.form.causes.hint"),
                select_all=False,
                key=f"idea-causes-{turn}",
            )
        with st.container(key="form-end"):  # stays in sight while the fields are scrolled
            problem = st.container()
            saved = st.form_submit_button(
                t("ui.save") if editing else t("ui.ideate.form.save"),
                key="save-idea",
                type="primary",
            )
    if saved:
        said = _Said(title, frozenset(chosen), frozenset(against))
        with problem:
            if editing:
                _change(visit, editing, said)
            else:
                _add(visit, said)


def _said_by(line: SolutionLine) -> _Said:
    return _Said(line.title, frozenset(line.topics), frozenset(line.causes))


def _change(visit: Visit, editing: SolutionLine, said: _Said) -> None:
    wanted = reconciled(visit, FORM, turn_of(FORM), said, _said_by(editing))
    if wanted is None:
        return
    with refusals(visit):
        save_solution(
            visit.house,
            visit.facilitator,
            editing.label,
            title=wanted.title,
            topics=sorted(wanted.topics),
            causes=sorted(wanted.causes),
        )
        done(visit, "ui.ideate.saved")
        close_form(FORM, EDITING, ASKED_TOPIC)


def _add(visit: Visit, said: _Said) -> None:
    with refusals(visit):
        add_solution(
            visit.house,
            visit.facilitator,
            title=said.title,
            topics=sorted(said.topics),
            causes=sorted(said.causes),
        )
        tied = bool(said.topics or said.causes)
        done(visit, "ui.ideate.added" if tied else "ui.ideate.added_free")
        close_form(FORM, EDITING, ASKED_TOPIC)


def _ticks(visit: Visit, editing: SolutionLine) -> None:
    """The four ticks, each saved at once; those of another facilitator come in by themselves."""
    t = visit.words
    field = f"idea-ticks-{editing.label}"
    follow_names(field, editing.ticks)
    said = st.pills(
        t("ui.ideate.ticks"),
        list(Tick),
        default=list(editing.ticks),
        selection_mode="multi",
        format_func=lambda tick: t(f"tick.{tick}"),
        key=key_of(field),
    )
    changed = [tick for tick in Tick if (tick in said) != (tick in editing.ticks)]
    if changed:
        with refusals(visit):
            for tick in changed:
                tick_solution(visit.house, visit.facilitator, editing.label, tick, tick in said)
            # The same field goes on: a new one would take the keyboard's place away.
            follow_names(field, [tick for tick in Tick if tick in said], new=False)
            st.rerun()


def _helpers(visit: Visit, editing: SolutionLine) -> None:
    """Who would help, each with a way out: a name may have been typed by somebody else."""
    t = visit.words
    if editing.helpers:
        lines.draw(lines.sentence(t("ui.ideate.form.helpers"), soft=True))
    for name in dict.fromkeys(editing.helpers):
        with lines.row():
            lines.draw(lines.sentence(name))
            gone = st.button(
                t("ui.ideate.form.helper.remove"),
                key=f"helper-{editing.label}-{name}",
                type="tertiary",
                icon=":material/close:",
            )
        if gone:
            with refusals(visit):
                remove_helper(visit.house, visit.facilitator, editing.label, name)
                done(visit, "ui.ideate.form.helper.removed")
                st.rerun()


def _leave_or_remove(visit: Visit, editing: SolutionLine) -> None:
    t = visit.words
    with st.container(horizontal=True):
        if st.button(t("ui.cancel"), key="leave-idea"):
            close_form(FORM, EDITING, ASKED_TOPIC)
        if st.button(
            t("ui.ideate.form.remove"),
            key="remove-idea",
            type="tertiary",
            icon=":material/delete:",
        ):
            with refusals(visit):
                remove_solution(visit.house, visit.facilitator, editing.label)
                done(visit, "ui.ideate.removed")
                close_form(FORM, EDITING, ASKED_TOPIC)
