"""Moods: the steps that phones rate, who has answered, both curves, and what the answers become."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st
from markupsafe import Markup

from workshop.domain.words import Aspect, Deck, Period, Phase, QuestionKind, QuestionStatus, Side
from workshop.i18n import Words
from workshop.services.journeys import ANY_STEP
from workshop.services.moods import LIVED, choose_moods, steps_to_feel
from workshop.services.rights import reveal
from workshop.services.views.questions import QuestionLine, StepMood
from workshop.services.views.workshop import WorkshopView
from workshop.ui import lines, live
from workshop.ui.answers import draw_texts, missing, scale_words
from workshop.ui.curves import HIGH, StepPoint, mood_chart
from workshop.ui.keys import key_tip
from workshop.ui.rated import choose_levels, choose_tools, draw_rated
from workshop.ui.shell import STATIC, Visit, done, refresh, refusals, say_what_was_done

RATED = (
    (Aspect.FEELING, Side.CLIENT),
    (Aspect.FEELING, Side.EMPLOYEE),
    (Aspect.EASE, Side.EMPLOYEE),
)
"""What is rated of a step, in the order of the table's columns."""


def draw_choices(visit: Visit) -> None:
    """What phones are asked, folded."""
    with st.expander(
        visit.words("ui.mood.choose"), icon=":material/tune:", expanded=not moods(visit.view)
    ):
        _choose(visit)
    with st.expander(visit.words("ui.rated.choose"), icon=":material/build:"):
        choose_tools(visit)
        choose_levels(visit)


def draw_mood(visit: Visit) -> None:
    """The curves and the answers, live."""
    lines.dress_lines()
    st.html(STATIC / "ask.css")
    _answers(visit)


def moods(view: WorkshopView) -> list[QuestionLine]:
    """Every question about a mood, asked now or before."""
    return [
        question
        for question in view.questions
        if question.deck is Deck.MOOD and question.aspect in LIVED
    ]


def is_asked(question: QuestionLine) -> bool:
    return question.status is QuestionStatus.OPEN


# --- what phones are asked ------------------------------------------------------------------------


@st.fragment
def _choose(visit: Visit) -> None:
    """Steps and sides in one form; the moments of truth are proposed."""
    visit = refresh(visit)
    t, view = visit.words, visit.view
    asked = [question for question in moods(view) if is_asked(question)]
    titles = {str(step.id): f"{step.position} · {step.client_title}" for step in view.steps}
    titles[ANY_STEP] = t("step.any")
    there = {question.step or ANY_STEP for question in asked}
    periods = [period.value for period in Period]
    proposed = [str(step.id) for step in steps_to_feel(view.steps)] or [ANY_STEP]
    with st.form("mood-form", border=False, enter_to_submit=False):
        steps = st.multiselect(
            t("ui.mood.choose.steps"),
            list(titles),
            default=[step for step in titles if step in there] or proposed,
            format_func=lambda code: titles.get(code, code),
            placeholder=t("ui.mood.choose.steps.hint"),
            key="mood-steps",
            select_all=False,
        )
        with st.container(horizontal=True, gap="large"):
            sides = [
                side
                for side in Side
                if st.checkbox(
                    t(f"ui.mood.choose.{side}"),
                    value=not asked or any(question.side == side for question in asked),
                    key=f"mood-side-{side}",
                )
            ]
            four = st.checkbox(
                t("ui.mood.choose.four"),
                value=not asked or any(question.aspect == Aspect.EASE for question in asked),
                key="mood-four",
            )
        period = st.selectbox(
            t("ui.mood.choose.period"),
            periods,
            index=periods.index(asked[0].period if asked else Period.DURING),
            format_func=lambda code: t(f"ui.questions.period.{code}"),
            key="mood-period",
            width=320,
        )
        sent = st.form_submit_button(
            t("ui.mood.choose.do"), key="mood-ask", icon=":material/send_to_mobile:"
        )
    if not sent:
        return
    if not steps or not sides:
        st.error(
            t("ui.mood.choose.no_step" if not steps else "ui.mood.choose.no_side"),
            icon=":material/error:",
        )
        return
    with refusals(visit):
        choose_moods(visit.house, visit.facilitator, steps, sides, four=four, period=period)
        done(visit, "ui.mood.asked")
        st.rerun()


# --- what the room says ---------------------------------------------------------------------------


@st.fragment
def _answers(visit: Visit) -> None:
    visit = refresh(visit)
    live.listen(visit, key="mood-ear")
    say_what_was_done()
    asked = moods(visit.view)
    if not asked:
        st.info(visit.words("ui.mood.none"), icon=":material/sentiment_satisfied:")
        return
    left, right = st.columns([5, 3], gap="large")
    with left:
        _curves(visit)
    with right:
        _progress(visit, asked)
        _ease(visit)
        draw_rated(visit)
    _texts(visit, asked)


