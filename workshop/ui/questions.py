"""Questions to the room: decks and one's own, pushed to the phones one at a time."""

from dataclasses import replace

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from workshop.domain.words import Deck, Horizon, Period, QuestionKind, QuestionStatus, Side
from workshop.services.decks import PROMPT_DECKS, deck
from workshop.services.journeys import ANY_STEP
from workshop.services.questions import (
    QuestionDraft,
    add_deck,
    add_question,
    close_question,
    push_question,
    remove_question,
    reveal_question,
)
from workshop.services.views.questions import QuestionLine, is_shown
from workshop.services.views.workshop import WorkshopView
from workshop.ui import lines
from workshop.ui.answers import draw_result, draw_texts, is_prompt, standing
from workshop.ui.gestures import renew, turn_of
from workshop.ui.shell import STATIC, Visit, done, refresh, refusals, say_what_was_done

SECONDS = 2
"""How often answers are counted again: each card of the room would otherwise redraw the page."""
FORM = "question-form"


def draw_running(visit: Visit) -> None:
    """The question that is on the phones; nothing without one."""
    lines.dress_lines()
    st.html(STATIC / "ask.css")
    if running(visit.view) is not None:
        _on_the_phones(visit)


def draw_decks(visit: Visit) -> None:
    """The decks, folded."""
    with st.expander(visit.words("ui.questions"), icon=":material/live_help:"):
        _decks(visit)


def prompts(view: WorkshopView) -> list[QuestionLine]:
    """The questions that are pushed one at a time, in the order they were made."""
    return [question for question in view.questions if is_prompt(question)]


def running(view: WorkshopView) -> QuestionLine | None:
    """The prompt that is on the phones now."""
    return next(
        (question for question in prompts(view) if question.status is QuestionStatus.OPEN), None
    )


def following(view: WorkshopView, question: QuestionLine) -> QuestionLine | None:
    """The next question of the same deck and step that was not asked yet."""
    return next(
        (
            other
            for other in prompts(view)
            if other.status is QuestionStatus.READY
            and (other.deck, other.step) == (question.deck, question.step)
        ),
        None,
    )


# --- the question on the phones -------------------------------------------------------------------


