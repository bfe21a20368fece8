"""Lines of the pages that decide: a topic with its shape, a verdict, an action, figures.

Everything a person typed goes through ``Markup.format``, which escapes it: it is never HTML.
"""

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from workshop.domain.words import Quadrant, Transfer
from workshop.i18n import Words
from workshop.services.views.workshop import TopicLine
from workshop.ui.shell import STATIC
from workshop.ui.topic_words import MARKS

VERDICT_SIGNS = {Transfer.RED: "✕", Transfer.AMBER: "?", Transfer.GREEN: "✓"}
EMPTY = Markup("")
TOLD = 60
"""Characters of a title inside of another one."""


def dress_lines() -> None:
    """The style of these lines: once on each page that draws them."""
    st.html(STATIC / "lines.css")


def draw(*lines: Markup) -> None:
    """Put lines on the page as one element; none when there is nothing to say."""
    page = EMPTY.join(lines)
    if page:
        st.html(page)


def row() -> DeltaGenerator:
    """A line and its buttons side by side."""
    return st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small")


def shape(quadrant: Quadrant | None, words: Words) -> Markup:
    """The colour and shape of a quadrant, with its name for those who do not see it."""
    if quadrant is None:
        return EMPTY
    return Markup('<i class="rc-shape {}" role="img" aria-label="{}"></i>').format(
        quadrant, words(f"quadrant.{quadrant}")
    )


def topic_head(title: str, quadrant: Quadrant, words: Words, *, note: str = "") -> Markup:
    """A topic as a small heading: shape, title, and something soft beside."""
    return Markup('<h3 class="rc-head">{}<span>{}</span><small>{}</small></h3>').format(
        shape(quadrant, words), title, note
    )


def under(block: Markup) -> Markup:
    """What belongs to a topic's small heading, on one edge with its title."""
    return Markup('<div class="rc-under">{}</div>').format(block)


def section(title: str, note: str = "") -> Markup:
    """The heading of a part of the page."""
    return Markup('<h2 class="rc-section">{}<small>{}</small></h2>').format(title, note)


def title(text: str, note: str = "") -> Markup:
    """The heading of a block inside of a part."""
    return Markup('<h3 class="rc-title">{}<small>{}</small></h3>').format(text, note)


def told(title: str) -> str:
    """As much of a topic's title as the title of a form holds, in whole words."""
    if len(title) <= TOLD:
        return title
    return title[:TOLD].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"


def sentence(text: str, *, soft: bool = False) -> Markup:
    """One sentence on its own line."""
    return Markup('<p class="{}">{}</p>').format("rc-soft" if soft else "rc-say", text)


def quote(text: str) -> Markup:
    """A sentence of the room, as it was written."""
    return Markup('<blockquote class="rc-quote">{}</blockquote>').format(text)


def goal(whose: str, said: str) -> Markup:
    """One of the two goals: whose it is, and what it says."""
    return Markup('<div class="rc-goal"><small>{}</small>{}</div>').format(whose, said)


def entry(
    title: str, *, label: str = "", note: str = "", mark: Markup = EMPTY, chip: Markup = EMPTY
) -> Markup:
    """An idea or an action: its sentence in full, what belongs to it below, a chip at the end."""
    return Markup(
        '<div class="rc-entry" data-label="{}">{}<div><p><b>{}</b> {}</p><small>{}</small></div>'
        "</div>"
    ).format(label, mark, title, chip, note)


def verdict(transfer: Transfer, words: Words) -> Markup:
    """The verdict on an idea: colour, sign and words together."""
    return Markup('<span class="rc-chip {}"><i aria-hidden="true">{}</i>{}</span>').format(
        transfer, VERDICT_SIGNS[transfer], words(f"transfer.{transfer}")
    )


def chip(text: str, kind: str = "calm") -> Markup:
    """A short state, such as a draft."""
    return Markup('<span class="rc-chip {}">{}</span>').format(kind, text)


def spaced(chips: Iterable[Markup]) -> Markup:
    """Chips beside each other."""
    return Markup(" ").join(chips)


def figures(items: Iterable[tuple[str, str, Markup]]) -> Markup:
    """Figures side by side: (number, what it counts, a mark before it)."""
    return Markup('<div class="rc-figures">{}</div>').format(
        EMPTY.join(
            Markup("<div><b>{}{}</b><span>{}</span></div>").format(mark, number, what)
            for number, what, mark in items
        )
    )


def table(rows: Sequence[Mapping[str, str]]) -> Markup:
    """Rows with the same headings, as a table that scrolls where it finds no room."""
    heads = EMPTY.join(Markup('<th scope="col">{}</th>').format(head) for head in rows[0])
    body = EMPTY.join(
        Markup("<tr>{}</tr>").format(
            EMPTY.join(Markup("<td>{}</td>").format(cell) for cell in row.values())
        )
        for row in rows
    )
    return Markup(
        '<div class="rc-sheet" tabindex="0"><table><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>"
    ).format(heads, body)


def signed(value: float | None, words: Words) -> str:
    """A mean effect with its sign, one decimal: +1,3, −0,5, 0; a dash when nobody said it."""
    return "–" if value is None else words.signed(value)


def topic_choice(topic: TopicLine | None, empty: str = "") -> str:
    """A topic as an option of a list, which knows no colour: its quadrant's shape and its title."""
    return f"{MARKS[topic.quadrant]} {topic.title}" if topic is not None else empty
