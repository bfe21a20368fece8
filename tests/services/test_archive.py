"""What an import refuses, and where it says the fault is."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from workshop.domain.errors import FileUnreadable
from workshop.domain.words import Lane
from workshop.services.archive.check import check
from workshop.services.archive.plan_records import ActionRecord
from workshop.services.archive.proofs import number_of
from workshop.services.archive.records import (
    AnswerRecord,
    Archive,
    BallotRecord,
    CardRecord,
    CauseRecord,
    LinkRecord,
    MergedRecord,
    MirrorRecord,
    ModerationRecord,
    PersonaRecord,
    PlacementRecord,
    QuestionRecord,
    RatingRecord,
    RightsRecord,
    SameRecord,
    SlotRecord,
    SolutionRecord,
    TopicRatingRecord,
    TopicRecord,
    TopicRoundRecord,
    VoiceRecord,
    VoteRecord,
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
        rights=(RightsRecord("capture", ("add_card", "me_too"), "count"),),
        moderation_rule="No names.",
        floor=3,
        agenda=(SlotRecord("capture", 20), SlotRecord(None, 0, 10), SlotRecord("plan", 25)),
    ),
    steps=(StepDraft("Arrive"),),
    participants=(VoiceRecord(7, "client", "Front"), VoiceRecord(8, "employee", "")),
    cards=(
        CardRecord(
            "C3", "client", "irritant", "1", "Slow", "room", "shown", "T1", 7, (8,), persona="2"
        ),
        CardRecord(
            *("C1", "employee", "irritant", "any", "Loud", "data", "hidden", None, 8, ()),
            *("Q4", "tomorrow", "hurtful", "irritant", None, "Barometer"),
        ),
    ),
    topics=(TopicRecord("T1", "Waiting", "priority", "We saw it"),),
    placements=(PlacementRecord("T1", "one_side_missing", "priority", "We saw it"),),
    solutions=(SolutionRecord("S1", "Hire", ("T1",), 8), SolutionRecord("S2", "Wait", (), None)),
    ratings=(RatingRecord("S1", 7, 2, -2, 0), RatingRecord("S1", 8, 2, -2, 0)),
    actions=(ActionRecord("A1", "Do", "Bob", "", date(2026, 5, 1), "m", "open", "T1", "S1"),),
    merged=(MergedRecord("T2", "Queues", "T1"),),
    mirrors=(MirrorRecord("T1", 8, "client", "none"), MirrorRecord("T2", 8, "client", "skip")),
    questions=(
        QuestionRecord(
            *("Q1", "stakeholder", "text", "Why?", "1", "employee", "", "now", "during"),
            *((), "closed", True),
        ),
        QuestionRecord(
            *("Q2", "mood", "scale", "Here?", "1", "client", "feeling", "now", "during"),
            *((), "open", False),
        ),
        QuestionRecord(
            *("Q3", "own", "choice", "When?", "", "", "", "tomorrow", "before"),
            *(("Now", "Later"), "ready", False),
        ),
        QuestionRecord(
            "Q4", "guest", "card", "And then?", "", "client", "", "now", "after", (), "open", False
        ),
    ),
    answers=(
        AnswerRecord("Q1", 7, None, "Too slow", "C3", "S1"),
        AnswerRecord("Q1", 8, None, None, "C1", None),
        AnswerRecord("Q2", 7, -2, "", None, None),
        AnswerRecord("Q3", 8, 1, "", None, None),
        AnswerRecord("Q3", 7, None, "", None, None),
    ),
    votes=(
        VoteRecord("V1", "First", "topics", (), 5, 3, False, True, False, None),
        VoteRecord("V2", "", "topics", ("T1",), 5, 3, False, False, True, "V1", 2, (7,)),
        VoteRecord("V3", "", "solutions", ("S1",), 5, 3, True, False, False, None),
    ),
    ballots=(
        BallotRecord("V1", 7, "T1", 5),
        BallotRecord("V3", 7, "S1", 3),
        BallotRecord("V3", 7, "S2", 2),
    ),
    moderation=(
        ModerationRecord("C1", "set_aside", "hurtful", "Loud"),
        ModerationRecord("C1", "shown", "", ""),
    ),
    personas=(
        PersonaRecord("employee", "A beginner", ""),
        PersonaRecord("client", "In a hurry", ""),
    ),
    same=(SameRecord("C1", "C3", 7, "no"), SameRecord("C1", "C3", 8, "skip")),
    topic_rounds=(TopicRoundRecord(1, ("T1",), False, True), TopicRoundRecord(2, (), True, False)),
    topic_ratings=(TopicRatingRecord(1, "T1", 7, -2, None), TopicRatingRecord(2, "T2", 8, 0, 2)),
    causes=(CauseRecord("R1", "Two tools", "tool", ("Bought apart",), ("T1",)),),
)

CYCLES = replace(
    SOUND,
    workshop=replace(SOUND.workshop, mode="life_cycle"),
    steps=(StepDraft("Buy", lane=Lane.CLIENT), StepDraft("Train", lane=Lane.EMPLOYEE)),
    links=(LinkRecord("1", "2"),),
)


MANY_SLIPS = tuple(
    VoteRecord(f"V{n}", "", "topics", (), 5, 3, False, False, True, None, 10_000)
    for n in range(1, 12)
)


def workshop(**values: Any) -> Archive:
    return replace(SOUND, workshop=replace(SOUND.workshop, **values))


def nth(noun: str, place: int, **values: Any) -> Archive:
    """The sound archive with other values in one record of a noun."""
    records = list(getattr(SOUND, noun))
    records[place] = replace(records[place], **values)
    changed: dict[str, Any] = {noun: tuple(records)}
    return replace(SOUND, **changed)


def first(noun: str, **values: Any) -> Archive:
    return nth(noun, 0, **values)


def twice(noun: str) -> Archive:
    records = getattr(SOUND, noun)
    changed: dict[str, Any] = {noun: (*records, records[0])}
    return replace(SOUND, **changed)


def test_a_sound_archive_comes_through_unchanged() -> None:
    assert check(SOUND) == SOUND
    assert check(CYCLES) == CYCLES
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
    ("value_unknown", first("actions", status="late"), "actions[0]"),
    ("text_empty", first("actions", what=""), "actions[0]"),
    ("value_unknown", workshop(rights=(RightsRecord("lunch", (), "count"),)), "workshop"),
    ("value_unknown", workshop(rights=(RightsRecord("plan", ("sing",), "count"),)), "workshop"),
    ("value_unknown", workshop(rights=(RightsRecord("plan", (), "all"),)), "workshop"),
    ("duplicate", workshop(rights=(RightsRecord("plan", (), "count"),) * 2), "workshop"),
    ("number_out_of_range", workshop(floor=2), "workshop"),
    ("number_out_of_range", workshop(floor=21), "workshop"),
    ("text_too_long", workshop(moderation_rule="x" * 281), "workshop"),
    ("value_unknown", first("participants", origin="moon"), "participants[0]"),
    ("value_unknown", first("participants", origin="gone"), "participants[0]"),
    ("dangling", first("cards", question="Q9"), "cards[0]"),
    ("value_unknown", first("cards", horizon="soon"), "cards[0]"),
    ("value_unknown", first("cards", set_aside="ugly"), "cards[0]"),
    ("value_unknown", first("cards", mirror="maybe"), "cards[0]"),
    ("value_unknown", first("merged", label="S1"), "merged[0]"),
    ("duplicate", first("merged", label="T1"), "merged[0]"),
    ("dangling", first("merged", into="T3"), "merged[0]"),
    ("text_empty", first("merged", title=""), "merged[0]"),
    ("dangling", first("mirrors", topic="T3"), "mirrors[0]"),
    ("dangling", first("mirrors", voice=9), "mirrors[0]"),
    ("value_unknown", first("mirrors", side="them"), "mirrors[0]"),
    ("value_unknown", first("mirrors", value="maybe"), "mirrors[0]"),
    ("value_unknown", first("questions", label="C1"), "questions[0]"),
    ("value_unknown", first("questions", deck="cards"), "questions[0]"),
    ("value_unknown", first("questions", kind="song"), "questions[0]"),
    ("text_empty", first("questions", text=" "), "questions[0]"),
    ("text_too_long", first("questions", text="x" * 281), "questions[0]"),
    ("value_unknown", first("questions", step="2"), "questions[0]"),
    ("value_unknown", first("questions", step="any"), "questions[0]"),
    ("value_unknown", first("questions", side="them"), "questions[0]"),
    ("value_unknown", first("questions", aspect="smell"), "questions[0]"),
    ("value_unknown", first("questions", horizon="soon"), "questions[0]"),
    ("value_unknown", first("questions", period="never"), "questions[0]"),
    ("value_unknown", first("questions", status="lost"), "questions[0]"),
    ("number_out_of_range", first("questions", options=("One", "Two")), "questions[0]"),
    ("number_out_of_range", nth("questions", 2, options=("One",)), "questions[2]"),
    ("number_out_of_range", nth("questions", 2, options=tuple("abcdefg")), "questions[2]"),
    ("text_empty", nth("questions", 2, options=("One", "")), "questions[2]"),
    ("duplicate", nth("questions", 2, options=("One", "One")), "questions[2]"),
    ("dangling", first("answers", question="Q9"), "answers[0]"),
    ("dangling", first("answers", voice=9), "answers[0]"),
    ("dangling", first("answers", card="C9"), "answers[0]"),
    ("dangling", first("answers", solution="S9"), "answers[0]"),
    ("text_too_long", first("answers", text="x" * 281), "answers[0]"),
    ("wrong_type", first("answers", value=1), "answers[0]"),
    ("dangling", nth("answers", 1, card=None), "answers[1]"),
    ("wrong_type", nth("answers", 2, text="Well"), "answers[2]"),
    ("wrong_type", nth("answers", 2, text=None, card="C1"), "answers[2]"),
    ("number_out_of_range", nth("answers", 2, value=3), "answers[2]"),
    ("number_out_of_range", nth("answers", 3, value=2), "answers[3]"),
    ("number_out_of_range", nth("answers", 3, value=-1), "answers[3]"),
    ("wrong_type", nth("answers", 3, question="Q4"), "answers[3]"),
    ("value_unknown", first("votes", label="T1"), "votes[0]"),
    ("value_unknown", first("votes", subject="cards"), "votes[0]"),
    ("text_too_long", first("votes", title="x" * 121), "votes[0]"),
    ("dangling", first("votes", chosen=("S1",)), "votes[0]"),
    ("dangling", nth("votes", 2, chosen=("T1",)), "votes[2]"),
    ("duplicate", first("votes", chosen=("T1", "T1")), "votes[0]"),
    ("number_out_of_range", first("votes", budget=0), "votes[0]"),
    ("number_out_of_range", first("votes", budget=21), "votes[0]"),
    ("number_out_of_range", first("votes", cap=6), "votes[0]"),
    ("value_unknown", first("votes", is_open=True), "votes[0]"),
    ("duplicate", nth("votes", 1, is_open=True), "votes[2]"),
    ("dangling", first("votes", follows="V1"), "votes[0]"),
    ("dangling", first("votes", follows="V9"), "votes[0]"),
    ("dangling", nth("votes", 2, follows="V1"), "votes[2]"),
    ("dangling", nth("votes", 1, coded=(9,)), "votes[1]"),
    ("duplicate", nth("votes", 1, coded=(7, 7)), "votes[1]"),
    ("number_out_of_range", nth("votes", 1, codes=0), "votes[1]"),
    ("number_out_of_range", nth("votes", 1, codes=10_001), "votes[1]"),
    ("number_out_of_range", replace(SOUND, votes=MANY_SLIPS, ballots=()), "votes[10]"),
    ("dangling", first("ballots", session="V9"), "ballots[0]"),
    ("dangling", first("ballots", voice=9), "ballots[0]"),
    ("dangling", first("ballots", target="T2"), "ballots[0]"),
    ("dangling", first("ballots", target="S1"), "ballots[0]"),
    ("dangling", nth("ballots", 1, target="T1"), "ballots[1]"),
    ("number_out_of_range", first("ballots", points=0), "ballots[0]"),
    ("number_out_of_range", first("ballots", points=6), "ballots[0]"),
    ("number_out_of_range", nth("ballots", 2, points=3), "ballots[2]"),
    ("number_out_of_range", nth("ballots", 2, points=-1), "ballots[2]"),
    ("dangling", first("moderation", card="C9"), "moderation[0]"),
    ("value_unknown", first("moderation", deed="burnt"), "moderation[0]"),
    ("value_unknown", first("moderation", reason="ugly"), "moderation[0]"),
    ("text_too_long", first("moderation", note="x" * 281), "moderation[0]"),
    ("value_unknown", workshop(agenda=(SlotRecord("lunch", 60),)), "workshop"),
    ("number_out_of_range", workshop(agenda=(SlotRecord("plan", 0),)), "workshop"),
    ("number_out_of_range", workshop(agenda=(SlotRecord("plan", 240, 240),)), "workshop"),
    ("agenda_out_of_order", workshop(agenda=(SlotRecord(None, 15),)), "workshop"),
    ("value_unknown", workshop(mode="both"), "workshop"),
    ("value_unknown", workshop(mode="life_cycle"), "steps[0]"),
    ("value_unknown", replace(CYCLES, steps=(*CYCLES.steps, StepDraft("Leave"))), "steps[2]"),
    ("dangling", replace(SOUND, links=(LinkRecord("1", "1"),)), "links[0]"),
    ("dangling", replace(CYCLES, links=(LinkRecord("2", "1"),)), "links[0]"),
    ("duplicate", replace(CYCLES, links=CYCLES.links * 2), "links[1]"),
    ("value_unknown", first("personas", side="both"), "personas[0]"),
    ("text_empty", first("personas", name=" "), "personas[0]"),
    ("text_too_long", first("personas", description="x" * 281), "personas[0]"),
    (
        *("number_out_of_range", replace(SOUND, personas=SOUND.personas * 6)),
        *("personas[10]",),
    ),
    ("dangling", first("cards", persona="1"), "cards[0]"),
    ("dangling", first("cards", persona="3"), "cards[0]"),
    ("text_too_long", first("cards", provenance="x" * 121), "cards[0]"),
    ("text_too_long", first("questions", about="x" * 121), "questions[0]"),
    ("dangling", first("same", a="C2"), "same[0]"),
    ("duplicate", first("same", a="C3"), "same[0]"),
    ("duplicate", first("same", a="C3", b="C1"), "same[0]"),
    ("dangling", first("same", voice=9), "same[0]"),
    ("value_unknown", first("same", value="perhaps"), "same[0]"),
    ("duplicate", twice("same"), "same[2]"),
    ("number_out_of_range", first("topic_rounds", number=0), "topic_rounds[0]"),
    ("dangling", first("topic_rounds", chosen=("T2",)), "topic_rounds[0]"),
    ("duplicate", first("topic_rounds", chosen=("T1", "T1")), "topic_rounds[0]"),
    ("duplicate", first("topic_rounds", is_open=True), "topic_rounds[1]"),
    ("duplicate", nth("topic_rounds", 1, in_use=True), "topic_rounds[1]"),
    (
        "duplicate",
        replace(nth("topic_rounds", 1, number=1), topic_ratings=()),
        "topic_rounds[1]",
    ),
    ("dangling", first("topic_ratings", round=3), "topic_ratings[0]"),
    ("dangling", first("topic_ratings", topic="T3"), "topic_ratings[0]"),
    ("dangling", first("topic_ratings", voice=9), "topic_ratings[0]"),
    ("number_out_of_range", first("topic_ratings", client=3), "topic_ratings[0]"),
    ("number_out_of_range", first("topic_ratings", employee=-3), "topic_ratings[0]"),
    ("duplicate", twice("topic_ratings"), "topic_ratings[2]"),
    ("value_unknown", first("causes", label="C1"), "causes[0]"),
    ("value_unknown", first("causes", tag="money"), "causes[0]"),
    ("number_out_of_range", first("causes", whys=tuple("123456")), "causes[0]"),
    ("text_empty", first("causes", whys=("",)), "causes[0]"),
    ("text_empty", first("causes", title=""), "causes[0]"),
    ("dangling", first("causes", topics=("T2",)), "causes[0]"),
    ("duplicate", first("causes", topics=("T1", "T1")), "causes[0]"),
    ("duplicate", twice("causes"), "causes[1]"),
    ("duplicate", twice("merged"), "merged[1]"),
    ("duplicate", twice("mirrors"), "mirrors[2]"),
    ("duplicate", twice("questions"), "questions[4]"),
    ("duplicate", twice("answers"), "answers[5]"),
    ("duplicate", twice("votes"), "votes[3]"),
    ("duplicate", twice("ballots"), "ballots[3]"),
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
