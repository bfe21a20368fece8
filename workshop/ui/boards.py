"""How the table of another tool is meant: one card a line or a cell, and what its values say."""

from dataclasses import dataclass

import streamlit as st

from workshop.domain.words import Kind, Side
from workshop.i18n.tables import first_way
from workshop.services.boards import (
    CARD,
    HEADING,
    LEFT_OUT,
    MEANT,
    NEW_STEP,
    TOLD_BY_NAMES,
    VALUES_LIMIT,
    StepNames,
    Value,
    is_personal,
    joined,
    meaning_of,
    propose,
    role_of,
    values_in,
)
from workshop.services.journeys import ANY_STEP
from workshop.services.sheets.reading import Sheet
from workshop.services.sheets.values import Vocabulary
from workshop.services.verbatims import COLUMNS, VerbatimMapping, guess_columns
from workshop.ui import sheets
from workshop.ui.gestures import key_of
from workshop.ui.plain import plain
from workshop.ui.shell import Visit
from workshop.ui.step_words import numbered
from workshop.ui.topic_words import SIGNS

_SHORT = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """Which columns say what, and which hold a card in each cell."""

    columns: dict[str, str]
    texts: tuple[str, ...]

    @property
    def told(self) -> dict[str, str]:
        """The columns themselves, as the table has them."""
        found = {code: name for code, name in self.columns.items() if name != HEADING}
        return found | {name: name for name in self.texts}


def choose(visit: Visit, field: str, sheet: Sheet, known: Vocabulary) -> Reading:
    """The way a table is made and its columns, as proposed or as it is chosen here."""
    t, key = visit.words, f"{key_of(f'{field}-columns')}-{sheet.page}"
    found = propose(sheet, guess_columns(sheet, known), known)
    never = [name for name in sheet.columns if is_personal(sheet, name, known)]
    cells = st.radio(
        t("ui.board.layout"),
        [False, True],
        index=int(bool(found.texts)),
        format_func=lambda cells: t("ui.board.cells") if cells else t("ui.board.rows"),
        horizontal=True,
        key=f"{key}-layout",
    )
    texts: tuple[str, ...] = ()
    if cells:
        free = [name for name in sheet.columns if name not in never]
        texts = tuple(
            st.multiselect(
                t("ui.board.texts"),
                free,
                default=found.texts or free,
                key=f"{key}-texts",
                placeholder=t("ui.board.choose"),
            )
        )
    codes = [code for code in COLUMNS if not (cells and code in ("text", "head", "score"))]
    columns = sheets.choose_columns(
        visit,
        field,
        sheet,
        codes,
        {"step": HEADING} if cells and not found.texts else found.columns,
        "verbatim",
        never=(*never, *texts),
        headings=TOLD_BY_NAMES if cells else (),
    )
    reading = Reading(columns, texts)
    marks = any(role_of(name, known) == "mark" for name in sheet.columns)
    sheets.tell_left_out(
        visit,
        sheet,
        {*reading.told.values(), *never},
        t("ui.board.marks.help") if marks else None,
    )
    if "head" in columns and "text" in columns:
        both = joined(columns["head"], columns["text"], colon=t("format.colon"))
        st.caption(plain(t("ui.board.both", example=both)))
    if never:
        st.caption(
            plain(t("ui.board.never", columns=t.listing(never))), help=t("ui.board.never.help")
        )
    return reading


def ask_meanings(
    visit: Visit, field: str, sheet: Sheet, mapping: VerbatimMapping, known: Vocabulary
) -> tuple[dict[str, dict[str, str]], list[str]]:
    """What each value of the chosen columns means, by side, kind and step; and the values of which
    nobody has said it yet."""
    columns: dict[str, list[str]] = {}
    for code in MEANT:
        if code in mapping.columns and not (code == "kind" and "score" in mapping.columns):
            columns.setdefault(mapping.columns[code], []).append(code)
    found: dict[str, dict[str, str]] = {}
    missing: list[str] = []
    for place, (column, codes) in enumerate(columns.items()):
        values = values_in(sheet, column, mapping.texts)
        if not 0 < len(values) <= VALUES_LIMIT:
            continue
        asked = _ask_values(visit, f"{field}-columns", place, column, codes, values, known)
        found.update(asked)
        for value in values:
            meant = [asked[code][value.key] for code in codes]
            if "" in meant and LEFT_OUT not in meant:
                missing.append(value.shown or visit.words("ui.board.empty"))
    return found, missing


def _ask_values(
    visit: Visit,
    field: str,
    place: int,
    column: str,
    codes: list[str],
    values: tuple[Value, ...],
    known: Vocabulary,
) -> dict[str, dict[str, str]]:
    t = visit.words
    names = StepNames(visit.view.steps)
    guesses = {
        (code, value.key): meaning_of(code, value.shown, known, names)
        or (ANY_STEP if code == "step" and not value.key else "")
        for code in codes
        for value in values
    }
    open_steps = any(code == "step" and not guess for (code, _), guess in guesses.items())
    shown = t("ui.board.headings") if column == HEADING else column
    key = f"{key_of(field)}-means-{place}-{column.strip()}"
    found: dict[str, dict[str, str]] = {code: {} for code in codes}
    with st.expander(
        plain(t("ui.board.values", column=shown)),
        expanded=not all(guesses.values()),
        icon=":material/rule:",
        key=f"{key}-values",
    ):
        all_new = open_steps and st.toggle(t("ui.board.all_new"), key=f"{key}-new")
        for value in values:
            said, *fields = st.columns([3, *(2 for _ in codes)], vertical_alignment="center")
            said.text(_told(visit, value))
            for code, place_for in zip(codes, fields, strict=True):
                guess = guesses[code, value.key] or (NEW_STEP if code == "step" and all_new else "")
                options = _options(visit, code)
                found[code][value.key] = (
                    place_for.selectbox(
                        plain(f"{first_way(t, f'verbatim.{code}')} · {_told(visit, value)}"),
                        list(options),
                        index=list(options).index(guess) if guess else None,
                        format_func=lambda option, said=options: said.get(option, option),
                        placeholder=t(f"ui.board.choose.{code}"),
                        label_visibility="collapsed",
                        key=f"{key}-{code}-{value.key}-{all_new}",
                    )
                    or ""
                )
    return found


def _told(visit: Visit, value: Value) -> str:
    t = visit.words
    said = value.shown if len(value.shown) <= _SHORT else f"{value.shown[: _SHORT - 1]}…"
    return f"{said or t('ui.board.empty')} · {t.count('count.cards', value.cards)}"


def _options(visit: Visit, code: str) -> dict[str, str]:
    """What a value may mean, and how that reads."""
    t = visit.words
    out = {LEFT_OUT: t("ui.board.out")}
    if code == "made":
        return {CARD: t("ui.board.card")} | out
    if code == "side":
        return {str(side): t(f"side.label.{side}") for side in Side} | out
    if code == "kind":
        return {str(kind): f"{SIGNS[kind]} {t(f'kind.{kind}')}" for kind in Kind} | out
    steps = {str(step.id): numbered(step) for step in visit.view.steps}
    return {NEW_STEP: t("ui.board.new"), ANY_STEP: t("step.any"), **steps} | out
