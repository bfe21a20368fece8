"""Beside the files: the edited workbook comes back, ticked line by line before it is taken."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import streamlit as st
from markupsafe import Markup

from workshop.domain.errors import ScreenStale
from workshop.i18n.tables import ways_in_files
from workshop.services.returned.fields import Value
from workshop.services.returned.nouns import KEYS, TOPICS
from workshop.services.returned.pages import Given, read_given
from workshop.services.returned.planning import (
    Difference,
    PlannedPage,
    PlannedRow,
    Preview,
    plan_returned,
    take_returned,
)
from workshop.ui import lines, sheets
from workshop.ui.fields import dress_upload
from workshop.ui.gestures import again, key_of, renew
from workshop.ui.plain import plain
from workshop.ui.shell import STATIC, Visit, done, refusals

FIELD = "returned"
NAMED = 12
"""Labels of what was taken that are said one by one."""
SHOWN = 60
"""Lines of a sheet that are shown one by one; the others are ticked together."""

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Brought:
    """A workbook on the page, and what it would change; ``stale``: it was compared anew because
    somebody was faster.
    """

    given: Given
    plan: Preview
    stale: bool = False


def draw_returned(visit: Visit) -> None:
    """Folded until somebody brings a workbook back; inside of a fragment."""
    t = visit.words
    with st.expander(t("ui.returned"), key="returned", icon=":material/upload_file:"):
        st.html(STATIC / "returned.css")
        st.caption(t("ui.returned.says"))
        _bring(visit)
        said = st.session_state.get(f"{_place(visit)}:said")
        if said:
            st.success(plain(said), icon=":material/done_all:")
        brought = st.session_state.get(_place(visit))
        if isinstance(brought, Brought):
            _draw(visit, brought)


def _place(visit: Visit) -> str:
    return f"{FIELD}:{visit.facilitator.code}"


def _bring(visit: Visit) -> None:
    t = visit.words
    dress_upload(t, t("ui.upload.workbook"))
    with st.form("returned-file-form", border=False):
        file = st.file_uploader(t("ui.returned.file"), type=["xlsx"], key=key_of("returned-file"))
        read = st.form_submit_button(t("ui.returned.read"), key="returned-read")
    if not read:
        return
    for name in (_place(visit), f"{_place(visit)}:said"):
        st.session_state.pop(name, None)
    if file is None:
        st.error(t("ui.sheet.nothing"), icon=":material/error:")
        return
    with refusals(visit):
        _compare(visit, read_given(file.getvalue(), ways_in_files(t, KEYS)))


def _compare(visit: Visit, given: Given, *, stale: bool = False) -> None:
    said = ways_in_files(visit.words, KEYS)
    plan = plan_returned(visit.house, visit.facilitator, given, said)
    st.session_state[_place(visit)] = Brought(given, plan, stale)
    renew("returned-ticks")


def _draw(visit: Visit, brought: Brought) -> None:
    t, plan = visit.words, brought.plan
    st.caption(t("ui.returned.since", date=t.date(plan.given_out)))
    if brought.stale:
        st.warning(t.error(ScreenStale()), icon=":material/sync:")
    if plan.errors:
        _draw_faults(visit, plan)
    elif not plan.rows:
        st.info(t("ui.returned.same"), icon=":material/done_all:")
    _draw_left(visit, plan)
    if plan.faultless:
        _draw_choice(visit, brought)


def _draw_faults(visit: Visit, plan: Preview) -> None:
    t = visit.words
    st.error(t.count("ui.returned.faults", len(plan.errors)), icon=":material/error:")
    sheets.table(
        [t("ui.returned.sheet"), t("ui.sheet.line"), t("ui.sheet.fault")],
        (
            [
                page,
                str(found.line),
                t("ui.sheet.fault.cell", column=found.column, sentence=t.error(found.error))
                if found.column
                else t.error(found.error),
            ]
            for page, found in plan.errors[: sheets.SHOWN]
        ),
        t("ui.sheet.faults.table"),
        fault=2,
    )
    sheets.draw_rest(visit, len(plan.errors))


def _draw_left(visit: Visit, plan: Preview) -> None:
    """What the file says and nothing is taken of."""
    for sentence in _left(visit, plan):
        st.caption(plain(sentence))


def _left(visit: Visit, plan: Preview) -> Iterator[str]:
    t = visit.words
    for page in plan.pages:
        columns = list(dict.fromkeys(column for _, column in page.stays))
        if columns:
            yield t("ui.returned.stays", page=page.name, columns=t.listing(columns))
        if page.missing:
            labels = t.listing(page.missing[:SHOWN])
            yield t.count("ui.returned.missing", len(page.missing), page=page.name, labels=labels)
    if plan.touched:
        yield t("ui.returned.touched", pages=t.listing(plan.touched))
    if plan.gone:
        yield t("ui.returned.gone", pages=t.listing(t(f"file.sheet.{name}") for name in plan.gone))


def _draw_choice(visit: Visit, brought: Brought) -> None:
    t, plan, turn = visit.words, brought.plan, key_of("returned-ticks")
    chosen: set[Place] = set()
    with st.form(f"{turn}-form", border=False, enter_to_submit=False):
        for page in plan.pages:
            chosen |= _draw_page(visit, page, turn)
        if any(row.noun != TOPICS.name for row in plan.faultless):
            st.caption(t("ui.returned.final"))
        agreed = not plan.errors or st.checkbox(t("ui.returned.faultless"), key=f"{turn}-faultless")
        with st.container(horizontal=True):
            take = st.form_submit_button(t("ui.returned.take"), key="returned-take", type="primary")
            leave = st.form_submit_button(t("ui.returned.leave"), key="returned-leave")
    if leave:
        _forget(visit)
        again()
    if take and not agreed:
        st.error(t("ui.returned.faulty"), icon=":material/error:")
    elif take and not chosen:
        st.error(t("ui.returned.none"), icon=":material/error:")
    elif take:
        _take(visit, brought, chosen)


def _take(visit: Visit, brought: Brought, chosen: set[Place]) -> None:
    with refusals(visit):
        try:
            take_returned(visit.house, visit.facilitator, brought.plan, chosen)
        except ScreenStale:
            _compare(visit, brought.given, stale=True)
            again()
        _forget(visit)
        st.session_state[f"{_place(visit)}:said"] = " ".join(_taken(visit, brought.plan, chosen))
        done(visit, "ui.returned.taken")
        st.rerun()


def _taken(visit: Visit, plan: Preview, chosen: set[Place]) -> Iterator[str]:
    """What was taken, by its labels, and how to find or undo it."""
    t = visit.words
    rows = [row for row in plan.rows if row.place in chosen]
    known = [row.label for row in rows if row.label]
    named = known[:NAMED]
    if others := len(known) - len(named):
        named.append(t.count("ui.returned.was_taken.others", others))
    if new := len(rows) - len(known):
        named.append(t.count("ui.returned.was_taken.new", new))
    yield t("ui.returned.was_taken", labels=t.listing(named))
    if any(row.noun == TOPICS.name for row in rows):
        yield t("ui.returned.was_taken.undo")


def _forget(visit: Visit) -> None:
    st.session_state.pop(_place(visit), None)
    renew("returned-file")


def _draw_page(visit: Visit, page: PlannedPage, turn: str) -> set[Place]:
    """The lines of a sheet with their ticks; gives the places of those that are ticked."""
    t = visit.words
    rows = [row for row in page.rows if not row.errors]
    if not rows:
        return set()
    lines.draw(lines.title(page.name, t.count("ui.returned.count", len(rows))))
    chosen = {row.place for row in rows[:SHOWN] if _draw_row(visit, row, turn)}
    rest = [row for row in rows[SHOWN:] if not row.doubtful]
    if rest and st.checkbox(
        t.count("ui.returned.rest", len(rest)), value=True, key=f"{turn}-{page.noun}-rest"
    ):
        chosen |= {row.place for row in rest}
    return chosen


def _draw_row(visit: Visit, row: PlannedRow, turn: str) -> bool:
    t = visit.words
    label = row.label or t("ui.returned.new")
    ticked = st.checkbox(
        plain(f"{label} · {_short(row.title)}"),
        value=not row.doubtful,
        key=f"{turn}-{row.noun}-{row.line}",
    )
    marks = [t("ui.returned.twin")] if row.twins else []
    if any(found.both for found in row.differences):
        marks.append(t("ui.returned.both"))
    lines.draw(
        Markup('<dl class="rc-diff">{}{}</dl>').format(
            lines.EMPTY.join(lines.chip(mark, "amber") for mark in marks),
            lines.EMPTY.join(
                _told(visit, found, bool(row.label))
                for found in row.differences
                if row.label or found.after_said != row.title or _short(row.title) != row.title
            ),
        )
    )
    return ticked


def _told(visit: Visit, found: Difference, there: bool) -> Markup:
    before = _said(visit, found.before, found.before_said)
    after = _said(visit, found.after, found.after_said)
    was = Markup("<del>{}</del> <i>→</i> ").format(before) if there else lines.EMPTY
    return Markup("<dt>{}</dt><dd>{}<ins>{}</ins></dd>").format(found.column, was, after)


def _said(visit: Visit, value: Value, said: str) -> str:
    t = visit.words
    return t.date(value) if isinstance(value, date) else said or t("ui.returned.empty")


def _short(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:89]}…"
