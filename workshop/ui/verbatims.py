"""On the page of the cards: surveys, barometers and boards of other tools become data cards, apart
from the room's."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product

import streamlit as st

from workshop.domain.text import TITLE_LIMIT
from workshop.domain.words import Kind, Side
from workshop.i18n import Words, languages
from workshop.i18n.tables import first_way, ways_to_say
from workshop.services.boards import source_of, tool_of
from workshop.services.journeys import ANY_STEP
from workshop.services.sheets.reading import Sheet
from workshop.services.sheets.values import Vocabulary
from workshop.services.verbatims import (
    COLUMNS,
    KEYS,
    PlannedCard,
    Preview,
    VerbatimMapping,
    plan_verbatims,
    take_verbatims,
)
from workshop.ui import lines, sheets
from workshop.ui.boards import ask_meanings, choose
from workshop.ui.fields import fits
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
        sheets.offer_examples(visit, FIELD, {code: example(visit, code) for code in languages()})
        shown = st.session_state.get(_PLAN)
        sheet = sheets.bring(visit, FIELD)
        if sheet is None:
            return
        known = Vocabulary(ways_to_say(t, KEYS))
        tool = tool_of(sheet)
        sheets.tell_size(visit, sheet, t("ui.board.tool", tool=tool) if tool else "")
        read = choose(visit, FIELD, sheet, known)
        mapping = replace(_ask(visit, sheet, read.columns), texts=read.texts)
        meanings, missing = ask_meanings(visit, FIELD, sheet, mapping, known)
        mapping = replace(mapping, meanings=meanings)
        if missing:
            st.info(
                plain(t("ui.board.say_first", values=t.listing(missing))), icon=":material/edit:"
            )
            return
        if not mapping.source.strip():
            st.info(t("ui.sheet.source.first"), icon=":material/edit:")
            return
        with refusals(visit):
            plan = plan_verbatims(visit.house, visit.facilitator, sheet, mapping, known)
            st.session_state[_PLAN] = plan
            if plan.errors:
                sheets.draw_faults(visit, sheet, read.told, plan.errors)
            _draw_cards(visit, plan)
            _draw_take(visit, plan, shown if isinstance(shown, Preview) else plan)


def _ask(visit: Visit, sheet: Sheet, chosen: Mapping[str, str]) -> VerbatimMapping:
    """What holds for all lines: the source, and what no column says."""
    t, key = visit.words, key_of(f"{FIELD}-columns")
    source = fits(
        t,
        st.text_input(
            t("ui.sheet.source"),
            source_of(sheet),
            key=f"{key}-source",
            placeholder=t("ui.sheet.source.hint"),
            width=520,
        ),
        TITLE_LIMIT,
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
            ("left_out", plan.left_out),
        )
        if n or name == "cards"
    ]
    st.caption(plain(" · ".join(counts)))
    if plan.new_steps:
        new = t.listing([title for title, _ in plan.new_steps])
        st.caption(plain(t("ui.board.new_steps", steps=new)))
    if not plan.cards:
        return
    titles = {step.id: numbered(step) for step in visit.view.steps}
    spread, cards = st.tabs([t("ui.board.spread"), t("ui.board.cards")], key=f"{FIELD}-preview")
    with spread:
        _draw_spread(t, plan, titles)
    with cards:
        _draw_lines(visit, plan, titles)


def _draw_spread(t: Words, plan: Preview, titles: dict[int, str]) -> None:
    """How many cards of each side and kind each step would get."""
    counts = Counter((_step(t, card, titles), card.side, card.kind) for card in plan.cards)
    places = [*titles.values(), *(title for title, _ in plan.new_steps), t("step.any")]
    crossed = list(product(Side, Kind))
    sheets.table(
        [
            t("ui.sheet.at_step"),
            *(f"{SIGNS[kind]} {t(f'side.label.{side}')}" for side, kind in crossed),
        ],
        (
            [place, *(str(counts[place, side, kind] or "") for side, kind in crossed)]
            for place in dict.fromkeys(places)
            if any(counts[place, side, kind] for side, kind in crossed)
        ),
        t("ui.board.spread"),
    )


def _draw_lines(visit: Visit, plan: Preview, titles: dict[int, str]) -> None:
    t = visit.words
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
    kind = f"{SIGNS[card.kind]} {t(f'kind.{card.kind}')}"
    return [str(card.line), t(f"side.label.{card.side}"), kind, _step(t, card, titles), card.text]


def _step(t: Words, card: PlannedCard, titles: dict[int, str]) -> str:
    if card.new_step:
        return card.new_step
    return t("step.any") if card.step is None else titles.get(card.step, "")


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
    codes = [code for code in COLUMNS if code in ("text", "side", "kind", "step")]
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
