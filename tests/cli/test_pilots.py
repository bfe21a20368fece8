"""What the command line says of pilots: a side that pays is told in both languages."""

from datetime import date

import pytest

from tests.cli.conftest import Type
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.services.measures import MeasureDraft, add_measure
from workshop.services.pilots import PilotDraft, add_pilot
from workshop.services.readings import ReadingDraft, record_reading
from workshop.storage.engine import open_database

GOOD, BAD = "8 9 8 7 8 9 8 7 8 8", "4 5 4 3 4 5 4 3 4 4"


def _pay(database_url: str, code: str) -> None:
    """A pilot in which the client gains and the team pays."""
    house, console = House(open_database(database_url)), Console(code)
    sides = {"client": (BAD, GOOD), "employee": (GOOD, BAD)}
    labels = tuple(add_measure(house, console, MeasureDraft(side, "Ease")) for side in sides)
    add_pilot(house, console, PilotDraft("Call back", measures=labels))
    for label, (before, after) in zip(labels, sides.values(), strict=True):
        for moment, values in (("before", before), ("after", after)):
            day = date(2026, 4, 1)
            draft = ReadingDraft(label, moment, day, pilot="E1", values=values)
            record_reading(house, console, draft)
    house.database.dispose()


@pytest.mark.parametrize(
    ("language", "says"), [("fr", "Pas une réussite"), ("en", "Not a success")]
)
def test_client_up_and_team_down_is_shown_as_not_a_success_in_both_languages(
    workshop: Type, database_url: str, language: str, says: str
) -> None:
    new = workshop("new", "--title", "Counter", "--lang", language, "--json")
    code = new.json["code"]
    assert workshop("show", code, "--json").json["pilots"] == []
    _pay(database_url, code)
    assert workshop("show", code, "--json").json["pilots"] == [
        {
            "label": "E1",
            "title": "Call back",
            "verdict": "not_a_success",
            "says": says,
            "why": "employee_pays",
            "client": "up",
            "employee": "down",
            "decision": None,
        }
    ]
    # The table speaks the language of whoever types.
    assert "E1   Call back  (Not a success)" in workshop("show", code).out
