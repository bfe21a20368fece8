"""Sentences, numbers, dates and errors of a language, and how a language is chosen."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from workshop.domain.errors import (
    ActionIncomplete,
    NumberOutOfRange,
    ProjectUnfinished,
    TextEmpty,
    ValueUnknown,
)
from workshop.i18n import choose_language, languages, words


@pytest.fixture
def _paris(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "fr"),
        ("", "fr"),
        ("en", "en"),
        ("EN-gb", "en"),
        ("de,en;q=0.5,fr;q=0.4", "en"),
        ("de, es", "fr"),
        ("fr;q=0.4, en;q=0.9", "en"),
        ("fr ; q = 0.4 , en ; q = 0.9", "en"),
        ("en;q=0", "fr"),
        ("fr;q=0, en;q=0.1", "en"),
        ("enm, fro", "fr"),
        ("en;q=nan", "fr"),
        ("en;q=7", "fr"),
        ("en;q=high", "fr"),
        ("en;level=1", "en"),
        (";;;,,,", "fr"),
        ("x," * 100_000 + "en", "fr"),
    ],
)
def test_the_browser_s_first_language_among_ours_is_chosen(
    header: str | None, language: str
) -> None:
    assert choose_language(header) == language


def test_a_workshop_s_own_words_for_its_sides_fill_every_sentence() -> None:
    t = words("fr", "l’usager", "nous, les agents")
    assert t("quadrant.priority.says") == "l’usager subit, nous aussi"
    assert words("fr")("quadrant.priority.says") == "le client subit, nous aussi"


def test_what_a_person_typed_is_never_read_as_a_placeholder() -> None:
    t = words("en", "{team} {0} {x.__class__}", "us")
    assert "{team} {0} {x.__class__}" in t("quadrant.priority.says")
    assert "{seconds}" in words("en")("error.too_fast")


@pytest.mark.parametrize(
    "said", ["{x.__class__} {x!r}", "{x:>999999999}", "{x:{x.__class__}}", "{x[0]}", "{} {0}", "}{"]
)
def test_of_a_fact_a_catalogue_gets_its_words_and_nothing_else(
    said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "de.po").write_text(
        f'msgid "error.too_fast"\nmsgstr "{said} {{x}}"\n', encoding="utf-8"
    )
    (tmp_path / "xx.po").mkdir()  # no file: nothing to read
    monkeypatch.setenv("WORKSHOP_CATALOGUES", str(tmp_path))
    assert languages() == ("fr", "de", "en")
    assert words("de")("error.too_fast", x="{y}") == f"{said} {{y}}"


def test_a_fact_may_have_any_name() -> None:
    assert words("fr")("app.name", key="x", self="y") == "Regards croisés"


def test_a_missing_key_shows_itself() -> None:
    assert words("fr")("no.such.key") == "no.such.key"
    assert not words("fr").has("no.such.key")
    assert words("fr").has("app.name")


def test_an_unknown_language_is_french() -> None:
    assert words("de")("phase.capture") == words("fr")("phase.capture")


def test_numbers_take_the_plural_of_their_language() -> None:
    assert [words("fr").count("count.cards", n) for n in (0, 1, 2)] == [
        "0 carte",
        "1 carte",
        "2 cartes",
    ]
    assert [words("en").count("count.cards", n) for n in (0, 1, 2)] == [
        "0 cards",
        "1 card",
        "2 cards",
    ]


def test_numbers_and_lists_are_written_as_the_language_has_them() -> None:
    assert words("fr").number(1234.56, decimals=1) == "1\u202f234,6"
    assert words("en").number(1234.56, decimals=1) == "1,234.6"
    assert words("en").number(1234.56) == "1,235"
    assert words("fr").listing(["a", "b", "c"]) == "a, b et c"
    assert words("en").date(date(2026, 12, 3)) == "3 December 2026"
    assert words("fr").date(date(2026, 12, 3)) == "3 décembre 2026"


def test_the_first_of_a_month_is_written_as_the_french_say_it() -> None:
    assert words("fr").date(date(2027, 4, 1)) == "1er avril 2027"
    assert words("fr").date(date(2011, 11, 11)) == "11 novembre 2011"
    assert words("en").date(date(2027, 4, 1)) == "1 April 2027"


@pytest.mark.usefixtures("_paris")
def test_a_moment_is_told_by_the_clock_on_the_wall() -> None:
    night = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert words("fr").moment(night) == "02/07/2026 00:30"
    assert [words(language).hour(night) for language in languages()] == ["00:30", "00:30"]


def test_a_refusal_names_its_fields_in_words_and_its_line_first() -> None:
    t = words("fr", "l’usager", "nous")
    assert t.error(NumberOutOfRange(field="client", low=-2, high=2)).startswith(
        "L’effet pour l’usager doit être"
    )
    assert t.error(ActionIncomplete(missing=["owner", "due"])).endswith(
        "qui s’en charge et pour quand."
    )
    assert t.error(TextEmpty(line=3)) == "Ligne 3\u00a0: Écrivez au moins un mot."
    assert "no_such_field" in t.error(ValueUnknown(field="no_such_field", value="x"))


def test_what_a_refusal_lists_is_a_list_in_words() -> None:
    refused = ProjectUnfinished(criteria=["One, two", "Three"])
    assert "“One, two” and “Three”" in words("en").error(refused)
    assert "«\u202fOne, two\u202f» et «\u202fThree\u202f»" in words("fr").error(refused)
