"""Ideas under the topics they answer; the priority topics first, the untied ideas in sight."""

from collections.abc import Iterable

import streamlit as st

from workshop.domain.phases import PhoneGesture
from workshop.domain.text import CARD_LIMIT
from workshop.domain.words import Quadrant
from workshop.services.solutions import add_solution, remove_solution, save_solution
from workshop.services.views.solutions import SolutionLine
from workshop.services.views.workshop import TopicLine
from workshop.ui import lines, live
from workshop.ui.gestures import close_form, renew, turn_of
from workshop.ui.shell import Visit, done, refresh, refusals

EDITING = "ideate-editing"
ASKED_TOPIC = "ideate-topic"
FORM = "ideate-form"


def draw_ideate(visit: Visit) -> None:
    """The ideas of the room on the left, live; the form on the right, which nothing disturbs."""
    lines.dress_lines()
    left, right = st.columns([5, 3], gap="large")
    with right:
        _form(visit)
    with left:
        _ideas(visit)


@st.fragment
def _ideas(visit: Visit) -> None:
    visit = refresh(visit)
    live.listen(visit, key="ideate-ear")
    t, view = visit.words, visit.view
    free = [line for line in view.solutions if not line.topics]
    if not view.workshop.may(PhoneGesture.ADD_SOLUTION):
        lines.draw(lines.sentence(t("ui.ideate.phones_closed"), soft=True))
    if not view.solutions:
        st.info(t("ui.ideate.none"), icon=":material/lightbulb:")
    else:
        said = t.count("count.solutions", len(view.solutions))
        if free:
            said = t(
                "ui.ideate.count_line", ideas=said, free=t.count("ui.ideate.free_count", len(free))
            )
        lines.draw(lines.sentence(said, soft=True))
    if free:
        _free_ideas(visit, free)
    if not view.topics:
        lines.draw(lines.sentence(t("ui.ideate.no_topics"), soft=True))
    _topics(visit)


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
        answers = [line for line in view.solutions if topic.label in line.topics]
        if not answers and topic.quadrant is not Quadrant.PRIORITY:
            silent.append(topic)
            continue
        _topic(visit, topic, answers)
    if silent:
        with st.expander(t("ui.ideate.other_topics", n=len(silent))):
            for topic in silent:
                _topic(visit, topic, [])


def _topic(visit: Visit, topic: TopicLine, answers: list[SolutionLine]) -> None:
    with st.container(gap=None):
        _topic_and_ideas(visit, topic, answers)


def _topic_and_ideas(visit: Visit, topic: TopicLine, answers: list[SolutionLine]) -> None:
    t = visit.words
    with lines.row():
        lines.draw(
            lines.topic_head(topic.title, topic.quadrant, t, note=t(f"quadrant.{topic.quadrant}"))
        )
        asked = st.button(
            t("ui.ideate.add_to"),
            key=f"idea-for-{topic.label}",
            type="tertiary",
            icon=":material/add:",
        )
    if asked:
        st.session_state.pop(EDITING, None)
        st.session_state[ASKED_TOPIC] = topic.label
        renew(FORM)
        st.rerun()
    for line in answers:
        _idea(visit, line, at=topic.label)
    if not answers:
        lines.draw(lines.sentence(t("ui.ideate.no_idea"), soft=True))


def _idea(
    visit: Visit, line: SolutionLine, *, at: str, label: str = "", icon: str = ":material/edit:"
) -> None:
    t, view = visit.words, visit.view
    others = [
        topic.title for topic in view.topics if topic.label in line.topics and topic.label != at
    ]
    note = t("ui.ideate.also", topics=", ".join(others)) if others and at != "free" else ""
    with lines.row():
        lines.draw(lines.entry(line.title, label=line.label, note=note))
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


def _form(visit: Visit) -> None:
    """One form for a new idea and for a change; a refusal leaves what was typed."""
    t, view = visit.words, visit.view
    editing = next(
        (line for line in view.solutions if line.label == st.session_state.get(EDITING)), None
    )
    asked = st.session_state.get(ASKED_TOPIC)
    tied = editing.topics if editing else (asked,)
    topics = {topic.label: topic for topic in view.topics_in_order}
    turn = turn_of(FORM)
    with st.container(border=True, key="idea-form"):
        lines.draw(
            lines.section(
                t("ui.ideate.form.edit", label=editing.label)
                if editing
                else t("ui.ideate.form.new")
            )
        )
        with st.form(f"idea-{turn}", border=False, enter_to_submit=False):
            title = st.text_area(
                t("ui.ideate.form.title"),
                value=editing.title if editing else "",
                max_chars=CARD_LIMIT,
                height=110,
                key=f"idea-title-{turn}",
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
            saved = st.form_submit_button(
                t("ui.save") if editing else t("ui.ideate.form.save"),
                key="save-idea",
                type="primary",
            )
        if saved:
            _save(visit, editing, title, chosen)
        if editing:
            _leave_or_remove(visit, editing)


def _save(visit: Visit, editing: SolutionLine | None, title: str, chosen: Iterable[str]) -> None:
    with refusals(visit):
        if editing:
            save_solution(
                visit.house, visit.facilitator, editing.label, title=title, topics=list(chosen)
            )
            done(visit, "ui.ideate.saved")
        else:
            add_solution(visit.house, visit.facilitator, title=title, topics=list(chosen))
            done(visit, "ui.ideate.added")
        close_form(FORM, EDITING, ASKED_TOPIC)


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
