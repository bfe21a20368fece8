"""Ideas under the topics they answer; the priority topics first, the untied ideas in sight."""

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup

from workshop.domain.phases import PhoneGesture
from workshop.domain.words import Phase, Quadrant, SolutionStatus
from workshop.services.solutions import focus_topic
from workshop.services.views.solutions import SolutionLine
from workshop.services.views.workshop import TopicLine, WorkshopView
from workshop.ui import lines, live
from workshop.ui.empty import nothing_yet
from workshop.ui.gestures import renew
from workshop.ui.ideate_form import ASKED_TOPIC, EDITING, FORM, draw_form
from workshop.ui.ideate_slide import how_might_we, pushed_topic
from workshop.ui.shell import Visit, done, refresh, refusals


def draw_ideate(visit: Visit) -> None:
    """The ideas of the room on the left, live; the form on the right, which nothing disturbs."""
    lines.dress_lines()
    left, right = st.columns([5, 3], gap="large")
    with right:
        draw_form(visit)
    with left:
        _ideas(visit)


@st.fragment
def _ideas(visit: Visit) -> None:
    visit = refresh(visit)
    live.listen(visit, key="ideate-ear")
    t, view = visit.words, visit.view
    free = [line for line in view.solutions if not line.is_tied]
    if not view.workshop.may(PhoneGesture.ADD_SOLUTION):
        lines.draw(lines.sentence(t("ui.ideate.phones_closed"), soft=True))
    if not view.solutions and view.topics:
        st.info(t("ui.ideate.none"), icon=":material/lightbulb:")
    elif view.solutions:
        said = t.count("count.solutions", len(view.solutions))
        if free:
            said = t(
                "ui.ideate.count_line", ideas=said, free=t.count("ui.ideate.free_count", len(free))
            )
        lines.draw(lines.sentence(said, soft=True))
    _pushed(visit)
    if free:
        _free_ideas(visit, free)
    if not view.topics:
        nothing_yet(visit, t("ui.ideate.no_topics"), icon="category", way=Phase.GROUP)
    _topics(visit)
    _by_cause(visit)


# --- the question that is put to the phones -------------------------------------------------------


def _pushed(visit: Visit) -> None:
    """The question on the phones and on the projector, as long as one is."""
    t, topic = visit.words, pushed_topic(visit.view)
    if topic is None:
        return
    with st.container(border=True, key="idea-focus"):
        lines.draw(
            lines.sentence(t("ui.ideate.pushed"), soft=True),
            lines.entry(how_might_we(t, topic), mark=lines.shape(topic.quadrant, t)),
        )
        if st.button(
            t("ui.ideate.let_choose"), key="let-choose", type="tertiary", icon=":material/undo:"
        ):
            _push(visit, None)


def _push(visit: Visit, label: str | None) -> None:
    with refusals(visit):
        focus_topic(visit.house, visit.facilitator, label)
        done(visit, "ui.ideate.free_choice" if label is None else "ui.ideate.asked")
        st.rerun()


def _ask(visit: Visit, topic: TopicLine) -> None:
    """The button that puts a topic's question to the phones; none while it is."""
    if visit.view.workshop.focus_topic == int(topic.label[1:]):
        return
    if st.button(
        visit.words("ui.ideate.ask"),
        key=f"ask-{topic.label}",
        type="tertiary",
        icon=":material/campaign:",
        help=visit.words("ui.ideate.ask.help"),
    ):
        _push(visit, topic.label)


# --- topics and their ideas -----------------------------------------------------------------------


def _free_ideas(visit: Visit, free: list[SolutionLine]) -> None:
    t = visit.words
    with st.container(border=True, key="free-ideas"):
        lines.draw(
            lines.section(t("ui.ideate.free")),
            lines.sentence(t("ui.ideate.free.says"), soft=True),
        )
        for line in free:
            _idea(visit, line, at="free", label=t("ui.ideate.tie"), icon=":material/link:")


