"""A table from elsewhere on a page: bring it, say what its columns hold, see what is wrong."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from csv import writer
from dataclasses import dataclass
from io import StringIO

import streamlit as st
from markupsafe import Markup

from workshop.catalogues import writes_commas
from workshop.i18n import Words, language_name, languages, words
from workshop.i18n.tables import first_way
from workshop.services.boards import HEADING
from workshop.services.sheets.reading import Sheet, read_table
from workshop.services.sheets.values import LineError
from workshop.ui import lines
from workshop.ui.fields import dress_upload
from workshop.ui.gestures import key_of, renew
from workshop.ui.plain import plain
from workshop.ui.shell import Visit, refusals

KINDS = ("csv", "tsv", "txt", "xlsx", "xlsm", "xls")
"""What may be chosen; what a file is, is judged by its content."""
SHOWN = 100
"""Lines of a preview: the count says how many there are."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A table on a page, and what it was read from: another of its sheets may be asked for."""

    content: bytes | str
    sheet: Sheet


def _place(visit: Visit, field: str) -> str:
    return f"{field}:{visit.facilitator.code}"


def forget(visit: Visit, field: str) -> None:
    """The table is used up: its fields are empty from the next run on."""
    st.session_state.pop(_place(visit, field), None)
    renew(f"{field}-file", f"{field}-paste", f"{field}-columns")


def bring(visit: Visit, field: str) -> Sheet | None:
    """The ways to bring a table; gives the one that is there. ``field`` begins all keys."""
    t, place = visit.words, _place(visit, field)
    dress_upload(t, t("ui.upload.table"))
    from_file, pasted = st.tabs([t("ui.sheet.file"), t("ui.sheet.paste")], key=f"{field}-tabs")
    with from_file, st.form(f"{field}-file-form", border=False):
        file = st.file_uploader(
            t("ui.sheet.file.label"), type=list(KINDS), key=key_of(f"{field}-file")
        )
        read = st.form_submit_button(t("ui.sheet.read"), key=f"{field}-file-read")
    with pasted, st.form(f"{field}-paste-form", border=False):
        text = st.text_area(
            t("ui.sheet.paste.label"),
            key=key_of(f"{field}-paste"),
            height=140,
            help=t("ui.sheet.paste.help"),
        )
        taken = st.form_submit_button(t("ui.sheet.read"), key=f"{field}-paste-read")
    if read and file is None:
        st.error(t("ui.sheet.nothing"), icon=":material/error:")
    elif read or taken:
        content, name = (file.getvalue(), file.name) if read and file else (text or "", "")
        st.session_state.pop(place, None)
        with refusals(visit):
            st.session_state[place] = Brought(content, read_table(content, name))
            renew(f"{field}-columns")
    brought = st.session_state.get(place)
    if not isinstance(brought, Brought):
        return None
    return _page(visit, field, brought)


def _page(visit: Visit, field: str, brought: Brought) -> Sheet:
    """The sheet of a workbook that is wanted, where there are several."""
    sheet = brought.sheet
    if len(sheet.pages) < 2:
        return sheet
    wanted = st.selectbox(
        visit.words("ui.sheet.page"),
        sheet.pages,
        index=sheet.pages.index(sheet.page),
        key=f"{key_of(f'{field}-columns')}-page",
        width=340,
    )
    if wanted != sheet.page:
        with refusals(visit):
            sheet = read_table(brought.content, sheet.name, page=wanted)
            st.session_state[_place(visit, field)] = Brought(brought.content, sheet)
    return sheet


def choose_columns(
    visit: Visit,
    field: str,
    sheet: Sheet,
    codes: Sequence[str],
    guess: Mapping[str, str],
    kind: str,
    *,
    never: Sequence[str] = (),
    headings: Sequence[str] = (),
) -> dict[str, str]:
    """Which column says what, as it was guessed or as it is chosen here.

    ``kind``: where the words of ``codes`` stand in the catalogue, below ``sheet``. ``never``:
    columns that may not be chosen. ``headings``: codes that the names of columns may tell.
    """
    t, key = visit.words, key_of(f"{field}-columns")
    found: dict[str, str] = {}
    names = {"": t("ui.sheet.columns.none"), HEADING: t("ui.sheet.columns.heading")}
    with st.popover(t("ui.sheet.columns"), icon=":material/view_column:", width="content"):
        st.caption(t("ui.sheet.columns.help"))
        columns = st.columns(2)
        for place, code in enumerate(codes):
            options = ["", *(name for name in sheet.columns if name not in never)]
            if code in headings:
                options.insert(1, HEADING)
            wanted = guess.get(code, "")
            chosen = columns[place % 2].selectbox(
                plain(_capital(first_way(t, f"{kind}.{code}"))),
                options,
                index=options.index(wanted) if wanted in options else 0,
                format_func=lambda name: names.get(name, name),
                key=f"{key}-{sheet.page}-{code}{'-heading' if headings else ''}",
            )
            if chosen:
                found[code] = chosen
    return found