@st.fragment(run_every=SECONDS)
def _on_the_phones(visit: Visit) -> None:
    visit = refresh(visit)
    say_what_was_done()
    question = running(visit.view)
    if question is None:
        return
    t = visit.words
    with st.container(border=True, key="question-running"):
        lines.draw(
            Markup('<p class="rc-question"><small>{}</small>{}</p>').format(
                t("ui.questions.running"), question.text
            ),
            lines.sentence(standing(visit, question)),
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            _next(visit, question)
            _reveal(visit, question, "running")
            if st.button(t("ui.questions.close"), key="question-close", icon=":material/stop:"):
                with refusals(visit):
                    close_question(visit.house, visit.facilitator, question.label)
                    done(visit, "ui.questions.closed")
                    st.rerun()
        draw_result(visit, question)
        draw_texts(visit, [question], key="question-running-answers")


def _next(visit: Visit, question: QuestionLine) -> None:
    other = following(visit.view, question)
    if other is None:
        return
    if st.button(
        visit.words("ui.questions.next"),
        key="question-next",
        type="primary",
        icon=":material/arrow_forward:",
    ):
        _push(visit, other)


def _push(visit: Visit, question: QuestionLine) -> None:
    with refusals(visit):
        push_question(visit.house, visit.facilitator, question.label)
        done(visit, "ui.questions.pushed")
        st.rerun()


def _reveal(visit: Visit, question: QuestionLine, where: str) -> None:
    """Show the result to the room, or hide it again.

    No button for cards, which are on the wall, nor while the phase's own reveal shows it.
    """
    by_phase = is_shown(visit.view.workshop, question) and not question.revealed
    if question.kind is QuestionKind.CARD or by_phase:
        return
    name = "hide" if question.revealed else "reveal"
    icon = ":material/visibility_off:" if question.revealed else ":material/visibility:"
    if st.button(visit.words(f"ui.questions.{name}"), key=f"question-{name}-{where}", icon=icon):
        with refusals(visit):
            reveal_question(
                visit.house, visit.facilitator, question.label, revealed=not question.revealed
            )
            done(visit, f"ui.questions.{name}.done")
            st.rerun()


# --- the decks ------------------------------------------------------------------------------------


@st.fragment
def _decks(visit: Visit) -> None:
    visit = refresh(visit)
    say_what_was_done()
    t, language = visit.words, visit.view.workshop.language
    names = {slug: deck(slug, language).name for slug in PROMPT_DECKS}
    names[Deck.OWN] = t("ui.questions.own")
    slug = st.segmented_control(
        t("ui.questions.deck"),
        list(names),
        default=Deck.GUEST,
        required=True,
        format_func=names.__getitem__,
        key="question-deck",
        label_visibility="collapsed",
    )
    there = [question for question in prompts(visit.view) if question.deck is slug]
    for question in there:
        _question(visit, question)
    if slug is Deck.OWN:
        _own(visit)
    else:
        _take_deck(visit, Deck(slug), there)


def _question(visit: Visit, question: QuestionLine) -> None:
    """One question of a deck: what it is about, how it went, and its buttons."""
    t = visit.words
    with lines.row():
        lines.draw(
            lines.entry(
                question.text, label=question.label, note=" · ".join(_note(visit, question))
            )
        )
        with st.container(
            horizontal=True, horizontal_alignment="right", vertical_alignment="center", width=420
        ):
            if question.status is not QuestionStatus.OPEN:
                asked = question.status is QuestionStatus.CLOSED
                if st.button(
                    t("ui.questions.push_again" if asked else "ui.questions.push"),
                    key=f"question-push-{question.label}",
                    icon=":material/send_to_mobile:",
                ):
                    _push(visit, question)
                if question.answers:
                    _reveal(visit, question, question.label)
            _remove(visit, question)
    if question.status is not QuestionStatus.OPEN and question.answers:
        draw_result(visit, question)
        draw_texts(visit, [question], key=f"question-answers-{question.label}")


def _note(visit: Visit, question: QuestionLine) -> list[str]:
    t, view = visit.words, visit.view
    note = [t(f"ui.questions.kind.{question.kind}")]
    if question.side:
        note.append(t(f"side.label.{question.side}"))
    if question.step:
        note.append(view.step_title(question.step) or t("step.any"))
    if question.horizon is Horizon.TOMORROW:
        note.append(t("ui.questions.tomorrow"))
    if question.status is QuestionStatus.OPEN:
        note.append(t("ui.questions.running"))
    elif question.status is QuestionStatus.CLOSED or question.answers:
        note.append(standing(visit, question))
    return note


def _remove(visit: Visit, question: QuestionLine) -> None:
    t = visit.words
    with st.popover(
        t("ui.questions.remove"),
        icon=":material/delete:",
        key=f"question-remove-{question.label}",
    ):
        st.write(t.count("ui.questions.remove.says", question.answers))
        if st.button(
            t("ui.questions.remove.do"),
            key=f"question-remove-sure-{question.label}",
            type="primary",
        ):
            with refusals(visit):
                remove_question(visit.house, visit.facilitator, question.label)
                done(visit, "ui.questions.removed")
                st.rerun()


def _take_deck(visit: Visit, slug: Deck, there: list[QuestionLine]) -> None:
    """The deck's questions as they would be asked, and the step they would be about."""
    t, view = visit.words, visit.view
    draft = deck(slug, view.workshop.language)
    if not there:
        lines.draw(
            *(
                lines.entry(
                    question.worded(view.workshop.client_name, view.workshop.team_name),
                    note=t(f"ui.questions.kind.{question.kind}"),
                )
                for question in draft.questions
            )
        )
    where, go = st.columns([3, 2], vertical_alignment="bottom")
    step = _step_menu(visit, where, f"question-step-{slug}")
    if go.button(
        t("ui.questions.take" if not there else "ui.questions.take_more"),
        key=f"question-take-{slug}",
        icon=":material/playlist_add:",
        width="stretch",
    ):
        with refusals(visit):
            add_deck(visit.house, visit.facilitator, slug, step=step)
            done(visit, "ui.questions.taken")
            st.rerun()


def _step_menu(visit: Visit, place: DeltaGenerator, key: str) -> str:
    """Which step a question is about; "" for the whole of the workshop."""
    t = visit.words
    titles = {"": t("ui.questions.whole")}
    titles.update(
        (str(step.id), f"{step.position} · {step.client_title}") for step in visit.view.steps
    )
    chosen = place.selectbox(
        t("ui.questions.about"),
        list(titles),
        format_func=lambda code: titles.get(code, ANY_STEP),
        key=key,
    )
    return chosen or ""


# --- one's own ------------------------------------------------------------------------------------


def _own(visit: Visit) -> None:
    """A question of the facilitator's; what was typed stays when it is refused."""
    t, turn = visit.words, turn_of(FORM)
    lines.draw(lines.section(t("ui.questions.new")))
    kind = st.segmented_control(
        t("ui.questions.new.kind"),
        list(QuestionKind),
        default=QuestionKind.TEXT,
        required=True,
        format_func=lambda code: t(f"ui.questions.by.{code}"),
        key=f"question-kind-{turn}",
    )
    with st.form(f"{FORM}-{turn}", border=False, enter_to_submit=False):
        text = st.text_area(
            t("ui.questions.new.text"),
            placeholder=t("ui.questions.new.text.hint"),
            height=80,
            key=f"question-text-{turn}",
        )
        options = ""
        if kind == QuestionKind.CHOICE:
            options = st.text_area(
                t("ui.questions.new.options"),
                placeholder=t("ui.questions.new.options.hint"),
                height=110,
                key=f"question-options-{turn}",
            )
        draft = _about(visit, turn)
        saved = st.form_submit_button(
            t("ui.questions.new.do"), key="question-save", icon=":material/add:"
        )
    if saved:
        with refusals(visit):
            add_question(
                visit.house,
                visit.facilitator,
                replace(draft, text=text, kind=kind, options=tuple(_lines_of(options))),
            )
            done(visit, "ui.questions.new.done")
            renew(FORM)
            st.rerun()


def _about(visit: Visit, turn: int) -> QuestionDraft:
    """What a question is about, and when it is asked; its text is still to come."""
    t = visit.words
    where, who = st.columns(2)
    step = _step_menu(visit, where, f"question-about-{turn}")
    side = who.selectbox(
        t("ui.questions.new.side"),
        ["", *Side],
        format_func=lambda code: t(f"side.label.{code}" if code else "ui.questions.new.side.none"),
        key=f"question-side-{turn}",
    )
    when, horizon = st.columns(2)
    period = when.selectbox(
        t("ui.questions.new.period"),
        list(Period),
        index=list(Period).index(Period.DURING),
        format_func=lambda code: t(f"ui.questions.period.{code}"),
        key=f"question-period-{turn}",
    )
    ahead = horizon.selectbox(
        t("ui.questions.new.horizon"),
        list(Horizon),
        format_func=lambda code: t(f"ui.questions.horizon.{code}"),
        key=f"question-horizon-{turn}",
    )
    return QuestionDraft(
        text="",
        kind=QuestionKind.TEXT,
        step=step,
        side=side or "",
        horizon=ahead or Horizon.NOW,
        period=period or Period.DURING,
    )


def _lines_of(typed: str) -> list[str]:
    return [line.strip() for line in typed.splitlines() if line.strip()]
