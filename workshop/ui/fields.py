"""Fields of free text, where whatever is pasted stays and too much of it is said; and of files.

A limit of Streamlit's own field would drop a pasted text that is too long, without a word. The
services refuse it with the sentence shown here; what was typed stays in its field.
"""

from json import dumps

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from workshop.domain.errors import TextTooLong
from workshop.domain.text import clean_lines
from workshop.i18n import Words
from workshop.ui.shell import say_too_long


def fits(t: Words, text: str | None, limit: int, *, at: DeltaGenerator | None = None) -> str:
    """What a field holds, and below it a sentence when that is more than ``limit`` characters.

    ``at``: the column of a field that was not drawn in the current one.
    """
    try:
        clean_lines(text, limit=limit)
    except TextTooLong as refused:
        say_too_long(t, refused, at=at)
    return text or ""


def dress_upload(t: Words, types: str) -> None:
    """What a field for files says by itself, in English whatever the language: the word on its
    button, and why it took no file. ``types``: what it takes, in words.
    """
    said = {"choose": t("ui.import.choose"), "refused": t("ui.upload.refused", types=types)}
    rules = " ".join(f"--rc-{name}: {_quoted(text)};" for name, text in said.items())
    st.html(f"<style>:root {{ {rules} }}</style>")


def _quoted(text: str) -> str:
    """As a string of a style sheet, which no word ends before its time."""
    return dumps(text, ensure_ascii=False).replace("<", r"\3c ")