def tell_size(visit: Visit, sheet: Sheet, whose: str = "") -> None:
    """Which file this is and how long it is; ``whose``: what made it, as it reads."""
    t = visit.words
    name = t.quoted(sheet.name) if sheet.name else ""
    count = t.count("ui.sheet.lines", len(sheet.rows))
    st.caption(plain(" · ".join(part for part in (whose, name, count) if part)))


def tell_left_out(
    visit: Visit, sheet: Sheet, used: Collection[str], why: str | None = None
) -> None:
    """The columns that nothing is taken from; ``why``: what is to be known of some of them."""
    t = visit.words
    if left_out := [name for name in sheet.columns if name not in used]:
        st.caption(plain(t("ui.sheet.left_out", columns=t.listing(left_out))), help=why)


def draw_faults(
    visit: Visit, sheet: Sheet, names: dict[str, str], errors: Sequence[LineError]
) -> None:
    """The wrong lines as they stand in the table, with what is wrong beside each."""
    t = visit.words
    wrong: dict[int, list[LineError]] = {}
    for found in errors:
        wrong.setdefault(found.line, []).append(found)
    st.error(t.count("ui.sheet.faults", len(wrong)), icon=":material/error:")
    rows = dict(zip(sheet.lines, sheet.rows, strict=True))
    shown = list(wrong.items())[:SHOWN]
    places = [
        place
        for place in dict.fromkeys(sheet.columns.index(name) for name in names.values())
        if any(rows[line][place] for line, _ in shown)
    ]
    columns = [sheet.columns[place] for place in places]
    table(
        [t("ui.sheet.line"), t("ui.sheet.fault"), *columns],
        (
            [
                str(line),
                "\n".join(
                    t("ui.sheet.fault.cell", column=found.column, sentence=t.error(found.error))
                    for found in said
                ),
                *(_short(rows[line][place]) for place in places),
            ]
            for line, said in shown
        ),
        t("ui.sheet.faults.table"),
        fault=1,
    )
    draw_rest(visit, len(wrong))


def draw_rest(visit: Visit, count: int) -> None:
    """How many lines of a preview are not shown."""
    if count > SHOWN:
        st.caption(visit.words.count("ui.sheet.more", count - SHOWN))


def table(
    head: Sequence[str], rows: Iterable[Sequence[str]], label: str, *, fault: int | None = None
) -> None:
    """Rows of plain text, in a frame of its own that scrolls; ``fault``: the column that warns."""
    body = lines.EMPTY.join(
        Markup("<tr>{}</tr>").format(
            lines.EMPTY.join(
                Markup('<td class="{}">{}</td>').format("fault" if at == fault else "", cell)
                for at, cell in enumerate(row)
            )
        )
        for row in rows
    )
    lines.draw(
        Markup(
            '<div class="rc-sheet" role="region" aria-label="{}" tabindex="0"><table><thead><tr>{}'
            "</tr></thead><tbody>{}</tbody></table></div>"
        ).format(
            label,
            lines.EMPTY.join(Markup('<th scope="col">{}</th>').format(name) for name in head),
            body,
        )
    )


def offer_examples(visit: Visit, field: str, made: dict[str, bytes]) -> None:
    """An example file to fill in, in each language: by its code, the bytes of the file."""
    t = visit.words
    with st.container(horizontal=True, vertical_alignment="center"):
        for language in languages():
            st.download_button(
                t("ui.sheet.example", language=language_name(language)),
                made[language],
                file_name=f"{t(f'ui.sheet.example.name.{field}')}-{language}.csv",
                mime="text/csv",
                icon=":material/download:",
                type="tertiary",
                key=f"{field}-example-{language}",
                on_click="ignore",
            )


def spoken_in(visit: Visit, language: str) -> Words:
    """The words of a language, with the workshop's own names for both sides in its own."""
    return visit.words if language == visit.words.language else words(language)


def example(language: str, rows: Iterable[Sequence[str]]) -> bytes:
    """A table as spreadsheets of that language open it by a double click."""
    written = StringIO()
    writer(written, delimiter=";" if writes_commas(language) else ",").writerows(rows)
    return written.getvalue().encode("utf-8-sig")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
