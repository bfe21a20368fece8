"""On the page of the cards: surveys and barometers become data cards, apart from the room's."""

from collections.abc import Sequence

import streamlit as st

from workshop.domain.text import TITLE_LIMIT
from workshop.domain.words import Kind, Side
from workshop.i18n import Words
from workshop.i18n.tables import first_way, ways_to_say
from workshop.services.journeys import ANY_STEP
from workshop.services.sheets.reading import Sheet
from workshop.services.sheets.values import Vocabulary
from workshop.services.verbatims import (
    COLUMNS,
    KEYS,
    PlannedCard,
    Preview,
    VerbatimMapping,
    guess_columns,
    plan_verbatims,
    take_verbatims,
)
from workshop.ui import lines, sheets
from workshop.ui.gestures import key_of
from workshop.ui.plain import plain
from workshop.ui.shell import Visit, done, refresh, refusals
from workshop.ui.step_words import numbered
from workshop.ui.topic_words import SIGNS

FIELD = "verbatims"
_EXAMPLES = ("1", "2", "3")
_PLAN = "verbatims-plan"
LOW, HIGH = 6.0, 9.0
"""The thresholds of the most common question, "would you recommend us?", from 0 to 10."""


@st.fragment
def draw_verbatims(visit: Visit) -> None:
    """Bring a table, say what holds for its lines, look at the cards, take them all."""
    visit = refresh(visit)
    t = visit.words
    lines.dress_lines()
    with st.expander(t("ui.sheet.verbatims"), key="verbatims-sheet", icon=":material/table_view:"):
        st.caption(t("ui.sheet.verbatims.help"))
        sheets.offer_examples(visit, FIELD, {code: example(visit, code) for code in ("fr", "en")})
        shown = st.session_state.get(_PLAN)
        sheet = sheets.bring(visit, FIELD)
        if sheet is None:
            return
        known = Vocabulary(ways_to_say(t, KEYS))
        chosen = sheets.choose_columns(
            visit, FIELD, sheet, COLUMNS, guess_columns(sheet, known), "verbatim"
        )
        mapping = _ask(visit, sheet, chosen)
        if not mapping.source.strip():
            st.info(t("ui.sheet.source.first"), icon=":material/edit:")
            return
        with refusals(visit):
            plan = plan_verbatims(visit.house, visit.facilitator, sheet, mapping, known)
            st.session_state[_PLAN] = plan
            if plan.errors:
                sheets.draw_faults(visit, sheet, chosen, plan.errors)
            _draw_cards(visit, plan)
            _draw_take(visit, plan, shown if isinstance(shown, Preview) else plan)


def _ask(visit: Visit, sheet: Sheet, chosen: dict[str, str]) -> VerbatimMapping:
    """What holds for all lines: the source, and what no column says."""
    t, key = visit.words, key_of(f"{FIELD}-columns")
    source = st.text_input(
        t("ui.sheet.source"),
        sheet.name.rpartition(".")[0],
        key=f"{key}-source",
        max_chars=TITLE_LIMIT,
        placeholder=t("ui.sheet.source.hint"),
        width=520,
    )
    side, kind, step = str(Side.CLIENT), str(Kind.IRRITANT), ANY_STEP
    low, high = LOW, HIGH
    places = iter(st.columns(3))
    if "side" not in chosen:
        side = str(
            next(places).radio(
                t("ui.sheet.side"),
                list(Side),
                format_func=lambda code: t(f"side.label.{code}"),
                key=f"{key}-side",
            )
        )
    if "score" in chosen:
        middle = next(places)
        low = middle.number_input(
            t("ui.sheet.low"), value=LOW, step=1.0, format="%g", key=f"{key}-low"
        )
        high = middle.number_input(
            t("ui.sheet.high"), value=HIGH, step=1.0, format="%g", key=f"{key}-high"
        )
    elif "kind" not in chosen:
        kind = str(
            next(places).radio(
                t("ui.sheet.kind"),
                list(Kind),
                format_func=lambda code: f"{SIGNS[code]} {t(f'kind.{code}')}",
                key=f"{key}-kind",
            )
        )
    if "step" not in chosen:
        titles = {ANY_STEP: t("step.any")}
        titles.update((str(found.id), numbered(found)) for found in visit.view.steps)
        step = str(
            next(places).selectbox(
                t("ui.sheet.at_step"),
                list(titles),
                format_func=lambda code: titles.get(code, code),
                key=f"{key}-step",
            )
        )
    return VerbatimMapping(chosen, source or "", side, kind, step, low, high)


def _draw_cards(visit: Visit, plan: Preview) -> None:
    t = visit.words
    counts = [
        t.count(f"ui.sheet.verbatims.{name}", n)
        for name, n in (
            ("cards", len(plan.cards)),
            ("already", plan.already),
            ("silent", plan.silent),
            ("between", plan.between),
        )
        if n or name == "cards"
    ]
    st.caption(plain(" · ".join(counts)))
    if not plan.cards:
        return
    titles = {step.id: numbered(step) for step in visit.view.steps}
    sheets.table(
        [
            t("ui.sheet.line"),
            t("ui.sheet.side"),
            t("ui.sheet.kind"),
            t("ui.sheet.at_step"),
            t("ui.sheet.text"),
        ],
        (_told(t, card, titles) for card in plan.cards[: sheets.SHOWN]),
        t("ui.sheet.verbatims.table"),
    )
    sheets.draw_rest(visit, len(plan.cards))


def _told(t: Words, card: PlannedCard, titles: dict[int, str]) -> Sequence[str]:
    step = t("step.any") if card.step is None else titles.get(card.step, "")
    kind = f"{SIGNS[card.kind]} {t(f'kind.{card.kind}')}"
    return [str(card.line), t(f"side.label.{card.side}"), kind, step, card.text]


def _draw_take(visit: Visit, plan: Preview, shown: Preview) -> None:
    """``shown``: what stood on the screen when the button was pressed: that is taken or nothing."""
    t = visit.words
    if not plan.cards and not plan.errors:
        st.info(t("ui.sheet.nothing_new"), icon=":material/done_all:")
        return
    if st.button(
        t.count("ui.sheet.verbatims.take", len(plan.cards)),
        key="verbatims-take",
        type="primary",
        disabled=bool(plan.errors),
    ):
        labels = take_verbatims(visit.house, visit.facilitator, shown)
        sheets.forget(visit, FIELD)
        done(visit, "ui.sheet.verbatims.taken", count=t.count("count.cards", len(labels)))
        st.rerun()


def example(visit: Visit, language: str) -> bytes:
    """A table of three lines about this workshop's own steps, in the words of a language."""
    spoken = sheets.spoken_in(visit, language)
    codes = [code for code in COLUMNS if code not in ("score", "persona")]
    steps = [step.client_title for step in visit.view.steps] or [first_way(spoken, "step.any")]
    sides = (Side.CLIENT, Side.CLIENT, Side.EMPLOYEE)
    kinds = (Kind.IRRITANT, Kind.ENCHANTMENT, Kind.IRRITANT)
    return sheets.example(
        language,
        [
            [first_way(spoken, f"verbatim.{code}") for code in codes],
            *(
                [
                    spoken(f"sheet.verbatims.example.{n}"),
                    first_way(spoken, f"side.{side}"),
                    first_way(spoken, f"kind.{kind}"),
                    steps[at % len(steps)],
                ]
                for at, (n, side, kind) in enumerate(zip(_EXAMPLES, sides, kinds, strict=True))
            ),
        ],
    )
