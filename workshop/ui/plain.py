"""What a person typed, where Streamlit would read Markdown.

Labels of buttons, tabs and expanders, titles and captions are Markdown sinks: an image in them
would call an outside host from every screen of the room, a directive would colour or hide words.
"""

import re

_MARKS = re.compile(r"[\\`*_{}\[\]<>$~:#|!&]")
_BREAKS = re.compile(r"[\t\r\n]+")
_LIST_START = re.compile(r"^(?:[-+=]|\d+[.)])")


def plain(text: str) -> str:
    """``text`` with every mark of Markdown and of Streamlit's directives escaped.

    Ordinary words, apostrophes, commas, dots and parentheses stay as they are.
    """
    escaped = _MARKS.sub(lambda mark: "\\" + mark[0], _BREAKS.sub(" ", text).strip())
    return _LIST_START.sub(lambda start: f"{start[0][:-1]}\\{start[0][-1]}", escaped)
