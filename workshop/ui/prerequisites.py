"""On the page of the journeys: figures, tools, roles and KPIs of a department, from its table."""

from collections.abc import Iterable

import streamlit as st

from workshop.domain.words import JourneyMode
from workshop.i18n import languages
from workshop.i18n.tables import first_way, ways_to_say
from workshop.services.prerequisites import (
    COLUMNS,
    KEYS,
    Fate,
    PlannedStep,
    Preview,
    guess_columns,
    plan_prerequisites,
    take_prerequisites,
)
from workshop.services.sheets.values import Vocabulary
from workshop.ui import lines, sheets
from workshop.ui.shell import Visit, done, refresh, refusals
from workshop.ui.step_words import channel_words, kpi_words

FIELD = "journey"
_EXAMPLES = ("1", "2", "3", "4")
_PLAN = "journey-plan"


@st.fragment
def draw_prerequisites(visit: Visit) -> None:
    """Bring a table, look at what it would change, take all of it; folded until it is needed."""
    visit = refresh(visit)
    t = visit.words
    lines.dress_lines()
    with st.expander(t("ui.sheet.journey"), key="journey-sheet", icon=":material/table_view:"):
        st.caption(t("ui.sheet.journey.help"))
        sheets.offer_examples(visit, FIELD, {code: example(visit, code) for code in languages()})
        shown = st.session_state.get(_PLAN)
        sheet = sheets.bring(visit, FIELD)
        if sheet is None:
            return
        known = Vocabulary(ways_to_say(t, KEYS))
        sheets.tell_size(visit, sheet)
        chosen = sheets.choose_columns(
            visit, FIELD, sheet, COLUMNS, guess_columns(sheet, known), "column"
        )
        sheets.tell_left_out(visit, sheet, chosen.values())
        with refusals(visit):
            plan = plan_prerequisites(visit.house, visit.facilitator, sheet, chosen, known)
            st.session_state[_PLAN] = plan
            if plan.errors:
                sheets.draw_faults(visit, sheet, chosen, plan.errors)
            _draw_steps(visit, plan)
            _draw_take(visit, plan, shown if isinstance(shown, Preview) else plan)


def _draw_take(visit: Visit, plan: Preview, shown: Preview) -> None:
    """``shown``: what stood on the screen when the button was pressed: that is taken or nothing."""
    t = visit.words
    if plan.changes_nothing and not plan.errors:
        st.info(t("ui.sheet.nothing_new"), icon=":material/done_all:")
        return
    count = plan.count(Fate.ADDED) + plan.count(Fate.CHANGED)
    if st.button(
        t.count("ui.sheet.journey.take", count),
        key="journey-take",
        type="primary",
        disabled=bool(plan.errors),
    ):
        take_prerequisites(visit.house, visit.facilitator, shown)
        sheets.forget(visit, FIELD)
        done(visit, "ui.sheet.journey.taken")
        st.rerun()


def _draw_steps(visit: Visit, plan: Preview) -> None:
    t = visit.words
    if not plan.steps:
        return
    sheets.table(
        [
            t("ui.sheet.step"),
            t("ui.sheet.becomes"),
            t("ui.sheet.lines_read"),
            *(t(f"ui.journeys.{name}") for name in ("channels", "tools")),
            t("ui.sheet.roles"),
            t("ui.journeys.kpis"),
        ],
        (_told(visit, step) for step in plan.steps),
        t("ui.sheet.journey.table"),
    )


def _told(visit: Visit, step: PlannedStep) -> list[str]:
    t, draft = visit.words, step.draft
    return [
        f"★ {draft.client_title}" if draft.moment_of_truth else draft.client_title,
        t(f"ui.sheet.fate.{step.fate}"),
        t.listing(str(line) for line in step.lines),
        _joined(channel_words(channel, t) for channel in draft.channels),
        " · ".join(draft.tools),
        " · ".join((*draft.front, *draft.back)),
        _joined(kpi_words(kpi, t) for kpi in draft.kpis),
    ]


def _joined(told: Iterable[tuple[str, str]]) -> str:
    return " · ".join(f"{name} ({more})" if more else name for name, more in told)


def example(visit: Visit, language: str) -> bytes:
    """A table of four lines for journeys of this mode, in the words of a language."""
    spoken = sheets.spoken_in(visit, language)
    parted = visit.view.workshop.mode is JourneyMode.LIFE_CYCLE
    unused = "team" if parted else "lane"
    codes = [code for code in COLUMNS if code != unused]
    rows = [
        dict(zip(COLUMNS, _cells(spoken(f"sheet.example.{n}")), strict=True)) for n in _EXAMPLES
    ]
    for row in rows:
        row["lane"] = first_way(spoken, "lane.client")
    return sheets.example(
        language,
        [
            [first_way(spoken, f"column.{code}") for code in codes],
            *([row[code] for code in codes] for row in rows),
        ],
    )


def _cells(said: str) -> list[str]:
    return said.split("|")
