"""The receipt: nothing below the floor, nobody's words or name, nothing that tells phones apart."""

from dataclasses import fields
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.cast import Cast
from workshop.domain.errors import WorkshopUnknown
from workshop.domain.pilots import PilotVerdict
from workshop.domain.words import ActionStatus, Better, Moment, Phase, Quadrant, Side
from workshop.services import actions, pilots, rights, solutions, topics, workshops
from workshop.services.actions import ActionDraft
from workshop.services.measures import MeasureDraft, add_measure
from workshop.services.pilots import PilotDraft
from workshop.services.readings import ReadingDraft, record_reading
from workshop.services.views.receipt import (
    Receipt,
    ReceiptAction,
    ReceiptMeasure,
    ReceiptPilot,
    read_receipt,
)

DUE = date(2027, 3, 17)


def _topic(cast: Cast, title: str, client: int, employee: int, *, kind: str = "irritant") -> str:
    """A topic with so many voices on each side."""
    cards = cast.cards(client, side="client", kind=kind)
    cards += cast.cards(employee, side="employee", kind=kind)
    return topics.make_topic(cast.house, cast.alice, title=title, cards=cards)


def _act(cast: Cast, what: str, status: str = ActionStatus.OPEN, **ties: Any) -> str:
    draft = ActionDraft(
        what,
        owner="Dora Martin",
        due=DUE,
        measure="Fewer calls",
        quadrant="priority",
        status=status,
        **ties,
    )
    return actions.add_action(cast.house, cast.alice, draft)


def _read(cast: Cast, phase: Phase = Phase.FOLLOW) -> Receipt:
    workshops.set_phase(cast.house, cast.alice, phase)
    found = read_receipt(cast.house, cast.code)
    assert found is not None
    return found


def test_topics_show_from_the_floor_on_with_what_was_decided(cast: Cast) -> None:
    _topic(cast, "Shared by few", 4, 4)
    delights = _topic(cast, "Thanked", 5, 5, kind="enchantment")
    hurts = _topic(cast, "Waiting", 6, 5)
    _act(cast, "Call back", topic=hurts)
    _act(cast, "Thank more", ActionStatus.DONE, topic=delights)
    found = _read(cast)
    assert [(line.title, line.quadrant) for line in found.topics] == [
        ("Waiting", Quadrant.PRIORITY),
        ("Thanked", Quadrant.CAPITALISE),
    ]
    assert found.topics[0].actions == (
        ReceiptAction("Call back", ActionStatus.OPEN, date(2027, 3, 1)),
    )
    assert found.topics[1].actions[0].status is ActionStatus.DONE
    assert found.withheld


def test_a_place_that_rests_on_few_of_one_side_is_not_told(cast: Cast) -> None:
    _topic(cast, "Waiting", 5, 4)
    moved = _topic(cast, "Forms", 5, 1)
    topics.place_topics(cast.house, cast.alice, {moved: "indicators"}, because="We saw it")
    found = {line.title: line.quadrant for line in _read(cast).topics}
    assert found == {"Forms": Quadrant.INDICATORS, "Waiting": None}


def test_topics_that_were_removed_are_not_told(cast: Cast) -> None:
    topics.dissolve_topic(cast.house, cast.alice, _topic(cast, "Waiting", 5, 5))
    assert _read(cast).topics == ()
    assert not _read(cast).withheld


def test_decisions_on_a_topic_of_few_stand_apart_from_it(cast: Cast) -> None:
    few = _topic(cast, "Secret", 1, 0)
    _act(cast, "Call back", topic=few)
    _act(cast, "Not promised", ActionStatus.DRAFT)
    found = _read(cast)
    assert found.topics == ()
    assert [line.what for line in found.actions] == ["Call back"]
    assert "Secret" not in repr(found)


def test_an_idea_leads_its_action_to_the_topic_and_is_not_quoted(cast: Cast) -> None:
    hurts = _topic(cast, "Waiting", 5, 5)
    few = _topic(cast, "Secret", 1, 0)
    idea = solutions.add_solution(cast.house, cast.alice, title="My idea", topics=[few, hurts])
    _act(cast, "Call back", solution=idea)
    found = _read(cast)
    assert [line.what for line in found.topics[0].actions] == ["Call back"]
    assert found.actions == ()
    assert "My idea" not in repr(found)


def test_no_owner_no_day_and_no_card_is_in_it(cast: Cast) -> None:
    cast.cards(6, text="A sentence of the room")
    hurts = _topic(cast, "Waiting", 5, 5)
    _act(cast, "Call back", topic=hurts)
    told = repr(_read(cast))
    for word in ("Dora", "Martin", "2027, 3, 17", "Card number", "A sentence"):
        assert word not in told


def test_the_floor_is_the_workshop_s(cast: Cast) -> None:
    _topic(cast, "Waiting", 3, 3)
    assert _read(cast).topics == ()
    workshops.save_settings(cast.house, cast.alice, floor=3)
    assert [line.title for line in _read(cast).topics] == ["Waiting"]
    workshops.save_settings(cast.house, cast.alice, floor=4)
    assert _read(cast).topics == ()


