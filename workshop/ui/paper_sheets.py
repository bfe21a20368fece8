"""Paper typed in: one kind of sheet at a time, field by field; what was typed can be taken back."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from workshop.domain.errors import WorkshopError
from workshop.domain.paper import SheetKind
from workshop.domain.words import Side, SolutionStatus
from workshop.i18n import Words
from workshop.services.journeys import ANY_STEP
from workshop.services.paper_rows import MirrorRow, MoodRow, PointsRow, Row, Sheet, WeighRow
from workshop.services.paper_sheets import remove_sheet, type_sheet
from workshop.services.views.paper_sheets import (
    SheetLine,
    mirror_asks,
    read_typed_sheets,
    steps_of_moods,
)
from workshop.ui import cache, lines
from workshop.ui.gestures import again, key_of, renew, turn_of
from workshop.ui.paper import kit_link
from workshop.ui.paper_reading import Reading, letters_of, read_cards, read_ideas, read_numbers
from workshop.ui.plain import plain
from workshop.ui.shell import Visit, done, refresh, refusals, say_what_was_done

FORM = "sheet"
"""What all fields of a sheet are renewed with, once it is typed in."""
_FAULTS = "sheet-faults"
_WHOSE = {
    SheetKind.CARDS: ("person", "table", "each"),
    SheetKind.IDEAS: ("person", "table"),
    SheetKind.WEIGH: ("person", "table"),
}
"""Who may have written a sheet that is one voice; of strokes or points it says itself how many."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a row: what stands above it, how many numbers it needs, and the row they make."""

    key: str
    label: str
    count: int
    row: Callable[[tuple[int, ...]], Row]


def draw_sheets(visit: Visit) -> None:
    """The page: the kit to print, the sheet to type, and those that are in."""
    say_what_was_done()
    t = visit.words
    lines.dress_lines()
    title, kit = st.columns([3, 2], vertical_alignment="center")
    with title:
        st.title(t("ui.page.paper"), anchor=False)
        st.caption(t("ui.sheets.line"))
    with kit.container(horizontal=True, horizontal_alignment="right"):
        kit_link(visit)
    _type(visit)


@st.fragment
def _type(visit: Visit) -> None:
    visit = refresh(visit)
    t = visit.words
    kinds = list(SheetKind)
    chosen = st.segmented_control(
        t("ui.sheets.kind"),
        kinds,
        default=kinds[0],
        format_func=lambda kind: t(f"ui.sheets.kind.{kind}"),
        key="sheet-kind",
        label_visibility="collapsed",
    )
    kind = SheetKind(chosen or kinds[0])
    _form(visit, kind)
    _typed(visit)


def _form(visit: Visit, kind: SheetKind) -> None:
    """The fields of one kind of sheet, and what pressing its button does."""
    t = visit.words
    fields = _FIELDS[kind](visit) if kind in _FIELDS else []
    if kind in _FIELDS and not fields:
        lines.draw(lines.sentence(t(f"ui.sheets.none.{kind}"), soft=True))
        return
    with st.form(f"{FORM}-{kind}", border=True, enter_to_submit=False):
        st.caption(_says(kind, t))
        frame = _about(visit, kind)
        read = _numbers(t, fields) if fields else _lines(visit, kind)
        pressed = st.form_submit_button(t("ui.sheets.save"), key=f"{FORM}-save", type="primary")
    if pressed:
        _save(visit, replace(frame, rows=tuple(read.rows)), read)


def _says(kind: SheetKind, t: Words) -> str:
    if kind is not SheetKind.CARDS:
        return t(f"ui.sheets.says.{kind}")
    said = t("ui.sheets.says.cards", example=t("ui.sheets.example"))
    return f"{said} {t('ui.sheets.codes', **letters_of(t))}."