def _curves(visit: Visit) -> None:
    """Both curves with their gap; the same in one sentence and in a table."""
    t, view = visit.words, visit.view
    known = [mood for mood in view.moods if _has_feeling(mood)]
    _reveal(visit, ready=bool(known))
    if not known:
        st.info(
            t("ui.mood.no_curve", floor=t.number(view.workshop.floor)),
            icon=":material/show_chart:",
        )
        return
    lines.draw(_legend(visit, known))
    st.vega_lite_chart(
        spec=mood_chart(
            tuple(_point(visit, mood) for mood in known),
            scale_words(t),
            t("ui.mood.chart"),
            dark=st.context.theme.type == "dark",
        ),
        key="mood-chart",
        width="stretch",
    )
    lines.draw(lines.sentence(in_one_sentence(visit, known)))
    _table(visit, known)


def _has_feeling(mood: StepMood) -> bool:
    return mood.client is not None or mood.employee is not None


def _point(visit: Visit, mood: StepMood) -> StepPoint:
    t = visit.words
    return StepPoint(
        step_name(visit, mood.step),
        mood.client,
        mood.employee,
        (lines.signed(mood.client, t), lines.signed(mood.employee, t)),
        mood.client_by_team,
    )


def step_name(visit: Visit, step: str) -> str:
    """A step with its number, which makes it unlike any other; or "everywhere"."""
    found = next((found for found in visit.view.steps if str(found.id) == step), None)
    return visit.words("step.any") if found is None else f"{found.position} · {found.client_title}"


def _reveal(visit: Visit, *, ready: bool) -> None:
    """The room's one button of this phase: show the curves on phones and projector, or not."""
    t, workshop = visit.words, visit.view.workshop
    if workshop.phase is not Phase.MOOD:
        st.caption(t("ui.mood.elsewhere"))
        return
    shown = workshop.revealed
    name = "hide" if shown else "reveal"
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(
            t(f"ui.mood.{name}"),
            key="mood-reveal",
            type="secondary" if shown else "primary",
            icon=f":material/visibility{'_off' if shown else ''}:",
            disabled=not ready and not shown,
            help=key_tip(visit, "R"),
        ):
            with refusals(visit):
                reveal(visit.house, visit.facilitator, shown=not shown)
                done(visit, f"ui.mood.{name}.done")
                st.rerun()
        st.caption(t("ui.mood.shown" if shown else "ui.mood.hidden"), width="content")


def _legend(visit: Visit, known: Iterable[StepMood]) -> Markup:
    """Which curve is whose: a shape, a line and a name; dotted where the team alone tells it."""
    t = visit.words
    told = {mood.client_by_team for mood in known if mood.client is not None}
    keys = [
        *(["client"] if False in told else []),
        *(["client dotted"] if True in told else []),
        "employee",
        "gap",
    ]
    names = {
        "client": t("side.label.client"),
        "client dotted": t("ui.matrix.client_by_team"),
        "employee": t("side.label.employee"),
        "gap": t("ui.mood.gap"),
    }
    return Markup('<p class="rc-legend">{}</p>').format(
        lines.EMPTY.join(
            Markup('<span class="{}"><i></i>{}</span>').format(key, names[key]) for key in keys
        )
    )


def in_one_sentence(visit: Visit, known: Iterable[StepMood]) -> str:
    """The curves for whoever does not see them: where both sides are furthest apart."""
    t = visit.words
    gaps = {
        mood.step: (abs(mood.client - mood.employee), mood)
        for mood in known
        if mood.client is not None and mood.employee is not None
    }
    if not gaps:
        return t("ui.mood.one_side")
    gap, mood = max(gaps.values(), key=lambda found: found[0])
    if round(gap, 1) == 0:
        return t("ui.mood.no_gap")
    return t(
        "ui.mood.widest",
        step=step_name(visit, mood.step),
        gap=t.number(gap, decimals=1),
        client_mean=lines.signed(mood.client, t),
        team_mean=lines.signed(mood.employee, t),
    )


def _table(visit: Visit, known: Iterable[StepMood]) -> None:
    t = visit.words
    rows = [
        {
            t("ui.mood.column.step"): step_name(visit, mood.step),
            t("side.label.client"): _with_voices(t, mood.client, mood.client_voices),
            t("side.label.employee"): _with_voices(t, mood.employee, mood.employee_voices),
            t("ui.mood.column.gap"): _gap(t, mood),
            t("ui.mood.column.ease"): _with_voices(t, mood.ease, mood.ease_voices),
        }
        for mood in known
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, key="mood-table", width="stretch")


def _with_voices(t: Words, mean: float | None, voices: int) -> str:
    if mean is None:
        return "–"
    return t("ui.mood.mean", mean=lines.signed(mean, t), voices=t.count("count.voices", voices))


