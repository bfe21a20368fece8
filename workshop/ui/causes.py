"""Why topics are as they are: ladders of whys beside their topics, the form, and the Pareto."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from workshop.domain.causes import WHYS_LIMIT, Bar, leading
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT
from workshop.domain.words import CauseTag, Phase, Quadrant
from workshop.i18n import Words
from workshop.services.causes import add_cause, remove_cause, save_cause
from workshop.services.views.causes import CauseLine
from workshop.services.views.workshop import TopicLine
from workshop.ui import lines, live
from workshop.ui.empty import nothing_yet
from workshop.ui.fields import fits
from workshop.ui.gestures import close_form, renew, turn_of
from workshop.ui.pareto import Step, pareto_chart
from workshop.ui.shell import STATIC, Visit, done, refresh, refusals

EDITING = "causes-editing"
ASKED_TOPIC = "causes-topic"
FORM = "causes-form"
COUNTED = "causes-counted"

TOPICS_SHOWN = 3
"""Topics of one cause that the projector names."""

LOOKED_AT = (Quadrant.PRIORITY, Quadrant.TREAT_NEXT)
"""Topics that are in sight whether they have a cause or not."""


def draw_causes(visit: Visit) -> None:
    """The topics and their causes on the left, live; the form on the right, left in peace."""
    lines.dress_lines()
    st.html(STATIC / "ladder.css")
    left, right = st.columns([5, 3], gap="large")
    with right:
        _form(visit)
    with left:
        _causes(visit)


@st.fragment
def _causes(visit: Visit) -> None:
    visit = refresh(visit)
    live.listen(visit, key="causes-ear")
    t, view = visit.words, visit.view
    if not view.topics:
        nothing_yet(visit, t("ui.causes.no_topics"), icon="category", way=Phase.GROUP)
    elif not view.causes:
        st.info(t("ui.causes.none"), icon=":material/account_tree:")
    if view.untagged:
        lines.draw(lines.sentence(t.count("ui.causes.todo", len(view.untagged))))
    if view.causes:
        _pareto(visit)
    _topics(visit)


# --- what weighs most -----------------------------------------------------------------------------


def _pareto(visit: Visit) -> None:
    t, weights = visit.words, visit.view.cause_weights
    lines.draw(lines.section(t("ui.causes.pareto")))
    if not weights.by_topics:
        lines.draw(lines.sentence(t("ui.causes.pareto.none"), soft=True))
        return
    by = st.segmented_control(
        t("ui.causes.pareto.by"),
        ("voices", "topics"),
        default="voices",
        required=True,
        format_func=lambda name: t(f"ui.causes.pareto.{name}"),
        label_visibility="collapsed",
        key=COUNTED,
    )
    # Imported or typed topics may have a cause before anybody has a voice in them.
    counted = "voices" if by == "voices" and weights.by_voices else "topics"
    bars = weights.by_voices if counted == "voices" else weights.by_topics
    steps = pareto_steps(t, bars, counted)
    said = pareto_said(t, bars)
    lines.draw(lines.sentence(said))
    st.vega_lite_chart(
        spec=pareto_chart(steps, title=said, dark=st.context.theme.type == "dark"),
        key="causes-pareto",
        width="stretch",
    )
    note = t("ui.causes.pareto.note")
    if weights.unsorted:
        note += " " + t.count("ui.causes.pareto.unsorted", weights.unsorted)
    lines.draw(lines.sentence(note, soft=True))
    with st.expander(t("ui.causes.pareto.table")):
        _table(t, steps, counted)


def pareto_steps(t: Words, bars: Sequence[Bar], counted: str) -> list[Step]:
    """The bars with their figures in words; ``counted``: "voices" or "topics"."""
    return [
        Step(
            name=t(f"cause.{bar.tag}"),
            weight=bar.weight,
            weight_said=t.count(f"count.{counted}", bar.weight),
            share=float(bar.cumulated),
            said=_percent(t, bar),
        )
        for bar in bars
    ]


def pareto_said(t: Words, bars: Sequence[Bar]) -> str:
    """The picture in one sentence: the kinds that make up most of it."""
    named = leading(bars)
    tags = [t(f"cause.{bar.tag}") for bar in named]
    if len(bars) == 1:
        return t("ui.causes.pareto.one", tag=tags[0])
    share = t.number(100 * float(named[-1].cumulated))
    return t("ui.causes.pareto.says", tags=t.listing(tags), share=share)


def _percent(t: Words, bar: Bar) -> str:
    return t("ui.causes.pareto.percent", n=t.number(100 * float(bar.cumulated)))


def _table(t: Words, steps: Sequence[Step], counted: str) -> None:
    """The twin of the chart."""
    weight = t(f"ui.causes.pareto.weight_{counted}")
    st.dataframe(
        pd.DataFrame(
            [
                {
                    t("ui.causes.pareto.tag"): step.name,
                    weight: step.weight,
                    t("ui.causes.pareto.share"): step.said,
                }
                for step in steps
            ]
        ),
        hide_index=True,
        key="causes-table",
        width="stretch",
    )


# --- topics and their ladders ---------------------------------------------------------------------


def _topics(visit: Visit) -> None:
    """Topics to explain whether they have a cause or not; of the others, those that have one."""
    t, view = visit.words, visit.view
    silent: list[TopicLine] = []
    told: set[str] = set()
    for topic in view.topics_in_order:
        causes = view.causes_of(topic.label)
        if not causes and topic.quadrant not in LOOKED_AT:
            silent.append(topic)
            continue
        _topic(visit, topic, causes, told)
    free = [cause for cause in view.causes if not cause.topics]
    if free:
        lines.draw(lines.section(t("ui.causes.free")))
        for cause in free:
            _cause(visit, cause, at="free", whole=True)
    if silent:
        with st.expander(t("ui.causes.other_topics", n=len(silent))):
            for topic in silent:
                _topic(visit, topic, (), told)


def _topic(visit: Visit, topic: TopicLine, causes: Sequence[CauseLine], told: set[str]) -> None:
    """``told``: causes whose ladder stands above already; once is enough."""
    t = visit.words
    with st.container(gap=None):
        with lines.row():
            lines.draw(
                lines.topic_head(
                    topic.title, topic.quadrant, t, note=t(f"quadrant.{topic.quadrant}")
                )
            )
            asked = st.button(
                t("ui.causes.why"),
                key=f"cause-for-{topic.label}",
                type="tertiary",
                icon=":material/add:",
            )
        if asked:
            ask_cause(topic.label)
            st.rerun()
        for cause in causes:
            _cause(visit, cause, at=topic.label, whole=cause.label not in told)
            told.add(cause.label)
        if not causes:
            lines.draw(lines.sentence(t("ui.causes.no_cause"), soft=True))


def ask_cause(topic: str) -> None:
    """Open the form for a new cause of a topic (label), whatever was being changed in it."""
    st.session_state.pop(EDITING, None)
    st.session_state[ASKED_TOPIC] = topic
    renew(FORM)


def _cause(visit: Visit, cause: CauseLine, *, at: str, whole: bool) -> None:
    t = visit.words
    others = len(cause.topics) - 1
    note = t.count("ui.causes.shared", others) if others > 0 and at != "free" else ""
    with lines.row():
        lines.draw(
            lines.entry(
                cause.title, label=cause.label, note=note, chip=lines.chip(tag_said(t, cause))
            )
        )
        asked = st.button(
            t("ui.causes.edit"),
            key=f"edit-{cause.label}-{at}",
            type="tertiary",
            icon=":material/edit:",
        )
    if whole:
        lines.draw(_ladder(cause.whys))
    if asked:
        st.session_state[EDITING] = cause.label
        renew(FORM)
        st.rerun()


def tag_said(t: Words, cause: CauseLine) -> str:
    """Of what kind a cause is, in words."""
    return t(f"cause.{cause.tag}" if cause.tag else "cause.none")


def _ladder(whys: Sequence[str]) -> Markup:
    """The whys from the first on, each a step further in."""
    if not whys:
        return lines.EMPTY
    return Markup('<ol class="rc-ladder">{}</ol>').format(
        lines.EMPTY.join(Markup("<li>{}</li>").format(why) for why in whys)
    )


# --- the projector --------------------------------------------------------------------------------


def causes_picture(visit: Visit) -> dict[str, Any]:
    """For the component ``causes``: which kinds weigh most, and the ladder saved last."""
    t, view = visit.words, visit.view
    weights = view.cause_weights
    counted = "voices" if weights.by_voices else "topics"
    bars = weights.by_voices or weights.by_topics
    heaviest = bars[0].weight if bars else 1
    last = next((cause for cause in view.causes if cause.label == view.last_cause), None)
    return {
        "title": t(f"ui.projector.causes.{counted}"),
        "bars": [
            {
                "name": step.name,
                "part": step.weight / heaviest,
                "said": f"{step.weight_said} · {step.said}",
            }
            for step in pareto_steps(t, bars, counted)
        ],
        "ladder": _ladder_shown(visit, last) if last else None,
    }


def _ladder_shown(visit: Visit, cause: CauseLine) -> dict[str, Any]:
    t, view = visit.words, visit.view
    topics = [topic for label in cause.topics if (topic := view.topic(label)) is not None]
    more = len(topics) - TOPICS_SHOWN
    return {
        "label": cause.label,
        "title": cause.title,
        "tag": tag_said(t, cause),
        "whys": [why for why in cause.whys if why != cause.title],
        "topics": [
            {"title": topic.title, "code": topic.quadrant} for topic in topics[:TOPICS_SHOWN]
        ],
        "more": f"+ {t.count('count.topics', more)}" if more > 0 else "",
    }


# --- the form -------------------------------------------------------------------------------------


def _form(visit: Visit) -> None:
    """One form for a new cause and for a change; a refusal leaves what was typed."""
    t, view = visit.words, visit.view
    editing = next(
        (cause for cause in view.causes if cause.label == st.session_state.get(EDITING)), None
    )
    tied = editing.topics if editing else (st.session_state.get(ASKED_TOPIC),)
    topics = {topic.label: topic for topic in view.topics_in_order}
    turn = turn_of(FORM)
    with st.container(border=True, key="cause-form"):
        lines.draw(
            lines.section(
                t("ui.causes.form.edit", label=editing.label)
                if editing
                else t("ui.causes.form.new")
            )
        )
        with st.form(f"cause-{turn}", border=False, enter_to_submit=False):
            chosen = st.multiselect(
                t("ui.causes.form.topics"),
                list(topics),
                default=[label for label in tied if label in topics],
                format_func=lambda label: lines.topic_choice(topics.get(label)),
                placeholder=t("ui.causes.form.topics.hint"),
                select_all=False,
                key=f"cause-topics-{turn}",
            )
            whys = _why_fields(t, editing.whys if editing else (), turn)
            title = fits(
                t,
                st.text_input(
                    t("ui.causes.form.title"),
                    value=editing.title if editing else "",
                    placeholder=t("ui.causes.form.title.hint"),
                    key=f"cause-title-{turn}",
                ),
                TITLE_LIMIT,
            )
            tags = list(CauseTag)
            tag = st.selectbox(
                t("ui.causes.form.tag"),
                tags,
                index=tags.index(editing.tag) if editing and editing.tag else None,
                format_func=lambda code: f"{t(f'cause.{code}')} · {t(f'cause.{code}.says')}",
                placeholder=t("ui.causes.form.tag.hint"),
                key=f"cause-tag-{turn}",
            )
            saved = st.form_submit_button(
                t("ui.save") if editing else t("ui.causes.form.save"),
                key="save-cause",
                type="primary",
            )
        if saved:
            said = {"title": title, "tag": tag or "", "whys": whys, "topics": chosen}
            _save(visit, editing, said)
        if editing:
            _leave_or_remove(visit, editing)


def _why_fields(t: Words, whys: Sequence[str], turn: int) -> list[str]:
    """Five lines, each asking after the one before."""
    return [
        fits(
            t,
            st.text_input(
                f"{step} · {t(f'ui.causes.form.why_{step}')}",
                value=whys[step - 1] if step <= len(whys) else "",
                key=f"cause-why-{step}-{turn}",
            ),
            NOTE_LIMIT,
        )
        for step in range(1, WHYS_LIMIT + 1)
    ]


def _save(visit: Visit, editing: CauseLine | None, said: dict[str, Any]) -> None:
    with refusals(visit):
        if editing:
            save_cause(visit.house, visit.facilitator, editing.label, **said)
            done(visit, "ui.causes.saved")
        else:
            add_cause(visit.house, visit.facilitator, **said)
            done(visit, "ui.causes.added")
        close_form(FORM, EDITING, ASKED_TOPIC)


def _leave_or_remove(visit: Visit, editing: CauseLine) -> None:
    t = visit.words
    with st.container(horizontal=True):
        if st.button(t("ui.cancel"), key="leave-cause"):
            close_form(FORM, EDITING, ASKED_TOPIC)
        if st.button(
            t("ui.causes.form.remove"),
            key="remove-cause",
            type="tertiary",
            icon=":material/delete:",
        ):
            with refusals(visit):
                remove_cause(visit.house, visit.facilitator, editing.label)
                done(visit, "ui.causes.removed")
                close_form(FORM, EDITING, ASKED_TOPIC)
