"""What an import refuses, and where it says the fault is."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from workshop.domain.errors import FileUnreadable
from workshop.services.archive.check import check, number_of
from workshop.services.archive.records import (
    ActionRecord,
    Archive,
    CardRecord,
    PlacementRecord,
    RatingRecord,
    SolutionRecord,
    TopicRecord,
    VoiceRecord,
    WorkshopRecord,
)
from workshop.services.templates import StepDraft

SOUND = Archive(
    workshop=WorkshopRecord(
        code="ABC234",
        title="Counter",
        language="en",
        template=None,
        phase="matrix",
        created_on=date(2026, 3, 12),
        ambition="",
        scope="",
        out_of_scope="",
        client_goal="",
        employee_goal="",
        joint_owner="",
        client_name="the citizen",
        team_name="us, the clerks",
        families=("Front", "Back"),
        door_open=True,
        wall_pace="batches",
        sponsor_open=False,
        relieve_first=False,
    ),
    steps=(StepDraft("Arrive"),),
    participants=(VoiceRecord(7, "client", "Front"), VoiceRecord(8, "employee", "")),
    cards=(
        CardRecord("C3", "client", "irritant", "1", "Slow", "room", "shown", "T1", 7, (8,)),
        CardRecord("C1", "employee", "irritant", "any", "Loud", "data", "hidden", None, 8, ()),
    ),
    topics=(TopicRecord("T1", "Waiting", "priority", "We saw it"),),
    placements=(PlacementRecord("T1", "one_side_missing", "priority", "We saw it"),),
    solutions=(SolutionRecord("S1", "Hire", ("T1",), 8), SolutionRecord("S2", "Wait", (), None)),
    ratings=(RatingRecord("S1", 7, 2, -2, 0), RatingRecord("S1", 8, 2, -2, 0)),
    actions=(ActionRecord("A1", "Do", "Bob", "", date(2026, 5, 1), "m", "open", "T1", "S1"),),
)


def workshop(**values: Any) -> Archive:
    return replace(SOUND, workshop=replace(SOUND.workshop, **values))


def first(noun: str, **values: Any) -> Archive:
    """The sound archive with other values in the first record of a noun."""
    records = getattr(SOUND, noun)
    changed: dict[str, Any] = {noun: (replace(records[0], **values), *records[1:])}
    return replace(SOUND, **changed)


def twice(noun: str) -> Archive:
    records = getattr(SOUND, noun)
    changed: dict[str, Any] = {noun: (*records, records[0])}
    return replace(SOUND, **changed)


def test_a_sound_archive_comes_through_unchanged() -> None:
    assert check(SOUND) == SOUND
    assert number_of("C12") == 12


def test_texts_are_cleaned_and_the_code_is_put_in_capitals() -> None:
    checked = check(first("cards", text=" Slow\u202e \x00 today "))
    assert checked.cards[0].text == "Slow today"
    assert check(workshop(code="abc234", template=" demo ")).workshop.code == "ABC234"


REFUSED: list[tuple[str, Archive, str]] = [
    ("value_unknown", workshop(code="ABC"), "workshop"),
    ("value_unknown", workshop(language="de"), "workshop"),
    ("value_unknown", workshop(phase="gone"), "workshop"),
    ("value_unknown", workshop(wall_pace="slowly"), "workshop"),
    ("value_unknown", workshop(created_on=date(1999, 12, 31)), "workshop"),
    ("text_empty", workshop(title=" "), "workshop"),
    ("text_empty", workshop(client_name=""), "workshop"),
    ("text_too_long", workshop(team_name="x" * 61), "workshop"),
    ("text_too_long", workshop(ambition="x" * 1001), "workshop"),
    ("text_too_long", workshop(template="x" * 41), "workshop"),
    ("duplicate", workshop(families=("Front", "Front")), "workshop"),
    ("number_out_of_range", workshop(families=tuple("abcdefghi")), "workshop"),
    ("text_empty", replace(SOUND, steps=(StepDraft(""),)), "steps[0]"),
    ("number_out_of_range", first("participants", voice=0), "participants[0]"),
    ("number_out_of_range", first("participants", voice=2**53), "participants[0]"),
    ("value_unknown", first("participants", speaks_for="them"), "participants[0]"),
    ("text_too_long", first("participants", role="x" * 61), "participants[0]"),
    ("value_unknown", first("cards", label="C03"), "cards[0]"),
    ("value_unknown", first("cards", label="c3"), "cards[0]"),
    ("value_unknown", first("cards", label="T3"), "cards[0]"),
    ("value_unknown", first("cards", label="C4000000000"), "cards[0]"),
    ("value_unknown", first("cards", side="them"), "cards[0]"),
    ("value_unknown", first("cards", kind="neutral"), "cards[0]"),
    ("value_unknown", first("cards", source="web"), "cards[0]"),
    ("value_unknown", first("cards", status="withdrawn"), "cards[0]"),
    ("dangling", first("cards", step="2"), "cards[0]"),
    ("dangling", first("cards", topic="T2"), "cards[0]"),
    ("dangling", first("cards", voice=9), "cards[0]"),
    ("dangling", first("cards", me_too=(9,)), "cards[0]"),
    ("duplicate", first("cards", me_too=(8, 8)), "cards[0]"),
    ("duplicate", first("cards", me_too=(7,)), "cards[0]"),
    ("text_empty", first("cards", text="\u200b"), "cards[0]"),
    ("text_too_long", first("cards", text="x" * 2001), "cards[0]"),
    ("value_unknown", first("topics", label="T"), "topics[0]"),
    ("text_too_long", first("topics", title="x" * 121), "topics[0]"),
    ("value_unknown", first("topics", moved_to="contested"), "topics[0]"),
    ("text_empty", first("topics", because=""), "topics[0]"),
    ("dangling", first("placements", topic="T2"), "placements[0]"),
    ("value_unknown", first("placements", computed="moon"), "placements[0]"),
    ("text_too_long", first("placements", moved_to=None, because="x" * 1001), "placements[0]"),
    ("value_unknown", first("solutions", label="A1"), "solutions[0]"),
    ("dangling", first("solutions", voice=9), "solutions[0]"),
    ("dangling", first("solutions", topics=("T2",)), "solutions[0]"),
    ("duplicate", first("solutions", topics=("T1", "T1")), "solutions[0]"),
    ("text_too_long", first("solutions", title="x" * 281), "solutions[0]"),
    ("dangling", first("ratings", solution="S3"), "ratings[0]"),
    ("dangling", first("ratings", voice=9), "ratings[0]"),
    ("number_out_of_range", first("ratings", client=3), "ratings[0]"),
    ("number_out_of_range", first("ratings", employee=-3), "ratings[0]"),
    ("number_out_of_range", first("ratings", usability=9), "ratings[0]"),
    ("value_unknown", first("actions", label="1"), "actions[0]"),
    ("dangling", first("actions", topic="T2"), "actions[0]"),
    ("dangling", first("actions", solution="S3"), "actions[0]"),
    ("action_incomplete", first("actions", due=None), "actions[0]"),
    ("value_unknown", first("actions", status="late"), "actions[0]"),
    ("text_empty", first("actions", what=""), "actions[0]"),
    ("duplicate", twice("participants"), "participants[2]"),
    ("duplicate", twice("cards"), "cards[2]"),
    ("duplicate", twice("topics"), "topics[1]"),
    ("duplicate", twice("solutions"), "solutions[2]"),
    ("duplicate", twice("ratings"), "ratings[2]"),
    ("duplicate", twice("actions"), "actions[1]"),
]


@pytest.mark.parametrize(("reason", "archive", "place"), REFUSED)
def test_a_broken_archive_is_refused_with_its_place(
    reason: str, archive: Archive, place: str
) -> None:
    with pytest.raises(FileUnreadable) as refused:
        check(archive)
    assert (refused.value.facts["reason"], refused.value.facts["place"]) == (reason, place)


def test_a_workshop_without_anything_yet_is_sound() -> None:
    bare = Archive(SOUND.workshop, (), (), (), (), (), (), (), ())
    assert check(bare) == bare
