"""What a cell says: read where it can be meant in one way only."""

from contextlib import suppress
from datetime import date
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.domain.errors import DateDoubtful, NumberDoubtful, ScoreDoubtful, ValueUnknown
from workshop.domain.words import (
    Backing,
    Kind,
    Known,
    Lane,
    Push,
    Side,
    VolumePeriod,
    VolumeUnit,
)
from workshop.i18n import languages, words
from workshop.i18n.tables import first_way, ways_to_say
from workshop.services import prerequisites, verbatims
from workshop.services.sheets.reading import read_table
from workshop.services.sheets.values import (
    Line,
    Vocabulary,
    check_columns,
    fold,
    lines_of,
    name_key,
    score,
    whole_day,
    whole_number,
)

KEYS = (*prerequisites.KEYS, *verbatims.KEYS)
WORDS: dict[str, type[StrEnum]] = {
    "lane": Lane,
    "unit": VolumeUnit,
    "period": VolumePeriod,
    "known": Known,
    "push": Push,
    "backed": Backing,
    "side": Side,
    "kind": Kind,
}


def vocabulary() -> Vocabulary:
    return Vocabulary(ways_to_say(words("fr", "l’usager", "les agents"), KEYS))


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("0", 0),
        ("12500", 12_500),
        ("12 500", 12_500),
        ("12\u202f500", 12_500),
        ("12\u00a0500", 12_500),
        ("12'500", 12_500),
        ("1,234,567", 1_234_567),
        ("1.234.567", 1_234_567),
        ("1 000 000 000 000", 10**12),
    ],
)
def test_whole_numbers_are_read_with_any_gap_between_thousands(said: str, number: int) -> None:
    assert whole_number(said, comma_groups=False) == number
    assert whole_number(said, comma_groups=True) == number


def test_one_comma_parts_thousands_only_where_decimals_take_a_point() -> None:
    assert whole_number("12,500", comma_groups=True) == 12_500
    with pytest.raises(NumberDoubtful):
        whole_number("12,500", comma_groups=False)
    for comma_groups in (True, False):
        with pytest.raises(NumberDoubtful):
            whole_number("12.500", comma_groups=comma_groups)


@pytest.mark.parametrize(
    "said",
    [
        *("1.2k", "12,5", "12.5", "-3", "+3", "~500", "500-600", "12 %", "1e5", "1 00", "1,23,456"),
        *("1,234.567", "1,2345", "douze", "١٢", "9999999999999", "9" * 5_000, "=1+1", ""),
    ],
)
def test_a_doubtful_number_is_refused(said: str) -> None:
    with pytest.raises(NumberDoubtful) as refused:
        whole_number(said, comma_groups=True)
    assert refused.value.facts == {"value": said}


@given(st.integers(0, 10**12), st.sampled_from(["", " ", "\u202f", "'"]))
def test_a_number_comes_back_as_it_was_written(number: int, gap: str) -> None:
    assert whole_number(f"{number:,}".replace(",", gap), comma_groups=False) == number


@given(st.text(max_size=12))
def test_whatever_is_written_gives_a_number_or_is_refused(said: str) -> None:
    with suppress(NumberDoubtful):
        assert 0 <= whole_number(said, comma_groups=True) <= 10**12


def test_days_are_read_where_one_reading_is_possible() -> None:
    day = date(2026, 3, 12)
    for said in ("2026-03-12", "2026-3-12", "2026-03-12 09:30:00", "2026-03-12T00:00"):
        assert whole_day(said, day_first=False) == day
    for said in ("12/03/2026", "12.3.2026", "12-03-2026"):
        assert whole_day(said, day_first=True) == day
        with pytest.raises(DateDoubtful):
            whole_day(said, day_first=False)
    assert whole_day("25/12/2026", day_first=False) == date(2026, 12, 25)
    assert whole_day("03/03/2026", day_first=False) == date(2026, 3, 3)


@pytest.mark.parametrize(
    "said", ["46093", "12/03/26", "2026", "mars 2026", "2026-02-30", "03/25/2026", "0000-01-01"]
)
def test_a_doubtful_day_is_refused(said: str) -> None:
    with pytest.raises(DateDoubtful):
        whole_day(said, day_first=True)


