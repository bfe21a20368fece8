"""The JSON Schema: what the app writes is valid by it, and what it refuses is not."""

import importlib.util
import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.services.cast import Cast
from workshop.domain.errors import FileUnreadable
from workshop.exports import json_file
from workshop.exports.json_schema import schema
from workshop.services.actors import Console
from workshop.services.demo import create_demo
from workshop.services.house import House

DOCS = Path(__file__).resolve().parents[2] / "docs"
VALID = Draft202012Validator(schema(), format_checker=FormatChecker())


def told(house: House, code: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json_file.produce(house, Console(code)))
    return found


def test_it_is_a_sound_schema_and_stands_in_the_documentation_as_it_is() -> None:
    Draft202012Validator.check_schema(schema())
    spec = importlib.util.spec_from_file_location("make_schema", DOCS / "make_schema.py")
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    written = (DOCS / "workshop.schema.json").read_text(encoding="utf-8")
    assert written == maker.written(), "run: python docs/make_schema.py"


def test_every_record_says_what_it_is() -> None:
    described = [schema(), *schema()["$defs"].values()]
    assert [one for one in described if not one["description"]] == []


def test_what_leaves_a_workshop_is_valid(lived: Cast) -> None:
    VALID.validate(told(lived.house, lived.code))
    VALID.validate(told(lived.house, create_demo(lived.house, "fr").code))


def _without(record: dict[str, Any], name: str) -> None:
    del record[name]


WRONG: dict[str, Callable[[dict[str, Any]], None]] = {
    "a number for a word": lambda whole: whole["cards"][0].update(text=3),
    "a word for a number": lambda whole: whole["steps"][0].update(position="1"),
    "true for a number": lambda whole: whole["steps"][0].update(position=True),
    "a day that is none": lambda whole: whole["workshop"].update(created_on="2026-02-30"),
    "a field nobody knows": lambda whole: whole["workshop"].update(colour="red"),
    "a field that is missing": lambda whole: _without(whole["workshop"], "title"),
    "a list for a word": lambda whole: whole["workshop"].update(title=["x"]),
    "a number that JSON would round": lambda whole: whole["steps"][0].update(position=2**53),
    "a newer version": lambda whole: whole.update(version=json_file.VERSION + 1),
    "another format": lambda whole: whole.update(format="other"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_an_import_refuses_for_its_form_is_not_valid_either(house: House, wrong: str) -> None:
    whole = deepcopy(told(house, create_demo(house, "fr").code))
    WRONG[wrong](whole)
    assert not VALID.is_valid(whole)
    with pytest.raises(FileUnreadable):
        json_file.read(json.dumps(whole).encode())
