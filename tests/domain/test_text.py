"""What a person types, cleaned: the promises of TRUST.md, "Input"."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.domain.errors import TextEmpty, TextTooLong
from workshop.domain.text import caseless, clean_lines, clean_optional, clean_text

WILD = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(" \t\n\x00\x1f\x7f\u00a0\u202f\u200b\u200d\u202e\u2066\ufeff\ud800\u0301e"),
    ),
    max_size=60,
)
PLENTY = 1_000


@given(WILD)
def test_cleaning_twice_is_cleaning_once(raw: str) -> None:
    once = clean_optional(raw, limit=PLENTY)
    assert clean_optional(once, limit=PLENTY) == once


@given(WILD)
def test_what_is_kept_is_composed_and_holds_nothing_that_turns_hides_or_breaks(raw: str) -> None:
    text = clean_optional(raw, limit=PLENTY)
    assert text == unicodedata.normalize("NFC", text)
    assert not {unicodedata.category(character) for character in text} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(text) & set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert not set(text) & set("\u061c\u200b\u2060\ufeff\ufffe\uffff\ufdd0")
    assert "  " not in text
    assert text == text.strip()
    text.encode()  # no lone surrogate is left


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  a \t\n b  ", "a b"),
        ("a\x00b", "ab"),
        ("e\u0301", "é"),
        ("\u202eabc", "abc"),
        ("zero\u200bwidth", "zerowidth"),
        ("Quoi\u202f?", "Quoi\u202f?"),
        ("prix\u00a0: 3", "prix\u00a0: 3"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("👍🏽 ❤️", "👍🏽 ❤️"),
        ("🏴\U000e0067\U000e0062\U000e007f", "🏴\U000e0067\U000e0062\U000e007f"),
        ("\U0001fae8", "\U0001fae8"),  # an emoji younger than this Python
        ("a\uffffb\ufdd0c", "abc"),
        ("line\u2028break", "line break"),
    ],
)
def test_each_kind_of_character_is_kept_joined_or_dropped(raw: str, clean: str) -> None:
    assert clean_text(raw, limit=PLENTY) == clean


@pytest.mark.parametrize(
    "raw", ["", "   ", "\u00a0\u202f", "\x00", "\u200b\u200d", "\u3164", "\u2800", "\u0301"]
)
def test_a_text_that_shows_nothing_is_empty(raw: str) -> None:
    with pytest.raises(TextEmpty):
        clean_text(raw, limit=PLENTY)
    assert clean_optional(raw, limit=PLENTY) == ""


def test_nothing_typed_is_an_empty_note() -> None:
    assert clean_optional(None, limit=1) == ""


def test_the_limit_counts_characters_after_cleaning() -> None:
    assert clean_text("  " + "e\u0301" * 280 + "\x00", limit=280) == "é" * 280
    with pytest.raises(TextTooLong) as refused:
        clean_text("x" * 281, limit=280)
    assert refused.value.facts == {"limit": 280, "length": 281}


@given(st.text(max_size=60))
def test_lines_stay_lines_and_each_is_clean(raw: str) -> None:
    text = clean_lines(raw, limit=PLENTY)
    assert clean_lines(text, limit=PLENTY) == text
    assert text == text.strip("\n")
    for line in text.split("\n"):
        assert clean_optional(line, limit=PLENTY) == line


def test_lines_are_joined_by_nothing_but_their_breaks() -> None:
    assert clean_lines("\n One  line \r\n\n\x00Two\u202e\n\n", limit=20) == "One line\n\nTwo"
    assert clean_lines(None, limit=1) == ""
    with pytest.raises(TextTooLong) as refused:
        clean_lines("abc\nde", limit=5)
    assert refused.value.facts == {"limit": 5, "length": 6}


def test_a_name_is_the_same_in_capitals_and_with_other_spaces() -> None:
    assert caseless(" Élodie \u202f STRASSE\n") == caseless("élodie straße")
    assert caseless("Élodie") != caseless("Elodie")
