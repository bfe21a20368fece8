"""The JSON file: the same bytes after a journey, and nothing half imported."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.services.cast import Cast
from tests.services.everything import SAID
from workshop.domain.errors import FileUnreadable, WorkshopUnknown
from workshop.domain.words import Lane
from workshop.exports import json_file
from workshop.exports.refusals import sentence
from workshop.i18n import words
from workshop.services import journeys, lanes, workshops
from workshop.services.actors import Console
from workshop.services.archive.check import check
from workshop.services.demo import create_demo
from workshop.services.house import House
from workshop.services.templates import StepDraft
from workshop.services.views.trail import read_web
from workshop.services.views.workshop import read_workshop_view
from workshop.services.workshops import delete_workshop


@pytest.mark.parametrize("language", ["fr", "en"])
def test_export_import_export_gives_the_same_bytes(house: House, language: str) -> None:
    demo = Console(create_demo(house, language).code)
    first = json_file.produce(house, demo)
    assert json_file.produce(house, demo) == first
    taken = json_file.import_workshop(house, first)
    assert taken.code != demo.code
    second = json_file.produce(house, Console(taken.code))
    assert second.replace(taken.code.encode(), demo.code.encode()) == first
    title = read_workshop_view(house, demo).workshop.title
    delete_workshop(house, demo, typed_title=title)
    assert json_file.import_workshop(house, first).code == demo.code
    assert json_file.produce(house, demo) == first


def test_everything_a_room_of_phones_leaves_comes_back_to_the_byte(lived: Cast) -> None:
    house, me = lived.house, Console(lived.code)
    first = json_file.produce(house, me)
    taken = json_file.import_workshop(house, first)
    second = json_file.produce(house, Console(taken.code))
    assert second.replace(taken.code.encode(), lived.code.encode()) == first
    third = json_file.produce(house, Console(json_file.import_workshop(house, second).code))
    assert json.loads(third)["cards"] == json.loads(first)["cards"]
    whole = json.loads(first)
    empty = {noun for noun in whole if not whole[noun]}
    assert empty == {"links"}  # links need two life cycles: a test of their own
    assert SAID.encode() in first
    for card in whole["cards"]:
        assert first.count(json.dumps(card["text"], ensure_ascii=False).encode()) == 1


def test_each_action_has_its_trail_and_a_way_back_draws_it_anew(lived: Cast) -> None:
    house, me = lived.house, Console(lived.code)
    whole = json.loads(json_file.produce(house, me))
    web = read_web(house, me)
    assert [trail["action"] for trail in whole["trails"]] == [
        action["label"] for action in whole["actions"]
    ]
    for told in whole["trails"]:
        trail = web.trail(told["action"])
        assert told["cards"] == [card.label for card in trail.cards]
        assert [one["topic"] for one in told["topics"]] == [line.label for line in trail.topics]
    for noun in ("cards", "topics", "causes", "solutions", "projects", "pilots", "measures"):
        assert any(told[noun] for told in whole["trails"]), noun
    code = json_file.import_workshop(house, json.dumps({**whole, "trails": "mine"}).encode()).code
    again = json.loads(json_file.produce(house, Console(code)))
    assert again["trails"] == whole["trails"]


def test_a_text_stands_once_and_no_time_is_finer_than_the_day(house: House) -> None:
    content = json_file.produce(house, Console(create_demo(house, "en").code))
    whole = json.loads(content)
    assert content.endswith(b"}\n")
    assert (whole["format"], whole["version"]) == ("regards-croises", json_file.VERSION)
    for card in whole["cards"]:
        assert content.count(json.dumps(card["text"], ensure_ascii=False).encode()) == 1
    assert not [value for value in _leaves(whole) if re.search(r"\d{2}:\d{2}", str(value))]
    names = {name for record in whole["participants"] for name in record}
    assert names == {"voice", "speaks_for", "role", "origin", "away", "removed"}


def _leaves(value: Any) -> Any:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    else:
        yield value


def test_a_stranger_to_the_workshop_gets_no_file(house: House) -> None:
    with pytest.raises(WorkshopUnknown):
        json_file.produce(house, Console("ZZZZZZ"))


SMALL: dict[str, Any] = {
    "format": "regards-croises",
    "version": 1,
    "workshop": {
        "code": "ABC234",
        "title": "Counter",
        "language": "en",
        "template": None,
        "phase": "capture",
        "created_on": "2026-03-12",
        **dict.fromkeys(
            (
                "ambition",
                "scope",
                "out_of_scope",
                "client_goal",
                "employee_goal",
                "joint_owner",
            ),
            "",
        ),
        "client_name": "the citizen",
        "team_name": "us",
        "families": [],
        "door_open": True,
        "wall_pace": "batches",
        "sponsor_open": False,
        "relieve_first": False,
    },
    "steps": [],
    "participants": [{"voice": 5, "speaks_for": "employee", "role": ""}],
    "cards": [
        {
            "label": "C1",
            "side": "client",
            "kind": "irritant",
            "step": "any",
            "text": "Slow",
            "source": "room",
            "status": "shown",
            "topic": None,
            "voice": 5,
            "me_too": [],
        }
    ],
    "topics": [],
    "placements": [],
    "solutions": [],
    "ratings": [],
    "actions": [],
}


def altered(change: Callable[[dict[str, Any]], object]) -> bytes:
    whole = json.loads(json.dumps(SMALL))
    change(whole)
    return json.dumps(whole).encode()


def card(**values: Any) -> bytes:
    return altered(lambda whole: whole["cards"][0].update(values))


def step(**values: Any) -> bytes:
    bare = {"client_title": "Ask", "employee_title": "", "moment_of_truth": False}
    lists: dict[str, Any] = {name: [] for name in ("front", "back", "channels", "tools")}
    return altered(lambda whole: whole.update(steps=[bare | lists | values]))


def frame(**values: Any) -> bytes:
    return altered(lambda whole: whole["workshop"].update(values))


MALFORMED: list[tuple[str, str | None, bytes]] = [
    ("not_json", None, b""),
    ("not_json", None, b"\xff\xfe{"),
    ("not_json", None, b'{"format": "regards-croises"'),
    ("not_json", None, b"[" * 100_000),
    ("not_json", None, b"9" * 5_000),
    ("not_ours", None, b"[]"),
    ("not_ours", None, b"{}"),
    ("not_ours", None, b'{"format": ["regards-croises"], "version": 1}'),
    ("not_ours", None, altered(lambda whole: whole.update(version="1"))),
    ("not_ours", None, altered(lambda whole: whole.update(version=True))),
    ("not_ours", None, altered(lambda whole: whole.update(version=0))),
    ("newer", None, altered(lambda whole: whole.update(version=json_file.VERSION + 1))),
    ("missing", "cards", altered(lambda whole: whole.pop("cards"))),
    ("missing", "cards[0].text", altered(lambda whole: whole["cards"][0].pop("text"))),
    ("unknown_field", "weather", altered(lambda whole: whole.update(weather=[]))),
    ("missing", "merged", altered(lambda whole: whole.update(version=json_file.VERSION))),
    ("unknown_field", "cards[0].author", card(author="Bob")),
    ("wrong_type", "cards", altered(lambda whole: whole.update(cards={}))),
    ("wrong_type", "cards[0]", altered(lambda whole: whole.update(cards=["C1"]))),
    ("wrong_type", "cards[0].text", card(text=3)),
    ("wrong_type", "cards[0].text", card(text=None)),
    ("wrong_type", "cards[0].topic", card(topic=1)),
    ("wrong_type", "steps[0].lane", step(lane=[])),
    ("wrong_type", "steps[0].lane", step(lane={})),
    ("wrong_type", "cards[0].voice", card(voice="5")),
    ("wrong_type", "cards[0].voice", card(voice=True)),
    ("wrong_type", "cards[0].voice", card(voice=5.0)),
    ("wrong_type", "cards[0].voice", card(voice=float("nan"))),
    ("wrong_type", "cards[0].voice", card(voice=2**53)),
    ("wrong_type", "cards[0].me_too", card(me_too=5)),
    ("wrong_type", "cards[0].me_too[0]", card(me_too=[[]])),
    ("wrong_type", "workshop.door_open", frame(door_open=1)),
    ("wrong_type", "workshop.created_on", frame(created_on="12/03/2026")),
    ("wrong_type", "workshop.created_on", frame(created_on="20260312")),
    ("wrong_type", "workshop.created_on", frame(created_on=20260312)),
    ("wrong_type", "workshop.created_on", frame(created_on=None)),
    ("dangling", "cards[0]", card(topic="T1")),
    ("dangling", "cards[0]", card(voice=6)),
    ("duplicate", "cards[1]", altered(lambda whole: whole["cards"].append(whole["cards"][0]))),
    ("text_empty", "cards[0]", card(text="\u202e")),
    ("text_empty", "cards[0]", card(text="\ud800")),
    ("text_too_long", "workshop", frame(title="x" * 121)),
    ("value_unknown", "workshop", frame(phase="lunch")),
]


@pytest.mark.parametrize(("reason", "place", "content"), MALFORMED)
def test_a_malformed_file_is_refused_with_its_reason_and_place(
    reason: str, place: str | None, content: bytes
) -> None:
    with pytest.raises(FileUnreadable) as refused:
        check(json_file.read(content))
    assert (refused.value.facts["reason"], refused.value.facts.get("place")) == (reason, place)
    for language in ("fr", "en"):
        line = sentence(words(language), refused.value)
        assert "{" not in line
        assert "file.reason" not in line
        assert "\n" not in line


def test_a_file_that_is_too_large_is_not_even_read() -> None:
    with pytest.raises(FileUnreadable) as refused:
        json_file.read(b" " * (json_file.SIZE_LIMIT + 1))
    assert refused.value.facts == {"reason": "too_large", "limit": 20}


def test_a_sound_file_may_begin_with_a_byte_order_mark(house: House) -> None:
    content = b"\xef\xbb\xbf" + json.dumps(SMALL).encode()
    assert json_file.import_workshop(house, content).code == "ABC234"


def test_nothing_is_half_imported(house: House) -> None:
    with pytest.raises(FileUnreadable):
        json_file.import_workshop(house, card(voice=6))
    with pytest.raises(WorkshopUnknown):
        read_workshop_view(house, Console("ABC234"))


def test_two_life_cycles_come_back_with_their_links(house: House) -> None:
    me = Console(workshops.create_workshop(house, title="Cycles", language="en").code)
    lanes.set_mode(house, me, "life_cycle")
    visit, buy = (
        journeys.add_step(house, me, StepDraft(title, lane=Lane.CLIENT))
        for title in ("Visit", "Buy")
    )
    train = journeys.add_step(house, me, StepDraft("Train", lane=Lane.EMPLOYEE))
    journeys.add_step(house, me, StepDraft("Return", lane=Lane.CLIENT))
    for step in (buy, visit):
        lanes.link_steps(house, me, step, train)
    first = json_file.produce(house, me)
    assert json.loads(first)["links"] == [
        {"client": "1", "employee": "4"},
        {"client": "2", "employee": "4"},
    ]
    code = json_file.import_workshop(house, first).code
    again = json_file.produce(house, Console(code))
    assert again.replace(code.encode(), me.code.encode()) == first
    view = read_workshop_view(house, Console(code))
    assert [step.lane for step in view.steps] == [*[Lane.CLIENT] * 3, Lane.EMPLOYEE]
