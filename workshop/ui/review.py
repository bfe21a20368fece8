"""The sponsor's review: what is asked, what is decided on which day, and what was said."""

from collections.abc import Sequence
from datetime import date

import streamlit as st
from markupsafe import Markup

from workshop.domain.leaders import Prompt
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT
from workshop.domain.words import MeetingKind, Quadrant
from workshop.services.decisions import (
    answer_decision,
    ask_decision,
    remove_decision,
    reopen_decision,
)
from workshop.services.meetings import MINUTES_LIMIT, MeetingDraft
from workshop.services.views.follow import DecisionLine, FollowView, read_follow
from workshop.ui import cache, lines, live
from workshop.ui.commitments import COMMITTING, draw_commitments, draw_form
from workshop.ui.fields import fits
from workshop.ui.gestures import close_form, key_of, opened, renew, shut
from workshop.ui.minutes import draw_minutes
from workshop.ui.point import keep_point, open_point
from workshop.ui.review_answers import said_entry
from workshop.ui.review_facts import draw_facts
from workshop.ui.shell import Visit, done, refresh, refusals

ANSWERING = "review-answering"
EDITING = "review-editing"
TAKEN = "review-taken"
"""The answer of the sponsor's that the form of a decision begins with."""
FORM = "review-form"
QUESTION = "review-question"


def draw_review(visit: Visit) -> None:
    """What waits for the sponsor and what was decided, live; on the right one form."""
    lines.dress_lines()
    left, right = st.columns([5, 3], gap="large")
    with right, st.container(border=True, key="review-form"):
        _side(visit)
    with left:
        _decisions(visit)


def _side(visit: Visit) -> None:
    """The answer to one question, one commitment, or the minutes of a review."""
    follow = _read(visit)
    answering = opened(ANSWERING, follow.decisions)
    committing = opened(COMMITTING, follow.leaders.commitments)
    if answering is not None:
        _answer(visit, answering, follow)
    elif st.session_state.get(COMMITTING) == 0 or committing is not None:
        draw_form(visit, committing)
    else:
        _minutes(visit, follow)


@st.fragment
def _decisions(visit: Visit) -> None:
    visit = refresh(visit)
    live.listen(visit, key="review-ear")
    t, follow = visit.words, _read(visit)
    held = follow.held(MeetingKind.REVIEW)
    lines.draw(
        lines.sentence(
            t("ui.review.last", date=t.date(held[0].held_on)) if held else t("ui.review.first"),
            soft=True,
        )
    )
    draw_facts(visit)
    lines.draw(lines.section(t("ui.review.asked")))
    if not follow.asked:
        lines.draw(lines.sentence(t("ui.review.asked.none"), soft=True))
    for line in follow.asked:
        _asked(visit, line)
        _said(visit, line, follow)
    _ask(visit)
    _answered(visit, follow)
    _prompts(visit, follow)
    wanted = draw_commitments(visit, follow.leaders)
    if wanted is not None:
        _open(COMMITTING, wanted)
    draw_minutes(
        visit,
        held,
        title=t("ui.review.held"),
        edit=lambda line: _open(EDITING, line.id),
        more=lambda review: _decided(visit, follow.answers_at(review)),
    )


def _asked(visit: Visit, line: DecisionLine) -> None:
    t = visit.words
    with lines.row():
        lines.draw(lines.entry(line.what, note=t("ui.review.asked_on", date=t.date(line.asked_on))))
        answer = st.button(
            t("ui.review.answer"),
            key=f"answer-{line.id}",
            type="tertiary",
            icon=":material/arrow_forward:",
        )
        gone = st.button(
            t("ui.minutes.remove"),
            key=f"drop-decision-{line.id}",
            type="tertiary",
            icon=":material/delete:",
        )
    if answer:
        st.session_state.pop(TAKEN, None)
        _open(ANSWERING, line.id)
    if gone:
        with refusals(visit):
            remove_decision(visit.house, visit.facilitator, line.id)
            shut(ANSWERING, line)
            done(visit, "ui.review.removed")
            st.rerun()


def _said(visit: Visit, line: DecisionLine, follow: FollowView) -> None:
    """What the sponsor answered on their page; the facilitator may take it into the decision."""
    t = visit.words
    for said in follow.leaders.to_decision(line.id):
        with lines.row():
            lines.draw(said_entry(said, t))
            taken = st.button(
                t("ui.review.take"),
                key=f"take-answer-{said.id}",
                type="tertiary",
                icon=":material/check:",
            )
        if taken:
            st.session_state[TAKEN] = said.id
            _open(ANSWERING, line.id)


def _prompts(visit: Visit, follow: FollowView) -> None:
    """What leaders answered to the three questions, beside the room's priority topics."""
    t = visit.words
    answered = [prompt for prompt in Prompt if follow.leaders.to_prompt(prompt)]
    if not answered:
        return
    lines.draw(lines.section(t("ui.sponsor.prompts")))
    topics = visit.view.in_quadrant(Quadrant.PRIORITY)
    if topics:
        titles = " · ".join(topic.title for topic in topics)
        lines.draw(lines.sentence(t("ui.review.prompts.beside", topics=titles), soft=True))
    for prompt in answered:
        lines.draw(
            lines.entry(t(f"ui.sponsor.prompt.{prompt}")),
            *(said_entry(line, t) for line in follow.leaders.to_prompt(prompt)),
        )