def _topics(visit: Visit) -> None:
    """Priority topics whether they have ideas or not; of the others, those that have one first."""
    t, view = visit.words, visit.view
    silent: list[TopicLine] = []
    for topic in view.topics_in_order:
        answers = [line for line in view.solutions if topic.label in _answered(view, line)]
        if not answers and topic.quadrant is not Quadrant.PRIORITY:
            silent.append(topic)
            continue
        _topic(visit, topic, answers)
    if silent:
        with st.expander(t("ui.ideate.other_topics", n=len(silent))):
            for topic in silent:
                _topic(visit, topic, [])


def _answered(view: WorkshopView, line: SolutionLine) -> tuple[str, ...]:
    """The topics (labels) that an idea answers: its own, and those of its causes."""
    by_cause = (
        label for cause in view.causes if cause.label in line.causes for label in cause.topics
    )
    return tuple(dict.fromkeys((*line.topics, *by_cause)))


def _by_cause(visit: Visit) -> None:
    """The ideas that answer a cause of no topic."""
    t, view = visit.words, visit.view
    for cause in view.causes:
        if cause.topics:
            continue
        answers = [
            line
            for line in view.solutions
            if cause.label in line.causes and not _answered(view, line)
        ]
        if answers:
            lines.draw(lines.section(cause.title, t("ui.ideate.cause")))
            for line in answers:
                _idea(visit, line, at=cause.label)


def _topic(visit: Visit, topic: TopicLine, answers: list[SolutionLine]) -> None:
    t = visit.words
    with st.container(gap=None):
        lines.draw(
            lines.topic_head(topic.title, topic.quadrant, t, note=t(f"quadrant.{topic.quadrant}"))
        )
        if topic.quadrant is Quadrant.PRIORITY and topic != pushed_topic(visit.view):
            lines.draw(lines.sentence(how_might_we(t, topic), soft=True))
        with st.container(horizontal=True, gap="medium"):
            asked = st.button(
                t("ui.ideate.add_to"),
                key=f"idea-for-{topic.label}",
                type="tertiary",
                icon=":material/add:",
            )
            _ask(visit, topic)
        if asked:
            st.session_state.pop(EDITING, None)
            st.session_state[ASKED_TOPIC] = topic.label
            renew(FORM)
            st.rerun()
        for line in answers:
            _idea(visit, line, at=topic.label)
        if not answers and topic.quadrant is Quadrant.PRIORITY:
            lines.draw(lines.sentence(t("ui.ideate.no_idea"), soft=True))


def _idea(
    visit: Visit, line: SolutionLine, *, at: str, label: str = "", icon: str = ":material/edit:"
) -> None:
    t = visit.words
    with lines.row():
        lines.draw(
            lines.entry(
                line.title,
                label=line.label,
                note=" · ".join(_notes(visit, line, at)),
                chip=_status(visit, line),
            )
        )
        asked = st.button(
            label or t("ui.ideate.edit"),
            key=f"edit-{line.label}-{at}",
            type="tertiary",
            icon=icon,
        )
    if asked:
        st.session_state[EDITING] = line.label
        renew(FORM)
        st.rerun()


def _status(visit: Visit, line: SolutionLine) -> Markup:
    """What was decided of an idea; nothing while it is proposed."""
    if line.status is SolutionStatus.PROPOSED:
        return lines.EMPTY
    return lines.chip(visit.words(f"solution.status.{line.status}"))


def _notes(visit: Visit, line: SolutionLine, at: str) -> Iterable[str]:
    """What stands under an idea: what else it answers, what it is, and who would help."""
    t, view = visit.words, visit.view
    others = [
        topic.title for topic in view.topics if topic.label in line.topics and topic.label != at
    ]
    causes = [
        cause.title for cause in view.causes if cause.label in line.causes and cause.label != at
    ]
    if others:
        yield t("ui.ideate.also", topics=", ".join(others))
    if causes:
        yield t("ui.ideate.against", causes=", ".join(causes))
    if line.ticks:
        yield "✓ " + ", ".join(t(f"tick.{tick}.short") for tick in line.ticks)
    if line.helpers:
        yield t("ui.ideate.helpers", names=t.listing(line.helpers))
