"""What a cell of a workbook may say."""

from datetime import date

import pytest

from workshop.domain.errors import DateDoubtful
from workshop.i18n import words
from workshop.i18n.tables import ways_in_files
from workshop.services.returned.fields import MONTHS, Day

SAID = ways_in_files(words("fr"), MONTHS)


@pytest.mark.parametrize(
    "cell",
    [
        *("12 mars 2027", "vendredi 12 mars 2027", "12-mars-2027", "12 March 2027"),
        *("March 12, 2027", "Friday, March 12th, 2027", "12th of March 2027", "Mar. 12 2027"),
        *("2027-03-12", "12/03/2027", "12.3.2027"),
    ],
)
def test_a_day_may_be_typed_as_people_write_it(cell: str) -> None:
    assert Day("due").read(cell, SAID, day_first=True) == date(2027, 3, 12)


def test_months_are_known_by_their_short_names_and_without_accents() -> None:
    for number, cell in enumerate(("1er janv. 2027", "1 fevrier 2027", "1 MARS 2027"), start=1):
        assert Day("due").read(cell, SAID, day_first=True) == date(2027, number, 1)
    assert Day("due").read("3 déc. 2027", SAID, day_first=True) == date(2027, 12, 3)
    assert Day("due").read("", SAID, day_first=True) is None


@pytest.mark.parametrize(
    "cell", ["12 marz 2027", "31 février 2027", "mars 2027", "03/04/2027", "soon", "May 0, 2027"]
)
def test_what_is_no_day_is_refused_with_an_example(cell: str) -> None:
    with pytest.raises(DateDoubtful) as refused:
        Day("due").read(cell, SAID, day_first=False)
    assert "2026-03-12" in words("fr").error(refused.value)
