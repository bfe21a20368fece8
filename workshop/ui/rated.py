"""Tools and expectations: what phones are asked beside the moods, and what they say of it."""

import streamlit as st
from markupsafe import Markup

from workshop.domain.words import Aspect, Deck, QuestionStatus, Side
from workshop.i18n import Words
from workshop.pictures.map_words import ease_said
from workshop.services.journeys import ANY_STEP
from workshop.services.moods import COMPARED, ask_expectations
from workshop.services.tools import ask_tools
from workshop.services.views.map import MapLevel, MapTool, MapView, map_of
from workshop.services.views.questions import QuestionLine
from workshop.services.views.workshop import WorkshopView
from workshop.ui import lines
from workshop.ui.answers import missing
from workshop.ui.shell import Visit, done, refresh, refusals

EASIEST = 5


@st.fragment
def choose_tools(visit: Visit) -> None:
    """Which tools phones rate; none takes them off."""
    visit = refresh(visit)
    t, view = visit.words, visit.view
    named = list(dict.fromkeys(tool for step in view.steps for tool in step.tools))
    if not named:
        st.caption(t("ui.rated.no_tool"))
        return
    asked = [line.about for line in _open(view) if line.deck is Deck.TOOLS and line.about in named]
    with st.form("tools-form", border=False, enter_to_submit=False):
        tools = st.multiselect(
            t("ui.rated.tools"),
            named,
            default=asked,
            placeholder=t("ui.rated.tools.hint"),
            key="rated-tools",
            select_all=False,
        )
        sent = st.form_submit_button(
            t("ui.rated.tools.do"), key="rated-tools-ask", icon=":material/send_to_mobile:"
        )
    if sent:
        with refusals(visit):
            ask_tools(visit.house, visit.facilitator, tools)
            done(visit, "ui.rated.tools.asked" if tools else "ui.rated.tools.none")
            st.rerun()


@st.fragment
def choose_levels(visit: Visit) -> None:
    """Of which steps phones say what is offered and what is expected; none takes them off."""
    visit = refresh(visit)
    t, view = visit.words, visit.view
    asked = [line for line in _open(view) if line.aspect in COMPARED]
    there = {line.step or ANY_STEP for line in asked}
    titles = {str(step.id): f"{step.number} · {step.client_title}" for step in view.steps}
    titles[ANY_STEP] = t("step.any")
    with st.form("levels-form", border=False, enter_to_submit=False):
        steps = st.multiselect(
            t("ui.rated.levels"),
            list(titles),
            default=[step for step in titles if step in there],
            format_func=lambda code: titles.get(code, code),
            placeholder=t("ui.mood.choose.steps.hint"),
            key="rated-steps",
            select_all=False,
        )
        with st.container(horizontal=True, gap="large"):
            sides = [
                side
                for side in Side
                if st.checkbox(
                    t(f"ui.mood.choose.{side}"),
                    value=any(line.side is side for line in asked)
                    or (not asked and side is Side.CLIENT),
                    key=f"rated-side-{side}",
                )
            ]
        sent = st.form_submit_button(
            t("ui.rated.levels.do"), key="rated-levels-ask", icon=":material/send_to_mobile:"
        )
    if not sent:
        return
    if steps and not sides:
        st.error(t("ui.mood.choose.no_side"), icon=":material/error:")
        return
    with refusals(visit):
        ask_expectations(visit.house, visit.facilitator, steps, sides)
        done(visit, "ui.rated.levels.asked" if steps else "ui.rated.levels.none")
        st.rerun()


def _open(view: WorkshopView) -> list[QuestionLine]:
    return [line for line in view.questions if line.status is QuestionStatus.OPEN]


# --- what the room says of them -------------------------------------------------------------------


def draw_rated(visit: Visit) -> None:
    """The ease of the tools from 1 to 5, and what is offered beside what is expected."""
    t, found = visit.words, map_of(visit.view)
    tools = {tool.name: tool for step in found.steps for tool in step.tools if tool.voices}
    if tools:
        lines.draw(
            lines.section(t("ui.rated.ease"), t("ui.rated.ease.ends")),
            Markup('<ul class="rc-ease">{}</ul>').format(
                lines.EMPTY.join(_tool_bar(t, tool, found.floor) for tool in tools.values())
            ),
        )
    levels = _levels(found)
    if levels:
        lines.draw(lines.section(t("ui.rated.gap"), t("ui.rated.gap.ends")))
        lines.draw(*(lines.sentence(_level_said(t, title, level)) for title, level in levels))
    waiting = _waiting(visit, found.floor)
    if waiting:
        lines.draw(lines.sentence(waiting, soft=True))


def _tool_bar(t: Words, tool: MapTool, floor: int) -> Markup:
    voices = t.count("count.voices", tool.voices)
    if tool.ease is None:
        return Markup("<li><span>{}</span><b>{}</b></li>").format(
            tool.name, t("ui.rated.too_few", voices=voices, floor=t.number(floor))
        )
    share = (tool.ease - 1) / (EASIEST - 1) - 0.5
    return Markup(
        '<li><span>{}</span><b>{}</b><div><i class="{}" style="width:{}%"></i></div></li>'
    ).format(
        tool.name,
        t("ui.mood.mean", mean=ease_said(t, tool.ease), voices=voices),
        "easy" if share >= 0 else "hard",
        round(100 * abs(share)),
    )


def _levels(found: MapView) -> list[tuple[str, MapLevel]]:
    return [
        (step.title, level)
        for step in found.steps
        for level in step.levels
        if level.gap is not None
    ]


def _level_said(t: Words, title: str, level: MapLevel) -> str:
    """Offered and expected of one side, and how far apart they are."""
    assert level.offered is not None
    assert level.expected is not None
    return t(
        "ui.rated.level",
        step=title,
        side=t(f"side.label.{level.side}"),
        gap=lines.signed(level.gap, t),
        offered=lines.signed(level.offered, t),
        expected=lines.signed(level.expected, t),
        voices=t.count("count.voices", min(level.offered_voices, level.expected_voices)),
    )


def _waiting(visit: Visit, floor: int) -> str:
    """How many of these questions still have too few answers."""
    below = [
        line
        for line in _open(visit.view)
        if (line.deck is Deck.TOOLS or line.aspect in (Aspect.OFFERED, Aspect.EXPECTED))
        and missing(line, floor)
    ]
    return visit.words.count("ui.rated.waiting", len(below)) if below else ""