def _about(visit: Visit, kind: SheetKind) -> Sheet:
    """What is asked of the whole sheet: who wrote it, for whom they speak; of votes how many."""
    t = visit.words
    if kind is SheetKind.VOTE:
        [label, *_] = _rounds(visit)
        voters = st.number_input(
            t("ui.sheets.voters"), value=1, step=1, width=180, key=key_of("sheet-voters")
        )
        return Sheet("", (), session=label, voters=int(voters))
    left, right = st.columns(2)
    whose = "person"
    if kind in _WHOSE:
        whose = left.radio(
            t("ui.sheets.whose"),
            _WHOSE[kind],
            format_func=lambda one: t(f"ui.sheets.whose.{one}"),
            horizontal=True,
            key=f"sheet-whose-{kind}",
        )
        left = right
    speaks = left.radio(
        t("ui.sheets.speaks"),
        [Side.EMPLOYEE, Side.CLIENT],
        format_func=lambda side: t(f"side.label.{side}"),
        horizontal=True,
        key=f"sheet-speaks-{kind}",
    )
    return Sheet("", (), str(speaks), table=whose == "table", apart=whose == "each")


def _lines(visit: Visit, kind: SheetKind) -> Reading:
    """Cards and ideas: what is on the sheet, line by line."""
    t, key = visit.words, key_of(f"{FORM}-lines-{kind}")
    if kind is SheetKind.CARDS and visit.view.steps:
        numbered = enumerate((step.client_title for step in visit.view.steps), 1)
        st.caption(plain(" · ".join(f"{n} {title}" for n, title in numbered)))
    if kind is SheetKind.IDEAS and visit.view.topics:
        titles = sorted((int(topic.label[1:]), topic.title) for topic in visit.view.topics)
        st.caption(plain(" · ".join(f"T{n} {title}" for n, title in titles)))
    written = st.text_area(t("ui.sheets.lines"), key=key, height=170)
    _tell_fault(key)
    if kind is SheetKind.IDEAS:
        return read_ideas(written or "", key)
    return read_cards(written or "", key, [str(step.id) for step in visit.view.steps], t)


def _numbers(t: Words, fields: Sequence[Field]) -> Reading:
    """Fields of numbers, two beside each other, from which Tab leads to the next."""
    found = Reading()
    for place, each in enumerate(fields):
        if place % 2 == 0:
            columns = st.columns(2, vertical_alignment="bottom")
        with columns[place % 2]:
            written = (st.text_input(each.label, key=each.key) or "").strip()
            _tell_fault(each.key)
        if not written:
            continue
        numbers = read_numbers(written, each.count)
        if numbers is None:
            found.blame(t, each.key, t("ui.sheets.fault.numbers", n=each.count))
        else:
            found.add(each.row(numbers), each.key)
    return found


def _tell_fault(key: str) -> None:
    faults: Mapping[str, str] = st.session_state.get(_FAULTS, {})
    if key in faults:
        st.error(plain(faults[key]), icon=":material/error:")


def _save(visit: Visit, sheet: Sheet, read: Reading) -> None:
    """All of it, or what is wrong next to its field; what was typed stays."""
    faults = dict(read.faults)
    with refusals(visit):
        if not faults:
            try:
                _send(visit, sheet)
            except WorkshopError as refused:
                line = refused.facts.get("line")
                if not isinstance(line, int):
                    raise
                key, number = read.places[line - 1]
                told = Reading()
                told.blame(visit.words, key, visit.words.error(refused), number)
                faults = told.faults
        st.session_state[_FAULTS] = faults
        again()


def _send(visit: Visit, sheet: Sheet) -> None:
    # The same words pressed twice are one sheet; other words are another one.
    turn = f"{FORM}-id-{turn_of(FORM)}"
    begun = uuid.UUID(st.session_state.setdefault(turn, str(uuid.uuid4())))
    known = replace(sheet, sheet_id=str(uuid.uuid5(begun, repr(sheet))))
    voices = type_sheet(visit.house, visit.facilitator, known)
    st.session_state["said"] = visit.words.count("ui.sheets.saved", voices)
    renew(FORM, "sheet-voters", *(f"{FORM}-lines-{kind}" for kind in SheetKind))


# --- the fields of each kind ------------------------------------------------------------------