def test_marks_take_a_point_or_a_comma() -> None:
    assert (score("8"), score("8.5"), score("8,5"), score("-1")) == (8, 8.5, 8.5, -1)
    for said in ("", "8/10", "nan", "1e9", "très bien"):
        with pytest.raises(ScoreDoubtful):
            score(said)


def test_words_count_in_any_case_accent_and_apostrophe() -> None:
    assert fold("  Étape du\u00a0PARCOURS* : ") == fold("etape du parcours")
    assert name_key("S’informer  ") == name_key("s'Informer")
    assert name_key("Décider") == name_key("De\u0301cider") != name_key("Decider")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("kind", sorted(WORDS))
def test_each_value_is_understood_by_its_code_and_in_each_language(
    kind: str, language: str
) -> None:
    known = vocabulary()
    for code in WORDS[kind]:
        assert known.code(kind, code) == code
        assert known.code(kind, first_way(words(language), f"{kind}.{code}")) == code


@pytest.mark.parametrize("language", languages())
def test_each_column_is_recognised_in_each_language(language: str) -> None:
    known = vocabulary()
    for key in KEYS:
        kind, _, code = key.partition(".")
        if kind in ("column", "verbatim"):
            assert known.code(kind, first_way(words(language), key)) == code
            assert known.code(kind, code) == code


def test_the_words_of_the_workshop_are_understood_too() -> None:
    known = vocabulary()
    assert known.code("side", "L'usager") == "client"
    assert known.code("column", "Effet pour les agents") == "push_employee"
    assert known.ways("side", ["client", "?"]) == ["l’usager", "?"]


def line(**cells: str) -> Line:
    return Line(3, cells, {code: code.upper() for code in cells}, vocabulary())


def test_a_word_is_read_left_out_or_refused_with_its_column() -> None:
    said = line(unit="appels", period="siècle", push="−", findable="-", volume="?", date="inconnu")
    assert said.word("unit", VolumeUnit, VolumeUnit.FILES) is VolumeUnit.CONTACTS
    assert said.word("push", Push, Push.UNKNOWN) is Push.DOWN
    assert said.word("findable", Known, Known.UNKNOWN, kind="known") is Known.UNKNOWN
    assert said.word("backed", Backing, Backing.PARTLY) is Backing.PARTLY
    assert said.number_of("volume", comma_groups=False) is None
    assert said.day("date", day_first=True) is None
    assert said.errors == []
    assert said.word("period", VolumePeriod, VolumePeriod.DAY) is VolumePeriod.DAY
    [error] = said.errors
    assert (error.line, error.column, error.error.code) == (3, "PERIOD", "word_unknown")
    assert error.error.facts == {"value": "siècle", "choices": "jour, semaine, mois, an"}


def test_wrong_numbers_and_days_are_gathered_not_raised() -> None:
    said = line(volume="1.2k", date="46093")
    assert said.number_of("volume", comma_groups=True) is None
    assert said.day("date", day_first=True) is None
    assert [error.error.code for error in said.errors] == ["number_doubtful", "date_doubtful"]


def test_several_names_share_a_cell() -> None:
    assert line(tool="CRM; Téléphone|Agenda\nCRM;").names_in("tool") == (
        "CRM",
        "Téléphone",
        "Agenda",
    )


def test_the_first_of_two_columns_that_say_the_same_is_taken() -> None:
    sheet = read_table("Outil,Logiciel,Remarque,Étape\nCRM,X,rien,Venir\n")
    names = vocabulary().columns("column", sheet)
    assert names == {"tool": "Outil", "step": "Étape"}
    [read] = lines_of(sheet, names, vocabulary())
    assert (read("tool"), read("step"), read("volume")) == ("CRM", "Venir", "")


def test_a_column_that_is_not_there_is_refused() -> None:
    sheet = read_table("a\n1\n")
    check_columns(sheet, ["a"])
    with pytest.raises(ValueUnknown):
        check_columns(sheet, ["b"])