def _ask(visit: Visit) -> None:
    t, key = visit.words, key_of(QUESTION)
    with st.form(key, border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        what = fits(
            t,
            st.text_input(
                t("ui.review.ask"),
                placeholder=t("ui.review.ask.hint"),
                key=f"{key}-what",
            ),
            NOTE_LIMIT,
        )
        sent = st.form_submit_button(t("ui.review.ask.save"), key="ask-decision")
    if sent:
        with refusals(visit):
            ask_decision(visit.house, visit.facilitator, what or "")
            renew(QUESTION)
            done(visit, "ui.review.asked.done")
            st.rerun()


def _answered(visit: Visit, follow: FollowView) -> None:
    t = visit.words
    if not follow.answered:
        return
    lines.draw(lines.section(t("ui.review.answered")))
    for line in follow.answered:
        with lines.row():
            lines.draw(decision_entry(visit, line))
            again = st.button(t("ui.review.reopen"), key=f"reask-{line.id}", type="tertiary")
        said = follow.leaders.to_decision(line.id)
        # What was taken into the decision stands above already.
        lines.draw(*(said_entry(one, t) for one in said if one.text != line.answer))
        if again:
            with refusals(visit):
                reopen_decision(visit.house, visit.facilitator, line.id)
                done(visit, "ui.review.reopened")
                st.rerun()


def decision_entry(visit: Visit, line: DecisionLine) -> Markup:
    """A decision of the sponsor: the answer first, under what was asked."""
    t = visit.words
    said = [line.answered_by, t.date(line.answered_on) if line.answered_on else ""]
    return lines.entry(
        line.what,
        note=" · ".join(part for part in (line.answer, *said) if part),
        chip=lines.chip(t("ui.review.decided"), "green"),
    )


def _decided(visit: Visit, answers: Sequence[DecisionLine]) -> list[Markup]:
    return [decision_entry(visit, line) for line in answers]


def _answer(visit: Visit, line: DecisionLine, follow: FollowView) -> None:
    t, today = visit.words, visit.house.clock().date()
    said = follow.leaders.to_decision(line.id)
    taken = next((one for one in said if one.id == st.session_state.get(TAKEN)), None)
    key = f"answer-{line.id}" + (f"-{taken.id}" if taken else "")
    with st.form(key, border=False, enter_to_submit=False):
        lines.draw(lines.section(t("ui.review.answer.title")), lines.sentence(line.what))
        answer = fits(
            t,
            st.text_area(
                t("ui.review.answer.what"),
                value=taken.text if taken else "",
                height=100,
                key=f"{key}-said",
            ),
            NOTE_LIMIT,
        )
        who = fits(
            t,
            st.text_input(
                t("ui.review.answer.who"),
                value=taken.said_by if taken else "",
                key=f"{key}-who",
            ),
            TITLE_LIMIT,
        )
        day = st.date_input(t("ui.review.day"), value=today, format="DD/MM/YYYY", key=f"{key}-day")
        problem = st.container()
        with st.container(horizontal=True):
            saved = st.form_submit_button(
                t("ui.board.decide.save"), key=f"{key}-save", type="primary"
            )
            left = st.form_submit_button(t("ui.cancel"), key=f"{key}-leave")
    if left:
        _leave()
    if saved:
        with problem, refusals(visit, empty=t("ui.review.answer.what")):
            answer_decision(
                visit.house,
                visit.facilitator,
                line.id,
                answer or "",
                answered_by=who or "",
                held_on=day if isinstance(day, date) else today,
            )
            done(visit, "ui.board.kept")
            _leave()


def _minutes(visit: Visit, follow: FollowView) -> None:
    """The minutes of today's review, or of the one that was opened."""
    t, today = visit.words, visit.house.clock().date()
    held, asked = follow.held(MeetingKind.REVIEW), st.session_state.get(EDITING)
    begun = MeetingDraft(MeetingKind.REVIEW, today)
    point = open_point(visit, FORM, held, begun, asked=asked, field="review-said")
    start, turn = point.start, point.turn
    with st.form(f"review-{turn}", border=False, enter_to_submit=False):
        lines.draw(lines.section(t("ui.review.point", date=t.date(start.held_on))))
        said = fits(
            t,
            st.text_area(
                t("ui.minutes.minutes"),
                value=start.minutes,
                height=200,
                placeholder=t("ui.review.minutes.hint"),
                key=f"review-said-{turn}",
            ),
            MINUTES_LIMIT,
        )
        day = st.date_input(
            t("ui.minutes.day"),
            value=start.held_on,
            format="DD/MM/YYYY",
            key=f"review-day-{turn}",
        )
        problem = st.container()
        with st.container(horizontal=True):
            saved = st.form_submit_button(t("ui.save"), key="save-review", type="primary")
            left = asked is not None and st.form_submit_button(t("ui.cancel"), key="leave-review")
    if left:
        _leave()
    if saved:
        held_on = day if isinstance(day, date) else start.held_on
        draft = MeetingDraft(MeetingKind.REVIEW, held_on, minutes=said or "")
        with problem, refusals(visit):
            if keep_point(visit, FORM, point, draft):
                done(visit, "ui.saved")
                _leave()


def _read(visit: Visit) -> FollowView:
    return cache.part_view(visit.house, visit.facilitator, read_follow)


def _open(what: str, which: int) -> None:
    for name in {ANSWERING, EDITING, COMMITTING} - {what}:
        st.session_state.pop(name, None)
    st.session_state[what] = which
    st.rerun()


def _leave() -> None:
    close_form(FORM, ANSWERING, EDITING, COMMITTING, TAKEN)
