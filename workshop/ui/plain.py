"""What a person typed, where Streamlit would read Markdown.

Labels of buttons, tabs and expanders, titles and captions are Markdown sinks: an image in them
would call an outside host from every screen of the room, a directive would colour or hide words.
"""

import re

_JOINER = "\u2060"  # has no width, and breaks no line
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?<=\S@)(?=\S)", re.IGNORECASE)
_MARKS = re.compile(r"[\\`*_{}\[\]<>$~:#|!&]")
_NAME_MARKS = re.compile(r"[\[\]<$`]")
_BREAKS = re.compile(r"[\t\r\n]+")
_LIST_START = re.compile(r"^(?:[-+=]|\d+[.)])")


def plain(text: str) -> str:
    """``text`` with every mark of Markdown and of Streamlit's directives escaped.

    Ordinary words, apostrophes, commas, dots and parentheses stay as they are.
    """
    whole = _no_link(_BREAKS.sub(" ", text).strip())
    escaped = _MARKS.sub(lambda mark: "\\" + mark[0], whole)
    return _LIST_START.sub(lambda start: f"{start[0][:-1]}\\{start[0][-1]}", escaped)


def plain_name(name: str) -> str:
    """A side's name, for sentences that go to Markdown and to other screens alike.

    Only what would bring an image, a link, a directive or a formula is escaped: elsewhere the
    escapes are seen, and "R&D" must not read otherwise on the projector.
    """
    return _NAME_MARKS.sub(lambda mark: "\\" + mark[0], _no_link(_BREAKS.sub(" ", name).strip()))


def _no_link(text: str) -> str:
    """An address that Markdown does not make a link of: no escape keeps it from doing so."""
    return _ADDRESS.sub(_JOINER, text)