@pytest.mark.parametrize("phase", list(Phase))
def test_there_is_a_receipt_at_the_close_and_afterwards(cast: Cast, phase: Phase) -> None:
    workshops.set_phase(cast.house, cast.alice, phase)
    found = read_receipt(cast.house, cast.code)
    assert (found is not None) == (phase in (Phase.CLOSE, Phase.FOLLOW))
    assert found is None or found.is_empty


@pytest.mark.parametrize("sees", ["nothing", "count"])
def test_where_phones_see_nothing_there_is_none(cast: Cast, sees: str) -> None:
    workshops.set_phase(cast.house, cast.alice, "follow")
    rights.set_rights(cast.house, cast.alice, "follow", may=(), sees=sees)
    assert read_receipt(cast.house, cast.code) is None


def test_an_unknown_room_has_none(cast: Cast) -> None:
    with pytest.raises(WorkshopUnknown):
        read_receipt(cast.house, "222222")


def test_what_is_told_has_no_field_for_anybody(cast: Cast) -> None:
    """Whoever adds a field must see that it is nobody's: no label leads back to a card."""
    told = {field.name for field in fields(Receipt)}
    assert told == {"phase", "topics", "actions", "pilots", "measures", "withheld"}
    assert {field.name for field in fields(ReceiptAction)} == {"what", "status", "due"}
    assert {field.name for field in fields(ReceiptPilot)} == {"title", "verdict", "decision"}
    assert {field.name for field in fields(ReceiptMeasure)} == {
        *("side", "name", "unit", "first", "last")
    }


def _measures(cast: Cast) -> dict[Side, str]:
    return {
        side: add_measure(
            cast.house, cast.alice, MeasureDraft(side, f"Ease {side}", "/ 10", Better.UP, 0.5)
        )
        for side in Side
    }


def _reading(cast: Cast, measure: str, mean: float, voices: int | None, **more: Any) -> None:
    today = cast.house.clock().date()
    values = {"moment": Moment.FOLLOW, "taken_on": today, "came_from": "Survey", **more}
    draft = ReadingDraft(measure=measure, mean=mean, spread=1.0, voices=voices, **values)
    record_reading(cast.house, cast.alice, draft)


def test_measures_tell_the_first_and_the_last_reading_of_enough_voices(cast: Cast) -> None:
    of = _measures(cast)
    today = cast.house.clock().date()
    for days, mean, voices in ((9, 1.0, 4), (8, 4.0, 12), (7, 5.0, 12), (6, 6.0, 12), (5, 9.0, 4)):
        taken = today - timedelta(days=days)
        _reading(cast, of[Side.CLIENT], mean, voices, taken_on=taken)
    _reading(cast, of[Side.EMPLOYEE], 3.0, 12)
    found = _read(cast)
    assert [(line.side, line.first, line.last) for line in found.measures] == [
        (Side.CLIENT, 4.0, 6.0),
        (Side.EMPLOYEE, 3.0, None),
    ]


def test_a_measure_of_few_is_not_told_at_all(cast: Cast) -> None:
    of = _measures(cast)
    _reading(cast, of[Side.CLIENT], 1.0, 4)
    assert _read(cast).measures == ()


def test_a_pilot_tells_what_came_of_it_from_the_floor_on(cast: Cast) -> None:
    house, alice, of = cast.house, cast.alice, _measures(cast)
    today = house.clock().date()
    draft = PilotDraft(
        "At one counter",
        starts_on=today - timedelta(days=9),
        ends_on=today,
        measures=tuple(of.values()),
    )
    label = pilots.add_pilot(house, alice, draft)
    assert _read(cast).pilots == (ReceiptPilot("At one counter", None, None),)
    for moment, days, client, employee in (
        (Moment.BEFORE, 9, 4.0, 6.0),
        (Moment.AFTER, 0, 8.0, 2.0),
    ):
        more = {"pilot": label, "moment": moment, "taken_on": today - timedelta(days=days)}
        _reading(cast, of[Side.CLIENT], client, 12, **more)
        _reading(cast, of[Side.EMPLOYEE], employee, 12, **more)
    assert _read(cast).pilots[0].verdict is PilotVerdict.NOT_A_SUCCESS
    pilots.decide_pilot(house, alice, label, decision="stop", because="The team pays")
    assert _read(cast).pilots[0].decision == "stop"
    workshops.save_settings(house, alice, floor=13)
    assert _read(cast).pilots[0].verdict is None


@given(
    counts=st.lists(
        st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(any), min_size=1, max_size=3
    ),
    floor=st.integers(3, 7),
)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_the_room_says_nothing_below_the_floor_is_told(
    cast: Cast, counts: list[tuple[int, int]], floor: int
) -> None:
    workshops.set_phase(cast.house, cast.alice, "capture")
    workshops.save_settings(cast.house, cast.alice, floor=floor)
    mark = cast._count[0]
    voices = {f"Topic {mark} {n}": count for n, count in enumerate(counts)}
    for title, (client, employee) in voices.items():
        _topic(cast, title, client, employee)
    shown = {line.title: line.quadrant for line in _read(cast).topics if line.title in voices}
    assert set(shown) == {title for title, count in voices.items() if max(count) >= floor}
    for title, quadrant in shown.items():
        assert quadrant is None or min(voices[title]) >= floor