def _mood_fields(visit: Visit) -> list[Field]:
    t, view = visit.words, visit.view
    numbers = {str(step.id): n for n, step in enumerate(view.steps, 1)}

    def of(step: str, side: Side) -> Field:
        title = view.step_title(step) or t("step.any")
        number = f"{numbers[step]} · " if step in numbers else ""
        return Field(
            _key("mood", step, side),
            plain(f"{number}{title} · {t(f'side.label.{side}')}"),
            5,
            lambda counts: MoodRow(step, side, counts),
        )

    steps = steps_of_moods(view) or [ANY_STEP]
    return [of(step, side) for step in steps for side in Side]


def _mirror_fields(visit: Visit) -> list[Field]:
    t = visit.words

    def of(label: str, title: str, side: Side) -> Field:
        asked = t("phone.mirror.client" if side is Side.CLIENT else "phone.mirror.us")
        return Field(
            _key("mirror", label, side),
            plain(f"{label} · {title} · {asked}"),
            3,
            lambda counts: MirrorRow(label, side, counts),
        )

    return [
        of(topic.label, topic.title, side)
        for topic, sides in mirror_asks(visit.view)
        for side in sides
    ]


def _rounds(visit: Visit) -> list[str]:
    """The rounds that still take ballots, the open one first."""
    waiting = [vote for vote in visit.view.votes if not vote.revealed and vote.targets]
    return [vote.label for vote in sorted(waiting, key=lambda vote: not vote.is_open)]


def _vote_fields(visit: Visit) -> list[Field]:
    rounds = _rounds(visit)
    vote = next((vote for vote in visit.view.votes if [vote.label] == rounds[:1]), None)

    def of(label: str, title: str) -> Field:
        return Field(
            _key("vote", label),
            plain(f"{label} · {title}"),
            1,
            lambda points: PointsRow(label, points[0]),
        )

    return [of(target.label, target.title) for target in vote.targets] if vote else []


def _weigh_fields(visit: Visit) -> list[Field]:
    def of(label: str, title: str) -> Field:
        return Field(
            _key("weigh", label),
            plain(f"{label} · {title}"),
            3,
            lambda given: WeighRow(label, *given),
        )

    return [
        of(line.label, line.title)
        for line in visit.view.solutions
        if line.status is not SolutionStatus.SET_ASIDE
    ]


_FIELDS: Mapping[SheetKind, Callable[[Visit], list[Field]]] = {
    SheetKind.MOOD: _mood_fields,
    SheetKind.MIRROR: _mirror_fields,
    SheetKind.VOTE: _vote_fields,
    SheetKind.WEIGH: _weigh_fields,
}


def _key(*parts: str) -> str:
    return "-".join((FORM, *parts, str(turn_of(FORM))))


# --- what is in already -----------------------------------------------------------------------


def _typed(visit: Visit) -> None:
    """The sheets that were typed in, the last one first, each with its way back."""
    t = visit.words
    found = cache.part_view(visit.house, visit.facilitator, read_typed_sheets).sheets
    if not found:
        return
    with st.expander(t.count("ui.sheets.typed", len(found)), key="sheets-typed"):
        for number, sheet in reversed(list(enumerate(found, 1))):
            _typed_one(visit, number, sheet)


def _typed_one(visit: Visit, number: int, sheet: SheetLine) -> None:
    t = visit.words
    with lines.row():
        said = (
            t(f"ui.sheets.kind.{sheet.kind}"),
            t.count("ui.sheets.voices", sheet.voices),
            t.listing(sheet.made),
        )
        lines.draw(
            lines.entry(
                t("ui.sheets.number", n=number), note=" · ".join(part for part in said if part)
            )
        )
        gone = st.button(
            t("ui.sheets.remove"),
            key=f"sheet-remove-{sheet.sheet_id}",
            type="tertiary",
            icon=":material/undo:",
        )
    if gone:
        with refusals(visit):
            remove_sheet(visit.house, visit.facilitator, sheet.sheet_id)
            done(visit, "ui.sheets.removed")
            again()