def _gap(t: Words, mood: StepMood) -> str:
    """The experience gap: the client's mood less the team's."""
    if mood.client is None or mood.employee is None:
        return "–"
    return lines.signed(mood.client - mood.employee, t)


# --- who has answered -----------------------------------------------------------------------------


def _progress(visit: Visit, asked: list[QuestionLine]) -> None:
    """How many have answered each question, and how many are missing, by count only."""
    t, floor = visit.words, visit.view.workshop.floor
    by_step: dict[str, list[QuestionLine]] = {}
    for question in asked:
        by_step.setdefault(question.step, []).append(question)
    order = {str(step.id): step.position for step in visit.view.steps}
    steps = sorted(by_step, key=lambda step: order.get(step, len(order) + 1))
    columns = [t(f"ui.mood.asked.{aspect}.{side}") for aspect, side in RATED]
    lines.draw(
        lines.section(t("ui.mood.progress")),
        Markup(
            '<table class="rc-asked"><thead><tr><th scope="col">{}</th>{}</tr></thead>'
            "<tbody>{}</tbody></table>"
        ).format(
            t("ui.mood.column.step"),
            lines.EMPTY.join(Markup('<th scope="col">{}</th>').format(name) for name in columns),
            lines.EMPTY.join(
                Markup('<tr><th scope="row">{}{}</th>{}</tr>').format(
                    step_name(visit, step),
                    _skips(t, by_step[step]),
                    lines.EMPTY.join(
                        _cell(t, floor, _rated(by_step[step], *what)) for what in RATED
                    ),
                )
                for step in steps
            ),
        ),
        lines.sentence(_waiting(t, asked, floor), soft=True),
    )


def _rated(questions: Iterable[QuestionLine], aspect: Aspect, side: Side) -> QuestionLine | None:
    return next(
        (found for found in questions if (found.aspect, found.side) == (aspect, side)), None
    )


def _cell(t: Words, floor: int, question: QuestionLine | None) -> Markup:
    if question is None:
        return Markup("<td>–</td>")
    more = missing(question, floor)
    note = t.count("ui.mood.more", more) if more and is_asked(question) else ""
    return Markup("<td>{}<small>{}</small></td>").format(t.number(question.answers), note)


def _skips(t: Words, questions: Iterable[QuestionLine]) -> Markup:
    skipped = sum(question.skipped for question in questions)
    if not skipped:
        return lines.EMPTY
    return Markup("<small>{}</small>").format(t.count("ui.ask.skipped_answers", skipped))


def _waiting(t: Words, asked: Iterable[QuestionLine], floor: int) -> str:
    """How many of the ratings still have too few answers to be shown."""
    below = [
        question
        for question in asked
        if question.kind is QuestionKind.SCALE and is_asked(question) and missing(question, floor)
    ]
    if not below:
        return t("ui.mood.all_shown")
    return t.count("ui.mood.waiting", len(below), floor=t.number(floor))


def _ease(visit: Visit) -> None:
    """How easy the team finds each step, beside the curves: bars from the centre."""
    t = visit.words
    known = [mood for mood in visit.view.moods if mood.ease is not None]
    if known:
        lines.draw(
            lines.section(t("ui.mood.ease"), t("ui.mood.ease.ends")),
            Markup('<ul class="rc-ease">{}</ul>').format(
                lines.EMPTY.join(_ease_bar(visit, mood) for mood in known)
            ),
        )


def _ease_bar(visit: Visit, mood: StepMood) -> Markup:
    ease = mood.ease or 0.0
    return Markup(
        '<li><span>{}</span><b>{}</b><div><i class="{}" style="width:{}%"></i></div></li>'
    ).format(
        step_name(visit, mood.step),
        lines.signed(mood.ease, visit.words),
        "easy" if ease >= 0 else "hard",
        round(50 * abs(ease) / HIGH),
    )


# --- what the answers become ----------------------------------------------------------------------


def _texts(visit: Visit, asked: list[QuestionLine]) -> None:
    """What prevents and what would help, side by side; one tap makes something of a sentence."""
    t = visit.words
    columns = st.columns(2, gap="large")
    for aspect, column in zip((Aspect.OBSTACLE, Aspect.HELP), columns, strict=True):
        about = [question for question in asked if question.aspect == aspect]
        if not about:
            continue
        with column:
            said = sum(len(question.texts) for question in about)
            skipped = sum(question.skipped for question in about)
            note = t.count("ui.ask.answers", said)
            if skipped:
                note = t("ui.ask.and", one=note, two=t.count("ui.ask.skipped", skipped))
            lines.draw(lines.section(t(f"ui.mood.{aspect}"), note))
            for question in about:
                if question.texts:
                    with st.container(gap=None):
                        lines.draw(lines.sentence(step_name(visit, question.step), soft=True))
                        draw_texts(visit, [question], key=f"mood-texts-{question.label}")
