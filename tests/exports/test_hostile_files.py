"""Files written by hand to do harm: refused with a place and at once, and never a failure."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from tests.services.cast import Cast
from workshop.domain.errors import FileUnreadable
from workshop.exports import csv_file, json_file
from workshop.services.actors import Console
from workshop.services.views.roadmap import read_roadmap

Whole = dict[str, Any]

EVIL = "=cmd|' /C calc'!A0"
WORDS = {
    "actions": ("what", "owner", "to_confirm_with", "measure"),
    "people": ("name", "job"),
    "domains": ("target",),
    "projects": ("title", "owner", "objectives", "benefits", "budget", "people"),
    "measures": ("name", "unit"),
    "readings": ("came_from",),
    "pilots": ("title", "tried_with", "because"),
    "meetings": ("progress", "successes", "blockers", "next_steps", "minutes"),
    "decisions": ("what", "answer", "answered_by"),
    "sponsor_answers": ("text", "said_by"),
    "commitments": ("who", "what", "proof"),
    "items": ("what", "came_from", "resources", "because"),
    "readiness": ("note",),
    "evidence": ("fact",),
    "solutions": ("title", "pain_answer", "human_answer"),
    "helpers": ("name",),
    "causes": ("title",),
    "topics": ("title",),
}
"""What people type in the nouns of the programme."""


def altered(lived: Cast, change: Callable[[Whole], object]) -> bytes:
    whole: Whole = json.loads(json_file.produce(lived.house, Console(lived.code)))
    whole["workshop"]["code"] = ""
    change(whole)
    return json.dumps(whole).encode()


def test_a_whole_number_beyond_all_figures_is_refused(lived: Cast) -> None:
    for noun, field in (("readings", "mean"), ("measures", "matters_from")):
        for number in (10**400, -(10**400), 2**53):
            content = altered(lived, partial(_set, noun, field, number))
            with pytest.raises(FileUnreadable) as refused:
                json_file.read(content)
            assert refused.value.facts["place"] == f"{noun}[0].{field}"


def _set(noun: str, field: str, value: object, whole: Whole) -> None:
    whole[noun][0][field] = value


def test_a_domain_that_is_written_otherwise_is_found_by_what_belongs_to_it(lived: Cast) -> None:
    for name in ("  Desk  ", "e\u0301cole", "\u202eDesk"):
        taken = json_file.import_workshop(lived.house, altered(lived, partial(_rename, name)))
        again = json.loads(json_file.produce(lived.house, Console(taken.code)))
        names = [domain["name"] for domain in again["domains"]]
        assert again["actions"][0]["domain"] in names
        assert again["projects"][0]["domain"] in names


def _rename(name: str, whole: Whole) -> None:
    was = whole["domains"][0]["name"]
    whole["domains"][0]["name"] = name
    for record in (*whole["actions"], *whole["projects"]):
        record["domain"] = name if record["domain"] == was else record["domain"]
    whole["actions"][0]["domain"] = whole["projects"][0]["domain"] = name


def test_an_address_that_no_form_would_take_is_taken_from_no_file(lived: Cast) -> None:
    for email in ("@", "a@b.example, eve@evil.example", "<a@b.example>", "a@b"):
        with pytest.raises(FileUnreadable) as refused:
            json_file.import_workshop(
                lived.house, altered(lived, partial(_set, "people", "email", email))
            )
        assert refused.value.facts["place"] == "people[0]"


def test_a_workshop_is_of_a_day_from_which_days_can_be_counted(lived: Cast) -> None:
    for day in ("0001-01-01", "1999-12-31", "9000-01-02", "9999-12-31"):

        def move(whole: Whole, day: str = day) -> None:
            whole["workshop"]["created_on"] = day

        with pytest.raises(FileUnreadable) as refused:
            json_file.import_workshop(lived.house, altered(lived, move))
        assert refused.value.facts["field"] == "created_on"

    def furthest(whole: Whole) -> None:
        whole["workshop"]["created_on"] = "9000-01-01"
        for action in whole["actions"]:
            action["due"] = "9999-12-31"

    taken = json_file.import_workshop(lived.house, altered(lived, furthest))
    assert read_roadmap(lived.house, Console(taken.code)).actions


def test_a_long_circle_is_refused(lived: Cast) -> None:
    def circle(whole: Whole) -> None:
        first = {**whole["actions"][0], "events": []}
        whole["actions"] = [
            {**first, "label": f"A{n}", "needs": [f"A{n % 500 + 1}"]} for n in range(1, 501)
        ]

    with pytest.raises(FileUnreadable) as refused:
        json_file.import_workshop(lived.house, altered(lived, circle))
    assert refused.value.facts["reason"] == "dependency_circle"


def test_a_formula_in_any_noun_leaves_as_text(lived: Cast) -> None:
    """Whatever holds words is a formula here; in no table does a cell begin like one."""

    def poison(whole: Whole) -> None:
        for noun, fields in WORDS.items():
            for record in whole[noun]:
                record.update({field: EVIL for field in fields if record[field]})
        for event in whole["actions"][0]["events"]:
            event.update({"by": EVIL, "says": EVIL})

    taken = json_file.import_workshop(lived.house, altered(lived, poison))
    found = list(cells(csv_file.produce(lived.house, Console(taken.code))))
    assert sum(EVIL in cell for cell in found) > len(WORDS)
    assert not [cell for cell in found if cell.startswith(("=", "+", "@", "\t", "\r"))]
    assert not [cell for cell in found if cell.startswith("-") and not number(cell)]


def cells(packed: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(packed)) as whole:
        for name in whole.namelist():
            for row in csv.reader(io.StringIO(whole.read(name).decode("utf-8-sig"))):
                yield from row


def number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
